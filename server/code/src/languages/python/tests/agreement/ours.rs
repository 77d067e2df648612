//! What the lowering sees.

use super::Fact;
use crate::ir::*;

pub(super) struct Ours<'p> {
    source: &'p str,
    program: &'p Program,
    facts: Vec<Fact>,
}

impl<'p> Ours<'p> {
    pub(super) fn of(source: &'p str, program: &'p Program) -> Vec<Fact> {
        let mut ours = Ours {
            source,
            program,
            facts: Vec::new(),
        };
        for expr in &program.exprs {
            ours.expr(expr);
        }
        for function in &program.functions {
            ours.function(function);
        }
        for class in &program.classes {
            ours.block(&class.body);
        }
        ours.facts
    }

    fn fact(&mut self, range: text_size::TextRange, label: impl Into<String>) {
        self.facts
            .push((range.start().into(), range.end().into(), label.into()));
    }

    fn function(&mut self, function: &Function) {
        if matches!(function.kind, FunctionKind::Plain | FunctionKind::Method) {
            self.fact(function.name_range, "name");
        }
        for param in &function.params {
            self.pattern(&param.pattern);
        }
        if let Body::Block(block) = &function.body {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        for stmt in block {
            self.stmt(stmt);
        }
    }

    fn stmt(&mut self, stmt: &Stmt) {
        let at = &self.source[stmt.range.start().into()..];
        let label = match &stmt.kind {
            StmtKind::Expr(_) => "expression".into(),
            StmtKind::Assign { targets, .. } => format!("assign {}", targets.len()),
            StmtKind::Function { .. } => "def".into(),
            StmtKind::Class { .. } => "class".into(),
            StmtKind::Return(_) => "return".into(),
            StmtKind::If { .. } if at.starts_with("elif") => {
                self.fact(text_size::TextRange::empty(stmt.range.start()), "elif");
                String::new()
            }
            StmtKind::If { .. } => "if".into(),
            StmtKind::While { .. } => "while".into(),
            StmtKind::For { .. } => "for".into(),
            StmtKind::Try { handlers, .. } => format!("try {}", handlers.len()),
            StmtKind::With { items, .. } => format!("with {}", items.len()),
            StmtKind::Match { cases, .. } => format!("match {}", cases.len()),
            StmtKind::Break(_) => "break".into(),
            StmtKind::Continue(_) => "continue".into(),
            StmtKind::Throw(_) => "throw".into(),
            StmtKind::Assert { .. } => "assert".into(),
            StmtKind::Delete(_) => "delete".into(),
            StmtKind::Import(imports) => format!("import {}", imports.len()),
            StmtKind::Unknown { .. } => "unknown".into(),
            other => format!("{other:?}"),
        };
        if !label.is_empty() {
            self.fact(stmt.range, label);
        }
        match &stmt.kind {
            StmtKind::Assign { targets, .. } | StmtKind::Delete(targets) => {
                targets.iter().for_each(|target| self.pattern(target));
            }
            StmtKind::If {
                then, otherwise, ..
            } => {
                self.block(then);
                self.block(otherwise);
            }
            StmtKind::While {
                body, otherwise, ..
            } => {
                self.block(body);
                self.block(otherwise);
            }
            StmtKind::For {
                pattern,
                body,
                otherwise,
                ..
            } => {
                self.pattern(pattern);
                self.block(body);
                self.block(otherwise);
            }
            StmtKind::Try {
                body,
                handlers,
                otherwise,
                finally,
            } => {
                self.block(body);
                for handler in handlers {
                    self.fact(handler.range, "except");
                    handler
                        .pattern
                        .iter()
                        .for_each(|pattern| self.pattern(pattern));
                    self.block(&handler.body);
                }
                self.block(otherwise);
                self.block(finally);
            }
            StmtKind::With { items, body } => {
                items
                    .iter()
                    .filter_map(|(_, target)| target.as_ref())
                    .for_each(|target| self.pattern(target));
                self.block(body);
            }
            StmtKind::Match { cases, .. } => {
                for case in cases {
                    self.match_pattern(&case.pattern);
                    self.block(&case.body);
                }
            }
            _ => {}
        }
    }

    fn pattern(&mut self, pattern: &Pattern) {
        match pattern {
            Pattern::Var(_, range) => self.fact(*range, "bind"),
            Pattern::Member(_, _, range) => self.fact(*range, "store member"),
            Pattern::Array(elements, _) => {
                elements
                    .iter()
                    .flatten()
                    .for_each(|element| self.pattern(element));
            }
            _ => {}
        }
    }

    fn match_pattern(&mut self, pattern: &MatchPattern) {
        match pattern {
            MatchPattern::Capture(_, range) => self.fact(*range, "bind"),
            MatchPattern::As(inner, _, range) => {
                self.fact(*range, "bind");
                self.match_pattern(inner);
            }
            MatchPattern::Or(patterns) | MatchPattern::Sequence(patterns, _) => {
                patterns
                    .iter()
                    .for_each(|pattern| self.match_pattern(pattern));
            }
            MatchPattern::Mapping(pairs, _) => {
                pairs
                    .iter()
                    .for_each(|(_, pattern)| self.match_pattern(pattern));
            }
            MatchPattern::Class(_, positional, named) => {
                positional
                    .iter()
                    .for_each(|pattern| self.match_pattern(pattern));
                named
                    .iter()
                    .for_each(|(_, pattern)| self.match_pattern(pattern));
            }
            MatchPattern::Wildcard | MatchPattern::Value(_) => {}
            MatchPattern::Unknown(_) => self.fact(Default::default(), "unknown pattern"),
        }
    }

    fn expr(&mut self, expr: &'p Expr) {
        let label = match &expr.kind {
            ExprKind::Literal(literal) => literal_label(literal),
            ExprKind::Var(_) | ExprKind::Global(_) => "name".into(),
            ExprKind::Array(ArrayLiteral::List, elements) => format!("list {}", elements.len()),
            ExprKind::Array(ArrayLiteral::Tuple, elements) => format!("tuple {}", elements.len()),
            ExprKind::Array(ArrayLiteral::Set, elements) => format!("set {}", elements.len()),
            ExprKind::Object(properties) => {
                for property in properties {
                    if let Property::Pair(Key::Name(name, range), _) = property {
                        // Ruff sees an expression there, too.
                        self.fact(*range, format!("key {name:?}"));
                        self.fact(*range, format!("text {name:?}"));
                    }
                }
                format!("dict {}", properties.len())
            }
            ExprKind::Template(parts) => format!("text {:?}", self.template(parts)),
            ExprKind::Unary(op, _) => format!("unary {}", unary(*op)),
            ExprKind::Binary(op, ..) => crate::dump::binary(*op).into(),
            ExprKind::Compare(_, links) => links
                .iter()
                .map(|(op, _)| crate::dump::comparison(*op))
                .collect::<Vec<_>>()
                .join(" "),
            ExprKind::Logical(op, left, _) => {
                self.forget_inner(expr, *op, *left);
                format!("{op:?}").to_lowercase()
            }
            ExprKind::Conditional { .. } => "conditional".into(),
            ExprKind::Assign(target, _) => {
                self.pattern(target);
                "walrus".into()
            }
            ExprKind::AssignOp(_, target, _) => {
                self.pattern(target);
                "update".into()
            }
            ExprKind::Member { name, .. } => format!("member {name}"),
            ExprKind::Index { .. } | ExprKind::Slice { .. } => "subscript".into(),
            ExprKind::Call { args, .. } => format!("call {}", args.len()),
            ExprKind::Function(_) => "lambda".into(),
            ExprKind::Comprehension {
                kind,
                element,
                clauses,
                ..
            } => {
                for clause in clauses {
                    if let Clause::For { pattern, .. } = clause {
                        self.pattern(pattern);
                    }
                }
                let loops = clauses
                    .iter()
                    .filter(|clause| matches!(clause, Clause::For { .. }))
                    .count();
                if *kind == ComprehensionKind::Generator {
                    let range = self.program.expr(*element).range;
                    return self.fact(range, format!("generator for {loops}"));
                }
                format!("{} for {loops}", format!("{kind:?}").to_lowercase())
            }
            ExprKind::Await(_) => "await".into(),
            ExprKind::Yield(_) => "yield".into(),
            ExprKind::YieldFrom(_) => "yield from".into(),
            // A name that may be the class's or the module's.
            ExprKind::Unknown(parts)
                if parts.is_empty()
                    && self.source[expr.range]
                        .chars()
                        .all(|c| c == '_' || c.is_alphanumeric()) =>
            {
                "name".into()
            }
            // Counted elsewhere.
            ExprKind::Unknown(_) => return,
            other => format!("{other:?}"),
        };
        self.fact(expr.range, label);
    }

    /// `a or b or c` is one operation to ruff; the left operand has been seen before the whole.
    fn forget_inner(&mut self, whole: &Expr, op: LogicalOp, left: ExprId) {
        let inner = self.program.expr(left);
        if matches!(inner.kind, ExprKind::Logical(same, ..) if same == op)
            && inner.range.start() == whole.range.start()
        {
            let (start, end) = (inner.range.start().into(), inner.range.end().into());
            self.facts.retain(|fact| {
                (fact.0, fact.1) != (start, end) || !["and", "or"].contains(&&*fact.2)
            });
        }
    }

    fn template(&self, parts: &[TemplatePart]) -> String {
        parts
            .iter()
            .map(|part| match part {
                TemplatePart::Text(text) => text.as_str(),
                TemplatePart::Hole { .. } => "\0",
            })
            .collect()
    }
}

fn literal_label(literal: &Literal) -> String {
    match literal {
        Literal::Null => "null".into(),
        Literal::Bool(value) => value.to_string(),
        Literal::Int(value) => value.to_string(),
        Literal::Float(value) => format!("{value:?}"),
        Literal::BigNumber(_) => "big".into(),
        Literal::Str(text) => format!("text {text:?}"),
        other => format!("{other:?}").to_lowercase(),
    }
}

fn unary(op: UnaryOp) -> &'static str {
    match op {
        UnaryOp::Not => "not",
        UnaryOp::Minus => "-",
        UnaryOp::Plus => "+",
        _ => "~",
    }
}
