//! The one small language that both Python and JavaScript are lowered to.
//!
//! Structured, not a graph: statements hold blocks, expressions stand in an arena and are named by
//! [`ExprId`], which is also the identity of an allocation site. Names are resolved by the
//! lowering: a use is a [`VarId`] of some function, or a [`ExprKind::Global`] that the code does
//! not define itself. All ranges are bytes of the decoded code.

mod expression;
mod operators;
mod statement;

use smol_str::SmolStr;
use text_size::TextRange;

pub use expression::{
    Arg, ArrayLiteral, Clause, ComprehensionKind, Element, Expr, ExprKind, Key, Literal, Property,
    TemplatePart,
};
pub use operators::{BinaryOp, CompareOp, LogicalOp, UnaryOp};
pub use statement::{ForKind, Handler, MatchCase, MatchPattern, Pattern, Stmt, StmtKind};

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
