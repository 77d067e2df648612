//! The names that exist where code runs, beyond those it defines itself.

use super::{Policy, is_native, runs_in_vm2};
use crate::{Contract, Facts, NodeHost};

/// Whether there is such a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Existence {
    /// There is.
    Provided,
    /// There is once the platform calls `main`, not yet while the module runs.
    InsideMain,
    /// There surely is none.
    Absent,
    /// A built-in of Python that n8n takes away.
    Denied,
    /// That cannot be told.
    Unknown,
}

impl Policy {
    /// Whether Python code finds `name` when it reads it (reference dify 2.3, n8n 10).
    pub fn python_name(&self, name: &str, contract: Contract) -> Existence {
        let is_dunder = name.starts_with("__") && name.ends_with("__");
        match self.target.facts {
            Facts::N8n(_) if !is_native(&self.target) => Existence::Unknown,
            _ if self
                .python_builtins_denied
                .iter()
                .any(|denied| denied == name) =>
            {
                Existence::Denied
            }
            _ if is_dunder => Existence::Unknown,
            _ if has(PYTHON_BUILTINS, name) => Existence::Provided,
            _ if has(PYTHON_LATER, name) => match self.target.python >= 13 {
                true => Existence::Provided,
                false => Existence::Unknown,
            },
            Facts::Dify(_) if has(DIFY_PYTHON, name) => Existence::Provided,
            Facts::Dify(_) if has(DIFY_PYTHON_MAIN, name) => Existence::InsideMain,
            Facts::Dify(_) if has(DIFY_PYTHON_PERHAPS, name) => Existence::Unknown,
            Facts::Dify(_) => Existence::Absent,
            Facts::N8n(_) => match (name, contract) {
                ("_item", Contract::N8nEachItem) => Existence::Provided,
                ("_items" | "_query", Contract::N8nAllItems | Contract::N8nTool) => {
                    Existence::Provided
                }
                _ => Existence::Absent,
            },
        }
    }

    /// Whether JavaScript code finds `name` when it reads it (reference dify 2.3, n8n 4.1, 4.2, 5, 12, 13).
    pub fn js_name(&self, name: &str, contract: Contract) -> Existence {
        if has(ECMASCRIPT, name) {
            return Existence::Provided;
        }
        match self.target.facts {
            Facts::Dify(_) => dify(name),
            Facts::N8n(_) if contract == Contract::N8nSort => sort(name),
            Facts::N8n(facts) => match runs_in_vm2(contract) || facts.node_host == NodeHost::Vm2 {
                true => vm2(name, contract),
                false => match runner(name, contract) {
                    Existence::Absent if self.is_insecure => Existence::Unknown,
                    known => known,
                },
            },
        }
    }

    /// Names that code finds there, to compare misspelt ones with.
    pub fn provided_names(&self, python: bool) -> impl Iterator<Item = &'static str> {
        let own = match (python, self.target.facts) {
            (true, Facts::Dify(_)) => DIFY_PYTHON,
            (true, Facts::N8n(_)) => "",
            (false, Facts::Dify(_)) => NODE,
            (false, Facts::N8n(_)) => N8N,
        };
        let general = if python { PYTHON_BUILTINS } else { ECMASCRIPT };
        own.split_ascii_whitespace()
            .chain(general.split_ascii_whitespace())
    }
}

fn dify(name: &str) -> Existence {
    if [NODE, NODE_COMMON, DIFY_JAVASCRIPT]
        .iter()
        .any(|table| has(table, name))
    {
        Existence::Provided
    } else if has(ECMASCRIPT_2025, name) || has(NODE_LATER, name) {
        Existence::Unknown
    } else {
        Existence::Absent
    }
}

fn runner(name: &str, contract: Contract) -> Existence {
    let of_mode = match contract {
        Contract::N8nEachItem => name == "item",
        Contract::N8nTool => name == "items" || name == "query",
        _ => name == "items",
    };
    let tables = [ECMASCRIPT_2025, NODE_COMMON, RUNNER, N8N];
    if of_mode || tables.iter().any(|table| has(table, name)) {
        Existence::Provided
    } else if has(N8N_PERHAPS, name) {
        Existence::Unknown
    } else {
        Existence::Absent
    }
}

/// The comparator sees its two items, all of them, and nothing of n8n's.
fn sort(name: &str) -> Existence {
    if ["a", "b", "items"].contains(&name) {
        Existence::Provided
    } else if name.starts_with('$') || !is_known_anywhere(name) {
        Existence::Absent
    } else {
        Existence::Unknown
    }
}

/// What vm2 leaves of Node is not recorded, so only what exists nowhere is surely absent.
fn vm2(name: &str, contract: Contract) -> Existence {
    match (name, contract) {
        ("fetch" | "item", Contract::N8nFunction) => Existence::Absent,
        ("fetch" | "items", Contract::N8nFunctionItem) => Existence::Absent,
        _ if is_known_anywhere(name) || name.starts_with('$') => Existence::Unknown,
        _ => Existence::Absent,
    }
}

