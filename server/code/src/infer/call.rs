//! Calls: the code's own functions are followed, library functions looked up, all others forgotten.

use text_size::TextRange;

pub(super) use super::arguments::Args;
use super::heap::{Object, Record, Sequence};
use super::machine::{Frame, MOST_CALLS, Machine, SiteKind};
use super::raised::Raised;
use super::unasked::only_looks;
use super::value::{Callable, Flags, Value};
use crate::ir::*;
use crate::shape::ArrayKind;

/// The place of what a call itself makes around a returned value (a promise, a generator): a call of a
/// callback shares its site with the list that the calling method makes.
const RESULT: u16 = 60_000;

/// Functions of `asyncio` that run coroutines beside one another, or beside what called them.
const TOGETHER: &[&str] = &["create_task", "ensure_future", "gather"];

impl<'p> Machine<'p> {
    pub(super) fn call_expression(
        &mut self,
        site: ExprId,
        callee: ExprId,
        args: &'p [Arg],
        optional: bool,
    ) -> Value {
        self.reach(site);
        let program = self.program;
        if let ExprKind::Member {
            object,
            name,
            optional: object_optional,
            ..
        } = &program.expr(callee).kind
        {
            let receiver = self.eval(*object);
            let Some(mut receiver) = self.link(receiver, *object_optional) else {
                return Value::never();
            };
            let args = self.holding([&mut receiver], |machine| match name.as_str() {
                "run" | "run_until_complete" | "wait_for" => {
                    machine.awaiting(|machine| machine.arguments(args))
                }
                _ if TOGETHER.contains(&name.as_str()) => {
                    machine.together(|machine| machine.arguments(args))
                }
                _ => machine.arguments(args),
            });
            if optional {
                self.chain_broken = true;
            }
            return self.call_method(site, &receiver, name, &args);
        }
        let callee = self.eval(callee);
        let Some(mut callee) = self.link(callee, optional) else {
            return Value::never();
        };
        let args = self.holding([&mut callee], |machine| machine.arguments(args));
        self.call_value(site, &callee, &args)
    }

    /// Call whatever `callee` may be.
    pub(super) fn call_value(&mut self, site: ExprId, callee: &Value, args: &Args) -> Value {
        if self.state.dead || callee.is_never() {
            return Value::never();
        }
        let mut ways: Vec<Callable> = callee.callables().to_vec();
        let followed = ways.len();
        let unknown = callee.flags.has(Flags::UNKNOWN.or(Flags::FUNCTION))
            || !callee.refs.is_empty()
            || followed == 0;
        if followed == 1 && !unknown {
            let Some(only) = ways.pop() else {
                return Value::unknown();
            };
            return self.call_one(site, &only, args);
        }
        let mark = self.state.mark();
        let mut ends = Vec::new();
        let mut answer = Value::never();
        for way in &ways {
            let value = self.call_one(site, way, args);
            if let Some(end) = self.state.take(mark) {
                answer.join(&value);
                ends.push(end);
            }
        }
        if unknown {
            // An object that is called is of a class of the code.
            self.escape(&callee.references());
            let value = self.call_unknown(args);
            if let Some(end) = self.state.take(mark) {
                answer.join(&value);
                ends.push(end);
            }
        }
        self.state.merge(ends);
        answer
    }

    fn call_one(&mut self, site: ExprId, callable: &Callable, args: &Args) -> Value {
        match callable {
            Callable::Closure { function, receiver } => {
                let this = receiver.as_deref().cloned().unwrap_or_else(Value::unknown);
                let method = self.program.function(*function).kind == FunctionKind::Method;
                if self.is_python() && method && receiver.is_some() {
                    let mut with_self = args.clone();
                    with_self.positional.insert(0, this.clone());
                    return self.call_closure(site, *function, &with_self, this);
                }
                self.call_closure(site, *function, args, this)
            }
            Callable::Class(class) => self.construct_own(site, *class, args),
            Callable::Library(path) => self.call_library(site, &path.clone(), args, false),
            Callable::Method { receiver, name } => self.call_method(site, receiver, name, args),
        }
    }

