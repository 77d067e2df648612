//! What a token of the code is: from a place to the part of the program that a person means.

use code::Reading;
use code::infer::Spot;
use code::ir::{Arg, ExprId, ExprKind, FunctionId, Key, Pattern, Program, Property, VarId};
use code::tree_sitter::Node;
use text::{TextRange, TextSize};

/// A name or a text of the code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Token {
    /// All of it, quotes included.
    pub(crate) range: TextRange,
    /// It is a text, not a name.
    pub(crate) is_text: bool,
}

/// What a token means.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Named<'p> {
    /// A value: a variable, a global, a literal.
    Value(ExprId),
    /// The name of a member.
    Member {
        object: ExprId,
        name: &'p str,
        whole: ExprId,
    },
    /// The index, literally.
    Index { object: ExprId, whole: ExprId },
    /// A key of a literal.
    Key(ExprId),
    /// An argument by name, of a call.
    Argument {
        name: &'p str,
        call: ExprId,
        value: ExprId,
    },
    /// A variable where it is bound.
    Bound(VarId),
    /// The name of a function.
    Function(FunctionId),
    /// A module, or a name out of one: its path.
    Import(usize),
    /// The member or index that is written to.
    Target,
}

/// The token at `offset` or ending there.
pub(crate) fn token_at(reading: &Reading, offset: TextSize) -> Option<Token> {
    let root = reading.tree.as_ref()?.root_node();
    let at = usize::from(offset);
    let here = root.descendant_for_byte_range(at, at).and_then(token);
    let before = || {
        root.descendant_for_byte_range(at.checked_sub(1)?, at)
            .and_then(token)
    };
    let before_at = || {
        root.descendant_for_byte_range(at.checked_sub(1)?, at - 1)
            .and_then(token)
    };
    here.or_else(before).or_else(before_at)
}

fn token(node: Node<'_>) -> Option<Token> {
    let is_text = |node: &Node<'_>| {
        matches!(
            node.kind(),
            "string" | "template_string" | "concatenated_string"
        )
    };
    let mut node = node;
    if matches!(
        node.kind(),
        "string_content" | "string_fragment" | "string_start" | "string_end" | "\"" | "'" | "`"
    ) {
        node = node.parent()?;
    }
    let is_name = matches!(
        node.kind(),
        "identifier"
            | "property_identifier"
            | "shorthand_property_identifier"
            | "shorthand_property_identifier_pattern"
            | "private_property_identifier"
            | "this"
    );
    let range = node.byte_range();
    let range = TextRange::new((range.start as u32).into(), (range.end as u32).into());
    (is_name || is_text(&node)).then_some(Token {
        range,
        is_text: !is_name,
    })
}

/// What the token at `range` means, the most telling first.
pub(crate) fn named(program: &Program, range: TextRange) -> Option<Named<'_>> {
    let mut value = None;
    for (index, expr) in program.exprs.iter().enumerate() {
        let id = ExprId(index as u32);
        if !expr.range.contains_range(range) {
            continue;
        }
        match &expr.kind {
            ExprKind::Member {
                object,
                name,
                name_range,
                ..
            } if *name_range == range => {
                return Some(Named::Member {
                    object: *object,
                    name,
                    whole: id,
                });
            }
            ExprKind::Index { object, index, .. } if is_text(program, *index, range) => {
                return Some(Named::Index {
                    object: *object,
                    whole: id,
                });
            }
            ExprKind::Object(properties) => {
                if let Some(key) = key(properties, range) {
                    value = Some(Named::Key(key));
                }
            }
            ExprKind::Call { args, .. } | ExprKind::New { args, .. } => {
                if let Some((name, value)) = argument(args, range) {
                    return Some(Named::Argument {
                        name,
                        call: id,
                        value,
                    });
                }
            }
            _ if expr.range == range && value.is_none() => value = Some(Named::Value(id)),
            _ => {}
        }
    }
    value.or_else(|| declared(program, range))
}

fn is_text(program: &Program, index: ExprId, range: TextRange) -> bool {
    let index = program.expr(index);
    index.range == range && matches!(index.kind, ExprKind::Literal(_))
}

fn key(properties: &[Property], range: TextRange) -> Option<ExprId> {
    properties.iter().find_map(|property| match property {
        Property::Pair(Key::Name(_, at), value) if *at == range => Some(*value),
        _ => None,
    })
}

fn argument(args: &[Arg], range: TextRange) -> Option<(&str, ExprId)> {
    args.iter().find_map(|arg| match arg {
        Arg::Named(name, at, value) if *at == range => Some((name.as_str(), *value)),
        _ => None,
    })
}

fn declared(program: &Program, range: TextRange) -> Option<Named<'_>> {
    let functions = program.functions.iter().enumerate();
    if let Some((index, _)) = functions
        .skip(1)
        .find(|(_, function)| function.name_range == range && function.name.is_some())
    {
        return Some(Named::Function(FunctionId(index as u32)));
    }
    let imports = program.imports.iter().enumerate();
    if let Some((index, _)) = imports
        .rev()
        .find(|(_, import)| import.name_range == range || import.module_range.contains_range(range))
    {
        return Some(Named::Import(index));
    }
    let variables = program.variables.iter().enumerate();
    let (index, _) = variables
        .rev()
        .find(|(_, variable)| variable.declared == range)?;
    Some(Named::Bound(VarId(index as u32)))
}

/// The places to ask about what `named` holds, standing at `range`.
pub(crate) fn spots(named: Named<'_>, range: TextRange) -> Vec<Spot> {
    let target = Spot::Target(range);
    match named {
        Named::Value(id) | Named::Key(id) => vec![Spot::Expr(id), target],
        Named::Member { object, whole, .. } | Named::Index { object, whole } => {
            vec![Spot::Expr(whole), Spot::Expr(object), target]
        }
        Named::Argument { value, .. } => vec![Spot::Expr(value)],
        Named::Bound(_) | Named::Target => vec![target],
        Named::Function(_) | Named::Import(_) => Vec::new(),
    }
}

/// The variable that a pattern of the program binds at `range`.
pub(crate) fn variable_of(program: &Program, named: Named<'_>) -> Option<VarId> {
    match named {
        Named::Value(id) => match program.expr(id).kind {
            ExprKind::Var(variable) => Some(variable),
            ExprKind::Assign(ref target, _) => match **target {
                Pattern::Var(variable, _) => Some(variable),
                _ => None,
            },
            _ => None,
        },
        Named::Bound(variable) => Some(variable),
        _ => None,
    }
}
