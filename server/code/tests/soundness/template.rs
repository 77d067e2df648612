//! Constructs that people write, as text with holes: `<any>`, `<list>`, `<test>` and so on are filled by the
//! grammar, `<n>` is a number that no other construct has, and a line `<block>` becomes random statements.

use crate::random::Random;

/// The grammar of a language.
pub trait Grammar {
    fn random(&mut self) -> &mut Random;

    /// A number that no other construct has.
    fn number(&mut self) -> usize;

    /// A random expression for the hole `name`.
    fn expression(&mut self, name: &str, depth: usize) -> String;

    /// One line of code, so many levels deeper than where the writer is.
    fn line_at(&mut self, levels: usize, text: &str);

    /// A few random statements, so many levels deeper than where the writer is.
    fn block_at(&mut self, levels: usize);
}

const HOLES: &[&str] = &["any", "list", "dict", "int", "str", "test", "key", "risk"];

/// The statements of one of `templates`.
pub fn statements(grammar: &mut impl Grammar, templates: &[&str], spaces: usize) {
    let template = numbered(grammar, templates);
    for line in template.lines() {
        let text = line.trim_start();
        let levels = (line.len() - text.len()) / spaces;
        if text == "<block>" {
            grammar.block_at(levels);
        } else {
            let text = filled(grammar, text, 1);
            grammar.line_at(levels, &text);
        }
    }
}

/// An expression out of one of `templates`.
pub fn expression(grammar: &mut impl Grammar, templates: &[&str], depth: usize) -> String {
    let template = numbered(grammar, templates);
    filled(grammar, &template, depth.saturating_sub(1))
}

fn numbered(grammar: &mut impl Grammar, templates: &[&str]) -> String {
    let at = grammar.random().below(templates.len());
    let number = grammar.number();
    templates[at].replace("<n>", &number.to_string())
}

fn filled(grammar: &mut impl Grammar, template: &str, depth: usize) -> String {
    let mut out = String::new();
    let mut rest = template;
    while let Some(at) = rest.find('<') {
        let (before, tail) = rest.split_at(at);
        out.push_str(before);
        let hole = HOLES
            .iter()
            .find(|hole| tail[1..].starts_with(**hole) && tail[1 + hole.len()..].starts_with('>'));
        match hole {
            Some(hole) => {
                let filling = grammar.expression(hole, depth);
                rest = &tail[hole.len() + 2..];
                if rest.starts_with(['.', '[']) {
                    out.push_str(&format!("({filling})"));
                } else {
                    out.push_str(&filling);
                }
            }
            None => {
                out.push('<');
                rest = &tail[1..];
            }
        }
    }
    out.push_str(rest);
    out
}
