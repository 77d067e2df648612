//! Where V8 and oxc do not agree: what V8 lets pass, and what it refuses although oxc does not.

use std::borrow::Cow;

use oxc_ast::ast::{
    ClassElement, Decorator, MethodDefinition, MethodDefinitionKind, Program, PropertyDefinition,
    RegExpLiteral, VariableDeclaration, VariableDeclarationKind,
};
use oxc_ast_visit::Visit;
use oxc_span::{GetSpan, Span};

use super::judge::Fault;
use super::tokens::{Token, TokenKind, tokens};
use super::v8::is_keyword;
use crate::Host;

/// What is to be done about a complaint of oxc.
pub(super) enum Pardon {
    /// V8 complains too.
    No,
    /// V8 accepts this: judge the same code with a stand-in of the same length at this place.
    Instead(String),
    /// V8 may accept this, and there is no stand-in.
    Silence,
}

/// What is to be done about `fault`, a complaint about what stands behind byte `from` of the code.
pub(super) fn pardon(host: Host, code: &str, from: usize, fault: &Fault) -> Pardon {
    let word = &code[fault.range];
    match fault.message.as_str() {
        // Dify's code is in a CommonJS module, whose body is a function.
        "Unexpected new.target expression" if host == Host::Eval => stand_in(code, fault),
        // Classes are strict, but Node 20 does not look for octal numbers outside of methods.
        message if message.starts_with("'0'-prefixed octal") && host == Host::Eval => {
            let digits = word.replace(|c: char| c.is_ascii_digit(), "1");
            if word.starts_with('0') && code.contains("class") {
                Pardon::Instead(replaced(code, fault, &digits))
            } else {
                Pardon::No
            }
        }
        // `async ()` and a block on the next line: a call.
        "Line terminator not permitted before arrow" if word != "=>" => Pardon::Silence,
        // A call as the target of an assignment fails only when it runs.
        "Cannot assign to this expression" if is_call_target(code, fault) => stand_in(code, fault),
        _ if fault.grammar => name_let(code, from),
        _ => Pardon::No,
    }
}

fn replaced(code: &str, fault: &Fault, with: &str) -> String {
    let (before, after) = (
        &code[..fault.range.start().into()],
        &code[fault.range.end().into()..],
    );
    [before, with, after].concat()
}

/// The code with a name in the place of the complaint, all on one line: a `++` may follow it.
fn stand_in(code: &str, fault: &Fault) -> Pardon {
    let name = format!("{:width$}", "_", width = usize::from(fault.range.len()));
    Pardon::Instead(replaced(code, fault, &name))
}

/// The code with another name for every variable called `let` behind byte `from`, which sloppy code may have.
fn name_let(code: &str, from: usize) -> Pardon {
    if !code[from..].contains("let") {
        return Pardon::No;
    }
    let tokens = tokens(code, from);
    let mut named = String::new();
    let mut done = 0;
    for (at, token) in tokens.iter().enumerate() {
        if &code[token.range] == "let" && !declares(code, *token, tokens.get(at + 1)) {
            named.push_str(&code[done..token.range.start().into()]);
            named.push_str("_et");
            done = token.range.end().into();
        }
    }
    if done == 0 {
        return Pardon::No;
    }
    named.push_str(&code[done..]);
    Pardon::Instead(named)
}

/// Whether a `let` and the token after it begin a declaration.
fn declares(code: &str, word: Token, next: Option<&Token>) -> bool {
    let Some(next) = next else { return false };
    let text = &code[next.range];
    let same_line = !code[word.range.end().into()..next.range.start().into()].contains('\n');
    match next.kind {
        TokenKind::Word => same_line || !is_keyword(text),
        TokenKind::Punctuation => matches!(text, "[" | "{" | "\\"),
        _ => false,
    }
}

fn is_call_target(code: &str, fault: &Fault) -> bool {
    let target = &code[fault.range];
    let assigns = |sign: &str| {
        matches!(sign, "=" | "++" | "--" | "of" | "in") || sign.len() > 1 && sign.ends_with('=')
    };
    let logical = |sign: &str| {
        matches!(
            sign,
            "&&=" | "||=" | "??=" | "==" | "===" | "!=" | "!==" | "<=" | ">="
        )
    };
    let after = tokens(code, fault.range.end().into());
    let next = after.first().map_or("", |token| &code[token.range]);
    let before = code[..fault.range.start().into()].trim_end();
    let stepped = before.ends_with("++") || before.ends_with("--");
    (stepped || assigns(next) && !logical(next)) && is_call(target, &tokens(target, 0))
}

