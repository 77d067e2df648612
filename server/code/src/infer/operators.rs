//! Operators on values that need no heap of their own.

use smol_str::SmolStr;

use super::heap::{Object, Sequence};
use super::machine::Machine;
use super::raised::Raised;
use super::value::{Flags, HeapId, Value};
use crate::ir::{BinaryOp, Class, CompareOp, ExprId, UnaryOp};
use crate::shape::ArrayKind;

/// Methods of Python classes that no operator calls.
const PLAIN_METHODS: &[&str] = &["__init__", "__post_init__", "__repr__", "__str__"];

/// A longer text is not computed.
const LONGEST_TEXT: usize = 4_000;

impl Machine<'_> {
    pub(super) fn unary(&mut self, op: UnaryOp, operand: ExprId) -> Value {
        let value = self.eval(operand);
        match op {
            UnaryOp::Not => {
                let mut answer = Value::never();
                if !self.truthy(&value, true).is_never() {
                    answer.join(&Value::bool(false));
                }
                if !self.truthy(&value, false).is_never() {
                    answer.join(&Value::bool(true));
                }
                answer
            }
            UnaryOp::Typeof => Value::string(),
            UnaryOp::Void => Value::undefined(),
            UnaryOp::Minus | UnaryOp::Plus | UnaryOp::Invert => {
                if self.is_python() && !value.is_only(Flags::NUMBER) {
                    self.may_raise_if_plain([&value], Raised::TYPE);
                } else if !self.is_python() {
                    self.converted([&value]);
                }
                match value.known_number() {
                    Some(number) if op == UnaryOp::Minus => Value {
                        number: Some(-number),
                        ..value
                    },
                    Some(_) if op == UnaryOp::Plus => value,
                    _ => self.arithmetic_result(&value, &value, op == UnaryOp::Invert),
                }
            }
        }
    }

    /// `left op right`; `site` is where a new list would be made.
    pub(super) fn binary(
        &mut self,
        site: ExprId,
        op: BinaryOp,
        left: &Value,
        right: &Value,
    ) -> Value {
        if left.is_never() || right.is_never() {
            return Value::never();
        }
        if let (Some(a), Some(b)) = (left.known_number(), right.known_number())
            && let Some(value) = self.fold_numbers(op, left, right, a, b)
        {
            return value;
        }
        if self.run_overload(left, right) {
            return Value::unknown();
        }
        if self.is_python() {
            let numeric = Flags::NUMBER.or(Flags::BOOL);
            let simple = left.is_only(numeric) && right.is_only(numeric);
            let divides = matches!(op, BinaryOp::Div | BinaryOp::FloorDiv | BinaryOp::Mod);
            let by_some = right.known_number().is_some_and(|number| number != 0.0);
            let total = simple
                && (matches!(op, BinaryOp::Add | BinaryOp::Sub | BinaryOp::Mul)
                    || (divides && by_some));
            let texts =
                op == BinaryOp::Add && left.is_only(Flags::STRING) && right.is_only(Flags::STRING);
            // `"%(key)s" % data` may raise a `KeyError`.
            let formats = op == BinaryOp::Mod && !simple;
            if formats {
                self.may_throw();
            } else if simple && divides && !by_some {
                self.may_raise(Raised::ARITHMETIC);
            } else if !total && !texts {
                let kinds = Raised::TYPE.or(Raised::VALUE).or(Raised::ARITHMETIC);
                match self.raised_by_operator(op, left, right) {
                    Some(kinds) => self.may_raise(kinds),
                    None => self.may_raise_if_plain([left, right], kinds),
                }
            }
            self.python_binary(site, op, left, right)
        } else {
            self.converted([left, right]);
            self.javascript_binary(op, left, right)
        }
    }

    /// JavaScript: `values` become text or numbers, which of some of them is an exception.
    pub(super) fn converted<'v>(&mut self, values: impl IntoIterator<Item = &'v Value>) {
        let bare = self.has_bare_objects;
        let refuses = |value: &Value| {
            value.flags.has(Flags::BIGINT.or(Flags::SYMBOL)) || (bare && !value.refs.is_empty())
        };
        if values.into_iter().any(refuses) {
            self.may_throw();
        }
    }

    /// Python: an operator may be a method of a class of the code, which is not followed here.
    pub(super) fn run_overload(&mut self, left: &Value, right: &Value) -> bool {
        if !self.is_python() || self.program.classes.is_empty() {
            return false;
        }
        let mut classes = self.program.classes.iter();
        let some = classes.any(|class| self.has_operators(class));
        let is_own = |id: &HeapId| match self.object(*id) {
            Some(Object::Record(record)) => record
                .class
                .is_some_and(|class| self.has_operators(self.program.class(class))),
            Some(Object::Forgotten) | None => some,
            _ => false,
        };
        let may_be_own =
            |value: &Value| (some && value.is_unknown()) || value.refs.iter().any(is_own);
        let found = may_be_own(left) || may_be_own(right);
        if found {
            self.may_throw();
            self.escape(left);
            self.escape(right);
            self.forget_captured();
        }
        found
    }

    /// The class says what some operators do, or is based on one that may.
    fn has_operators(&self, known: &Class) -> bool {
        let is_operator = |name: &str| name.starts_with("__") && !PLAIN_METHODS.contains(&name);
        !self.is_plain(known) || known.methods.iter().any(|(name, _)| is_operator(name))
    }

    fn fold_numbers(
        &self,
        op: BinaryOp,
        left: &Value,
        right: &Value,
        a: f64,
        b: f64,
    ) -> Option<Value> {
        let number = match op {
            BinaryOp::Add => a + b,
            BinaryOp::Sub => a - b,
            BinaryOp::Mul => a * b,
            _ => return None,
        };
        if number.abs() > 9e15 || !number.is_finite() {
            return None;
        }
        let whole = left.is_only(Flags::INT) && right.is_only(Flags::INT);
        let is_int = if self.is_python() {
            whole
        } else {
            number.fract() == 0.0
        };
        Some(if is_int {
            Value::int(number)
        } else {
            Value::float(number)
        })
    }

    fn javascript_binary(&mut self, op: BinaryOp, left: &Value, right: &Value) -> Value {
        if op != BinaryOp::Add {
            return self.arithmetic_result(left, right, is_bitwise(op));
        }
        if let (Some(a), Some(b)) = (left.known_text(), right.known_text())
            && a.len() + b.len() < LONGEST_TEXT
        {
            return Value::text(SmolStr::from(format!("{a}{b}")));
        }
        let is_text = |value: &Value| value.is_only(Flags::STRING);
        if is_text(left) || is_text(right) {
            return Value {
                min_length: left.sure_length().saturating_add(right.sure_length()),
                ..Value::string()
            };
        }
        let numeric = Flags::NUMBER.or(Flags::BOOL).or(Flags::NOTHING);
        if left.is_only(numeric) && right.is_only(numeric) {
            return self.number();
        }
        if left.is_unknown() || right.is_unknown() {
            return Value::unknown();
        }
        // A number or a text, as the data decides.
        self.data()
    }

    fn arithmetic_result(&self, left: &Value, right: &Value, whole: bool) -> Value {
        let unknown = left.is_unknown() || right.is_unknown();
        if self.is_python() {
            if unknown || !left.refs.is_empty() || !right.refs.is_empty() {
                return Value::unknown();
            }
            let both_whole = |value: &Value| value.is_only(Flags::INT.or(Flags::BOOL));
            if whole || (both_whole(left) && both_whole(right)) {
                return Value::of(Flags::INT);
            }
            if left.is_only(Flags::FLOAT) || right.is_only(Flags::FLOAT) {
                return Value::of(Flags::FLOAT);
            }
            return self.number();
        }
        // Mixed arithmetic throws, so both are BigInts or neither is.
        let may_be_big = |value: &Value| value.flags.has(Flags::BIGINT) || value.is_unknown();
        if may_be_big(left) && may_be_big(right) {
            let big = Value::of(Flags::BIGINT);
            return if unknown {
                Value::unknown()
            } else {
                self.number().joined(&big)
            };
        }
        self.number()
    }

    fn python_binary(&mut self, site: ExprId, op: BinaryOp, left: &Value, right: &Value) -> Value {
        if op == BinaryOp::Mod && left.is_only(Flags::STRING) {
            return Value::string();
        }
        if left.is_unknown() || right.is_unknown() {
            // Text plus anything is text, or throws.
            let text = op == BinaryOp::Add
                && (left.is_only(Flags::STRING) || right.is_only(Flags::STRING));
            return if text {
                Value::string()
            } else {
                Value::unknown()
            };
        }
        let mut answer = Value::never();
        let (a, b) = (self.python_kinds(left), self.python_kinds(right));
        if a.has(Flags::NUMBER) && b.has(Flags::NUMBER) {
            answer.join(&self.python_number(op, left, right, a, b));
        }
        if op == BinaryOp::Add && a.has(Flags::STRING) && b.has(Flags::STRING) {
            answer.join(&add_texts(left, right));
        }
        if op == BinaryOp::Mul && (a.has(Flags::STRING) || b.has(Flags::STRING)) {
            answer.join(&repeat_text(left, right));
        }
        if op == BinaryOp::Mod && a.has(Flags::STRING) {
            answer.join(&Value::string());
        }
        if matches!(op, BinaryOp::Add | BinaryOp::Mul | BinaryOp::Mod)
            && (a.has(Flags::BYTES) || b.has(Flags::BYTES))
        {
            answer.join(&Value::of(Flags::BYTES));
        }
        let objects = self.python_objects(site, op, left, right);
        answer.join(&objects);
        let may_repeat =
            |times: &Value| times.flags.has(Flags::INT.or(Flags::BOOL)) || times.is_data();
        let repeats = op == BinaryOp::Mul
            && ((left.is_data() && may_repeat(right)) || (right.is_data() && may_repeat(left)));
        let chosen_by_data = (left.is_data() || right.is_data()) && answer.kinds() > 1;
        if repeats || chosen_by_data || (left.is_data() && right.is_data() && op == BinaryOp::Add) {
            // Which of the sorts it is only the data decides: nothing is claimed.
            return self.data().joined(&answer.references());
        }
        if answer.is_never() {
            Value::unknown()
        } else {
            answer
        }
    }

    /// The kinds of scalar a value may be in arithmetic; data may be any.
    fn python_kinds(&self, value: &Value) -> Flags {
        let mut kinds = value.flags;
        if value.flags.has(Flags::BOOL) {
            kinds = kinds.or(Flags::INT);
        }
        if value.is_data() {
            kinds.or(Flags::NUMBER).or(Flags::STRING)
        } else {
            kinds
        }
    }

    fn python_number(
        &self,
        op: BinaryOp,
        left: &Value,
        right: &Value,
        a: Flags,
        b: Flags,
    ) -> Value {
        let only_float = |value: &Value| value.is_only(Flags::FLOAT);
        if op == BinaryOp::Div || only_float(left) || only_float(right) {
            return Value::of(Flags::FLOAT);
        }
        if is_bitwise(op) {
            let bools = left.is_only(Flags::BOOL) && right.is_only(Flags::BOOL);
            return if bools {
                Value::any_bool()
            } else {
                Value::of(Flags::INT)
            };
        }
        if op == BinaryOp::Pow {
            return Value::of(Flags::NUMBER);
        }
        if a.has(Flags::FLOAT) || b.has(Flags::FLOAT) {
            Value::of(Flags::NUMBER)
        } else {
            Value::of(Flags::INT)
        }
    }

    /// Operators of library classes: what the table has for each pair of classes.
    fn listed_operator(
        &mut self,
        site: ExprId,
        op: BinaryOp,
        left: &Value,
        right: &Value,
    ) -> Value {
        let (Some(symbol), Some(lefts), Some(rights)) =
            (symbol(op), self.classes(left), self.classes(right))
        else {
            return Value::unknown();
        };
        let mut answer = Value::never();
        for left in &lefts {
            for right in &rights {
                match self.entry(&format!("operator {left} {symbol} {right}")) {
                    Some(entry) => {
                        let one = self.instantiate(site, &entry.result, &Default::default());
                        answer.join(&one);
                    }
                    None => return Value::unknown(),
                }
            }
        }
        answer
    }

    /// The classes `value` may be an instance of; `None` where it may be something else.
    pub(super) fn classes(&self, value: &Value) -> Option<Vec<SmolStr>> {
        let mut classes: Vec<SmolStr> = Vec::new();
        for id in &value.refs {
            match self.object(*id) {
                Some(Object::Instance { class, .. }) => classes.push(class.clone()),
                _ => return None,
            }
        }
        for (flag, class) in [(Flags::INT, "int"), (Flags::FLOAT, "float")] {
            if value.flags.has(flag) {
                classes.push(class.into());
            }
        }
        let others = value.flags.without(Flags::NUMBER);
        (others.is_empty() && value.callables.is_none()).then_some(classes)
    }

    /// Lists, tuples, sets and dicts under `+`, `*`, `|`, `&`, `-`, `^`.
    fn python_objects(&mut self, site: ExprId, op: BinaryOp, left: &Value, right: &Value) -> Value {
        let mut answer = Value::never();
        let objects: Vec<Object> = left
            .refs
            .iter()
            .chain(&right.refs)
            .filter_map(|id| self.object(*id).cloned())
            .collect();
        if objects.is_empty() {
            return answer;
        }
        if objects
            .iter()
            .any(|one| matches!(one, Object::Instance { .. }))
        {
            return self.listed_operator(site, op, left, right);
        }
        let strong = |value: &Value| value.refs.len() == 1 && value.flags.is_empty();
        if let ([Object::Array(a), Object::Array(b)], BinaryOp::Add, true) =
            (objects.as_slice(), op, strong(left) && strong(right))
        {
            let mut sum = a.clone();
            sum.extend(b);
            return self.new_array(site, sum);
        }
        if let ([Object::Record(a), Object::Record(_)], BinaryOp::BitOr, true) =
            (objects.as_slice(), op, strong(left) && strong(right))
        {
            let mut union = a.clone();
            self.copy_into(&mut union, right);
            return self.new_record(site, union);
        }
        let mut sequence: Option<Sequence> = None;
        for object in &objects {
            match object {
                Object::Array(one) => {
                    let mut one = one.clone();
                    one.loosen();
                    match &mut sequence {
                        Some(all) if all.kind == one.kind => {
                            all.element.join(&one.element);
                        }
                        Some(_) => return Value::unknown(),
                        none => *none = Some(one),
                    }
                }
                _ => return Value::unknown(),
            }
        }
        if let Some(mut sequence) = sequence {
            if op == BinaryOp::Add && (left.is_data() || right.is_data()) {
                sequence.element.join(&self.data());
            }
            if sequence.kind == ArrayKind::Lazy && op != BinaryOp::Add {
                // The views of a dict.
                sequence.kind = ArrayKind::Set;
                sequence.name = None;
            }
            if op == BinaryOp::Mul {
                repeat_list(&mut sequence, &objects, left, right);
            }
            let fits = match op {
                BinaryOp::Add | BinaryOp::Mul => sequence.kind != ArrayKind::Set,
                BinaryOp::Sub | BinaryOp::BitAnd | BinaryOp::BitOr | BinaryOp::BitXor => {
                    sequence.kind == ArrayKind::Set
                }
                _ => false,
            };
            let value = if fits {
                self.new_array(site, sequence)
            } else {
                Value::unknown()
            };
            answer.join(&value);
        }
        answer
    }
}

