//! Which of n8n's variables reach the code, and which are set in vain (reference n8n 8, 11.3, 15).

use text::{Format, Kind, Node, Tree};

use super::compose::Service;
use super::variables::Environment;
use super::{Deployment, DeploymentFile, DeploymentProblem, FileKind, Place, Setting, line_of};
use crate::Target;

/// Whose process reads a variable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reader {
    JavaScript,
    Python,
    /// n8n itself.
    Main,
}

/// The variables that decide what code may do.
const VARIABLES: &[(&str, Reader)] = &[
    ("NODE_FUNCTION_ALLOW_BUILTIN", Reader::JavaScript),
    ("NODE_FUNCTION_ALLOW_EXTERNAL", Reader::JavaScript),
    ("N8N_RUNNERS_INSECURE_MODE", Reader::JavaScript),
    ("N8N_RUNNERS_STDLIB_ALLOW", Reader::Python),
    ("N8N_RUNNERS_EXTERNAL_ALLOW", Reader::Python),
    ("N8N_RUNNERS_BUILTINS_DENY", Reader::Python),
    ("N8N_BLOCK_ENV_ACCESS_IN_NODE", Reader::Main),
];

pub(super) fn read(
    files: &[DeploymentFile<'_>],
    environments: &[Environment],
    services: &[Service],
    deployment: &mut Deployment,
) {
    let processes = Processes::of(services);
    let launcher = launcher(files, deployment);
    let is_external = launcher.is_some()
        || processes.runners.is_some()
        || mode(&processes, environments) == Some("external");
    for (name, reader) in VARIABLES {
        let outside = *reader != Reader::Main && is_external;
        match (&launcher, outside) {
            (Some(launcher), true) => launched(name, *reader, launcher, &processes, deployment),
            (None, true) => unlaunched(name, &processes, deployment),
            (_, false) => within(name, &processes, environments, deployment),
        }
        left_over(name, &processes, environments, outside, deployment);
        refused(name, deployment);
    }
    if is_external && launcher.is_none() {
        deployment.official_runners = official(&processes, environments);
    }
    deployment.target = deployment
        .target
        .take()
        .or_else(|| version(&processes, environments));
}

/// The services that matter.
struct Processes<'s> {
    /// n8n itself; of several the workers, which run what is in production.
    main: Option<&'s Service>,
    runners: Option<&'s Service>,
}

impl<'s> Processes<'s> {
    fn of(services: &'s [Service]) -> Self {
        let is_runner = |service: &&Service| {
            let (image, _) = service.image_parts();
            image.ends_with("/runners")
                || image.is_empty() && service.name.contains("runner")
                || service.name.contains("n8n") && service.name.contains("runner")
        };
        let is_n8n = |service: &&Service| {
            let (image, _) = service.image_parts();
            let named = service.name.starts_with("n8n") && service.is_built;
            !is_runner(service) && (image.ends_with("/n8n") || image == "n8n" || named)
        };
        let works = |service: &&Service| {
            service
                .command
                .split_whitespace()
                .any(|word| word == "worker")
        };
        let mains = || services.iter().filter(is_n8n);
        Processes {
            main: mains().find(works).or_else(|| mains().next()),
            runners: services.iter().find(is_runner),
        }
    }
}

/// `N8N_RUNNERS_MODE`, where it is set.
fn mode<'a>(processes: &Processes<'a>, environments: &'a [Environment]) -> Option<&'a str> {
    let setting = match processes.main {
        Some(main) => main.setting("N8N_RUNNERS_MODE"),
        None => own(environments, "N8N_RUNNERS_MODE"),
    };
    setting?.value.as_deref()
}

/// Without a service of n8n's, a file of variables is n8n's own.
fn own<'e>(environments: &'e [Environment], name: &str) -> Option<&'e Setting> {
    let settings = environments
        .iter()
        .flat_map(|environment| &environment.settings);
    settings.into_iter().find(|setting| setting.name == name)
}

/// n8n hands its own variables on to runners that it starts itself.
fn within(
    name: &str,
    processes: &Processes<'_>,
    environments: &[Environment],
    deployment: &mut Deployment,
) {
    let setting = match processes.main {
        Some(main) => main.setting(name),
        None => own(environments, name),
    };
    if let Some(setting) = setting {
        deployment.set(setting.clone());
    }
}

