//! Modules in `import` and `require`, as far as the policy of the target allows them.

use rustc_hash::FxHashSet;
use text::Language;
use workflow::{Allow, Verdict};

use super::CompletionKind;
use super::items::Items;
use crate::probe::{Typing, is_name};

/// In an import statement of Python; false where this is none.
pub(super) fn complete(typing: &Typing<'_>, items: &mut Items) -> bool {
    if typing.source.language != Language::Python {
        return false;
    }
    let line = typing.line_before().trim_start();
    if let Some(rest) = line.strip_prefix("from ") {
        return match rest.split_once(" import") {
            Some((module, _)) => {
                offer_members(items, module.trim());
                true
            }
            None => rest.chars().all(|c| is_name(c) || c == '.') && offer_imported(typing, items),
        };
    }
    let is_import = line
        .strip_prefix("import ")
        .is_some_and(|rest| rest.chars().all(|c| is_name(c) || ",. ".contains(c)));
    is_import && offer_imported(typing, items)
}

fn offer_members(items: &mut Items, module: &str) {
    for (name, entry) in items.docs.members(&format!("{module}.")) {
        items.add_entry(name, entry, false);
    }
}

fn offer_imported(typing: &Typing<'_>, items: &mut Items) -> bool {
    let policy = typing.snippet.policy();
    let mut modules: FxHashSet<String> = FxHashSet::default();
    let tables = items
        .docs
        .built_in()
        .filter_map(|entry| entry.path.split_once('.'));
    for (module, _) in tables.filter(|(module, _)| {
        !module.contains(['#', ' ']) && module.starts_with(|c: char| c.is_lowercase())
    }) {
        let is_class = items.docs.entry(module).is_some();
        if !is_class {
            modules.insert(module.to_owned());
        }
    }
    for list in [&policy.python_stdlib, &policy.python_external] {
        if let Allow::Only(allowed) = &list.allow {
            modules.extend(allowed.iter().map(|module| module.to_string()));
        }
    }
    for module in modules {
        let verdict = policy.allows_import(&module);
        if !matches!(verdict, Verdict::Denied { .. })
            && let Some(added) = items.add(&module, CompletionKind::Module)
        {
            added.rank = 1;
        }
    }
    true
}

/// In `require("…")`.
pub(super) fn offer_required(typing: &Typing<'_>, items: &mut Items) {
    let policy = typing.snippet.policy();
    let contract = typing.snippet.code_node().contract;
    let known = items
        .docs
        .built_in()
        .filter_map(|entry| entry.path.strip_prefix("module "));
    let mut modules: FxHashSet<String> = known.map(str::to_owned).collect();
    modules.extend(NODE.iter().map(|module| (*module).to_owned()));
    for list in [&policy.js_builtin, &policy.js_external] {
        if let Allow::Only(allowed) = &list.allow {
            modules.extend(allowed.iter().map(|module| module.to_string()));
        }
    }
    for module in modules {
        let verdict = policy.allows_require(&module, contract);
        if !matches!(verdict, Verdict::Denied { .. })
            && let Some(added) = items.add(&module, CompletionKind::Module)
        {
            added.rank = 1;
        }
    }
}

/// Modules of Node that no table describes.
const NODE: &[&str] = &[
    "assert",
    "child_process",
    "events",
    "http",
    "https",
    "net",
    "stream",
    "string_decoder",
    "timers",
];
