//! Names that look alike.

/// The candidate that `name` was probably meant to be: one or two slips of the keyboard away
/// (insertion, deletion, substitution, transposition), or the same but for case and separators.
pub fn nearest<'c>(name: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    candidates
        .into_iter()
        .filter_map(|candidate| Some((distance(name, candidate)?, candidate)))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// How far apart two names are, if they are near: at most one slip per three characters.
fn distance(one: &str, other: &str) -> Option<usize> {
    if one == other {
        return None;
    }
    if plain(one) == plain(other) && !plain(one).is_empty() {
        return Some(0);
    }
    let longest = one.chars().count().max(other.chars().count());
    if longest > 64 {
        return None;
    }
    let distance = strsim::damerau_levenshtein(one, other);
    (distance <= (longest / 3).min(2)).then_some(distance)
}

/// Without what people vary without noticing.
fn plain(name: &str) -> String {
    name.chars()
        .filter(|c| !matches!(c, '_' | '-' | ' '))
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn finds_what_was_meant() {
        let cases = [
            ("result", &["reslt"][..], Some("reslt")),
            ("result", &["resutl"], Some("resutl")),
            ("result", &["results"], Some("results")),
            ("user_name", &["userName"], Some("userName")),
            ("output", &["Output"], Some("Output")),
            ("user-id", &["user_id", "user_ids"], Some("user_id")),
            ("total", &["totals", "totle"], Some("totals")),
            ("result", &["error"], None),
            ("result", &["data", "status"], None),
            ("a", &["b"], None),
            ("id", &["ip"], None),
            ("url", &["uri"], Some("uri")),
            ("result", &["result"], None),
            ("", &["_"], None),
            ("结果", &["結果"], None),
            ("查询结果", &["查询結果"], Some("查询結果")),
        ];
        for (name, candidates, expected) in cases {
            assert_eq!(
                nearest(name, candidates.iter().copied()),
                expected,
                "{name} {candidates:?}"
            );
        }
    }
}
