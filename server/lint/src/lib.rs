//! Floor 3: rules, findings, fixes, configuration. [`analyze()`] is the one door of the core: pure
//! and total. Knows nothing of LSP, arguments, files on disk or printing.

mod analyze;
pub mod baseline;
mod cache;
pub mod config;
mod context;
mod declare;
mod finding;
mod report;
mod rules;
mod settings;
mod suppress;

pub use analyze::{Analysis, analyze, format_of};
pub use cache::Cache;
pub use contract::source_of;
pub use finding::{Applicability, Diagnostic, Fix, NodeLabel, Related, Severity, Tag};
pub use rules::{RULES, Rule, find_rule};
pub use settings::{Extra, Level, Levels, Settings};
pub use suppress::suppress;
