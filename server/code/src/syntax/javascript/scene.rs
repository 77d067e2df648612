//! The place of a complaint: the tokens around it and the brackets it stands in.

use text::{TextRange, TextSize};

use super::judge::Fault;
use super::tokens::{Token, TokenKind, tokens};
use crate::syntax::brackets::{Bracket, Imbalance, are_settled, imbalance};
use crate::{Host, Source};

/// A complaint in its surroundings.
pub(super) struct Scene<'s> {
    pub(super) source: &'s Source<'s>,
    pub(super) fault: &'s Fault,
    /// What stands before this byte is left out: whole statements that nothing is wrong with.
    pub(super) from: usize,
    tokens: Vec<Token>,
}

impl<'s> Scene<'s> {
    pub(super) fn new(source: &'s Source<'s>, fault: &'s Fault, from: usize) -> Self {
        Self {
            source,
            fault,
            from,
            tokens: tokens(source.text, from),
        }
    }

    /// The end of the code.
    pub(super) fn end(&self) -> TextSize {
        TextSize::of(self.source.text)
    }

    pub(super) fn text(&self, token: Token) -> &'s str {
        &self.source.text[token.range]
    }

    /// How many tokens end at or before the complaint.
    fn index(&self) -> usize {
        self.tokens
            .partition_point(|token| token.range.end() <= self.fault.range.start())
    }

    /// The token the complaint stands at, or the next one.
    pub(super) fn token(&self) -> Option<Token> {
        self.tokens.get(self.index()).copied()
    }

    /// The token before it.
    pub(super) fn before(&self) -> Option<Token> {
        self.index().checked_sub(1).map(|at| self.tokens[at])
    }

    /// The last token of the code.
    pub(super) fn last(&self) -> Option<Token> {
        self.tokens.last().copied()
    }

    /// Nothing that is asked of a scene depends on these tokens if the complaint is about what follows them: they are
    /// whole statements, and look like it.
    pub(super) fn is_settled(&self) -> bool {
        let last = self
            .last()
            .filter(|last| last.range.end() == self.end() && matches!(self.text(*last), ";" | "}"));
        last.is_some_and(|last| last.kind == TokenKind::Punctuation)
            && are_settled(self.source.text, &self.brackets())
            && self.tokens.iter().all(|token| self.text(*token) != "@")
            && self.open_template().is_none()
            && (self.source.host != Host::Eval || !self.stray_return())
    }

    /// What is wrong with the brackets of the code, those of `${ }` in templates too.
    pub(super) fn imbalance(&self) -> Option<Imbalance> {
        imbalance(self.source.text, &self.brackets())
    }

    fn brackets(&self) -> Vec<Bracket> {
        let signs = [TokenKind::Punctuation, TokenKind::Template];
        let tokens = self.tokens.iter();
        let tokens = tokens.filter(|token| signs.contains(&token.kind));
        tokens
            .flat_map(|token| self.brackets_of(*token).into_iter().flatten())
            .collect()
    }

    fn brackets_of(&self, token: Token) -> [Option<Bracket>; 2] {
        let text = self.text(token);
        let one = |sign, at: TextSize| {
            Some(Bracket {
                sign,
                range: TextRange::at(at, TextSize::new(1)),
            })
        };
        match token.kind {
            TokenKind::Punctuation if matches!(text, "(" | "[" | "{" | ")" | "]" | "}") => [
                text.chars()
                    .next()
                    .and_then(|sign| one(sign, token.range.start())),
                None,
            ],
            TokenKind::Template => [
                text.starts_with('}')
                    .then(|| one('}', token.range.start()))
                    .flatten(),
                text.ends_with("${")
                    .then(|| one('{', token.range.end() - TextSize::new(1)))
                    .flatten(),
            ],
            _ => [None, None],
        }
    }

    /// The brackets that are open where the complaint stands, the innermost first, as places in the
    /// tokens.
    fn openers(&self) -> impl Iterator<Item = usize> {
        let mut depth = 0_i32;
        (0..self.index()).rev().filter(move |&at| {
            for bracket in self
                .brackets_of(self.tokens[at])
                .into_iter()
                .flatten()
                .rev()
            {
                depth += if matches!(bracket.sign, '(' | '[' | '{') {
                    -1
                } else {
                    1
                };
                if depth < 0 {
                    depth = 0;
                    return true;
                }
            }
            false
        })
    }

    /// Whether a word follows a string without a gap.
    pub(super) fn quote_in_string(&self) -> bool {
        self.before()
            .zip(self.token())
            .is_some_and(|(before, token)| {
                before.kind == TokenKind::String
                    && token.kind == TokenKind::Word
                    && before.range.end() == token.range.start()
            })
    }

    /// Whether the complaint follows an `import` that begins a statement: V8 stops at the word itself.
    pub(super) fn stumbled_at_import(&self) -> bool {
        (1..4).any(|places| {
            let next = self
                .index()
                .checked_sub(places - 1)
                .and_then(|at| self.tokens.get(at));
            self.sign_before(self.index(), places) == "import"
                && !next.is_some_and(|next| matches!(self.text(*next), "(" | "."))
                && matches!(self.sign_before(self.index(), places + 1), "" | ";" | "}")
        })
    }

    /// Whether V8, which checks while it parses, may have stopped at something else before: at a `return`
    /// that is in no function, or at the text around the code.
    pub(super) fn another_comes_first(&self) -> bool {
        let earlier = &self.tokens[..self.index()];
        let any = |words: &[&str]| {
            earlier
                .iter()
                .any(|token| words.contains(&self.text(*token)))
        };
        if any(&["@"]) {
            return true;
        }
        match self.source.host {
            Host::Comparator => {
                // `let a` clashes with the parameters.
                self.fault.beyond.is_some()
                    || any(&["let", "const", "class"])
                    || matches!(self.imbalance(), Some(Imbalance::Unopened(_)))
            }
            // Dify's lines follow: only an open block makes them part of it.
            Host::Eval => {
                self.stray_return()
                    || self.at_end() && (self.openers().next().is_none() || !self.in_blocks_only())
            }
            _ => self.closes_wrapper() || self.at_end() && !self.in_blocks_only(),
        }
    }

    /// Whether the code closes the function it is put into and then goes on.
    fn closes_wrapper(&self) -> bool {
        let Some(Imbalance::Unopened(close)) = self.imbalance() else {
            return false;
        };
        let after = self
            .tokens
            .partition_point(|token| token.range.start() <= close.range.start());
        self.index() > after
    }

    fn at_end(&self) -> bool {
        self.token().is_none()
    }

    /// Whether all open brackets are those of blocks.
    fn in_blocks_only(&self) -> bool {
        self.openers().all(|open| {
            let before = self.sign_before(open, 1);
            self.text(self.tokens[open]) == "{"
                && matches!(before, ")" | "=>" | "else" | "try" | "finally" | "do" | ";")
        })
    }

    /// Whether a `return` before the complaint stands in no function.
    fn stray_return(&self) -> bool {
        let mut functions: Vec<bool> = Vec::new();
        let mut heads: Vec<bool> = Vec::new();
        let mut after_head = false;
        for at in 0..self.index() {
            let text = self.text(self.tokens[at]);
            match text {
                "(" => {
                    let head = self.sign_before(at, 1);
                    heads.push(!matches!(
                        head,
                        "if" | "for" | "while" | "switch" | "with" | "catch"
                    ));
                }
                ")" => after_head = heads.pop().unwrap_or(false),
                "{" => {
                    let before = self.sign_before(at, 1);
                    functions.push(before == "=>" || before == ")" && after_head);
                }
                "}" => _ = functions.pop(),
                "return" if !functions.contains(&true) => return true,
                _ => {}
            }
        }
        false
    }

    /// The word or sign of the token so many places before another; empty where there is none.
    fn sign_before(&self, at: usize, places: usize) -> &'s str {
        at.checked_sub(places)
            .map_or("", |before| self.text(self.tokens[before]))
    }

    /// Whether the innermost open bracket belongs to a template.
    pub(super) fn in_template(&self) -> bool {
        self.openers()
            .next()
            .is_some_and(|at| self.tokens[at].kind == TokenKind::Template)
    }

    /// Whether the complaint stands among the arguments of a call; `None` where that is not certain.
    pub(super) fn in_arguments(&self) -> Option<bool> {
        let Some(open) = self.openers().next() else {
            return Some(false);
        };
        if self.text(self.tokens[open]) != "(" {
            return Some(false);
        }
        const HEADS: [&str; 12] = [
            "if", "for", "while", "switch", "with", "catch", "return", "function", "of", "in",
            "await", "=",
        ];
        const METHODS: [&str; 12] = [
            "{", "}", ";", ",", "get", "set", "async", "static", "*", "new", "function", "",
        ];
        let callee = self.sign_before(open, 1);
        let kind = open.checked_sub(1).map(|before| self.tokens[before].kind);
        match (kind, callee) {
            (_, "function" | "") => Some(false),
            (Some(TokenKind::Word), "async" | "super" | "import") => None,
            (Some(TokenKind::Word), word) if HEADS.contains(&word) => Some(false),
            (Some(TokenKind::Word), _) if self.sign_before(open, 2) == "function" => Some(false),
            (Some(TokenKind::Word), _) if METHODS.contains(&self.sign_before(open, 2)) => {
                // `name(` may begin a method of a class or of an object, unless brackets forbid it.
                let outer = self.openers().nth(1).map(|at| self.text(self.tokens[at]));
                let statement = outer.is_none() && !self.source.text.contains("class");
                (statement || matches!(outer, Some("(" | "["))).then_some(true)
            }
            (Some(TokenKind::Word), _) => Some(true),
            (_, ")" | "]") => Some(true),
            (Some(TokenKind::Punctuation), "}") => None,
            (Some(TokenKind::Punctuation), _) => Some(false),
            _ => None,
        }
    }

    /// Whether the complaint may stand in the parameters of a function, destructured or not.
    pub(super) fn in_parameters(&self) -> bool {
        for open in self.openers() {
            let before = self.sign_before(open, 1);
            match self.text(self.tokens[open]) {
                "(" => return !matches!(before, "for" | "catch"),
                "{" if matches!(
                    before,
                    ")" | "=>" | "}" | ";" | "else" | "try" | "finally" | ""
                ) =>
                {
                    return false;
                }
                _ => {}
            }
        }
        false
    }

    /// The first character of the template that is still open at the end of the code.
    pub(super) fn open_template(&self) -> Option<TextRange> {
        let mut open = Vec::new();
        for token in self
            .tokens
            .iter()
            .filter(|token| token.kind == TokenKind::Template)
        {
            let text = self.text(*token);
            if text.starts_with('`') {
                open.push(token.range.start());
            }
            if text.len() > 1 && text.ends_with('`') && !text.ends_with("\\`") {
                open.pop();
            }
        }
        open.last()
            .map(|&start| TextRange::at(start, TextSize::new(1)))
    }
}
