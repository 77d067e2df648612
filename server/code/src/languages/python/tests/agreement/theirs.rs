//! What ruff sees.

use ruff_python_ast::visitor::source_order::{SourceOrderVisitor, TraversalSignal, walk_module};
use ruff_python_ast::{self as ast, AnyNodeRef, Expr as Ast, ExprContext, Mod, Number};
use ruff_text_size::Ranged;

use super::Fact;

pub(super) struct Theirs<'s> {
    source: &'s str,
    facts: Vec<Fact>,
    /// Expressions that the lowering leaves out on purpose.
    ignored: Vec<ruff_text_size::TextRange>,
}

impl<'s> Theirs<'s> {
    pub(super) fn of(source: &'s str, module: &Mod) -> Vec<Fact> {
        let mut theirs = Theirs {
            source,
            facts: Vec::new(),
            ignored: Vec::new(),
        };
        walk_module(&mut theirs, module);
        theirs.facts
    }

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
