//! The rules: their files, their pages and the list in the README.

use std::fmt::Write as _;

use lint::RULES;

use crate::{expect_none, root};

#[test]
fn every_rule_is_listed_and_has_its_files() {
    let mut complaints = Vec::new();
    let ids: Vec<&str> = RULES.iter().map(|rule| rule.id).collect();
    if !ids.is_sorted() {
        complaints.push("RULES is not in alphabetical order".into());
    }
    let folder = root().join("server/lint/src/rules");
    for entry in std::fs::read_dir(&folder).expect("the folder of the rules") {
        let path = entry.expect("a file").path();
        let stem = path
            .file_stem()
            .and_then(|stem| stem.to_str())
            .expect("a plain name");
        let id = stem.replace('_', "-");
        // What has neither a page nor a `RULE` is shared by several rules.
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        let is_rule = path.extension().is_some_and(|extension| extension == "md")
            || text.contains("const RULE: Rule ");
        if is_rule && !ids.contains(&id.as_str()) {
            complaints.push(format!("{stem}: the rule {id} is not listed in RULES"));
        }
    }
    for id in ids {
        for extension in ["rs", "md"] {
            let file = format!("{}.{extension}", id.replace('-', "_"));
            if !folder.join(&file).exists() {
                complaints.push(format!("{id}: there is no {file}"));
            }
        }
    }
    expect_none(&complaints);
}

#[test]
fn every_page_shows_its_rule() {
    let mut complaints = Vec::new();
    for rule in RULES {
        let path = format!("{}.md", rule.id.replace('-', "_"));
        let on_disk = std::fs::read_to_string(root().join("server/lint/src/rules").join(path));
        if on_disk.ok().as_deref() != Some(rule.page) {
            complaints.push(format!("{}: its page is that of another rule", rule.id));
        }
        if rule.page.lines().next() != Some(&format!("# {}", rule.id)) {
            complaints.push(format!(
                "{}: the page's title is not the rule's name",
                rule.id
            ));
        }
        if !shows(rule.page, "## Fails") && !shows(rule.page, "## Warns") {
            complaints.push(format!("{}: no case under `Fails` or `Warns`", rule.id));
        }
        if !shows(rule.page, "## Passes") {
            complaints.push(format!("{}: no case under `Passes`", rule.id));
        }
    }
    expect_none(&complaints);
}

/// There is a fenced block under the heading.
fn shows(page: &str, heading: &str) -> bool {
    let section = page.lines().skip_while(|line| *line != heading).skip(1);
    section
        .take_while(|line| !line.starts_with("## "))
        .any(|line| line.starts_with("```"))
}

#[test]
fn the_readme_lists_the_rules() {
    const MARK: &str = "<!-- rules -->";
    let path = root().join("README.md");
    // Nothing to hold in step until there is one.
    let Ok(readme) = std::fs::read_to_string(&path) else {
        return;
    };
    let [before, _, after] = readme.split(MARK).collect::<Vec<_>>()[..] else {
        panic!("README.md needs the list of rules between two lines `{MARK}`");
    };
    let right = format!("{before}{MARK}\n{}{MARK}{after}", table());
    if std::env::var_os("CODENODE_UPDATE").is_some() {
        std::fs::write(&path, right).expect("README.md can be written");
    } else if right != readme {
        panic!(
            "the list of rules in README.md is out of step; CODENODE_UPDATE=1 writes it:\n{}",
            table()
        );
    }
}

/// The rules as a table in Markdown.
fn table() -> String {
    let mut table = String::from("| rule | finds |\n| --- | --- |\n");
    for rule in RULES {
        let path = format!("server/lint/src/rules/{}.md", rule.id.replace('-', "_"));
        let _ = writeln!(table, "| [`{}`]({path}) | {} |", rule.id, rule.summary);
    }
    table
}
