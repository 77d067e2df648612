//! What looks at an object as it is by then: the views of a dict, the iterator over a list.
//!
//! Most of them are walked where they are made. One that a variable holds sees what is done to the object afterwards.

use super::heap::{Object, Sequence};
use super::machine::Machine;
use super::value::{HeapId, Value};
use crate::ir::VarId;

impl Machine<'_> {
    /// `view` looks at `source`.
    pub(super) fn look_at(&mut self, view: &Value, source: HeapId) {
        let views = self.views.entry(source).or_default();
        for id in &view.refs {
            if !views.contains(id) {
                views.push(*id);
            }
        }
    }

    /// `source` has changed: so has what looks at it.
    pub(super) fn refresh_views(&mut self, source: HeapId) {
        for view in self.views.get(&source).cloned().unwrap_or_default() {
            if self.is_in_a_variable(view) {
                self.refresh(view, source);
            }
        }
    }

    fn is_in_a_variable(&self, view: HeapId) -> bool {
        let variables = 0..self.program.variables.len();
        variables
            .filter_map(|variable| self.state.variable(VarId(variable as u32)))
            .any(|value| super::state::mentions(value, view))
    }

    fn refresh(&mut self, view: HeapId, source: HeapId) {
        let Some(Object::Array(mut looking)) = self.object(view).cloned() else {
            return;
        };
        let now = match (self.object(source), looking.name) {
            (Some(Object::Record(record)), Some("dict_values")) => record.any_value(),
            (Some(Object::Record(record)), Some("dict_keys")) => {
                super::walk::keys(record, true).element
            }
            (Some(Object::Record(record)), _) => {
                let entry = [super::walk::keys(record, true).element, record.any_value()];
                return self.refresh_pairs(view, looking, &entry);
            }
            (Some(Object::Array(list)), _) => list.element.clone(),
            _ => {
                self.state.update(view, Object::Forgotten);
                return;
            }
        };
        looking.element.join(&now);
        looking.loosen();
        self.state.update(view, Object::Array(looking));
    }

    fn refresh_pairs(&mut self, view: HeapId, mut looking: Sequence, entry: &[Value; 2]) {
        for pair in looking.element.refs.clone() {
            if let Some(Object::Array(mut items)) = self.object(pair).cloned() {
                for (item, now) in items.items.iter_mut().flatten().zip(entry) {
                    item.join(now);
                    items.element.join(now);
                }
                self.state.update(pair, Object::Array(items));
            }
        }
        looking.loosen();
        self.state.update(view, Object::Array(looking));
    }
}
