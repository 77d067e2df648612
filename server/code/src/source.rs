use std::sync::Arc;

use smol_str::SmolStr;
use text::Language;

/// Code and the way it is going to be run: all that its meaning depends on.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Source<'s> {
    /// The decoded code.
    pub text: &'s str,
    /// What it is written in.
    pub language: Language,
    /// What the platform puts around it.
    pub host: Host,
    /// What the platform provides by name.
    pub api: Api,
    /// The Python that will run it; without meaning for JavaScript.
    pub python: PythonVersion,
    /// The inputs that `main` is called with, all of them; `None` where they are not known.
    pub inputs: Option<Arc<[Input]>>,
}

/// An input that `main` is called with.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Input {
    /// The name that `main` receives it under.
    pub name: SmolStr,
    /// What it surely holds.
    pub holds: Holds,
    /// It may be nothing as well.
    pub nullable: bool,
}

/// What an input surely holds, unless it is nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Holds {
    /// Anything that JSON can write.
    Anything,
    /// A text.
    Text,
    /// A number.
    Number,
}

impl Source<'_> {
    /// Another text that is run in the same way.
    pub fn with_text<'t>(&self, text: &'t str) -> Source<'t> {
        Source {
            text,
            language: self.language,
            host: self.host,
            api: self.api,
            python: self.python,
            inputs: self.inputs.clone(),
        }
    }
}

/// What a platform provides by name, beyond the language's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Api {
    /// Nothing that is known.
    None,
    /// Dify's sandbox (reference dify 2.3).
    Dify,
    /// n8n, *Run Once for All Items* (reference n8n 4.1, 5, 10).
    N8nAllItems,
    /// n8n, *Run Once for Each Item*.
    N8nEachItem,
    /// n8n, Code Tool (reference n8n 13).
    N8nTool,
    /// n8n, Function (reference n8n 12.1).
    N8nFunction,
    /// n8n, Function Item (reference n8n 12.2).
    N8nFunctionItem,
}

/// What a platform puts around the code before it runs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Host {
    /// Dify, Python: a module, executed at column 0 (reference dify 2.2, 2.3).
    Module,
    /// Dify, JavaScript: a direct, sloppy `eval` in a CommonJS module (reference dify 2.3).
    Eval,
    /// n8n, JavaScript: the body of a sloppy async function (reference n8n 4).
    AsyncBody,
    /// n8n, Python: the body of a function, re-indented by four spaces (reference n8n 10).
    FunctionBody,
    /// n8n, Sort: the body of `(a, b) => { … }` (reference n8n 2.2).
    Comparator,
}

/// A minor version of CPython 3: `PythonVersion(14)` is 3.14.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PythonVersion(pub u8);
