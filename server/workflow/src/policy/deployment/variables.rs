//! Files of variables, and the `${…}` of compose files.

use super::{DeploymentFile, FileKind, Place, Setting};

/// One file of variables.
#[derive(Debug)]
pub(super) struct Environment {
    pub(super) name: String,
    pub(super) settings: Vec<Setting>,
}

/// Every file of variables.
pub(super) fn of_files(files: &[DeploymentFile<'_>]) -> Vec<Environment> {
    let wanted = files
        .iter()
        .filter(|file| file.kind == FileKind::Environment);
    wanted
        .map(|file| Environment {
            name: file.name.to_owned(),
            settings: settings(file),
        })
        .collect()
}

/// The file that compose takes by itself for `${…}`.
pub(super) fn default_of(environments: &[Environment]) -> Option<&Environment> {
    environments
        .iter()
        .find(|environment| is_named(&environment.name, ".env"))
}

/// Whether `name` is the file that a compose file refers to as `reference`.
pub(super) fn is_named(name: &str, reference: &str) -> bool {
    let reference = reference.trim_start_matches("./");
    let before = name.strip_suffix(reference);
    before.is_some_and(|before| before.is_empty() || before.ends_with(['/', '\\']))
}

/// The last of several settings of one name counts.
fn settings(file: &DeploymentFile<'_>) -> Vec<Setting> {
    let mut settings: Vec<Setting> = Vec::new();
    for (index, line) in file.text.lines().enumerate() {
        let Some((name, value)) = setting(line) else {
            continue;
        };
        settings.retain(|known| known.name != name);
        settings.push(Setting {
            name: name.to_owned(),
            value: Some(value.to_owned()),
            place: Place {
                file: file.name.to_owned(),
                line: index as u32 + 1,
            },
        });
    }
    settings
}

/// `NAME=value`, with the value's quotes and comment taken off.
fn setting(line: &str) -> Option<(&str, &str)> {
    let line = line.trim_start_matches('\u{feff}').trim();
    let line = line.strip_prefix("export ").unwrap_or(line);
    let (name, value) = line.split_once('=')?;
    let (name, value) = (name.trim_end(), value.trim());
    let is_name = !name.is_empty()
        && name
            .chars()
            .all(|letter| letter.is_ascii_alphanumeric() || letter == '_');
    is_name.then(|| (name, unquoted(value)))
}

fn unquoted(value: &str) -> &str {
    for quote in ['"', '\''] {
        if let Some(inner) = value.strip_prefix(quote) {
            return inner.split(quote).next().unwrap_or(inner);
        }
    }
    match value.find(" #") {
        Some(comment) => value[..comment].trim_end(),
        None if value.starts_with('#') => "",
        None => value,
    }
}

/// `text` with its `${NAME}`, `${NAME:-default}` and the like filled in; `None` where one of them is
/// neither in `environment` nor has a default: the shell that starts compose may set it.
pub(super) fn fill_in(text: &str, environment: Option<&Environment>) -> Option<String> {
    let value = |name: &str| {
        let settings = environment.map_or(&[][..], |environment| &environment.settings);
        let found = settings.iter().find(|setting| setting.name == name)?;
        found.value.clone()
    };
    let mut filled = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('$') {
        filled.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        if let Some(behind) = rest.strip_prefix('$') {
            filled.push('$');
            rest = behind;
        } else if let Some(inner) = rest.strip_prefix('{') {
            let (inner, behind) = inner.split_once('}')?;
            filled.push_str(&braced(inner, &value)?);
            rest = behind;
        } else {
            let end = rest
                .find(|letter: char| !(letter.is_ascii_alphanumeric() || letter == '_'))
                .unwrap_or(rest.len());
            filled.push_str(&value(&rest[..end])?);
            rest = &rest[end..];
        }
    }
    filled.push_str(rest);
    Some(filled)
}

/// What stands between the braces.
fn braced(inner: &str, value: &dyn Fn(&str) -> Option<String>) -> Option<String> {
    let end = inner
        .find(|letter: char| !(letter.is_ascii_alphanumeric() || letter == '_'))
        .unwrap_or(inner.len());
    let (name, operator) = inner.split_at(end);
    let known = value(name);
    if let Some(default) = operator.strip_prefix(":-") {
        return Some(
            known
                .filter(|value| !value.is_empty())
                .unwrap_or_else(|| default.to_owned()),
        );
    }
    match operator.strip_prefix('-') {
        Some(default) => Some(known.unwrap_or_else(|| default.to_owned())),
        None if operator.is_empty() || operator.starts_with(":?") || operator.starts_with('?') => {
            known
        }
        None => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_as_compose_reads_them() {
        let cases = [
            ("A=b", Some(("A", "b"))),
            ("export A = \"b # c\" # d", Some(("A", "b # c"))),
            ("A='b' ", Some(("A", "b"))),
            ("A=b # c", Some(("A", "b"))),
            ("A=b#c", Some(("A", "b#c"))),
            ("A=", Some(("A", ""))),
            ("# A=b", None),
            ("A", None),
            ("a b=c", None),
        ];
        for (line, expected) in cases {
            assert_eq!(setting(line), expected, "{line}");
        }
    }

    #[test]
    fn what_the_files_do_not_tell_stays_open() {
        let text = "A=1\nEMPTY=\n";
        let file = DeploymentFile {
            kind: FileKind::Environment,
            name: ".env",
            text,
        };
        let environments = of_files(&[file]);
        let filled = |text: &str| fill_in(text, default_of(&environments));
        for (text, expected) in [
            ("x", Some("x")),
            ("$A-${A}", Some("1-1")),
            ("${B:-c}", Some("c")),
            ("${EMPTY:-c}", Some("c")),
            ("${EMPTY-c}", Some("")),
            ("$$A", Some("$A")),
            ("${B}", None),
            ("${B:+c}", None),
            ("${A", None),
        ] {
            assert_eq!(filled(text).as_deref(), expected, "{text}");
        }
    }
}
