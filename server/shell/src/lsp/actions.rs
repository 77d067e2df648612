use std::collections::HashMap;

use lint::{Applicability, Fix};
use serde_json::json;
use text::{Edit, TextRange};
use tower_lsp::ls_types::{
    CodeAction, CodeActionKind, CodeActionOptions, CodeActionOrCommand, CodeActionParams,
    CodeActionTriggerKind, Command, DocumentChanges, OneOf,
    OptionalVersionedTextDocumentIdentifier, TextDocumentEdit, TextEdit, WorkspaceEdit,
};

use workflow::{Contract, Target};

use super::checks::Checked;
use super::commands::EXPLAIN_RULE;
use super::diagnostics::of_rule;
use super::documents::{Documents, Snapshot};
use super::encoding::Encoding;
use super::features::Features;
use super::offers;
use super::session::Session;
use crate::lint::safe_edits;

/// Applies every safe fix of the document.
const FIX_ALL: CodeActionKind = CodeActionKind::new("source.fixAll.codenode");

/// Does something with the node and changes nothing.
const RUN_KIND: CodeActionKind = CodeActionKind::new("codenode.run");

/// The kinds that there are.
pub(super) fn options() -> CodeActionOptions {
    CodeActionOptions {
        code_action_kinds: Some(vec![
            CodeActionKind::QUICKFIX,
            CodeActionKind::REFACTOR_REWRITE,
            FIX_ALL,
            RUN_KIND,
        ]),
        ..CodeActionOptions::default()
    }
}

/// What can be done where the client asks.
pub(super) fn actions(
    params: &CodeActionParams,
    snapshot: &Snapshot,
    checked: &Checked,
    session: &Session,
) -> Vec<CodeActionOrCommand> {
    let asked = Asked {
        params,
        snapshot,
        checked,
        documents: &session.documents,
        encoding: session.encoding(),
        features: session.features(),
    };
    let mut actions = Vec::new();
    if asked.wants(&CodeActionKind::QUICKFIX) {
        actions.extend(asked.quick_fixes());
        actions.extend(asked.declarations());
        actions.extend(asked.suppressions());
        actions.extend(asked.pages());
    }
    if asked.wants(&FIX_ALL) {
        actions.extend(asked.fix_all());
    }
    if asked.wants_by_itself(&CodeActionKind::REFACTOR_REWRITE) {
        actions.extend(asked.conversion());
    }
    if asked.wants_by_itself(&RUN_KIND) {
        actions.extend(asked.run());
    }
    let actions = actions.into_iter();
    actions.map(CodeActionOrCommand::CodeAction).collect()
}

/// One request, and what it is about.
struct Asked<'a> {
    params: &'a CodeActionParams,
    snapshot: &'a Snapshot,
    checked: &'a Checked,
    documents: &'a Documents,
    encoding: Encoding,
    features: Features,
}

