//! The tree of tree-sitter-python with its kinds and fields as enums instead of strings.

use std::cell::RefCell;
use std::sync::LazyLock;

use text_size::{TextRange, TextSize};
use tree_sitter::{Language, Node, Parser, Tree};

use crate::languages::Trees;

/// The tree of `source`; `None` only if the parser gives up, which it has no reason to.
pub(super) fn parse(source: &str, trees: Option<&Trees>) -> Option<Tree> {
    thread_local! {
        static PARSER: RefCell<Parser> = RefCell::new(parser());
    }
    PARSER.with_borrow_mut(|parser| match trees {
        Some(trees) => trees.parse(parser, text::Language::Python, source),
        None => parser.parse(source, None),
    })
}

fn parser() -> Parser {
    let mut parser = Parser::new();
    // A version mismatch would show in every test; here it leaves a parser that returns `None`.
    let _ = parser.set_language(&GRAMMAR.language);
    parser
}

/// What the lowering asks of a node.
pub(super) trait Syntax<'t>: Sized {
    /// The kind of a named node; tokens are [`Kind::Token`].
    fn syntax(self) -> Kind;
    /// The first child in that field.
    fn part(self, field: Field) -> Option<Node<'t>>;
    /// Bytes of the source.
    fn text_range(self) -> TextRange;
    /// Named children that are neither comments nor line continuations.
    fn parts(self) -> Vec<Node<'t>>;
    /// All children, tokens too, that are neither comments nor line continuations.
    fn tokens(self) -> Vec<Node<'t>>;
    /// A direct child is an error or was made up by the parser.
    fn broken(self) -> bool;
}

impl<'t> Syntax<'t> for Node<'t> {
    fn syntax(self) -> Kind {
        let id = usize::from(self.kind_id());
        GRAMMAR.kinds.get(id).copied().unwrap_or(Kind::Error)
    }

    fn part(self, field: Field) -> Option<Node<'t>> {
        self.child_by_field_id(GRAMMAR.fields[field as usize])
    }

    fn text_range(self) -> TextRange {
        TextRange::new(offset(self.start_byte()), offset(self.end_byte()))
    }

    fn parts(self) -> Vec<Node<'t>> {
        children(self, |child| child.is_named() && counts(child))
    }

    fn tokens(self) -> Vec<Node<'t>> {
        children(self, counts)
    }

    fn broken(self) -> bool {
        self.has_error()
            && !children(self, |child| child.is_error() || child.is_missing()).is_empty()
    }
}

