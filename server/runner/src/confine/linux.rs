use std::collections::BTreeMap;

use landlock::{ABI, Access, AccessFs, AccessNet, Ruleset, RulesetAttr, RulesetStatus, Scope};
use rustix::process::{Signal, set_parent_process_death_signal};
use seccompiler::{
    BackendError, BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition,
    SeccompFilter, SeccompRule, apply_filter,
};

use super::{Confinement, unix};
use crate::Limits;

pub(super) fn confine(limits: &Limits) -> Confinement {
    let _ = set_parent_process_death_signal(Some(Signal::KILL));
    // Landlock needs a descriptor, and the list of system calls ends all changes: so in this order.
    let landlock = landlock();
    let limits = unix::limit(limits);
    Confinement {
        limits,
        landlock,
        system_calls: system_calls().is_ok(),
    }
}

/// Denies everything that landlock knows to deny: no rule gives anything back.
fn landlock() -> bool {
    let abi = ABI::V6;
    let ruleset = Ruleset::default()
        .handle_access(AccessFs::from_all(abi))
        .and_then(|ruleset| ruleset.handle_access(AccessNet::from_all(abi)))
        .and_then(|ruleset| ruleset.scope(Scope::from_all(abi)))
        .and_then(|ruleset| ruleset.create())
        .and_then(|ruleset| ruleset.restrict_self());
    ruleset.is_ok_and(|status| status.ruleset != RulesetStatus::NotEnforced)
}

/// Calls that are harmless whatever their arguments: memory, threads' bookkeeping, time, chance, the end.
const HARMLESS: &[i64] = &[
    libc::SYS_brk,
    libc::SYS_clock_getres,
    libc::SYS_clock_gettime,
    libc::SYS_clock_nanosleep,
    libc::SYS_exit,
    libc::SYS_exit_group,
    libc::SYS_futex,
    libc::SYS_getpid,
    libc::SYS_getrandom,
    libc::SYS_gettid,
    libc::SYS_gettimeofday,
    libc::SYS_madvise,
    libc::SYS_mremap,
    libc::SYS_munmap,
    libc::SYS_nanosleep,
    libc::SYS_restart_syscall,
    libc::SYS_rseq,
    libc::SYS_rt_sigaction,
    libc::SYS_rt_sigprocmask,
    libc::SYS_rt_sigreturn,
    libc::SYS_sched_getaffinity,
    libc::SYS_sched_yield,
    libc::SYS_set_robust_list,
    libc::SYS_set_tid_address,
    libc::SYS_sigaltstack,
    // Allowed here so that the filter below can answer it.
    libc::SYS_clone3,
];

/// Everything else fails as if it were not permitted.
fn system_calls() -> Result<(), seccompiler::Error> {
    // The C library asks `clone3` first, whose arguments no filter can see, and falls back to `clone` where there is no
    // such call. Of two filters the stricter answer counts.
    let no_clone3 = BTreeMap::from([(libc::SYS_clone3, Vec::new())]);
    let absent = SeccompAction::Errno(libc::ENOSYS as u32);
    apply(no_clone3, SeccompAction::Allow, absent)?;
    let denied = SeccompAction::Errno(libc::EPERM as u32);
    apply(allowed()?, denied, SeccompAction::Allow)
}

type Rules = BTreeMap<i64, Vec<SeccompRule>>;

/// The calls that are allowed, each with the arguments that it may have.
fn allowed() -> Result<Rules, BackendError> {
    use SeccompCmpArgLen::{Dword, Qword};
    use SeccompCmpOp::{Eq, MaskedEq};
    let rule = |conditions: Vec<Result<SeccompCondition, BackendError>>| {
        SeccompRule::new(conditions.into_iter().collect::<Result<_, _>>()?)
    };
    let is = |argument, value| SeccompCondition::new(argument, Dword, Eq, value);
    // No bit of `bits` is set; all of them are.
    let without = |argument, bits| SeccompCondition::new(argument, Qword, MaskedEq(bits), 0);
    let with = |argument, bits| SeccompCondition::new(argument, Qword, MaskedEq(bits), bits);

    let mut rules: Rules = HARMLESS.iter().map(|call| (*call, Vec::new())).collect();
    // Standard input, output and error, and no other descriptor, wherever it may come from.
    rules.insert(libc::SYS_read, vec![rule(vec![is(0, 0)])?]);
    for call in [libc::SYS_write, libc::SYS_writev] {
        rules.insert(call, vec![rule(vec![is(0, 1)])?, rule(vec![is(0, 2)])?]);
    }
    // Memory of its own, which cannot be executed.
    let executable = libc::PROT_EXEC as u64;
    let anonymous = libc::MAP_ANONYMOUS as u64;
    rules.insert(
        libc::SYS_mmap,
        vec![rule(vec![without(2, executable), with(3, anonymous)])?],
    );
    rules.insert(
        libc::SYS_mprotect,
        vec![rule(vec![without(2, executable)])?],
    );
    // Threads, not processes.
    let thread = (libc::CLONE_THREAD | libc::CLONE_VM) as u64;
    rules.insert(libc::SYS_clone, vec![rule(vec![with(0, thread)])?]);
    // The name of a thread, or of a piece of memory.
    let names = [libc::PR_SET_NAME as u64, libc::PR_SET_VMA as u64];
    let named = names.into_iter().map(|name| rule(vec![is(0, name)]));
    rules.insert(libc::SYS_prctl, named.collect::<Result<_, _>>()?);
    // Looking at limits, not setting them: the third argument is the new limit.
    let none = SeccompCondition::new(2, Qword, Eq, 0);
    rules.insert(libc::SYS_prlimit64, vec![rule(vec![none])?]);
    // Signals to itself: how `abort` ends.
    let itself = u64::from(std::process::id());
    rules.insert(libc::SYS_tgkill, vec![rule(vec![is(0, itself)])?]);
    Ok(rules)
}

fn apply(
    rules: Rules,
    otherwise: SeccompAction,
    matched: SeccompAction,
) -> Result<(), seccompiler::Error> {
    let arch = std::env::consts::ARCH.try_into()?;
    let filter = SeccompFilter::new(rules, otherwise, matched, arch)?;
    let program: BpfProgram = filter.try_into()?;
    apply_filter(&program)
}
