use std::io::{self, Write};

use annotate_snippets::{AnnotationKind, Element, Group, Level, Snippet};
use lint::{Applicability, Severity};

use super::Renderer;
use crate::lint::confirm::Confirmation;
use crate::lint::excerpt::Excerpt;
use crate::lint::report::{FileProblem, Finding, language_label};
use crate::lint::totals::counted;
use crate::place::Position;

/// For people: the code shown as code, what the platform will say, and what to do.
pub(crate) struct Full {
    renderer: annotate_snippets::Renderer,
    /// Paints `-->`.
    gutter: anstyle::Style,
}

impl Full {
    pub(crate) fn new(colored: bool) -> Self {
        use annotate_snippets::renderer::DEFAULT_LINE_NUM_STYLE;
        if colored {
            Self {
                renderer: annotate_snippets::Renderer::styled(),
                gutter: DEFAULT_LINE_NUM_STYLE,
            }
        } else {
            Self {
                renderer: annotate_snippets::Renderer::plain(),
                gutter: anstyle::Style::new(),
            }
        }
    }
}

/// Something to say about a place, with the code around it.
pub(crate) struct Message<'a> {
    pub(crate) level: Level<'a>,
    pub(crate) title: &'a str,
    /// What kind of message it is, in brackets.
    pub(crate) id: &'a str,
    pub(crate) file: &'a str,
    /// Where in the file.
    pub(crate) start: Option<Position>,
    pub(crate) excerpts: &'a [Excerpt],
    /// What stands under the code.
    pub(crate) remarks: Vec<Element<'a>>,
}

impl Renderer for Full {
    fn finding(&mut self, finding: Finding, out: &mut dyn Write) -> io::Result<()> {
        let message = Message {
            level: level(finding.severity),
            title: &finding.message,
            id: finding.rule.id,
            file: &finding.file,
            start: Some(finding.range.start),
            excerpts: &finding.excerpts,
            remarks: remarks(&finding),
        };
        self.message(message, out)
    }

    fn problem(&mut self, problem: FileProblem, out: &mut dyn Write) -> io::Result<()> {
        let title = level(problem.severity).primary_title(&problem.message);
        writeln!(out, "{}", self.renderer.render(&[Group::with_title(title)]))?;
        self.arrow(
            "-->",
            0,
            &problem.file,
            problem.range.map(|range| range.start),
            out,
        )?;
        writeln!(out)
    }

    fn is_for_people(&self) -> bool {
        true
    }
}

impl Full {
    pub(crate) fn message(&self, message: Message, out: &mut dyn Write) -> io::Result<()> {
        let Message {
            level, excerpts, ..
        } = message;
        let title = level.clone().primary_title(message.title).id(message.id);
        let width = excerpts.iter().map(number_width).max().unwrap_or(0);
        writeln!(out, "{}", self.renderer.render(&[Group::with_title(title)]))?;
        self.arrow("-->", width, message.file, message.start, out)?;
        let mut remarks = Some(message.remarks);
        for (number, excerpt) in excerpts.iter().enumerate() {
            if number > 0 {
                self.arrow(":::", width, message.file, Some(excerpt.place), out)?;
            }
            let mut group = Group::with_level(level.clone()).element(snippet(excerpt, number == 0));
            if number + 1 == excerpts.len() {
                group = group.elements(remarks.take().unwrap_or_default());
            }
            self.piece(group, width - number_width(excerpt), out)?;
        }
        if let Some(remarks) = remarks {
            self.piece(Group::with_level(level).elements(remarks), 0, out)?;
        }
        writeln!(out)
    }

    /// `  --> file:line:column`, in the file, wherever the lines below come from.
    fn arrow(
        &self,
        arrow: &str,
        width: usize,
        file: &str,
        place: Option<Position>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let style = self.gutter;
        let file: String = file
            .chars()
            .filter(|character| !character.is_control())
            .collect();
        let place = place.map_or_else(String::new, |place| {
            format!(":{}:{}", place.line, place.column)
        });
        writeln!(out, "{:width$}{style}{arrow}{style:#} {file}{place}", "")
    }

    /// Print a group, moved right so that its gutter stands under the widest one.
    fn piece(&self, group: Group, indent: usize, out: &mut dyn Write) -> io::Result<()> {
        if group.is_empty() {
            return Ok(());
        }
        for line in self.renderer.render(&[group]).lines() {
            writeln!(out, "{:indent$}{line}", "")?;
        }
        Ok(())
    }
}

