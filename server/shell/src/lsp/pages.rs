use std::path::PathBuf;
use std::sync::LazyLock;
use std::{fs, io};

use lint::{RULES, Rule};
use tower_lsp::ls_types::Uri;

/// The pages of the rules as files that an editor can open. They are written once, by the first who asks, into the user's
/// folder for such things: so they are there without a network and describe this very version.
static FOLDER: LazyLock<Option<PathBuf>> = LazyLock::new(|| {
    let folder = cache_folder()?
        .join("codenode")
        .join(env!("CARGO_PKG_VERSION"));
    write_all(&folder).ok()?;
    Some(folder)
});

/// Where the page of a rule can be opened; `None` where it could not be written.
pub(super) fn href(rule: &Rule) -> Option<Uri> {
    let folder = FOLDER.as_deref()?;
    Uri::from_file_path(folder.join(file_name(rule)))
}

fn file_name(rule: &Rule) -> String {
    format!("{}.md", rule.id)
}

fn write_all(folder: &std::path::Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    for rule in RULES {
        let path = folder.join(file_name(rule));
        // Another server may be reading it.
        if fs::read_to_string(&path).is_ok_and(|page| page == rule.page) {
            continue;
        }
        fs::write(path, rule.page)?;
    }
    Ok(())
}

fn cache_folder() -> Option<PathBuf> {
    let given = |name| {
        std::env::var_os(name)
            .map(PathBuf::from)
            .filter(|path| path.is_absolute())
    };
    given("XDG_CACHE_HOME")
        .or_else(|| given("LOCALAPPDATA"))
        .or_else(|| Some(given("HOME")?.join(".cache")))
}
