//! Signature help: the parameters of the function that is being called.

use code::infer::{Meaning, Spot, observe};
use code::ir::{Expr, ExprKind, FunctionId, Program};
use code::library::Entry;
use text::{InFile, Language, TextSize};

use crate::docs::Docs;
use crate::given;
use crate::probe::{PROBE, Probe, Typing};
use crate::scan::Open;
use crate::{Place, Snapshot};

/// How a function may be called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// All of it: `json.loads(s, *, …) -> Any`.
    pub label: String,
    /// The parameters, as ranges of bytes of the label.
    pub parameters: Vec<(u32, u32)>,
    /// The parameter that the cursor stands at, if any.
    pub active: Option<u32>,
    /// What the function does, in Markdown.
    pub documentation: Option<String>,
}

/// The characters that bring up signature help.
pub const SIGNATURE_TRIGGERS: &[&str] = &["(", ","];

impl Snapshot {
    /// The signatures of what is being called at byte `offset` of the file: several where it may be one of several.
    pub fn signatures(&self, offset: InFile<TextSize>) -> Vec<Signature> {
        let Some(Place::Code { snippet, offset }) = self.at(offset) else {
            return Vec::new();
        };
        let typing = Typing::at(snippet, offset);
        let found =
            typing.and_then(|typing| Call::at(&typing).map(|call| call.signatures(&typing)));
        found.unwrap_or_default()
    }
}

/// A call that the cursor stands in.
struct Call<'s> {
    /// The byte of its `(`.
    bracket: usize,
    /// The argument that the cursor stands in, counted from 0.
    place: usize,
    /// The same argument's name, where it has one.
    name: Option<&'s str>,
}

