//! Expressions.

use super::literals::{self, Quote};
use super::tree::{At, Field, Kind, is_letter};
use super::{Lowering, MAX_DEPTH};
use crate::ir::*;

impl Lowering<'_> {
    /// Lowers the expression at `at`; parentheses are looked through.
    pub(super) fn expr(&mut self, at: At) -> ExprId {
        let at = self.unwrapped(at);
        self.depth += 1;
        let kind = match self.depth > MAX_DEPTH {
            true => self.too_deep(at),
            false => self.expr_kind(at),
        };
        self.depth -= 1;
        let id = self.push(kind, self.tree.range(at));
        if let ExprKind::Global(_) = self.program.expr(id).kind {
            self.globals.push((id, self.scopes.function()));
        }
        id
    }

    /// The expression that plays the part `field`; unknown where it is missing.
    pub(super) fn field_expr(&mut self, at: At, field: Field) -> ExprId {
        match self.tree.child(at, field) {
            Some(child) => self.expr(child),
            None => self.push(ExprKind::Unknown(Vec::new()), self.tree.range(at)),
        }
    }

    /// The expression inside any number of parentheses.
    pub(super) fn unwrapped(&self, mut at: At) -> At {
        while self.tree.kind(at) == Kind::Parenthesized
            && !self.is_broken(at)
            && let Some(inner) = self.tree.first(at)
        {
            at = inner;
        }
        at
    }

    fn expr_kind(&mut self, at: At) -> ExprKind {
        let tree = self.tree;
        let kind = tree.kind(at);
        if tree.damaged && self.is_broken(at) && !has_body(kind) {
            return ExprKind::Unknown(self.parts(at));
        }
        match kind {
            Kind::Identifier | Kind::Shorthand | Kind::ShorthandPattern => self.read(at),
            Kind::String => self.string(at),
            Kind::Number => ExprKind::Literal(literals::number(self.text(at))),
            Kind::True => ExprKind::Literal(Literal::Bool(true)),
            Kind::False => ExprKind::Literal(Literal::Bool(false)),
            Kind::Null => ExprKind::Literal(Literal::Null),
            Kind::Regex => ExprKind::Literal(Literal::Regex),
            Kind::TemplateString => self.template(at),
            Kind::This => ExprKind::This,
            Kind::Super => ExprKind::Super,
            Kind::Array => self.array(at),
            Kind::Object => self.object(at),
            Kind::Member | Kind::Subscript | Kind::Call => self.chain(at),
            Kind::New => self.new_expression(at),
            Kind::Binary => self.binary(at),
            Kind::Unary => self.unary(at),
            Kind::Update => self.update(at),
            Kind::Ternary => ExprKind::Conditional {
                test: self.field_expr(at, Field::Condition),
                then: self.field_expr(at, Field::Consequence),
                otherwise: self.field_expr(at, Field::Alternative),
            },
            Kind::Assignment => self.assignment(at),
            Kind::AugmentedAssignment => self.augmented_assignment(at),
            Kind::Sequence => ExprKind::Sequence(tree.named(at).map(|at| self.expr(at)).collect()),
            Kind::Await => self.await_expression(at),
            Kind::Yield => self.yield_expression(at),
            Kind::Arrow => ExprKind::Function(self.arrow(at)),
            Kind::FunctionExpression => self.function_expression(at),
            Kind::Class => self.class_expression(at),
            Kind::Spread | Kind::RestPattern => ExprKind::Unknown(self.parts(at)),
            Kind::Jsx => {
                self.program.damaged = true;
                ExprKind::Unknown(self.parts(at))
            }
            _ => ExprKind::Unknown(self.parts(at)),
        }
    }

    /// A name that is read.
    fn read(&mut self, at: At) -> ExprKind {
        use super::scope::Meaning;
        let name = self.name(at);
        let is_reserved = name == "await" && self.frame.is_async
            || self.tree.damaged && RESERVED.contains(&&*name);
        if is_reserved || !is_identifier(&name) {
            self.program.damaged = true;
            return ExprKind::Unknown(Vec::new());
        }
        match self.scopes.resolve(&name) {
            Meaning::Variable(variable) => ExprKind::Var(variable),
            Meaning::Unbound if name == "undefined" => ExprKind::Literal(Literal::Undefined),
            Meaning::Unbound => ExprKind::Global(name.into()),
            Meaning::Uncertain(None) => ExprKind::Unknown(Vec::new()),
            Meaning::Uncertain(Some(variable)) => {
                let read = self.push(ExprKind::Var(variable), self.tree.range(at));
                ExprKind::Unknown(vec![read])
            }
        }
    }

    fn string(&mut self, at: At) -> ExprKind {
        match literals::string(self.text(at)) {
            Some(text) => ExprKind::Literal(Literal::Str(text)),
            None => ExprKind::Template(vec![self.unknown_text(at)]),
        }
    }

    /// Text that cannot be told: half a surrogate pair.
    fn unknown_text(&mut self, at: At) -> TemplatePart {
        let expr = self.push(ExprKind::Unknown(Vec::new()), self.tree.range(at));
        TemplatePart::Hole {
            expr,
            formatted: false,
        }
    }

    /// A template; one without holes is a string like any other.
    fn template(&mut self, at: At) -> ExprKind {
        let mut parts = Vec::new();
        let mut text_from = self.tree.range(at).start() + text_size::TextSize::new(1);
        for hole in self.tree.children(at) {
            if self.tree.kind(hole) == Kind::Substitution {
                let range = self.tree.range(hole);
                self.template_text(at, text_from, range.start(), &mut parts);
                let expr = match self.tree.first(hole) {
                    Some(inner) if !self.is_broken(hole) => self.expr(inner),
                    _ => {
                        let kind = ExprKind::Unknown(self.parts(hole));
                        self.push(kind, range)
                    }
                };
                parts.push(TemplatePart::Hole {
                    expr,
                    formatted: false,
                });
                text_from = range.end();
            }
        }
        let end = self.tree.range(at).end() - text_size::TextSize::new(1);
        self.template_text(at, text_from, end, &mut parts);
        match &parts[..] {
            [] => ExprKind::Literal(Literal::Str("".into())),
            [TemplatePart::Text(text)] => ExprKind::Literal(Literal::Str(text.clone())),
            _ => ExprKind::Template(parts),
        }
    }

    fn template_text(
        &mut self,
        at: At,
        from: text_size::TextSize,
        to: text_size::TextSize,
        parts: &mut Vec<TemplatePart>,
    ) {
        let raw = self.source.get(from.into()..to.into()).unwrap_or_default();
        if !raw.is_empty() {
            parts.push(match literals::unescape(raw, Quote::Template) {
                Some(text) => TemplatePart::Text(text),
                None => self.unknown_text(at),
            });
        }
    }

    fn array(&mut self, at: At) -> ExprKind {
        let tree = self.tree;
        let mut elements = Vec::new();
        let mut hole = true;
        for child in tree.children(at) {
            match tree.kind(child) {
                Kind::Comma if hole => elements.push(Element::Hole),
                Kind::Comma => hole = true,
                kind if kind.is_token() => {}
                Kind::Spread => {
                    elements.push(Element::Spread(self.spread(child)));
                    hole = false;
                }
                _ => {
                    elements.push(Element::Item(self.expr(child)));
                    hole = false;
                }
            }
        }
        ExprKind::Array(ArrayLiteral::List, elements)
    }

    /// The expression behind `...`.
    pub(super) fn spread(&mut self, at: At) -> ExprId {
        match self.tree.first(at) {
            Some(inner) if !self.is_broken(at) => self.expr(inner),
            _ => {
                let kind = ExprKind::Unknown(self.parts(at));
                self.push(kind, self.tree.range(at))
            }
        }
    }

    fn object(&mut self, at: At) -> ExprKind {
        let tree = self.tree;
        let mut properties = Vec::new();
        let mut empty = true;
        for child in tree.children(at) {
            match tree.kind(child) {
                // `{a: 1,, b: 2}` is no JavaScript.
                Kind::Comma => {
                    self.program.damaged |= empty;
                    empty = true;
                }
                kind if kind.is_token() => {}
                _ => {
                    properties.push(self.property(child));
                    empty = false;
                }
            }
        }
        ExprKind::Object(properties)
    }

    fn property(&mut self, at: At) -> Property {
        match self.tree.kind(at) {
            Kind::Pair if !self.is_broken(at) => self.pair(at),
            Kind::Shorthand => {
                let key = Key::Name(self.smol_name(at), self.tree.range(at));
                Property::Pair(key, self.expr(at))
            }
            Kind::Method => self.object_method(at),
            Kind::Spread => Property::Spread(self.spread(at)),
            _ => {
                let kind = ExprKind::Unknown(self.parts(at));
                Property::Spread(self.push(kind, self.tree.range(at)))
            }
        }
    }

    fn pair(&mut self, at: At) -> Property {
        let Some(key_at) = self.tree.child(at, Field::Key) else {
            let kind = ExprKind::Unknown(self.parts(at));
            return Property::Spread(self.push(kind, self.tree.range(at)));
        };
        let key = self.key(key_at);
        let value = self.field_expr(at, Field::Value);
        match &key {
            // Sets the prototype: no property, but its keys may be read.
            Key::Name(name, _)
                if name == "__proto__" && self.tree.kind(key_at) != Kind::ComputedName =>
            {
                let kind = ExprKind::Unknown(vec![value]);
                Property::Spread(self.push(kind, self.tree.range(at)))
            }
            _ => Property::Pair(key, value),
        }
    }

    /// The key of a property, method or field.
    pub(super) fn key(&mut self, at: At) -> Key {
        let range = self.tree.range(at);
        let name = match self.tree.kind(at) {
            Kind::String => literals::string(self.text(at)),
            Kind::Number => literals::number_key(self.text(at)),
            Kind::ComputedName => return self.computed_key(at),
            _ => Some(self.smol_name(at)),
        };
        match name {
            Some(name) => Key::Name(name, range),
            None => {
                let unknown = self.push(ExprKind::Unknown(Vec::new()), range);
                Key::Computed(unknown)
            }
        }
    }

    /// `["name"]` is as good as a name.
    fn computed_key(&mut self, at: At) -> Key {
        let inner = self.tree.first(at).map(|inner| self.unwrapped(inner));
        match inner {
            Some(literal)
                if matches!(self.tree.kind(literal), Kind::String | Kind::Number)
                    && !self.is_broken(at) =>
            {
                self.key(literal)
            }
            Some(inner) if !self.is_broken(at) => Key::Computed(self.expr(inner)),
            _ => {
                let kind = ExprKind::Unknown(self.parts(at));
                Key::Computed(self.push(kind, self.tree.range(at)))
            }
        }
    }

    fn binary(&mut self, at: At) -> ExprKind {
        let tree = self.tree;
        let left_at = tree.child(at, Field::Left);
        if left_at.is_some_and(|left| tree.kind(left) == Kind::PrivateName) {
            return ExprKind::Unknown(vec![self.field_expr(at, Field::Right)]);
        }
        let left = self.field_expr(at, Field::Left);
        let right = self.field_expr(at, Field::Right);
        let token = tree.children(at).find(|&child| tree.kind(child).is_token());
        let operator = token.map_or(Kind::Other, |token| tree.kind(token));
        if operator == Kind::Less && self.is_html_comment(token) {
            self.program.damaged = true;
            return ExprKind::Unknown(vec![left, right]);
        }
        if let Some(operator) = binary_op(operator) {
            ExprKind::Binary(operator, left, right)
        } else if let Some(operator) = compare_op(operator) {
            ExprKind::Compare(left, vec![(operator, right)])
        } else if let Some(operator) = logical_op(operator) {
            ExprKind::Logical(operator, left, right)
        } else {
            ExprKind::Unknown(vec![left, right])
        }
    }

    /// `a <!--b`: the rest of the line is a comment, which tree-sitter does not see behind a value.
    fn is_html_comment(&self, operator: Option<At>) -> bool {
        operator
            .is_some_and(|at| self.source[self.tree.range(at).start().into()..].starts_with("<!--"))
    }

    fn unary(&mut self, at: At) -> ExprKind {
        let tree = self.tree;
        let operator = tree
            .children(at)
            .map(|child| tree.kind(child))
            .find(|kind| kind.is_token());
        if operator == Some(Kind::Delete) {
            return self.delete(at);
        }
        let operand = self.field_expr(at, Field::Argument);
        let operator = match operator {
            Some(Kind::Not) => UnaryOp::Not,
            Some(Kind::Minus) => UnaryOp::Minus,
            Some(Kind::Plus) => UnaryOp::Plus,
            Some(Kind::Invert) => UnaryOp::Invert,
            Some(Kind::Typeof) => UnaryOp::Typeof,
            Some(Kind::Void) => UnaryOp::Void,
            _ => return ExprKind::Unknown(vec![operand]),
        };
        ExprKind::Unary(operator, operand)
    }

    fn await_expression(&mut self, at: At) -> ExprKind {
        let Some(inner) = self.tree.first(at) else {
            return ExprKind::Unknown(Vec::new());
        };
        let inner = self.expr(inner);
        match self.frame.is_async {
            true => ExprKind::Await(inner),
            false => ExprKind::Unknown(vec![inner]),
        }
    }

    fn yield_expression(&mut self, at: At) -> ExprKind {
        let tree = self.tree;
        let delegates = tree.has(at, Kind::Star);
        let inner = tree.first(at).map(|inner| self.expr(inner));
        match inner {
            _ if !self.frame.is_generator => ExprKind::Unknown(inner.into_iter().collect()),
            Some(inner) if delegates => ExprKind::YieldFrom(inner),
            _ => ExprKind::Yield(inner),
        }
    }
}

