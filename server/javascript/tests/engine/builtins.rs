//! Node's built-ins: what is expected was recorded from Node 24.

use runner::{Mode, Stage};
use serde_json::{Value, json};

use crate::request::{all, all_fails, n8n, run_of, value};

/// Each expression, and the text it gives.
fn texts(expected: &[(&str, &str)]) {
    for (expression, text) in expected {
        let code = format!(
            "try {{ return String({expression}) }} catch (e) {{ return `${{e.name}}: ${{e.message}}` }}"
        );
        assert_eq!(all(&code), json!(text), "{expression}");
    }
}

fn with_crypto(code: &str) -> Value {
    let mut request = n8n(Mode::AllItems, code, json!([{}]));
    run_of(&mut request).modules.builtin = Some(vec!["crypto".to_owned()]);
    value(request)
}

#[test]
fn bytes_and_encodings() {
    texts(&[
        (
            "Buffer.from('aé€😀').toString('base64')",
            "YcOp4oKs8J+YgA==",
        ),
        ("Buffer.from('aGVsbG8_', 'base64url')", "hello?"),
        ("Buffer.from([0xff, 0x41])", "\u{fffd}A"),
        (
            "JSON.stringify(Buffer.from('ab'))",
            "{\"type\":\"Buffer\",\"data\":[97,98]}",
        ),
        (
            "Buffer.concat([Buffer.from('a'), Buffer.from('b')]).map((x) => x + 1)",
            "bc",
        ),
        ("Buffer.from('hello').slice(1, 3)", "el"),
        (
            "Buffer.from('abc').readUInt16BE(5)",
            "RangeError: The value of \"offset\" is out of range. It must be >= 0 and <= 1. Received 5",
        ),
        (
            "Buffer.from('a', 'nope')",
            "TypeError: Unknown encoding: nope",
        ),
        (
            "Buffer.from(5)",
            "TypeError: The first argument must be of type string or an instance of Buffer, ArrayBuffer, or Array or an Array-like Object. Received type number (5)",
        ),
        ("btoa('é') + atob('aGk=')", "6Q==hi"),
        ("new TextEncoder().encode('€').join()", "226,130,172"),
        (
            "new TextDecoder().decode(new Uint8Array([226, 130, 172]))",
            "€",
        ),
    ]);
}

#[test]
fn hashes_and_random_values() {
    let code = "const crypto = require('crypto'); return [
        crypto.createHash('md5').update('aé').digest('hex'),
        crypto.createHash('sha256').update('a').update('b').digest('base64'),
        crypto.createHmac('sha256', 'key').update('data').digest('hex'),
        crypto.pbkdf2Sync('p', 's', 1, 8, 'sha256').length, crypto.randomUUID().length, crypto.randomBytes(4).length,
        crypto.timingSafeEqual(Buffer.from('a'), Buffer.from('b'))]";
    let expected = json!([
        "128fda53c8c07c8c66f2a4812187d92f",
        "+44g/C5MPySMYMOb1lLzwTRymLuXe4tNWQO4UFViBgM=",
        "5031fe3d989c6d1537a013fa6e739da23463fdaec3b70137d828e36ace221bd0",
        8,
        36,
        4,
        false
    ]);
    assert_eq!(with_crypto(code), expected);
    let unknown = "try { require('crypto').createHash('nope') } catch (e) { return e.message }";
    assert_eq!(with_crypto(unknown), json!("Digest method not supported"));
}

#[test]
fn numbers_in_languages() {
    texts(&[
        ("(1234567.891).toLocaleString()", "1,234,567.891"),
        (
            "(1234.5).toLocaleString('de-DE', { style: 'currency', currency: 'EUR' })",
            "1.234,50\u{a0}€",
        ),
        ("(1234).toLocaleString('es-ES')", "1234"),
        ("(1234567).toLocaleString('en-IN')", "12,34,567"),
        (
            "(1234567.5).toLocaleString('fr-FR')",
            "1\u{202f}234\u{202f}567,5",
        ),
        (
            "(0.256).toLocaleString('en-US', { style: 'percent' })",
            "26%",
        ),
        (
            "(1.005).toLocaleString('en-US', { maximumFractionDigits: 2 })",
            "1.01",
        ),
        (
            "(-0.5).toLocaleString('en-US', { style: 'currency', currency: 'USD' })",
            "-$0.50",
        ),
        (
            "new Intl.NumberFormat('pt-BR', { style: 'currency', currency: 'BRL' }).format(10)",
            "R$\u{a0}10,00",
        ),
        (
            "(5).toLocaleString('en-US', { style: 'currency' })",
            "TypeError: Currency code is required with currency style.",
        ),
    ]);
}

