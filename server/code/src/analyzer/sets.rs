//! What the analyzer blocks (reference n8n 11.1).

pub(super) const NAMES: &[&str] = &[
    "__loader__",
    "__builtins__",
    "__globals__",
    "__spec__",
    "__name__",
];

pub(super) const FORMATS: &[&str] = &["format", "format_map", "get_field", "vformat"];

pub(super) const ATTRIBUTES: &[&str] = &[
    "__subclasses__",
    "__globals__",
    "__builtins__",
    "__traceback__",
    "tb_frame",
    "tb_next",
    "f_back",
    "f_globals",
    "f_locals",
    "f_code",
    "f_builtins",
    "__getattribute__",
    "__qualname__",
    "__module__",
    "gi_frame",
    "gi_code",
    "gi_yieldfrom",
    "cr_frame",
    "cr_code",
    "ag_frame",
    "ag_code",
    "__thisclass__",
    "__self_class__",
    "__base__",
    "__class__",
    "__bases__",
    "__code__",
    "__closure__",
    "__loader__",
    "__cached__",
    "__dict__",
    "__import__",
    "__mro__",
    "__init_subclass__",
    "__getattr__",
    "__setattr__",
    "__delattr__",
    "__self__",
    "__func__",
    "__wrapped__",
    "__annotations__",
    "__spec__",
];

/// What was added after 2.1.
pub(super) const ATTRIBUTES_SINCE: &[&str] = &[
    "obj",
    "__objclass__",
    "__reduce__",
    "__reduce_ex__",
    "__prepare__",
    "__instancecheck__",
    "__subclasscheck__",
    "__match_args__",
];
