//! Holds codenode's findings to what the platforms' own engines said of the same code.
//!
//! `{dify,n8n}/recorded.jsonl` holds the cases and the verdicts (see `README.md`); every case becomes a small
//! workflow file, is analysed for the newest target and compared with what the case expects. Where the two differ
//! although nobody has got round to it yet, the case is listed in `known.txt` with the reason. A difference that is
//! not listed fails the test, and so does a listed one that is gone: `CODENODE_UPDATE=1` rewrites the list and keeps
//! the reasons. `-- --nocapture` prints the agreement by topic.

mod case;
mod known;
mod workflow_file;

use std::collections::BTreeMap;

use case::{Case, Expect, Kind};
use lint::{Cache, Diagnostic, Settings, Severity, analyze};
use workflow::Target;

#[test]
fn codenode_agrees_with_the_engines() {
    let cache = Cache::default();
    let mut topics: BTreeMap<String, Tally> = BTreeMap::new();
    let mut disagreements = BTreeMap::new();
    for case in Case::all() {
        let result = compare(&case, &cache);
        let topic = format!("{}/{}", case.platform(), case.topic);
        topics.entry(topic).or_default().count(&case, &result);
        if let Outcome::Disagrees(disagreement) = result {
            let previous = disagreements.insert(case.key(), disagreement);
            assert!(previous.is_none(), "two cases are called {}", case.key());
        }
    }
    print(&topics);
    if std::env::var_os("CODENODE_VERBOSE").is_some() {
        for (key, disagreement) in &disagreements {
            println!("\n{key}: {}\n{}", disagreement.kind, disagreement.detail);
        }
    }
    known::compare(&disagreements);
}

/// How the findings of a case compare with what was recorded.
enum Outcome {
    Agrees,
    /// Only the user's own code throws; what codenode says of it is its own affair.
    OutOfScope,
    Disagrees(Disagreement),
}

/// One difference between codenode and the platform.
struct Disagreement {
    /// `false alarm`, `miss` or `other message`.
    kind: &'static str,
    /// The code, what the platform said and what codenode says.
    detail: String,
}

fn compare(case: &Case, cache: &Cache) -> Outcome {
    let (text, path) = workflow_file::of(case);
    let analysis = analyze(&text, path.as_ref(), &settings(case), cache);
    assert_eq!(
        analysis.workflows.len(),
        1,
        "{}: the file is read as a workflow",
        case.key()
    );
    let errors: Vec<&Diagnostic> = analysis
        .diagnostics
        .iter()
        .filter(|found| found.severity == Severity::Error)
        .collect();
    let kind = match case.expect {
        Expect::Either => return Outcome::Agrees,
        Expect::Silent if errors.is_empty() => return Outcome::Agrees,
        Expect::Silent => "false alarm",
        Expect::Error if case.kind() == Kind::Exception => return Outcome::OutOfScope,
        Expect::Error if errors.is_empty() => "miss",
        Expect::Error if says_the_same(case, &errors) => return Outcome::Agrees,
        Expect::Error => "other message",
    };
    let detail = detail(case, &analysis.diagnostics);
    Outcome::Disagrees(Disagreement { kind, detail })
}

/// The engines were asked with their default settings: no modules allowed.
fn settings(case: &Case) -> Settings {
    let target = match case.platform() {
        "dify" => Target::NEWEST_DIFY,
        _ => Target::NEWEST_N8N,
    };
    Settings::at(Some(target))
}

/// A contract is asked for the platform's exact words. Of other failures they may be left out or be told in part (the
/// platform adds lines and items), but not be wrong.
fn says_the_same(case: &Case, errors: &[&Diagnostic]) -> bool {
    let recorded = case.messages();
    let is_right = |said: &str| match case.kind() {
        Kind::Contract => recorded.iter().any(|message| message == said),
        _ => recorded.iter().any(|message| message.contains(said)),
    };
    let mut said = errors.iter().map(|error| error.platform_message.as_ref());
    said.any(|said| match said {
        Some(said) => is_right(&case::plain(said)),
        None => case.kind() != Kind::Contract,
    })
}

fn detail(case: &Case, found: &[Diagnostic]) -> String {
    let mut lines = vec![format!("  {}", case.about)];
    lines.extend(case.code.lines().map(|line| format!("    | {line}")));
    lines.push(format!(
        "  inputs {:?}, outputs {}",
        case.inputs, case.outputs
    ));
    for (class, message) in case.failures() {
        lines.push(format!("  platform: {class}: {message}"));
    }
    if case.messages().is_empty() {
        lines.push("  platform: passes".into());
    }
    for found in found {
        let platform = found.platform_message.as_deref().unwrap_or("-");
        lines.push(format!(
            "  codenode: {:?} {}: {} [{platform}]",
            found.severity, found.rule.id, found.message
        ));
    }
    lines.join("\n")
}

/// How the cases of one topic came out.
#[derive(Default)]
struct Tally {
    errors: usize,
    errors_found: usize,
    silent: usize,
    silent_kept: usize,
    free: usize,
    exceptions: usize,
}

impl Tally {
    fn count(&mut self, case: &Case, outcome: &Outcome) {
        let agrees = usize::from(matches!(outcome, Outcome::Agrees));
        match (case.expect, outcome) {
            (_, Outcome::OutOfScope) => self.exceptions += 1,
            (Expect::Either, _) => self.free += 1,
            (Expect::Error, _) => {
                self.errors += 1;
                self.errors_found += agrees;
            }
            (Expect::Silent, _) => {
                self.silent += 1;
                self.silent_kept += agrees;
            }
        }
    }

    fn add(&mut self, other: &Tally) {
        self.errors += other.errors;
        self.errors_found += other.errors_found;
        self.silent += other.silent;
        self.silent_kept += other.silent_kept;
        self.free += other.free;
        self.exceptions += other.exceptions;
    }

    fn row(&self, name: &str) {
        let errors = format!("{}/{}", self.errors_found, self.errors);
        let silent = format!("{}/{}", self.silent_kept, self.silent);
        println!(
            "{name:<24} {errors:>12} {silent:>12} {:>8} {:>12}",
            self.free, self.exceptions
        );
    }
}

fn print(topics: &BTreeMap<String, Tally>) {
    println!(
        "{:<24} {:>12} {:>12} {:>8} {:>12}",
        "topic", "errors told", "silence kept", "either", "own throws"
    );
    let mut all = Tally::default();
    for (topic, tally) in topics {
        tally.row(topic);
        all.add(tally);
    }
    all.row("all");
}
