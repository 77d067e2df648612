//! A node taken out, changed by one word and put back: in the examples, and in 200 nodes of the folder that
//! `CODENODE_CORPUS` names.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use text::{Format, Kind, Node, Tree};

use super::client::Client;

/// How many nodes of the corpus are taken.
const NODES: usize = 200;

/// What is written for a word: two bytes in one of its characters.
const WORD: &str = "renämed";

#[test]
fn one_word_changes_and_nothing_else() {
    let capabilities = json!({
        "general": {"positionEncodings": ["utf-8"]},
        "textDocument": {"diagnostic": {}},
    });
    let (mut client, _) = Client::initialized(capabilities);
    let mut tried = 0;
    for path in examples().into_iter().chain(corpus()) {
        let Ok(text) = std::fs::read_to_string(&path) else {
            continue;
        };
        tried += usize::from(change_one_word(&mut client, &path, &text, tried));
        if tried == NODES {
            break;
        }
    }
    println!("{tried} nodes");
    assert!(tried >= 3, "only {tried} nodes could be tried");
}

/// Whether the file has a node with a word to change. Which node and word depends on `turn`.
fn change_one_word(client: &mut Client, path: &Path, text: &str, turn: usize) -> bool {
    let uri = super::uri(path);
    let language = if is_json(path) { "json" } else { "yaml" };
    client.open(&uri, language, 1, text);
    let document = json!({"uri": uri});
    let answer = client.request("codenode/nodes", json!({"textDocument": document}));
    let nodes = answer["result"]["nodes"]
        .as_array()
        .cloned()
        .unwrap_or_default();
    let with_words: Vec<(&Value, Vec<&str>)> = nodes
        .iter()
        .filter_map(|node| Some((node, words(node["code"].as_str()?))))
        .filter(|(_, words)| !words.is_empty())
        .collect();
    let changed = !with_words.is_empty();
    if changed {
        let (node, words) = &with_words[turn % with_words.len()];
        let word = words[turn * 7 % words.len()];
        let params =
            json!({"textDocument": document, "node": node["id"], "ordinal": node["ordinal"]});
        let before = client.request("codenode/nodeText", params.clone())["result"].clone();
        let code = before["text"].as_str().expect("a text");
        assert_eq!(code, node["code"], "{}", path.display());
        let wanted = code.replacen(word, WORD, 1);
        let mut update = params.clone();
        update["text"] = json!(wanted);
        update["version"] = before["version"].clone();
        let edit = client.request("codenode/updateNodeText", update)["result"].clone();
        let after = applied(text, &edit, &uri);
        check(path, text, &after, (code, &wanted), word);
        client.change(&uri, 2, json!([{"text": after}]));
        let again = client.request("codenode/nodeText", params)["result"].clone();
        assert_eq!(again["text"], json!(wanted), "{}", path.display());
    }
    client.notify("textDocument/didClose", json!({"textDocument": document}));
    changed
}

/// The file differs in the word only, and reads as the same everywhere else.
fn check(path: &Path, before: &str, after: &str, code: (&str, &str), word: &str) {
    let name = path.display();
    let start = before
        .bytes()
        .zip(after.bytes())
        .take_while(|(one, other)| one == other)
        .count();
    let rest = |text: &str| text.len() - start;
    let end = before
        .bytes()
        .rev()
        .zip(after.bytes().rev())
        .take_while(|(one, other)| one == other)
        .count()
        .min(rest(before))
        .min(rest(after));
    let (gone, come) = (rest(before) - end, rest(after) - end);
    // `ä` may have to be written as `\u00e4`; a word may lie across a fold.
    assert!(
        gone <= word.len() + 16,
        "{name}: {gone} bytes went for `{word}`"
    );
    assert!(
        come <= WORD.len() + 16,
        "{name}: {come} bytes came for `{word}`"
    );
    let format = if is_json(path) {
        Format::Json
    } else {
        Format::Yaml
    };
    let (old, new) = (Tree::parse(before, format), Tree::parse(after, format));
    assert!(
        same(old.root(), new.root(), code),
        "{name}: `{word}` changed something else"
    );
}

