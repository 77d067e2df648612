//! Everything the rules need to know of one snippet, kept apart from the tree it was read from.
//!
//! The judge comes first: most of what somebody types is broken code, and of that there is little to know.

mod attributes;
mod calls;
mod certain;
mod early;
mod elements;
mod guard;
mod identity;
mod literals;
mod names;
mod paths;
mod promises;
mod statements;

use std::ops::Deref;
use std::sync::{Arc, LazyLock};

use smol_str::SmolStr;
use text_size::TextRange;

pub use attributes::DictAttribute;
pub use calls::{Argument, Call};
pub use certain::Certain;
pub use early::EarlyRead;
pub use elements::ElementKey;
pub use guard::{MainCall, MainGuard};
pub use identity::IdentityCheck;
pub use literals::ObjectLiteral;

use crate::infer::{self, Entry, EntryFunction, Outcome, Reached};
use crate::ir::{
    Arg, Body, ExprId, ExprKind, FunctionId, FunctionKind, Import, Key, Literal, ParamKind,
    Pattern, Program, Stmt, StmtKind, VarId, VariableKind,
};
use crate::languages::{Reading, Trees};
use crate::syntax::{self, SyntaxError};
use crate::{Language, Source, library};

pub use paths::{Called, MethodCall, PathUse};
pub use promises::{Floating, Source as PromiseSource, ThrowingTimer};

/// What is known of a snippet. All ranges are bytes of the decoded code.
///
/// It is read at once where it runs. Broken code is read when somebody asks for more than the fields here: then what
/// is known of it may be incomplete.
#[derive(Debug)]
pub struct Facts {
    /// What keeps it from running at all.
    pub syntax: Option<SyntaxError>,
    /// The grammar takes the code, whatever a compiler says of it.
    pub parses: bool,
    /// What Python's compiler prints about the code although it compiles it.
    pub warnings: Vec<syntax::Warning>,
    details: LazyLock<Details, Box<dyn FnOnce() -> Details + Send>>,
}

/// What reading the code tells of it.
#[derive(Debug)]
pub struct Details {
    /// What it returns, on every path.
    pub outcome: Outcome,
    /// How its `main` may be called, where there surely is one.
    pub signature: Option<Signature>,
    /// Python's import statements.
    pub imports: Vec<Import>,
    /// Calls of `require`, `import()` and `__import__`.
    pub requires: Vec<Require>,
    /// Calls of what has a name outside of the code, in the order of the code.
    pub calls: Vec<Call>,
    /// Where the code surely comes along.
    pub certain: Certain,
    /// Python's `if __name__ == "__main__":`.
    pub main_guard: Option<MainGuard>,
    /// Dicts that Python code reads with a dot, in the order of the code.
    pub dict_attributes: Vec<DictAttribute>,
    /// Reads of variables that surely have no value yet, in the order of the code.
    pub early_reads: Vec<EarlyRead>,
    /// JavaScript's comparisons with a class or prototype, in the order of the code.
    pub identity_checks: Vec<IdentityCheck>,
    /// Promises that nobody waits for, in the order of the code.
    pub floating: Vec<Floating>,
    /// Timers whose callbacks throw, in the order of the code.
    pub throwing_timers: Vec<ThrowingTimer>,
    /// The keys taken out of the elements of inputs, in the order of the code.
    pub element_keys: Vec<ElementKey>,
    /// The dicts and objects that it writes out.
    pub object_literals: Vec<ObjectLiteral>,
    /// Every literal text, f-strings and templates included.
    pub texts: Vec<TextRange>,
    /// Names read that the code does not define, in the order of the code.
    pub globals: Vec<NameUse>,
    /// Dotted paths from such names and from `this`, the names alone too.
    pub paths: Vec<PathUse>,
    /// Calls of methods, whatever their objects.
    pub methods: Vec<MethodCall>,
    /// What the top defines.
    pub top: Vec<TopName>,
    /// Every variable of the code.
    pub declared: Vec<Declared>,
    /// Every class, all of it.
    pub classes: Vec<TextRange>,
    /// Every comment, delimiters included.
    pub comments: Vec<TextRange>,
    /// The range of the body, without leading and trailing blank space: where to point when there is nothing
    /// better.
    pub extent: TextRange,
}

