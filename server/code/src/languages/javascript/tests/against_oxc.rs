//! A second opinion: what oxc's parser and its scope analysis say of the same code. Where tree-sitter
//! reads something else without complaint, or a name means something else, this tells.

use std::collections::{BTreeMap, BTreeSet};

use oxc_allocator::Allocator;
use oxc_ast::AstKind;
use oxc_parser::Parser;
use oxc_semantic::{NodeId, Semantic, SemanticBuilder};
use oxc_span::{GetSpan, SourceType, Span};

use super::endurance::{Random, damage};
use super::{corpus, pages, walk};
use crate::Host;
use crate::ir::*;
use crate::languages::javascript::lower;
use crate::languages::javascript::tree::{At, Kind, flatten, parse};

/// Pages that oxc reads otherwise: in the first two Node is with us; the others are not modelled.
const OTHERWISE: [&str; 4] = [
    "nor where a let is in the way",
    "catch",
    "with: names may be properties of the object",
    "yield outside a generator",
];

#[test]
fn the_pages() {
    let mut figures = Figures::default();
    for (_, host, source) in pages().filter(|(title, ..)| !OTHERWISE.contains(title)) {
        figures.count(host, source);
    }
    println!("{figures:?}");
    assert!(figures.compared > 90, "{figures:?}");
    assert_eq!(figures.differing, Vec::<String>::new());
}

#[test]
fn the_corpus() {
    let mut figures = Figures::default();
    for (host, source) in corpus::snippets() {
        figures.count(host, &source);
    }
    println!("{figures:?}");
    assert_eq!(figures.differing, Vec::<String>::new());
}

/// Where oxc accepts what is left of a page, tree-sitter may still read something else.
#[test]
fn the_pages_with_random_damage() {
    const NOT_MODELLED: [&str; 5] = ["class", "delete", "await", "yield", "with"];
    let mut random = Random(11);
    let sources: Vec<(Host, &str)> = pages()
        .filter(|(_, _, source)| !NOT_MODELLED.iter().any(|word| source.contains(word)))
        .map(|(_, host, source)| (host, source))
        .collect();
    let mut figures = Figures {
        only_nodes: true,
        ..Figures::default()
    };
    for _ in 0..6000 {
        let (host, source) = sources[random.below(sources.len())];
        let mut bytes = source.as_bytes().to_vec();
        damage(&mut bytes, &mut random);
        figures.count(host, &String::from_utf8_lossy(&bytes));
    }
    println!("{} compared, {} refused", figures.compared, figures.refused);
    assert!(figures.compared > 500);
    assert_eq!(figures.differing, Vec::<String>::new());
}

#[derive(Debug, Default)]
struct Figures {
    /// Compare no names: where code is odd, oxc's are not always right.
    only_nodes: bool,
    compared: usize,
    references: usize,
    nodes: usize,
    /// oxc refuses them.
    refused: usize,
    /// oxc accepts them, the lowering could not make sense of them.
    damaged: Vec<String>,
    differing: Vec<String>,
}

impl Figures {
    fn count(&mut self, host: Host, source: &str) {
        let (prefix, suffix) = match host {
            Host::AsyncBody => ("async function body() {", "\n}"),
            Host::Comparator => ("(a, b) => {", "\n}"),
            _ => ("", ""),
        };
        let whole = format!("{prefix}{source}{suffix}");
        let allocator = Allocator::default();
        let parsed = Parser::new(&allocator, &whole, SourceType::script()).parse();
        let semantic = SemanticBuilder::new()
            .with_check_syntax_error(true)
            .with_build_nodes(true)
            .build(&parsed.program);
        if !parsed.diagnostics.is_empty() || !semantic.diagnostics.is_empty() {
            self.refused += 1;
            return;
        }
        let program = lower(source, host);
        if program.damaged {
            self.damaged.push(first_error(source));
            return;
        }
        self.compared += 1;
        let theirs = Theirs {
            semantic: &semantic.semantic,
            source,
            shift: prefix.len() as u32,
        };
        self.compare_nodes(&theirs, &program);
        if !self.only_nodes {
            self.compare_names(&theirs, &program);
        }
    }