/// What the launcher of the runners is told: the values that it sets beat all others, and only names
/// that it lists come through.
fn launched(
    name: &str,
    reader: Reader,
    launcher: &Launcher,
    processes: &Processes<'_>,
    deployment: &mut Deployment,
) {
    let kind = match reader {
        Reader::Python => "python",
        _ => "javascript",
    };
    let runner = launcher.runners.iter().find(|runner| runner.kind == kind);
    let overridden = runner.and_then(|runner| {
        let mut overrides = runner.overrides.iter();
        overrides.find(|setting| setting.name == name)
    });
    let comes_through = runner.is_some_and(|runner| runner.allowed.iter().any(|own| own == name));
    let of_container = processes.runners.and_then(|runners| runners.setting(name));
    let nothing = || Setting {
        name: name.to_owned(),
        value: Some(String::new()),
        place: runner.map_or(launcher.place.clone(), |runner| runner.place.clone()),
    };
    match (overridden, of_container) {
        (Some(setting), of_container) => {
            deployment.set(setting.clone());
            if let Some(other) = of_container {
                let why = format!("{} overrides it", setting.place);
                deployment.ignore(other, why);
            }
        }
        (None, Some(setting)) if comes_through => deployment.set(setting.clone()),
        (None, of_container) => {
            deployment.set(nothing());
            if let Some(setting) = of_container {
                let place = nothing().place;
                let why = format!("`allowed-env` of {place} does not name it");
                deployment.ignore(setting, why);
            }
        }
    }
}

/// Runners of which no configuration is at hand: the official image's, or one nobody knows.
fn unlaunched(name: &str, processes: &Processes<'_>, deployment: &mut Deployment) {
    let Some(runners) = processes.runners else {
        return;
    };
    if !runners.image_parts().0.ends_with("n8nio/runners") || runners.is_built {
        deployment.set(Setting {
            name: name.to_owned(),
            value: None,
            place: runners.place.clone(),
        });
    } else if let Some(setting) = runners.setting(name) {
        let why = "the n8n-task-runners.json within the image overrides it; mount one of your own at /etc/n8n-task-runners.json";
        deployment.ignore(setting, why.to_owned());
    }
}

fn official(processes: &Processes<'_>, environments: &[Environment]) -> Option<Place> {
    match processes.runners {
        Some(runners) => Some(runners.place.clone()),
        None => {
            let setting = match processes.main {
                Some(main) => main.setting("N8N_RUNNERS_MODE"),
                None => own(environments, "N8N_RUNNERS_MODE"),
            };
            setting.map(|setting| setting.place.clone())
        }
    }
}

/// Where else the variable is set, and why it does nothing there.
fn left_over(
    name: &str,
    processes: &Processes<'_>,
    environments: &[Environment],
    outside: bool,
    deployment: &mut Deployment,
) {
    let counts = deployment.setting(name).cloned();
    let of_main = processes.main.and_then(|main| main.setting(name));
    let mut elsewhere: Vec<&Setting> = Vec::new();
    elsewhere.extend(of_main.filter(|_| outside));
    elsewhere.extend(own(environments, name));
    for setting in elsewhere {
        let is_it = |other: &Setting| other.place == setting.place;
        // A `${…}` of a compose file may have brought the value where it counts.
        let brought = |other: &Setting| {
            other.value == setting.value && !other.value.as_deref().unwrap_or_default().is_empty()
        };
        if counts
            .as_ref()
            .is_some_and(|own| is_it(own) || brought(own))
        {
            continue;
        }
        if deployment
            .ignored
            .iter()
            .any(|known| known.name == name && known.place == setting.place)
        {
            continue;
        }
        let why = match (&counts, outside) {
            (Some(own), true) => {
                format!(
                    "the task runners have an environment of their own, and {} counts",
                    own.place
                )
            }
            (None, true) => "the task runners have an environment of their own".to_owned(),
            (Some(own), false) => format!("{} counts", own.place),
            (None, false) => "no compose file hands it to n8n".to_owned(),
        };
        deployment.ignore(setting, why);
    }
}

