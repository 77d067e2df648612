//! What the code does not say and codenode knows: the types of inputs where they are bound, and of what is returned where
//! it is.

use code::facts::Binds;
use code::infer::SiteKind;
use code::{Facts, Shape};
use text::{InCode, InFile, Language, TextRange, TextSize};
use workflow::Input;

use crate::given::input_shape;
use crate::{Snapshot, Snippet, notation};

/// Longer hints stand in the way.
const LONGEST: usize = 80;

/// A type to be shown behind a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    /// Behind which place of the file.
    pub at: InFile<TextSize>,
    /// `: str`, or ` → dict[str, int]`.
    pub label: String,
}

/// The hints for all code that stands in `range` at least in part, in the order of each code.
pub fn hints(snapshot: &Snapshot, range: InFile<TextRange>) -> Vec<Hint> {
    let touched = |snippet: &Snippet<'_>| snippet.embedded().range().0.intersect(range.0).is_some();
    let mapped = |snippet: &Snippet<'_>| snippet.embedded().is_mapped();
    let snippets = snapshot.snippets().filter(touched).filter(mapped);
    let hints = snippets.flat_map(of_snippet);
    hints
        .filter(|hint| range.0.contains_inclusive(hint.at.0))
        .collect()
}

fn of_snippet(snippet: Snippet<'_>) -> Vec<Hint> {
    let (Some(facts), Some(language)) = (snippet.facts(), snippet.language()) else {
        return Vec::new();
    };
    if facts.syntax.is_some() {
        return Vec::new();
    }
    let mut hints = parameters(snippet, &facts, language);
    hints.extend(returns(snippet, &facts, language));
    hints
}

/// The inputs that `main` takes (Dify), where no annotation says what they are.
fn parameters(snippet: Snippet<'_>, facts: &Facts, language: Language) -> Vec<Hint> {
    let mut hints = Vec::new();
    for parameter in facts
        .signature
        .iter()
        .flat_map(|signature| &signature.params)
    {
        let names: Vec<_> = match &parameter.binds {
            Binds::Name(name, range) if !is_annotated(snippet, *range) => vec![(name, *range)],
            Binds::Object(names, _) => names.iter().map(|(name, range)| (name, *range)).collect(),
            _ => Vec::new(),
        };
        for (name, range) in names {
            let inputs = &snippet.code_node().inputs;
            let input = inputs
                .iter()
                .find(|input: &&Input| input.name == name.as_str());
            let shape = input.and_then(|input| input_shape(snippet, input));
            hints
                .extend(shape.and_then(|shape| hint(snippet, range.end(), ": ", &shape, language)));
        }
    }
    hints
}

fn is_annotated(snippet: Snippet<'_>, name: TextRange) -> bool {
    let behind = snippet.text().get(usize::from(name.end())..);
    behind.is_some_and(|behind| behind.trim_start().starts_with(':'))
}

/// What is returned, at every place that returns a value.
fn returns(snippet: Snippet<'_>, facts: &Facts, language: Language) -> Vec<Hint> {
    let sites = facts.outcome.returns.iter();
    let values = sites.filter(|site| site.kind == SiteKind::Value);
    values
        .filter_map(|site| hint(snippet, site.range.end(), " → ", &site.shape, language))
        .collect()
}

/// Nothing where nothing is known, or too much to be shown.
fn hint(
    snippet: Snippet<'_>,
    at: TextSize,
    sign: &str,
    shape: &Shape,
    language: Language,
) -> Option<Hint> {
    if matches!(shape, Shape::Unknown | Shape::Never) {
        return None;
    }
    let written = notation(shape, language);
    (written.chars().count() <= LONGEST).then(|| Hint {
        at: InFile(snippet.to_file(InCode(TextRange::empty(at))).0.start()),
        label: format!("{sign}{written}"),
    })
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn shown(language: &str, code: &str) -> Vec<(String, String)> {
        let file = format!(
            "app: {{mode: workflow, name: f}}\nkind: app\nversion: 0.6.0\nworkflow:\n  graph:\n    edges: []\n    nodes:\n    \
             - id: 's'\n      data: {{type: start, title: Start, variables: [{{variable: q, type: paragraph, required: true}}]}}\n    \
             - id: '1'\n      data:\n        type: code\n        title: 名😀\n        code_language: {language}\n        \
             variables:\n        - {{variable: q, value_selector: ['s', q]}}\n        outputs: {{}}\n        code: \"{code}\"\n"
        );
        let snapshot = Snapshot::new(
            file.as_str(),
            Path::new("flow.yml"),
            Default::default(),
            Default::default(),
        );
        let all = InFile(TextRange::up_to(TextSize::of(&*file)));
        let before = |hint: &Hint| {
            let before = &file[..usize::from(hint.at.0)];
            (before[before.len() - 1..].to_owned(), hint.label.clone())
        };
        hints(&snapshot, all).iter().map(before).collect()
    }

    fn expected(hints: &[(&str, &str)]) -> Vec<(String, String)> {
        hints
            .iter()
            .map(|(before, label)| ((*before).into(), (*label).into()))
            .collect()
    }

    #[test]
    fn inputs_and_what_is_returned_have_types() {
        assert_eq!(
            shown(
                "python3",
                "def main(q):\\n    if q: return {'n': 1}\\n    return {'n': [q]}\\n"
            ),
            expected(&[
                ("q", ": str"),
                ("}", " → {\"n\": int}"),
                ("}", " → {\"n\": list[str]}")
            ])
        );
        assert_eq!(
            shown("javascript", "function main({q}) { return {n: q.length} }"),
            expected(&[("q", ": string"), ("}", " → { n: number }")])
        );
    }

    #[test]
    fn nothing_is_said_where_it_stands_there_or_is_not_known() {
        assert_eq!(
            shown("python3", "def main(q: str):\\n    return f(q)\\n"),
            []
        );
        assert_eq!(shown("python3", "def main(q:\\n    return 1\\n"), []);
    }
}