/// Whether the tokens are a chain of members and calls that ends with a call.
fn is_call(text: &str, tokens: &[Token]) -> bool {
    const OPERATORS: [&str; 10] = [
        "typeof",
        "void",
        "delete",
        "await",
        "import",
        "yield",
        "super",
        "in",
        "of",
        "instanceof",
    ];
    let sign = |token: &Token| &text[token.range];
    let (mut depth, mut group, mut calls) = (0_i32, 0, 0);
    for (at, token) in tokens.iter().enumerate() {
        match sign(token) {
            open @ ("(" | "[" | "{") => {
                if depth == 0 {
                    group = at;
                    calls += usize::from(open == "(");
                }
                depth += 1;
            }
            ")" | "]" | "}" => depth -= 1,
            "." => {}
            word if depth == 0
                && (token.kind == TokenKind::Punctuation || OPERATORS.contains(&word)) =>
            {
                return false;
            }
            _ => {}
        }
    }
    let callee = group.checked_sub(1).map(|before| &tokens[before]);
    let callable =
        callee.is_some_and(|c| c.kind == TokenKind::Word || matches!(sign(c), ")" | "]"));
    // `new` takes the first call for itself.
    let own = usize::from(tokens.first().is_some_and(|first| sign(first) == "new"));
    callable
        && calls > own
        && sign(&tokens[group]) == "("
        && tokens.last().is_some_and(|last| sign(last) == ")")
}

/// A complaint of V8's that oxc does not make: its words in oxc's manner and the place in the wrapped text.
pub(super) type Complaint = (Cow<'static, str>, Span);

/// White space to oxc that is none to V8.
pub(super) fn false_space(text: &str, irregular: &[Span]) -> Option<Complaint> {
    let odd = |span: &&Span| {
        let found = text[span.start as usize..].chars().next();
        found.is_some_and(|c| {
            matches!(
                c,
                '\u{200b}' | '\u{180e}' | '\u{85}' | '\u{200e}' | '\u{200f}'
            )
        })
    };
    irregular
        .iter()
        .find(odd)
        .map(|span| (Cow::Borrowed("Invalid Character"), *span))
}

/// What V8 refuses in a tree that oxc finds correct.
pub(super) fn missed<'a>(host: Host, code: &str, program: &Program<'a>) -> Option<Complaint> {
    let suspicious = code.contains("class")
        || code.contains("get ")
        || host == Host::Eval && (code.contains("using ") || code.contains("(?"));
    if !suspicious {
        return None;
    }
    let mut refusals = Refusals {
        node20: host == Host::Eval,
        first: None,
    };
    refusals.visit_program(program);
    refusals.first
}

struct Refusals {
    node20: bool,
    first: Option<Complaint>,
}

impl Refusals {
    fn refuse(&mut self, message: &'static str, span: Span) {
        self.first.get_or_insert((Cow::Borrowed(message), span));
    }
}

impl<'a> Visit<'a> for Refusals {
    fn visit_class_element(&mut self, element: &ClassElement<'a>) {
        let typed = match element {
            ClassElement::PropertyDefinition(property) => has_modifier(property),
            ClassElement::MethodDefinition(method) => {
                method.accessibility.is_some() || method.r#override
            }
            _ => false,
        };
        if typed {
            self.refuse(
                TYPED_MEMBER,
                Span::new(element.span().start, key_start(element)),
            );
        }
        oxc_ast_visit::walk::walk_class_element(self, element);
    }

    fn visit_method_definition(&mut self, method: &MethodDefinition<'a>) {
        if method.kind == MethodDefinitionKind::Get && method.value.params.rest.is_some() {
            self.refuse(
                "A 'get' accessor must not have any formal parameters.",
                method.value.params.span,
            );
        }
        oxc_ast_visit::walk::walk_method_definition(self, method);
    }

    fn visit_decorator(&mut self, decorator: &Decorator<'a>) {
        self.refuse("Decorators are not valid here.", decorator.span);
    }

    fn visit_variable_declaration(&mut self, declaration: &VariableDeclaration<'a>) {
        use VariableDeclarationKind::{AwaitUsing, Using};
        if self.node20 && matches!(declaration.kind, Using | AwaitUsing) {
            self.refuse(TOO_NEW, declaration.span);
        }
        oxc_ast_visit::walk::walk_variable_declaration(self, declaration);
    }

    fn visit_reg_exp_literal(&mut self, literal: &RegExpLiteral<'a>) {
        if self.node20 && has_modifiers(literal.regex.pattern.text.as_str()) {
            self.refuse(TOO_NEW, literal.span);
        }
    }
}

/// A member of a class with a modifier of TypeScript's.
pub(super) const TYPED_MEMBER: &str = "TypeScript modifier";

/// What only Node later than Dify's knows.
pub(super) const TOO_NEW: &str = "Not known to Node 20";

fn has_modifier(property: &PropertyDefinition<'_>) -> bool {
    property.accessibility.is_some()
        || property.readonly
        || property.declare
        || property.r#override
        || property.optional
        || property.definite
}

fn key_start(element: &ClassElement<'_>) -> u32 {
    let key = match element {
        ClassElement::PropertyDefinition(property) => property.key.span(),
        ClassElement::MethodDefinition(method) => method.key.span(),
        _ => element.span(),
    };
    key.start.max(element.span().start + 1)
}

/// Whether the pattern switches flags in the middle, as `(?i:a)` does.
fn has_modifiers(pattern: &str) -> bool {
    let (mut escaped, mut class) = (false, false);
    pattern.char_indices().any(|(at, c)| {
        let plain = !escaped && !class;
        class = !escaped && (class && c != ']' || c == '[');
        escaped = c == '\\' && !escaped;
        let Some(group) = pattern[at..].strip_prefix("(?") else {
            return false;
        };
        let flags = group.trim_start_matches(['i', 'm', 's', '-']);
        plain && flags.starts_with(':') && flags.len() < group.len()
    })
}
