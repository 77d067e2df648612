//! n8n's runner (reference n8n 4 to 8, 12, 13).

use runner::{Links, Mode, Stage};
use serde_json::json;

use crate::request::{all, all_fails, execute, failure, items, n8n, plain, run_of, value};

#[test]
fn the_wrapper_is_an_async_sloppy_function() {
    assert_eq!(
        all("return await Promise.resolve(arguments.length)"),
        json!(0)
    );
    assert_eq!(
        all("implied = 010; with ({ y: 1 }) { return implied + y + (this === globalThis) }"),
        json!(10)
    );
    assert_eq!(all("'use strict'; return typeof this"), json!("undefined"));
    assert_eq!(all("return 1 // comment"), json!(1));
    assert_eq!(all_fails("const a = 1;\nreturn a.b.c").line, Some(2));
    assert_eq!(all_fails("return {").stage, Stage::Syntax);
    assert_eq!(all_fails("import x from 'y'").stage, Stage::Syntax);
}

#[test]
fn globals_are_those_of_the_runner() {
    let names = "fetch URL URLSearchParams AbortController structuredClone crypto performance queueMicrotask process Blob \
                 navigator window exports __dirname luxon axios moment _ $helpers $if $ifEmpty InternalError DOMException gc item";
    for name in names.split_whitespace() {
        assert_eq!(
            all_fails(&format!("return {name}")).message,
            format!("{name} is not defined")
        );
    }
    let names = "Buffer setTimeout setInterval setImmediate clearTimeout btoa atob TextDecoder TextEncoder FormData require \
                 module global console helpers $getWorkflowStaticData items SharedArrayBuffer escape Iterator WebAssembly";
    for name in names.split_whitespace() {
        assert_eq!(
            all(&format!("return typeof {name} === 'undefined'")),
            json!(false),
            "{name}"
        );
    }
}

#[test]
fn the_secure_mode_takes_effect() {
    let code = "const o = {}; Object.defineProperty(o, 'x', { value: 1 }); Math.random = 5; Array.prototype.foo = 1;
        return [Object.keys(Object.getPrototypeOf(o)), o.x, typeof Math.random, ({}).__proto__, [].foo, Error.captureStackTrace]";
    assert_eq!(
        all(code),
        json!([
            [],
            "<Undefined>",
            "function",
            "<Undefined>",
            1,
            "<Undefined>"
        ])
    );
    let code = "return [$json.list instanceof Array, $input.all() instanceof Array, $json instanceof Object, $json.constructor === Object,
        Buffer.from('a') instanceof Uint8Array, Array.isArray($json.list)]";
    assert_eq!(all(code), json!([false, false, false, false, false, true]));
}

#[test]
fn data_comes_as_lazy_copies() {
    let code =
        "$input.first().json.a = 9; $input.first().json.list.push(3); delete $input.last().json.a;
        return [$input.first().json, items[0].json, $input.last().json, 'a' in $json]";
    let first = json!({ "a": 9, "list": [1, 2, 3] });
    assert_eq!(
        all(code),
        json!([first, { "a": 1, "list": [1, 2] }, {}, true])
    );
}

