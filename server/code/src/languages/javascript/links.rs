//! Members, calls and optional chains.

use super::Lowering;
use super::tree::{At, Field, Kind};
use crate::ir::*;

impl Lowering<'_> {
    /// A member, index or call; the outermost link wraps the chain if any link is optional.
    pub(super) fn chain(&mut self, at: At) -> ExprKind {
        let (kind, optional) = self.link(at);
        match optional {
            true => {
                let inner = self.push(kind, self.tree.range(at));
                ExprKind::OptionalChain(inner)
            }
            false => kind,
        }
    }

    /// One link, and whether it or any link on its left is optional.
    fn link(&mut self, at: At) -> (ExprKind, bool) {
        match self.tree.kind(at) {
            Kind::Member => self.member(at),
            Kind::Subscript => self.subscript(at),
            _ => self.call(at),
        }
    }

    /// What a link hangs on: another link of the same chain, or any expression.
    fn linked(&mut self, at: At, field: Field) -> (ExprId, bool) {
        let Some(left) = self.tree.child(at, field) else {
            return (self.field_expr(at, field), false);
        };
        let links = matches!(
            self.tree.kind(left),
            Kind::Member | Kind::Subscript | Kind::Call
        );
        if !links || self.is_broken(left) || self.depth >= super::MAX_DEPTH {
            return (self.expr(left), false);
        }
        self.depth += 1;
        let (kind, optional) = self.link(left);
        self.depth -= 1;
        (self.push(kind, self.tree.range(left)), optional)
    }

    fn member(&mut self, at: At) -> (ExprKind, bool) {
        let (object, chained) = self.linked(at, Field::Object);
        let optional = self.tree.has(at, Kind::OptionalChain);
        let kind = match self.tree.child(at, Field::Property) {
            Some(name) if self.tree.kind(name) != Kind::Missing => ExprKind::Member {
                object,
                name: self.smol_name(name),
                name_range: self.tree.range(name),
                optional,
            },
            _ => ExprKind::Unknown(vec![object]),
        };
        (kind, chained || optional)
    }

    fn subscript(&mut self, at: At) -> (ExprKind, bool) {
        let (object, chained) = self.linked(at, Field::Object);
        let optional = self.tree.has(at, Kind::OptionalChain);
        let index = self.field_expr(at, Field::Index);
        (
            ExprKind::Index {
                object,
                index,
                optional,
            },
            chained || optional,
        )
    }

    fn call(&mut self, at: At) -> (ExprKind, bool) {
        let tree = self.tree;
        let callee = tree.child(at, Field::Function);
        let args = tree.child(at, Field::Arguments);
        if callee.is_some_and(|callee| tree.kind(callee) == Kind::ImportKeyword) {
            return (self.import_call(args), false);
        }
        let (callee, chained) = self.linked(at, Field::Function);
        let optional = tree.has(at, Kind::OptionalChain);
        let kind = match args {
            Some(template) if tree.kind(template) == Kind::TemplateString => {
                ExprKind::TaggedTemplate(callee, self.holes(template))
            }
            Some(args) => match self.args(args) {
                Ok(args) => ExprKind::Call {
                    callee,
                    args,
                    optional,
                },
                Err(mut parts) => {
                    parts.insert(0, callee);
                    ExprKind::Unknown(parts)
                }
            },
            None => ExprKind::Unknown(vec![callee]),
        };
        (kind, chained || optional)
    }

    fn import_call(&mut self, args: Option<At>) -> ExprKind {
        let args = args.map_or(Ok(Vec::new()), |args| self.args(args));
        match args {
            Ok(args) => match args[..] {
                [Arg::Item(module)] => ExprKind::DynamicImport(module),
                _ => ExprKind::Unknown(args.iter().map(value).collect()),
            },
            Err(parts) => ExprKind::Unknown(parts),
        }
    }

    fn holes(&mut self, template: At) -> Vec<ExprId> {
        let tree = self.tree;
        tree.children(template)
            .filter(|&hole| tree.kind(hole) == Kind::Substitution)
            .map(|hole| self.spread(hole))
            .collect()
    }

    pub(super) fn new_expression(&mut self, at: At) -> ExprKind {
        let callee = self.field_expr(at, Field::Constructor);
        let args = self.tree.child(at, Field::Arguments);
        match args.map_or(Ok(Vec::new()), |args| self.args(args)) {
            Ok(args) => ExprKind::New { callee, args },
            Err(mut parts) => {
                parts.insert(0, callee);
                ExprKind::Unknown(parts)
            }
        }
    }

    /// The arguments in order, or what can be seen of broken ones.
    fn args(&mut self, at: At) -> Result<Vec<Arg>, Vec<ExprId>> {
        let tree = self.tree;
        if self.is_broken(at) {
            return Err(self.parts(at));
        }
        let mut args = Vec::new();
        let mut empty = true;
        for child in tree.children(at) {
            match tree.kind(child) {
                // `f(a,, b)` is no JavaScript.
                Kind::Comma => {
                    self.program.damaged |= empty;
                    empty = true;
                    continue;
                }
                kind if kind.is_token() => continue,
                Kind::Spread => args.push(Arg::Spread(self.spread(child))),
                _ => args.push(Arg::Item(self.expr(child))),
            }
            empty = false;
        }
        Ok(args)
    }
}

fn value(arg: &Arg) -> ExprId {
    match arg {
        Arg::Item(value)
        | Arg::Named(_, _, value)
        | Arg::Spread(value)
        | Arg::KeywordSpread(value) => *value,
    }
}
