//! The user's own npm packages: from a `node_modules` folder to one CommonJS source each, for a worker that can read
//! nothing.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};
use serde_json::Value;
use workflow::is_node_builtin;

/// A package with more is not read.
const MOST_FILES: usize = 2000;
const MOST_BYTES: usize = 16 << 20;

/// The source of `request` (`dayjs`, `dayjs/plugin/utc`) with every file that it asks for in turn; `None` where `folder`
/// does not have it.
pub(crate) fn read(folder: &Path, request: &str) -> anyhow::Result<Option<String>> {
    let folder = folder
        .canonicalize()
        .with_context(|| format!("{} cannot be read", folder.display()))?;
    let mut package = Package {
        folder: &folder,
        files: Vec::new(),
        known: BTreeMap::new(),
        bytes: 0,
    };
    let Some(entry) = package.resolve(request, &folder) else {
        return Ok(None);
    };
    package.add(entry)?;
    let mut next = 0;
    while next < package.files.len() {
        package.follow(next)?;
        next += 1;
    }
    Ok(Some(package.source()))
}

/// The files of a package, the one that was asked for first.
struct Package<'f> {
    /// Nothing outside of it is read.
    folder: &'f Path,
    files: Vec<File>,
    known: BTreeMap<PathBuf, usize>,
    bytes: usize,
}

struct File {
    path: PathBuf,
    text: String,
    /// What it asks for, and the files that answer.
    requests: BTreeMap<String, usize>,
}

impl Package<'_> {
    fn add(&mut self, path: PathBuf) -> anyhow::Result<usize> {
        if let Some(known) = self.known.get(&path) {
            return Ok(*known);
        }
        let text = fs::read_to_string(&path)
            .with_context(|| format!("{} cannot be read", path.display()))?;
        self.bytes += text.len();
        ensure!(
            self.files.len() < MOST_FILES && self.bytes <= MOST_BYTES,
            "{} needs more than {MOST_FILES} files or {} MiB",
            self.files
                .first()
                .map_or(&path, |first| &first.path)
                .display(),
            MOST_BYTES >> 20
        );
        let number = self.files.len();
        self.known.insert(path.clone(), number);
        self.files.push(File {
            path,
            text,
            requests: BTreeMap::new(),
        });
        Ok(number)
    }

    /// Adds what a file asks for by a text; the rest is asked of the platform when it runs.
    fn follow(&mut self, number: usize) -> anyhow::Result<()> {
        let file = &self.files[number];
        if is_json(&file.path) {
            return Ok(());
        }
        let from = file.path.parent().unwrap_or(self.folder).to_owned();
        let requests: Vec<String> = requests(&file.text).map(str::to_owned).collect();
        for request in requests {
            if is_node_builtin(&request) {
                continue;
            }
            if let Some(path) = self.resolve(&request, &from) {
                let answer = self.add(path)?;
                self.files[number].requests.insert(request, answer);
            }
        }
        Ok(())
    }

    /// As Node resolves it, as far as CommonJS goes.
    fn resolve(&self, request: &str, from: &Path) -> Option<PathBuf> {
        let found = if request.starts_with("./") || request.starts_with("../") || request == "." {
            file_or_folder(&from.join(request))
        } else {
            let beside = from.ancestors().map(|folder| folder.join("node_modules"));
            let mut folders = beside.chain([self.folder.to_owned()]);
            folders.find_map(|folder| file_or_folder(&folder.join(request)))
        };
        let path = found?.canonicalize().ok()?;
        path.starts_with(self.folder).then_some(path)
    }

    fn source(&self) -> String {
        let mut out = String::from("const files = [\n");
        for file in &self.files {
            let text = file
                .text
                .strip_prefix("#!")
                .map_or(file.text.as_str(), |rest| {
                    rest.split_once('\n').map_or("", |(_, rest)| rest)
                });
            let _ = match is_json(&file.path) {
                true => writeln!(
                    out,
                    "function (exports, require, module) {{ module.exports = {text}\n}},"
                ),
                false => writeln!(
                    out,
                    "function (exports, require, module, __filename, __dirname) {{{text}\n}},"
                ),
            };
        }
        out.push_str("];\nconst asked = [\n");
        for file in &self.files {
            let _ = writeln!(
                out,
                "new Map({}),",
                Value::from_iter(
                    file.requests
                        .iter()
                        .map(|(k, v)| Value::from(vec![Value::from(k.as_str()), Value::from(*v)]))
                )
            );
        }
        out.push_str(LOAD);
        out
    }
}

