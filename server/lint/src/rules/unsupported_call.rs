use code::{Called, PathUse};
use workflow::{Analyzer, Contract, PythonHost};

use super::Rule;
use super::binary_not_loaded::sends_input;
use crate::Severity;
use crate::context::Context;
use crate::report::Report;

/// A call that n8n's API refuses (reference n8n 4.6, 5, 10).
pub(super) const RULE: Rule = Rule {
    id: "unsupported-call",
    summary: "A call that n8n's API refuses",
    severity: Severity::Error,
    page: include_str!("unsupported_call.md"),
    check,
};

/// Helpers that are there and throw.
const HELPERS: &[&str] = &[
    "httpRequestWithAuthentication",
    "requestWithAuthenticationPaginated",
    "copyBinaryFile",
    "createReadStream",
    "getBinaryStream",
    "binaryToBuffer",
    "getBinaryMetadata",
    "getStoragePath",
    "getBinaryPath",
    "writeContentToFile",
    "copyInputItems",
    "returnJsonArray",
    "normalizeItems",
    "getSSHClient",
    "createDeferredPromise",
    "constructExecutionMetaData",
];

/// Methods of other nodes' `this` that are not there.
const METHODS: &[&str] = &[
    "getInputData",
    "getNodeParameter",
    "getCredentials",
    "getNode",
    "getWorkflowStaticData",
    "executeWorkflow",
];

fn check(context: &Context<'_>, report: &mut Report<'_>) {
    let Some(facts) = context.running() else {
        return;
    };
    for used in &facts.paths {
        let Some(call) = &used.call else {
            continue;
        };
        if is_native_python(context) {
            print(context, used, call, report);
        } else if context.is_in_runner()
            && let Some((message, says, help)) = refused(context, used, call)
        {
            report
                .in_code(used.range, message)
                .severity(context.severity_of(call.reached))
                .platform(says)
                .help(help);
        }
    }
}

fn is_native_python(context: &Context<'_>) -> bool {
    let facts = context.target.n8n();
    context.is_python()
        && facts.is_some_and(|facts| matches!(facts.python_host, PythonHost::Native(_)))
}

fn print(context: &Context<'_>, used: &PathUse, call: &Called, report: &mut Report<'_>) {
    if used.path == "print"
        && let Some((name, range)) = call.named.first()
    {
        report
            .in_code(
                *range,
                format!("n8n's `print` takes no keywords: `{name}` is a TypeError"),
            )
            .severity(context.severity_of(call.reached))
            .help("Put the text together before printing it.");
    }
}

/// What is wrong with the call, what n8n says of it, and what to do.
fn refused(
    context: &Context<'_>,
    used: &PathUse,
    call: &Called,
) -> Option<(String, Option<String>, &'static str)> {
    let path = used.path.as_str();
    let is_all = context.code_node().contract == Contract::N8nAllItems;
    let is_tool = context.code_node().contract == Contract::N8nTool;
    let plain = path.strip_prefix("this.").unwrap_or(path);
    if let Some(helper) = plain
        .strip_prefix("helpers.")
        .filter(|name| HELPERS.contains(name))
    {
        let says = format!("The function \"helpers.{helper}\" is not supported in the Code Node");
        let help = "`helpers.httpRequest`, `prepareBinaryData`, `getBinaryDataBuffer` and `binaryToString` are supported.";
        return Some((
            format!("`helpers.{helper}` is not supported in the Code node"),
            Some(says),
            help,
        ));
    }
    if let Some(method) = path
        .strip_prefix("this.")
        .filter(|name| METHODS.contains(name))
    {
        let help = match method {
            "getInputData" => "Use `$input.all()`.",
            "getNodeParameter" => "`$parameter` holds the parameters of this node.",
            "getWorkflowStaticData" => "Use `$getWorkflowStaticData('global')`.",
            "getCredentials" => "Code cannot read credentials; let an HTTP Request node use them.",
            _ => "The Code node's `this` holds `helpers` and nothing else of n8n's.",
        };
        let says = format!("{path} is not a function");
        return Some((format!("A Code node has no `{path}`"), Some(says), help));
    }
    match path {
        "$input.item" => Some((
            "`$input.item` is no method".into(),
            Some("$input.item is not a function".into()),
            "Write it without the brackets.",
        )),
        "$input.itemMatching" if is_all => Some((
            "`$input` has no `itemMatching`".into(),
            Some("$input.itemMatching is not a function".into()),
            "Use `$('Node name').itemMatching(index)`.",
        )),
        "$input.first" | "$input.last" if is_all && call.args > 0 => Some((
            format!("`{path}()` takes no arguments"),
            None,
            "For one output of another node: `$('Node name').first(output, run)`.",
        )),
        "$fromAI" if !is_tool && !sends_input(context) => Some((
            "`$fromAI` looks into the input, which n8n sends only where the code names it otherwise".into(),
            Some("No execution data available".into()),
            "Take the value from the input: `$json.name`.",
        )),
        "$evaluateExpression" if is_newest(context) => Some((
            "`$evaluateExpression` throws in the secure mode of the task runners".into(),
            Some("$evaluateExpression can't be used in the Code node while task runners run in secure mode".into()),
            "Evaluate the expression in a Set node before this one.",
        )),
        _ => None,
    }
}

fn is_newest(context: &Context<'_>) -> bool {
    let facts = context.target.n8n();
    facts.is_some_and(|facts| facts.python_host == PythonHost::Native(Analyzer::Newest))
}
