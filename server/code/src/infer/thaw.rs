//! From a [`Shape`] that stands alone back to an abstract value: data of which something is known beforehand.

use super::heap::{Field, Object, Record, Sequence};
use super::library::Making;
use super::machine::Machine;
use super::value::{Flags, Value};
use crate::shape::{ArrayKind, Shape};

/// Deeper parts, and those after so many objects, are data of which nothing is known.
const MOST_DEPTH: u32 = 12;
const MOST_OBJECTS: u16 = 2_000;

impl Machine<'_> {
    /// Outside data that looks like `shape`, its objects allocated where `made` says. Objects may have further keys.
    pub(super) fn thaw(&mut self, made: &mut Making<'_>, shape: &Shape, depth: u32) -> Value {
        if depth > MOST_DEPTH || made.ordinal > MOST_OBJECTS {
            return self.data();
        }
        made.ordinal += 1;
        let own = made.here();
        match shape {
            Shape::Null => Value::null(),
            Shape::Undefined => Value::undefined(),
            Shape::Boolean(_) => Value::any_bool(),
            Shape::Number(number) => {
                let int = if number.int {
                    Flags::INT
                } else {
                    Flags::default()
                };
                let float = if number.float {
                    Flags::FLOAT
                } else {
                    Flags::default()
                };
                Value::of(int.or(float))
            }
            Shape::String(_) => Value::string(),
            Shape::Array(array) => {
                let many = std::mem::replace(&mut made.many, true);
                let element = match array.element {
                    Shape::Never => self.data(),
                    ref element => self.thaw(made, element, depth + 1),
                };
                made.many = many;
                self.place(&own, Object::Array(Sequence::of(ArrayKind::List, element)))
            }
            Shape::Object(object) => {
                let mut record = Record::open(self.data());
                for field in &object.fields {
                    let value = self.thaw(made, &field.shape, depth + 1);
                    record.fields.push(Field {
                        key: field.key.clone(),
                        value,
                        always: field.always,
                        range: None,
                    });
                }
                self.place(&own, Object::Record(record))
            }
            Shape::Union(members) => {
                let mut all = Value::never();
                for member in members {
                    let one = self.thaw(made, member, depth + 1);
                    all.join(&one);
                }
                all
            }
            _ => self.data(),
        }
    }
}
