//! What CPython's compiler refuses although the grammar allows it. ruff's checker knows most of it; the
//! visitor here tells it where in the nest of scopes it stands, and adds what it does not know.

use std::cell::RefCell;

use ruff_python_ast::visitor::{
    Visitor, walk_body, walk_expr, walk_interpolated_string_element, walk_parameters, walk_pattern,
    walk_stmt,
};
use ruff_python_ast::{
    Comprehension, ExceptHandler, Expr, ExprContext, ExprLambda, Identifier,
    InterpolatedStringElement, ModModule, Pattern, PythonVersion, Stmt, StmtClassDef, StmtFor,
    StmtFunctionDef, StmtTry, StmtWhile,
};
use ruff_python_parser::semantic_errors::{
    AwaitOutsideAsyncFunctionKind, SemanticSyntaxChecker, SemanticSyntaxContext,
    SemanticSyntaxErrorKind, WriteToDebugKind,
};
use ruff_text_size::{Ranged, TextLen, TextRange};

use super::scopes;
use crate::{Host, Source};

/// One refusal of the compiler.
#[derive(Debug)]
pub(super) struct Refusal {
    pub(super) kind: RefusalKind,
    pub(super) range: TextRange,
}

/// Why.
#[derive(Debug)]
pub(super) enum RefusalKind {
    /// Known to ruff.
    Semantic(SemanticSyntaxErrorKind),
    /// `await` and the like in a class or a module rather than in a plain function.
    AwaitOutsideFunction(AwaitOutsideAsyncFunctionKind),
    /// `await` in a comprehension of a plain function.
    AwaitInComprehension,
    /// `yield` in a comprehension; what kind of comprehension, in CPython's words.
    YieldInside(&'static str),
    /// Not Python at all.
    Grammar,
    /// `except:` and then another handler.
    DefaultExceptFirst,
    /// `*a` where a value must stand.
    Starred,
    /// `break`, `continue`, `return` in an `except*` block.
    JumpInExceptStar,
    /// `from __future__ import` anywhere but at the top of a module.
    FutureInBody,
    /// More blocks in one another than CPython's frame has room for.
    TooManyBlocks,
    /// A decimal literal of more than 4300 digits.
    HugeInteger(usize),
    /// `global` or `nonlocal` and the names they clash with.
    Declaration(scopes::Clash),
}

/// All refusals, in no particular order.
pub(super) fn refusals(source: &Source<'_>, module: &ModModule) -> Vec<Refusal> {
    let body = source.host == Host::FunctionBody;
    let mut compiler = Compiler {
        text: source.text,
        version: PythonVersion {
            major: 3,
            minor: source.python.0,
        },
        future_annotations: !body && imports_annotations(module),
        checker: SemanticSyntaxChecker::new(),
        scopes: vec![if body {
            Scope::Function { is_async: false }
        } else {
            Scope::Module
        }],
        nest: Nest::default(),
        in_body: body,
        found: RefCell::default(),
    };
    compiler.visit_body(&module.body);
    let mut found = compiler.found.into_inner();
    if source.text.contains("global") || source.text.contains("nonlocal") {
        found.extend(scopes::clashes(module, body));
    }
    found
}

fn imports_annotations(module: &ModModule) -> bool {
    module.body.iter().any(|stmt| match stmt {
        Stmt::ImportFrom(import) => {
            import.module.as_deref() == Some("__future__")
                && import
                    .names
                    .iter()
                    .any(|alias| alias.name.as_str() == "annotations")
        }
        _ => false,
    })
}

/// One scope of the nest.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Scope {
    Module,
    Class,
    Function { is_async: bool },
    Comprehension { kind: &'static str, is_async: bool },
}

/// The statements around, within the innermost function or class.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Nest {
    pub(super) in_loop: bool,
    pub(super) in_except_star: bool,
    blocks: usize,
}

