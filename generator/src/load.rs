//! Turns the paths of a version into its documents: those that the configuration names, and those they refer to.

pub(crate) mod address;
mod inside;
mod target;

use std::collections::{BTreeMap, HashSet};
use std::path::PathBuf;

use crate::config::{Config, Version};
use crate::csdl::tree::Reference;
use crate::csdl::{self, Document};
use crate::diagnostics::rules::semantic;
use crate::diagnostics::{Diagnostic, Diagnostics, Sources};
use crate::error::Error;
use crate::files::{self, Trail};
use crate::limits::{Limit, Limits};
pub(crate) use target::Target;
use target::find;

/// Reads the documents of a version, the configured ones first, and every local file that they refer to.
///
/// A reference leads to a file where the configuration maps its address, or what it begins with, or
/// where its last segments name a file beside the document that refers to it, or where `fetch` put it;
/// to no file that lies elsewhere.
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
        if diagnostics.is_full() {
            break;
        }
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
    let limits = &config.limits;
    let (mut count, mut size) = (0, 0);
    while !wave.is_empty() {
        count += wave.len();
        if count > limits.count(Limit::Documents) {
            diagnostics.push(too_many(limits));
            break;
        }
        let Some(texts) = read(&wave, limits, &mut size, trail)? else {
            diagnostics.push(too_large(limits));
            break;
        };
        let parsed = csdl::parse_all_within(limits, sources, texts, diagnostics);
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

/// Files that were read, each with its name and its bytes.
type Files = Vec<(String, Vec<u8>)>;

/// The names and bytes of the documents; `None` where all together are larger than they may be.
fn read(
    paths: &[PathBuf],
    limits: &Limits,
    size: &mut u64,
    trail: &mut Trail,
) -> Result<Option<Files>, Error> {
    let (most, help) = (
        limits.of(Limit::DocumentSize),
        limits.help(Limit::DocumentSize),
    );
    let mut texts = Vec::with_capacity(paths.len());
    for path in paths {
        let name = path.display().to_string().replace('\\', "/");
        let bytes = trail.read_bytes_within(path, most, Some(&help))?;
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
