use super::Rule;
use crate::Severity;
use crate::context::Context;
use crate::finding::Applicability;
use crate::report::Report;

/// A class that is asked about data of another realm: the answer is always no (reference n8n 4, 4.3).
pub(super) const RULE: Rule = Rule {
    id: "realm-trap",
    summary: "A comparison with a class that input data never passes",
    severity: Severity::Warning,
    page: include_str!("realm_trap.md"),
    check,
};

fn check(context: &Context<'_>, report: &mut Report<'_>) {
    let (Some(facts), Some(code)) = (context.running(), context.code()) else {
        return;
    };
    if !context.is_in_runner() || context.policy.is_insecure {
        return;
    }
    for check in &facts.identity_checks {
        let (subject, class) = (check.subject.as_str(), check.class.as_str());
        let message = match class {
            "Array" | "Object" if is_input(subject) => {
                format!("Input data comes from another realm: this is never an `{class}` of the code's own, whatever it is")
            }
            "Uint8Array" if subject == "Buffer.from()" || subject == "Buffer.concat()" => {
                "A `Buffer` comes from another realm: it is never a `Uint8Array` of the code's own".to_string()
            }
            _ if class.ends_with(".prototype")
                && ["Object.getPrototypeOf()", "Reflect.getPrototypeOf()"].contains(&subject) =>
            {
                "In n8n's task runner every prototype is asked for in vain: the answer is always a new `{}`".to_string()
            }
            _ => continue,
        };
        let written = &code.text()[std::ops::Range::<usize>::from(check.subject_range)];
        let instead = match class {
            "Array" => format!("Array.isArray({written})"),
            "Uint8Array" => format!("Buffer.isBuffer({written})"),
            _ => String::new(),
        };
        let found = report.in_code(context.first_line(check.range), message);
        match instead.is_empty() {
            true => {
                found.help("Ask with `typeof value === 'object' && value !== null && !Array.isArray(value)`.");
            }
            false => {
                let is_negated =
                    code.text()[std::ops::Range::<usize>::from(check.range)].contains("!=");
                let instead = format!("{}{instead}", if is_negated { "!" } else { "" });
                found.help(format!("Write `{instead}`.")).fix_code(
                    format!("Write `{instead}`"),
                    Applicability::Unsafe,
                    check.range,
                    &instead,
                );
            }
        }
    }
}

/// The full name leads into the data of a node, and nothing on the way makes something of it.
fn is_input(subject: &str) -> bool {
    const ROOTS: &[&str] = &[
        "$json", "$input", "items", "item", "$()", "$node", "$items()",
    ];
    const STEPS: &[&str] = &[
        "first()",
        "last()",
        "all()",
        "item",
        "itemMatching()",
        "[]",
        "json",
    ];
    let mut parts = subject.split('.');
    let Some(root) = parts.next().filter(|root| ROOTS.contains(root)) else {
        return false;
    };
    let parts: Vec<&str> = parts.collect();
    let is_made = parts
        .iter()
        .any(|part| part.ends_with("()") && !STEPS.contains(part));
    // `$input` and `$('Node')` themselves are no data.
    !is_made && (["$json", "items", "item", "$items()"].contains(&root) || !parts.is_empty())
}

#[cfg(test)]
mod tests {
    use super::is_input;

    #[test]
    fn only_what_leads_into_the_data_is_data() {
        for yes in [
            "$json.list",
            "$input.all()",
            "$input.first().json",
            "items.[].json.a",
            "$().all()",
            "$json",
        ] {
            assert!(is_input(yes), "{yes}");
        }
        for no in [
            "list",
            "$json.list.map()",
            "JSON.parse()",
            "$now",
            "$input",
            "$()",
            "$jmespath()",
        ] {
            assert!(!is_input(no), "{no}");
        }
    }
}
