//! The one small language that both Python and JavaScript are lowered to.
//!
//! Structured, not a graph: statements hold blocks, expressions stand in an arena and are named by
//! [`ExprId`], which is also the identity of an allocation site. Names are resolved by the
//! lowering: a use is a [`VarId`] of some function, or a [`ExprKind::Global`] that the code does
//! not define itself. All ranges are bytes of the decoded code.

mod operators;

use smol_str::SmolStr;
use text_size::TextRange;

pub use operators::{BinaryOp, CompareOp, LogicalOp, UnaryOp};

/// Index into [`Program::exprs`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ExprId(pub u32);

/// Index into [`Program::variables`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VarId(pub u32);

/// Index into [`Program::functions`]; [`FunctionId::TOP`] is the module or body itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FunctionId(pub u32);

/// Index into [`Program::classes`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClassId(pub u32);

impl FunctionId {
    /// The module (Dify) or the body that the host wraps (n8n).
    pub const TOP: FunctionId = FunctionId(0);
}

/// A lowered snippet.
#[derive(Debug, Default)]
pub struct Program {
    /// The expressions.
    pub exprs: Vec<Expr>,
    /// The functions; the first is [`FunctionId::TOP`].
    pub functions: Vec<Function>,
    /// The classes.
    pub classes: Vec<Class>,
    /// Every variable of every function.
    pub variables: Vec<Variable>,
    /// Every import, wherever it stands (`require` and `import()` are calls, not listed here).
    pub imports: Vec<Import>,
    /// Every annotation of Python, in order.
    pub annotations: Vec<Annotation>,
    /// Every place where a name is bound, declared or written, and whose; a place may come twice. Where one is read
    /// stands an [`ExprKind::Var`].
    pub bound: Vec<(TextRange, VarId)>,
    /// Every comment, delimiters included.
    pub comments: Vec<TextRange>,
    /// The tree had errors: some statements may be missing or `Unknown`.
    pub damaged: bool,
}

impl Program {
    /// The expression of `id`.
    pub fn expr(&self, id: ExprId) -> &Expr {
        &self.exprs[id.0 as usize]
    }

    /// The function of `id`.
    pub fn function(&self, id: FunctionId) -> &Function {
        &self.functions[id.0 as usize]
    }

    /// The class of `id`.
    pub fn class(&self, id: ClassId) -> &Class {
        &self.classes[id.0 as usize]
    }

    /// The variable of `id`.
    pub fn variable(&self, id: VarId) -> &Variable {
        &self.variables[id.0 as usize]
    }
}

/// A variable: one per declaration and function, however often the function runs.
#[derive(Debug, Clone)]
pub struct Variable {
    /// Its name.
    pub name: SmolStr,
    /// The function it belongs to.
    pub function: FunctionId,
    /// What introduced it.
    pub kind: VariableKind,
    /// The name at its first declaration.
    pub declared: TextRange,
    /// An inner function reads or writes it.
    pub captured: bool,
    /// A name that only the Python class body around it sees.
    pub in_class: bool,
}

/// What introduces a variable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VariableKind {
    /// A parameter.
    Parameter,
    /// Python: bound anywhere in its function. JavaScript: `var`.
    Local,
    /// `let`.
    Let,
    /// `const`.
    Const,
    /// A `def` or function declaration.
    Function,
    /// A `class`.
    Class,
    /// An import.
    Import,
    /// The target of `catch` / `except … as`.
    Caught,
    /// Sloppy JavaScript: assigned without any declaration, so a property of the global object, of [`FunctionId::TOP`].
    /// Until it is assigned it is what the platform gives by that name, if anything.
    ImplicitGlobal,
}

