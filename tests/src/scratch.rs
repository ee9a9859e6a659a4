//! Turns generated files into a workspace that cargo can check.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use odata_bindgen::Generated;
use odata_bindgen::config::{Config, Runtime};

use crate::place;

/// A workspace of generated crates, in a folder that may go at any time.
#[derive(Debug)]
pub struct Scratch {
    folder: PathBuf,
    members: Vec<String>,
    /// What is on, as cargo is told: `member/feature`.
    features: Vec<String>,
}

/// What a single crate's manifest ends with, which makes it a workspace of its own.
const STAND_ALONE: &str = "# A workspace of its own";

impl Scratch {
    /// A workspace without crates.
    #[must_use]
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self {
            folder: folder.into(),
            members: Vec::new(),
            features: Vec::new(),
        }
    }

    /// What a config has to say so that its crate finds the runtime of this repository.
    #[must_use]
    pub fn with_runtime(mut config: Config) -> Config {
        let path = place::root()
            .join("runtime")
            .display()
            .to_string()
            .replace('\\', "/");
        config.package.runtime = Runtime::Path {
            path,
            version: None,
        };
        config
    }

    /// Adds a crate. Files that are there already and the same keep their time, so that cargo need not check them again.
    ///
    /// # Panics
    /// When the files cannot be written.
    pub fn add(&mut self, name: &str, generated: &Generated) {
        let folder = self.folder.join(name);
        for (path, text) in generated.files.iter() {
            let text = if path.as_str() == "Cargo.toml" {
                text.split(STAND_ALONE).next().unwrap_or(text)
            } else {
                text
            };
            write(&path.below(&folder), text);
        }
        self.members.push(name.to_owned());
    }

    /// Adds a crate under a name of its own, with some features on.
    ///
    /// # Panics
    /// When the files cannot be written.
    pub fn add_with(&mut self, name: &str, generated: &Generated, features: &[&str]) {
        self.add(name, generated);
        let manifest = self.folder.join(name).join("Cargo.toml");
        let text = place::read(&manifest);
        let renamed =
            text.lines()
                .enumerate()
                .map(|(at, line)| match line.strip_prefix("name = ") {
                    // the first one is that of the package, the second one that of the library
                    Some(_) if at < 5 => format!("name = \"{name}\"\n"),
                    _ => format!("{line}\n"),
                });
        write(&manifest, &renamed.collect::<String>());
        self.turn_on(name, features);
    }

    /// Adds a program: what its manifest says beside its name, and the text of its `main.rs`.
    ///
    /// # Panics
    /// When the files cannot be written.
    pub fn add_program(&mut self, name: &str, manifest: &str, main: &str) {
        let package = format!(
            "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n{manifest}"
        );
        write(&self.folder.join(name).join("Cargo.toml"), &package);
        write(&self.folder.join(name).join("src/main.rs"), main);
        self.members.push(name.to_owned());
    }

    /// Turns features of a crate on.
    pub fn turn_on(&mut self, name: &str, features: &[&str]) {
        let features = features.iter().map(|feature| format!("{name}/{feature}"));
        self.features.extend(features);
    }

    /// Compiles a program and runs it.
    #[must_use]
    pub fn run(&self, name: &str, arguments: &[&str]) -> Output {
        self.cargo("run", &[&["--package", name, "--"], arguments].concat())
    }

    /// Has clippy look at all crates at once; warnings are errors.
    #[must_use]
    pub fn clippy(&self) -> Output {
        self.cargo(
            "clippy",
            &[
                "--workspace",
                "--keep-going",
                "--no-default-features",
                "--",
                "--deny=warnings",
                "--deny=missing_docs",
            ],
        )
    }

    /// Has rustdoc look at all crates at once; warnings are errors.
    #[must_use]
    pub fn doc(&self) -> Output {
        self.cargo(
            "doc",
            &[
                "--workspace",
                "--keep-going",
                "--no-deps",
                "--no-default-features",
            ],
        )
    }

    /// Has the compiler look at all crates at once; warnings are errors, a line each.
    #[must_use]
    pub fn check_all(&self) -> Output {
        self.cargo(
            "check",
            &[
                "--workspace",
                "--keep-going",
                "--no-default-features",
                "--message-format=short",
            ],
        )
    }

    /// Calls cargo in the workspace, without the network.
    fn cargo(&self, subcommand: &str, arguments: &[&str]) -> Output {
        let members: Vec<String> = self
            .members
            .iter()
            .map(|member| format!("    \"{member}\",\n"))
            .collect();
        write(
            &self.folder.join("Cargo.toml"),
            &format!(
                "[workspace]\nresolver = \"3\"\nmembers = [\n{}]\n",
                members.concat()
            ),
        );
        // the versions that the repository is tested with are at hand; others would have to be fetched
        write(
            &self.folder.join("Cargo.lock"),
            &place::read(&place::root().join("Cargo.lock")),
        );
        let features = self.features.join(",");
        let mut arguments = arguments.to_vec();
        if !features.is_empty() {
            // before what is meant for clippy
            arguments.splice(0..0, ["--features", &features]);
        }
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut command = Command::new(cargo);
        command
            .arg(subcommand)
            .args(["--offline", "--quiet"])
            .args(&arguments)
            .current_dir(&self.folder);
        command
            .env("CARGO_TARGET_DIR", self.folder.join("target"))
            .env("CARGO_TERM_COLOR", "never");
        command.env("RUSTDOCFLAGS", "--deny=warnings");
        // clippy is given its levels after `--`; with these it would build everything again
        if subcommand == "check" {
            command.env("RUSTFLAGS", "--deny=warnings");
        }
        command.output().expect("cargo can be started")
    }
}

/// Writes a file unless it is the same already: then it keeps its time, and cargo need not look at it again.
pub(crate) fn write(path: &Path, text: &str) {
    if fs::read(path).is_ok_and(|old| old == text.as_bytes()) {
        return;
    }
    let folder = path.parent().expect("a file is in a folder");
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(path, text))
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
}