    /// Code that is not followed: it may change its arguments and call the closures among them.
    pub(super) fn call_unknown(&mut self, args: &Args) -> Value {
        self.may_throw();
        self.strange_throws += 1;
        let mut hands_out_code = false;
        for arg in args.each() {
            self.forget_parameters(arg);
            self.escape(arg);
            hands_out_code |= !arg.callables().is_empty();
        }
        if hands_out_code {
            self.call_with_anything(args);
        }
        // Whatever code it has got hold of, now or before, may run.
        match self.code_escaped {
            true => self.forget_captured(),
            false => self.forget_escaped(),
        }
        Value::unknown()
    }

    /// JavaScript: what is written to `arguments` is written to the parameters.
    pub(super) fn forget_parameters(&mut self, value: &Value) {
        let is_it = |one: &Callable| matches!(one, Callable::Library(name) if name == "arguments");
        if self.is_python() || !value.callables().iter().any(is_it) {
            return;
        }
        let program = self.program;
        for frame in (0..self.frames.len()).rev() {
            let function = self.frames[frame].function;
            for variable in self.variables[function.0 as usize].clone() {
                if program.variable(variable).kind == VariableKind::Parameter {
                    self.state.assign(variable, Value::unknown());
                }
            }
            if program.function(function).kind != FunctionKind::Arrow {
                break;
            }
        }
    }

    /// The closures of the code among the arguments, called any number of times with anything.
    pub(super) fn call_with_anything(&mut self, args: &Args) {
        let is_code = |arg: &&Value| !arg.callables().is_empty();
        let mut callbacks: Vec<Value> = args.each().filter(is_code).cloned().collect();
        let anything = Args {
            more: Some(Value::unknown()),
            ..Args::default()
        };
        for at in 0..callbacks.len() {
            let mut callback = callbacks[at].clone();
            self.holding(&mut callbacks, |machine| {
                machine.repeat(false, |machine| {
                    let site = super::assign::NO_SITE;
                    machine.call_for_a_round(site, &mut callback, &anything, &mut [])
                })
            });
        }
    }

    // ---- the code's own functions

    /// Follow a call of a function of the code.
    pub(super) fn call_closure(
        &mut self,
        site: ExprId,
        function: FunctionId,
        args: &Args,
        this: Value,
    ) -> Value {
        let program = self.program;
        let callee = program.function(function);
        let again = self
            .frames
            .iter()
            .filter(|frame| frame.function == function)
            .count();
        if again >= 2 || self.frames.len() >= MOST_CALLS {
            return self.recursion(args);
        }
        let enter = |machine: &mut Self| {
            machine.deeper(|machine| machine.enter(site, function, args, this))
        };
        let entered = match (callee.is_generator, callee.is_async) {
            (true, _) => self.forgetting(true, enter),
            (false, true) => self.later(false, |machine| machine.rejecting(enter)),
            (false, false) => enter(self),
        };
        let Some((value, yields)) = entered else {
            return Value::unknown();
        };
        if callee.is_generator {
            let class = if callee.is_async {
                "AsyncGenerator"
            } else {
                "Generator"
            };
            let generator = match self.is_python() && !callee.is_async {
                true => Object::Array(Sequence::lazy("generator", yields)),
                false => Object::Instance {
                    class: class.into(),
                    content: yields,
                },
            };
            let made = self.allocate(site, RESULT, generator);
            let reads = self.reads_around(callee.range);
            if reads && !only_looks(program, function) {
                self.writers.extend(made.refs.iter().copied());
            }
            self.delay(&made, reads);
            return made;
        }
        if callee.is_async {
            let made = self.allocate(site, RESULT, Object::Promise(value));
            self.delay(&made, self.reads_around(callee.range));
            made
        } else {
            value
        }
    }

    /// Give up on a recursion: whatever it may reach is forgotten.
    fn recursion(&mut self, args: &Args) -> Value {
        self.strange_throws += 1;
        for arg in args.each() {
            self.escape(arg);
        }
        self.forget_captured();
        self.may_throw();
        Value::unknown()
    }

    fn enter(
        &mut self,
        site: ExprId,
        function: FunctionId,
        args: &Args,
        this: Value,
    ) -> (Value, Value) {
        let path = self.path_into(site);
        let outer_path = std::mem::replace(&mut self.path, path);
        let mark = self.state.mark();
        self.frames.push(Frame {
            function,
            this,
            mark,
            returns: Vec::new(),
            yields: Value::never(),
            is_entry: false,
            jumps: Vec::new(),
            awaiting: 0,
        });
        let value = self.run_function(function, args);
        let yields = self
            .frames
            .pop()
            .map(|frame| frame.yields)
            .unwrap_or_default();
        self.path = outer_path;
        (value, yields)
    }

