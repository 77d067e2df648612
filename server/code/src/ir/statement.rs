//! Statements, the patterns they write to, and the cases of `match`.

use smol_str::SmolStr;
use text_size::TextRange;

use super::{Block, ClassId, ExprId, FunctionId, Key, VarId};

/// A statement.
#[derive(Debug)]
pub struct Stmt {
    /// What it does.
    pub kind: StmtKind,
    /// All of it.
    pub range: TextRange,
}

impl Stmt {
    /// The statements directly within, block by block as they stand in the code. Functions and classes have their own.
    pub fn each_within<'s>(&'s self, each: &mut dyn FnMut(&'s [Stmt])) {
        match &self.kind {
            StmtKind::If {
                then, otherwise, ..
            } => {
                each(then);
                each(otherwise);
            }
            StmtKind::While {
                body, otherwise, ..
            }
            | StmtKind::For {
                body, otherwise, ..
            } => {
                each(body);
                each(otherwise);
            }
            StmtKind::Try {
                body,
                handlers,
                otherwise,
                finally,
            } => {
                each(body);
                handlers.iter().for_each(|handler| each(&handler.body));
                each(otherwise);
                each(finally);
            }
            StmtKind::With { body, .. } | StmtKind::Block(body) => each(body),
            StmtKind::Switch { cases, .. } => cases.iter().for_each(|(_, body)| each(body)),
            StmtKind::Match { cases, .. } => cases.iter().for_each(|case| each(&case.body)),
            StmtKind::Labeled(_, inner) => each(std::slice::from_ref(inner)),
            _ => {}
        }
    }
}

/// What a statement does.
#[derive(Debug)]
pub enum StmtKind {
    /// Evaluate and drop.
    Expr(ExprId),
    /// Bind anew: JavaScript `let`, `const`, `var` (`var` without a value is left out).
    Declare {
        /// What is bound.
        pattern: Pattern,
        /// Its value; `let x;` binds `undefined`.
        value: Option<ExprId>,
    },
    /// `a = b = value` (Python; JavaScript's assignment is an expression).
    Assign {
        /// The targets, left to right; each receives the value.
        targets: Vec<Pattern>,
        /// The value.
        value: ExprId,
    },
    /// `def f`, `function f`. Python decorators are `decorators`, innermost last.
    Function {
        /// The variable.
        variable: VarId,
        /// The function.
        function: FunctionId,
        /// Python decorators: the value bound is unknown unless there are none.
        decorators: Vec<ExprId>,
    },
    /// `class C`.
    Class {
        /// The variable.
        variable: VarId,
        /// The class.
        class: ClassId,
    },
    /// `return`, with its value.
    Return(Option<ExprId>),
    /// `if`.
    If {
        /// The condition.
        test: ExprId,
        /// When it holds.
        then: Block,
        /// When it does not (`elif` is an `If` in here).
        otherwise: Block,
    },
    /// `while`, `do … while`, `for (;;)`.
    While {
        /// The condition; `None` is forever.
        test: Option<ExprId>,
        /// The condition is first asked after the body.
        test_after: bool,
        /// The third part of `for (;;)`; `continue` goes through it.
        update: Option<ExprId>,
        /// What is repeated.
        body: Block,
        /// Python's `else`: runs unless `break` left the loop.
        otherwise: Block,
    },
    /// `for … in`, `for … of`.
    For {
        /// What receives each element; bound anew each time if it was declared in the loop's head.
        pattern: Pattern,
        /// The pattern is a declaration (`const x of`), not an assignment; `var` is one variable for
        /// all rounds, and assigned.
        declares: bool,
        /// What is walked.
        iterable: ExprId,
        /// How.
        kind: ForKind,
        /// What is repeated.
        body: Block,
        /// Python's `else`.
        otherwise: Block,
    },
    /// `try`.
    Try {
        /// The guarded statements.
        body: Block,
        /// The handlers, in order.
        handlers: Vec<Handler>,
        /// Python's `else`: after the body, unguarded.
        otherwise: Block,
        /// `finally`; empty where there is none.
        finally: Block,
    },
    /// `with`; the context manager may swallow exceptions only if it is not known not to.
    With {
        /// Managers and what they bind.
        items: Vec<(ExprId, Option<Pattern>)>,
        /// The guarded statements.
        body: Block,
    },
    /// JavaScript's `switch`, with fall-through.
    Switch {
        /// What is compared.
        subject: ExprId,
        /// `case e:` or, with `None`, `default:`.
        cases: Vec<(Option<ExprId>, Block)>,
    },
    /// Python's `match`.
    Match {
        /// What is matched.
        subject: ExprId,
        /// The cases, in order.
        cases: Vec<MatchCase>,
    },
    /// `label: statement`.
    Labeled(SmolStr, Box<Stmt>),
    /// `break`, with its label.
    Break(Option<SmolStr>),
    /// `continue`, with its label.
    Continue(Option<SmolStr>),
    /// `raise`, `throw`.
    Throw(Option<ExprId>),
    /// `assert`.
    Assert {
        /// What must hold.
        test: ExprId,
        /// What is said otherwise.
        message: Option<ExprId>,
    },
    /// Python's `del`.
    Delete(Vec<Pattern>),
    /// Imports: indices into [`super::Program::imports`].
    Import(Vec<u32>),
    /// `{ … }`.
    Block(Block),
    /// Not modelled: what it evaluates, and every variable it may bind, are forgotten.
    Unknown {
        /// What it evaluates.
        exprs: Vec<ExprId>,
        /// What it may bind.
        binds: Vec<VarId>,
    },
}

