//! What the library tables say of a name, made readable.

use std::sync::OnceLock;

use code::library::{self, Entry, Library, Of, Type};
use code::shape::ArrayKind;
use code::{Api, Language, Shape};

use crate::types::class_name;

/// The tables that hold for one snippet: the platform's before the language's.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Docs {
    pub(crate) language: Language,
    tables: [&'static Library; 3],
}

impl Docs {
    pub(crate) fn new(language: Language, api: Api) -> Docs {
        let tables = [
            library::provided(language, api),
            Library::of(language),
            library::for_editors(language),
        ];
        Docs { language, tables }
    }

    /// The entry of a path.
    pub(crate) fn entry(&self, path: &str) -> Option<&'static Entry> {
        self.tables.iter().find_map(|table| table.get(path))
    }

    /// What the platform provides by name.
    pub(crate) fn provided(&self) -> impl Iterator<Item = &'static Entry> {
        self.tables[0].entries()
    }

    /// What the language provides by name.
    pub(crate) fn built_in(&self) -> impl Iterator<Item = &'static Entry> {
        self.tables[1].entries()
    }

    /// The names of the language that stand for something by themselves, in the order of the alphabet: in JavaScript also
    /// those of which only the members are listed.
    pub(crate) fn names(&self) -> &'static [&'static str] {
        static NAMES: [OnceLock<Vec<&'static str>>; 2] = [OnceLock::new(), OnceLock::new()];
        let python = self.language == Language::Python;
        NAMES[usize::from(python)].get_or_init(|| {
            let entries = Library::of(self.language).entries();
            let name = |entry: &Entry| {
                let name = entry.path.split(['.', '#']).next().unwrap_or_default();
                // A module of Python is there once it is imported.
                let is_whole = name.len() == entry.path.len();
                let is_name = !name.is_empty() && !name.contains([' ', '@', '[']);
                (is_name && (is_whole || !python)).then_some(name)
            };
            let mut names: Vec<&'static str> = entries.filter_map(name).collect();
            names.sort_unstable();
            names.dedup();
            names
        })
    }

    /// The members of `prefix`, a path with its `.` or `#` at the end: their names and entries.
    pub(crate) fn members(&self, prefix: &str) -> Vec<(&'static str, &'static Entry)> {
        let mut found: Vec<(&'static str, &'static Entry)> = Vec::new();
        for table in self.tables {
            for entry in table.entries() {
                let Some(name) = entry.path.strip_prefix(prefix) else {
                    continue;
                };
                let is_own = !name.is_empty() && !name.contains(['.', '#', ' ', '[', '@']);
                if is_own && !found.iter().any(|(known, _)| *known == name) {
                    found.push((name, entry));
                }
            }
        }
        found.sort_unstable_by_key(|(name, _)| *name);
        found
    }

    /// The members of instances of a class and of those it is based on.
    pub(crate) fn members_of_class(&self, class: &str) -> Vec<(&'static str, &'static Entry)> {
        let mut found = Vec::new();
        for class in self.lineage(class) {
            for (name, entry) in self.members(&format!("{class}#")) {
                if !found.iter().any(|(known, _)| *known == name) {
                    found.push((name, entry));
                }
            }
        }
        found
    }

    /// The entry of a method or property of a class, or of one it is based on.
    pub(crate) fn member(&self, class: &str, name: &str) -> Option<&'static Entry> {
        let mut lineage = self.lineage(class).into_iter();
        lineage.find_map(|class| self.entry(&format!("{class}#{name}")))
    }

    fn lineage(&self, class: &str) -> Vec<String> {
        const LONGEST: usize = 4;
        let mut lineage = vec![class.to_owned()];
        while lineage.len() < LONGEST {
            let last = &lineage[lineage.len() - 1];
            match self.entry(&format!("{last}#")).map(|entry| &entry.result) {
                Some(Type::Instance(base, _)) => lineage.push((*base).to_owned()),
                _ => break,
            }
        }
        lineage
    }

    /// What the tables call the classes of a value.
    pub(crate) fn classes(&self, shape: &Shape) -> Vec<String> {
        let python = self.language == Language::Python;
        let either = |one: &'static str, other: &'static str| if python { one } else { other };
        let mut classes: Vec<String> = Vec::new();
        for one in shape.alternatives() {
            let class = match one {
                Shape::String(_) => "str",
                Shape::Number(number) if python && !number.int => "float",
                Shape::Number(_) => either("int", "number"),
                Shape::Boolean(_) => either("int", "bool"),
                Shape::BigInt => "bigint",
                Shape::Bytes => "bytes",
                Shape::Array(array) if python => match array.kind {
                    ArrayKind::List => "list",
                    ArrayKind::Tuple => "tuple",
                    ArrayKind::Set => "set",
                    ArrayKind::Lazy => continue,
                },
                Shape::Array(_) => "Array",
                Shape::Object(_) => either("dict", "Object"),
                Shape::Instance(class) => class,
                Shape::Promise(_) => "Promise",
                _ => continue,
            };
            if !classes.iter().any(|known| known == class) {
                classes.push(class.to_owned());
            }
        }
        classes
    }

    /// An entry as a declaration: `name(parameters) -> type`, `name: type`.
    pub(crate) fn declaration(&self, entry: &Entry) -> String {
        let name = entry.path.replace('#', ".");
        let mut out = String::new();
        out.push_str(&name);
        if entry.params.is_some() {
            out.push('(');
            let parameters: Vec<String> = self.parameters(entry).collect();
            out.push_str(&parameters.join(", "));
            out.push(')');
            out.push_str(if self.language == Language::Python {
                " -> "
            } else {
                ": "
            });
        } else {
            out.push_str(": ");
        }
        out.push_str(&self.notation(&entry.result));
        out
    }

    /// The parameters of an entry, as people write them.
    pub(crate) fn parameters(&self, entry: &Entry) -> impl Iterator<Item = String> {
        let python = self.language == Language::Python;
        entry
            .parameters()
            .map(move |one| match one.strip_suffix('?') {
                Some(name) if python => format!("{name}=…"),
                _ => one.to_owned(),
            })
    }

    /// A type of the tables in the notation of the language.
    pub(crate) fn notation(&self, kind: &Type) -> String {
        let python = self.language == Language::Python;
        let either = |one: &str, other: &str| if python { one } else { other }.to_owned();
        let around =
            |one: &str, inner: &Type, end: &str| format!("{one}{}{end}", self.notation(inner));
        match kind {
            Type::Any | Type::Unknown | Type::Data | Type::Like(_) => either("Any", "any"),
            Type::Never => either("Never", "never"),
            Type::Null => either("None", "null"),
            Type::Undefined | Type::Perhaps => either("None", "undefined"),
            Type::Bool => either("bool", "boolean"),
            Type::Int => either("int", "number"),
            Type::Float => either("float", "number"),
            Type::Number => either("int | float", "number"),
            Type::Str => either("str", "string"),
            Type::Text(text) => format!("{text:?}"),
            Type::Bytes => "bytes".into(),
            Type::BigInt => "bigint".into(),
            Type::Symbol => "symbol".into(),
            Type::Function => either("Callable", "Function"),
            Type::Sequence(ArrayKind::List, inner, _) if !python => around("", inner, "[]"),
            Type::Sequence(kind, inner, _) => match kind {
                ArrayKind::List => around("list[", inner, "]"),
                ArrayKind::Set => around("set[", inner, "]"),
                ArrayKind::Lazy => around("Iterable[", inner, "]"),
                ArrayKind::Tuple => around("tuple[", inner, ", ...]"),
            },
            Type::Tuple(items) => {
                let items: Vec<String> = items.iter().map(|item| self.notation(item)).collect();
                format!("{}{}]", either("tuple[", "["), items.join(", "))
            }
            Type::Dict(inner) if python => around("dict[str, ", inner, "]"),
            Type::Dict(inner) => around("Record<string, ", inner, ">"),
            Type::Record(fields, open) => self.record(fields, *open),
            Type::Instance("NodeProxy", _) => "NodeData".into(),
            Type::Instance(class, _) => class_name(class).to_owned(),
            Type::Promise(inner) if python => around("Awaitable[", inner, "]"),
            Type::Promise(inner) => around("Promise<", inner, ">"),
            Type::Path(path) => (*path).to_owned(),
            Type::Union(members) => {
                let mut written: Vec<String> =
                    members.iter().map(|one| self.notation(one)).collect();
                written.dedup();
                written.join(" | ")
            }
            Type::The(Of::Receiver) => either("Self", "this"),
            Type::The(Of::Argument(_)) | Type::ElementOf(_) => "T".into(),
            Type::IfGiven(_) => either("T | None", "T | null"),
        }
    }

    fn record(&self, fields: &[(&'static str, bool, Type)], open: bool) -> String {
        let python = self.language == Language::Python;
        if fields.is_empty() {
            return if python {
                "dict[str, Any]"
            } else {
                "Record<string, any>"
            }
            .into();
        }
        // The items of n8n are everywhere: a name says more than their keys.
        if fields.iter().any(|(key, ..)| *key == "json") {
            return "Item".into();
        }
        let mut parts: Vec<String> = Vec::new();
        for (key, always, kind) in fields {
            let mark = if *always { "" } else { "?" };
            let key = if python {
                format!("{key:?}")
            } else {
                (*key).to_owned()
            };
            parts.push(format!("{key}{mark}: {}", self.notation(kind)));
        }
        if open {
            parts.push("…".into());
        }
        if python {
            format!("{{{}}}", parts.join(", "))
        } else {
            format!("{{ {} }}", parts.join("; "))
        }
    }
}
