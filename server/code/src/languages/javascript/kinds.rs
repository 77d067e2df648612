//! The names of the grammar that the lowering knows.

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
            pub(super) fn named(name: &str, named: bool) -> Kind {
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

impl Kind {
    /// What stands in it plays no part but that of an element: the grammar names no fields.
    pub(super) fn is_list(self) -> bool {
        matches!(
            self,
            Kind::Program
                | Kind::StatementBlock
                | Kind::Array
                | Kind::Object
                | Kind::Arguments
                | Kind::TemplateString
        )
    }
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
            pub(super) fn named(name: &str) -> Field {
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