    /// Bind the parameters and run the body of the frame on top; the union of what it returns.
    pub(super) fn run_function(&mut self, function: FunctionId, args: &Args) -> Value {
        let program = self.program;
        let callee = program.function(function);
        let is_generator = callee.is_generator;
        let mark = self.state.mark();
        for variable in self.variables[function.0 as usize].clone() {
            let known = program.variable(variable);
            let hoisted = known.kind == VariableKind::Local && !self.is_python();
            // A captured `let` or `const` is bound by its declaration, and until then it is what an
            // activation further out made it: to bind it here as well would count it twice.
            let declared = matches!(known.kind, VariableKind::Let | VariableKind::Const);
            if known.kind != VariableKind::ImplicitGlobal && !(declared && known.captured) {
                self.state
                    .bind(variable, hoisted.then(Value::undefined), known.captured);
            }
        }
        self.bind_parameters(&callee.params, args);
        if is_generator {
            // Its body runs whenever it is asked to, if ever: what it changes is not certain.
            self.state.begin_guard(Raised::NOTHING);
        }
        match &callee.body {
            Body::Block(block) => {
                self.block(block);
                if !self.state.dead {
                    let nothing = self.nothing();
                    self.finish(
                        TextRange::empty(callee.range.end()),
                        SiteKind::FallThrough,
                        nothing,
                    );
                }
            }
            Body::Expr(expr) => self.return_value(*expr),
        }
        let mut stopped = None;
        if is_generator {
            self.may_throw();
            stopped = self.state.end_guard();
        }
        let returns = match self.frames.last_mut() {
            Some(frame) => std::mem::take(&mut frame.returns),
            None => Vec::new(),
        };
        self.state.rollback(mark);
        let mut value = Value::never();
        let mut ends = Vec::with_capacity(returns.len() + 1);
        for (end, returned) in returns {
            value.join(&returned);
            ends.push(end);
        }
        if is_generator {
            ends.push(self.state.changes(mark));
        }
        if let Some(stopped) = stopped {
            self.state.enter_handlers(&stopped);
            ends.extend(self.state.take(mark));
        }
        self.state.merge(ends);
        if is_generator {
            Value::unknown()
        } else {
            value
        }
    }

    fn bind_parameters(&mut self, params: &'p [Param], args: &Args) {
        // What a default or a pattern evaluates runs beside the arguments that are not bound yet.
        let runs = |param: &Param| {
            let plain = matches!(param.kind, ParamKind::Normal | ParamKind::PositionalOnly);
            !plain || param.default.is_some() || !matches!(param.pattern, Pattern::Var(..))
        };
        let on_their_way = params.iter().any(runs) && args.each().any(Value::refers);
        if self.is_python() && (args.more.is_some() || args.more_named.is_some()) {
            // There may be too few of them, or too many.
            self.may_raise(Raised::TYPE);
        }
        let mut place = 0;
        let mut taken: Vec<&str> = Vec::new();
        if !on_their_way {
            for param in params {
                self.bind_parameter(param, &mut place, &mut taken, args);
            }
            return;
        }
        let mut args = args.clone();
        for param in params {
            let now = args.clone();
            self.holding(args.each_mut(), |machine| {
                machine.bind_parameter(param, &mut place, &mut taken, &now)
            });
        }
    }

    fn bind_parameter(
        &mut self,
        param: &'p Param,
        place: &mut usize,
        taken: &mut Vec<&'p str>,
        args: &Args,
    ) {
        let program = self.program;
        let name = match &param.pattern {
            Pattern::Var(variable, _) => program.variable(*variable).name.as_str(),
            _ => "",
        };
        if matches!(param.kind, ParamKind::Normal | ParamKind::KeywordOnly) {
            taken.push(name);
        }
        let value = match param.kind {
            ParamKind::Rest => {
                let rest = args.positional.get(*place..).unwrap_or_default().to_vec();
                *place = args.positional.len();
                self.rest_argument(param, rest, args)
            }
            ParamKind::KeywordRest => self.keyword_rest(param, taken, args),
            ParamKind::KeywordOnly => self.argument(param, usize::MAX, name, args),
            ParamKind::Normal | ParamKind::PositionalOnly => {
                *place += 1;
                // No keyword reaches a parameter before `/`.
                let name = match param.kind {
                    ParamKind::PositionalOnly => "",
                    _ => name,
                };
                self.argument(param, *place - 1, name, args)
            }
        };
        self.assign_parameter(&param.pattern, &value);
    }

