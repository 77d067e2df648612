//! Dify's check of what stands inside an object whose keys are not declared (reference dify 2.7).

use workflow::NestedLists;

use super::check::{Check, join};
use super::message;
use crate::verdict::Place;
use crate::view::Elements;
use crate::violation::{Certainty, Kind};
use crate::wire::{Object, Wire};

/// What the first element of a list makes Dify expect of the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    Null,
    /// Truth values are numbers here.
    Number,
    String,
    Object,
    Array,
    Unknown,
}

fn sort(wire: &Wire) -> Sort {
    match wire {
        Wire::Unknown | Wire::OneOf(_) => Sort::Unknown,
        Wire::Null => Sort::Null,
        Wire::Boolean(_) | Wire::Number(_) => Sort::Number,
        Wire::String(_) => Sort::String,
        Wire::Object(_) => Sort::Object,
        Wire::Array(_) => Sort::Array,
    }
}

impl Check<'_> {
    /// Every value of the object.
    pub(super) fn undeclared(
        &mut self,
        object: &Object,
        place: &Place,
        prefix: &str,
        depth: u64,
    ) -> bool {
        let mut fails = false;
        for field in &object.fields {
            let path = join(prefix, &field.key);
            let here = place.key(&field.key, field.always, field.range);
            let bad = self.each(&field.wire, &here, |check, wire, place| match wire {
                Wire::Array(elements) => check.list(elements, place, &path, depth),
                wire => check.inside(wire, place, &path, depth),
            });
            fails |= bad && field.always;
        }
        fails
    }

    /// A value that is no list, or the element of one: there, a list makes Dify crash.
    fn inside(&mut self, wire: &Wire, place: &Place, path: &str, depth: u64) -> bool {
        match wire {
            Wire::Object(object) => self.result(object, None, place, path, depth + 1),
            Wire::Number(number) => self.number(number, place, path),
            Wire::String(text) => self.text(text, place, path),
            Wire::Array(_) => {
                let limit = self.depth_limit();
                if depth + 1 > limit {
                    let message = message::too_deep(self.facts);
                    return self.sink.fail(place, Kind::TooDeep { limit }, message);
                }
                self.sink
                    .fail(place, Kind::ListOfLists, message::list_of_lists())
            }
            _ => false,
        }
    }

    fn list(&mut self, elements: &Elements<Wire>, place: &Place, path: &str, depth: u64) -> bool {
        match elements {
            Elements::Exact(items) => {
                let Some(first) = items.first() else {
                    return false;
                };
                self.each(first, place, |check, first, place| {
                    check.list_led_by(first, items, place, path, depth)
                })
            }
            Elements::Like { element, max, .. } => {
                let mut sorts: Vec<Sort> = element.alternatives().iter().map(sort).collect();
                sorts.retain(|sort| *sort != Sort::Null);
                let mixed = sorts.iter().any(|sort| *sort != sorts[0]) && *max != Some(1);
                if mixed {
                    let place = place.at_most(Certainty::Sometimes);
                    self.sink
                        .fail(&place, Kind::MixedList, message::mixed_list(path));
                }
                let nests = self.nests();
                self.elements(elements, place, |check, wire, place, index| {
                    if sort(wire) == Sort::Array && !nests {
                        return check.sink.fail(
                            place,
                            Kind::ListOfLists,
                            message::mixed_list(path),
                        );
                    }
                    check.inside(wire, place, &format!("{path}[{index}]"), depth)
                })
            }
        }
    }

    /// Whether Dify tries to look into a list of lists.
    fn nests(&self) -> bool {
        self.facts.nested_lists == NestedLists::AttributeError
    }

    /// A list whose first element is `first`.
    fn list_led_by(
        &mut self,
        first: &Wire,
        items: &[Wire],
        place: &Place,
        path: &str,
        depth: u64,
    ) -> bool {
        let expected = sort(first);
        if matches!(expected, Sort::Null | Sort::Unknown) {
            return false;
        }
        let fits = |wire: &Wire| {
            let sort = sort(wire);
            sort == expected || matches!(sort, Sort::Null | Sort::Unknown)
        };
        let strange = |item: &Wire| {
            let alternatives = item.alternatives();
            !alternatives.is_empty() && !alternatives.iter().any(fits)
        };
        if items[1..].iter().any(strange) {
            return self
                .sink
                .fail(place, Kind::MixedList, message::mixed_list(path));
        }
        if items[1..]
            .iter()
            .any(|item| !item.alternatives().iter().all(fits))
        {
            let place = place.at_most(Certainty::Sometimes);
            self.sink
                .fail(&place, Kind::MixedList, message::mixed_list(path));
        }
        if expected == Sort::Array && !self.nests() {
            return self
                .sink
                .fail(place, Kind::ListOfLists, message::mixed_list(path));
        }
        let mut fails = self.inside(first, &place.index(0), &format!("{path}[0]"), depth);
        for (index, item) in items.iter().enumerate().skip(1) {
            let here = place.index(index);
            fails |= self.each(item, &here, |check, wire, place| {
                fits(wire) && check.inside(wire, place, &format!("{path}[{index}]"), depth)
            });
        }
        fails
    }
}
