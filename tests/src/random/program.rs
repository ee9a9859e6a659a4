//! Generated crates into a program that reads values of each of their types and writes them back.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use odata_bindgen::Generated;
use odata_bindgen::plan::{
    Capability, Constant, Content, GateRef, Properties, PublicPaths, RustType, Version,
};
use serde::Deserialize;

use crate::place;
use crate::scratch::write;

/// A crate whose types the program knows.
#[derive(Debug)]
pub struct Part<'g> {
    /// The name of its package.
    pub package: String,
    /// Where it is.
    pub folder: PathBuf,
    /// The features that it is used with.
    pub features: Vec<String>,
    /// What is in it.
    pub generated: &'g Generated,
}

/// A structured type that the program can read.
#[derive(Clone, Debug)]
pub struct Known {
    /// The number of the part, and that of the version in it.
    pub version: (usize, usize),
    /// The qualified name on the wire.
    pub wire: String,
    /// The path in Rust.
    rust: String,
    /// The paths of the constants of properties that may be changed.
    settable: Vec<String>,
}

/// A value that the program is to read.
#[derive(Clone, Debug)]
pub struct Case {
    /// The position of its type.
    pub ty: usize,
    /// Text of JSON.
    pub sent: String,
}

/// What the program says of a case.
#[derive(Clone, Debug, Deserialize)]
pub struct Outcome {
    /// Why it could not be read or written.
    pub error: Option<String>,
    /// What was written.
    #[serde(default)]
    pub written: String,
    /// What was written once more, after reading that.
    #[serde(default)]
    pub again: String,
    /// Whether both values are equal.
    #[serde(default)]
    pub equal: bool,
    /// Whether a copy of the first is written like it.
    #[serde(default)]
    pub copied: bool,
    /// The members that can be changed, through a patch.
    #[serde(default)]
    pub patched: String,
}

