//! What is said of shapes that stand for many values: how sure, where, and what loses data.
#![allow(missing_docs)]

mod common;

use code::Language;
use code::shape::{Array, ArrayKind, Field, Number, Object, Shape, Text};
use common::{JAVASCRIPT, PYTHON, newest, newest_n8n, outputs};
use contract::{
    Arrives, Certainty, Class, Found, Kind, Outcome, Vanished, Verdict, Violation, dify, n8n,
};
use text::{TextRange, TextSize};
use workflow::Contract;

fn field(key: &str, shape: Shape, always: bool) -> Field {
    Field {
        key: key.into(),
        shape,
        always,
        range: None,
    }
}

/// `key?` is not there on some path.
fn object<const N: usize>(fields: [(&str, Shape); N]) -> Shape {
    let field = |(key, shape): (&str, Shape)| match key.strip_suffix('?') {
        Some(key) => field(key, shape, false),
        None => field(key, shape, true),
    };
    let fields = fields.into_iter().map(field).collect();
    Shape::Object(Box::new(Object {
        fields,
        rest: None,
        bad_key: None,
    }))
}

fn open<const N: usize>(fields: [(&str, Shape); N]) -> Shape {
    let Shape::Object(mut object) = object(fields) else {
        unreachable!()
    };
    object.rest = Some(Shape::Unknown);
    Shape::Object(object)
}

/// A list of unknown length.
fn list(element: Shape, min: u64, max: Option<u64>) -> Shape {
    Shape::Array(Box::new(Array {
        kind: ArrayKind::List,
        items: None,
        element,
        min,
        max,
    }))
}

fn exactly<const N: usize>(items: [Shape; N]) -> Shape {
    let (min, max) = (N as u64, Some(N as u64));
    let items = Some(items.to_vec());
    let array = Array {
        kind: ArrayKind::List,
        items,
        element: Shape::Unknown,
        min,
        max,
    };
    Shape::Array(Box::new(array))
}

fn either<const N: usize>(members: [Shape; N]) -> Shape {
    Shape::Union(members.to_vec())
}

fn instance(class: &str) -> Shape {
    Shape::Instance(class.into())
}

fn dify(declared: &str, shape: Shape) -> Verdict {
    dify::check(&outputs(declared), &shape, PYTHON, newest())
}

fn n8n(contract: Contract, shape: &Shape, language: Language) -> Verdict {
    n8n::check(contract, shape, language, newest_n8n())
}

fn all_items(shape: Shape) -> Verdict {
    n8n(Contract::N8nAllItems, &shape, JAVASCRIPT)
}

/// Each violation as `path: kind, certainty`.
fn brief(verdict: &Verdict) -> Vec<String> {
    let brief = |violation: &Violation| {
        let kind = format!("{:?}", violation.kind);
        let name = kind
            .split([' ', '{', '('])
            .next()
            .unwrap_or_default()
            .to_owned();
        format!("{}: {name}, {:?}", violation.path, violation.certainty)
    };
    verdict.violations.iter().map(brief).collect()
}

