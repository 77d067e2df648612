//! The words that a template of `str.format` reaches for.

/// How deep a format specification may nest.
const DEEPEST: usize = 8;

/// Every `.word` and `[word]` of the fields of `template`; `None` where `str.format` would refuse it.
pub(super) fn words(template: &str) -> Option<Vec<&str>> {
    let mut found = Vec::new();
    collect(template, DEEPEST, &mut found)?;
    Some(found)
}

fn collect<'t>(mut rest: &'t str, deeper: usize, found: &mut Vec<&'t str>) -> Option<()> {
    while let Some(at) = rest.find(['{', '}']) {
        let behind = &rest[at + 1..];
        if behind.as_bytes().first() == rest.as_bytes().get(at) {
            rest = &behind[1..];
            continue;
        }
        if rest.as_bytes()[at] == b'}' {
            return None;
        }
        let end = closing(behind)?;
        field(&behind[..end], deeper.checked_sub(1)?, found)?;
        rest = &behind[end + 1..];
    }
    Some(())
}

/// Where the brace that is open is closed.
fn closing(text: &str) -> Option<usize> {
    let mut open = 1;
    text.bytes().position(|byte| {
        open += match byte {
            b'{' => 1,
            b'}' => -1,
            _ => 0,
        };
        open == 0
    })
}

fn field<'t>(field: &'t str, deeper: usize, found: &mut Vec<&'t str>) -> Option<()> {
    let mut in_brackets = false;
    let end = field.bytes().position(|byte| {
        match byte {
            b'[' => in_brackets = true,
            b']' => in_brackets = false,
            _ => {}
        }
        !in_brackets && (byte == b':' || byte == b'!')
    });
    let (name, spec) = match end {
        Some(end) => (&field[..end], &field[end..]),
        None => (field, ""),
    };
    for (at, mark) in name.match_indices(['.', '[']) {
        let behind = &name[at + 1..];
        let word = match mark {
            "[" => behind
                .split(']')
                .next()
                .unwrap_or_default()
                .trim_matches(['\'', '"']),
            _ => behind.split(['.', '[']).next().unwrap_or_default(),
        };
        found.push(word);
    }
    let spec = match spec.strip_prefix('!') {
        Some(conversion) => {
            let mut chars = conversion.chars();
            chars.next()?;
            match chars.next() {
                None => "",
                Some(':') => chars.as_str(),
                Some(_) => return None,
            }
        }
        None => spec.strip_prefix(':').unwrap_or_default(),
    };
    collect(spec, deeper, found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_told_from_text() {
        assert_eq!(words("a {x.obj} b"), Some(vec!["obj"]));
        assert_eq!(
            words("{0[__class__]!r:>{w.n}}"),
            Some(vec!["__class__", "n"])
        );
        assert_eq!(words("{x['k']} {{x.obj}}"), Some(vec!["k"]));
        assert_eq!(words("{a: {b.c}"), None);
        assert_eq!(words("}"), None);
        assert_eq!(words("x.obj"), Some(vec![]));
    }
}
