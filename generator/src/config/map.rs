//! Turns a mapping file, such as `metadata/graph.toml`, into what is known about two services that are compared.

use std::path::Path;

use toml::de::DeTable;

use super::Config;
use super::section::{Found, Section};
use super::versions::{KeyStyle, OperationStyle};
use crate::diagnostics::rules::settings::CONFIG_SYNTAX;
use crate::diagnostics::{Diagnostics, Levels, SourceId, Sources, Spanned};
use crate::error::{Error, Report};
use crate::files;

/// What people know about two services, of which one takes the place of the other.
///
/// ```toml
/// casing = "ignore"                                # or "exact", which holds where nothing is said
///
/// [old]
/// name = "Outlook v2.0"                            # what the guide calls the service
/// crate = "outlook-rest"                           # the crate whose Rust paths the guide shows
/// base_url = "https://outlook.example/api/v2.0/"
///
/// [new]
/// name = "Graph"
/// crate = "graph-rest"
/// base_url = "https://graph.example/v1.0/"
/// key_style = "segment"                            # or "parentheses"
/// operations = "unqualified"                       # or "qualified"
///
/// [namespaces]
/// "Old.Namespace" = "new.namespace"
///
/// [[rename]]                                       # one element with two names
/// old = "Old.Namespace.Folder"
/// new = "new.namespace.mailFolder"
/// same = true                                      # or false: what looks like one element is none
/// reason = "the announcement says so"
///
/// [[path]]                                         # what one step led to is further away
/// old = "Old.Namespace.User/MasterCategories"
/// new = "new.namespace.user/outlook/masterCategories"
/// reason = "settings of the mailbox have an entity of their own"
///
/// [[note]]
/// path = "Old.Namespace.TaskGroup"
/// text = "lists have no groups"
/// ```
#[derive(Clone, Debug, Default)]
pub struct ServiceMap {
    /// What is said about the old service.
    pub old: ServiceSide,
    /// What is said about the new service.
    pub new: ServiceSide,
    /// Old namespaces, each with the one that took its place: `[namespaces]`.
    pub namespaces: Vec<(Spanned<String>, Spanned<String>)>,
    /// Names that differ in capitals only are the same: `casing = "ignore"`.
    pub ignore_case: bool,
    /// Decisions about names: `[[rename]]`.
    pub renames: Vec<MapRename>,
    /// What several steps lead to that one led to: `[[path]]`.
    pub paths: Vec<MapPath>,
    /// What people should know about an element: `[[note]]`.
    pub notes: Vec<MapNote>,
    /// The text of the file, which the places refer to.
    pub sources: Sources,
}

/// What a mapping file says about one of the services; it goes before other settings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ServiceSide {
    /// What people call it.
    pub name: Option<String>,
    /// The name of the crate that is generated from it.
    pub krate: Option<String>,
    /// The address that request paths are appended to.
    pub base_url: Option<String>,
    /// How keys are written in a URL.
    pub key_style: Option<KeyStyle>,
    /// How bound operations are written in a URL.
    pub operations: Option<OperationStyle>,
}

/// A decision about two names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MapRename {
    /// The path in the old model.
    pub old: Spanned<String>,
    /// The path in the new one.
    pub new: Spanned<String>,
    /// Whether they are one element; they are where nothing is said.
    pub same: bool,
    /// Why.
    pub reason: String,
}

/// Something that is further away than it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MapPath {
    /// The navigation property or operation of the old model.
    pub old: Spanned<String>,
    /// The steps from a type of the new model, or from the root of the service, to what took its place.
    pub new: Spanned<String>,
    /// Why.
    pub reason: String,
}

/// A remark about an element of the old model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MapNote {
    /// The path of the element.
    pub path: Spanned<String>,
    /// What there is to say.
    pub text: String,
}

impl ServiceMap {
    /// Reads a mapping file.
    ///
    /// # Errors
    /// When the file cannot be read, or with everything that is wrong with it.
    pub fn load(path: &Path) -> Result<Self, Error> {
        let text = files::read(path)?;
        Self::parse(&files::shown(path), &text)
    }

