//! Expressions, and what they are made of: literals, keys, elements, arguments, clauses.

use smol_str::SmolStr;
use text_size::TextRange;

use super::{BinaryOp, ClassId, CompareOp, ExprId, FunctionId, LogicalOp, Pattern, UnaryOp, VarId};

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
