//! What is published of `codenode.toml`: its JSON schema for editors, its keys on the page about it.

use std::fmt::Write as _;
use std::path::Path;

use serde_json::Value;

use crate::root;

#[test]
fn the_schema_is_in_step_with_the_keys() {
    let schema = serde_json::to_string_pretty(&lint::config::schema()).expect("a value") + "\n";
    hold("editors/schema/codenode.schema.json", &schema);
}

#[test]
fn the_page_lists_the_keys() {
    const MARK: &str = "<!-- keys -->";
    let path = "docs/configuration.md";
    let page = std::fs::read_to_string(root().join(path)).expect("the page");
    let [before, _, after] = page.split(MARK).collect::<Vec<_>>()[..] else {
        panic!("{path} needs the table of keys between two lines `{MARK}`");
    };
    let mut table = String::from("| key | value | |\n| --- | --- | --- |\n");
    keys(&lint::config::schema(), "", &mut table);
    hold(path, &format!("{before}{MARK}\n{table}{MARK}{after}"));
}

#[test]
fn the_examples_of_the_page_are_right() {
    let page = std::fs::read_to_string(root().join("docs/configuration.md")).expect("the page");
    let blocks = page.split("```toml\n").skip(1);
    let mut examples = blocks
        .filter_map(|block| block.split("```").next())
        .peekable();
    assert!(examples.peek().is_some(), "there are none");
    for example in examples {
        let problems = lint::config::Config::parse(example).err();
        assert!(problems.is_none(), "{example}\n{problems:#?}");
    }
}

/// A row for every key of the table, and for those of the tables in it.
fn keys(schema: &Value, around: &str, table: &mut String) {
    let properties = schema["properties"].as_object().expect("a table of keys");
    for (name, key) in properties {
        let name = format!("{around}{name}");
        let about = key["description"].as_str().expect("a description");
        let _ = writeln!(table, "| `{name}` | {} | {about} |", value(key));
        if name != "rules" && key["properties"].is_object() {
            keys(key, &format!("{name}."), table);
        }
    }
}

/// What a key takes, for people.
fn value(key: &Value) -> String {
    if let Some(kinds) = key["anyOf"].as_array() {
        let mut kinds: Vec<String> = kinds.iter().map(value).collect();
        kinds.dedup();
        return kinds.join(" or ");
    }
    match (key["type"].as_str(), &key["items"]["type"]) {
        (Some("array"), Value::String(of)) if of == "object" => "list of tables".into(),
        (Some("array"), _) => "list".into(),
        (Some("object"), _) => "table".into(),
        (Some("string"), _) => "text".into(),
        (Some(kind), _) => kind.into(),
        (None, _) if key["const"].is_string() => format!("`{}`", key["const"]),
        (None, _) => "text".into(),
    }
}

/// The file at `path` says what is `right`; with CODENODE_UPDATE it is made to.
fn hold(path: &str, right: &str) {
    let file: &Path = &root().join(path);
    if std::env::var_os("CODENODE_UPDATE").is_some() {
        std::fs::create_dir_all(file.parent().expect("a folder")).expect("it can be made");
        std::fs::write(file, right).expect("the file can be written");
    } else if std::fs::read_to_string(file).ok().as_deref() != Some(right) {
        panic!("{path} is out of step; CODENODE_UPDATE=1 writes it");
    }
}
