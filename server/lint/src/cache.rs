//! Snippets already read and analysed.

use std::hash::{BuildHasher, BuildHasherDefault};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use code::languages::Trees;
use code::{Facts, Reading, Source};
use rustc_hash::{FxHashMap, FxHasher};
use text::{Format, LastTree, Tree};

/// How many bytes of code a generation holds; their facts take about four times as much.
const GENERATION_BYTES: usize = 4 << 20;

/// The same of readings, which take much more and of which only editors ask.
const READING_BYTES: usize = GENERATION_BYTES / 8;

/// So many files are worked at in turn.
const MOST_FILES: usize = 4;

/// Facts and readings of snippets, by everything their meaning depends on. Shared between files
/// and threads, so that an identical snippet is analysed once. Bounded: what has long not been asked
/// for is forgotten.
#[derive(Debug)]
pub struct Cache {
    facts: Memory<Facts>,
    readings: Memory<Reading>,
    /// The files that were last read, the latest last; `None` where nobody reads one twice.
    files: Option<Mutex<Vec<(PathBuf, LastTree)>>>,
    /// The code that was last parsed; `None` as with `files`.
    trees: Option<Arc<Trees>>,
}

#[derive(Debug)]
struct Memory<T> {
    known: Mutex<Generations<T>>,
    /// How many were not known.
    made: AtomicUsize,
}

/// What was asked for since the last turn, and before it.
#[derive(Debug)]
struct Generations<T> {
    young: FxHashMap<u64, Known<T>>,
    old: FxHashMap<u64, Known<T>>,
    /// Of the code in `young`.
    bytes: usize,
    /// As many as `young` may hold.
    most_bytes: usize,
}

#[derive(Debug)]
struct Known<T> {
    text: Box<str>,
    value: Arc<T>,
}

impl Default for Cache {
    fn default() -> Self {
        Cache {
            facts: Memory::new(GENERATION_BYTES),
            readings: Memory::new(READING_BYTES),
            files: None,
            trees: None,
        }
    }
}

impl Cache {
    /// A cache for files that are read again and again while somebody edits them: the trees of a few are kept.
    pub fn for_editing() -> Cache {
        Cache {
            files: Some(Mutex::default()),
            trees: Some(Arc::default()),
            ..Cache::default()
        }
    }

    /// The tree of a file, with the help of what was last read at that path.
    pub(crate) fn tree<'t>(&self, text: &'t str, path: &Path, format: Format) -> Tree<'t> {
        let Some(files) = &self.files else {
            return Tree::parse(text, format);
        };
        let last = files.lock().ok().and_then(|mut files| {
            let at = files.iter().position(|(known, _)| known == path)?;
            Some(files.remove(at).1)
        });
        match last {
            Some(last) => Tree::parse_again(text, format, last),
            None => Tree::parse(text, format),
        }
    }

    /// Nobody else needs the tree of that file: it is kept for the next time.
    pub(crate) fn keep(&self, tree: Tree<'_>, path: &Path, format: Format) {
        let Some(files) = &self.files else {
            return;
        };
        if let (Some(last), Ok(mut files)) = (tree.into_last(format), files.lock()) {
            files.retain(|(known, _)| known != path);
            if files.len() == MOST_FILES {
                files.remove(0);
            }
            files.push((path.to_owned(), last));
        }
    }

    /// The facts of `source`, from memory if it has been seen before.
    pub fn facts(&self, source: &Source<'_>) -> Arc<Facts> {
        let trees = self.trees.as_ref();
        self.facts
            .recall(source, |source| Arc::new(Facts::again(source, trees)))
    }

    /// The tree and program of `source`, from memory if they have been asked for before.
    pub fn reading(&self, source: &Source<'_>) -> Arc<Reading> {
        self.readings.recall(source, |source| match &self.trees {
            Some(trees) => trees.reading(source),
            None => Arc::new(Reading::of(source)),
        })
    }

    /// The same of code that nobody will ask for again.
    pub fn read(&self, source: &Source<'_>) -> Reading {
        Reading::again(source, self.trees.as_deref())
    }

    /// Forget everything.
    pub fn clear(&self) {
        self.facts.clear();
        self.readings.clear();
        if let Some(Ok(mut files)) = self.files.as_ref().map(Mutex::lock) {
            files.clear();
        }
        if let Some(trees) = &self.trees {
            trees.clear();
        }
    }

    /// How many snippets have been analysed so far, and not remembered.
    pub fn analysed(&self) -> usize {
        self.facts.made.load(Ordering::Relaxed)
    }
}

impl<T> Memory<T> {
    fn new(most_bytes: usize) -> Memory<T> {
        Memory {
            known: Mutex::new(Generations::new(most_bytes)),
            made: AtomicUsize::new(0),
        }
    }

    fn recall(&self, source: &Source<'_>, make: impl FnOnce(&Source<'_>) -> Arc<T>) -> Arc<T> {
        let key = BuildHasherDefault::<FxHasher>::default().hash_one(source);
        if let Ok(mut known) = self.known.lock()
            && let Some(found) = known.get(key, source.text)
        {
            return found;
        }
        self.made.fetch_add(1, Ordering::Relaxed);
        let value = make(source);
        if let Ok(mut known) = self.known.lock() {
            let text = source.text.into();
            let value = value.clone();
            known.insert(key, Known { text, value });
        }
        value
    }

    fn clear(&self) {
        if let Ok(mut known) = self.known.lock() {
            *known = Generations::new(known.most_bytes);
        }
    }
}

