//! Turns the arguments of the command line into what the library does, and its results into text.

mod changes;
mod check;
mod console;
mod diff;
mod dump;
mod explain;
mod generate;
mod init;
mod listing;
mod operations;
mod options;
mod outline;
mod progress;
mod rules;
mod runtime;
mod selection;
mod stamp;
mod tree;

use std::process::ExitCode;

use clap::{ColorChoice, Parser, Subcommand};

use console::Console;

/// Typed Rust clients from the `$metadata` of OData v4 services.
#[derive(Debug, Parser)]
#[command(name = "odata-bindgen", version, arg_required_else_help = true, after_help = EXIT_CODES)]
#[command(after_long_help = EXAMPLES)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    /// Tell the story of a rule: the same as `explain RULE`.
    #[arg(long, value_name = "RULE")]
    explain: Option<String>,
    /// When to use colours.
    // after the options of each command, however many it has
    #[arg(
        long,
        global = true,
        value_name = "WHEN",
        default_value = "auto",
        display_order = 900
    )]
    color: ColorChoice,
}

const EXIT_CODES: &str = "\
Exit codes: 0 done, 1 the work failed or the output is stale, 2 wrong usage, 3 `diff --fail-on` found \
changes.";

const EXAMPLES: &str = "\
Exit codes:
  0  done; for `check`: everything is fresh
  1  the metadata, the settings or the file system stand in the way, and nothing was written;
     for `check`: something is stale
  2  wrong usage: an unknown command, option, version or rule
  3  for `diff --fail-on`: there are changes of this level that nobody has accepted

Examples:
  odata-bindgen generate                      what `odata-bindgen.toml` asks for
  odata-bindgen generate --dry-run            what would come, go or change
  odata-bindgen generate --list               how large it is, by namespace and by root
  odata-bindgen check                         for a build server: is the output fresh?
  odata-bindgen init --metadata service.xml --out my-client --name my-client
  odata-bindgen operations v2_0               every request function, with method and URL
  odata-bindgen explain v2_0 'GET /me/events' the Rust that makes a request
  odata-bindgen diff v1_0 v2_0                what changed between two versions
  odata-bindgen explain unresolved-type       the story behind a finding";

#[derive(Debug, Subcommand)]
enum Command {
    Generate(generate::Generate),
    Check(check::Check),
    Init(init::Init),
    Dump(dump::Dump),
    Diff(diff::Diff),
    Operations(operations::Operations),
    Explain(explain::Explain),
    Rules(rules::Rules),
}

/// What a command ends with where it did not fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// Everything is as it should be.
    Done,
    /// The command worked, and what it looked at is not as it should be.
    Stale,
    /// The command worked, and found what it was told to fail on.
    Found,
}

/// What the process ends with where changes were found: neither a failure nor wrong usage.
const FOUND: u8 = 3;

/// Does what the command line asks for, and gives what the process ends with.
pub(crate) fn run() -> ExitCode {
    let cli = Cli::parse();
    let console = Console::new(cli.color);
    let result = match (&cli.explain, &cli.command) {
        (Some(rule), _) => rules::explain(rule, &console),
        (None, Some(Command::Generate(command))) => command.run(&console),
        (None, Some(Command::Check(command))) => command.run(&console),
        (None, Some(Command::Init(command))) => command.run(&console),
        (None, Some(Command::Dump(command))) => command.run(&console),
        (None, Some(Command::Diff(command))) => command.run(&console),
        (None, Some(Command::Operations(command))) => command.run(&console),
        (None, Some(Command::Explain(command))) => command.run(&console),
        (None, Some(Command::Rules(command))) => command.run(&console),
        // clap prints the help for a line without arguments; this is one with `--color` alone
        (None, None) => Err(odata_bindgen::error::Error::Usage {
            message: "there is no command".to_owned(),
            help: Some("see `odata-bindgen --help`".to_owned()),
        }),
    };
    match result {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Stale) => ExitCode::FAILURE,
        Ok(Outcome::Found) => ExitCode::from(FOUND),
        Err(error) => {
            console.warn(&error.render(console.style()));
            ExitCode::from(error.exit_code())
        }
    }
}
