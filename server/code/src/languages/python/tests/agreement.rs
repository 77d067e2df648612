//! The lowering against the parser of ruff, which CPython's own grammar stands behind: for sources
//! without errors both must see the same statements and expressions in the same places. This finds
//! what tree-sitter takes for something else without saying so.

use ruff_python_ast::visitor::source_order::{SourceOrderVisitor, TraversalSignal, walk_module};
use ruff_python_ast::{self as ast, AnyNodeRef, Expr as Ast, ExprContext, Mod, Number};
use ruff_python_parser::{Mode, ParseOptions, parse_unchecked};
use ruff_text_size::Ranged;

use crate::ir::*;

/// Something at a place of the source, in bytes.
type Fact = (u32, u32, String);

/// What only one of the two sees, `-` for ruff and `+` for us; `None` if ruff rejects the source.
pub(super) fn differences(source: &str, program: &Program) -> Option<Vec<String>> {
    let parsed = parse_unchecked(source, ParseOptions::from(Mode::Module));
    if !parsed.errors().is_empty() {
        return None;
    }
    let mut theirs = Theirs {
        source,
        facts: Vec::new(),
        ignored: Vec::new(),
    };
    let module: &Mod = parsed.syntax();
    walk_module(&mut theirs, module);
    let (mut theirs, mut ours) = (theirs.facts, Ours::of(source, program));
    theirs.sort();
    ours.sort();
    let only = |sign: char, these: &[Fact], those: &[Fact]| -> Vec<String> {
        these
            .iter()
            .filter(|fact| those.binary_search(fact).is_err())
            .map(|(start, end, label)| {
                format!(
                    "{sign} {label}: {}",
                    &source[*start as usize..*end as usize]
                )
            })
            .collect()
    };
    let mut all = only('-', &theirs, &ours);
    all.extend(only('+', &ours, &theirs));
    if all.is_empty() && theirs.len() != ours.len() {
        all.push(format!("{} facts against {}", theirs.len(), ours.len()));
    }
    Some(all)
}

// ---- what ruff sees

struct Theirs<'s> {
    source: &'s str,
    facts: Vec<Fact>,
    /// Expressions that the lowering leaves out on purpose.
    ignored: Vec<ruff_text_size::TextRange>,
}

impl Theirs<'_> {
    fn fact(&mut self, node: impl Ranged, label: impl Into<String>) {
        let range = node.range();
        if !self.ignored.contains(&range) {
            self.facts
                .push((range.start().into(), range.end().into(), label.into()));
        }
    }

    fn bind(&mut self, name: &ast::Identifier) {
        self.fact(name, "bind");
    }

    fn number(&mut self, node: &ast::ExprNumberLiteral) {
        let text = match &node.value {
            Number::Int(value) => match value.as_i64() {
                Some(value) if value as f64 as i128 == i128::from(value) => value.to_string(),
                _ => "big".into(),
            },
            Number::Float(value) => format!("{value:?}"),
            Number::Complex { .. } => "complex".into(),
        };
        self.fact(node, text);
    }

    fn f_string(&mut self, node: &ast::ExprFString) {
        let mut text = String::new();
        for part in &node.value {
            match part {
                ast::FStringPart::Literal(literal) => text.push_str(&literal.value),
                ast::FStringPart::FString(f_string) => {
                    for element in &f_string.elements {
                        match element {
                            ast::InterpolatedStringElement::Literal(literal) => {
                                text.push_str(&literal.value)
                            }
                            ast::InterpolatedStringElement::Interpolation(hole) => {
                                if let Some(debug) = &hole.debug_text {
                                    text.push_str(debug.leading());
                                    text.push_str(debug.expression());
                                    text.push_str(debug.trailing());
                                }
                                text.push('\0');
                            }
                        }
                    }
                }
            }
        }
        self.fact(node, format!("text {text:?}"));
    }

    fn dictionary(&mut self, node: &ast::ExprDict) {
        self.fact(node, format!("dict {}", node.items.len()));
        for item in &node.items {
            if let Some(Ast::StringLiteral(key)) = &item.key {
                self.fact(key, format!("key {:?}", key.value.to_str()));
            }
        }
    }
}

