//! The place of a fault: the tokens around it and the brackets it stands in.

use ruff_python_ast::token::{Token, TokenKind};
use ruff_text_size::{Ranged, TextRange, TextSize};

use super::explain::start;
use super::judge::Fault;
use super::text_range;
use crate::Source;
use crate::syntax::brackets::{self, Bracket, Imbalance};

/// A fault in its surroundings.
pub(super) struct Scene<'s> {
    pub(super) source: &'s Source<'s>,
    pub(super) fault: &'s Fault,
    pub(super) tokens: &'s [Token],
}

impl<'s> Scene<'s> {
    pub(super) fn text(&self, token: Token) -> &'s str {
        let range = token.range();
        self.source
            .text
            .get(range.start().into()..range.end().into())
            .unwrap_or_default()
    }

    /// How many tokens end at or before the fault; those of no width that stand at it do not count.
    fn index(&self) -> usize {
        let start = start(self);
        self.tokens
            .partition_point(|token| token.end() <= start && token.start() < start)
    }

    /// The token at the fault, or the next one, indentation left out.
    pub(super) fn token(&self) -> Option<Token> {
        let meant = |token: &&Token| {
            !matches!(
                token.kind(),
                TokenKind::Indent
                    | TokenKind::Dedent
                    | TokenKind::Comment
                    | TokenKind::NonLogicalNewline
            )
        };
        self.tokens[self.index()..].iter().find(meant).copied()
    }

    /// The last token before it that says something.
    pub(super) fn before(&self) -> Option<Token> {
        let says = |token: &&Token| {
            use TokenKind::{Comment, Dedent, Indent, Newline, NonLogicalNewline};
            !matches!(
                token.kind(),
                Comment | Dedent | Indent | Newline | NonLogicalNewline
            )
        };
        self.tokens[..self.index()].iter().rev().find(says).copied()
    }

    /// The range of the last token that says something.
    pub(super) fn last(&self) -> TextRange {
        let says = |token: &&Token| !self.text(**token).trim().is_empty();
        self.tokens
            .iter()
            .rev()
            .find(says)
            .map_or(TextRange::default(), Ranged::range)
    }

    /// Whether a statement begins with this token.
    pub(super) fn starts_statement(&self, token: Token) -> bool {
        let at = self
            .tokens
            .partition_point(|other| other.start() < token.start());
        let before = self.tokens[..at]
            .iter()
            .rev()
            .find(|other| other.kind() != TokenKind::NonLogicalNewline);
        before.is_none_or(|before| {
            use TokenKind::{Colon, Comment, Dedent, Indent, Newline, Semi};
            matches!(
                before.kind(),
                Newline | Indent | Dedent | Semi | Colon | Comment
            )
        })
    }

    /// What to do where a quote in the text of a string has ended it.
    pub(super) fn quote_in_string(&self) -> Option<String> {
        let (before, token) = (self.before()?, self.token()?);
        let glued = before.kind() == TokenKind::String
            && token.kind() == TokenKind::Name
            && before.end() == token.start();
        glued.then(|| crate::syntax::QUOTE_IN_STRING.to_owned())
    }

    /// The `print` or `exec` of a statement of Python 2 at the fault.
    pub(super) fn print_statement(&self) -> Option<Token> {
        let before = self.before()?;
        let value = self.token()?.kind();
        let statement =
            matches!(self.text(before), "print" | "exec") && self.starts_statement(before);
        let follows = matches!(
            value,
            TokenKind::String | TokenKind::Name | TokenKind::Int | TokenKind::FStringStart
        );
        (statement && follows).then_some(before)
    }

    /// The word that begins the block whose line ends before a place: `if`, `def`, `else`.
    pub(super) fn block_head(&self, at: TextRange) -> Option<Token> {
        let end = self
            .tokens
            .partition_point(|token| token.start() < at.start());
        let line = self.tokens[..end].iter().rev().skip_while(|token| {
            matches!(
                token.kind(),
                TokenKind::Newline
                    | TokenKind::NonLogicalNewline
                    | TokenKind::Comment
                    | TokenKind::Indent
                    | TokenKind::Dedent
            )
        });
        let head = line
            .take_while(|token| token.kind() != TokenKind::Newline)
            .filter(|token| {
                !matches!(
                    token.kind(),
                    TokenKind::Indent
                        | TokenKind::Dedent
                        | TokenKind::NonLogicalNewline
                        | TokenKind::Comment
                )
            });
        head.last()
            .copied()
            .filter(|head| BLOCKS.contains(&self.text(*head)))
    }

    /// The first token of the line of a place, or its indentation where the line is told from that.
    pub(super) fn line_start(&self, at: TextRange) -> TextRange {
        let text = self.source.text;
        let start = text[..at.start().into()]
            .rfind('\n')
            .map_or(0, |newline| newline + 1);
        let line = text[start..].lines().next().unwrap_or_default();
        let rest = line.trim_start_matches([' ', '\t', '\x0c']);
        let indent = line.len() - rest.len();
        let word = rest
            .split([' ', '(', ':', '.', '='])
            .next()
            .unwrap_or_default();
        let first = rest.chars().next().map_or(0, char::len_utf8);
        let length = word.len().max(first);
        TextRange::at(
            TextSize::new((start + indent) as u32),
            TextSize::new(length as u32),
        )
    }

    /// Whether nothing but comments and blank lines stands before a place.
    pub(super) fn is_first_line(&self, at: TextRange) -> bool {
        let says = |token: &Token| {
            !self.text(*token).trim().is_empty() && token.kind() != TokenKind::Comment
        };
        !self
            .tokens
            .iter()
            .take_while(|token| token.start() < at.start())
            .any(says)
    }

    fn brackets(&self) -> impl Iterator<Item = Bracket> {
        self.tokens.iter().filter_map(|token| {
            use TokenKind::{Lbrace, Lpar, Lsqb, Rbrace, Rpar, Rsqb};
            let bracket = matches!(token.kind(), Lpar | Lsqb | Lbrace | Rpar | Rsqb | Rbrace);
            let sign = self.text(*token).chars().next()?;
            bracket.then_some(Bracket {
                sign,
                range: text_range(token.range()),
            })
        })
    }

    /// The first thing wrong with the nesting of brackets.
    pub(super) fn imbalance(&self) -> Option<Imbalance> {
        let brackets: Vec<Bracket> = self.brackets().collect();
        brackets::imbalance(self.source.text, &brackets)
    }

    /// A closing bracket at the fault that nothing, or another bracket, opens.
    pub(super) fn imbalance_here(&self) -> Option<Imbalance> {
        let at = u32::from(start(self));
        self.imbalance().filter(|imbalance| match imbalance {
            Imbalance::Unclosed(_) => false,
            _ => u32::from(imbalance.noticed_at(at.into())) <= at,
        })
    }

    /// The innermost bracket that is still open at the end, by CPython's count.
    pub(super) fn open_at_end(&self) -> Option<Bracket> {
        let mut open: Vec<Bracket> = Vec::new();
        for bracket in self.brackets() {
            if matches!(bracket.sign, '(' | '[' | '{') {
                open.push(bracket);
            } else {
                open.pop();
            }
        }
        open.pop()
    }

    /// The line of a place, from 1.
    pub(super) fn line(&self, at: TextSize) -> usize {
        self.source.text[..at.into()].matches('\n').count() + 1
    }

    /// The innermost bracket that is open at the fault, if it was opened on an earlier line and is not
    /// closed later: then it is the cause, and the fault only where it shows.
    pub(super) fn left_open(&self) -> Option<Bracket> {
        let at = u32::from(start(self)).into();
        let mut open: Vec<Bracket> = Vec::new();
        for bracket in self
            .brackets()
            .take_while(|bracket| bracket.range.start() < at)
        {
            if matches!(bracket.sign, '(' | '[' | '{') {
                open.push(bracket);
            } else {
                open.pop();
            }
        }
        let innermost = open.pop()?;
        let lines = &self.source.text[innermost.range.end().into()..at.into()];
        let ends_line = self.source.text[at.into()..]
            .chars()
            .next()
            .is_none_or(|c| c == '\n');
        let unclosed = matches!(
            self.imbalance(),
            Some(Imbalance::Unclosed(_) | Imbalance::Mismatched { .. })
        );
        ((lines.contains('\n') || ends_line) && unclosed).then_some(innermost)
    }
}

/// The words that begin a block.
const BLOCKS: [&str; 14] = [
    "async", "case", "class", "def", "elif", "else", "except", "finally", "for", "if", "match",
    "try", "while", "with",
];
