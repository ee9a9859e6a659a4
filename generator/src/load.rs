//! Turns the paths of a version into its documents: those that the configuration names, and those they refer to.

mod inside;

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

use crate::config::{Config, Version};
use crate::csdl::tree::Reference;
use crate::csdl::{self, Document};
use crate::diagnostics::rules::semantic;
use crate::diagnostics::{Diagnostic, Diagnostics, Sources};
use crate::error::Error;
use crate::files;
use crate::limits::{Limit, Limits};

/// Reads the documents of a version, the configured ones first, and every local file that they refer to.
///
/// A reference leads to a file where the configuration maps its address, or what it begins with, or
/// where its last segments name a file beside the document that refers to it. Nothing is ever fetched,
/// and no file is read that lies elsewhere.
/// Documents come in the order in which they are referred to: those nearer to the configuration first.
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
    let paths = version.metadata.iter().map(|path| config.resolve(path));
    let mut wave: Vec<PathBuf> = paths.collect();
    let mut seen: HashSet<PathBuf> = wave.iter().map(|path| files::identity(path)).collect();
    let mut missing: HashSet<Box<str>> = HashSet::new();
    let limits = &config.limits;
    let (mut count, mut size) = (0, 0);
    while !wave.is_empty() {
        count += wave.len();
        if count > limits.count(Limit::Documents) {
            diagnostics.push(too_many(limits));
            break;
        }
        let Some(texts) = read(&wave, limits, &mut size)? else {
            diagnostics.push(too_large(limits));
            break;
        };
        let parsed = csdl::parse_all_within(limits, sources, texts, diagnostics);
        let mut next = Vec::new();
        for (path, document) in wave.iter().zip(parsed) {
            let Some(document) = document else { continue };
            for reference in &document.references {
                match find(config, path, reference) {
                    Some(file) if seen.insert(files::identity(&file)) => next.push(file),
                    Some(_) => {}
                    None if diagnostics.is_full() => break,
                    None if missing.insert(reference.uri.value.clone()) => {
                        report_missing(reference, diagnostics);
                    }
                    None => {}
                }
            }
            documents.push(document);
        }
        wave = next;
    }
    Ok(documents)
}

/// Files that were read, each with its name and its bytes.
type Files = Vec<(String, Vec<u8>)>;

/// The names and bytes of the documents; `None` where all together are larger than they may be.
fn read(paths: &[PathBuf], limits: &Limits, size: &mut u64) -> Result<Option<Files>, Error> {
    let (most, help) = (
        limits.of(Limit::DocumentSize),
        limits.help(Limit::DocumentSize),
    );
    let mut texts = Vec::with_capacity(paths.len());
    for path in paths {
        let name = path.display().to_string().replace('\\', "/");
        let bytes = files::read_bytes_within(path, most, Some(&help))?;
        *size += bytes.len() as u64;
        if *size > limits.of(Limit::TotalSize) {
            return Ok(None);
        }
        texts.push((name, bytes));
    }
    Ok(Some(texts))
}

fn too_many(limits: &Limits) -> Diagnostic {
    let most = limits.shown(Limit::Documents);
    let message = format!("the documents refer to more than {most} documents");
    Diagnostic::beyond(limits, Limit::Documents, message)
}

fn too_large(limits: &Limits) -> Diagnostic {
    let most = limits.shown(Limit::TotalSize);
    let message = format!("the documents have more than {most} together");
    Diagnostic::beyond(limits, Limit::TotalSize, message)
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
    let address = uri.split(['#', '?']).next().unwrap_or_default();
    if let Some((path, rest)) = exact(config, uri).or_else(|| mapped(&config.references, address)) {
        let path = config.resolve(path);
        if rest.is_empty() {
            return Some(path);
        }
        // what stands in sub-folders at the service may stand in one folder here
        return [rest, last_segment(rest)]
            .into_iter()
            .filter_map(|rest| inside::place(config, &path, rest))
            .find(|path| files::is_file(path));
    }
    let folder = from.parent().unwrap_or(Path::new(""));
    let is_elsewhere = address.contains("://") || address.starts_with('/');
    // of an absolute address: a copy of the document under its own name beside this one
    let address = if is_elsewhere {
        last_segment(address)
    } else {
        address
    };
    inside::place(config, folder, address).filter(|path| files::is_file(path))
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
        .with_help("put the file beside the document that refers to it, or name it, or the folder it is in, under `[references]` in the configuration"),
    );
}

#[cfg(test)]
mod tests;
