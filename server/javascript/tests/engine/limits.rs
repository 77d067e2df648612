//! Time, memory, output, and what the embedded engine cannot do.

use runner::{Mode, Stage};
use serde_json::json;

use crate::request::{all, all_fails, execute, failure, n8n};

fn limited(code: &str) -> runner::Failure {
    let mut request = n8n(Mode::AllItems, code, json!([{}]));
    request.limits.milliseconds = 300;
    request.limits.memory = 32 << 20;
    failure(request)
}

#[test]
fn endless_code_ends() {
    for code in [
        "while (true);",
        "for (;;) { try { null.x } catch {} }",
        "await 1; while (true) {}",
        "const spin = async () => { while (true) await 0 }; await spin()",
        "/(a+)+$/.test('a'.repeat(40) + 'b')",
        "const list = []; while (true) list.push('x'.repeat(1000) + list.length)",
        "await new Promise(() => {})",
        "const again = () => setTimeout(again, 0); again(); await new Promise(() => {})",
    ] {
        assert_eq!(limited(code).stage, Stage::Limit, "{code}");
    }
}

#[test]
fn recursion_without_end_is_an_error_of_the_code() {
    let failure = all_fails("const f = (n) => f(n + 1); return f(0)");
    assert_eq!(
        (failure.stage, failure.class.as_deref()),
        (Stage::UserCode, Some("RangeError"))
    );
    assert_eq!(failure.message, "Maximum call stack size exceeded");
    assert_eq!(
        all("const f = (n) => n ? f(n - 1) : 'deep'; return f(5000)"),
        json!("deep")
    );
    assert_eq!(
        all("try { (function f() { f() })() } catch (e) { return e.message }"),
        json!("Maximum call stack size exceeded")
    );
}

#[test]
fn output_is_capped() {
    let mut request = n8n(
        Mode::AllItems,
        "for (let i = 0; i < 1e5; i++) console.log(i); return []",
        json!([{}]),
    );
    request.limits.logs = 1000;
    let answer = execute(request);
    assert!(answer.logs_cut && answer.logs.len() < 500);
    let mut request = n8n(Mode::AllItems, "return 'x'.repeat(1e6)", json!([{}]));
    request.limits.answer = 1000;
    assert_eq!(failure(request).stage, Stage::Limit);
}

#[test]
fn what_is_not_here_gives_no_verdict() {
    for code in [
        "return helpers.httpRequest({})",
        "try { await this.helpers.httpRequest({}) } catch {} return []",
        "new WebAssembly()",
    ] {
        assert_eq!(all_fails(code).stage, Stage::Engine, "{code}");
    }
}

#[test]
fn there_is_no_way_out() {
    for code in [
        "typeof process",
        "typeof globalThis.process",
        "this.constructor.constructor('return typeof process')()",
        "(() => {}).constructor('return typeof process')()",
        "$json.constructor.constructor('return typeof process')()",
        "$input.constructor.constructor('return typeof process')()",
        "Buffer.constructor('return typeof process')()",
        "setTimeout.constructor('return typeof native')()",
        "console.log.constructor('return typeof host')()",
        "require.constructor('return typeof require')()",
        "helpers.httpRequest.constructor('return typeof std')()",
        "Buffer.from('').constructor.constructor('return typeof os')()",
        "typeof std",
        "typeof scriptArgs",
        "new Error().constructor.constructor('return typeof native')()",
        "typeof Error.prepareStackTrace",
    ] {
        assert_eq!(all(&format!("return {code}")), json!("undefined"), "{code}");
    }
    assert!(all_fails("return import('fs')").message.len() > 1);
}
