use super::Rule;
use crate::Severity;
use crate::context::Context;
use crate::report::Report;

/// A timer whose callback throws, which ends the task runner (reference n8n 4.5).
pub(super) const RULE: Rule = Rule {
    id: "throwing-timer",
    summary: "A timer whose callback throws",
    severity: Severity::Error,
    page: include_str!("throwing_timer.md"),
    check,
};

fn check(context: &Context<'_>, report: &mut Report<'_>) {
    let Some(facts) = context.running() else {
        return;
    };
    if !context.is_in_runner() {
        return;
    }
    for timer in &facts.throwing_timers {
        report
            .in_code(
                context.first_line(timer.throw),
                "What a timer's callback throws nobody can catch: it ends n8n's task runner, and other executions with it",
            )
            .related_in_code(timer.timer, "the timer")
            .help("Make a promise of the timer and call `reject` instead.");
    }
}
