use std::sync::Arc;

use code::{Api, Holds, Host, Input, Language, PythonVersion, Source};
use smol_str::SmolStr;
use workflow::{CodeNode, Contract, Surely, Target};

/// The code of a node as the target will run it; `None` where there is none, or its language is not known.
pub fn source_of(node: &CodeNode, target: Target) -> Option<Source<'_>> {
    let text = node.code.as_ref()?.text();
    let language = node.language?;
    let host = match (node.contract, language) {
        (Contract::DifyMain, Language::Python) => Host::Module,
        (Contract::DifyMain, Language::JavaScript) => Host::Eval,
        (Contract::N8nSort, _) => Host::Comparator,
        (_, Language::Python) => Host::FunctionBody,
        (_, Language::JavaScript) => Host::AsyncBody,
    };
    let api = match node.contract {
        Contract::DifyMain => Api::Dify,
        Contract::N8nAllItems => Api::N8nAllItems,
        Contract::N8nEachItem => Api::N8nEachItem,
        Contract::N8nTool => Api::N8nTool,
        Contract::N8nFunction => Api::N8nFunction,
        Contract::N8nFunctionItem => Api::N8nFunctionItem,
        _ => Api::None,
    };
    Some(Source {
        text,
        language,
        host,
        api,
        python: PythonVersion(target.python),
        inputs: match node.contract {
            Contract::DifyMain => inputs(node),
            _ => None,
        },
    })
}

/// What `main` is called with, where every input has a name.
fn inputs(node: &CodeNode) -> Option<Arc<[Input]>> {
    let all_named = node.inputs.iter().all(|input| !input.name.is_empty());
    let input = |input: &workflow::Input| Input {
        name: SmolStr::from(input.name.as_str()),
        holds: match input.surely {
            Some(Surely::Text) => Holds::Text,
            Some(Surely::Number) => Holds::Number,
            None => Holds::Anything,
        },
        nullable: input.may_be_unset,
    };
    all_named.then(|| node.inputs.iter().map(input).collect())
}
