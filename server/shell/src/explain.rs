//! `codenode explain`: the page of a rule.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use anyhow::bail;
use lint::{RULES, find_rule};

use crate::arguments::{Common, Explain};
use crate::{Exit, terminal};

/// Run the command.
pub(crate) fn run(arguments: &Explain, common: &Common) -> anyhow::Result<Exit> {
    let Some(rule) = find_rule(&arguments.rule) else {
        let name = &arguments.rule;
        match nearest(name, RULES.iter().map(|rule| rule.id)) {
            Some(nearest) => bail!("there is no rule `{name}`; did you mean `{nearest}`?"),
            None => bail!("there is no rule `{name}`; `codenode rules` lists them"),
        }
    };
    let mut stdout = terminal::stdout(common.color);
    if terminal::colored(common.color) {
        print_page(rule.page, &mut stdout)?;
    } else {
        // Markdown is made to be read as it is.
        writeln!(stdout, "{}", rule.page.trim_end())?;
    }
    stdout.flush()?;
    Ok(Exit::Clean)
}

/// The name that was probably meant, if any is near.
fn nearest<'n>(name: &str, known: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    const NEAR: f64 = 0.8;
    let name = name.to_lowercase().replace(['_', ' '], "-");
    let scored = known.map(|known| (strsim::jaro_winkler(&name, known), known));
    let best = scored.max_by(|one, other| one.0.total_cmp(&other.0));
    best.filter(|(score, _)| *score >= NEAR)
        .map(|(_, name)| name)
}

const HEADING: Style = Style::new().bold();
const CODE: Style = AnsiColor::Cyan.on_default();

/// A Markdown page for a terminal: headings stand out, code is indented and coloured, fences and backticks are gone.
fn print_page(page: &str, out: &mut dyn Write) -> io::Result<()> {
    let mut in_code = false;
    for line in page.trim_end().lines() {
        if line.starts_with("```") {
            in_code = !in_code;
        } else if in_code {
            writeln!(out, "    {CODE}{line}{CODE:#}")?;
        } else if let Some(title) = line.strip_prefix('#') {
            writeln!(
                out,
                "{HEADING}{}{HEADING:#}",
                title.trim_start_matches('#').trim()
            )?;
        } else {
            print_prose(line, out)?;
        }
    }
    Ok(())
}

fn print_prose(line: &str, out: &mut dyn Write) -> io::Result<()> {
    for (number, part) in line.split('`').enumerate() {
        if number % 2 == 1 {
            write!(out, "{CODE}{part}{CODE:#}")?;
        } else {
            write!(out, "{}", part.replace("**", ""))?;
        }
    }
    writeln!(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guesses_only_what_is_near() {
        let known = ["missing-output", "missing-entry", "syntax-error"];
        assert_eq!(
            nearest("Missing_Outputs", known.into_iter()),
            Some("missing-output")
        );
        assert_eq!(nearest("syntax", known.into_iter()), Some("syntax-error"));
        assert_eq!(nearest("quux", known.into_iter()), None);
    }

    #[test]
    fn a_page_is_readable_in_a_terminal() {
        let mut out = Vec::new();
        print_page(
            "# rule\n\nReturn `x`.\n\n```python\nreturn 1\n```\n",
            &mut out,
        )
        .unwrap();
        let plain = anstream::adapter::strip_bytes(&out).into_vec();
        assert_eq!(
            String::from_utf8(plain).unwrap(),
            "rule\n\nReturn x.\n\n    return 1\n"
        );
    }
}