    fn compare_nodes(&mut self, theirs: &Theirs<'_>, program: &Program) {
        let source = theirs.source;
        let (theirs, ours) = (theirs.nodes(), our_nodes(program, source));
        self.nodes += ours.len();
        for (place, only) in [
            ("only here", &ours - &theirs),
            ("only in oxc", &theirs - &ours),
        ] {
            self.differing.extend(only.iter().map(|(start, label)| {
                let text: String = source[*start as usize..].chars().take(40).collect();
                format!("{place}: {label} at {start}: {text}")
            }));
        }
    }

    /// Every variable of ours is one of theirs, and the other way round.
    fn compare_names(&mut self, theirs: &Theirs<'_>, program: &Program) {
        let mut ours: BTreeMap<u32, Meaning> = BTreeMap::new();
        walk::uses(program, &mut |variable, range| {
            let meaning = match program.variable(variable).kind {
                VariableKind::ImplicitGlobal => Meaning::Global,
                _ => Meaning::Variable(variable.0),
            };
            // Parameters of the host have no place.
            if !range.is_empty() {
                ours.insert(range.start().into(), meaning);
            }
        });
        for expr in &program.exprs {
            if let ExprKind::Global(_) | ExprKind::Literal(Literal::Undefined) = expr.kind {
                ours.insert(expr.range.start().into(), Meaning::Global);
            }
        }
        let mut pairs: BTreeSet<(u32, u32)> = BTreeSet::new();
        for (start, name, meaning) in theirs.references() {
            self.references += 1;
            match (ours.get(&start), meaning) {
                (Some(Meaning::Global), Meaning::Global) => {}
                (Some(Meaning::Variable(our)), Meaning::Variable(their)) => {
                    pairs.insert((*our, their));
                }
                // Not an assignment, see `patterns`.
                (None, Meaning::Global) if READ_ONLY.contains(&&*name) => {}
                (our, their) => {
                    self.differing
                        .push(format!("{name} at {start}: here {our:?}, oxc {their:?}"));
                }
            }
        }
        let (ours, theirs): (BTreeSet<_>, BTreeSet<_>) = pairs.iter().copied().unzip();
        if ours.len() != pairs.len() || theirs.len() != pairs.len() {
            self.differing.push(format!("other variables: {pairs:?}"));
        }
    }
}

const READ_ONLY: [&str; 4] = ["undefined", "NaN", "Infinity", "arguments"];

/// What stands where tree-sitter first gave up, if it did.
fn first_error(source: &str) -> String {
    let tree = flatten(source, parse(source, None).as_ref(), None);
    let error = tree
        .subtree(At::ROOT)
        .find(|&at| matches!(tree.kind(at), Kind::Error | Kind::Missing));
    error.map_or("accepted by tree-sitter".into(), |at| {
        source[tree.range(at).start().into()..]
            .chars()
            .take(60)
            .collect()
    })
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Meaning {
    Variable(u32),
    Global,
}

/// What oxc makes of a snippet.
struct Theirs<'a> {
    semantic: &'a Semantic<'a>,
    source: &'a str,
    /// The length of what stands before the snippet.
    shift: u32,
}

