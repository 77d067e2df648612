//! Giving a thing another name everywhere, or saying why not.

mod checks;

use std::collections::BTreeMap;
use std::fmt;
use std::rc::Rc;
use std::sync::Arc;

use text::{Edit, EmbeddedText, InCode, InFile, TextRange, TextSize};

use crate::mentions::{Carrier, Mention, Spelling};
use crate::navigation::Subject;
use crate::{Snapshot, Snippet};

/// Why something is not renamed, in a sentence for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal(pub String);

impl fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for Refusal {}

/// A name that can be changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renamable {
    /// Where it stands in the file.
    pub range: InFile<TextRange>,
    /// What it is now.
    pub name: String,
}

impl Snapshot {
    /// The name at byte `offset`, if it can be changed.
    pub fn renamable(&self, offset: InFile<TextSize>) -> Result<Renamable, Refusal> {
        let subject = self.subject(offset)?;
        checks::can_be_renamed(self, &subject)?;
        Ok(Renamable {
            range: subject.here.place,
            name: checks::name(self, &subject),
        })
    }

    /// The edits of the file that give what is named at byte `offset` the name `new`: in the order of the file, each in
    /// the style of the string it stands in. None where it has that name already.
    pub fn rename(&self, offset: InFile<TextSize>, new: &str) -> Result<Vec<Edit>, Refusal> {
        let subject = self.subject(offset)?;
        checks::can_be_renamed(self, &subject)?;
        let old = checks::name(self, &subject);
        if old == new {
            return Ok(Vec::new());
        }
        checks::can_be_named(self, &subject, new)?;
        let changes = Changes::of(self, &subject, &old, new)?;
        let edits = changes.edits(self)?;
        checks::means_the_same(self, &edits, new)?;
        Ok(edits)
    }

    fn subject(&self, offset: InFile<TextSize>) -> Result<Subject, Refusal> {
        let nothing = || Refusal(checks::nothing(self, offset));
        Subject::at(self, offset).ok_or_else(nothing)
    }
}

/// A part of a text, and what is to stand there.
pub(crate) type Change = (InCode<TextRange>, String);

/// What is to change, by the string it stands in.
#[derive(Default)]
struct Changes {
    /// Code nodes: workflow and index.
    code: BTreeMap<(usize, usize), Vec<Change>>,
    /// Other strings, by where they begin.
    scalars: BTreeMap<TextSize, (Rc<EmbeddedText>, Vec<Change>)>,
}

impl Changes {
    fn of(
        snapshot: &Snapshot,
        subject: &Subject,
        old: &str,
        new: &str,
    ) -> Result<Changes, Refusal> {
        let mut changes = Changes::default();
        for mention in &subject.mentions {
            changes.add(snapshot, mention, old, new)?;
        }
        Ok(changes)
    }

    fn add(
        &mut self,
        snapshot: &Snapshot,
        mention: &Mention,
        old: &str,
        new: &str,
    ) -> Result<(), Refusal> {
        match &mention.carrier {
            Carrier::Code {
                workflow,
                index,
                range,
            } => {
                let text = code_text(snapshot, *workflow, *index);
                let change = written(mention.spelling, *range, text, old, new);
                self.code
                    .entry((*workflow, *index))
                    .or_default()
                    .push(change);
            }
            Carrier::Scalar(text, range) => {
                let change = written(mention.spelling, *range, text.text(), old, new);
                let key = text.range().0.start();
                let (_, changes) = self
                    .scalars
                    .entry(key)
                    .or_insert_with(|| (text.clone(), Vec::new()));
                changes.push(change);
            }
            Carrier::Fixed => {
                let (line, _) = text::LineIndex::new(&snapshot.text).line(mention.place.0.start());
                let line = line + 1;
                return Err(Refusal(format!(
                    "`{old}` on line {line} of the file is written in a way that cannot be changed"
                )));
            }
        }
        Ok(())
    }

    /// The edits of the file; refused where the code would mean something else.
    fn edits(&self, snapshot: &Snapshot) -> Result<Vec<Edit>, Refusal> {
        let damaged =
            || Refusal("a string in the file is damaged and cannot be written anew".to_owned());
        let mut edits = Vec::new();
        let mut seal = |text: &EmbeddedText, changes: &[Change]| {
            let sealed = text.seal_many(&snapshot.text, changes);
            let done = !sealed.is_empty();
            edits.extend(sealed);
            done.then_some(()).ok_or_else(damaged)
        };
        for ((workflow, index), changes) in &self.code {
            let snippet = Snippet::new(snapshot, *workflow, *index).ok_or_else(damaged)?;
            checks::resolves_the_same(snippet, changes)?;
            seal(snippet.embedded(), changes)?;
        }
        for (text, changes) in self.scalars.values() {
            seal(text, changes)?;
        }
        edits.sort_by_key(|edit| edit.range.0.start());
        Ok(edits)
    }
}

fn code_text(snapshot: &Snapshot, workflow: usize, index: usize) -> &str {
    Snippet::new(snapshot, workflow, index).map_or("", Snippet::text)
}

/// What is written instead of the name at `range` of `text`.
fn written(
    spelling: Spelling,
    range: InCode<TextRange>,
    text: &str,
    old: &str,
    new: &str,
) -> Change {
    let InCode(at) = range;
    match spelling {
        Spelling::Name => (range, new.to_owned()),
        Spelling::ShorthandValue => (range, format!("{old}: {new}")),
        Spelling::ShorthandKey => (range, format!("{new}: {old}")),
        Spelling::Import => (range, format!("{old} as {new}")),
        Spelling::Text(quote) => (range, quoted(new, quote)),
        Spelling::Member if is_plain(new) => (range, new.to_owned()),
        Spelling::Member => {
            let before = &text[..usize::from(at.start())];
            let link = before.trim_end().strip_suffix('.').unwrap_or(before);
            let optional = link.ends_with('?');
            let start = if optional {
                before.trim_end().len()
            } else {
                link.len()
            };
            let whole = TextRange::new((start as u32).into(), at.end());
            (InCode(whole), format!("[\"{}\"]", quoted(new, '"')))
        }
    }
}

fn is_plain(name: &str) -> bool {
    let mut signs = name.chars();
    let first = signs
        .next()
        .is_some_and(|sign| sign.is_ascii_alphabetic() || matches!(sign, '_' | '$'));
    first && signs.all(|sign| sign.is_ascii_alphanumeric() || matches!(sign, '_' | '$'))
}

/// The inside of a literal in these quotes, of Python or JavaScript.
fn quoted(text: &str, quote: char) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '$' if quote == '`' => out.push_str("\\$"),
            sign if sign == quote => out.extend(['\\', sign]),
            sign => out.push(sign),
        }
    }
    out
}

/// `text` with `edits` (in order, disjoint) made.
pub(crate) fn edited(text: &Arc<String>, edits: &[Edit]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        let range = std::ops::Range::<usize>::from(edit.range.0);
        out.push_str(&text[at..range.start]);
        out.push_str(&edit.text);
        at = range.end;
    }
    out.push_str(&text[at..]);
    out
}
