//! The analyzer that n8n's native Python is checked by before it runs (reference n8n 11), without its list of
//! modules.

mod sets;
mod template;

use std::borrow::Cow;

use ruff_python_ast::visitor::{
    self, Visitor, walk_except_handler, walk_expr, walk_interpolated_string_element,
    walk_parameter, walk_pattern, walk_stmt,
};
use ruff_python_ast::{
    Alias, ExceptHandler, Expr, ExprAttribute, ExprCall, ExprSubscript, Identifier,
    InterpolatedStringElement, Operator, Parameter, Pattern, Stmt, StringLiteral,
};
use ruff_python_parser::parse_module;
use ruff_text_size::{Ranged, TextRange as RuffRange};
use text_size::TextRange;

use crate::syntax::stack::with_room;

/// Which release of the analyzer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Release {
    /// That of n8n 2.1.
    V2_1,
    /// The newest known.
    Newest,
}

/// Something the analyzer refuses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// Bytes of the code: the name, attribute or text it is about.
    pub range: TextRange,
    /// What the analyzer says, without the line.
    pub text: String,
    /// Where it begins in the code: the analyzer names the line of this.
    pub at: TextRange,
}

/// Everything that `code` is refused for, apart from the modules it imports; nothing where it does not parse.
pub fn violations(code: &str, release: Release) -> Vec<Violation> {
    let found = with_room(code, || {
        let parsed = parse_module(code).ok()?;
        let mut analyzer = Analyzer {
            newest: release == Release::Newest,
            callee: None,
            found: Vec::new(),
        };
        visitor::walk_body(&mut analyzer, &parsed.syntax().body);
        Some(analyzer.found)
    });
    found.flatten().unwrap_or_default()
}

/// Whether the analyzer can read `code` at all.
pub fn parses(code: &str) -> bool {
    with_room(code, || parse_module(code).is_ok()).unwrap_or(false)
}

const WHY: &str = "it can be used to bypass security restrictions.";

/// Longer sums of texts are not put together.
const LONGEST_SUM: usize = 20_000;

struct Analyzer {
    newest: bool,
    /// The function of the call that is being visited.
    callee: Option<RuffRange>,
    found: Vec<Violation>,
}

impl Analyzer {
    fn report(&mut self, range: RuffRange, node: RuffRange, text: String) {
        let range = as_ours(range);
        if !self
            .found
            .iter()
            .any(|other| other.range == range && other.text == text)
        {
            self.found.push(Violation {
                range,
                text,
                at: as_ours(node),
            });
        }
    }

    fn is_attribute(&self, name: &str) -> bool {
        sets::ATTRIBUTES.contains(&name) || self.newest && sets::ATTRIBUTES_SINCE.contains(&name)
    }

    fn is_name(&self, name: &str) -> bool {
        sets::NAMES.contains(&name) || self.newest && name == "__n8n_internal_safe_format__"
    }

    fn name(&mut self, name: &str, range: RuffRange, node: RuffRange) -> bool {
        let blocked = self.is_name(name);
        if blocked {
            self.report(
                range,
                node,
                format!("Access to name '{name}' is disallowed, because {WHY}"),
            );
        }
        blocked
    }

    fn attribute(&mut self, name: &str, range: RuffRange, node: RuffRange) -> bool {
        let blocked = self.is_attribute(name);
        if blocked {
            self.report(
                range,
                node,
                format!("Access to attribute '{name}' is disallowed, because {WHY}"),
            );
        }
        blocked
    }

    /// A name that the code gives to something: `Parameter named`, `Class named`, …
    fn given(&mut self, what: &str, name: &Identifier, node: RuffRange) {
        if self.newest && self.is_name(name) {
            let text = format!("{what} '{name}' is disallowed, because {WHY}");
            self.report(name.range, node, text);
        }
    }

    fn aliases(&mut self, aliases: &[Alias], from: bool, node: RuffRange) {
        if !self.newest {
            return;
        }
        for alias in aliases {
            let renamed = alias.asname.as_ref().is_some_and(|name| {
                self.name(name, name.range, node) || self.attribute(name, name.range, node)
            });
            if from && !renamed {
                let name = &alias.name;
                let _ = self.name(name, name.range, node) || self.attribute(name, name.range, node);
            }
        }
    }

    fn member(&mut self, member: &ExprAttribute) {
        let name = member.attr.as_str();
        let (range, node) = (member.attr.range, member.range);
        self.attribute(name, range, node);
        if self.newest && sets::FORMATS.contains(&name) && self.callee != Some(node) {
            let text = format!(
                "Extracting '{name}' as a bound method is disallowed; call it directly on its receiver instead."
            );
            self.report(range, node, text);
        }
        if is_mangled(name) {
            let text = "Access to name-mangled attributes (pattern: _ClassName__attr) is disallowed for security reasons.";
            self.report(range, node, text.to_string());
        }
    }

    /// `__import__` of anything but a text that says which module.
    fn call(&mut self, call: &ExprCall) {
        let imports = match &*call.func {
            Expr::Name(name) => name.id == "__import__",
            Expr::Attribute(member) => {
                member.attr.as_str() == "__import__" && is_builtins(&member.value)
            }
            _ => false,
        };
        let first = call.arguments.args.first();
        if imports && !first.is_some_and(Expr::is_string_literal_expr) {
            let text = "Dynamic __import__() calls are not allowed for security reasons.";
            self.report(call.func.range(), call.range(), text.to_string());
        }
    }

