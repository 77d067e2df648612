//! Who calls whom within the code of a node: functions with names, methods where it is sure whose they are, and the code
//! around them, which is called by the node.

use code::tree_sitter::Node;
use text::{InCode, InFile, TextRange, TextSize};

use crate::attributes::Attributes;
use crate::bindings::range_of;
use crate::navigation::attribute as ask;
use crate::outline::OutlineKind;
use crate::{Place, Snapshot, Snippet};

/// Something that is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Callable {
    /// Its name; that of the node for the code around all functions.
    pub name: String,
    /// The node that it belongs to.
    pub node: String,
    /// A function, a method, or a node.
    pub kind: OutlineKind,
    /// All of it in the file.
    pub range: InFile<TextRange>,
    /// Its name in the file; where the code begins, for a node.
    pub selection: InFile<TextRange>,
}

/// Another that calls, or is called, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// The other.
    pub other: Callable,
    /// The names by which it is called, in the order of the file.
    pub places: Vec<InFile<TextRange>>,
}

impl Snapshot {
    /// What is defined or called at byte `offset`.
    pub fn callable(&self, offset: InFile<TextSize>) -> Option<Callable> {
        let Place::Code { snippet, offset } = self.at(offset)? else {
            return None;
        };
        ask(snippet, |names| {
            let called = Calls { names }.at(offset)?;
            Some(called.shown(snippet, names))
        })
    }

    /// Who calls what [`Snapshot::callable`] finds at byte `offset`.
    pub fn callers(&self, offset: InFile<TextSize>) -> Vec<Call> {
        self.calls(offset, |calls, offset| calls.callers(offset))
    }

    /// Whom it calls; with `node`, whom the code around all functions does.
    pub fn callees(&self, offset: InFile<TextSize>, node: bool) -> Vec<Call> {
        self.calls(offset, |calls, offset| calls.callees(offset, node))
    }

    fn calls(
        &self,
        offset: InFile<TextSize>,
        find: impl FnOnce(&Calls<'_, '_>, InCode<TextSize>) -> Option<Vec<Unplaced>>,
    ) -> Vec<Call> {
        let Some(Place::Code { snippet, offset }) = self.at(offset) else {
            return Vec::new();
        };
        let found = ask(snippet, |names| {
            let found = find(&Calls { names }, offset)?;
            let placed = found.into_iter().map(|one| Call {
                other: one.other.placed(snippet),
                places: one
                    .places
                    .into_iter()
                    .map(|range| snippet.to_file(InCode(range)))
                    .collect(),
            });
            Some(placed.collect())
        });
        found.unwrap_or_default()
    }
}

/// A function of the code, by its tree; or the code around all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Named<'r> {
    Function { whole: Node<'r>, name: Node<'r> },
    Node,
}

/// A callable in the terms of the code.
struct Described {
    /// Name, whether it is a method, all of it, its name; `None` is the node.
    function: Option<(String, bool, TextRange, TextRange)>,
}

struct Unplaced {
    other: Described,
    places: Vec<TextRange>,
}

impl Described {
    fn placed(self, snippet: Snippet<'_>) -> Callable {
        let place = |range| snippet.to_file(InCode(range));
        let node = snippet.node().name.clone();
        match self.function {
            Some((name, is_method, range, selection)) => Callable {
                name,
                node,
                kind: match is_method {
                    true => OutlineKind::Method,
                    false => OutlineKind::Function,
                },
                range: place(range),
                selection: place(selection),
            },
            None => Callable {
                name: node.clone(),
                node,
                kind: OutlineKind::Node,
                range: place(TextRange::up_to(TextSize::of(snippet.text()))),
                selection: place(TextRange::empty(TextSize::new(0))),
            },
        }
    }
}

impl Named<'_> {
    fn described(self, names: &Attributes<'_>) -> Described {
        Described {
            function: match self {
                Named::Function { whole, name } => Some((
                    names.word(name).to_owned(),
                    names.class_that_defines(name).is_some(),
                    range_of(whole),
                    range_of(name),
                )),
                Named::Node => None,
            },
        }
    }

    fn shown(self, snippet: Snippet<'_>, names: &Attributes<'_>) -> Callable {
        self.described(names).placed(snippet)
    }
}

struct Calls<'a, 'r> {
    names: &'a Attributes<'r>,
}

