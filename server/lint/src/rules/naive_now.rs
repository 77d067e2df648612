use super::Rule;
use crate::Severity;
use crate::context::Context;
use crate::report::Report;

/// The time of day without a time zone, which in Dify's sandbox is that of UTC (reference dify 3.2).
pub(super) const RULE: Rule = Rule {
    id: "naive-now",
    summary: "The local time of Dify's sandbox, which is UTC",
    severity: Severity::Info,
    page: include_str!("naive_now.md"),
    check,
};

/// They ask for the local time; with an argument, for that of a zone.
const NAIVE: &[&str] = &[
    "datetime.datetime.now",
    "datetime.datetime.today",
    "datetime.date.today",
    "time.localtime",
];

/// The first of the code stands for all.
fn check(context: &Context<'_>, report: &mut Report<'_>) {
    let Some(facts) = context.running() else {
        return;
    };
    if !context.is_dify() || !context.is_python() {
        return;
    }
    let calls = facts.calls.iter();
    let mut naive =
        calls.filter(|call| call.arguments.is_empty() && NAIVE.contains(&call.path.as_str()));
    // What adds hours to it, names a zone or writes the time as one of UTC knows.
    let code = context.code().map_or("", |code| code.text());
    let knows = [
        "hours=",
        "ZoneInfo(",
        "pytz",
        "timezone",
        "tzset",
        "utc",
        "UTC",
        "Z\"",
        "Z'",
    ]
    .iter()
    .any(|word| code.contains(word));
    if let Some(call) = naive.next().filter(|_| !knows) {
        report
            .in_code(call.range, "The sandbox's clock is that of UTC: this is not the time where you are")
            .help("Name the zone: `datetime.now(ZoneInfo(\"Europe/Berlin\"))`, with `from zoneinfo import ZoneInfo`.");
    }
}
