use super::*;
use crate::find_rule;

/// The problems, as `line:column message [help]`.
fn problems(text: &str) -> Vec<String> {
    let shown = |problem: &ConfigProblem| {
        let before = &text[..usize::from(problem.range.start())];
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().len() + 1;
        let help = problem.help.as_deref().unwrap_or("-");
        format!("{line}:{column} {} [{help}]", problem.message)
    };
    let problems = Config::parse(text).err().unwrap_or_default();
    problems.iter().map(shown).collect()
}

fn settings(text: &str, path: &str) -> FileSettings {
    let config = Config::parse(text).unwrap_or_else(|problems| panic!("{problems:?}"));
    config.settings(Path::new(path))
}

#[test]
fn an_empty_file_changes_nothing() {
    for text in ["", "\u{feff}", "# nothing\n", "[rules]\n[modules]\n"] {
        let found = settings(text, "a.json");
        assert_eq!(found.lint.levels, Settings::default().levels);
        assert!(found.lint.targets.is_empty() && found.deployment == Deployment::default());
    }
}

#[test]
fn later_overrides_have_the_last_word() {
    let text = r#"
        target = ["dify@1.14", "n8n-cloud"]
        globals = ["helper"]
        [rules]
        all = "warning"
        lost-key = "off"
        [[overrides]]
        files = ["old/**"]
        target = "n8n@1"
        rules = { all = "off", lost-key = "default" }
        [[overrides]]
        files = ["special.json"]
        globals = ["other"]
        rules.syntax-error = "info"
    "#;
    let level = |path: &str, rule: &str| {
        let found = settings(text, path);
        found.lint.levels.of(find_rule(rule).unwrap())
    };
    assert_eq!(
        level("a.json", "missing-output"),
        Level::At(Severity::Warning)
    );
    assert_eq!(level("a.json", "lost-key"), Level::Off);
    assert_eq!(level("old/a.json", "missing-output"), Level::Off);
    assert_eq!(level("old/a.json", "lost-key"), Level::Own);
    assert_eq!(
        level("old/special.json", "syntax-error"),
        Level::At(Severity::Info)
    );
    assert_eq!(level("old/special.json", "missing-output"), Level::Off);
    let names = |path: &str| {
        let mut names: Vec<_> = settings(text, path)
            .lint
            .targets
            .iter()
            .map(|t| t.name)
            .collect();
        names.sort_unstable();
        names
    };
    assert_eq!(names("a.json"), ["dify@1.14", "n8n-cloud"]);
    assert_eq!(names("old/a.json"), ["dify@1.14", "n8n@1"]);
    assert_eq!(
        settings(text, "special.json").lint.globals,
        ["helper", "other"]
    );
}

#[test]
fn modules_extend_what_the_target_allows() {
    let text = r#"
        target = "n8n-docker"
        modules = { node-builtin = ["fs"], node-external = "*", python-stdlib = ["json"] }
    "#;
    let mut lint = settings(text, "a.json").lint;
    lint.source = Some("codenode.toml".into());
    let policy = lint.policy(lint.targets[0]);
    let allows = |module: &str| policy.allows_require(module, workflow::Contract::N8nAllItems);
    for allowed in ["crypto", "fs", "moment", "anything"] {
        assert_eq!(allows(allowed), workflow::Verdict::Allowed, "{allowed}");
    }
    match allows("http") {
        workflow::Verdict::Denied { origin, .. } => {
            assert_eq!(origin, workflow::Origin::Given("codenode.toml".into()))
        }
        verdict => panic!("{verdict:?}"),
    }
    assert_eq!(policy.allows_import("json"), workflow::Verdict::Allowed);
    let dify = lint.policy(Target::NEWEST_DIFY);
    assert_eq!(dify, workflow::Policy::of(Target::NEWEST_DIFY));
}

#[test]
fn deployment_and_run_are_read_and_overridden() {
    let text = r#"
        baseline = "known.json"
        [deployment]
        env = ".env"
        compose = ["compose.yml", "compose.prod.yml"]
        task-runners = "n8n-task-runners.json"
        discover = false
        [run]
        timeout = 2.5
        node-modules = "node_modules"
        [[overrides]]
        files = ["stage"]
        deployment.env = ["stage/.env"]
        run.timeout = 10
    "#;
    assert_eq!(
        Config::parse(text).unwrap().baseline,
        Some("known.json".into())
    );
    let found = settings(text, "a.json");
    assert_eq!(found.deployment.env, [PathBuf::from(".env")]);
    assert_eq!(found.run.timeout, Some(Duration::from_millis(2500)));
    let stage = settings(text, "stage/a.json");
    assert_eq!(stage.deployment.env, [PathBuf::from("stage/.env")]);
    assert_eq!(stage.deployment.compose, found.deployment.compose);
    assert_eq!(stage.deployment.discover, Some(false));
    assert_eq!(stage.run.timeout, Some(Duration::from_secs(10)));
    assert_eq!(stage.run.node_modules, Some("node_modules".into()));
}