impl<'s> Call<'s> {
    fn at(typing: &Typing<'s>) -> Option<Call<'s>> {
        // A text or a literal may be an argument; a block of statements is none.
        let open = typing.scan.open.iter().enumerate().rev();
        let (depth, bracket) = open
            .take_while(|(_, open)| !matches!(open, Open::LineComment | Open::BlockComment))
            .find_map(|(depth, open)| match open {
                Open::Bracket { sign: '(', at } => Some((depth, *at)),
                _ => None,
            })?;
        let code = typing.source.text;
        let commas = typing.scan.commas(bracket, depth);
        let start = commas.last().map_or(bracket + 1, |comma| comma + 1);
        let argument = code.get(start..typing.cursor).unwrap_or_default();
        let name = argument.split_once('=').map(|(name, _)| name.trim());
        let is_name = |name: &&str| !name.is_empty() && name.chars().all(crate::probe::is_name);
        Some(Call {
            bracket,
            place: commas.len(),
            name: name.filter(is_name),
        })
    }

    fn signatures(&self, typing: &Typing<'_>) -> Vec<Signature> {
        if let Some(own) = self.entry_function(typing) {
            return vec![own];
        }
        let probe = typing.probe(if typing.in_text() { "" } else { PROBE }, "");
        let program = &probe.reading.program;
        let Some((call, is_new)) = call_at(program, self.bracket) else {
            return Vec::new();
        };
        let docs = Docs::new(typing.source.language, typing.source.api);
        let given = given::given(typing.snippet);
        let callee = &program.expr(call);
        let (spot, name) = match &callee.kind {
            ExprKind::Member { object, name, .. } => (*object, Some(name.as_str())),
            _ => (call, None),
        };
        let seen = observe(&probe.source(typing), program, &given, &[Spot::Expr(spot)]);
        let Some(seen) = seen.into_iter().next().flatten() else {
            return Vec::new();
        };
        let mut found: Vec<Signature> = Vec::new();
        for meaning in &seen.meanings {
            found.extend(match (meaning, name) {
                (Meaning::Library(path), None) => self.of_path(&docs, path, is_new),
                (Meaning::Library(path), Some(name)) => {
                    self.of_path(&docs, &format!("{path}.{name}"), is_new)
                }
                (Meaning::Function(function), None) => {
                    let called = &probe.text[std::ops::Range::<usize>::from(callee.range)];
                    Some(self.of_own(&probe, called, *function, typing.source.language))
                }
                _ => None,
            });
        }
        if let Some(name) = name {
            for class in docs.classes(&seen.shape) {
                found.extend(
                    docs.member(&class, name)
                        .and_then(|entry| self.of_entry(&docs, entry)),
                );
            }
        }
        found.dedup();
        found
    }

    fn of_path(&self, docs: &Docs, path: &str, is_new: bool) -> Option<Signature> {
        let made = is_new.then(|| docs.entry(&format!("new {path}"))).flatten();
        self.of_entry(docs, made.or_else(|| docs.entry(path))?)
    }

    fn of_entry(&self, docs: &Docs, entry: &Entry) -> Option<Signature> {
        entry.params?;
        let parameters: Vec<String> = docs.parameters(entry).collect();
        let label = docs.declaration(entry);
        let doc = (!entry.doc.is_empty()).then(|| entry.doc.to_owned());
        Some(self.signature(label, &parameters, doc))
    }

    fn of_own(
        &self,
        probe: &Probe,
        called: &str,
        function: FunctionId,
        language: Language,
    ) -> Signature {
        let function = probe.reading.program.function(function);
        let text = |range: text::TextRange| {
            let range = std::ops::Range::<usize>::from(range);
            probe
                .text
                .get(range)
                .unwrap_or_default()
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ")
        };
        let mut params: Vec<String> = function
            .params
            .iter()
            .map(|param| text(param.range))
            .collect();
        if language == Language::Python && params.first().is_some_and(|first| first == "self") {
            params.remove(0);
        }
        let is_name = called.chars().all(crate::probe::is_name);
        let name = function
            .name
            .as_deref()
            .unwrap_or(if is_name { called } else { "function" });
        self.signature(format!("{name}({})", params.join(", ")), &params, None)
    }

    /// `main`, as the platform is going to call it, where its parameters are being written.
    fn entry_function(&self, typing: &Typing<'_>) -> Option<Signature> {
        let head = typing.source.text[..self.bracket].trim_end();
        let is_main = head.ends_with("def main") || head.ends_with("function main");
        if !is_main || !typing.snippet.is_dify() {
            return None;
        }
        let inputs = typing.snippet.code_node().inputs.iter();
        let named = inputs.map(|input| match &input.type_name {
            Some(kind) => format!("{}: {kind}", input.name),
            None => input.name.clone(),
        });
        let params: Vec<String> = named.collect();
        let label = match typing.source.language {
            Language::Python => format!("main({})", params.join(", ")),
            Language::JavaScript => format!("main({{{}}})", params.join(", ")),
        };
        Some(self.signature(
            label,
            &params,
            Some("The inputs that the node declares.".into()),
        ))
    }

    fn signature(
        &self,
        label: String,
        parameters: &[String],
        documentation: Option<String>,
    ) -> Signature {
        let mut ranges: Vec<(u32, u32)> = Vec::new();
        let mut from = label.find('(').map_or(0, |at| at + 1);
        for parameter in parameters {
            if let Some(at) = label[from..].find(parameter.as_str()) {
                let start = from + at;
                from = start + parameter.len();
                ranges.push((start as u32, from as u32));
            }
        }
        let active = active(parameters, self.place, self.name);
        Signature {
            label,
            parameters: ranges,
            active,
            documentation,
        }
    }
}

/// Which of `parameters` an argument is for: by its name, else by its place; `*`, `/` count as none.
fn active(parameters: &[String], place: usize, name: Option<&str>) -> Option<u32> {
    let bare = |parameter: &str| {
        parameter
            .split(['=', ':', '?', ' '])
            .next()
            .unwrap_or_default()
            .to_owned()
    };
    if let Some(name) = name
        && let Some(index) = parameters
            .iter()
            .position(|parameter| bare(parameter) == name)
    {
        return Some(index as u32);
    }
    let mut by_place = parameters
        .iter()
        .enumerate()
        .take_while(|(_, one)| *one != "*")
        .filter(|(_, one)| *one != "/");
    let takes_rest =
        |one: &str| one.starts_with("...") || one.starts_with('*') && !one.starts_with("**");
    let rest = parameters
        .iter()
        .position(|one| takes_rest(one) && one != "..." && one != "*");
    let index = by_place.nth(place).map(|(index, _)| index);
    match (index, rest) {
        (Some(index), Some(rest)) => Some(index.min(rest) as u32),
        (Some(index), None) => Some(index as u32),
        (None, rest) => rest.map(|rest| rest as u32),
    }
}

/// What is called with the bracket at that byte, and whether with `new`.
fn call_at(program: &Program, bracket: usize) -> Option<(code::ir::ExprId, bool)> {
    let calls = program
        .exprs
        .iter()
        .filter_map(|expr: &Expr| match &expr.kind {
            ExprKind::Call { callee, .. } => Some((expr, *callee, false)),
            ExprKind::New { callee, .. } => Some((expr, *callee, true)),
            _ => None,
        });
    let is_it = |(expr, callee, _): &(&Expr, code::ir::ExprId, bool)| {
        let callee = program.expr(*callee).range;
        usize::from(callee.end()) <= bracket && usize::from(expr.range.end()) > bracket
    };
    let nearest = calls
        .filter(is_it)
        .max_by_key(|(_, callee, _)| program.expr(*callee).range.end())?;
    Some((nearest.1, nearest.2))
}
