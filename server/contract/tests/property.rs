//! The verdict on a value, on its exact shape, and of a plain value-only implementation agree; and
//! what is said of a wider shape is true of the values in it.
#![allow(missing_docs)]

mod common;
mod generated;
mod reference;

use code::Language;
use code::shape::{self, Shape};
use common::{JAVASCRIPT, PYTHON, newest, newest_n8n, words};
use contract::dify;
use contract::n8n::Turn;
use contract::{Certainty, Class, Key, Outcome, Value, Verdict, n8n};
use generated::{DIFY_KEYS, N8N_KEYS, declared, fitting, item_part, returned, unique, value};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use workflow::{Contract, Output};

/// Whether a shape can say all that matters of the value.
fn exact(value: &Value) -> bool {
    match value {
        Value::Int(value) => value.exact_f64().is_some(),
        Value::BigInt(_) | Value::InvalidDate | Value::Circular => false,
        Value::Array(_, items) => items.iter().all(exact),
        Value::Object(entries) => entries.iter().all(|(_, value)| exact(value)),
        Value::Promise(inner) => exact(inner),
        _ => true,
    }
}

/// Whether the value has something the plain implementation does not model.
fn failed(verdict: &Verdict) -> bool {
    verdict.outcome == Outcome::Fails
}

/// A verdict on one value is never in doubt.
fn decided(verdict: &Verdict) -> Result<(), TestCaseError> {
    prop_assert_ne!(verdict.outcome, Outcome::MayFail);
    prop_assert_eq!(failed(verdict), verdict.first_failure().is_some());
    for violation in &verdict.violations {
        prop_assert_eq!(violation.certainty, Certainty::Always, "{:?}", violation);
    }
    Ok(())
}

fn agree_on_dify(
    outputs: &[Output],
    value: &Value,
    language: Language,
) -> Result<(), TestCaseError> {
    let (verdict, made) = dify::judge(outputs, value, language, newest());
    decided(&verdict)?;
    match reference::dify::run(outputs, value, language) {
        Err(expected) => prop_assert_eq!(words(&verdict), expected),
        Ok(expected) => {
            prop_assert_eq!(words(&verdict), "ok");
            prop_assert_eq!(serde_json::Value::Object(made.unwrap()), expected.to_json());
        }
    }
    if exact(value) {
        prop_assert_eq!(
            dify::check(outputs, &value.shape(), language, newest()),
            verdict
        );
    }
    Ok(())
}

fn agree_on_n8n(
    contract: Contract,
    value: &Value,
    language: Language,
) -> Result<(), TestCaseError> {
    let (verdict, made) = n8n::judge(contract, value, language, newest_n8n(), Turn::default());
    decided(&verdict)?;
    let expected = match contract {
        Contract::N8nAllItems => reference::n8n::all_items(value, language),
        _ => reference::n8n::each_item(value, language),
    };
    match expected {
        Err(expected) => prop_assert_eq!(words(&verdict), expected),
        Ok(expected) => {
            prop_assert_eq!(words(&verdict), "ok");
            // What Python's `str()` writes is not known to the values made here.
            if let Some(made) = made {
                let expected: Vec<_> = expected.iter().map(reference::J::to_json).collect();
                prop_assert_eq!(made, expected);
            }
        }
    }
    if exact(value) {
        prop_assert_eq!(
            n8n::check(contract, &value.shape(), language, newest_n8n()),
            verdict
        );
    }
    Ok(())
}

/// More for an occasional thorough run: `CODENODE_CASES=100000`.
fn cases_from_environment() -> u32 {
    std::env::var("CODENODE_CASES")
        .ok()
        .and_then(|cases| cases.parse().ok())
        .unwrap_or(1000)
}