/// Some platform, browser or version of Node has such a name.
fn is_known_anywhere(name: &str) -> bool {
    let tables = [
        ECMASCRIPT_2025,
        NODE,
        NODE_COMMON,
        NODE_LATER,
        RUNNER,
        N8N,
        N8N_PERHAPS,
        VM2,
        BROWSER,
    ];
    tables.iter().any(|table| has(table, name)) || ["item", "items", "query"].contains(&name)
}

fn has(table: &str, name: &str) -> bool {
    table.split_ascii_whitespace().any(|known| known == name)
}

const ECMASCRIPT: &str = "Object Function Array Number parseFloat parseInt Boolean String Symbol Date Promise RegExp \
    Error AggregateError EvalError RangeError ReferenceError SyntaxError TypeError URIError ArrayBuffer \
    SharedArrayBuffer DataView Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array \
    Float32Array Float64Array BigInt64Array BigUint64Array Map Set WeakMap WeakSet WeakRef FinalizationRegistry Proxy \
    Reflect BigInt JSON Math Intl Atomics WebAssembly decodeURI decodeURIComponent encodeURI encodeURIComponent \
    escape unescape eval isFinite isNaN Infinity NaN undefined globalThis arguments";

/// In the Node 24 of n8n's runner, not in the Node 20 of Dify's sandbox.
const ECMASCRIPT_2025: &str =
    "SuppressedError Float16Array Iterator DisposableStack AsyncDisposableStack";

/// What n8n's runner has of Node, too.
const NODE_COMMON: &str = "Buffer setTimeout setInterval setImmediate clearTimeout clearInterval clearImmediate btoa \
    atob TextDecoder TextDecoderStream TextEncoder TextEncoderStream FormData require module global console";

/// Node 20, in a CommonJS module.
const NODE: &str = "exports __dirname __filename process fetch URL URLSearchParams AbortController AbortSignal \
    structuredClone crypto Crypto CryptoKey SubtleCrypto performance Performance PerformanceEntry PerformanceMark \
    PerformanceMeasure PerformanceObserver PerformanceObserverEntryList PerformanceResourceTiming queueMicrotask Blob \
    File Headers Request Response ReadableStream ReadableStreamDefaultReader ReadableStreamBYOBReader \
    ReadableStreamBYOBRequest ReadableByteStreamController ReadableStreamDefaultController WritableStream \
    WritableStreamDefaultWriter WritableStreamDefaultController TransformStream TransformStreamDefaultController \
    ByteLengthQueuingStrategy CountQueuingStrategy CompressionStream DecompressionStream EventTarget Event \
    MessageChannel MessagePort MessageEvent BroadcastChannel DOMException";

/// In some versions of Node, or behind a flag.
const NODE_LATER: &str = "navigator Navigator WebSocket CustomEvent EventSource CloseEvent Storage localStorage \
    sessionStorage URLPattern ErrorEvent gc";

/// What Dify's script and the sandbox around it declare; `result` and the like are `var`s of the same script.
const DIFY_JAVASCRIPT: &str = "argv fs koffi lib difySeccomp uid gid options code inputs_obj output_obj output_json \
    result key";

/// n8n's own names in the runner.
const RUNNER: &str = "helpers __isExecutionContext";

/// The `$` API and what comes with it.
const N8N: &str = "$ $input $json $binary $data $itemIndex $position $thisItemIndex $thisItem $node $items $item \
    $getPairedItem $prevNode $workflow $execution $executionId $resumeWebhookUrl $runIndex $thisRunIndex $mode $nodeId \
    $nodeVersion $webhookId $parameter $rawParameter $vars $env $secrets $now $today $jmespath $jmesPath \
    $getWorkflowStaticData $evaluateExpression $fromAI $self DateTime Interval Duration";

/// Names of the `$` API that are undefined in a Code node, in one way or the other.
const N8N_PERHAPS: &str = "$agentInfo $tool $evaluation $fromAi $fromai";

/// What the legacy nodes and LangChain Code are given.
const VM2: &str = "getNodeParameter getWorkflowStaticData getBinaryData setBinaryData getBinaryDataAsync \
    setBinaryDataAsync addInputData addOutputData getInputConnectionData getInputData getNode \
    getExecutionCancelSignal getNodeOutputs executeWorkflow getWorkflowDataProxy logger VMError";

const BROWSER: &str = "window document self alert XMLHttpRequest location history prompt confirm DOMParser Image \
    requestAnimationFrame FileReader";

