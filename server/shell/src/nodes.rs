//! `codenode nodes`: the code nodes of a file.

use std::io::Write;
use std::path::Path;

use anyhow::bail;
use lint::{Analysis, Cache, Settings};
use serde::Serialize;
use workflow::{Address, CodeNode, Output, Platform, Target, Workflow};

use crate::analysis::platform;
use crate::arguments::{Common, Format, Nodes};
use crate::config::Configs;
use crate::lint::language_name;
use crate::place::{Lines, Span};
use crate::{Exit, files, terminal};

/// The code nodes of a file. Serialises as the interface says.
#[derive(Debug, Serialize)]
pub(crate) struct NodeList {
    version: u32,
    platform: Option<&'static str>,
    /// Where the workflow is taken to run.
    target: Option<Aim>,
    nodes: Vec<NodeEntry>,
}

/// A target, and who says so.
#[derive(Debug, Serialize)]
struct Aim {
    name: &'static str,
    from: Origin,
}

/// Who says where a workflow will run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Origin {
    /// The command line, or the user's settings in the editor.
    Named,
    /// `codenode.toml`.
    Configuration,
    /// The images of the deployment's files.
    Deployment,
    /// The file itself, or nobody: then it is the newest known.
    File,
}

impl Origin {
    /// Who says so by these settings; `named` is what the command line and the editor say.
    fn of(platform: Platform, settings: &Settings, named: &[Target]) -> Self {
        if named.iter().any(|target| target.platform == platform) {
            return Self::Named;
        }
        if settings.target(platform).is_some() {
            return Self::Configuration;
        }
        match settings.known_target(platform) {
            Some(_) => Self::Deployment,
            None => Self::File,
        }
    }
}

#[derive(Debug, Serialize)]
struct NodeEntry {
    /// The workflow's name, where the file holds several.
    #[serde(skip_serializing_if = "Option::is_none")]
    workflow: Option<String>,
    /// What the node is addressed by: its id, or its name where it has none.
    id: String,
    /// Which of the codes that go by that is meant; left out where it is the first.
    #[serde(skip_serializing_if = "is_first")]
    ordinal: usize,
    name: String,
    #[serde(rename = "type")]
    kind: String,
    language: Option<&'static str>,
    /// n8n's `mode`, for nodes that have one.
    mode: Option<&'static str>,
    /// Which part of its node the code is, for nodes that may hold two codes.
    #[serde(skip_serializing_if = "Option::is_none")]
    part: Option<&'static str>,
    inputs: Vec<Variable>,
    outputs: Vec<Variable>,
    /// The code in the file, quotes included; the whole node where it has no code.
    range: Span,
    code: Option<String>,
}

#[derive(Debug, Serialize)]
struct Variable {
    name: String,
    #[serde(rename = "type")]
    type_name: Option<String>,
}

/// Run the command.
pub(crate) fn run(arguments: &Nodes, common: &Common) -> anyhow::Result<Exit> {
    let file = &arguments.file;
    let name = if files::is_stdin(file) {
        Path::new(files::STDIN)
    } else {
        file
    };
    let text = read(file, name)?;
    let effective = Configs::new(common).of(name)?;
    let analysis = lint::analyze(&text, name, &effective.settings.lint, &Cache::default());
    if platform(&analysis).is_none() {
        bail!("{} is not a Dify or n8n workflow", name.display());
    }
    let list = list(
        &analysis,
        &text,
        &effective.settings.lint,
        common.target.as_slice(),
    );
    let mut stdout = terminal::stdout(common.color);
    match arguments.format {
        Format::Text => print(&list, &mut stdout)?,
        Format::Json => {
            serde_json::to_writer_pretty(&mut stdout, &list)?;
            writeln!(stdout)?;
        }
    }
    stdout.flush()?;
    Ok(Exit::Clean)
}

/// The code nodes of an analysed file; `named` are the targets that the command line and the editor name.
pub(crate) fn list(
    analysis: &Analysis,
    text: &str,
    settings: &Settings,
    named: &[Target],
) -> NodeList {
    let lines = Lines::new(text);
    let several = analysis.workflows.len() > 1;
    let workflows = &analysis.workflows;
    let of_workflow = |(at, workflow): (usize, &Workflow)| -> Vec<NodeEntry> {
        let address = |index| Address::of(workflows, at, index);
        let nodes = workflow.code_nodes.iter().enumerate();
        nodes
            .map(|(index, node)| entry(workflow, node, address(index), several, &lines))
            .collect()
    };
    NodeList {
        version: 1,
        platform: platform(analysis).map(platform_name),
        target: workflows.first().map(|first| Aim {
            name: settings.target_of(first).name,
            from: Origin::of(first.platform, settings, named),
        }),
        nodes: workflows.iter().enumerate().flat_map(of_workflow).collect(),
    }
}

fn is_first(ordinal: &usize) -> bool {
    *ordinal == 0
}

pub(crate) fn read(path: &Path, name: &Path) -> anyhow::Result<String> {
    let bytes = if files::is_stdin(path) {
        files::read_stdin(name)
    } else {
        files::read(path)
    };
    match bytes.and_then(|bytes| files::decode(bytes, name)) {
        Ok(text) => Ok(text),
        Err(unreadable) => bail!("{unreadable}"),
    }
}

fn entry(
    workflow: &Workflow,
    node: &CodeNode,
    address: Address<'_>,
    several: bool,
    lines: &Lines,
) -> NodeEntry {
    let graph_node = &workflow.nodes[node.node];
    let inputs = node.inputs.iter().map(|input| Variable {
        name: input.name.clone(),
        type_name: input.type_name.clone(),
    });
    let output = |output: &Output| Variable {
        name: output.name.clone(),
        type_name: output.type_name.clone(),
    };
    NodeEntry {
        workflow: workflow.name.clone().filter(|_| several),
        id: address.node.to_owned(),
        ordinal: address.ordinal,
        name: graph_node.name.clone(),
        kind: graph_node.kind.clone(),
        language: node.language.map(language_name),
        mode: node.contract.mode(),
        part: node.contract.part(),
        inputs: inputs.collect(),
        outputs: node.outputs.iter().map(output).collect(),
        range: lines.span(
            node.code
                .as_ref()
                .map_or(graph_node.range, |code| code.range())
                .0,
        ),
        code: node.code.as_ref().map(|code| code.text().to_owned()),
    }
}

fn print(list: &NodeList, out: &mut dyn Write) -> std::io::Result<()> {
    for node in &list.nodes {
        let language = node.language.unwrap_or("no language");
        writeln!(
            out,
            "{}{} [{}] {}, {}, line {}",
            node.name,
            node.part
                .map(|part| format!(" ({part})"))
                .unwrap_or_default(),
            node.id,
            node.kind,
            language,
            node.range.start.line
        )?;
        variables("inputs", &node.inputs, out)?;
        variables("outputs", &node.outputs, out)?;
    }
    Ok(())
}

fn variables(title: &str, variables: &[Variable], out: &mut dyn Write) -> std::io::Result<()> {
    if variables.is_empty() {
        return Ok(());
    }
    let shown = |variable: &Variable| match &variable.type_name {
        Some(type_name) => format!("{}: {type_name}", variable.name),
        None => variable.name.clone(),
    };
    writeln!(
        out,
        "    {title} {}",
        variables.iter().map(shown).collect::<Vec<_>>().join(", ")
    )
}

fn platform_name(platform: Platform) -> &'static str {
    match platform {
        Platform::Dify => "dify",
        Platform::N8n => "n8n",
    }
}