/// Loads a file once, as Node does, circles included.
const LOAD: &str = "];
const loaded = [];
const load = (number) => {
  if (loaded[number]) return loaded[number].exports;
  const own = loaded[number] = { exports: {} };
  const ask = (request) => asked[number].has(request) ? load(asked[number].get(request)) : require(request);
  files[number].call(own.exports, own.exports, ask, own, 'index.js', '/');
  return own.exports;
};
module.exports = load(0);
";

fn is_json(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| extension == "json")
}

fn file_or_folder(path: &Path) -> Option<PathBuf> {
    file(path).or_else(|| {
        let main = fs::read_to_string(path.join("package.json")).ok();
        let main: Option<Value> = main.and_then(|text| serde_json::from_str(&text).ok());
        let main = main.as_ref().and_then(entry).map(|main| path.join(main));
        main.and_then(|main| file(&main).or_else(|| file(&main.join("index"))))
            .or_else(|| file(&path.join("index")))
    })
}

fn file(path: &Path) -> Option<PathBuf> {
    let with = |extension: &str| {
        let mut name = path.as_os_str().to_owned();
        name.push(extension);
        PathBuf::from(name)
    };
    let names = [path.to_owned(), with(".js"), with(".cjs"), with(".json")];
    names.into_iter().find(|path| path.is_file())
}

/// What `require` of the package itself leads to: its `exports` for CommonJS, else its `main`.
fn entry(package: &Value) -> Option<&str> {
    let exports = package.get("exports");
    let root = exports.map(|exports| exports.get(".").unwrap_or(exports));
    root.and_then(condition)
        .or_else(|| package.get("main")?.as_str())
}

fn condition(target: &Value) -> Option<&str> {
    match target {
        Value::String(path) => Some(path),
        Value::Object(conditions) => ["node", "require", "default"]
            .into_iter()
            .find_map(|name| conditions.get(name).and_then(condition)),
        _ => None,
    }
}

/// What a file asks for in words that can be read: `require('…')`.
fn requests(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices("require(").filter_map(|(at, found)| {
        let rest = text[at + found.len()..].trim_start();
        let quote = rest
            .chars()
            .next()
            .filter(|c| matches!(c, '\'' | '"' | '`'))?;
        let (request, rest) = rest[1..].split_once(quote)?;
        (rest.trim_start().starts_with(')') && !request.is_empty() && !request.contains('\n'))
            .then_some(request)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        folder
    }

    #[test]
    fn a_package_comes_with_what_it_asks_for() {
        let folder = folder(&[
            ("a/package.json", r#"{"main": "lib/main"}"#),
            (
                "a/lib/main.js",
                "exports.x = require('./other') + require(\"b\").y + require('crypto').z;",
            ),
            (
                "a/lib/other.js",
                "module.exports = require('../data.json').n;",
            ),
            ("a/data.json", "{\"n\": 1}"),
            (
                "b/package.json",
                r#"{"exports": {".": {"import": "./no.mjs", "require": "./yes.cjs"}}}"#,
            ),
            ("b/yes.cjs", "exports.y = 2;"),
        ]);
        let source = read(folder.path(), "a").unwrap().unwrap();
        assert!(
            source.contains(r#"new Map([["./other",1],["b",2]])"#),
            "{source}"
        );
        assert!(
            source.contains("exports.y = 2;") && source.contains(r#"{"n": 1}"#),
            "{source}"
        );
        assert_eq!(read(folder.path(), "c").unwrap(), None);
    }

    #[test]
    fn nothing_outside_of_the_folder_is_read() {
        let outside = folder(&[
            ("secret.js", "secret"),
            ("node_modules/a/index.js", "require('../../secret')"),
        ]);
        let modules = outside.path().join("node_modules");
        assert!(
            !read(&modules, "a")
                .unwrap()
                .unwrap()
                .contains("[[\"../../secret\"")
        );
        assert_eq!(read(&modules, "../secret").unwrap(), None);
    }
}
