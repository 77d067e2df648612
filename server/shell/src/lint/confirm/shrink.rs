//! Makes a failing input small.

use serde_json::{Value, json};

/// The smallest input to be had from `input` within `runs` calls of `fails`, which holds for `input` itself. With
/// `keep_keys` the object that it is keeps its keys.
pub(super) fn shrink(
    input: Value,
    keep_keys: bool,
    runs: usize,
    mut fails: impl FnMut(&Value) -> bool,
) -> Value {
    let keys = input.as_object().map(serde_json::Map::len);
    let allowed = |it: &Value| !keep_keys || it.as_object().map(serde_json::Map::len) == keys;
    let mut smallest = input;
    let mut left = runs;
    // After a success all smaller ones are tried anew: what was needed before may not be any more.
    'again: loop {
        for candidate in smaller(&smallest).into_iter().filter(allowed) {
            if left == 0 {
                return smallest;
            }
            left -= 1;
            if fails(&candidate) {
                smallest = candidate;
                continue 'again;
            }
        }
        return smallest;
    }
}

/// Values that are a step smaller, the biggest steps first.
fn smaller(value: &Value) -> Vec<Value> {
    match value {
        Value::String(text) if !text.is_empty() => vec![json!("")],
        Value::Number(number) if number.as_f64() != Some(0.0) => vec![json!(0)],
        Value::Array(items) => {
            let without = (0..items.len()).rev().map(|gone| {
                let kept = items.iter().enumerate().filter(|(index, _)| *index != gone);
                Value::Array(kept.map(|(_, item)| item.clone()).collect())
            });
            let inside = items.iter().enumerate().flat_map(|(index, item)| {
                smaller(item).into_iter().map(move |item| {
                    let mut items = items.clone();
                    items[index] = item;
                    Value::Array(items)
                })
            });
            without.chain(inside).collect()
        }
        Value::Object(map) => {
            let without = map.keys().map(|gone| {
                let kept = map.iter().filter(|(key, _)| *key != gone);
                Value::Object(
                    kept.map(|(key, value)| (key.clone(), value.clone()))
                        .collect(),
                )
            });
            let inside = map.iter().flat_map(|(key, value)| {
                smaller(value).into_iter().map(move |value| {
                    let mut map = map.clone();
                    map.insert(key.clone(), value);
                    Value::Object(map)
                })
            });
            // An item is no item without its `json`, nor a file without its keys.
            let is_item = map.contains_key("json") || map.contains_key("dify_model_identity");
            let without: Vec<Value> = if is_item {
                Vec::new()
            } else {
                without.collect()
            };
            without.into_iter().chain(inside).collect()
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_needed_goes() {
        let input = json!([{"json": {"a": "text", "b": 7}}, {"json": {"a": "x", "c": [1, 2]}}]);
        let mut calls = 0;
        let smallest = shrink(input, false, 50, |input| {
            calls += 1;
            let items = input.as_array().expect("a list");
            items
                .iter()
                .any(|item| item["json"]["c"].as_array().is_some_and(|c| !c.is_empty()))
        });
        assert_eq!(smallest, json!([{"json": {"c": [0]}}]));
        assert!(calls <= 50);
    }

    #[test]
    fn the_inputs_of_a_node_stay() {
        let input = json!({"a": "x", "b": {"c": 1}});
        assert_eq!(shrink(input, true, 50, |_| true), json!({"a": "", "b": {}}));
    }

    #[test]
    fn it_ends_in_time() {
        let input = json!({"a": [[1, 2, 3], [4, 5, 6]]});
        assert_eq!(shrink(input.clone(), false, 3, |_| false), input);
    }
}
