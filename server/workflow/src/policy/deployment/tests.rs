use super::*;
use crate::{Contract, Policy, Verdict};

fn read(files: &[(&str, &str)]) -> Deployment {
    let files: Vec<_> = files
        .iter()
        .map(|(name, text)| DeploymentFile {
            kind: FileKind::of(Path::new(name)).expect("a kind"),
            name,
            text,
        })
        .collect();
    Deployment::read(&files)
}

fn n8n(files: &[(&str, &str)]) -> Policy {
    Policy::deployed(Target::NEWEST_N8N, &read(files))
}

fn dify(files: &[(&str, &str)]) -> Policy {
    Policy::deployed(Target::NEWEST_DIFY, &read(files))
}

fn allows(policy: &Policy, module: &str) -> bool {
    policy.allows_require(module, Contract::N8nAllItems) == Verdict::Allowed
}

const ENV: (&str, &str) = (
    ".env",
    "TZ=UTC\nNODE_FUNCTION_ALLOW_BUILTIN=crypto,fs\nN8N_BLOCK_ENV_ACCESS_IN_NODE=false\n",
);

#[test]
fn a_file_of_variables_alone_is_n8ns_own() {
    let policy = n8n(&[ENV]);
    assert!(allows(&policy, "fs") && !allows(&policy, "http"));
    assert!(!policy.blocks_env);
    assert_eq!(
        policy.js_builtin.origin,
        crate::Origin::Given("`NODE_FUNCTION_ALLOW_BUILTIN` (.env:2)".into())
    );
    assert!(policy.js_builtin.ignored.is_empty());
    // The Cloud takes no files, and an n8n 1 has no list of Python's.
    let cloud = Target::find("n8n-cloud").unwrap();
    assert!(!allows(&Policy::deployed(cloud, &read(&[ENV])), "fs"));
    let old = Target::find("n8n@1").unwrap();
    assert!(allows(&Policy::deployed(old, &read(&[ENV])), "fs"));
}

#[test]
fn a_compose_file_must_hand_the_variable_on() {
    let without = "services:\n  n8n:\n    image: n8nio/n8n:2.14.0\n";
    let policy = n8n(&[ENV, ("compose.yml", without)]);
    assert!(!allows(&policy, "fs"));
    assert_eq!(
        policy.js_builtin.ignored,
        ["`NODE_FUNCTION_ALLOW_BUILTIN` in .env:2 is ignored: no compose file hands it to n8n."]
    );
    for handed in [
        "    env_file: .env\n",
        "    env_file: [other.env, ./.env]\n",
        "    environment:\n      - NODE_FUNCTION_ALLOW_BUILTIN=${NODE_FUNCTION_ALLOW_BUILTIN}\n",
        "    environment:\n      NODE_FUNCTION_ALLOW_BUILTIN: ${NODE_FUNCTION_ALLOW_BUILTIN:-}\n",
        "    environment:\n      - NODE_FUNCTION_ALLOW_BUILTIN\n",
    ] {
        let policy = n8n(&[ENV, ("compose.yml", &format!("{without}{handed}"))]);
        assert!(allows(&policy, "fs"), "{handed}");
        assert!(policy.js_builtin.ignored.is_empty(), "{handed}");
    }
    // The shell may set what no file does.
    let open = "    environment:\n      - NODE_FUNCTION_ALLOW_BUILTIN=${MODULES}\n";
    let policy = n8n(&[("compose.yml", &format!("{without}{open}"))]);
    assert!(allows(&policy, "fs"));
}

#[test]
fn workers_run_what_is_in_production() {
    let compose = "
services:
  n8n: {image: docker.n8n.io/n8nio/n8n, environment: {NODE_FUNCTION_ALLOW_BUILTIN: '*'}}
  n8n-worker:
    image: docker.n8n.io/n8nio/n8n
    command: worker --concurrency=5
    environment: {NODE_FUNCTION_ALLOW_BUILTIN: crypto}
";
    let policy = n8n(&[("docker-compose.yml", compose)]);
    assert!(allows(&policy, "crypto") && !allows(&policy, "fs"));
}

