//! Statements.

use smol_str::SmolStr;
use text_size::TextRange;

use super::Lowering;
use super::tree::{At, Field, Kind};
use crate::ir::*;

impl Lowering<'_> {
    /// The statements of the block, function or script at `at`, whose scope is open and filled:
    /// the functions first.
    pub(super) fn statements(&mut self, at: At) -> Block {
        let tree = self.tree;
        let mut out = Vec::new();
        self.functions_of(at, &mut out);
        for child in tree.named(at) {
            if tree.kind(child) != Kind::FunctionDeclaration {
                self.stmt(child, &mut out);
            }
        }
        out
    }

    /// The function declarations among the children of `at`.
    fn functions_of(&mut self, at: At, out: &mut Block) {
        let tree = self.tree;
        for child in tree.named(at) {
            if tree.kind(child) == Kind::FunctionDeclaration {
                self.stmt(child, out);
            }
        }
    }

    /// Lowers the statement at `at`: to none, one, or several.
    pub(super) fn stmt(&mut self, at: At, out: &mut Block) {
        self.depth += 1;
        match self.depth > super::MAX_DEPTH {
            true => self.stmt_too_deep(at, out),
            false => self.stmt_kind(at, out),
        }
        self.depth -= 1;
    }

    fn stmt_kind(&mut self, at: At, out: &mut Block) {
        let tree = self.tree;
        if tree.damaged {
            // Inside an error nobody has done so.
            self.declare_lexical(at);
            self.errors_of(at, out);
        }
        let kind = match tree.kind(at) {
            Kind::ExpressionStatement if self.begins_with_brace(at) => {
                StmtKind::Block(self.only_braces(at))
            }
            Kind::ExpressionStatement => {
                // `let`, and the names in the next line: to tree-sitter two statements.
                self.program.damaged |= self.begins_declaration(at) || self.text(at) == "let";
                StmtKind::Expr(self.only_expr(at))
            }
            Kind::LexicalDeclaration | Kind::UsingDeclaration | Kind::VariableDeclaration => {
                return self.declaration(at, out);
            }
            Kind::FunctionDeclaration => return self.function_declaration(at, out),
            Kind::ClassDeclaration => return self.class_declaration(at, out),
            Kind::Return => return self.return_statement(at, out),
            Kind::If => self.if_statement(at),
            Kind::For => return self.for_statement(at, &[], out),
            Kind::ForIn => return self.for_in_statement(at, &[], out),
            Kind::While => self.while_statement(at, false),
            Kind::Do => self.while_statement(at, true),
            Kind::Switch => return self.switch_statement(at, out),
            Kind::Try => self.try_statement(at),
            Kind::Throw => StmtKind::Throw(Some(self.only_expr(at))),
            Kind::Break => StmtKind::Break(self.label(at)),
            Kind::Continue => StmtKind::Continue(self.label(at)),
            Kind::Labeled => return self.labeled_statement(at, out),
            Kind::StatementBlock => StmtKind::Block(self.block(at)),
            Kind::With => return self.with_statement(at, out),
            Kind::Import => return self.import_statement(at, out),
            Kind::Export => return self.export_statement(at, out),
            Kind::Empty | Kind::Debugger => return,
            _ => return self.broken(at, out),
        };
        out.push(Stmt {
            kind,
            range: tree.range(at),
        });
    }

    /// The one expression of a statement.
    fn only_expr(&mut self, at: At) -> ExprId {
        match self.tree.first(at) {
            Some(inner) if !self.is_broken(at) => self.expr(inner),
            _ => self.unknown_parts(at),
        }
    }

    fn only_braces(&mut self, at: At) -> Block {
        self.tree
            .first(at)
            .map(|inner| self.braces(inner))
            .unwrap_or_default()
    }

    /// One statement for every variable; `var x` without a value is none.
    fn declaration(&mut self, at: At, out: &mut Block) {
        let tree = self.tree;
        let is_var = tree.kind(at) == Kind::VariableDeclaration;
        let single = tree.named(at).count() == 1;
        for child in tree
            .named(at)
            .filter(|&child| tree.kind(child) == Kind::Declarator)
        {
            let Some(name) = tree.child(child, Field::Name) else {
                continue;
            };
            if tree.damaged {
                self.declare_unbound(child);
            }
            let value = match self.is_broken(child) {
                true => Some(self.unknown_value(child)),
                false => tree
                    .child(child, Field::Value)
                    .map(|value| self.expr(value)),
            };
            // `const x = ;`
            let value = match self.is_broken(at) {
                true => value.or_else(|| Some(self.unknown_value(child))),
                false => value,
            };
            if value.is_some() || !is_var {
                let kind = StmtKind::Declare {
                    pattern: self.pattern(name),
                    value,
                };
                out.push(Stmt {
                    kind,
                    range: tree.range(if single { at } else { child }),
                });
            }
        }
    }

    /// `return` ends at the end of its line; tree-sitter reads on if the next begins with `(`.
    fn return_statement(&mut self, at: At, out: &mut Block) {
        let range = self.tree.range(at);
        let Some(value) = self.tree.first(at) else {
            return out.push(Stmt {
                kind: StmtKind::Return(None),
                range,
            });
        };
        let keyword = TextRange::at(range.start(), 6.into());
        let value_range = self.tree.range(value);
        let broken_off = self.breaks_line(keyword.end(), value_range.start());
        let value = self.only_expr(at);
        match broken_off {
            true => out.extend([
                Stmt {
                    kind: StmtKind::Return(None),
                    range: keyword,
                },
                Stmt {
                    kind: StmtKind::Expr(value),
                    range: value_range,
                },
            ]),
            false => out.push(Stmt {
                kind: StmtKind::Return(Some(value)),
                range,
            }),
        }
    }

    fn if_statement(&mut self, at: At) -> StmtKind {
        let tree = self.tree;
        let test = self.field_expr(at, Field::Condition);
        let then = self.field_body(at, Field::Consequence);
        let otherwise = tree
            .child(at, Field::Alternative)
            .and_then(|clause| tree.first(clause));
        StmtKind::If {
            test,
            then,
            otherwise: otherwise.map(|body| self.body(body)).unwrap_or_default(),
        }
    }

    fn field_body(&mut self, at: At, field: Field) -> Block {
        self.tree
            .child(at, field)
            .map(|body| self.body(body))
            .unwrap_or_default()
    }

    /// A block, or the one statement that stands for it.
    fn body(&mut self, at: At) -> Block {
        if self.tree.kind(at) == Kind::StatementBlock {
            return self.block(at);
        }
        let mut out = Vec::new();
        self.scopes.open_block();
        self.declare_lexical(at);
        self.stmt(at, &mut out);
        self.scopes.close();
        out
    }

    pub(super) fn block(&mut self, at: At) -> Block {
        self.scopes.open_block();
        self.declare_block_level(at);
        let block = self.statements(at);
        self.scopes.close();
        block
    }

    fn while_statement(&mut self, at: At, test_after: bool) -> StmtKind {
        let test = self.field_expr(at, Field::Condition);
        StmtKind::While {
            test: Some(test),
            test_after,
            update: None,
            body: self.field_body(at, Field::Body),
            otherwise: Vec::new(),
        }
    }

    /// `for (;;)`: what it declares, then the loop, labelled, in a block of their own.
    fn for_statement(&mut self, at: At, labels: &[(SmolStr, TextRange)], out: &mut Block) {
        let tree = self.tree;
        let range = tree.range(at);
        let mut prefix = Vec::new();
        self.scopes.open_block();
        if let Some(initializer) = tree.child(at, Field::Initializer) {
            self.declare_lexical(initializer);
            self.for_initializer(initializer, &mut prefix);
        }
        let condition = tree.child(at, Field::Condition);
        let kind = StmtKind::While {
            test: condition
                .filter(|&condition| tree.kind(condition) != Kind::Empty)
                .map(|condition| self.expr(condition)),
            test_after: false,
            update: tree
                .child(at, Field::Increment)
                .map(|update| self.expr(update)),
            body: self.field_body(at, Field::Body),
            otherwise: Vec::new(),
        };
        self.scopes.close();
        let whole = labelled(kind, range, labels);
        out.push(after(prefix, whole, range));
    }

    fn for_initializer(&mut self, at: At, out: &mut Block) {
        match self.tree.kind(at) {
            Kind::LexicalDeclaration | Kind::VariableDeclaration => self.declaration(at, out),
            Kind::Empty => {}
            _ => {
                let kind = StmtKind::Expr(self.expr(at));
                out.push(Stmt {
                    kind,
                    range: self.tree.range(at),
                });
            }
        }
    }

    /// `for … in`, `for … of`. The `var` of its head is one variable for all rounds, and assigned.
    fn for_in_statement(&mut self, at: At, labels: &[(SmolStr, TextRange)], out: &mut Block) {
        let tree = self.tree;
        let range = tree.range(at);
        let declares = [Kind::Let, Kind::Const, Kind::Using]
            .iter()
            .any(|&kind| tree.has(at, kind));
        let left = tree.child(at, Field::Left);
        self.initial_value(at, left, out);
        self.scopes.open_block();
        if let Some(left) = left.filter(|_| declares) {
            self.declare_names(left, self.declaration_kind(at));
        }
        let iterable = self.field_expr(at, Field::Right);
        let pattern = match left {
            Some(left) if !self.is_broken(at) => self.pattern(left),
            _ => Pattern::Unknown(Vec::new()),
        };
        let kind = StmtKind::For {
            pattern,
            declares,
            iterable,
            kind: self.for_kind(at),
            body: self.field_body(at, Field::Body),
            otherwise: Vec::new(),
        };
        self.scopes.close();
        out.push(labelled(kind, range, labels));
    }

    /// `for (var x = 1 in …)`.
    fn initial_value(&mut self, at: At, left: Option<At>, out: &mut Block) {
        if let (Some(left), Some(value)) = (left, self.tree.child(at, Field::Value)) {
            let value = Some(self.expr(value));
            let kind = StmtKind::Declare {
                pattern: self.pattern(left),
                value,
            };
            out.push(Stmt {
                kind,
                range: self.tree.range(left),
            });
        }
    }

    fn for_kind(&self, at: At) -> ForKind {
        let tree = self.tree;
        let mut awaits = tree
            .children(at)
            .take_while(|&child| tree.field(child) != Field::Left);
        // `for (await using x of …)` awaits the end of x, not the elements.
        let awaited = awaits.next().is_some_and(|first| {
            tree.kind(first) == Kind::AwaitKeyword && self.text_before(first).ends_with("for")
        });
        match tree.has(at, Kind::In) {
            true => ForKind::Keys,
            false if awaited => ForKind::AsyncElements,
            false => ForKind::Elements,
        }
    }

    /// The code before `at`, without white space.
    fn text_before(&self, at: At) -> &str {
        self.source[..self.tree.range(at).start().into()].trim_end()
    }

    /// The functions of all cases belong to the whole switch.
    fn switch_statement(&mut self, at: At, out: &mut Block) {
        let tree = self.tree;
        let range = tree.range(at);
        let subject = self.field_expr(at, Field::Value);
        let body = tree.child(at, Field::Body);
        let cases_at: Vec<At> = body
            .map(|body| tree.named(body).collect())
            .unwrap_or_default();
        self.scopes.open_block();
        for &case in &cases_at {
            self.declare_block_level(case);
        }
        let mut prefix = Vec::new();
        for &case in &cases_at {
            self.functions_of(case, &mut prefix);
        }
        let cases = cases_at
            .into_iter()
            .map(|case| self.switch_case(case))
            .collect();
        self.scopes.close();
        let whole = Stmt {
            kind: StmtKind::Switch { subject, cases },
            range,
        };
        out.push(after(prefix, whole, range));
    }

    fn switch_case(&mut self, at: At) -> (Option<ExprId>, Block) {
        let tree = self.tree;
        let test = match tree.kind(at) {
            Kind::SwitchCase => Some(self.field_expr(at, Field::Value)),
            Kind::SwitchDefault => None,
            _ => Some(self.unknown_parts(at)),
        };
        let mut body = Vec::new();
        for child in tree.named(at) {
            let is_statement = tree.field(child) == Field::Body || tree.kind(child) == Kind::Error;
            if is_statement && tree.kind(child) != Kind::FunctionDeclaration {
                self.stmt(child, &mut body);
            }
        }
        (test, body)
    }

    fn try_statement(&mut self, at: At) -> StmtKind {
        let tree = self.tree;
        let body = self.field_body(at, Field::Body);
        let handlers = tree
            .child(at, Field::Handler)
            .map(|clause| self.handler(clause));
        let finally = tree.child(at, Field::Finalizer);
        StmtKind::Try {
            body,
            handlers: handlers.into_iter().collect(),
            otherwise: Vec::new(),
            finally: finally
                .map(|clause| self.field_body(clause, Field::Body))
                .unwrap_or_default(),
        }
    }

    fn handler(&mut self, at: At) -> Handler {
        let tree = self.tree;
        self.scopes.open_block();
        let parameter = tree.child(at, Field::Parameter);
        if let Some(parameter) = parameter {
            self.declare_names(parameter, VariableKind::Caught);
        }
        let handler = Handler {
            types: None,
            pattern: parameter.map(|parameter| self.pattern(parameter)),
            body: self.field_body(at, Field::Body),
            range: tree.range(at),
        };
        self.scopes.close();
        handler
    }

    fn label(&self, at: At) -> Option<SmolStr> {
        self.tree
            .child(at, Field::Label)
            .map(|label| self.smol_name(label))
    }

    /// The labels of a loop stand right before it, whatever else it is lowered to.
    fn labeled_statement(&mut self, at: At, out: &mut Block) {
        let tree = self.tree;
        let mut labels = Vec::new();
        let mut inner = at;
        while tree.kind(inner) == Kind::Labeled
            && let Some(body) = tree.child(inner, Field::Body)
        {
            labels.extend(self.label(inner).map(|label| (label, tree.range(inner))));
            inner = body;
        }
        match tree.kind(inner) {
            _ if labels.len() as u32 + self.depth > super::MAX_DEPTH => self.stmt_too_deep(at, out),
            Kind::Labeled => {}
            Kind::For => self.for_statement(inner, &labels, out),
            Kind::ForIn => self.for_in_statement(inner, &labels, out),
            _ => {
                let mut body = Vec::new();
                self.stmt(inner, &mut body);
                let kind = match body.pop() {
                    Some(only) if body.is_empty() => only.kind,
                    last => {
                        body.extend(last);
                        StmtKind::Block(body)
                    }
                };
                out.push(labelled(kind, tree.range(inner), &labels));
            }
        }
    }

    /// Names in the body may be properties of the object; whether the body goes through to its end
    /// cannot be told.
    fn with_statement(&mut self, at: At, out: &mut Block) {
        let range = self.tree.range(at);
        let object = self.field_expr(at, Field::Object);
        self.scopes.open_with();
        let then = self.field_body(at, Field::Body);
        self.scopes.close();
        let test = self.push(ExprKind::Unknown(vec![object]), range);
        let kind = StmtKind::If {
            test,
            then,
            otherwise: Vec::new(),
        };
        out.push(Stmt { kind, range });
    }
}

/// `kind` behind its labels, the outermost first.
pub(super) fn labelled(kind: StmtKind, range: TextRange, labels: &[(SmolStr, TextRange)]) -> Stmt {
    labels
        .iter()
        .rev()
        .fold(Stmt { kind, range }, |inner, (label, range)| Stmt {
            kind: StmtKind::Labeled(label.clone(), Box::new(inner)),
            range: *range,
        })
}

/// `whole`, which takes up `range`, after what has to be done before it.
fn after(mut prefix: Block, whole: Stmt, range: TextRange) -> Stmt {
    if prefix.is_empty() {
        return whole;
    }
    prefix.push(whole);
    Stmt {
        kind: StmtKind::Block(prefix),
        range,
    }
}
