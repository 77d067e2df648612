use super::lower;
use crate::Host;
use crate::dump::{dump, dump_variables};
use crate::ir::{Body, ExprKind, FunctionId, Literal, Program, Stmt, StmtKind};

mod agreement;
mod corpus;
mod generated;
mod generator;

/// What a file of cases shows of each program.
type Show = fn(&Program) -> String;

#[test]
fn expressions() {
    check("expressions", Host::Module, dump);
}

#[test]
fn text() {
    check("text", Host::Module, dump);
}

#[test]
fn statements() {
    check("statements", Host::Module, dump);
}

#[test]
fn match_statements() {
    check("match", Host::Module, dump);
}

#[test]
fn scopes() {
    check("scopes", Host::Module, dump_with_variables);
}

#[test]
fn bodies() {
    check("body", Host::FunctionBody, dump_with_variables);
}

#[test]
fn broken_code() {
    check("broken", Host::Module, dump);
}

fn dump_with_variables(program: &Program) -> String {
    format!("{}..\n{}", dump(program), dump_variables(program))
}

/// One case of a file under `cases/`: `=== title`, the code, `---`, what the lowering makes of it.
struct Case<'f> {
    title: &'f str,
    source: &'f str,
    expected: &'f str,
}

/// Every case of the file comes out as it says and as ruff sees it. With `UPDATE` set in the
/// environment the file is rewritten instead; read the difference before you keep it.
fn check(name: &str, host: Host, show: Show) {
    let path = format!(
        "{}/src/languages/python/tests/cases/{name}.txt",
        env!("CARGO_MANIFEST_DIR")
    );
    let file = std::fs::read_to_string(&path).expect("a file of cases");
    let (mut updated, mut wrong) = (String::new(), Vec::new());
    for case in cases(&file) {
        let program = lower(case.source, host);
        let actual = show(&program);
        let actual = actual.trim();
        updated += &format!("=== {}\n{}---\n{actual}\n", case.title, case.source);
        if actual != case.expected {
            wrong.push(format!(
                "{}:\n{actual}\ninstead of\n{}\n",
                case.title, case.expected
            ));
        }
        disagreement(&case, &lower(case.source, Host::Module), &mut wrong);
    }
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, updated).expect("a writable file of cases");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What ruff accepts it must see as we do, but for titles that end in `*`; what it rejects must be
/// marked as damaged.
fn disagreement(case: &Case<'_>, program: &Program, wrong: &mut Vec<String>) {
    match agreement::differences(case.source, program) {
        _ if case.title.ends_with('*') => {}
        Some(differences) if program.damaged || !differences.is_empty() => {
            wrong.push(format!(
                "{}: not as ruff sees it\n{}",
                case.title,
                differences.join("\n")
            ));
        }
        None if !program.damaged => wrong.push(format!("{}: ruff rejects it", case.title)),
        _ => {}
    }
}

fn cases(file: &str) -> impl Iterator<Item = Case<'_>> {
    file.trim_start_matches("=== ").split("\n=== ").map(|case| {
        let (title, rest) = case.split_once('\n').expect("a title");
        let (source, expected) = rest.split_once("---").unwrap_or((rest, ""));
        Case {
            title,
            source,
            expected: expected.trim(),
        }
    })
}

/// Recorded from CPython by `literals.py`.
#[test]
fn literals_mean_what_cpython_says() {
    let entries: Vec<(String, Option<String>, Option<String>)> =
        serde_json::from_str(include_str!("literals.json")).expect("the recorded literals");
    let mut wrong = Vec::new();
    for (source, module, body) in &entries {
        let code = format!("return ({source})");
        for (host, expected) in [(Host::Module, module), (Host::FunctionBody, body)] {
            let program = lower(&code, host);
            let actual = returned_text(&program);
            // Where CPython knows better than we do we must not say anything.
            let expected = expected.as_deref();
            if actual.as_deref() != expected && !(actual.is_none() && source.contains("\\N")) {
                wrong.push(format!(
                    "{source:?}: {actual:?} instead of {expected:?} ({host:?})"
                ));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {}:\n{}",
        wrong.len(),
        entries.len(),
        wrong.join("\n")
    );
}

/// The text that the one `return` returns.
fn returned_text(program: &Program) -> Option<String> {
    let Body::Block(block) = &program.function(FunctionId::TOP).body else {
        return None;
    };
    match block.as_slice() {
        [
            Stmt {
                kind: StmtKind::Return(Some(value)),
                ..
            },
        ] => match &program.expr(*value).kind {
            ExprKind::Literal(Literal::Str(text)) => Some(text.to_string()),
            _ => None,
        },
        _ => None,
    }
}
