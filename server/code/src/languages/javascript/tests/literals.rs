//! What literals mean, against what Node makes of them (`literals.js`).

use crate::Host;
use crate::ir::{ExprKind, Key, Literal, Program, Property};
use crate::languages::javascript::lower;

#[test]
fn every_literal_means_what_node_says() {
    let lines = include_str!("literals.tsv").lines();
    assert!(lines.clone().count() > 100);
    for line in lines {
        let [literal, value, key] = fields(line);
        let literal = literal.unwrap();
        let program = lower(&format!("({literal})"), Host::Eval);
        assert!(!program.damaged, "{literal}");
        check_value(&program, &literal, value.as_deref());
        if !literal.starts_with('`') {
            let program = lower(&format!("({{{literal}: 1}})"), Host::Eval);
            assert_eq!(only_key(&program), key, "{literal} as a key");
        }
    }
}

fn fields(line: &str) -> [Option<String>; 3] {
    let fields = line
        .split('\t')
        .map(|field| serde_json::from_str(field).unwrap());
    fields.collect::<Vec<_>>().try_into().unwrap()
}

fn check_value(program: &Program, literal: &str, expected: Option<&str>) {
    let is_text = literal.starts_with(['"', '\'', '`']);
    match &program.exprs.last().unwrap().kind {
        ExprKind::Literal(Literal::Str(text)) if is_text => {
            assert_eq!(Some(text.as_str()), expected, "{literal}");
        }
        // Some text or other.
        ExprKind::Template(_) => assert_eq!(expected, None, "{literal}"),
        ExprKind::Literal(Literal::Int(value)) if !is_text => {
            assert_eq!(*value as f64, number(expected), "{literal}");
        }
        ExprKind::Literal(Literal::Float(value)) if !is_text => {
            assert_eq!(*value, number(expected), "{literal}");
        }
        ExprKind::Literal(Literal::BigInt) => assert!(literal.ends_with('n'), "{literal}"),
        other => panic!("{literal}: {other:?}"),
    }
}

fn number(expected: Option<&str>) -> f64 {
    expected.unwrap().parse().unwrap()
}

fn only_key(program: &Program) -> Option<String> {
    match &program.exprs.last().unwrap().kind {
        ExprKind::Object(properties) => match &properties[..] {
            [Property::Pair(Key::Name(name, _), _)] => Some(name.to_string()),
            [Property::Pair(Key::Computed(_), _)] => None,
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    }
}