/// How a function may be called.
#[derive(Debug, Clone, PartialEq)]
pub struct Signature {
    /// Its name as Python's messages have it: `main`, `<lambda>`, `make.<locals>.run`.
    pub qualified_name: SmolStr,
    /// The function's name, else its first token.
    pub name_range: TextRange,
    /// From `(` to `)`, where there are parentheses.
    pub params_range: Option<TextRange>,
    /// Its parameters.
    pub params: Vec<Parameter>,
    /// `async`.
    pub is_async: bool,
    /// A generator.
    pub is_generator: bool,
    /// `lambda` or `=>`.
    pub is_arrow: bool,
    /// It is a declaration (`def main`, `function main`) and not a value assigned to the name.
    pub is_declaration: bool,
}

/// A parameter.
#[derive(Debug, Clone, PartialEq)]
pub struct Parameter {
    /// What it binds.
    pub binds: Binds,
    /// How arguments reach it.
    pub kind: ParamKind,
    /// It has a default.
    pub has_default: bool,
    /// The names that it binds and that nothing reads.
    pub unread: Vec<SmolStr>,
    /// All of it.
    pub range: TextRange,
}

/// What a parameter binds.
#[derive(Debug, Clone, PartialEq)]
pub enum Binds {
    /// One name.
    Name(SmolStr, TextRange),
    /// JavaScript `{a, b: c}`: the keys it takes, and whether `...rest` takes all others.
    Object(Vec<(SmolStr, TextRange)>, bool),
    /// Anything else.
    Other,
}

/// A call that loads a module.
#[derive(Debug, Clone, PartialEq)]
pub struct Require {
    /// `require`, `import` or `__import__`.
    pub function: SmolStr,
    /// The module, where it is a literal.
    pub module: Option<SmolStr>,
    /// The argument.
    pub range: TextRange,
    /// Wherever it is called a handler stands around it.
    pub guarded: bool,
}

/// A use of a name that the code does not define.
#[derive(Debug, Clone, PartialEq)]
pub struct NameUse {
    /// The name.
    pub name: SmolStr,
    /// Where.
    pub range: TextRange,
    /// Whether it is read on some path, as far as the interpreter can follow.
    pub reached: Option<Reached>,
    /// How it is used.
    pub usage: Usage,
    /// It stands in a function of the code, not in its top.
    pub in_function: bool,
}

/// How a name is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Usage {
    /// It is read.
    Read,
    /// `typeof name`, which never throws.
    Typeof,
    /// It stands in an annotation that Python up to 3.13 evaluates (reference dify 2.4).
    EagerAnnotation,
    /// It stands in an annotation that Python never evaluates.
    LazyAnnotation,
}

/// A name the top defines.
#[derive(Debug, Clone, PartialEq)]
pub struct TopName {
    /// The name.
    pub name: SmolStr,
    /// Where it is first declared.
    pub range: TextRange,
    /// What declares it.
    pub kind: VariableKind,
    /// A function reads or writes it.
    pub captured: bool,
    /// It is declared by a statement of the top itself, not of a block within.
    pub is_outermost: bool,
}

/// A variable of the code.
#[derive(Debug, Clone, PartialEq)]
pub struct Declared {
    /// The name.
    pub name: SmolStr,
    /// The function that sees it; `None` for the top.
    pub function: Option<TextRange>,
}

impl Facts {
    /// Everything there is to know of `source`. Total: never panics, bounded in time.
    pub fn of(source: &Source<'_>) -> Facts {
        Facts::again(source, None)
    }

    /// The same, with the help of what was parsed before.
    pub fn again(source: &Source<'_>, trees: Option<&Arc<Trees>>) -> Facts {
        let syntax = match trees {
            Some(trees) => trees.judged.check(source),
            None => syntax::check(source),
        };
        let facts = Facts {
            parses: syntax.is_none() || syntax::is_refused_by_compiler(source),
            warnings: match syntax {
                None => syntax::warnings(source),
                Some(_) => Vec::new(),
            },
            details: LazyLock::new(Details::later(source, trees.cloned(), syntax.is_none())),
            syntax,
        };
        if facts.syntax.is_none() {
            LazyLock::force(&facts.details);
        }
        facts
    }

    /// Whether the code has been read: broken code is when somebody asks.
    pub fn is_read(&self) -> bool {
        LazyLock::get(&self.details).is_some()
    }
}

impl Deref for Facts {
    type Target = Details;

    fn deref(&self) -> &Details {
        &self.details
    }
}

