//! What a scope declares, found before its statements are lowered.

use rustc_hash::FxHashMap;

use super::Lowering;
use super::tree::{At, Field, Kind, Tree};
use crate::ir::VariableKind;

impl<'t> Lowering<'t> {
    /// Declares, in the function's scope that has just been opened, everything that belongs to the
    /// whole function: its `var`s, and the functions and classes of its outermost block `body`.
    pub(super) fn declare_function_level(&mut self, body: At) {
        self.declare_block_level(body);
        self.declare_vars(body);
    }

    /// Declares the `let`s, classes and functions of a block, but not those of blocks inside.
    pub(super) fn declare_block_level(&mut self, block: At) {
        for child in self.tree.children(block) {
            self.declare_lexical(child);
        }
    }

    /// Declares what the statement `at` binds in its block.
    pub(super) fn declare_lexical(&mut self, mut at: At) {
        let tree = self.tree;
        while tree.kind(at) == Kind::Labeled
            && let Some(body) = tree.child(at, Field::Body)
        {
            at = body;
        }
        match tree.kind(at) {
            Kind::LexicalDeclaration | Kind::UsingDeclaration => {
                let kind = self.declaration_kind(at);
                self.declare_names(at, kind);
            }
            Kind::FunctionDeclaration if !self.hoisted.contains(&at) => {
                self.declare_name(tree.child(at, Field::Name), VariableKind::Function);
            }
            Kind::ClassDeclaration => {
                self.declare_name(tree.child(at, Field::Name), VariableKind::Class);
            }
            Kind::Import => self.declare_imports(at),
            Kind::Export => {
                if let Some(declaration) = tree.child(at, Field::Declaration) {
                    self.declare_lexical(declaration);
                }
            }
            Kind::Error => self.declare_broken(at),
            _ => {}
        }
    }

    /// `let`, or one of the kinds that cannot be assigned again.
    pub(super) fn declaration_kind(&self, at: At) -> VariableKind {
        match self.tree.has(at, Kind::Let) {
            true => VariableKind::Let,
            false => VariableKind::Const,
        }
    }

    /// Declares every name that the pattern or declaration `at` binds.
    pub(super) fn declare_names(&mut self, at: At, kind: VariableKind) {
        for name in bound_names(self.tree, at) {
            self.declare_name(Some(name), kind);
        }
    }

    pub(super) fn declare_name(&mut self, at: Option<At>, kind: VariableKind) {
        if let Some(at) = at
            && self.tree.kind(at) != Kind::Missing
        {
            let name = self.name(at);
            self.scopes.declare(&name, kind, self.tree.range(at));
        }
    }

    /// Declares the `var`s of the function whose outermost block is `body`, wherever they stand,
    /// and those functions of inner blocks that sloppy code sees in the whole function.
    fn declare_vars(&mut self, body: At) {
        let tree = self.tree;
        let mut blocks = Blocks::default();
        let mut next = At(body.0 + 1);
        while next < tree.after(body) {
            blocks.leave(next);
            next = match tree.kind(next) {
                kind if holds_statements(kind) => {
                    if kind == Kind::ForIn {
                        self.declare_for_in_var(next);
                    }
                    if opens_block(kind) && !self.frame.strict {
                        blocks.enter(tree, self.source, next);
                    }
                    At(next.0 + 1)
                }
                kind => {
                    match kind {
                        Kind::VariableDeclaration => self.declare_names(next, VariableKind::Local),
                        Kind::FunctionDeclaration => self.hoist_function(next, &blocks),
                        _ => {}
                    }
                    tree.after(next)
                }
            };
        }
    }

    /// `for (var x of …)`.
    fn declare_for_in_var(&mut self, at: At) {
        if self.tree.has(at, Kind::Var)
            && let Some(left) = self.tree.child(at, Field::Left)
        {
            self.declare_names(left, VariableKind::Local);
        }
    }

    /// ECMA-262 B.3.3: the function of a block is a variable of the whole function, where a `var`
    /// in its place would be legal and no parameter has its name.
    fn hoist_function(&mut self, at: At, blocks: &Blocks<'t>) {
        let tree = self.tree;
        let Some(name) = tree.child(at, Field::Name) else {
            return;
        };
        let plain = !tree.has(at, Kind::Async) && !tree.has(at, Kind::Star);
        if self.frame.strict || blocks.is_outermost() || !plain || blocks.forbid(self.text(name)) {
            return;
        }
        let known = self.scopes.bound_in(self.frame.scope, &self.name(name));
        let shared = known.is_none_or(|variable| {
            matches!(
                self.scopes.variables[variable.0 as usize].kind,
                VariableKind::Local | VariableKind::Function
            )
        });
        if shared {
            self.declare_name(Some(name), VariableKind::Function);
            self.hoisted.insert(at);
        }
    }
}