pub(super) struct Compiler<'s> {
    pub(super) text: &'s str,
    pub(super) version: PythonVersion,
    pub(super) future_annotations: bool,
    checker: SemanticSyntaxChecker,
    pub(super) scopes: Vec<Scope>,
    pub(super) nest: Nest,
    in_body: bool,
    found: RefCell<Vec<Refusal>>,
}

impl<'s> Compiler<'s> {
    pub(super) fn refuse(&self, kind: RefusalKind, range: TextRange) {
        self.found.borrow_mut().push(Refusal { kind, range });
    }

    fn within(&mut self, scope: Scope, visit: impl FnOnce(&mut Self)) {
        let nest = match scope {
            Scope::Comprehension { .. } => self.nest,
            _ => Nest::default(),
        };
        let outer = std::mem::replace(&mut self.nest, nest);
        self.scopes.push(scope);
        visit(self);
        self.scopes.pop();
        self.nest = outer;
    }

    /// Visits one or more blocks' worth of statements, as CPython's frame counts them.
    fn block(&mut self, nest: Nest, body: &'s [Stmt], at: TextRange) {
        let most = if self.version >= PythonVersion::PY313 {
            21
        } else {
            20
        };
        if nest.blocks == most + 1 {
            self.refuse(RefusalKind::TooManyBlocks, at);
        }
        let outer = std::mem::replace(&mut self.nest, nest);
        self.visit_body(body);
        self.nest = outer;
    }

    fn looped(&self) -> Nest {
        Nest {
            in_loop: true,
            in_except_star: self.nest.in_except_star,
            blocks: self.nest.blocks + 1,
        }
    }

    fn check_statement(&self, stmt: &Stmt) {
        match stmt {
            Stmt::ImportFrom(import)
                if self.in_body && import.module.as_deref() == Some("__future__") =>
            {
                self.refuse(RefusalKind::FutureInBody, import.range);
            }
            Stmt::Expr(expr) if expr.value.is_starred_expr() => {
                self.refuse(RefusalKind::Starred, expr.range);
            }
            Stmt::AnnAssign(assign) => {
                if let Some(value) = assign
                    .value
                    .as_deref()
                    .filter(|value| value.is_starred_expr())
                {
                    self.refuse(RefusalKind::Starred, value.range());
                }
            }
            Stmt::Assign(assign) if assign.targets.len() > 1 => {
                for target in assign
                    .targets
                    .iter()
                    .filter(|target| target.is_starred_expr())
                {
                    let kind = SemanticSyntaxErrorKind::SingleStarredAssignment;
                    self.refuse(RefusalKind::Semantic(kind), target.range());
                }
            }
            Stmt::Try(attempt) => self.check_handlers(attempt),
            Stmt::Return(_) if self.nest.in_except_star => {
                self.refuse(RefusalKind::JumpInExceptStar, stmt.range());
            }
            Stmt::Break(_) | Stmt::Continue(_)
                if self.nest.in_except_star && !self.nest.in_loop =>
            {
                self.refuse(RefusalKind::JumpInExceptStar, stmt.range());
            }
            _ => {}
        }
    }

    /// `yield` at the left of an operator, without brackets.
    fn check_operand(&self, left: &Expr, whole: TextRange) {
        if matches!(left, Expr::Yield(_) | Expr::YieldFrom(_)) && left.start() == whole.start() {
            self.refuse(RefusalKind::Grammar, whole);
        }
    }

    /// `except:` before another handler.
    fn check_handlers(&self, attempt: &StmtTry) {
        let Some((_, earlier)) = attempt.handlers.split_last() else {
            return;
        };
        for ExceptHandler::ExceptHandler(handler) in earlier {
            if handler.type_.is_none() {
                let word = TextRange::at(handler.start(), "except".text_len());
                self.refuse(RefusalKind::DefaultExceptFirst, word);
            }
        }
    }

