use std::path::Path;

use super::*;

/// Every word of code in a Dify node, written as `scalar`, with its kind.
fn coloured(language: &str, scalar: &str) -> Vec<(String, TokenKind)> {
    let file = format!(
        "app: {{mode: workflow, name: f}}\nkind: app\nversion: 0.6.0\nworkflow:\n  graph:\n    edges: []\n    nodes:\n    \
         - id: '1'\n      data:\n        type: code\n        title: 名😀\n        code_language: {language}\n        variables: []\n        \
         outputs: {{}}\n        code: {scalar}\n"
    );
    let snapshot = Snapshot::new(
        file.as_str(),
        Path::new("flow.yml"),
        Default::default(),
        Default::default(),
    );
    let all = InFile(TextRange::up_to(TextSize::of(&*file)));
    let found = tokens(&snapshot, all);
    let word = |token: &Token| {
        let word = &file[std::ops::Range::<usize>::from(token.range.0)];
        assert!(!word.contains('\n'), "{word:?}");
        (word.to_owned(), token.kind)
    };
    found.iter().map(word).collect()
}

fn block(code: &str) -> String {
    let lines = code.lines().map(|line| format!("\n          {line}"));
    format!("|{}", lines.collect::<String>())
}

fn kinds_of(found: &[(String, TokenKind)], word: &str) -> Vec<TokenKind> {
    let same = found.iter().filter(|(found, _)| found == word);
    same.map(|(_, kind)| *kind).collect()
}

const PYTHON: &str = "\
import json
from datetime import datetime as D
# 注释 comment
class Box:
    def open(self, key=1):
        return self.items[key]
def main(arg1: str) -> dict:
    total = 0
    text = f'a{arg1.strip()!r}b'
    for x in [1.5, None]:
        total += len(arg1) and x
    return {\"n\": json.loads(text), 'd': D.now(tz=total)}
";

#[test]
fn words_of_python() {
    use TokenKind::*;
    let found = coloured("python3", &block(PYTHON));
    for (word, kinds) in [
        ("import", vec![Keyword, Keyword]),
        ("json", vec![Namespace, Namespace]),
        ("datetime", vec![Namespace, Variable]),
        ("D", vec![Class, Class]),
        ("# 注释 comment", vec![Comment]),
        ("Box", vec![Class]),
        ("open", vec![Method]),
        ("main", vec![Function]),
        ("arg1", vec![Parameter, Parameter, Parameter]),
        ("total", vec![Variable, Variable, Variable]),
        ("strip", vec![Method]),
        ("len", vec![Function]),
        ("items", vec![Property]),
        ("None", vec![Keyword]),
        ("and", vec![Keyword]),
        ("1.5", vec![Number]),
        ("+=", vec![Operator]),
        ("\"n\"", vec![String]),
        ("tz", vec![Parameter]),
        ("f'", vec![String]),
        ("a", vec![String]),
    ] {
        assert_eq!(kinds_of(&found, word), kinds, "{word}: {found:?}");
    }
}

#[test]
fn words_of_javascript() {
    use TokenKind::*;
    let code = "\
// note
const f = async ({ a, b: c }) => {
  const re = /x+/g;
  let s = `n ${a.length} m`;
  return [{ json: { id: c, s, t: this.u } }, new Date(), f(1), undefined, 'it'];
};
function main(x) { return f(x ?? 2).then(console.log); }
";
    let found = coloured("javascript", &block(code));
    for (word, kinds) in [
        ("// note", vec![Comment]),
        ("f", vec![Variable, Function, Function]),
        ("a", vec![Parameter, Parameter]),
        ("b", vec![Property]),
        ("c", vec![Parameter, Parameter]),
        ("/x+/g", vec![Regexp]),
        ("length", vec![Property]),
        ("json", vec![Property]),
        ("Date", vec![Class]),
        ("then", vec![Method]),
        ("console", vec![Variable]),
        ("undefined", vec![Keyword]),
        ("'it'", vec![String]),
        ("this", vec![Keyword]),
        ("=>", vec![Operator]),
        ("x", vec![Parameter, Parameter]),
    ] {
        assert_eq!(kinds_of(&found, word), kinds, "{word}: {found:?}");
    }
}

/// However the code is written, its words are the same; only text that goes over lines is in pieces.
#[test]
fn words_are_the_same_in_every_envelope() {
    let code = "def main(a):\n    '''doc\n    more'''\n    return {'k': a, \"é😀\": [1]}\n";
    let escaped = code.replace('"', "\\\"").replace('\n', "\\n");
    let unquoted = |found: Vec<(String, TokenKind)>| -> Vec<(String, TokenKind)> {
        let plain = |word: String| word.replace("\\\"", "\"").replace("''", "'");
        found
            .into_iter()
            .map(|(word, kind)| (plain(word), kind))
            .collect()
    };
    let expected = unquoted(coloured("python3", &block(code)));
    assert_eq!(
        kinds_of(&expected, "more''"),
        [TokenKind::String],
        "{expected:?}"
    );
    let double = unquoted(coloured("python3", &format!("\"{escaped}\"")));
    assert_eq!(double.len(), expected.len());
    assert_eq!(double.last(), expected.last());
    // Folded over lines of the file: `\` at the end joins, an empty line is a line feed.
    let folded = escaped.replace("return {", "return\\\n          \\ {");
    assert_eq!(
        unquoted(coloured("python3", &format!("\"{folded}\""))),
        double
    );
    let single = code
        .trim_end()
        .replace('\'', "''")
        .replace('\n', "\n\n          ");
    // The margin of a single-quoted scalar is lost, so the code is another; its words are found all the same.
    let single = coloured("python3", &format!("'{single}\n\n          '"));
    assert!(
        single.contains(&("main".into(), TokenKind::Function)),
        "{single:?}"
    );
}

#[test]
fn broken_code_is_coloured_too_and_only_the_wanted_part() {
    let found = coloured("python3", &block("def main(:\n    return {'a': \n"));
    assert!(
        found.contains(&("return".into(), TokenKind::Keyword)),
        "{found:?}"
    );
    let snapshot = Snapshot::new(
        "{}",
        Path::new("a.json"),
        Default::default(),
        Default::default(),
    );
    assert_eq!(
        tokens(&snapshot, InFile(TextRange::up_to(TextSize::new(2)))),
        []
    );
}
