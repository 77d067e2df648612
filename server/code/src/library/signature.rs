//! Reading one line of a table.

/// What the library knows of one name.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// `json.loads`, `str#upper`, `new Date`.
    pub path: &'static str,
    /// The parameters as written; `None` for a constant.
    pub params: Option<&'static str>,
    /// What it is or returns.
    pub result: Type,
    /// It may throw whatever its arguments are.
    pub throws: bool,
    /// Python: what it raises at most.
    pub raises: Option<Raises>,
    /// What it does, one sentence.
    pub doc: &'static str,
}

/// What a function of Python raises at most, given what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Raises {
    /// What every argument surely is; empty for an operator, whose classes its name tells.
    pub given: &'static str,
    /// Kinds of exceptions, by name.
    kinds: &'static str,
}

impl Raises {
    /// The names of the kinds.
    pub fn kinds(self) -> impl Iterator<Item = &'static str> {
        self.kinds
            .split_whitespace()
            .filter(|kind| *kind != "nothing")
    }

    /// `str: value type`, `far`.
    fn read(text: &'static str) -> Raises {
        let (given, kinds) = text.split_once(": ").unwrap_or(("", text));
        Raises { given, kinds }
    }
}

/// A type as the tables write it.
#[derive(Debug, Clone, PartialEq)]
pub enum Type {
    /// `any`
    Any,
    /// `unknown`
    Unknown,
    /// `data`
    Data,
    /// `never`
    Never,
    /// `null`
    Null,
    /// `undefined`
    Undefined,
    /// `perhaps`
    Perhaps,
    /// `bool`
    Bool,
    /// `int`
    Int,
    /// `float`
    Float,
    /// `number`
    Number,
    /// `str`
    Str,
    /// `"text"`
    Text(&'static str),
    /// `bytes`
    Bytes,
    /// `bigint`
    BigInt,
    /// `symbol`
    Symbol,
    /// `function`
    Function,
    /// `list[T]`, `set[T]`, `lazy[T]`, `tuples[T]`, and whether there is at least one element.
    Sequence(crate::shape::ArrayKind, Box<Type>, bool),
    /// `tuple[T, U]`
    Tuple(Vec<Type>),
    /// `dict[T]`
    Dict(Box<Type>),
    /// `{a: T, b?: U, ...}`: key, whether it is always there, its type; whether there may be others.
    Record(Vec<(&'static str, bool, Type)>, bool),
    /// `=Name[T]`
    Instance(&'static str, Box<Type>),
    /// `promise[T]`
    Promise(Box<Type>),
    /// `path:x.y`
    Path(&'static str),
    /// `T | U`
    Union(Vec<Type>),
    /// `self`, `arg0`
    The(Of),
    /// `arg1?`
    IfGiven(Of),
    /// `self.element`, `arg0.element`
    ElementOf(Of),
    /// `like[arg0, arg1]`
    Like(Vec<Type>),
}

impl Type {
    /// It has a part of which nothing is known.
    pub fn has_any(&self) -> bool {
        match self {
            Type::Any => true,
            Type::Sequence(_, inner, _) | Type::Dict(inner) | Type::Promise(inner) => {
                inner.has_any()
            }
            // An instance says `any` where nobody asks what it holds.
            Type::Instance(_, content) => **content != Type::Any && content.has_any(),
            Type::Tuple(members) | Type::Union(members) => members.iter().any(Type::has_any),
            Type::Record(fields, _) => fields.iter().any(|(_, _, kind)| kind.has_any()),
            _ => false,
        }
    }
}

impl Entry {
    /// The parameters as written, one by one: `*`, `**` and `?` belong to the name.
    pub fn parameters(&self) -> impl Iterator<Item = &'static str> {
        let params = self.params.unwrap_or_default();
        params
            .split(',')
            .map(str::trim)
            .filter(|one| !one.is_empty())
    }

    /// The name of the parameter at `place`, counted from 0; empty where it has none.
    pub fn parameter(&self, place: usize) -> &'static str {
        let mut positional = self.parameters().filter(|one| !matches!(*one, "/" | "*"));
        let name = positional.nth(place).unwrap_or_default();
        name.trim_end_matches('?')
    }

    /// Whether the result is what the table says when the call has an argument called `name`.
    pub fn takes(&self, name: &str) -> bool {
        self.parameters()
            .any(|one| one.starts_with("**") || one.trim_end_matches('?') == name)
    }

    /// How many arguments it takes by position; `None` for any number.
    pub fn most(&self) -> Option<usize> {
        let mut count = 0;
        for one in self.parameters() {
            match one {
                "*" | "..." => break,
                "/" => {}
                one if one.starts_with("**") => break,
                one if one.starts_with('*') => return None,
                _ => count += 1,
            }
        }
        Some(count)
    }

    /// How many arguments it needs, by position or by name.
    pub fn least(&self) -> usize {
        let needed = |one: &&str| !one.ends_with('?') && !one.starts_with('*') && *one != "/";
        self.parameters().filter(needed).count()
    }

    /// The function has further parameters by name, with which it may return anything.
    pub fn is_partial(&self) -> bool {
        self.parameters().any(|one| one == "...")
    }
}

/// What a type refers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// The receiver.
    Receiver,
    /// An argument, counted from 0.
    Argument(usize),
}

/// The path of a line alone; `None` for blank lines and comments.
pub(super) fn path(line: &'static str) -> Option<&'static str> {
    if line.starts_with("# ") {
        return None;
    }
    let end = line.find(['(', ':', '|'])?;
    let is_constant = line[end..].starts_with(": ");
    (is_constant || line[end..].starts_with('(')).then(|| line[..end].trim())
}

/// The entry of a line; `None` for blank lines, comments (`# …`) and lines that are no entries.
pub(super) fn entry(line: &'static str) -> Option<Entry> {
    let line = line.trim();
    if line.is_empty() || line.starts_with("# ") || line == "#" {
        return None;
    }
    let (head, doc) = line.split_once(" | ").unwrap_or((line, ""));
    let head = head.trim();
    let (signature, result) = match head.split_once(") -> ") {
        Some((signature, result)) => (signature, result),
        None => return constant(head, doc),
    };
    let (path, params) = signature.split_once('(')?;
    let throws = result.ends_with(" !");
    let (result, raises) = raising(result.trim_end_matches(" !"));
    Some(Entry {
        path,
        params: Some(params),
        result: parse(result)?,
        throws,
        raises,
        doc,
    })
}

fn constant(head: &'static str, doc: &'static str) -> Option<Entry> {
    let (path, result) = head.split_once(": ")?;
    let (result, raises) = raising(result);
    Some(Entry {
        path,
        params: None,
        result: parse(result)?,
        throws: false,
        raises,
        doc,
    })
}

/// A type, and what stands after `!`.
fn raising(text: &'static str) -> (&'static str, Option<Raises>) {
    match text.split_once(" ! ") {
        Some((result, raises)) => (result, Some(Raises::read(raises))),
        None => (text, None),
    }
}

/// The type that `text` writes, all of it.
pub(super) fn parse(text: &'static str) -> Option<Type> {
    let mut reader = Reader { rest: text };
    let parsed = reader.union()?;
    reader.rest.trim().is_empty().then_some(parsed)
}

struct Reader {
    rest: &'static str,
}

impl Reader {
    fn union(&mut self) -> Option<Type> {
        let first = self.one()?;
        if !self.eat("/") {
            return Some(first);
        }
        let mut members = vec![first, self.one()?];
        while self.eat("/") {
            members.push(self.one()?);
        }
        Some(Type::Union(members))
    }

    fn eat(&mut self, token: &str) -> bool {
        let rest = self.rest.trim_start();
        match rest.strip_prefix(token) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn word(&mut self) -> &'static str {
        let rest = self.rest.trim_start();
        let end = rest
            .find(|c: char| !(c.is_alphanumeric() || "_.$:#".contains(c)))
            .unwrap_or(rest.len());
        let (word, rest) = rest.split_at(end);
        self.rest = rest;
        word
    }

    fn one(&mut self) -> Option<Type> {
        use crate::shape::ArrayKind;
        if self.eat("{") {
            return self.record();
        }
        if self.eat("=") {
            let name = self.word();
            let content = self.brackets()?.unwrap_or(Type::Any);
            return Some(Type::Instance(name, Box::new(content)));
        }
        if self.eat("\"") {
            let (text, rest) = self.rest.split_once('"')?;
            self.rest = rest;
            return Some(Type::Text(text));
        }
        let word = self.word();
        if let Some(path) = word.strip_prefix("path:") {
            return Some(Type::Path(path));
        }
        Some(match word {
            "any" => Type::Any,
            "unknown" => Type::Unknown,
            "data" => Type::Data,
            "never" => Type::Never,
            "null" => Type::Null,
            "undefined" => Type::Undefined,
            "perhaps" => Type::Perhaps,
            "bool" => Type::Bool,
            "int" => Type::Int,
            "float" => Type::Float,
            "number" => Type::Number,
            "str" => Type::Str,
            "bytes" => Type::Bytes,
            "bigint" => Type::BigInt,
            "symbol" => Type::Symbol,
            "function" => Type::Function,
            "list" | "set" | "lazy" | "tuples" => {
                let kind = match word {
                    "list" => ArrayKind::List,
                    "set" => ArrayKind::Set,
                    "lazy" => ArrayKind::Lazy,
                    _ => ArrayKind::Tuple,
                };
                let some = self.eat("+");
                let element = self.brackets()?.unwrap_or(Type::Any);
                Type::Sequence(kind, Box::new(element), some)
            }
            "dict" => Type::Dict(Box::new(self.brackets()?.unwrap_or(Type::Any))),
            "promise" => Type::Promise(Box::new(self.brackets()?.unwrap_or(Type::Any))),
            "tuple" => {
                let mut items = Vec::new();
                if !self.eat("[") {
                    return None;
                }
                while !self.eat("]") {
                    items.push(self.union()?);
                    self.eat(",");
                }
                Type::Tuple(items)
            }
            "like" => {
                let mut sources = Vec::new();
                if !self.eat("[") {
                    return None;
                }
                while !self.eat("]") {
                    sources.push(self.one()?);
                    self.eat(",");
                }
                Type::Like(sources)
            }
            _ => return self.reference(word),
        })
    }

    fn reference(&mut self, word: &str) -> Option<Type> {
        match reference(word)? {
            Type::The(of) if self.eat("?") => Some(Type::IfGiven(of)),
            other => Some(other),
        }
    }

    fn brackets(&mut self) -> Option<Option<Type>> {
        if !self.eat("[") {
            return Some(None);
        }
        let inner = self.union()?;
        self.eat("]").then_some(Some(inner))
    }

    fn record(&mut self) -> Option<Type> {
        let mut fields = Vec::new();
        let mut open = false;
        while !self.eat("}") {
            if self.eat("...") {
                open = true;
            } else {
                let key = self.word().trim_end_matches(':');
                let optional = self.eat("?");
                self.eat(":");
                if key.is_empty() {
                    return None;
                }
                fields.push((key, !optional, self.union()?));
            }
            self.eat(",");
        }
        Some(Type::Record(fields, open))
    }
}

fn reference(word: &str) -> Option<Type> {
    let (base, element) = match word.strip_suffix(".element") {
        Some(base) => (base, true),
        None => (word, false),
    };
    let of = match base {
        "self" => Of::Receiver,
        _ => Of::Argument(base.strip_prefix("arg")?.parse().ok()?),
    };
    Some(if element {
        Type::ElementOf(of)
    } else {
        Type::The(of)
    })
}
