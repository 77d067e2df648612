use std::path::{Path, PathBuf};
use std::sync::Arc;

use lint::{Analysis, Cache, Settings};
use text::{InFile, TextSize};
use workflow::Address;

use crate::{Place, Snippet};

/// One state of one file, and what is known of it: what every answer is asked of. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Snapshot {
    /// The text of the file.
    pub text: Arc<String>,
    /// Its path; decides between JSON and YAML, never opened.
    pub path: Arc<PathBuf>,
    /// The settings that hold for it.
    pub settings: Arc<Settings>,
    /// What was found in it.
    pub analysis: Arc<Analysis>,
    /// Facts and readings of snippets, those of this file among them.
    pub cache: Arc<Cache>,
}

impl Snapshot {
    /// Analyse `text` for a snapshot of it. Where there is an analysis already, put the snapshot together from that.
    pub fn new(
        text: impl Into<String>,
        path: &Path,
        settings: Settings,
        cache: Arc<Cache>,
    ) -> Self {
        let text = text.into();
        let analysis = lint::analyze(&text, path, &settings, &cache);
        Snapshot {
            text: Arc::new(text),
            path: Arc::new(path.to_owned()),
            settings: Arc::new(settings),
            analysis: Arc::new(analysis),
            cache,
        }
    }

    /// What stands at byte `offset` of the file; `None` outside of every workflow.
    pub fn at(&self, offset: InFile<TextSize>) -> Option<Place<'_>> {
        Place::find(self, offset)
    }

    /// The code nodes that have code, of all workflows, in the order of the file.
    pub fn snippets(&self) -> impl Iterator<Item = Snippet<'_>> {
        let workflows = self.analysis.workflows.iter().enumerate();
        workflows.flat_map(move |(at, workflow)| {
            let nodes = 0..workflow.code_nodes.len();
            nodes.filter_map(move |index| Snippet::new(self, at, index))
        })
    }

    /// The first snippet of the node with that id, else of the node with that name.
    pub fn snippet(&self, id_or_name: &str) -> Option<Snippet<'_>> {
        let called = workflow::code_nodes_called(&self.analysis.workflows, id_or_name);
        let mut called = called.into_iter();
        called.find_map(|(workflow, index)| Snippet::new(self, workflow, index))
    }

    /// The snippet at that address.
    pub fn snippet_at(&self, address: Address<'_>) -> Option<Snippet<'_>> {
        let (workflow, index) = address.find(&self.analysis.workflows)?;
        Snippet::new(self, workflow, index)
    }
}
