//! What CPython's compiler prints to stderr about code it compiles all the same (reference dify 2.10).

use ruff_python_ast::visitor::{Visitor, walk_expr, walk_stmt};
use ruff_python_ast::{
    BytesLiteral, CmpOp, Expr, ExprCompare, FString, InterpolatedStringElement, Stmt, StringLiteral,
};
use ruff_python_parser::{Mode, ParseOptions, parse_unchecked};
use ruff_text_size::{Ranged, TextRange, TextSize};
use text_size::TextRange as CodeRange;

use crate::{Language, Source};

/// A `SyntaxWarning`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// What it is about, in bytes of the decoded code.
    pub range: CodeRange,
    /// CPython's words.
    pub message: String,
}

/// Every warning, in the order of the code. Code that does not compile has none.
pub(in crate::syntax) fn warnings(source: &Source<'_>) -> Vec<Warning> {
    let marks = ["\\", "finally", "assert", "is"];
    let possible = || marks.iter().any(|mark| source.text.contains(mark));
    if source.language != Language::Python || !possible() {
        return Vec::new();
    }
    let parsed = parse_unchecked(source.text, ParseOptions::from(Mode::Module)).try_into_module();
    let Some(parsed) = parsed.filter(|parsed| parsed.errors().is_empty()) else {
        return Vec::new();
    };
    let mut compiler = Compiler {
        text: source.text,
        python: source.python.0,
        finally: None,
        found: Vec::new(),
    };
    compiler.visit_body(&parsed.syntax().body);
    compiler.found.sort_by_key(|warning| warning.range.start());
    compiler.found
}

struct Compiler<'s> {
    text: &'s str,
    python: u8,
    /// In a `finally`: whether a loop within it would catch `break` and `continue`.
    finally: Option<InFinally>,
    found: Vec<Warning>,
}

#[derive(Clone, Copy)]
struct InFinally {
    in_loop: bool,
}

impl Compiler<'_> {
    fn warn(&mut self, range: TextRange, message: String) {
        let range = CodeRange::new(range.start().to_u32().into(), range.end().to_u32().into());
        self.found.push(Warning { range, message });
    }

    fn within(&mut self, finally: Option<InFinally>, visit: impl FnOnce(&mut Self)) {
        let outer = std::mem::replace(&mut self.finally, finally);
        visit(self);
        self.finally = outer;
    }

    /// `return`, `break` and `continue` that leave a `finally` (since Python 3.14).
    fn leaves(&mut self, statement: &Stmt) {
        let Some(finally) = self.finally.filter(|_| self.python >= 14) else {
            return;
        };
        let word = match statement {
            Stmt::Return(_) => "return",
            Stmt::Break(_) if !finally.in_loop => "break",
            Stmt::Continue(_) if !finally.in_loop => "continue",
            _ => return,
        };
        let length = TextSize::new(word.len() as u32);
        self.warn(
            TextRange::at(statement.start(), length),
            format!("'{word}' in a 'finally' block"),
        );
    }

    fn comparison(&mut self, compare: &ExprCompare) {
        let mut left = &*compare.left;
        for (operator, right) in compare.ops.iter().zip(&*compare.comparators) {
            let literal = class(left).map(|class| (class, left));
            let literal = literal.or_else(|| class(right).map(|class| (class, right)));
            let words = match operator {
                CmpOp::Is => Some(("is", "==")),
                CmpOp::IsNot => Some(("is not", "!=")),
                _ => None,
            };
            if let (Some((class, at)), Some((written, meant))) = (literal, words) {
                let class = match self.python {
                    12.. => format!("'{class}' literal"),
                    _ => "a literal".into(),
                };
                self.warn(
                    at.range(),
                    format!("\"{written}\" with {class}. Did you mean \"{meant}\"?"),
                );
            }
            left = right;
        }
    }

    /// The first escape in `range` that means nothing: CPython names one of each literal (up to Python 3.11
    /// it keeps silent).
    fn escapes(&mut self, range: TextRange, known: &str) {
        let (from, to) = (range.start().to_usize(), range.end().to_usize());
        let Some(text) = self.text.get(from..to).filter(|_| self.python >= 12) else {
            return;
        };
        let mut chars = text.char_indices();
        while let Some((at, next)) = chars.next() {
            if next != '\\' {
                continue;
            }
            // The hole of an f-string may follow.
            let escaped = chars.next().map(|(_, escaped)| escaped);
            let escaped = escaped.or_else(|| self.text.get(to..)?.chars().next());
            let Some(escaped) = escaped.filter(|escaped| !known.contains(*escaped)) else {
                continue;
            };
            let written = format!("\\{escaped}");
            let message = match self.python {
                14.. => format!(
                    "\"{written}\" is an invalid escape sequence. Such sequences will not work in the \
                     future. Did you mean \"\\{written}\"? A raw string is also an option."
                ),
                _ => format!("invalid escape sequence '{written}'"),
            };
            let start = range.start() + TextSize::new(at as u32);
            let length = TextSize::new(written.len() as u32);
            return self.warn(TextRange::at(start, length), message);
        }
    }
}

const IN_BYTES: &str = "\n\r\\'\"abfnrtv01234567x";
const IN_TEXT: &str = "\n\r\\'\"abfnrtv01234567xNuU";