#[test]
fn what_is_wrong_is_said_at_its_place() {
    let cases = [
        ("a = [", "1:6 "),
        ("x = 1\nx = 2", "2:1 "),
        (
            "exlude = []",
            "1:1 There is no key `exlude` [Did you mean `exclude`?]",
        ),
        (
            "\u{feff}exlude = []",
            "1:4 There is no key `exlude` [Did you mean `exclude`?]",
        ),
        (
            "timeout = 1",
            "1:1 There is no key `timeout` [`timeout` belongs to `[run]`.]",
        ),
        (
            "missing-output = \"off\"",
            "1:1 There is no key `missing-output` [`missing-output` belongs to `[rules]`.]",
        ),
        (
            "[run]\nspeed = 1",
            "2:1 There is no key `speed` in `run` [The keys here are `timeout`, `node-modules`.]",
        ),
        (
            "[rules]\nmising-output = \"off\"",
            "2:1 There is no rule `mising-output` [Did you mean `missing-output`?]",
        ),
        (
            "[rules]\nall = \"warn\"",
            "2:7 A level is one of `off`, `info`, `warning`, `error` or `default` [-]",
        ),
        (
            "[rules]\nall = \"eror\"",
            "2:7 A level is one of `off`, `info`, `warning`, `error` or `default` [Did you mean `\"error\"`?]",
        ),
        ("[rules]\nlost-key = true", "2:12 A level is one of"),
        (
            "target = \"n8n-clod\"",
            "1:10 There is no target `n8n-clod` [Did you mean `n8n-cloud`",
        ),
        (
            "target = [\"n8n@2\", \"n8n@1\"]",
            "1:20 There is a target of this platform already",
        ),
        ("target = 2", "1:10 `target` is the name of a target"),
        (
            "exclude = \"a\"",
            "1:11 `exclude` is a list of patterns of paths, not this string [-]",
        ),
        (
            "exclude = [\"a\", 1]",
            "1:17 `exclude` is a list of patterns of paths, not this integer [-]",
        ),
        ("exclude = [\"a[\"]", "1:12 This is no pattern of paths: "),
        (
            "modules.node-builtin = \"fs\"",
            "1:24 `node-builtin` is a list of names, or \"*\", not this string [-]",
        ),
        (
            "run.timeout = 0",
            "1:15 `timeout` is a number of seconds above zero",
        ),
        (
            "run.timeout = inf",
            "1:15 `timeout` is a number of seconds above zero",
        ),
        ("run = 1", "1:7 `run` is a table, not this integer [-]"),
        ("baseline = \"\"", "1:12 This is no path [-]"),
        (
            "[overrides]\nfiles = []",
            "1:1 `overrides` is a list of tables, written `[[overrides]]`, not this table [-]",
        ),
        (
            "[[overrides]]\ntarget = \"n8n\"",
            "1:1 An entry of `overrides` needs `files`",
        ),
        (
            "[[overrides]]\nfiles = [\"a\"]\nexclude = []",
            "3:1 There is no key `exclude` in `overrides`",
        ),
    ];
    for (text, expected) in cases {
        let found = problems(text);
        assert!(
            found.len() == 1 && found[0].starts_with(expected),
            "{text:?}\n  {expected}\n  {found:#?}"
        );
    }
    assert_eq!(problems("exlude = []\nmodules = 1\n[rulez]").len(), 3);
}

#[test]
fn whatever_stands_in_the_file_the_places_are_in_it() {
    const TEXT: &str = "target = \"n8n@2\" # 流程\r\nexclude = ['é', \"a[\"]\n[rules]\nall = \"öff\"\n\
                        [[overrides]]\nfiles = [\"*\"]\nrun = { timeout = 1e3 }\n[deployment]\nenv = '''x\n'''\n";
    const STRANGE: &[&str] = &[
        "\"", "'", "[", "]", "=", "\0", "\u{feff}", "\n", "\r", "é", "{", "\\u",
    ];
    let check = |text: &str| {
        for problem in Config::parse(text).err().unwrap_or_default() {
            let range = std::ops::Range::<usize>::from(problem.range);
            assert!(text.get(range.clone()).is_some(), "{text:?} {range:?}");
        }
    };
    for (at, _) in TEXT.char_indices() {
        let (before, behind) = TEXT.split_at(at);
        check(before);
        STRANGE
            .iter()
            .for_each(|strange| check(&format!("{before}{strange}{behind}")));
    }
}

/// Of every kind a value that it takes, and one that it does not.
fn samples(kind: keys::Kind) -> (String, &'static str) {
    use keys::Kind;
    let right = match kind {
        Kind::Targets => "\"n8n-cloud\"",
        Kind::Rules => "{ all = \"off\" }",
        Kind::Modules | Kind::Names | Kind::Patterns => "[\"x\"]",
        Kind::Path | Kind::Paths => "\"x\"",
        Kind::Seconds => "1",
        Kind::Flag => "true",
        Kind::Table(_) => "{}",
        Kind::Tables(_) => "[{ files = [\"x\"] }]",
    };
    (right.into(), "1979-05-27")
}

#[test]
fn every_key_takes_what_its_kind_says() {
    fn all(keys: &'static [keys::Key], around: &str) {
        for key in keys {
            let (right, wrong) = samples(key.kind);
            let file = |value: &str| {
                let files = if around == "overrides" && key.name != "files" {
                    "files = [\"x\"], "
                } else {
                    ""
                };
                match around {
                    "" => format!("{} = {value}", key.name),
                    "overrides" => format!("overrides = [{{ {files}{} = {value} }}]", key.name),
                    table => format!("{table}.{} = {value}", key.name),
                }
            };
            assert_eq!(problems(&file(&right)), [""; 0], "{}", file(&right));
            assert_eq!(problems(&file(wrong)).len(), 1, "{}", file(wrong));
            if let keys::Kind::Table(keys) | keys::Kind::Tables(keys) = key.kind
                && around.is_empty()
            {
                all(keys, key.name);
            }
        }
    }
    all(keys::FILE, "");
}

#[test]
fn excludes_files_and_what_stands_in_folders() {
    let config = Config::parse("exclude = [\"node_modules\", \"/drafts/*.json\"]").unwrap();
    let excludes = |path: &str| config.excludes(Path::new(path));
    assert!(excludes("a/node_modules") && excludes("a/node_modules/b.json"));
    assert!(excludes("drafts/a.json") && !excludes("x/drafts/a.json") && !excludes("a.json"));
}
