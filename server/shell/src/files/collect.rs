use std::collections::HashSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ignore::{DirEntry, WalkBuilder};

use super::{Unreadable, is_stdin};
use crate::config::Configs;

/// A file to look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Candidate {
    /// The path as given, or below a folder as given; `-` is standard input.
    pub(crate) path: PathBuf,
    /// Somebody named it, so it has to be a workflow.
    pub(crate) named: bool,
}

/// What to look for.
#[derive(Debug, Default)]
pub(crate) struct Request<'a> {
    /// Files, folders and `-`.
    pub(crate) paths: &'a [PathBuf],
    /// A file with more of them, or `-`.
    pub(crate) list: Option<&'a Path>,
    /// Who says what a walk leaves out.
    pub(crate) configs: Option<Arc<Configs>>,
}

/// What was found.
#[derive(Debug, Default)]
pub(crate) struct Collected {
    /// The files: in the order in which paths were given, sorted within a folder, each once.
    pub(crate) candidates: Vec<Candidate>,
    /// What could not be looked into.
    pub(crate) unreadable: Vec<Unreadable>,
}

/// The files that a request means. Folders are walked: hidden and git-ignored files are left out, links to folders are not
/// followed, and only names that end in `.json`, `.yml` or `.yaml` count.
pub(crate) fn collect(request: &Request) -> Collected {
    let mut found = Collected::default();
    let mut seen = HashSet::new();
    let configs = request.configs.as_ref();
    for path in request.paths {
        add(path, configs, &mut seen, &mut found);
    }
    if let Some(list) = request.list {
        match read_list(list) {
            Ok(paths) => paths
                .iter()
                .for_each(|path| add(path, configs, &mut seen, &mut found)),
            Err(error) => found.unreadable.push(Unreadable::io(list, &error)),
        }
    }
    found
}

fn add(
    path: &Path,
    configs: Option<&Arc<Configs>>,
    seen: &mut HashSet<PathBuf>,
    found: &mut Collected,
) {
    if path.is_dir() {
        return walk(path, configs, seen, found);
    }
    // Named after a walk has met it: it still has to be a workflow.
    if !seen.insert(path.to_owned()) {
        for known in found
            .candidates
            .iter_mut()
            .filter(|known| known.path == path)
        {
            known.named = true;
        }
        return;
    }
    found.candidates.push(Candidate {
        path: path.to_owned(),
        named: true,
    });
}

fn walk(
    folder: &Path,
    configs: Option<&Arc<Configs>>,
    seen: &mut HashSet<PathBuf>,
    found: &mut Collected,
) {
    let mut walker = WalkBuilder::new(folder);
    walker.require_git(false).sort_by_file_name(Ord::cmp);
    if let Some(configs) = configs.cloned() {
        walker.filter_entry(move |entry| entry.depth() == 0 || !configs.excludes(entry.path()));
    }
    for entry in walker.build() {
        match entry {
            Ok(entry) if is_candidate(&entry) => {
                let path = entry.into_path();
                let path = path.strip_prefix(".").map(Path::to_owned).unwrap_or(path);
                if seen.insert(path.clone()) {
                    found.candidates.push(Candidate { path, named: false });
                }
            }
            Ok(_) => {}
            Err(error) => found.unreadable.extend(Unreadable::walking(folder, &error)),
        }
    }
}

fn is_candidate(entry: &DirEntry) -> bool {
    let extension = entry.path().extension().unwrap_or_default();
    let known = ["json", "yml", "yaml"]
        .iter()
        .any(|known| extension.eq_ignore_ascii_case(known));
    // A link to a file counts as the file; sockets and pipes would block.
    known
        && entry
            .path()
            .metadata()
            .is_ok_and(|metadata| metadata.is_file())
}

/// The paths in `list`: separated by NUL where there is one, else one a line.
fn read_list(list: &Path) -> io::Result<Vec<PathBuf>> {
    let text = if is_stdin(list) {
        io::read_to_string(io::stdin())?
    } else {
        std::fs::read_to_string(list)?
    };
    let separator = if text.contains('\0') { '\0' } else { '\n' };
    let names = text
        .split(separator)
        .map(|name| name.strip_suffix('\r').unwrap_or(name));
    Ok(names
        .filter(|name| !name.is_empty())
        .map(PathBuf::from)
        .collect())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn names(collected: &Collected, root: &Path) -> Vec<(String, bool)> {
        let name = |path: &Path| {
            path.strip_prefix(root)
                .unwrap()
                .to_string_lossy()
                .replace('\\', "/")
        };
        collected
            .candidates
            .iter()
            .map(|found| (name(&found.path), found.named))
            .collect()
    }

    fn tree(files: &[&str]) -> tempfile::TempDir {
        // A visible name: the walk leaves hidden folders out, and so may a folder above.
        let root = tempfile::Builder::new().prefix("tree").tempdir().unwrap();
        for file in files {
            let path = root.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "").unwrap();
        }
        root
    }

    #[test]
    fn walks_sorted_and_only_what_may_be_a_workflow() {
        let root = tree(&[
            "b/z.yml",
            "b/a.YAML",
            "a.json",
            "c.txt",
            "c.dsl",
            ".hidden/x.yml",
            "node_modules/y.json",
        ]);
        fs::write(root.path().join(".gitignore"), "node_modules\n").unwrap();
        let found = collect(&Request {
            paths: &[root.path().to_owned()],
            ..Request::default()
        });
        let walked = |name: &str| (name.to_owned(), false);
        assert_eq!(
            names(&found, root.path()),
            [walked("a.json"), walked("b/a.YAML"), walked("b/z.yml")]
        );
        assert!(found.unreadable.is_empty());
    }

    #[test]
    fn a_named_file_counts_whatever_its_name_and_once() {
        let root = tree(&["flow.txt", "b.json"]);
        let (flow, b) = (root.path().join("flow.txt"), root.path().join("b.json"));
        let found = collect(&Request {
            paths: &[root.path().to_owned(), flow.clone(), b, flow],
            ..Request::default()
        });
        assert_eq!(
            names(&found, root.path()),
            [("b.json".to_owned(), true), ("flow.txt".to_owned(), true)]
        );
    }

    #[test]
    fn reads_lists_by_line_and_by_nul() {
        let root = tree(&[]);
        let list = root.path().join("list");
        fs::write(&list, "a b.json\r\nc.yml\n\n").unwrap();
        assert_eq!(
            read_list(&list).unwrap(),
            [PathBuf::from("a b.json"), PathBuf::from("c.yml")]
        );
        fs::write(&list, "a\nb.json\0c.yml\0").unwrap();
        assert_eq!(
            read_list(&list).unwrap(),
            [PathBuf::from("a\nb.json"), PathBuf::from("c.yml")]
        );
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_a_file_counts_and_a_link_to_a_folder_is_left() {
        let root = tree(&["a/x.json"]);
        std::os::unix::fs::symlink(root.path(), root.path().join("a/loop")).unwrap();
        std::os::unix::fs::symlink(root.path().join("a/x.json"), root.path().join("link.json"))
            .unwrap();
        std::os::unix::fs::symlink(root.path().join("gone"), root.path().join("gone.json"))
            .unwrap();
        let found = collect(&Request {
            paths: &[root.path().to_owned()],
            ..Request::default()
        });
        assert_eq!(
            names(&found, root.path()),
            [
                ("a/x.json".to_owned(), false),
                ("link.json".to_owned(), false)
            ]
        );
    }
}