impl Theirs<'_> {
    /// The place in the snippet, if it is one.
    fn place(&self, span: Span) -> Option<u32> {
        let start = span.start.checked_sub(self.shift)?;
        ((start as usize) < self.source.len()).then_some(start)
    }

    fn references(&self) -> Vec<(u32, String, Meaning)> {
        let scoping = self.semantic.scoping();
        let identifiers = self
            .semantic
            .nodes()
            .iter()
            .filter_map(|node| match node.kind() {
                AstKind::IdentifierReference(identifier) => Some(identifier),
                _ => None,
            });
        identifiers
            .filter_map(|identifier| {
                let reference = scoping.get_reference(identifier.reference_id());
                let meaning = reference.symbol_id().map_or(Meaning::Global, |symbol| {
                    Meaning::Variable(symbol.index() as u32)
                });
                Some((
                    self.place(identifier.span)?,
                    identifier.name.to_string(),
                    meaning,
                ))
            })
            .collect()
    }

    /// `a?.b` in `delete a?.b` is no expression here.
    fn is_deleted(&self, node: NodeId) -> bool {
        let nodes = self.semantic.nodes();
        match (nodes.kind(node), nodes.parent_kind(node)) {
            (AstKind::ChainExpression(_), AstKind::UnaryExpression(unary)) => {
                unary.operator.as_str() == "delete"
            }
            _ => false,
        }
    }

    fn nodes(&self) -> BTreeSet<(u32, String)> {
        let nodes = self.semantic.nodes().iter();
        nodes
            .filter(|node| !self.is_deleted(node.id()))
            .filter_map(|node| Some((self.place(node.kind().span())?, their_label(node.kind())?)))
            .collect()
    }
}

/// What both sides must hold, place by place.
fn their_label(kind: AstKind<'_>) -> Option<String> {
    let word = match kind {
        AstKind::CallExpression(call) => return Some(format!("call of {}", call.arguments.len())),
        AstKind::NewExpression(call) => return Some(format!("new of {}", call.arguments.len())),
        AstKind::BinaryExpression(binary) => return Some(binary.operator.as_str().into()),
        AstKind::LogicalExpression(logical) => return Some(logical.operator.as_str().into()),
        AstKind::UnaryExpression(unary) if unary.operator.as_str() != "delete" => {
            return Some(format!("unary {}", unary.operator.as_str()));
        }
        AstKind::StringLiteral(literal) if !literal.lone_surrogates => {
            return Some(format!("{:?}", literal.value.as_str()));
        }
        AstKind::NumericLiteral(literal) => return Some(literal.value.to_string()),
        AstKind::ConditionalExpression(_) => "conditional",
        AstKind::SequenceExpression(_) => "sequence",
        AstKind::AwaitExpression(_) => "await",
        AstKind::YieldExpression(_) => "yield",
        AstKind::ChainExpression(_) => "chain",
        AstKind::ObjectExpression(_) => "object",
        AstKind::ArrayExpression(_) => "array",
        AstKind::UpdateExpression(_) => "update",
        AstKind::ArrowFunctionExpression(_) => "arrow",
        AstKind::RegExpLiteral(_) => "regex",
        AstKind::ReturnStatement(_) => "return",
        AstKind::ThrowStatement(_) => "throw",
        AstKind::IfStatement(_) => "if",
        AstKind::SwitchStatement(_) => "switch",
        AstKind::TryStatement(_) => "try",
        AstKind::BreakStatement(_) => "break",
        AstKind::ContinueStatement(_) => "continue",
        AstKind::LabeledStatement(_) => "label",
        AstKind::WhileStatement(_) | AstKind::DoWhileStatement(_) | AstKind::ForStatement(_) => {
            "while"
        }
        AstKind::ForInStatement(_) | AstKind::ForOfStatement(_) => "for",
        _ => return None,
    };
    Some(word.into())
}

fn our_nodes(program: &Program, source: &str) -> BTreeSet<(u32, String)> {
    let mut nodes = BTreeSet::new();
    for expr in &program.exprs {
        // A template without holes is a string here.
        let is_template = source[expr.range].starts_with('`')
            && matches!(expr.kind, ExprKind::Literal(Literal::Str(_)));
        if let Some(label) = our_label(program, expr).filter(|_| !is_template) {
            nodes.insert((expr.range.start().into(), label));
        }
    }
    walk::keys(program, &mut |name, range| {
        let label = match source[range].chars().next() {
            Some('"' | '\'') => format!("{name:?}"),
            Some('0'..='9' | '.') => name.parse::<f64>().unwrap().to_string(),
            _ => return,
        };
        nodes.insert((range.start().into(), label));
    });
    walk::statements(program, &mut |stmt| {
        let label = match &stmt.kind {
            StmtKind::Return(_) => "return",
            StmtKind::Throw(_) => "throw",
            StmtKind::If { .. } => "if",
            StmtKind::Switch { .. } => "switch",
            StmtKind::Try { .. } => "try",
            StmtKind::Break(_) => "break",
            StmtKind::Continue(_) => "continue",
            StmtKind::Labeled(..) => "label",
            StmtKind::While { .. } => "while",
            StmtKind::For { .. } => "for",
            _ => return,
        };
        nodes.insert((stmt.range.start().into(), label.into()));
    });
    nodes
}

