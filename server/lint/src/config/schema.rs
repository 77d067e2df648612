//! The JSON schema of `codenode.toml`, for editors that complete and check it.

use serde_json::{Map, Value, json};
use workflow::targets;

use super::keys::{ALL, FILE, Key, Kind, LEVELS};
use crate::RULES;

/// The schema (draft 7), made of the table of keys and the rules.
pub fn schema() -> Value {
    let mut schema = table(FILE);
    schema.insert(
        "$schema".into(),
        json!("http://json-schema.org/draft-07/schema#"),
    );
    schema.insert("title".into(), json!("Configuration of codenode"));
    schema.insert("definitions".into(), json!({"level": {"enum": LEVELS}}));
    schema.into()
}

fn table(keys: &[Key]) -> Map<String, Value> {
    let properties: Map<String, Value> = keys
        .iter()
        .map(|key| (key.name.to_string(), property(key)))
        .collect();
    let mut table = Map::new();
    table.insert("type".into(), json!("object"));
    table.insert("additionalProperties".into(), json!(false));
    if properties.contains_key("files") {
        table.insert("required".into(), json!(["files"]));
    }
    table.insert("properties".into(), properties.into());
    table
}

fn property(key: &Key) -> Value {
    let mut property = match kind(key.kind) {
        Value::Object(property) => property,
        _ => Map::new(),
    };
    property.insert("description".into(), json!(key.about));
    property.into()
}

fn kind(kind: Kind) -> Value {
    let text = json!({"type": "string"});
    let path = json!({"type": "string", "minLength": 1});
    let list = |of: &Value| json!({"type": "array", "items": of});
    match kind {
        // Any release may be named, the known names are there to be chosen from.
        Kind::Targets => {
            let names: Vec<&str> = targets().map(|target| target.name).collect();
            let target = json!({"anyOf": [{"enum": names}, {"type": "string", "pattern": "^(dify|n8n)(@|$)"}]});
            json!({"anyOf": [target, list(&target)]})
        }
        Kind::Rules => rules(),
        Kind::Modules => json!({"anyOf": [{"const": "*"}, list(&text)]}),
        Kind::Names | Kind::Patterns => list(&text),
        Kind::Path => path,
        Kind::Paths => json!({"anyOf": [path, list(&path)]}),
        Kind::Seconds => json!({"type": "number", "exclusiveMinimum": 0}),
        Kind::Flag => json!({"type": "boolean"}),
        Kind::Table(keys) => table(keys).into(),
        Kind::Tables(keys) => list(&table(keys).into()),
    }
}

fn rules() -> Value {
    let level = |about: &str| json!({"$ref": "#/definitions/level", "description": about});
    let all = (ALL.to_string(), level("Every rule not named beside it"));
    let rules = RULES
        .iter()
        .map(|rule| (rule.id.to_string(), level(rule.summary)));
    let properties: Map<String, Value> = std::iter::once(all).chain(rules).collect();
    json!({"type": "object", "additionalProperties": false, "properties": properties})
}