impl Asked<'_> {
    /// Kinds are a hierarchy: who asks for all, or names no kind, gets every kind. What changes more than the place is
    /// only for those who name it, or know that there is such a thing.
    fn wants(&self, kind: &CodeActionKind) -> bool {
        let within = |asked: &CodeActionKind| {
            let rest = kind.as_str().strip_prefix(asked.as_str());
            rest.is_some_and(|rest| {
                asked.as_str().is_empty() || rest.is_empty() || rest.starts_with('.')
            })
        };
        match self.params.context.only.as_deref() {
            Some(only) => only.iter().any(within),
            None => *kind == CodeActionKind::QUICKFIX || self.features.fix_all,
        }
    }

    /// The findings at the place, in the order of the file.
    fn here(&self) -> impl Iterator<Item = &lint::Diagnostic> {
        let asked = self.bytes();
        let found = self.checked.analysis.diagnostics.iter();
        found.filter(move |found| touch(found.range.0, asked))
    }

    /// The place.
    fn bytes(&self) -> TextRange {
        let (text, lines) = (&self.checked.text, &self.checked.lines);
        self.encoding.bytes(text, lines, self.params.range)
    }

    /// The fixes of the findings at the place.
    fn quick_fixes(&self) -> impl Iterator<Item = CodeAction> {
        let fixes = self
            .here()
            .filter_map(|found| Some((found, found.fix.as_ref()?)));
        fixes.map(|(found, fix): (&lint::Diagnostic, &Fix)| CodeAction {
            title: fix.title.clone(),
            kind: Some(CodeActionKind::QUICKFIX),
            diagnostics: Some(vec![self.diagnostic(found)]),
            edit: Some(self.edit(fix.edits.iter())),
            is_preferred: Some(fix.applicability == Applicability::Safe),
            ..CodeAction::default()
        })
    }

    /// What declares the inputs that the findings at the place miss.
    fn declarations(&self) -> impl Iterator<Item = CodeAction> {
        let declared = self.here().flat_map(|found| {
            let declared = self.checked.ide.missing_input(found).into_iter();
            declared.map(move |one| (found, one))
        });
        declared.map(|(found, declared)| CodeAction {
            title: declared.title,
            kind: Some(CodeActionKind::QUICKFIX),
            diagnostics: Some(vec![self.diagnostic(found)]),
            edit: Some(self.edit(&declared.edits)),
            is_preferred: Some(false),
            ..CodeAction::default()
        })
    }

    /// The comments that take the findings at the place back, one a rule and line.
    fn suppressions(&self) -> Vec<CodeAction> {
        let (checked, mut offered) = (self.checked, Vec::<Fix>::new());
        let mut actions = Vec::new();
        for found in self.here() {
            let (settings, cache) = (&checked.settings, &checked.cache);
            let fix = lint::suppress(&checked.text, &checked.analysis, settings, cache, found);
            let Some(fix) = fix.filter(|fix| !offered.contains(fix)) else {
                continue;
            };
            actions.push(CodeAction {
                title: fix.title.clone(),
                kind: Some(CodeActionKind::QUICKFIX),
                diagnostics: Some(vec![self.diagnostic(found)]),
                edit: Some(self.edit(fix.edits.iter())),
                is_preferred: Some(false),
                ..CodeAction::default()
            });
            offered.push(fix);
        }
        actions
    }

    /// The pages of the rules that speak at the place.
    fn pages(&self) -> impl Iterator<Item = CodeAction> {
        let mut rules: Vec<&lint::Diagnostic> = Vec::new();
        for found in self.here() {
            if !rules.iter().any(|known| known.rule.id == found.rule.id) {
                rules.push(found);
            }
        }
        rules.into_iter().map(|found| {
            let title = format!("Show the page of {}", found.rule.id);
            CodeAction {
                title: title.clone(),
                kind: Some(CodeActionKind::QUICKFIX),
                diagnostics: Some(vec![self.diagnostic(found)]),
                command: Some(Command {
                    title,
                    command: EXPLAIN_RULE.to_owned(),
                    arguments: Some(vec![json!(found.rule.id), json!({"show": true})]),
                }),
                ..CodeAction::default()
            }
        })
    }

    fn fix_all(&self) -> Option<CodeAction> {
        let (edits, count) = safe_edits(&self.checked.analysis);
        (count > 0).then(|| CodeAction {
            title: match count {
                1 => "Apply the safe fix".to_owned(),
                count => format!("Apply all {count} safe fixes"),
            },
            kind: Some(FIX_ALL),
            edit: Some(self.edit(edits)),
            ..CodeAction::default()
        })
    }

    /// What offers itself wherever there is code is only for those who ask by themselves or name it.
    fn wants_by_itself(&self, kind: &CodeActionKind) -> bool {
        let context = &self.params.context;
        let is_asked = context.trigger_kind != Some(CodeActionTriggerKind::AUTOMATIC);
        match context.only {
            Some(_) => self.wants(kind),
            None => is_asked,
        }
    }

    /// The code at the place, else the first of the node at the place.
    fn snippet(&self) -> Option<ide::Snippet<'_>> {
        let asked = self.bytes();
        let here = |snippet: &ide::Snippet<'_>| touch(snippet.embedded().range().0, asked);
        let around = |snippet: &ide::Snippet<'_>| touch(snippet.node().range.0, asked);
        let snippets = || self.checked.ide.snippets();
        snippets().find(here).or_else(|| snippets().find(around))
    }

    /// Make a Function node a Code node. Where somebody has said that it will run on a server that has no such nodes, that
    /// is the fix of a finding; it is offered to everyone else too.
    fn conversion(&self) -> Option<CodeAction> {
        let snippet = self.snippet()?;
        let legacy = [Contract::N8nFunction, Contract::N8nFunctionItem];
        if !legacy.contains(&snippet.code_node().contract) {
            return None;
        }
        let checked = self.checked;
        let is_it = |found: &&lint::Diagnostic| {
            let node = found.node.as_ref().map(|node| node.index);
            found.rule.id == "legacy-function"
                && node == Some(snippet.index())
                && snippet.workflow().range.0.contains_range(found.range.0)
        };
        if checked
            .analysis
            .diagnostics
            .iter()
            .any(|found| is_it(&found))
        {
            return None;
        }
        let mut settings = lint::Settings::clone(&checked.settings);
        settings.aim(Target::find("n8n@2")?);
        let analysis = lint::analyze(&checked.text, &checked.path, &settings, &checked.cache);
        let fix = analysis.diagnostics.iter().find(is_it)?.fix.as_ref()?;
        Some(CodeAction {
            title: fix.title.clone(),
            kind: Some(CodeActionKind::REFACTOR_REWRITE),
            edit: Some(self.edit(fix.edits.iter())),
            ..CodeAction::default()
        })
    }

    /// Run the node at the place.
    fn run(&self) -> Vec<CodeAction> {
        let snippet = self.snippet();
        let commands =
            snippet.map(|snippet| offers::commands(snippet, self.snapshot, self.documents));
        let commands = commands.into_iter().flatten();
        let action = |command: Command| CodeAction {
            title: command.title.clone(),
            kind: Some(RUN_KIND),
            command: Some(command),
            ..CodeAction::default()
        };
        commands.map(action).collect()
    }

    fn diagnostic(&self, found: &lint::Diagnostic) -> tower_lsp::ls_types::Diagnostic {
        let (uri, encoding) = (&self.snapshot.uri, self.encoding);
        of_rule(self.checked, found, uri, encoding, self.features)
    }

    fn edit<'e>(&self, edits: impl IntoIterator<Item = &'e Edit>) -> WorkspaceEdit {
        workspace_edit(
            edits,
            self.snapshot,
            self.checked,
            self.encoding,
            self.features,
        )
    }
}

