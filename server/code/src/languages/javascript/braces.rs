//! Braces that are a block to JavaScript and an object to tree-sitter.
//!
//! `x => { json: x }` returns nothing: `json` is a label. tree-sitter makes an object of braces
//! that may be one, after an arrow and at the beginning of a statement alike.

use super::Lowering;
use super::statements::labelled;
use super::tree::{At, Field, Kind};
use crate::ir::*;

impl Lowering<'_> {
    /// Is the expression at `at`, in a place where braces are a block, about to begin with them?
    pub(super) fn begins_with_brace(&self, at: At) -> bool {
        self.text(at).starts_with('{')
    }

    /// The block that JavaScript reads at `at`, an expression that begins with a brace.
    pub(super) fn braces(&mut self, at: At) -> Block {
        let tree = self.tree;
        let items: Vec<At> = tree.named(at).collect();
        let commas = tree
            .children(at)
            .filter(|&child| tree.kind(child) == Kind::Comma)
            .count();
        if tree.kind(at) != Kind::Object || self.is_broken(at) || commas + 1 > items.len().max(1) {
            return self.no_block(at);
        }
        match items[..] {
            [] => Vec::new(),
            [first, ref rest @ ..] if self.is_labelled_name(first) && self.are_names(rest) => {
                self.labelled_value(first, rest)
            }
            _ => self.no_block(at),
        }
    }

    /// `{ a: 1, b: 2 }` where a block is due: no JavaScript.
    fn no_block(&mut self, at: At) -> Block {
        self.program.damaged = true;
        let exprs = self.parts(at);
        vec![Stmt {
            kind: StmtKind::Unknown {
                exprs,
                binds: Vec::new(),
            },
            range: self.tree.range(at),
        }]
    }

    fn is_labelled_name(&self, at: At) -> bool {
        let key = self.tree.child(at, Field::Key);
        self.tree.kind(at) == Kind::Pair
            && !self.is_broken(at)
            && key.is_some_and(|key| self.tree.kind(key) == Kind::PropertyName)
    }

    fn are_names(&self, items: &[At]) -> bool {
        items
            .iter()
            .all(|&item| self.tree.kind(item) == Kind::Shorthand)
    }

    /// `label: value, name, name`.
    fn labelled_value(&mut self, pair: At, rest: &[At]) -> Block {
        let tree = self.tree;
        let range = tree.range(pair);
        let (Some(key), Some(value)) =
            (tree.child(pair, Field::Key), tree.child(pair, Field::Value))
        else {
            return self.no_block(pair);
        };
        let kind = if self.begins_with_brace(value) && rest.is_empty() {
            StmtKind::Block(self.nested_braces(value))
        } else if self.begins_with_brace(value) || self.begins_declaration(value) {
            return self.no_block(pair);
        } else {
            let mut exprs = vec![self.expr(value)];
            exprs.extend(rest.iter().map(|&name| self.expr(name)));
            StmtKind::Expr(match exprs[..] {
                [only] => only,
                _ => {
                    let names = rest.last().map_or(range, |&last| tree.range(last));
                    self.push(ExprKind::Sequence(exprs), tree.range(value).cover(names))
                }
            })
        };
        vec![labelled(
            kind,
            tree.range(value),
            &[(self.smol_name(key), range)],
        )]
    }

    fn nested_braces(&mut self, at: At) -> Block {
        self.depth += 1;
        let block = match self.depth > super::MAX_DEPTH {
            true => {
                let mut out = Vec::new();
                self.stmt_too_deep(at, &mut out);
                out
            }
            false => self.braces(at),
        };
        self.depth -= 1;
        block
    }

    /// `function` and `class` begin a declaration where a statement may stand.
    pub(super) fn begins_declaration(&self, at: At) -> bool {
        let text = self.text(at);
        let text = text.strip_prefix("async").map_or(text, str::trim_start);
        ["function", "class"].iter().any(|word| {
            let rest = text.strip_prefix(word);
            rest.is_some_and(|rest| {
                !rest.starts_with(|next: char| next.is_alphanumeric() || matches!(next, '_' | '$'))
            })
        })
    }
}
