//! Test files: `NAME.codenode-test.yml` (or `.yaml`, `.json`) beside the workflow `NAME`.

use std::borrow::Cow;
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::time::Duration;

use contract::nearest;
use lint::{Severity, format_of};
use serde_json::{Map, Value};
use text::{Entry, Kind, Node, TextRange, Tree};
use workflow::Target;

use super::value;
use crate::lint::FileProblem;
use crate::place::{Lines, Position};

/// What the name of a test file ends in, its extension left out.
const SUFFIX: &str = ".codenode-test";
const EXTENSIONS: [&str; 3] = ["yml", "yaml", "json"];

/// A test file that was read.
#[derive(Debug)]
pub(super) struct TestFile {
    pub(super) path: PathBuf,
    pub(super) text: String,
    /// The workflow that it tests.
    pub(super) workflow: PathBuf,
    /// In the order of the file.
    pub(super) cases: Vec<Case>,
}

/// One test.
#[derive(Debug, Clone)]
pub(super) struct Case {
    pub(super) name: String,
    /// The id or name of the node.
    pub(super) node: String,
    /// As `codenode run` takes it.
    pub(super) input: Option<Value>,
    pub(super) target: Option<Target>,
    pub(super) timeout: Option<Duration>,
    /// `None`: nobody has said yet.
    pub(super) expected: Option<Expected>,
    /// Where its name stands.
    pub(super) place: Position,
}

/// What is to come of a run.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Expected {
    /// Dify: exactly these outputs.
    Outputs(Value),
    /// n8n: exactly these items; of an item that is written without `json` that is all that counts.
    Items(Vec<Value>),
    /// An error, of which `stage`, `type` and `message` count where they are there.
    Error(Map<String, Value>),
    /// That it succeeds, or that it fails.
    Ok(bool),
}

/// Whether a path is that of a test file.
pub(crate) fn is_test_file(path: &Path) -> bool {
    name(path).is_some()
}

/// The `NAME` of a test file.
fn name(path: &Path) -> Option<&str> {
    let extension = path.extension()?.to_str()?;
    let known = EXTENSIONS
        .iter()
        .any(|known| extension.eq_ignore_ascii_case(known));
    let name = path.file_stem()?.to_str()?.strip_suffix(SUFFIX)?;
    (known && !name.is_empty()).then_some(name)
}

/// The test files beside a workflow that there are.
pub(super) fn beside(workflow: &Path) -> impl Iterator<Item = PathBuf> {
    let paths = EXTENSIONS.map(|extension| named_after(workflow, extension));
    paths.into_iter().flatten().filter(|path| path.is_file())
}

/// Where the first test of a workflow goes.
pub(super) fn new_beside(workflow: &Path) -> Option<PathBuf> {
    named_after(workflow, EXTENSIONS[0])
}

fn named_after(workflow: &Path, extension: &str) -> Option<PathBuf> {
    let name = workflow.file_stem()?.to_str()?;
    Some(workflow.with_file_name(format!("{name}{SUFFIX}.{extension}")))
}

/// The workflow beside a test file whose name it has.
pub(super) fn workflow_beside(path: &Path) -> Option<PathBuf> {
    let name = name(path)?;
    let paths = EXTENSIONS.map(|extension| path.with_file_name(format!("{name}.{extension}")));
    paths.into_iter().find(|path| path.is_file())
}

impl TestFile {
    /// The tests in `text`; everything that is wrong with it, otherwise.
    pub(super) fn read(path: &Path, text: String) -> Result<TestFile, Vec<FileProblem>> {
        let tree = Tree::parse(&text, format_of(&text, path));
        let mut reader = Reader::new(&tree, path);
        let (workflow, cases) = reader.file();
        match (workflow, reader.problems.is_empty()) {
            (Some(workflow), true) => Ok(TestFile {
                path: path.to_owned(),
                workflow,
                cases,
                text,
            }),
            _ => Err(reader.problems),
        }
    }
}

