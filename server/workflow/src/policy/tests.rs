use super::*;

fn policy(target: &str) -> Policy {
    Policy::of(Target::find(target).expect("a known target"))
}

fn denied(verdict: Verdict) -> (Denial, Option<String>) {
    match verdict {
        Verdict::Denied {
            reason,
            platform_message,
            ..
        } => (reason, platform_message),
        other => panic!("not denied but {other:?}"),
    }
}

fn require(policy: &Policy, request: &str) -> Verdict {
    policy.allows_require(request, Contract::N8nAllItems)
}

#[test]
fn n8n_requires_are_matched_as_written() {
    let policy = policy("n8n-docker");
    assert_eq!(require(&policy, "crypto"), Verdict::Allowed);
    assert_eq!(require(&policy, "moment"), Verdict::Allowed);
    for request in [
        "node:crypto",
        "fs",
        "fs/promises",
        "lodash",
        "moment/locale/de",
        "./own",
    ] {
        let says = format!("Module '{request}' is disallowed");
        assert_eq!(
            denied(require(&policy, request)),
            (Denial::NotListed, Some(says))
        );
    }
}

#[test]
fn n8n_allows_nothing_by_default() {
    for target in ["n8n@1", "n8n@2", "n8n@2.1"] {
        denied(require(&policy(target), "crypto"));
        denied(require(&policy(target), "moment"));
    }
}

#[test]
fn a_builtin_is_looked_up_in_the_list_of_builtins_alone() {
    let mut policy = policy("n8n@2");
    policy.js_external.allow = Allow::parse("crypto, *");
    denied(require(&policy, "crypto"));
    policy.js_external.allow = Allow::All;
    assert_eq!(require(&policy, "axios"), Verdict::Allowed);
    denied(require(&policy, "node:crypto"));
}

#[test]
fn legacy_nodes_keep_to_the_lists_in_the_words_of_vm2() {
    let policy = policy("n8n-docker");
    let function = |request| policy.allows_require(request, Contract::N8nFunction);
    assert_eq!(function("crypto"), Verdict::Allowed);
    assert_eq!(function("node:crypto"), Verdict::Unknown);
    let says = Some("Cannot find module 'fs'".to_owned());
    assert_eq!(denied(function("fs")), (Denial::NotListed, says));
    let chain = |request| policy.allows_require(request, Contract::N8nLangChainExecute);
    for request in ["langchain", "langchain/tools", "@langchain/core/prompts"] {
        assert_eq!(chain(request), Verdict::Allowed, "{request}");
        denied(function(request));
    }
}

#[test]
fn native_python_counts_the_top_level_name_and_lists_what_is_allowed() {
    let mut policy = policy("n8n@2");
    let message = |policy: &Policy, module| denied(policy.allows_import(module)).1.unwrap();
    assert_eq!(
        message(&policy, "os.path"),
        "Import of standard library module 'os.path' is disallowed. Allowed stdlib modules: none"
    );
    policy.python_stdlib.allow = Allow::parse("re, json ,,os.path");
    assert_eq!(policy.allows_import("json.decoder"), Verdict::Allowed);
    assert_eq!(
        message(&policy, "os.path"),
        "Import of standard library module 'os.path' is disallowed. Allowed stdlib modules: json, \
         os.path, re"
    );
    // Gone from 3.13, so no longer of the standard library.
    assert_eq!(
        message(&policy, "cgi"),
        "Import of external package 'cgi' is disallowed. Allowed external packages: none"
    );
    policy.python_external.allow = Allow::All;
    assert_eq!(policy.allows_import("numpy.linalg"), Verdict::Allowed);
    denied(policy.allows_import("math"));
}

#[test]
fn pyodide_imports_what_it_likes() {
    assert_eq!(policy("n8n@1").allows_import("numpy"), Verdict::Allowed);
    assert!(policy("n8n@1").python_builtins_denied.is_empty());
    assert!(
        policy("n8n@2")
            .python_builtins_denied
            .contains(&"getattr".into())
    );
}

#[test]
fn dify_has_the_standard_library_of_its_python_and_a_few_packages() {
    let (old, new) = (policy("dify@1.12"), policy("dify@1.14"));
    for module in [
        "json",
        "os.path",
        "requests",
        "httpx",
        "jinja2.sandbox",
        "__future__",
    ] {
        assert_eq!(old.allows_import(module), Verdict::Allowed, "{module}");
        assert_eq!(new.allows_import(module), Verdict::Allowed, "{module}");
    }
    let missing = |policy: &Policy, module| denied(policy.allows_import(module)).0;
    assert_eq!(old.allows_import("distutils"), Verdict::Allowed);
    assert_eq!(
        missing(&new, "distutils.util"),
        Denial::RemovedFromPython(12)
    );
    assert_eq!(missing(&new, "cgi"), Denial::RemovedFromPython(13));
    assert_eq!(missing(&old, "tomllib"), Denial::NotYetInPython(11));
    assert_eq!(new.allows_import("tomllib"), Verdict::Allowed);
    assert_eq!(missing(&new, "winreg"), Denial::ForeignSystem);
    assert_eq!(new.allows_import("setuptools"), Verdict::Unknown);
    assert_eq!(
        denied(new.allows_import("pandas.core")),
        (
            Denial::NotInstalled,
            Some("ModuleNotFoundError: No module named 'pandas'".into())
        )
    );
}

#[test]
fn dify_gives_javascript_nodes_own_modules_and_no_package() {
    let policy = policy("dify@1.14");
    let require = |request| policy.allows_require(request, Contract::DifyMain);
    assert_eq!(require("crypto"), Verdict::Allowed);
    assert_eq!(require("node:util"), Verdict::Allowed);
    assert_eq!(
        denied(require("lodash")),
        (
            Denial::NotInstalled,
            Some("Cannot find module 'lodash'".into())
        )
    );
}

#[test]
fn the_standard_library_changes_with_the_version() {
    assert!(is_stdlib("imp", 11) && !is_stdlib("imp", 12));
    assert!(!is_stdlib("annotationlib", 13) && is_stdlib("annotationlib", 14));
    assert!(!is_stdlib("numpy", 13) && !is_stdlib("", 13) && !is_stdlib("os.path", 13));
    // The public names of 3.13 that the reference counts.
    let named = |minor| python::names().filter(move |name| is_stdlib(name, minor));
    assert_eq!(named(13).filter(|name| !name.starts_with('_')).count(), 192);
    assert_eq!(named(11).count(), 305);
    assert_eq!(named(14).count(), 297);
}

#[test]
fn lists_of_modules_are_read_as_n8n_reads_them() {
    assert_eq!(Allow::parse(" * "), Allow::All);
    assert_eq!(Allow::parse(""), Allow::Only(Vec::new()));
    assert_eq!(Allow::parse(" re ,, json").to_string(), "json, re");
    assert!(Allow::parse("Re").has("Re") && !Allow::parse("Re").has("re"));
}
