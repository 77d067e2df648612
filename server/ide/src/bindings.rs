//! The names of one snippet: where each variable is bound, written and read.

use code::Reading;
use code::ir::{Arg, ExprKind, FunctionId, Program, VarId, Variable, VariableKind};
use code::tree_sitter::Node;
use rustc_hash::{FxHashMap, FxHashSet};
use text::{InCode, TextRange, TextSize};

/// What is done to a thing where it is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Access {
    /// It is declared, or bound for the first time.
    Declaration,
    /// It is given a value.
    Write,
    /// It is read.
    Read,
}

/// What a name means.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Meaning {
    /// A variable of the code.
    Variable(VarId),
    /// The code does not define it.
    Global(String),
}

/// A name where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Named {
    pub(crate) range: TextRange,
    pub(crate) meaning: Meaning,
    pub(crate) access: Access,
}

/// The names of a snippet in the order of the code, each place once.
#[derive(Debug)]
pub(crate) struct Bindings<'r> {
    reading: &'r Reading,
    text: &'r str,
    pub(crate) names: Vec<Named>,
}

impl<'r> Bindings<'r> {
    /// The names of `text`, which was read as `reading`.
    pub(crate) fn of(reading: &'r Reading, text: &'r str) -> Self {
        let program = &reading.program;
        let mut places: FxHashMap<TextRange, (Meaning, Access)> = FxHashMap::default();
        for expr in &program.exprs {
            let meaning = match &expr.kind {
                ExprKind::Var(variable) => Meaning::Variable(*variable),
                ExprKind::Global(name) => Meaning::Global(name.to_string()),
                _ => continue,
            };
            if is_name(text, expr.range) {
                places.insert(expr.range, (meaning, Access::Read));
            }
        }
        for (range, variable) in &program.bound {
            let declares = program.variable(*variable).declared == *range;
            let access = match declares {
                true => Access::Declaration,
                false => Access::Write,
            };
            if is_name(text, *range) {
                places.insert(*range, (Meaning::Variable(*variable), access));
            }
        }
        let places = places.into_iter();
        let mut names: Vec<Named> = places
            .map(|(range, (meaning, access))| Named {
                range,
                meaning,
                access,
            })
            .collect();
        names.sort_by_key(|named| named.range.start());
        Bindings {
            reading,
            text,
            names,
        }
    }

