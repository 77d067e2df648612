//! What documents hold: symbols of a document and of the workspace, folds, ranges around a place.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use ide::{Outline, OutlineKind};
use text::{LineIndex, TextRange, Tree};
use tokio::task::spawn_blocking;
use tower_lsp::ls_types::*;

use super::checks::Checked;
use super::encoding::Encoding;
use super::session::Session;
use super::workspace;
use crate::files;

/// More are of no use to anybody.
const MOST: usize = 500;

/// The symbols of a document, as a tree.
pub(super) fn symbols(checked: &Checked, encoding: Encoding) -> Vec<DocumentSymbol> {
    let outline = ide::outline(&checked.ide);
    outline
        .iter()
        .map(|one| symbol(one, checked, encoding))
        .collect()
}

#[expect(deprecated, reason = "the field cannot be left out")]
fn symbol(outline: &Outline, checked: &Checked, encoding: Encoding) -> DocumentSymbol {
    let range = |range| encoding.range(&checked.text, &checked.lines, range);
    let children = outline.children.iter();
    let children: Vec<_> = children
        .map(|child| symbol(child, checked, encoding))
        .collect();
    DocumentSymbol {
        name: outline.name.clone(),
        detail: outline.detail.clone(),
        kind: kind(outline.kind),
        tags: None,
        deprecated: None,
        range: range(outline.range),
        selection_range: range(outline.selection),
        children: Some(children).filter(|children| !children.is_empty()),
    }
}

fn kind(kind: OutlineKind) -> SymbolKind {
    match kind {
        OutlineKind::Workflow => SymbolKind::MODULE,
        OutlineKind::Node => SymbolKind::OBJECT,
        OutlineKind::Function => SymbolKind::FUNCTION,
        OutlineKind::Method => SymbolKind::METHOD,
        OutlineKind::Class => SymbolKind::CLASS,
        OutlineKind::Variable => SymbolKind::VARIABLE,
        OutlineKind::Constant => SymbolKind::CONSTANT,
    }
}

/// Ranges of whole lines.
pub(super) fn folds(checked: &Checked) -> Vec<FoldingRange> {
    let mut seen = HashSet::new();
    let ranges = checked.ide.folds().into_iter();
    let folds = ranges.filter_map(|range| {
        let text = checked.text.get(std::ops::Range::<usize>::from(range.0))?;
        let (start, _) = checked.lines.line(range.0.start());
        let lines = text.trim_end().matches('\n').count() as u32;
        let fold = (start, start + lines);
        (lines > 0 && seen.insert(fold)).then_some(fold)
    });
    folds
        .map(|(start_line, end_line)| FoldingRange {
            start_line,
            end_line,
            kind: Some(FoldingRangeKind::Region),
            ..FoldingRange::default()
        })
        .collect()
}

/// For every place the ranges around it, each within the next.
pub(super) fn selections(
    checked: &Checked,
    encoding: Encoding,
    places: &[Position],
) -> Vec<SelectionRange> {
    let of_place = |place: &Position| {
        let at = Range::new(*place, *place);
        let offset = encoding.bytes(&checked.text, &checked.lines, at).start();
        let around = checked.ide.ranges_around(text::InFile(offset));
        let nest = |parent: Option<SelectionRange>, range| SelectionRange {
            range: encoding.range(&checked.text, &checked.lines, range),
            parent: parent.map(Box::new),
        };
        let nested = around
            .into_iter()
            .rev()
            .fold(None, |parent, range| Some(nest(parent, range)));
        // Every place has its answer, in the text even where the place is not.
        nested.unwrap_or_else(|| SelectionRange {
            range: encoding.range(
                &checked.text,
                &checked.lines,
                text::InFile(TextRange::empty(offset)),
            ),
            parent: None,
        })
    };
    places.iter().map(of_place).collect()
}

