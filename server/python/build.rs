//! The Python files are frozen into the executable by a macro that cargo cannot see into.

fn main() {
    println!("cargo::rerun-if-changed=src/bootstrap");
}
