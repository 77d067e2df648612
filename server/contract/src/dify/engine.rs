//! What differs between Dify releases (reference dify 2.6, 2.9).

/// The validator of one Dify release. Plain data: a deployment's own limits go straight in.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Engine {
    /// Which wording and which checks.
    pub generation: Generation,
    /// The limits of the deployment.
    pub limits: Limits,
}

/// The releases between which results are judged differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Generation {
    /// Up to 1.5: text like `1e+5` stays text. Releases before 1.0 differ further and are judged
    /// as this one.
    V1_5,
    /// 1.6.
    V1_6,
    /// 1.7: precision is counted in decimals; NaN crashes with a `TypeError`.
    V1_7,
    /// 1.8: `boolean` and `array[boolean]` appear, and are checked.
    V1_8,
    /// 1.9 to 1.13: `boolean` is no longer checked; new wording.
    V1_9,
    /// 1.14 and later (graphon): NaN passes, elements of `array[number]` are not checked for range.
    V1_14,
}

/// What a result may not exceed (`CODE_MAX_…`).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limits {
    /// Unicode scalar values in a string.
    pub string_length: u64,
    /// The largest number.
    pub max_number: i128,
    /// The smallest number.
    pub min_number: i128,
    /// Decimals of a float.
    pub precision: u64,
    /// Levels of objects, the result being the first.
    pub depth: u64,
    /// Elements of an `array[number]`.
    pub number_array: u64,
    /// Elements of an `array[string]`.
    pub string_array: u64,
    /// Elements of an `array[object]`.
    pub object_array: u64,
}

impl Limits {
    /// What Dify ships with today.
    pub const DEFAULT: Limits = Limits {
        string_length: 400_000,
        max_number: 9_223_372_036_854_775_807,
        min_number: -9_223_372_036_854_775_808,
        precision: 20,
        depth: 5,
        number_array: 1000,
        string_array: 30,
        object_array: 30,
    };
}

impl Engine {
    /// The newest release, with the limits it ships with.
    pub const NEWEST: Engine = Engine {
        generation: Generation::V1_14,
        limits: Limits::DEFAULT,
    };

    /// The engine of a target.
    pub fn of(facts: &workflow::DifyFacts) -> Engine {
        let release = facts.release;
        let limits = Limits {
            string_length: facts.limits.string_length,
            max_number: facts.limits.max_number.into(),
            min_number: facts.limits.min_number.into(),
            precision: facts.limits.precision.into(),
            depth: facts.limits.depth.into(),
            number_array: facts.limits.number_array_length,
            string_array: facts.limits.string_array_length,
            object_array: facts.limits.object_array_length,
        };
        Engine {
            limits,
            ..Engine::of_release(release.0.into(), release.1.into())
        }
    }

    /// The engine of Dify `major.minor`, with the limits it shipped with.
    pub fn of_release(major: u32, minor: u32) -> Engine {
        let generation = match (major, minor) {
            (0, _) | (1, 0..=5) => Generation::V1_5,
            (1, 6) => Generation::V1_6,
            (1, 7) => Generation::V1_7,
            (1, 8) => Generation::V1_8,
            (1, 9..=13) => Generation::V1_9,
            _ => Generation::V1_14,
        };
        let old = (major, minor) < (1, 10);
        let string_length = if old {
            80_000
        } else {
            Limits::DEFAULT.string_length
        };
        Engine {
            generation,
            limits: Limits {
                string_length,
                ..Limits::DEFAULT
            },
        }
    }

    /// Text like `1e+5` is turned into a number.
    pub(crate) fn rewrites_scientific(&self) -> bool {
        self.generation >= Generation::V1_6
    }
}
