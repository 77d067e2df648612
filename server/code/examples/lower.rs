//! Shows what code from standard input is lowered to:
//! `cargo run --example lower python < node.py`, `cargo run --example lower javascript < node.js`.

use std::io::Read;

use code::dump::{dump, dump_variables};
use code::languages::lower;
use code::{Host, Language};

fn main() -> std::io::Result<()> {
    let (language, host) = match std::env::args().nth(1).as_deref() {
        Some("javascript") => (Language::JavaScript, Host::AsyncBody),
        _ => (Language::Python, Host::Module),
    };
    let mut source = String::new();
    std::io::stdin().read_to_string(&mut source)?;
    let program = lower(&source, language, host);
    print!("{}..\n{}", dump(&program), dump_variables(&program));
    Ok(())
}