const PYTHON_BUILTINS: &str = "ArithmeticError AssertionError AttributeError BaseException BlockingIOError \
    BrokenPipeError BufferError BytesWarning ChildProcessError ConnectionAbortedError ConnectionError \
    ConnectionRefusedError ConnectionResetError DeprecationWarning EOFError Ellipsis EncodingWarning EnvironmentError \
    Exception False FileExistsError FileNotFoundError FloatingPointError FutureWarning GeneratorExit IOError ImportError \
    ImportWarning IndentationError IndexError InterruptedError IsADirectoryError KeyError KeyboardInterrupt LookupError \
    MemoryError ModuleNotFoundError NameError None NotADirectoryError NotImplemented NotImplementedError OSError \
    OverflowError PendingDeprecationWarning PermissionError ProcessLookupError RecursionError ReferenceError \
    ResourceWarning RuntimeError RuntimeWarning StopAsyncIteration StopIteration SyntaxError SyntaxWarning SystemError \
    SystemExit TabError TimeoutError True TypeError UnboundLocalError UnicodeDecodeError UnicodeEncodeError \
    UnicodeError UnicodeTranslateError UnicodeWarning UserWarning ValueError Warning ZeroDivisionError abs aiter all \
    anext any ascii bin bool breakpoint bytearray bytes callable chr classmethod compile complex copyright credits \
    delattr dict dir divmod enumerate eval exec exit filter float format frozenset getattr globals hasattr hash help \
    hex id input int isinstance issubclass iter len license list locals map max memoryview min next object oct open \
    ord pow print property quit range repr reversed round set setattr slice sorted staticmethod str sum super tuple \
    type vars zip";

/// Not yet in 3.10.
const PYTHON_LATER: &str = "BaseExceptionGroup ExceptionGroup PythonFinalizationError";

/// What the bootstrap of Dify's sandbox leaves in the module.
const DIFY_PYTHON: &str = "os sys traceback ctypes";

/// The script's own, bound between the end of the module and the call of `main`.
const DIFY_PYTHON_MAIN: &str = "json b64decode inputs_obj";

/// In some versions of the sandbox, or bound only behind `main`.
const DIFY_PYTHON_PERHAPS: &str =
    "excepthook lib running_path code_fd code key decrypt output_obj output_json result";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Target;

    fn policy(target: &str) -> Policy {
        Policy::of(Target::find(target).unwrap())
    }

    #[test]
    fn the_mode_decides_what_the_items_are_called() {
        use Contract::{N8nAllItems as All, N8nEachItem as Each, N8nTool as Tool};
        let policy = policy("n8n@2");
        let js = |name, contract| policy.js_name(name, contract) == Existence::Provided;
        assert!(js("items", All) && !js("items", Each) && js("items", Tool));
        assert!(!js("item", All) && js("item", Each) && !js("item", Tool));
        assert!(!js("query", All) && js("query", Tool));
        let python = |name, contract| policy.python_name(name, contract) == Existence::Provided;
        assert!(python("_items", All) && !python("_items", Each) && python("_query", Tool));
        assert!(!python("_item", All) && python("_item", Each) && !python("_input", Each));
    }

    #[test]
    fn the_runner_has_no_browser_and_little_of_node() {
        let policy = policy("n8n@2");
        for name in [
            "fetch",
            "URL",
            "process",
            "structuredClone",
            "$if",
            "luxon",
            "_",
            "self",
        ] {
            let found = policy.js_name(name, Contract::N8nAllItems);
            assert_eq!(found, Existence::Absent, "{name}");
        }
        for name in [
            "Buffer", "FormData", "DateTime", "$now", "helpers", "Iterator", "$",
        ] {
            let found = policy.js_name(name, Contract::N8nAllItems);
            assert_eq!(found, Existence::Provided, "{name}");
        }
    }

    #[test]
    fn what_vm2_leaves_of_node_is_not_claimed() {
        let policy = policy("n8n@2");
        let function = |name| policy.js_name(name, Contract::N8nFunction);
        assert_eq!(function("fetch"), Existence::Absent);
        assert_eq!(function("URL"), Existence::Unknown);
        assert_eq!(function("reslt"), Existence::Absent);
        assert_eq!(function("getNodeParameter"), Existence::Unknown);
    }

    #[test]
    fn dify_binds_json_only_for_main() {
        let policy = policy("dify@1.14");
        let name = |name| policy.python_name(name, Contract::DifyMain);
        assert_eq!(name("json"), Existence::InsideMain);
        assert_eq!(name("os"), Existence::Provided);
        assert_eq!(name("re"), Existence::Absent);
        assert_eq!(name("type"), Existence::Provided);
    }

    #[test]
    fn n8n_takes_built_ins_away() {
        let native = policy("n8n@2");
        let type_ = native.python_name("type", Contract::N8nAllItems);
        assert_eq!(type_, Existence::Denied);
        let pyodide = policy("n8n@1").python_name("type", Contract::N8nAllItems);
        assert_eq!(pyodide, Existence::Unknown);
    }
}
