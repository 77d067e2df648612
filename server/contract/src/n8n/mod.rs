//! What n8n accepts from its code nodes (reference n8n 6, 10, 12, 13).

mod all_items;
mod each_item;
mod item;
mod legacy;
mod message;
mod normalize;

use code::{Language, Shape};
use serde_json::Value as Json;
use workflow::Contract;

use crate::value::Value;
use crate::verdict::{Place, Sink, Verdict};
use crate::view::Returned;
use crate::wire::Wire;
use each_item::EachItem;

/// What n8n says when the code returns a value of this shape. Dify's contract, and those that
/// accept anything, pass.
pub fn check(contract: Contract, shape: &Shape, language: Language) -> Verdict {
    accept(contract, shape, language, 0).0
}

/// What n8n says of this value, and what it makes of it if it accepts it and everything in it is
/// known: the items, or for a Code Tool its answer as the only element.
///
/// In *Run Once for Each Item* (and Function Item), `value` is what the code returned for the input
/// item `input` (0-based), and `kept` is how many items were kept before it: n8n counts these in
/// its messages.
pub fn judge(
    contract: Contract,
    value: &Value,
    language: Language,
    input: usize,
    kept: usize,
) -> (Verdict, Option<Vec<Json>>) {
    let (verdict, wire) = accept(contract, value, language, kept);
    if verdict.first_failure().is_some() {
        return (verdict, None);
    }
    let made = match contract {
        Contract::N8nAllItems => wire.and_then(|wire| normalize::items(wire.json()?)),
        Contract::N8nEachItem => normalize::item(value, language, input),
        Contract::N8nTool => wire.and_then(|wire| Some(vec![normalize::answer(wire.json()?)])),
        Contract::N8nFunction => legacy::items(value),
        Contract::N8nFunctionItem => legacy::item(value, input),
        _ => None,
    };
    (verdict, made)
}

fn accept<T: Returned>(
    contract: Contract,
    value: &T,
    language: Language,
    index: usize,
) -> (Verdict, Option<Wire>) {
    let mut sink = Sink::default();
    let place = Place::top();
    let (fails, wire) = match contract {
        Contract::N8nAllItems => all_items::returned(language, value, &place, &mut sink),
        Contract::N8nEachItem => {
            let mut each = EachItem {
                language,
                index,
                sink: &mut sink,
            };
            (each.returned(value, &place), None)
        }
        Contract::N8nTool => legacy::tool(language, value, &place, &mut sink),
        Contract::N8nFunction => (legacy::function(value, &place, &mut sink), None),
        Contract::N8nFunctionItem => (legacy::function_item(value, &place, &mut sink), None),
        Contract::N8nLangChainExecute => (legacy::langchain(value, &place, &mut sink), None),
        Contract::N8nSort => (legacy::comparator(value, &place, &mut sink), None),
        Contract::N8nLangChainSupply | Contract::DifyMain => (false, None),
    };
    (Verdict::new(sink, fails), wire)
}