impl<T> Generations<T> {
    fn new(most_bytes: usize) -> Generations<T> {
        Generations {
            young: FxHashMap::default(),
            old: FxHashMap::default(),
            bytes: 0,
            most_bytes,
        }
    }

    fn get(&mut self, key: u64, text: &str) -> Option<Arc<T>> {
        let same = |known: &&Known<T>| *known.text == *text;
        if let Some(known) = self.young.get(&key).filter(same) {
            return Some(known.value.clone());
        }
        let value = self.old.get(&key).filter(same)?.value.clone();
        if let Some(known) = self.old.remove(&key) {
            self.insert(key, known);
        }
        Some(value)
    }

    /// Of two snippets with the same key the later is kept.
    fn insert(&mut self, key: u64, known: Known<T>) {
        if self.bytes + known.text.len() > self.most_bytes {
            self.old = std::mem::take(&mut self.young);
            self.bytes = 0;
        }
        self.bytes += known.text.len();
        if let Some(replaced) = self.young.insert(key, known) {
            self.bytes -= replaced.text.len();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use code::{Api, Host, Language, PythonVersion};

    fn facts(cache: &Cache, text: &str) -> Arc<Facts> {
        cache.facts(&Source {
            text,
            language: Language::Python,
            host: Host::Module,
            api: Api::Dify,
            python: PythonVersion(10),
            inputs: None,
        })
    }

    fn held(cache: &Cache) -> usize {
        let known = cache.facts.known.lock().unwrap();
        let all = known.young.values().chain(known.old.values());
        all.map(|known| known.text.len()).sum()
    }

    /// A snippet of a quarter of a generation, quickly analysed.
    fn big(number: usize) -> String {
        format!("# {number} {}", "x".repeat(GENERATION_BYTES / 4))
    }

    #[test]
    fn an_identical_snippet_is_analysed_once() {
        let cache = Cache::default();
        assert!(Arc::ptr_eq(
            &facts(&cache, "a = 1"),
            &facts(&cache, "a = 1")
        ));
        assert!(!Arc::ptr_eq(
            &facts(&cache, "a = 1"),
            &facts(&cache, "a = 2")
        ));
    }

    #[test]
    fn what_is_asked_for_stays_and_the_rest_is_forgotten() {
        let cache = Cache::default();
        let wanted = facts(&cache, "wanted = 1");
        let forgotten = facts(&cache, "forgotten = 1");
        for number in 0..12 {
            facts(&cache, &big(number));
            assert!(Arc::ptr_eq(&wanted, &facts(&cache, "wanted = 1")));
            assert!(held(&cache) <= 2 * GENERATION_BYTES);
        }
        assert!(!Arc::ptr_eq(&forgotten, &facts(&cache, "forgotten = 1")));
    }

    /// A Dify file of three code nodes that share nothing.
    fn flow(codes: [&str; 3]) -> String {
        let mut file = "app: {mode: workflow, name: f}\nkind: app\nversion: 0.6.0\nworkflow:\n  graph:\n    edges: []\n    nodes:\n".to_owned();
        for (id, code) in codes.iter().enumerate() {
            file += &format!(
                "    - id: '{id}'\n      data:\n        type: code\n        title: n\n        code_language: python3\n        code: \"{code}\"\n"
            );
        }
        file
    }

    #[test]
    fn broken_code_is_not_read_for_its_diagnostics() {
        let cache = Cache::for_editing();
        for (language, code) in [
            ("python3", "def main(:"),
            ("javascript", "function main( {"),
        ] {
            let file = flow([code; 3]).replace("python3", language);
            let settings = Default::default();
            let analysis = crate::analyze(&file, Path::new("f.yml"), &settings, &cache);
            assert!(!analysis.diagnostics.is_empty());
            let workflow = &analysis.workflows[0];
            let target = settings.target_of(workflow);
            let source = contract::source_of(&workflow.code_nodes[0], target).unwrap();
            assert!(!cache.facts(&source).is_read(), "{code}");
        }
    }

    #[test]
    fn only_the_touched_node_is_analysed_again() {
        let cache = Cache::for_editing();
        let look = |codes| {
            let before = cache.analysed();
            let analysis = crate::analyze(
                &flow(codes),
                Path::new("f.yml"),
                &Default::default(),
                &cache,
            );
            assert_eq!(analysis.workflows[0].code_nodes.len(), 3);
            cache.analysed() - before
        };
        assert_eq!(look(["a = 1", "b = 1", "c = 1"]), 3);
        assert_eq!(look(["a = 1", "b = 1", "c = 1"]), 0);
        assert_eq!(look(["a = 1", "b = 12", "c = 1"]), 1);
        assert_eq!(look(["\\na = 1", "b = 12", "c = 1"]), 1);
        assert_eq!(look(["a = 1", "b = 1", "c = 1"]), 0);
    }
}
