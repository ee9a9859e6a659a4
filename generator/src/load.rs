//! Turns the paths of a version into its documents: those that the configuration names, and those they refer to.

use std::collections::{BTreeMap, HashSet, VecDeque};
use std::path::{Path, PathBuf};

use crate::config::{Config, Version};
use crate::csdl::tree::Reference;
use crate::csdl::{self, Document};
use crate::diagnostics::rules::semantic;
use crate::diagnostics::{Diagnostic, Diagnostics, Sources};
use crate::error::Error;
use crate::files;

/// Reads the documents of a version, the configured ones first, and every local file that they refer to.
///
/// A reference leads to a file where the configuration maps its address to one, or where its last
/// segments name a file beside the document that refers to it. Nothing is ever fetched.
///
/// # Errors
/// When a configured or mapped file cannot be read; what is wrong inside of files goes to `diagnostics`.
pub(crate) fn documents(
    config: &Config,
    version: &Version,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Result<Vec<Document>, Error> {
    let mut documents = Vec::new();
    let mut open: VecDeque<PathBuf> = version
        .metadata
        .iter()
        .map(|path| config.resolve(path))
        .collect();
    let mut seen: HashSet<PathBuf> = open.iter().map(|path| files::identity(path)).collect();
    while let Some(path) = open.pop_front() {
        let bytes = files::read_bytes(&path)?;
        let name = path.display().to_string().replace('\\', "/");
        let Some(document) = csdl::parse(sources, &name, bytes, diagnostics) else {
            continue;
        };
        for reference in &document.references {
            match find(config, &path, reference) {
                Some(file) if seen.insert(files::identity(&file)) => open.push_back(file),
                Some(_) => {}
                None => report_missing(reference, diagnostics),
            }
        }
        documents.push(document);
    }
    Ok(documents)
}

/// Where each address that some document refers to was found.
pub(crate) fn references(
    config: &Config,
    documents: &[Document],
    sources: &Sources,
) -> BTreeMap<String, PathBuf> {
    let mut found = BTreeMap::new();
    for document in documents {
        let path = PathBuf::from(&sources.get(document.source).name);
        for reference in &document.references {
            found.extend(
                find(config, &path, reference).map(|file| (reference.uri.value.to_string(), file)),
            );
        }
    }
    found
}

/// The local file that a reference leads to.
fn find(config: &Config, from: &Path, reference: &Reference) -> Option<PathBuf> {
    let uri = &*reference.uri.value;
    if let Some(mapped) = config.references.get(uri) {
        return Some(config.resolve(mapped));
    }
    let folder = from.parent().unwrap_or(Path::new(""));
    let without_fragment = uri.split(['#', '?']).next().unwrap_or_default();
    let candidates = match without_fragment.split_once("://") {
        // an absolute address: a copy of the document under its own name beside this one
        Some((_, rest)) => vec![folder.join(rest.rsplit('/').next().unwrap_or_default())],
        None if without_fragment.starts_with('/') => {
            vec![folder.join(without_fragment.rsplit('/').next().unwrap_or_default())]
        }
        None => vec![folder.join(without_fragment)],
    };
    candidates
        .into_iter()
        .find(|path| path.file_name().is_some() && files::exists(path) && *path != *folder)
}

/// Reports a reference to a file that is not at hand, unless it is to a vocabulary, whose terms are known.
fn report_missing(reference: &Reference, diagnostics: &mut Diagnostics) {
    let vocabulary = |namespace: &str| {
        namespace.starts_with("Org.OData.") || namespace.contains(".vocabularies.")
    };
    let only_vocabularies = reference
        .includes
        .iter()
        .all(|include| vocabulary(&include.namespace));
    if only_vocabularies {
        return;
    }
    let uri = &reference.uri.value;
    diagnostics.push(
        Diagnostic::at(
            &semantic::UNRESOLVED_REFERENCE,
            reference.uri.span,
            format!("the referenced document `{uri}` is not at hand"),
            "no such file",
        )
        .with_help("put the file beside the document that refers to it, or name it under `[references]` in the configuration"),
    );
}