    fn assign_parameter(&mut self, pattern: &'p Pattern, value: &Value) {
        match pattern {
            // The activation has bound the variable already.
            Pattern::Var(variable, range) => {
                self.see_target(*range, value);
                self.state.assign(*variable, value.clone());
            }
            other => self.assign(other, value, false),
        }
    }

    fn argument(&mut self, param: &'p Param, place: usize, name: &str, args: &Args) -> Value {
        let surely = args.positional.get(place).is_some() || args.named(name).is_some();
        let given = args.get(place, if self.is_python() { name } else { "" });
        let Some(default) = param.default else {
            return match given {
                Some(value) if surely || self.is_python() => value,
                Some(value) => value.joined(&Value::undefined()),
                None if self.is_python() => {
                    self.may_raise(Raised::TYPE);
                    Value::unknown()
                }
                None => Value::undefined(),
            };
        };
        if self.is_python() {
            let default = match self.defaults.get(&default).cloned() {
                Some(value) => value,
                None => self.eval(default),
            };
            return match given {
                Some(value) if surely => value,
                Some(value) => value.joined(&default),
                None => default,
            };
        }
        let mut value = given.clone().unwrap_or_default();
        let may_miss =
            !surely || value.flags.has(Flags::ABSENT) || value.is_unknown() || value.is_data();
        value.remove(Flags::ABSENT);
        match (may_miss, value.is_never()) {
            (false, _) => value,
            (true, true) => self.eval(default),
            (true, false) => self.either(|_| value, |machine| machine.eval(default)),
        }
    }

    fn rest_argument(&mut self, param: &Param, items: Vec<Value>, args: &Args) -> Value {
        let Pattern::Var(variable, _) = &param.pattern else {
            return Value::unknown();
        };
        let kind = if self.is_python() {
            ArrayKind::Tuple
        } else {
            ArrayKind::List
        };
        let mut sequence = Sequence::exact(kind, items);
        if let Some(more) = &args.more {
            sequence.element.join(more);
            sequence.items = None;
            sequence.max = None;
        }
        self.allocate(
            ExprId(u32::MAX - 1 - variable.0),
            u16::MAX,
            Object::Array(sequence),
        )
    }

    fn keyword_rest(&mut self, param: &Param, taken: &[&str], args: &Args) -> Value {
        let Pattern::Var(variable, _) = &param.pattern else {
            return Value::unknown();
        };
        let mut record = Record {
            rest: args.more_named.clone(),
            ..Record::default()
        };
        for (name, value) in &args.named {
            if !taken.contains(&name.as_str()) {
                record.set(name.clone(), value.clone(), None);
            }
        }
        self.allocate(
            ExprId(u32::MAX - 1 - variable.0),
            u16::MAX,
            Object::Record(record),
        )
    }

    /// What awaiting `value` gives.
    pub(super) fn settle(&mut self, value: &Value) -> Value {
        self.may_throw();
        let mut answer = Value {
            refs: Default::default(),
            ..value.clone()
        };
        if value.is_unknown() {
            self.strange_throws += 1;
        }
        for id in &value.refs {
            match self.object(*id) {
                Some(Object::Promise(inner)) => {
                    let inner = inner.clone();
                    // It may have been rejected with whatever was thrown elsewhere.
                    self.strange_throws += u32::from(self.strange_throws > 0);
                    let inner = if self.is_python() {
                        inner
                    } else {
                        self.settle(&inner)
                    };
                    answer.join(&inner)
                }
                Some(Object::Forgotten) | None => {
                    self.strange_throws += 1;
                    answer.join(&Value::unknown())
                }
                _ => answer.join(&Value::reference(*id)),
            };
        }
        answer
    }
    /// What waiting for `value` gives, here and now: nothing goes on where it is rejected, or never settled.
    pub(super) fn wait_for(&mut self, value: &Value) -> Value {
        let settled = self.settle(value);
        self.state.dead |= settled.is_never();
        settled
    }
}
