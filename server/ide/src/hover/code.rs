//! Hover in embedded code.

use code::Shape;
use code::infer::{EntryFunction, Meaning, Observed, observe};
use code::ir::{ExprKind, FunctionId, Literal, Program, VarId, VariableKind};
use text::{InCode, Language, TextRange, TextSize};

use super::declarations::{declared_output, node_card, source_of};
use super::{Hover, fenced};
use crate::docs::Docs;
use crate::token::{Named, Token, named, spots, token_at, variable_of};
use crate::types::{literal, notation};
use crate::{Snippet, given};

pub(super) fn hover(snippet: Snippet<'_>, offset: InCode<TextSize>) -> Option<Hover> {
    let source = snippet.source()?;
    let reading = snippet.reading()?;
    let token = token_at(&reading, offset.0)?;
    let meant = named(&reading.program, token.range).unwrap_or(Named::Target);
    let spots = spots(meant, token.range);
    let seen = observe(&source, &reading.program, &given::given(snippet), &spots);
    let answer = Answer {
        snippet,
        docs: Docs::new(source.language, source.api),
        program: &reading.program,
        token,
        meant,
        seen,
    };
    let markdown = answer.markdown()?;
    Some(Hover {
        markdown,
        range: snippet.to_file(InCode(token.range)),
    })
}

struct Answer<'a> {
    snippet: Snippet<'a>,
    docs: Docs,
    program: &'a Program,
    token: Token,
    meant: Named<'a>,
    /// What was seen at the spots of `meant`, in their order.
    seen: Vec<Option<Observed>>,
}