fn touch(one: TextRange, other: TextRange) -> bool {
    one.start() <= other.end() && other.start() <= one.end()
}

/// Edits of the document in this state, as the client takes them.
pub(super) fn workspace_edit<'e>(
    edits: impl IntoIterator<Item = &'e Edit>,
    snapshot: &Snapshot,
    checked: &Checked,
    encoding: Encoding,
    features: Features,
) -> WorkspaceEdit {
    let edit = |edit: &Edit| TextEdit {
        range: encoding.range(&checked.text, &checked.lines, edit.range),
        new_text: edit.text.clone(),
    };
    let edits = edits.into_iter().map(edit);
    if !features.versioned_edits {
        let changes = HashMap::from([(snapshot.uri.clone(), edits.collect())]);
        return WorkspaceEdit {
            changes: Some(changes),
            ..WorkspaceEdit::default()
        };
    }
    let document = OptionalVersionedTextDocumentIdentifier {
        uri: snapshot.uri.clone(),
        version: Some(snapshot.version),
    };
    let edit = TextDocumentEdit {
        text_document: document,
        edits: edits.map(OneOf::Left).collect(),
    };
    WorkspaceEdit {
        document_changes: Some(DocumentChanges::Edits(vec![edit])),
        ..WorkspaceEdit::default()
    }
}
