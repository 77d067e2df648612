//! Holds runs to verdicts that were recorded from the engines on the code of other people's workflows, which is not part
//! of the repository: `CODENODE_VERDICTS` names the files, separated as in `PATH`. Without it nothing is run.
//!
//! A file has one node a line: `code`, its `runs` (`input`, `ok`, `message`, `line`, `class`, and `output` of n8n), and
//! for Dify `language`, `declared_inputs`, `outputs`, for n8n `kind`, `mode` and `nondeterministic`. What depends on the
//! network or the clock is left out.

use serde_json::{Value, json};

use crate::case::Case;
use crate::conformance::{Recorded, agreement};

/// Failures that say more of where they were recorded than of the code.
const CHANCE: &[&str] = &["network", "timeout", "infra"];
/// A run that says one of these differs from day to day.
const CLOCK: &[&str] = &[
    "random",
    "Date()",
    "Date.now",
    "now()",
    "today()",
    "time.time",
    "uuid",
    "getTime()",
    "time.localtime",
    "time.strftime",
    "secrets.",
    "$now",
    "$today",
    "$execution",
    "set(",
];

#[test]
fn runs_agree_with_the_engines_on_code_of_others() {
    let Some(paths) = std::env::var_os("CODENODE_VERDICTS") else {
        println!("skipped: CODENODE_VERDICTS names no files");
        return;
    };
    let mut cases = Vec::new();
    for path in std::env::split_paths(&paths) {
        let text = std::fs::read_to_string(&path).expect("the verdicts can be read");
        let nodes = text.lines().enumerate();
        cases.extend(nodes.filter_map(|(line, text)| {
            let node = serde_json::from_str(text).expect("a node");
            case(line, &node)
        }));
    }
    agreement(cases);
}

/// A node as a case of the conformance suite; `None` where nothing can be compared.
fn case(line: usize, node: &Value) -> Option<(Case, Vec<Recorded>)> {
    let code = node["code"].as_str()?;
    let n8n = node["kind"].is_string();
    let changes = node["nondeterministic"] == true || CLOCK.iter().any(|word| code.contains(word));
    if node["network"] == true || node["schema"].is_string() || node["parsed"] == false {
        return None;
    }
    let mut runs = node["runs"].as_array()?.clone();
    runs.retain(|run| {
        let class = run["class"].as_str().or(run["kind"].as_str());
        !run["input"].is_null() && !class.is_some_and(|class| CHANCE.contains(&class))
    });
    for run in &mut runs {
        pair(&mut run["input"]);
        if changes && let Some(run) = run.as_object_mut() {
            run.remove("output");
        }
    }
    let language = match node["language"].as_str() {
        Some("python3") => "python",
        _ => "javascript",
    };
    let names = node["declared_inputs"].as_array().into_iter().flatten();
    let mut case = json!({
        "id": format!("{line}"),
        "topic": format!("corpus-{language}-{}", node["kind"].as_str().unwrap_or("code")),
        "about": "",
        "language": language,
        "code": code,
        "inputs": names.map(|name| name[0].clone()).collect::<Vec<_>>(),
        "outputs": node["outputs"],
        "node": node["kind"],
        "mode": if node["mode"] == "runOnceForEachItem" { "each" } else { "all" },
        "runs": runs,
        "expect": "either",
    });
    let recorded = serde_json::from_value(Value::Array(runs)).expect("runs");
    if !n8n {
        case.as_object_mut()?.remove("node");
    }
    Some((serde_json::from_value(case).expect("a case"), recorded))
}

/// As they were recorded: one node behind the other, each item made of the first item before it.
fn pair(input: &mut Value) {
    let Some(nodes) = input["nodes"]
        .as_object()
        .cloned()
        .filter(|nodes| !nodes.is_empty())
    else {
        return;
    };
    let before = [("Input".to_owned(), input["items"].clone())];
    let mut paired: serde_json::Map<String, Value> = nodes.into_iter().chain(before).collect();
    for items in paired.values_mut() {
        for item in items.as_array_mut().into_iter().flatten() {
            let item = item.as_object_mut().expect("an item");
            item.entry("pairedItem")
                .or_insert_with(|| json!({"item": 0}));
        }
    }
    input["nodes"] = Value::Object(paired);
}
