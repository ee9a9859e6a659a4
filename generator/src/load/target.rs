//! Turns a reference into the local file that it leads to.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::address::{self, Address};
use super::inside;
use crate::config::Config;
use crate::csdl::tree::Reference;
use crate::files::Trail;

/// Where a reference leads.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Target {
    /// To this file.
    File(PathBuf),
    /// Nowhere; this is where `fetch` would put the document, if the configuration leaves that to it.
    Missing(Option<PathBuf>),
}

/// The local file that a reference leads to.
pub(super) fn find(
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
        let places = [rest, last_segment(rest)].into_iter();
        let mut places = places.filter_map(|rest| inside::place(config, &path, rest));
        return file(places.find(|path| trail.is_file(path)));
    }
    // documents that were fetched stand as they do at the service, and lead nowhere else on this machine
    let found_beside = match from.strip_prefix(fetched) {
        Ok(below) => {
            return match fetched_place(below, uri).map(|place| fetched.join(place)) {
                Some(place) if trail.is_file(&place) => Target::File(place),
                place => Target::Missing(place),
            };
        }
        Err(_) => beside(config, from, address),
    };
    let place = Address::parse(uri).ok().and_then(|uri| uri.place());
    let place = place.map(|place| place.below(fetched));
    let mut places = found_beside.into_iter().chain(place.clone());
    match places.find(|path| trail.is_file(path)) {
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
fn beside(config: &Config, from: &Path, address: &str) -> Option<PathBuf> {
    let folder = from.parent().unwrap_or(Path::new(""));
    let is_elsewhere = address.contains("://") || address.starts_with('/');
    // of an absolute address: a copy of the document under its own name beside this one
    let address = if is_elsewhere {
        last_segment(address)
    } else {
        address
    };
    inside::place(config, folder, address).filter(|path| path != folder)
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

#[cfg(test)]
mod tests;
