//! Every rule's page, and the pages of this folder, as tests.
//!
//! A fenced block of Python or JavaScript is a case: the code of one node. It is written into a workflow file in every
//! way that a file can hold it ([`dify`], [`n8n`]) and must give the findings that its marks name, at exactly these
//! places of the code and of the file, in all of them; and every fix must make the same code of it, without the
//! finding. `page` says how a case is written.
//!
//! The files are written here and not by the product, so that the two can disagree.

mod dify;
mod mending;
mod n8n;
mod page;
mod written;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;
use std::path::Path;

use lint::{Analysis, Cache, Diagnostic, Level, Settings, Severity, analyze};
use page::{Case, Mark, Promise};
use workflow::Target;
use written::{WorkflowFile, Written};

#[test]
fn the_pages_of_the_rules() {
    let mut cases = Vec::new();
    for rule in lint::RULES {
        let path = format!("server/lint/src/rules/{}.md", rule.id.replace('-', "_"));
        cases.extend(page::cases(&path, rule.page));
    }
    check(&cases);
}

#[test]
fn the_pages_of_the_suite() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite");
    let mut names: Vec<String> = std::fs::read_dir(&folder)
        .expect("the folder of the suite")
        .map(|entry| {
            entry
                .expect("a file")
                .file_name()
                .into_string()
                .expect("a plain name")
        })
        .filter(|name| name.ends_with(".md"))
        .collect();
    names.sort();
    let mut cases = Vec::new();
    for name in names {
        let text = std::fs::read_to_string(folder.join(&name)).expect("a page");
        cases.extend(page::cases(&format!("tests/suite/{name}"), &text));
    }
    let used = check(&cases);
    // No envelope is left out because no case fits into it.
    for envelope in dify::envelopes().chain(n8n::envelopes()) {
        assert!(
            used.contains_key(envelope),
            "no case is written as {envelope}"
        );
    }
}

/// Every fix that is offered for the workflows of the folder that `CODENODE_CORPUS` names mends what it is for.
#[test]
fn the_fixes_of_a_corpus() {
    let Some(folder) = std::env::var_os("CODENODE_CORPUS") else {
        eprintln!("skipped: CODENODE_CORPUS is not set");
        return;
    };
    let mut offered: BTreeMap<String, usize> = BTreeMap::new();
    let mut report = String::new();
    for entry in ignore::Walk::new(folder) {
        let path = entry.expect("a readable folder").into_path();
        let Ok(text) = std::fs::read_to_string(&path) else {
            continue;
        };
        let cache = Cache::default();
        let read = |text: &str| analyze(text, &path, &Settings::default(), &cache);
        let analysis = read(&text);
        for found in &analysis.diagnostics {
            let Some(fix) = &found.fix else { continue };
            *offered.entry(found.rule.id.to_string()).or_default() += 1;
            if let Err(complaint) = mending::mended(found, fix, &analysis, &text, read) {
                let first = complaint.lines().next().unwrap_or_default();
                let _ = writeln!(report, "{}:{first}", path.display());
            }
        }
    }
    println!("fixes offered: {offered:#?}");
    assert!(report.is_empty(), "\n{report}");
}

/// Checks every case in every envelope, and tells how often each envelope was used.
fn check(cases: &[Case]) -> BTreeMap<&'static str, usize> {
    let cache = Cache::default();
    let mut used = BTreeMap::new();
    let mut report = String::new();
    let mut failed = 0;
    for case in cases {
        // Envelopes that share a complaint are told together.
        let mut complaints: BTreeMap<String, Vec<&'static str>> = BTreeMap::new();
        let mut mended = None;
        for file in files_of(case) {
            *used.entry(file.envelope).or_default() += 1;
            let analysis = read(case, &file.text, file.name, &cache);
            let wrong = misread(case, &file, &analysis)
                .or_else(|| misjudged(case, &file, &analysis))
                .or_else(|| misplaced(case, &file, &analysis))
                .or_else(|| mismended(case, &file, &analysis, &mut mended, &cache));
            if let Some(complaint) = wrong {
                complaints.entry(complaint).or_default().push(file.envelope);
            }
        }
        failed += usize::from(!complaints.is_empty());
        for (complaint, envelopes) in complaints {
            let (page, line, envelopes) = (&case.page, case.line, envelopes.join("; "));
            let _ = writeln!(report, "{page}:{line}: {envelopes}\n{complaint}");
        }
    }
    println!("{} cases; envelopes: {used:#?}", cases.len());
    assert!(
        report.is_empty(),
        "\n{report}\n{failed} of {} cases fail",
        cases.len()
    );
    used
}

/// The case in every envelope that can hold it.
fn files_of(case: &Case) -> Vec<WorkflowFile> {
    let files = match case.node.as_str() {
        "workflow" => return whole_files(case),
        "dify" => dify::files(case),
        _ => n8n::files(case),
    };
    assert!(
        files.len() >= 8,
        "{}:{}: too few envelopes",
        case.page,
        case.line
    );
    files
}

/// A whole file stands for itself.
fn whole_files(case: &Case) -> Vec<WorkflowFile> {
    let file = |crlf| {
        let mut written = Written::default();
        for c in case.code.chars() {
            written.char(c, &c.to_string());
        }
        let (name, envelope) = match (case.language.as_str(), crlf) {
            ("yaml", false) => ("case.yml", "whole file"),
            ("yaml", true) => ("case.yml", "whole file, CRLF"),
            (_, false) => ("case.json", "whole file"),
            (_, true) => ("case.json", "whole file, CRLF"),
        };
        written.within(envelope, name, ("", ""), crlf)
    };
    vec![file(false), file(true)]
}