/// The identifiers that the pattern, declarator or declaration `at` binds, in order.
pub(super) fn bound_names(tree: &Tree, at: At) -> impl Iterator<Item = At> + use<'_> {
    let mut next = Some(at);
    let mut later = Vec::new();
    std::iter::from_fn(move || {
        loop {
            let at = next.take().or_else(|| later.pop())?;
            match tree.kind(at) {
                Kind::Identifier | Kind::ShorthandPattern | Kind::Shorthand => return Some(at),
                Kind::Declarator => next = tree.child(at, Field::Name),
                Kind::AssignmentPattern | Kind::Assignment => next = tree.child(at, Field::Left),
                Kind::PairPattern | Kind::Pair => next = tree.child(at, Field::Value),
                Kind::VariableDeclaration
                | Kind::LexicalDeclaration
                | Kind::UsingDeclaration
                | Kind::ArrayPattern
                | Kind::Array
                | Kind::ObjectPattern
                | Kind::Object
                | Kind::RestPattern
                | Kind::Spread => {
                    let from = later.len();
                    later.extend(tree.named(at));
                    later[from..].reverse();
                }
                _ => {}
            }
        }
    })
}

/// A statement in which `var`s of the function around it may stand.
fn holds_statements(kind: Kind) -> bool {
    opens_block(kind) || matches!(kind, Kind::Labeled | Kind::Export | Kind::Error)
}

fn opens_block(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::StatementBlock
            | Kind::If
            | Kind::Else
            | Kind::For
            | Kind::ForIn
            | Kind::While
            | Kind::Do
            | Kind::With
            | Kind::Try
            | Kind::Catch
            | Kind::Finally
            | Kind::Switch
            | Kind::SwitchBody
            | Kind::SwitchCase
            | Kind::SwitchDefault
    )
}

/// The blocks around the current place, within one function, and what they declare.
#[derive(Default)]
struct Blocks<'t> {
    /// Where each ends, and its names.
    open: Vec<(At, Vec<&'t str>)>,
    /// For each name the blocks that declare it, outermost first.
    declared: FxHashMap<&'t str, Vec<usize>>,
}

impl<'t> Blocks<'t> {
    fn is_outermost(&self) -> bool {
        self.open.is_empty()
    }

    /// Does a block around the innermost one declare `name`?
    fn forbid(&self, name: &str) -> bool {
        let outermost = self.declared.get(name).and_then(|blocks| blocks.first());
        outermost.is_some_and(|&block| block + 1 < self.open.len())
    }

    /// Closes the blocks that end before `at`.
    fn leave(&mut self, at: At) {
        while let Some((_, names)) = self.open.pop_if(|(end, _)| *end <= at) {
            for name in names {
                if let Some(blocks) = self.declared.get_mut(name) {
                    blocks.pop();
                }
            }
        }
    }

    fn enter(&mut self, tree: &'t Tree, source: &'t str, block: At) {
        let number = self.open.len();
        let declarations = tree
            .children(block)
            .filter_map(|child| match tree.kind(child) {
                Kind::LexicalDeclaration | Kind::UsingDeclaration => Some(child),
                Kind::FunctionDeclaration | Kind::ClassDeclaration => {
                    tree.child(child, Field::Name)
                }
                _ if is_lexical_head(tree, block, child) => Some(child),
                _ => None,
            });
        let names: Vec<&str> = declarations
            .flat_map(|declaration| bound_names(tree, declaration))
            .map(|name| &source[tree.range(name)])
            .collect();
        for &name in &names {
            self.declared.entry(name).or_default().push(number);
        }
        self.open.push((tree.after(block), names));
    }
}

/// `x` in `for (let x of …)` and in `catch ([x])`; the plain `catch (x)` forbids nothing.
fn is_lexical_head(tree: &Tree, block: At, child: At) -> bool {
    match tree.kind(block) {
        Kind::ForIn => {
            let is_lexical = tree.has(block, Kind::Let) || tree.has(block, Kind::Const);
            is_lexical && tree.field(child) == Field::Left
        }
        Kind::Catch => {
            tree.field(child) == Field::Parameter && tree.kind(child) != Kind::Identifier
        }
        _ => false,
    }
}