const FILE_KEYS: &[&str] = &["workflow", "tests"];
const CASE_KEYS: &[&str] = &["name", "node", "input", "target", "timeout", "expect"];
const EXPECT_KEYS: &[&str] = &["outputs", "items", "error", "ok"];
const ERROR_KEYS: &[&str] = &["stage", "type", "message"];
const STAGES: &[&str] = &["load", "syntax", "policy", "user_code", "contract", "limit"];

struct Reader<'t> {
    tree: &'t Tree<'t>,
    path: &'t Path,
    lines: Lines<'t>,
    problems: Vec<FileProblem>,
}

impl<'t> Reader<'t> {
    fn new(tree: &'t Tree<'t>, path: &'t Path) -> Self {
        let mut reader = Reader {
            tree,
            path,
            lines: Lines::new(tree.source()),
            problems: Vec::new(),
        };
        let broken = tree.problems().iter().filter(|problem| problem.fatal);
        for problem in broken {
            reader.complain(problem.range.0, problem.message.clone());
        }
        reader
    }

    fn complain(&mut self, range: TextRange, message: impl Into<String>) {
        self.problems.push(FileProblem {
            file: self.path.display().to_string(),
            message: message.into(),
            range: Some(self.lines.span(range)),
            severity: Severity::Error,
        });
    }

    fn file(&mut self) -> (Option<PathBuf>, Vec<Case>) {
        let Some(root) = self.tree.root() else {
            return (None, Vec::new());
        };
        let keys = self.object(root, FILE_KEYS, "a test file");
        let mut workflow = None;
        let mut cases = None;
        for entry in keys {
            match &*entry.key {
                "workflow" => workflow = self.workflow(entry.value),
                _ => cases = Some(self.cases(entry.value)),
            }
        }
        if root.kind() == Kind::Object && cases.is_none() {
            self.complain(root.range().0, "there are no `tests`");
        }
        if workflow.is_none() && root.get("workflow").is_none() {
            workflow = workflow_beside(self.path);
            if workflow.is_none() {
                let message =
                    "there is no workflow of the same name beside it; name one under `workflow`";
                self.complain(TextRange::default(), message);
            }
        }
        (workflow, cases.unwrap_or_default())
    }

    fn workflow(&mut self, node: Node<'t>) -> Option<PathBuf> {
        let path = self.text(node, "workflow")?;
        let path = self.path.with_file_name("").join(&*path);
        if !path.is_file() {
            let message = format!("there is no file {}", path.display());
            self.complain(node.range().0, message);
        }
        Some(path)
    }

    fn cases(&mut self, node: Node<'t>) -> Vec<Case> {
        if node.kind() != Kind::Array {
            self.complain(node.range().0, "`tests` must be a list");
        }
        let cases: Vec<Case> = node.items().filter_map(|item| self.case(item)).collect();
        let mut names = HashSet::new();
        for (case, item) in cases.iter().zip(node.items()) {
            if !names.insert(&case.name) {
                let message = format!("two tests are called `{}`", case.name);
                self.complain(item.range().0, message);
            }
        }
        cases
    }

    fn case(&mut self, node: Node<'t>) -> Option<Case> {
        let mut case = Case {
            name: String::new(),
            node: String::new(),
            input: None,
            target: None,
            timeout: None,
            expected: None,
            place: self.lines.span(node.range().0).start,
        };
        let (mut named, mut aimed) = (false, false);
        for entry in self.object(node, CASE_KEYS, "a test") {
            let value = entry.value;
            match &*entry.key {
                "name" => {
                    named = true;
                    case.place = self.lines.span(value.range().0).start;
                    case.name = self.text(value, "name").unwrap_or_default().into_owned();
                }
                "node" => {
                    aimed = true;
                    case.node = self.text(value, "node").unwrap_or_default().into_owned();
                }
                "input" => case.input = self.json(value),
                "target" => case.target = self.target(value),
                "timeout" => case.timeout = self.timeout(value),
                _ => case.expected = self.expected(value),
            }
        }
        if node.kind() != Kind::Object {
            return None;
        }
        for (there, key) in [(named, "name"), (aimed, "node")] {
            if !there {
                self.complain(node.range().0, format!("the test has no `{key}`"));
            }
        }
        Some(case)
    }

