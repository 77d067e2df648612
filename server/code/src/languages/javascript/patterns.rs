//! What is written to: declarations, parameters, assignments.

use super::Lowering;
use super::expressions::{binary_op, logical_op};
use super::scope::Meaning;
use super::tree::{At, Field, Kind};
use crate::ir::*;

impl Lowering<'_> {
    /// The pattern at `at`, of a declaration or an assignment: names that are declared have been
    /// declared when their scope was opened.
    pub(super) fn pattern(&mut self, at: At) -> Pattern {
        let at = self.unwrapped(at);
        self.depth += 1;
        let pattern = match self.tree.kind(at) {
            _ if self.depth > super::MAX_DEPTH || self.is_broken(at) => {
                let kind = self.too_deep(at);
                Pattern::Unknown(vec![self.push(kind, self.tree.range(at))])
            }
            Kind::Identifier | Kind::Shorthand | Kind::ShorthandPattern => self.written(at),
            Kind::Member => self.member_target(at),
            Kind::Subscript => self.index_target(at),
            Kind::ArrayPattern | Kind::Array => self.array_pattern(at),
            Kind::ObjectPattern | Kind::Object => self.object_pattern(at),
            Kind::AssignmentPattern | Kind::Assignment => self.default_pattern(at),
            _ => Pattern::Unknown(vec![self.expr(at)]),
        };
        self.depth -= 1;
        pattern
    }

    /// A name that is written.
    fn written(&mut self, at: At) -> Pattern {
        let name = self.name(at);
        let range = self.tree.range(at);
        match self.scopes.resolve(&name) {
            Meaning::Variable(variable) => {
                self.scopes.bound.push((range, variable));
                Pattern::Var(variable, range)
            }
            Meaning::Unbound => match &*name {
                // Read-only, or the function's own.
                "undefined" | "NaN" | "Infinity" | "arguments" => Pattern::Unknown(Vec::new()),
                _ => Pattern::Var(self.scopes.implicit_global(&name, range), range),
            },
            Meaning::Uncertain(None) => Pattern::Unknown(Vec::new()),
            // Perhaps not written at all: afterwards it may hold anything.
            Meaning::Uncertain(Some(variable)) => {
                let unknown = self.push(ExprKind::Unknown(Vec::new()), range);
                Pattern::Default(Box::new(Pattern::Var(variable, range)), unknown)
            }
        }
    }

    fn member_target(&mut self, at: At) -> Pattern {
        let name = self.tree.child(at, Field::Property);
        match name {
            Some(name) if !self.is_optional(at) && self.tree.kind(name) != Kind::Missing => {
                let object = self.field_expr(at, Field::Object);
                Pattern::Member(object, self.smol_name(name), self.tree.range(name))
            }
            _ => Pattern::Unknown(vec![self.field_expr(at, Field::Object)]),
        }
    }

    fn index_target(&mut self, at: At) -> Pattern {
        let object = self.field_expr(at, Field::Object);
        let index = self.field_expr(at, Field::Index);
        match self.is_optional(at) {
            true => Pattern::Unknown(vec![object, index]),
            false => Pattern::Index(object, index, self.program.expr(index).range),
        }
    }

    /// `a?.b` or `a?.b.c`: legal only after `delete`.
    fn is_optional(&self, mut at: At) -> bool {
        loop {
            let object = match self.tree.kind(at) {
                Kind::Member | Kind::Subscript => Field::Object,
                Kind::Call => Field::Function,
                _ => return false,
            };
            if self.tree.has(at, Kind::OptionalChain) {
                return true;
            }
            match self.tree.child(at, object) {
                Some(left) => at = left,
                None => return false,
            }
        }
    }

    fn array_pattern(&mut self, at: At) -> Pattern {
        let tree = self.tree;
        let mut elements = Vec::new();
        let mut rest = None;
        let mut hole = true;
        for child in tree.children(at) {
            match tree.kind(child) {
                Kind::Comma if hole => elements.push(None),
                Kind::Comma => hole = true,
                kind if kind.is_token() => {}
                Kind::RestPattern | Kind::Spread => {
                    rest = Some(elements.len());
                    elements.push(Some(self.rest(child)));
                    hole = false;
                }
                _ => {
                    elements.push(Some(self.pattern(child)));
                    hole = false;
                }
            }
        }
        Pattern::Array(elements, rest)
    }

    /// The pattern behind `...`.
    pub(super) fn rest(&mut self, at: At) -> Pattern {
        match self.tree.first(at) {
            Some(inner) => self.pattern(inner),
            None => Pattern::Unknown(Vec::new()),
        }
    }

    fn object_pattern(&mut self, at: At) -> Pattern {
        let mut properties = Vec::new();
        let mut rest = None;
        for child in self.tree.named(at) {
            match self.tree.kind(child) {
                Kind::RestPattern | Kind::Spread => rest = Some(Box::new(self.rest(child))),
                _ => properties.extend(self.property_pattern(child)),
            }
        }
        Pattern::Object(properties, rest)
    }

    fn property_pattern(&mut self, at: At) -> Option<(Key, Pattern)> {
        let tree = self.tree;
        match tree.kind(at) {
            Kind::PairPattern | Kind::Pair => {
                let key = self.key(tree.child(at, Field::Key)?);
                Some((key, self.pattern(tree.child(at, Field::Value)?)))
            }
            Kind::AssignmentPattern | Kind::Assignment => {
                let name = tree.child(at, Field::Left)?;
                let key = Key::Name(self.smol_name(name), tree.range(name));
                Some((key, self.pattern(at)))
            }
            Kind::Shorthand | Kind::ShorthandPattern => {
                let key = Key::Name(self.smol_name(at), tree.range(at));
                Some((key, self.pattern(at)))
            }
            _ => None,
        }
    }

    fn default_pattern(&mut self, at: At) -> Pattern {
        let pattern = match self.tree.child(at, Field::Left) {
            Some(left) => self.pattern(left),
            None => Pattern::Unknown(Vec::new()),
        };
        Pattern::Default(Box::new(pattern), self.field_expr(at, Field::Right))
    }

    /// The target in the part `field`.
    fn target(&mut self, at: At, field: Field) -> Box<Pattern> {
        Box::new(match self.tree.child(at, field) {
            Some(target) => self.pattern(target),
            None => Pattern::Unknown(Vec::new()),
        })
    }

    pub(super) fn assignment(&mut self, at: At) -> ExprKind {
        let target = self.target(at, Field::Left);
        ExprKind::Assign(target, self.field_expr(at, Field::Right))
    }

    pub(super) fn augmented_assignment(&mut self, at: At) -> ExprKind {
        let tree = self.tree;
        let target = self.target(at, Field::Left);
        let value = self.field_expr(at, Field::Right);
        let mut operators = tree.children(at).map(|child| tree.kind(child));
        let operator = operators
            .find(|kind| kind.is_token())
            .unwrap_or(Kind::Punctuation);
        if !is_simple(&target) {
            self.assign_unknown(target, vec![value], at)
        } else if let Some(operator) = logical_op(operator) {
            ExprKind::AssignLogical(operator, target, value)
        } else if let Some(operator) = binary_op(operator) {
            ExprKind::AssignOp(operator, target, value)
        } else {
            self.assign_unknown(target, vec![value], at)
        }
    }

    pub(super) fn update(&mut self, at: At) -> ExprKind {
        let tree = self.tree;
        let target = self.target(at, Field::Argument);
        let prefix = tree
            .children(at)
            .next()
            .is_some_and(|first| tree.kind(first).is_token());
        let step = match tree.has(at, Kind::Decrement) {
            true => -1,
            false => 1,
        };
        match is_simple(&target) {
            true => ExprKind::Update {
                step,
                prefix,
                target,
            },
            false => self.assign_unknown(target, Vec::new(), at),
        }
    }

    /// The target may hold anything from here on.
    fn assign_unknown(&mut self, target: Box<Pattern>, parts: Vec<ExprId>, at: At) -> ExprKind {
        let unknown = self.push(ExprKind::Unknown(parts), self.tree.range(at));
        ExprKind::Assign(target, unknown)
    }

    pub(super) fn delete(&mut self, at: At) -> ExprKind {
        let Some(target) = self.tree.child(at, Field::Argument) else {
            return ExprKind::Unknown(Vec::new());
        };
        let target = self.unwrapped(target);
        let pattern = match self.tree.kind(target) {
            Kind::Member | Kind::Subscript => self.pattern(target),
            // Deletes nothing, but is evaluated.
            _ => Pattern::Unknown(vec![self.expr(target)]),
        };
        ExprKind::Delete(Box::new(pattern))
    }
}

/// A target that can be read as well as written.
fn is_simple(pattern: &Pattern) -> bool {
    matches!(
        pattern,
        Pattern::Var(..) | Pattern::Member(..) | Pattern::Index(..)
    )
}
