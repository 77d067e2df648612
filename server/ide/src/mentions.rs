//! The things of a workflow that have names (nodes, inputs, outputs, declared variables), and every place that names
//! one: in the file and in the code.

mod code;
mod dify;
mod keys;
mod n8n;

use std::rc::Rc;

use ::code::ir::VarId;
use rustc_hash::FxHashMap;
use text::{EmbeddedText, InCode, InFile, Kind, Node as Value, TextRange, TextSize, Tree};
use workflow::{Platform, Workflow};

use crate::bindings::{Access, Bindings};
use crate::{Snapshot, Snippet};

pub(crate) use self::code::{doubt, main};
pub(crate) use self::keys::{bodies, statements};

/// Something that has a name. Workflows and code nodes are indices into the analysis, nodes into their workflow.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Symbol {
    /// A variable of the code of a node.
    Variable {
        workflow: usize,
        index: usize,
        variable: VarId,
    },
    /// An attribute or method of a class of the code of a node.
    Attribute {
        workflow: usize,
        index: usize,
        /// Where the class begins.
        class: TextSize,
        name: String,
    },
    /// A declared input of a code node (Dify).
    Input {
        workflow: usize,
        index: usize,
        name: String,
    },
    /// What a node hands on under a key (Dify).
    Output {
        workflow: usize,
        node: usize,
        key: String,
    },
    /// A node: Dify names it by its id, n8n by its name.
    Node { workflow: usize, node: usize },
    /// An environment or conversation variable (Dify): index into [`Workflow::variables`].
    Declared { workflow: usize, variable: usize },
}

/// A place that names something.
#[derive(Debug, Clone)]
pub(crate) struct Mention {
    pub(crate) symbol: Symbol,
    pub(crate) access: Access,
    pub(crate) place: InFile<TextRange>,
    pub(crate) carrier: Carrier,
    pub(crate) spelling: Spelling,
}

/// What a name is written in.
#[derive(Debug, Clone)]
pub(crate) enum Carrier {
    /// The code of a node.
    Code {
        workflow: usize,
        index: usize,
        range: InCode<TextRange>,
    },
    /// A string of the file.
    Scalar(Rc<EmbeddedText>, InCode<TextRange>),
    /// Something that is not written anew.
    Fixed,
}

/// How a name is spelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Spelling {
    /// As it is.
    Name,
    /// `{name}` of JavaScript, of which the value is meant: `{name: new}`.
    ShorthandValue,
    /// The same, of which the key is meant: `{new: name}`.
    ShorthandKey,
    /// `import name`: `import name as new`.
    Import,
    /// The contents of a literal in these quotes.
    Text(char),
    /// `.name`, which may have to become `["new"]`.
    Member,
}

/// Every place that names something of the workflows, variables of code left out.
pub(crate) struct Mentions {
    pub(crate) all: Vec<Mention>,
}

impl Mentions {
    pub(crate) fn of(snapshot: &Snapshot) -> Self {
        let mut all = Vec::new();
        let format = lint::format_of(&snapshot.text, &snapshot.path);
        let tree = Tree::parse(&snapshot.text, format);
        for (index, workflow) in snapshot.analysis.workflows.iter().enumerate() {
            let Some(root) = tree.root().and_then(|root| find(root, workflow.range)) else {
                continue;
            };
            let mut found = Found {
                index,
                workflow,
                out: &mut all,
            };
            match workflow.platform {
                Platform::Dify => dify::collect(root, &mut found),
                Platform::N8n => n8n::collect(root, &mut found),
            }
        }
        for snippet in snapshot.snippets() {
            code::collect(snippet, &mut all);
        }
        all.sort_by_key(|mention| mention.place.0.start());
        Mentions { all }
    }

    /// What is named at `offset`: the shortest name around it.
    pub(crate) fn at(&self, offset: InFile<TextSize>) -> Option<&Mention> {
        let touches = |mention: &&Mention| mention.place.0.contains_inclusive(offset.0);
        let touching = self.all.iter().filter(touches);
        touching.min_by_key(|mention| mention.place.0.len())
    }