/// Whether two trees are equal, but for the code.
fn same(old: Option<Node<'_>>, new: Option<Node<'_>>, code: (&str, &str)) -> bool {
    let (Some(old), Some(new)) = (old, new) else {
        return old.is_none() && new.is_none();
    };
    if old.kind() != new.kind() {
        return false;
    }
    match old.kind() {
        Kind::Object => {
            let (mut olds, mut news) = (old.entries(), new.entries());
            std::iter::from_fn(|| match (olds.next(), news.next()) {
                (None, None) => None,
                (Some(one), Some(other)) => {
                    Some(one.key == other.key && same(Some(one.value), Some(other.value), code))
                }
                _ => Some(false),
            })
            .all(|equal| equal)
        }
        Kind::Array => {
            let (mut olds, mut news) = (old.items(), new.items());
            std::iter::from_fn(|| match (olds.next(), news.next()) {
                (None, None) => None,
                (one, other) => Some(same(one, other, code)),
            })
            .all(|equal| equal)
        }
        _ => {
            old.plain_text() == new.plain_text()
                || (old.string().as_deref() == Some(code.0)
                    && new.string().as_deref() == Some(code.1))
        }
    }
}

/// The words of a code that stand for themselves: five letters and more, none of them part of a longer word.
fn words(code: &str) -> Vec<&str> {
    code.split(|c: char| !c.is_ascii_alphanumeric() && c != '_')
        .filter(|word| word.len() >= 5 && word.chars().all(|c| c.is_ascii_alphabetic()))
        .collect()
}

/// The text after an edit of one document, whose columns are bytes.
fn applied(text: &str, edit: &Value, uri: &str) -> String {
    let edits = match edit["documentChanges"].as_array() {
        Some(changes) => changes[0]["edits"].clone(),
        None => edit["changes"][uri].clone(),
    };
    let lines: Vec<usize> = std::iter::once(0)
        .chain(text.match_indices('\n').map(|(at, _)| at + 1))
        .collect();
    let offset = |place: &Value| {
        lines[place["line"].as_u64().unwrap() as usize]
            + place["character"].as_u64().unwrap() as usize
    };
    let mut edits: Vec<(usize, usize, &str)> = edits
        .as_array()
        .expect("edits")
        .iter()
        .map(|edit| {
            let range = &edit["range"];
            (
                offset(&range["start"]),
                offset(&range["end"]),
                edit["newText"].as_str().unwrap(),
            )
        })
        .collect();
    edits.sort_by_key(|&(start, ..)| std::cmp::Reverse(start));
    let mut text = text.to_owned();
    for (start, end, new) in edits {
        text.replace_range(start..end, new);
    }
    text
}

fn is_json(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| extension == "json")
}

fn examples() -> Vec<PathBuf> {
    files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("examples"))
}

/// The files of the corpus, in an order that mixes platforms and authors.
fn corpus() -> Vec<PathBuf> {
    let Some(folder) = std::env::var_os("CODENODE_CORPUS") else {
        println!("CODENODE_CORPUS is not set: only the examples are tried");
        return Vec::new();
    };
    let all = files(Path::new(&folder));
    let step = 37;
    (0..step)
        .flat_map(|first| all.iter().skip(first).step_by(step).cloned())
        .collect()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    ignore::WalkBuilder::new(folder)
        .require_git(false)
        .sort_by_file_name(Ord::cmp)
        .build()
        .map(|entry| entry.expect("an entry").into_path())
        .filter(|path| {
            let extension = path.extension().and_then(|extension| extension.to_str());
            matches!(extension, Some("json" | "yml" | "yaml"))
        })
        .collect()
}
