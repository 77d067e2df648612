//! Shows what Python from standard input is lowered to: `cargo run --example lower < node.py`.

use std::io::Read;

use code::dump::{dump, dump_variables};
use code::{Host, languages::python};

fn main() -> std::io::Result<()> {
    let mut source = String::new();
    std::io::stdin().read_to_string(&mut source)?;
    let program = python::lower(&source, Host::Module);
    print!("{}..\n{}", dump(&program), dump_variables(&program));
    Ok(())
}
