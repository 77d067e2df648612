//! The code of a case in Dify exports: every style of YAML scalar, in block and flow mappings.

use crate::page::Case;
use crate::written::{WorkflowFile, Written};

/// Writes the code with its lines indented by so many columns; `None` where the style cannot express it.
type Style = fn(&str, usize) -> Option<Written>;

/// The width at which long lines are broken, as PyYAML does.
const WIDTH: usize = 80;

/// The columns of the keys of the node's data.
const NARROW: usize = 8;
const DEEP: usize = 26;
/// The name of an envelope, how it writes the code, and the file around it.
const ENVELOPES: &[(&str, Style, Around)] = &[
    ("YAML |", literal, Around::block(NARROW)),
    ("YAML |-", literal_stripped, Around::block(NARROW)),
    ("YAML |+", literal_kept, Around::block(NARROW)),
    ("YAML |2", literal_indicated, Around::block(NARROW)),
    ("YAML | deep", literal, Around::block(DEEP)),
    (
        "YAML | CRLF",
        literal,
        Around {
            crlf: true,
            ..Around::block(NARROW)
        },
    ),
    (
        "YAML | multi-byte before",
        literal,
        Around {
            name: "工作流 🚀 Entwürfe",
            ..Around::block(NARROW)
        },
    ),
    ("YAML >", folded, Around::block(NARROW)),
    (
        "YAML > CRLF deep",
        folded,
        Around {
            crlf: true,
            ..Around::block(DEEP)
        },
    ),
    ("YAML \"…\"", double_quoted, Around::block(NARROW)),
    (
        "YAML \"…\" ASCII only",
        double_quoted_ascii,
        Around::block(NARROW),
    ),
    (
        "YAML \"…\" wrapped",
        double_quoted_wrapped,
        Around::block(NARROW),
    ),
    (
        "YAML \"…\" wrapped, CRLF, multi-byte before",
        double_quoted_wrapped,
        Around {
            crlf: true,
            name: "工作流 🚀 Entwürfe",
            ..Around::block(DEEP)
        },
    ),
    (
        "YAML \"…\" folded",
        double_quoted_folded,
        Around::block(NARROW),
    ),
    (
        "YAML \"…\" in a flow mapping, multi-byte before",
        double_quoted,
        Around {
            name: "工作流 🚀 Entwürfe",
            flow: true,
            ..Around::block(NARROW)
        },
    ),
    ("YAML '…'", single_quoted, Around::block(NARROW)),
    (
        "YAML '…' CRLF",
        single_quoted,
        Around {
            crlf: true,
            ..Around::block(DEEP)
        },
    ),
    ("YAML plain", plain, Around::block(NARROW)),
    (
        "YAML plain CRLF",
        plain,
        Around {
            crlf: true,
            ..Around::block(NARROW)
        },
    ),
];

/// Their names.
pub(crate) fn envelopes() -> impl Iterator<Item = &'static str> {
    ENVELOPES.iter().map(|(envelope, ..)| *envelope)
}

/// The case in every envelope that can hold it.
pub(crate) fn files(case: &Case) -> Vec<WorkflowFile> {
    let mut files = Vec::new();
    for (envelope, style, around) in ENVELOPES {
        if let Some(written) = style(&case.code, around.indent + 2) {
            let (before, after) = around.text(case);
            files.push(written.within(envelope, "case.yml", (&before, &after), around.crlf));
        }
    }
    files
}

/// The file around the code.
#[derive(Clone, Copy)]
struct Around {
    /// The column of the keys of the node's data.
    indent: usize,
    crlf: bool,
    flow: bool,
    /// What the workflow and the node are called.
    name: &'static str,
}

impl Around {
    const fn block(indent: usize) -> Around {
        Around {
            indent,
            crlf: false,
            flow: false,
            name: "Case",
        }
    }

