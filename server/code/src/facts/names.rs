//! The names that the code reads and does not define.

use rustc_hash::FxHashSet;
use text_size::{TextRange, TextSize};

use super::{Declared, NameUse, Usage};
use crate::Host;
use crate::infer::Outcome;
use crate::ir::{
    Annotation, ExprId, ExprKind, Function, FunctionId, Program, UnaryOp, VariableKind,
};

/// Every such name, in the order of the code.
pub(super) fn uses(program: &Program, outcome: &Outcome, host: Host) -> Vec<NameUse> {
    let typeofs = typeofs(program);
    let annotations = annotations(program, host);
    let outermost = sorted_by(program, |function| {
        (function.outer == FunctionId::TOP).then(|| function.range.start())
    });
    let mut uses: Vec<NameUse> = Vec::new();
    for (index, expr) in program.exprs.iter().enumerate() {
        let ExprKind::Global(name) = &expr.kind else {
            continue;
        };
        let id = ExprId(index as u32);
        let before = annotations.partition_point(|(range, _)| range.start() <= expr.range.start());
        let around = before
            .checked_sub(1)
            .map(|last| &annotations[last])
            .filter(|(range, _)| range.contains_range(expr.range));
        uses.push(NameUse {
            name: name.clone(),
            range: expr.range,
            reached: outcome.reached.get(&id).copied(),
            usage: match around {
                Some((_, usage)) => *usage,
                None if typeofs.contains(&id) => Usage::Typeof,
                None => Usage::Read,
            },
            in_function: stands_in_function(&outermost, expr.range),
        });
    }
    uses.sort_by_key(|used| used.range.start());
    uses
}

/// Every variable, and where it is seen.
pub(super) fn declared(program: &Program) -> Vec<Declared> {
    let variables = program.variables.iter();
    variables
        .map(|variable| Declared {
            name: variable.name.clone(),
            function: (variable.function != FunctionId::TOP)
                .then(|| program.function(variable.function).range),
        })
        .collect()
}

fn typeofs(program: &Program) -> FxHashSet<ExprId> {
    let kinds = program.exprs.iter().map(|expr| &expr.kind);
    kinds
        .filter_map(|kind| match kind {
            ExprKind::Unary(UnaryOp::Typeof, operand) => Some(*operand),
            _ => None,
        })
        .collect()
}

/// The annotations in the order of the code.
fn annotations(program: &Program, host: Host) -> Vec<(TextRange, Usage)> {
    let postponed = program.imports.iter().any(|import| {
        import.module == "__future__" && import.name.as_deref() == Some("annotations")
    });
    let signatures = sorted_by(program, |function| {
        function.params_range.map(TextRange::end)
    });
    let known = program.annotations.iter();
    let mut annotations: Vec<_> = known
        .map(|annotation| {
            let evaluated = !postponed && is_evaluated(program, annotation, host, &signatures);
            let usage = match evaluated {
                true => Usage::EagerAnnotation,
                false => Usage::LazyAnnotation,
            };
            (program.expr(annotation.expr).range, usage)
        })
        .collect();
    annotations.sort_by_key(|(range, _)| range.start());
    annotations
}

/// Those of a module's variables and of signatures are; those of a function's own variables are not.
fn is_evaluated(
    program: &Program,
    annotation: &Annotation,
    host: Host,
    signatures: &[(TextSize, &Function)],
) -> bool {
    if annotation.function == FunctionId::TOP && host == Host::Module {
        return true;
    }
    let variable = annotation.variable.map(|id| program.variable(id));
    if variable.is_some_and(|variable| variable.kind == VariableKind::Parameter) {
        return true;
    }
    // `-> T` stands right behind the parameters of its function.
    let range = program.expr(annotation.expr).range;
    last_before(signatures, range.start()).is_some_and(|function| {
        function.outer == annotation.function && function.range.contains_range(range)
    })
}

/// Parameters with their defaults belong to the code around the function.
fn stands_in_function(outermost: &[(TextSize, &Function)], range: TextRange) -> bool {
    last_before(outermost, range.start()).is_some_and(|function| {
        let params = function.params_range.unwrap_or_default();
        function.range.contains_range(range) && !params.contains_range(range)
    })
}

fn sorted_by(
    program: &Program,
    key: impl Fn(&Function) -> Option<TextSize>,
) -> Vec<(TextSize, &Function)> {
    let inner = program.functions.iter().skip(1);
    let mut sorted: Vec<_> = inner
        .filter_map(|function| Some((key(function)?, function)))
        .collect();
    sorted.sort_by_key(|(at, _)| *at);
    sorted
}

fn last_before<T: Copy>(sorted: &[(TextSize, T)], at: TextSize) -> Option<T> {
    let next = sorted.partition_point(|(start, _)| *start <= at);
    next.checked_sub(1).map(|last| sorted[last].1)
}
