//! What is known of a value without running the code that makes it.

use smol_str::SmolStr;

/// The shape of a value. [`Shape::Unknown`] is silence: nothing may be claimed of it.
#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    /// Could be anything.
    Unknown,
    /// No value at all: the expression never finishes.
    Never,
    /// `None` or `null`.
    Null,
    /// JavaScript's `undefined`.
    Undefined,
    /// A truth value, and which if known.
    Boolean(Option<bool>),
    /// A number.
    Number(Number),
    /// JavaScript's `BigInt`.
    BigInt,
    /// Text.
    String(Text),
    /// Python's `bytes` or `bytearray`.
    Bytes,
    /// JavaScript's symbol.
    Symbol,
    /// A list, array, tuple or set.
    Array(Box<Array>),
    /// A dict or plain object.
    Object(Box<Object>),
    /// Anything callable, classes included.
    Function,
    /// A module.
    Module(SmolStr),
    /// An instance of a named class: `datetime.datetime`, `Date`, `Map`, `Counter`, `Error`, …;
    /// the names are those of the library tables. A class of the user's own is `user:Name`, if it
    /// extends nothing that is built in (a `dict`, an `Array`, an `Enum`, …: those are `Unknown`).
    Instance(SmolStr),
    /// A promise or coroutine, and what awaiting it gives.
    Promise(Box<Shape>),
    /// An object around this place, once more: the value contains itself.
    Circular,
    /// One of several; never nested, never holding `Unknown` or `Never`.
    Union(Vec<Shape>),
}

/// What is known of a number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Number {
    /// It may be an integer (Python `int`; a JavaScript number with no fraction).
    pub int: bool,
    /// It may have a fraction (Python `float`, whatever its value), be infinite or NaN.
    pub float: bool,
    /// Its value, when exactly one is possible and a double holds it exactly.
    pub value: Option<f64>,
}

/// What is known of a text.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Text {
    /// Its value, when exactly one is possible.
    pub value: Option<SmolStr>,
    /// It has at least so many characters (Unicode scalar values).
    pub min_length: u64,
}

/// Which of the sequence types.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ArrayKind {
    /// A Python list or a JavaScript array.
    List,
    /// A Python tuple.
    Tuple,
    /// A Python set or frozenset (JavaScript's `Set` is an [`Shape::Instance`]).
    Set,
    /// A Python generator, iterator, view or range: iterable, but no list.
    Lazy,
}

/// What is known of a sequence.
#[derive(Debug, Clone, PartialEq)]
pub struct Array {
    /// Which sequence it is.
    pub kind: ArrayKind,
    /// Every element, when their number is known exactly and small.
    pub items: Option<Vec<Shape>>,
    /// The union of what any element may be ([`Shape::Never`] when it is surely empty).
    pub element: Shape,
    /// It has at least so many elements.
    pub min: u64,
    /// It has at most so many elements, if there is a bound.
    pub max: Option<u64>,
}

/// What is known of a dict or plain object.
#[derive(Debug, Clone, PartialEq)]
pub struct Object {
    /// The known keys, in the order of insertion. Python's non-string keys stand as `json.dumps`
    /// writes them (`1`, `true`, `null`).
    pub fields: Vec<Field>,
    /// What other keys may hold: `None` when there are surely no others.
    pub rest: Option<Shape>,
    /// A key that `json.dumps` refuses (a tuple, say): the name of its type.
    pub bad_key: Option<SmolStr>,
}

/// One known key of an [`Object`].
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// The key.
    pub key: SmolStr,
    /// What it holds when it is there.
    pub shape: Shape,
    /// It is there on every path; otherwise there is a path on which it is not.
    pub always: bool,
    /// Where the code writes it (the key of the literal or the target of the assignment; the last
    /// write seen), in bytes of the code.
    pub range: Option<text_size::TextRange>,
}

impl Object {
    /// The field of `key`.
    pub fn field(&self, key: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.key == key)
    }
}

impl Shape {
    /// Text of which nothing is known.
    pub const STRING: Shape = Shape::String(Text {
        value: None,
        min_length: 0,
    });
    /// An integer.
    pub const INT: Shape = Shape::Number(Number {
        int: true,
        float: false,
        value: None,
    });
    /// A float.
    pub const FLOAT: Shape = Shape::Number(Number {
        int: false,
        float: true,
        value: None,
    });
    /// A number of either kind.
    pub const NUMBER: Shape = Shape::Number(Number {
        int: true,
        float: true,
        value: None,
    });
    /// A truth value.
    pub const BOOLEAN: Shape = Shape::Boolean(None);

    /// The alternatives: the members of a union, else the shape itself.
    pub fn alternatives(&self) -> &[Shape] {
        match self {
            Shape::Union(members) => members,
            Shape::Never => &[],
            one => std::slice::from_ref(one),
        }
    }
}

/// More alternatives than this are given up as unknown.
const MOST_ALTERNATIVES: usize = 24;

impl Shape {
    /// What either may be.
    pub fn union(self, other: Shape) -> Shape {
        Shape::union_of([self, other])
    }

    /// What any of `members` may be.
    pub fn union_of(members: impl IntoIterator<Item = Shape>) -> Shape {
        let mut all: Vec<Shape> = Vec::new();
        for member in members {
            match member {
                Shape::Unknown => return Shape::Unknown,
                Shape::Never => {}
                Shape::Union(inner) => inner
                    .into_iter()
                    .for_each(|one| add_alternative(&mut all, one)),
                one => add_alternative(&mut all, one),
            }
        }
        match all.len() {
            0 => Shape::Never,
            1 => all.swap_remove(0),
            n if n > MOST_ALTERNATIVES => Shape::Unknown,
            _ => Shape::Union(all),
        }
    }
}

fn add_alternative(all: &mut Vec<Shape>, new: Shape) {
    for known in all.iter_mut() {
        match (&mut *known, &new) {
            (Shape::Boolean(a), Shape::Boolean(b)) => {
                *a = if a == b { *a } else { None };
                return;
            }
            (Shape::Number(a), Shape::Number(b)) => {
                let value = if a == b { a.value } else { None };
                *a = Number {
                    int: a.int || b.int,
                    float: a.float || b.float,
                    value,
                };
                return;
            }
            (Shape::String(a), Shape::String(b)) => {
                let value = if a.value == b.value {
                    a.value.take()
                } else {
                    None
                };
                *a = Text {
                    value,
                    min_length: a.min_length.min(b.min_length),
                };
                return;
            }
            (a, b) if *a == *b => return,
            _ => {}
        }
    }
    all.push(new);
}
