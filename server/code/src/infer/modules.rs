//! Functions of Python's modules whose result depends on their arguments in ways no table tells.

use super::call::Args;
use super::heap::{Object, Record, Sequence};
use super::machine::Machine;
use super::value::{Flags, Value};
use crate::ir::{BinaryOp, ExprId};
use crate::shape::ArrayKind;

impl Machine<'_> {
    pub(super) fn module_function(
        &mut self,
        site: ExprId,
        path: &str,
        args: &Args,
    ) -> Option<Value> {
        let (module, name) = path.split_once('.')?;
        match module {
            "re" => self.re_function(site, name, args),
            "random" => self.random_function(name, args),
            "heapq" | "bisect" => self.sorted_list(site, name, args),
            "collections" => self.collection(site, name, args),
            "itertools" => self.itertools_function(site, name, args),
            "statistics" | "math" => self.statistic(path, args),
            "operator" => self.operator_function(site, name, args),
            "urllib" => self.parsed_url(site, name, args),
            _ => None,
        }
    }

    /// A method of an instance of one of Python's modules.
    pub(super) fn module_method(
        &mut self,
        site: ExprId,
        class: &str,
        content: &Value,
        name: &str,
        args: &Args,
    ) -> Option<Value> {
        match class {
            "re.Match" if name == "group" => Some(self.group(site, content, args)),
            "re.Pattern" => self.pattern_method(site, content, name, args),
            _ => None,
        }
    }

    // ---- random, heapq, bisect

    fn random_function(&mut self, name: &str, args: &Args) -> Option<Value> {
        let first = args.get(0, "x")?;
        match name {
            "shuffle" => {
                self.may_throw();
                self.reorder(&first);
                Some(Value::null())
            }
            "choice" | "choices" | "sample" if self.may_be_dict(&first) => {
                // A dict whose keys are numbers is taken for a list.
                Some(self.call_unknown(args))
            }
            _ => None,
        }
    }

    fn may_be_dict(&self, value: &Value) -> bool {
        let mut refs = value.refs.iter();
        refs.any(|id| matches!(self.object(*id), Some(Object::Record(_))))
    }

    fn reorder(&mut self, list: &Value) {
        for id in list.refs.clone() {
            if matches!(self.object(id), Some(Object::Array(_))) {
                self.change_sequence(list, id, |sequence| sequence.items = None);
            } else {
                self.forget(&Value::reference(id));
            }
        }
    }

    /// `heapq` and `bisect` change lists that other code made.
    fn sorted_list(&mut self, site: ExprId, name: &str, args: &Args) -> Option<Value> {
        let first = args.get(0, "a")?;
        let item = args.get(1, "x").unwrap_or_default();
        self.may_throw();
        let element = self.elements(&first).0;
        Some(match name {
            "heapify" => {
                self.reorder(&first);
                Value::null()
            }
            "heappush" | "insort" | "insort_left" | "insort_right" => {
                self.reorder(&first);
                for id in first.refs.clone() {
                    if matches!(self.object(id), Some(Object::Array(_))) {
                        self.change_sequence(&first, id, |sequence| {
                            sequence.push(&item);
                            sequence.items = None;
                        });
                    }
                }
                self.taint_data(&first, &item);
                Value::null()
            }
            "heappop" => {
                self.reorder(&first);
                for id in first.refs.clone() {
                    if matches!(self.object(id), Some(Object::Array(_))) {
                        self.change_sequence(&first, id, |sequence| {
                            sequence.min = sequence.min.saturating_sub(1);
                            sequence.max = sequence.max.map(|max| max.saturating_sub(1));
                        });
                    }
                }
                element.joined_if(&Value::unknown(), Value::is_never)
            }
            "nlargest" | "nsmallest" => {
                let source = args.get(1, "iterable").unwrap_or_default();
                let key = Args::of(args.get(2, "key").into_iter().collect());
                let mut source = source;
                self.hand_over(&key, [&mut source]);
                let element = self.elements(&source).0;
                self.new_array(site, Sequence::of(ArrayKind::List, element))
            }
            _ => return None,
        })
    }

    /// `item` is now held by `holder`, if that is outside data or not known.
    fn taint_data(&mut self, holder: &Value, item: &Value) {
        if holder.is_data() {
            self.taint(item);
        }
        if holder.is_unknown() {
            self.escape(item);
        }
    }

    // ---- collections

    fn collection(&mut self, site: ExprId, name: &str, args: &Args) -> Option<Value> {
        let first = args.get(0, "").unwrap_or_default();
        let none = args.positional.is_empty() && args.more.is_none();
        Some(match name {
            "defaultdict" => {
                let mut args = args.clone();
                let factory = args.positional.first().cloned();
                let default =
                    self.holding(args.each_mut(), |machine| machine.made_by(site, factory));
                let mut record = Record {
                    default,
                    ..Record::default()
                };
                if let Some(source) = args.positional.get(1) {
                    self.copy_into(&mut record, &source.clone());
                }
                self.set_named(&mut record, &args);
                self.allocate(site, 1, Object::Record(record))
            }
            "Counter" => {
                let mut record = Record {
                    default: Some(Box::new(Value::of(Flags::INT))),
                    ..Record::default()
                };
                if !none {
                    self.may_throw();
                    self.count_into(&mut record, &first);
                }
                self.set_named(&mut record, args);
                self.new_record(site, record)
            }
            "deque" => {
                // What it holds is not followed.
                args.each().for_each(|arg| self.escape(arg));
                self.may_throw();
                self.instance(site, "collections.deque", Value::never())
            }
            _ => return None,
        })
    }

    /// What a `defaultdict` makes for a missing key: one value that stands for many.
    fn made_by(&mut self, site: ExprId, factory: Option<Value>) -> Option<Box<Value>> {
        let mut factory = factory.filter(|factory| !factory.is_only(Flags::NULL))?;
        self.call_for_a_round(site, &mut factory, &Args::default(), &mut []);
        let mut made = self.call_value(site, &factory, &Args::default());
        for id in &mut made.refs {
            if self.object(id.older()).is_some() {
                *id = id.older();
            }
        }
        Some(Box::new(made))
    }

    /// What a `Counter` counts: elements, or the counts that a mapping holds.
    pub(super) fn count_into(&mut self, record: &mut Record, source: &Value) {
        let counts = self.keys_sequence(source).max != Some(0);
        let mut count = Value::of(Flags::INT);
        for id in &source.refs {
            match self.object(*id) {
                Some(Object::Array(_)) => {}
                Some(Object::Record(mapping)) if mapping.class.is_none() => {
                    count.join(&mapping.any_value());
                }
                _ => {
                    count.join(&Value::unknown());
                }
            }
        }
        if source.is_data() {
            count.join(&self.data());
        }
        if source.is_unknown() || source.callables.is_some() {
            count.join(&Value::unknown());
        }
        if counts {
            record.set_any(&count);
        }
    }

    // ---- itertools

    fn itertools_function(&mut self, site: ExprId, name: &str, args: &Args) -> Option<Value> {
        match name {
            "product" if args.more.is_none() && args.named.is_empty() => {
                let elements = self.elements_of_each(args);
                Some(self.lazy_tuples(site, elements))
            }
            "zip_longest" if args.more.is_none() && args.more_named.is_none() => {
                let missing = args.named("fillvalue").cloned();
                let missing = missing.unwrap_or_else(Value::null);
                let mut elements = self.elements_of_each(args);
                for element in &mut elements {
                    element.join(&missing);
                }
                Some(self.lazy_tuples(site, elements))
            }
            "groupby" => {
                let source = args.get(0, "iterable")?;
                let mut given = [self.elements(&source).0];
                let key = match args.get(1, "key") {
                    Some(mut key) if !key.is_only(Flags::NULL) => {
                        self.call_back(site, false, &mut key, &mut given)
                    }
                    _ => given[0].clone(),
                };
                let [element] = given;
                let key = key.joined_if(&Value::unknown(), Value::is_never);
                let group = Sequence::of(ArrayKind::Lazy, element);
                let group = self.allocate(site, 2, Object::Array(group));
                let pair = self.pair(site, 1, key, group);
                Some(self.new_array(site, Sequence::of(ArrayKind::Lazy, pair)))
            }
            "count" if args.each().all(|arg| arg.is_only(Flags::INT)) => {
                let sequence = Sequence::of(ArrayKind::Lazy, Value::of(Flags::INT));
                Some(self.new_array(site, sequence.with_bounds(1, None)))
            }
            "accumulate" => {
                let source = args.get(0, "iterable")?;
                let element = self.elements(&source).0;
                let adds = args.get(1, "func").is_none() && args.get(2, "initial").is_none();
                if !adds || !plain_numbers(&element) {
                    return None;
                }
                self.may_throw();
                // The first total is the first element itself.
                let whole = element.is_only(Flags::INT.or(Flags::BOOL));
                let sum = Value::of(if whole { Flags::INT } else { Flags::NUMBER });
                let total = element.joined(&sum);
                Some(self.new_array(site, Sequence::of(ArrayKind::Lazy, total)))
            }
            "chain" => {
                let mut all = Sequence::lazy("chain", Value::never()).with_bounds(0, Some(0));
                for one in args.positional.clone() {
                    let one = self.as_sequence(&one);
                    all.element.join(&one.element);
                    all.min = all.min.saturating_add(one.min);
                    all.max = all.max.zip(one.max).map(|(a, b)| a.saturating_add(b));
                }
                if let Some(more) = &args.more {
                    let element = self.elements(&more.clone()).0;
                    all.element.join(&element);
                    all.max = None;
                }
                Some(self.new_array(site, all))
            }
            "chain.from_iterable" => {
                self.may_throw();
                let outer = self.elements(&args.get(0, "iterable")?).0;
                let element = self.elements(&outer).0;
                Some(self.new_array(site, Sequence::of(ArrayKind::Lazy, element)))
            }
            _ => None,
        }
    }

    /// `operator.add` and the like, as `functools.reduce` is given them.
    fn operator_function(&mut self, site: ExprId, name: &str, args: &Args) -> Option<Value> {
        let op = match name {
            "add" => BinaryOp::Add,
            "sub" => BinaryOp::Sub,
            "mul" => BinaryOp::Mul,
            "truediv" => BinaryOp::Div,
            "floordiv" => BinaryOp::FloorDiv,
            "mod" => BinaryOp::Mod,
            _ => return None,
        };
        let (left, right) = (args.get(0, "")?, args.get(1, "")?);
        Some(self.binary(site, op, &left, &right))
    }

    /// `urlparse(None)` is a result of bytes, so only a sure text gives texts.
    fn parsed_url(&mut self, site: ExprId, name: &str, args: &Args) -> Option<Value> {
        let class = match name {
            "parse.urlparse" => "urllib.parse.ParseResult",
            "parse.urlsplit" => "urllib.parse.SplitResult",
            _ => return None,
        };
        let url = args.get(0, "url")?;
        if url.is_only(Flags::STRING) {
            return None;
        }
        self.may_throw();
        Some(self.instance(site, class, Value::unknown()))
    }

    fn elements_of_each(&mut self, args: &Args) -> Vec<Value> {
        self.may_throw();
        let iterables = args.positional.clone();
        iterables.iter().map(|one| self.elements(one).0).collect()
    }

    fn lazy_tuples(&mut self, site: ExprId, items: Vec<Value>) -> Value {
        let tuple = Object::Array(Sequence::exact(ArrayKind::Tuple, items));
        let tuple = self.allocate(site, 1, tuple);
        self.new_array(site, Sequence::of(ArrayKind::Lazy, tuple))
    }

    // ---- numbers

    /// What depends on whether the elements are plain numbers: they might be decimals.
    fn statistic(&mut self, path: &str, args: &Args) -> Option<Value> {
        let result = match path {
            "statistics.mean"
            | "statistics.median"
            | "statistics.harmonic_mean"
            | "statistics.variance"
            | "statistics.pvariance" => Flags::NUMBER,
            "statistics.stdev" | "statistics.pstdev" => Flags::FLOAT,
            "math.prod" if args.get(1, "start").is_none() => Flags::NUMBER,
            _ => return None,
        };
        let source = args.get(0, "data").or_else(|| args.get(0, "iterable"))?;
        self.may_throw();
        let element = self.elements(&source).0;
        let whole = path == "math.prod" && element.is_only(Flags::INT.or(Flags::BOOL));
        Some(match plain_numbers(&element) {
            true if whole => Value::of(Flags::INT),
            true => Value::of(result),
            false => Value::unknown(),
        })
    }

    /// `abs`, `round`, `divmod` of plain numbers.
    pub(super) fn rounded(&mut self, site: ExprId, path: &str, args: &Args) -> Option<Value> {
        let first = args.get(0, "number")?;
        if !plain_numbers(&first) {
            return None;
        }
        let whole = |value: &Value| value.is_only(Flags::INT.or(Flags::BOOL));
        let number = match (whole(&first), first.is_only(Flags::FLOAT)) {
            (true, _) => Value::of(Flags::INT),
            (_, true) => Value::of(Flags::FLOAT),
            _ => self.number(),
        };
        self.may_throw();
        Some(match (path, args.get(1, "ndigits")) {
            ("abs", _) => number,
            ("round", None) => Value::of(Flags::INT),
            ("round", Some(digits)) if whole(&digits) => number,
            ("round", Some(_)) => number.joined(&Value::of(Flags::INT)),
            ("divmod", Some(other)) if plain_numbers(&other) => {
                let part = match (whole(&first), whole(&other)) {
                    (true, true) => Value::of(Flags::INT),
                    _ if first.is_only(Flags::FLOAT) || other.is_only(Flags::FLOAT) => {
                        Value::of(Flags::FLOAT)
                    }
                    _ => self.number(),
                };
                self.pair(site, 0, part.clone(), part)
            }
            _ => return None,
        })
    }
}

/// Numbers and truth values, and data that would have to be such.
pub(super) fn plain_numbers(value: &Value) -> bool {
    let numeric = Flags::NUMBER.or(Flags::BOOL).or(Flags::DATA);
    value.is_only(numeric.or(Flags::NULL)) && value.flags.has(numeric)
}
