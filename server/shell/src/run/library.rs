//! JavaScript packages, read for workers, which can read nothing: the bundle beside the executable.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

use run::Library;

/// The folder beside the executable: one file a package, `luxon.js`.
const BUNDLE: &str = "modules";

/// The packages of the bundle. A build without it runs whatever needs none.
pub(crate) fn load() -> io::Result<Library> {
    let mut library = Library::default();
    let own = std::env::current_exe()?;
    let Some(folder) = own.parent().map(|folder| folder.join(BUNDLE)) else {
        return Ok(library);
    };
    let entries = match fs::read_dir(&folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(library),
        entries => entries?,
    };
    for entry in entries {
        let path = entry?.path();
        if let Some(name) = package(&path) {
            library.sources.insert(name, fs::read_to_string(&path)?);
        }
    }
    Ok(library)
}

/// The package whose source a file of the bundle holds.
fn package(path: &Path) -> Option<String> {
    let name = path.file_name()?.to_str()?.strip_suffix(".js")?;
    Some(name.to_owned())
}