/// The symbols of files that nobody has open, by the state of the file they were read from.
#[derive(Debug, Default)]
pub(super) struct Index {
    known: Mutex<HashMap<PathBuf, Indexed>>,
}

/// A state of a file, and its symbols.
type Indexed = (String, Arc<Vec<WorkspaceSymbol>>);

/// The symbols of open documents and of the files of the workspace whose names hold the letters of `query` in order.
pub(super) async fn workspace_symbols(session: &Arc<Session>, query: &str) -> Vec<WorkspaceSymbol> {
    let wanted: Vec<char> = query.to_lowercase().chars().collect();
    let fits = |symbol: &WorkspaceSymbol| {
        let name = symbol.name.to_lowercase();
        let mut signs = name.chars();
        wanted.iter().all(|sign| signs.any(|other| other == *sign))
    };
    let mut found = Vec::new();
    let mut open = HashSet::new();
    for document in session.documents.all() {
        let checked = session.check(&document).await;
        open.insert(document.path());
        found.extend(
            flat(&checked, &document.uri, session.encoding())
                .into_iter()
                .filter(fits),
        );
    }
    for path in workspace::collect(session).await {
        if found.len() >= MOST {
            break;
        }
        if !open.contains(&path) {
            let symbols = indexed(session, &path).await;
            found.extend(symbols.iter().filter(|symbol| fits(symbol)).cloned());
        }
    }
    found.truncate(MOST);
    found
}

/// The symbols of a file, read anew when it has changed.
async fn indexed(session: &Arc<Session>, path: &Path) -> Arc<Vec<WorkspaceSymbol>> {
    let stamp = workspace::stamp(path).unwrap_or_default();
    let known = || {
        session
            .symbols
            .known
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    };
    if let Some((at, symbols)) = known().get(path)
        && *at == stamp
    {
        return symbols.clone();
    }
    let (owned, encoding) = (path.to_owned(), session.encoding());
    let read = spawn_blocking(move || {
        let uri = Uri::from_file_path(&owned)?;
        Some(flat(&read(&owned)?, &uri, encoding))
    });
    let symbols = Arc::new(read.await.ok().flatten().unwrap_or_default());
    known().insert(path.to_owned(), (stamp, symbols.clone()));
    symbols
}

/// A file with its workflows, of which nothing is judged.
fn read(path: &Path) -> Option<Checked> {
    let bytes = files::read(path).ok()?;
    files::may_be_workflow(&bytes).then_some(())?;
    let text = files::decode(bytes, path).ok()?;
    let tree = Tree::parse(&text, lint::format_of(&text, path));
    let analysis = lint::Analysis {
        workflows: workflow::read(&tree),
        ..lint::Analysis::default()
    };
    drop(tree);
    let ide = ide::Snapshot {
        path: Arc::new(path.to_owned()),
        settings: Arc::default(),
        analysis: Arc::new(analysis),
        cache: Arc::default(),
        text: Arc::new(text),
    };
    Some(Checked {
        lines: Arc::new(LineIndex::new(&ide.text)),
        ide,
    })
}

fn flat(checked: &Checked, uri: &Uri, encoding: Encoding) -> Vec<WorkspaceSymbol> {
    let mut found = Vec::new();
    let outline = ide::outline(&checked.ide);
    let mut pending: Vec<(&Outline, Option<&str>)> =
        outline.iter().rev().map(|one| (one, None)).collect();
    while let Some((one, around)) = pending.pop() {
        let range = encoding.range(&checked.text, &checked.lines, one.selection);
        found.push(WorkspaceSymbol {
            name: one.name.clone(),
            kind: kind(one.kind),
            tags: None,
            container_name: around.map(str::to_owned),
            location: OneOf::Left(Location {
                uri: uri.clone(),
                range,
            }),
            data: None,
        });
        let children = one.children.iter().rev();
        pending.extend(children.map(|child| (child, Some(one.name.as_str()))));
    }
    found
}