/// How `for` walks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ForKind {
    /// The elements: Python `for … in`, JavaScript `for … of`.
    Elements,
    /// The same, awaited.
    AsyncElements,
    /// The keys as text: JavaScript `for … in`.
    Keys,
}

/// `except` or `catch`.
#[derive(Debug)]
pub struct Handler {
    /// The exception type or tuple of types (Python); `None` catches all.
    pub types: Option<ExprId>,
    /// What the exception is bound to; unbound again however the handler is left.
    pub pattern: Option<Pattern>,
    /// What happens then.
    pub body: Block,
    /// All of it.
    pub range: TextRange,
}

/// One `case` of a `match`.
#[derive(Debug)]
pub struct MatchCase {
    /// What must match.
    pub pattern: MatchPattern,
    /// `if …`.
    pub guard: Option<ExprId>,
    /// What happens then.
    pub body: Block,
}

/// A pattern of `match`.
#[derive(Debug)]
pub enum MatchPattern {
    /// `_`, or a pattern that is not modelled and binds nothing.
    Wildcard,
    /// A literal or dotted name, compared by equality (`None`, `True`, `False` by identity).
    Value(ExprId),
    /// Binds the subject.
    Capture(VarId, TextRange),
    /// `pattern as name`.
    As(Box<MatchPattern>, VarId, TextRange),
    /// `a | b`.
    Or(Vec<MatchPattern>),
    /// `[a, *rest, b]`: the index of the starred pattern, if there is one.
    Sequence(Vec<MatchPattern>, Option<usize>),
    /// `{"k": pattern, **rest}`.
    Mapping(Vec<(ExprId, MatchPattern)>, Option<VarId>),
    /// `Class(positional, key=pattern)`.
    Class(ExprId, Vec<MatchPattern>, Vec<(SmolStr, MatchPattern)>),
    /// May or may not match; binds these.
    Unknown(Vec<VarId>),
}

/// What an assignment writes to.
#[derive(Debug)]
pub enum Pattern {
    /// A variable.
    Var(VarId, TextRange),
    /// `object.name`; the range is the name's.
    Member(ExprId, SmolStr, TextRange),
    /// `object[index]`; the range is the index's.
    Index(ExprId, ExprId, TextRange),
    /// `object[a:b]`: the object. Evaluating the bounds has no effect; where it may have one the
    /// target is [`Pattern::Unknown`].
    Slice(ExprId),
    /// `[a, ...rest]`, `(a, *rest)`: every element (`None` is a hole), and which one is the rest.
    Array(Vec<Option<Pattern>>, Option<usize>),
    /// `{a, b: c, ...rest}` of JavaScript.
    Object(Vec<(Key, Pattern)>, Option<Box<Pattern>>),
    /// `pattern = default` inside a JavaScript pattern.
    Default(Box<Pattern>, ExprId),
    /// Not modelled: the expressions are evaluated and whatever they reach is forgotten.
    Unknown(Vec<ExprId>),
}
