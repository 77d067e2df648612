//! The refusals of CPython's compiler: our words and its own.

use ruff_python_parser::semantic_errors::{
    AwaitOutsideAsyncFunctionKind as Awaited, SemanticSyntaxErrorKind as Kind, WriteToDebugKind,
};
use ruff_text_size::{Ranged, TextRange, TextSize};

use super::compiler::{Refusal, RefusalKind};
use super::explain::{error, helped, lowered};
use super::scene::Scene;
use super::scopes::{Clash, Why};
use crate::syntax::{SyntaxError, short};
use crate::{Host, Source};

/// What a person is told.
pub(super) fn explain(scene: &Scene<'_>, refusal: &Refusal) -> SyntaxError {
    let range = first_line(scene, refusal.range);
    let word = |length: &str| TextRange::at(refusal.range.start(), TextSize::of(length));
    match &refusal.kind {
        RefusalKind::Semantic(kind) => semantic(scene, kind, range),
        RefusalKind::AwaitOutsideFunction(what) => helped(
            await_word(scene, range),
            format!("{} outside of a function", awaited(*what)),
            await_help(scene),
        ),
        RefusalKind::AwaitInComprehension => helped(
            await_word(scene, range),
            "`await` in a function that is not `async`",
            await_help(scene),
        ),
        RefusalKind::YieldInside(place) => error(range, format!("`yield` in a {place}")),
        RefusalKind::Grammar => error(
            range,
            format!("`{}` is not Python", short(&scene.source.text[range])),
        ),
        RefusalKind::DefaultExceptFirst => helped(
            range,
            "`except:` catches everything, so no other handler may follow it",
            "move it after the other handlers",
        ),
        RefusalKind::Starred => helped(
            range,
            "`*` cannot stand here",
            "a star unpacks in a call, a list, a tuple or a set",
        ),
        RefusalKind::JumpInExceptStar => error(
            range,
            "`break`, `continue` and `return` cannot stand in an `except*` block",
        ),
        RefusalKind::FutureInBody => helped(
            range,
            "`from __future__ import` works only at the top of a module, and n8n runs the code in a function",
            "remove the line",
        ),
        RefusalKind::TooManyBlocks => error(
            word("for"),
            "too many loops and `with` blocks stand in one another",
        ),
        RefusalKind::HugeInteger(digits) => error(
            range,
            format!("this number has {digits} digits; Python reads at most 4300"),
        ),
        RefusalKind::Declaration(clash) => declaration(clash, range),
    }
}

fn first_line(scene: &Scene<'_>, range: TextRange) -> TextRange {
    let line = scene.source.text[range].lines().next().unwrap_or_default();
    TextRange::at(range.start(), TextSize::of(line))
}

fn await_word(scene: &Scene<'_>, range: TextRange) -> TextRange {
    let text = &scene.source.text[range];
    ["await", "async"]
        .iter()
        .find(|word| text.starts_with(**word))
        .map_or(range, |word| {
            TextRange::at(range.start(), TextSize::of(*word))
        })
}

fn awaited(what: Awaited) -> &'static str {
    match what {
        Awaited::Await => "`await`",
        Awaited::AsyncFor => "`async for`",
        Awaited::AsyncWith => "`async with`",
        Awaited::AsyncComprehension => "an asynchronous comprehension",
    }
}

