//! Collecting violations and weighing alternatives.

use text_size::TextRange;

use crate::view::Elements;
use crate::violation::{Certainty, Class, Kind, Path, PlatformMessage, Step, Violation};
use crate::wire::Wire;

/// What a platform says of a result.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    /// Everything that is wrong, in the order in which the platform would come across it.
    pub violations: Vec<Violation>,
    /// Whether the node fails.
    pub outcome: Outcome,
}

/// Whether a node fails with results of a shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// Nothing is known against it.
    Passes,
    /// It fails for some values of the shape.
    MayFail,
    /// It fails for every value of the shape.
    Fails,
}

impl Verdict {
    /// The first thing the platform stumbles on, if anything.
    pub fn first_failure(&self) -> Option<&Violation> {
        self.violations
            .iter()
            .find(|violation| violation.class == Class::Fails)
    }

    /// `path` is the verdict on what surely comes about on one of the paths: what fails there fails on a path, also
    /// where the joined value is too vague to tell.
    pub fn with_path(&mut self, path: &Verdict) {
        let certain = |violation: &&Violation| violation.certainty >= Certainty::UnlessEmpty;
        let failing = path.violations.iter().filter(certain);
        for failing in failing.filter(|violation| violation.class == Class::Fails) {
            let same =
                |known: &&mut Violation| known.kind == failing.kind && known.path == failing.path;
            let mut known = self.violations.iter_mut().filter(same).peekable();
            if known.peek().is_none() {
                self.violations.push(Violation {
                    certainty: Certainty::OnePath,
                    ..failing.clone()
                });
                continue;
            }
            for known in known.filter(|known| known.certainty == Certainty::Sometimes) {
                known.certainty = Certainty::OnePath;
            }
        }
        if self.outcome == Outcome::Passes && self.first_failure().is_some() {
            self.outcome = Outcome::MayFail;
        }
    }

    pub(crate) fn new(sink: Sink, fails: bool) -> Verdict {
        let may = sink
            .violations
            .iter()
            .any(|violation| violation.class == Class::Fails);
        let outcome = match (fails, may) {
            (true, _) => Outcome::Fails,
            (false, true) => Outcome::MayFail,
            (false, false) => Outcome::Passes,
        };
        Verdict {
            violations: sink.violations,
            outcome,
        }
    }
}

/// Where a check stands: what a violation found here is worth.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    pub(crate) certainty: Certainty,
    pub(crate) path: Path,
    pub(crate) range: Option<TextRange>,
}

impl Place {
    /// The returned value itself.
    pub(crate) fn top() -> Place {
        Place {
            certainty: Certainty::Always,
            path: Path::default(),
            range: None,
        }
    }

    /// The same place, believed no more than `certainty`.
    pub(crate) fn at_most(&self, certainty: Certainty) -> Place {
        Place {
            certainty: self.certainty.min(certainty),
            ..self.clone()
        }
    }

    /// A key of the object here.
    pub(crate) fn key(&self, key: &str, always: bool, range: Option<TextRange>) -> Place {
        let certainty = if always {
            self.certainty
        } else {
            Certainty::Sometimes
        };
        Place {
            certainty,
            path: self.step(Step::Key(key.into())),
            range: range.or(self.range),
        }
    }

    /// The element at `index` of the list here.
    pub(crate) fn index(&self, index: usize) -> Place {
        Place {
            path: self.step(Step::Index(index as u64)),
            ..self.clone()
        }
    }

    /// Any element of the list here, which has at least `min`.
    pub(crate) fn element(&self, min: u64) -> Place {
        let most = if min > 0 {
            Certainty::Always
        } else {
            Certainty::UnlessEmpty
        };
        Place {
            path: self.step(Step::Element),
            ..self.at_most(most)
        }
    }

    fn step(&self, step: Step) -> Path {
        let mut path = self.path.clone();
        path.0.push(step);
        path
    }
}

/// Takes the violations in. Checks return whether the value at their place surely fails.
#[derive(Debug, Default)]
pub(crate) struct Sink {
    pub(crate) violations: Vec<Violation>,
}

