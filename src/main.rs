//! The `kanwu` command: a thin shell around the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    kanwu::cli::main()
}
