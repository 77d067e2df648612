//! Classes of the code: what making them does, their instances, and what both have.

use smol_str::SmolStr;

use super::call::Args;
use super::heap::{Object, Record};
use super::machine::Machine;
use super::unasked::{Binding, binding_of};
use super::value::{Callable, HeapId, Value};
use crate::ir::*;

impl<'p> Machine<'p> {
    /// `new callee(…)`.
    pub(super) fn construct(&mut self, site: ExprId, callee: &Value, args: &Args) -> Value {
        if let [only] = callee.callables()
            && callee.flags.is_empty()
            && callee.refs.is_empty()
        {
            match only {
                Callable::Class(class) => return self.construct_own(site, *class, args),
                Callable::Library(path) => {
                    return self.call_library(site, &path.clone(), args, true);
                }
                Callable::Closure { .. } | Callable::Method { .. } => {}
            }
        }
        self.code_escaped = true;
        self.call_unknown(args)
    }

    pub(super) fn construct_own(&mut self, site: ExprId, class: ClassId, args: &Args) -> Value {
        let program = self.program;
        let known = program.class(class);
        let plain = known.bases.is_empty();
        let record = Record {
            class: Some(class),
            rest: (!plain).then(Value::unknown),
            ..Record::default()
        };
        let instance = self.allocate(site, 0, Object::Record(record));
        let name = if self.is_python() {
            "__init__"
        } else {
            "constructor"
        };
        let constructor = known.methods.iter().find(|(method, _)| method == name);
        if !self.is_python() && !known.body.is_empty() {
            // Field initialisers run with `this`, which is not modelled.
            self.escape(&instance);
            self.forget_escaped();
            self.run_initialisers(known);
        }
        if known.methods.iter().any(|(name, _)| name == "__new__") && self.is_python() {
            // It may make anything.
            self.code_escaped = true;
            return self.call_unknown(args);
        }
        if !known.bases.is_empty() && !self.is_plain(known) {
            // What it is based on may be of the code too, and do anything.
            self.code_escaped = true;
            self.escape(&instance);
            self.forget_captured();
        }
        if let Some((_, function)) = constructor {
            let mut args = args.clone();
            if self.is_python() {
                args.positional.insert(0, instance.clone());
            }
            self.call_closure(site, *function, &args, instance.clone());
        } else if !plain {
            self.call_unknown(args);
        }
        instance
    }

    /// The initialisers of a JavaScript class, and its accessors, which may run too.
    fn run_initialisers(&mut self, class: &'p Class) {
        let program = self.program;
        for statement in &class.body {
            let StmtKind::Unknown { exprs, .. } = &statement.kind else {
                continue;
            };
            for expr in exprs {
                if let ExprKind::Function(function) = &program.expr(*expr).kind {
                    let mut own = self.closure(*function);
                    self.call_back(*expr, false, &mut own, &mut [Value::unknown()]);
                }
            }
        }
    }

    /// Python: nothing the class is based on or decorated with makes its instances a `dict`, a `str` or the like.
    pub(super) fn is_plain(&self, class: &Class) -> bool {
        let plain = ["dataclasses.dataclass", "enum.Enum", "abc.ABC", "object"];
        class.bases.iter().all(|base| {
            let name = self.imported_name(*base);
            name.is_some_and(|name| plain.contains(&name.as_str()))
        })
    }

    /// The class is an enumeration whose members are no texts or numbers themselves.
    pub(super) fn is_enum(&self, class: &Class) -> bool {
        let name = |base: &ExprId| self.imported_name(*base);
        matches!(class.bases.as_slice(), [base] if name(base).as_deref() == Some("enum.Enum"))
    }

    /// `dataclasses.dataclass` for what an import calls so, called or not.
    pub(super) fn imported_name(&self, expr: ExprId) -> Option<String> {
        match &self.program.expr(expr).kind {
            ExprKind::Global(name) => Some(name.to_string()),
            ExprKind::Call { callee, .. } => self.imported_name(*callee),
            ExprKind::Member { object, name, .. } => {
                Some(format!("{}.{name}", self.imported_name(*object)?))
            }
            ExprKind::Var(variable) => {
                let mut imports = self.program.imports.iter();
                let import = imports.find(|import| import.variable == Some(*variable))?;
                Some(match &import.name {
                    Some(name) => format!("{}.{name}", import.module),
                    None => import.module.to_string(),
                })
            }
            _ => None,
        }
    }

