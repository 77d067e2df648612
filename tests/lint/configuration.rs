//! `codenode.toml`: found, obeyed, and refused where it is broken.

use super::*;

const REQUIRES: &str = "const c = require('crypto');\nreturn [{ json: { ok: Boolean(c) } }];";

fn rules_of(run: &Run) -> Vec<(String, String)> {
    let report = run.json();
    let findings = report["findings"].as_array().unwrap().clone();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let mut found: Vec<_> = findings
        .iter()
        .map(|finding| (text(&finding["file"]), text(&finding["severity"])))
        .collect();
    found.sort();
    found
}

#[test]
fn the_nearest_file_decides_for_each_workflow() {
    let folder = folder(&[
        ("codenode.toml", "target = \"n8n@2\""),
        ("a.json", &n8n(REQUIRES)),
        ("cloud/codenode.toml", "target = \"n8n-cloud\""),
        ("cloud/b.json", &n8n(REQUIRES)),
        (
            "quiet/codenode.toml",
            "[rules]\ndisallowed-import = \"off\"",
        ),
        ("quiet/c.json", &n8n(REQUIRES)),
    ]);
    let lint = |arguments: &[&str]| {
        let arguments = [&["lint", "--format", "json"], arguments].concat();
        codenode_in(folder.path(), &arguments, "")
    };
    let found = |file: &str, severity: &str| (file.to_owned(), severity.to_owned());
    assert_eq!(rules_of(&lint(&[])), [found("a.json", "error")]);
    assert_eq!(
        rules_of(&lint(&["cloud/b.json", "a.json"])),
        [found("a.json", "error")]
    );
    let run = codenode_in(folder.path(), &["lint", "-v"], "");
    let used = "\
configuration: cloud/codenode.toml
configuration: codenode.toml
configuration: quiet/codenode.toml
";
    assert!(run.stderr.starts_with(used), "{run:?}");
    // The argument has the last word, one file may be named for all, or none at all.
    assert_eq!(rules_of(&lint(&["--target", "n8n-cloud"])), []);
    assert_eq!(rules_of(&lint(&["--config", "cloud/codenode.toml"])), []);
    assert_eq!(
        rules_of(&lint(&["--isolated", "--target", "n8n@2"])).len(),
        3
    );
    let stdin = [
        "lint",
        "--format",
        "json",
        "-",
        "--stdin-filename",
        "cloud/new.json",
    ];
    assert_eq!(
        rules_of(&codenode_in(folder.path(), &stdin, &n8n(REQUIRES))),
        []
    );
}

#[test]
fn severities_and_overrides() {
    let config = r#"
        target = "n8n@2"
        [rules]
        disallowed-import = "warning"
        [[overrides]]
        files = ["old/**"]
        rules.all = "info"
        [[overrides]]
        files = ["old/allowed.json"]
        modules.node-builtin = ["crypto"]
    "#;
    let folder = folder(&[
        ("codenode.toml", config),
        ("a.json", &n8n(REQUIRES)),
        ("old/allowed.json", &n8n(REQUIRES)),
        ("old/b.json", &n8n(REQUIRES)),
    ]);
    let run = codenode_in(folder.path(), &["lint", "--format", "json"], "");
    let found = |file: &str, severity: &str| (file.to_owned(), severity.to_owned());
    assert_eq!(
        rules_of(&run),
        [found("a.json", "warning"), found("old/b.json", "info")]
    );
    assert_eq!(run.code, 0, "{run:?}");
}

#[test]
fn excluded_files_are_met_by_no_walk() {
    let folder = folder(&[
        (
            "codenode.toml",
            "exclude = [\"drafts\", \"*.old.json\"]\ntarget = \"n8n@2\"",
        ),
        ("a.json", &n8n(REQUIRES)),
        ("drafts/b.json", &n8n(REQUIRES)),
        ("c.old.json", &n8n(REQUIRES)),
    ]);
    let lint = |arguments: &[&str]| {
        let arguments = [&["lint", "--format", "json"], arguments].concat();
        codenode_in(folder.path(), &arguments, "")
    };
    let run = lint(&[]);
    assert_eq!(rules_of(&run), [("a.json".to_owned(), "error".to_owned())]);
    assert_eq!(run.json()["files"], 1);
    // Who names a file wants it checked, unless a tool names it.
    assert_eq!(rules_of(&lint(&["c.old.json"])).len(), 1);
    let run = lint(&["c.old.json", "a.json", "--force-exclude"]);
    assert_eq!(run.json()["files"], 1);
}

#[test]
fn a_broken_file_is_shown_and_nothing_is_checked() {
    let folder = folder(&[
        (
            "codenode.toml",
            "target = \"n8n@2\"\n\n[rules]\nmising-output = \"off\"\n",
        ),
        ("a.json", &n8n(REQUIRES)),
    ]);
    let expected = "\
error: There is no rule `mising-output`
 --> codenode.toml:4:1
  |
4 | mising-output = \"off\"
  | ^^^^^^^^^^^^^
  |
  = help: Did you mean `missing-output`?
";
    for arguments in [&["lint"][..], &["lint", "a.json"], &["nodes", "a.json"]] {
        let run = codenode_in(folder.path(), arguments, "");
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{run:?}");
        assert_eq!(run.stderr, expected);
    }
    let run = codenode_in(folder.path(), &["lint", "--config", "gone.toml"], "");
    assert_eq!(
        (run.code, run.stderr.as_str()),
        (
            2,
            "cannot read the configuration gone.toml: there is no such file\n"
        )
    );
}

#[test]
fn the_settings_of_a_file_can_be_asked_for() {
    let config = "target = \"n8n@2\"\nrules.lost-key = \"off\"\nrules.all = \"info\"\ndeployment.env = \"prod/.env\"\nexclude = [\"old\"]\n";
    let folder = folder(&[("ops/codenode.toml", config)]);
    let run = codenode_in(folder.path(), &["settings", "ops/old/a.json"], "");
    let expected = "\
file = \"ops/old/a.json\"
configuration = \"ops/codenode.toml\"
excluded = true
target = [\"n8n@2\"]
rules.all = \"info\"
rules.lost-key = \"off\"
deployment.env = [\"ops/prod/.env\"]
deployment.discover = true
";
    assert_eq!((run.code, run.stdout.as_str()), (0, expected), "{run:?}");
    let of_folder = codenode_in(folder.path(), &["settings", "ops"], "");
    let named = "configuration = \"ops/codenode.toml\"";
    assert!(of_folder.stdout.contains(named), "{of_folder:?}");
    let run = codenode_in(
        folder.path(),
        &["settings", "a.json", "--format", "json"],
        "",
    );
    assert_eq!(run.json()["configuration"], Value::Null);
}
