mod agreement;
mod corpus;

use super::lower;
use crate::Host;
use crate::dump::{dump, dump_variables};

#[test]
fn a_node_is_lowered() {
    let source = "import json\ndef main(a, b=1):\n    r = {'n': [x for x in a if x], 'k': f'{b}'}\n    return r\n";
    let expected = "import 0:json>json\ndef main(a, b=1):\n  r = {\"n\": (list x for x in a if x), \"k\": `${b}`}\n  return r\n";
    assert_eq!(dump(&lower(source, Host::Module)), expected);
}

#[test]
fn show() {
    let Ok(path) = std::env::var("SHOW") else {
        return;
    };
    let source = std::fs::read_to_string(path).unwrap();
    let program = lower(&source, Host::Module);
    println!("{}\n{}", dump(&program), dump_variables(&program));
}

#[test]
fn every_prefix_is_lowered() {
    let source = include_str!("sample.py");
    for end in (0..source.len()).filter(|end| source.is_char_boundary(*end)) {
        let program = lower(&source[..end], Host::FunctionBody);
        dump(&program);
        dump_variables(&program);
    }
}
