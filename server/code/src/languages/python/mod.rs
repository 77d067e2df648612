//! Python 3.10 to 3.14, lowered from tree-sitter-python.
//!
//! `scope` first decides what every name belongs to; then one pass over the tree writes the
//! program: `statement`, `definition`, `expression`, `operator`, `target`, `case`, `text`. What the
//! tree has wrong or what the grammar takes for something else becomes `Unknown`.

use smol_str::SmolStr;
use text_size::{TextRange, TextSize};
use tree_sitter::Node;

use super::{Reading, Trees};
use crate::Host;
use crate::ir::*;
use scope::{Meaning, ScopeId, Scopes};
use tree::{Field, Kind, Syntax};

mod bindings;
mod case;
mod definition;
mod escape;
mod expression;
mod import;
mod lines;
mod name;
mod number;
mod operator;
mod scope;
mod statement;
mod target;
mod text;
mod tree;

#[cfg(test)]
mod tests;

/// Nesting of statements and expressions beyond this is not lowered. CPython's own parser gives up
/// at 200 brackets and 100 blocks.
const DEPTH: u32 = 200;

/// Lowers `source`; never fails, see [`Program::damaged`].
///
/// The top is the module ([`Host::Module`]) or a function around all of it
/// ([`Host::FunctionBody`], reference n8n 10); the other hosts do not run Python and count as the
/// module.
pub fn lower(source: &str, host: Host) -> Program {
    read(source, host, None).program
}

/// The tree too.
pub(super) fn read(source: &str, host: Host, trees: Option<&Trees>) -> Reading {
    let tree = tree::parse(source, trees);
    let program = match &tree {
        Some(tree) => lower_tree(source, host, tree.root_node()),
        None => Program {
            damaged: true,
            functions: vec![top(source, Vec::new())],
            ..Program::default()
        },
    };
    Reading { tree, program }
}

fn lower_tree(source: &str, host: Host, root: Node<'_>) -> Program {
    let mut lowering = Lowering::new(source, host, root);
    lowering.program.damaged = root.has_error();
    lowering.program.functions.push(top(source, Vec::new()));
    lowering.scopes.open_top(&mut lowering.program.variables);
    let body = lowering.block(Some(root));
    lowering.program.functions[0].body = Body::Block(body);
    lowering.program.functions[0].is_generator = lowering.scopes.is_generator(lowering.scope);
    lowering.program.bound = lowering.scopes.bound();
    lowering.program
}

fn top(source: &str, body: Block) -> Function {
    let end = TextSize::try_from(source.len()).unwrap_or(TextSize::new(u32::MAX));
    Function {
        name: None,
        name_range: TextRange::default(),
        range: TextRange::up_to(end),
        outer: FunctionId::TOP,
        kind: FunctionKind::Top,
        params: Vec::new(),
        params_range: None,
        body: Body::Block(body),
        is_async: false,
        is_generator: false,
    }
}

/// The program so far, and where in the tree the lowering stands.
struct Lowering<'s> {
    source: &'s str,
    host: Host,
    program: Program,
    scopes: Scopes,
    scope: ScopeId,
    function: FunctionId,
    depth: u32,
    /// It stands in a `try` that handles a failed import.
    guarded: bool,
    /// What is being lowered runs at some time.
    is_evaluated: bool,
}

impl<'s> Lowering<'s> {
    fn new(source: &'s str, host: Host, root: Node<'_>) -> Self {
        let mut scopes = Scopes::of(root, source, host);
        let mut comments = std::mem::take(&mut scopes.comments);
        comments.sort_unstable_by_key(|comment| comment.start());
        let scope = scopes.top;
        Lowering {
            source,
            host,
            program: Program {
                comments,
                ..Program::default()
            },
            scopes,
            scope,
            function: FunctionId::TOP,
            depth: 0,
            guarded: false,
            is_evaluated: true,
        }
    }

    fn text_of(&self, node: Node<'_>) -> &'s str {
        self.source.get(node.byte_range()).unwrap_or_default()
    }

    fn name_of(&self, node: Node<'_>) -> SmolStr {
        bindings::name_of(node, self.source)
    }

    /// The range of a statement or clause: comments that trail in its last block do not count.
    fn extent(&self, node: Node<'_>) -> TextRange {
        let range = node.text_range();
        let mut end = range.end();
        while let Ok(index) = self
            .program
            .comments
            .binary_search_by_key(&end, |comment| comment.end())
        {
            let comment = self.program.comments[index];
            let before = self
                .source
                .get(..usize::from(comment.start()))
                .unwrap_or_default();
            end = TextSize::of(before.trim_end());
        }
        TextRange::new(range.start(), end.max(range.start()))
    }

    fn add(&mut self, kind: ExprKind, range: TextRange) -> ExprId {
        self.program.exprs.push(Expr { kind, range });
        ExprId(self.program.exprs.len() as u32 - 1)
    }

    /// One level deeper; `None` if that is too deep.
    fn deeper<T>(&mut self, lower: impl FnOnce(&mut Self) -> T) -> Option<T> {
        if self.depth == DEPTH {
            return None;
        }
        self.depth += 1;
        let result = lower(self);
        self.depth -= 1;
        Some(result)
    }

    /// Lowers something that stands in another scope.
    fn within<T>(&mut self, scope: ScopeId, lower: impl FnOnce(&mut Self) -> T) -> T {
        let outer = std::mem::replace(&mut self.scope, scope);
        let result = lower(self);
        self.scope = outer;
        result
    }

    /// A use of the name.
    fn read(&mut self, name: Node<'_>) -> ExprId {
        let range = name.text_range();
        let kind = match self.scopes.meaning(self.scope, &self.name_of(name), range) {
            Meaning::Var(variable) => ExprKind::Var(self.touched(variable)),
            Meaning::Global(name) => ExprKind::Global(name),
            Meaning::Either => ExprKind::Unknown(Vec::new()),
        };
        self.add(kind, range)
    }

    /// The variable that binding the name here writes to.
    fn written(&mut self, scope: ScopeId, name: Node<'_>) -> Option<VarId> {
        let variable = self.scopes.target(scope, &self.name_of(name))?;
        Some(self.touched(variable))
    }

    fn touched(&mut self, id: VarId) -> VarId {
        let variable = &mut self.program.variables[id.0 as usize];
        variable.captured |= self.is_evaluated && variable.function != self.function;
        id
    }
}
