//! Turns `[crate]` into the settings of the generated crate.

use std::path::PathBuf;

use toml::de::DeValue;

use super::check;
use super::section::{Found, Section};

/// The generated crate: `[crate]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CrateSettings {
    /// The name of the crate.
    pub name: String,
    /// The version of the crate; `0.1.0` where nothing is said.
    pub version: PackageValue,
    /// What the crate is, in one sentence.
    pub description: Option<String>,
    /// An SPDX expression, such as `MIT OR Apache-2.0`.
    pub license: Option<PackageValue>,
    /// The address of the repository.
    pub repository: Option<PackageValue>,
    /// The folder of the crate; `generated` where nothing is said.
    pub output: PathBuf,
    /// The lock file; `odata-bindgen.lock` where nothing is said.
    pub lock: PathBuf,
    /// Where the crate finds `odata-runtime`.
    pub runtime: Runtime,
}

/// A value of the generated manifest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PackageValue {
    /// The value itself: `version = "1.0.0"`.
    Text(String),
    /// The value of the workspace that the crate belongs to: `version.workspace = true`.
    Workspace,
}

/// Where the generated crate finds `odata-runtime`; written as in a manifest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Runtime {
    /// In the registry: `runtime = "0.1"`.
    Version(String),
    /// In a folder: `runtime = { path = "../runtime" }`.
    Path {
        /// The folder, relative to the generated crate, because it is copied into its manifest.
        path: String,
        /// The version that is asked for where the crate is published.
        version: Option<String>,
    },
    /// Where the workspace finds it: `runtime.workspace = true`.
    Workspace,
}

/// The version of the runtime that generated code is written for.
const RUNTIME_VERSION: &str = "0.1";

impl CrateSettings {
    /// The settings where only the name and the folder are said.
    #[must_use]
    pub fn new(name: impl Into<String>, output: PathBuf) -> Self {
        Self {
            name: name.into(),
            version: PackageValue::Text("0.1.0".to_owned()),
            description: None,
            license: None,
            repository: None,
            output,
            lock: PathBuf::from("odata-bindgen.lock"),
            runtime: Runtime::Version(RUNTIME_VERSION.to_owned()),
        }
    }
}

pub(super) fn read(mut section: Section<'_>, found: &mut Found) -> Option<CrateSettings> {
    let help = "name the crate that is generated, such as `name = \"my-client\"`";
    let name = section.required("name", help, found);
    if let Some(name) = &name
        && let Err((reason, help)) = check::crate_name(&name.value)
    {
        let message = format!("`{}` cannot be the name of a crate", name.value);
        found.value(name.span, message, reason, &help);
    }
    let output = section.path("output", found);
    let output = output.map_or_else(|| PathBuf::from("generated"), |path| path.value);
    let name = name.map_or_else(String::new, |name| name.value);
    let mut settings = CrateSettings::new(name, output);
    if let Some(version) = package_value(&mut section, "version", found) {
        settings.version = version;
    }
    settings.description = section.text("description", found).map(|text| text.value);
    settings.license = package_value(&mut section, "license", found);
    settings.repository = package_value(&mut section, "repository", found);
    if let Some(lock) = section.path("lock", found) {
        settings.lock = lock.value;
    }
    if let Some(runtime) = read_runtime(&mut section, found) {
        settings.runtime = runtime;
    }
    section.finish(found);
    (!settings.name.is_empty()).then_some(settings)
}

/// A text, or `{ workspace = true }`.
fn package_value(
    section: &mut Section<'_>,
    key: &'static str,
    found: &mut Found,
) -> Option<PackageValue> {
    let (_, value) = section.get(key, found)?;
    if matches!(value.get_ref(), DeValue::Table(_)) {
        let mut table = section.table(key, found)?;
        check::workspace(&mut table, found);
        table.finish(found);
        return Some(PackageValue::Workspace);
    }
    let text = section.text(key, found)?;
    if key == "version" {
        check::package_version(&text, found);
    }
    Some(PackageValue::Text(text.value))
}

/// A version, or a table as in a manifest.
fn read_runtime(section: &mut Section<'_>, found: &mut Found) -> Option<Runtime> {
    let (_, value) = section.get("runtime", found)?;
    if !matches!(value.get_ref(), DeValue::Table(_)) {
        let text = section.text("runtime", found)?;
        return Some(Runtime::Version(text.value));
    }
    let mut table = section.table("runtime", found)?;
    let path = table.text("path", found).map(|text| text.value);
    let version = table.text("version", found).map(|text| text.value);
    let runtime = match (path, version) {
        (Some(path), version) => Runtime::Path {
            path: path.replace('\\', "/"),
            version,
        },
        (None, Some(version)) => Runtime::Version(version),
        (None, None) => {
            check::workspace(&mut table, found);
            Runtime::Workspace
        }
    };
    table.finish(found);
    Some(runtime)
}