impl<'a> Visitor<'a> for Compiler<'_> {
    fn visit_stmt(&mut self, statement: &'a Stmt) {
        self.leaves(statement);
        match statement {
            Stmt::FunctionDef(_) | Stmt::ClassDef(_) => {
                self.within(None, |compiler| walk_stmt(compiler, statement));
            }
            Stmt::For(_) | Stmt::While(_) => {
                let finally = self.finally.map(|_| InFinally { in_loop: true });
                self.within(finally, |compiler| walk_stmt(compiler, statement));
            }
            Stmt::Try(attempt) => {
                self.visit_body(&attempt.body);
                for handler in &attempt.handlers {
                    self.visit_except_handler(handler);
                }
                self.visit_body(&attempt.orelse);
                let finally = Some(InFinally { in_loop: false });
                self.within(finally, |compiler| compiler.visit_body(&attempt.finalbody));
            }
            Stmt::Assert(assert) => {
                if assert
                    .test
                    .as_tuple_expr()
                    .is_some_and(|tuple| !tuple.is_empty())
                {
                    let message = "assertion is always true, perhaps remove parentheses?";
                    self.warn(assert.test.range(), message.into());
                }
                walk_stmt(self, statement);
            }
            _ => walk_stmt(self, statement),
        }
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        if let Expr::Compare(compare) = expr {
            self.comparison(compare);
        }
        walk_expr(self, expr);
    }

    fn visit_string_literal(&mut self, literal: &'a StringLiteral) {
        if !literal.flags.prefix().is_raw() {
            self.escapes(contents(self.text, literal.range), IN_TEXT);
        }
    }

    fn visit_bytes_literal(&mut self, literal: &'a BytesLiteral) {
        if !literal.flags.prefix().is_raw() {
            self.escapes(contents(self.text, literal.range), IN_BYTES);
        }
    }

    fn visit_f_string(&mut self, literal: &'a FString) {
        let raw = literal.flags.prefix().is_raw();
        for element in &literal.elements {
            match element {
                InterpolatedStringElement::Literal(part) if !raw => {
                    self.escapes(part.range, IN_TEXT);
                }
                InterpolatedStringElement::Literal(_) => {}
                InterpolatedStringElement::Interpolation(hole) => self.visit_expr(&hole.expression),
            }
        }
    }
}

/// What stands between prefix and quotes, the opening ones left out only: a quote is no escape.
fn contents(text: &str, literal: TextRange) -> TextRange {
    let written = &text[literal.start().to_usize()..literal.end().to_usize()];
    let quote = written.find(['"', '\'']).unwrap_or(0);
    let start = literal.start() + TextSize::new(quote as u32);
    TextRange::new(start.min(literal.end()), literal.end())
}

/// The class of a literal that `is` should not meet.
fn class(expr: &Expr) -> Option<&'static str> {
    Some(match expr {
        Expr::StringLiteral(_) => "str",
        Expr::BytesLiteral(_) => "bytes",
        Expr::NumberLiteral(number) => match &number.value {
            ruff_python_ast::Number::Int(_) => "int",
            ruff_python_ast::Number::Float(_) => "float",
            ruff_python_ast::Number::Complex { .. } => "complex",
        },
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::warnings;
    use crate::{Api, Host, Language, PythonVersion, Source};

    /// What CPython 3.14 (3.10) prints of each line, its escapes shortened to the sequence.
    #[test]
    fn warns_as_cpython_does() {
        let escape = |sequence: &str| {
            format!(
                "\"{sequence}\" is an invalid escape sequence. Such sequences will not work in the \
                 future. Did you mean \"\\{sequence}\"? A raw string is also an option."
            )
        };
        let cases: Vec<(&str, Vec<String>, &[&str])> = vec![
            (r#"a = "\d\w""#, vec![escape(r"\d")], &[]),
            (r#"a = r"\d", "\\d", "\n\x41\101\N{BULLET}""#, vec![], &[]),
            (r#"a = b"\N""#, vec![escape(r"\N")], &[]),
            (
                r#"a = f"\s{1}\p\{2}""#,
                vec![escape(r"\s"), escape(r"\p")],
                &[],
            ),
            (
                "try:\n  pass\nfinally:\n  for i in []: break\n",
                vec![],
                &[],
            ),
            (
                "def f():\n  try:\n    pass\n  finally:\n    return 1\n",
                vec!["'return' in a 'finally' block".into()],
                &[],
            ),
            (
                "x = 1\ny = x is 'a', x is not 1, x is None",
                vec![
                    "\"is\" with 'str' literal. Did you mean \"==\"?".into(),
                    "\"is not\" with 'int' literal. Did you mean \"!=\"?".into(),
                ],
                &[
                    "\"is\" with a literal. Did you mean \"==\"?",
                    "\"is not\" with a literal. Did you mean \"!=\"?",
                ],
            ),
            (
                "assert (1, 'x')",
                vec!["assertion is always true, perhaps remove parentheses?".into()],
                &["assertion is always true, perhaps remove parentheses?"],
            ),
        ];
        for (code, new, old) in cases {
            assert_eq!(said(code, 14), new, "{code}");
            assert_eq!(said(code, 10), old, "{code}");
        }
    }

    fn said(text: &str, python: u8) -> Vec<String> {
        let source = Source {
            text,
            language: Language::Python,
            host: Host::Module,
            api: Api::Dify,
            python: PythonVersion(python),
            inputs: None,
        };
        let found = warnings(&source).into_iter();
        found.map(|warning| warning.message).collect()
    }
}