/// Words that error recovery may take for names.
const RESERVED: [&str; 36] = [
    "break",
    "case",
    "catch",
    "class",
    "const",
    "continue",
    "debugger",
    "default",
    "delete",
    "do",
    "else",
    "enum",
    "export",
    "extends",
    "false",
    "finally",
    "for",
    "function",
    "if",
    "import",
    "in",
    "instanceof",
    "new",
    "null",
    "return",
    "super",
    "switch",
    "this",
    "throw",
    "true",
    "try",
    "typeof",
    "var",
    "void",
    "while",
    "with",
];

/// What has a body of its own is kept, whatever is wrong with its head.
fn has_body(kind: Kind) -> bool {
    matches!(kind, Kind::Class | Kind::Arrow | Kind::FunctionExpression)
}

/// Are the letters of `name` letters to JavaScript too? Typographic quotes, say, are not.
fn is_identifier(name: &str) -> bool {
    name.is_ascii() || name.chars().all(|char| char.is_ascii() || is_letter(char))
}

pub(super) fn binary_op(token: Kind) -> Option<BinaryOp> {
    Some(match token {
        Kind::Plus | Kind::AddAssign => BinaryOp::Add,
        Kind::Minus | Kind::SubAssign => BinaryOp::Sub,
        Kind::Star | Kind::MulAssign => BinaryOp::Mul,
        Kind::Slash | Kind::DivAssign => BinaryOp::Div,
        Kind::Percent | Kind::ModAssign => BinaryOp::Mod,
        Kind::Power | Kind::PowAssign => BinaryOp::Pow,
        Kind::And | Kind::AndAssign => BinaryOp::BitAnd,
        Kind::Or | Kind::OrAssign => BinaryOp::BitOr,
        Kind::Xor | Kind::XorAssign => BinaryOp::BitXor,
        Kind::ShiftLeft | Kind::ShiftLeftAssign => BinaryOp::ShiftLeft,
        Kind::ShiftRight | Kind::ShiftRightAssign => BinaryOp::ShiftRight,
        Kind::ShiftRightUnsigned | Kind::ShiftRightUnsignedAssign => BinaryOp::ShiftRightUnsigned,
        _ => return None,
    })
}

pub(super) fn logical_op(token: Kind) -> Option<LogicalOp> {
    Some(match token {
        Kind::AndAnd | Kind::AndAndAssign => LogicalOp::And,
        Kind::OrOr | Kind::OrOrAssign => LogicalOp::Or,
        Kind::Nullish | Kind::NullishAssign => LogicalOp::Nullish,
        _ => return None,
    })
}

fn compare_op(token: Kind) -> Option<CompareOp> {
    Some(match token {
        Kind::StrictEq => CompareOp::Eq,
        Kind::StrictNotEq => CompareOp::NotEq,
        Kind::LooseEq => CompareOp::LooseEq,
        Kind::LooseNotEq => CompareOp::LooseNotEq,
        Kind::Less => CompareOp::Less,
        Kind::LessEq => CompareOp::LessEq,
        Kind::Greater => CompareOp::Greater,
        Kind::GreaterEq => CompareOp::GreaterEq,
        Kind::In => CompareOp::In,
        Kind::InstanceOf => CompareOp::InstanceOf,
        _ => return None,
    })
}
