//! The pages in `tests/` are read here: what a snippet is lowered to, as [`crate::dump`] shows it.

mod against_oxc;
mod corpus;
mod endurance;
mod literals;
mod walk;

use crate::dump::{dump, dump_variables};
use crate::{Host, languages::javascript::lower};

const PAGES: [(&str, &str); 7] = [
    ("statements", include_str!("tests/statements.txt")),
    ("expressions", include_str!("tests/expressions.txt")),
    ("patterns", include_str!("tests/patterns.txt")),
    ("functions", include_str!("tests/functions.txt")),
    ("classes", include_str!("tests/classes.txt")),
    ("scopes", include_str!("tests/scopes.txt")),
    ("broken", include_str!("tests/broken.txt")),
];

#[test]
fn every_page() {
    for (name, text) in PAGES {
        page(name, text);
    }
}

/// The snippets of the pages, and their titles.
fn pages() -> impl Iterator<Item = (&'static str, Host, &'static str)> {
    PAGES
        .into_iter()
        .flat_map(|(_, text)| cases(text))
        .map(|case| {
            let (title, rest) = case.split_once('\n').unwrap();
            (title, host(title), rest.split_once("\n---").unwrap().0)
        })
}

fn cases(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.trim_start_matches("=== ").split("\n=== ")
}

fn host(title: &str) -> Host {
    match title.split_once(':') {
        Some(("eval", _)) => Host::Eval,
        Some(("comparator", _)) => Host::Comparator,
        _ => Host::AsyncBody,
    }
}

/// A page holds cases: a line `=== title`, the snippet, a line `---`, its dump and, if that line is
/// `--- variables`, its variables too. A title that begins with `eval:` or `comparator:` names the
/// host; all others are bodies. `CODENODE_BLESS=1` writes the dumps anew: read them before you
/// believe them.
fn page(name: &str, text: &'static str) {
    let answers: Vec<String> = cases(text).map(answered).collect();
    if std::env::var_os("CODENODE_BLESS").is_some() {
        let file = format!("src/languages/javascript/tests/{name}.txt");
        let text = answers.iter().map(|answer| format!("=== {answer}\n\n"));
        std::fs::write(file, text.collect::<String>().trim_end().to_owned() + "\n").unwrap();
        return;
    }
    for (expected, actual) in cases(text).zip(&answers) {
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
    let program = lower(source, host(title));
    let (mark, variables) = match rest.starts_with(" variables") {
        true => ("--- variables", dump_variables(&program)),
        false => ("---", String::new()),
    };
    let dump = dump(&program);
    format!("{title}\n{source}\n{mark}\n{variables}{dump}")
        .trim_end()
        .to_owned()
}
