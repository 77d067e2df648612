//! How a case stands on a page.
//!
//! ````text
//! ## Fails
//!
//! ```python dify inputs=text outputs=result:string,score:number target=dify@1.13
//! import pandas as pd
//! # "pandas" disallowed-import not installed
//! def main(text):
//!     return {"result": text}
//! #          ^^^^^^^^^^^^^^^^ missing-output
//! ```
//! ````
//!
//! The language is followed by the node (`dify`, `n8n`, `n8n-each`, `n8n-tool`, `n8n-function`, `n8n-function-item`,
//! `n8n-sort`). Marks are comments of that language, each on a line of its own, and are taken out before the code is
//! analysed:
//!
//! - carets: a finding of that rule at these columns of the line before (other marks aside);
//! - a quoted token: at the token's first occurrence on that line, where carets cannot stand;
//! - `#<- rule` or `//<- rule`: at the last character of the code so far.
//!
//! What follows the rule's name must be contained in the message or in the platform's own words. Every finding must be
//! marked and every mark must be found. Under `Fails` there is an error, under `Warns` none, under `Passes` nothing.
//!
//! A block that begins with `yaml workflow` or `json workflow` is a whole file, for what does not stand in the code. Its
//! marks (with `#` in YAML, with `//` in JSON) are places of the file.

/// The code of one node, or a whole file, and what is to be said of it.
pub(crate) struct Case {
    /// The page's path from the root of the repository.
    pub(crate) page: String,
    /// The line of the page where the block begins, 1-based.
    pub(crate) line: usize,
    /// `python`, `javascript`; `yaml` or `json` of a whole file.
    pub(crate) language: String,
    /// `dify`, `n8n`, `n8n-each`, …; `workflow` is a whole file.
    pub(crate) node: String,
    pub(crate) inputs: Vec<String>,
    /// Name and type.
    pub(crate) outputs: Vec<(String, String)>,
    pub(crate) target: Option<String>,
    pub(crate) promise: Promise,
    /// The code without the marks; ends with a line break.
    pub(crate) code: String,
    pub(crate) marks: Vec<Mark>,
}

/// What the heading above a case promises.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Promise {
    Fails,
    Warns,
    Passes,
    Nothing,
}

/// A finding that is expected.
pub(crate) struct Mark {
    pub(crate) rule: String,
    /// Bytes of the code.
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// What its message contains.
    pub(crate) says: String,
    /// The line of the page, 1-based.
    pub(crate) line: usize,
}

impl Case {
    pub(crate) fn is_python(&self) -> bool {
        self.language == "python"
    }

    /// The block is a file and not the code of a node.
    pub(crate) fn is_file(&self) -> bool {
        self.node == "workflow"
    }

    /// A place of the code for people: line and columns of the code, 1-based, and what stands there.
    pub(crate) fn shown(&self, start: usize, end: usize) -> String {
        let end = end.min(self.code.len());
        let line = self.code[..start].matches('\n').count() + 1;
        let from = self.code[..start].rfind('\n').map_or(0, |at| at + 1);
        let column = self.code[from..start].chars().count() + 1;
        let width = self.code[start..end].chars().count();
        format!(
            "at {line}:{column}-{} {:?}",
            column + width,
            &self.code[start..end]
        )
    }
}

/// The cases of a page.
pub(crate) fn cases(page: &str, text: &str) -> Vec<Case> {
    let mut cases = Vec::new();
    let mut promise = Promise::Nothing;
    let mut lines = text.lines().enumerate();
    while let Some((index, line)) = lines.next() {
        if let Some(heading) = line.strip_prefix("## ") {
            promise = match heading {
                "Fails" => Promise::Fails,
                "Warns" => Promise::Warns,
                "Passes" => Promise::Passes,
                _ => Promise::Nothing,
            };
        }
        let Some(info) = line.strip_prefix("```") else {
            continue;
        };
        let block: Vec<(usize, &str)> = lines
            .by_ref()
            .take_while(|(_, line)| *line != "```")
            .map(|(index, line)| (index + 1, line))
            .collect();
        let is_code = info.starts_with("python") || info.starts_with("javascript");
        if is_code || info.contains(" workflow") {
            let place = format!("{page}:{}", index + 1);
            let mut case = header(info).unwrap_or_else(|wrong| panic!("{place}: {wrong}"));
            case.page = page.into();
            case.line = index + 1;
            case.promise = promise;
            body(&mut case, &block);
            cases.push(case);
        }
    }
    cases
}

