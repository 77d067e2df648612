//! The releases of Dify, as far as code nodes tell them apart (reference dify 0.1, 2, 3).

use super::{Facts, Hosting, Target, numbers};
use crate::Platform;

/// What a release of Dify does with code nodes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DifyFacts {
    /// The newest patch release that the facts hold for.
    pub release: Release,
    /// The DSL version it writes.
    pub dsl: &'static str,
    /// The sandbox that its docker-compose file starts; empty where that is not known.
    pub sandbox: &'static str,
    /// Whether anything written to stderr fails the node; `None` is unknown (reference dify 2.10).
    pub stderr_is_fatal: Option<bool>,
    /// The limits that apply where the deployment sets no others.
    pub limits: Limits,
    /// How the messages of validation are worded (reference dify 2.6).
    pub wording: Wording,
    /// What is made of the types `boolean` and `array[boolean]`.
    pub booleans: Booleans,
    /// `True` and `False` in a `number` output become 1 and 0.
    pub booleans_become_numbers: bool,
    /// Strings such as `1e+5` anywhere in the result become floats (reference dify 2.5).
    pub scientific_rewrite: bool,
    /// How the decimals of a float are counted.
    pub precision: Precision,
    /// What becomes of NaN in a `number`.
    pub not_a_number: NotANumber,
    /// What becomes of a list of lists inside an object (reference dify 2.7).
    pub nested_lists: NestedLists,
    /// Range and precision are checked for the elements of `array[number]` too.
    pub checks_number_elements: bool,
    /// Another element than a string in `array[string]` raises Python's own error, not Dify's.
    pub string_elements_crash: bool,
    /// How many lines the wrapper puts before the code: tracebacks are off by these.
    pub wrapper_lines: u32,
    /// The file name that a Python traceback gives to the code.
    pub traceback_file: &'static str,
    /// Whether code can reach the network (reference dify 3.2).
    pub network: bool,
}

/// A release: major, minor, patch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Release(pub u16, pub u16, pub u16);

/// Limits of validation (reference dify 2.9). Inclusive: a value of exactly the limit passes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// `CODE_MAX_STRING_LENGTH`, in code points.
    pub string_length: u64,
    /// `CODE_MAX_STRING_ARRAY_LENGTH`.
    pub string_array_length: u64,
    /// `CODE_MAX_OBJECT_ARRAY_LENGTH`.
    pub object_array_length: u64,
    /// `CODE_MAX_NUMBER_ARRAY_LENGTH`.
    pub number_array_length: u64,
    /// `CODE_MAX_DEPTH`.
    pub depth: u32,
    /// `CODE_MAX_PRECISION`, in decimals.
    pub precision: u32,
    /// `CODE_MIN_NUMBER`.
    pub min_number: i64,
    /// `CODE_MAX_NUMBER`.
    pub max_number: i64,
    /// `TEMPLATE_TRANSFORM_MAX_LENGTH`, in characters.
    pub template_length: u64,
}

/// How the messages of validation are worded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Wording {
    /// Up to 1.8: ``Output variable `x` must be a string``.
    OutputVariable,
    /// 1.9 to 1.13: no final dot, nested paths begin with a dot.
    LeadingDot,
    /// From 1.14.
    Graphon,
}

/// What is made of the types `boolean` and `array[boolean]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Booleans {
    /// There are no such types.
    Absent,
    /// Anything but a truth value is refused.
    Strict,
    /// `boolean` takes anything.
    Unchecked,
}

/// How the decimals of a float are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Precision {
    /// Not at all.
    Unchecked,
    /// The characters after the dot in `str(value)`.
    AsWritten,
    /// The decimals of the exact normalised value of `str(value)`.
    Normalized,
}

/// What becomes of NaN in a `number`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NotANumber {
    /// It passes.
    Passes,
    /// `IndexError`.
    IndexError,
    /// `TypeError: '<' not supported between instances of 'str' and 'int'`.
    TypeError,
}

/// What becomes of a list of lists inside an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NestedLists {
    /// Reported as an array whose elements differ.
    NotAnArray,
    /// `AttributeError: 'list' object has no attribute 'items'`.
    AttributeError,
}

