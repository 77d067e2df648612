//! Everything a lowered program holds, each thing once.

use text_size::TextRange;

use crate::ir::*;

/// Calls `each` with every statement, however deep.
pub(super) fn statements<'p>(program: &'p Program, each: &mut impl FnMut(&'p Stmt)) {
    for function in &program.functions {
        if let Body::Block(block) = &function.body {
            self::block(block, each);
        }
    }
    for class in &program.classes {
        block(&class.body, each);
    }
}

fn block<'p>(statements: &'p [Stmt], each: &mut impl FnMut(&'p Stmt)) {
    for stmt in statements {
        each(stmt);
        match &stmt.kind {
            StmtKind::If {
                then, otherwise, ..
            } => {
                block(then, each);
                block(otherwise, each);
            }
            StmtKind::While { body, .. } | StmtKind::For { body, .. } => block(body, each),
            StmtKind::Try {
                body,
                handlers,
                finally,
                ..
            } => {
                block(body, each);
                handlers
                    .iter()
                    .for_each(|handler| block(&handler.body, each));
                block(finally, each);
            }
            StmtKind::Switch { cases, .. } => {
                cases.iter().for_each(|(_, body)| block(body, each));
            }
            StmtKind::Labeled(_, inner) => block(std::slice::from_ref(&**inner), each),
            StmtKind::Block(inner) => block(inner, each),
            _ => {}
        }
    }
}

/// Calls `each` with every use of a variable, declarations included.
pub(super) fn uses(program: &Program, each: &mut impl FnMut(VarId, TextRange)) {
    for expr in &program.exprs {
        match &expr.kind {
            ExprKind::Var(variable) => each(*variable, expr.range),
            ExprKind::Assign(target, _)
            | ExprKind::AssignOp(_, target, _)
            | ExprKind::AssignLogical(_, target, _)
            | ExprKind::Update { target, .. }
            | ExprKind::Delete(target) => pattern(target, each),
            _ => {}
        }
    }
    for param in program
        .functions
        .iter()
        .flat_map(|function| &function.params)
    {
        pattern(&param.pattern, each);
    }
    statements(program, &mut |stmt| match &stmt.kind {
        StmtKind::Declare {
            pattern: target, ..
        }
        | StmtKind::For {
            pattern: target, ..
        } => {
            pattern(target, each);
        }
        StmtKind::Try { handlers, .. } => {
            let caught = handlers
                .iter()
                .filter_map(|handler| handler.pattern.as_ref());
            caught.for_each(|target| pattern(target, each));
        }
        StmtKind::Function {
            variable, function, ..
        } => {
            each(*variable, program.function(*function).name_range);
        }
        _ => {}
    });
}

fn pattern(target: &Pattern, each: &mut impl FnMut(VarId, TextRange)) {
    match target {
        Pattern::Var(variable, range) => each(*variable, *range),
        Pattern::Array(elements, _) => {
            elements
                .iter()
                .flatten()
                .for_each(|element| pattern(element, each));
        }
        Pattern::Object(properties, rest) => {
            properties
                .iter()
                .for_each(|(_, property)| pattern(property, each));
            rest.iter().for_each(|rest| pattern(rest, each));
        }
        Pattern::Default(inner, _) => pattern(inner, each),
        _ => {}
    }
}

/// Calls `each` with every key that is known, those of patterns and methods included.
pub(super) fn keys(program: &Program, each: &mut impl FnMut(&str, TextRange)) {
    for expr in &program.exprs {
        match &expr.kind {
            ExprKind::Object(properties) => {
                for property in properties {
                    if let Property::Pair(key, _) | Property::Accessor(key, _) = property {
                        known(key, each);
                    }
                }
            }
            ExprKind::Assign(target, _) => pattern_keys(target, each),
            _ => {}
        }
    }
    for function in &program.functions {
        function
            .params
            .iter()
            .for_each(|param| pattern_keys(&param.pattern, each));
        if let Some(name) = &function.name {
            each(name, function.name_range);
        }
    }
    statements(program, &mut |stmt| {
        if let StmtKind::Declare { pattern, .. } | StmtKind::For { pattern, .. } = &stmt.kind {
            pattern_keys(pattern, each);
        }
    });
}

fn known(key: &Key, each: &mut impl FnMut(&str, TextRange)) {
    if let Key::Name(name, range) = key {
        each(name, *range);
    }
}

fn pattern_keys(target: &Pattern, each: &mut impl FnMut(&str, TextRange)) {
    match target {
        Pattern::Array(elements, _) => {
            elements
                .iter()
                .flatten()
                .for_each(|element| pattern_keys(element, each));
        }
        Pattern::Object(properties, _) => {
            for (key, property) in properties {
                known(key, each);
                pattern_keys(property, each);
            }
        }
        Pattern::Default(inner, _) => pattern_keys(inner, each),
        _ => {}
    }
}
