//! Every string of every real workflow file, where a folder of such files is given by the
//! environment variable `CODENODE_CORPUS`.

mod common;

use std::path::{Path, PathBuf};

use common::{apply, check_map};
use text::{EmbeddedText, Format, InCode, Kind, Node, TextRange, TextSize, Tree};

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder)
        .expect("a readable folder")
        .flatten()
    {
        let path = entry.path();
        if path.is_dir() {
            files(&path, found);
        } else if format(&path).is_some() {
            found.push(path);
        }
    }
}

fn format(path: &Path) -> Option<Format> {
    match path.extension()?.to_str()? {
        "json" => Some(Format::Json),
        "yml" | "yaml" => Some(Format::Yaml),
        _ => None,
    }
}

fn strings<'t>(node: Node<'t>, found: &mut Vec<EmbeddedText>) {
    match node.kind() {
        Kind::Array => node.items().for_each(|item| strings(item, found)),
        Kind::Object => node.entries().for_each(|entry| strings(entry.value, found)),
        Kind::String => found.extend(node.embedded()),
        _ => {}
    }
}

/// Changes in the longest texts of a file read as wanted, and leave all other texts as they are.
fn check_seals(source: &str, format: Format, texts: &[EmbeddedText]) {
    let mut order: Vec<_> = (0..texts.len()).collect();
    order.sort_by_key(|&at| std::cmp::Reverse(texts[at].text().len()));
    for &longest in order.iter().take(3) {
        let code = &texts[longest];
        let middle = code.text().floor_char_boundary(code.text().len() / 2);
        let range = InCode(TextRange::empty(TextSize::new(middle as u32)));
        assert_eq!(code.seal(source, range, ""), []);
        let sealed = apply(source, &code.seal(source, range, "\n  \"é\" # "));
        let tree = Tree::parse(&sealed, format);
        let mut again = Vec::new();
        strings(tree.root().expect("a value"), &mut again);
        assert_eq!(again.len(), texts.len());
        for (at, (before, after)) in texts.iter().zip(&again).enumerate() {
            let mut wanted = before.text().to_owned();
            if at == longest {
                wanted.insert_str(middle, "\n  \"é\" # ");
            }
            // An anchor's text is changed wherever it is referred to.
            assert!(
                after.text() == wanted || before.range() == code.range(),
                "{wanted:?}"
            );
        }
    }
}

#[test]
fn every_string_of_the_corpus_is_mapped() {
    let Some(folder) = std::env::var_os("CODENODE_CORPUS") else {
        println!("skipped: CODENODE_CORPUS is not set");
        return;
    };
    let mut paths = Vec::new();
    files(Path::new(&folder), &mut paths);
    assert!(!paths.is_empty());
    let mut count = 0;
    for path in paths {
        let source = std::fs::read_to_string(&path).expect("UTF-8");
        let tree = Tree::parse(&source, format(&path).expect("a known ending"));
        assert_eq!(tree.problems(), [], "{}", path.display());
        let mut found = Vec::new();
        strings(tree.root().expect("a value"), &mut found);
        count += found.len();
        check_seals(&source, format(&path).expect("a known ending"), &found);
        found.iter().for_each(|code| check_map(code, &source));
    }
    println!("{count} strings");
}
