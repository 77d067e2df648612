//! Which code an n8n node runs, as n8n resolves its parameters: a parameter whose conditions of
//! display are not met is dropped when the node loads (reference n8n 2.1, 2.2).

use text::{EmbeddedText, InFile, Language, Node as Value, TextRange};

use super::super::value::text;
use super::parameters;
use crate::{CodeNode, Contract, Node, Reason, Unresolved};

/// Adds what `node` runs to `found`: one code node, two for LangChain Code that has both parts.
pub(super) fn read(value: Value, node: &Node, index: usize, found: &mut Vec<CodeNode>) {
    let reader = Reader::new(value, node, index);
    match node.kind.as_str() {
        "n8n-nodes-base.code" => found.push(parameters::code(reader)),
        "n8n-nodes-base.function" => found.push(function(reader, Contract::N8nFunction)),
        "n8n-nodes-base.functionItem" => found.push(function(reader, Contract::N8nFunctionItem)),
        "n8n-nodes-base.aiTransform" => found.push(ai_transform(reader)),
        "n8n-nodes-base.sort" => found.extend(sort(reader)),
        "n8n-nodes-base.itemLists" => found.extend(item_lists(reader)),
        "@n8n/n8n-nodes-langchain.toolCode" => found.push(parameters::tool(reader)),
        "@n8n/n8n-nodes-langchain.code" => lang_chain(reader, found),
        _ => {}
    }
}

/// The default code of both is a whole function, so no code is no mistake.
fn function(mut reader: Reader, contract: Contract) -> CodeNode {
    if !reader.has("functionCode") {
        reader.ignored(&["jsCode", "pythonCode"], "functionCode", None);
    }
    let code = reader.code("functionCode");
    reader.finish(contract, Some(Language::JavaScript), code)
}

fn ai_transform(mut reader: Reader) -> CodeNode {
    let code = reader.code("jsCode");
    if reader.is_empty("jsCode") {
        let says = match reader.is_empty("instructions") {
            true => "Missing instructions to generate code",
            false => "Missing code for data transformation",
        };
        reader.no_code("jsCode", Some(says));
    }
    reader.finish(Contract::N8nAllItems, Some(Language::JavaScript), code)
}

fn sort(reader: Reader) -> Option<CodeNode> {
    (reader.parameter_text("type").as_deref() == Some("code")).then(|| comparator(reader))
}

fn item_lists(reader: Reader) -> Option<CodeNode> {
    match reader.parameter_text("operation").as_deref() {
        Some("sort") => sort(reader),
        _ => None,
    }
}

/// Unlike every other code parameter this one may be an expression; its code is not in the file then.
fn comparator(reader: Reader) -> CodeNode {
    let code = reader
        .embedded("code")
        .filter(|code| !code.text().starts_with('='));
    reader.finish(Contract::N8nSort, Some(Language::JavaScript), code)
}

fn lang_chain(reader: Reader, found: &mut Vec<CodeNode>) {
    let parts = [
        ("execute", Contract::N8nLangChainExecute),
        ("supplyData", Contract::N8nLangChainSupply),
    ];
    let before = found.len();
    for (part, contract) in parts {
        let parameters = reader.parameter("code").and_then(|code| code.get(part));
        if parameters.is_some() {
            let mut part = Reader {
                parameters,
                unresolved: Vec::new(),
                ..reader
            };
            let code = part.code("code");
            found.push(part.finish(contract, Some(Language::JavaScript), code));
        }
    }
    if found.len() == before {
        found.push(reader.finish(
            Contract::N8nLangChainExecute,
            Some(Language::JavaScript),
            None,
        ));
    }
}

/// The parameters of one node, and what is found to be wrong with them.
pub(super) struct Reader<'t> {
    parameters: Option<Value<'t>>,
    /// Where to point when a parameter is missing.
    pub(super) kind_range: InFile<TextRange>,
    pub(super) version: Option<f64>,
    pub(super) version_range: InFile<TextRange>,
    index: usize,
    pub(super) unresolved: Vec<Unresolved>,
}

