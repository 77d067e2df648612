//! Which variable a name means.
//!
//! A scope is opened with everything it declares, so a name is resolved where it is met, even when
//! its declaration stands further down. Every name keeps the stack of its open bindings: a look-up
//! costs the same however deep the code is nested.

use rustc_hash::FxHashMap;
use smol_str::SmolStr;
use text_size::TextRange;

use crate::ir::{FunctionId, VarId, Variable, VariableKind};

/// The open scopes, and every variable declared so far.
#[derive(Debug, Default)]
pub(super) struct Scopes {
    pub(super) variables: Vec<Variable>,
    names: FxHashMap<SmolStr, u32>,
    /// By the number of the name: its bindings, the innermost last.
    bindings: Vec<Vec<Binding>>,
    open: Vec<Scope>,
    /// The indices of the scopes that are bodies of a `with`: any name from further out may be a
    /// property of its object.
    withs: Vec<usize>,
    /// Names that are assigned without a declaration.
    pub(super) implicit: FxHashMap<SmolStr, VarId>,
    /// Every place where a variable is declared or written.
    pub(super) bound: Vec<(TextRange, VarId)>,
}

#[derive(Debug)]
struct Scope {
    function: FunctionId,
    /// The numbers of the names bound here.
    names: Vec<u32>,
}

#[derive(Debug, Clone, Copy)]
struct Binding {
    /// Index of the scope.
    scope: usize,
    variable: VarId,
}

/// What a name means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    Variable(VarId),
    Unbound,
    /// Inside a `with`: a property of its object, or else this variable.
    Uncertain(Option<VarId>),
}

impl Scopes {
    /// The function that the innermost scope belongs to.
    pub(super) fn function(&self) -> FunctionId {
        self.open
            .last()
            .map_or(FunctionId::TOP, |scope| scope.function)
    }

    /// Opens the scope of a function.
    pub(super) fn open_function(&mut self, function: FunctionId) {
        self.open.push(Scope {
            function,
            names: Vec::new(),
        });
    }

    /// Opens a block.
    pub(super) fn open_block(&mut self) {
        self.open_function(self.function());
    }

    /// Opens the body of a `with`.
    pub(super) fn open_with(&mut self) {
        self.withs.push(self.open.len());
        self.open_block();
    }

    /// Closes the innermost scope.
    pub(super) fn close(&mut self) {
        for name in self.open.pop().map(|scope| scope.names).unwrap_or_default() {
            self.bindings[name as usize].pop();
        }
        self.withs.pop_if(|scope| *scope == self.open.len());
    }

    /// The number of open scopes: the address of the innermost for [`Scopes::bound_in`].
    pub(super) fn depth(&self) -> usize {
        self.open.len()
    }

    /// Declares `name` in the innermost scope; a second declaration means the same variable.
    pub(super) fn declare(&mut self, name: &str, kind: VariableKind, range: TextRange) -> VarId {
        let number = self.number(name);
        let scope = self.open.len() - 1;
        if let Some(known) = self.bindings[number as usize].last()
            && known.scope == scope
        {
            let variable = known.variable;
            self.bound.push((range, variable));
            return variable;
        }
        let variable = self.variable(name, kind, self.function(), range);
        self.bound.push((range, variable));
        self.bindings[number as usize].push(Binding { scope, variable });
        self.open[scope].names.push(number);
        variable
    }

    /// What `name` means here. Whatever is found counts as used by the current function.
    pub(super) fn resolve(&mut self, name: &str) -> Meaning {
        let binding = self
            .names
            .get(name)
            .and_then(|&number| self.bindings[number as usize].last().copied());
        if let Some(binding) = binding {
            self.used(binding.variable);
        }
        let bound_outside = |scope| binding.is_none_or(|binding| binding.scope < scope);
        if self.withs.last().copied().is_some_and(bound_outside) {
            return Meaning::Uncertain(binding.map(|binding| binding.variable));
        }
        binding.map_or(Meaning::Unbound, |binding| {
            Meaning::Variable(binding.variable)
        })
    }

    /// The variable that `name` is bound to in the scope that was opened as the `depth`th.
    pub(super) fn bound_in(&self, depth: usize, name: &str) -> Option<VarId> {
        let number = *self.names.get(name)?;
        let bindings = self.bindings[number as usize].iter();
        bindings
            .rev()
            .find(|binding| binding.scope + 1 == depth)
            .map(|binding| binding.variable)
    }

    /// The global property that an assignment to the unbound `name` makes.
    pub(super) fn implicit_global(&mut self, name: &str, range: TextRange) -> VarId {
        let variable = match self.implicit.get(name) {
            Some(&known) => known,
            None => {
                let kind = VariableKind::ImplicitGlobal;
                let variable = self.variable(name, kind, FunctionId::TOP, range);
                self.implicit.insert(name.into(), variable);
                variable
            }
        };
        self.used(variable);
        self.bound.push((range, variable));
        variable
    }

    fn used(&mut self, variable: VarId) {
        let function = self.function();
        let variable = &mut self.variables[variable.0 as usize];
        variable.captured |= variable.function != function;
    }

    fn number(&mut self, name: &str) -> u32 {
        if let Some(&number) = self.names.get(name) {
            return number;
        }
        let number = self.bindings.len() as u32;
        self.names.insert(name.into(), number);
        self.bindings.push(Vec::new());
        number
    }

    fn variable(
        &mut self,
        name: &str,
        kind: VariableKind,
        function: FunctionId,
        declared: TextRange,
    ) -> VarId {
        let id = VarId(self.variables.len() as u32);
        self.variables.push(Variable {
            name: name.into(),
            function,
            kind,
            declared,
            captured: false,
            in_class: false,
        });
        id
    }
}