/// `[0] * 31` has a length that matters.
fn repeat_list(sequence: &mut Sequence, objects: &[Object], left: &Value, right: &Value) {
    let times = left.known_number().or(right.known_number());
    if let ([Object::Array(one)], Some(times)) = (objects, times) {
        let times = times.max(0.0) as u64;
        sequence.min = one.min.saturating_mul(times);
        sequence.max = one.max.map(|max| max.saturating_mul(times));
    }
}

fn add_texts(left: &Value, right: &Value) -> Value {
    match (left.known_text(), right.known_text()) {
        (Some(a), Some(b)) if a.len() + b.len() < LONGEST_TEXT => {
            Value::text(SmolStr::from(format!("{a}{b}")))
        }
        _ => Value {
            min_length: left.sure_length().saturating_add(right.sure_length()),
            ..Value::string()
        },
    }
}

fn repeat_text(left: &Value, right: &Value) -> Value {
    let (text, times) = if left.flags.has(Flags::STRING) {
        (left, right)
    } else {
        (right, left)
    };
    let times = times
        .known_number()
        .unwrap_or(0.0)
        .clamp(0.0, u32::MAX.into());
    let min_length = (f64::from(text.sure_length()) * times).min(u32::MAX.into()) as u32;
    Value {
        min_length,
        ..Value::string()
    }
}

