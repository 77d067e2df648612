//! What a platform holds against a result.

use std::fmt;

use smol_str::SmolStr;
use text_size::TextRange;

/// One thing that is wrong with a result.
#[derive(Debug, Clone, PartialEq)]
pub struct Violation {
    /// What is wrong.
    pub kind: Kind,
    /// Whether the node fails or data is silently lost.
    pub class: Class,
    /// For how many of the values that the shape stands for.
    pub certainty: Certainty,
    /// Where in the returned value.
    pub path: Path,
    /// Where the code writes that part, in bytes of the code, if the shape tells.
    pub range: Option<TextRange>,
    /// What the platform says when this is the first thing it stumbles on; `None` where it says
    /// nothing, or where the exact words depend on what is not known.
    pub message: Option<PlatformMessage>,
}

/// What a violation does to the run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Class {
    /// The node fails.
    Fails,
    /// The node succeeds, but data is dropped or changed on the way.
    SilentLoss,
}

/// For how many of the values that a shape stands for something holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Certainty {
    /// For some of them: for one alternative.
    Sometimes,
    /// For all that come about on one of the paths, which is there; or for one of several alternatives, none of which
    /// passes.
    OnePath,
    /// For all in which the lists on the way are not empty.
    UnlessEmpty,
    /// For every one.
    Always,
}

/// The way from the returned value to a part of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Path(pub Vec<Step>);

/// One step of a [`Path`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// The value of a key.
    Key(SmolStr),
    /// The element at a 0-based index.
    Index(u64),
    /// An element of a list whose length is not known.
    Element,
}

impl fmt::Display for Path {
    /// As people write it: `items[0].json.name`; an element of unknown index is `[]`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, step) in self.0.iter().enumerate() {
            match step {
                Step::Key(key) if index == 0 => write!(f, "{key}")?,
                Step::Key(key) => write!(f, ".{key}")?,
                Step::Index(index) => write!(f, "[{index}]")?,
                Step::Element => f.write_str("[]")?,
            }
        }
        Ok(())
    }
}

/// The platform's own words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlatformMessage {
    /// The error's type, as the platform reports it: Dify's `error_type`, n8n's error name.
    pub error: &'static str,
    /// The message.
    pub text: String,
    /// n8n's second line.
    pub description: Option<String>,
}

impl PlatformMessage {
    pub(crate) fn new(error: &'static str, text: impl Into<String>) -> Self {
        PlatformMessage {
            error,
            text: text.into(),
            description: None,
        }
    }

    pub(crate) fn described(mut self, text: impl Into<String>) -> Self {
        self.description = Some(text.into());
        self
    }
}

