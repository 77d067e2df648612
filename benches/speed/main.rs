//! What codenode's work costs beside the floor of each step: see `benches/README.md`.

mod corpus;
mod executable;
mod measure;
mod nodes;

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use libyaml_safer::EventData;
use lint::{Cache, Settings};
use serde::de::IgnoredAny;
use text::{Format, Language, Tree};

use corpus::{Corpus, Snippet};
use measure::Stage;

/// Room for the recursion of a parser on deep input, as the executable gives its threads.
const STACK_BYTES: usize = 64 << 20;

fn main() -> io::Result<()> {
    std::thread::Builder::new()
        .stack_size(STACK_BYTES)
        .spawn(run)?
        .join()
        .unwrap_or_else(|_| Err(io::Error::other("the benchmark panicked")))
}

fn run() -> io::Result<()> {
    let corpus = Corpus::read()?;
    println!("{corpus}\n");
    println!(
        "{:<22} {:>9} {:>9} {:>9} {:>7}  floor",
        "step, one thread", "MB", "MB/s", "floor", "ratio"
    );
    reading(&corpus);
    code(&corpus);
    whole(&corpus);
    nodes::print(&corpus.snippets);
    executable::print(&corpus)
}

fn reading(corpus: &Corpus) {
    let json: Vec<&str> = corpus.texts(Format::Json).collect();
    let yaml: Vec<&str> = corpus.texts(Format::Yaml).collect();
    Stage::new("reading JSON", &json)
        .work(|text| drop(Tree::parse(text, Format::Json)))
        .floor("serde_json into IgnoredAny", |text| {
            drop(serde_json::from_str::<IgnoredAny>(
                text.trim_start_matches('\u{feff}'),
            ));
        })
        .print();
    Stage::new("reading YAML", &yaml)
        .work(|text| drop(Tree::parse(text, Format::Yaml)))
        .floor("libyaml-safer, events", |text| yaml_events(text))
        .print();
    for (name, format) in [
        ("workflow::read, JSON", Format::Json),
        ("workflow::read, YAML", Format::Yaml),
    ] {
        let trees: Vec<Tree<'_>> = corpus
            .texts(format)
            .map(|text| Tree::parse(text, format))
            .collect();
        Stage::new(name, &trees)
            .work(|tree| drop(workflow::read(tree)))
            .floor("reading", |tree| drop(Tree::parse(tree.source(), format)))
            .print();
    }
}

fn yaml_events(text: &str) {
    let mut input = text.as_bytes();
    let mut parser = libyaml_safer::Parser::new();
    parser.set_input_string(&mut input);
    // libyaml-safer panics on some damaged files; that ends them too.
    let mut next = || catch_unwind(AssertUnwindSafe(|| parser.parse()));
    while let Ok(Ok(event)) = next() {
        if matches!(event.data, EventData::StreamEnd) {
            break;
        }
    }
}

fn code(corpus: &Corpus) {
    let grammars = [
        (Language::Python, tree_sitter_python::LANGUAGE),
        (Language::JavaScript, tree_sitter_javascript::LANGUAGE),
    ];
    for (language, grammar) in grammars {
        let snippets: Vec<&Snippet> = corpus.snippets_in(language).collect();
        let programs: Vec<_> = snippets
            .iter()
            .map(|&snippet| (snippet, snippet.lower()))
            .collect();
        let mut parser = tree_sitter::Parser::new();
        if parser.set_language(&grammar.into()).is_err() {
            continue;
        }
        let mut tree_sitter = |text: &str| drop(parser.parse(text, None));
        let floor = "tree-sitter, parse";
        Stage::new(format!("lowering {language:?}"), &snippets)
            .work(|snippet| drop(snippet.lower()))
            .floor(floor, |snippet| tree_sitter(&snippet.text))
            .print();
        Stage::new("  interpreting", &programs)
            .work(|(snippet, program)| drop(snippet.interpret(program)))
            .floor(floor, |(snippet, _)| tree_sitter(&snippet.text))
            .print();
        Stage::new("  syntax check", &snippets)
            .work(|snippet| drop(code::syntax::check(&snippet.source())))
            .floor(floor, |snippet| tree_sitter(&snippet.text))
            .print();
        Stage::new("  all facts", &snippets)
            .work(|snippet| drop(code::Facts::of(&snippet.source())))
            .floor(floor, |snippet| tree_sitter(&snippet.text))
            .print();
    }
}

fn whole(corpus: &Corpus) {
    for (name, format) in [("lint, n8n", Format::Json), ("lint, Dify", Format::Yaml)] {
        let path = Path::new(match format {
            Format::Json => "workflow.json",
            Format::Yaml => "workflow.yml",
        });
        let texts: Vec<&str> = corpus.texts(format).collect();
        Stage::new(name, &texts)
            .work_each_round(Cache::default, |cache, text| {
                drop(lint::analyze(text, path, &Settings::default(), cache));
            })
            .floor("reading", |text| drop(Tree::parse(text, format)))
            .print();
    }
}
