//! The tree-sitter tree, copied once into a flat array.
//!
//! Nodes stand in the order of the code, each knows where its subtree ends: children are found,
//! and whole expressions skipped, without asking tree-sitter again. Comments and the punctuation
//! that says nothing are left out.

use std::borrow::Cow;
use std::cell::RefCell;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashMap;
use text_size::{TextRange, TextSize};
use tree_sitter::{Language, Parser, TreeCursor};
use unicode_id_start::is_id_continue_unicode;

pub(super) use super::kinds::{Field, Kind};
use crate::languages::Trees;

/// A node of a [`Tree`]. The root is [`At::ROOT`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct At(pub(super) u32);

impl At {
    pub(super) const ROOT: At = At(0);
}

/// The tree of one snippet.
#[derive(Debug, Default)]
pub(super) struct Tree {
    nodes: Vec<Node>,
    /// Every comment, the hashbang included, in order.
    pub(super) comments: Vec<TextRange>,
    /// tree-sitter had to skip or invent something.
    pub(super) damaged: bool,
    /// Where the large subtrees stand, by the numbers that tree-sitter knows them by.
    large: FxHashMap<usize, u32>,
}

/// A subtree of so many nodes is copied from a former copy, if it stands there.
const LARGE: usize = 32;

/// The copy of a tree. While the tree lives, a subtree of the same number in another one is the same: tree-sitter's
/// numbers are addresses.
#[derive(Debug)]
pub(in crate::languages) struct Copied {
    _parsed: tree_sitter::Tree,
    tree: Arc<Tree>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Node {
    kind: Kind,
    field: Field,
    start: u32,
    end: u32,
    /// The first node that is not in this subtree.
    after: u32,
}

impl Tree {
    pub(super) fn kind(&self, at: At) -> Kind {
        self.nodes[at.0 as usize].kind
    }

    pub(super) fn range(&self, at: At) -> TextRange {
        let node = &self.nodes[at.0 as usize];
        TextRange::new(TextSize::new(node.start), TextSize::new(node.end))
    }

    /// The first node behind the subtree of `at`.
    pub(super) fn after(&self, at: At) -> At {
        At(self.nodes[at.0 as usize].after)
    }

    /// `at` and everything below it, in the order of the code.
    pub(super) fn subtree(&self, at: At) -> impl Iterator<Item = At> + use<> {
        (at.0..self.after(at).0).map(At)
    }

    pub(super) fn children(&self, at: At) -> Children<'_> {
        Children {
            tree: self,
            next: at.0 + 1,
            end: self.after(at).0,
        }
    }

    /// The first child that plays the part `field`.
    pub(super) fn child(&self, at: At, field: Field) -> Option<At> {
        self.children(at)
            .find(|&child| self.nodes[child.0 as usize].field == field)
    }

    /// The first child that is no mere token.
    pub(super) fn first(&self, at: At) -> Option<At> {
        self.named(at).next()
    }

    /// The children that are no mere tokens.
    pub(super) fn named(&self, at: At) -> impl Iterator<Item = At> + '_ {
        self.children(at)
            .filter(|&child| !self.kind(child).is_token())
    }

    pub(super) fn field(&self, at: At) -> Field {
        self.nodes[at.0 as usize].field
    }

    /// Does `at` have the child token `kind`?
    pub(super) fn has(&self, at: At, kind: Kind) -> bool {
        self.children(at).any(|child| self.kind(child) == kind)
    }
}

/// The children of a node, in order.
pub(super) struct Children<'t> {
    tree: &'t Tree,
    next: u32,
    end: u32,
}

impl Iterator for Children<'_> {
    type Item = At;

    fn next(&mut self) -> Option<At> {
        if self.next >= self.end {
            return None;
        }
        let at = At(self.next);
        self.next = self.tree.after(at).0;
        Some(at)
    }
}

/// Parses `source`; `None` if tree-sitter gave up.
pub(super) fn parse(source: &str, trees: Option<&Trees>) -> Option<tree_sitter::Tree> {
    thread_local! {
        static PARSER: RefCell<Option<Parser>> = RefCell::new(parser());
    }
    let code = parseable(source);
    PARSER.with_borrow_mut(|parser| match trees {
        Some(trees) => trees.parse(parser.as_mut()?, text::Language::JavaScript, &code),
        None => parser.as_mut()?.parse(&*code, None),
    })
}

/// The flat copy of `parsed`, the tree of `source`; without one an empty, damaged program.
pub(super) fn flatten(
    source: &str,
    parsed: Option<&tree_sitter::Tree>,
    trees: Option<&Trees>,
) -> Arc<Tree> {
    let Some(parsed) = parsed else {
        return Arc::new(nothing(source));
    };
    let last = trees.and_then(Trees::copied);
    let tree = Arc::new(copy(parsed, last.as_deref()));
    debug_assert!(tree.is_same(&copy(parsed, None)), "{source}");
    if let Some(trees) = trees.filter(|_| !tree.large.is_empty()) {
        trees.remember_copied(Copied {
            _parsed: parsed.clone(),
            tree: tree.clone(),
        });
    }
    tree
}