fn read(case: &Case, text: &str, name: &str, cache: &Cache) -> Analysis {
    analyze(text, name.as_ref(), &settings(case), cache)
}

fn settings(case: &Case) -> Settings {
    let parse = |name: &String| Target::parse(name).expect("a target that exists");
    let mut settings = Settings::at(case.target.as_ref().map(parse));
    // Remarks that almost any small case would earn are made on their own pages only.
    for rule in ["naive-now", "unused-input"] {
        if !case
            .page
            .ends_with(&format!("{}.md", rule.replace('-', "_")))
        {
            settings.levels.set(rule, Level::Off);
        }
    }
    settings
}

/// The file does not give back the code that was written into it.
fn misread(case: &Case, file: &WorkflowFile, analysis: &Analysis) -> Option<String> {
    if let Some(problem) = analysis.problems.first() {
        return Some(format!(
            "  the file is said to be damaged: {}\n{}",
            problem.message, file.text
        ));
    }
    let codes = codes_of(analysis);
    match codes.as_slice() {
        [code] if *code == file.code => None,
        _ if case.is_file() => None,
        _ => Some(format!(
            "  the code is read as {codes:?}\n  and was written as {:?}\n{}",
            file.code, file.text
        )),
    }
}

/// The findings are others than the marks say.
fn misjudged(case: &Case, file: &WorkflowFile, analysis: &Analysis) -> Option<String> {
    let mut unexpected: Vec<&Diagnostic> = analysis.diagnostics.iter().collect();
    let mut missing: Vec<&Mark> = Vec::new();
    for mark in &case.marks {
        match unexpected
            .iter()
            .position(|found| fits(mark, case, file, found))
        {
            Some(at) => drop(unexpected.remove(at)),
            None => missing.push(mark),
        }
    }
    let mut lines = String::new();
    for mark in missing {
        let place = case.shown(mark.start, mark.end);
        let _ = writeln!(
            lines,
            "  line {}: not found: {} {place} {:?}",
            mark.line, mark.rule, mark.says
        );
    }
    for found in unexpected {
        let place = match found.code_range.filter(|_| !case.is_file()) {
            Some(range) => case.shown(usize::from(range.0.start()), usize::from(range.0.end())),
            None => format!("in the file at {:?}", &file.text[bytes(found.range.0)]),
        };
        let platform = found.platform_message.as_deref().unwrap_or("-");
        let _ = writeln!(
            lines,
            "  not marked: {} {place}: {} [{platform}]",
            found.rule.id, found.message
        );
    }
    let errors = analysis
        .diagnostics
        .iter()
        .filter(|found| found.severity == Severity::Error)
        .count();
    match case.promise {
        Promise::Fails if errors == 0 => {
            lines.push_str("  stands under `Fails` and gives no error\n")
        }
        Promise::Warns if errors > 0 => {
            lines.push_str("  stands under `Warns` and gives an error\n")
        }
        Promise::Passes if !case.marks.is_empty() => {
            lines.push_str("  stands under `Passes` and has marks\n")
        }
        _ => {}
    }
    (!lines.is_empty()).then_some(lines)
}

fn fits(mark: &Mark, case: &Case, file: &WorkflowFile, found: &Diagnostic) -> bool {
    let is_there = match found.code_range {
        _ if case.is_file() => bytes(found.range.0) == file.place(mark.start..mark.end),
        Some(range) => bytes(range.0) == (mark.start..mark.end),
        None => false,
    };
    let platform = found.platform_message.as_deref().unwrap_or_default();
    found.rule.id == mark.rule
        && is_there
        && (found.message.contains(&mark.says) || platform.contains(&mark.says))
}

fn bytes(range: text::TextRange) -> Range<usize> {
    range.into()
}

/// A finding's place in the file is not where its place in the code was written.
fn misplaced(case: &Case, file: &WorkflowFile, analysis: &Analysis) -> Option<String> {
    let mut lines = String::new();
    let in_code = analysis.diagnostics.iter().filter(|_| !case.is_file());
    for found in in_code {
        let Some(code) = found.code_range else {
            continue;
        };
        let (wanted, said) = (file.place(bytes(code.0)), bytes(found.range.0));
        if said != wanted {
            let _ = writeln!(
                lines,
                "  {} at {code:?} of the code stands in the file at {wanted:?} {:?}, said is {said:?} {:?}\n{}",
                found.rule.id,
                &file.text[wanted.clone()],
                file.text.get(said.clone()),
                file.text,
            );
        }
    }
    (!lines.is_empty()).then_some(lines)
}

/// A fix does not mend, or makes other code of it than in the first envelope.
fn mismended(
    case: &Case,
    file: &WorkflowFile,
    analysis: &Analysis,
    first: &mut Option<Vec<String>>,
    cache: &Cache,
) -> Option<String> {
    let mut codes = Vec::new();
    for found in &analysis.diagnostics {
        let Some(fix) = &found.fix else { continue };
        let read = |text: &str| read(case, text, file.name, cache);
        match mending::mended(found, fix, analysis, &file.text, read) {
            Ok(after) => codes.push(codes_of(&after).join("\n").trim_end().to_string()),
            Err(complaint) => return Some(complaint),
        }
    }
    match first {
        Some(first) if *first != codes => Some(format!(
            "  the fixes give {codes:#?}\n  and gave {first:#?} in the first envelope"
        )),
        _ => {
            *first = Some(codes);
            None
        }
    }
}

fn codes_of(analysis: &Analysis) -> Vec<&str> {
    let nodes = analysis
        .workflows
        .iter()
        .flat_map(|workflow| &workflow.code_nodes);
    nodes
        .filter_map(|node| node.code.as_ref())
        .map(|code| code.text())
        .collect()
}
