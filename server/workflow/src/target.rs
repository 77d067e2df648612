//! Targets: a platform, its version and its hosting, as a table of data.

use crate::Platform;

/// Where the workflow will run. Plain data; `Copy` so that every rule may hold one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Target {
    /// The name people write: `dify@1.14`, `n8n-cloud`, …
    pub name: &'static str,
    /// The platform.
    pub platform: Platform,
}
