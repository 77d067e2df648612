//! Baselines: what is known is not reported, what is new is, what is gone is told.

use super::*;

const OLD: &str = "const a = missing;\nreturn [];";
const MOVED: &str = "// a new line\nconst a = missing;\nreturn [];";
const NEW: &str = "const a = missing;\nreturn [{ json: other }];";
const MENDED: &str = "return [];";

fn lint(folder: &Path, arguments: &[&str]) -> Run {
    codenode_in(folder, &[&["lint"], arguments].concat(), "")
}

#[test]
fn known_findings_are_not_reported_until_they_change() {
    let folder = folder(&[("flows/a.json", &n8n(OLD)), ("flows/b.json", &n8n(OLD))]);
    let run = lint(folder.path(), &["--write-baseline", "known.json"]);
    assert_eq!((run.code, run.stdout.as_str()), (0, ""));
    assert_eq!(run.stderr, "2 findings written to known.json\n");
    let written = fs::read_to_string(folder.path().join("known.json")).unwrap();
    assert!(written.contains("\"file\": \"flows/a.json\""), "{written}");

    let known = |arguments: &[&str]| {
        let arguments = [&["--baseline", "known.json", "--format", "json"], arguments].concat();
        lint(folder.path(), &arguments)
    };
    let write = |code: &str| fs::write(folder.path().join("flows/a.json"), n8n(code)).unwrap();
    for code in [OLD, MOVED] {
        write(code);
        let run = known(&[]);
        let report = run.json();
        assert_eq!((run.code, &report["baselined"]), (0, &2.into()), "{report}");
        assert_eq!(
            (&report["findings"], &report["problems"]),
            (&serde_json::json!([]), &serde_json::json!([]))
        );
    }
    write(NEW);
    let run = known(&[]);
    assert_eq!(run.code, 1);
    let messages: Vec<_> = run.json()["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|found| found["message"].clone())
        .collect();
    assert_eq!(messages, ["`other` is not defined"]);
    write(MENDED);
    let run = known(&[]);
    assert_eq!(run.code, 0);
    assert_eq!(
        run.json()["problems"][0]["message"],
        "the baseline knows a finding that is no longer there (undefined-name: `missing` is not defined); write it anew with --write-baseline"
    );
    assert_eq!(known(&["--deny", "info"]).code, 1);
    // Written again it is what it would have been, to the byte.
    write(OLD);
    assert_eq!(
        lint(folder.path(), &["--write-baseline", "known.json", "-q"]).stderr,
        ""
    );
    assert_eq!(
        fs::read_to_string(folder.path().join("known.json")).unwrap(),
        written
    );
}

#[test]
fn the_configuration_may_name_it() {
    let folder = folder(&[
        ("flows/codenode.toml", "baseline = \"known.json\""),
        ("flows/a.json", &n8n(OLD)),
    ]);
    let run = lint(folder.path(), &[]);
    assert_eq!(run.code, 2);
    assert_eq!(
        run.stderr,
        "codenode: cannot use the baseline flows/known.json: there is no such file\n"
    );
    assert_eq!(
        lint(folder.path(), &["--write-baseline", "flows/known.json"]).code,
        0
    );
    let run = lint(folder.path(), &["flows/a.json"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(
        run.stderr.ends_with("; 1 finding of the baseline\n"),
        "{run:?}"
    );
    assert_eq!(lint(folder.path(), &["--isolated"]).code, 1);
}

#[test]
fn a_baseline_that_cannot_be_used_or_would_lack_something() {
    let folder = folder(&[("a.json", &n8n(OLD)), ("known.json", "{\"nodes\": 1}")]);
    let run = lint(folder.path(), &["a.json", "--baseline", "known.json"]);
    assert_eq!(run.code, 2);
    assert!(
        run.stderr
            .starts_with("codenode: cannot use the baseline known.json: it is not a baseline: "),
        "{run:?}"
    );
    let run = lint(
        folder.path(),
        &["a.json", "gone.json", "--write-baseline", "new.json"],
    );
    assert_eq!(run.code, 2);
    assert!(!folder.path().join("new.json").exists(), "{run:?}");
}

#[test]
fn fixes_leave_known_findings_alone() {
    let code = "return [{ jsn: {} }]; // codenode: ignore[lost-key]";
    let folder = folder(&[("a.json", &n8n(code))]);
    lint(folder.path(), &["a.json", "--write-baseline", "known.json"]);
    let before = fs::read_to_string(folder.path().join("a.json")).unwrap();
    lint(
        folder.path(),
        &["a.json", "--baseline", "known.json", "--fix"],
    );
    assert_eq!(
        fs::read_to_string(folder.path().join("a.json")).unwrap(),
        before
    );
    lint(folder.path(), &["a.json", "--fix"]);
    assert_ne!(
        fs::read_to_string(folder.path().join("a.json")).unwrap(),
        before
    );
}