impl Answer<'_> {
    fn markdown(&self) -> Option<String> {
        if let Some(declared) = self.output() {
            return Some(declared);
        }
        match self.meant {
            Named::Value(id) => match &self.program.expr(id).kind {
                ExprKind::Var(_) => self.variable(),
                ExprKind::Global(name) => self.global(name),
                ExprKind::Literal(Literal::Str(text)) => self.text(text),
                ExprKind::This => self.typed("this"),
                _ => self.variable(),
            },
            Named::Member { name, .. } => self
                .member(name)
                .or_else(|| self.typed(&format!("(property) {name}"))),
            Named::Index { .. } | Named::Key(_) => {
                self.typed(&format!("(key) {}", self.text_of(self.token.range)))
            }
            Named::Argument { name, .. } => self.typed(&format!("(argument) {name}")),
            Named::Bound(_) => self.variable(),
            Named::Function(function) => Some(self.function(function)),
            Named::Import(index) => self.import(index),
            Named::Target if self.token.is_text => {
                self.typed(&format!("(key) {}", self.text_of(self.token.range)))
            }
            Named::Target if self.follows_dot() => {
                self.typed(&format!("(property) {}", self.text_of(self.token.range)))
            }
            Named::Target => self.variable(),
        }
    }

    /// The token is the name in `object.name`.
    fn follows_dot(&self) -> bool {
        let before = TextRange::up_to(self.token.range.start());
        self.text_of(before).trim_end().ends_with('.')
    }

    fn language(&self) -> Language {
        self.docs.language
    }

    fn text_of(&self, range: TextRange) -> &str {
        let range = std::ops::Range::<usize>::from(range);
        self.snippet.text().get(range).unwrap_or_default()
    }

    /// What was seen of the thing itself: where it is read, else where it is written.
    fn observed(&self) -> Option<&Observed> {
        let itself = match self.meant {
            Named::Member { .. } | Named::Index { .. } => [0, 2],
            _ => [0, 1],
        };
        itself
            .into_iter()
            .find_map(|at| self.seen.get(at)?.as_ref())
    }

    fn typed(&self, what: &str) -> Option<String> {
        let shape = &self.observed()?.shape;
        Some(fenced(self.language(), &self.with_type(what, shape)))
    }

    fn with_type(&self, what: &str, shape: &Shape) -> String {
        let mut out = format!("{what}: {}", notation(shape, self.language()));
        if let Some(value) = literal(shape, self.language()) {
            out.push_str(&format!(" = {value}"));
        }
        out
    }

    // ---- names

    fn variable(&self) -> Option<String> {
        let observed = self.observed();
        if let Some([meaning]) = observed.map(|seen| seen.meanings.as_slice()) {
            match meaning {
                Meaning::Function(function) => return Some(self.function(*function)),
                Meaning::Library(path) => return self.library(path),
                Meaning::Class(_) => {}
            }
        }
        let name = self.text_of(self.token.range);
        let variable = variable_of(self.program, self.meant);
        let kind = match variable.map(|id| self.program.variable(id).kind) {
            Some(VariableKind::Parameter) => "parameter",
            Some(VariableKind::Const) => "constant",
            Some(VariableKind::Class) => "class",
            Some(VariableKind::Function) => "function",
            Some(VariableKind::Import) => "import",
            _ => "variable",
        };
        let what = format!("({kind}) {name}");
        let title = match observed {
            Some(seen) if kind != "class" => self.with_type(&what, &seen.shape),
            _ => what,
        };
        // A token that nothing knows is no variable: a keyword argument's name, a label. Nor is a text with holes.
        let is_name =
            name.starts_with(|first: char| first.is_alphabetic() || "_$#".contains(first));
        if variable.is_none() && (observed.is_none() || !is_name || name.contains(['"', '\''])) {
            return None;
        }
        let mut out = fenced(self.language(), &title);
        if let Some(source) = variable.and_then(|id| self.input(id)) {
            out.push_str("\n\n");
            out.push_str(&source);
        }
        Some(out)
    }

    /// Where a parameter of Dify's `main` gets its value from.
    fn input(&self, id: VarId) -> Option<String> {
        let variable = self.program.variable(id);
        let facts = self.snippet.facts()?;
        let is_entry = facts.outcome.entry == EntryFunction::Own(variable.function);
        if variable.kind != VariableKind::Parameter || !is_entry || !self.snippet.is_dify() {
            return None;
        }
        let inputs = self.snippet.code_node().inputs.iter();
        let input = inputs.rev().find(|input| *input.name == *variable.name)?;
        Some(source_of(self.snippet.workflow(), input))
    }

    fn global(&self, name: &str) -> Option<String> {
        let Some(entry) = self.docs.entry(name) else {
            return self.typed(name);
        };
        let is_data = entry.params.is_none();
        let seen = self
            .observed()
            .filter(|seen| is_data && seen.shape != Shape::Unknown);
        let title = match seen {
            Some(seen) => self.with_type(name, &seen.shape),
            None => self.docs.declaration(entry),
        };
        Some(documented(fenced(self.language(), &title), entry.doc))
    }

    fn library(&self, path: &str) -> Option<String> {
        match self.docs.entry(path) {
            Some(entry) => Some(documented(
                fenced(self.language(), &self.docs.declaration(entry)),
                entry.doc,
            )),
            None if !self.docs.members(&format!("{path}.")).is_empty() => {
                Some(fenced(self.language(), &format!("(module) {path}")))
            }
            None => None,
        }
    }

    fn function(&self, id: FunctionId) -> String {
        let function = self.program.function(id);
        let word = match (self.language(), function.is_async) {
            (Language::Python, false) => "def",
            (Language::Python, true) => "async def",
            (Language::JavaScript, false) => "function",
            (Language::JavaScript, true) => "async function",
        };
        let name = function.name.as_deref().unwrap_or_default();
        let params = match function.params_range {
            Some(range) => self
                .text_of(range)
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" "),
            None => {
                let params = function
                    .params
                    .iter()
                    .map(|param| self.text_of(param.range));
                format!("({})", params.collect::<Vec<_>>().join(", "))
            }
        };
        fenced(self.language(), &format!("{word} {name}{params}"))
    }

    fn import(&self, index: usize) -> Option<String> {
        let import = &self.program.imports[index];
        let path = match &import.name {
            Some(name) if import.name_range == self.token.range => {
                format!("{}.{name}", import.module)
            }
            _ => import.module.to_string(),
        };
        self.library(&path)
            .or_else(|| Some(fenced(self.language(), &format!("(module) {path}"))))
    }

    // ---- members and texts

    fn member(&self, name: &str) -> Option<String> {
        let object = self.seen.get(1)?.as_ref()?;
        for meaning in &object.meanings {
            if let Meaning::Library(path) = meaning
                && let Some(said) = self.library(&format!("{path}.{name}"))
            {
                return Some(said);
            }
        }
        let own_field = |shape: &Shape| match shape {
            Shape::Object(object) => object.field(name).is_some(),
            _ => false,
        };
        let classes = self.docs.classes(&object.shape);
        let is_key = self.language() == Language::JavaScript
            && object.shape.alternatives().iter().any(own_field);
        let entry = classes
            .iter()
            .find_map(|class| self.docs.member(class, name))
            .filter(|_| !is_key)?;
        let seen = self
            .observed()
            .filter(|seen| entry.params.is_none() && seen.shape != Shape::Unknown);
        let title = match seen {
            Some(seen) => self.with_type(&format!("(property) {name}"), &seen.shape),
            None => self.docs.declaration(entry),
        };
        Some(documented(fenced(self.language(), &title), entry.doc))
    }

    /// A text that names something: a node of n8n.
    fn text(&self, text: &str) -> Option<String> {
        let names_node = self.program.exprs.iter().any(|expr| match &expr.kind {
            ExprKind::Call { callee, args, .. } => {
                let is_this = |arg: &code::ir::Arg| matches!(arg, code::ir::Arg::Item(id) if Named::Value(*id) == self.meant);
                let callee = &self.program.expr(*callee).kind;
                matches!(callee, ExprKind::Global(name) if name == "$" || name == "$items")
                    && args.first().is_some_and(is_this)
            }
            _ => false,
        });
        let workflow = self.snippet.workflow();
        let node = workflow
            .node_by_name(text)
            .filter(|_| names_node && !self.snippet.is_dify())?;
        Some(node_card(workflow, node))
    }

    /// The declared output whose key this is, in something that the entry returns.
    fn output(&self) -> Option<String> {
        let facts = self.snippet.facts()?;
        let returns = facts.outcome.returns.iter();
        let objects = returns
            .flat_map(|site| site.shape.alternatives())
            .filter_map(|shape| match shape {
                Shape::Object(object) => Some(object),
                _ => None,
            });
        let mut fields = objects.flat_map(|object| &object.fields);
        let field = fields.find(|field| field.range == Some(self.token.range))?;
        let outputs = &self.snippet.code_node().outputs;
        let output = outputs.iter().find(|output| *output.name == *field.key)?;
        let target = self.snippet.target();
        let policy = self.snippet.policy();
        let limits = policy
            .dify_facts()
            .or_else(|| target.dify())
            .map(|facts| facts.limits);
        let declared = declared_output(output, limits, target.name);
        let title = self.with_type(&format!("(output) {}", field.key), &field.shape);
        Some(format!("{}\n\n{declared}", fenced(self.language(), &title)))
    }
}

fn documented(mut title: String, doc: &str) -> String {
    if !doc.is_empty() {
        title.push_str("\n\n");
        title.push_str(doc);
    }
    title
}
