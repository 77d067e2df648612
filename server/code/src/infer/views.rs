//! What looks at an object as it is by then: the views of a dict, the iterator over a list.
//!
//! Most of them are walked where they are made. One that a variable holds sees what is done to the object afterwards.

use text_size::TextRange;

use super::heap::{Object, Record, Sequence};
use super::machine::Machine;
use super::value::{Callable, HeapId, Value};
use crate::ir::{ExprId, ExprKind, VarId, Variable, VariableKind};
use crate::shape::ArrayKind;

/// A view of a dict of Python, live as long as the dict.
#[derive(Debug, Clone)]
pub(super) struct View {
    pub(super) source: HeapId,
    /// The dict as the view was made.
    shown: Record,
}

impl Machine<'_> {
    // ---- dicts whose few keys are known

    /// The keys of `record` are known, and few.
    pub(super) fn shows_little(&self, record: &Record) -> bool {
        let known = super::walk::known_entries(record, true);
        known.is_some_and(|entries| entries.len() <= super::unroll::MOST_ROUNDS)
    }

    /// A view of a dict whose few keys are known.
    pub(super) fn known_view(
        &mut self,
        site: ExprId,
        id: HeapId,
        record: &Record,
        name: &str,
    ) -> Value {
        let entries = super::walk::known_entries(record, true).unwrap_or_default();
        let (keys, values): (Vec<Value>, Vec<Value>) = entries.into_iter().unzip();
        match name {
            "keys" => self.new_view(site, id, keys, "dict_keys"),
            "values" => self.new_view(site, id, values, "dict_values"),
            _ => {
                let pairs = self.pairs(site, keys, values);
                self.new_view(site, id, pairs, "dict_items")
            }
        }
    }

    /// A view of `dict`, which shows `items` as long as the dict is what it is now.
    pub(super) fn new_view(
        &mut self,
        site: ExprId,
        dict: HeapId,
        items: Vec<Value>,
        name: &'static str,
    ) -> Value {
        let Some(Object::Record(record)) = self.object(dict) else {
            return Value::unknown();
        };
        let view = View {
            source: dict,
            shown: record.clone(),
        };
        let sequence = Sequence {
            name: Some(name),
            ..Sequence::exact(ArrayKind::Lazy, items)
        };
        let value = self.new_array(site, sequence);
        for id in &value.refs {
            self.shown.insert(*id, view.clone());
        }
        self.look_at(&value, dict);
        value
    }

    /// The dict of which it is a view is not what it was.
    pub(super) fn is_changed_view(&self, id: HeapId) -> bool {
        self.shown.get(&id).is_some_and(|view| {
            !matches!(self.object(view.source), Some(Object::Record(now)) if *now == view.shown)
        })
    }

    // ---- what looks on

    /// `view` looks at `source`.
    pub(super) fn look_at(&mut self, view: &Value, source: HeapId) {
        let views = self.views.entry(source).or_default();
        for id in &view.refs {
            if !views.contains(id) {
                views.push(*id);
            }
        }
    }

    /// `view` looks at each of `sources`.
    pub(super) fn look_at_all<'v>(
        &mut self,
        view: &Value,
        sources: impl IntoIterator<Item = &'v Value>,
    ) {
        for id in sources.into_iter().flat_map(|source| &source.refs) {
            self.look_at(view, *id);
        }
    }

    /// What `value` gives is found out only later, and depends on more than itself if it `reads` more.
    pub(super) fn delay(&mut self, value: &Value, reads: bool) {
        if reads {
            self.delayed.extend(value.refs.iter().copied());
        }
    }

    /// `value` is kept in a variable. What it gives may be found out only later, from what is there by then.
    pub(super) fn keep(&mut self, value: &Value) {
        for id in &value.refs {
            if !self.delayed.contains(id) {
                continue;
            }
            let later = match self.object(*id).cloned() {
                Some(Object::Array(mut sequence)) => {
                    sequence.element = Value::unknown();
                    sequence.loosen();
                    Object::Array(sequence)
                }
                Some(Object::Instance { class, .. }) => Object::Instance {
                    class,
                    content: Value::unknown(),
                },
                Some(Object::Promise(_)) => Object::Promise(Value::unknown()),
                _ => continue,
            };
            self.state.update(*id, later);
        }
    }

    /// What a function of the code gives depends on variables of those around it.
    pub(super) fn reads_more(&self, callable: &Callable) -> bool {
        match callable {
            Callable::Closure { function, .. } => {
                let range = self.program.function(*function).range;
                self.reads_around(range)
            }
            _ => false,
        }
    }

    /// An expression within `range` reads a variable from outside of it that may change.
    pub(super) fn reads_around(&self, range: TextRange) -> bool {
        let changes = |variable: &Variable| {
            !matches!(
                variable.kind,
                VariableKind::Function | VariableKind::Class | VariableKind::Import
            )
        };
        self.program.exprs.iter().any(|expr| match expr.kind {
            ExprKind::Var(variable) => {
                let known = self.program.variable(variable);
                range.contains_range(expr.range)
                    && !range.contains_range(known.declared)
                    && changes(known)
            }
            _ => false,
        })
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
        let mut looking = match self.object(view).cloned() {
            Some(Object::Array(looking)) => looking,
            Some(Object::Instance { class, .. }) => {
                // An iterator of JavaScript.
                let content = Value::unknown();
                self.state.update(view, Object::Instance { class, content });
                return;
            }
            _ => return,
        };
        let now = match (self.object(source), looking.name) {
            (Some(Object::Record(record)), Some("dict_values")) => record.any_value(),
            (Some(Object::Record(record)), Some("dict_keys")) => {
                super::walk::keys(record, true).element
            }
            (Some(Object::Record(record)), Some("dict_items")) => {
                let entry = [super::walk::keys(record, true).element, record.any_value()];
                return self.refresh_pairs(view, looking, &entry);
            }
            (Some(Object::Array(list)), None) => list.element.clone(),
            // What is made of the elements: `enumerate`, `zip`, `map`.
            (Some(Object::Array(_) | Object::Record(_)), _) => Value::unknown(),
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
        if looking.element.refs.is_empty() {
            // There was no pair yet.
            looking.element = Value::unknown();
        }
        looking.loosen();
        self.state.update(view, Object::Array(looking));
    }
}