/// A function of either language, or the top itself.
#[derive(Debug)]
pub struct Function {
    /// Its name, if it has one of its own.
    pub name: Option<SmolStr>,
    /// The name, else the first token (`lambda`, `(`, `function`); empty for the top.
    pub name_range: TextRange,
    /// All of it.
    pub range: TextRange,
    /// The function around it; the top stands in itself.
    pub outer: FunctionId,
    /// How it came about.
    pub kind: FunctionKind,
    /// Its parameters, in order.
    pub params: Vec<Param>,
    /// The range from `(` to `)` of the parameters, where there are parentheses.
    pub params_range: Option<TextRange>,
    /// What it does.
    pub body: Body,
    /// `async`.
    pub is_async: bool,
    /// Holds a `yield` of its own.
    pub is_generator: bool,
}

/// How a function came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FunctionKind {
    /// The module or body.
    Top,
    /// `def`, `function`.
    Plain,
    /// `lambda`, `=>`: no `this`, no `arguments` of its own.
    Arrow,
    /// A method, getter or setter of a class or object literal.
    Method,
}

/// The body of a function.
#[derive(Debug)]
pub enum Body {
    /// Statements.
    Block(Block),
    /// The one expression that is returned.
    Expr(ExprId),
}

/// Statements in order. JavaScript function declarations have been moved to the front.
pub type Block = Vec<Stmt>;

/// A parameter.
#[derive(Debug)]
pub struct Param {
    /// What it binds.
    pub pattern: Pattern,
    /// Its default; evaluated at definition in Python, at call in JavaScript.
    pub default: Option<ExprId>,
    /// How arguments reach it.
    pub kind: ParamKind,
    /// Its annotation (Python).
    pub annotation: Option<TextRange>,
    /// The whole parameter.
    pub range: TextRange,
}

/// How arguments reach a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParamKind {
    /// By position or, in Python, by name.
    Normal,
    /// Python, before `/`.
    PositionalOnly,
    /// Python, after `*`.
    KeywordOnly,
    /// `*args`, `...rest`.
    Rest,
    /// `**kwargs`.
    KeywordRest,
}

/// A class. Methods are functions of their own; fields with initialisers are listed.
#[derive(Debug)]
pub struct Class {
    /// Its name, if it has one.
    pub name: Option<SmolStr>,
    /// All of it.
    pub range: TextRange,
    /// Base classes, decorators, metaclass: evaluated, otherwise not modelled.
    pub bases: Vec<ExprId>,
    /// Methods by name (`__init__`, `constructor` included). Python: those neither decorated nor bound a second time in
    /// the class body. JavaScript: static ones too, but no accessors and none under computed keys: `Unknown` in `body`.
    pub methods: Vec<(SmolStr, FunctionId)>,
    /// The class body's statements, those that define methods too (Python), or static blocks and
    /// field initialisers. A Python class-level name is a variable of the function around that only
    /// the body sees. JavaScript: a static one is the call of a function, others [`StmtKind::Unknown`].
    pub body: Block,
}

/// An annotation of a parameter, a result or a variable; nothing here evaluates it. Python itself does up
/// to 3.13 in modules, classes and signatures (reference dify 2.4), and its names are used.
#[derive(Debug, Clone, Copy)]
pub struct Annotation {
    /// What it says.
    pub expr: ExprId,
    /// The function it stands in; for a signature the function around.
    pub function: FunctionId,
    /// The variable it is about, if it is one.
    pub variable: Option<VarId>,
}

/// An import statement's effect on one name.
#[derive(Debug, Clone)]
pub struct Import {
    /// The module as written (`os.path`; for `from . import x` the dots too).
    pub module: SmolStr,
    /// The module as written in the code.
    pub module_range: TextRange,
    /// The imported name: `None` binds the module itself, `*` everything.
    pub name: Option<SmolStr>,
    /// The imported name, else the module.
    pub name_range: TextRange,
    /// The variable it binds (for `import a.b` the variable is `a`); `None` for `*`.
    pub variable: Option<VarId>,
    /// `import a.b as c`, `from a import b as c`.
    pub renamed: bool,
    /// The number of leading dots of a relative import.
    pub level: u32,
    /// The function it stands in.
    pub function: FunctionId,
    /// It stands in a `try` that handles its failure.
    pub guarded: bool,
}