#[test]
#[rustfmt::skip]
fn dify_certainty() {
    use Outcome::{Fails, MayFail, Passes};
    let number = Shape::INT;
    let rows: Vec<(&str, Shape, Outcome, &[&str])> = vec![
        ("x: string", object([("x", Shape::STRING)]), Passes, &[]),
        ("x: string", object([("x", Shape::Unknown)]), Passes, &[]),
        ("x: string", Shape::Unknown, Passes, &[]),
        ("x: string", Shape::Never, Passes, &[]),
        ("x: string", object([("x", number.clone())]), Fails, &["x: WrongType, Always"]),
        ("x: string", object([("x", either([Shape::STRING, number.clone()]))]), MayFail, &["x: WrongType, Sometimes"]),
        ("x: string", object([("x", either([Shape::Null, Shape::STRING]))]), Passes, &[]),
        ("x: string", object([("x", either([Shape::BOOLEAN, number.clone()]))]), Fails, &["x: WrongType, OnePath", "x: WrongType, OnePath"]),
        ("x: string", object([("x?", Shape::STRING)]), MayFail, &["x: MissingKey, Sometimes"]),
        ("x: string", object([("x?", number.clone())]), MayFail, &["x: MissingKey, Sometimes", "x: WrongType, Sometimes"]),
        ("x: string", object([("x", Shape::STRING), ("y?", number.clone())]), MayFail, &["y: ExtraKey, Sometimes"]),
        ("x: string", object([("x", Shape::STRING), ("y", number.clone())]), Fails, &["y: ExtraKey, Always"]),
        ("x: string, z: number", object([("x", Shape::STRING), ("y", number.clone())]), Fails, &["z: MissingKey, Always", "y: ExtraKey, Always"]),
        ("x: string", open([]), Passes, &[]),
        ("x: string", open([("x", number.clone())]), Fails, &["x: WrongType, Always"]),
        ("x: string", either([Shape::Null, object([("x", Shape::STRING)])]), MayFail, &[": NotAnObject, Sometimes"]),
        ("x: string", either([Shape::Null, Shape::STRING]), Fails, &[": NotAnObject, OnePath", ": NotAnObject, OnePath"]),
        ("x: string", either([object([]), object([("y", Shape::Null)])]), Fails, &["x: MissingKey, Always", "y: ExtraKey, Sometimes"]),
        ("x: array[string]", object([("x", list(number.clone(), 0, None))]), MayFail, &["x[]: WrongType, UnlessEmpty"]),
        ("x: array[string]", object([("x", list(number.clone(), 1, None))]), Fails, &["x[]: WrongType, Always"]),
        ("x: array[string]", object([("x", list(either([Shape::STRING, number.clone()]), 1, None))]), MayFail, &["x[]: WrongType, Sometimes"]),
        ("x: array[string]", object([("x", list(Shape::Unknown, 1, None))]), Passes, &[]),
        ("x: array[string]", object([("x", list(Shape::STRING, 31, None))]), Fails, &["x: TooManyElements, Always"]),
        ("x: array[string]", object([("x", list(Shape::STRING, 0, Some(100)))]), Passes, &[]),
        ("x: array[number]", object([("x", list(either([number.clone(), Shape::Null]), 1, None))]), MayFail, &["x[]: WrongType, Sometimes"]),
        ("x: object", object([("x", object([("a", list(list(Shape::Unknown, 0, None), 0, None))]))]), MayFail, &["x.a[]: ListOfLists, UnlessEmpty"]),
        ("x: object", object([("x", object([("a", list(either([number.clone(), Shape::STRING]), 0, None))]))]), MayFail, &["x.a: MixedList, Sometimes"]),
        ("x: object", object([("x", object([("a", list(either([number.clone(), Shape::STRING]), 1, Some(1)))]))]), Passes, &[]),
        ("x: object", object([("x", object([("a", exactly([number.clone(), Shape::STRING]))]))]), Fails, &["x.a: MixedList, Always"]),
        ("x: object", object([("x", object([("a", exactly([Shape::Unknown, number.clone(), Shape::STRING]))]))]), Passes, &[]),
        ("x: object", object([("x", object([("a", exactly([number.clone(), either([number.clone(), Shape::STRING])]))]))]), MayFail, &["x.a: MixedList, Sometimes"]),
        ("x: object", object([("x?", Shape::Array(Box::new(Array { kind: ArrayKind::Set, items: None, element: Shape::Unknown, min: 0, max: None })))]), MayFail, &["x: NotSerialisable, Sometimes", "x: MissingKey, Sometimes"]),
        ("x: number", object([("x", either([instance("datetime.datetime"), number]))]), MayFail, &["x: NotSerialisable, Sometimes"]),
        ("x: string", object([("x", Shape::String(Text { value: None, min_length: 400_001 }))]), Fails, &["x: TooLong, Always"]),
        ("x: string", object([("x", instance("some.unknown.Class"))]), Passes, &[]),
        ("x: object", object([("x", instance("collections.defaultdict"))]), Passes, &[]),
        ("x: string", object([("x", instance("collections.Counter"))]), Fails, &["x: WrongType, Always"]),
        ("x: string", object([("x", instance("user:Point"))]), Fails, &["x: NotSerialisable, Always"]),
        ("x: nonsense", object([("x", Shape::INT)]), Passes, &[]),
    ];
    for (declared, shape, outcome, expected) in rows {
        let verdict = dify(declared, shape.clone());
        assert_eq!(brief(&verdict), expected, "{declared} {shape:?}");
        assert_eq!(verdict.outcome, outcome, "{declared} {shape:?}");
    }
}

