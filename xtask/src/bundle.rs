//! The npm packages beside the executables: installed from the committed lock file, one file each.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::{fs, io};

use crate::process::{Failed, npm};
use crate::root;

/// A package, and the build of it that is one CommonJS file.
const PACKAGES: &[(&str, &str)] = &[
    ("jmespath", "jmespath.js"),
    ("lodash", "lodash.min.js"),
    ("luxon", "build/node/luxon.js"),
    ("moment", "min/moment.min.js"),
];

/// Installs the packages and copies them into `modules` beside each of the executables.
pub(crate) fn bundle(directories: Vec<OsString>) -> Result<(), Failed> {
    let mut directories: Vec<PathBuf> = directories.into_iter().map(PathBuf::from).collect();
    if directories.is_empty() {
        directories = ["debug", "release"]
            .map(|build| root().join("target").join(build))
            .into();
    }
    let installed = install()?;
    copy(&installed, &directories)
        .map_err(|error| Failed(format!("the packages could not be bundled: {error}")))
}

fn copy(installed: &Path, directories: &[PathBuf]) -> io::Result<()> {
    for directory in directories {
        let modules = directory.join("modules");
        fs::create_dir_all(&modules)?;
        for (package, file) in PACKAGES {
            let from = installed.join(package);
            fs::copy(from.join(file), modules.join(format!("{package}.js")))?;
            fs::copy(licence(&from)?, modules.join(format!("{package}.LICENSE")))?;
        }
        println!("{}", modules.display());
    }
    Ok(())
}

/// Installs what the lock file names, running none of its scripts, and says where.
fn install() -> Result<PathBuf, Failed> {
    let here = root().join("server/javascript/modules");
    let there = root().join("target/modules-install");
    fs::create_dir_all(&there)?;
    for file in ["package.json", "package-lock.json"] {
        fs::copy(here.join(file), there.join(file))?;
    }
    npm(&there, &["ci", "--ignore-scripts"])?;
    Ok(there.join("node_modules"))
}

fn licence(package: &Path) -> io::Result<PathBuf> {
    let files = fs::read_dir(package)?
        .filter_map(Result::ok)
        .map(|entry| entry.path());
    let named = |path: &PathBuf| {
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .to_lowercase();
        name.starts_with("licen")
    };
    files
        .into_iter()
        .find(named)
        .ok_or_else(|| io::Error::other("a package without its licence"))
}
