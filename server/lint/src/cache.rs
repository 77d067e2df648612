//! Facts of snippets already analysed.

use std::hash::{BuildHasher, BuildHasherDefault};
use std::sync::{Arc, Mutex};

use code::{Facts, Source};
use rustc_hash::{FxHashMap, FxHasher};

/// Facts of snippets already analysed, by everything their meaning depends on. Shared between files
/// and threads, so that an identical snippet is analysed once.
#[derive(Debug, Default)]
pub struct Cache {
    known: Mutex<FxHashMap<u64, Vec<Known>>>,
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
        if let Ok(known) = self.known.lock()
            && let Some(found) = known
                .get(&key)
                .and_then(|all| all.iter().find(|one| *one.text == *source.text))
        {
            return found.facts.clone();
        }
        let facts = Arc::new(Facts::of(source));
        if let Ok(mut known) = self.known.lock() {
            let entry = Known {
                text: source.text.into(),
                facts: facts.clone(),
            };
            known.entry(key).or_default().push(entry);
        }
        facts
    }

    /// Forget everything.
    pub fn clear(&self) {
        if let Ok(mut known) = self.known.lock() {
            known.clear();
        }
    }
}
