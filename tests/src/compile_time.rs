//! Turns metadata into a generated crate and a program over it, and compiling them into figures.

use std::fmt;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant, SystemTime};

use odata_bindgen::Generated;

use crate::corpus::Document;
use crate::place;
use crate::scratch::write;

/// What tells how much processor time and memory a command takes, where it is installed.
const TIME: &str = "/usr/bin/time";

/// A workspace of a generated crate and of a program that reads and writes one type of it.
#[derive(Debug)]
pub struct Bench {
    folder: PathBuf,
    name: String,
}

/// What a compilation takes.
#[derive(Clone, Copy, Debug, Default)]
pub struct Cost {
    /// From start to end.
    pub wall: Duration,
    /// Seconds on all cores together, where the system tells.
    pub user: Option<f64>,
    /// The most memory that one process of it has, in MiB, where the system tells.
    pub peak: Option<f64>,
}

impl Bench {
    /// Generates the crate and writes the program below `folder`. Of types with the name
    /// `type_name`, the program takes the first.
    ///
    /// # Errors
    /// When nothing can be generated, or there is no such type.
    ///
    /// # Panics
    /// When a file cannot be written.
    pub fn new(folder: PathBuf, document: &Document, type_name: &str) -> Result<Self, String> {
        let (row, generated) = document.run();
        let generated = generated.ok_or_else(|| row.end.to_string())?;
        let name = document.crate_name();
        let module = module_of(&generated, type_name)
            .ok_or_else(|| format!("there is no struct `{type_name}`"))?;
        // what an earlier run left must not be compiled
        let _ = fs::remove_dir_all(folder.join(&name));
        for (path, text) in generated.files.iter() {
            let text = text.split("# A workspace of its own").next();
            write(&path.below(&folder.join(&name)), text.unwrap_or_default());
        }
        write(
            &folder.join("Cargo.toml"),
            &format!("[workspace]\nresolver = \"3\"\nmembers = [\"{name}\", \"program\"]\n"),
        );
        write(
            &folder.join("Cargo.lock"),
            &place::read(&place::root().join("Cargo.lock")),
        );
        write(&folder.join("program/Cargo.toml"), &manifest(&name));
        let library = name.replace('-', "_");
        let path = format!("{library}::{module}::{type_name}");
        write(
            &folder.join("program/src/main.rs"),
            &program(&library, &path),
        );
        Ok(Self { folder, name })
    }

    /// Compiles the dependencies, and then the generated crate alone.
    ///
    /// # Errors
    /// When it does not compile.
    pub fn library(&self, arguments: &[&str]) -> Result<Cost, String> {
        let sources = self.folder.join(&self.name).join("src/lib.rs");
        self.measure(&self.name, &sources, arguments)
    }

    /// Compiles the generated crate, and then the program over it alone, with linking.
    ///
    /// # Errors
    /// When it does not compile.
    pub fn program(&self, arguments: &[&str]) -> Result<Cost, String> {
        let sources = self.folder.join("program/src/main.rs");
        self.measure("program", &sources, arguments)
    }

    fn measure(&self, package: &str, source: &Path, arguments: &[&str]) -> Result<Cost, String> {
        self.cargo(package, arguments)?;
        let touch = File::options().append(true).open(source);
        touch
            .and_then(|file| file.set_modified(SystemTime::now()))
            .map_err(|error| format!("{}: {error}", source.display()))?;
        self.cargo(package, arguments)
    }

    /// Calls cargo, without the network and without what makes the second time quicker than the first.
    fn cargo(&self, package: &str, arguments: &[&str]) -> Result<Cost, String> {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let told = self.folder.join("cost.txt");
        let has_time = Path::new(TIME).exists();
        let mut command = Command::new(if has_time { TIME.as_ref() } else { &*cargo });
        if has_time {
            command.args(["-f", "%U %M", "-o"]).arg(&told).arg(&cargo);
        }
        command
            .args(arguments)
            .args(["--offline", "--quiet", "--package", package])
            .args(["--no-default-features", "--jobs", "2"])
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", self.folder.join("target"))
            .env("CARGO_INCREMENTAL", "0");
        let start = Instant::now();
        let output = command.output().map_err(|error| error.to_string())?;
        let wall = start.elapsed();
        if !output.status.success() {
            return Err(String::from_utf8_lossy(&output.stderr).into_owned());
        }
        let text = fs::read_to_string(told).unwrap_or_default();
        let mut figures = text.split_whitespace().map(str::parse::<f64>);
        let mut next = || figures.next().and_then(Result::ok);
        Ok(Cost {
            wall,
            user: next(),
            peak: next().map(|kib| kib / 1024.0),
        })
    }
}

/// Where the struct is, from the root of the crate.
fn module_of(generated: &Generated, type_name: &str) -> Option<String> {
    let declaration = format!("pub struct {type_name} {{");
    let mut files = generated.files.iter();
    let (path, _) = files.find(|(_, text)| text.contains(&declaration))?;
    let (folder, _) = path.as_str().strip_prefix("src/")?.rsplit_once('/')?;
    Some(folder.replace('/', "::"))
}

fn manifest(name: &str) -> String {
    format!(
        "[package]\nname = \"program\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n\
         [dependencies]\n{name} = {{ path = \"../{name}\", default-features = false }}\n"
    )
}

fn program(library: &str, path: &str) -> String {
    format!(
        "fn main() -> Result<(), Box<dyn std::error::Error>> {{\n    \
             let text = std::io::read_to_string(std::io::stdin())?;\n    \
             let value: {path} = {library}::odata_runtime::from_json(&text)?;\n    \
             println!(\"{{}}\", {library}::odata_runtime::to_json(&value)?);\n    \
             Ok(())\n}}\n"
    )
}

impl Cost {
    /// What is least of two runs, each figure for itself: whatever else runs only adds.
    #[must_use]
    pub fn least(self, other: Self) -> Self {
        let least = |a: Option<f64>, b: Option<f64>| a.zip(b).map(|(a, b)| a.min(b)).or(a).or(b);
        Self {
            wall: self.wall.min(other.wall),
            user: least(self.user, other.user),
            peak: least(self.peak, other.peak),
        }
    }
}

impl fmt::Display for Cost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = |figure: Option<f64>, digits: usize| {
            figure.map_or_else(|| "-".to_owned(), |figure| format!("{figure:.digits$}"))
        };
        write!(
            f,
            "{:>8.2} {:>8} {:>9}",
            self.wall.as_secs_f64(),
            shown(self.user, 2),
            shown(self.peak, 0)
        )
    }
}
