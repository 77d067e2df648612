//! `codenode rules`: the list of rules.

use std::io::Write;

use lint::RULES;
use serde_json::json;

use crate::arguments::{Common, Format, Rules};
use crate::lint::severity_name;
use crate::{Exit, terminal};

/// Run the command.
pub(crate) fn run(arguments: &Rules, common: &Common) -> anyhow::Result<Exit> {
    let mut stdout = terminal::stdout(common.color);
    match arguments.format {
        Format::Text => {
            let width = RULES.iter().map(|rule| rule.id.len()).max().unwrap_or(0);
            for rule in RULES {
                writeln!(
                    stdout,
                    "{:width$}  {:7}  {}",
                    rule.id,
                    severity_name(rule.severity),
                    rule.summary
                )?;
            }
        }
        Format::Json => {
            let rule = |rule: &&lint::Rule| json!({"id": rule.id, "severity": severity_name(rule.severity), "summary": rule.summary, "page": rule.page});
            let rules: Vec<_> = RULES.iter().map(rule).collect();
            serde_json::to_writer_pretty(&mut stdout, &json!({"version": 1, "rules": rules}))?;
            writeln!(stdout)?;
        }
    }
    stdout.flush()?;
    Ok(Exit::Clean)
}