#[test]
fn dates_in_languages() {
    texts(&[
        ("new Date(0).toLocaleString()", "1/1/1970, 12:00:00 AM"),
        (
            "new Date(0).toLocaleString('en-GB')",
            "01/01/1970, 00:00:00",
        ),
        (
            "new Date(0).toLocaleDateString('de-DE', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })",
            "Donnerstag, 1. Januar 1970",
        ),
        (
            "new Date(0).toLocaleTimeString('en-US', { hour: '2-digit', minute: '2-digit', hour12: false })",
            "00:00",
        ),
        (
            "new Date(0).toLocaleString('en-US', { timeZone: 'America/New_York', timeZoneName: 'short' })",
            "12/31/1969, 7:00:00 PM EST",
        ),
        (
            "new Date(1719847389123).toLocaleString('ja-JP', { timeZone: 'Asia/Tokyo' })",
            "2024/7/2 0:23:09",
        ),
        ("new Date(NaN).toLocaleString()", "Invalid Date"),
        (
            "new Date(0).toLocaleString('en-US', { timeZone: 'Nope/X' })",
            "RangeError: Invalid time zone specified: Nope/X",
        ),
    ]);
    assert_eq!(
        all_fails("return new Date(0).toLocaleString('ar-EG')").stage,
        Stage::Engine
    );
}

#[test]
fn texts_in_order() {
    texts(&[
        (
            "['b', 'a', 'B', 'A', 'ä', '10', '2', '_', ''].sort((a, b) => a.localeCompare(b)).join('|')",
            "|_|10|2|a|A|ä|b|B",
        ),
        (
            "'item 10'.localeCompare('item 9', undefined, { numeric: true })",
            "1",
        ),
        ("'É'.localeCompare('e', 'fr', { sensitivity: 'base' })", "0"),
        (
            "new Intl.ListFormat('en').format(['a', 'b', 'c'])",
            "a, b, and c",
        ),
        ("new Intl.PluralRules('en-US').select(1)", "one"),
    ]);
}

#[test]
fn errors_speak_as_v8_does() {
    texts(&[
        (
            "undefined.x",
            "TypeError: Cannot read properties of undefined (reading 'x')",
        ),
        (
            "$json.a.list.map((x) => x)",
            "TypeError: Cannot read properties of undefined (reading 'map')",
        ),
        (
            "$json.map((x) => x)",
            "TypeError: $json.map is not a function",
        ),
        ("$input.item()", "TypeError: $input.item is not a function"),
        ("[...$json.nope]", "TypeError: $json.nope is not iterable"),
        (
            "(() => { const a = 1; a = 2 })()",
            "TypeError: Assignment to constant variable.",
        ),
        (
            "(() => { b; let b })()",
            "ReferenceError: Cannot access 'b' before initialization",
        ),
        (
            "new Date(NaN).toISOString()",
            "RangeError: Invalid time value",
        ),
        (
            "JSON.parse('sample text')",
            "SyntaxError: Unexpected token 's', \"sample text\" is not valid JSON",
        ),
        (
            "JSON.parse('{\"a\":1,}')",
            "SyntaxError: Expected double-quoted property name in JSON at position 7 (line 1 column 8)",
        ),
        (
            "(() => { const o = { p: {} }; o.p.o = o; JSON.stringify(o) })()",
            "TypeError: Converting circular structure to JSON\n    --> starting at object with constructor 'Object'\n    |     property 'p' -> object with constructor 'Object'\n    --- property 'o' closes the circle",
        ),
    ]);
}

#[test]
fn without_the_bundle_dates_say_what_is_missing() {
    let failure = all_fails("return $now.toISO()");
    assert_eq!(failure.stage, Stage::Engine);
    assert!(failure.message.contains("'luxon'"), "{failure:?}");
}