    /// What stands before and after the code.
    fn text(self, case: &Case) -> (String, String) {
        let name = self.name;
        let language = if case.is_python() {
            "python3"
        } else {
            "javascript"
        };
        let head = format!(
            "app:\n  name: {name}\n  mode: workflow\nkind: app\nversion: 0.7.0\nworkflow:\n  graph:\n    edges:\n    \
             - {{id: edge, source: source, target: code}}\n    nodes:\n    - id: source\n      data: {{title: {name}, \
             type: tool}}\n    - id: code\n      data:"
        );
        let variable =
            |input: &String| format!("{{variable: {input}, value_selector: [source, {input}]}}");
        let variables = case
            .inputs
            .iter()
            .map(variable)
            .collect::<Vec<_>>()
            .join(", ");
        let output =
            |(key, kind): &(String, String)| format!("{key}: {{children: null, type: '{kind}'}}");
        let outputs = case
            .outputs
            .iter()
            .map(output)
            .collect::<Vec<_>>()
            .join(", ");
        let rest = [
            format!("code_language: {language}"),
            format!("outputs: {{{outputs}}}"),
            "type: code".into(),
            format!("variables: [{variables}]"),
        ];
        if self.flow {
            let before = format!("{head} {{title: {name}, code: ");
            return (before, format!(", {}}}\n", rest.join(", ")));
        }
        let pad = " ".repeat(self.indent);
        let before = format!("{head}\n{pad}title: {name}\n{pad}code: ");
        let after: String = rest.iter().map(|line| format!("\n{pad}{line}")).collect();
        (before, after + "\n")
    }
}

fn literal(code: &str, indent: usize) -> Option<Written> {
    let begins_with_space = code.trim_start_matches('\n').starts_with([' ', '\t']);
    (!begins_with_space).then(|| literal_with("|", &clipped(code), indent))
}

fn literal_stripped(code: &str, indent: usize) -> Option<Written> {
    Some(literal_with("|-", code.trim_end_matches('\n'), indent))
}

fn literal_kept(code: &str, indent: usize) -> Option<Written> {
    Some(literal_with("|+", &format!("{code}\n"), indent))
}

fn literal_indicated(code: &str, indent: usize) -> Option<Written> {
    Some(literal_with("|2", &clipped(code), indent))
}

/// Of the line breaks at the end YAML keeps one, unless told otherwise.
fn clipped(code: &str) -> String {
    format!("{}\n", code.trim_end_matches('\n'))
}

fn literal_with(header: &str, code: &str, indent: usize) -> Written {
    let pad = " ".repeat(indent);
    let mut written = Written::default();
    written.syntax(header);
    written.syntax("\n");
    let mut lines = code.split_inclusive('\n').peekable();
    while let Some(line) = lines.next() {
        if line != "\n" {
            written.syntax(&pad);
        }
        for c in line.chars() {
            // The file goes on with a line break of its own.
            let closes = c == '\n' && lines.peek().is_none() && header != "|+";
            match closes {
                true => written.char(c, ""),
                false => written.char(c, &c.to_string()),
            }
        }
    }
    if header == "|+" {
        written.text.pop();
    }
    written
}

/// A line break of the code is two of the file, except beside lines that begin with white space.
fn folded(code: &str, indent: usize) -> Option<Written> {
    let code = code.trim_end_matches('\n');
    let pad = " ".repeat(indent);
    let lines: Vec<&str> = code.split('\n').collect();
    let is_more_indented = |line: &str| line.starts_with([' ', '\t']);
    if lines
        .iter()
        .any(|line| line.trim().is_empty() && !line.is_empty())
        || is_more_indented(lines[0])
    {
        return None;
    }
    let mut written = Written::default();
    written.syntax(">\n");
    for (index, line) in lines.iter().enumerate() {
        if index > 0 {
            let before = lines[..index].iter().rev().find(|line| !line.is_empty());
            let after = lines[index..].iter().find(|line| !line.is_empty());
            let kept = [before, after]
                .into_iter()
                .flatten()
                .any(|line| is_more_indented(line));
            // The break that is folded away stands before the blank lines, which are all kept.
            if !kept && !lines[index - 1].is_empty() {
                written.syntax("\n");
            }
            written.char('\n', "\n");
        }
        if !line.is_empty() {
            written.syntax(&pad);
        }
        words(&mut written, line, &pad, is_more_indented(line));
    }
    written.char('\n', "");
    Some(written)
}