const EXTERNAL: &str = "
services:
  n8n:
    image: n8nio/n8n:2.14.0
    environment:
      - N8N_RUNNERS_MODE=external
      - NODE_FUNCTION_ALLOW_BUILTIN=*
  task-runners:
    image: n8nio/runners:2.14.0
    environment:
      - N8N_RUNNERS_STDLIB_ALLOW=json
    volumes:
      - ./n8n-task-runners.json:/etc/n8n-task-runners.json
";

#[test]
fn the_launcher_beats_every_other_place() {
    let launcher = r#"{"task-runners": [
  {"runner-type": "javascript",
   "allowed-env": ["PATH"],
   "env-overrides": {"NODE_FUNCTION_ALLOW_BUILTIN": "crypto,url"}},
  {"runner-type": "python",
   "allowed-env": ["PATH", "N8N_RUNNERS_STDLIB_ALLOW"],
   "env-overrides": {}}
]}"#;
    let policy = n8n(&[
        ("compose.yml", EXTERNAL),
        ("n8n-task-runners.json", launcher),
    ]);
    assert!(allows(&policy, "url") && !allows(&policy, "fs"));
    assert_eq!(
        policy.js_builtin.origin,
        crate::Origin::Given("`NODE_FUNCTION_ALLOW_BUILTIN` (n8n-task-runners.json:4)".into())
    );
    assert_eq!(
        policy.js_builtin.ignored,
        [
            "`NODE_FUNCTION_ALLOW_BUILTIN` in compose.yml:7 is ignored: the task runners have an \
             environment of their own, and n8n-task-runners.json:4 counts."
        ]
    );
    // What the file lets through counts, what it does not name is empty.
    assert_eq!(policy.allows_import("json"), Verdict::Allowed);
    assert!(!allows(&policy, "moment"));
    let closed = launcher.replace(", \"N8N_RUNNERS_STDLIB_ALLOW\"", "");
    let policy = n8n(&[
        ("compose.yml", EXTERNAL),
        ("n8n-task-runners.json", &closed),
    ]);
    assert_ne!(policy.allows_import("json"), Verdict::Allowed);
    assert_eq!(
        policy.python_stdlib.ignored,
        [
            "`N8N_RUNNERS_STDLIB_ALLOW` in compose.yml:11 is ignored: `allowed-env` of \
             n8n-task-runners.json:6 does not name it."
        ]
    );
}

#[test]
fn the_official_image_keeps_its_own_configuration() {
    let policy = n8n(&[("compose.yml", EXTERNAL)]);
    assert!(allows(&policy, "crypto") && allows(&policy, "moment") && !allows(&policy, "fs"));
    let of_image = "n8n's official image of the task runners (compose.yml:9)";
    assert_eq!(
        policy.js_builtin.origin,
        crate::Origin::Given(of_image.into())
    );
    assert!(policy.python_stdlib.ignored[0].contains("within the image overrides it"));
    // Of an image of the user's own nothing is known.
    let own = EXTERNAL.replace("n8nio/runners:2.14.0", "example/runners");
    assert!(allows(&n8n(&[("compose.yml", &own)]), "fs"));
}

#[test]
fn images_name_the_version() {
    let target = |compose: &str, platform: Platform| {
        let target = read(&[("compose.yml", compose)]).target(platform);
        target.map(|target| target.name)
    };
    let n8n = |image: &str| {
        let compose = format!("services: {{a: {{image: '{image}'}}}}");
        target(&compose, Platform::N8n)
    };
    assert_eq!(n8n("n8nio/n8n:1.98.2"), Some("n8n@1"));
    assert_eq!(n8n("docker.n8n.io/n8nio/n8n:2.1.0"), Some("n8n@2.1"));
    assert_eq!(
        n8n("localhost:5000/n8nio/n8n:2.20.1@sha256:ab"),
        Some("n8n@2")
    );
    assert_eq!(n8n("n8nio/n8n"), None);
    assert_eq!(n8n("n8nio/n8n:latest"), None);
    assert_eq!(n8n("langgenius/dify-api:1.4.0"), None);
    let dify = "services: {api: {image: 'langgenius/dify-api:1.4.0'}}";
    assert_eq!(target(dify, Platform::Dify), Some("dify@1.4"));
    let with_runners =
        "services: {n8n: {image: 'n8nio/n8n:1.98.2', environment: [N8N_RUNNERS_ENABLED=true]}}";
    assert_eq!(target(with_runners, Platform::N8n), None);
}

