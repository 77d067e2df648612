//! What Python's library gives, from code to shape; and that its tables are well formed.

use code::library::{Library, provided};
use code::shape::{ArrayKind, Shape};
use code::{Api, Facts, Host, Language, PythonVersion, Source};

/// Statements to run first (or `-`), an expression, and the shape it has. `d` is a value from outside.
const CASES: &[(&str, &str, &str)] = &[
    // built-in functions
    ("-", "abs(-3)", "int"),
    ("-", "abs(d)", "number"),
    ("-", "round(2.5)", "int"),
    ("-", "round(2.5, 1)", "float"),
    ("-", "round(d['a'], 2)", "number"),
    ("-", "divmod(7, 2)", "tuple(int, int)"),
    ("-", "int(d)", "int"),
    ("-", "str(d)", "str"),
    ("-", "sorted([3, 1, 2])", "list[int]"),
    ("-", "max([1, 2.5])", "number"),
    ("-", "max(3, 4, key=lambda x: -x)", "int"),
    ("-", "sum([0.5, 1])", "number"),
    ("-", "sum(d)", "number"),
    ("-", "repr(d)", "str"),
    ("-", "len(d)", "int"),
    ("-", "list(map(str.strip, d))", "list[str]"),
    ("-", "list(map(int, ['1', '2']))", "list[int]"),
    ("-", "type(d).__name__", "?"),
    ("-", "__name__", "str"),
    ("-", "isinstance(d, str)", "bool"),
    ("-", "hash('a')", "int"),
    ("-", "getattr(d, 'x')", "?"),
    ("-", "list(zip('ab', [1, 2]))", "list[tuple(str, int)]"),
    ("-", "dict.fromkeys(['a'], 0)", "{a: int 0}"),
    ("x = [1]\ngetattr(x, 'append')('s')", "x", "?"),
    // methods of text and numbers
    ("-", "d.strip()", "str"),
    ("-", "d.split(',')", "list[str]"),
    ("-", "'a b'.partition(' ')", "tuple(str, str, str)"),
    ("-", "','.join(d)", "str"),
    ("-", "'a'.encode()", "bytes"),
    ("-", "b'a'.decode()", "str"),
    ("-", "'a'.find(d)", "int"),
    ("-", "d.startswith('x')", "bool"),
    ("-", "(1.5).real", "float"),
    ("-", "(1.5).is_integer()", "bool"),
    ("-", "(3).to_bytes(2, 'big')", "bytes"),
    ("-", "int.from_bytes(b'a', 'big')", "int"),
    ("-", "bytes.fromhex(d)", "bytes"),
    // exceptions
    (
        "try:\n  int(d)\n  r = ''\nexcept Exception as e:\n  r = str(e)",
        "r",
        "str",
    ),
    (
        "try:\n  x = 1\n  int(d)\nexcept ValueError as e:\n  x = e.args",
        "x",
        "int 1 | tuple[?]",
    ),
    ("-", "ValueError('x')", "=Exception"),
    // json
    (
        "import json",
        "json.dumps(d, ensure_ascii=False, default=str)",
        "str",
    ),
    ("import json", "json.loads(d)", "?"),
    ("import json", "json.loads(d)['a'].strip()", "str"),
    ("import json", "json.loads(d, object_hook=lambda o: 1)", "?"),
    ("from json import dumps as to_json", "to_json(d)", "str"),
    // re
    ("import re", "re.sub(r'\\s+', ' ', d)", "str"),
    ("import re", "re.sub(d['p'], '', d['s'])", "str"),
    ("import re", "re.findall(r'\\d+', d)", "list[str]"),
    ("import re", "re.findall(r'(\\d+)', d)", "list[str]"),
    (
        "import re",
        "re.findall(r'(\\d+)-(\\d+)', d)",
        "list[tuple(str, str)]",
    ),
    ("import re", "re.findall(d['p'], d['s'])", "list[?]"),
    ("import re", "re.findall(br'\\d+', d)", "list[?]"),
    ("import re", "re.split(r',', d)", "list+[str]"),
    ("import re", "re.split(r'(,)', d)", "list+[?]"),
    (
        "import re\nm = re.search(r'(a)', d)",
        "m.group() if m else ''",
        "str",
    ),
    (
        "import re\nm = re.search(r'(a)', d)",
        "m.group(1).strip()",
        "str",
    ),
    (
        "import re\nm = re.search(r'(a)', d)",
        "m[0] if m else 0",
        "null | int 0 | str",
    ),
    (
        "import re\nm = re.match(r'(?P<a>a)', d)",
        "m",
        "null | =re.Match",
    ),
    (
        "import re\nm = re.match(r'(?P<a>a)', d)",
        "m.groupdict()",
        "dict[null | str]",
    ),
    (
        "import re\nm = re.match(r'(?P<a>a)', d)",
        "m.start()",
        "int",
    ),
    (
        "import re\np = re.compile(r'\\d+')",
        "p.findall(d)",
        "list[str]",
    ),
    ("import re\np = re.compile(r'\\d+')", "p.sub('', d)", "str"),
    (
        "import re",
        "[m.group() for m in re.finditer('a', d)]",
        "list[str]",
    ),
    ("import re", "re.escape(d)", "str"),
    // datetime
    (
        "import datetime",
        "datetime.datetime.now()",
        "=datetime.datetime",
    ),
    (
        "from datetime import datetime",
        "datetime.now().isoformat()",
        "str",
    ),
    (
        "from datetime import datetime, timedelta",
        "datetime.now() - timedelta(days=1)",
        "=datetime.datetime",
    ),
    (
        "from datetime import datetime",
        "(datetime.now() - datetime(2020, 1, 1)).days",
        "int",
    ),
    (
        "from datetime import datetime",
        "(datetime.now() - datetime(2020, 1, 1)).total_seconds() / 60",
        "float",
    ),
    (
        "from datetime import datetime",
        "datetime.strptime(d, '%Y').strftime('%d')",
        "str",
    ),
    (
        "from datetime import datetime",
        "datetime.now().date().year",
        "int",
    ),
    (
        "from datetime import datetime, timezone",
        "datetime.now(timezone.utc).timestamp()",
        "float",
    ),
    ("from datetime import datetime", "datetime.now() - d", "?"),
    (
        "import datetime as dt",
        "dt.timedelta(hours=1) * 2",
        "=datetime.timedelta",
    ),
    (
        "import datetime as dt",
        "3 * dt.timedelta(hours=1) / dt.timedelta(1)",
        "float",
    ),
    ("import time", "time.time()", "float"),
    ("import time", "time.localtime()", "?"),
    ("import time", "time.localtime().tm_year", "int"),
    ("import time", "int(time.time() * 1000)", "int"),
];

