//! Code that runs without being called where it runs: what operators, conversions, loops and reading or writing a
//! property mean to objects of the code's own. It is not followed. Where it only looks it does no harm; where it may
//! change something, or be hidden from view, every step of the program forgets what it may have changed.

use smol_str::SmolStr;

use super::machine::Machine;
use super::value::Value;
use crate::ir::*;

/// Methods of Python classes that are called where they are seen to be.
const ASKED: &[&str] = &["__init__", "__call__"];

/// Methods of Python classes that change what is read or made, even if they change nothing else.
const BENDING: &[&str] = &[
    "__delattr__",
    "__getattribute__",
    "__init_subclass__",
    "__new__",
    "__prepare__",
    "__set__",
    "__set_name__",
    "__setattr__",
];

/// Names under which JavaScript looks for a function of an object by itself.
const ASKED_FOR: &[&str] = &["get", "set", "then", "toJSON", "toString", "valueOf"];

/// What gives JavaScript's objects behaviour that their literals do not show.
const HIDING: &[&str] = &[
    "Proxy",
    "__defineGetter__",
    "__defineSetter__",
    "__proto__",
    "setPrototypeOf",
];

impl Machine<'_> {
    /// A step has given `value`: in a program with code that runs unasked, all of it may have run.
    pub(super) fn run_unasked(&mut self, kind: &ExprKind, value: &Value) {
        let is_made = matches!(kind, ExprKind::Array(..) | ExprKind::Object(_));
        let is_leaf = matches!(
            kind,
            ExprKind::Literal(_) | ExprKind::Var(_) | ExprKind::Global(_) | ExprKind::Function(_)
        );
        if !is_made {
            self.escape(value);
        }
        if !is_leaf {
            self.forget_captured();
        }
    }
}

/// Some code of `program` may run unasked and change something.
pub(super) fn has_unasked(program: &Program, python: bool) -> bool {
    let looks = |function: FunctionId| only_looks(program, function);
    match python {
        true => program.classes.iter().any(|class| {
            let mut methods = class.methods.iter();
            let is_unasked = |name: &SmolStr| {
                name.starts_with("__") && name.ends_with("__") && !ASKED.contains(&name.as_str())
            };
            let bends = |name: &SmolStr| BENDING.contains(&name.as_str());
            methods.any(|(name, function)| bends(name) || (is_unasked(name) && !looks(*function)))
                || decorated(program, &class.body).any(|function| !looks(function))
        }),
        false => {
            let is_symbol = |expr: &Expr| match expr.kind {
                ExprKind::Member { object, .. } => name_of(program.expr(object)) == Some("Symbol"),
                _ => false,
            };
            let hides = |expr: &Expr| name_of(expr).is_some_and(|name| HIDING.contains(&name));
            let mut exprs = program.exprs.iter();
            exprs.any(|expr| hides(expr) || is_symbol(expr))
                || asked_for(program).any(|function| !looks(function))
        }
    }
}

/// Properties and other methods that are not called by their own name.
fn decorated<'p>(program: &'p Program, body: &'p Block) -> impl Iterator<Item = FunctionId> + 'p {
    body.iter().filter_map(|stmt| match &stmt.kind {
        StmtKind::Function {
            function,
            decorators,
            ..
        } if !decorators.is_empty() && binding_of(program, decorators).is_none() => Some(*function),
        _ => None,
    })
}

/// What the first argument of a decorated method of Python is: nothing, or the class.
pub(super) enum Binding {
    Static,
    Class,
}

/// The decorators are `staticmethod` or `classmethod`, and nothing else.
pub(super) fn binding_of(program: &Program, decorators: &[ExprId]) -> Option<Binding> {
    let [only] = decorators else { return None };
    match &program.expr(*only).kind {
        ExprKind::Global(name) if name == "staticmethod" => Some(Binding::Static),
        ExprKind::Global(name) if name == "classmethod" => Some(Binding::Class),
        _ => None,
    }
}

/// JavaScript: accessors of classes and of object literals, and functions under names that are asked for.
fn asked_for(program: &Program) -> impl Iterator<Item = FunctionId> + '_ {
    let of_exprs = program.exprs.iter().flat_map(|expr| match &expr.kind {
        ExprKind::Object(properties) => properties
            .iter()
            .filter_map(|property| match property {
                Property::Accessor(_, function) => Some(*function),
                Property::Pair(Key::Name(name, _), value) if ASKED_FOR.contains(&name.as_str()) => {
                    function_of(program, *value)
                }
                _ => None,
            })
            .collect(),
        ExprKind::Assign(target, value) => match &**target {
            Pattern::Member(_, name, _) if ASKED_FOR.contains(&name.as_str()) => {
                function_of(program, *value).into_iter().collect()
            }
            _ => Vec::new(),
        },
        _ => Vec::new(),
    });
    let of_classes = program.classes.iter().flat_map(move |class| {
        let hidden = class.body.iter().flat_map(move |stmt| match &stmt.kind {
            StmtKind::Unknown { exprs, .. } => exprs
                .iter()
                .filter_map(|expr| function_of(program, *expr))
                // An initialiser runs where an instance is made.
                .filter(|function| program.function(*function).params_range.is_some())
                .collect(),
            _ => Vec::new(),
        });
        let named = class.methods.iter();
        let named = named.filter(|(name, _)| ASKED_FOR.contains(&name.as_str()));
        named.map(|(_, function)| *function).chain(hidden)
    });
    of_exprs.chain(of_classes)
}