#[test]
fn difys_limits_come_through_the_shared_environment() {
    let compose = "
x-shared-env: &shared-api-worker-env
  CODE_MAX_STRING_ARRAY_LENGTH: ${CODE_MAX_STRING_ARRAY_LENGTH:-30}
  CODE_MAX_DEPTH: ${CODE_MAX_DEPTH:-5}
services:
  api:
    image: langgenius/dify-api:1.14.0
    environment:
      <<: *shared-api-worker-env
      MODE: api
  sandbox:
    image: langgenius/dify-sandbox:0.2.15
    environment:
      ENABLE_NETWORK: ${SANDBOX_ENABLE_NETWORK:-true}
";
    let env = "CODE_MAX_STRING_ARRAY_LENGTH=100\n";
    let policy = dify(&[(".env", env), ("docker-compose.yaml", compose)]);
    let limits = policy.dify_facts().unwrap().limits;
    assert_eq!((limits.string_array_length, limits.depth), (100, 5));
    assert_eq!(dify(&[(".env", env)]).dify_facts().unwrap().limits, limits);
    assert_eq!(limits.object_array_length, 30);
    let off = "SANDBOX_ENABLE_NETWORK=false\n";
    let problems = read(&[(".env", off), ("docker-compose.yaml", compose)]).problems;
    assert_eq!(problems.len(), 1);
    assert_eq!(problems[0].place.to_string(), "docker-compose.yaml:14");
}

#[test]
fn the_sandbox_installs_what_is_required() {
    let policy = dify(&[("python-requirements.txt", "pandas==2.2.0\n")]);
    assert_eq!(policy.allows_import("pandas.core"), Verdict::Allowed);
    assert_eq!(policy.allows_import("numpy"), Verdict::Unknown);
    assert!(matches!(
        policy.allows_import("openpyxl"),
        Verdict::Denied {
            reason: crate::Denial::NotRequired,
            ..
        }
    ));
    let config = "allowed_syscalls: [1, 2]\nenable_network: False\n";
    let deployment = read(&[("config.yaml", config)]);
    assert!(deployment.more_system_calls && deployment.problems.len() == 1);
}

#[test]
fn what_cannot_be_read_is_said_and_nothing_else() {
    let damaged = read(&[("n8n-task-runners.json", "{\"task-runners\": [")]);
    assert!(!damaged.problems.is_empty());
    let other = read(&[("n8n-task-runners.json", "{}")]);
    assert_eq!(
        other.problems[0].message,
        "There is no list `task-runners` in it."
    );
    let star = read(&[(".env", "N8N_RUNNERS_STDLIB_ALLOW=*,re\n")]);
    assert!(star.problems[0].message.contains("must be used alone"));
    for text in [
        "",
        "services:",
        "services: 1",
        "- a",
        ": :",
        "services: {a: }",
        "a: &a [*a]",
    ] {
        assert!(read(&[("compose.yml", text)]).settings.is_empty(), "{text}");
    }
    assert!(read(&[("compose.yml", "services: {web: {image: nginx}}")]).is_empty());
}

#[test]
fn compose_files_lead_to_others() {
    let compose = "
services:
  a:
    env_file: [{path: ./n8n.env, required: false}, two.env]
    volumes:
      - ./runners.json:/etc/n8n-task-runners.json:ro
      - type: bind
        source: ./volumes/sandbox/dependencies
        target: /dependencies
      - ./volumes/sandbox/conf:/conf
      - data:/data
";
    let references = Deployment::references(compose);
    let named = |kind| {
        let found = references.iter().filter(move |(known, _)| *known == kind);
        found.map(|(_, path)| path.as_str()).collect::<Vec<_>>()
    };
    assert_eq!(named(FileKind::Environment), ["two.env", "./n8n.env"]);
    assert_eq!(named(FileKind::TaskRunners), ["./runners.json"]);
    assert_eq!(
        named(FileKind::Sandbox),
        ["./volumes/sandbox/conf/config.yaml"]
    );
    assert_eq!(
        named(FileKind::Requirements),
        ["./volumes/sandbox/dependencies/python-requirements.txt"]
    );
}
