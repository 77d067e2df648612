//! What a rule is given: one code node, the facts of its code, and where it will run.

use std::sync::Arc;

use code::infer::{Reached, ReturnSite, SiteKind};
use code::{Facts, Language, Shape};
use contract::{Verdict, source_of};
use text::{EmbeddedText, InCode, InFile, TextRange, TextSize};
use workflow::{
    CodeNode, Contract, Node, NodeHost, Platform, Policy, PythonHost, Target, Workflow,
};

use crate::finding::NodeLabel;
use crate::report::Report;
use crate::suppress::Suppressions;
use crate::{Rule, Settings, Severity};

/// One code node and all that is known of it.
pub(crate) struct Context<'a> {
    /// The text of the file.
    pub(crate) file: &'a str,
    pub(crate) workflow: &'a Workflow,
    pub(crate) settings: &'a Settings,
    /// Where it will run.
    pub(crate) target: Target,
    /// The user named the target; otherwise it is a guess.
    pub(crate) target_is_given: bool,
    /// What it may use there.
    pub(crate) policy: Policy,
    /// The facts of its code, if there is code in a language that is known.
    pub(crate) facts: Option<Arc<Facts>>,
    /// The places where it returns, and what the platform says of each.
    pub(crate) returns: Vec<(ReturnSite, Verdict)>,
    /// What is not to be reported.
    pub(crate) suppressions: Suppressions,
    index: usize,
}