impl Sink {
    /// The node fails here.
    pub(crate) fn fail(
        &mut self,
        place: &Place,
        kind: Kind,
        message: impl Into<Option<PlatformMessage>>,
    ) -> bool {
        self.push(place, kind, Class::Fails, message.into());
        true
    }

    /// Data is lost here.
    pub(crate) fn lose(&mut self, place: &Place, kind: Kind) {
        self.push(place, kind, Class::SilentLoss, None);
    }

    fn push(&mut self, place: &Place, kind: Kind, class: Class, message: Option<PlatformMessage>) {
        self.violations.push(Violation {
            kind,
            class,
            certainty: place.certainty,
            path: place.path.clone(),
            range: place.range,
            message,
        });
    }

    /// Asks `check` about each of several alternatives at `place`. A violation that all of them
    /// share is worth as much as the place; others hold for some values only. The whole surely
    /// fails when every alternative does: then what makes one of them fail is more than a guess.
    pub(crate) fn alternatives<T>(
        &mut self,
        alternatives: &[T],
        place: &Place,
        mut check: impl FnMut(&mut Sink, &T, &Place) -> bool,
    ) -> bool {
        if let [only] = alternatives {
            return check(self, only, place);
        }
        let mut found: Vec<Vec<Violation>> = Vec::with_capacity(alternatives.len());
        let mut fails = !alternatives.is_empty();
        for alternative in alternatives {
            let mut sink = Sink::default();
            fails &= check(&mut sink, alternative, place);
            found.push(sink.violations);
        }
        self.merge(found, fails);
        fails
    }

    /// Asks `check` about every alternative of every element (with its 0-based index; 0 where it is not known).
    /// The whole surely fails when one element that is surely there does.
    pub(crate) fn elements(
        &mut self,
        elements: &Elements<Wire>,
        place: &Place,
        mut check: impl FnMut(&mut Sink, &Wire, &Place, usize) -> bool,
    ) -> bool {
        let mut each = |item: &Wire, here: Place, index| {
            self.alternatives(item.alternatives(), &here, |sink, wire, place| {
                check(sink, wire, place, index)
            })
        };
        match elements {
            Elements::Exact(items) => {
                let items = items.iter().enumerate();
                items.fold(false, |fails, (index, item)| {
                    fails | each(item, place.index(index), index)
                })
            }
            Elements::Like { max: Some(0), .. } => false,
            Elements::Like { element, min, .. } => {
                each(element, place.element(*min), 0) && *min > 0
            }
        }
    }

    /// Joins the findings of alternatives, each found as if it were the only one; `all_fail` says whether each of
    /// them surely fails.
    fn merge(&mut self, found: Vec<Vec<Violation>>, all_fail: bool) {
        let mut merged: Vec<Violation> = Vec::new();
        for violation in found.iter().flatten() {
            if merged.iter().any(|known| same(known, violation)) {
                continue;
            }
            merged.push(Violation {
                certainty: shared(&found, violation).unwrap_or(Certainty::Sometimes),
                ..violation.clone()
            });
        }
        let explained = merged.iter().any(certainly_fails);
        if all_fail && !explained {
            let failing = found.iter().flatten().filter(|one| certainly_fails(one));
            for violation in failing {
                for known in merged.iter_mut().filter(|known| same(known, violation)) {
                    known.certainty = known.certainty.max(Certainty::OnePath);
                }
            }
        }
        self.violations.append(&mut merged);
    }
}

/// How certain a violation is that all alternatives have; `None` where one has it not.
fn shared(found: &[Vec<Violation>], violation: &Violation) -> Option<Certainty> {
    let certainty = |one: &Vec<Violation>| {
        let same = one.iter().filter(|other| same(other, violation));
        same.map(|other| other.certainty).max()
    };
    found.iter().map(certainty).min().flatten()
}

fn certainly_fails(violation: &Violation) -> bool {
    violation.class == Class::Fails && violation.certainty >= Certainty::OnePath
}

/// The same finding, whatever its certainty.
fn same(one: &Violation, other: &Violation) -> bool {
    one.kind == other.kind
        && one.class == other.class
        && one.path == other.path
        && one.range == other.range
        && one.message == other.message
}
