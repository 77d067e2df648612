use code::facts::Call;

use super::Rule;
use crate::Severity;
use crate::context::Context;
use crate::report::Report;

/// A call that Dify's sandbox does not let through (reference dify 3.2).
pub(super) const RULE: Rule = Rule {
    id: "blocked-api",
    summary: "A call that Dify's sandbox does not let through",
    severity: Severity::Warning,
    page: include_str!("blocked_api.md"),
    check,
};

/// How sure it is that the sandbox ends the code.
#[derive(Clone, Copy, PartialEq)]
enum Proof {
    /// The sandbox's own tests show it.
    Shown,
    /// It needs a system call that is not on the list.
    Derived,
}
use Proof::{Derived, Shown};

/// Full names; one that ends with a dot stands for all that begin with it.
const PYTHON: &[(&str, Proof)] = &[
    ("subprocess.run", Shown),
    ("subprocess.call", Shown),
    ("subprocess.check_call", Shown),
    ("subprocess.check_output", Shown),
    ("subprocess.getoutput", Shown),
    ("subprocess.getstatusoutput", Shown),
    ("subprocess.Popen", Shown),
    ("os.execl", Shown),
    ("os.execv", Shown),
    ("os.execve", Shown),
    ("os.execvp", Shown),
    ("os.system", Derived),
    ("os.popen", Derived),
    ("threading.Thread().start", Derived),
    ("threading.Timer().start", Derived),
    ("concurrent.futures.ThreadPoolExecutor().submit", Derived),
    ("concurrent.futures.ThreadPoolExecutor().map", Derived),
    ("multiprocessing.Process().start", Derived),
    ("multiprocessing.Pool", Derived),
    ("concurrent.futures.ProcessPoolExecutor", Derived),
    ("asyncio.run", Derived),
    ("asyncio.new_event_loop", Derived),
    ("asyncio.get_event_loop().run_until_complete", Derived),
    ("os.getcwd", Derived),
    ("pathlib.Path.cwd", Derived),
    ("pathlib.Path().resolve", Derived),
    ("tempfile.", Derived),
    ("os.rename", Derived),
    ("os.unlink", Derived),
    ("os.remove", Derived),
    ("os.chmod", Derived),
    ("os.pipe", Derived),
    ("os.dup", Derived),
    ("signal.alarm", Derived),
    ("signal.setitimer", Derived),
    ("resource.", Derived),
];

const JAVASCRIPT: &[(&str, Proof)] = &[
    ("child_process.", Shown),
    ("worker_threads.Worker", Derived),
    ("fs.statSync", Derived),
    ("fs.existsSync", Derived),
    ("fs.readdirSync", Derived),
    ("fs.accessSync", Derived),
];

fn check(context: &Context<'_>, report: &mut Report<'_>) {
    let Some(facts) = context.running().filter(|_| context.is_dify()) else {
        return;
    };
    if context.policy.more_system_calls {
        return;
    }
    let table = match context.is_python() {
        true => PYTHON,
        false => JAVASCRIPT,
    };
    for call in &facts.calls {
        let Some((_, proof)) = table.iter().find(|(name, _)| is_named(call, name)) else {
            continue;
        };
        let severity = match *proof == Shown && facts.certain.holds(call.whole) {
            true => Severity::Error,
            false => Severity::Warning,
        };
        report
            .in_code(
                context.first_line(call.range),
                format!("Dify's sandbox ends code that calls `{}`", shown(call)),
            )
            .severity(severity)
            .platform(Some("error: operation not permitted".into()))
            .help("The sandbox allows no processes, threads or event loops and hardly any of the file system: compute it without.");
    }
}

fn is_named(call: &Call, name: &str) -> bool {
    match name.ends_with('.') {
        true => call.path.starts_with(name),
        false => call.path == name,
    }
}

fn shown(call: &Call) -> String {
    call.path.replace("()", "(…)")
}