pub(super) fn symbol(op: BinaryOp) -> Option<&'static str> {
    Some(match op {
        BinaryOp::Add => "+",
        BinaryOp::Sub => "-",
        BinaryOp::Mul => "*",
        BinaryOp::Div => "/",
        BinaryOp::FloorDiv => "//",
        BinaryOp::Mod => "%",
        _ => return None,
    })
}

fn is_bitwise(op: BinaryOp) -> bool {
    use BinaryOp::*;
    matches!(
        op,
        BitAnd | BitOr | BitXor | ShiftLeft | ShiftRight | ShiftRightUnsigned
    )
}

/// What a comparison of two values says, where it is certain.
pub(super) fn compare(python: bool, op: CompareOp, left: &Value, right: &Value) -> Value {
    let equal = match op {
        CompareOp::Eq | CompareOp::Is => true,
        CompareOp::NotEq | CompareOp::IsNot => false,
        CompareOp::LooseEq if !python => true,
        CompareOp::LooseNotEq if !python => false,
        _ => return order(op, left, right),
    };
    let loose = matches!(op, CompareOp::LooseEq | CompareOp::LooseNotEq);
    match same(left, right, loose) {
        Some(same) => Value::bool(same == equal),
        None => Value::any_bool(),
    }
}

fn order(op: CompareOp, left: &Value, right: &Value) -> Value {
    let (Some(a), Some(b)) = (left.known_number(), right.known_number()) else {
        return Value::any_bool();
    };
    Value::bool(match op {
        CompareOp::Less => a < b,
        CompareOp::LessEq => a <= b,
        CompareOp::Greater => a > b,
        CompareOp::GreaterEq => a >= b,
        _ => return Value::any_bool(),
    })
}

