use std::sync::Arc;

use code::{Facts, Reading, Source};
use text::{Edit, EmbeddedText, InCode, InFile, Language, TextRange, TextSize};
use workflow::{Address, CodeNode, Node, Platform, Policy, Target, Workflow};

use crate::Snapshot;

/// The code of one node of a snapshot; cheap to copy.
#[derive(Debug, Clone, Copy)]
pub struct Snippet<'s> {
    snapshot: &'s Snapshot,
    workflow: usize,
    index: usize,
    code: &'s EmbeddedText,
}

impl<'s> Snippet<'s> {
    /// The code of code node `index` of workflow `workflow`, if it has any.
    pub fn new(snapshot: &'s Snapshot, workflow: usize, index: usize) -> Option<Snippet<'s>> {
        let node = snapshot
            .analysis
            .workflows
            .get(workflow)?
            .code_nodes
            .get(index)?;
        let code = node.code.as_ref()?;
        Some(Snippet {
            snapshot,
            workflow,
            index,
            code,
        })
    }

    /// The snapshot it is of.
    pub fn snapshot(self) -> &'s Snapshot {
        self.snapshot
    }

    /// Its workflow.
    pub fn workflow(self) -> &'s Workflow {
        &self.snapshot.analysis.workflows[self.workflow]
    }

    /// Index of its workflow into [`lint::Analysis::workflows`].
    pub fn workflow_index(self) -> usize {
        self.workflow
    }

    /// Index into [`Workflow::code_nodes`].
    pub fn index(self) -> usize {
        self.index
    }

    /// Its node, as a bearer of code.
    pub fn code_node(self) -> &'s CodeNode {
        &self.workflow().code_nodes[self.index]
    }

    /// Its node.
    pub fn node(self) -> &'s Node {
        &self.workflow().nodes[self.code_node().node]
    }

    /// What it is addressed by.
    pub fn address(self) -> Address<'s> {
        Address::of(&self.snapshot.analysis.workflows, self.workflow, self.index)
    }

    /// The code, decoded.
    pub fn text(self) -> &'s str {
        self.code.text()
    }

    /// The code with its map to the file.
    pub fn embedded(self) -> &'s EmbeddedText {
        self.code
    }

    /// The language that the platform will run it as.
    pub fn language(self) -> Option<Language> {
        self.code_node().language
    }

    /// It is Python.
    pub fn is_python(self) -> bool {
        self.language() == Some(Language::Python)
    }

    /// It is a node of Dify.
    pub fn is_dify(self) -> bool {
        self.workflow().platform == Platform::Dify
    }

    /// Where it will run.
    pub fn target(self) -> Target {
        self.snapshot.settings.target_of(self.workflow())
    }

    /// What it may use there.
    pub fn policy(self) -> Policy {
        self.snapshot.settings.policy(self.target())
    }

    /// The code as it will be run; `None` where its language is not known.
    pub fn source(self) -> Option<Source<'s>> {
        lint::source_of(self.code_node(), self.target())
    }

    /// What the rules were told of it.
    pub fn facts(self) -> Option<Arc<Facts>> {
        Some(self.snapshot.cache.facts(&self.source()?))
    }

    /// Its tree and program, read once however many ask.
    pub fn reading(self) -> Option<Arc<Reading>> {
        Some(self.snapshot.cache.reading(&self.source()?))
    }

    /// Where a range of the code stands in the file.
    pub fn to_file(self, range: InCode<TextRange>) -> InFile<TextRange> {
        self.code.to_file(range)
    }

    /// The place of the code that stands at a place of the file, if that lies in the code.
    pub fn to_code(self, offset: InFile<TextSize>) -> Option<InCode<TextSize>> {
        let at = self.code.to_code(offset)?;
        // A block scalar begins with its header, `|-`, which is no code.
        let start = self.code.range().0.start();
        let first = self
            .to_file(InCode(TextRange::empty(TextSize::new(0))))
            .0
            .start();
        let before = std::ops::Range::<usize>::from(TextRange::new(start, offset.0.max(start)));
        let in_header =
            offset.0 < first && self.is_block() && !self.snapshot.text.get(before)?.contains('\n');
        (!in_header).then_some(at)
    }

    fn is_block(self) -> bool {
        use text::Envelope::{YamlFolded, YamlLiteral};
        matches!(self.code.envelope(), YamlLiteral | YamlFolded)
    }

    /// The edits of the file that replace `range` of the code by `text`, in the style the code is written in.
    pub fn edit(self, range: InCode<TextRange>, text: &str) -> Vec<Edit> {
        self.code.seal(&self.snapshot.text, range, text)
    }
}

impl PartialEq for Snippet<'_> {
    fn eq(&self, other: &Self) -> bool {
        let same_file = Arc::ptr_eq(&self.snapshot.analysis, &other.snapshot.analysis);
        same_file && (self.workflow, self.index) == (other.workflow, other.index)
    }
}
