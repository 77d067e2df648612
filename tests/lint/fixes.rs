//! `--fix` and `--diff`.

use super::*;

const FILE: &str = "ticket-triage.yml";

fn with_example() -> (tempfile::TempDir, String) {
    let text = fs::read_to_string(examples().join("dify").join(FILE)).unwrap();
    (folder(&[(FILE, &text)]), text)
}

fn rules(report: &Value) -> Vec<String> {
    let findings = report["findings"].as_array().unwrap();
    findings
        .iter()
        .map(|finding| finding["message"].to_string())
        .collect()
}

#[test]
fn only_safe_fixes_are_applied_and_nothing_else_is_touched() {
    let (folder, before) = with_example();
    let found = codenode_in(folder.path(), &["lint", "--format", "json"], "").json();
    let safe = |finding: &&Value| finding["fix"]["applicability"] == "safe";
    let fixes: Vec<&Value> = found["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(safe)
        .collect();
    assert!(
        !fixes.is_empty() && fixes.len() < rules(&found).len(),
        "{found}"
    );
    let run = codenode_in(folder.path(), &["lint", "--fix", "--format", "json"], "");
    let left = run.json();
    assert_eq!(
        (run.code, &left["fixed"]),
        (1, &fixes.len().into()),
        "{run:?}"
    );
    for fix in &fixes {
        assert!(
            !rules(&left).contains(&fix["message"].to_string()),
            "{left}"
        );
    }
    let mut expected = before;
    let mut edits: Vec<&Value> = fixes
        .iter()
        .flat_map(|fix| fix["fix"]["edits"].as_array().unwrap())
        .collect();
    edits.sort_by_key(|edit| std::cmp::Reverse(edit["start"].as_u64()));
    for edit in edits {
        let [start, end] = ["start", "end"].map(|end| edit[end].as_u64().unwrap() as usize);
        expected.replace_range(start..end, edit["text"].as_str().unwrap());
    }
    assert_eq!(
        fs::read_to_string(folder.path().join(FILE)).unwrap(),
        expected
    );
}

#[test]
fn a_diff_writes_nothing() {
    let (folder, before) = with_example();
    let run = codenode_in(folder.path(), &["lint", "--diff"], "");
    assert_eq!(run.code, 1);
    assert!(
        run.stdout
            .starts_with("--- ticket-triage.yml\n+++ ticket-triage.yml\n@@ -"),
        "{run:?}"
    );
    assert!(run.stderr.contains("could be fixed in 1 file"), "{run:?}");
    assert_eq!(
        fs::read_to_string(folder.path().join(FILE)).unwrap(),
        before
    );
    codenode_in(folder.path(), &["lint", "--fix"], "");
    let run = codenode_in(folder.path(), &["lint", "--diff"], "");
    assert_eq!((run.code, run.stdout.as_str()), (0, ""));
}

#[test]
fn standard_input_is_handed_back_fixed() {
    let (folder, before) = with_example();
    let run = codenode_in(
        folder.path(),
        &["lint", "-", "--fix", "--format", "concise"],
        &before,
    );
    codenode_in(folder.path(), &["lint", "--fix"], "");
    assert_eq!(
        run.stdout,
        fs::read_to_string(folder.path().join(FILE)).unwrap()
    );
    assert!(run.stderr.starts_with("<stdin>:"), "{run:?}");
}