fn snippet(excerpt: &Excerpt, holds_finding: bool) -> Element<'_> {
    let mut snippet = Snippet::source(&excerpt.text)
        .line_start(excerpt.first_line as usize)
        .fold(false);
    for (number, mark) in excerpt.marks.iter().enumerate() {
        let primary = holds_finding && number == 0;
        let kind = if primary {
            AnnotationKind::Primary
        } else {
            AnnotationKind::Context
        };
        snippet = snippet.annotation(kind.span(mark.range.clone()).label(mark.label.as_deref()));
    }
    snippet.into()
}

/// What stands under the code.
fn remarks(finding: &Finding) -> Vec<Element<'_>> {
    let mut remarks = Vec::new();
    if let Some(node) = &finding.node {
        let language = finding
            .language
            .map(|language| format!(", {}", language_label(language)))
            .unwrap_or_default();
        let line = finding
            .code_range
            .map(|range| format!(", line {} of its code", range.start.line))
            .unwrap_or_default();
        remarks.push(
            Level::NOTE
                .with_name("node")
                .message(format!("{}{language}{line}", node.name))
                .into(),
        );
    }
    if let Some(sentence) = &finding.platform_sentence {
        remarks.push(Level::NOTE.message(sentence).into());
    }
    if let Some(confirmation) = &finding.confirmed {
        let (name, said) = confirmed(confirmation);
        remarks.push(Level::NOTE.with_name(name).message(said).into());
    }
    if let Some(help) = &finding.help {
        remarks.push(Level::HELP.message(help).into());
    }
    if let Some(fix) = &finding.fix {
        let how = match fix.applicability {
            Applicability::Safe => "--fix applies it",
            Applicability::Unsafe => "an editor can apply it; look at the result",
        };
        remarks.push(
            Level::HELP
                .with_name("fix")
                .message(format!("{} ({how})", fix.title))
                .into(),
        );
    }
    remarks
}

/// What running the node made of a finding, and what that is called.
fn confirmed(confirmation: &Confirmation) -> (&'static str, String) {
    const LONGEST: usize = 400;
    match confirmation {
        Confirmation::Confirmed { input, message } => {
            let mut input = input.to_string();
            if input.len() > LONGEST {
                input.truncate(input.floor_char_boundary(LONGEST));
                input.push('…');
            }
            ("confirmed", format!("run with {input} it says: {message}"))
        }
        Confirmation::Not {
            reason: Some(reason),
            ..
        } => ("not confirmed", format!("it was not run: {reason}")),
        Confirmation::Not { runs, instead, .. } => {
            let runs = counted(*runs, "run");
            let said = match instead {
                Some(other) => format!("none of {runs} came to it; they fail with: {other}"),
                None => format!("none of {runs} came to it, which proves nothing"),
            };
            ("not confirmed", said)
        }
    }
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    }
}

/// How many digits the widest line number of an excerpt has.
fn number_width(excerpt: &Excerpt) -> usize {
    let last = excerpt.first_line as usize + excerpt.text.lines().count().saturating_sub(1);
    last.to_string().len()
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;

    fn printed(finding: Finding) -> String {
        let mut out = Vec::new();
        Full::new(false).finding(finding, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn shows_the_code_as_code_and_other_places() {
        let expected = "\
error[missing-output]: the return leaves out `分数`
  --> flows/a.yml:5:16
   |
 2 |     总分 = 1
 3 |     return {\"result\": 总分}
   |     ^^^^^^
  ::: flows/a.yml:9:3
   |
 8 | outputs:
 9 |   分数:
   |   ---- declared here
10 |     type: number
   |
   = node: Parse, Python, line 3 of its code
   = note: Dify will fail the node with: Output 分数 is missing.
   = help: add `分数`
   = fix: Add `分数` (--fix applies it)

";
        assert_eq!(printed(samples::missing_output()), expected);
    }

    #[test]
    fn does_without_code() {
        let mut finding = samples::missing_output();
        (finding.excerpts, finding.help, finding.fix, finding.node) =
            (Vec::new(), None, None, None);
        let expected = "\
error[missing-output]: the return leaves out `分数`
--> flows/a.yml:5:16
 = note: Dify will fail the node with: Output 分数 is missing.

";
        assert_eq!(printed(finding), expected);
    }
}
