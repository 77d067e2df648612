//! The tree-sitter tree, copied once into a flat array.
//!
//! Nodes stand in the order of the code, each knows where its subtree ends: children are found,
//! and whole expressions skipped, without asking tree-sitter again. Comments and the punctuation
//! that says nothing are left out.

use std::borrow::Cow;
use std::cell::RefCell;
use std::ops::Range;
use std::sync::OnceLock;

use text_size::{TextRange, TextSize};
use tree_sitter::{Language, Parser, TreeCursor};
use unicode_id_start::is_id_continue_unicode;

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
}

#[derive(Debug, Clone, Copy)]
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

/// Parses `source`. Without a tree (tree-sitter gave up) the answer is an empty, damaged program.
pub(super) fn parse(source: &str) -> Tree {
    thread_local! {
        static PARSER: RefCell<Option<Parser>> = RefCell::new(parser());
    }
    let code = parseable(source);
    let parsed = PARSER.with_borrow_mut(|parser| parser.as_mut()?.parse(&*code, None));
    match parsed {
        Some(parsed) => copy(&parsed),
        None => Tree {
            nodes: vec![Node {
                kind: Kind::Program,
                field: Field::None,
                start: 0,
                end: source.len() as u32,
                after: 1,
            }],
            comments: Vec::new(),
            damaged: true,
        },
    }
}

