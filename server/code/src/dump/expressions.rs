//! Expressions and patterns of the dump.

use std::fmt::Write;

use super::words::*;
use super::{Dump, join};
use crate::ir::*;

impl Dump<'_> {
    pub(super) fn pattern(&self, pattern: &Pattern) -> String {
        match pattern {
            Pattern::Var(variable, _) => self.name(*variable),
            Pattern::Member(object, name, _) => format!("{}.{name}", self.expr(*object)),
            Pattern::Index(object, index, _) => {
                format!("{}[{}]", self.expr(*object), self.expr(*index))
            }
            Pattern::Slice(object) => format!("{}[:]", self.expr(*object)),
            Pattern::Array(elements, rest) => {
                let elements = elements.iter().enumerate().map(|(index, element)| {
                    let star = if *rest == Some(index) { "*" } else { "" };
                    format!(
                        "{star}{}",
                        element
                            .as_ref()
                            .map_or("_".into(), |element| self.pattern(element))
                    )
                });
                format!("[{}]", elements.collect::<Vec<_>>().join(", "))
            }
            Pattern::Object(properties, rest) => {
                let mut parts: Vec<String> = properties
                    .iter()
                    .map(|(key, pattern)| format!("{}: {}", self.key(key), self.pattern(pattern)))
                    .collect();
                parts.extend(rest.iter().map(|rest| format!("...{}", self.pattern(rest))));
                format!("{{{}}}", parts.join(", "))
            }
            Pattern::Default(pattern, default) => {
                format!("{} = {}", self.pattern(pattern), self.expr(*default))
            }
            Pattern::Unknown(exprs) => format!("«{}»", self.exprs(exprs)),
        }
    }

    pub(super) fn match_pattern(&self, pattern: &MatchPattern) -> String {
        let all =
            |patterns: &[MatchPattern]| join(patterns, ", ", |pattern| self.match_pattern(pattern));
        match pattern {
            MatchPattern::Wildcard => "_".into(),
            MatchPattern::Value(value) => format!("(== {})", self.expr(*value)),
            MatchPattern::Capture(variable, _) => self.name(*variable),
            MatchPattern::As(pattern, variable, _) => {
                format!(
                    "({} as {})",
                    self.match_pattern(pattern),
                    self.name(*variable)
                )
            }
            MatchPattern::Or(patterns) => {
                format!(
                    "({})",
                    join(patterns, " | ", |pattern| self.match_pattern(pattern))
                )
            }
            MatchPattern::Sequence(patterns, star) => {
                let parts = patterns.iter().enumerate().map(|(index, pattern)| {
                    format!(
                        "{}{}",
                        if *star == Some(index) { "*" } else { "" },
                        self.match_pattern(pattern)
                    )
                });
                format!("[{}]", parts.collect::<Vec<_>>().join(", "))
            }
            MatchPattern::Mapping(pairs, rest) => {
                let mut parts: Vec<String> = pairs
                    .iter()
                    .map(|(key, pattern)| {
                        format!("{}: {}", self.expr(*key), self.match_pattern(pattern))
                    })
                    .collect();
                parts.extend(rest.iter().map(|rest| format!("**{}", self.name(*rest))));
                format!("{{{}}}", parts.join(", "))
            }
            MatchPattern::Class(class, positional, named) => {
                let mut parts = all(positional);
                for (name, pattern) in named {
                    let comma = if parts.is_empty() { "" } else { ", " };
                    let _ = write!(parts, "{comma}{name}={}", self.match_pattern(pattern));
                }
                format!("{}({parts})", self.expr(*class))
            }
            MatchPattern::Unknown(variables) => {
                format!(
                    "«{}»",
                    join(variables, ", ", |variable| self.name(*variable))
                )
            }
        }
    }

    fn key(&self, key: &Key) -> String {
        match key {
            Key::Name(name, _) => format!("{name:?}"),
            Key::Computed(expr) => format!("[{}]", self.expr(*expr)),
        }
    }

    pub(super) fn expr(&self, id: ExprId) -> String {
        match &self.program.expr(id).kind {
            ExprKind::Literal(literal) => literal_text(literal),
            ExprKind::Var(variable) => self.name(*variable),
            ExprKind::Global(name) => format!("@{name}"),
            ExprKind::This => "this".into(),
            ExprKind::Super => "super".into(),
            ExprKind::Array(kind, elements) => {
                let elements = join(elements, ", ", |element| match element {
                    Element::Item(item) => self.expr(*item),
                    Element::Spread(item) => format!("*{}", self.expr(*item)),
                    Element::Hole => "_".into(),
                });
                match kind {
                    ArrayLiteral::List => format!("[{elements}]"),
                    ArrayLiteral::Tuple => format!("(tuple {elements})"),
                    ArrayLiteral::Set => format!("(set {elements})"),
                }
            }
            ExprKind::Object(properties) => {
                format!(
                    "{{{}}}",
                    join(properties, ", ", |property| self.property(property))
                )
            }
            ExprKind::Template(parts) => self.template(parts),
            ExprKind::TaggedTemplate(tag, holes) => {
                format!("(tagged {} {})", self.expr(*tag), self.exprs(holes))
            }
            ExprKind::Unary(op, operand) => format!("({} {})", unary(*op), self.expr(*operand)),
            ExprKind::Binary(op, left, right) => {
                format!(
                    "({} {} {})",
                    self.expr(*left),
                    binary(*op),
                    self.expr(*right)
                )
            }
            ExprKind::Compare(first, rest) => {
                let mut text = format!("({}", self.expr(*first));
                for (op, operand) in rest {
                    let _ = write!(text, " {} {}", comparison(*op), self.expr(*operand));
                }
                text + ")"
            }
            ExprKind::Logical(op, left, right) => {
                format!(
                    "({} {} {})",
                    self.expr(*left),
                    logical(*op),
                    self.expr(*right)
                )
            }
            ExprKind::Conditional {
                test,
                then,
                otherwise,
            } => {
                format!(
                    "({} ? {} : {})",
                    self.expr(*test),
                    self.expr(*then),
                    self.expr(*otherwise)
                )
            }
            ExprKind::Assign(target, value) => {
                format!("({} := {})", self.pattern(target), self.expr(*value))
            }
            ExprKind::AssignOp(op, target, value) => {
                format!(
                    "({} {}= {})",
                    self.pattern(target),
                    binary(*op),
                    self.expr(*value)
                )
            }
            ExprKind::AssignLogical(op, target, value) => {
                format!(
                    "({} {}= {})",
                    self.pattern(target),
                    logical(*op),
                    self.expr(*value)
                )
            }
            ExprKind::Update {
                step,
                prefix,
                target,
            } => {
                let step = if *step < 0 { "--" } else { "++" };
                let target = self.pattern(target);
                if *prefix {
                    format!("({step}{target})")
                } else {
                    format!("({target}{step})")
                }
            }
            ExprKind::Member {
                object,
                name,
                optional,
                ..
            } => {
                format!(
                    "{}{}{name}",
                    self.expr(*object),
                    if *optional { "?." } else { "." }
                )
            }
            ExprKind::Index {
                object,
                index,
                optional,
            } => {
                let dot = if *optional { "?." } else { "" };
                format!("{}{dot}[{}]", self.expr(*object), self.expr(*index))
            }
            ExprKind::Slice { object, parts } => {
                let parts = parts.map(|part| part.map_or(String::new(), |part| self.expr(part)));
                format!("{}[{}]", self.expr(*object), parts.join(":"))
            }
            ExprKind::OptionalChain(expr) => format!("(chain {})", self.expr(*expr)),
            ExprKind::Call {
                callee,
                args,
                optional,
            } => {
                let dot = if *optional { "?." } else { "" };
                format!("{}{dot}({})", self.expr(*callee), self.args(args))
            }
            ExprKind::New { callee, args } => {
                format!("(new {}({}))", self.expr(*callee), self.args(args))
            }
            ExprKind::Function(id) => self.function_expr(*id),
            ExprKind::Class(id) => {
                let name = self.program.class(*id).name.clone().unwrap_or_default();
                format!("(class {})", self.inline(|inner| inner.class(&name, *id)))
            }
            ExprKind::Comprehension {
                kind,
                element,
                value,
                clauses,
            } => {
                let word = format!("{kind:?}").to_lowercase();
                let mut text = format!("({word} {}", self.expr(*element));
                if let Some(value) = value {
                    let _ = write!(text, ": {}", self.expr(*value));
                }
                for clause in clauses {
                    let _ = write!(text, " {}", self.clause(clause));
                }
                text + ")"
            }
            ExprKind::Await(expr) => format!("(await {})", self.expr(*expr)),
            ExprKind::Yield(value) => format!("({})", self.word("yield", *value)),
            ExprKind::YieldFrom(value) => format!("(yield* {})", self.expr(*value)),
            ExprKind::Sequence(exprs) => format!("(sequence {})", self.exprs(exprs)),
            ExprKind::Delete(target) => format!("(delete {})", self.pattern(target)),
            ExprKind::DynamicImport(expr) => format!("(import {})", self.expr(*expr)),
            ExprKind::Unknown(exprs) => self.unknown(exprs),
        }
    }

    fn function_expr(&self, id: FunctionId) -> String {
        let function = self.program.function(id);
        let word = match function.kind {
            FunctionKind::Arrow => "lambda",
            FunctionKind::Method => "method",
            _ => "function",
        };
        let name = function
            .name
            .as_deref()
            .map(|name| format!(" {name}"))
            .unwrap_or_default();
        let body = match &function.body {
            Body::Expr(expr) => self.expr(*expr),
            Body::Block(block) => self.inline(|inner| inner.block(block)),
        };
        let word = self.function_word(function, word);
        format!("({word}{name} ({}) {body})", self.params(&function.params))
    }

    fn property(&self, property: &Property) -> String {
        match property {
            Property::Pair(key, value) => format!("{}: {}", self.key(key), self.expr(*value)),
            Property::Spread(value) => format!("...{}", self.expr(*value)),
            Property::Accessor(key, function) => {
                format!(
                    "accessor {}: {}",
                    self.key(key),
                    self.function_expr(*function)
                )
            }
        }
    }

    fn template(&self, parts: &[TemplatePart]) -> String {
        let parts = join(parts, "", |part| match part {
            TemplatePart::Text(text) => text.escape_debug().to_string().replace('`', "\\`"),
            TemplatePart::Hole { expr, formatted } => {
                format!(
                    "${{{}{}}}",
                    self.expr(*expr),
                    if *formatted { "!" } else { "" }
                )
            }
        });
        format!("`{parts}`")
    }

    fn args(&self, args: &[Arg]) -> String {
        join(args, ", ", |arg| match arg {
            Arg::Item(value) => self.expr(*value),
            Arg::Named(name, _, value) => format!("{name}={}", self.expr(*value)),
            Arg::Spread(value) => format!("*{}", self.expr(*value)),
            Arg::KeywordSpread(value) => format!("**{}", self.expr(*value)),
        })
    }

    fn clause(&self, clause: &Clause) -> String {
        match clause {
            Clause::For {
                pattern,
                iterable,
                is_async,
            } => {
                let asynchronous = if *is_async { "async " } else { "" };
                format!(
                    "{asynchronous}for {} in {}",
                    self.pattern(pattern),
                    self.expr(*iterable)
                )
            }
            Clause::If(test) => format!("if {}", self.expr(*test)),
        }
    }
}