    /// What ruff lets pass: `yield @ a`, `a.__debug__ = 1`, `f(__debug__=1)`.
    fn check_expression(&self, expr: &Expr) {
        match expr {
            Expr::BinOp(operation) => self.check_operand(&operation.left, operation.range),
            Expr::Compare(comparison) => self.check_operand(&comparison.left, comparison.range),
            Expr::BoolOp(operation) => self.check_operand(&operation.values[0], operation.range),
            Expr::If(choice) => self.check_operand(&choice.body, choice.range),
            Expr::Attribute(attribute) if attribute.ctx == ExprContext::Store => {
                self.check_debug(&attribute.attr);
            }
            Expr::Call(call) => {
                call.arguments
                    .keywords
                    .iter()
                    .flat_map(|word| &word.arg)
                    .for_each(|name| self.check_debug(name));
            }
            _ => {}
        }
    }

    fn check_debug(&self, name: &Identifier) {
        if name.as_str() == "__debug__" {
            let kind = SemanticSyntaxErrorKind::WriteToDebug(WriteToDebugKind::Store);
            self.refuse(RefusalKind::Semantic(kind), name.range);
        }
    }

    /// Grammar that ruff lets pass: `case [a b]`.
    fn check_commas(&self, patterns: &[Pattern]) {
        for pair in patterns.windows(2) {
            let between = TextRange::new(pair[0].end(), pair[1].start());
            if !self.text[between].contains(',') {
                self.refuse(RefusalKind::Grammar, pair[1].range());
            }
        }
    }

    fn comprehension(
        &mut self,
        kind: &'static str,
        generators: &'s [Comprehension],
        elements: [Option<&'s Expr>; 2],
    ) {
        let Some((first, rest)) = generators.split_first() else {
            return;
        };
        self.visit_expr(&first.iter);
        let is_async = generators.iter().any(|generator| generator.is_async);
        self.within(Scope::Comprehension { kind, is_async }, |this| {
            this.visit_expr(&first.target);
            first.ifs.iter().for_each(|test| this.visit_expr(test));
            rest.iter()
                .for_each(|generator| this.visit_comprehension(generator));
            elements
                .into_iter()
                .flatten()
                .for_each(|element| this.visit_expr(element));
        });
    }
}

impl<'s> Visitor<'s> for Compiler<'s> {
    fn visit_stmt(&mut self, stmt: &'s Stmt) {
        let mut checker = std::mem::take(&mut self.checker);
        checker.visit_stmt(stmt, self);
        self.checker = checker;
        self.check_statement(stmt);
        match stmt {
            Stmt::FunctionDef(function) => self.function(function),
            Stmt::ClassDef(class) => self.class(class),
            Stmt::For(StmtFor {
                target,
                iter,
                body,
                orelse,
                range,
                ..
            }) => {
                self.visit_expr(iter);
                self.visit_expr(target);
                self.block(self.looped(), body, *range);
                self.visit_body(orelse);
            }
            Stmt::While(StmtWhile {
                test,
                body,
                orelse,
                range,
                ..
            }) => {
                self.visit_expr(test);
                self.block(self.looped(), body, *range);
                self.visit_body(orelse);
            }
            Stmt::With(with) => {
                with.items
                    .iter()
                    .for_each(|item| self.visit_with_item(item));
                let nest = Nest {
                    blocks: self.nest.blocks + with.items.len(),
                    ..self.nest
                };
                self.block(nest, &with.body, with.range);
            }
            Stmt::Try(StmtTry {
                is_star: true,
                body,
                handlers,
                orelse,
                finalbody,
                ..
            }) => {
                self.visit_body(body);
                let star = Nest {
                    in_except_star: true,
                    in_loop: false,
                    ..self.nest
                };
                let outer = std::mem::replace(&mut self.nest, star);
                handlers
                    .iter()
                    .for_each(|handler| self.visit_except_handler(handler));
                self.nest = outer;
                self.visit_body(orelse);
                self.visit_body(finalbody);
            }
            // Before 3.14 nothing compiles the annotation of a local variable.
            Stmt::AnnAssign(assign)
                if self.version < PythonVersion::PY314 && self.in_function_scope() =>
            {
                assign.value.iter().for_each(|value| self.visit_expr(value));
                self.visit_expr(&assign.target);
            }
            _ => walk_stmt(self, stmt),
        }
    }