fn await_help(scene: &Scene<'_>) -> &'static str {
    match scene.source.host {
        Host::FunctionBody => {
            "n8n runs the code in a plain function: call what does not need to be awaited"
        }
        _ => "Dify calls `main` without waiting: call what does not need to be awaited",
    }
}

fn semantic(scene: &Scene<'_>, kind: &Kind, range: TextRange) -> SyntaxError {
    match kind {
        Kind::ReturnOutsideFunction => helped(
            TextRange::at(range.start(), TextSize::of("return")),
            "`return` outside of a function",
            match scene.source.host {
                Host::Module => {
                    "Dify calls `main` and uses what it returns: move the statement into `def main`"
                }
                _ => "move it into a function",
            },
        ),
        Kind::YieldOutsideFunction(_) => error(range, "`yield` outside of a function"),
        Kind::AwaitOutsideAsyncFunction(what) => helped(
            await_word(scene, range),
            format!("{} in a function that is not `async`", awaited(*what)),
            await_help(scene),
        ),
        Kind::BreakOutsideLoop => error(range, "`break` outside of a loop"),
        Kind::ContinueOutsideLoop => error(range, "`continue` outside of a loop"),
        Kind::DuplicateParameter(name) => {
            error(range, format!("the parameter `{name}` is named twice"))
        }
        Kind::DuplicateKeywordArgument(name) => {
            error(range, format!("the argument `{name}` is given twice"))
        }
        Kind::NonModuleImportStar(module) => helped(
            range,
            format!("`from {module} import *` works only at the top of a module"),
            "name what you need: `from module import name`",
        ),
        Kind::InvalidStarExpression => helped(
            range,
            "`*` cannot stand here",
            "a star unpacks in a call, a list, a tuple or a set",
        ),
        Kind::ReturnInGenerator => error(
            TextRange::at(range.start(), TextSize::of("return")),
            "an `async` function with `yield` cannot return a value",
        ),
        other => error(range, semantic_text(scene, other, range)),
    }
}

/// ruff's own words.
fn semantic_text(scene: &Scene<'_>, kind: &Kind, range: TextRange) -> String {
    let error = ruff_python_parser::semantic_errors::SemanticSyntaxError {
        kind: kind.clone(),
        range,
        python_version: ruff_python_ast::PythonVersion {
            major: 3,
            minor: scene.source.python.0,
        },
    };
    debug_assert_eq!(error.range(), range);
    lowered(&error.to_string())
}

fn declaration(clash: &Clash, range: TextRange) -> SyntaxError {
    let Clash { name, word, why } = clash;
    match why {
        Why::Parameter => error(
            range,
            format!("`{name}` is a parameter and cannot be `{word}` too"),
        ),
        Why::UsedBefore | Why::AssignedBefore => helped(
            range,
            format!("`{name}` is used before this `{word}` declares it"),
            format!("move the `{word}` line to the start of the function"),
        ),
        Why::Annotated => error(
            range,
            format!("`{name}` has an annotation, so it cannot be `{word}`"),
        ),
        Why::Both => error(
            range,
            format!("`{name}` is declared both `global` and `nonlocal`"),
        ),
        Why::AtModuleLevel => error(range, "`nonlocal` works only in a function"),
        Why::NoBinding => error(
            range,
            format!("no function around this one has a variable `{name}`"),
        ),
    }
}

/// What CPython says, without the name of the error.
pub(super) fn words(source: &Source<'_>, kind: &RefusalKind) -> Option<String> {
    Some(match kind {
        RefusalKind::Semantic(kind) => semantic_words(kind)?,
        RefusalKind::AwaitOutsideFunction(Awaited::Await) => "'await' outside function".to_owned(),
        RefusalKind::AwaitOutsideFunction(what) => awaited_words(*what).to_owned(),
        RefusalKind::AwaitInComprehension => awaited_words(Awaited::AsyncComprehension).to_owned(),
        RefusalKind::YieldInside(place) => format!("'yield' inside {place}"),
        RefusalKind::DefaultExceptFirst => "default 'except:' must be last".to_owned(),
        // Before 3.12 an f-string was parsed apart.
        RefusalKind::Starred if source.python.0 < 12 => return None,
        RefusalKind::Starred => "can't use starred expression here".to_owned(),
        RefusalKind::FutureInBody => {
            "from __future__ imports must occur at the beginning of the file".to_owned()
        }
        RefusalKind::JumpInExceptStar => {
            "'break', 'continue' and 'return' cannot appear in an except* block".to_owned()
        }
        RefusalKind::TooManyBlocks => "too many statically nested blocks".to_owned(),
        RefusalKind::Grammar | RefusalKind::HugeInteger(_) => return None,
        RefusalKind::Declaration(clash) => declaration_words(clash),
    })
}

fn awaited_words(what: Awaited) -> &'static str {
    match what {
        Awaited::Await => "'await' outside async function",
        Awaited::AsyncFor => "'async for' outside async function",
        Awaited::AsyncWith => "'async with' outside async function",
        Awaited::AsyncComprehension => {
            "asynchronous comprehension outside of an asynchronous function"
        }
    }
}

fn semantic_words(kind: &Kind) -> Option<String> {
    Some(match kind {
        Kind::ReturnOutsideFunction => "'return' outside function".to_owned(),
        Kind::YieldOutsideFunction(_) => "'yield' outside function".to_owned(),
        Kind::AwaitOutsideAsyncFunction(what) => awaited_words(*what).to_owned(),
        Kind::BreakOutsideLoop => "'break' outside loop".to_owned(),
        Kind::ContinueOutsideLoop => "'continue' not properly in loop".to_owned(),
        Kind::DuplicateParameter(name) => {
            format!("duplicate argument '{name}' in function definition")
        }
        Kind::DuplicateKeywordArgument(name) => format!("keyword argument repeated: {name}"),
        Kind::NonModuleImportStar(_) => "import * only allowed at module level".to_owned(),
        Kind::LateFutureImport => {
            "from __future__ imports must occur at the beginning of the file".to_owned()
        }
        Kind::FutureFeatureNotDefined(name) if name != "braces" => {
            format!("future feature {name} is not defined")
        }
        Kind::WriteToDebug(WriteToDebugKind::Store) => "cannot assign to __debug__".to_owned(),
        Kind::SingleStarredAssignment => {
            "starred assignment target must be in a list or tuple".to_owned()
        }
        Kind::MultipleStarredExpressions => "multiple starred expressions in assignment".to_owned(),
        Kind::ReturnInGenerator => "'return' with value in async generator".to_owned(),
        Kind::YieldFromInAsyncFunction => "'yield from' inside async function".to_owned(),
        _ => return None,
    })
}

fn declaration_words(clash: &Clash) -> String {
    let Clash { name, word, why } = clash;
    match why {
        Why::Parameter => format!("name '{name}' is parameter and {word}"),
        Why::UsedBefore => format!("name '{name}' is used prior to {word} declaration"),
        Why::AssignedBefore => format!("name '{name}' is assigned to before {word} declaration"),
        Why::Annotated => format!("annotated name '{name}' can't be {word}"),
        Why::Both => format!("name '{name}' is nonlocal and global"),
        Why::AtModuleLevel => "nonlocal declaration not allowed at module level".to_owned(),
        Why::NoBinding => format!("no binding for nonlocal '{name}' found"),
    }
}
