//! The verdict on code that is like what was judged before is the verdict on the code: random edits of long code, and of
//! that of real workflow files where `CODENODE_CORPUS` names a folder of them.
//!
//! `CODENODE_PROGRAMS=10000 cargo test --release -p codenode-code --test judged` tries more.

#![allow(
    dead_code,
    unreachable_pub,
    reason = "the generators serve another test too"
)]

#[path = "soundness/javascript.rs"]
mod javascript;
#[path = "soundness/random.rs"]
mod random;
#[path = "soundness/template.rs"]
mod template;
mod typing;

use std::path::Path;

use code::syntax::{self, Judged};
use code::{Api, Host, Language, PythonVersion, Source};
use random::Random;

/// Edits of one text.
const EDITS: usize = 40;

/// Statements that stand in no other; `#` is a number of their own.
const STATEMENTS: &[&str] = &[
    "const a# = [1, 2, 'x'].map((x) => x * 2);",
    "let b# = { k: 1, m() { return `a${1}b`; }, 'n-n': /[/]/g };",
    "var c# = 1, d# = c# / 2;",
    "function e#(p, { q } = {}, ...r) {\n  if (p) { return r; }\n  return q;\n}",
    "class F# extends Object {\n  get v() { return 1; }\n  static w = 2;\n}",
    "if (typeof c# === 'undefined') {\n  c# = 0;\n}",
    "if (g#) { h#(); } else { i#(); }",
    "for (const j of [1, 2]) {\n  console.log(j);\n}",
    "try { k#(); } catch (error) { l#(error); }",
    "try { m#(); } finally { n#(); }",
    "o#.p = async () => { await q#(); };",
    "r# = s#\n(t#).u();",
    "'text#';",
    "/x#/.test('x');",
    "v# = function () { return 1; }",
    "label#: for (;;) { break label#; }",
    "do { w#(); } while (x#)",
    "switch (y#) { case 1: break; default: z#(); }",
    "const { aa#, bb: [cc#] } = dd#;",
    "// a comment with } and `\nlet ee# = 1;",
    "ff# = `a ${ { a: `${1}` }.a } } b`;",
    "    gg#({\n  a: 1,\n});",
    "let hh# = ii# /jj# /kk#;",
    "function ll#() { 'use strict'; return 010 && 1; }",
    "await mm#();",
    "{ let nn# = 1; }",
    ";",
    "return oo#;",
    "var let# = { let: 1 }; let#.let = 2;",
];

/// Ends of code as somebody types it, letter by letter.
const ENDS: &[&str] = &[
    "\nfunction typed(a, b = 1) {\n  const c = [1, 2].map((x) => `${x}`);\n  return { c, d: a?.b ?? null };\n}\n",
    "\nconst a1 = 1;\nlet b2 = a1\n\nfor (let i = 0; i < 3; i += 1) {\n  if (i) continue;\n}\nreturn { x: 'it' };\n",
    "\nclass T { #a = 1; get b() { return this.#a } }\nnew T().b /= 2\n// done } ` '\n",
    "\nx = a as string;\ninterface A { b: number }\n",
    "\nlet let = 1\nlet\ny = 2\n'use strict';\nconst c3 = 010;\n",
    "\nimport x from 'y'\nexport default 1\n@d class Z {}\n",
    "\nif (x:\n    y\nelif z:\n  pass\n",
    "\nconst q = \u{201c}x\u{201d};\n```js\n{{ name }}\n",
];

#[test]
fn what_is_typed_at_the_end() {
    let judged = Judged::default();
    for seed in 0..programs() {
        let mut random = Random::new(seed);
        let host = random.pick(&[Host::Eval, Host::AsyncBody, Host::AsyncBody]);
        let mut text = long(&mut random);
        assert_same(&text, host, &judged);
        let end = random.pick(ENDS);
        for letter in end.chars() {
            text.push(letter);
            assert_same(&text, host, &judged);
        }
    }
}

#[test]
fn what_is_typed_anywhere() {
    let judged = Judged::default();
    for seed in 0..programs() {
        let mut random = Random::new(seed);
        let text = long(&mut random);
        edited(text, &mut random, &judged);
    }
    let corpus = std::env::var_os("CODENODE_CORPUS");
    let corpus = corpus
        .iter()
        .flat_map(|folder| typing::snippets(Path::new(folder), Language::JavaScript));
    for (number, code) in corpus.enumerate() {
        edited(code, &mut Random::new(number as u64), &judged);
    }
}

fn programs() -> u64 {
    let programs = std::env::var("CODENODE_PROGRAMS");
    programs.map_or(6, |number| number.parse().expect("a number"))
}

/// Edit `text` again and again; where it is broken for long, begin anew.
fn edited(mut text: String, random: &mut Random, judged: &Judged) {
    let first = text.clone();
    let host = random.pick(&[Host::Eval, Host::AsyncBody]);
    let mut broken = 0;
    for _ in 0..EDITS {
        broken = match assert_same(&text, host, judged) {
            true => broken + 1,
            false => 0,
        };
        if broken > 4 {
            text.clone_from(&first);
            broken = 0;
        }
        typing::edit(&mut text, random);
    }
}

/// Code that is worth remembering.
fn long(random: &mut Random) -> String {
    let mut text = String::new();
    // Hardly any code is without a fault if anything goes.
    let allowed: Vec<&str> = (0..8).map(|_| random.pick(STATEMENTS)).collect();
    for number in 0.. {
        if text.len() > 5_000 {
            break;
        }
        let statement = random.pick(&allowed);
        text += &statement.replace('#', &number.to_string());
        text += random.pick(&["\n", "\n\n", " ", "\n  ", "; "]);
    }
    if random.once_in(3) {
        text += &javascript::program(random);
    }
    text
}

/// Whether the code is broken.
fn assert_same(text: &str, host: Host, judged: &Judged) -> bool {
    let source = Source {
        text,
        language: Language::JavaScript,
        host,
        api: Api::None,
        python: PythonVersion(12),
        inputs: None,
    };
    let fresh = syntax::check(&source);
    assert_eq!(judged.check(&source), fresh, "{host:?}\n{text}");
    fresh.is_some()
}
