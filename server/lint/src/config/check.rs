//! Whether what stands in a configuration is what its keys ask for.

use contract::nearest;
use text::{TextRange, TextSize};
use toml::Spanned;
use toml::de::{DeTable, DeValue};
use workflow::{Target, targets};

use super::ConfigProblem;
use super::keys::{ALL, Key, Kind, LEVELS, home_of};
use super::pattern::Patterns;
use crate::RULES;

type Value<'i> = Spanned<DeValue<'i>>;

/// What is wrong with `table`, which has these keys, in the order of the file.
pub(super) fn check(table: &DeTable<'_>, keys: &'static [Key]) -> Vec<ConfigProblem> {
    let mut check = Check::default();
    check.table(table, keys, "");
    check.problems.sort_by_key(|problem| problem.range.start());
    check.problems
}

#[derive(Default)]
struct Check {
    problems: Vec<ConfigProblem>,
}

impl Check {
    /// `path`: the names of the tables around, for messages.
    fn table(&mut self, table: &DeTable<'_>, keys: &'static [Key], path: &str) {
        for (name, value) in table {
            match keys.iter().find(|key| key.name == name.get_ref()) {
                Some(key) => self.value(key, value, path),
                None => self.unknown(name, keys, path),
            }
        }
    }

    fn unknown(&mut self, name: &Spanned<toml::de::DeString<'_>>, keys: &[Key], path: &str) {
        let written = name.get_ref();
        let known = || keys.iter().map(|key| key.name);
        let help = match (nearest(written, known()), home_of(written)) {
            (Some(near), _) => format!("Did you mean `{near}`?"),
            (None, Some(home)) if home != path => format!("`{written}` belongs to `[{home}]`."),
            _ => format!(
                "The keys here are {}.",
                known().map(quoted).collect::<Vec<_>>().join(", ")
            ),
        };
        let place = match path {
            "" => String::new(),
            path => format!(" in `{path}`"),
        };
        self.say(
            name.span(),
            format!("There is no key `{written}`{place}"),
            Some(help),
        );
    }

    fn value(&mut self, key: &Key, value: &Value<'_>, path: &str) {
        let inner = || match path {
            "" => key.name.to_string(),
            path => format!("{path}.{}", key.name),
        };
        match (key.kind, value.get_ref()) {
            (Kind::Table(keys), DeValue::Table(table)) => self.table(table, keys, &inner()),
            (Kind::Tables(keys), DeValue::Array(tables)) => self.tables(key, tables, keys),
            (Kind::Rules, DeValue::Table(table)) => self.rules(table),
            (Kind::Flag, DeValue::Boolean(_)) => {}
            (Kind::Seconds, found) if seconds(found).is_some() => {}
            (Kind::Path | Kind::Paths, DeValue::String(path)) => self.path(value, path),
            (Kind::Modules, DeValue::String(all)) if all == "*" => {}
            (Kind::Targets, DeValue::String(_)) => self.targets(&[value]),
            (Kind::Targets, DeValue::Array(list)) => {
                self.list(key, list);
                self.targets(&list.iter().collect::<Vec<_>>());
            }
            (Kind::Names | Kind::Modules | Kind::Paths, DeValue::Array(list)) => {
                self.list(key, list)
            }
            (Kind::Patterns, DeValue::Array(list)) => {
                self.list(key, list);
                self.patterns(list);
            }
            _ => self.wrong(key, value),
        }
    }

