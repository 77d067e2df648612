//! What a deployment of Dify changes: limits, packages, the version (reference dify 0.1, 2.9, 3).

use text::{Format, Node, Tree};

use super::compose::Service;
use super::variables::Environment;
use super::{Deployment, DeploymentFile, DeploymentProblem, FileKind, Packages, Place, line_of};
use crate::{Limits, Target};

/// Changes one limit.
type Set = fn(&mut Limits, i64);

/// Variables that Dify itself reads, and the limits that they set.
#[rustfmt::skip]
const LIMITS: &[(&str, Set)] = &[
    ("CODE_MAX_STRING_LENGTH", |limits, most| limits.string_length = length(most)),
    ("CODE_MAX_STRING_ARRAY_LENGTH", |limits, most| limits.string_array_length = length(most)),
    ("CODE_MAX_OBJECT_ARRAY_LENGTH", |limits, most| limits.object_array_length = length(most)),
    ("CODE_MAX_NUMBER_ARRAY_LENGTH", |limits, most| limits.number_array_length = length(most)),
    ("CODE_MAX_DEPTH", |limits, most| limits.depth = count(most)),
    ("CODE_MAX_PRECISION", |limits, most| limits.precision = count(most)),
    ("CODE_MAX_NUMBER", |limits, most| limits.max_number = most),
    ("CODE_MIN_NUMBER", |limits, least| limits.min_number = least),
    ("TEMPLATE_TRANSFORM_MAX_LENGTH", |limits, most| limits.template_length = length(most)),
];

fn length(most: i64) -> u64 {
    u64::try_from(most).unwrap_or(0)
}

fn count(most: i64) -> u32 {
    u32::try_from(most.max(0)).unwrap_or(u32::MAX)
}

pub(super) fn read(
    files: &[DeploymentFile<'_>],
    environments: &[Environment],
    services: &[Service],
    deployment: &mut Deployment,
) {
    let of_dify = |image: &str| {
        services
            .iter()
            .find(|service| service.image_parts().0.ends_with(image))
    };
    let (api, sandbox) = (of_dify("dify-api"), of_dify("dify-sandbox"));
    for (name, _) in LIMITS {
        let of_file = || {
            let settings = environments.iter().flat_map(|known| &known.settings);
            settings.into_iter().find(|setting| setting.name == *name)
        };
        let setting = match api {
            Some(api) => api.setting(name),
            None => of_file(),
        };
        if let Some(setting) = setting {
            deployment.set(setting.clone());
        }
    }
    deployment.packages = files
        .iter()
        .filter(|file| file.kind == FileKind::Requirements)
        .find_map(packages);
    network(environments, sandbox, deployment);
    for file in files.iter().filter(|file| file.kind == FileKind::Sandbox) {
        configuration(file, deployment);
    }
    if let Some(target) = api.and_then(version) {
        deployment.target = Some(target);
    }
}

fn packages(file: &DeploymentFile<'_>) -> Option<Packages> {
    let place = Place {
        file: file.name.to_owned(),
        line: 1,
    };
    Packages::of(file.text, place)
}

fn version(api: &Service) -> Option<(Target, Place)> {
    let (_, tag) = api.image_parts();
    let target = Target::parse(&format!("dify@{tag}")).ok()?;
    Some((target, api.place.clone()))
}

/// Without a network the sandbox answers no request at all (reference dify 3.2).
const NO_NETWORK: &str = "Dify asks its sandbox for a network with every run: without one every Code and Template node fails (network is disabled, please enable it in the configuration)";

fn network(environments: &[Environment], sandbox: Option<&Service>, deployment: &mut Deployment) {
    let of_file = || {
        let settings = environments.iter().flat_map(|known| &known.settings);
        let mut settings = settings.into_iter();
        settings.find(|setting| setting.name == "SANDBOX_ENABLE_NETWORK")
    };
    let setting = match sandbox {
        Some(sandbox) => sandbox.setting("ENABLE_NETWORK"),
        None => of_file(),
    };
    let off = setting.filter(|setting| {
        let value = setting.value.as_deref().unwrap_or_default();
        value.eq_ignore_ascii_case("false") || value == "0"
    });
    if let Some(setting) = off {
        deployment.problems.push(DeploymentProblem {
            place: setting.place.clone(),
            message: NO_NETWORK.to_owned(),
        });
    }
}

/// The sandbox's own file.
fn configuration(file: &DeploymentFile<'_>, deployment: &mut Deployment) {
    let tree = Tree::parse(file.text, Format::Yaml);
    let Some(root) = tree.root() else { return };
    if let Some(network) = root
        .get("enable_network")
        .filter(|node| node.bool() == Some(false))
    {
        deployment.problems.push(DeploymentProblem {
            place: Place {
                file: file.name.to_owned(),
                line: line_of(file.text, usize::from(network.range().0.start())),
            },
            message: NO_NETWORK.to_owned(),
        });
    }
    let listed = root.get("allowed_syscalls").map(Node::items);
    deployment.more_system_calls |= listed.is_some_and(|mut listed| listed.next().is_some());
}

impl Deployment {
    /// Changes `limits` to what the deployment sets.
    pub(in crate::policy) fn limit(&self, limits: &mut Limits) {
        for (name, set) in LIMITS {
            let Some(setting) = self.setting(name) else {
                continue;
            };
            match setting.value.as_deref().map(|value| value.trim().parse()) {
                Some(Ok(value)) => set(limits, value),
                Some(Err(_)) => {}
                // What cannot be told is no limit.
                None if name.contains("MIN") => set(limits, i64::MIN),
                None => set(limits, i64::MAX),
            }
        }
    }
}