/// A statement.
#[derive(Debug)]
pub struct Stmt {
    /// What it does.
    pub kind: StmtKind,
    /// All of it.
    pub range: TextRange,
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
    /// Imports: indices into [`Program::imports`].
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

/// An expression.
#[derive(Debug)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// All of it.
    pub range: TextRange,
}

/// What an expression is.
#[derive(Debug)]
pub enum ExprKind {
    /// A literal.
    Literal(Literal),
    /// A variable of the code.
    Var(VarId),
    /// A name that the code does not define: a built-in, the platform's, or undefined.
    Global(SmolStr),
    /// JavaScript `this`.
    This,
    /// `super` (JavaScript; Python's is a call of a global).
    Super,
    /// `[…]`, `(…,)`, `{…}` of values.
    Array(ArrayLiteral, Vec<Element>),
    /// `{…}` of keys and values.
    Object(Vec<Property>),
    /// Text with holes: f-strings, template literals, implicit concatenation of those.
    Template(Vec<TemplatePart>),
    /// `` tag`…` ``: the tag and the holes.
    TaggedTemplate(ExprId, Vec<ExprId>),
    /// `not x`, `-x`, `typeof x`, …
    Unary(UnaryOp, ExprId),
    /// Arithmetic, bits, and JavaScript's `,` is [`ExprKind::Sequence`].
    Binary(BinaryOp, ExprId, ExprId),
    /// A comparison; Python's chains keep their middle operands.
    Compare(ExprId, Vec<(CompareOp, ExprId)>),
    /// `and`, `or`, `&&`, `||`, `??`.
    Logical(LogicalOp, ExprId, ExprId),
    /// `a if test else b`, `test ? a : b`.
    Conditional {
        /// The condition.
        test: ExprId,
        /// When it holds.
        then: ExprId,
        /// When it does not.
        otherwise: ExprId,
    },
    /// JavaScript's `target = value`, Python's walrus.
    Assign(Box<Pattern>, ExprId),
    /// `target += value`, as statement and as expression; the target is evaluated once.
    AssignOp(BinaryOp, Box<Pattern>, ExprId),
    /// `target ||= value`, `&&=`, `??=`.
    AssignLogical(LogicalOp, Box<Pattern>, ExprId),
    /// `++`, `--`.
    Update {
        /// `+1` or `-1`.
        step: i8,
        /// The value is that after the step.
        prefix: bool,
        /// What is stepped.
        target: Box<Pattern>,
    },
    /// `object.name`.
    Member {
        /// The object.
        object: ExprId,
        /// The name.
        name: SmolStr,
        /// The name in the code.
        name_range: TextRange,
        /// `?.`
        optional: bool,
    },
    /// `object[index]`.
    Index {
        /// The object.
        object: ExprId,
        /// The index.
        index: ExprId,
        /// `?.[`
        optional: bool,
    },
    /// `object[a:b:c]`.
    Slice {
        /// The object.
        object: ExprId,
        /// Start, stop, step.
        parts: [Option<ExprId>; 3],
    },
    /// A whole optional chain: `undefined` if any `optional` link inside met nothing.
    OptionalChain(ExprId),
    /// `callee(…)`.
    Call {
        /// What is called.
        callee: ExprId,
        /// The arguments in order.
        args: Vec<Arg>,
        /// `?.(`
        optional: bool,
    },
    /// `new callee(…)`.
    New {
        /// The class.
        callee: ExprId,
        /// The arguments.
        args: Vec<Arg>,
    },
    /// A lambda, arrow or function expression. Where JavaScript's `function f() {}` uses its own
    /// name, it stands in an [`ExprKind::Assign`] to a variable that only it sees; classes too.
    Function(FunctionId),
    /// A class expression.
    Class(ClassId),
    /// A comprehension or generator expression.
    Comprehension {
        /// What it makes.
        kind: ComprehensionKind,
        /// The element, or for a dict the key.
        element: ExprId,
        /// For a dict the value.
        value: Option<ExprId>,
        /// `for … in …`, `if …`, outermost first.
        clauses: Vec<Clause>,
    },
    /// `await x`.
    Await(ExprId),
    /// `yield`, `yield x`.
    Yield(Option<ExprId>),
    /// `yield from x`, `yield* x`.
    YieldFrom(ExprId),
    /// `a, b` of JavaScript.
    Sequence(Vec<ExprId>),
    /// `delete target` of JavaScript.
    Delete(Box<Pattern>),
    /// `import(x)`.
    DynamicImport(ExprId),
    /// Not modelled: the parts are evaluated, whatever they reach is forgotten.
    Unknown(Vec<ExprId>),
}

