use lint::{Applicability, Severity};
use text::Language;

use crate::lint::excerpt::{Excerpt, Mark};
use crate::lint::report::{FileProblem, Finding, Fix, FixEdit, NodeName, Related};
use crate::place::{Position, Span};

/// A finding in a Dify node, with everything a finding can have.
pub(super) fn missing_output() -> Finding {
    let code = "    总分 = 1\n    return {\"result\": 总分}\n";
    let at = code.find("return").unwrap();
    let declared = "outputs:\n  分数:\n    type: number\n";
    Finding {
        rule: lint::find_rule("missing-output").unwrap(),
        severity: Severity::Error,
        file: "flows/a.yml".to_owned(),
        node: Some(NodeName {
            id: "1711".to_owned(),
            name: "Parse".to_owned(),
            kind: "code".to_owned(),
        }),
        language: Some(Language::Python),
        message: "the return leaves out `分数`".to_owned(),
        platform_message: Some("Output 分数 is missing.".to_owned()),
        help: Some("add `分数`".to_owned()),
        range: span((5, 16, 78), (5, 22, 84)),
        code_range: Some(span((3, 5, 49), (3, 11, 55))),
        related: vec![Related {
            message: "declared here".to_owned(),
            range: span((9, 3, 120), (9, 5, 126)),
        }],
        fix: Some(Fix {
            title: "Add `分数`".to_owned(),
            applicability: Applicability::Safe,
            edits: vec![FixEdit {
                start: 84,
                end: 84,
                text: "x".to_owned(),
            }],
        }),
        confirmed: None,
        platform_sentence: Some("Dify will fail the node with: Output 分数 is missing.".to_owned()),
        fingerprint: 0x0123_4567_89ab_cdef,
        excerpts: vec![
            Excerpt {
                place: position(5, 16, 78),
                text: code.to_owned(),
                first_line: 2,
                marks: vec![Mark {
                    range: at..at + 6,
                    label: None,
                }],
            },
            Excerpt {
                place: position(9, 3, 120),
                text: declared.to_owned(),
                first_line: 8,
                marks: vec![Mark {
                    range: 11..17,
                    label: Some("declared here".to_owned()),
                }],
            },
        ],
    }
}

/// A file with a syntax error of its own.
pub(super) fn broken_file() -> FileProblem {
    FileProblem {
        file: "flows/b.json".to_owned(),
        message: "a comma is missing".to_owned(),
        range: Some(span((1, 5, 4), (1, 6, 5))),
        severity: Severity::Error,
    }
}

fn span(start: (u32, u32, u32), end: (u32, u32, u32)) -> Span {
    Span {
        start: position(start.0, start.1, start.2),
        end: position(end.0, end.1, end.2),
    }
}

fn position(line: u32, column: u32, offset: u32) -> Position {
    Position {
        line,
        column,
        offset,
    }
}