    pub(crate) fn program(&self) -> &'r Program {
        &self.reading.program
    }

    pub(crate) fn variable(&self, variable: VarId) -> &'r Variable {
        self.program().variable(variable)
    }

    /// The name at `offset`, or ending there.
    pub(crate) fn at(&self, offset: InCode<TextSize>) -> Option<&Named> {
        let touches = |named: &&Named| named.range.contains_inclusive(offset.0);
        let mut touching = self.names.iter().filter(touches);
        let first = touching.next()?;
        Some(touching.next().unwrap_or(first))
    }

    /// Where `variable` is named; keywords of calls that give a parameter its value too.
    pub(crate) fn places(&self, variable: VarId) -> Vec<(TextRange, Access)> {
        let own = self
            .names
            .iter()
            .filter(|named| named.meaning == Meaning::Variable(variable));
        let mut places: Vec<_> = own.map(|named| (named.range, named.access)).collect();
        let keywords = self.keywords(variable);
        places.extend(
            keywords
                .sure
                .into_iter()
                .map(|range| (range, Access::Write)),
        );
        places.sort_by_key(|(range, _)| range.start());
        places
    }

    /// The parameter that the keyword of a call at `offset` gives its value.
    pub(crate) fn keyword_at(&self, offset: InCode<TextSize>) -> Option<VarId> {
        let touches = |range: &TextRange| range.contains_inclusive(offset.0);
        let named = self.program().exprs.iter().any(|expr| match &expr.kind {
            ExprKind::Call { args, .. } => args
                .iter()
                .any(|arg| matches!(arg, Arg::Named(_, range, _) if touches(range))),
            _ => false,
        });
        let variables = 0..self.program().variables.len();
        let mut ids = variables.map(|index| VarId(index as u32)).filter(|_| named);
        ids.find(|variable| self.keywords(*variable).sure.iter().any(touches))
    }

    /// What each name means, in the order of the code, told by numbers that do not depend on how they are spelled: two
    /// texts that differ in a renamed variable only have the same.
    pub(crate) fn resolution(&self) -> Vec<Result<usize, &str>> {
        let mut numbers = FxHashMap::default();
        let names = self.names.iter();
        names
            .map(|named| match &named.meaning {
                Meaning::Variable(variable) => {
                    let next = numbers.len();
                    Ok(*numbers.entry(*variable).or_insert(next))
                }
                Meaning::Global(name) => Err(name.as_str()),
            })
            .collect()
    }

    /// Names spelled `name` that stand where a variable may, and of which it is not known what they mean.
    pub(crate) fn has_unknown(&self, name: &str) -> bool {
        let known: FxHashSet<TextRange> = self.names.iter().map(|named| named.range).collect();
        let Some(tree) = &self.reading.tree else {
            return true;
        };
        let mut pending = vec![tree.root_node()];
        let mut cursor = tree.walk();
        while let Some(node) = pending.pop() {
            let range = range_of(node);
            if node.child_count() == 0 {
                let spelled = self.text.get(std::ops::Range::<usize>::from(range));
                if spelled == Some(name) && may_be_variable(node) && !known.contains(&range) {
                    return true;
                }
                continue;
            }
            pending.extend(node.children(&mut cursor));
        }
        false
    }

    /// The variable is a name of a class, which is reached from elsewhere by a dot.
    pub(crate) fn is_of_class(&self, variable: VarId) -> bool {
        let declared = self.variable(variable).declared;
        let Some(mut node) = self.node_at(declared) else {
            return true;
        };
        while let Some(parent) = node.parent() {
            let field = |name| parent.child_by_field_name(name);
            let within = field("body") == Some(node);
            match parent.kind() {
                "class_definition" if within => return true,
                "function_definition" | "lambda" if field("name") != Some(node) => return false,
                "list_comprehension"
                | "set_comprehension"
                | "dictionary_comprehension"
                | "generator_expression" => return false,
                _ => node = parent,
            }
        }
        false
    }

    /// The tree's node that is exactly `range`.
    pub(crate) fn node_at(&self, range: TextRange) -> Option<Node<'r>> {
        let root = self.reading.tree.as_ref()?.root_node();
        let (start, end) = (usize::from(range.start()), usize::from(range.end()));
        root.descendant_for_byte_range(start, end)
            .filter(|node| range_of(*node) == range)
    }

    /// The function that `variable` is a parameter of.
    pub(crate) fn function_of(&self, variable: VarId) -> Option<FunctionId> {
        let known = self.variable(variable);
        (known.kind == VariableKind::Parameter).then_some(known.function)
    }

    /// Where calls give the parameter `variable` its value by name.
    pub(crate) fn keywords(&self, variable: VarId) -> Keywords {
        let mut found = Keywords::default();
        let Some(function) = self.function_of(variable) else {
            return found;
        };
        let program = self.program();
        let name = &self.variable(variable).name;
        let of_function = self.variables_of(function);
        let method = self.method_name(function);
        for expr in &program.exprs {
            let (ExprKind::Call { callee, args, .. } | ExprKind::New { callee, args }) = &expr.kind
            else {
                continue;
            };
            let named = args.iter().find_map(|arg| match arg {
                Arg::Named(given, range, _) if given == name => Some(*range),
                _ => None,
            });
            let callee = &program.expr(*callee).kind;
            match (callee, named) {
                (ExprKind::Var(called), Some(range)) if of_function.contains(called) => {
                    found.sure.push(range);
                }
                (ExprKind::Var(called), None) if of_function.contains(called) => {
                    let spread = |arg: &Arg| matches!(arg, Arg::KeywordSpread(_));
                    found.doubtful |= args.iter().any(spread);
                }
                (ExprKind::Var(called), Some(_)) => {
                    let kind = self.variable(*called).kind;
                    let other = matches!(kind, VariableKind::Function | VariableKind::Import);
                    found.doubtful |= !other || self.passes(args, &of_function);
                }
                (ExprKind::Member { name, .. }, Some(_)) => {
                    let is_it = method.as_deref().is_some_and(|own| own == name);
                    found.doubtful |= is_it || self.passes(args, &of_function);
                }
                (ExprKind::Global(_), Some(_)) => {
                    found.doubtful |= self.passes(args, &of_function);
                }
                (_, Some(_)) => found.doubtful = true,
                _ => {}
            }
        }
        found
    }

    fn passes(&self, args: &[Arg], variables: &[VarId]) -> bool {
        args.iter().any(|arg| {
            let (Arg::Item(id) | Arg::Named(_, _, id) | Arg::Spread(id) | Arg::KeywordSpread(id)) = arg;
            matches!(self.program().expr(*id).kind, ExprKind::Var(variable) if variables.contains(&variable))
        })
    }

    /// The variables that hold the function: by its statement, or by `f = lambda: …`.
    fn variables_of(&self, function: FunctionId) -> Vec<VarId> {
        let range = self.program().function(function).name_range;
        let at = self.names.iter().filter(|named| named.range == range);
        at.filter_map(|named| match named.meaning {
            Meaning::Variable(variable) => Some(variable),
            Meaning::Global(_) => None,
        })
        .collect()
    }

    /// The name by which a method is called; that of the class for what makes its instances.
    fn method_name(&self, function: FunctionId) -> Option<String> {
        let mut classes = self.program().classes.iter();
        classes.find_map(|class| {
            let mut methods = class.methods.iter();
            methods
                .find(|(_, method)| *method == function)
                .map(|(name, _)| name.to_string())
        })
    }
}

/// Where calls name a parameter.
#[derive(Debug, Default)]
pub(crate) struct Keywords {
    /// Surely this one.
    pub(crate) sure: Vec<TextRange>,
    /// Others may mean it too.
    pub(crate) doubtful: bool,
}

/// `range` holds a single name.
fn is_name(text: &str, range: TextRange) -> bool {
    let spelled = text.get(std::ops::Range::<usize>::from(range));
    spelled.is_some_and(|spelled| {
        let part =
            |sign: char| sign.is_alphanumeric() || matches!(sign, '_' | '$') || !sign.is_ascii();
        !spelled.is_empty() && spelled.chars().all(part)
    })
}

fn may_be_variable(node: Node<'_>) -> bool {
    let is_identifier = matches!(
        node.kind(),
        "identifier" | "shorthand_property_identifier" | "shorthand_property_identifier_pattern"
    );
    let Some(parent) = node.parent() else {
        return is_identifier;
    };
    let field = |name| parent.child_by_field_name(name) == Some(node);
    let is_other = match parent.kind() {
        "attribute" => field("attribute"),
        "keyword_argument" => field("name"),
        "dotted_name" | "aliased_import" => true,
        "keyword_pattern" => parent.named_child(0) == Some(node),
        "ERROR" => false,
        _ => false,
    };
    is_identifier && !is_other
}

/// The bytes of a node of the tree.
pub(crate) fn range_of(node: Node<'_>) -> TextRange {
    let range = node.byte_range();
    TextRange::new((range.start as u32).into(), (range.end as u32).into())
}
