//! The attributes and methods of the classes of a snippet: `self.x`, `this.x`, what the class body defines, and the same
//! of instances where it is sure that they are.

mod tree;

use code::Reading;
use code::ir::VarId;
use code::tree_sitter::Node;
use rustc_hash::FxHashMap;
use text::{InCode, Language, TextRange, TextSize};

use crate::bindings::{Access, Bindings, Meaning, range_of};
use tree::{access, class_around, class_of_this, is_class, is_static, name_at};

pub(crate) use tree::may_be_at;

/// A place that names an attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) range: TextRange,
    pub(crate) access: Access,
}

/// An attribute of a class, as far as it can be followed.
#[derive(Debug)]
pub(crate) struct Attribute {
    pub(crate) name: String,
    /// Where the class begins.
    pub(crate) class: TextSize,
    /// Every place that surely names it, in the order of the code; the first that defines it is a declaration.
    pub(crate) places: Vec<Place>,
    /// Why there may be others.
    pub(crate) doubt: Option<String>,
}

/// The attributes of the classes of one snippet.
pub(crate) struct Attributes<'r> {
    root: Node<'r>,
    text: &'r str,
    python: bool,
    bindings: &'r Bindings<'r>,
    /// What each name means that is a variable.
    meant: FxHashMap<TextRange, VarId>,
    /// Where each variable is named.
    named: FxHashMap<VarId, Vec<(TextRange, Access)>>,
}

/// Ways to an attribute by a name that some code makes up.
const BY_NAME: &[&str] = &[
    "getattr",
    "setattr",
    "hasattr",
    "delattr",
    "vars",
    "dir",
    "attrgetter",
    "methodcaller",
    "__getattr__",
    "__getattribute__",
    "__setattr__",
    "eval",
    "exec",
    "__dict__",
    "__slots__",
    "asdict",
    "dataclass",
    "namedtuple",
    "Reflect",
    "Proxy",
];

/// What languages and platforms call by themselves.
const CALLED: &[&str] = &["constructor", "toJSON", "toString", "valueOf", "then"];

impl<'r> Attributes<'r> {
    pub(crate) fn of(
        reading: &'r Reading,
        text: &'r str,
        language: Language,
        bindings: &'r Bindings<'r>,
    ) -> Option<Self> {
        let mut meant = FxHashMap::default();
        let mut named: FxHashMap<VarId, Vec<_>> = FxHashMap::default();
        for name in &bindings.names {
            if let Meaning::Variable(variable) = name.meaning {
                meant.insert(name.range, variable);
                let places = named.entry(variable).or_default();
                places.push((name.range, name.access));
            }
        }
        Some(Attributes {
            root: reading.tree.as_ref()?.root_node(),
            text,
            python: language == Language::Python,
            bindings,
            meant,
            named,
        })
    }

    /// The attribute that is named at `offset`; `None` where it is not sure of which class it is.
    pub(crate) fn at(&self, offset: InCode<TextSize>) -> Option<Attribute> {
        let name = self.name_at(offset)?;
        let class = self
            .class_of_member(name)
            .or_else(|| self.class_that_defines(name))?;
        Some(self.attribute(class, self.word(name)))
    }