#[test]
fn the_api_speaks() {
    let code = "return [$input.item.json.a, $input.first().json.a, $input.last().json.a, $json.a, $itemIndex, $vars.region,
        $workflow.name, $workflow.id, $execution.mode, $mode, $prevNode.name, $runIndex, $nodeId, $('Start').first().json.s,
        $('Start').isExecuted, $('Later').isExecuted, $node.Start.json.s, $items('Start').length, $item(1).$json.a]";
    let expected = json!([
        1, 1, 2, 1, 0, "eu", "Sample", "wf1", "test", "manual", "Input", 0, "n1", 1, true, false,
        1, 1, 2
    ]);
    assert_eq!(all(code), expected);
    for (code, message) in [
        ("$('Nope').first()", "Referenced node doesn't exist"),
        ("$('Later').first()", "Node 'Later' hasn't been executed"),
        (
            "$('Start').first(1)",
            "Node \"Start\" has no branch with index 1.",
        ),
        ("$('Start').all(0, 1)", "Run 1 of node \"Start\" not found"),
        (
            "$('Start').itemMatching()",
            "Missing item index for .itemMatching()",
        ),
        (
            "$input.first(0)",
            "$input.first() takes no arguments. To get items from a specific upstream node, use $('NodeName').first() (or $('NodeName').all() for every item).",
        ),
        ("$env.HOME", "access to env vars denied"),
        (
            "$jmespath(1, 'a')",
            "expected two arguments (Object, string) for this function",
        ),
        (
            "$getWorkflowStaticData('other')",
            "Unknown context type. Only `global` and `node` are supported.",
        ),
        (
            "$evaluateExpression('1')",
            "$evaluateExpression can't be used in the Code node while task runners run in secure mode",
        ),
        (
            "helpers.returnJsonArray([])",
            "The function \"helpers.returnJsonArray\" is not supported in the Code Node",
        ),
    ] {
        let failure = all_fails(&format!("\nreturn {code}"));
        assert_eq!(
            (failure.message.as_str(), failure.line),
            (message, Some(2)),
            "{code}"
        );
    }
}

#[test]
fn only_what_the_code_names_is_there() {
    assert_eq!(
        all("return [typeof $binary, typeof $thisItem]"),
        json!(["undefined", "undefined"])
    );
    assert_eq!(
        all("return [typeof $binary, $input.all().length]"),
        json!(["object", 2])
    );
    assert_eq!(
        all_fails("const n = $; return n('Start').first()").message,
        "Node 'Start' hasn't been executed"
    );
    assert_eq!(
        all("const n = 'Start'; return $(n).first().json"),
        json!({ "s": 1 })
    );
    assert_eq!(
        failure(n8n(Mode::AllItems, "return $input.all()", json!([]))).message,
        "No execution data available"
    );
    assert_eq!(
        value(n8n(Mode::AllItems, "return [items, $json]", json!([]))),
        json!([[], "<Undefined>"])
    );
}

#[test]
fn each_item_has_its_turn_in_one_realm() {
    let input = json!([{ "a": 1 }, { "a": 2 }, { "a": 3 }]);
    let answer = execute(n8n(
        Mode::EachItem,
        "count = (globalThis.count ?? 0) + 1; return [$json.a, item.json.a, count, $itemIndex]",
        input.clone(),
    ));
    let turns: Vec<_> = answer
        .turns
        .iter()
        .map(|turn| plain(turn.result.as_ref().unwrap()))
        .collect();
    assert_eq!(
        turns,
        [
            json!([1, 1, 1, 0]),
            json!([2, 2, 2, 1]),
            json!([3, 3, 3, 2])
        ]
    );
    let throwing = "if ($json.a === 2) throw new Error('no'); return 1";
    let mut request = n8n(Mode::EachItem, throwing, input);
    assert_eq!(execute(request.clone()).turns.len(), 2);
    run_of(&mut request).continue_on_fail = true;
    let failed: Vec<bool> = execute(request)
        .turns
        .iter()
        .map(|turn| turn.result.is_err())
        .collect();
    assert_eq!(failed, [false, true, false]);
    let failure = failure(n8n(Mode::EachItem, "return $input.all()", json!([{}])));
    assert_eq!(
        (failure.stage, failure.message.as_str(), failure.line),
        (Stage::Policy, "Can't use .all() here", Some(1))
    );
}

#[test]
fn a_thousand_items_share_a_realm() {
    let input = (0..1001).map(|a| json!({ "a": a })).collect();
    let answer = execute(n8n(
        Mode::EachItem,
        "count = (globalThis.count ?? 0) + 1; return [$json.a, count]",
        input,
    ));
    let turn = |at: usize| plain(answer.turns[at].result.as_ref().unwrap());
    assert_eq!(
        (turn(999), turn(1000)),
        (json!([999, 1000]), json!([1000, 1]))
    );
}

