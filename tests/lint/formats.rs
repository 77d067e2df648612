//! The formats, over the examples: what each says, and that all say the same.

use super::*;

const BROKEN: [&str; 2] = ["dify/ticket-triage.yml", "n8n/incoming-orders.json"];
const FIXED: [&str; 2] = [
    "dify/ticket-triage-fixed.yml",
    "n8n/incoming-orders-fixed.json",
];

fn findings() -> Vec<Value> {
    let report = codenode(&["lint", "--format", "json"]).json();
    report["findings"].as_array().unwrap().clone()
}

#[test]
fn the_examples_have_the_defects_that_they_show() {
    let mut found: Vec<(String, String)> = findings()
        .iter()
        .filter(|finding| finding["severity"] != "info")
        .map(|finding| {
            (
                finding["node"]["name"].as_str().unwrap().to_owned(),
                finding["rule"].as_str().unwrap().to_owned(),
            )
        })
        .collect();
    found.sort();
    let expected = [
        ("Add up the lines", "disallowed-import"),
        ("Find order numbers", "disallowed-import"),
        ("Find order numbers", "missing-output"),
        ("Score the ticket", "missing-output"),
        ("Score the ticket", "signature-mismatch"),
        ("Score the ticket", "signature-mismatch"),
        ("Sign", "disallowed-import"),
        ("Sign", "env-access"),
        ("Sign", "unsupported-call"),
        ("Work out the discount", "unresolved-parameters"),
        ("Write the label", "syntax-error"),
        ("Write the summary", "syntax-error"),
    ];
    let expected: Vec<(String, String)> = expected
        .iter()
        .map(|(node, rule)| ((*node).to_owned(), (*rule).to_owned()))
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn the_clean_twins_are_clean() {
    let run = codenode(&[&["lint", "--deny", "info", "--format", "json"], &FIXED[..]].concat());
    assert_eq!(
        (run.code, &run.json()["findings"]),
        (0, &Value::Array(vec![])),
        "{run:?}"
    );
}

#[test]
fn every_place_is_where_it_says() {
    for file in BROKEN {
        let text = fs::read_to_string(examples().join(file)).unwrap();
        let nodes = codenode(&["nodes", file, "--format", "json"]).json();
        for finding in findings().iter().filter(|finding| finding["file"] == *file) {
            let shown = slice(&text, &finding["range"]);
            for related in finding["related"].as_array().unwrap() {
                slice(&text, &related["range"]);
            }
            if finding["code_range"].is_null() {
                continue;
            }
            let is_it = |node: &&Value| node["id"] == finding["node"]["id"];
            let node = nodes["nodes"]
                .as_array()
                .unwrap()
                .iter()
                .find(is_it)
                .unwrap();
            let in_code = slice(node["code"].as_str().unwrap(), &finding["code_range"]);
            if in_code
                .chars()
                .all(|character| character.is_alphanumeric() || "_.".contains(character))
            {
                assert_eq!(shown, in_code, "{finding}");
            }
        }
    }
}

/// The text of a range, once its lines and columns have been held against its offsets.
fn slice<'t>(text: &'t str, range: &Value) -> &'t str {
    let [start, end] = ["start", "end"].map(|end| {
        let number = |name: &str| range[end][name].as_u64().unwrap() as usize;
        let before = &text[..number("offset")];
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap().chars().count() + 1;
        assert_eq!(
            (number("line"), number("column")),
            (line, column),
            "{range}"
        );
        number("offset")
    });
    &text[start..end]
}

#[test]
fn concise_jsonl_and_github_say_the_same() {
    let findings = findings();
    let jsonl = codenode(&["lint", "--format", "jsonl"]);
    let lines: Vec<Value> = jsonl
        .stdout
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines, findings);
    let concise = codenode(&["lint", "--format", "concise"]);
    let github = codenode(&["lint", "--format", "github"]);
    assert_eq!(
        (
            concise.stdout.lines().count(),
            github.stdout.lines().count()
        ),
        (findings.len(), findings.len())
    );
    let said = findings
        .iter()
        .zip(concise.stdout.lines().zip(github.stdout.lines()));
    for (finding, (concise, github)) in said {
        let text = |name: &str| finding[name].as_str().unwrap();
        let start = &finding["range"]["start"];
        let place = format!("{}:{}:{}: ", text("file"), start["line"], start["column"]);
        assert!(
            concise.starts_with(&format!("{place}{}[{}] ", text("severity"), text("rule"))),
            "{concise}"
        );
        let place = format!("file={},line={},", text("file"), start["line"]);
        assert!(
            github.contains(&place) && github.contains(text("rule")),
            "{github}"
        );
    }
    assert!(
        concise
            .stderr
            .contains("in 5 workflow files (13 code nodes)"),
        "{concise:?}"
    );
    assert_eq!(codenode(&["lint", "--format", "concise", "-q"]).stderr, "");
}

#[test]
fn full_shows_the_code_as_code() {
    let shown = codenode(&["lint", BROKEN[0]]);
    assert_eq!(shown.code, 1);
    // The line as it is in the code, not as YAML writes it, with the code's own number.
    let line = " 9 |         return {\"score\": score + 1, \"reasons\": f\"about {len(orders)} order(s)\"}\n";
    let expected = [
        line,
        "= node: Score the ticket, Python, line 9 of its code\n",
        "= note: Dify will fail the node with: Output reason is missing.\n",
        "   ------ the output is declared here\n",
    ];
    for expected in expected {
        assert!(
            shown.stdout.contains(expected),
            "{expected}{}",
            shown.stdout
        );
    }
    assert!(!shown.stdout.contains('\u{1b}'), "{}", shown.stdout);
    let colored = codenode(&["lint", BROKEN[0], "--color", "always"]);
    assert!(colored.stdout.contains("\u{1b}["), "{}", colored.stdout);
}

#[test]
fn sarif_has_every_rule_and_finding() {
    let log = codenode(&["lint", "--format", "sarif"]).json();
    let run = &log["runs"][0];
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), findings().len());
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    for result in results {
        let rule = &rules[result["ruleIndex"].as_u64().unwrap() as usize];
        assert_eq!(rule["id"], result["ruleId"]);
        assert!(
            rule["help"]["markdown"].as_str().unwrap().len() > 100,
            "{rule}"
        );
    }
}

#[test]
fn fingerprints_survive_edits_elsewhere() {
    let original = fs::read_to_string(examples().join(BROKEN[0])).unwrap();
    let moved = original
        .replacen("app:\n", "# a comment\n\napp:\n", 1)
        .replacen("WORDS = {", "# more\\n\\\n          WORDS = {", 1);
    assert_ne!(
        moved.len(),
        original.len() + "# a comment\n\n".len(),
        "both edits were made"
    );
    let fingerprints = |text: &str| {
        let run = codenode_in(
            &examples(),
            &[
                "lint",
                "-",
                "--stdin-filename",
                "x.yml",
                "--format",
                "sarif",
            ],
            text,
        );
        let log = run.json();
        let results = log["runs"][0]["results"].as_array().unwrap().clone();
        assert!(!results.is_empty());
        results
            .iter()
            .map(|result| result["partialFingerprints"].clone())
            .collect::<Vec<_>>()
    };
    let before = fingerprints(&original);
    assert_eq!(before, fingerprints(&moved));
    let mut distinct: Vec<String> = before.iter().map(Value::to_string).collect();
    distinct.sort();
    distinct.dedup();
    assert_eq!(distinct.len(), before.len());
}