    /// The name of a member of who knows what at `offset`.
    pub(crate) fn unknown_at(&self, offset: InCode<TextSize>) -> Option<&'r str> {
        let name = self.name_at(offset)?;
        self.member(name).map(|_| self.word(name))
    }

    pub(crate) fn name_at(&self, offset: InCode<TextSize>) -> Option<Node<'r>> {
        name_at(self.root, offset)
    }

    /// Everything that is known of `name` of `class`.
    fn attribute(&self, class: Node<'r>, name: &str) -> Attribute {
        let mut places = Vec::new();
        let mut doubt = self.doubt(class, name);
        for node in self.nodes() {
            if self.word(node) != name || node.child_count() > 0 {
                continue;
            }
            match self.class_that_defines(node) {
                Some(of) if of == class => {
                    places.push(Place {
                        range: range_of(node),
                        access: Access::Write,
                    });
                    continue;
                }
                Some(_) => continue,
                None => {}
            }
            if self.member(node).is_none() {
                // A name of the class body, read in it.
                if self.python && self.reads_class_name(node, class) {
                    places.push(Place {
                        range: range_of(node),
                        access: Access::Read,
                    });
                }
                continue;
            }
            match self.class_of_member(node) {
                Some(of) if of == class => places.push(Place {
                    range: range_of(node),
                    access: access(node),
                }),
                Some(_) => {}
                None => {
                    doubt.get_or_insert_with(|| {
                        let line = self.line(node);
                        format!("it cannot be told whether `.{name}` in line {line} of the code is that of another object")
                    });
                }
            }
        }
        places.sort_by_key(|place| place.range.start());
        if let Some(first) = places
            .iter_mut()
            .find(|place| place.access == Access::Write)
        {
            first.access = Access::Declaration;
        }
        Attribute {
            name: name.to_owned(),
            class: range_of(class).start(),
            places,
            doubt,
        }
    }

    /// Why an attribute of `class` may be reached in ways that are not followed, or be data.
    fn doubt(&self, class: Node<'r>, name: &str) -> Option<String> {
        if is_called(name) {
            return Some("the language calls it by its name".to_owned());
        }
        if self.inherits(class) {
            return Some("its class inherits, or is inherited from".to_owned());
        }
        // Read in the class body, it may be one of the code around.
        if self.python && self.bindings.has_unknown(name) {
            return Some(format!(
                "it cannot be told everywhere which `{name}` is meant"
            ));
        }
        let in_text = format!(".{name}");
        for node in self.nodes() {
            if node.kind() == "keyword_pattern" {
                return Some("the code matches objects by their attributes".to_owned());
            }
            if node.child_count() > 0 {
                continue;
            }
            let word = self.word(node);
            if BY_NAME.contains(&word) {
                return Some(format!(
                    "the code uses `{word}`, by which it may be reached"
                ));
            }
            if node.kind() == "string_content" && self.python && word.contains(&in_text) {
                let line = self.line(node);
                return Some(format!("a text in line {line} of the code may name it"));
            }
            if !self.python && self.hands_on(node, class) {
                let line = self.line(node);
                return Some(format!(
                    "an instance is handed on in line {line} of the code, and its names with it"
                ));
            }
        }
        None
    }

    /// The object and the name of a member access, of which `node` is the name.
    fn member(&self, node: Node<'r>) -> Option<Node<'r>> {
        let parent = node.parent()?;
        let (kind, field) = match self.python {
            true => ("attribute", "attribute"),
            false => ("member_expression", "property"),
        };
        let is_name = parent.kind() == kind && parent.child_by_field_name(field) == Some(node);
        is_name
            .then(|| parent.child_by_field_name("object"))
            .flatten()
    }

    /// The class whose instance the object surely is of which `node` names a member.
    pub(crate) fn class_of_member(&self, node: Node<'r>) -> Option<Node<'r>> {
        let object = self.member(node)?;
        self.class_of(object)
    }

    fn class_of(&self, object: Node<'r>) -> Option<Node<'r>> {
        match object.kind() {
            "this" => class_of_this(object),
            "identifier" => self.class_of_name(object),
            "call" if self.python => self.class_named(object.child_by_field_name("function")?),
            "new_expression" => self.class_named(object.child_by_field_name("constructor")?),
            "parenthesized_expression" => self.class_of(object.named_child(0)?),
            _ => None,
        }
    }

    /// `self`, a variable that only ever holds a new instance, in Python the class itself.
    fn class_of_name(&self, name: Node<'r>) -> Option<Node<'r>> {
        if self.python
            && let Some(class) = self.class_named(name)
        {
            return Some(class);
        }
        let places = self.places_of(name)?;
        let bound = places.iter().filter(|(_, access)| *access != Access::Read);
        let mut class = None;
        for (range, _) in bound {
            let node = self.bindings.node_at(*range)?;
            let held = self
                .class_of_self(node)
                .or_else(|| self.class_of_value(node))?;
            if class.is_some_and(|known| known != held) {
                return None;
            }
            class = Some(held);
        }
        class
    }

    /// The places of the variable that `name` is.
    fn places_of(&self, name: Node<'r>) -> Option<&[(TextRange, Access)]> {
        let variable = self.meant.get(&range_of(name))?;
        Some(self.named.get(variable)?)
    }

    /// Where the variable that `name` is is bound, if that is in one place only.
    pub(crate) fn only_binding(&self, name: Node<'r>) -> Option<Node<'r>> {
        let places = self.places_of(name)?;
        let mut bound = places.iter().filter(|(_, access)| *access != Access::Read);
        let (declared, _) = bound.next()?;
        bound
            .next()
            .is_none()
            .then(|| self.bindings.node_at(*declared))
            .flatten()
    }

    /// The class of a method of Python of which `node` is the first parameter.
    fn class_of_self(&self, node: Node<'r>) -> Option<Node<'r>> {
        let param = match node.parent()? {
            typed if typed.kind() == "typed_parameter" => typed,
            _ => node,
        };
        let params = param
            .parent()
            .filter(|params| params.kind() == "parameters")?;
        if params.named_child(0) != Some(param) {
            return None;
        }
        let function = params.parent()?;
        let defined = match function.parent()? {
            decorated if decorated.kind() == "decorated_definition" => {
                let is_known = |node: Node<'r>| {
                    let said = self.word(node).trim_start_matches('@').trim();
                    said == "property" || said == "classmethod" || said.ends_with(".setter")
                };
                let mut cursor = decorated.walk();
                let mut decorators = decorated
                    .children(&mut cursor)
                    .filter(|one| one.kind() == "decorator");
                if !decorators.all(is_known) {
                    return None;
                }
                decorated
            }
            _ => function,
        };
        class_around(defined)
    }

    /// The class of which `node = Class(…)` makes an instance.
    fn class_of_value(&self, node: Node<'r>) -> Option<Node<'r>> {
        let parent = node.parent()?;
        let (target, value) = match parent.kind() {
            "assignment" => ("left", "right"),
            "variable_declarator" => ("name", "value"),
            _ => return None,
        };
        let value = parent.child_by_field_name(value)?;
        let is_new = matches!(value.kind(), "call" | "new_expression");
        (is_new && parent.child_by_field_name(target) == Some(node))
            .then(|| self.class_of(value))
            .flatten()
    }

    /// The class that `name` means, if that is all it ever means.
    pub(crate) fn class_named(&self, name: Node<'r>) -> Option<Node<'r>> {
        if name.kind() != "identifier" {
            return None;
        }
        let places = self.places_of(name)?;
        let mut bound = places.iter().filter(|(_, access)| *access != Access::Read);
        let (declared, _) = bound.next()?;
        let class = self.bindings.node_at(*declared)?.parent()?;
        let is_class =
            is_class(class) && class.child_by_field_name("name").map(range_of) == Some(*declared);
        (is_class && bound.next().is_none()).then_some(class)
    }

    /// The class in whose body `node` is the name of a method, field or variable.
    pub(crate) fn class_that_defines(&self, node: Node<'r>) -> Option<Node<'r>> {
        let parent = node.parent()?;
        let is = |field: &str| parent.child_by_field_name(field) == Some(node);
        match parent.kind() {
            "function_definition" if is("name") => {
                let defined = parent
                    .parent()
                    .filter(|outer| outer.kind() == "decorated_definition");
                class_around(defined.unwrap_or(parent))
            }
            "assignment" if is("left") => {
                let statement = parent
                    .parent()
                    .filter(|outer| outer.kind() == "expression_statement")?;
                class_around(statement)
            }
            // Static ones belong to the class and not to its instances.
            "method_definition" if is("name") && !is_static(parent) => class_around(parent),
            "field_definition" if is("property") && !is_static(parent) => class_around(parent),
            _ => None,
        }
    }

    /// A name that the body of `class` defines, read in it outside of methods.
    fn reads_class_name(&self, node: Node<'r>, class: Node<'r>) -> bool {
        let Some(variable) = self.meant.get(&range_of(node)) else {
            return false;
        };
        let known = self.bindings.variable(*variable);
        let declared = self.bindings.node_at(known.declared);
        known.in_class && declared.and_then(|node| self.class_that_defines(node)) == Some(class)
    }

    fn inherits(&self, class: Node<'r>) -> bool {
        let own = match self.python {
            true => class
                .child_by_field_name("superclasses")
                .is_some_and(|bases| {
                    let mut cursor = bases.walk();
                    bases
                        .named_children(&mut cursor)
                        .any(|base| self.word(base) != "object")
                }),
            false => {
                let mut cursor = class.walk();
                class
                    .children(&mut cursor)
                    .any(|child| child.kind() == "class_heritage")
            }
        };
        let decorated = class
            .parent()
            .is_some_and(|outer| outer.kind() == "decorated_definition");
        let Some(name) = class.child_by_field_name("name") else {
            return true;
        };
        let base = |node: Node<'r>| {
            let parent = node.parent();
            let listed = parent.is_some_and(|list| {
                list.kind() == "class_heritage"
                    || list.kind() == "argument_list" && list.parent().is_some_and(is_class)
            });
            listed && self.class_named(node) == Some(class)
        };
        let name = self.word(name);
        own || decorated
            || self
                .nodes()
                .any(|node| self.word(node) == name && base(node))
    }

    /// JavaScript: `node` is an instance of `class`, and something else is done with it than to take a member. Its names
    /// may become data.
    fn hands_on(&self, node: Node<'r>, class: Node<'r>) -> bool {
        let whole = match node.kind() {
            "this" => node,
            "new" => match node.parent() {
                Some(parent) => parent,
                None => return false,
            },
            "identifier" => node,
            _ => return false,
        };
        let Some(parent) = whole.parent() else {
            return false;
        };
        let field = |name: &str| parent.child_by_field_name(name) == Some(whole);
        let is_member = parent.kind() == "member_expression" && field("object");
        let is_bound = parent.kind() == "variable_declarator"
            && (field("name") || whole.kind() == "new_expression");
        !is_member && !is_bound && self.class_of(whole) == Some(class)
    }

    pub(crate) fn nodes(&self) -> impl Iterator<Item = Node<'r>> + use<'r> {
        let mut pending = vec![self.root];
        std::iter::from_fn(move || {
            let node = pending.pop()?;
            let mut cursor = node.walk();
            pending.extend(node.children(&mut cursor));
            Some(node)
        })
    }

    pub(crate) fn word(&self, node: Node<'r>) -> &'r str {
        self.text.get(node.byte_range()).unwrap_or_default()
    }

    /// From 1.
    fn line(&self, node: Node<'r>) -> usize {
        node.start_position().row + 1
    }

    /// Whether the class of `attribute` surely has one called `name` too.
    pub(crate) fn has(&self, attribute: &Attribute, name: &str) -> bool {
        let is_it = |node: &Node<'r>| is_class(*node) && range_of(*node).start() == attribute.class;
        let class = self.nodes().find(is_it);
        class.is_none_or(|class| !self.attribute(class, name).places.is_empty())
    }
}

/// Languages or platforms call what is named so by themselves.
pub(crate) fn is_called(name: &str) -> bool {
    CALLED.contains(&name) || name.starts_with("__") && name.ends_with("__")
}
