//! Print what codenode makes of a snippet: `cargo run -p codenode-code --example returns -- dify-python FILE`.
//! The first argument is `dify-python`, `dify-javascript`, `n8n-python`, `n8n-each-python`, `n8n-javascript` or
//! `n8n-each-javascript`; a second `--ir` shows the lowered program too.

use code::{Api, Facts, Host, Language, PythonVersion, Source};

fn main() {
    let mut args = std::env::args().skip(1);
    let (Some(kind), Some(path)) = (args.next(), args.next()) else {
        eprintln!("usage: returns KIND FILE [--ir]");
        std::process::exit(2);
    };
    let Ok(text) = std::fs::read_to_string(&path) else {
        eprintln!("cannot read {path}");
        std::process::exit(2);
    };
    let language = if kind.ends_with("python") {
        Language::Python
    } else {
        Language::JavaScript
    };
    let (host, api) = match (kind.starts_with("dify"), language) {
        (true, Language::Python) => (Host::Module, Api::Dify),
        (true, Language::JavaScript) => (Host::Eval, Api::Dify),
        (false, Language::Python) => (Host::FunctionBody, Api::N8nAllItems),
        (false, Language::JavaScript) => (Host::AsyncBody, Api::N8nAllItems),
    };
    let api = if kind.contains("each") {
        Api::N8nEachItem
    } else {
        api
    };
    if args.next().is_some() {
        println!(
            "{}",
            code::dump::dump(&code::languages::lower(&text, language, host))
        );
    }
    let facts = Facts::of(&Source {
        text: &text,
        language,
        host,
        api,
        python: PythonVersion(14),
        inputs: None,
    });
    println!(
        "syntax {:?}\nentry {:?} exhausted {}",
        facts.syntax, facts.outcome.entry, facts.outcome.exhausted
    );
    for site in &facts.outcome.returns {
        println!("{:?} {:?}\n  {:?}", site.range, site.kind, site.shape);
    }
}
