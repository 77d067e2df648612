//! Floor 3: rules, findings, fixes, configuration. [`analyze`] is the one door of the core: pure
//! and total. Knows nothing of LSP, arguments, files on disk or printing.

mod analyze;
mod finding;
mod rules;

pub use analyze::{Analysis, Cache, Settings, analyze};
pub use finding::{Applicability, Diagnostic, Fix, NodeLabel, Related, Severity, Tag};
pub use rules::{RULES, Rule, find_rule};