#[test]
fn words_are_left_out_where_they_depend_on_the_value() {
    let message = |shape: Shape| {
        let declared = outputs("x: string");
        let verdict = dify::check(&declared, &object([("x", shape)]), JAVASCRIPT, newest());
        verdict.violations[0]
            .message
            .clone()
            .map(|message| message.text)
    };
    assert_eq!(message(Shape::NUMBER), None);
    let int = Shape::Number(Number {
        int: true,
        float: true,
        value: Some(7.0),
    });
    let expected = "Output x must be a string, got int instead.";
    assert_eq!(message(int).as_deref(), Some(expected));
}

#[test]
fn names_that_look_alike() {
    let verdict = dify(
        "result: string, total: number",
        object([("reslt", Shape::STRING), ("Total", Shape::INT)]),
    );
    let near: Vec<_> = verdict
        .violations
        .iter()
        .map(|violation| match &violation.kind {
            Kind::MissingKey { key, near, .. } => format!("{key} missing, {near:?}"),
            Kind::ExtraKey { key, near } => format!("{key} extra, {near:?}"),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(
        near,
        [
            "result missing, Some(\"reslt\")",
            "total missing, Some(\"Total\")",
            "reslt extra, Some(\"result\")",
            "Total extra, Some(\"total\")",
        ]
    );
    let verdict = dify(
        "result: string",
        object([("result", Shape::STRING), ("results", Shape::STRING)]),
    );
    let Kind::ExtraKey { near, .. } = &verdict.violations[0].kind else {
        panic!()
    };
    assert_eq!(*near, None, "what is there is not meant");
}

#[test]
fn places_in_the_code() {
    let range = TextRange::at(TextSize::from(10), TextSize::from(4));
    let Shape::Object(mut inner) = object([("a", Shape::INT)]) else {
        unreachable!()
    };
    inner.fields[0].range = Some(range);
    let shape = object([("x", Shape::Object(inner))]);
    let verdict = dify("x: object { a: string }", shape);
    assert_eq!(verdict.violations[0].range, Some(range));
    assert_eq!(verdict.violations[0].path.to_string(), "x.a");

    let Shape::Object(mut outer) = object([("x", object([]))]) else {
        unreachable!()
    };
    outer.fields[0].range = Some(range);
    let verdict = dify("x: object { a: string }", Shape::Object(outer));
    assert_eq!(
        verdict.violations[0].range,
        Some(range),
        "the nearest that is known"
    );
}

#[test]
fn vanished_keys_are_missing() {
    let missing = |shape: Shape| {
        let verdict = dify::check(&outputs("x: string"), &shape, JAVASCRIPT, newest());
        let missing = verdict
            .violations
            .iter()
            .find_map(|violation| match &violation.kind {
                Kind::MissingKey { vanished, .. } => Some((*vanished, violation.certainty)),
                _ => None,
            });
        (missing, verdict.outcome)
    };
    let undefined = missing(object([("x", Shape::Undefined)]));
    assert_eq!(
        undefined,
        (
            Some((Some(Vanished::Undefined), Certainty::Always)),
            Outcome::Fails
        )
    );
    let function = missing(object([("x", Shape::Function)]));
    assert_eq!(
        function,
        (
            Some((Some(Vanished::Function), Certainty::Always)),
            Outcome::Fails
        )
    );
    let maybe = missing(object([("x", either([Shape::Undefined, Shape::STRING]))]));
    assert_eq!(
        maybe,
        (Some((None, Certainty::Sometimes)), Outcome::MayFail)
    );
    let promise = missing(Shape::Promise(Box::new(object([("x", Shape::STRING)]))));
    assert_eq!(promise, (Some((None, Certainty::Always)), Outcome::Fails));
}

#[test]
#[rustfmt::skip]
fn n8n_certainty() {
    use Outcome::{Fails, MayFail, Passes};
    let item = || object([("json", open([]))]);
    let plain = || object([("a", Shape::INT)]);
    let rows: Vec<(Shape, Outcome, &[&str])> = vec![
        (Shape::Unknown, Passes, &[]),
        (list(Shape::Unknown, 0, None), Passes, &[]),
        (list(item(), 0, None), Passes, &[]),
        (list(open([]), 0, None), Passes, &[]),
        (list(Shape::STRING, 0, None), MayFail, &["[]: NotItems, UnlessEmpty"]),
        (list(Shape::STRING, 2, None), Fails, &["[]: NotItems, Always"]),
        (list(either([item(), Shape::Null]), 0, None), MayFail, &["[]: NotItems, Sometimes"]),
        (list(object([("json", Shape::STRING)]), 0, None), MayFail, &["[].json: JsonNotObject, UnlessEmpty"]),
        (list(object([("json", Shape::Unknown)]), 0, None), Passes, &[]),
        (list(object([("error", Shape::STRING), ("code", Shape::INT)]), 0, None), MayFail, &["[].error: ReservedKey, UnlessEmpty"]),
        (list(object([("error?", Shape::STRING), ("code", Shape::INT)]), 0, None), MayFail, &["[].error: ReservedKey, Sometimes"]),
        (list(either([item(), plain()]), 0, None), MayFail, &["[].a: UnknownItemKey, Sometimes"]),
        (list(either([item(), object([])]), 0, None), MayFail, &[": MixedItems, Sometimes"]),
        (list(either([item(), object([])]), 0, Some(1)), Passes, &[]),
        (exactly([item(), plain()]), Fails, &["[1].a: UnknownItemKey, Always"]),
        (exactly([item(), object([])]), Fails, &[": MixedItems, Always"]),
        (exactly([item(), Shape::Unknown]), Passes, &[]),
        (exactly([item(), open([])]), Passes, &[]),
        (exactly([plain(), Shape::Undefined]), Fails, &["[1]: NotItems, Always"]),
        (either([Shape::Undefined, list(item(), 0, None)]), MayFail, &[": NotItems, Sometimes"]),
        (Shape::Promise(Box::new(Shape::STRING)), Fails, &[": NotItems, Always"]),
        (exactly([Shape::Promise(Box::new(item()))]), Passes, &["[0]: Unawaited, Always"]),
        (list(Shape::Promise(Box::new(item())), 0, None), Passes, &["[]: Unawaited, UnlessEmpty"]),
        (object([("json", either([Shape::Null, open([])]))]), Passes, &["json: JsonWrapped, Sometimes"]),
        (object([("json", Shape::STRING)]), MayFail, &["json: JsonNotObject, OnePath"]),
        (object([("json", open([])), ("foo", Shape::INT)]), Passes, &[": KeptBesideJson, Always"]),
        (object([("binary", open([]))]), Passes, &["binary: KeyIntoJson, Always"]),
        (exactly([object([("binary", open([])), ("pairedItem", Shape::INT)])]), Passes, &["[0].pairedItem: KeyIntoJson, Always"]),
        (object([("json", open([("m", instance("Map"))]))]), Passes, &["json.m: Becomes, Always"]),
        (object([("json", open([("d", instance("Date"))]))]), Passes, &[]),
        (object([("json", open([("u", Shape::Undefined)]))]), Passes, &["json.u: Vanishes, Always"]),
        (object([("json", open([("n", Shape::Number(Number { int: false, float: true, value: Some(f64::NAN) }))]))]), Passes, &["json.n: Becomes, Always"]),
        (object([("json", open([("b", Shape::BigInt)]))]), Passes, &["json.b: Becomes, Always"]),
    ];
    for (shape, outcome, expected) in rows {
        let verdict = all_items(shape.clone());
        assert_eq!(brief(&verdict), expected, "{shape:?}");
        assert_eq!(verdict.outcome, outcome, "{shape:?}");
    }
}

#[test]
#[rustfmt::skip]
fn what_each_item_loses() {
    let rows: Vec<(Shape, Language, &[&str])> = vec![
        (Shape::Undefined, JAVASCRIPT, &[": ItemDropped, Always"]),
        (either([Shape::Undefined, object([])]), JAVASCRIPT, &[": ItemDropped, Sometimes"]),
        (Shape::Null, JAVASCRIPT, &[": ItemDropped, Always"]),
        (Shape::Null, PYTHON, &[": ItemDropped, Always"]),
        (Shape::STRING, JAVASCRIPT, &[": ItemDropped, Sometimes", ": JsonNotObject, OnePath"]),
        (Shape::STRING, PYTHON, &[": JsonNotObject, Always"]),
        (Shape::Function, JAVASCRIPT, &[": BogusItem, Always"]),
        (object([("json", Shape::Undefined)]), JAVASCRIPT, &["json: BogusItem, Always"]),
        (object([("json", open([])), ("a", Shape::INT), ("b?", Shape::INT)]), JAVASCRIPT, &[": KeysDropped, Always"]),
        (object([("json", open([])), ("pairedItem", Shape::INT), ("binary", Shape::Unknown)]), JAVASCRIPT, &[]),
        (object([("binary", open([])), ("a", Shape::INT)]), JAVASCRIPT, &[": KeysDropped, Always"]),
        (object([("binary", open([])), ("a", Shape::INT)]), PYTHON, &[]),
        (object([("json", open([])), ("binary", either([Shape::Null, Shape::STRING]))]), JAVASCRIPT, &["binary: BinaryNotObject, Sometimes"]),
        (object([("a", instance("datetime.datetime"))]), PYTHON, &["a: Becomes, Always"]),
        (object([("a", Shape::Bytes)]), PYTHON, &["a: Becomes, Always"]),
        (object([("a", Shape::Number(Number { int: false, float: true, value: Some(f64::INFINITY) }))]), PYTHON, &["a: NotFinite, Always"]),
        (Shape::Unknown, JAVASCRIPT, &[]),
        (instance("user:Item"), JAVASCRIPT, &[]),
    ];
    for (shape, language, expected) in rows {
        let verdict = n8n(Contract::N8nEachItem, &shape, language);
        assert_eq!(brief(&verdict), expected, "{shape:?}");
    }
}

#[test]
fn a_paired_item_of_the_code_s_own_is_overwritten() {
    let Shape::Object(mut item) = object([("json", open([])), ("pairedItem", Shape::INT)]) else {
        unreachable!()
    };
    item.fields[1].range = Some(TextRange::at(TextSize::from(3), TextSize::from(10)));
    let verdict = n8n(Contract::N8nEachItem, &Shape::Object(item), JAVASCRIPT);
    assert_eq!(
        brief(&verdict),
        ["pairedItem: PairedItemOverwritten, Always"]
    );
}

#[test]
fn what_becomes_of_values() {
    let python = n8n(
        Contract::N8nAllItems,
        &object([("d", instance("decimal.Decimal"))]),
        PYTHON,
    );
    let kind = Kind::Becomes {
        from: "Decimal".into(),
        into: Arrives::Text,
    };
    assert_eq!(
        (&python.violations[0].kind, python.violations[0].class),
        (&kind, Class::SilentLoss)
    );
    let tuple_key = Shape::Object(Box::new(Object {
        fields: vec![],
        rest: None,
        bad_key: Some("tuple".into()),
    }));
    let verdict = n8n(Contract::N8nAllItems, &tuple_key, PYTHON);
    assert_eq!(brief(&verdict), [": BadKey, Always"]);
    let undefined = n8n(Contract::N8nTool, &Shape::Undefined, JAVASCRIPT);
    let message = undefined.violations[0].message.clone().unwrap();
    assert_eq!(
        undefined.violations[0].kind,
        Kind::NotText {
            found: Found::Undefined
        }
    );
    assert_eq!(
        message.description.as_deref(),
        Some("The response property should be a string, but it is an undefined")
    );
}
