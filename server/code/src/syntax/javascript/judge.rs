//! The verdict on JavaScript: the code, in the very text the platform pastes it into, before oxc.

use std::borrow::Cow;
use std::cell::RefCell;

use oxc_allocator::Allocator;
use oxc_parser::{ParseOptions, Parser};
use oxc_semantic::SemanticBuilder;
use oxc_span::{LabeledSpan, SourceType, Span};
use text::{TextRange, TextSize};

use super::lenience::{self, Pardon};
use super::statements::Statements;
use crate::{Host, Source};

/// What oxc has to say against the code: one complaint, the earliest.
///
/// All ranges are byte ranges of the code; what oxc found in the wrapper after it is an empty range
/// at its end.
#[derive(Debug)]
pub(super) struct Fault {
    /// oxc's words, the key to ours.
    pub(super) message: String,
    /// Where it points to.
    pub(super) range: TextRange,
    /// The places it names besides.
    pub(super) others: Vec<TextRange>,
    /// The text of the wrapper from where oxc gave up, if that is after the code.
    pub(super) beyond: Option<&'static str>,
    /// Whether the parser found it rather than the checks after it.
    pub(super) grammar: bool,
}

impl Fault {
    /// Nothing in particular.
    pub(super) fn at_end(code: &str) -> Self {
        Self {
            message: String::new(),
            range: TextRange::empty(TextSize::of(code)),
            others: Vec::new(),
            beyond: None,
            grammar: true,
        }
    }
}

/// The text a platform puts before and after the code.
struct Wrapper {
    before: &'static str,
    after: &'static str,
}

/// n8n (reference n8n 4); the statements before it on the same line do not matter to the grammar.
const ASYNC_BODY: Wrapper = Wrapper {
    before: "module.exports = async function VmCodeWrapper() {",
    after: "\n}()",
};

/// n8n, Sort and Item Lists: one line, so a last line that is a comment hides the closing brace.
const COMPARATOR: Wrapper = Wrapper {
    before: "module.exports = async function VmCodeWrapper() {return items.sort((a, b) => { ",
    after: " })\n}()",
};

/// Dify: nothing before the code and this after it (reference dify 2.2), reduced to what the grammar
/// can tell apart.
const EVAL: Wrapper = Wrapper {
    before: "",
    after: "\n\n// inputs\nvar inputs_obj = JSON.parse(Buffer.from('', 'base64').toString('utf-8'))\n\n\
            var output_obj = main(inputs_obj)\n\nvar output_json = JSON.stringify(output_obj)\n\
            var result = `<<RESULT>>${output_json}<<RESULT>>`\nconsole.log(result)\n",
};

/// Dify's code on its own, which places an error better than the code with its epilogue.
const ALONE: Wrapper = Wrapper {
    before: "",
    after: "",
};

/// Whether the code behind byte `from` has no fault as another kind of source.
pub(super) fn parses_as(source: &Source<'_>, from: usize, kind: SourceType) -> bool {
    ARENA.with_borrow_mut(|arena| {
        let wrapper = wrapper(source.host);
        let code = &source.text[from..];
        let whole = arena.alloc_concat_strs_array([wrapper.before, code, wrapper.after]);
        let kind = kind.with_script(true);
        let parsed = Parser::new(arena, whole, kind)
            .with_options(options())
            .parse();
        let fine = parsed.diagnostics.is_empty();
        arena.reset();
        fine
    })
}

fn wrapper(host: Host) -> &'static Wrapper {
    match host {
        Host::Comparator => &COMPARATOR,
        Host::Eval => &ALONE,
        Host::AsyncBody | Host::Module | Host::FunctionBody => &ASYNC_BODY,
    }
}

/// What was made out.
pub(super) enum Verdict {
    /// The platform does not compile the code.
    Refused(Fault),
    /// It does, though something had to be pardoned.
    Pardoned,
    /// It does.
    Sound(Statements),
}

/// What keeps the code from being compiled. What stands before byte `from` is not read: whole statements without a fault.
pub(super) fn judge(source: &Source<'_>, from: usize) -> Verdict {
    let verdict = pardoned(source, from, wrapper(source.host));
    let is_refused = matches!(verdict, Verdict::Refused(_));
    if is_refused && source.host == Host::Eval {
        let Verdict::Refused(_) = pardoned(source, from, &EVAL) else {
            return Verdict::Pardoned;
        };
    }
    verdict
}

