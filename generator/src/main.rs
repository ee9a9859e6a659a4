//! The command line of odata-bindgen.

mod cli;

fn main() -> std::process::ExitCode {
    cli::run()
}