    fn visit_expr(&mut self, expr: &'s Expr) {
        let mut checker = std::mem::take(&mut self.checker);
        checker.visit_expr(expr, self);
        self.checker = checker;
        match expr {
            Expr::Lambda(lambda) => self.lambda(lambda),
            Expr::ListComp(list) => {
                self.comprehension(
                    "list comprehension",
                    &list.generators,
                    [Some(&list.elt), None],
                );
            }
            Expr::SetComp(set) => {
                self.comprehension("set comprehension", &set.generators, [Some(&set.elt), None]);
            }
            Expr::DictComp(dict) => self.comprehension(
                "dict comprehension",
                &dict.generators,
                [dict.key.as_deref(), Some(&dict.value)],
            ),
            Expr::Generator(generator) => self.comprehension(
                GENERATOR,
                &generator.generators,
                [Some(&generator.elt), None],
            ),
            Expr::NumberLiteral(number) => {
                let digits = decimal_digits(&self.text[number.range]);
                if digits > 4300 {
                    self.refuse(RefusalKind::HugeInteger(digits), number.range);
                }
            }
            _ => {
                self.check_expression(expr);
                walk_expr(self, expr);
            }
        }
    }

    fn visit_pattern(&mut self, pattern: &'s Pattern) {
        match pattern {
            Pattern::MatchSequence(sequence) => self.check_commas(&sequence.patterns),
            Pattern::MatchValue(value) if value.value.is_f_string_expr() => {
                self.refuse(RefusalKind::Grammar, value.range);
            }
            _ => {}
        }
        walk_pattern(self, pattern);
    }

    fn visit_interpolated_string_element(&mut self, element: &'s InterpolatedStringElement) {
        if let InterpolatedStringElement::Interpolation(interpolation) = element
            && interpolation.expression.is_starred_expr()
        {
            self.refuse(RefusalKind::Starred, interpolation.expression.range());
        }
        walk_interpolated_string_element(self, element);
    }
}

pub(super) const GENERATOR: &str = "generator expression";

/// How many digits a decimal integer literal has; 0 for every other number.
fn decimal_digits(literal: &str) -> usize {
    let digits = literal.bytes().filter(u8::is_ascii_digit).count();
    let plain = literal
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'_');
    if plain { digits } else { 0 }
}

impl<'s> Compiler<'s> {
    fn function(&mut self, function: &'s StmtFunctionDef) {
        for decorator in &function.decorator_list {
            self.visit_decorator(decorator);
        }
        if let Some(parameters) = &function.type_params {
            self.visit_type_params(parameters);
        }
        walk_parameters(self, &function.parameters);
        if let Some(returns) = &function.returns {
            self.visit_annotation(returns);
        }
        self.within(
            Scope::Function {
                is_async: function.is_async,
            },
            |this| {
                walk_body(this, &function.body);
            },
        );
    }

    fn class(&mut self, class: &'s StmtClassDef) {
        for decorator in &class.decorator_list {
            self.visit_decorator(decorator);
        }
        if let Some(parameters) = &class.type_params {
            self.visit_type_params(parameters);
        }
        if let Some(arguments) = &class.arguments {
            self.visit_arguments(arguments);
        }
        self.within(Scope::Class, |this| walk_body(this, &class.body));
    }

    fn lambda(&mut self, lambda: &'s ExprLambda) {
        if let Some(parameters) = &lambda.parameters {
            walk_parameters(self, parameters);
        }
        self.within(Scope::Function { is_async: false }, |this| {
            this.visit_expr(&lambda.body)
        });
    }

    /// The scope that decides whether `await` and `yield` are at home: comprehensions see through.
    pub(super) fn owner(&self) -> Scope {
        let owner = |scope: &&Scope| !matches!(scope, Scope::Comprehension { .. });
        *self
            .scopes
            .iter()
            .rev()
            .find(owner)
            .unwrap_or(&Scope::Module)
    }

    pub(super) fn innermost(&self) -> Scope {
        *self.scopes.last().unwrap_or(&Scope::Module)
    }
}
