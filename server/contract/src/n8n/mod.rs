//! What n8n accepts from its code nodes (reference n8n 6, 10, 12, 13).

mod all_items;
mod each_item;
mod function;
mod in_process;
mod item;
mod message;
mod normalize;
mod search;
mod tool;

use code::{Language, Shape};
use serde_json::Value as Json;
use workflow::{Contract, N8nFacts, NodeHost, PythonHost};

use crate::value::Value;
use crate::verdict::{Place, Sink, Verdict};
use crate::view::{Returned, View};
use crate::violation::Found;
use crate::wire::Wire;
use each_item::EachItem;

pub use item::RESERVED;
pub use search::{Forbidden, forbidden_method};

/// What n8n says when the code returns a value of this shape. Dify's contract, those that accept
/// anything, and n8n 1's Pyodide pass.
pub fn check(contract: Contract, shape: &Shape, language: Language, facts: &N8nFacts) -> Verdict {
    accept(contract, shape, language, facts, 0).0
}

/// Which item code that runs once for each item was run for. Both count from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Turn {
    /// The input item.
    pub input: usize,
    /// How many items were kept before this one: n8n counts these in its messages.
    pub kept: usize,
}

/// What n8n says of this value, and what it makes of it if it accepts it and everything in it is
/// known: the items, or for a Code Tool its answer as the only element.
pub fn judge(
    contract: Contract,
    value: &Value,
    language: Language,
    facts: &N8nFacts,
    turn: Turn,
) -> (Verdict, Option<Vec<Json>>) {
    let (verdict, wire) = accept(contract, value, language, facts, turn.kept);
    if verdict.first_failure().is_some() {
        return (verdict, None);
    }
    let made = match contract {
        Contract::N8nAllItems => wire.and_then(|wire| normalize::items(wire.json()?)),
        Contract::N8nEachItem => normalize::item(value, language, turn.input),
        Contract::N8nTool => wire.and_then(|wire| Some(vec![normalize::answer(wire.json()?)])),
        Contract::N8nFunction => function::items(value),
        Contract::N8nFunctionItem => function::item(value, turn.input),
        _ => None,
    };
    (verdict, made)
}

fn accept<T: Returned>(
    contract: Contract,
    value: &T,
    language: Language,
    facts: &N8nFacts,
    index: usize,
) -> (Verdict, Option<Wire>) {
    let mut sink = Sink::default();
    let place = Place::top();
    let in_process = match language {
        Language::JavaScript => facts.node_host == NodeHost::Vm2,
        Language::Python => facts.python_host == PythonHost::Pyodide,
    };
    let (fails, wire) = match contract {
        Contract::N8nAllItems | Contract::N8nEachItem | Contract::N8nTool
            if in_process && language == Language::Python =>
        {
            (false, None)
        }
        Contract::N8nAllItems if in_process => in_process::all_items(value, &place, &mut sink),
        Contract::N8nAllItems => all_items::returned(language, value, &place, &mut sink),
        Contract::N8nEachItem if in_process => {
            (in_process::each_item(value, index, &place, &mut sink), None)
        }
        Contract::N8nEachItem => {
            let mut each = EachItem {
                language,
                index,
                sink: &mut sink,
            };
            (each.returned(value, &place), None)
        }
        Contract::N8nTool => tool::answer(language, value, &place, &mut sink),
        Contract::N8nFunction => (function::function(value, &place, &mut sink), None),
        Contract::N8nFunctionItem => (function::function_item(value, &place, &mut sink), None),
        Contract::N8nLangChainExecute => (in_process::langchain(value, &place, &mut sink), None),
        Contract::N8nSort => (tool::comparator(value, &place, &mut sink), None),
        Contract::N8nLangChainSupply | Contract::DifyMain => (false, None),
    };
    (Verdict::new(sink, fails), wire)
}

/// The alternatives that a value stands for: several, or itself.
fn alternatives<T: Returned>(value: &T) -> &[T] {
    match value.view() {
        View::OneOf(alternatives) => alternatives,
        _ => std::slice::from_ref(value),
    }
}

/// What a value is to JavaScript; `None` when it is not known.
fn found<T>(view: &View<'_, T>) -> Option<Found> {
    Some(match view {
        View::Unknown | View::OneOf(_) | View::Module | View::Circular => return None,
        View::Undefined => Found::Undefined,
        View::Null => Found::Null,
        View::Boolean(_) => Found::Boolean,
        View::Number(_) => Found::Number,
        View::BigInt(_) => Found::BigInt,
        View::String(_) => Found::String,
        View::Symbol => Found::Symbol,
        View::Function => Found::Function,
        View::Array(..) => Found::Array,
        View::Object(_) | View::Bytes(_) => Found::Object,
        View::Instance { class, .. } => Found::Other((*class).into()),
        View::InvalidDate => Found::Other("Date".into()),
        View::Promise(_) => Found::Other("Promise".into()),
    })
}

/// `typeof x === 'object'`.
fn is_object(found: &Found) -> bool {
    matches!(
        found,
        Found::Null | Found::Array | Found::Object | Found::Other(_)
    )
}