    fn tables(&mut self, key: &Key, tables: &[Value<'_>], keys: &'static [Key]) {
        for value in tables {
            let DeValue::Table(table) = value.get_ref() else {
                self.wrong(key, value);
                continue;
            };
            if !table.keys().any(|name| name.get_ref() == "files") {
                self.say(
                    value.span(),
                    format!("An entry of `{}` needs `files`", key.name),
                    Some("Say which files it is for: `files = [\"flows/**\"]`.".into()),
                );
            }
            self.table(table, keys, key.name);
        }
    }

    fn rules(&mut self, table: &DeTable<'_>) {
        for (name, level) in table {
            let written = name.get_ref();
            if written != ALL && crate::find_rule(written).is_none() {
                let near = nearest(written, RULES.iter().map(|rule| rule.id));
                let help = match near {
                    Some(near) => format!("Did you mean `{near}`?"),
                    None => "`codenode rules` lists them.".into(),
                };
                self.say(
                    name.span(),
                    format!("There is no rule `{written}`"),
                    Some(help),
                );
            }
            match level.get_ref() {
                DeValue::String(level) if LEVELS.contains(&level.as_ref()) => {}
                found => {
                    let near = found
                        .as_str()
                        .and_then(|found| nearest(found, LEVELS.iter().copied()));
                    let help = near.map(|near| format!("Did you mean `\"{near}\"`?"));
                    self.say(
                        level.span(),
                        format!("A level is one of {}", one_of(LEVELS)),
                        help,
                    );
                }
            }
        }
    }

    fn targets(&mut self, values: &[&Value<'_>]) {
        let mut seen = Vec::new();
        for value in values {
            let Some(name) = value.get_ref().as_str() else {
                continue;
            };
            match Target::parse(name) {
                Ok(target) if seen.contains(&target.platform) => self.say(
                    value.span(),
                    "There is a target of this platform already".into(),
                    Some("Use `[[overrides]]` to name others for some files.".into()),
                ),
                Ok(target) => seen.push(target.platform),
                Err(unknown) => {
                    let names = match unknown.nearest.is_empty() {
                        true => targets().map(|target| target.name).collect(),
                        false => unknown.nearest,
                    };
                    let help = format!("Did you mean {}?", one_of(&names));
                    let message = format!("There is no target `{}`", unknown.given);
                    self.say(value.span(), message, Some(help));
                }
            }
        }
    }

    fn list(&mut self, key: &Key, list: &[Value<'_>]) {
        for value in list {
            match value.get_ref() {
                DeValue::String(text) if matches!(key.kind, Kind::Paths) => self.path(value, text),
                DeValue::String(text) if text.trim().is_empty() => self.wrong(key, value),
                DeValue::String(_) => {}
                _ => self.wrong(key, value),
            }
        }
    }

    fn path(&mut self, value: &Value<'_>, path: &str) {
        if path.is_empty() || path.contains('\0') {
            self.say(value.span(), "This is no path".into(), None);
        }
    }

    fn patterns(&mut self, list: &[Value<'_>]) {
        for value in list {
            let Some(pattern) = value.get_ref().as_str() else {
                continue;
            };
            if let Err(reason) = Patterns::new([pattern]) {
                self.say(
                    value.span(),
                    format!("This is no pattern of paths: {reason}"),
                    None,
                );
            }
        }
    }

    fn wrong(&mut self, key: &Key, value: &Value<'_>) {
        let wanted = match key.kind {
            Kind::Targets => {
                "the name of a target, such as \"n8n-cloud\", or a list of one for each platform"
            }
            Kind::Rules => "a table of levels by the names of rules",
            Kind::Modules => "a list of names, or \"*\"",
            Kind::Names => "a list of names",
            Kind::Patterns => "a list of patterns of paths",
            Kind::Path => "a path",
            Kind::Paths => "a path or a list of paths",
            Kind::Seconds => "a number of seconds above zero",
            Kind::Flag => "`true` or `false`",
            Kind::Table(_) => "a table",
            Kind::Tables(_) => "a list of tables, written `[[overrides]]`",
        };
        let found = value.get_ref().type_str();
        self.say(
            value.span(),
            format!("`{}` is {wanted}, not this {found}", key.name),
            None,
        );
    }

    fn say(&mut self, span: std::ops::Range<usize>, message: String, help: Option<String>) {
        self.problems.push(ConfigProblem {
            range: range(span),
            message,
            help,
        });
    }
}

/// Seconds above zero.
pub(super) fn seconds(value: &DeValue<'_>) -> Option<f64> {
    let written = match value {
        DeValue::Integer(number) if number.radix() == 10 => number.as_str(),
        DeValue::Float(number) => number.as_str(),
        _ => return None,
    };
    // The most that a duration is sure to hold.
    let seconds: f64 = written.replace('_', "").parse().ok()?;
    (seconds > 0.0 && seconds <= f64::from(u32::MAX)).then_some(seconds)
}

/// A span of the parser's in the units of the house.
pub(super) fn range(span: std::ops::Range<usize>) -> TextRange {
    let end = TextSize::new(span.end as u32);
    TextRange::new(TextSize::new(span.start as u32).min(end), end)
}

fn quoted(name: &str) -> String {
    format!("`{name}`")
}

fn one_of(names: &[&str]) -> String {
    let names: Vec<String> = names.iter().map(|name| quoted(name)).collect();
    match names.as_slice() {
        [one] => one.clone(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
        [] => String::new(),
    }
}