/// Every structured type of the parts.
#[must_use]
pub fn known(parts: &[Part<'_>]) -> Vec<Known> {
    let mut known = Vec::new();
    for (part, crates) in parts.iter().enumerate() {
        for (number, version) in crates.generated.versions.iter().enumerate() {
            let paths = PublicPaths::new(&crates.package, version);
            let types = version.files.iter().filter_map(|file| match &file.content {
                Content::Struct(ty) => Some((&ty.name, &file.space)),
                Content::Polymorphic(ty) => Some((&ty.name, &file.space)),
                _ => None,
            });
            for (name, space) in types {
                let module = space
                    .0
                    .as_ref()
                    .map(|space| format!("{space}::"))
                    .unwrap_or_default();
                let rust = format!("{}::types::{module}{}", paths.root, name.rust);
                known.push(Known {
                    version: (part, number),
                    wire: name.wire.to_string(),
                    settable: settable(version, &paths, name, space),
                    rust,
                });
            }
        }
    }
    known
}

/// The constants of properties of a type itself that may be changed; those of its bases belong to these.
fn settable(
    version: &Version,
    paths: &PublicPaths,
    name: &odata_bindgen::plan::Name,
    space: &odata_bindgen::plan::Space,
) -> Vec<String> {
    let mut found = Vec::new();
    for file in &version.files {
        let Content::Properties(properties) = &file.content else {
            continue;
        };
        let module = file
            .path
            .rsplit('/')
            .next()
            .and_then(|name| name.strip_suffix(".rs"));
        let module = module.unwrap_or_default();
        for constant in &properties.constants {
            let is_own = matches!(&constant.owner, RustType::Generated(path)
                if *path.name == *name.rust && path.space == *space);
            if is_own && !constant.navigation && is_updatable(constant, properties) {
                let space = file
                    .space
                    .0
                    .as_ref()
                    .map(|space| format!("{space}::"))
                    .unwrap_or_default();
                let raw = if is_keyword(module) { "r#" } else { "" };
                found.push(format!(
                    "{}::properties::{space}{raw}{module}::{}",
                    paths.root, constant.name.rust
                ));
            }
        }
    }
    found
}

fn is_keyword(module: &str) -> bool {
    syn::parse_str::<syn::Ident>(module).is_err()
}

fn is_updatable(constant: &Constant, properties: &Properties) -> bool {
    match &constant.gate {
        GateRef::Open | GateRef::Contained => true,
        GateRef::Gate(path) => {
            let name = path.name.rsplit("::").next();
            let gate = properties
                .gates
                .iter()
                .find(|gate| Some(&*gate.name) == name);
            gate.is_some_and(|gate| gate.allows.contains(&Capability::Updatable))
        }
    }
}

/// Compiles the program in a folder that may go at any time, and has it read the cases.
///
/// # Panics
/// With what the compiler says, when the program cannot be compiled, or with what it says itself.
#[must_use]
pub fn run(folder: &Path, parts: &[Part<'_>], known: &[Known], cases: &[Case]) -> Vec<Outcome> {
    write_program(folder, parts, known);
    let lines: Vec<String> = cases
        .iter()
        .map(|case| format!("{} {}\n", case.ty, case.sent))
        .collect();
    let file = folder.join("cases");
    write(&file, &lines.concat());
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["run", "--offline", "--quiet", "--"])
        .arg(&file)
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .env("CARGO_TERM_COLOR", "never")
        .output()
        .expect("cargo can be started");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    let lines = String::from_utf8_lossy(&output.stdout);
    let outcomes = lines
        .lines()
        .map(|line| serde_json::from_str(line).expect("the program writes outcomes"));
    let outcomes: Vec<Outcome> = outcomes.collect();
    assert_eq!(outcomes.len(), cases.len(), "{said}");
    outcomes
}

fn write_program(folder: &Path, parts: &[Part<'_>], known: &[Known]) {
    /// The compiler takes long over one large function.
    const TYPES_A_MODULE: usize = 60;
    write(&folder.join("Cargo.toml"), &manifest(parts));
    // the versions that the repository is tested with are at hand
    write(
        &folder.join("Cargo.lock"),
        &place::read(&place::root().join("Cargo.lock")),
    );
    let sources = folder.join("src");
    let mut main = MAIN.to_owned();
    let mut all = String::new();
    for (number, types) in known.chunks(TYPES_A_MODULE).enumerate() {
        let mut part = "use crate::{Outcome, Patched, outcome};\n".to_owned();
        for (at, ty) in types.iter().enumerate() {
            let sets: String = ty
                .settable
                .iter()
                .map(|path| format!("        .set({path})\n"))
                .collect();
            let rust = &ty.rust;
            let _ = write!(
                part,
                "\n/// `{}`\npub fn read_{at}(json: &str) -> Outcome {{\n    outcome::<{rust}>(json, |members| Patched::<{rust}>::new(members)\n{sets}        .end())\n}}\n",
                ty.wire
            );
            let _ = writeln!(all, "    part_{number}::read_{at},");
        }
        let _ = writeln!(main, "mod part_{number};");
        write(&sources.join(format!("part_{number}.rs")), &part);
    }
    let _ = write!(main, "\nconst ALL: &[fn(&str) -> Outcome] = &[\n{all}];\n");
    write(&sources.join("main.rs"), &main);
}

fn manifest(parts: &[Part<'_>]) -> String {
    let runtime = place::root()
        .join("runtime")
        .display()
        .to_string()
        .replace('\\', "/");
    let mut text = format!(
        "[package]\nname = \"values\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[profile.dev]\ndebug = false\n\n[dependencies]\nodata-runtime = {{ path = \"{runtime}\", default-features = false, features = [\"compare\", \"serde\"] }}\nserde = \"1\"\nserde_json = {{ version = \"1\", features = [\"raw_value\"] }}\n"
    );
    for part in parts {
        let folder = part.folder.display().to_string().replace('\\', "/");
        let _ = writeln!(
            text,
            "{} = {{ path = \"{folder}\", default-features = false, features = {:?} }}",
            part.package, part.features
        );
    }
    text
}

const MAIN: &str = r#"#![allow(uncommon_codepoints, mixed_script_confusables, confusable_idents)]

use std::collections::BTreeMap;
use std::marker::PhantomData;

use odata_runtime::{Patch, Property, Structured, Value};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

#[derive(Default)]
pub struct Outcome {
    error: Option<String>,
    written: String,
    again: String,
    equal: bool,
    copied: bool,
    patched: String,
}

pub type Members = BTreeMap<String, Box<RawValue>>;

/// A patch of all members that have a constant.
pub struct Patched<'m, T> {
    patch: Patch<T>,
    members: &'m Members,
    error: Option<String>,
    of: PhantomData<T>,
}

impl<'m, T> Patched<'m, T> {
    pub fn new(members: &'m Members) -> Self {
        Self { patch: Patch::new(), members, error: None, of: PhantomData }
    }

    pub fn set<V: Value, G: odata_runtime::Updatable>(mut self, property: Property<T, V, G>) -> Self {
        let Some(json) = self.members.get(property.name()) else {
            return self;
        };
        if json.get() == "null" {
            self.patch = self.patch.set_null(property);
            return self;
        }
        match V::read(&mut serde_json::Deserializer::from_str(json.get())) {
            Ok(value) => self.patch = self.patch.set(property, value),
            Err(error) => self.error = Some(format!("{}: {error}", property.name())),
        }
        self
    }

    pub fn end(self) -> Result<String, String> {
        match self.error {
            Some(error) => Err(error),
            None => serde_json::to_string(&self.patch).map_err(|error| error.to_string()),
        }
    }
}

pub fn outcome<T: Structured + PartialEq + DeserializeOwned + Serialize>(
    json: &str,
    patch: impl FnOnce(&Members) -> Result<String, String>,
) -> Outcome {
    round::<T>(json, patch).unwrap_or_else(|error| Outcome { error: Some(error), ..Outcome::default() })
}

fn round<T: Structured + PartialEq + DeserializeOwned + Serialize>(
    json: &str,
    patch: impl FnOnce(&Members) -> Result<String, String>,
) -> Result<Outcome, String> {
    let said = |error: serde_json::Error| error.to_string();
    let first: T = serde_json::from_str(json).map_err(said)?;
    let written = serde_json::to_string(&first).map_err(said)?;
    let second: T = serde_json::from_str(&written).map_err(said)?;
    let members: Members = serde_json::from_str(json).map_err(said)?;
    Ok(Outcome {
        error: None,
        again: serde_json::to_string(&second).map_err(said)?,
        equal: first == second,
        copied: serde_json::to_string(&first.clone()).map_err(said)? == written,
        patched: patch(&members)?,
        written,
    })
}

fn main() {
    let file = std::env::args().nth(1).expect("the file with the cases");
    let cases = std::fs::read_to_string(file).expect("the file can be read");
    for case in cases.lines() {
        let (ty, json) = case.split_once(' ').expect("a number, and a value");
        let ty: usize = ty.parse().expect("a number");
        let outcome = ALL[ty](json);
        println!(
            "{}",
            serde_json::json!({
                "error": outcome.error,
                "written": outcome.written,
                "again": outcome.again,
                "equal": outcome.equal,
                "copied": outcome.copied,
                "patched": outcome.patched,
            })
        );
    }
}

"#;
