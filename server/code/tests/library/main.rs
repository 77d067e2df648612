//! What the libraries of both languages give, from code to shape; that their tables are well formed, and that the
//! real interpreters agree with them (`tests/conformance/library`).

mod javascript;
mod python;
mod show;

use std::path::Path;
use std::process::Command;

use code::infer::Outcome;
use code::library::{Library, provided};
use code::shape::Shape;
use code::{Api, Facts, Host, Language, PythonVersion, Source};

use show::show;

/// Statements to run first (or `-`), an expression, and the shape it has. `d` is a value from outside.
type Case = (&'static str, &'static str, &'static str);

/// Every expression has its shape in the program that `run` makes of the indented statements and of the expression,
/// and returns as `x`.
#[track_caller]
fn gives(cases: &[Case], run: impl Fn(&str, &str) -> Outcome) {
    let mut wrong = Vec::new();
    for (setup, expression, expected) in cases {
        let statements = setup.lines().filter(|line| *line != "-");
        let statements: String = statements.map(|line| format!("  {line}\n")).collect();
        let found = returned(&run(&statements, expression));
        if found != *expected {
            wrong.push(format!(
                "{setup:?} {expression}\n  expected {expected}\n  found    {found}"
            ));
        }
    }
    let (wrong, text) = (wrong.len(), wrong.join("\n"));
    assert!(wrong == 0, "{wrong} of {}:\n{text}", cases.len());
}

/// The shape of `x` in what is returned, wherever it is.
fn returned(outcome: &Outcome) -> String {
    let mut all = Shape::Never;
    for site in &outcome.returns {
        for one in site.shape.alternatives() {
            let found = match one {
                Shape::Object(object) => object.field("x").map(|field| field.shape.clone()),
                _ => None,
            };
            all = all.union(found.unwrap_or(Shape::Unknown));
        }
    }
    show(&all)
}

#[track_caller]
fn outcome(text: &str, language: Language, host: Host, api: Api) -> Outcome {
    let facts = Facts::of(&Source {
        text,
        language,
        host,
        api,
        python: PythonVersion(14),
        inputs: None,
    });
    assert!(facts.syntax.is_none(), "{text}{:?}", facts.syntax);
    facts.outcome.clone()
}

/// Every name that `language` has, by itself and from these platforms, says what it is.
#[track_caller]
fn every_name_has_a_sentence(language: Language, platforms: &[Api]) {
    let provided = platforms.iter().map(|api| provided(language, *api));
    for library in provided.chain([Library::of(language)]) {
        for entry in library.entries() {
            let ends = [".", ".)"].iter().any(|end| entry.doc.ends_with(end));
            assert!(ends, "{}: {:?}", entry.path, entry.doc);
        }
    }
}

/// `interpreter`, where there is one, finds nothing wrong with the tables as it runs `script`.
#[track_caller]
fn agrees(interpreter: &str, script: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/conformance/library");
    let output = match Command::new(interpreter).arg(folder.join(script)).output() {
        Ok(output) => output,
        Err(error) => {
            eprintln!("SKIPPED: no {interpreter} to ask: {error}");
            return;
        }
    };
    let said = String::from_utf8_lossy(&output.stdout);
    eprint!("{said}");
    let failure = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}{failure}");
}