const LIMITS: Limits = Limits {
    string_length: 400_000,
    string_array_length: 30,
    object_array_length: 30,
    number_array_length: 1000,
    depth: 5,
    precision: 20,
    // As every shipped `.env` sets it; the code's own default is one more.
    min_number: i64::MIN,
    max_number: i64::MAX,
    template_length: 400_000,
};

const OLD_LIMITS: Limits = Limits {
    string_length: 80_000,
    template_length: 80_000,
    ..LIMITS
};

// Each release is the one before it with what it changed.

const V0_6: DifyFacts = DifyFacts {
    release: Release(0, 6, 99),
    dsl: "0.1.0",
    sandbox: "0.2.6",
    stderr_is_fatal: Some(true),
    limits: OLD_LIMITS,
    wording: Wording::OutputVariable,
    booleans: Booleans::Absent,
    booleans_become_numbers: false,
    scientific_rewrite: false,
    precision: Precision::Unchecked,
    not_a_number: NotANumber::Passes,
    nested_lists: NestedLists::NotAnArray,
    checks_number_elements: true,
    string_elements_crash: true,
    wrapper_lines: 2,
    traceback_file: "<string>",
    network: true,
};
const V0_7: DifyFacts = DifyFacts {
    release: Release(0, 7, 99),
    dsl: "0.1.1",
    precision: Precision::AsWritten,
    not_a_number: NotANumber::IndexError,
    ..V0_6
};
const V0_8: DifyFacts = DifyFacts {
    release: Release(0, 8, 99),
    dsl: "0.1.2",
    sandbox: "0.2.9",
    ..V0_7
};
const V0_9: DifyFacts = DifyFacts {
    release: Release(0, 9, 99),
    ..V0_8
};
const V0_10: DifyFacts = DifyFacts {
    release: Release(0, 10, 99),
    sandbox: "0.2.10",
    ..V0_9
};
const V0_11: DifyFacts = DifyFacts {
    release: Release(0, 11, 99),
    dsl: "0.1.3",
    ..V0_10
};
const V0_12: DifyFacts = DifyFacts {
    release: Release(0, 12, 99),
    ..V0_11
};
const V0_13: DifyFacts = DifyFacts {
    release: Release(0, 13, 99),
    dsl: "0.1.4",
    ..V0_12
};
const V0_14: DifyFacts = DifyFacts {
    release: Release(0, 14, 99),
    dsl: "0.1.5",
    ..V0_13
};
const V0_15: DifyFacts = DifyFacts {
    release: Release(0, 15, 99),
    ..V0_14
};
const V1_0: DifyFacts = DifyFacts {
    release: Release(1, 0, 99),
    ..V0_15
};
const V1_1: DifyFacts = DifyFacts {
    release: Release(1, 1, 99),
    sandbox: "0.2.11",
    ..V1_0
};
const V1_2: DifyFacts = DifyFacts {
    release: Release(1, 2, 99),
    ..V1_1
};
const V1_3: DifyFacts = DifyFacts {
    release: Release(1, 3, 99),
    dsl: "0.2.0",
    ..V1_2
};
const V1_4: DifyFacts = DifyFacts {
    release: Release(1, 4, 99),
    dsl: "0.3.0",
    sandbox: "0.2.12",
    nested_lists: NestedLists::AttributeError,
    ..V1_3
};
const V1_5: DifyFacts = DifyFacts {
    release: Release(1, 5, 99),
    ..V1_4
};
const V1_6: DifyFacts = DifyFacts {
    release: Release(1, 6, 99),
    scientific_rewrite: true,
    ..V1_5
};
const V1_7: DifyFacts = DifyFacts {
    release: Release(1, 7, 99),
    dsl: "0.3.1",
    precision: Precision::Normalized,
    not_a_number: NotANumber::TypeError,
    ..V1_6
};
const V1_8: DifyFacts = DifyFacts {
    release: Release(1, 8, 99),
    dsl: "0.4.0",
    booleans: Booleans::Strict,
    booleans_become_numbers: true,
    ..V1_7
};
const V1_9_1: DifyFacts = DifyFacts {
    release: Release(1, 9, 1),
    booleans: Booleans::Unchecked,
    wording: Wording::LeadingDot,
    ..V1_8
};
const V1_9: DifyFacts = DifyFacts {
    release: Release(1, 9, 99),
    limits: LIMITS,
    ..V1_9_1
};
const V1_10: DifyFacts = DifyFacts {
    release: Release(1, 10, 99),
    dsl: "0.5.0",
    wrapper_lines: 0,
    ..V1_9
};
const V1_11: DifyFacts = DifyFacts {
    release: Release(1, 11, 99),
    ..V1_10
};
const V1_12: DifyFacts = DifyFacts {
    release: Release(1, 12, 99),
    ..V1_11
};
const V1_13_2: DifyFacts = DifyFacts {
    release: Release(1, 13, 2),
    dsl: "0.6.0",
    ..V1_12
};
const V1_13: DifyFacts = DifyFacts {
    release: Release(1, 13, 99),
    sandbox: "0.2.14",
    ..V1_13_2
};
const V1_14: DifyFacts = DifyFacts {
    release: Release(1, 14, 99),
    sandbox: "0.2.15",
    wording: Wording::Graphon,
    not_a_number: NotANumber::Passes,
    checks_number_elements: false,
    string_elements_crash: false,
    traceback_file: "<fd3>",
    ..V1_13
};
const V1_15: DifyFacts = DifyFacts {
    release: Release(1, 15, 99),
    ..V1_14
};
const V1_16: DifyFacts = DifyFacts {
    release: Release(1, 16, 99),
    dsl: "0.7.0",
    sandbox: "",
    stderr_is_fatal: None,
    ..V1_15
};
/// Users of the Cloud report a limit of 100 for arrays of strings and of objects.
const CLOUD: DifyFacts = DifyFacts {
    limits: Limits {
        string_array_length: 100,
        object_array_length: 100,
        ..LIMITS
    },
    network: false,
    ..V1_16
};

