//! Signature help in embedded code, in every envelope.

mod common;

use common::{Flow, dify, n8n};

/// The label with the active parameter in «…».
fn shown(flows: Vec<Flow>) -> String {
    let mut said: Option<String> = None;
    for flow in flows {
        let found = flow.snapshot.signatures(flow.cursor);
        let one = found.first().map(|one| match one.active {
            Some(active) => {
                let (start, end) = one.parameters[active as usize];
                let (start, end) = (start as usize, end as usize);
                format!(
                    "{}«{}»{}",
                    &one.label[..start],
                    &one.label[start..end],
                    &one.label[end..]
                )
            }
            None => one.label.clone(),
        });
        let one = one.unwrap_or_default();
        if let Some(said) = &said {
            assert_eq!(*said, one, "in {}", flow.envelope);
        }
        said = Some(one);
    }
    said.unwrap()
}

fn python(body: &str) -> String {
    let code = format!(
        "import json, re\ndef helper(first, second=1, *rest):\n    return first\n\ndef main(text):\n    {body}\n    return {{'result': ''}}\n"
    );
    shown(dify(
        "python3",
        &["text", "rows=up.rows"],
        &["result:string"],
        &code,
    ))
}

#[test]
fn functions_of_the_library() {
    assert!(python("x = json.loads($0)").starts_with("json.loads(«s»"));
    assert!(python("x = re.sub('a', $0").starts_with("re.sub(pattern, «repl»"));
    assert!(python("x = text.replace('(', ',', $0)").contains("«count=…»"));
    assert!(python("x = sorted(text, reverse=$0)").contains("«reverse=…»"));
    let label = shown(n8n("javaScript", "all", "const a = [1].slice(1, $0"));
    assert!(
        label.starts_with("Array.slice(") && label.contains('«'),
        "{label}"
    );
    assert!(shown(n8n("javaScript", "all", "const d = new Date($0)")).contains("Date("));
    assert!(shown(n8n("javaScript", "all", "const d = $('$0')")).starts_with("$(«name»"));
}

#[test]
fn functions_of_the_code() {
    assert_eq!(
        python("x = helper(1, $0)"),
        "helper(first, «second=1», *rest)"
    );
    assert_eq!(
        python("x = helper(1, [2, 3], $0)"),
        "helper(first, second=1, «*rest»)"
    );
    assert_eq!(python("x = helper(len($0), 3)"), "len(«object», /) -> int");
    assert_eq!(
        shown(n8n(
            "javaScript",
            "all",
            "const f = (a, {b}) => a;\nf(1, $0\nreturn [];"
        )),
        "f(a, «{b}»)"
    );
}

#[test]
fn the_entry_is_called_with_the_inputs() {
    let flows = dify(
        "python3",
        &["text", "rows=up.rows"],
        &["result:string"],
        "def main(text, $0):\n    return {'result': ''}\n",
    );
    assert_eq!(shown(flows), "main(text: string, «rows: array[object]»)");
}

#[test]
fn outside_of_calls_there_is_none() {
    assert_eq!(python("x = [1, $0]"), "");
    assert_eq!(python("x = (1, $0)"), "");
}