#[test]
fn console_log_alone_speaks() {
    let answer = execute(n8n(
        Mode::AllItems,
        "console.log('a', 1, { b: [1] }, undefined, $input, null); console.warn('w'); return []",
        json!([{}]),
    ));
    let texts: Vec<&str> = answer.logs.iter().map(|log| log.text.as_str()).collect();
    assert_eq!(
        texts,
        ["'a' 1 {\"b\":[1]} undefined [[ExecutionContext]] null"]
    );
}

#[test]
fn timers_do_not_wait() {
    let code = "const before = Date.now(); await new Promise((done) => setTimeout(done, 60000));
        let n = 0; const timer = setInterval(() => { if (++n === 3) clearInterval(timer) }, 10);
        await new Promise((done) => setTimeout(done, 100)); return [Date.now() - before, n, before]";
    assert_eq!(all(code), json!([60100, 3, 1_700_000_000_000_i64]));
    assert_eq!(all_fails("setTimeout(() => { throw new RangeError('late') }, 1); await new Promise((done) => setTimeout(done, 5))").message, "late");
}

#[test]
fn static_data_comes_back() {
    let mut request = n8n(
        Mode::AllItems,
        "const data = $getWorkflowStaticData('global'); data.count++; return data",
        json!([{}]),
    );
    let answer = execute(request.clone());
    assert_eq!(
        json!(answer.static_data),
        json!({ "global": { "count": 2 } })
    );
    request.code = "return 1".to_owned();
    assert_eq!(execute(request).static_data, None);
}

#[test]
fn modules_need_leave() {
    let failure = all_fails("return require('fs')");
    assert_eq!(
        (failure.stage, failure.message.as_str()),
        (Stage::Policy, "Module 'fs' is disallowed")
    );
    assert_eq!(
        all("try { require('moment') } catch (e) { return e.message }"),
        json!("Module 'moment' is disallowed")
    );
}

#[test]
fn thrown_values_are_told_as_n8n_tells_them() {
    for (code, message) in [
        ("throw 'x'", "\"x\""),
        ("throw { message: 'boo' }", "boo"),
        ("throw undefined", "Unknown error"),
        ("throw { a: 1 }", "{\"a\":1}"),
    ] {
        let failure = all_fails(code);
        assert_eq!(
            (failure.class, failure.message.as_str()),
            (None, message),
            "{code}"
        );
    }
    let failure = all_fails("const fail = () => { throw new RangeError('no') };\nfail()");
    assert_eq!(failure.class.as_deref(), Some("RangeError"));
    let trace = "RangeError: no\n    at fail (evalmachine.<anonymous>:1:32)\n    at VmCodeWrapper (evalmachine.<anonymous>:2:1)";
    assert_eq!(failure.trace.as_deref(), Some(trace));
}

#[test]
fn legacy_nodes_and_tools() {
    let code = "items[0].json.extra = item_count(); function item_count() { return items.length } return items";
    let returned =
        json!([{ "json": { "a": 1, "extra": 1 }, "pairedItem": { "item": 0 }, "index": 0 }]);
    assert_eq!(
        value(n8n(Mode::Function, code, json!([{ "a": 1 }]))),
        returned
    );
    assert_eq!(
        value(n8n(
            Mode::Function,
            "return items instanceof Array && items[0].json instanceof Object",
            json!([{}])
        )),
        json!(true)
    );
    let answer = execute(n8n(
        Mode::FunctionItem,
        "item.b = item.a * 2; return item",
        json!([{ "a": 1 }, { "a": 2 }]),
    ));
    let turns: Vec<_> = answer
        .turns
        .iter()
        .map(|turn| plain(turn.result.as_ref().unwrap()))
        .collect();
    assert_eq!(
        turns,
        [json!({ "a": 1, "b": 2 }), json!({ "a": 2, "b": 4 })]
    );
    let mut tool = n8n(Mode::Tool, "return query.toUpperCase()", json!([]));
    run_of(&mut tool).query = Some(json!("abc"));
    assert_eq!(value(tool), json!("ABC"));
    let sort = n8n(
        Mode::Sort,
        "return b.json.a - a.json.a",
        json!([{ "a": 1 }, { "a": 2 }]),
    );
    assert_eq!(value(sort)[0]["json"]["a"], json!(2));
    let unsorted = n8n(Mode::Sort, "a.json.a", json!([{ "a": 1 }]));
    assert_eq!(failure(unsorted).stage, Stage::Policy);
}