    fn subscript(&mut self, subscript: &ExprSubscript) {
        let of_builtins = is_builtins(&subscript.value)
            || matches!(&*subscript.value, Expr::Attribute(member) if member.attr.as_str() == "builtins");
        if let (true, Expr::StringLiteral(key)) = (of_builtins, &*subscript.slice) {
            self.attribute(key.value.to_str(), key.range, subscript.range);
        }
    }

    /// A text may be a blocked name itself, or a template that reaches for one.
    fn text(&mut self, text: &str, range: RuffRange) {
        if !self.newest || self.name(text, range, range) || self.attribute(text, range, range) {
            return;
        }
        for word in template::words(text).unwrap_or_default() {
            if self.is_attribute(word) || self.is_name(word) {
                let text =
                    format!("String pattern accessing '{word}' is disallowed, because {WHY}");
                self.report(range, range, text);
            }
        }
    }
}

impl<'a> Visitor<'a> for Analyzer {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        match stmt {
            Stmt::Import(import) => self.aliases(&import.names, false, import.range),
            Stmt::ImportFrom(import) if import.level > 0 => {
                self.report(
                    import.range,
                    import.range,
                    "Relative imports are disallowed.".to_string(),
                );
                self.aliases(&import.names, true, import.range);
            }
            Stmt::ImportFrom(import) => self.aliases(&import.names, true, import.range),
            Stmt::Global(global) => {
                for name in &global.names {
                    self.given("Global declaration of", name, global.range);
                }
            }
            Stmt::FunctionDef(function) => {
                self.given("Function named", &function.name, function.range)
            }
            Stmt::ClassDef(class) => self.given("Class named", &class.name, class.range),
            _ => {}
        }
        walk_stmt(self, stmt);
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        match expr {
            Expr::Name(name) => {
                self.name(&name.id, name.range, name.range);
            }
            Expr::Attribute(member) => self.member(member),
            Expr::Call(call) => {
                self.call(call);
                self.callee = Some(call.func.range());
            }
            Expr::Subscript(subscript) => self.subscript(subscript),
            Expr::StringLiteral(text) => {
                // The parts of a text that is written in several are one constant.
                self.text(text.value.to_str(), text.range);
                return;
            }
            Expr::BinOp(_) if self.newest => {
                if let Some(sum) = sum(expr) {
                    self.text(&sum, expr.range());
                }
            }
            _ => {}
        }
        walk_expr(self, expr);
    }

    fn visit_string_literal(&mut self, literal: &'a StringLiteral) {
        self.text(&literal.value, literal.range);
    }

    fn visit_interpolated_string_element(&mut self, element: &'a InterpolatedStringElement) {
        if let InterpolatedStringElement::Literal(literal) = element {
            self.text(&literal.value, literal.range);
        }
        walk_interpolated_string_element(self, element);
    }

    fn visit_parameter(&mut self, parameter: &'a Parameter) {
        self.given("Parameter named", &parameter.name, parameter.range);
        walk_parameter(self, parameter);
    }

    fn visit_except_handler(&mut self, handler: &'a ExceptHandler) {
        let ExceptHandler::ExceptHandler(known) = handler;
        if let (true, Some(name)) = (self.newest, &known.name) {
            self.name(name, name.range, known.range);
        }
        walk_except_handler(self, handler);
    }

    fn visit_pattern(&mut self, pattern: &'a Pattern) {
        if let Pattern::MatchClass(class) = pattern {
            if let (true, Some(first)) = (self.newest, class.arguments.patterns.first()) {
                let text = "Positional match patterns are disallowed for security reasons.";
                self.report(first.range(), class.range, text.to_string());
            }
            for keyword in &class.arguments.keywords {
                if self.is_attribute(&keyword.attr) {
                    let name = &keyword.attr;
                    let text = format!(
                        "Match pattern extracting attribute '{name}' is disallowed, because {WHY}"
                    );
                    self.report(name.range, class.range, text);
                }
            }
        }
        walk_pattern(self, pattern);
    }
}

fn is_builtins(expr: &Expr) -> bool {
    matches!(expr, Expr::Name(name) if name.id == "builtins" || name.id == "__builtins__")
}

/// `_Class__name`.
fn is_mangled(name: &str) -> bool {
    name.split_once("__")
        .is_some_and(|(class, _)| class.starts_with('_'))
}

/// The text that a sum of nothing but texts makes.
fn sum(expr: &Expr) -> Option<Cow<'_, str>> {
    if usize::from(expr.range().len()) > LONGEST_SUM {
        return None;
    }
    match expr {
        Expr::StringLiteral(text) => Some(Cow::Borrowed(text.value.to_str())),
        Expr::BinOp(operation) if operation.op == Operator::Add => {
            let left = sum(&operation.left)?;
            Some(left + sum(&operation.right)?)
        }
        _ => None,
    }
}

fn as_ours(range: RuffRange) -> TextRange {
    TextRange::new(
        u32::from(range.start()).into(),
        u32::from(range.end()).into(),
    )
}

#[cfg(test)]
mod tests;
