//! The `codenode` executable.

fn main() -> std::process::ExitCode {
    shell::main()
}