#[test]
fn binary_data_of_the_items_is_at_hand() {
    let mut request = n8n(
        Mode::AllItems,
        "const file = await this.helpers.getBinaryDataBuffer(0, 'data'); return [file.toString(), $binary.data]",
        json!([{}]),
    );
    request.code.push_str(" // $input");
    run_of(&mut request).items[0].insert(
        "binary".to_owned(),
        json!({ "data": { "data": "aGVsbG8=", "mimeType": "text/plain" } }),
    );
    assert_eq!(
        value(request),
        json!(["hello", { "mimeType": "text/plain" }])
    );
}

#[test]
fn code_runs_without_the_task_runners_too() {
    for (mode, code) in [
        (Mode::AllItems, "return items.length"),
        (Mode::EachItem, "return $json.a"),
        (Mode::Sort, "return b.json.a - a.json.a"),
    ] {
        let mut request = n8n(mode, code, json!([{ "a": 1 }]));
        run_of(&mut request).task_runner = false;
        let answer = execute(request);
        assert!(answer.turns[0].result.is_ok(), "{mode:?}: {answer:?}");
    }
}

#[test]
fn text_is_spread_into_its_letters() {
    assert_eq!(
        all(
            "const word = 'ab', none = null; return { ...word, ...none, ...(word && { c: 1 }), ...[7] }"
        ),
        json!({ "0": 7, "1": "b", "c": 1 })
    );
    let place = |spread: &str| {
        let failure = all_fails(&format!("let f;\nreturn {{\n  ...{spread}, x: f(),\n}}"));
        (failure.line, failure.column)
    };
    assert_eq!(place("'ab'"), place("[12]"));
    assert_eq!(
        all_fails("return {\n  ...$json,\n  x: $json.b.c,\n}").line,
        Some(3)
    );
    assert_eq!(
        all_fails("return {\n  ...$json.b.c,\n  x: 1,\n}").line,
        Some(2)
    );
}

#[test]
fn errors_are_on_the_line_of_the_name_that_could_not_be_read() {
    let failure = all_fails("const list = undefined;\nreturn list\n\n  .filter(Boolean)");
    assert_eq!(failure.line, Some(4));
}

#[test]
fn items_are_traced_to_the_nodes_they_come_from() {
    let with = |change: fn(&mut Links), code: &str| {
        let mut request = n8n(Mode::AllItems, code, json!([{}, {}]));
        let run = run_of(&mut request);
        run.nodes
            .insert("Input".to_owned(), items(json!([{ "i": 0 }, { "i": 1 }])));
        run.nodes
            .insert("Start".to_owned(), items(json!([{ "s": 0 }, { "s": 1 }])));
        run.links = Links {
            ancestors: Some(vec!["Start".to_owned(), "Input".to_owned()]),
            feeders: [("Code", "Input"), ("Input", "Start")]
                .map(|(node, by)| (node.to_owned(), vec![vec![by.to_owned()]]))
                .into(),
            pinned: Vec::new(),
        };
        let swapped = &mut run.nodes.get_mut("Input").expect("a node")[0];
        swapped.insert("pairedItem".to_owned(), json!({ "item": 1 }));
        change(&mut run.links);
        request
    };
    let read = "return $('Start').item.json.s";
    assert_eq!(value(with(|_| {}, read)), json!(1));
    let multiple = "return $('Start').itemMatching(1).json.s";
    assert_eq!(value(with(|_| {}, multiple)), json!(1));
    let no_path = |links: &mut Links| links.ancestors = Some(Vec::new());
    assert_eq!(failure(with(no_path, read)).message, "Invalid expression");
    let pinned = |links: &mut Links| {
        links.ancestors = Some(Vec::new());
        links.pinned = vec!["Start".to_owned()];
    };
    assert_eq!(
        failure(with(pinned, read)).message,
        "Unpin 'Start' to execute"
    );
}