    /// Reads the text of a mapping file; `name` stands in messages.
    ///
    /// # Errors
    /// With everything that is wrong with the text.
    pub fn parse(name: &str, text: &str) -> Result<Self, Error> {
        let mut sources = Sources::default();
        let source = sources.add(name, text);
        match read(source, text) {
            Ok(map) => Ok(Self { sources, ..map }),
            Err(diagnostics) => Err(Error::Settings(Box::new(Report {
                diagnostics,
                sources,
                levels: Levels::default(),
            }))),
        }
    }
}

impl ServiceSide {
    /// Puts what is said here in the place of what the settings say about a version.
    pub fn apply(&self, config: &mut Config, version: usize) {
        if let Some(name) = &self.krate {
            config.package.name.clone_from(name);
        }
        let version = &mut config.versions[version];
        if self.base_url.is_some() {
            version.base_url.clone_from(&self.base_url);
        }
        version.key_style = self.key_style.unwrap_or(version.key_style);
        version.operations = self.operations.unwrap_or(version.operations);
    }
}

fn read(source: SourceId, text: &str) -> Result<ServiceMap, Diagnostics> {
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
    let casing = [("ignore", true), ("exact", false)];
    let mut map = ServiceMap {
        ignore_case: top.choice("casing", &casing, &mut found).unwrap_or(false),
        ..ServiceMap::default()
    };
    if let Some(section) = top.table("old", &mut found) {
        map.old = read_side(section, &mut found);
    }
    if let Some(section) = top.table("new", &mut found) {
        map.new = read_side(section, &mut found);
    }
    if let Some(section) = top.table("namespaces", &mut found) {
        map.namespaces = section.text_entries(&mut found);
    }
    for section in top.tables("rename", &mut found) {
        map.renames.extend(read_rename(section, &mut found));
    }
    for section in top.tables("path", &mut found) {
        map.paths.extend(read_path(section, &mut found));
    }
    for section in top.tables("note", &mut found) {
        map.notes.extend(read_note(section, &mut found));
    }
    top.finish(&mut found);
    match found.diagnostics.is_empty() {
        true => Ok(map),
        false => Err(found.diagnostics),
    }
}

fn read_side(mut section: Section<'_>, found: &mut Found) -> ServiceSide {
    let keys = [
        ("segment", KeyStyle::Segment),
        ("parentheses", KeyStyle::Parentheses),
    ];
    let operations = [
        ("unqualified", OperationStyle::Unqualified),
        ("qualified", OperationStyle::Qualified),
    ];
    let mut text = |key, found: &mut Found| section.text(key, found).map(|text| text.value);
    let side = ServiceSide {
        name: text("name", found),
        krate: text("crate", found),
        base_url: text("base_url", found),
        key_style: section.choice("key_style", &keys, found),
        operations: section.choice("operations", &operations, found),
    };
    section.finish(found);
    side
}

/// How a path is to be written, for messages about one that is missing.
const PATH: &str = "write a path such as `Namespace.Type` or `Namespace.Type/Property`";
const REASON: &str = "say where the decision is from, for those who read it later";

fn read_rename(mut section: Section<'_>, found: &mut Found) -> Option<MapRename> {
    let old = section.required("old", PATH, found);
    let new = section.required("new", PATH, found);
    let same = section.boolean("same", found);
    let reason = section.required("reason", REASON, found);
    section.finish(found);
    Some(MapRename {
        old: old?,
        new: new?,
        same: same.is_none_or(|same| same.value),
        reason: reason?.value,
    })
}

fn read_path(mut section: Section<'_>, found: &mut Found) -> Option<MapPath> {
    let steps = "write the steps from a type, such as `Namespace.Type/settings/categories`";
    let old = section.required("old", PATH, found);
    let new = section.required("new", steps, found);
    let reason = section.required("reason", REASON, found);
    section.finish(found);
    Some(MapPath {
        old: old?,
        new: new?,
        reason: reason?.value,
    })
}

fn read_note(mut section: Section<'_>, found: &mut Found) -> Option<MapNote> {
    let path = section.required("path", PATH, found);
    let text = section.required("text", "write what there is to know", found);
    section.finish(found);
    Some(MapNote {
        path: path?,
        text: text?.value,
    })
}
