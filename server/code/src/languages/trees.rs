//! Parsing again after a small change.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use text::{Change, Language};
use tree_sitter::{InputEdit, Parser, Point, Tree};

use super::Reading;
use super::javascript::Copied;
use crate::syntax::Judged;
use crate::{Host, Source};

/// So many trees are kept.
const MOST_TREES: usize = 4;

/// What differs less is the same text, a little later.
const MOST_TYPED: usize = 64;

/// Code larger than this is not kept: its tree takes a few dozen times as much.
const MOST_BYTES: usize = 1 << 20;

/// The trees that were parsed last: what is like one of them is parsed more quickly. A tree without errors is the one that
/// the text has by itself; where there are errors, what stands around them may have been made out differently, by what
/// stood there before. To be shared between threads.
#[derive(Debug, Default)]
pub struct Trees {
    known: Mutex<Known>,
    /// The verdicts on it.
    pub(crate) judged: Judged,
}

#[derive(Debug, Default)]
struct Known {
    /// Of code without errors, the latest last.
    sound: Vec<Parsed>,
    /// The last one of other code: not to be built upon, but often asked for again.
    broken: Option<Parsed>,
    /// The last copy of a tree of JavaScript.
    copied: Option<Arc<Copied>>,
    /// What was read last: facts and answers are drawn from one reading.
    read: Option<Read>,
}

#[derive(Debug)]
struct Read {
    language: Language,
    host: Host,
    text: Box<str>,
    reading: Arc<Reading>,
}

#[derive(Debug, Clone)]
struct Parsed {
    language: Language,
    text: Box<str>,
    tree: Tree,
}

impl Trees {
    /// [`Reading::again`], remembered until something else is read so.
    pub fn reading(&self, source: &Source<'_>) -> Arc<Reading> {
        let is_it = |read: &&Read| {
            (read.language, read.host) == (source.language, source.host)
                && *read.text == *source.text
        };
        if let Some(read) = self.lock().read.as_ref().filter(is_it) {
            return read.reading.clone();
        }
        let reading = Arc::new(Reading::again(source, Some(self)));
        self.lock().read = Some(Read {
            language: source.language,
            host: source.host,
            text: source.text.into(),
            reading: reading.clone(),
        });
        reading
    }

    /// The tree of `text` by `parser`, which is one for `language`.
    pub(super) fn parse(
        &self,
        parser: &mut Parser,
        language: Language,
        text: &str,
    ) -> Option<Tree> {
        let like = self.lock().nearest(language, text);
        if let Some(same) = like.as_ref().filter(|like| *like.text == *text) {
            return Some(same.tree.clone());
        }
        let again = like.and_then(|like| like.changed(parser, text));
        let tree = match again {
            Some(tree) => tree,
            None => parser.parse(text, None)?,
        };
        self.lock().remember(Parsed {
            language,
            text: text.into(),
            tree: tree.clone(),
        });
        Some(tree)
    }

    /// The last copy.
    pub(super) fn copied(&self) -> Option<Arc<Copied>> {
        self.lock().copied.clone()
    }

    pub(super) fn remember_copied(&self, copied: Copied) {
        self.lock().copied = Some(Arc::new(copied));
    }

    /// Forget everything.
    pub fn clear(&self) {
        *self.lock() = Known::default();
        self.judged.clear();
    }

    fn lock(&self) -> MutexGuard<'_, Known> {
        // Every state in between is a valid one.
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Known {
    /// What was parsed and is `text`, or has most in common with it.
    fn nearest(&self, language: Language, text: &str) -> Option<Parsed> {
        let same = |known: &&Parsed| known.language == language && *known.text == *text;
        if let Some(same) = self.broken.as_ref().filter(same) {
            return Some(same.clone());
        }
        let known = self.sound.iter().filter(|known| known.language == language);
        known.min_by_key(|known| known.differs(text)).cloned()
    }

    fn remember(&mut self, parsed: Parsed) {
        if parsed.text.len() > MOST_BYTES {
            return;
        }
        if parsed.is_broken() {
            self.broken = Some(parsed);
            return;
        }
        // Of one text that is being edited, one tree is enough.
        let alike = |known: &Parsed| {
            known.language == parsed.language && known.differs(&parsed.text) <= MOST_TYPED
        };
        if let Some(at) = self.sound.iter().position(alike) {
            self.sound.remove(at);
        } else if self.sound.len() == MOST_TREES {
            self.sound.remove(0);
        }
        self.sound.push(parsed);
    }
}

impl Parsed {
    fn is_broken(&self) -> bool {
        self.tree.root_node().has_error()
    }

    /// So many bytes are not the same.
    fn differs(&self, text: &str) -> usize {
        match Change::between(&self.text, text) {
            Some(change) => change.old.len() + change.new.len(),
            None if *self.text == *text => 0,
            None => usize::MAX,
        }
    }

    /// The tree of `text`; `None` where this one is no help. What tree-sitter makes of broken code depends on what it has
    /// seen before: only code without errors is built upon, so that it does not depend on a whole history.
    fn changed(mut self, parser: &mut Parser, text: &str) -> Option<Tree> {
        if self.is_broken() {
            return None;
        }
        let change = Change::between(&self.text, text)?;
        let start = point(&self.text[..change.old.start], Point::new(0, 0));
        self.tree.edit(&InputEdit {
            start_byte: change.old.start,
            old_end_byte: change.old.end,
            new_end_byte: change.new.end,
            start_position: start,
            old_end_position: point(&self.text[change.old], start),
            new_end_position: point(&text[change.new], start),
        });
        parser.parse(text, Some(&self.tree))
    }
}

/// Where `text` ends that begins at `start`: row and column in bytes.
fn point(text: &str, start: Point) -> Point {
    match text.rfind('\n') {
        Some(last) => Point::new(
            start.row + text.bytes().filter(|&byte| byte == b'\n').count(),
            text.len() - last - 1,
        ),
        None => Point::new(start.row, start.column + text.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Api, PythonVersion};

    #[test]
    fn what_is_read_twice_is_read_once() {
        let trees = Trees::default();
        let source = Source {
            text: "return 1",
            language: Language::JavaScript,
            host: Host::AsyncBody,
            api: Api::None,
            python: PythonVersion(12),
            inputs: None,
        };
        let first = trees.reading(&source);
        assert!(Arc::ptr_eq(&first, &trees.reading(&source)));
        let others = [
            source.with_text("return 2"),
            Source {
                host: Host::Eval,
                ..source.clone()
            },
            Source {
                language: Language::Python,
                ..source.clone()
            },
        ];
        for other in others {
            let fresh = Reading::of(&other);
            let read = trees.reading(&other);
            assert_eq!(
                format!("{:?}", read.program),
                format!("{:?}", fresh.program)
            );
        }
    }
}