fn header(info: &str) -> Result<Case, String> {
    let mut words = info.split(' ');
    let language = words.next().unwrap_or_default();
    let node = words.next().ok_or("the block names no node")?;
    const NODES: &[&str] = &[
        "dify",
        "n8n",
        "n8n-each",
        "n8n-tool",
        "n8n-function",
        "n8n-function-item",
        "n8n-sort",
        "workflow",
    ];
    if !NODES.contains(&node) {
        return Err(format!("there is no node {node:?}"));
    }
    let mut case = Case {
        page: String::new(),
        line: 0,
        language: language.into(),
        node: node.into(),
        inputs: Vec::new(),
        outputs: Vec::new(),
        target: None,
        promise: Promise::Nothing,
        code: String::new(),
        marks: Vec::new(),
    };
    for word in words {
        match word.split_once('=') {
            Some(("inputs", names)) => case.inputs = names.split(',').map(Into::into).collect(),
            Some(("outputs", outputs)) => {
                let output = |output: &str| {
                    let (name, kind) = output
                        .split_once(':')
                        .ok_or(format!("{output:?} has no type"))?;
                    Ok::<_, String>((name.into(), kind.into()))
                };
                case.outputs = outputs.split(',').map(output).collect::<Result<_, _>>()?;
            }
            Some(("target", target)) => case.target = Some(target.into()),
            _ => return Err(format!("{word:?} is not understood")),
        }
    }
    Ok(case)
}

/// Splits the block into code and marks.
fn body(case: &mut Case, block: &[(usize, &str)]) {
    let mut before = 0..0;
    for (number, line) in block {
        match mark(case, line, before.clone()) {
            Some((rule, start, end, says)) => {
                case.marks.push(Mark {
                    rule,
                    start,
                    end,
                    says,
                    line: *number,
                });
            }
            None => {
                before = case.code.len()..case.code.len() + line.len();
                case.code.push_str(line);
                case.code.push('\n');
            }
        }
    }
}

/// A mark on `line`: rule, start, end, text. `before` is the line of code it speaks of.
fn mark(
    case: &Case,
    line: &str,
    before: std::ops::Range<usize>,
) -> Option<(String, usize, usize, String)> {
    let comment = match case.language.as_str() {
        "python" | "yaml" => "#",
        _ => "//",
    };
    let rest = line.trim_start().strip_prefix(comment)?;
    let (mark, start, end) = if let Some(rest) = rest.strip_prefix("<-") {
        let end = case.code.trim_end().len();
        let last = case.code[..end]
            .chars()
            .next_back()
            .map_or(0, char::len_utf8);
        (rest, end - last, end)
    } else if let Some(quoted) = rest.trim_start().strip_prefix('"') {
        let (token, rest) = quoted.split_once("\" ")?;
        if !is_rule(rest) {
            return None;
        }
        let at = case.code[before.clone()].find(token);
        let start = before.start
            + at.unwrap_or_else(|| panic!("{}: no {token:?} before {line:?}", case.page));
        (rest, start, start + token.len())
    } else {
        let rest = rest
            .trim_start()
            .strip_prefix('^')
            .map(|rest| rest.trim_start_matches('^'))?;
        let first = line.chars().position(|c| c == '^')?;
        let width = line.matches('^').count();
        let at = |column: usize| {
            // A caret past the end of the line stands for its line break.
            let code = &case.code[before.start..];
            let found = code
                .char_indices()
                .map(|(at, _)| at)
                .chain([code.len()])
                .nth(column);
            before.start + found.unwrap_or_else(|| panic!("{}: {line:?} is too long", case.page))
        };
        (rest, at(first), at(first + width))
    };
    let mark = mark.trim();
    let (rule, says) = mark.split_once(' ').unwrap_or((mark, ""));
    Some((rule.into(), start, end, says.into()))
}

/// The text begins with the name of a rule, so that a comment is not taken for a mark.
fn is_rule(text: &str) -> bool {
    lint::find_rule(text.split(' ').next().unwrap_or_default()).is_some()
}