/// Writes a line, broken at single spaces where it grows long.
fn words(written: &mut Written, line: &str, pad: &str, whole: bool) {
    let chars: Vec<char> = line.chars().collect();
    for (at, c) in chars.iter().enumerate() {
        let single = at > 0
            && chars[at - 1] != ' '
            && chars.get(at + 1).is_some_and(|next| !next.is_whitespace());
        match *c == ' ' && single && !whole && written.column() > WIDTH / 2 {
            true => written.char(' ', &format!("\n{pad}")),
            false => written.char(*c, &c.to_string()),
        }
    }
}

fn double_quoted(code: &str, indent: usize) -> Option<Written> {
    double_quoted_with(code, indent, false, Breaks::None)
}

fn double_quoted_ascii(code: &str, indent: usize) -> Option<Written> {
    double_quoted_with(code, indent, true, Breaks::None)
}

fn double_quoted_wrapped(code: &str, indent: usize) -> Option<Written> {
    double_quoted_with(code, indent, true, Breaks::Escaped)
}

fn double_quoted_folded(code: &str, indent: usize) -> Option<Written> {
    double_quoted_with(code, indent, false, Breaks::Folded)
}

/// How long lines are broken.
#[derive(Clone, Copy, PartialEq)]
enum Breaks {
    None,
    /// With a backslash at the end of the line.
    Escaped,
    /// At a space, which the break stands for.
    Folded,
}

fn double_quoted_with(code: &str, indent: usize, ascii: bool, breaks: Breaks) -> Option<Written> {
    let pad = " ".repeat(indent);
    let chars: Vec<char> = code.chars().collect();
    let mut written = Written::default();
    written.syntax("\"");
    for (at, c) in chars.iter().copied().enumerate() {
        let around = |at: Option<&char>| at.is_some_and(|c| !c.is_whitespace());
        let single = c == ' ' && at > 0 && around(chars.get(at - 1)) && around(chars.get(at + 1));
        let long = written.column() > WIDTH;
        let text = match c {
            ' ' if long && breaks == Breaks::Folded && single => format!("\n{pad}"),
            ' ' if long && breaks == Breaks::Escaped => {
                written.syntax(&format!("\\\n{pad}"));
                "\\ ".into()
            }
            '\n' => "\\n".into(),
            '\t' => "\\t".into(),
            '"' => "\\\"".into(),
            '\\' => "\\\\".into(),
            c if !ascii || c.is_ascii() => c.to_string(),
            c => match c as u32 {
                code @ ..0x100 => format!("\\x{code:02X}"),
                code @ ..0x10000 => format!("\\u{code:04X}"),
                code => format!("\\U{code:08X}"),
            },
        };
        written.char(c, &text);
    }
    written.syntax("\"");
    Some(written)
}

/// Lines that begin or end with white space would lose it.
fn folds_in_flow(code: &str) -> bool {
    code.split('\n').all(|line| line.trim() == line) && !code.is_empty()
}

fn single_quoted(code: &str, indent: usize) -> Option<Written> {
    let code = code.trim_end_matches('\n');
    if !folds_in_flow(code) {
        return None;
    }
    let mut written = Written::default();
    written.syntax("'");
    in_flow(&mut written, code, indent, |c| {
        if c == '\'' {
            "''".into()
        } else {
            c.to_string()
        }
    });
    written.syntax("'");
    Some(written)
}

fn plain(code: &str, indent: usize) -> Option<Written> {
    let code = code.trim_end_matches('\n');
    let begins = code.starts_with(|c: char| c.is_alphabetic() || c == '_');
    let ends =
        code.contains(": ") || code.contains(":\n") || code.contains(" #") || code.contains("\n#");
    if !begins || ends || code.ends_with(':') || !code.contains(' ') || !folds_in_flow(code) {
        return None;
    }
    let mut written = Written::default();
    in_flow(&mut written, code, indent, |c| c.to_string());
    Some(written)
}

/// A run of line breaks of the code is one more in the file.
fn in_flow(written: &mut Written, code: &str, indent: usize, write: fn(char) -> String) {
    let pad = " ".repeat(indent);
    let mut after_break = false;
    for c in code.chars() {
        if c == '\n' {
            if !after_break {
                written.syntax("\n");
            }
            written.char(c, "\n");
        } else {
            if after_break {
                written.syntax(&pad);
            }
            written.char(c, &write(c));
        }
        after_break = c == '\n';
    }
}