impl<'t> Reader<'t> {
    fn new(value: Value<'t>, node: &Node, index: usize) -> Self {
        let range = |key: &str| value.get(key).map(Value::range);
        let kind_range = range("type").unwrap_or(node.name_range);
        Reader {
            parameters: value.get("parameters"),
            kind_range,
            version: node.type_version,
            version_range: range("typeVersion").unwrap_or(kind_range),
            index,
            unresolved: Vec::new(),
        }
    }

    /// The value of a parameter, whatever it is.
    pub(super) fn parameter(&self, key: &str) -> Option<Value<'t>> {
        self.parameters?.get(key)
    }

    pub(super) fn parameter_text(&self, key: &str) -> Option<String> {
        text(self.parameters?, key)
    }

    /// The parameter is written, and with something in it.
    pub(super) fn has(&self, key: &str) -> bool {
        !self.is_empty(key)
    }

    pub(super) fn is_empty(&self, key: &str) -> bool {
        !self.parameter(key).is_some_and(Value::has_text)
    }

    fn embedded(&self, key: &str) -> Option<EmbeddedText> {
        self.parameter(key)?.embedded()
    }

    /// The code under `key`. n8n takes one leading `=` off before it runs the rest (reference n8n
    /// 0b.1), so what stands in the file is not quite the code and is not judged.
    pub(super) fn code(&mut self, key: &str) -> Option<EmbeddedText> {
        let code = self.embedded(key)?;
        if !code.text().starts_with('=') {
            return Some(code);
        }
        self.unresolved.push(Unresolved {
            reason: Reason::LeadingEquals,
            range: code.range(),
            message: format!("`{key}` begins with `=`, the mark of an expression"),
            help: "Remove the `=`: newer versions of n8n drop it, older ones read the code as an \
                   expression template."
                .into(),
            platform_message: None,
            error: false,
        });
        None
    }

    /// There is no code, or an empty one, where n8n needs some.
    pub(super) fn no_code(&mut self, key: &str, platform_message: Option<&str>) {
        let range = self.parameter(key).map_or(self.kind_range, Value::range);
        self.unresolved.push(Unresolved {
            reason: Reason::NoCode,
            range,
            message: "The node has no code".into(),
            help: format!("Write the code under `{key}`."),
            platform_message: platform_message.map(Into::into),
            error: true,
        });
    }

    /// Of the parameters `keys` that hold code, the first is ignored, since n8n reads `read`.
    /// True when there is one.
    pub(super) fn ignored(&mut self, keys: &[&str], read: &str, says: Option<&str>) -> bool {
        let Some(key) = keys.iter().find(|key| self.has(key)) else {
            return false;
        };
        let entry = self.parameters.and_then(|parameters| parameters.entry(key));
        self.unresolved.push(Unresolved {
            reason: Reason::IgnoredCode,
            range: entry.map_or(self.kind_range, |entry| entry.key_range),
            message: format!("n8n ignores `{key}` here: it runs what stands under `{read}`"),
            help: advice(key, read),
            platform_message: says.map(Into::into),
            error: true,
        });
        true
    }

    pub(super) fn finish(
        self,
        contract: Contract,
        language: Option<Language>,
        code: Option<EmbeddedText>,
    ) -> CodeNode {
        CodeNode {
            node: self.index,
            language,
            code,
            contract,
            inputs: Vec::new(),
            outputs: Vec::new(),
            outputs_range: None,
            unresolved: self.unresolved,
        }
    }
}

/// What to do about code that stands under `written` while n8n reads `read`.
fn advice(written: &str, read: &str) -> String {
    match (written, read) {
        ("pythonCode", "jsCode") => {
            "For Python set `language` to `pythonNative` (Code Tool: `python`).".into()
        }
        ("jsCode", "pythonCode") => "For JavaScript set `language` to `javaScript`.".into(),
        _ => format!("Move the code to `{read}`."),
    }
}
