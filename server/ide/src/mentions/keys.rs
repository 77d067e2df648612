//! The keys of an object that goes into or out of `main`: where the code writes and reads them.

use code::ir::{
    Arg, Body, ExprId, ExprKind, FunctionId, Key, Literal, Pattern, Program, Stmt, StmtKind, VarId,
};
use rustc_hash::FxHashSet;
use text::TextRange;

use super::Spelling;
use super::n8n::contents;
use crate::bindings::Access;

/// A key where it stands.
#[derive(Debug, Clone)]
pub(super) struct KeyPlace {
    pub(super) name: String,
    pub(super) range: TextRange,
    pub(super) spelling: Spelling,
    pub(super) access: Access,
    /// The variable that a pattern binds it to.
    pub(super) binds: Option<VarId>,
}

/// The keys of one object, as far as they can be followed.
pub(super) struct Keys<'p> {
    program: &'p Program,
    text: &'p str,
    pub(super) places: Vec<KeyPlace>,
    /// Something happens to the object that is not followed; there may be more keys.
    pub(super) doubtful: Option<TextRange>,
    followed: FxHashSet<VarId>,
    /// Expressions in which a followed variable is accounted for.
    accounted: FxHashSet<ExprId>,
}

impl<'p> Keys<'p> {
    pub(super) fn new(program: &'p Program, text: &'p str) -> Self {
        Keys {
            program,
            text,
            places: Vec::new(),
            doubtful: None,
            followed: FxHashSet::default(),
            accounted: FxHashSet::default(),
        }
    }

    /// The keys of what `function` returns.
    pub(super) fn returned(mut self, function: FunctionId) -> Self {
        let mut values = Vec::new();
        match &self.program.function(function).body {
            Body::Expr(value) => values.push(*value),
            Body::Block(block) => statements(block, &mut |stmt| {
                if let StmtKind::Return(Some(value)) = &stmt.kind {
                    values.push(*value);
                }
            }),
        }
        for value in values {
            self.value(value);
        }
        self.finish()
    }

    /// The keys that are taken out of the parameter that `pattern` binds.
    pub(super) fn taken(mut self, pattern: &Pattern) -> Self {
        match pattern {
            Pattern::Default(inner, _) => return self.taken(inner),
            Pattern::Var(variable, _) => self.follow(*variable),
            pattern => self.pattern(pattern),
        }
        self.finish()
    }

    /// Whoever else uses a followed variable may do what is not seen here.
    fn finish(mut self) -> Self {
        for (index, expr) in self.program.exprs.iter().enumerate() {
            let ExprKind::Var(variable) = expr.kind else {
                continue;
            };
            if self.followed.contains(&variable) && !self.accounted.contains(&ExprId(index as u32))
            {
                self.doubtful = self.doubtful.or(Some(expr.range));
            }
        }
        self
    }

    fn value(&mut self, id: ExprId) {
        let expr = self.program.expr(id);
        match &expr.kind {
            ExprKind::Object(properties) => {
                for property in properties {
                    match property {
                        code::ir::Property::Pair(Key::Name(name, range), value) => {
                            let shorthand = self.program.expr(*value).range == *range;
                            let spelling = match shorthand {
                                true => Spelling::ShorthandKey,
                                false => Spelling::Name,
                            };
                            self.key(name, *range, spelling, Access::Write);
                        }
                        code::ir::Property::Spread(value) => self.value(*value),
                        code::ir::Property::Pair(Key::Computed(_), _) => self.doubt(expr.range),
                        code::ir::Property::Accessor(..) => self.doubt(expr.range),
                    }
                }
            }
            ExprKind::Var(variable) => {
                self.accounted.insert(id);
                self.follow(*variable);
            }
            ExprKind::Conditional {
                then, otherwise, ..
            } => {
                self.value(*then);
                self.value(*otherwise);
            }
            ExprKind::Logical(_, left, right) => {
                self.value(*left);
                self.value(*right);
            }
            ExprKind::Call { callee, args, .. } if self.is_global(*callee, "dict") => {
                self.arguments(args);
            }
            ExprKind::Literal(_) => {}
            _ => self.doubt(expr.range),
        }
    }