pub(super) const NEWEST: Target = Target {
    name: "dify@1.16",
    summary: "self-hosted Dify with its own sandbox, Python 3.14",
    platform: Platform::Dify,
    python: 14,
    hosting: Hosting::SelfHosted,
    facts: Facts::Dify(&V1_16),
};

/// From the oldest to the newest, the Cloud last.
pub(super) const TARGETS: &[Target] = &[
    python_3_10("dify@0.6", &V0_6),
    python_3_10("dify@0.7", &V0_7),
    python_3_10("dify@0.8", &V0_8),
    python_3_10("dify@0.9", &V0_9),
    python_3_10("dify@0.10", &V0_10),
    python_3_10("dify@0.11", &V0_11),
    python_3_10("dify@0.12", &V0_12),
    python_3_10("dify@0.13", &V0_13),
    python_3_10("dify@0.14", &V0_14),
    python_3_10("dify@0.15", &V0_15),
    python_3_10("dify@1.0", &V1_0),
    python_3_10("dify@1.1", &V1_1),
    python_3_10("dify@1.2", &V1_2),
    python_3_10("dify@1.3", &V1_3),
    python_3_10("dify@1.4", &V1_4),
    python_3_10("dify@1.5", &V1_5),
    python_3_10("dify@1.6", &V1_6),
    python_3_10("dify@1.7", &V1_7),
    python_3_10("dify@1.8", &V1_8),
    python_3_10("dify@1.9.1", &V1_9_1),
    python_3_10("dify@1.9", &V1_9),
    python_3_10("dify@1.10", &V1_10),
    python_3_10("dify@1.11", &V1_11),
    python_3_10("dify@1.12", &V1_12),
    python_3_10("dify@1.13.2", &V1_13_2),
    python_3_14("dify@1.13", &V1_13),
    python_3_14("dify@1.14", &V1_14),
    python_3_14("dify@1.15", &V1_15),
    NEWEST,
    Target {
        name: "dify-cloud",
        summary: "Dify Cloud",
        hosting: Hosting::Cloud,
        facts: Facts::Dify(&CLOUD),
        ..NEWEST
    },
];

