//! Python's `re`: what matches give depends on how many groups the pattern has.

use smol_str::SmolStr;

use super::call::Args;
use super::heap::{Object, Sequence};
use super::machine::Machine;
use super::raised::Raised;
use super::value::Value;
use crate::ir::ExprId;
use crate::shape::ArrayKind;

impl Machine<'_> {
    /// `re.findall` and `re.split`.
    pub(super) fn re_function(&mut self, site: ExprId, name: &str, args: &Args) -> Option<Value> {
        let flags = match name {
            "findall" => 2,
            "split" => 3,
            _ => return None,
        };
        let pattern = args.get(0, "pattern")?;
        let subject = args.get(1, "string")?;
        let plain = args.get(flags, "flags").is_none();
        let kinds = self.raised_in_match(Some(&pattern), Some(&subject), args);
        self.may_raise(kinds);
        Some(self.matches(site, name, &pattern, &subject, plain))
    }

    /// `pattern.findall` and `pattern.split`.
    pub(super) fn pattern_method(
        &mut self,
        site: ExprId,
        content: &Value,
        name: &str,
        args: &Args,
    ) -> Option<Value> {
        if !matches!(name, "findall" | "split") {
            return None;
        }
        let subject = args.get(0, "string")?;
        let kinds = self.raised_in_match(None, Some(&subject), args);
        self.may_raise(kinds);
        // Whether it was compiled with flags is not known here.
        Some(self.matches(site, name, content, &subject, false))
    }

    fn matches(
        &mut self,
        site: ExprId,
        name: &str,
        pattern: &Value,
        subject: &Value,
        plain: bool,
    ) -> Value {
        let sort = self
            .text_or_bytes(pattern)
            .or_else(|| self.text_or_bytes(subject))
            .unwrap_or_else(Value::unknown);
        let known = self.pattern_text(pattern);
        let groups = known.and_then(|text| groups(&text, plain));
        let element = match (name, groups) {
            (_, Some(0)) | ("findall", Some(1)) => sort,
            ("findall", Some(count)) => {
                let tuple = Sequence::exact(ArrayKind::Tuple, vec![sort; count]);
                self.allocate(site, 1, Object::Array(tuple))
            }
            _ => Value::unknown(),
        };
        let least = u64::from(name == "split");
        let list = Sequence::of(ArrayKind::List, element).with_bounds(least, None);
        self.new_array(site, list)
    }

    /// The pattern, where it is one known text, compiled or not.
    fn pattern_text(&self, pattern: &Value) -> Option<SmolStr> {
        if let Some(text) = pattern.known_text() {
            return Some(text.clone());
        }
        match (pattern.refs.as_slice(), pattern.flags.is_empty()) {
            ([id], true) => match self.object(*id) {
                Some(Object::Instance { class, content }) if class == "re.Pattern" => {
                    content.known_text().cloned()
                }
                _ => None,
            },
            _ => None,
        }
    }

    /// `match.group(…)`.
    pub(super) fn group(&mut self, site: ExprId, content: &Value, args: &Args) -> Value {
        self.may_raise(match args.more.is_some() {
            true => Raised::ANYTHING,
            false if args.each().all(|key| key.known_number() == Some(0.0)) => Raised::NOTHING,
            // There is no such group.
            false => Raised::INDEX.or(Raised::TYPE),
        });
        let whole = content
            .clone()
            .joined_if(&Value::unknown(), Value::is_never);
        let mut part = |key: &Value| match key.known_number() {
            Some(0.0) => whole.clone(),
            _ => whole.clone().joined(&Value::null()),
        };
        match (args.positional.as_slice(), &args.more) {
            ([], None) => whole,
            ([one], None) => part(one),
            (several, None) => {
                let items = several.iter().map(&mut part).collect();
                let tuple = Sequence::exact(ArrayKind::Tuple, items);
                self.new_array(site, tuple)
            }
            _ => Value::unknown(),
        }
    }
}

/// How many groups a pattern has; `None` where that cannot be read off. Unless it is `plain` it may have
/// been compiled with any flags, comments among them.
fn groups(pattern: &str, plain: bool) -> Option<usize> {
    let may_have_comments = !plain || pattern.contains("(?");
    if may_have_comments && pattern.contains('#') {
        return None;
    }
    let mut count = 0;
    let mut rest = pattern.chars();
    while let Some(character) = rest.next() {
        match character {
            '\\' => {
                rest.next();
            }
            '[' => skip_set(&mut rest),
            '(' if rest.as_str().starts_with("?P<") => count += 1,
            '(' if !rest.as_str().starts_with('?') => count += 1,
            _ => {}
        }
    }
    Some(count)
}

/// Past the `]` that ends a set; one that comes first is a member.
fn skip_set(rest: &mut std::str::Chars<'_>) {
    let mut text = rest.as_str();
    text = text.strip_prefix('^').unwrap_or(text);
    text = text.strip_prefix(']').unwrap_or(text);
    *rest = text.chars();
    while let Some(character) = rest.next() {
        match character {
            '\\' => {
                rest.next();
            }
            ']' => return,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::groups;

    #[test]
    fn groups_are_counted_as_python_counts_them() {
        for (pattern, count) in [
            (r"\d+", Some(0)),
            (r"(a)(b)", Some(2)),
            (r"\((a)\)", Some(1)),
            (r"[(](a)[)]", Some(1)),
            (r"[](](a)", Some(1)),
            (r"[^](](a)", Some(1)),
            (r"[\](](a)", Some(1)),
            (r"(?:a)(?P<n>b)(?=c)(?!d)(?<=e)(?<!f)(?i:g)", Some(1)),
            (r"((a)|b)", Some(2)),
            (r"(?x) a # (b)", None),
            (r"# (b)", Some(1)),
        ] {
            assert_eq!(groups(pattern, true), count, "{pattern}");
        }
        assert_eq!(groups("# (b)", false), None);
    }
}
