//! What to write instead of a name that does not exist.

use code::{Facts, NameUse};
use contract::nearest;
use text::{Edit, InCode, TextRange, TextSize};
use workflow::{Contract, is_stdlib};

use super::rest;
use crate::context::Context;

/// What to do about one name.
pub(super) struct Advice {
    pub(super) text: String,
    change: Change,
}

/// What would mend it.
enum Change {
    None,
    /// Other code in the place of the name and of what follows it: (what follows, the new code).
    Replace(Vec<(&'static str, String)>),
    /// A line at the beginning of the code.
    Import(String),
}

impl Advice {
    pub(super) fn on(context: &Context<'_>, facts: &Facts, used: &NameUse) -> Advice {
        let name = used.name.as_str();
        let known = match context.is_python() {
            true => python(context, used),
            false => javascript(context, name),
        };
        known.unwrap_or_else(|| misspelt(context, facts, used))
    }

    fn text(text: impl Into<String>) -> Advice {
        Advice {
            text: text.into(),
            change: Change::None,
        }
    }

    fn write(text: &str, new: impl Into<String>) -> Advice {
        Advice {
            text: text.into(),
            change: Change::Replace(vec![("", new.into())]),
        }
    }

    fn import(line: String) -> Advice {
        Advice {
            text: format!("Add `{line}`."),
            change: Change::Import(line),
        }
    }

    /// Edits that mend all of `uses`; none where one of them would be left.
    pub(super) fn fix(&self, context: &Context<'_>, uses: &[&NameUse]) -> (String, Vec<Edit>) {
        let none = (String::new(), Vec::new());
        let Some(code) = context.code() else {
            return none;
        };
        match &self.change {
            Change::None => none,
            Change::Import(line) => {
                let text = code.text();
                let at = text.len() - text.trim_start_matches(['\n', '\r']).len();
                let at = TextRange::empty(TextSize::new(at as u32));
                if text.contains("__future__") {
                    return none;
                }
                let edits = code.seal(context.file, InCode(at), &format!("{line}\n"));
                (format!("Add `{line}`"), edits)
            }
            Change::Replace(ways) => {
                let mut edits = Vec::new();
                for used in uses {
                    let rest = rest(context, used.range);
                    let way = ways.iter().find(|(behind, _)| rest.starts_with(behind));
                    let Some((behind, new)) = way else {
                        return none;
                    };
                    let length = TextSize::new(behind.len() as u32);
                    let range = TextRange::new(used.range.start(), used.range.end() + length);
                    edits.extend(code.seal(context.file, InCode(range), new));
                }
                (format!("Write `{}`", ways[0].1), edits)
            }
        }
    }
}

/// A name that people bring along from somewhere else.
pub(super) fn is_of_elsewhere(context: &Context<'_>, name: &str) -> bool {
    match context.is_python() {
        true => !context.is_dify() && (name.starts_with('_') || ["items", "item"].contains(&name)),
        false => {
            name.starts_with('$')
                || known_javascript(name).is_some()
                || ["items", "item"].contains(&name)
        }
    }
}

fn javascript(context: &Context<'_>, name: &str) -> Option<Advice> {
    if let Some(new) = match name {
        "None" => Some("null"),
        "True" => Some("true"),
        "False" => Some("false"),
        _ => None,
    } {
        return Some(Advice::write(&format!("In JavaScript it is `{new}`."), new));
    }
    if context.is_dify() {
        let text = match name {
            "window" | "document" | "localStorage" | "XMLHttpRequest" | "alert" | "self" => {
                "There is no browser here."
            }
            "print" => "Use `console.log`.",
            _ if name.starts_with('$') => {
                "It belongs to n8n; Dify passes inputs as one object to `main`."
            }
            _ => return None,
        };
        return Some(Advice::text(text));
    }
    let contract = context.code_node().contract;
    match (name, contract) {
        ("items", Contract::N8nEachItem) => Some(Advice::text(
            "`items` exists in *Run Once for All Items* only; here use `$input.item` or `$json`.",
        )),
        ("items", Contract::N8nFunctionItem) => Some(Advice::text(
            "Function Item sees one item: `item` is its `json`.",
        )),
        ("item", Contract::N8nAllItems) => Some(Advice::text(
            "`item` exists in *Run Once for Each Item* only; walk `$input.all()`, or use `$input.first()`.",
        )),
        ("item", Contract::N8nFunction) => Some(Advice::text("Walk `items`.")),
        ("getWorkflowStaticData", _) => Some(Advice::write(
            "In the Code node it is `$getWorkflowStaticData`.",
            "$getWorkflowStaticData",
        )),
        ("$jmesPath" | "$jmespath" | "$json" | "$input" | "$node" | "$", Contract::N8nSort) => {
            Some(Advice::text("The code sees only `a`, `b` and `items`."))
        }
        _ => known_javascript(name).map(Advice::text),
    }
}

/// What stands in for names of browsers, of Node and of n8n's expressions (reference n8n 4.2, 21.4).
fn known_javascript(name: &str) -> Option<&'static str> {
    Some(match name {
        "fetch" | "axios" | "$http" | "$helpers" | "XMLHttpRequest" | "$request" => {
            "Use `await this.helpers.httpRequest({ method, url, body, json: true })`, or an HTTP Request node."
        }
        "Headers" | "Request" | "Response" => {
            "Pass plain objects to `this.helpers.httpRequest({ url, headers, body })`."
        }
        "AbortController" | "AbortSignal" => {
            "`this.helpers.httpRequest` takes a `timeout` in milliseconds."
        }
        "URL" => {
            "Take the address apart with a regular expression; `encodeURIComponent` encodes its parts."
        }
        "URLSearchParams" => {
            "Join the pairs: `Object.entries(query).map(([k, v]) => `${k}=${encodeURIComponent(v)}`).join('&')`."
        }
        "structuredClone" => "`JSON.parse(JSON.stringify(value))` copies JSON data.",
        "crypto" => {
            "`require('crypto')` gives Node's, where an administrator allows it (n8n Cloud does)."
        }
        "process" => {
            "`$env.NAME` reads the environment, where the instance allows it; `$vars.NAME` n8n's own variables."
        }
        "performance" => "Use `Date.now()`.",
        "queueMicrotask" => "Use `await Promise.resolve()` or `setTimeout`.",
        "Blob" | "File" => {
            "Use `Buffer`, and `this.helpers.prepareBinaryData(buffer, name, type)`."
        }
        "luxon" => "luxon's `DateTime`, `Duration` and `Interval` exist by themselves.",
        "moment" | "dayjs" => "Use luxon: `DateTime`, `$now`, `$today` exist by themselves.",
        "_" | "lodash" => {
            "lodash is not loaded: use JavaScript's own methods of arrays and objects."
        }
        "$credentials" => "Code cannot read credentials; let an HTTP Request node use them.",
        "$if" => "It exists in expressions only; write `condition ? a : b`.",
        "$ifEmpty" => "It exists in expressions only; write `value || other` (or `??`).",
        "$min" => "It exists in expressions only; write `Math.min(…)`.",
        "$max" => "It exists in expressions only; write `Math.max(…)`.",
        "$average" => "It exists in expressions only; add up with `reduce` and divide.",
        "$not" => "It exists in expressions only; write `!value`.",
        "numberList" | "zip" => "It exists in expressions only.",
        "window" | "document" | "localStorage" | "sessionStorage" | "navigator" | "alert"
        | "self" => "There is no browser here; `globalThis` is the global object.",
        "exports" | "__dirname" | "__filename" => "The code is not a module.",
        "getNodeParameter" => "`$parameter` holds the parameters of this node.",
        "NodeOperationError" => "Throw an `Error`.",
        "$request_body" | "$body" => "A webhook's body is `$json.body`.",
        "print" => "Use `console.log`.",
        _ => return None,
    })
}

fn python(context: &Context<'_>, used: &NameUse) -> Option<Advice> {
    let name = used.name.as_str();
    if let Some(new) = match name {
        "null" | "undefined" => Some("None"),
        "true" => Some("True"),
        "false" => Some("False"),
        _ => None,
    } {
        return Some(Advice::write(&format!("In Python it is `{new}`."), new));
    }
    if !context.is_dify()
        && let Some(advice) = n8n_python(context, name)
    {
        return Some(advice);
    }
    let line = import_of(context, used)?;
    Some(match context.is_dify() {
        true => Advice::import(line),
        false => Advice::text(format!(
            "Add `{line}`, where an administrator allows the module; by default n8n allows none."
        )),
    })
}

/// What the older Python of n8n and its JavaScript call things (reference n8n 10, 12.4).
fn n8n_python(context: &Context<'_>, name: &str) -> Option<Advice> {
    let each = context.code_node().contract == Contract::N8nEachItem;
    let ways = |ways: &[(&'static str, &str)], text: &str| Advice {
        text: text.to_string(),
        change: Change::Replace(
            ways.iter()
                .map(|(behind, new)| (*behind, new.to_string()))
                .collect(),
        ),
    };
    let native = "Native Python gets the items of its input and nothing else.";
    Some(match (name, each) {
        ("_input" | "_item" | "item" | "_json", _)
            if context.code_node().contract == Contract::N8nTool =>
        {
            Advice::text("In a tool, `_query` is what the agent asks.")
        }
        ("_input", true) => ways(
            &[(".item", "_item")],
            "Native Python calls the current item `_item`.",
        ),
        ("_input", false) => ways(
            &[
                (".all()", "_items"),
                (".first()", "_items[0]"),
                (".last()", "_items[-1]"),
            ],
            "Native Python calls the list of all items `_items`.",
        ),
        ("_json", true) => ways(&[("", "_item[\"json\"]")], "Write `_item[\"json\"]`."),
        ("_json", false) => ways(
            &[("", "_items[0][\"json\"]")],
            "Write `_items[0][\"json\"]` for the first item.",
        ),
        ("items" | "_items", true) => Advice::text(
            "*Run Once for Each Item* sees one item: `_item`. All of them are `_items` in *Run Once for All Items*.",
        ),
        ("items", false) => ways(&[("", "_items")], "Native Python calls them `_items`."),
        ("item", true) => ways(&[("", "_item")], "Native Python calls it `_item`."),
        ("item" | "_item", false) => {
            Advice::text("*Run Once for All Items* sees the list `_items`: `for item in _items:`.")
        }
        ("_query", _) => Advice::text("`_query` exists in tools only."),
        ("_node" | "_" | "_items_of", _) => Advice::text(format!(
            "{native} Bring other nodes' data in with a Merge or Set node."
        )),
        ("_now" | "_today", _) => Advice::text(format!(
            "{native} `datetime` may be imported where an administrator allows it."
        )),
        (
            "_jmespath" | "_execution" | "_workflow" | "_vars" | "_env" | "_prevNode"
            | "_parameter",
            _,
        ) => Advice::text(format!(
            "{native} Set the value with an expression in a node before."
        )),
        _ => return None,
    })
}

const TYPING: &[&str] = &[
    "Any",
    "Callable",
    "Dict",
    "Iterable",
    "Iterator",
    "List",
    "Literal",
    "Optional",
    "Sequence",
    "Set",
    "Tuple",
    "Type",
    "TypedDict",
    "Union",
];

/// The import that the name plainly wants.
fn import_of(context: &Context<'_>, used: &NameUse) -> Option<String> {
    let name = used.name.as_str();
    let member = rest(context, used.range).strip_prefix('.');
    match name {
        "datetime"
            if member.is_some_and(|member| {
                [
                    "now(",
                    "utcnow(",
                    "strptime(",
                    "fromisoformat(",
                    "today(",
                    "fromtimestamp(",
                ]
                .iter()
                .any(|method| member.starts_with(method))
            }) =>
        {
            Some("from datetime import datetime".into())
        }
        "timedelta" | "timezone" => Some(format!("from datetime import {name}")),
        "defaultdict" | "Counter" | "OrderedDict" | "deque" => {
            Some(format!("from collections import {name}"))
        }
        "Decimal" => Some("from decimal import Decimal".into()),
        "np" if !context.is_dify() => Some("import numpy as np".into()),
        "pd" if !context.is_dify() => Some("import pandas as pd".into()),
        "json" => Some("import json".into()),
        _ if TYPING.contains(&name) => Some(format!("from typing import {name}")),
        _ if member.is_some() && (name == "requests" || name == "httpx") => {
            Some(format!("import {name}"))
        }
        _ if member.is_some() && is_stdlib(name, context.target.python) => {
            Some(format!("import {name}"))
        }
        _ => None,
    }
}

/// Perhaps another name was meant.
fn misspelt(context: &Context<'_>, facts: &Facts, used: &NameUse) -> Advice {
    let seen = facts.declared.iter().filter(|declared| {
        declared
            .function
            .is_none_or(|function| function.contains_range(used.range))
    });
    let own = seen.map(|declared| declared.name.as_str());
    let provided = context.policy.provided_names(context.is_python());
    let name = used.name.as_str();
    match nearest(name, own).or_else(|| nearest(name, provided)) {
        Some(near) => Advice::write(&format!("Did you mean `{near}`?"), near),
        None => Advice::text("Define it, or take it from the input."),
    }
}
