use std::collections::HashMap;

use code::ir::{ExprKind, Program, Variable, VariableKind};
use text::TextRange;

use super::{Modifiers, TokenKind};

/// What the names of a program stand for.
pub(super) struct Names<'p> {
    program: &'p Program,
    /// What is known of the name at a place.
    uses: HashMap<TextRange, Use>,
    /// By name, the one variable there is; `None` where there are several.
    only: HashMap<&'p str, Option<u32>>,
}

#[derive(Clone, Copy)]
enum Use {
    /// Index into [`Program::variables`].
    Variable(u32),
    /// The code does not define it.
    Global,
}

impl<'p> Names<'p> {
    pub(super) fn of(program: &'p Program) -> Self {
        let mut uses = HashMap::new();
        for expr in &program.exprs {
            match &expr.kind {
                ExprKind::Var(variable) => uses.insert(expr.range, Use::Variable(variable.0)),
                ExprKind::Global(_) => uses.insert(expr.range, Use::Global),
                _ => None,
            };
        }
        let mut only = HashMap::new();
        for (index, variable) in program.variables.iter().enumerate() {
            let index = index as u32;
            uses.insert(variable.declared, Use::Variable(index));
            only.entry(variable.name.as_str())
                .and_modify(|one| *one = None)
                .or_insert(Some(index));
        }
        Self {
            program,
            uses,
            only,
        }
    }

    /// What the name at `range` is; `called`: it stands before parentheses.
    pub(super) fn look_up(
        &self,
        range: TextRange,
        name: &str,
        called: bool,
    ) -> (TokenKind, Modifiers) {
        let variable = match self.uses.get(&range) {
            Some(Use::Global) => return global(called),
            Some(Use::Variable(index)) => Some(*index),
            // An assignment's target is no expression of its own.
            None => self.only.get(name).copied().flatten(),
        };
        match variable.and_then(|index| self.program.variables.get(index as usize)) {
            Some(variable) => known(variable, range, called),
            None => (TokenKind::Variable, Modifiers::default()),
        }
    }
}

fn global(called: bool) -> (TokenKind, Modifiers) {
    let kind = match called {
        true => TokenKind::Function,
        false => TokenKind::Variable,
    };
    let modifiers = Modifiers {
        library: true,
        ..Modifiers::default()
    };
    (kind, modifiers)
}

fn known(variable: &Variable, range: TextRange, called: bool) -> (TokenKind, Modifiers) {
    let kind = match variable.kind {
        VariableKind::Parameter => TokenKind::Parameter,
        VariableKind::Function => TokenKind::Function,
        VariableKind::Class => TokenKind::Class,
        VariableKind::Import if starts_large(&variable.name) => TokenKind::Class,
        VariableKind::Import if called => TokenKind::Function,
        VariableKind::Import => TokenKind::Namespace,
        _ if called => TokenKind::Function,
        _ => TokenKind::Variable,
    };
    let modifiers = Modifiers {
        declaration: variable.declared == range,
        readonly: variable.kind == VariableKind::Const,
        library: false,
    };
    (kind, modifiers)
}

fn starts_large(name: &str) -> bool {
    name.starts_with(char::is_uppercase)
}
