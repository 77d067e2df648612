//! What n8n sees in the keys of an item.

use smol_str::SmolStr;

use crate::view::Elements;
use crate::wire::{Field, Object, Wire};

/// The keys that make n8n take an object for an item (reference n8n 6).
pub const RESERVED: [&str; 5] = ["json", "binary", "pairedItem", "error", "index"];

pub(super) fn is_reserved(key: &str) -> bool {
    RESERVED.contains(&key)
}

/// Whether something is there. What is not known counts as [`Presence::Unknown`]: silence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Presence {
    No,
    Maybe,
    Yes,
    Unknown,
}

impl Presence {
    pub(super) fn possible(self) -> bool {
        matches!(self, Presence::Yes | Presence::Maybe)
    }

    /// Whether it may be missing.
    pub(super) fn avoidable(self) -> bool {
        matches!(self, Presence::No | Presence::Maybe)
    }

    /// Of several alternatives.
    pub(super) fn among(alternatives: impl IntoIterator<Item = Presence>) -> Presence {
        let mut alternatives = alternatives.into_iter();
        let Some(first) = alternatives.next() else {
            return Presence::Unknown;
        };
        alternatives.fold(first, |known, next| match (known, next) {
            (one, other) if one == other => one,
            (Presence::Maybe, _) | (_, Presence::Maybe) => Presence::Maybe,
            (Presence::Unknown, _) | (_, Presence::Unknown) => Presence::Unknown,
            _ => Presence::Maybe,
        })
    }
}

/// Whether an object surely, maybe or never has `key`.
pub(super) fn has(object: &Object, key: &str) -> Presence {
    match object.field(key) {
        Some(field) if field.always => Presence::Yes,
        Some(_) => Presence::Maybe,
        None if object.rest.is_some() => Presence::Unknown,
        None => Presence::No,
    }
}

/// Whether an item has what `of` looks for. Alternatives that are no objects are complained about
/// before anybody looks.
pub(super) fn wire_has(wire: &Wire, of: impl Fn(&Object) -> Presence) -> Presence {
    let objects = wire.alternatives().iter().filter_map(|wire| match wire {
        Wire::Object(object) => Some(object),
        _ => None,
    });
    Presence::among(objects.map(of))
}

/// The reserved keys, or the others, in their order: first those that are surely there.
pub(super) fn keys(object: &Object, reserved: bool) -> Vec<&Field> {
    let mut keys: Vec<&Field> = object
        .fields
        .iter()
        .filter(|field| is_reserved(&field.key) == reserved)
        .collect();
    keys.sort_by_key(|field| !field.always);
    keys
}

/// Whether there are such keys.
pub(super) fn any(object: &Object, reserved: bool) -> Presence {
    match keys(object, reserved).first() {
        Some(field) if field.always => Presence::Yes,
        Some(_) => Presence::Maybe,
        None if object.rest.is_some() => Presence::Unknown,
        None => Presence::No,
    }
}

pub(super) fn names(fields: &[&Field]) -> Vec<SmolStr> {
    fields.iter().map(|field| field.key.clone()).collect()
}

/// Whether some items have what others lack: surely, and possibly. Each presence is that of one
/// item, or of any item where their number is not known.
pub(super) fn differ<T>(elements: &Elements<T>, presences: &[Presence]) -> (bool, bool) {
    match elements {
        Elements::Exact(_) => (
            presences.contains(&Presence::Yes) && presences.contains(&Presence::No),
            two_differ(presences),
        ),
        Elements::Like { max, .. } => (
            false,
            presences.contains(&Presence::Maybe) && max.is_none_or(|max| max > 1),
        ),
    }
}

/// Whether one item may have what another one may lack.
fn two_differ(presences: &[Presence]) -> bool {
    let mut have = (0..presences.len()).filter(|index| presences[*index].possible());
    let mut lack = (0..presences.len()).filter(|index| presences[*index].avoidable());
    match (have.next(), lack.next()) {
        (Some(one), Some(other)) => one != other || have.next().or(lack.next()).is_some(),
        _ => false,
    }
}
