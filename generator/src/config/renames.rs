//! Turns `metadata/renames.toml` into decisions about which names stand for one element.

use std::path::Path;

use toml::de::DeTable;

use super::section::{Found, Section};
use crate::diagnostics::rules::settings::CONFIG_SYNTAX;
use crate::diagnostics::{Diagnostics, Levels, SourceId, Sources};
use crate::error::{Error, Report};
use crate::files;

/// Where decisions about names are, seen from the config.
pub const RENAMES: &str = "metadata/renames.toml";

/// A decision about two names: `[[rename]]`.
///
/// ```toml
/// [[rename]]
/// old = "Microsoft.OutlookServices.Folder"        # a type, or a path such as `Namespace.Type/Property`
/// new = "Microsoft.OutlookServices.MailFolder"
/// same = true                                     # or false: what looks like one element is none
/// reason = "the announcement of v2.0 says so"
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RenameRuling {
    /// The path in the old model.
    pub old: String,
    /// The path in the new one.
    pub new: String,
    /// Whether they are one element; they are where nothing is said.
    pub same: bool,
    /// Why.
    pub reason: Option<String>,
}

impl RenameRuling {
    /// Reads a file of decisions.
    ///
    /// # Errors
    /// When the file cannot be read, or with everything that is wrong with it.
    pub fn load(path: &Path) -> Result<Vec<Self>, Error> {
        let text = files::read(path)?;
        let mut sources = Sources::default();
        let source = sources.add(files::shown(path), &*text);
        read(source, &text).map_err(|diagnostics| {
            Error::Settings(Box::new(Report {
                diagnostics,
                sources,
                levels: Levels::default(),
            }))
        })
    }
}

fn read(source: SourceId, text: &str) -> Result<Vec<RenameRuling>, Diagnostics> {
    let mut found = Found {
        source,
        diagnostics: Diagnostics::default(),
    };
    let (document, errors) = DeTable::parse_recoverable(text);
    for error in &errors {
        let span = found.span(error.span().unwrap_or(0..0));
        found.report(&CONFIG_SYNTAX, span, error.message(), "here", None);
    }
    let start = found.span(0..0);
    let mut top = Section::new(document.get_ref(), "", start);
    let sections = top.tables("rename", &mut found);
    let rulings = sections
        .into_iter()
        .filter_map(|section| read_ruling(section, &mut found))
        .collect();
    top.finish(&mut found);
    if found.diagnostics.is_empty() {
        Ok(rulings)
    } else {
        Err(found.diagnostics)
    }
}

fn read_ruling(mut section: Section<'_>, found: &mut Found) -> Option<RenameRuling> {
    let help = "write the path as `diff` shows it, such as `Namespace.Type/Property`";
    let old = section.required("old", help, found);
    let new = section.required("new", help, found);
    let same = section.boolean("same", found);
    let reason = section.text("reason", found);
    section.finish(found);
    Some(RenameRuling {
        old: old?.value,
        new: new?.value,
        same: same.is_none_or(|same| same.value),
        reason: reason.map(|reason| reason.value),
    })
}
