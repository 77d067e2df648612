//! The pages in `tests/` are read here: what a snippet is lowered to, as [`crate::dump`] shows it.

use crate::dump::{dump, dump_variables};
use crate::{Host, languages::javascript::lower};

#[test]
fn statements() {
    page("statements", include_str!("tests/statements.txt"));
}

#[test]
fn expressions() {
    page("expressions", include_str!("tests/expressions.txt"));
}

#[test]
fn patterns() {
    page("patterns", include_str!("tests/patterns.txt"));
}

#[test]
fn functions() {
    page("functions", include_str!("tests/functions.txt"));
}

#[test]
fn classes() {
    page("classes", include_str!("tests/classes.txt"));
}

#[test]
fn scopes() {
    page("scopes", include_str!("tests/scopes.txt"));
}

#[test]
fn broken() {
    page("broken", include_str!("tests/broken.txt"));
}

/// A page holds cases: a line `=== title`, the snippet, a line `---`, its dump and, if that line is
/// `--- variables`, its variables too. A title that begins with `eval:` or `comparator:` names the
/// host; all others are bodies. `CODENODE_BLESS=1` writes the dumps anew: read them before you
/// believe them.
fn page(name: &str, text: &str) {
    let cases: Vec<&str> = text.trim_start_matches("=== ").split("\n=== ").collect();
    let answers: Vec<String> = cases.iter().map(|case| answered(case)).collect();
    if std::env::var_os("CODENODE_BLESS").is_some() {
        let file = format!("src/languages/javascript/tests/{name}.txt");
        let text = answers.iter().map(|answer| format!("=== {answer}\n\n"));
        std::fs::write(file, text.collect::<String>().trim_end().to_owned() + "\n").unwrap();
        return;
    }
    for (expected, actual) in cases.iter().zip(&answers) {
        assert!(
            expected.trim_end() == actual,
            "\nexpected {expected}\nis {actual}"
        );
    }
}

/// The case with the answer that the lowering gives.
fn answered(case: &str) -> String {
    let (title, rest) = case.split_once('\n').unwrap();
    let (source, rest) = rest.split_once("\n---").unwrap();
    let host = match title.split_once(':') {
        Some(("eval", _)) => Host::Eval,
        Some(("comparator", _)) => Host::Comparator,
        _ => Host::AsyncBody,
    };
    let program = lower(source, host);
    let (mark, variables) = match rest.starts_with(" variables") {
        true => ("--- variables", dump_variables(&program)),
        false => ("---", String::new()),
    };
    let dump = dump(&program);
    format!("{title}\n{source}\n{mark}\n{variables}{dump}")
        .trim_end()
        .to_owned()
}