/// A literal.
#[derive(Debug, Clone, PartialEq)]
pub enum Literal {
    /// `None`, `null`.
    Null,
    /// `undefined` is a global in JavaScript; the lowering writes it as this.
    Undefined,
    /// `True`, `false`.
    Bool(bool),
    /// An integer literal that a double holds exactly.
    Int(i64),
    /// Any other integer literal; its value where a double holds it exactly.
    BigNumber(Option<f64>),
    /// Any other number.
    Float(f64),
    /// JavaScript `1n`.
    BigInt,
    /// Text, decoded.
    Str(SmolStr),
    /// Python `b"…"`.
    Bytes,
    /// JavaScript `/…/`.
    Regex,
    /// Python `...`.
    Ellipsis,
    /// Python `1j`.
    Complex,
}

/// Which brackets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ArrayLiteral {
    /// `[…]`.
    List,
    /// `(…,)`.
    Tuple,
    /// `{…}` of Python.
    Set,
}

/// An element of a literal.
#[derive(Debug)]
pub enum Element {
    /// A value.
    Item(ExprId),
    /// `*x`, `...x`.
    Spread(ExprId),
    /// JavaScript `[,]`.
    Hole,
}

/// A property of a literal.
#[derive(Debug)]
pub enum Property {
    /// `key: value`; shorthand and methods too.
    Pair(Key, ExprId),
    /// `**x`, `...x`.
    Spread(ExprId),
    /// `get x()`, `set x(v)`: there is a key, its value is not modelled.
    Accessor(Key, FunctionId),
}

/// A key.
#[derive(Debug)]
pub enum Key {
    /// Known as written; the range is the key's, quotes included.
    Name(SmolStr, TextRange),
    /// Computed, or in Python any expression that is not a plain string.
    Computed(ExprId),
}

/// A part of a text with holes.
#[derive(Debug)]
pub enum TemplatePart {
    /// Text, decoded.
    Text(SmolStr),
    /// A hole; in Python `formatted` tells of a conversion or format spec.
    Hole {
        /// The expression.
        expr: ExprId,
        /// Python `!r` or `:spec`.
        formatted: bool,
    },
}

/// An argument.
#[derive(Debug)]
pub enum Arg {
    /// By position.
    Item(ExprId),
    /// `name=value`.
    Named(SmolStr, TextRange, ExprId),
    /// `*x`, `...x`.
    Spread(ExprId),
    /// `**x`.
    KeywordSpread(ExprId),
}

/// What a comprehension makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ComprehensionKind {
    /// `[…]`
    List,
    /// `{…}`
    Set,
    /// `{k: v …}`
    Dict,
    /// `(…)`
    Generator,
}

/// A clause of a comprehension.
#[derive(Debug)]
pub enum Clause {
    /// `for pattern in iterable`.
    For {
        /// What receives each element.
        pattern: Pattern,
        /// What is walked.
        iterable: ExprId,
        /// `async for`.
        is_async: bool,
    },
    /// `if test`.
    If(ExprId),
}
