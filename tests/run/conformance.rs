//! Holds runs to what the platforms' own engines said of the same code on the same input (`tests/conformance`): of each
//! case the first input, with `CODENODE_ALL=1` all of them. `CODENODE_VERBOSE=1` prints every difference.

use std::collections::BTreeMap;

use run::{Outcome, RunLimits, Stage};
use serde::Deserialize;
use serde_json::Value;
use workflow::Target;

use crate::case::{self, Case};
use crate::{can_run, run_at, workflow_file};

/// Of the runs that are a verdict, at least so many in a thousand agree on success and on what comes out.
const VERDICTS: usize = 990;
/// Of the failures, at least so many in a thousand are told in the platform's words.
const WORDS: usize = 900;

/// Cases that run at once.
const THREADS: usize = 4;

/// One recorded run.
#[derive(Clone, Deserialize)]
pub(crate) struct Recorded {
    #[serde(default)]
    input: Value,
    ok: bool,
    message: Option<String>,
    output: Option<Value>,
    #[serde(default)]
    stderr: bool,
}

/// What came of the runs of a topic.
#[derive(Default)]
struct Tally {
    runs: usize,
    /// The embedded engine cannot do it.
    engine: usize,
    verdicts: usize,
    failures: usize,
    words: usize,
}

#[test]
fn runs_agree_with_the_engines() {
    agreement(Case::all().into_iter().zip(recorded()).collect());
}

/// Runs the cases, prints how far they agree, and panics where that is not far enough.
pub(crate) fn agreement(cases: Vec<(Case, Vec<Recorded>)>) {
    let everything = std::env::var_os("CODENODE_ALL").is_some();
    let mut topics: BTreeMap<String, Tally> = BTreeMap::new();
    let mut details = Vec::new();
    let found = std::thread::scope(|scope| {
        let part = |cases| scope.spawn(move || compare(cases, everything));
        let parts: Vec<_> = cases
            .chunks(cases.len().div_ceil(THREADS))
            .map(part)
            .collect();
        let join = |part: std::thread::ScopedJoinHandle<'_, _>| part.join().expect("no panic");
        parts.into_iter().map(join).collect::<Vec<_>>()
    });
    for (tallies, differences) in found {
        details.extend(differences);
        for (topic, tally) in tallies {
            let sum = topics.entry(topic).or_default();
            *sum = sum.plus(&tally);
        }
    }
    print(&topics);
    if std::env::var_os("CODENODE_VERBOSE").is_some() {
        details.iter().for_each(|detail| println!("\n{detail}"));
    }
    for language in ["javascript", "python"] {
        let sum = sum(topics.iter().filter(|(topic, _)| topic.contains(language)));
        let judged = sum.runs - sum.engine;
        println!(
            "{language}: {} runs, {} of {judged} verdicts agree, {} of {} failures in the same words",
            sum.runs, sum.verdicts, sum.words, sum.failures
        );
        assert!(sum.verdicts * 1000 >= judged * VERDICTS, "{language}");
        assert!(sum.words * 1000 >= sum.failures * WORDS, "{language}");
    }
}

fn print(topics: &BTreeMap<String, Tally>) {
    println!(
        "{:<28} {:>5} {:>6} {:>8} {:>9}",
        "topic", "runs", "engine", "verdicts", "words"
    );
    for (topic, tally) in topics {
        let words = format!("{}/{}", tally.words, tally.failures);
        println!(
            "{topic:<28} {:>5} {:>6} {:>8} {words:>9}",
            tally.runs, tally.engine, tally.verdicts
        );
    }
}

fn sum<'t>(topics: impl Iterator<Item = (&'t String, &'t Tally)>) -> Tally {
    topics.fold(Tally::default(), |sum, (_, tally)| sum.plus(tally))
}

impl Tally {
    fn plus(&self, other: &Tally) -> Tally {
        Tally {
            runs: self.runs + other.runs,
            engine: self.engine + other.engine,
            verdicts: self.verdicts + other.verdicts,
            failures: self.failures + other.failures,
            words: self.words + other.words,
        }
    }
}

