use super::*;

fn said(code: &str, release: Release) -> Vec<String> {
    let found = violations(code, release).into_iter();
    found
        .map(|violation| {
            let token = &code[std::ops::Range::<usize>::from(violation.range)];
            format!(
                "{token}: {}",
                violation.text.split(", because").next().unwrap_or_default()
            )
        })
        .collect()
}

#[test]
fn the_rows_of_both_releases() {
    for (code, text) in [
        (
            "x = __name__",
            "__name__: Access to name '__name__' is disallowed",
        ),
        (
            "__spec__ = 1",
            "__spec__: Access to name '__spec__' is disallowed",
        ),
        (
            "x.__class__",
            "__class__: Access to attribute '__class__' is disallowed",
        ),
        (
            "x._A__b",
            "_A__b: Access to name-mangled attributes (pattern: _ClassName__attr) is disallowed for security reasons.",
        ),
        (
            "__import__(name)",
            "__import__: Dynamic __import__() calls are not allowed for security reasons.",
        ),
        (
            "from . import x",
            "from . import x: Relative imports are disallowed.",
        ),
        (
            "builtins['__import__']",
            "'__import__': Access to attribute '__import__' is disallowed",
        ),
        (
            "match x:\n    case A(__dict__=d): pass",
            "__dict__: Match pattern extracting attribute '__dict__' is disallowed",
        ),
    ] {
        assert_eq!(said(code, Release::V2_1), [text], "{code}");
        assert_eq!(said(code, Release::Newest), [text], "{code}");
    }
}

#[test]
fn the_rows_of_the_newest_alone() {
    for (code, text) in [
        (
            "import a as __name__",
            "__name__: Access to name '__name__' is disallowed",
        ),
        (
            "from a import obj",
            "obj: Access to attribute 'obj' is disallowed",
        ),
        ("x.obj", "obj: Access to attribute 'obj' is disallowed"),
        (
            "f = '{}'.format",
            "format: Extracting 'format' as a bound method is disallowed; call it directly on its receiver instead.",
        ),
        (
            "x = {'obj': 1}",
            "'obj': Access to attribute 'obj' is disallowed",
        ),
        (
            "x = '__name__'",
            "'__name__': Access to name '__name__' is disallowed",
        ),
        (
            "'{x.obj}'",
            "'{x.obj}': String pattern accessing 'obj' is disallowed",
        ),
        (
            "x = 'o' + 'bj'",
            "'o' + 'bj': Access to attribute 'obj' is disallowed",
        ),
        (
            "x = f'{y}obj'",
            "obj: Access to attribute 'obj' is disallowed",
        ),
        (
            "def f():\n    global __name__",
            "__name__: Global declaration of '__name__' is disallowed",
        ),
        (
            "def __name__(): pass",
            "__name__: Function named '__name__' is disallowed",
        ),
        (
            "class __spec__: pass",
            "__spec__: Class named '__spec__' is disallowed",
        ),
        (
            "lambda __spec__: 1",
            "__spec__: Parameter named '__spec__' is disallowed",
        ),
        (
            "try: pass\nexcept E as __spec__: pass",
            "__spec__: Access to name '__spec__' is disallowed",
        ),
        (
            "match x:\n    case A(b): pass",
            "b: Positional match patterns are disallowed for security reasons.",
        ),
    ] {
        assert_eq!(said(code, Release::Newest), [text], "{code}");
        assert_eq!(said(code, Release::V2_1), [""; 0], "{code}");
    }
}

#[test]
fn what_looks_alike_passes() {
    for code in [
        "x.__init__, x.__x, x._x, x.___x",
        "'{}'.format(1)",
        "__import__('json')",
        "x = 'object', 'an obj', b'obj'",
        "'{{x.obj}}', '{x.obj'",
        "return 1",
        "def broken(:",
    ] {
        assert_eq!(said(code, Release::Newest), [""; 0], "{code}");
    }
}