fn cases() -> ProptestConfig {
    ProptestConfig {
        cases: cases_from_environment(),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn dify_python(
        (outputs, value) in declared().prop_flat_map(|o| (Just(o.clone()), fitting(o, PYTHON)))
    ) {
        agree_on_dify(&outputs, &value, PYTHON)?;
    }

    #[test]
    fn dify_javascript(
        (outputs, value) in declared().prop_flat_map(|o| (Just(o.clone()), fitting(o, JAVASCRIPT)))
    ) {
        agree_on_dify(&outputs, &value, JAVASCRIPT)?;
    }

    #[test]
    fn dify_anything(outputs in declared(), python in value(PYTHON, DIFY_KEYS), javascript in value(JAVASCRIPT, DIFY_KEYS)) {
        agree_on_dify(&outputs, &python, PYTHON)?;
        agree_on_dify(&outputs, &javascript, JAVASCRIPT)?;
    }

    #[test]
    fn n8n_anything(python in value(PYTHON, N8N_KEYS), javascript in value(JAVASCRIPT, N8N_KEYS)) {
        for contract in [Contract::N8nAllItems, Contract::N8nEachItem] {
            agree_on_n8n(contract, &python, PYTHON)?;
            agree_on_n8n(contract, &javascript, JAVASCRIPT)?;
        }
    }

    #[test]
    fn n8n_items(rows in vec(vec((select(N8N_KEYS.to_vec()), item_part()), 0..3), 0..4)) {
        let row = |row: &Vec<(&str, Value)>| {
            unique(row.iter().map(|(key, value)| (Key::from(*key), value.clone())).collect())
        };
        let value = common::list(rows.iter().map(row).collect::<Vec<_>>());
        agree_on_n8n(Contract::N8nAllItems, &value, JAVASCRIPT)?;
        if let Some(first) = rows.first() {
            agree_on_n8n(Contract::N8nAllItems, &row(first), JAVASCRIPT)?;
            agree_on_n8n(Contract::N8nEachItem, &row(first), JAVASCRIPT)?;
        }
    }
}

/// The shape of whatever is one or the other: as inference joins them.
fn join(one: Shape, other: Shape) -> Shape {
    match (one, other) {
        (one, other) if one == other => one,
        (Shape::Never, shape) | (shape, Shape::Never) => shape,
        (Shape::Array(one), Shape::Array(other)) if one.kind == other.kind => {
            let elements = |array: &shape::Array| match &array.items {
                Some(items) => items.clone(),
                None => vec![array.element.clone()],
            };
            let items = elements(&one).into_iter().chain(elements(&other));
            Shape::Array(Box::new(shape::Array {
                kind: one.kind,
                items: None,
                element: items.fold(Shape::Never, join),
                min: one.min.min(other.min),
                max: one.max.max(other.max),
            }))
        }
        (Shape::Object(one), Shape::Object(other)) if one.bad_key == other.bad_key => {
            let mut object = *one;
            for field in &mut object.fields {
                field.always &= other.field(&field.key).is_some_and(|other| other.always);
            }
            for field in other.fields {
                match object
                    .fields
                    .iter_mut()
                    .find(|known| known.key == field.key)
                {
                    Some(known) => {
                        known.shape = join(known.shape.clone(), field.shape);
                    }
                    None => object.fields.push(shape::Field {
                        always: false,
                        ..field
                    }),
                }
            }
            Shape::Object(Box::new(object))
        }
        (one, other) => {
            let mut members = one.alternatives().to_vec();
            for member in other.alternatives() {
                if !members.contains(member) {
                    members.push(member.clone());
                }
            }
            Shape::Union(members)
        }
    }
}

/// What is said of a shape is true of the values that it was joined from.
fn sound(joined: &Verdict, values: [&Verdict; 2]) -> Result<(), TestCaseError> {
    let both = values.iter().all(|verdict| failed(verdict));
    let certain = |violation: &contract::Violation| {
        violation.class == Class::Fails && violation.certainty == Certainty::Always
    };
    prop_assert!(both || joined.outcome != Outcome::Fails, "{:#?}", joined);
    prop_assert!(
        both || !joined.violations.iter().any(certain),
        "{:#?}",
        joined
    );
    for verdict in values {
        // That a list may be too long is not known once lengths are joined.
        let silent = matches!(
            verdict.first_failure().map(|failure| &failure.kind),
            None | Some(contract::Kind::TooManyElements { .. })
        );
        prop_assert!(
            silent || joined.outcome != Outcome::Passes,
            "{:#?}",
            verdict
        );
    }
    Ok(())
}

/// The verdicts on two values and on the shape joined from theirs.
fn sound_on(
    one: &Value,
    other: &Value,
    judge: impl Fn(&Shape) -> Verdict,
) -> Result<(), TestCaseError> {
    if exact(one) && exact(other) {
        let (one, other) = (one.shape(), other.shape());
        let verdicts = [&judge(&one), &judge(&other)];
        sound(&judge(&join(one, other)), verdicts)?;
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn dify_joined(
        (outputs, one, other) in declared().prop_flat_map(|o| {
            (Just(o.clone()), fitting(o.clone(), PYTHON), fitting(o, PYTHON))
        })
    ) {
        let judge = |shape: &Shape| dify::check(&outputs, shape, PYTHON, newest());
        sound_on(&one, &other, judge)?;
    }

    #[test]
    fn dify_joined_javascript(
        (outputs, one, other) in declared().prop_flat_map(|o| {
            (Just(o.clone()), fitting(o.clone(), JAVASCRIPT), fitting(o, JAVASCRIPT))
        })
    ) {
        let judge = |shape: &Shape| dify::check(&outputs, shape, JAVASCRIPT, newest());
        sound_on(&one, &other, judge)?;
    }

    #[test]
    fn n8n_joined(one in returned(), other in returned(), python in any::<bool>()) {
        let language = if python { PYTHON } else { JAVASCRIPT };
        for contract in [
            Contract::N8nAllItems,
            Contract::N8nEachItem,
            Contract::N8nTool,
            Contract::N8nFunction,
            Contract::N8nFunctionItem,
            Contract::N8nLangChainExecute,
        ] {
            let language = match contract {
                Contract::N8nAllItems | Contract::N8nEachItem | Contract::N8nTool => language,
                _ => JAVASCRIPT,
            };
            sound_on(&one, &other, |shape| n8n::check(contract, shape, language, newest_n8n()))?;
        }
    }
}