impl<'r> Calls<'_, 'r> {
    /// What is defined or called at `offset`.
    fn at(&self, offset: InCode<TextSize>) -> Option<Named<'r>> {
        let name = self.names.name_at(offset)?;
        defined(name).or_else(|| self.meant(name))
    }

    fn callers(&self, offset: InCode<TextSize>) -> Option<Vec<Unplaced>> {
        let this = self.at(offset)?;
        let all = self.all().into_iter();
        let by = all.filter(|(_, called, _)| *called == this);
        Some(self.grouped(by.map(|(by, _, at)| (by, at))))
    }

    fn callees(&self, offset: InCode<TextSize>, node: bool) -> Option<Vec<Unplaced>> {
        let this = match node {
            true => Named::Node,
            false => self.at(offset)?,
        };
        let all = self.all().into_iter();
        let called = all.filter(|(by, _, _)| *by == this);
        Some(self.grouped(called.map(|(_, called, at)| (called, at))))
    }

    /// The calls, each with the others of the same other.
    fn grouped(&self, calls: impl Iterator<Item = (Named<'r>, Node<'r>)>) -> Vec<Unplaced> {
        let mut found: Vec<(Named<'r>, Vec<TextRange>)> = Vec::new();
        for (other, at) in calls {
            match found.iter_mut().find(|(known, _)| *known == other) {
                Some((_, places)) => places.push(range_of(at)),
                None => found.push((other, vec![range_of(at)])),
            }
        }
        for (_, places) in &mut found {
            places.sort_by_key(|range| range.start());
        }
        found.sort_by_key(|(_, places)| places[0].start());
        let unplaced = |(other, places): (Named<'r>, _)| Unplaced {
            other: other.described(self.names),
            places,
        };
        found.into_iter().map(unplaced).collect()
    }

    /// Every call of something with a name: who calls, whom, and by which name.
    fn all(&self) -> Vec<(Named<'r>, Named<'r>, Node<'r>)> {
        let calls = self.names.nodes().filter_map(|node| {
            let callee = match node.kind() {
                "call" | "call_expression" => node.child_by_field_name("function")?,
                "new_expression" => node.child_by_field_name("constructor")?,
                _ => return None,
            };
            let name = match callee.kind() {
                "identifier" => callee,
                "attribute" => callee.child_by_field_name("attribute")?,
                "member_expression" => callee.child_by_field_name("property")?,
                _ => return None,
            };
            Some((around(node), self.meant(name)?, name))
        });
        calls.collect()
    }

    /// The function that a name stands for where it is used.
    fn meant(&self, name: Node<'r>) -> Option<Named<'r>> {
        if let Some(class) = self.names.class_of_member(name) {
            return method(class, self.names.word(name), self.names);
        }
        if let Some(class) = self.names.class_named(name) {
            let makes = if class.kind() == "class_definition" {
                "__init__"
            } else {
                "constructor"
            };
            return method(class, makes, self.names);
        }
        if name.kind() != "identifier" {
            return None;
        }
        defined(self.names.only_binding(name)?)
    }
}

/// The method of `class` by that name.
fn method<'r>(class: Node<'r>, wanted: &str, names: &Attributes<'r>) -> Option<Named<'r>> {
    let body = class.child_by_field_name("body")?;
    let mut cursor = body.walk();
    body.named_children(&mut cursor).find_map(|child| {
        let method = match child.kind() {
            "decorated_definition" => child.child_by_field_name("definition")?,
            _ => child,
        };
        let name = method.child_by_field_name("name")?;
        (names.word(name) == wanted)
            .then(|| defined(name))
            .flatten()
    })
}

/// The function that `name` is the name of, where it is defined.
fn defined(name: Node<'_>) -> Option<Named<'_>> {
    let parent = name.parent()?;
    let is = |field: &str| parent.child_by_field_name(field) == Some(name);
    let whole = match parent.kind() {
        "function_definition"
        | "function_declaration"
        | "generator_function_declaration"
        | "method_definition"
            if is("name") =>
        {
            parent
        }
        "variable_declarator" if is("name") => function(parent.child_by_field_name("value")?)?,
        "assignment" if is("left") => function(parent.child_by_field_name("right")?)?,
        "field_definition" if is("property") => function(parent.child_by_field_name("value")?)?,
        _ => return None,
    };
    let whole = if name.start_byte() < whole.start_byte() {
        parent
    } else {
        whole
    };
    Some(Named::Function { whole, name })
}

fn function(value: Node<'_>) -> Option<Node<'_>> {
    let kinds = [
        "arrow_function",
        "function_expression",
        "generator_function",
        "lambda",
    ];
    kinds.contains(&value.kind()).then_some(value)
}

/// Whose code `node` is: that of the innermost function with a name.
fn around(node: Node<'_>) -> Named<'_> {
    let mut inner = node;
    while let Some(outer) = inner.parent() {
        let name = match outer.kind() {
            "function_definition"
            | "function_declaration"
            | "generator_function_declaration"
            | "method_definition" => outer.child_by_field_name("name"),
            "variable_declarator" => outer.child_by_field_name("name"),
            "assignment" => outer.child_by_field_name("left"),
            "field_definition" => outer.child_by_field_name("property"),
            _ => None,
        };
        // A default or a decorator is evaluated where the function is defined; that is left out here.
        if let Some(found) = name.filter(|name| *name != inner).and_then(defined) {
            return found;
        }
        inner = outer;
    }
    Named::Node
}
