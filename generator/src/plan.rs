//! Turns a [`Model`] into a [`Version`]: Rust names, Rust types, signatures, boxes and files, every decision.
//!
//! A plan speaks Rust and resolves nothing. Whoever prints it has no question left about OData.

mod boxes;
mod client;
mod docs;
mod enums;
mod gates;
mod modules;
mod names;
mod operations;
mod properties;
mod requests;
mod scalars;
mod shapes;
mod spaces;
mod structs;
mod symbols;
mod types;

pub use types::*;

use crate::diagnostics::Diagnostics;
use crate::lock::Lock;
use crate::model::Model;
use names::Namer;
use symbols::Symbols;

/// What the configuration says about how one version is to look.
#[derive(Clone, Debug)]
pub struct Options {
    /// The module and feature of the version; `None` for a crate with one version at its root.
    pub module: Option<String>,
    /// The version as people call it, such as `v2.0`.
    pub title: String,
    /// Where the service is, unless a user says otherwise.
    pub base_url: String,
    /// Keys are segments of their own, not in parentheses (OData URL Conventions 4.01 §4.3.6).
    pub key_segments: bool,
    /// Bound operations are called without their namespace (§4.5).
    pub unqualified_operations: bool,
    /// Binary values are written with `+` and `/`, as before OData 4.0 and by those who never changed.
    pub plain_base64: bool,
    /// Headers of every request.
    pub headers: Vec<(String, String)>,
    /// An abstract type with more concrete types below it than this stays a plain struct.
    pub max_variants: usize,
}

/// Plans one version. Names come from `before` where it has them; all names go into `after`.
pub fn plan(
    model: &Model,
    options: &Options,
    before: &Lock,
    after: &mut Lock,
    diagnostics: &mut Diagnostics,
) -> Version {
    let mut namer = Namer::new(
        options.module.as_deref().unwrap_or_default(),
        before,
        after,
        diagnostics,
    );
    let shapes = shapes::decide(model, options.max_variants);
    let symbols = Symbols::assign(model, shapes, options.max_variants, &mut namer);
    let planner = Planner {
        model,
        options,
        symbols: &symbols,
        boxed: boxes::find(model, &symbols.shapes),
    };
    let mut files = planner.structs();
    files.extend(planner.enums());
    files.extend(planner.properties());
    files.extend(planner.requests());
    files.extend(client::import_options(&planner));
    files.push(planner.client());
    files.extend(planner.modules(&files));
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Version {
        module: options.module.clone(),
        title: options.title.clone(),
        files,
        non_ascii_names: namer.non_ascii,
    }
}

/// What all parts of planning look at.
struct Planner<'a> {
    model: &'a Model,
    options: &'a Options,
    symbols: &'a Symbols,
    boxed: boxes::Boxed,
}

impl Planner<'_> {
    /// The path of a file below the module of the version.
    fn path(&self, area: Area, space: &Space, module: &str) -> String {
        let root = self.root();
        match &space.0 {
            Some(space) => format!("{root}/{}/{space}/{module}.rs", area.module()),
            None => format!("{root}/{}/{module}.rs", area.module()),
        }
    }

    /// The folder of the version's module.
    fn root(&self) -> String {
        match &self.options.module {
            Some(module) => format!("src/{module}"),
            None => "src".to_owned(),
        }
    }
}
