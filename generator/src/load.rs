//! Turns the paths of a version into its documents: those that the configuration names, and those they refer to.

pub(crate) mod address;

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

use crate::config::{Config, Version};
use crate::csdl::tree::Reference;
use crate::csdl::{self, Document};
use crate::diagnostics::rules::semantic;
use crate::diagnostics::{Diagnostic, Diagnostics, Sources};
use crate::error::Error;
use crate::files::{self, Trail};
use address::Address;

/// Reads the documents of a version, the configured ones first, and every local file that they refer to.
///
/// A reference leads to a file where the configuration maps its address, or what it begins with, or
/// where its last segments name a file beside the document that refers to it, or where `fetch` put it.
/// Documents come in the order in which they are referred to: those nearer to the configuration first.
///
/// # Errors
/// When a configured or mapped file cannot be read; what is wrong inside of files goes to `diagnostics`.
pub(crate) fn documents(
    config: &Config,
    version: &Version,
    trail: &mut Trail,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Result<Vec<Document>, Error> {
    let walk = walk(config, version, trail, sources, diagnostics)?;
    let mut missing: HashSet<&str> = HashSet::new();
    for Link { reference, to, .. } in &walk.links {
        if matches!(to, Target::Missing(_)) && missing.insert(&reference.uri.value) {
            report_missing(reference, diagnostics);
        }
    }
    Ok(walk.documents)
}

/// The documents of a version, and how they hang together.
#[derive(Debug, Default)]
pub(crate) struct Walk {
    /// Those nearer to the configuration first.
    pub(crate) documents: Vec<Document>,
    /// The references of all documents, in their order.
    pub(crate) links: Vec<Link>,
}

/// A reference of a document.
#[derive(Debug)]
pub(crate) struct Link {
    /// The file of the document that refers.
    pub(crate) from: PathBuf,
    pub(crate) reference: Reference,
    pub(crate) to: Target,
}

/// Where a reference leads.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Target {
    /// To this file.
    File(PathBuf),
    /// Nowhere; this is where `fetch` would put the document, if the configuration leaves that to it.
    Missing(Option<PathBuf>),
}

