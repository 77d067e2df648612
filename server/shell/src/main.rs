//! The `codenode` executable.

fn main() {}
