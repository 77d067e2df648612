//! The keys of `codenode.toml`: one table, from which they are read, checked, and published as a JSON schema.

/// A key.
#[derive(Debug)]
pub(super) struct Key {
    pub(super) name: &'static str,
    pub(super) kind: Kind,
    /// What it is for, in Markdown.
    pub(super) about: &'static str,
}

/// What may stand under a key.
#[derive(Debug, Clone, Copy)]
pub(super) enum Kind {
    /// A target, or a list with one of each platform.
    Targets,
    /// A table of levels by the names of rules.
    Rules,
    /// A list of modules, or `*`.
    Modules,
    /// A list of names.
    Names,
    /// A list of patterns of paths.
    Patterns,
    /// A path.
    Path,
    /// A path or a list of paths.
    Paths,
    /// A number of seconds above zero.
    Seconds,
    /// `true` or `false`.
    Flag,
    /// A table of these keys.
    Table(&'static [Key]),
    /// A list of tables of these keys.
    Tables(&'static [Key]),
}

/// The names of levels.
pub(super) const LEVELS: &[&str] = &["off", "info", "warning", "error", "default"];

/// What stands for every rule.
pub(super) const ALL: &str = "all";

const TARGET: Key = Key {
    name: "target",
    kind: Kind::Targets,
    about: "Where the workflows will run, such as `dify@1.14` or `n8n-cloud`; a list may name one of each platform. \
            Without it codenode takes what a file says, else the newest it knows.",
};

const RULES: Key = Key {
    name: "rules",
    kind: Kind::Rules,
    about: "How severe the findings of a rule are. `off` switches it off, `default` gives back what it says itself; \
            `all` stands for every rule not named beside it.",
};

const MODULES: Key = Key {
    name: "modules",
    kind: Kind::Table(&[
        Key {
            name: "node-builtin",
            kind: Kind::Modules,
            about: "Node's own modules that n8n allows beyond those of the target (`NODE_FUNCTION_ALLOW_BUILTIN`).",
        },
        Key {
            name: "node-external",
            kind: Kind::Modules,
            about: "npm packages that n8n allows beyond those of the target (`NODE_FUNCTION_ALLOW_EXTERNAL`).",
        },
        Key {
            name: "python-stdlib",
            kind: Kind::Modules,
            about: "Modules of the standard library that n8n allows beyond those of the target (`N8N_RUNNERS_STDLIB_ALLOW`).",
        },
        Key {
            name: "python-external",
            kind: Kind::Modules,
            about: "Python packages beyond those of the target: that n8n allows (`N8N_RUNNERS_EXTERNAL_ALLOW`), that are \
                    installed in Dify's sandbox (`python-requirements.txt`).",
        },
    ]),
    about: "Modules that may be used beyond what the target allows: lists, or `\"*\"` for all.",
};

const GLOBALS: Key = Key {
    name: "globals",
    kind: Kind::Names,
    about: "Names that exist where the code runs, beyond those that codenode knows.",
};

const DEPLOYMENT: Key = Key {
    name: "deployment",
    kind: Kind::Table(&[
        Key {
            name: "env",
            kind: Kind::Paths,
            about: "Files of environment variables (`.env`).",
        },
        Key {
            name: "compose",
            kind: Kind::Paths,
            about: "Compose files.",
        },
        Key {
            name: "task-runners",
            kind: Kind::Path,
            about: "n8n's `n8n-task-runners.json`.",
        },
        Key {
            name: "sandbox",
            kind: Kind::Path,
            about: "The `config.yaml` of Dify's sandbox.",
        },
        Key {
            name: "requirements",
            kind: Kind::Path,
            about: "The `python-requirements.txt` of Dify's sandbox.",
        },
        Key {
            name: "discover",
            kind: Kind::Flag,
            about: "Look for such files near the workflow where none is named (default: true).",
        },
    ]),
    about: "The files that configure the server where the workflows run. Paths count from the folder of this file.",
};

const RUN: Key = Key {
    name: "run",
    kind: Kind::Table(&[
        Key {
            name: "timeout",
            kind: Kind::Seconds,
            about: "How long a node may run, in seconds.",
        },
        Key {
            name: "node-modules",
            kind: Kind::Path,
            about: "The `node_modules` folder from which allowed packages are taken. The path counts from the folder of this file.",
        },
    ]),
    about: "How nodes are run.",
};

/// The keys of the file.
pub(super) const FILE: &[Key] = &[
    TARGET,
    RULES,
    MODULES,
    GLOBALS,
    Key {
        name: "exclude",
        kind: Kind::Patterns,
        about: "Files and folders that are not checked when they are met on a walk, as in `.gitignore`: a pattern without \
                a slash matches at any depth, one with a slash from the folder of this file.",
    },
    Key {
        name: "baseline",
        kind: Kind::Path,
        about: "A file of known findings that are not to be reported (`codenode lint --write-baseline`). The path counts \
                from the folder of this file.",
    },
    DEPLOYMENT,
    RUN,
    Key {
        name: "overrides",
        kind: Kind::Tables(OVERRIDE),
        about: "Other settings for some files. Of several that match a file, the later one has the last word.",
    },
];

/// The keys of an override.
pub(super) const OVERRIDE: &[Key] = &[
    Key {
        name: "files",
        kind: Kind::Patterns,
        about: "The files it is for, as patterns like those of `exclude`.",
    },
    TARGET,
    RULES,
    MODULES,
    GLOBALS,
    DEPLOYMENT,
    RUN,
];

/// The table that holds a key called `name`, for people who wrote it elsewhere.
pub(super) fn home_of(name: &str) -> Option<&'static str> {
    let tables = FILE.iter().filter_map(|key| match key.kind {
        Kind::Table(keys) => Some((key.name, keys)),
        _ => None,
    });
    let mut holding = tables.filter(|(_, keys)| keys.iter().any(|key| key.name == name));
    match holding.next() {
        Some((table, _)) => Some(table),
        None if name == ALL || crate::find_rule(name).is_some() => Some(RULES.name),
        None => None,
    }
}
