//! Members, calls and optional chains.

use text_size::{TextRange, TextSize};

use super::Lowering;
use super::tree::{At, Field, Kind};
use crate::ir::*;

/// What is known of the left part of a chain.
#[derive(Debug, Clone, Copy, Default)]
struct Chain {
    /// A link is optional.
    optional: bool,
    /// The chain is what `await` waits for, and begins here.
    awaited: Option<TextSize>,
}

impl Chain {
    fn or(self, optional: bool) -> Chain {
        Chain {
            optional: self.optional || optional,
            ..self
        }
    }
}

impl Lowering<'_> {
    /// A member, index or call; the outermost link wraps the chain if any link is optional.
    pub(super) fn chain(&mut self, at: At) -> ExprKind {
        if let Some((awaited, _)) = self.awaited(at) {
            return ExprKind::Await(awaited);
        }
        let (mut kind, chain) = self.link(at);
        let range = self.range_in(chain, at);
        if chain.optional {
            kind = ExprKind::OptionalChain(self.push(kind, range));
        }
        if chain.awaited.is_some() {
            kind = ExprKind::Await(self.push(kind, range));
        }
        kind
    }

    /// One link, and what is known of the chain up to it.
    fn link(&mut self, at: At) -> (ExprKind, Chain) {
        match self.tree.kind(at) {
            Kind::Member => self.member(at),
            Kind::Subscript => self.subscript(at),
            _ => self.call(at),
        }
    }

    /// What a link hangs on: another link of the same chain, or any expression.
    fn linked(&mut self, at: At, field: Field) -> (ExprId, Chain) {
        let Some(left) = self.tree.child(at, field) else {
            return (self.field_expr(at, field), Chain::default());
        };
        if let Some((awaited, start)) = self.awaited(left) {
            return (
                awaited,
                Chain {
                    optional: false,
                    awaited: Some(start),
                },
            );
        }
        let links = matches!(
            self.tree.kind(left),
            Kind::Member | Kind::Subscript | Kind::Call
        );
        if !links || self.is_broken(left) || self.depth >= super::MAX_DEPTH {
            return (self.expr(left), Chain::default());
        }
        self.depth += 1;
        let (kind, chain) = self.link(left);
        self.depth -= 1;
        (self.push(kind, self.range_in(chain, left)), chain)
    }

    /// The range of the link at `at`, without the `await` that tree-sitter takes for its beginning.
    fn range_in(&self, chain: Chain, at: At) -> TextRange {
        let range = self.tree.range(at);
        TextRange::new(chain.awaited.unwrap_or(range.start()), range.end())
    }

    /// To tree-sitter `await (x)` is a call, `await [x]` an index and `` await `x` `` a tagged
    /// template, of a variable `await`; that may not be a name in an async function. What is
    /// awaited, and where it begins.
    fn awaited(&mut self, at: At) -> Option<(ExprId, TextSize)> {
        let (operator, operand) = match self.tree.kind(at) {
            Kind::Call => (Field::Function, Field::Arguments),
            Kind::Subscript => (Field::Object, Field::Index),
            _ => return None,
        };
        let operator = self.tree.child(at, operator)?;
        let operand = self.tree.child(at, operand)?;
        if !self.frame.is_async || self.text(operator) != "await" || self.is_broken(at) {
            return None;
        }
        Some(match self.tree.kind(at) {
            Kind::Call => (
                self.awaited_operand(operand),
                self.tree.range(operand).start(),
            ),
            _ => {
                let behind =
                    TextRange::new(self.tree.range(operator).end(), self.tree.range(at).end());
                let start = behind.end() - TextSize::of(self.source[behind].trim_start());
                (
                    self.awaited_array(operand, TextRange::new(start, behind.end())),
                    start,
                )
            }
        })
    }

    /// `(x)` or `` `x` ``.
    fn awaited_operand(&mut self, at: At) -> ExprId {
        if self.tree.kind(at) == Kind::TemplateString {
            return self.expr(at);
        }
        let range = self.tree.range(at);
        let operands: Vec<At> = self.tree.named(at).collect();
        match operands[..] {
            [] => {
                self.program.damaged = true;
                self.push(ExprKind::Unknown(Vec::new()), range)
            }
            [only] => self.expr(only),
            _ => {
                let exprs: Vec<ExprId> = operands.iter().map(|&at| self.expr(at)).collect();
                let range = self
                    .tree
                    .range(operands[0])
                    .cover(self.tree.range(operands[exprs.len() - 1]));
                self.push(ExprKind::Sequence(exprs), range)
            }
        }
    }

    /// `[x, y]`.
    fn awaited_array(&mut self, index: At, range: TextRange) -> ExprId {
        let items: Vec<At> = match self.tree.kind(index) {
            Kind::Sequence if !self.is_broken(index) => self.tree.named(index).collect(),
            _ => vec![index],
        };
        let elements = items
            .into_iter()
            .map(|item| Element::Item(self.expr(item)))
            .collect();
        self.push(ExprKind::Array(ArrayLiteral::List, elements), range)
    }

    fn member(&mut self, at: At) -> (ExprKind, Chain) {
        let (object, chain) = self.linked(at, Field::Object);
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
        (kind, chain.or(optional))
    }

    fn subscript(&mut self, at: At) -> (ExprKind, Chain) {
        let (object, chain) = self.linked(at, Field::Object);
        let optional = self.tree.has(at, Kind::OptionalChain);
        let index = self.field_expr(at, Field::Index);
        (
            ExprKind::Index {
                object,
                index,
                optional,
            },
            chain.or(optional),
        )
    }

    fn call(&mut self, at: At) -> (ExprKind, Chain) {
        let tree = self.tree;
        let callee = tree.child(at, Field::Function);
        let args = tree.child(at, Field::Arguments);
        if callee.is_some_and(|callee| tree.kind(callee) == Kind::ImportKeyword) {
            return (self.import_call(args), Chain::default());
        }
        let (callee, chain) = self.linked(at, Field::Function);
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
        (kind, chain.or(optional))
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