    fn target(&mut self, node: Node<'t>) -> Option<Target> {
        let name = self.text(node, "target")?;
        match Target::parse(&name) {
            Ok(target) => Some(target),
            Err(unknown) => {
                self.complain(node.range().0, unknown.to_string());
                None
            }
        }
    }

    fn timeout(&mut self, node: Node<'t>) -> Option<Duration> {
        let seconds = node.number().filter(|it| (0.001..=3600.0).contains(it));
        if seconds.is_none() {
            let message = "`timeout` must be a number of seconds between 0.001 and 3600";
            self.complain(node.range().0, message);
        }
        seconds.map(Duration::from_secs_f64)
    }

    fn expected(&mut self, node: Node<'t>) -> Option<Expected> {
        let entries = self.object(node, EXPECT_KEYS, "an expectation");
        let [entry] = entries.as_slice() else {
            if node.kind() == Kind::Object {
                let message = "`expect` must have one of `outputs`, `items`, `error`, `ok`";
                self.complain(node.range().0, message);
            }
            return None;
        };
        let value = self.json(entry.value)?;
        let wanted = match (&*entry.key, value) {
            ("outputs", value @ Value::Object(_)) => return Some(Expected::Outputs(value)),
            ("items", Value::Array(items)) => return Some(Expected::Items(items)),
            ("ok", Value::Bool(ok)) => return Some(Expected::Ok(ok)),
            ("error", Value::Object(error)) => {
                self.error(entry.value);
                return Some(Expected::Error(error));
            }
            ("ok", _) => "true or false",
            ("items", _) => "a list",
            _ => "an object",
        };
        let message = format!("`{}` must be {wanted}", entry.key);
        self.complain(entry.value.range().0, message);
        None
    }

    fn error(&mut self, node: Node<'t>) {
        for entry in self.object(node, ERROR_KEYS, "an error") {
            let range = entry.value.range().0;
            if entry.key == "type" && entry.value.kind() == Kind::Null {
                continue;
            }
            let Some(text) = self.text(entry.value, &entry.key) else {
                continue;
            };
            if entry.key == "stage" && !STAGES.contains(&&*text) {
                let message = match nearest(&text, STAGES.iter().copied()) {
                    Some(near) => format!("there is no stage `{text}`; did you mean `{near}`?"),
                    None => format!(
                        "there is no stage `{text}`; there are {}",
                        STAGES.join(", ")
                    ),
                };
                self.complain(range, message);
            }
        }
    }

    fn json(&mut self, node: Node<'t>) -> Option<Value> {
        let value = value::json(node);
        if value.is_none() {
            self.complain(node.range().0, "there are too many values in it");
        }
        value
    }

