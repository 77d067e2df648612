use super::*;
use crate::read;

fn name(given: &str) -> &'static str {
    Target::parse(given)
        .unwrap_or_else(|unknown| panic!("{unknown}"))
        .name
}

#[test]
fn every_target_is_found_by_its_name_and_named_once() {
    for target in targets() {
        assert_eq!(Target::find(target.name), Some(*target));
        assert_eq!(name(target.name), target.name);
        assert_eq!(
            target.name.starts_with("dify"),
            target.platform == Platform::Dify
        );
        assert_eq!(target.name.starts_with("dify"), target.dify().is_some());
    }
}

#[test]
fn releases_follow_one_another() {
    let releases: Vec<_> = targets()
        .filter(|target| target.hosting == Hosting::SelfHosted)
        .filter_map(|target| target.dify())
        .map(|facts| facts.release)
        .collect();
    assert!(releases.is_sorted() && releases.len() == 29);
}

#[test]
fn a_name_may_be_any_release() {
    assert_eq!(name("dify"), "dify@1.16");
    assert_eq!(name("dify@1"), "dify@1.16");
    assert_eq!(name("dify@0"), "dify@0.15");
    assert_eq!(name("dify@1.13.1"), "dify@1.13.2");
    assert_eq!(name("dify@1.13.3"), "dify@1.13");
    assert_eq!(name("dify@1.9.0"), "dify@1.9.1");
    assert_eq!(name("dify@1.9.2"), "dify@1.9");
    assert_eq!(name(" Dify@1.14.2 "), "dify@1.14");
    assert_eq!(name("n8n"), "n8n@2");
    assert_eq!(name("n8n@2.1.0"), "n8n@2.1");
    assert_eq!(name("n8n@2.41.3"), "n8n@2");
    assert_eq!(name("n8n@1.98"), "n8n@1");
    assert_eq!(name("N8N-Cloud"), "n8n-cloud");
}

#[test]
fn an_unknown_name_brings_the_nearest() {
    let nearest = |given: &str| Target::parse(given).unwrap_err().nearest[0];
    assert_eq!(nearest("dify@1.17"), "dify@1.16");
    assert_eq!(nearest("dify-clod"), "dify-cloud");
    assert_eq!(nearest("n8n@3"), "n8n@2");
    assert_eq!(nearest("n8n-docer"), "n8n-docker");
    for odd in [
        "",
        "@",
        "dify@",
        "dify@x",
        "dify@1.2.3.4",
        "zapier@1",
        &"x".repeat(9999),
    ] {
        let unknown = Target::parse(odd).unwrap_err();
        assert!(unknown.to_string().contains("there is no target"), "{odd}");
    }
}

#[test]
fn facts_change_where_the_reference_says() {
    let dify = |given: &str| Target::parse(given).unwrap().dify().unwrap();
    assert_eq!(Target::find("dify@1.13.2").unwrap().python, 10);
    assert_eq!(Target::find("dify@1.13").unwrap().python, 14);
    assert_eq!(dify("dify@1.9.1").limits.string_length, 80_000);
    assert_eq!(dify("dify@1.9.2").limits.string_length, 400_000);
    assert_eq!(dify("dify@1.9").wrapper_lines, 2);
    assert_eq!(dify("dify@1.10").wrapper_lines, 0);
    assert_eq!(dify("dify@1.7").output_types().len(), 6);
    assert_eq!(dify("dify@1.8").output_types().len(), 8);
    assert_eq!(dify("dify@1.8").booleans, Booleans::Strict);
    assert_eq!(dify("dify@1.14").booleans, Booleans::Unchecked);
    assert!(!dify("dify@1.5").scientific_rewrite && dify("dify@1.6").scientific_rewrite);
    assert!(dify("dify@1.13").checks_number_elements && !dify("dify@1.14").checks_number_elements);
    assert_eq!(dify("dify@1.8").wording, Wording::OutputVariable);
    assert_eq!(dify("dify@1.13").wording, Wording::LeadingDot);
    assert_eq!(dify("dify@1.15").stderr_is_fatal, Some(true));
    assert_eq!(dify("dify-cloud").stderr_is_fatal, None);
}

#[test]
fn types_that_an_output_may_not_have_are_refused_in_two_ways() {
    let says = |target: &str, name| Target::find(target)?.dify()?.refuses_output_type(name);
    assert_eq!(says("dify@1.14", "array[boolean]"), None);
    assert_eq!(
        says("dify@1.14", "integer").unwrap(),
        "Value error, invalid type for code output, expected frozenset({...}), actual integer"
    );
    let unknown = says("dify@1.14", "String").unwrap();
    assert!(unknown.starts_with("Input should be 'number', 'integer', 'float', 'string'"));
    assert!(unknown.ends_with("'none' or 'group'"));
    assert_eq!(
        says("dify@1.7", "boolean").unwrap(),
        "Input should be 'string', 'number', 'object', 'array[string]', 'array[number]' or \
         'array[object]'"
    );
}

#[test]
fn the_file_decides_where_nobody_does() {
    let default = |head: &str| {
        let text =
            format!("{head}\napp: {{name: x}}\nworkflow: {{graph: {{nodes: [], edges: []}}}}\n");
        let tree = text::Tree::parse(&text, text::Format::Yaml);
        Target::default_for(&read(&tree)[0]).name
    };
    assert_eq!(default("version: 0.1.0"), "dify@0.6");
    assert_eq!(default("version: 0.1.5"), "dify@1.2");
    assert_eq!(default("version: 0.3.0"), "dify@1.6");
    assert_eq!(default("version: 0.3.1"), "dify@1.7");
    assert_eq!(default("version: 0.6.0"), "dify@1.15");
    assert_eq!(default("version: '0.6'"), "dify@1.15");
    assert_eq!(default("version: 9.0.0"), "dify@1.16");
    assert_eq!(default("version: what"), "dify@1.16");
    assert_eq!(default("kind: app"), "dify@1.16");
    assert_eq!(default("kind: rag_pipeline\nversion: 0.1.0"), "dify@1.16");
    let tree = text::Tree::parse(r#"{"nodes": [], "connections": {}}"#, text::Format::Json);
    assert_eq!(Target::default_for(&read(&tree)[0]).name, "n8n@2");
}