fn nothing(source: &str) -> Tree {
    Tree {
        nodes: vec![Node {
            kind: Kind::Program,
            field: Field::None,
            start: 0,
            end: source.len() as u32,
            after: 1,
        }],
        damaged: true,
        ..Tree::default()
    }
}

/// `source`, or what is parsed in its place, byte by byte as long. Names and texts are read from the
/// source, so other characters may stand for those that tree-sitter stumbles over:
///
/// * At the begin of a line it takes `in_x` and `instanceof_x` for operators, and puts no semicolon
///   before them.
/// * It ends a statement behind a `let` that stands alone in its line.
/// * A NUL ends the code.
fn parseable(source: &str) -> Cow<'_, str> {
    let mut replaced: Vec<(usize, char)> = Vec::new();
    for (at, byte) in source.bytes().enumerate() {
        match byte {
            b'i' if source[at..].starts_with("in") && is_mistaken(source, at) => {
                replaced.push((at, 'x'));
            }
            b'l' if source[at..].starts_with("let") => {
                let end = end_of_lone_let(source, at);
                replaced.extend(end.map(|end| (end, ' ')));
            }
            0 => replaced.push((at, '\u{1}')),
            _ => {}
        }
    }
    if replaced.is_empty() {
        return source.into();
    }
    replaced.sort_unstable();
    let mut code = String::with_capacity(source.len());
    let mut done = 0;
    for (at, char) in replaced {
        code.push_str(&source[done..at]);
        code.push(char);
        done = at + 1;
    }
    code.push_str(&source[done..]);
    code.into()
}

/// Does a name that begins like an operator stand first in its line?
fn is_mistaken(source: &str, at: usize) -> bool {
    let rest = source[at..]
        .strip_prefix("instanceof")
        .unwrap_or(&source[at + 2..]);
    let goes_on = |next: char| matches!(next, '0'..='9' | '_' | '$' | '\\') || is_letter(next);
    rest.starts_with(goes_on)
        && (begins_line(source, at) || source[..at].trim_end().ends_with("*/"))
}

/// The end of the line where `let` stands alone in it, with its names in the next.
fn end_of_lone_let(source: &str, at: usize) -> Option<usize> {
    let behind = &source[at + 3..];
    let rest = behind.trim_start_matches([' ', '\t', '\r']);
    let names = rest.strip_prefix('\n')?.trim_start();
    let is_name = |next: char| next.is_alphabetic() || matches!(next, '_' | '$' | '[' | '{');
    (begins_line(source, at) && names.starts_with(is_name)).then_some(source.len() - rest.len())
}

/// Is there nothing before `at` in its line?
fn begins_line(source: &str, at: usize) -> bool {
    let before = source[..at].trim_end_matches([' ', '\t', '\u{FEFF}', '\u{A0}']);
    before.is_empty() || before.ends_with(['\n', '\r', '\u{2028}', '\u{2029}'])
}

/// A letter of a name, beyond ASCII. tree-sitter takes nearly every character for one.
pub(super) fn is_letter(char: char) -> bool {
    !char.is_ascii() && is_id_continue_unicode(char) || matches!(char, '\u{200C}' | '\u{200D}')
}

fn parser() -> Option<Parser> {
    let mut parser = Parser::new();
    parser.set_language(&language()).ok()?;
    Some(parser)
}

fn language() -> Language {
    Language::new(tree_sitter_javascript::LANGUAGE)
}

fn copy(parsed: &tree_sitter::Tree, last: Option<&Copied>) -> Tree {
    let tables = tables();
    let root = parsed.root_node();
    let mut tree = Tree {
        damaged: root.has_error(),
        ..Tree::default()
    };
    let last = last.map(|last| &*last.tree);
    // With the numbers of their nodes.
    let mut open: Vec<(usize, usize)> = Vec::new();
    let mut cursor = root.walk();
    loop {
        let around = open.last().map(|&(index, _)| tree.nodes[index].kind);
        let inner = push(&mut tree, &cursor, tables, around);
        if let Some(index) = inner
            && tables.opens(tree.nodes[index].kind, tree.damaged, &cursor)
        {
            let id = cursor.node().id();
            let known = last.and_then(|last| Some((last, *last.large.get(&id)?)));
            if let Some((last, at)) = known {
                tree.take_over(index, id, last, at as usize);
            } else if cursor.goto_first_child() {
                open.push((index, id));
                continue;
            }
        }
        while !cursor.goto_next_sibling() {
            let Some((index, id)) = open.pop() else {
                return tree;
            };
            tree.close(index, id);
            cursor.goto_parent();
        }
    }
}