#[test]
fn code_gives_the_shapes() {
    let mut wrong = Vec::new();
    for (setup, expression, expected) in CASES {
        let found = shape_of(setup, expression);
        if found != *expected {
            wrong.push(format!(
                "{setup:?} {expression}\n  expected {expected}\n  found    {found}"
            ));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {}:\n{}",
        wrong.len(),
        CASES.len(),
        wrong.join("\n")
    );
}

fn shape_of(setup: &str, expression: &str) -> String {
    let mut text = String::from("def main(d):\n");
    for line in setup.lines().filter(|line| *line != "-") {
        text += &format!("  {line}\n");
    }
    text += &format!("  return {{'x': {expression}}}\n");
    let facts = Facts::of(&Source {
        text: &text,
        language: Language::Python,
        host: Host::Module,
        api: Api::Dify,
        python: PythonVersion(14),
    });
    let mut all = Shape::Never;
    for site in &facts.outcome.returns {
        let found = match &site.shape {
            Shape::Object(object) => object.field("x").map(|field| field.shape.clone()),
            _ => None,
        };
        all = all.union(found.unwrap_or(Shape::Unknown));
    }
    show(&all)
}

fn show(shape: &Shape) -> String {
    match shape {
        Shape::Unknown => "?".into(),
        Shape::Never => "never".into(),
        Shape::Null => "null".into(),
        Shape::Boolean(None) => "bool".into(),
        Shape::Boolean(Some(value)) => value.to_string(),
        Shape::Number(number) => {
            let sort = match (number.int, number.float) {
                (true, false) => "int",
                (false, true) => "float",
                _ => "number",
            };
            match number.value {
                Some(value) => format!("{sort} {value}"),
                None => sort.into(),
            }
        }
        Shape::String(text) => match &text.value {
            Some(value) => format!("{value:?}"),
            None => "str".into(),
        },
        Shape::Bytes => "bytes".into(),
        Shape::Function => "function".into(),
        Shape::Instance(class) => format!("={class}"),
        Shape::Array(array) => {
            let kind = match array.kind {
                ArrayKind::List => "list",
                ArrayKind::Tuple => "tuple",
                ArrayKind::Set => "set",
                ArrayKind::Lazy => "lazy",
            };
            match (&array.items, array.kind) {
                (Some(items), ArrayKind::Tuple) => {
                    let items: Vec<String> = items.iter().map(show).collect();
                    format!("{kind}({})", items.join(", "))
                }
                _ => {
                    let some = if array.min > 0 && array.max.is_none() {
                        "+"
                    } else {
                        ""
                    };
                    format!("{kind}{some}[{}]", show(&array.element))
                }
            }
        }
        Shape::Object(object) => match (&object.fields[..], &object.rest) {
            ([], Some(rest)) => format!("dict[{}]", show(rest)),
            (fields, rest) => {
                let mut parts: Vec<String> = fields
                    .iter()
                    .map(|field| {
                        let mark = if field.always { "" } else { "?" };
                        format!("{}{mark}: {}", field.key, show(&field.shape))
                    })
                    .collect();
                parts.extend(rest.as_ref().map(|rest| format!("...: {}", show(rest))));
                format!("{{{}}}", parts.join(", "))
            }
        },
        Shape::Union(members) => {
            let members: Vec<String> = members.iter().map(show).collect();
            members.join(" | ")
        }
        other => format!("{other:?}"),
    }
}

#[test]
fn every_listed_name_has_a_sentence() {
    let platforms =
        [Api::Dify, Api::N8nAllItems, Api::N8nEachItem].map(|api| provided(Language::Python, api));
    for library in platforms.into_iter().chain([Library::of(Language::Python)]) {
        for entry in library.entries() {
            assert!(
                entry.doc.ends_with('.') || entry.doc.ends_with(".)"),
                "{}: {:?}",
                entry.path,
                entry.doc
            );
        }
    }
}

/// The tables against the interpreter that is installed here; see `tests/conformance/library/check.py`.
#[test]
fn the_interpreter_agrees_with_the_tables() {
    let script = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../tests/conformance/library/check.py"
    );
    let Ok(run) = std::process::Command::new("python3").arg(script).output() else {
        eprintln!(
            "SKIPPED: there is no python3 here, so the tables of Python's library are not checked"
        );
        return;
    };
    let report = String::from_utf8_lossy(&run.stdout);
    let failure = String::from_utf8_lossy(&run.stderr);
    eprintln!("{report}");
    assert!(run.status.success(), "{report}{failure}");
}
