//! Call hierarchies. An item is found again by where its name stands, so that nothing is remembered between questions.

use ide::{Call, Callable, OutlineKind};
use text::{InFile, TextRange};
use tower_lsp::ls_types::*;

use super::answers::Question;
use super::checks::Checked;
use super::encoding::Encoding;

impl Question {
    /// What is defined or called at the place.
    pub(super) async fn callable(self, uri: Uri) -> Option<Vec<CallHierarchyItem>> {
        let (checked, encoding) = (self.checked.clone(), self.encoding);
        let found = self
            .ask(|snapshot, offset| snapshot.callable(offset))
            .await?;
        Some(vec![item(found, &uri, &checked, encoding)])
    }

    /// Who calls the thing at the place, which is `called`.
    pub(super) async fn callers(
        self,
        called: CallHierarchyItem,
    ) -> Option<Vec<CallHierarchyIncomingCall>> {
        let (checked, encoding) = (self.checked.clone(), self.encoding);
        if is_node(&called) {
            return Some(Vec::new());
        }
        let found = self
            .ask(|snapshot, offset| Some(snapshot.callers(offset)))
            .await?;
        let shown = |call: Call| CallHierarchyIncomingCall {
            from_ranges: ranges(&call.places, &checked, encoding),
            from: item(call.other, &called.uri, &checked, encoding),
        };
        Some(found.into_iter().map(shown).collect())
    }

    /// Whom it calls.
    pub(super) async fn callees(
        self,
        calling: CallHierarchyItem,
    ) -> Option<Vec<CallHierarchyOutgoingCall>> {
        let (checked, encoding) = (self.checked.clone(), self.encoding);
        let node = is_node(&calling);
        let found = self
            .ask(move |snapshot, offset| Some(snapshot.callees(offset, node)))
            .await?;
        let shown = |call: Call| CallHierarchyOutgoingCall {
            from_ranges: ranges(&call.places, &checked, encoding),
            to: item(call.other, &calling.uri, &checked, encoding),
        };
        Some(found.into_iter().map(shown).collect())
    }
}

fn is_node(item: &CallHierarchyItem) -> bool {
    item.kind == SymbolKind::OBJECT
}

fn item(callable: Callable, uri: &Uri, checked: &Checked, encoding: Encoding) -> CallHierarchyItem {
    let range = |range| encoding.range(&checked.text, &checked.lines, range);
    CallHierarchyItem {
        kind: match callable.kind {
            OutlineKind::Method => SymbolKind::METHOD,
            OutlineKind::Function => SymbolKind::FUNCTION,
            _ => SymbolKind::OBJECT,
        },
        detail: (callable.node != callable.name).then_some(callable.node),
        name: callable.name,
        tags: None,
        uri: uri.clone(),
        range: range(callable.range),
        selection_range: range(callable.selection),
        data: None,
    }
}

fn ranges(places: &[InFile<TextRange>], checked: &Checked, encoding: Encoding) -> Vec<Range> {
    let range = |place: &InFile<TextRange>| encoding.range(&checked.text, &checked.lines, *place);
    places.iter().map(range).collect()
}
