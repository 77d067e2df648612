//! Dotted paths such as `$input.first` and `this.helpers.httpRequest`.

use rustc_hash::FxHashMap;
use smol_str::{SmolStr, format_smolstr};
use text_size::TextRange;

use crate::infer::{Outcome, Reached};
use crate::ir::{Arg, ExprId, ExprKind, Program};

/// A dotted path from a name that the code does not define, or from `this`.
#[derive(Debug, Clone, PartialEq)]
pub struct PathUse {
    /// The path, at most four names.
    pub path: SmolStr,
    /// All of it.
    pub range: TextRange,
    /// Its last name.
    pub name_range: TextRange,
    /// From the brackets to the end, and the number of arguments, where it is called.
    pub call: Option<Called>,
    /// Whether its first name is read on some path; `None` for `this`, and where nothing shows that.
    pub reached: Option<Reached>,
}

/// A call of a method, whatever its object.
#[derive(Debug, Clone, PartialEq)]
pub struct MethodCall {
    /// The method's name.
    pub name: SmolStr,
    /// The name in the code.
    pub name_range: TextRange,
    /// Whether it is called on some path.
    pub reached: Option<Reached>,
}

/// How a path is called.
#[derive(Debug, Clone, PartialEq)]
pub struct Called {
    /// The whole call.
    pub range: TextRange,
    /// How many arguments, spread ones counted once.
    pub args: usize,
    /// The values of those arguments that are named, as Python writes them.
    pub named: Vec<(SmolStr, TextRange)>,
    /// Whether it is called on some path, as far as the interpreter can follow.
    pub reached: Option<Reached>,
}

/// How many names a path is followed for.
const LONGEST: usize = 4;

/// Every such path, the longer ones behind their beginnings, in the order of the code.
pub(super) fn uses(program: &Program, outcome: &Outcome) -> Vec<PathUse> {
    let calls = calls(program, outcome);
    let mut uses: Vec<PathUse> = Vec::new();
    for (index, expr) in program.exprs.iter().enumerate() {
        let id = ExprId(index as u32);
        let Some((path, root)) = path(program, id) else {
            continue;
        };
        let name_range = match &expr.kind {
            ExprKind::Member { name_range, .. } => *name_range,
            _ => expr.range,
        };
        uses.push(PathUse {
            path,
            range: expr.range,
            name_range,
            call: calls.get(&id).cloned(),
            reached: outcome.reached.get(&root).copied(),
        });
    }
    uses.sort_by_key(|used| (used.range.start(), used.range.end()));
    uses
}

fn path(program: &Program, id: ExprId) -> Option<(SmolStr, ExprId)> {
    let mut names: Vec<&SmolStr> = Vec::new();
    let mut at = id;
    loop {
        match &program.expr(at).kind {
            ExprKind::Global(name) => {
                let path = names
                    .iter()
                    .rev()
                    .fold(name.clone(), |path, name| format_smolstr!("{path}.{name}"));
                return Some((path, at));
            }
            ExprKind::This => {
                let path = names.iter().rev().fold(SmolStr::new("this"), |path, name| {
                    format_smolstr!("{path}.{name}")
                });
                return Some((path, at));
            }
            ExprKind::Member { object, name, .. } if names.len() + 1 < LONGEST => {
                names.push(name);
                at = *object;
            }
            _ => return None,
        }
    }
}

fn calls(program: &Program, outcome: &Outcome) -> FxHashMap<ExprId, Called> {
    let exprs = program.exprs.iter().enumerate();
    exprs
        .filter_map(|(index, expr)| match &expr.kind {
            ExprKind::Call { callee, args, .. } => {
                let named = args.iter().filter_map(|arg| match arg {
                    Arg::Named(name, range, _) => Some((name.clone(), *range)),
                    _ => None,
                });
                let called = Called {
                    range: expr.range,
                    args: args.len(),
                    named: named.collect(),
                    reached: outcome.reached.get(&ExprId(index as u32)).copied(),
                };
                Some((*callee, called))
            }
            _ => None,
        })
        .collect()
}

/// Every call of a method, in the order of the code.
pub(super) fn methods(program: &Program, outcome: &Outcome) -> Vec<MethodCall> {
    let exprs = program.exprs.iter().enumerate();
    let mut methods: Vec<MethodCall> = exprs
        .filter_map(|(index, expr)| match &expr.kind {
            ExprKind::Call { callee, .. } => match &program.expr(*callee).kind {
                ExprKind::Member {
                    name, name_range, ..
                } => Some(MethodCall {
                    name: name.clone(),
                    name_range: *name_range,
                    reached: outcome.reached.get(&ExprId(index as u32)).copied(),
                }),
                _ => None,
            },
            _ => None,
        })
        .collect();
    methods.sort_by_key(|method| method.name_range.start());
    methods
}