    /// `dict(a=1)`, `x.update(a=1)`.
    fn arguments(&mut self, args: &[Arg]) {
        for arg in args {
            match arg {
                Arg::Named(name, range, _) => self.key(name, *range, Spelling::Name, Access::Write),
                Arg::Item(value) | Arg::Spread(value) | Arg::KeywordSpread(value) => {
                    self.value(*value)
                }
            }
        }
    }

    /// Everything that is put into `variable`, and every key of it that is named.
    fn follow(&mut self, variable: VarId) {
        if !self.followed.insert(variable) {
            return;
        }
        let program = self.program;
        let mut values = Vec::new();
        let mut patterns = Vec::new();
        for body in bodies(program) {
            statements(body, &mut |stmt| match &stmt.kind {
                StmtKind::Assign { targets, value } => {
                    patterns.extend(targets.iter().map(|target| (target, Some(*value))));
                }
                StmtKind::Declare { pattern, value } => patterns.push((pattern, *value)),
                StmtKind::For { pattern, .. } => patterns.push((pattern, None)),
                StmtKind::Delete(targets) => {
                    patterns.extend(targets.iter().map(|target| (target, None)))
                }
                _ => {}
            });
        }
        for expr in &program.exprs {
            match &expr.kind {
                ExprKind::Assign(target, value) => patterns.push((target, Some(*value))),
                ExprKind::AssignOp(_, target, _)
                | ExprKind::AssignLogical(_, target, _)
                | ExprKind::Update { target, .. }
                | ExprKind::Delete(target) => patterns.push((target, None)),
                _ => {}
            }
        }
        for (pattern, value) in patterns {
            match (pattern, value) {
                (Pattern::Var(target, _), Some(value)) if *target == variable => values.push(value),
                (Pattern::Var(target, range), None) if *target == variable => self.doubt(*range),
                (Pattern::Member(object, name, range), _)
                    if self.is_variable(*object, variable) =>
                {
                    self.accounted.insert(*object);
                    self.key(name, *range, Spelling::Name, Access::Write);
                }
                (Pattern::Index(object, index, range), _)
                    if self.is_variable(*object, variable) =>
                {
                    self.accounted.insert(*object);
                    self.index(*index, *range, Access::Write);
                }
                (Pattern::Object(..), Some(value)) if self.is_variable(value, variable) => {
                    self.accounted.insert(value);
                    self.pattern(pattern);
                }
                _ => {}
            }
        }
        for value in values {
            self.value(value);
        }
        self.uses(variable);
    }

    /// What is done with `variable` in expressions.
    fn uses(&mut self, variable: VarId) {
        let program = self.program;
        for expr in &program.exprs {
            match &expr.kind {
                ExprKind::Member {
                    object,
                    name,
                    name_range,
                    ..
                } if self.is_variable(*object, variable) && !self.is_called(expr, name) => {
                    self.accounted.insert(*object);
                    self.key(name, *name_range, Spelling::Name, Access::Read);
                }
                ExprKind::Index { object, index, .. } if self.is_variable(*object, variable) => {
                    self.accounted.insert(*object);
                    self.index(*index, expr.range, Access::Read);
                }
                ExprKind::Compare(left, rest) => {
                    if let [(code::ir::CompareOp::In | code::ir::CompareOp::NotIn, object)] =
                        rest.as_slice()
                        && self.is_variable(*object, variable)
                    {
                        self.accounted.insert(*object);
                        self.index(*left, expr.range, Access::Read);
                    }
                }
                ExprKind::Call { callee, args, .. } => self.call(variable, *callee, args),
                _ => {}
            }
        }
    }

    fn call(&mut self, variable: VarId, callee: ExprId, args: &[Arg]) {
        if let ExprKind::Member { object, name, .. } = &self.program.expr(callee).kind
            && self.is_variable(*object, variable)
        {
            match (name.as_str(), args.first()) {
                ("get" | "setdefault" | "pop", Some(Arg::Item(key))) => {
                    self.accounted.insert(*object);
                    self.index(*key, self.program.expr(*key).range, Access::Read);
                }
                ("update", _) => {
                    self.accounted.insert(*object);
                    self.arguments(args);
                }
                _ => {}
            }
        }
        // Looking at it changes nothing, and names no key.
        if ["len", "print", "bool", "type"]
            .iter()
            .any(|name| self.is_global(callee, name))
        {
            for arg in args {
                if let Arg::Item(value) = arg
                    && self.is_variable(*value, variable)
                {
                    self.accounted.insert(*value);
                }
            }
        }
    }