    fn text(&mut self, node: Node<'t>, what: &str) -> Option<Cow<'t, str>> {
        // Ids are digits, which people leave without quotes.
        let text = match node.kind() {
            Kind::String | Kind::Number => node.plain_text(),
            _ => None,
        };
        if text.as_deref().is_none_or(str::is_empty) {
            self.complain(node.range().0, format!("`{what}` must be a text"));
        }
        text
    }

    /// The entries with keys that are known; complains about the others.
    fn object(&mut self, node: Node<'t>, known: &[&str], what: &str) -> Vec<Entry<'t>> {
        if node.kind() != Kind::Object {
            self.complain(node.range().0, format!("{what} must be an object"));
            return Vec::new();
        }
        let is_known = |entry: &Entry<'_>| known.contains(&&*entry.key);
        let (entries, strange): (Vec<_>, Vec<_>) = node.entries().partition(is_known);
        for entry in strange {
            let key = &entry.key;
            let message = match nearest(key, known.iter().copied()) {
                Some(near) => format!("{what} has no `{key}`; did you mean `{near}`?"),
                None => format!("{what} has no `{key}`; it has {}", known.join(", ")),
            };
            self.complain(entry.key_range.0, message);
        }
        entries
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// `workflow` is a file that there is.
    const HEAD: &str = "workflow: Cargo.toml\n";

    fn read(text: &str) -> Result<TestFile, Vec<String>> {
        let text = format!("{HEAD}{text}");
        TestFile::read(Path::new("flow.codenode-test.yml"), text).map_err(|problems| {
            let shown = |problem: FileProblem| {
                let start = problem.range.expect("a place").start;
                format!("{}:{} {}", start.line - 1, start.column, problem.message)
            };
            problems.into_iter().map(shown).collect()
        })
    }

    #[test]
    fn reads_what_a_test_says() {
        let file = read("tests:\n- name: One\n  node: 1752\n  input: {a: 1}\n  timeout: 0.5\n  target: n8n@2\n  expect: {items: [{a: 1}]}\n- {name: Two, node: x}\n").unwrap();
        let [one, two] = file.cases.as_slice() else {
            panic!("{:?}", file.cases)
        };
        assert_eq!((one.name.as_str(), one.node.as_str()), ("One", "1752"));
        assert_eq!(one.input, Some(json!({"a": 1})));
        assert_eq!(one.timeout, Some(Duration::from_millis(500)));
        assert_eq!(one.expected, Some(Expected::Items(vec![json!({"a": 1})])));
        assert_eq!((one.place.line, one.place.column), (3, 9));
        assert_eq!((&two.expected, &two.input), (&None, &None));
    }

    #[test]
    fn what_is_wrong_is_said_at_its_place() {
        for (text, said) in [
            (
                "test: []\n",
                "1:1 a test file has no `test`; did you mean `tests`?",
            ),
            ("tests: 5\n", "1:8 `tests` must be a list"),
            (
                "tests:\n- {name: A, node: B, inputs: 1}\n",
                "2:22 a test has no `inputs`; did you mean `input`?",
            ),
            ("tests:\n- {node: B}\n", "2:3 the test has no `name`"),
            ("tests:\n- {name: A, node: B, target: dfy}\n", "2:30 "),
            (
                "tests:\n- {name: A, node: B, timeout: 0}\n",
                "2:31 `timeout` must be a number of seconds",
            ),
            (
                "tests:\n- {name: A, node: B, expect: {}}\n",
                "2:30 `expect` must have one of",
            ),
            (
                "tests:\n- {name: A, node: B, expect: {ok: 1}}\n",
                "2:35 `ok` must be true or false",
            ),
            (
                "tests:\n- {name: A, node: B, expect: {error: {stage: contrct}}}\n",
                "2:46 there is no stage `contrct`; did you mean `contract`?",
            ),
            (
                "tests:\n- {name: A, node: B}\n- {name: A, node: C}\n",
                "3:3 two tests are called `A`",
            ),
            ("tests: [\n", ""),
        ] {
            let problems = read(text).expect_err(text);
            assert!(problems[0].starts_with(said), "{text}: {problems:?}");
        }
    }

    #[test]
    fn names_lead_from_the_one_file_to_the_other() {
        assert!(is_test_file(Path::new("a/flow.codenode-test.yml")));
        assert!(is_test_file(Path::new("a/b.c.codenode-test.JSON")));
        assert!(!is_test_file(Path::new("a/flow.yml")));
        assert!(!is_test_file(Path::new(".codenode-test.yml")));
        assert_eq!(
            new_beside(Path::new("a/flow.json")),
            Some(PathBuf::from("a/flow.codenode-test.yml"))
        );
    }
}
