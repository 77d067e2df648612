//! What n8n refuses before it runs anything (reference n8n 5 with correction 2, and 2.2).

use runner::{Failure, Mode, Stage};

/// Methods of `$input` that a run for each item refuses.
const METHODS: &[&str] = &["first", "last", "all", "itemMatching"];

/// The refusal, if there is one.
pub(crate) fn refuse(code: &str, mode: Mode) -> Option<Failure> {
    match mode {
        Mode::EachItem => each_item(code),
        Mode::Sort => unsorted(code),
        _ => None,
    }
}

/// Only the first method that stands after `$input.` is looked at, and only lines that are no comment as a whole count.
fn each_item(code: &str) -> Option<Failure> {
    let method = code.match_indices("$input.").find_map(|(at, found)| {
        let rest = &code[at + found.len()..];
        METHODS.iter().find(|method| rest.starts_with(**method))
    })?;
    let line = code.split('\n').position(|line| {
        let start = line.trim();
        line.contains(method) && !["//", "/*", "*"].iter().any(|mark| start.starts_with(mark))
    })?;
    Some(Failure {
        stage: Stage::Policy,
        class: Some("ValidationError".to_owned()),
        message: format!("Can't use .{method}() here"),
        line: Some(line as u32 + 1),
        column: None,
        trace: None,
    })
}

fn unsorted(code: &str) -> Option<Failure> {
    let word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    let bytes = code.as_bytes();
    let returns = code.match_indices("return").any(|(at, found)| {
        let before = at.checked_sub(1).is_some_and(|at| word(bytes[at]));
        let after = bytes.get(at + found.len()).is_some_and(|&byte| word(byte));
        !before && !after
    });
    (!returns).then(|| {
        let message = "Sort code doesn't return. Please add a 'return' statement to your code";
        crate::failure::of_stage(Stage::Policy, message)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(code: &str) -> Option<u32> {
        refuse(code, Mode::EachItem).and_then(|failure| failure.line)
    }

    #[test]
    fn the_first_method_is_looked_for_in_every_line() {
        assert_eq!(line("return 1;\nreturn $input.all()[0]"), Some(2));
        assert_eq!(line("// $input.all()\nreturn {}"), None);
        assert_eq!(line("// $input.all()\nconst finally_ = 1"), Some(2));
        assert_eq!(line("// $input.last()\nreturn $input.all()[0]"), None);
        assert_eq!(line("return $input?.all()"), None);
    }

    #[test]
    fn a_comparator_must_say_return() {
        assert!(refuse("a.json.x - b.json.x", Mode::Sort).is_some());
        assert!(refuse("returned", Mode::Sort).is_some());
        assert!(refuse("return 1", Mode::Sort).is_none());
    }
}
