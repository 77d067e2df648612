//! Which keys the code takes out of the elements of its inputs.

use rustc_hash::FxHashMap;
use smol_str::SmolStr;
use text_size::TextRange;

use crate::infer::EntryFunction;
use crate::ir::{
    Arg, Block, Body, Clause, ExprId, ExprKind, FunctionId, Key, Literal, Pattern, Program, Stmt,
    StmtKind, VarId,
};

/// A key taken out of an element of an input.
#[derive(Debug, Clone, PartialEq)]
pub struct ElementKey {
    /// The input.
    pub input: SmolStr,
    /// The key.
    pub key: SmolStr,
    /// The key as written, quotes included.
    pub range: TextRange,
}

/// `for f in files: f["name"]`, `files[0]["name"]`, `files.map(f => f.name)`: only where the input itself is
/// walked.
pub(super) fn element_keys(program: &Program, entry: EntryFunction) -> Vec<ElementKey> {
    let EntryFunction::Own(entry) = entry else {
        return Vec::new();
    };
    let mut elements = Elements {
        program,
        inputs: inputs(program, entry),
        bound: FxHashMap::default(),
    };
    for function in &program.functions {
        if let Body::Block(block) = &function.body {
            elements.block(block);
        }
    }
    elements.expressions();
    elements.keys()
}

/// The variables that hold an input, under the input's name.
fn inputs(program: &Program, entry: FunctionId) -> FxHashMap<VarId, SmolStr> {
    let mut inputs = FxHashMap::default();
    for param in &program.function(entry).params {
        match &param.pattern {
            Pattern::Var(variable, _) => {
                inputs.insert(*variable, program.variable(*variable).name.clone());
            }
            Pattern::Object(keys, _) => {
                for (key, target) in keys {
                    if let (Key::Name(name, _), Pattern::Var(variable, _)) = (key, target) {
                        inputs.insert(*variable, name.clone());
                    }
                }
            }
            _ => {}
        }
    }
    inputs
}

struct Elements<'p> {
    program: &'p Program,
    inputs: FxHashMap<VarId, SmolStr>,
    /// Variables that hold an element of that input.
    bound: FxHashMap<VarId, SmolStr>,
}

impl Elements<'_> {
    fn input(&self, expr: ExprId) -> Option<SmolStr> {
        match &self.program.expr(expr).kind {
            ExprKind::Var(variable) => self.inputs.get(variable).cloned(),
            _ => None,
        }
    }

    fn bind(&mut self, pattern: &Pattern, walked: ExprId) {
        if let (Pattern::Var(variable, _), Some(input)) = (pattern, self.input(walked)) {
            self.bound.insert(*variable, input);
        }
    }

    fn block(&mut self, block: &Block) {
        block.iter().for_each(|statement| self.statement(statement));
    }

    fn statement(&mut self, statement: &Stmt) {
        match &statement.kind {
            StmtKind::For {
                pattern,
                iterable,
                body,
                otherwise,
                ..
            } => {
                self.bind(pattern, *iterable);
                self.block(body);
                self.block(otherwise);
            }
            StmtKind::If {
                then, otherwise, ..
            } => {
                self.block(then);
                self.block(otherwise);
            }
            StmtKind::Try {
                body, otherwise, ..
            } => {
                self.block(body);
                self.block(otherwise);
            }
            StmtKind::While { body, .. } | StmtKind::With { body, .. } | StmtKind::Block(body) => {
                self.block(body);
            }
            _ => {}
        }
    }

    /// Comprehensions and callbacks.
    fn expressions(&mut self) {
        let program = self.program;
        for expr in &program.exprs {
            match &expr.kind {
                ExprKind::Comprehension { clauses, .. } => {
                    for clause in clauses {
                        if let Clause::For {
                            pattern, iterable, ..
                        } = clause
                        {
                            self.bind(pattern, *iterable);
                        }
                    }
                }
                ExprKind::Call { callee, args, .. } => self.callback(*callee, args),
                _ => {}
            }
        }
    }

    fn callback(&mut self, callee: ExprId, args: &[Arg]) {
        let program = self.program;
        let ExprKind::Member { object, name, .. } = &program.expr(callee).kind else {
            return;
        };
        let walks = matches!(
            name.as_str(),
            "map" | "forEach" | "filter" | "find" | "some" | "every" | "flatMap"
        );
        if let (true, [Arg::Item(function), ..]) = (walks, args)
            && let ExprKind::Function(function) = program.expr(*function).kind
            && let Some(param) = program.function(function).params.first()
        {
            self.bind(&param.pattern, *object);
        }
    }

    fn keys(&self) -> Vec<ElementKey> {
        let mut keys: Vec<ElementKey> = self
            .program
            .exprs
            .iter()
            .filter_map(|expr| match &expr.kind {
                ExprKind::Index { object, index, .. } => {
                    let index = self.program.expr(*index);
                    let ExprKind::Literal(Literal::Str(key)) = &index.kind else {
                        return None;
                    };
                    self.key(*object, key, index.range)
                }
                ExprKind::Member {
                    object,
                    name,
                    name_range,
                    ..
                } => self.key(*object, name, *name_range),
                _ => None,
            })
            .collect();
        keys.sort_by_key(|key| key.range.start());
        keys
    }

    fn key(&self, object: ExprId, key: &SmolStr, range: TextRange) -> Option<ElementKey> {
        let input = match &self.program.expr(object).kind {
            ExprKind::Var(variable) => self.bound.get(variable)?.clone(),
            ExprKind::Index { object, index, .. } => {
                let is_number = matches!(
                    self.program.expr(*index).kind,
                    ExprKind::Literal(Literal::Int(_))
                );
                self.input(*object).filter(|_| is_number)?
            }
            _ => return None,
        };
        Some(ElementKey {
            input,
            key: key.clone(),
            range,
        })
    }
}
