//! Turns paths of the plan into those by which users of the crate reach the items.

use super::types::{Area, Path, Space, Version};

/// Where the items of a version are, as seen by users of the crate.
#[derive(Clone, Debug)]
pub struct PublicPaths {
    /// The module of the version from outside of the crate: `outlook_rest::v2_0`.
    pub root: String,
    /// The modules of property constants are given on at the root of the version.
    exports_properties: bool,
}

/// Items of a version that stand beside its types, and shadow types of the same name.
const BESIDE: [&str; 3] = ["Client", "Patch", "SERVICE"];

impl Version {
    /// Whether the modules of property constants are given on at the root of the version.
    ///
    /// With several namespaces they would be given on from two places under one name.
    #[must_use]
    pub fn exports_properties(&self) -> bool {
        self.files.iter().all(|file| file.space.0.is_none())
    }
}

impl PublicPaths {
    /// The paths of a version in a crate of this name.
    #[must_use]
    pub fn new(package: &str, version: &Version) -> Self {
        let package = package.replace('-', "_");
        Self {
            root: match &version.module {
                Some(module) => format!("{package}::{module}"),
                None => package,
            },
            exports_properties: version.exports_properties(),
        }
    }

    /// An item below the root: `Message`, `requests::MessageRequest`.
    #[must_use]
    pub fn item(&self, path: &Path) -> String {
        match path.area {
            Area::Types if path.space.0.is_none() && !BESIDE.contains(&&*path.name) => {
                path.name.to_string()
            }
            Area::Properties => self.properties(&path.space, &path.name),
            area => below(area, &path.space, &path.name),
        }
    }

    /// A module of property constants below the root, or what is in it: `message`.
    #[must_use]
    pub fn properties(&self, space: &Space, module: &str) -> String {
        match self.exports_properties {
            true => module.to_owned(),
            false => below(Area::Properties, space, module),
        }
    }
}

fn below(area: Area, space: &Space, name: &str) -> String {
    match &space.0 {
        Some(space) => format!("{}::{space}::{name}", area.module()),
        None => format!("{}::{name}", area.module()),
    }
}
