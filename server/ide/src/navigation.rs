//! From a name to where it comes from, and to wherever else it stands.

use text::{InCode, InFile, TextRange, TextSize};

use crate::attributes::{self, Attributes};
use crate::bindings::{Access, Bindings, Meaning};
use crate::mentions::{Carrier, Mention, Mentions, Spelling, Symbol, of_variable, variable_symbol};
use crate::{Place, Snapshot, Snippet};

/// A place that names something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reference {
    /// The name in the file.
    pub range: InFile<TextRange>,
    /// What is done to the thing there.
    pub access: Access,
}

impl Snapshot {
    /// Where that comes from which is named at byte `offset`: a variable from where it is bound, an input from its
    /// declaration, an output from its declaration, what is declared from the code that takes or returns it.
    pub fn definition(&self, offset: InFile<TextSize>) -> Vec<InFile<TextRange>> {
        let Some(subject) = Subject::at(self, offset) else {
            return Vec::new();
        };
        let mut found = subject.definitions();
        if found.is_empty()
            && let Some(range) = self.named_by_platform(&subject.symbol)
        {
            found.push(range);
        }
        found
    }

    /// Every place that names what is named at byte `offset`, in the order of the file.
    pub fn references(&self, offset: InFile<TextSize>) -> Vec<Reference> {
        let subject = Subject::at(self, offset);
        let mentions = subject.into_iter().flat_map(|subject| subject.mentions);
        let mut found: Vec<_> = mentions
            .map(|mention| Reference {
                range: mention.place,
                access: mention.access,
            })
            .collect();
        found.dedup_by_key(|reference| reference.range);
        found
    }

    /// The node of which the platform and not the file names an output.
    fn named_by_platform(&self, symbol: &Symbol) -> Option<InFile<TextRange>> {
        let Symbol::Output {
            workflow,
            node,
            key,
        } = symbol
        else {
            return None;
        };
        let node = &self.analysis.workflows[*workflow].nodes[*node];
        let known = node.open_outputs || node.output(key).is_some();
        known.then_some(node.name_range)
    }
}

/// Ask what is known of the attributes of the classes of a snippet.
pub(crate) fn attribute<T>(
    snippet: Snippet<'_>,
    ask: impl FnOnce(&Attributes<'_>) -> Option<T>,
) -> Option<T> {
    let reading = snippet.reading()?;
    let bindings = Bindings::of(&reading, snippet.text());
    let attributes = Attributes::of(&reading, snippet.text(), snippet.language()?, &bindings)?;
    ask(&attributes)
}

/// What is named at a place, and everywhere it is named.
pub(crate) struct Subject {
    pub(crate) symbol: Symbol,
    /// The place that was asked about.
    pub(crate) here: Mention,
    /// In the order of the file.
    pub(crate) mentions: Vec<Mention>,
}

impl Subject {
    pub(crate) fn at(snapshot: &Snapshot, offset: InFile<TextSize>) -> Option<Subject> {
        if let Some(Place::Code { snippet, offset }) = snapshot.at(offset) {
            let subject = Subject::attribute(snippet, offset);
            if let Some(subject) = subject.or_else(|| Subject::variable(snippet, offset)) {
                return Some(subject);
            }
        }
        let mentions = Mentions::of(snapshot);
        let here = mentions.at(offset)?.clone();
        Some(Subject::of(here, &mentions))
    }

    fn of(here: Mention, mentions: &Mentions) -> Subject {
        let symbol = here.symbol.clone();
        Subject {
            mentions: mentions.of_symbol(&symbol).cloned().collect(),
            symbol,
            here,
        }
    }

    /// The attribute or method of a class of the code at `offset`.
    fn attribute(snippet: Snippet<'_>, offset: InCode<TextSize>) -> Option<Subject> {
        let reading = snippet.reading()?;
        if !attributes::may_be_at(&reading, offset) {
            return None;
        }
        let attribute = attribute(snippet, |attributes| attributes.at(offset))?;
        let symbol = Symbol::Attribute {
            workflow: snippet.workflow_index(),
            index: snippet.index(),
            class: attribute.class,
            name: attribute.name,
        };
        let mention = |place: &attributes::Place| Mention {
            symbol: symbol.clone(),
            access: place.access,
            place: snippet.to_file(InCode(place.range)),
            carrier: Carrier::of_code(snippet, place.range),
            spelling: Spelling::Name,
        };
        let mentions: Vec<_> = attribute.places.iter().map(mention).collect();
        let touches = |place: &attributes::Place| place.range.contains_inclusive(offset.0);
        let here = attribute.places.iter().position(touches)?;
        Some(Subject {
            here: mentions[here].clone(),
            symbol,
            mentions,
        })
    }

    /// The variable at `offset`; where it is the parameter that takes an input, the input.
    fn variable(snippet: Snippet<'_>, offset: InCode<TextSize>) -> Option<Subject> {
        let reading = snippet.reading()?;
        let bindings = Bindings::of(&reading, snippet.text());
        let variable = match bindings.at(offset) {
            Some(named) => match named.meaning {
                Meaning::Variable(variable) => variable,
                Meaning::Global(_) => return None,
            },
            None => bindings.keyword_at(offset)?,
        };
        let mentions = of_variable(snippet, &bindings, variable);
        let at = |mention: &&Mention| matches!(mention.carrier, Carrier::Code { range, .. } if range.0.contains_inclusive(offset.0));
        let here = mentions.iter().find(at)?.clone();
        if snippet.is_dify() && bindings.function_of(variable).is_some() {
            let all = Mentions::of(snippet.snapshot());
            let same = |mention: &&Mention| {
                mention.place == here.place && matches!(mention.symbol, Symbol::Input { .. })
            };
            if let Some(input) = all.all.iter().find(same) {
                return Some(Subject::of(input.clone(), &all));
            }
        }
        Some(Subject {
            symbol: variable_symbol(snippet, variable),
            here,
            mentions,
        })
    }

    fn definitions(&self) -> Vec<InFile<TextRange>> {
        let in_code = |mention: &&Mention| matches!(mention.carrier, Carrier::Code { .. });
        let declared = |mention: &&Mention| mention.access == Access::Declaration;
        let all = || self.mentions.iter();
        let is_declared_here = self.here.access == Access::Declaration;
        let places: Vec<_> = match &self.symbol {
            Symbol::Input { .. } if in_code(&&self.here) && !is_declared_here => {
                all().filter(declared).filter(in_code).collect()
            }
            Symbol::Input { .. } if in_code(&&self.here) => {
                all().filter(declared).filter(|one| !in_code(one)).collect()
            }
            Symbol::Input { .. } => all().filter(declared).filter(in_code).collect(),
            Symbol::Output { .. } if is_declared_here => all().filter(in_code).collect(),
            Symbol::Output { .. } => {
                let declared: Vec<_> = all().filter(declared).collect();
                match declared.is_empty() {
                    true => all().filter(in_code).collect(),
                    false => declared,
                }
            }
            _ => all().filter(declared).collect(),
        };
        places.into_iter().map(|mention| mention.place).collect()
    }
}