fn function_of(program: &Program, expr: ExprId) -> Option<FunctionId> {
    match program.expr(expr).kind {
        ExprKind::Function(function) => Some(function),
        _ => None,
    }
}

fn name_of(expr: &Expr) -> Option<&str> {
    match &expr.kind {
        ExprKind::Global(name) | ExprKind::Member { name, .. } => Some(name),
        _ => None,
    }
}

/// Functions that change nothing, whatever they are given.
const LOOKING: &[&str] = &[
    "Boolean",
    "Number",
    "String",
    "abs",
    "all",
    "any",
    "bool",
    "dict",
    "endswith",
    "entries",
    "enumerate",
    "filter",
    "float",
    "format",
    "get",
    "getTime",
    "hash",
    "int",
    "isinstance",
    "isoformat",
    "items",
    "iter",
    "join",
    "keys",
    "len",
    "list",
    "lower",
    "map",
    "max",
    "min",
    "padStart",
    "range",
    "repr",
    "round",
    "slice",
    "sorted",
    "split",
    "startswith",
    "str",
    "stringify",
    "strip",
    "sum",
    "toFixed",
    "toISOString",
    "toLowerCase",
    "toString",
    "toUpperCase",
    "trim",
    "tuple",
    "type",
    "upper",
    "values",
    "zip",
];

/// The function changes nothing but its own variables.
pub(super) fn only_looks(program: &Program, function: FunctionId) -> bool {
    Look { program }.only_looks(function)
}

/// Whether a function changes anything but its own variables.
struct Look<'p> {
    program: &'p Program,
}

impl Look<'_> {
    fn only_looks(&self, function: FunctionId) -> bool {
        let known = self.program.function(function);
        let is_inside = |expr: &&Expr| known.range.contains_range(expr.range);
        let mut inside = self.program.exprs.iter().filter(is_inside);
        !known.is_async
            && inside.all(|expr| self.is_look(function, &expr.kind))
            && match &known.body {
                Body::Block(block) => block.iter().all(|stmt| self.is_look_at(function, stmt)),
                Body::Expr(_) => true,
            }
    }

    fn is_look(&self, own: FunctionId, kind: &ExprKind) -> bool {
        match kind {
            ExprKind::Call { callee, .. } => {
                let callee = self.program.expr(*callee);
                name_of(callee).is_some_and(|name| LOOKING.contains(&name))
            }
            ExprKind::Assign(target, _)
            | ExprKind::AssignOp(_, target, _)
            | ExprKind::AssignLogical(_, target, _)
            | ExprKind::Update { target, .. } => self.is_own(own, target),
            ExprKind::Function(inner) => match &self.program.function(*inner).body {
                Body::Expr(_) => true,
                Body::Block(_) => *inner == own,
            },
            ExprKind::TaggedTemplate(..)
            | ExprKind::New { .. }
            | ExprKind::Class(_)
            | ExprKind::Await(_)
            | ExprKind::Delete(_)
            | ExprKind::DynamicImport(_)
            | ExprKind::Unknown(_) => false,
            _ => true,
        }
    }

    fn is_look_at(&self, own: FunctionId, stmt: &Stmt) -> bool {
        let mut looks = match &stmt.kind {
            StmtKind::Declare { pattern, .. } | StmtKind::For { pattern, .. } => {
                self.is_own(own, pattern)
            }
            StmtKind::Assign { targets, .. } => {
                targets.iter().all(|target| self.is_own(own, target))
            }
            StmtKind::Expr(_)
            | StmtKind::Return(_)
            | StmtKind::If { .. }
            | StmtKind::While { .. }
            | StmtKind::Throw(_)
            | StmtKind::Break(_)
            | StmtKind::Continue(_)
            | StmtKind::Block(_) => true,
            _ => false,
        };
        stmt.each_within(&mut |block| {
            looks = looks && block.iter().all(|stmt| self.is_look_at(own, stmt))
        });
        looks
    }

    /// Nothing but variables of `own` is written to.
    fn is_own(&self, own: FunctionId, target: &Pattern) -> bool {
        match target {
            Pattern::Var(variable, _) => self.program.variable(*variable).function == own,
            Pattern::Array(targets, _) => {
                let mut targets = targets.iter().flatten();
                targets.all(|target| self.is_own(own, target))
            }
            _ => false,
        }
    }
}
