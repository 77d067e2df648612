//! The parts with which `tests/editors` drives real editors: a Neovim, a code-server with a Node and a Chromium, and the
//! packed extension. Whatever cannot be had is left out, and the tests say what they skip.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use crate::process::{Failed, npm, program};
use crate::root;

/// Fetches what is missing and says where it is, as environment variables for the tests.
pub(crate) fn fetch() -> Vec<(&'static str, OsString)> {
    let mut found = Vec::new();
    let mut part = |name: &str, variable: &'static str, got: Result<PathBuf, Failed>| match got {
        Ok(path) => found.push((variable, path.into_os_string())),
        Err(failed) => eprintln!("without {name}: {failed}"),
    };
    part("Neovim", "CODENODE_NVIM", neovim());
    part("Chromium", "CODENODE_CHROMIUM", chromium());
    if let Err(failed) = code_server().and_then(|()| extension()) {
        eprintln!("without VS Code: {failed}");
    }
    found
}

/// Packs the VS Code extension into `editors/vscode/codenode.vsix`.
pub(crate) fn extension() -> Result<(), Failed> {
    let folder = root().join("editors/vscode");
    if !folder.join("node_modules").exists() {
        npm(&folder, &["ci", "--ignore-scripts"])?;
    }
    npm(&folder, &["test"])?;
    npm(&folder, &["run", "package"])
}

/// The Neovim on the `PATH` if it is new enough, else one out of Debian's next release, unpacked beside the build.
fn neovim() -> Result<PathBuf, Failed> {
    if let Some(version) = program("nvim").args(["--version"]).output()
        && new_enough(&version)
    {
        return Ok("nvim".into());
    }
    let folder = root().join("target/editors");
    let (tree, start) = (folder.join("neovim"), folder.join("nvim"));
    if !start.exists() {
        debian_packages(&["mmdebstrap"])?;
        let _ = fs::remove_dir_all(&tree);
        fs::create_dir_all(&folder)?;
        program("mmdebstrap")
            .args(["--quiet", "--variant=apt", "--include=neovim"])
            .args(["--aptopt=Acquire::Check-Valid-Until \"false\"", "forky"])
            .args([&tree])
            .run()?;
        write_script(&start, &launcher(&tree))?;
    }
    Ok(start)
}

fn new_enough(version: &str) -> bool {
    let minor = version
        .strip_prefix("NVIM v0.")
        .and_then(|rest| rest.split('.').next())
        .and_then(|minor| minor.parse::<u32>().ok());
    minor.is_some_and(|minor| minor >= 11)
}

/// Starts the Neovim of an unpacked tree with the libraries of that tree, so that nothing has to be installed.
fn launcher(tree: &Path) -> String {
    let tree = tree.display();
    format!(
        "#!/bin/sh\n\
         tree='{tree}'\n\
         libraries=$(dirname \"$(find \"$tree/usr/lib\" -name 'libc.so.6' | head -n 1)\")\n\
         loader=$(find \"$tree/usr/lib\" -name 'ld-linux*.so*' | head -n 1)\n\
         export VIMRUNTIME=\"$tree/usr/share/nvim/runtime\"\n\
         exec \"$loader\" --library-path \"$libraries\" \"$tree/usr/bin/nvim\" \"$@\"\n"
    )
}

/// code-server and a Node for it, in the folder of the tests.
fn code_server() -> Result<(), Failed> {
    let folder = root().join("tests/editors/vscode");
    let inner = folder.join("node_modules/code-server/lib/vscode");
    if !inner.join("node_modules").exists() {
        npm(&folder, &["ci", "--ignore-scripts"])?;
        for folder in [inner.clone(), inner.join("extensions")] {
            npm(&folder, &["install", "--ignore-scripts", "--omit=dev"])?;
        }
    }
    Ok(())
}

fn chromium() -> Result<PathBuf, Failed> {
    let usual = PathBuf::from("/usr/bin/chromium");
    let path = env::var_os("CODENODE_CHROMIUM").map_or(usual, PathBuf::from);
    if !path.exists() {
        debian_packages(&["chromium"])?;
    }
    Ok(path)
}

/// Installs packages, on the machines of CI only: nobody wants a test to install things at home.
fn debian_packages(names: &[&str]) -> Result<(), Failed> {
    if env::var_os("CI").is_none() {
        let names = names.join(" ");
        return Err(Failed(format!(
            "{names} is not installed (it would be with CI=true on Debian)"
        )));
    }
    program("apt-get").args(["update", "-qq"]).run()?;
    program("apt-get")
        .args(["install", "-qq", "--no-install-recommends"])
        .args(names)
        .run()
}

fn write_script(path: &Path, text: &str) -> Result<(), Failed> {
    fs::write(path, text)?;
    Ok(executable(path)?)
}

#[cfg(unix)]
fn executable(path: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(0o755))
}

#[cfg(not(unix))]
fn executable(_: &Path) -> std::io::Result<()> {
    Ok(())
}