/// The runner does not start with `*` beside other names in a list of Python's (reference n8n 11.3).
fn refused(name: &str, deployment: &mut Deployment) {
    let lists = ["N8N_RUNNERS_STDLIB_ALLOW", "N8N_RUNNERS_EXTERNAL_ALLOW"];
    let Some(setting) = deployment.setting(name).filter(|_| lists.contains(&name)) else {
        return;
    };
    let value = setting.value.as_deref().unwrap_or_default();
    let mut names = value.split(',').map(str::trim);
    if value.trim() != "*" && names.any(|name| name == "*") {
        let problem = DeploymentProblem {
            place: setting.place.clone(),
            message: format!(
                "The Python runner does not start: Wildcard '*' in {name} must be used alone, not with other modules"
            ),
        };
        deployment.problems.push(problem);
    }
}

/// The version that the image of n8n names. An n8n 1 with task runners is no target of its own.
fn version(processes: &Processes<'_>, environments: &[Environment]) -> Option<(Target, Place)> {
    let main = processes.main?;
    let (image, tag) = main.image_parts();
    let of_n8n = image.ends_with("n8nio/n8n");
    let target = Target::parse(&format!("n8n@{tag}"))
        .ok()
        .filter(|_| of_n8n)?;
    let enabled = main
        .setting("N8N_RUNNERS_ENABLED")
        .or(own(environments, "N8N_RUNNERS_ENABLED"));
    let runs_tasks = enabled.is_some_and(|setting| setting.value.as_deref() != Some("false"));
    (target.name != "n8n@1" || !runs_tasks).then(|| (target, main.place.clone()))
}

/// `n8n-task-runners.json`.
struct Launcher {
    runners: Vec<Runner>,
    place: Place,
}

struct Runner {
    kind: String,
    allowed: Vec<String>,
    overrides: Vec<Setting>,
    place: Place,
}

fn launcher(files: &[DeploymentFile<'_>], deployment: &mut Deployment) -> Option<Launcher> {
    let file = files
        .iter()
        .find(|file| file.kind == FileKind::TaskRunners)?;
    let tree = Tree::parse(file.text, Format::Json);
    let place = |node: Node<'_>| Place {
        file: file.name.to_owned(),
        line: line_of(file.text, usize::from(node.range().0.start())),
    };
    let listed = tree
        .root()
        .and_then(|root| root.get("task-runners"))
        .filter(|listed| listed.kind() == Kind::Array);
    let damage = tree.problems().iter().find(|problem| problem.fatal);
    let message = match (damage, listed) {
        (Some(problem), _) => Some(problem.message.clone()),
        (None, None) => Some("There is no list `task-runners` in it.".to_owned()),
        _ => None,
    };
    if let Some(message) = message {
        let at = damage.map_or(0, |problem| usize::from(problem.range.0.start()));
        let place = Place {
            file: file.name.to_owned(),
            line: line_of(file.text, at),
        };
        deployment
            .problems
            .push(DeploymentProblem { place, message });
    }
    let listed = listed?;
    let runners = listed.items().map(|runner| Runner {
        kind: runner
            .get("runner-type")
            .and_then(Node::string)
            .unwrap_or_default()
            .into_owned(),
        allowed: runner
            .get("allowed-env")
            .into_iter()
            .flat_map(Node::items)
            .filter_map(|name| Some(name.string()?.into_owned()))
            .collect(),
        overrides: overrides(runner, &place),
        place: place(runner.get("allowed-env").unwrap_or(runner)),
    });
    Some(Launcher {
        runners: runners.collect(),
        place: place(listed),
    })
}

fn overrides(runner: Node<'_>, place: &dyn Fn(Node<'_>) -> Place) -> Vec<Setting> {
    let entries = runner
        .get("env-overrides")
        .into_iter()
        .flat_map(Node::entries);
    entries
        .map(|entry| Setting {
            name: entry.key.into_owned(),
            value: entry.value.plain_text().map(|text| text.into_owned()),
            place: place(entry.value),
        })
        .collect()
}
