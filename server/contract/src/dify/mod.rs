//! What Dify accepts from `main` (reference dify 2.4 to 2.9).

mod check;
mod message;
mod nested;
mod number;
mod scientific;
mod transform;

use code::{Language, Shape};
use workflow::{DifyFacts, Output};

use crate::transport::{self, Serializer, Vanishing};
use crate::value::Value;
use crate::verdict::{Place, Sink, Verdict};
use crate::view::Returned;
use crate::violation::{Found, Kind, Vanished};
use crate::wire::Wire;
use check::Check;

/// What Dify says when `main` returns a value of this shape.
pub fn check(outputs: &[Output], shape: &Shape, language: Language, facts: &DifyFacts) -> Verdict {
    accept(outputs, shape, language, facts).0
}

/// What Dify says of this value, and the outputs it makes of it (in declared order) if it accepts
/// it and everything in it is known.
pub fn judge(
    outputs: &[Output],
    value: &Value,
    language: Language,
    facts: &DifyFacts,
) -> (Verdict, Option<serde_json::Map<String, serde_json::Value>>) {
    let (verdict, wire) = accept(outputs, value, language, facts);
    let made = match wire {
        Wire::Object(object) if verdict.first_failure().is_none() => {
            transform::outputs(&object, outputs, facts)
        }
        _ => None,
    };
    (verdict, made)
}

fn accept<T: Returned>(
    outputs: &[Output],
    value: &T,
    language: Language,
    facts: &DifyFacts,
) -> (Verdict, Wire) {
    let serializer = match language {
        Language::Python => Serializer::DifyPython,
        Language::JavaScript => Serializer::DifyJavaScript,
    };
    let mut sink = Sink::default();
    let place = Place::top();
    let sent = transport::send(serializer, value, &place, &mut sink);
    let mut fails = sent.fails;
    if let Vanishing::Goes(why) = sent.vanishing {
        fails |= nothing(why, &place, &mut sink);
        return (Verdict::new(sink, fails), Wire::Unknown);
    }
    let wire = match facts.scientific_rewrite {
        true => scientific::rewrite(sent.wire, &place, &mut sink),
        false => sent.wire,
    };
    let passes_through = sent.vanishing == Vanishing::Stays;
    let place = if passes_through {
        place
    } else {
        place.at_most(crate::Certainty::Sometimes)
    };
    fails |= Check {
        facts,
        sink: &mut sink,
    }
    .top(&wire, outputs, &place)
        && passes_through;
    (Verdict::new(sink, fails), wire)
}

/// JavaScript's `undefined`, function or symbol as the result.
fn nothing(why: Vanished, place: &Place, sink: &mut Sink) -> bool {
    let found = Found::from(why);
    let message = message::not_an_object(&found);
    sink.fail(place, Kind::NotAnObject { found }, message)
}
