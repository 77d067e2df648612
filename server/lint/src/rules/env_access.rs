use super::Rule;
use crate::Severity;
use crate::context::Context;
use crate::report::Report;

/// `$env` where n8n blocks it (reference n8n 5).
pub(super) const RULE: Rule = Rule {
    id: "env-access",
    summary: "Reading `$env`, which n8n blocks",
    severity: Severity::Error,
    page: include_str!("env_access.md"),
    check,
};

fn check(context: &Context<'_>, report: &mut Report<'_>) {
    let Some(facts) = context.running() else {
        return;
    };
    if !context.is_in_runner() || !context.policy.blocks_env {
        return;
    }
    let read = facts
        .paths
        .iter()
        .find(|used| used.path.starts_with("$env."));
    if let Some(used) = read {
        report
            .in_code(used.range, "n8n 2 blocks the reading of environment variables")
            .severity(context.severity_of(used.reached))
            .platform(Some("access to env vars denied".to_string()))
            .help("Use `$vars`, or a credential; an administrator allows `$env` with N8N_BLOCK_ENV_ACCESS_IN_NODE=false.");
    }
}
