//! JavaScript (ES2025) to [`crate::ir`].
//!
//! The tree-sitter tree is copied into a flat array (`tree`), which is then walked once. Every
//! scope is opened together with its declarations (`hoisting`, `scope`), so names are resolved on
//! the way. What stands in broken code becomes `Unknown` (`broken`), what is nested deeper than
//! [`MAX_DEPTH`] too.

mod braces;
mod broken;
mod classes;
mod expressions;
mod functions;
mod hoisting;
mod kinds;
mod links;
mod literals;
mod modules;
mod patterns;
mod scope;
mod statements;
mod tree;

#[cfg(test)]
mod tests;

use std::borrow::Cow;

use rustc_hash::FxHashSet;
use smol_str::SmolStr;
use text_size::{TextRange, TextSize};

use super::{Reading, Trees};
use crate::Host;
use crate::ir::*;
use scope::Scopes;
pub(super) use tree::Copied;
use tree::{At, Tree};

/// Statements and expressions are nested at most so deep in the lowered program; what stands deeper
/// is `Unknown`; where that loses a statement, the program counts as damaged. Real nodes stay below
/// 32, but long sums and chains of `else if` nest too.
pub const MAX_DEPTH: u32 = 128;

/// Lowers `source`, the code of a node, as `host` runs it: [`Host::AsyncBody`] is the body of a
/// sloppy async function (reference n8n 4), [`Host::Comparator`] that of `(a, b) => { … }`
/// (reference n8n 2.2), everything else a sloppy script (reference dify 2.3). Any text is accepted.
pub fn lower(source: &str, host: Host) -> Program {
    read(source, host, None).program
}

/// The tree too.
pub(super) fn read(source: &str, host: Host, trees: Option<&Trees>) -> Reading {
    let parsed = tree::parse(source, trees);
    let tree = tree::flatten(source, parsed.as_ref(), trees);
    let mut lowering = Lowering::new(source, &tree, host);
    lowering.top(host);
    let program = lowering.finish();
    Reading {
        tree: parsed,
        program,
    }
}

struct Lowering<'t> {
    source: &'t str,
    tree: &'t Tree,
    program: Program,
    scopes: Scopes,
    frame: Frame,
    /// Function declarations of blocks that are variables of their function.
    hoisted: FxHashSet<At>,
    /// The names that no declaration binds, and the function each is read in.
    globals: Vec<(ExprId, FunctionId)>,
    /// How deep the current statement or expression is nested.
    depth: u32,
}

/// What the innermost function allows.
#[derive(Debug, Clone, Copy)]
struct Frame {
    is_async: bool,
    is_generator: bool,
    strict: bool,
    /// The address of the function's own scope.
    scope: usize,
}

impl<'t> Lowering<'t> {
    fn new(source: &'t str, tree: &'t Tree, host: Host) -> Self {
        let program = Program {
            comments: tree.comments.clone(),
            damaged: tree.damaged,
            ..Program::default()
        };
        let is_async = host == Host::AsyncBody;
        Lowering {
            source,
            tree,
            program,
            scopes: Scopes::default(),
            frame: Frame {
                is_async,
                is_generator: false,
                strict: false,
                scope: 1,
            },
            hoisted: FxHashSet::default(),
            globals: Vec::new(),
            depth: 0,
        }
    }

    fn top(&mut self, host: Host) {
        let range = TextRange::up_to(TextSize::of(self.source));
        self.program.functions.push(Function {
            name: None,
            name_range: TextRange::default(),
            range,
            outer: FunctionId::TOP,
            kind: FunctionKind::Top,
            params: Vec::new(),
            params_range: None,
            body: Body::Block(Vec::new()),
            is_async: self.frame.is_async,
            is_generator: false,
        });
        self.scopes.open_function(FunctionId::TOP);
        if host == Host::Comparator {
            self.program.functions[0].params = vec![self.given("a"), self.given("b")];
        }
        self.frame.strict = self.is_strict(At::ROOT);
        self.declare_function_level(At::ROOT);
        let body = self.statements(At::ROOT);
        self.scopes.close();
        self.program.functions[0].body = Body::Block(body);
    }

    /// A parameter that the host declares.
    fn given(&mut self, name: &str) -> Param {
        let range = TextRange::default();
        let variable = self.scopes.declare(name, VariableKind::Parameter, range);
        Param {
            pattern: Pattern::Var(variable, range),
            default: None,
            kind: ParamKind::Normal,
            annotation: None,
            range,
        }
    }

    /// Names that are assigned somewhere without a declaration are variables everywhere.
    fn finish(mut self) -> Program {
        let implicit = &self.scopes.implicit;
        let globals = if implicit.is_empty() {
            &[]
        } else {
            &self.globals[..]
        };
        for (id, function) in globals {
            let expr = &mut self.program.exprs[id.0 as usize];
            if let ExprKind::Global(name) = &expr.kind
                && let Some(&variable) = implicit.get(name)
            {
                expr.kind = ExprKind::Var(variable);
                self.scopes.variables[variable.0 as usize].captured |= *function != FunctionId::TOP;
            }
        }
        self.program.variables = self.scopes.variables;
        self.program.bound = self.scopes.bound;
        self.program
    }

    fn push(&mut self, kind: ExprKind, range: TextRange) -> ExprId {
        let id = ExprId(self.program.exprs.len() as u32);
        self.program.exprs.push(Expr { kind, range });
        id
    }

    fn text(&self, at: At) -> &'t str {
        &self.source[self.tree.range(at)]
    }

    /// The identifier at `at`, its escapes resolved.
    fn name(&self, at: At) -> Cow<'t, str> {
        literals::identifier(self.text(at))
    }

    fn smol_name(&self, at: At) -> SmolStr {
        SmolStr::new(self.name(at))
    }

    /// Does a line end between these two places?
    fn breaks_line(&self, from: TextSize, to: TextSize) -> bool {
        let between = self.source.get(from.into()..to.into()).unwrap_or_default();
        between.contains(['\n', '\r', '\u{2028}', '\u{2029}'])
    }
}