/// The complaint that is left when those are pardoned that V8 does not make.
fn pardoned(source: &Source<'_>, from: usize, wrapper: &Wrapper) -> Verdict {
    let mut code = Cow::Borrowed(source.text);
    for _ in 0..8 {
        let fault = match parse(source.host, &code, from, wrapper) {
            Err(fault) => fault,
            Ok(statements) if matches!(code, Cow::Borrowed(_)) => {
                return Verdict::Sound(statements);
            }
            Ok(_) => return Verdict::Pardoned,
        };
        match lenience::pardon(source.host, &code, from, &fault) {
            Pardon::No => return Verdict::Refused(fault),
            Pardon::Silence => return Verdict::Pardoned,
            Pardon::Instead(patched) => code = Cow::Owned(patched),
        }
    }
    Verdict::Pardoned
}

thread_local! {
    /// The memory of the trees, kept from one snippet to the next.
    static ARENA: RefCell<Allocator> = RefCell::new(Allocator::default());
}

fn parse(host: Host, code: &str, from: usize, wrapper: &Wrapper) -> Result<Statements, Fault> {
    ARENA.with_borrow_mut(|arena| {
        let verdict = parse_in(arena, host, code, from, wrapper);
        if arena.capacity() > 8 << 20 {
            *arena = Allocator::default()
        } else {
            arena.reset()
        }
        verdict
    })
}

fn parse_in(
    arena: &Allocator,
    host: Host,
    code: &str,
    from: usize,
    wrapper: &Wrapper,
) -> Result<Statements, Fault> {
    let rest = &code[from..];
    let whole = arena.alloc_concat_strs_array([wrapper.before, rest, wrapper.after]);
    let parsed = Parser::new(arena, whole, SourceType::script())
        .with_options(options())
        .parse();
    let place = Place {
        from,
        before: wrapper.before.len(),
        length: rest.len(),
        after: wrapper.after,
        grammar: true,
    };
    let space = lenience::false_space(whole, &parsed.irregular_whitespaces);
    let space = space.map(|(message, span)| place.fault(&message, &[span.into()]));
    let parser = parsed
        .diagnostics
        .iter()
        .map(|d| place.fault(&d.message, &d.labels));
    if let Some(fault) = earliest(parser.chain(space)) {
        return Err(fault);
    }
    let program = arena.alloc(parsed.program);
    let built = SemanticBuilder::new_compiler().build(program);
    let missed = lenience::missed(host, code, program);
    let place = Place {
        grammar: false,
        ..place
    };
    let missed = missed.map(|(message, span)| place.fault(&message, &[span.into()]));
    let semantic = built
        .diagnostics
        .iter()
        .map(|d| place.fault(&d.message, &d.labels));
    match earliest(semantic.chain(missed)) {
        Some(fault) => Err(fault),
        None => Ok(Statements::of(
            program,
            !wrapper.before.is_empty(),
            built.semantic.scoping(),
            |span| place.in_code(span),
        )),
    }
}

fn options() -> ParseOptions {
    ParseOptions {
        parse_regular_expression: true,
        ..ParseOptions::default()
    }
}

fn earliest(faults: impl Iterator<Item = Fault>) -> Option<Fault> {
    faults.min_by_key(|fault| fault.range.start())
}

/// Where the code lies in the wrapped text.
struct Place {
    /// How much of the code was left out.
    from: usize,
    before: usize,
    length: usize,
    after: &'static str,
    grammar: bool,
}

impl Place {
    fn fault(&self, message: &str, labels: &[LabeledSpan]) -> Fault {
        // The second of two declarations is the wrong one; elsewhere oxc marks the label that counts.
        let second = message.ends_with("has already been declared") && labels.len() > 1;
        let main = labels
            .iter()
            .position(LabeledSpan::primary)
            .unwrap_or(usize::from(second));
        let span = labels
            .get(main)
            .map(|label| label.span())
            .unwrap_or_default();
        let ranges = labels.iter().map(|label| self.in_code(label.span()));
        Fault {
            message: message.to_owned(),
            range: self.in_code(span),
            others: ranges
                .enumerate()
                .filter(|&(at, _)| at != main)
                .map(|(_, range)| range)
                .collect(),
            beyond: (span.start as usize)
                .checked_sub(self.before + self.length)
                .and_then(|at| self.after.get(at..)),
            grammar: self.grammar,
        }
    }

    fn in_code(&self, span: Span) -> TextRange {
        let offset = |at: u32| {
            let at = (at as usize).saturating_sub(self.before).min(self.length);
            TextSize::new((self.from + at) as u32)
        };
        TextRange::new(offset(span.start), offset(span.end))
    }
}
