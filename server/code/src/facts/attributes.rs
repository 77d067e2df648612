//! Dicts that Python code reads with a dot.

use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;
use text_size::TextRange;

use super::statements;
use crate::infer::Outcome;
use crate::ir::{ExprId, ExprKind, FunctionId, Pattern, Program, StmtKind};

/// An attribute taken of what is surely a dict, or set.
#[derive(Debug, Clone, PartialEq)]
pub struct DictAttribute {
    /// The attribute's name.
    pub name: SmolStr,
    /// The name in the code.
    pub name_range: TextRange,
    /// It stands in the top itself, and no handler around it.
    pub is_bare: bool,
    /// It and the names behind it that are not called, each from the end of its object.
    pub keys: Vec<(SmolStr, TextRange)>,
}

/// Every such attribute, in the order of the code.
pub(super) fn dict_attributes(program: &Program, outcome: &Outcome) -> Vec<DictAttribute> {
    if outcome.dict_attributes.is_empty() && outcome.dict_writes.is_empty() {
        return Vec::new();
    }
    let links = Links::of(program);
    let reads = outcome.dict_attributes.iter().filter_map(|id| {
        let link = member(program, *id)?;
        Some((link, links.behind(*id)))
    });
    let writes = outcome.dict_writes.iter().filter_map(|object| {
        let link = links.targets.get(object)?.clone();
        Some((link, Vec::new()))
    });
    let mut found: Vec<DictAttribute> = reads
        .chain(writes)
        .map(|(first, behind)| DictAttribute {
            name: first.name.clone(),
            name_range: first.name_range,
            is_bare: links.is_bare(first.name_range),
            keys: std::iter::once(&first)
                .chain(&behind)
                .map(|link| (link.name.clone(), link.whole))
                .collect(),
        })
        .collect();
    found.sort_by_key(|attribute| attribute.name_range.start());
    found
}

/// `.name` behind an object.
#[derive(Debug, Clone)]
struct Link {
    name: SmolStr,
    name_range: TextRange,
    /// From the end of the object.
    whole: TextRange,
}

impl Link {
    fn new(program: &Program, object: ExprId, name: &SmolStr, name_range: TextRange) -> Link {
        let start = program.expr(object).range.end().min(name_range.start());
        Link {
            name: name.clone(),
            name_range,
            whole: TextRange::new(start, name_range.end()),
        }
    }
}

fn member(program: &Program, id: ExprId) -> Option<Link> {
    match &program.exprs.get(id.0 as usize)?.kind {
        ExprKind::Member {
            object,
            name,
            name_range,
            ..
        } => Some(Link::new(program, *object, name, *name_range)),
        _ => None,
    }
}

/// Which names stand behind which expressions.
struct Links<'p> {
    program: &'p Program,
    /// Members, by their objects.
    members: FxHashMap<ExprId, ExprId>,
    called: FxHashSet<ExprId>,
    /// Attributes that are set, by their objects.
    targets: FxHashMap<ExprId, Link>,
    /// What handlers of `try` statements catch.
    guarded: Vec<TextRange>,
}

impl<'p> Links<'p> {
    fn of(program: &'p Program) -> Links<'p> {
        let mut links = Links {
            program,
            members: FxHashMap::default(),
            called: FxHashSet::default(),
            targets: FxHashMap::default(),
            guarded: Vec::new(),
        };
        for (index, expr) in program.exprs.iter().enumerate() {
            match &expr.kind {
                ExprKind::Member { object, .. } => {
                    links.members.insert(*object, ExprId(index as u32));
                }
                ExprKind::Call { callee, .. } => {
                    links.called.insert(*callee);
                }
                ExprKind::AssignOp(_, target, _) => links.target(target),
                _ => {}
            }
        }
        for statement in statements::all(program) {
            match &statement.kind {
                StmtKind::Assign { targets, .. } => {
                    targets.iter().for_each(|target| links.target(target));
                }
                StmtKind::Try { body, .. } => links.guarded.extend(statements::extent(body)),
                _ => {}
            }
        }
        links
    }

    fn target(&mut self, pattern: &Pattern) {
        if let Pattern::Member(object, name, range) = pattern {
            let link = Link::new(self.program, *object, name, *range);
            self.targets.insert(*object, link);
        }
    }

    fn is_bare(&self, range: TextRange) -> bool {
        let guards = |guarded: &TextRange| guarded.contains_range(range);
        statements::function_around(self.program, range) == FunctionId::TOP
            && !self.guarded.iter().any(guards)
    }

    /// The names behind the member `id`, up to one that is called; the last may be set.
    fn behind(&self, id: ExprId) -> Vec<Link> {
        const MOST: usize = 16;
        let mut links = Vec::new();
        let mut at = id;
        while let Some(next) = self
            .members
            .get(&at)
            .filter(|next| !self.called.contains(next))
        {
            links.extend(member(self.program, *next));
            at = *next;
            if links.len() == MOST {
                break;
            }
        }
        links.extend(self.targets.get(&at).cloned());
        links
    }
}
