//! Floor 3: rules, findings, fixes, configuration. [`analyze`] is the one door of the core: pure
//! and total. Knows nothing of LSP, arguments, files on disk or printing.

mod analyze;
mod cache;
mod context;
mod declare;
mod finding;
mod report;
mod rules;

pub use analyze::{Analysis, Settings, analyze, format_of};
pub use cache::Cache;
pub use context::source_of;
pub use finding::{Applicability, Diagnostic, Fix, NodeLabel, Related, Severity, Tag};
pub use rules::{RULES, Rule, find_rule};