    /// The places that name `symbol`.
    pub(crate) fn of_symbol(&self, symbol: &Symbol) -> impl Iterator<Item = &Mention> {
        self.all
            .iter()
            .filter(move |mention| mention.symbol == *symbol)
    }
}

/// The places that name a variable of a snippet.
pub(crate) fn of_variable(
    snippet: Snippet<'_>,
    bindings: &Bindings<'_>,
    variable: VarId,
) -> Vec<Mention> {
    let symbol = variable_symbol(snippet, variable);
    let places = bindings.places(variable).into_iter();
    places
        .map(|(range, access)| Mention {
            symbol: symbol.clone(),
            access,
            place: snippet.to_file(InCode(range)),
            carrier: Carrier::of_code(snippet, range),
            spelling: code::spelling(bindings, variable, range),
        })
        .collect()
}

pub(crate) fn variable_symbol(snippet: Snippet<'_>, variable: VarId) -> Symbol {
    Symbol::Variable {
        workflow: snippet.workflow_index(),
        index: snippet.index(),
        variable,
    }
}

impl Carrier {
    pub(crate) fn of_code(snippet: Snippet<'_>, range: TextRange) -> Carrier {
        Carrier::Code {
            workflow: snippet.workflow_index(),
            index: snippet.index(),
            range: InCode(range),
        }
    }
}

/// What has been found in the file of one workflow.
struct Found<'a> {
    index: usize,
    workflow: &'a Workflow,
    out: &'a mut Vec<Mention>,
}

impl Found<'_> {
    fn node(&self, node: usize) -> Symbol {
        Symbol::Node {
            workflow: self.index,
            node,
        }
    }

    fn output(&self, node: usize, key: &str) -> Symbol {
        Symbol::Output {
            workflow: self.index,
            node,
            key: key.to_owned(),
        }
    }

    /// The whole of a scalar names `symbol`.
    fn whole(&mut self, symbol: Symbol, access: Access, scalar: Value<'_>) {
        let place = scalar.range();
        let Some(text) = scalar.embedded().filter(EmbeddedText::is_mapped) else {
            return self.push(symbol, access, place, Carrier::Fixed);
        };
        let range = InCode(TextRange::up_to(TextSize::of(text.text())));
        let place = text.to_file(range);
        self.push(symbol, access, place, Carrier::Scalar(Rc::new(text), range));
    }

    /// A part of a string names `symbol`.
    fn part(
        &mut self,
        symbol: Symbol,
        text: &Rc<EmbeddedText>,
        range: TextRange,
        spelling: Spelling,
    ) {
        let range = InCode(range);
        let place = text.to_file(range);
        let carrier = match text.is_mapped() {
            true => Carrier::Scalar(text.clone(), range),
            false => Carrier::Fixed,
        };
        self.push(symbol, Access::Read, place, carrier);
        if let Some(last) = self.out.last_mut() {
            last.spelling = spelling;
        }
    }

    fn push(&mut self, symbol: Symbol, access: Access, place: InFile<TextRange>, carrier: Carrier) {
        self.out.push(Mention {
            symbol,
            access,
            place,
            carrier,
            spelling: Spelling::Name,
        });
    }
}

/// The value of the tree that stands at `range`.
pub(crate) fn find(root: Value<'_>, range: InFile<TextRange>) -> Option<Value<'_>> {
    let mut at = root;
    // No deeper than a tree is.
    for _ in 0..512 {
        if at.range() == range {
            return Some(at);
        }
        let around = |value: &Value<'_>| value.range().0.contains_range(range.0);
        let next = match at.kind() {
            Kind::Array => at.items().find(around),
            _ => at.entries().map(|entry| entry.value).find(around),
        };
        at = next?;
    }
    None
}

/// By what they are called, the nodes that nothing else is called as.
fn unambiguous<'w>(names: impl Iterator<Item = &'w str>) -> FxHashMap<&'w str, usize> {
    let mut by_name = FxHashMap::default();
    let mut seen = rustc_hash::FxHashSet::default();
    for (index, name) in names.enumerate() {
        match seen.insert(name) && !name.is_empty() {
            true => drop(by_name.insert(name, index)),
            false => drop(by_name.remove(name)),
        }
    }
    by_name
}