fn our_label(program: &Program, expr: &Expr) -> Option<String> {
    let word = match &expr.kind {
        // A static block or field, which runs when the class is made.
        ExprKind::Call { callee, .. } if program.expr(*callee).range == expr.range => return None,
        ExprKind::Call { args, .. } => return Some(format!("call of {}", args.len())),
        ExprKind::New { args, .. } => return Some(format!("new of {}", args.len())),
        ExprKind::Binary(operator, ..) => return Some(binary(*operator).into()),
        ExprKind::Compare(_, rest) => return Some(comparison(rest[0].0).into()),
        ExprKind::Logical(LogicalOp::And, ..) => "&&",
        ExprKind::Logical(LogicalOp::Or, ..) => "||",
        ExprKind::Logical(LogicalOp::Nullish, ..) => "??",
        ExprKind::Unary(operator, _) => return Some(format!("unary {}", unary(*operator))),
        ExprKind::Literal(Literal::Str(text)) => return Some(format!("{:?}", text.as_str())),
        ExprKind::Literal(Literal::Int(value)) => return Some((*value as f64).to_string()),
        ExprKind::Literal(Literal::Float(value)) => return Some(value.to_string()),
        ExprKind::Literal(Literal::Regex) => "regex",
        ExprKind::Conditional { .. } => "conditional",
        ExprKind::Sequence(_) => "sequence",
        ExprKind::Await(_) => "await",
        ExprKind::Yield(_) | ExprKind::YieldFrom(_) => "yield",
        ExprKind::OptionalChain(_) => "chain",
        ExprKind::Object(_) => "object",
        ExprKind::Array(..) => "array",
        ExprKind::Update { .. } => "update",
        ExprKind::Function(id) if program.function(*id).kind == FunctionKind::Arrow => "arrow",
        _ => return None,
    };
    Some(word.into())
}

fn unary(operator: UnaryOp) -> &'static str {
    match operator {
        UnaryOp::Not => "!",
        UnaryOp::Minus => "-",
        UnaryOp::Plus => "+",
        UnaryOp::Invert => "~",
        UnaryOp::Typeof => "typeof",
        UnaryOp::Void => "void",
    }
}

fn binary(operator: BinaryOp) -> &'static str {
    match operator {
        BinaryOp::Add => "+",
        BinaryOp::Sub => "-",
        BinaryOp::Mul => "*",
        BinaryOp::Div => "/",
        BinaryOp::Mod => "%",
        BinaryOp::Pow => "**",
        BinaryOp::BitAnd => "&",
        BinaryOp::BitOr => "|",
        BinaryOp::BitXor => "^",
        BinaryOp::ShiftLeft => "<<",
        BinaryOp::ShiftRight => ">>",
        BinaryOp::ShiftRightUnsigned => ">>>",
        BinaryOp::FloorDiv | BinaryOp::MatMul => "Python's",
    }
}

fn comparison(operator: CompareOp) -> &'static str {
    match operator {
        CompareOp::Eq => "===",
        CompareOp::NotEq => "!==",
        CompareOp::LooseEq => "==",
        CompareOp::LooseNotEq => "!=",
        CompareOp::Less => "<",
        CompareOp::LessEq => "<=",
        CompareOp::Greater => ">",
        CompareOp::GreaterEq => ">=",
        CompareOp::In => "in",
        CompareOp::InstanceOf => "instanceof",
        CompareOp::Is | CompareOp::IsNot | CompareOp::NotIn => "Python's",
    }
}
