//! Broken and legal snippets. In a broken one « and » stand around the expected range; nothing here was
//! taken from anywhere but the platforms' grammars.

use code::syntax::{SyntaxError, check};
use code::{Api, Host, Language, PythonVersion, Source};

/// Code with a marked range, our message, and the platform's words where we claim to know them.
type Broken = (Host, &'static str, &'static str, Option<&'static str>);

fn source(host: Host, text: &str) -> Source<'_> {
    let (language, python) = match host {
        Host::Module => (Language::Python, PythonVersion(14)),
        Host::FunctionBody => (Language::Python, PythonVersion(13)),
        Host::Eval | Host::AsyncBody | Host::Comparator => (Language::JavaScript, PythonVersion(0)),
    };
    Source {
        text,
        language,
        host,
        python,
        inputs: None,
        api: Api::None,
    }
}

fn judge(host: Host, text: &str) -> Option<SyntaxError> {
    check(&source(host, text))
}

/// The text with the range of the error marked, the way the tables write it.
fn marked(text: &str, error: &SyntaxError) -> String {
    let (start, end) = (
        usize::from(error.range.0.start()),
        usize::from(error.range.0.end()),
    );
    format!("{}«{}»{}", &text[..start], &text[start..end], &text[end..])
}

fn assert_broken(table: &[Broken]) {
    let mut wrong = String::new();
    for &(host, code, message, platform) in table {
        let text = code.replace(['«', '»'], "");
        let found =
            judge(host, &text).map(|error| (marked(&text, &error), error.message, error.platform));
        let expected = Some((
            code.to_owned(),
            message.to_owned(),
            platform.map(str::to_owned),
        ));
        if found != expected {
            wrong += &format!("{host:?}\n  expected {expected:?}\n  found    {found:?}\n");
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

fn assert_legal(host: Host, snippets: &[&str]) {
    let refused = snippets
        .iter()
        .filter_map(|text| judge(host, text).map(|error| (text, error)));
    let refused: Vec<_> = refused.collect();
    assert!(refused.is_empty(), "{refused:#?}");
}

#[path = "syntax/javascript.rs"]
mod javascript;
#[path = "syntax/python.rs"]
mod python;

#[test]
fn never_an_empty_range_where_there_is_a_token() {
    for (host, text) in [
        (Host::AsyncBody, "foo(1"),
        (Host::AsyncBody, "return 1 +"),
        (Host::AsyncBody, "if (x) {\n  y()\n"),
        (Host::Eval, "function main() { return {a: 1}"),
        (Host::Module, "def main():"),
        (Host::Module, "x = (1,\n"),
        (Host::Module, "if x:\n# only a comment\n"),
        (Host::FunctionBody, "for item in _items:"),
    ] {
        let error = judge(host, text).expect(text);
        assert!(!error.range.0.is_empty(), "{text}: {error:?}");
    }
}

#[test]
fn any_ending_and_any_script_are_survived() {
    let ends = [
        "\\", "'\\", "\"é\\", "é", "\u{2028}", "'中", "`${中", "\r", "\0", "f'{é", "/é", "{{é",
    ];
    for (host, end) in [
        Host::Module,
        Host::FunctionBody,
        Host::Eval,
        Host::AsyncBody,
        Host::Comparator,
    ]
    .into_iter()
    .flat_map(|host| ends.map(|end| (host, end)))
    {
        let text = format!("x = 中{end}");
        if let Some(error) = judge(host, &text) {
            assert!(
                text.get(error.range.0.start().into()..error.range.0.end().into())
                    .is_some(),
                "{error:?}"
            );
        }
    }
}

#[test]
fn any_nest_is_survived() {
    for unit in [
        "[", "(", "{", "!", "a=>", "`${", "a?", "if(a)", "a**", "f(", "a.b", "/(", "a`${",
    ] {
        judge(Host::AsyncBody, &unit.repeat(5_000));
    }
    for unit in [
        "[",
        "(",
        "not ",
        "lambda:",
        "f'{",
        "a if b else ",
        "a**",
        "a.b",
        "a+",
        "x=",
    ] {
        judge(Host::Module, &unit.repeat(5_000));
    }
    assert_eq!(
        judge(Host::AsyncBody, &"[".repeat(50_000_000)),
        None,
        "too deep to judge"
    );
}

#[test]
fn related_points_at_the_bracket() {
    let text = "const list = [1, 2;\nreturn list;";
    let error = judge(Host::AsyncBody, text).expect("broken");
    let (range, message) = error.related.expect("an opening bracket");
    assert_eq!(
        (&text[range.0], message.as_str()),
        ("[", "`[` is opened here")
    );
}