    /// `x.get(…)` names no key `get`.
    fn is_called(&self, member: &code::ir::Expr, name: &str) -> bool {
        let is_method = matches!(name, "get" | "setdefault" | "pop" | "update");
        let mut calls = self.program.exprs.iter();
        is_method
            && calls.any(|expr| match &expr.kind {
                ExprKind::Call { callee, .. } => self.program.expr(*callee).range == member.range,
                _ => false,
            })
    }

    fn pattern(&mut self, pattern: &Pattern) {
        let Pattern::Object(keys, rest) = pattern else {
            if let Pattern::Var(_, range) = pattern {
                self.doubt(*range);
            }
            return;
        };
        for (key, target) in keys {
            let Key::Name(name, range) = key else {
                self.doubtful = self.doubtful.or(Some(TextRange::default()));
                continue;
            };
            let bound = bound(target);
            let shorthand = bound.is_some_and(|(_, at)| at == *range);
            let spelling = match shorthand {
                true => Spelling::ShorthandKey,
                false => Spelling::Name,
            };
            self.key(name, *range, spelling, Access::Declaration);
            if let (Some(last), true) = (self.places.last_mut(), shorthand) {
                last.binds = bound.map(|(variable, _)| variable);
            }
        }
        if rest.is_some() {
            self.doubtful = self.doubtful.or(Some(TextRange::default()));
        }
    }

    fn index(&mut self, index: ExprId, around: TextRange, access: Access) {
        let index = self.program.expr(index);
        match &index.kind {
            ExprKind::Literal(Literal::Str(name)) => {
                self.key(name, index.range, Spelling::Name, access)
            }
            _ => self.doubt(around),
        }
    }

    fn key(&mut self, name: &str, range: TextRange, spelling: Spelling, access: Access) {
        let (range, spelling) = match contents(self.text, range) {
            Some((inner, quote)) => (inner, Spelling::Text(quote)),
            None => (range, spelling),
        };
        self.places.push(KeyPlace {
            name: name.to_owned(),
            range,
            spelling,
            access,
            binds: None,
        });
    }

    fn doubt(&mut self, range: TextRange) {
        self.doubtful = self.doubtful.or(Some(range));
    }

    fn is_variable(&self, id: ExprId, variable: VarId) -> bool {
        matches!(self.program.expr(id).kind, ExprKind::Var(known) if known == variable)
    }

    fn is_global(&self, id: ExprId, name: &str) -> bool {
        matches!(&self.program.expr(id).kind, ExprKind::Global(known) if known == name)
    }
}

/// The one variable that a pattern binds.
fn bound(pattern: &Pattern) -> Option<(VarId, TextRange)> {
    match pattern {
        Pattern::Var(variable, range) => Some((*variable, *range)),
        Pattern::Default(inner, _) => bound(inner),
        _ => None,
    }
}

pub(crate) fn bodies(program: &Program) -> impl Iterator<Item = &[Stmt]> {
    let functions = program.functions.iter();
    let functions = functions.filter_map(|function| match &function.body {
        Body::Block(block) => Some(block.as_slice()),
        Body::Expr(_) => None,
    });
    functions.chain(program.classes.iter().map(|class| class.body.as_slice()))
}

/// Every statement of a block, those within others too.
pub(crate) fn statements<'p>(block: &'p [Stmt], visit: &mut impl FnMut(&'p Stmt)) {
    let mut pending: Vec<&'p Stmt> = block.iter().rev().collect();
    while let Some(stmt) = pending.pop() {
        visit(stmt);
        let mut within = Vec::new();
        stmt.each_within(&mut |block| within.extend(block));
        pending.extend(within.into_iter().rev());
    }
}
