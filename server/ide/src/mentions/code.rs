//! What the code of a node names of its workflow: inputs, outputs, nodes.

use code::Reading;
use code::infer::EntryFunction;
use code::ir::{FunctionId, ParamKind, Pattern, Program, VarId};
use text::{InCode, TextRange};

use super::keys::{KeyPlace, Keys};
use super::{Carrier, Mention, Spelling, Symbol, unambiguous};
use crate::Snippet;
use crate::bindings::{Access, Bindings};

/// What `snippet` names of its workflow.
pub(super) fn collect(snippet: Snippet<'_>, out: &mut Vec<Mention>) {
    let Some(reading) = snippet.reading() else {
        return;
    };
    match snippet.is_dify() {
        true => dify(snippet, &reading, out),
        false => nodes(snippet, &reading, out),
    }
}

fn dify(snippet: Snippet<'_>, reading: &Reading, out: &mut Vec<Mention>) {
    let Some(main) = main(snippet) else {
        return;
    };
    let bindings = Bindings::of(reading, snippet.text());
    for mention in inputs(snippet, &bindings, main) {
        out.push(mention);
    }
    let keys = Keys::new(&reading.program, snippet.text()).returned(main);
    for key in keys.places {
        let symbol = Symbol::Output {
            workflow: snippet.workflow_index(),
            node: snippet.code_node().node,
            key: key.name.clone(),
        };
        out.push(mention(snippet, symbol, &key));
    }
}

/// The function that Dify calls.
pub(crate) fn main(snippet: Snippet<'_>) -> Option<FunctionId> {
    match snippet.facts()?.outcome.entry {
        EntryFunction::Own(main) => Some(main),
        _ => None,
    }
}

/// Something happens to what comes in or goes out that is not followed: where.
pub(crate) fn doubt(snippet: Snippet<'_>, program: &Program, output: bool) -> Option<TextRange> {
    let Some(main) = main(snippet) else {
        return Some(TextRange::default());
    };
    let keys = Keys::new(program, snippet.text());
    match (output, snippet.is_python()) {
        (true, _) => keys.returned(main).doubtful,
        (false, true) => {
            let mut params = program.function(main).params.iter();
            params
                .find(|param| matches!(param.kind, ParamKind::KeywordRest | ParamKind::Rest))
                .map(|param| param.range)
        }
        (false, false) => match program.function(main).params.first() {
            Some(param) => keys.taken(&param.pattern).doubtful,
            None => None,
        },
    }
}

/// The inputs that `main` takes, wherever the code names one.
fn inputs(snippet: Snippet<'_>, bindings: &Bindings<'_>, main: FunctionId) -> Vec<Mention> {
    let input = |name: &str| Symbol::Input {
        workflow: snippet.workflow_index(),
        index: snippet.index(),
        name: name.to_owned(),
    };
    let known = |name: &str| {
        let mut inputs = snippet.code_node().inputs.iter();
        inputs.any(|input| input.name == name)
    };
    let mut found = Vec::new();
    let program = bindings.program();
    let params = &program.function(main).params;
    if snippet.is_python() {
        for param in params {
            if let Pattern::Var(variable, _) = &param.pattern
                && !matches!(param.kind, ParamKind::Rest | ParamKind::KeywordRest)
                && known(&bindings.variable(*variable).name)
            {
                let symbol = input(&bindings.variable(*variable).name);
                found.extend(of_variable(snippet, bindings, *variable, &symbol));
            }
        }
        return found;
    }
    let Some(param) = params.first() else {
        return found;
    };
    let keys = Keys::new(program, snippet.text()).taken(&param.pattern);
    for mut key in keys.places.into_iter().filter(|key| known(&key.name)) {
        let symbol = input(&key.name);
        match key.binds {
            // The key and its variable are one name.
            Some(variable) => {
                let places = of_variable(snippet, bindings, variable, &symbol).into_iter();
                let declared = |mention: &Mention| is_at(mention, key.range);
                found.extend(places.map(|mut mention| {
                    if declared(&mention) {
                        mention.spelling = Spelling::Name;
                    }
                    mention
                }));
            }
            None => {
                key.access = Access::Read;
                found.push(mention(snippet, symbol, &key));
            }
        }
    }
    found
}

fn is_at(mention: &Mention, place: TextRange) -> bool {
    matches!(mention.carrier, Carrier::Code { range, .. } if range.0 == place)
}

fn of_variable(
    snippet: Snippet<'_>,
    bindings: &Bindings<'_>,
    variable: VarId,
    symbol: &Symbol,
) -> Vec<Mention> {
    let mut places = super::of_variable(snippet, bindings, variable);
    for place in &mut places {
        place.symbol = symbol.clone();
    }
    places
}

fn mention(snippet: Snippet<'_>, symbol: Symbol, key: &KeyPlace) -> Mention {
    Mention {
        symbol,
        access: key.access,
        place: snippet.to_file(InCode(key.range)),
        carrier: Carrier::of_code(snippet, key.range),
        spelling: key.spelling,
    }
}

/// How `variable` is spelled where it stands at `range`.
pub(super) fn spelling(bindings: &Bindings<'_>, variable: VarId, range: TextRange) -> Spelling {
    let Some(node) = bindings.node_at(range) else {
        return Spelling::Name;
    };
    match node.kind() {
        "shorthand_property_identifier" | "shorthand_property_identifier_pattern" => {
            return Spelling::ShorthandValue;
        }
        _ => {}
    }
    let mut imports = bindings.program().imports.iter();
    let imports_it = imports.any(|import| {
        import.variable == Some(variable)
            && !import.renamed
            && import.name_range.contains_range(range)
    });
    match imports_it {
        true => Spelling::Import,
        false => Spelling::Name,
    }
}

/// n8n's nodes.
fn nodes(snippet: Snippet<'_>, reading: &Reading, out: &mut Vec<Mention>) {
    let workflow = snippet.workflow();
    let names = unambiguous(workflow.nodes.iter().map(|node| node.name.as_str()));
    for named in super::n8n::node_names(&reading.program, snippet.text()) {
        let Some(&node) = names.get(named.name.as_str()) else {
            continue;
        };
        let symbol = Symbol::Node {
            workflow: snippet.workflow_index(),
            node,
        };
        let place = InCode(named.range);
        out.push(Mention {
            symbol,
            access: Access::Read,
            place: snippet.to_file(place),
            carrier: Carrier::of_code(snippet, named.range),
            spelling: named.spelling,
        });
    }
}
