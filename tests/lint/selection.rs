//! Which files are checked, skipped, refused.

use super::*;

const CLEAN: &str = "return [{ json: { ok: true } }];";
const BROKEN: &str = "return [{ json: { ok: true }];";

#[test]
fn a_walk_skips_what_is_no_workflow_and_counts_it() {
    let folder = folder(&[
        ("flows/a.json", &n8n(CLEAN)),
        ("package.json", r#"{"name": "nodes of a package"}"#),
        ("other.yml", "key: value\n"),
        (".gitignore", "ignored/\n"),
        ("ignored/b.json", &n8n(BROKEN)),
        (".hidden/c.json", &n8n(BROKEN)),
    ]);
    let run = codenode_in(folder.path(), &["lint", "--format", "json"], "");
    assert_eq!(run.code, 0, "{run:?}");
    let report = run.json();
    assert_eq!(
        (&report["files"], &report["code_nodes"], &report["skipped"]),
        (&1.into(), &1.into(), &2.into())
    );
    let run = codenode_in(folder.path(), &["lint", "-v"], "");
    assert!(
        run.stderr
            .contains("skipped package.json: it is not a workflow"),
        "{run:?}"
    );
    assert!(
        run.stderr.contains("skipped other.yml: it has no nodes"),
        "{run:?}"
    );
}

#[test]
fn a_named_file_has_to_be_a_workflow() {
    let folder = folder(&[("a.json", &n8n(CLEAN)), ("package.json", r#"{"nodes": 1}"#)]);
    let run = codenode_in(folder.path(), &["lint", "a.json", "package.json"], "");
    assert_eq!(run.code, 2);
    assert!(
        run.stderr
            .contains("cannot check package.json: it is not a Dify or n8n workflow"),
        "{run:?}"
    );
}

#[test]
fn checking_nothing_is_an_error() {
    let folder = folder(&[("package.json", "{}")]);
    let run = codenode_in(folder.path(), &["lint"], "");
    assert_eq!(run.code, 2);
    assert!(
        run.stderr.contains("of 1 file none is a workflow"),
        "{run:?}"
    );
    let run = codenode_in(
        folder.path(),
        &["lint", "--format", "json", "--files-from", "-"],
        "",
    );
    assert_eq!(run.code, 2);
    assert_eq!(run.json()["files"], 0);
}

#[test]
fn findings_decide_the_exit_code() {
    let folder = folder(&[("clean.json", &n8n(CLEAN)), ("broken.json", &n8n(BROKEN))]);
    assert_eq!(
        codenode_in(folder.path(), &["lint", "clean.json"], "").code,
        0
    );
    assert_eq!(
        codenode_in(folder.path(), &["lint", "broken.json"], "").code,
        1
    );
    assert_eq!(codenode_in(folder.path(), &["lint", "."], "").code, 1);
    // What could not be done outweighs what was found.
    assert_eq!(
        codenode_in(folder.path(), &["lint", "broken.json", "gone.json"], "").code,
        2
    );
}

#[test]
fn lists_and_standard_input_are_read() {
    let folder = folder(&[("a b.json", &n8n(CLEAN)), ("c.json", &n8n(BROKEN))]);
    let lint = |arguments: &[&str], stdin: &str| {
        let arguments = [&["lint", "--format", "concise"], arguments].concat();
        codenode_in(folder.path(), &arguments, stdin)
    };
    let run = lint(&["--files-from", "-"], "a b.json\nc.json\n");
    assert_eq!(run.code, 1);
    assert!(run.stdout.starts_with("c.json:1:"), "{run:?}");
    let run = lint(&["-", "--stdin-filename", "flows/new.json"], &n8n(BROKEN));
    assert!(run.stdout.starts_with("flows/new.json:1:"), "{run:?}");
    let run = lint(&["-"], &n8n(BROKEN));
    assert!(run.stdout.starts_with("<stdin>:1:"), "{run:?}");
    assert_eq!(lint(&["-", "--files-from", "-"], "").code, 2);
}

#[test]
fn the_order_is_that_of_the_names_whatever_is_done_first() {
    let files: Vec<(String, String)> = (0..60)
        .map(|number| (format!("{number:02}.json"), n8n(BROKEN)))
        .collect();
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    let folder = folder(&files);
    let run = codenode_in(folder.path(), &["lint", "--format", "jsonl"], "");
    let named: Vec<Value> = run
        .stdout
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let mut names: Vec<&str> = named
        .iter()
        .map(|finding| finding["file"].as_str().unwrap())
        .collect();
    names.dedup();
    assert_eq!(names, files.iter().map(|file| file.0).collect::<Vec<_>>());
}