/// `source`, or what is parsed in its place, byte by byte as long.
///
/// At the begin of a line tree-sitter takes `in_x` and `instanceof_x` for operators, and puts no
/// semicolon before them. Names are read from the source, so these may have any other.
fn parseable(source: &str) -> Cow<'_, str> {
    let mistaken: Vec<usize> = source
        .match_indices("in")
        .map(|(at, _)| at)
        .filter(|&at| is_mistaken(source, at))
        .collect();
    if mistaken.is_empty() {
        return source.into();
    }
    let mut code = String::with_capacity(source.len());
    let mut done = 0;
    for at in mistaken {
        code.push_str(&source[done..at]);
        code.push('x');
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
    let before = source[..at].trim_end_matches([' ', '\t', '\u{FEFF}', '\u{A0}']);
    rest.starts_with(goes_on) && before.ends_with(['\n', '\r', '\u{2028}', '\u{2029}', '/'])
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

fn copy(parsed: &tree_sitter::Tree) -> Tree {
    let tables = tables();
    let root = parsed.root_node();
    let mut tree = Tree {
        damaged: root.has_error(),
        ..Tree::default()
    };
    let mut open: Vec<usize> = Vec::new();
    let mut cursor = root.walk();
    loop {
        let inner = push(&mut tree, &cursor, tables);
        if let Some(index) = inner
            && tables.opens(tree.nodes[index].kind, tree.damaged)
            && cursor.goto_first_child()
        {
            open.push(index);
            continue;
        }
        while !cursor.goto_next_sibling() {
            let Some(index) = open.pop() else {
                return tree;
            };
            tree.nodes[index].after = tree.nodes.len() as u32;
            cursor.goto_parent();
        }
    }
}

/// Copies the node under the cursor; its index, unless it was left out.
fn push(tree: &mut Tree, cursor: &TreeCursor<'_>, tables: &Tables) -> Option<usize> {
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
    let field = match kind.is_token() {
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

    /// Are the children of `kind` of any interest? Literals are read from the code itself, but a
    /// broken one may have swallowed statements.
    fn opens(&self, kind: Kind, damaged: bool) -> bool {
        match kind {
            Kind::String | Kind::Regex => damaged,
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

/// Declares [`Kind`] with the grammar's names: first the nodes, then the tokens.
macro_rules! kinds {
    ($($node:ident = $($name:literal)|+,)+ ; $($token:ident = $text:literal,)+) => {
        /// What a node is.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum Kind {
            $($node,)+
            /// A token that tree-sitter invented.
            Missing,
            /// What tree-sitter could not make sense of.
            Error,
            /// A node that this file has never heard of.
            Other,
            $($token,)+
            /// A token that says nothing that the tree does not say.
            Punctuation,
        }

        impl Kind {
            fn named(name: &str, named: bool) -> Kind {
                match (name, named) {
                    $(($($name)|+, true) => Kind::$node,)+
                    $(($text, false) => Kind::$token,)+
                    (_, true) => Kind::Other,
                    (_, false) => Kind::Punctuation,
                }
            }

            /// A keyword or operator, not a node of its own.
            pub(super) fn is_token(self) -> bool {
                self as u8 > Kind::Other as u8
            }
        }
    };
}

kinds! {
    Program = "program",
    Comment = "comment" | "html_comment" | "hash_bang_line",

    Identifier = "identifier" | "undefined",
    PropertyName = "property_identifier" | "statement_identifier",
    PrivateName = "private_property_identifier",
    Shorthand = "shorthand_property_identifier",
    ShorthandPattern = "shorthand_property_identifier_pattern",
    ComputedName = "computed_property_name",
    Number = "number",
    String = "string",
    StringFragment = "string_fragment",
    Escape = "escape_sequence",
    TemplateString = "template_string",
    Substitution = "template_substitution",
    Regex = "regex",
    RegexPart = "regex_pattern" | "regex_flags",
    True = "true",
    False = "false",
    Null = "null",
    This = "this",
    Super = "super",

    Array = "array",
    Object = "object",
    Pair = "pair",
    Spread = "spread_element",
    Method = "method_definition",
    Parenthesized = "parenthesized_expression",
    Sequence = "sequence_expression",
    Unary = "unary_expression",
    Binary = "binary_expression",
    Update = "update_expression",
    Ternary = "ternary_expression",
    Assignment = "assignment_expression",
    AugmentedAssignment = "augmented_assignment_expression",
    Await = "await_expression",
    Yield = "yield_expression",
    Member = "member_expression",
    Subscript = "subscript_expression",
    Call = "call_expression",
    New = "new_expression",
    Arguments = "arguments",
    OptionalChain = "optional_chain",
    MetaProperty = "meta_property",
    ImportKeyword = "import",
    Jsx = "jsx_element" | "jsx_self_closing_element",
    JsxPart = "jsx_opening_element" | "jsx_closing_element" | "jsx_attribute"
        | "jsx_namespace_name" | "jsx_text" | "html_character_reference",
    JsxExpression = "jsx_expression",

    ArrayPattern = "array_pattern",
    ObjectPattern = "object_pattern",
    PairPattern = "pair_pattern",
    RestPattern = "rest_pattern",
    AssignmentPattern = "assignment_pattern" | "object_assignment_pattern",

    Arrow = "arrow_function",
    FunctionExpression = "function_expression" | "generator_function",
    FunctionDeclaration = "function_declaration" | "generator_function_declaration",
    Parameters = "formal_parameters",
    Class = "class",
    ClassDeclaration = "class_declaration",
    ClassHeritage = "class_heritage",
    ClassBody = "class_body",
    FieldDefinition = "field_definition",
    StaticBlock = "class_static_block",
    Decorator = "decorator",

    VariableDeclaration = "variable_declaration",
    LexicalDeclaration = "lexical_declaration",
    UsingDeclaration = "using_declaration",
    Declarator = "variable_declarator",
    ExpressionStatement = "expression_statement",
    StatementBlock = "statement_block",
    If = "if_statement",
    Else = "else_clause",
    Switch = "switch_statement",
    SwitchBody = "switch_body",
    SwitchCase = "switch_case",
    SwitchDefault = "switch_default",
    For = "for_statement",
    ForIn = "for_in_statement",
    While = "while_statement",
    Do = "do_statement",
    Try = "try_statement",
    Catch = "catch_clause",
    Finally = "finally_clause",
    With = "with_statement",
    Break = "break_statement",
    Continue = "continue_statement",
    Return = "return_statement",
    Throw = "throw_statement",
    Debugger = "debugger_statement",
    Empty = "empty_statement",
    Labeled = "labeled_statement",
    Import = "import_statement",
    ImportClause = "import_clause",
    NamespaceImport = "namespace_import",
    NamedImports = "named_imports",
    ImportSpecifier = "import_specifier",
    ImportAttribute = "import_attribute",
    Export = "export_statement",
    ExportClause = "export_clause" | "export_specifier" | "namespace_export",
    ;
    Comma = ",",
    Async = "async",
    AwaitKeyword = "await",
    Var = "var",
    Let = "let",
    Const = "const",
    Using = "using",
    FunctionKeyword = "function",
    ClassKeyword = "class",
    Get = "get",
    Set = "set",
    Static = "static",
    StaticGet = "static get",
    Star = "*",
    In = "in",
    Of = "of",
    Default = "default",
    NewKeyword = "new",
    CatchKeyword = "catch",
    Plus = "+",
    Minus = "-",
    Slash = "/",
    Percent = "%",
    Power = "**",
    And = "&",
    Or = "|",
    Xor = "^",
    ShiftLeft = "<<",
    ShiftRight = ">>",
    ShiftRightUnsigned = ">>>",
    AndAnd = "&&",
    OrOr = "||",
    Nullish = "??",
    Less = "<",
    LessEq = "<=",
    Greater = ">",
    GreaterEq = ">=",
    LooseEq = "==",
    LooseNotEq = "!=",
    StrictEq = "===",
    StrictNotEq = "!==",
    InstanceOf = "instanceof",
    Not = "!",
    Invert = "~",
    Typeof = "typeof",
    Void = "void",
    Delete = "delete",
    Increment = "++",
    Decrement = "--",
    AddAssign = "+=",
    SubAssign = "-=",
    MulAssign = "*=",
    DivAssign = "/=",
    ModAssign = "%=",
    XorAssign = "^=",
    AndAssign = "&=",
    OrAssign = "|=",
    ShiftRightAssign = ">>=",
    ShiftRightUnsignedAssign = ">>>=",
    ShiftLeftAssign = "<<=",
    PowAssign = "**=",
    AndAndAssign = "&&=",
    OrOrAssign = "||=",
    NullishAssign = "??=",
}

/// Declares [`Field`] with the grammar's names.
macro_rules! fields {
    ($($field:ident = $name:literal,)+) => {
        /// The part a node plays in its parent.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum Field {
            $($field,)+
            /// None that matters here.
            None,
        }

        impl Field {
            fn named(name: &str) -> Field {
                match name {
                    $($name => Field::$field,)+
                    _ => Field::None,
                }
            }
        }
    };
}

fields! {
    Alias = "alias",
    Alternative = "alternative",
    Argument = "argument",
    Arguments = "arguments",
    Body = "body",
    Condition = "condition",
    Consequence = "consequence",
    Constructor = "constructor",
    Declaration = "declaration",
    Decorator = "decorator",
    Finalizer = "finalizer",
    Function = "function",
    Handler = "handler",
    Increment = "increment",
    Index = "index",
    Initializer = "initializer",
    Key = "key",
    Label = "label",
    Left = "left",
    Member = "member",
    Name = "name",
    Object = "object",
    Parameter = "parameter",
    Parameters = "parameters",
    Property = "property",
    Right = "right",
    Source = "source",
    Value = "value",
}
