//! Facts of snippets already analysed.

use std::hash::{BuildHasher, BuildHasherDefault};
use std::sync::{Arc, Mutex};

use code::{Facts, Source};
use rustc_hash::{FxHashMap, FxHasher};

/// How many bytes of code a generation holds; their facts take about four times as much.
const GENERATION_BYTES: usize = 4 << 20;

/// Facts of snippets already analysed, by everything their meaning depends on. Shared between files
/// and threads, so that an identical snippet is analysed once. Bounded: what has long not been asked
/// for is forgotten.
#[derive(Debug, Default)]
pub struct Cache {
    known: Mutex<Generations>,
}

/// What was asked for since the last turn, and before it.
#[derive(Debug, Default)]
struct Generations {
    young: FxHashMap<u64, Known>,
    old: FxHashMap<u64, Known>,
    /// Of the code in `young`.
    bytes: usize,
}

#[derive(Debug)]
struct Known {
    text: Box<str>,
    facts: Arc<Facts>,
}

impl Cache {
    /// The facts of `source`, from memory if it has been seen before.
    pub fn facts(&self, source: &Source<'_>) -> Arc<Facts> {
        let key = BuildHasherDefault::<FxHasher>::default().hash_one(source);
        if let Ok(mut known) = self.known.lock()
            && let Some(found) = known.get(key, source.text)
        {
            return found;
        }
        let facts = Arc::new(Facts::of(source));
        if let Ok(mut known) = self.known.lock() {
            let text = source.text.into();
            let facts = facts.clone();
            known.insert(key, Known { text, facts });
        }
        facts
    }

    /// Forget everything.
    pub fn clear(&self) {
        if let Ok(mut known) = self.known.lock() {
            *known = Generations::default();
        }
    }
}

impl Generations {
    fn get(&mut self, key: u64, text: &str) -> Option<Arc<Facts>> {
        let same = |known: &&Known| *known.text == *text;
        if let Some(known) = self.young.get(&key).filter(same) {
            return Some(known.facts.clone());
        }
        let facts = self.old.get(&key).filter(same)?.facts.clone();
        if let Some(known) = self.old.remove(&key) {
            self.insert(key, known);
        }
        Some(facts)
    }

    /// Of two snippets with the same key the later is kept.
    fn insert(&mut self, key: u64, known: Known) {
        if self.bytes + known.text.len() > GENERATION_BYTES {
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
        })
    }

    fn held(cache: &Cache) -> usize {
        let known = cache.known.lock().unwrap();
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
}
