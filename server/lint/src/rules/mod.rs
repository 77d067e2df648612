//! The rules: one `.rs` and one `.md` each, listed in [`RULES`].

mod aliased_dollar;
mod async_entry;
mod binary_not_loaded;
mod blocked_api;
mod changed_value;
mod denied_builtin;
mod dict_attribute;
mod disallowed_import;
mod env_access;
mod extension_method;
mod file_input;
mod file_key;
mod floating_promise;
mod invalid_default_value;
mod invalid_output_type;
mod invalid_result;
mod invalid_return;
mod invalid_suppression;
mod legacy_function;
mod lost_item;
mod lost_key;
mod main_guard;
mod missing_entry;
mod missing_output;
mod mixed_items;
mod mode_mismatch;
mod naive_now;
mod name_clash;
mod not_serialisable;
mod null_input;
mod output_limit;
mod python_analyzer;
mod python_call;
mod realm_trap;
mod reindented_string;
mod reserved_item_key;
mod signature_mismatch;
mod silent_console;
mod sort_comparator;
mod stderr_output;
mod syntax_error;
mod throwing_timer;
mod undeclared_output;
mod undefined_name;
mod unexpanded_expression;
mod unknown_node;
mod unresolved_parameters;
mod unsupported_call;
mod unused_input;
mod unused_suppression;
mod use_before_declaration;
mod verdicts;
mod wrapper_placeholder;
mod wrong_output_type;

use crate::Severity;
use crate::context::Context;
use crate::report::Report;

/// A rule: a page, the severity it speaks with, and the check itself.
pub struct Rule {
    /// Its name: `missing-output`.
    pub id: &'static str,
    /// What it finds, in a few words.
    pub summary: &'static str,
    /// The severity of most of its findings.
    pub severity: Severity,
    /// Its page, in Markdown.
    pub page: &'static str,
    /// Looks at one code node.
    pub(crate) check: fn(&Context<'_>, &mut Report<'_>),
}

impl std::fmt::Debug for Rule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.id)
    }
}

impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

/// Every rule, in alphabetical order.
pub const RULES: &[&Rule] = &[
    &aliased_dollar::RULE,
    &async_entry::RULE,
    &binary_not_loaded::RULE,
    &blocked_api::RULE,
    &changed_value::RULE,
    &denied_builtin::RULE,
    &dict_attribute::RULE,
    &disallowed_import::RULE,
    &env_access::RULE,
    &extension_method::RULE,
    &file_input::RULE,
    &file_key::RULE,
    &floating_promise::RULE,
    &invalid_default_value::RULE,
    &invalid_output_type::RULE,
    &invalid_result::RULE,
    &invalid_return::RULE,
    &invalid_suppression::RULE,
    &legacy_function::RULE,
    &lost_item::RULE,
    &lost_key::RULE,
    &main_guard::RULE,
    &missing_entry::RULE,
    &missing_output::RULE,
    &mixed_items::RULE,
    &mode_mismatch::RULE,
    &naive_now::RULE,
    &name_clash::RULE,
    &not_serialisable::RULE,
    &null_input::RULE,
    &output_limit::RULE,
    &python_analyzer::RULE,
    &realm_trap::RULE,
    &reindented_string::RULE,
    &reserved_item_key::RULE,
    &signature_mismatch::RULE,
    &silent_console::RULE,
    &sort_comparator::RULE,
    &stderr_output::RULE,
    &syntax_error::RULE,
    &throwing_timer::RULE,
    &undeclared_output::RULE,
    &undefined_name::RULE,
    &unexpanded_expression::RULE,
    &unknown_node::RULE,
    &unresolved_parameters::RULE,
    &unsupported_call::RULE,
    &unused_input::RULE,
    &unused_suppression::RULE,
    &use_before_declaration::RULE,
    &wrapper_placeholder::RULE,
    &wrong_output_type::RULE,
];

/// The rules about suppressions: no suppression is for them.
pub(crate) const SUPPRESSION_RULES: [&str; 2] =
    [invalid_suppression::RULE.id, unused_suppression::RULE.id];

/// The rule that asks what the others have found.
pub(crate) const LAST: &Rule = &unused_suppression::RULE;

/// The rule of that name.
pub fn find_rule(id: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.id == id)
}
