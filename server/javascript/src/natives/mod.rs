//! The functions of the host that the prelude calls. A node never reaches them.

mod bytes;
mod crypto;
mod locale;

use std::rc::Rc;

use rquickjs::context::EvalOptions;
use rquickjs::promise::PromiseState;
use rquickjs::{Ctx, Function, IntoJs, Object, Value};

use crate::engine::Setup;
use crate::state::State;
use crate::wording;

/// The scripts of `prelude/`, by name.
const PRELUDE: &[(&str, &str)] = &[
    ("augment", include_str!("../prelude/augment.js")),
    ("boot", include_str!("../prelude/boot.js")),
    ("buffer", include_str!("../prelude/buffer.js")),
    ("circle", include_str!("../prelude/circle.js")),
    ("clock", include_str!("../prelude/clock.js")),
    ("clone", include_str!("../prelude/clone.js")),
    ("console", include_str!("../prelude/console.js")),
    ("crypto", include_str!("../prelude/crypto.js")),
    ("dify", include_str!("../prelude/dify.js")),
    ("dify_module", include_str!("../prelude/dify_module.js")),
    ("encoding", include_str!("../prelude/encoding.js")),
    ("errors", include_str!("../prelude/errors.js")),
    ("form", include_str!("../prelude/form.js")),
    ("inspect", include_str!("../prelude/inspect.js")),
    ("intl", include_str!("../prelude/intl.js")),
    ("intl_date", include_str!("../prelude/intl_date.js")),
    ("intl_number", include_str!("../prelude/intl_number.js")),
    ("intl_text", include_str!("../prelude/intl_text.js")),
    ("locale", include_str!("../prelude/locale.js")),
    ("modules", include_str!("../prelude/modules.js")),
    ("n8n", include_str!("../prelude/n8n.js")),
    ("n8n_console", include_str!("../prelude/n8n_console.js")),
    ("n8n_execution", include_str!("../prelude/n8n_execution.js")),
    ("n8n_helpers", include_str!("../prelude/n8n_helpers.js")),
    ("n8n_pairing", include_str!("../prelude/n8n_pairing.js")),
    ("n8n_refusal", include_str!("../prelude/n8n_refusal.js")),
    ("n8n_legacy", include_str!("../prelude/n8n_legacy.js")),
    ("packages", include_str!("../prelude/packages.js")),
    ("realm", include_str!("../prelude/realm.js")),
    ("require", include_str!("../prelude/require.js")),
    ("send", include_str!("../prelude/send.js")),
    ("timers", include_str!("../prelude/timers.js")),
];

/// The function that the script `name` of the prelude is, in the realm of `ctx`.
pub(crate) fn compile<'js>(ctx: &Ctx<'js>, name: &str) -> Setup<Function<'js>> {
    let source = PRELUDE
        .iter()
        .find(|(known, _)| *known == name)
        .map_or("", |(_, source)| source);
    evaluate(ctx, source, &format!("codenode:{name}"))
}

fn evaluate<'js>(ctx: &Ctx<'js>, source: &str, file: &str) -> Setup<Function<'js>> {
    let mut options = EvalOptions::default();
    options.strict = false;
    options.filename = Some(file.to_owned());
    ctx.eval_with_options(source, options)
}

/// Starts the prelude in the platform's realm and gives its `host`.
pub(crate) fn boot<'js>(ctx: &Ctx<'js>, state: &Rc<State>) -> Setup<Object<'js>> {
    let native = Object::new(ctx.clone())?;
    let shared = state.clone();
    native.set(
        "facts",
        Function::new(ctx.clone(), move || shared.facts.clone())?,
    )?;
    native.set(
        "compile",
        Function::new(ctx.clone(), |ctx: Ctx<'js>, name: String| {
            compile(&ctx, &name)
        })?,
    )?;
    run_functions(ctx, &native, state)?;
    word_functions(ctx, &native, state)?;
    package_functions(ctx, &native, state)?;
    bytes::add(ctx, &native)?;
    crypto::add(ctx, &native)?;
    locale::add(ctx, &native)?;
    compile(ctx, "boot")?.call((native,))
}

fn run_functions<'js>(ctx: &Ctx<'js>, native: &Object<'js>, state: &Rc<State>) -> Setup<()> {
    let shared = state.clone();
    let now = move || shared.now();
    native.set("now", Function::new(ctx.clone(), now)?)?;
    let shared = state.clone();
    let wait = move |due: f64| shared.wait(due);
    native.set("wait", Function::new(ctx.clone(), wait)?)?;
    let shared = state.clone();
    let late = move || shared.was_late();
    native.set("late", Function::new(ctx.clone(), late)?)?;
    let shared = state.clone();
    let log = move |error: bool, text: String| shared.log(error, text);
    native.set("log", Function::new(ctx.clone(), log)?)?;
    let shared = state.clone();
    let beyond = move |message: String| shared.go_beyond(message);
    native.set("beyond", Function::new(ctx.clone(), beyond)?)?;
    native.set("settled", Function::new(ctx.clone(), settled)?)
}

/// What a promise holds, in an array; `undefined` for anything else.
fn settled<'js>(ctx: Ctx<'js>, value: Value<'js>) -> Setup<Value<'js>> {
    let Some(promise) = value.into_promise() else {
        return Ok(Value::new_undefined(ctx));
    };
    let held = match promise.state() {
        PromiseState::Resolved => promise.result::<Value>().and_then(Result::ok),
        _ => None,
    };
    let held = held.unwrap_or_else(|| Value::new_undefined(ctx.clone()));
    vec![held].into_js(&ctx)
}

fn word_functions<'js>(ctx: &Ctx<'js>, native: &Object<'js>, state: &Rc<State>) -> Setup<()> {
    let shared = state.clone();
    let column = move |line: u32, column: u32| shared.source.column(line, column);
    native.set("column", Function::new(ctx.clone(), column)?)?;
    let shared = state.clone();
    let unboxed = move |line: u32, column: u32| shared.source.unboxed(line, column);
    native.set("unboxed", Function::new(ctx.clone(), unboxed)?)?;
    let shared = state.clone();
    let words = move |class: String, message: String, builtin: String, line: u32, column: u32| {
        let thrown = wording::Thrown {
            class: &class,
            message: &message,
            builtin: &builtin,
            line,
            column,
        };
        wording::translate(&shared.source, &thrown).unwrap_or(message)
    };
    native.set("words", Function::new(ctx.clone(), words)?)?;
    let shared = state.clone();
    let read_at = move |message: String, line: u32, column: u32| {
        wording::read_at(&shared.source, &message, line, column).unwrap_or(line)
    };
    native.set("readAt", Function::new(ctx.clone(), read_at)?)?;
    let shared = state.clone();
    let json = move |text: String| wording::json::complaint(&text, shared.newer_node);
    native.set("json", Function::new(ctx.clone(), json)?)
}

fn package_functions<'js>(ctx: &Ctx<'js>, native: &Object<'js>, state: &Rc<State>) -> Setup<()> {
    let shared = state.clone();
    let has = move |name: String| shared.modules.sources.contains_key(&name);
    native.set("hasPackage", Function::new(ctx.clone(), has)?)?;
    let shared = state.clone();
    let package = move |ctx: Ctx<'js>, name: String| {
        let source = shared.modules.sources.get(&name).map_or("", String::as_str);
        let wrapped =
            format!("(function (exports, require, module, __filename, __dirname) {{{source}\n}})");
        evaluate(&ctx, &wrapped, &format!("codenode:{name}"))
    };
    native.set("package", Function::new(ctx.clone(), package)?)
}
