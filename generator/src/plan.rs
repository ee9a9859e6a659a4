//! Turns a [`Model`] into a [`Version`]: Rust names, Rust types, signatures, boxes and files, every decision.
//!
//! A plan speaks Rust and resolves nothing. Whoever prints it has no question left about OData.

mod boxes;
mod client;
mod docs;
mod enums;
mod features;
mod gates;
mod modules;
mod names;
mod operations;
mod options;
mod paths;
mod properties;
mod requests;
mod scalars;
mod settings;
mod shapes;
mod shorthand;
mod spaces;
mod structs;
mod symbols;
mod types;
pub(crate) mod uses;
mod words;

pub use features::{Group, name_features};
pub use options::{ErrorOptions, Options, SettingOptions};
pub use paths::PublicPaths;
pub use types::*;
pub use words::Words;

use crate::diagnostics::Diagnostics;
use crate::lock::Lock;
use crate::model::{Model, Versions};
use crate::selection::Selection;
use names::Namer;
use symbols::Symbols;

/// Plans what is selected of one version, spread over the features of `groups` where there are any. Names come from `before` where it has them; all names go into `after`.
pub fn plan(
    model: &Model,
    selection: &Selection,
    groups: &[Group],
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
    let versions = Versions::find(model);
    let shapes = shapes::decide(model, selection, &versions, options.max_variants);
    let symbols = Symbols::assign(model, selection, versions, shapes, options, &mut namer);
    let planner = Planner {
        model,
        selection,
        options,
        symbols: &symbols,
        boxed: boxes::find(model, &symbols),
    };
    let (types, (properties, requests)) = rayon::join(
        || (planner.structs(), planner.enums()),
        || rayon::join(|| planner.properties(), || planner.requests()),
    );
    let mut files = types.0;
    files.extend(types.1);
    files.extend(properties);
    files.extend(requests);
    files.extend(client::import_options(&planner));
    files.push(planner.client());
    files.extend(settings::settings(options, &planner.root()));
    files.extend(settings::errors(options, &planner.root(), &mut namer));
    let absent = planner.spread(groups, &mut files);
    files.extend(planner.modules(&files, absent));
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Version {
        module: options.module.clone(),
        title: options.title.clone(),
        files,
        features: groups.iter().map(|group| group.feature.clone()).collect(),
        non_ascii_names: namer.non_ascii,
    }
}

/// What all parts of planning look at.
struct Planner<'a> {
    model: &'a Model,
    selection: &'a Selection,
    options: &'a Options,
    symbols: &'a Symbols,
    boxed: boxes::Boxed,
}

impl Planner<'_> {
    /// What of the model is chosen.
    fn chosen(&self) -> symbols::Chosen<'_> {
        self.symbols.chosen(self.model, self.selection)
    }

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
