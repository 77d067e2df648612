//! Real workflows, where the environment variable CODENODE_CORPUS names a folder of them.

use super::*;

#[test]
fn a_walk_misses_no_workflow_and_whatever_is_found_can_be_shown() {
    let Some(corpus) = std::env::var_os("CODENODE_CORPUS") else {
        eprintln!("skipped: CODENODE_CORPUS is not set");
        return;
    };
    let corpus = Path::new(&corpus);
    let lint = |arguments: &[&str], stdin: &str| {
        let run = codenode_in(corpus, &[&["lint"], arguments].concat(), stdin);
        assert!(!run.stderr.contains("panicked"), "{}", run.stderr);
        run
    };
    let walked = lint(&["--format", "json"], "").json();
    assert!(walked["files"].as_u64() > Some(0), "{walked}");
    // Named files are analysed whatever they look like; a walk looks at their bytes first.
    let named = lint(
        &["--format", "json", "--files-from", "-"],
        &paths(corpus).join("\n"),
    )
    .json();
    assert_eq!(walked["files"], named["files"]);
    assert_eq!(walked["code_nodes"], named["code_nodes"]);
    assert_eq!(walked["findings"], named["findings"]);
    for format in ["full", "sarif"] {
        assert_eq!(lint(&["--format", format], "").code, 1, "{format}");
    }
}

/// Every file that a walk may look at, in the order of a walk.
fn paths(folder: &Path) -> Vec<String> {
    let files = ignore::WalkBuilder::new(folder)
        .require_git(false)
        .sort_by_file_name(Ord::cmp)
        .build()
        .map(|entry| entry.unwrap().into_path())
        .filter(|path| {
            path.extension().is_some_and(|extension| {
                ["json", "yml", "yaml"]
                    .iter()
                    .any(|known| extension == *known)
            })
        });
    files
        .map(|path| {
            path.strip_prefix(folder)
                .unwrap()
                .to_str()
                .unwrap()
                .to_owned()
        })
        .collect()
}