impl Details {
    fn later(
        source: &Source<'_>,
        trees: Option<Arc<Trees>>,
        is_sound: bool,
    ) -> Box<dyn FnOnce() -> Details + Send> {
        let (text, rest): (Box<str>, _) = (source.text.into(), source.with_text(""));
        Box::new(move || {
            let source = rest.with_text(&text);
            let reading = match &trees {
                Some(trees) => trees.reading(&source),
                None => Arc::new(Reading::of(&source)),
            };
            // Findings do not depend on what the code was before.
            match is_sound && !reading.is_sound() && trees.is_some() {
                true => Details::of(&source, &Reading::of(&source).program),
                false => Details::of(&source, &reading.program),
            }
        })
    }

    fn of(source: &Source<'_>, program: &Program) -> Details {
        let entry = Entry::of(source);
        let globals = library::provided(source.language, source.api);
        let outcome = infer::interpret(program, source.language, globals, entry, infer::FUEL);
        let signature = match (entry, outcome.entry) {
            (Entry::Main(_), EntryFunction::Own(function)) => Some(signature(program, function)),
            _ => None,
        };
        Details {
            signature,
            calls: calls::calls(program),
            certain: Certain::of(program, outcome.entry),
            texts: texts(program),
            main_guard: guard::main_guard(program),
            dict_attributes: attributes::dict_attributes(program, &outcome),
            early_reads: early::early_reads(program, source.language, source.host),
            identity_checks: match source.language {
                Language::JavaScript => identity::identity_checks(program),
                Language::Python => Vec::new(),
            },
            floating: match source.language {
                Language::JavaScript => promises::floating(program),
                Language::Python => Vec::new(),
            },
            throwing_timers: match source.language {
                Language::JavaScript => promises::throwing_timers(program),
                Language::Python => Vec::new(),
            },
            object_literals: literals::object_literals(program),
            element_keys: elements::element_keys(program, outcome.entry),
            requires: requires(program, &outcome),
            globals: names::uses(program, &outcome, source.host),
            paths: paths::uses(program, &outcome),
            methods: paths::methods(program, &outcome),
            top: top(program),
            declared: names::declared(program),
            classes: program.classes.iter().map(|class| class.range).collect(),
            outcome,
            imports: program.imports.clone(),
            comments: program.comments.clone(),
            extent: extent(source.text),
        }
    }
}

fn signature(program: &Program, function: FunctionId) -> Signature {
    let known = program.function(function);
    let params = known
        .params
        .iter()
        .map(|param| Parameter {
            binds: binds(program, &param.pattern),
            kind: param.kind,
            has_default: param.default.is_some() || matches!(param.pattern, Pattern::Default(..)),
            unread: unread(program, &param.pattern),
            range: param.range,
        })
        .collect();
    Signature {
        qualified_name: qualified_name(program, function).into(),
        name_range: known.name_range,
        params_range: known.params_range,
        params,
        is_async: known.is_async,
        is_generator: known.is_generator,
        is_arrow: known.kind == FunctionKind::Arrow,
        is_declaration: program.variables.iter().any(|variable| {
            variable.name == "main"
                && variable.function == FunctionId::TOP
                && variable.kind == VariableKind::Function
        }),
    }
}

fn qualified_name(program: &Program, function: FunctionId) -> String {
    let known = program.function(function);
    let name = known.name.as_deref().unwrap_or("<lambda>");
    let mut methods = program.classes.iter().flat_map(|class| {
        let name = class.name.as_deref().unwrap_or_default();
        class.methods.iter().map(move |(_, method)| (name, *method))
    });
    let prefix = match methods.find(|(_, method)| *method == function) {
        Some((class, _)) => format!("{class}."),
        // No deeper than the lowering nests functions.
        None if known.outer != FunctionId::TOP && known.outer != function => {
            format!("{}.<locals>.", qualified_name(program, known.outer))
        }
        None => String::new(),
    };
    prefix + name
}

fn binds(program: &Program, pattern: &Pattern) -> Binds {
    match pattern {
        Pattern::Var(variable, range) => {
            Binds::Name(program.variable(*variable).name.clone(), *range)
        }
        Pattern::Default(inner, _) => binds(program, inner),
        Pattern::Object(keys, rest) => {
            let mut names = Vec::new();
            for (key, _) in keys {
                match key {
                    Key::Name(name, range) => names.push((name.clone(), *range)),
                    Key::Computed(_) => return Binds::Other,
                }
            }
            Binds::Object(names, rest.is_some())
        }
        _ => Binds::Other,
    }
}