/// Reads the documents of a version and all that they refer to, and reports what is wrong inside of them.
///
/// # Errors
/// Those of [`documents`].
pub(crate) fn walk(
    config: &Config,
    version: &Version,
    trail: &mut Trail,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Result<Walk, Error> {
    let fetched = config.fetched(version);
    let mut result = Walk::default();
    let paths = version.metadata.iter().map(|path| config.resolve(path));
    let mut wave: Vec<PathBuf> = paths.collect();
    let mut seen: HashSet<PathBuf> = wave.iter().map(|path| files::identity(path)).collect();
    while !wave.is_empty() {
        let mut texts = Vec::with_capacity(wave.len());
        for path in &wave {
            let name = path.display().to_string().replace('\\', "/");
            texts.push((name, trail.read_bytes(path)?));
        }
        let parsed = csdl::parse_all(sources, texts, diagnostics);
        let mut next = Vec::new();
        for (path, document) in wave.iter().zip(parsed) {
            let Some(document) = document else { continue };
            for reference in &document.references {
                let to = find(config, &fetched, path, reference, trail);
                match &to {
                    Target::File(file) if seen.insert(files::identity(file)) => {
                        next.push(file.clone());
                    }
                    Target::File(file) => trail.add_same(file),
                    Target::Missing(_) => {}
                }
                result.links.push(Link {
                    from: path.clone(),
                    reference: reference.clone(),
                    to,
                });
            }
            result.documents.push(document);
        }
        wave = next;
    }
    Ok(result)
}

/// Where each address that some document refers to was found.
pub(crate) fn references(
    config: &Config,
    version: &Version,
    documents: &[Document],
    sources: &Sources,
) -> BTreeMap<String, PathBuf> {
    let fetched = config.fetched(version);
    let mut found = BTreeMap::new();
    let mut trail = Trail::default();
    for document in documents {
        let path = PathBuf::from(&sources.get(document.source).name);
        for reference in &document.references {
            if let Target::File(file) = find(config, &fetched, &path, reference, &mut trail) {
                found.insert(reference.uri.value.to_string(), file);
            }
        }
    }
    found
}

/// The local file that a reference leads to.
fn find(
    config: &Config,
    fetched: &Path,
    from: &Path,
    reference: &Reference,
    trail: &mut Trail,
) -> Target {
    let uri = &*reference.uri.value;
    let address = uri.split(['#', '?']).next().unwrap_or_default();
    let file = |path: Option<PathBuf>| path.map_or(Target::Missing(None), Target::File);
    if let Some((path, rest)) = exact(config, uri).or_else(|| mapped(&config.references, address)) {
        let path = config.resolve(path);
        if rest.is_empty() {
            return Target::File(path);
        }
        // what stands in sub-folders at the service may stand in one folder here
        let mut places = [path.join(rest), path.join(last_segment(rest))].into_iter();
        return file(places.find(|path| trail.exists(path)));
    }
    // documents that were fetched stand as they do at the service, and lead nowhere else on this machine
    let beside = match from.strip_prefix(fetched) {
        Ok(below) => {
            return match fetched_place(below, uri).map(|place| fetched.join(place)) {
                Some(place) if trail.exists(&place) => Target::File(place),
                place => Target::Missing(place),
            };
        }
        Err(_) => find_beside(from, address),
    };
    let place = Address::parse(uri).ok().and_then(|uri| uri.place());
    let place = place.map(|place| place.below(fetched));
    let mut places = beside.into_iter().chain(place.clone());
    match places.find(|path| trail.exists(path)) {
        Some(path) => Target::File(path),
        None => Target::Missing(place),
    }
}

/// Where a document is, relative to the folder of those that were fetched, that one of these refers to.
fn fetched_place(from: &Path, uri: &str) -> Option<PathBuf> {
    let place = match uri.contains("://") {
        true => Address::parse(uri).ok()?.place()?,
        false => address::place_beside(from, uri)?,
    };
    Some(place.below(Path::new("")))
}

/// The place beside a document where what it refers to may be.
fn find_beside(from: &Path, address: &str) -> Option<PathBuf> {
    let folder = from.parent().unwrap_or(Path::new(""));
    let is_elsewhere = address.contains("://") || address.starts_with('/');
    // of an absolute address: a copy of the document under its own name beside this one
    let path = folder.join(if is_elsewhere {
        last_segment(address)
    } else {
        address
    });
    (path.file_name().is_some() && path != *folder).then_some(path)
}

/// The file that a whole address, query and all, is mapped to.
fn exact<'c>(config: &'c Config, uri: &str) -> Option<(&'c Path, &'static str)> {
    config.references.get(uri).map(|path| (&**path, ""))
}

/// What the longest beginning of an address is mapped to, and what of the address is left over.
///
/// `http` and `https` are the same: which of the two a document writes says nothing about its place.
fn mapped<'c, 'u>(
    references: &'c BTreeMap<String, PathBuf>,
    address: &'u str,
) -> Option<(&'c Path, &'u str)> {
    let plain = |uri: &str| without_scheme(uri).len();
    let rest = |prefix: &str| {
        let rest = without_scheme(address).strip_prefix(without_scheme(prefix))?;
        let ends_a_segment = rest.is_empty() || prefix.ends_with('/') || rest.starts_with('/');
        ends_a_segment.then(|| rest.trim_start_matches('/'))
    };
    references
        .iter()
        .filter_map(|(prefix, path)| Some((plain(prefix), &**path, rest(prefix)?)))
        .max_by_key(|(length, ..)| *length)
        .map(|(_, path, rest)| (path, rest))
}

fn without_scheme(uri: &str) -> &str {
    let http = uri.strip_prefix("http://");
    http.or_else(|| uri.strip_prefix("https://")).unwrap_or(uri)
}

fn last_segment(address: &str) -> &str {
    address.rsplit('/').next().unwrap_or_default()
}

/// Reports a reference to a file that is not at hand, unless it is to a vocabulary, whose terms are known.
fn report_missing(reference: &Reference, diagnostics: &mut Diagnostics) {
    if is_known(reference) {
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
        .with_help("put the file beside the document that refers to it, or name it, or the folder it is in, under `[references]` in the configuration; `generate --fetch` fetches what has an address"),
    );
}

/// Whether a reference is to nothing but vocabularies whose terms are known.
pub(crate) fn is_known(reference: &Reference) -> bool {
    let vocabulary = |namespace: &str| {
        namespace.starts_with("Org.OData.") || namespace.contains(".vocabularies.")
    };
    let mut includes = reference.includes.iter();
    includes.all(|include| vocabulary(&include.namespace))
}

#[cfg(test)]
mod tests;