fn children<'t>(node: Node<'t>, keep: impl Fn(&Node<'t>) -> bool) -> Vec<Node<'t>> {
    let mut cursor = node.walk();
    node.children(&mut cursor).filter(keep).collect()
}

/// Errors are extras to tree-sitter, too.
fn counts(child: &Node<'_>) -> bool {
    !child.is_extra() || child.is_error()
}

fn offset(byte: usize) -> TextSize {
    TextSize::new(u32::try_from(byte).unwrap_or(u32::MAX))
}

struct Grammar {
    language: Language,
    /// By kind id.
    kinds: Vec<Kind>,
    /// By [`Field`].
    fields: Vec<u16>,
}

static GRAMMAR: LazyLock<Grammar> = LazyLock::new(|| {
    let language: Language = tree_sitter_python::LANGUAGE.into();
    let kinds = (0..language.node_kind_count() as u16)
        .map(|id| kind_of(&language, id))
        .collect();
    let fields = Field::NAMES
        .iter()
        .map(|name| language.field_id_for_name(name).map_or(0, |id| id.get()))
        .collect();
    Grammar {
        language,
        kinds,
        fields,
    }
});

fn kind_of(language: &Language, id: u16) -> Kind {
    match language.node_kind_for_id(id) {
        Some(name) if language.node_kind_is_named(id) => Kind::named(name),
        _ => Kind::Token,
    }
}

macro_rules! kinds {
    ($($variant:ident $name:literal)*) => {
        /// The named nodes that the lowering tells apart.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum Kind {
            $(#[doc = $name] $variant,)*
            /// A named node of another kind.
            Other,
            /// An operator, a bracket, a keyword.
            Token,
            /// What the parser could not make sense of.
            Error,
        }

        impl Kind {
            fn named(name: &str) -> Kind {
                match name {
                    $($name => Kind::$variant,)*
                    _ => Kind::Other,
                }
            }

            /// Every kind with its name in the grammar.
            #[cfg(test)]
            pub(super) const NAMES: &[&str] = &[$($name),*];
        }
    };
}

kinds! {
    AliasedImport "aliased_import"
    ArgumentList "argument_list"
    AsPattern "as_pattern"
    AsPatternTarget "as_pattern_target"
    AssertStatement "assert_statement"
    Assignment "assignment"
    Attribute "attribute"
    AugmentedAssignment "augmented_assignment"
    Await "await"
    BinaryOperator "binary_operator"
    Block "block"
    BooleanOperator "boolean_operator"
    BreakStatement "break_statement"
    Call "call"
    CaseClause "case_clause"
    CasePattern "case_pattern"
    ClassDefinition "class_definition"
    ClassPattern "class_pattern"
    Comment "comment"
    ComparisonOperator "comparison_operator"
    ComplexPattern "complex_pattern"
    ConcatenatedString "concatenated_string"
    ConditionalExpression "conditional_expression"
    ConstrainedType "constrained_type"
    ContinueStatement "continue_statement"
    DecoratedDefinition "decorated_definition"
    Decorator "decorator"
    DefaultParameter "default_parameter"
    DeleteStatement "delete_statement"
    DictPattern "dict_pattern"
    Dictionary "dictionary"
    DictionaryComprehension "dictionary_comprehension"
    DictionarySplat "dictionary_splat"
    DictionarySplatPattern "dictionary_splat_pattern"
    DottedName "dotted_name"
    ElifClause "elif_clause"
    Ellipsis "ellipsis"
    ElseClause "else_clause"
    ExceptClause "except_clause"
    ExecStatement "exec_statement"
    ExpressionList "expression_list"
    ExpressionStatement "expression_statement"
    False "false"
    FinallyClause "finally_clause"
    Float "float"
    ForInClause "for_in_clause"
    ForStatement "for_statement"
    FormatExpression "format_expression"
    FutureImportStatement "future_import_statement"
    FunctionDefinition "function_definition"
    GeneratorExpression "generator_expression"
    GenericType "generic_type"
    GlobalStatement "global_statement"
    Identifier "identifier"
    IfClause "if_clause"
    IfStatement "if_statement"
    ImportFromStatement "import_from_statement"
    ImportPrefix "import_prefix"
    ImportStatement "import_statement"
    Integer "integer"
    Interpolation "interpolation"
    KeywordArgument "keyword_argument"
    KeywordPattern "keyword_pattern"
    KeywordSeparator "keyword_separator"
    Lambda "lambda"
    List "list"
    ListComprehension "list_comprehension"
    ListPattern "list_pattern"
    ListSplat "list_splat"
    ListSplatPattern "list_splat_pattern"
    MatchStatement "match_statement"
    MemberType "member_type"
    NamedExpression "named_expression"
    None "none"
    NonlocalStatement "nonlocal_statement"
    NotOperator "not_operator"
    Pair "pair"
    Parameters "parameters"
    ParenthesizedExpression "parenthesized_expression"
    PassStatement "pass_statement"
    PatternList "pattern_list"
    PositionalSeparator "positional_separator"
    PrintStatement "print_statement"
    RaiseStatement "raise_statement"
    RelativeImport "relative_import"
    ReturnStatement "return_statement"
    Set "set"
    SetComprehension "set_comprehension"
    Slice "slice"
    SplatPattern "splat_pattern"
    SplatType "splat_type"
    String "string"
    StringContent "string_content"
    StringEnd "string_end"
    StringStart "string_start"
    Subscript "subscript"
    True "true"
    TryStatement "try_statement"
    Tuple "tuple"
    TuplePattern "tuple_pattern"
    Type "type"
    TypeAliasStatement "type_alias_statement"
    TypedDefaultParameter "typed_default_parameter"
    TypedParameter "typed_parameter"
    UnaryOperator "unary_operator"
    UnionPattern "union_pattern"
    UnionType "union_type"
    WhileStatement "while_statement"
    WildcardImport "wildcard_import"
    WithClause "with_clause"
    WithItem "with_item"
    WithStatement "with_statement"
    Yield "yield"
}

impl Kind {
    /// A statement without blocks.
    pub(super) fn is_simple(self) -> bool {
        use Kind::*;
        matches!(
            self,
            AssertStatement
                | BreakStatement
                | ContinueStatement
                | DeleteStatement
                | ExecStatement
                | ExpressionStatement
                | FutureImportStatement
                | GlobalStatement
                | ImportFromStatement
                | ImportStatement
                | NonlocalStatement
                | PassStatement
                | PrintStatement
                | RaiseStatement
                | ReturnStatement
                | TypeAliasStatement
        )
    }

    /// A statement with blocks.
    pub(super) fn is_compound(self) -> bool {
        use Kind::*;
        matches!(
            self,
            ClassDefinition
                | DecoratedDefinition
                | ForStatement
                | FunctionDefinition
                | IfStatement
                | MatchStatement
                | TryStatement
                | WhileStatement
                | WithStatement
        )
    }

    /// A comprehension or generator expression.
    pub(super) fn is_comprehension(self) -> bool {
        use Kind::*;
        matches!(
            self,
            DictionaryComprehension | GeneratorExpression | ListComprehension | SetComprehension
        )
    }
}

macro_rules! fields {
    ($($variant:ident $name:literal)*) => {
        /// The fields that the lowering reads.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum Field { $(#[doc = $name] $variant,)* }

        impl Field {
            const NAMES: &[&str] = &[$($name),*];
        }
    };
}

fields! {
    Alias "alias"
    Alternative "alternative"
    Argument "argument"
    Arguments "arguments"
    Attribute "attribute"
    Body "body"
    Cause "cause"
    Condition "condition"
    Definition "definition"
    Expression "expression"
    FormatSpecifier "format_specifier"
    Function "function"
    Guard "guard"
    Key "key"
    Left "left"
    ModuleName "module_name"
    Name "name"
    Object "object"
    Operator "operator"
    Parameters "parameters"
    ReturnType "return_type"
    Right "right"
    Superclasses "superclasses"
    Type "type"
    TypeConversion "type_conversion"
    TypeParameters "type_parameters"
    Value "value"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_and_field_exists_in_the_grammar() {
        let language = &GRAMMAR.language;
        for name in Kind::NAMES {
            // Aliases have no id by name; they are found among the ids all the same.
            let found = (0..language.node_kind_count() as u16)
                .any(|id| language.node_kind_for_id(id) == Some(*name));
            assert!(found, "{name}");
        }
        for (name, id) in Field::NAMES.iter().zip(&GRAMMAR.fields) {
            assert_ne!(*id, 0, "{name}");
        }
    }

    #[test]
    fn the_parser_is_set_up() {
        assert!(parse("x = 1", None).is_some());
    }
}