/// The names of `pattern` that nothing reads: where it binds one, or takes keys out of an object.
fn unread(program: &Program, pattern: &Pattern) -> Vec<SmolStr> {
    let is_read = |variable: VarId| {
        let mut exprs = program.exprs.iter();
        exprs.any(|expr| matches!(&expr.kind, ExprKind::Var(known) if *known == variable))
    };
    let inner = |pattern: &Pattern| match pattern {
        Pattern::Var(variable, _) => Some(*variable),
        Pattern::Default(inner, _) => match **inner {
            Pattern::Var(variable, _) => Some(variable),
            _ => None,
        },
        _ => None,
    };
    match pattern {
        // A rest takes in what is left out.
        Pattern::Object(_, Some(_)) => Vec::new(),
        Pattern::Object(keys, None) => {
            let named = keys.iter().filter_map(|(key, target)| match key {
                Key::Name(name, _) => Some((name, inner(target)?)),
                Key::Computed(_) => None,
            });
            let unread = named.filter(|(_, variable)| !is_read(*variable));
            unread.map(|(name, _)| name.clone()).collect()
        }
        _ => {
            let variable = inner(pattern).filter(|variable| !is_read(*variable));
            let names = variable.map(|variable| program.variable(variable).name.clone());
            names.into_iter().collect()
        }
    }
}

fn requires(program: &Program, outcome: &Outcome) -> Vec<Require> {
    let mut found = Vec::new();
    for (index, expr) in program.exprs.iter().enumerate() {
        let (function, argument) = match &expr.kind {
            ExprKind::Call { callee, args, .. } => {
                match (&program.expr(*callee).kind, args.as_slice()) {
                    (ExprKind::Global(name), [Arg::Item(argument), ..])
                        if name == "require" || name == "__import__" =>
                    {
                        (name.clone(), *argument)
                    }
                    _ => continue,
                }
            }
            ExprKind::DynamicImport(argument) => ("import".into(), *argument),
            _ => continue,
        };
        let argument = program.expr(argument);
        let module = match &argument.kind {
            ExprKind::Literal(Literal::Str(module)) => Some(module.clone()),
            _ => None,
        };
        found.push(Require {
            function,
            module,
            range: argument.range,
            guarded: outcome
                .reached
                .get(&ExprId(index as u32))
                .is_some_and(|reached| !reached.unguarded),
        });
    }
    found.sort_by_key(|require| require.range.start());
    found
}

fn texts(program: &Program) -> Vec<TextRange> {
    let is_text = |kind: &ExprKind| {
        matches!(
            kind,
            ExprKind::Literal(Literal::Str(_)) | ExprKind::Template(_)
        )
    };
    let exprs = program.exprs.iter();
    exprs
        .filter(|expr| is_text(&expr.kind))
        .map(|expr| expr.range)
        .collect()
}

fn top(program: &Program) -> Vec<TopName> {
    let outermost = outermost(program);
    let is_inside = |range: TextRange| outermost.iter().any(|outer| outer.contains_range(range));
    program
        .variables
        .iter()
        .filter(|variable| variable.function == FunctionId::TOP && !variable.in_class)
        .map(|variable| TopName {
            name: variable.name.clone(),
            range: variable.declared,
            kind: variable.kind,
            captured: variable.captured,
            is_outermost: is_inside(variable.declared),
        })
        .collect()
}

/// The statements of the top that declare something and hold no block of their own; of functions and
/// classes the name.
fn outermost(program: &Program) -> Vec<TextRange> {
    let Body::Block(block) = &program.function(FunctionId::TOP).body else {
        return Vec::new();
    };
    let declaration = |statement: &Stmt| match &statement.kind {
        StmtKind::Declare { .. } | StmtKind::Assign { .. } | StmtKind::Import(_) => {
            Some(statement.range)
        }
        StmtKind::Function { variable, .. } | StmtKind::Class { variable, .. } => {
            Some(program.variable(*variable).declared)
        }
        _ => None,
    };
    block.iter().filter_map(declaration).collect()
}

fn extent(text: &str) -> TextRange {
    let start = text.len() - text.trim_start().len();
    let end = text.trim_end().len().max(start);
    TextRange::new((start as u32).into(), (end as u32).into())
}