impl Tree {
    fn is_same(&self, other: &Tree) -> bool {
        self.nodes == other.nodes && self.comments == other.comments
    }

    /// The subtree of `index`, which tree-sitter knows by `id`, ends here.
    fn close(&mut self, index: usize, id: usize) {
        self.nodes[index].after = self.nodes.len() as u32;
        // The number of the root is one of the tree's own, which does not live on with a copy of it.
        if !self.damaged && index > 0 && self.nodes.len() - index >= LARGE {
            self.large.insert(id, index as u32);
        }
    }

    /// The node at `index` has the same subtree as the one at `at` of `last`.
    fn take_over(&mut self, index: usize, id: usize, last: &Tree, at: usize) {
        let old = last.nodes[at];
        let (moved, placed) = (
            self.nodes[index].start.wrapping_sub(old.start),
            (index as u32).wrapping_sub(at as u32),
        );
        let inside = &last.nodes[at + 1..old.after as usize];
        self.nodes.extend(inside.iter().map(|node| Node {
            start: node.start.wrapping_add(moved),
            end: node.end.wrapping_add(moved),
            after: node.after.wrapping_add(placed),
            ..*node
        }));
        let first = last
            .comments
            .partition_point(|known| u32::from(known.start()) < old.start);
        let comments = last.comments[first..].iter();
        let comments = comments.take_while(|known| u32::from(known.end()) <= old.end);
        self.comments.extend(comments.map(|known| {
            let place = |at: TextSize| TextSize::new(u32::from(at).wrapping_add(moved));
            TextRange::new(place(known.start()), place(known.end()))
        }));
        // Only copies of trees without errors are built upon.
        if !self.damaged {
            let inside = |known: &u32| (at as u32 + 1..old.after).contains(known);
            let large = last.large.iter().filter(|(_, known)| inside(known));
            self.large
                .extend(large.map(|(id, known)| (*id, known.wrapping_add(placed))));
        }
        self.close(index, id);
    }
}

/// Copies the node under the cursor, which stands in one of kind `around`; its index, unless it was left out.
fn push(
    tree: &mut Tree,
    cursor: &TreeCursor<'_>,
    tables: &Tables,
    around: Option<Kind>,
) -> Option<usize> {
    let node = cursor.node();
    let Range { start, end } = node.byte_range();
    let mut kind = tables.kind(node.kind_id());
    if tree.damaged && (node.is_missing() || start == end && kind == Kind::Identifier) {
        kind = Kind::Missing;
    }
    match kind {
        Kind::Punctuation => return None,
        Kind::Comment => {
            tree.comments
                .push(TextRange::new((start as u32).into(), (end as u32).into()));
            return None;
        }
        _ => {}
    }
    // What part a node plays takes a while to find out.
    let field = match kind.is_token() || around.is_none_or(Kind::is_list) {
        true => Field::None,
        false => tables.field(cursor.field_id().map_or(0, |id| id.get())),
    };
    let index = tree.nodes.len();
    tree.nodes.push(Node {
        kind,
        field,
        start: start as u32,
        end: end as u32,
        after: index as u32 + 1,
    });
    Some(index)
}

/// What the grammar's numbers mean.
struct Tables {
    kinds: Vec<Kind>,
    fields: Vec<Field>,
}

impl Tables {
    fn kind(&self, id: u16) -> Kind {
        match id {
            u16::MAX => Kind::Error,
            _ => self.kinds.get(id as usize).copied().unwrap_or(Kind::Other),
        }
    }

    fn field(&self, id: u16) -> Field {
        self.fields.get(id as usize).copied().unwrap_or(Field::None)
    }

    /// Are the children of `kind`, under the cursor, of any interest? Literals are read from the code itself, but a
    /// broken one may have swallowed statements.
    fn opens(&self, kind: Kind, damaged: bool, cursor: &TreeCursor<'_>) -> bool {
        match kind {
            Kind::String | Kind::Regex => damaged && cursor.node().has_error(),
            Kind::Identifier | Kind::PropertyName | Kind::Number => false,
            _ => !kind.is_token(),
        }
    }
}

fn tables() -> &'static Tables {
    static TABLES: OnceLock<Tables> = OnceLock::new();
    TABLES.get_or_init(|| {
        let language = language();
        let kinds = (0..language.node_kind_count() as u16)
            .map(|id| {
                let name = language.node_kind_for_id(id).unwrap_or_default();
                Kind::named(name, language.node_kind_is_named(id))
            })
            .collect();
        let fields = (0..=language.field_count() as u16)
            .map(|id| Field::named(language.field_name_for_id(id).unwrap_or_default()))
            .collect();
        Tables { kinds, fields }
    })
}
