//! What must not be written into a file that is shared.

use serde_json::Value;
use workflow::{CodeNode, Scope, Workflow};

use super::compare::step;

/// Where in `value`, which is called `path`, something stands that looks like a secret.
pub(super) fn find(value: &Value, path: &str) -> Option<String> {
    match value {
        Value::String(text) => looks_secret(text).then(|| path.to_owned()),
        Value::Array(items) => {
            let mut items = items.iter().enumerate();
            items.find_map(|(index, item)| find(item, &format!("{path}[{index}]")))
        }
        Value::Object(map) => map.iter().find_map(|(key, value)| {
            let path = format!("{path}{}", step(key));
            match value.as_str() {
                Some(text) if is_named_secret(key) && !text.is_empty() => Some(path),
                _ => find(value, &path),
            }
        }),
        _ => None,
    }
}

/// The input of the node that is fed from a secret environment variable of Dify's, and has a value.
pub(super) fn declared<'n>(
    workflow: &Workflow,
    node: &'n CodeNode,
    input: &Value,
) -> Option<&'n str> {
    let is_secret = |name: &str| {
        let mut variables = workflow.variables.iter();
        variables.any(|it| it.secret && it.scope == Scope::Environment && it.name == name)
    };
    let fed = node.inputs.iter().filter(|input| {
        let selector: Vec<&str> = input.selector.iter().map(String::as_str).collect();
        matches!(selector.as_slice(), ["env", name] if is_secret(name))
    });
    let has_value = |name: &str| input.get(name).is_some_and(|value| !value.is_null());
    fed.map(|input| input.name.as_str())
        .find(|name| has_value(name))
}

/// Names of keys under which people keep secrets.
fn is_named_secret(key: &str) -> bool {
    let plain: String = key
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect();
    let endings = [
        "password",
        "passwd",
        "secret",
        "apikey",
        "privatekey",
        "accesstoken",
        "refreshtoken",
        "authtoken",
        "authorization",
        "clientsecret",
        "cookie",
    ];
    endings.iter().any(|ending| plain.ends_with(ending))
}

/// Texts that are made so that they are recognised.
fn looks_secret(text: &str) -> bool {
    const LEAST: usize = 16;
    let prefixes = [
        "sk-",
        "sk_live_",
        "rk_live_",
        "ghp_",
        "gho_",
        "ghs_",
        "github_pat_",
        "glpat-",
        "xoxb-",
        "xoxp-",
        "AKIA",
        "ASIA",
        "AIza",
        "ya29.",
        "hf_",
        "npm_",
        "SG.",
        "shpat_",
        "dapi",
        "app-",
    ];
    let words = text.split(|c: char| c.is_whitespace() || "\"'=&,;()<>".contains(c));
    let token = |word: &str| {
        let prefix = prefixes.iter().find(|prefix| word.starts_with(**prefix));
        prefix.is_some_and(|prefix| {
            let rest = &word[prefix.len()..];
            let known = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
            let mixed = rest.contains(|c: char| c.is_ascii_digit())
                && rest.contains(|c: char| c.is_ascii_alphabetic());
            rest.len() >= LEAST && mixed && rest.chars().all(known)
        }) || is_jwt(word)
    };
    text.contains("PRIVATE KEY-----") || words.into_iter().any(token)
}

fn is_jwt(word: &str) -> bool {
    let parts: Vec<&str> = word.split('.').collect();
    matches!(parts.as_slice(), [head, body, _] if head.starts_with("eyJ") && body.starts_with("eyJ"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn secrets_are_known_by_their_names_and_their_looks() {
        let token = format!("ghp_{}", "a1B2".repeat(9));
        let jwt = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln";
        for (value, place) in [
            (
                json!({"headers": {"Authorization": "Bearer x"}}),
                "input.headers.Authorization",
            ),
            (json!([{"json": {"api_key": "1"}}]), "input[0].json.api_key"),
            (
                json!({"text": format!("use {token}!").replace('!', "")}),
                "input.text",
            ),
            (json!({"t": jwt}), "input.t"),
            (
                json!({"k": "-----BEGIN RSA PRIVATE KEY-----\nMIIE"}),
                "input.k",
            ),
        ] {
            assert_eq!(find(&value, "input").as_deref(), Some(place));
        }
        for value in [
            json!({"password": ""}),
            json!({"token_count": 3, "passwords": ["none"]}),
            json!({"text": "The task- is sk-ill app-ropriate; app-store-description-long"}),
        ] {
            assert_eq!(find(&value, "input"), None, "{value}");
        }
    }
}