/// What is wrong. The first group fails the serialisation, the second Dify's check, the third
/// n8n's; the last loses data silently.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// A value that the serialiser refuses: the name of its type, where known.
    NotSerialisable {
        /// As the language names it: `set`, `datetime`, `BigInt`.
        type_name: Option<SmolStr>,
    },
    /// A dict key that `json.dumps` refuses: the name of its type.
    BadKey {
        /// As Python names it: `tuple`.
        type_name: SmolStr,
    },
    /// A structure that holds itself.
    Circular,
    /// NaN or an infinity in native Python on n8n: the runner's message is no JSON, the task hangs
    /// until it times out.
    NotFinite,
    /// An integer with more digits than Python turns into text.
    TooManyDigits,

    /// Dify wants an object at the top.
    NotAnObject {
        /// What came instead.
        found: Found,
    },
    /// A declared output is not there.
    MissingKey {
        /// The declared name.
        key: SmolStr,
        /// Why, where the code does write the key.
        vanished: Option<Vanished>,
        /// An undeclared key that the code writes and that looks like it.
        near: Option<SmolStr>,
    },
    /// A key that is not declared.
    ExtraKey {
        /// The key.
        key: SmolStr,
        /// A declared output that is missing and looks like it.
        near: Option<SmolStr>,
    },
    /// A value of another type than declared.
    WrongType {
        /// The declared type: `string`, …; of an element: the element's type.
        declared: &'static str,
        /// What came instead.
        found: Found,
    },
    /// A string longer than the platform allows.
    TooLong {
        /// The most characters allowed.
        limit: u64,
    },
    /// An array with more elements than the platform allows.
    TooManyElements {
        /// The most elements allowed.
        limit: u64,
        /// How many there are at least.
        count: u64,
    },
    /// A number outside the platform's range.
    OutOfRange,
    /// A float with more decimals than the platform allows.
    TooPrecise {
        /// How many decimals it has.
        decimals: u64,
        /// The most allowed.
        limit: u64,
    },
    /// A float, NaN among them, on which an old Dify's own check crashes.
    NumberCrash,
    /// Objects nested deeper than the platform allows.
    TooDeep {
        /// The most levels allowed, the result itself being the first.
        limit: u64,
    },
    /// A list of lists inside an object without declared children: Dify's check crashes.
    ListOfLists,
    /// A list whose elements are not all of the first one's type, inside an object.
    MixedList,

    /// n8n wants an object or an array of objects.
    NotItems {
        /// What came instead.
        found: Found,
    },
    /// Native Python returned `None` in *Run Once for All Items*, or JavaScript a value that JSON
    /// turns into `null`.
    NullResult,
    /// The item's `json` is no object.
    JsonNotObject {
        /// What it is instead.
        found: Found,
    },
    /// The item's `binary` is no object.
    BinaryNotObject {
        /// What it is instead.
        found: Found,
    },
    /// A key that n8n reserves stands beside ordinary ones.
    ReservedKey {
        /// The reserved key n8n complains about.
        key: SmolStr,
        /// The first ordinary one.
        beside: SmolStr,
    },
    /// An ordinary key on an item while another item has reserved ones.
    UnknownItemKey {
        /// The key.
        key: SmolStr,
    },
    /// Some items have `json` (or `binary`), others not.
    MixedItems {
        /// `json` or `binary`.
        key: &'static str,
    },
    /// The item has no `json` (Function node).
    JsonMissing,
    /// The Code Tool must return a string or a number.
    NotText {
        /// What came instead.
        found: Found,
    },

    /// The value is turned into something else on the way.
    Becomes {
        /// What it was: `Map`, `NaN`, `datetime`.
        from: SmolStr,
        /// What arrives.
        into: Arrives,
    },
    /// The key is dropped by `JSON.stringify`.
    Vanishes {
        /// The key.
        key: SmolStr,
        /// What it holds.
        vanished: Vanished,
    },
    /// A promise that nobody awaited arrives as `{}`.
    Unawaited,
    /// A text that looks like `1e+5` is turned into a number by Dify.
    Scientific {
        /// The text.
        text: SmolStr,
    },
    /// An integer that JavaScript cannot hold exactly.
    Imprecise,
    /// n8n drops the item.
    ItemDropped {
        /// What was returned.
        found: Found,
    },
    /// n8n keeps only `json` and `binary` of the item.
    KeysDropped {
        /// The keys it drops, in their order.
        keys: Vec<SmolStr>,
    },
    /// The keys stay on the item, where expressions like `$json.x` do not see them.
    KeptBesideJson {
        /// The keys, in their order.
        keys: Vec<SmolStr>,
    },
    /// n8n writes its own `pairedItem` over the one returned.
    PairedItemOverwritten,
    /// The item's data is lost: all that arrives is `{"pairedItem": …}`.
    BogusItem {
        /// What was returned in the place of the data.
        found: Found,
    },
    /// The whole object, `json` key and all, becomes the item's data.
    JsonWrapped {
        /// What `json` held.
        found: Found,
    },
    /// A key meant for the item ends up in its data: `binary`, `pairedItem`, …
    KeyIntoJson {
        /// The key.
        key: SmolStr,
    },
    /// The comparator gives a truth value: never "less than".
    ComparatorBoolean,
    /// The comparator gives something that is no number.
    ComparatorNotNumber {
        /// What it gives.
        found: Found,
    },
}

/// What a value turns into on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arrives {
    /// `null`
    Null,
    /// `{}`
    EmptyObject,
    /// Text: Python's `str(x)`, a BigInt's digits.
    Text,
}

/// Why a key that the code writes does not arrive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Vanished {
    /// Its value is `undefined`.
    Undefined,
    /// Its value is a function or class.
    Function,
    /// Its value is a symbol.
    Symbol,
}

/// What came instead of what was wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// Nothing was returned, or `undefined`.
    Undefined,
    /// `None`, `null`.
    Null,
    /// A truth value.
    Boolean,
    /// An integer.
    Integer,
    /// A float.
    Float,
    /// A number of either kind.
    Number,
    /// JavaScript's `BigInt`.
    BigInt,
    /// A text.
    String,
    /// An array, list or tuple.
    Array,
    /// An object or dict.
    Object,
    /// A function or class.
    Function,
    /// A symbol.
    Symbol,
    /// NaN, or an infinity.
    NotFinite,
    /// Something else, by the name of its type.
    Other(SmolStr),
}

impl From<Vanished> for Found {
    fn from(why: Vanished) -> Found {
        match why {
            Vanished::Undefined => Found::Undefined,
            Vanished::Function => Found::Function,
            Vanished::Symbol => Found::Symbol,
        }
    }
}

impl Found {
    /// The name of the type in Dify's validator, where it is known.
    pub(crate) fn python_type(&self) -> Option<&'static str> {
        match self {
            Found::Null => Some("NoneType"),
            Found::Boolean => Some("bool"),
            Found::Integer => Some("int"),
            Found::Float | Found::NotFinite => Some("float"),
            Found::String => Some("str"),
            Found::Array => Some("list"),
            Found::Object => Some("dict"),
            _ => None,
        }
    }

    /// What `typeof` says of it once it has been through JSON.
    pub(crate) fn type_of(&self) -> &'static str {
        match self {
            Found::Undefined | Found::Function | Found::Symbol => "undefined",
            Found::Boolean => "boolean",
            Found::Integer | Found::Float | Found::Number => "number",
            Found::String | Found::BigInt => "string",
            Found::Null | Found::Array | Found::Object | Found::NotFinite | Found::Other(_) => {
                "object"
            }
        }
    }
}