const fn python_3_10(name: &'static str, facts: &'static DifyFacts) -> Target {
    let summary = "self-hosted Dify with its own sandbox, Python 3.10";
    Target {
        name,
        summary,
        python: 10,
        facts: Facts::Dify(facts),
        ..NEWEST
    }
}

const fn python_3_14(name: &'static str, facts: &'static DifyFacts) -> Target {
    Target {
        name,
        facts: Facts::Dify(facts),
        ..NEWEST
    }
}

impl DifyFacts {
    /// The types an output may have (reference dify 1.4).
    pub fn output_types(&self) -> &'static [&'static str] {
        const TYPES: &[&str] = &[
            "string",
            "number",
            "object",
            "array[string]",
            "array[number]",
            "array[object]",
            "boolean",
            "array[boolean]",
        ];
        match self.booleans {
            Booleans::Absent => &TYPES[..6],
            Booleans::Strict | Booleans::Unchecked => TYPES,
        }
    }

    /// What Dify says of an output of type `name` when the workflow is to start, without what
    /// differs from run to run; `None` where it takes the type (reference dify 0.2, 1.4).
    pub fn refuses_output_type(&self, name: &str) -> Option<String> {
        if self.output_types().contains(&name) {
            return None;
        }
        Some(match self.booleans {
            Booleans::Absent => one_of(self.output_types()),
            _ if VALUE_TYPES.contains(&name) => {
                format!(
                    "Value error, invalid type for code output, expected frozenset({{...}}), actual {name}"
                )
            }
            _ => one_of(VALUE_TYPES),
        })
    }
}

/// Pydantic's words for a value that is none of `names`.
fn one_of(names: &[&str]) -> String {
    let (last, others) = names.split_last().unwrap_or((&"", &[]));
    format!("Input should be '{}' or '{last}'", others.join("', '"))
}

/// Every type that a value of Dify's may have, in Dify's order.
const VALUE_TYPES: &[&str] = &[
    "number",
    "integer",
    "float",
    "string",
    "object",
    "secret",
    "file",
    "boolean",
    "array[any]",
    "array[string]",
    "array[number]",
    "array[object]",
    "array[file]",
    "array[boolean]",
    "none",
    "group",
];

/// The row that `version` (`1.13.1`, `1.13`, `1`) falls into; the newest of the line where it
/// names no patch release.
pub(super) fn by_version(version: &str) -> Option<Target> {
    let wanted = numbers(version)?;
    let patch = wanted.get(2).copied();
    let mut line = self_hosted().filter(|(release, _)| {
        wanted
            .iter()
            .zip([release.0, release.1])
            .all(|(wanted, number)| *wanted == number)
    });
    let found = match patch {
        Some(patch) => line.find(|(release, _)| patch <= release.2),
        None => line.next_back(),
    };
    found.map(|(_, target)| target)
}

/// The newest row that writes DSL `version`, or the newest before it that writes an older one. A
/// version newer than all known leads to the newest release.
pub(super) fn by_dsl(version: &str) -> Option<Target> {
    let wanted = dsl_number(version)?;
    let found = TARGETS.iter().rev().find(|target| {
        let dsl = target.dify().and_then(|facts| dsl_number(facts.dsl));
        target.hosting == Hosting::SelfHosted && dsl.is_some_and(|dsl| dsl <= wanted)
    });
    found.copied()
}

fn self_hosted() -> impl DoubleEndedIterator<Item = (Release, Target)> {
    let rows = TARGETS
        .iter()
        .filter(|target| target.hosting == Hosting::SelfHosted);
    rows.filter_map(|target| Some((target.dify()?.release, *target)))
}

fn dsl_number(version: &str) -> Option<[u16; 3]> {
    let numbers = numbers(version)?;
    let part = |index: usize| numbers.get(index).copied().unwrap_or(0);
    Some([part(0), part(1), part(2)])
}