/// Whether two values are surely equal or surely not.
fn same(left: &Value, right: &Value, loose: bool) -> Option<bool> {
    if left.is_unknown() || right.is_unknown() || left.is_data() || right.is_data() {
        return None;
    }
    if let (Some(a), Some(b)) = (left.known_text(), right.known_text()) {
        return Some(a == b);
    }
    if let (Some(a), Some(b)) = (left.known_number(), right.known_number()) {
        return (!a.is_nan() || !b.is_nan() || loose).then_some(a == b);
    }
    for flag in [Flags::NULL, Flags::UNDEFINED, Flags::TRUE, Flags::FALSE] {
        if left.is_only(flag) && right.is_only(flag) {
            return Some(true);
        }
    }
    if let (Some(a), Some(b)) = (left.known_texts(), right.known_texts())
        && !a.iter().any(|text| b.contains(text))
    {
        return Some(false);
    }
    if loose {
        let nothing = |value: &Value| value.is_only(Flags::NOTHING);
        let never_nothing = |value: &Value| !value.flags.has(Flags::NOTHING);
        return match (nothing(left), nothing(right)) {
            (true, true) => Some(true),
            (true, false) if never_nothing(right) => Some(false),
            (false, true) if never_nothing(left) => Some(false),
            _ => None,
        };
    }
    // `True == 1` in Python, so numbers and truth values are not told apart here.
    let numeric = |value: &Value| value.flags.has(Flags::NUMBER.or(Flags::BOOL));
    let absent = |value: &Value| value.flags.has(Flags::ABSENT);
    if absent(left) && absent(right) {
        return None;
    }
    let overlap = left.flags.and(right.flags);
    let is_object = |value: &Value| {
        !value.refs.is_empty() || value.callables.is_some() || value.flags.has(Flags::FUNCTION)
    };
    let objects = is_object(left) && is_object(right);
    let bits = numeric(left) && numeric(right);
    (overlap.is_empty() && !objects && !bits && !left.is_never() && !right.is_never())
        .then_some(false)
}
