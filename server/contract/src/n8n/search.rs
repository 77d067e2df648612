//! What n8n looks for in the text of code that runs once for each item, before it runs anything (reference n8n 5, 0b.2).

/// A method of the other mode, as n8n finds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Forbidden {
    /// Where `$input.` begins, in bytes.
    pub offset: usize,
    /// `first`, `last`, `all` or `itemMatching`.
    pub method: &'static str,
    /// The line, 1-based, that n8n blames; it goes on without one.
    pub line: Option<usize>,
}

/// The first match of `\$input\.(first|last|all|itemMatching)`, wherever it stands, comments and texts included.
pub fn forbidden_method(text: &str) -> Option<Forbidden> {
    let (offset, method) = text.match_indices("$input.").find_map(|(at, found)| {
        let rest = &text[at + found.len()..];
        let mut methods = ["first", "last", "all", "itemMatching"].into_iter();
        let method = methods.find(|method| rest.starts_with(method))?;
        Some((at, method))
    })?;
    Some(Forbidden {
        offset,
        method,
        line: blamed_line(text, method),
    })
}

/// The first line that holds the method's letters and does not begin as a comment.
fn blamed_line(text: &str, method: &str) -> Option<usize> {
    let mut lines = text.split('\n');
    let index = lines.position(|line| {
        let start = line.trim();
        let is_comment = ["//", "/*", "*"].iter().any(|mark| start.starts_with(mark));
        !is_comment && line.contains(method)
    })?;
    Some(index + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_match_decides() {
        let found = forbidden_method("x = $input.item; $input.allX").unwrap();
        assert_eq!((found.offset, found.method), (17, "all"));
        assert_eq!(forbidden_method("$input?.all() $input['all']()"), None);
    }

    #[test]
    fn a_line_that_is_a_comment_is_not_blamed() {
        assert_eq!(blamed_line("// $input.all()\nreturn 1", "all"), None);
        assert_eq!(blamed_line("// $input.all()\nfinally_()", "all"), Some(2));
        assert_eq!(
            blamed_line("  * $input.all()\nx = 1 // all", "all"),
            Some(2)
        );
    }
}