impl<'a> Context<'a> {
    pub(crate) fn new(
        file: &'a str,
        workflow: &'a Workflow,
        index: usize,
        settings: &'a Settings,
        cache: &crate::Cache,
    ) -> Context<'a> {
        let target = settings.target_of(workflow);
        let node = &workflow.code_nodes[index];
        let facts = source_of(node, target).map(|source| cache.facts(&source));
        let notes = workflow.nodes[node.node].notes.as_ref();
        let suppressions = Suppressions::of(node, facts.as_deref(), notes);
        let mut context = Context {
            file,
            workflow,
            settings,
            target,
            target_is_given: settings.known_target(workflow.platform).is_some(),
            policy: settings.policy(target),
            facts,
            returns: Vec::new(),
            suppressions,
            index,
        };
        context.returns = context.judge_returns();
        context
    }

    fn judge_returns(&self) -> Vec<(ReturnSite, Verdict)> {
        let (Some(facts), Some(language)) = (self.running(), self.code_node().language) else {
            return Vec::new();
        };
        if self.has_no_code() {
            return Vec::new();
        }
        let sites = facts.outcome.returns.iter();
        sites
            .map(|site| {
                let mut verdict = self.judge(&site.shape, language);
                for path in &site.paths {
                    verdict.with_path(&self.judge(path, language));
                }
                (site.clone(), verdict)
            })
            .collect()
    }

    fn judge(&self, shape: &Shape, language: Language) -> Verdict {
        let node = self.code_node();
        match self.target.facts {
            workflow::Facts::Dify(facts) => {
                let facts = self.policy.dify_facts().unwrap_or(facts);
                contract::dify::check(&node.outputs, shape, language, facts)
            }
            workflow::Facts::N8n(facts) => {
                contract::n8n::check(node.contract, shape, language, facts)
            }
        }
    }

    /// The node's code and its parameters.
    pub(crate) fn code_node(&self) -> &'a CodeNode {
        &self.workflow.code_nodes[self.index]
    }

    /// The node.
    pub(crate) fn node(&self) -> &'a Node {
        &self.workflow.nodes[self.code_node().node]
    }

    /// The notes of the node, where they speak to codenode.
    pub(crate) fn notes(&self) -> Option<&'a EmbeddedText> {
        self.node().notes.as_ref()
    }

    /// The node carries other code too.
    pub(crate) fn shares_its_node(&self) -> bool {
        let node = self.code_node().node;
        let all = self.workflow.code_nodes.iter();
        all.filter(|other| other.node == node).nth(1).is_some()
    }

    pub(crate) fn is_dify(&self) -> bool {
        self.workflow.platform == Platform::Dify
    }

    pub(crate) fn is_python(&self) -> bool {
        self.code_node().language == Some(Language::Python)
    }

    /// The facts of code that runs at all: what does not parse has no other faults.
    pub(crate) fn running(&self) -> Option<&Facts> {
        self.facts.as_deref().filter(|facts| facts.syntax.is_none())
    }

    /// The facts of code that is read as a whole before it is compiled: n8n's analyzer of Python sees what does not
    /// run.
    pub(crate) fn analyzed(&self) -> Option<&Facts> {
        let native = self.is_python()
            && self
                .target
                .n8n()
                .is_some_and(|facts| matches!(facts.python_host, PythonHost::Native(_)));
        let facts = self.facts.as_deref();
        facts.filter(|facts| facts.syntax.is_none() || native && facts.parses)
    }

    /// The code with its map to the file.
    pub(crate) fn code(&self) -> Option<&'a EmbeddedText> {
        self.code_node().code.as_ref()
    }

    /// Where `range` of the code stands in the file.
    pub(crate) fn to_file(&self, range: TextRange) -> InFile<TextRange> {
        match self.code() {
            Some(code) => code.to_file(InCode(range)),
            None => self.node().name_range,
        }
    }

    /// Where to point for a return: the returned expression, cut to its first line; where the end of the
    /// function is reached, the function's name or the end of the code.
    pub(crate) fn site_range(&self, site: &ReturnSite) -> TextRange {
        let signature = self
            .facts
            .as_ref()
            .and_then(|facts| facts.signature.as_ref());
        match (site.kind, signature) {
            (SiteKind::FallThrough, Some(signature)) => signature.name_range,
            (SiteKind::FallThrough, None) => self.last_token(),
            _ => self.first_line(site.range),
        }
    }

    /// n8n's task runner runs the code as JavaScript.
    pub(crate) fn is_in_runner(&self) -> bool {
        let facts = self.target.n8n();
        let contract = self.code_node().contract;
        !self.is_python()
            && facts.is_some_and(|facts| facts.node_host == NodeHost::TaskRunner)
            && matches!(
                contract,
                Contract::N8nAllItems | Contract::N8nEachItem | Contract::N8nTool
            )
    }

    /// An error where something surely happens on a path; a warning where a handler catches it, or nothing
    /// shows that it happens.
    pub(crate) fn severity_of(&self, reached: Option<Reached>) -> Severity {
        match reached {
            Some(reached) if reached.unguarded => Severity::Error,
            _ => Severity::Warning,
        }
    }

    /// The part of `range` that stands on its first line.
    pub(crate) fn first_line(&self, range: TextRange) -> TextRange {
        let Some(code) = self.code() else {
            return range;
        };
        let part = code
            .text()
            .get(std::ops::Range::<usize>::from(range))
            .unwrap_or_default();
        let length = part
            .find(['\n', '\r'])
            .map_or(part.len(), |end| part[..end].trim_end().len());
        TextRange::at(range.start(), TextSize::new(length as u32))
    }

    /// The 1-based line of the code in which `range` begins.
    pub(crate) fn line_of(&self, range: TextRange) -> usize {
        let text = self.code().map(|code| code.text()).unwrap_or_default();
        let before = text.get(..usize::from(range.start())).unwrap_or_default();
        before.matches('\n').count() + 1
    }

    fn last_token(&self) -> TextRange {
        let extent = self
            .facts
            .as_ref()
            .map(|facts| facts.extent)
            .unwrap_or_default();
        let Some(code) = self.code() else {
            return extent;
        };
        let last = code.text()[std::ops::Range::<usize>::from(extent)]
            .chars()
            .next_back();
        let width = TextSize::new(last.map_or(0, char::len_utf8) as u32);
        TextRange::new(extent.end() - width, extent.end())
    }

    /// An empty report for `rule`.
    pub(crate) fn report<'c>(&'c self, rule: &'static Rule) -> Report<'c> {
        Report::new(self, rule)
    }

    pub(crate) fn label(&self) -> NodeLabel {
        let node = self.node();
        NodeLabel {
            index: self.index,
            id: node.id.clone(),
            name: node.name.clone(),
            kind: node.kind.clone(),
        }
    }

    /// The node carries an empty text for code, which n8n does not even start.
    fn has_no_code(&self) -> bool {
        let mut unresolved = self.code_node().unresolved.iter();
        !self.is_dify() && unresolved.any(|found| found.reason == workflow::Reason::NoCode)
    }

    /// The platform refuses the node before it looks at the code (reference dify 1.4).
    pub(crate) fn is_refused(&self) -> bool {
        let mut unresolved = self.code_node().unresolved.iter();
        unresolved.any(|found| found.error && found.reason == workflow::Reason::InvalidField)
    }

    /// What the platform is called.
    pub(crate) fn platform_name(&self) -> &'static str {
        match self.workflow.platform {
            Platform::Dify => "Dify",
            Platform::N8n => "n8n",
        }
    }
}
