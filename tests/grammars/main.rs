//! The tree-sitter queries under `grammars/`, against the grammars in the lock file: each compiles, and every pattern
//! of it finds what it is for.

use std::collections::BTreeSet;
use std::path::Path;

use tree_sitter::{Language, Parser, Query, QueryCursor, StreamingIterator};

/// A snippet of a workflow file, and what its code is to be read as (`-`: not at all).
const YAML: &[(&str, &str)] = &[
    (
        "code: |\n  def main():\n    return {}\ncode_language: python3\n",
        "python",
    ),
    (
        "code: |-\n  function main() { return {} }\ncode_language: javascript\n",
        "javascript",
    ),
    (
        "code_language: python3\ntitle: x\ncode: |\n  def main():\n    return {}\n",
        "python",
    ),
    (
        "code_language: javascript\ncode: >\n  function main() { return {} }\n",
        "javascript",
    ),
    (
        "code: \"def main():\\n  return {}\"\ncode_language: python3\n",
        "-",
    ),
    (
        "text: |\n  def main():\n    return {}\ncode_language: python3\n",
        "-",
    ),
    ("code: |\n  SELECT 1\ncode_language: sql\n", "-"),
];

const JSON: &[(&str, &str)] = &[
    (
        r#"{"jsCode": "const a = 1;\nreturn [{json: {a}}];"}"#,
        "javascript",
    ),
    (r#"{"functionCode": "return items;"}"#, "javascript"),
    (r#"{"pythonCode": "return _items"}"#, "python"),
    (r#"{"jsCode": "// a comment\nreturn [];"}"#, "-"),
    (r#"{"pythonCode": "return _items # all"}"#, "-"),
    (r#"{"html": "return items;"}"#, "-"),
    (r#"{"jsCode": 5}"#, "-"),
];

#[test]
fn yaml_injections() {
    injections("yaml", &tree_sitter_yaml::LANGUAGE.into(), YAML);
}

#[test]
fn json_injections() {
    injections("json", &tree_sitter_json::LANGUAGE.into(), JSON);
}

fn injections(host: &str, grammar: &Language, cases: &[(&str, &str)]) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join(format!("grammars/queries/{host}/injections.scm"));
    let text = std::fs::read_to_string(&file).expect("the query is there");
    let query = Query::new(grammar, &text).unwrap_or_else(|error| panic!("{host}: {error}"));
    let content = query
        .capture_index_for_name("injection.content")
        .expect("it says what to inject");
    let mut parser = Parser::new();
    parser
        .set_language(grammar)
        .expect("the grammar fits the library");
    let mut used = BTreeSet::new();
    for (source, expected) in cases {
        let tree = parser.parse(source, None).expect("no time limit");
        let mut cursor = QueryCursor::new();
        let mut matches = cursor.matches(&query, tree.root_node(), source.as_bytes());
        let mut found = Vec::new();
        while let Some(one) = matches.next() {
            if one
                .captures()
                .iter()
                .any(|capture| capture.index == content)
            {
                used.insert(one.pattern_index);
                found.push(language(&query, one.pattern_index));
            }
        }
        let expected: Vec<&str> = if *expected == "-" {
            Vec::new()
        } else {
            vec![*expected]
        };
        assert_eq!(found, expected, "{source}");
    }
    let all: BTreeSet<usize> = (0..query.pattern_count()).collect();
    assert_eq!(
        used, all,
        "{host}: a pattern that finds nothing in the cases above"
    );
}

/// The language that a pattern injects.
fn language(query: &Query, pattern: usize) -> String {
    let settings = query.property_settings(pattern);
    let set = settings
        .iter()
        .find(|setting| &*setting.key == "injection.language");
    set.and_then(|setting| setting.value.as_deref())
        .expect("a language is set")
        .to_owned()
}