impl<'a> SourceOrderVisitor<'a> for Theirs<'_> {
    fn enter_node(&mut self, node: AnyNodeRef<'a>) -> TraversalSignal {
        use AnyNodeRef::*;
        let store = |context: ExprContext| context != ExprContext::Load;
        match node {
            StmtFunctionDef(node) => {
                self.fact(node, "def");
                self.fact(&node.name, "name");
            }
            StmtClassDef(node) => self.fact(node, "class"),
            StmtReturn(node) => self.fact(node, "return"),
            StmtDelete(node) => self.fact(node, "delete"),
            StmtAssign(node) => self.fact(node, format!("assign {}", node.targets.len())),
            StmtAnnAssign(node) if node.value.is_some() => self.fact(node, "assign 1"),
            // Binds nothing; nor is a type alias an assignment.
            StmtAnnAssign(node) => self.ignored.push(node.target.range()),
            StmtTypeAlias(node) => {
                self.fact(node, "unknown");
                self.ignored.push(node.name.range());
            }
            TypeParams(node) => self.fact(node, "unknown"),
            StmtAugAssign(node) => {
                self.fact(node, "expression");
                self.fact(node, "update");
            }
            StmtFor(node) => self.fact(node, "for"),
            StmtWhile(node) => self.fact(node, "while"),
            StmtIf(node) => self.fact(node, "if"),
            StmtWith(node) => self.fact(node, format!("with {}", node.items.len())),
            StmtMatch(node) => self.fact(node, format!("match {}", node.cases.len())),
            StmtRaise(node) => {
                self.fact(node, "throw");
                match node.cause.as_deref() {
                    Some(Ast::NoneLiteral(none)) => self.ignored.push(none.range),
                    Some(cause) => self.fact(cause, "expression"),
                    None => {}
                }
            }
            StmtTry(node) => self.fact(node, format!("try {}", node.handlers.len())),
            StmtAssert(node) => self.fact(node, "assert"),
            StmtImport(node) => self.fact(node, format!("import {}", node.names.len())),
            StmtImportFrom(node) => self.fact(node, format!("import {}", node.names.len())),
            StmtExpr(node) => self.fact(node, "expression"),
            StmtBreak(node) => self.fact(node, "break"),
            StmtContinue(node) => self.fact(node, "continue"),
            ElifElseClause(node) if node.test.is_some() => {
                self.facts
                    .push((node.start().into(), node.start().into(), "elif".into()));
            }
            ExprBoolOp(node) => self.fact(node, format!("{:?}", node.op).to_lowercase()),
            ExprNamed(node) => self.fact(node, "walrus"),
            ExprBinOp(node) => self.fact(node, node.op.as_str()),
            ExprUnaryOp(node) => self.fact(node, format!("unary {}", node.op.as_str())),
            ExprLambda(node) => self.fact(node, "lambda"),
            ExprIf(node) => self.fact(node, "conditional"),
            ExprDict(node) => self.dictionary(node),
            ExprSet(node) => self.fact(node, format!("set {}", node.elts.len())),
            ExprListComp(node) => self.fact(node, format!("list for {}", node.generators.len())),
            ExprSetComp(node) => self.fact(node, format!("set for {}", node.generators.len())),
            ExprDictComp(node) => self.fact(node, format!("dict for {}", node.generators.len())),
            // Ruff leaves the brackets out where the generator is the only argument.
            ExprGenerator(node) => {
                self.fact(
                    &*node.elt,
                    format!("generator for {}", node.generators.len()),
                );
            }
            ExprAwait(node) => self.fact(node, "await"),
            ExprYield(node) => self.fact(node, "yield"),
            ExprYieldFrom(node) => self.fact(node, "yield from"),
            ExprCompare(node) => {
                let ops: Vec<&str> = node.ops.iter().map(|op| op.as_str()).collect();
                self.fact(node, ops.join(" "));
            }
            ExprCall(node) => {
                let count = node.arguments.args.len() + node.arguments.keywords.len();
                self.fact(node, format!("call {count}"));
            }
            ExprFString(node) => self.f_string(node),
            ExprStringLiteral(node) => self.fact(node, format!("text {:?}", node.value.to_str())),
            ExprBytesLiteral(node) => self.fact(node, "bytes"),
            ExprNumberLiteral(node) => self.number(node),
            ExprBooleanLiteral(node) => self.fact(node, node.value.to_string()),
            ExprNoneLiteral(node) => self.fact(node, "null"),
            ExprEllipsisLiteral(node) => self.fact(node, "ellipsis"),
            ExprAttribute(node) if store(node.ctx) => self.fact(&node.attr, "store member"),
            ExprAttribute(node) => self.fact(node, format!("member {}", node.attr.id)),
            ExprSubscript(node) if store(node.ctx) => {}
            ExprSubscript(node) => self.fact(node, "subscript"),
            ExprName(node) if store(node.ctx) => self.fact(node, "bind"),
            ExprName(node) => self.fact(node, "name"),
            ExprList(node) if !store(node.ctx) => {
                self.fact(node, format!("list {}", node.elts.len()))
            }
            ExprTuple(node) if !store(node.ctx) => {
                self.fact(node, format!("tuple {}", node.elts.len()))
            }
            ExceptHandlerExceptHandler(node) => {
                self.fact(node, "except");
                node.name.iter().for_each(|name| self.bind(name));
            }
            Parameter(node) => self.bind(&node.name),
            PatternMatchSingleton(node) => {
                let text = &self.source[node.range.start().into()..node.range.end().into()];
                self.fact(
                    node,
                    if text == "None" {
                        "null".into()
                    } else {
                        text.to_lowercase()
                    },
                );
            }
            PatternMatchStar(node) => node.name.iter().for_each(|name| self.bind(name)),
            PatternMatchAs(node) => node.name.iter().for_each(|name| self.bind(name)),
            PatternMatchValue(node) if node.value.is_bin_op_expr() => {
                self.fact(node, "complex");
                return TraversalSignal::Skip;
            }
            _ => {}
        }
        TraversalSignal::Traverse
    }
}

// ---- what the lowering sees

struct Ours<'p> {
    source: &'p str,
    program: &'p Program,
    facts: Vec<Fact>,
}

impl<'p> Ours<'p> {
    fn of(source: &'p str, program: &'p Program) -> Vec<Fact> {
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
        Literal::BigNumber => "big".into(),
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