    /// The statements of a class body run once, in the function around it.
    pub(super) fn class_body(&mut self, class: ClassId) {
        let program = self.program;
        let known = program.class(class);
        for base in &known.bases {
            self.eval(*base);
        }
        match self.is_python() {
            true => self.block(&known.body),
            false => self.static_parts(known),
        }
        if !known.bases.is_empty() && !self.is_plain(known) {
            // What it is based on may have a word to say.
            self.code_escaped = true;
            self.forget_captured();
        }
        self.may_throw();
    }

    /// Static fields and blocks of a JavaScript class, and the keys that are computed.
    fn static_parts(&mut self, class: &'p Class) {
        for statement in &class.body {
            match &statement.kind {
                StmtKind::Expr(expr) => {
                    self.eval(*expr);
                }
                StmtKind::Unknown { exprs, .. } => {
                    for part in exprs {
                        self.eval(*part);
                    }
                }
                _ => {}
            }
        }
    }

    /// What an instance has by that name: a field, or a method of its class.
    pub(super) fn instance_member(&mut self, id: HeapId, record: &Record, name: &SmolStr) -> Value {
        let mut answer = Value::never();
        if let Some(field) = record.field(name) {
            answer.join(&field.value);
            if field.always {
                return answer;
            }
        }
        let class = record.class.map(|class| self.program.class(class));
        let method =
            class.and_then(|class| class.methods.iter().rev().find(|(known, _)| known == name));
        match method {
            Some((_, function)) => answer.join(&Value::callable(Callable::Closure {
                function: *function,
                receiver: Some(Box::new(Value::reference(id))),
            })),
            None => {
                let own = record
                    .class
                    .and_then(|class| self.bound_in_class(class, name));
                if own.is_none() {
                    self.may_throw();
                    // It may be a function of the code.
                    self.code_escaped = true;
                }
                if class.is_some_and(|class| !self.is_plain(class)) {
                    // It may be inherited from a class of the code, or be one of its descriptors.
                    self.forget_captured();
                }
                answer.join(&own.unwrap_or_else(Value::unknown))
            }
        };
        answer
    }

    /// Python: what a class has by that name: a function of the code, if nothing else is known.
    pub(super) fn member_of_class(&mut self, id: ClassId, name: &str) -> Value {
        if let Some(own) = self.bound_in_class(id, name) {
            return own;
        }
        let class = self.program.class(id);
        let method = class.methods.iter().find(|(known, _)| known == name);
        match method {
            Some((_, function)) if self.is_plain(class) => Value::callable(Callable::Closure {
                function: *function,
                receiver: None,
            }),
            _ => {
                self.code_escaped = true;
                Value::unknown()
            }
        }
    }

    /// Python: a method of a class that needs no instance, had of the class or of an instance.
    fn bound_in_class(&self, id: ClassId, name: &str) -> Option<Value> {
        let class = self.program.class(id);
        let mut found = class.body.iter().filter_map(|stmt| match &stmt.kind {
            StmtKind::Function {
                variable,
                function,
                decorators,
            } if self.program.variable(*variable).name == name => {
                Some((*function, binding_of(self.program, decorators)?))
            }
            _ => None,
        });
        let (function, binding) = found.next()?;
        if found.next().is_some() || !self.is_python() || !self.is_plain(class) {
            return None;
        }
        let receiver = match binding {
            Binding::Static => None,
            Binding::Class => Some(Box::new(Value::callable(Callable::Class(id)))),
        };
        Some(Value::callable(Callable::Closure { function, receiver }))
    }

    /// The body of the class says `name = …`.
    pub(super) fn is_assigned_in(&self, class: &Class, name: &str) -> bool {
        let is_it = |target: &Pattern| matches!(target, Pattern::Var(variable, _) if self.program.variable(*variable).name == name);
        class.body.iter().any(|stmt| {
            matches!(&stmt.kind, StmtKind::Assign { targets, .. } if targets.iter().any(is_it))
        })
    }
}