/// Runs some cases: of each the first input, unless everything is wanted.
fn compare(
    cases: &[(Case, Vec<Recorded>)],
    everything: bool,
) -> (BTreeMap<String, Tally>, Vec<String>) {
    let mut topics: BTreeMap<String, Tally> = BTreeMap::new();
    let mut details = Vec::new();
    for (case, runs) in cases.iter().filter(|(case, _)| can_run(language(case))) {
        let tally = topics
            .entry(format!("{}/{}", case.platform(), case.topic))
            .or_default();
        let few = if everything { runs.len() } else { 1 };
        for recorded in runs.iter().take(few) {
            let outcome = repeat(case, &recorded.input);
            tally.runs += 1;
            if is_engine(&outcome) {
                tally.engine += 1;
                let says = outcome.error.map(|error| error.message).unwrap_or_default();
                details.push(format!("{} engine: {says}", case.key()));
                continue;
            }
            let differs = difference(recorded, &outcome);
            let reworded = rewording(recorded, &outcome);
            tally.verdicts += usize::from(differs.is_none());
            tally.failures += usize::from(!recorded.ok && !outcome.ok);
            tally.words += usize::from(!recorded.ok && !outcome.ok && reworded.is_none());
            if let Some(difference) = differs.or(reworded) {
                let input = &recorded.input;
                details.push(format!(
                    "{} {input}\n{}\n{difference}",
                    case.key(),
                    case.code
                ));
            }
        }
    }
    (topics, details)
}

fn language(case: &Case) -> code::Language {
    match case.language.as_str() {
        "python" => code::Language::Python,
        _ => code::Language::JavaScript,
    }
}

/// The runs of every case, in the order of the cases.
fn recorded() -> Vec<Vec<Recorded>> {
    let read = |platform| {
        let path = case::folder().join(platform).join("recorded.jsonl");
        let text = std::fs::read_to_string(path).expect("the recorded cases are there");
        let runs = |line: &str| {
            let mut case: Value = serde_json::from_str(line).expect("a case");
            serde_json::from_value(case["runs"].take()).expect("runs")
        };
        text.lines().map(runs).collect::<Vec<_>>()
    };
    [read("dify"), read("n8n")].concat()
}

fn repeat(case: &Case, input: &Value) -> Outcome {
    let (file, name) = workflow_file::of(case);
    // A case of Dify is JSON too, which YAML reads.
    let target = match name.ends_with(".yml") {
        true => Target::NEWEST_DIFY,
        false => Target::NEWEST_N8N,
    };
    run_at(&file, Some(target), input, RunLimits::default(), |_| {})
}

fn is_engine(outcome: &Outcome) -> bool {
    outcome
        .error
        .as_ref()
        .is_some_and(|error| error.stage == Stage::Engine)
}

/// How a verdict differs from what was recorded.
fn difference(recorded: &Recorded, outcome: &Outcome) -> Option<String> {
    // The recorder only notes what is written to standard error; the newest sandbox may or may not mind.
    if recorded.stderr && recorded.ok {
        return None;
    }
    if recorded.ok != outcome.ok {
        return Some(format!(
            "recorded {}: {:?}, codenode {}: {:?}",
            recorded.ok, recorded.message, outcome.ok, outcome.error
        ));
    }
    let known = recorded.output.as_ref().filter(|_| recorded.ok)?;
    let made = match (&outcome.outputs, &outcome.items) {
        (Some(outputs), _) => Value::Object(outputs.clone()),
        // What a tool answers is no item.
        (None, Some(items)) if !known.is_array() && items.len() == 1 => items[0].clone(),
        (None, items) => Value::from(items.clone().unwrap_or_default()),
    };
    (!same(known, &made)).then(|| format!("recorded {known}, codenode {made}"))
}

/// How the words of a failure differ: with the class before them or without, and without what only the recorder's script
/// puts behind them.
fn rewording(recorded: &Recorded, outcome: &Outcome) -> Option<String> {
    let (Some(known), Some(error)) = (&recorded.message, &outcome.error) else {
        return None;
    };
    let class = error.class.as_deref().unwrap_or_default();
    let said = error.message.as_str();
    let bare = known.split(" (<fd3>, line").next().unwrap_or_default();
    let first = |text: &str| text.lines().next().unwrap_or_default().to_owned();
    let placed = bare.split_once(": ").map_or(bare, |(_, rest)| rest);
    let same = [said.to_owned(), format!("{class}: {said}")]
        .iter()
        .any(|said| first(said) == first(bare) || said == placed);
    (!same).then(|| format!("recorded {known:?}, codenode {class}: {said:?}"))
}

/// Equal but for how numbers are written.
fn same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => one.as_f64() == other.as_f64(),
        (Value::String(one), other) if one.starts_with("$float:") => {
            let double = other.as_str().and_then(|text| text.parse::<f64>().ok());
            double.is_some_and(|double| !double.is_finite())
        }
        // A tool's number becomes text after what was recorded.
        (Value::Number(one), Value::String(other)) => one.to_string() == *other,
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            let equal = |(key, one)| other.get(key).is_some_and(|other| same(one, other));
            one.len() == other.len() && one.iter().all(equal)
        }
        _ => one == other,
    }
}
