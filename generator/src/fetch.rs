//! Turns references to documents that are not at hand into files, by asking for these where a user says so.

#[cfg(feature = "fetch")]
mod client;
#[cfg(not(feature = "fetch"))]
#[path = "fetch/no_client.rs"]
mod client;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::config::Config;
use crate::csdl;
use crate::diagnostics::{Diagnostics, Sources};
use crate::error::Error;
use crate::files::{self, Trail};
use crate::load::address::Address;
use crate::load::{self, Link, Target};

use client::Client;

/// How many documents are fetched in one run: those of the largest known model are some thousands, and a
/// service must not be able to name more for ever.
const MOST: usize = 10_000;

/// Asks for documents, each once, and keeps them.
///
/// Only `https:` is asked, and `http:` of this machine where no document of another one leads there. What is
/// not CSDL is refused, nothing is sent but the address, and a file is there as a whole or not at all.
#[derive(Debug)]
pub struct Fetcher {
    client: Client,
    /// Where the documents below the folder came from, which their relative references start at.
    origins: BTreeMap<PathBuf, Address>,
    fetched: Vec<Fetched>,
}

/// A document that was fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fetched {
    /// Its address without the query, which may be a key.
    pub address: String,
    /// The file that it was written to.
    pub path: PathBuf,
}

/// What a round over all documents came to.
#[derive(Default)]
struct Round {
    is_last: bool,
    failures: BTreeSet<String>,
}

impl Fetcher {
    /// Someone who asks.
    ///
    /// # Errors
    /// When the program was built without the feature `fetch`.
    pub fn new() -> Result<Self, Error> {
        Ok(Self {
            client: Client::new()?,
            origins: BTreeMap::new(),
            fetched: Vec::new(),
        })
    }

    /// Fetches the document at an address into a folder, and gives the file.
    ///
    /// # Errors
    /// When the address cannot be used, nothing or no CSDL is there, or the file cannot be written.
    pub fn document(&mut self, address: &str, folder: &Path) -> Result<PathBuf, Error> {
        let failed = |failure| failed(BTreeSet::from([failure]));
        // an address that cannot be read may hold anything, and is not shown
        let parsed = Address::parse(address);
        let parsed = parsed.map_err(|reason| failed(format!("the address: {reason}")))?;
        let address = parsed.secured();
        let place = address.place().map(|place| place.below(folder));
        let place =
            place.ok_or_else(|| failed(format!("`{address}`: no file can have its name")))?;
        self.fetch(&address, &place)?.map_err(failed)?;
        Ok(place)
    }

    /// Fetches every document that some document refers to by an address, and that is not at hand.
    ///
    /// What the configuration maps is left to it, and vocabularies whose terms are known are not needed.
    ///
    /// # Errors
    /// When a file cannot be read or written, or a document cannot be had; those that can are then there.
    pub fn missing(&mut self, config: &Config) -> Result<&[Fetched], Error> {
        loop {
            let round = self.round(config)?;
            if !round.failures.is_empty() {
                return Err(failed(round.failures));
            }
            if round.is_last {
                return Ok(&self.fetched);
            }
        }
    }

    /// Fetches what the documents that are at hand refer to.
    fn round(&mut self, config: &Config) -> Result<Round, Error> {
        let before = self.fetched.len();
        let mut round = Round::default();
        for version in &config.versions {
            let (mut sources, mut found) = (Sources::default(), Diagnostics::default());
            // what is wrong inside of them is said by the run that follows
            let walk = load::walk(
                config,
                version,
                &mut Trail::default(),
                &mut sources,
                &mut found,
            )?;
            let folder = config.fetched(version);
            for link in &walk.links {
                self.follow(link, &folder, &mut round)?;
            }
        }
        round.is_last = self.fetched.len() == before;
        Ok(round)
    }

    /// Fetches what a reference leads to where it leads nowhere, and learns where its file came from.
    fn follow(&mut self, link: &Link, folder: &Path, round: &mut Round) -> Result<(), Error> {
        let uri = &*link.reference.uri.value;
        let from = self.origins.get(&link.from);
        let address = match from {
            Some(from) => from.join(uri),
            None => Address::parse(uri),
        };
        match (&link.to, address) {
            (Target::File(path), Ok(address)) if path.starts_with(folder) => {
                self.origins
                    .entry(path.clone())
                    .or_insert_with(|| address.secured());
            }
            // a reference that is relative to a file of the user's own has no address
            (Target::Missing(Some(place)), address)
                if !load::is_known(&link.reference)
                    && (from.is_some() || uri.contains("://"))
                    && !self.origins.contains_key(place) =>
            {
                let result = match address {
                    Ok(address) => match refusal(from, &address) {
                        Some(reason) => Err(format!("`{address}`: {reason}")),
                        None => self.fetch(&address.secured(), place)?,
                    },
                    Err(reason) => Err(format!("a reference: {reason}")),
                };
                round.failures.extend(result.err());
            }
            _ => {}
        }
        Ok(())
    }

    /// Asks for a document and writes it; the inner failure is that of the service.
    fn fetch(&mut self, address: &Address, place: &Path) -> Result<Result<(), String>, Error> {
        if self.fetched.len() >= MOST {
            return Ok(Err(format!("`{address}`: {MOST} documents are enough")));
        }
        let answer = self.client.get(address);
        let checked =
            answer.and_then(|(bytes, origin)| Ok((check(&bytes).map(|()| bytes)?, origin)));
        let (bytes, origin) = match checked {
            Ok(answer) => answer,
            Err(reason) => return Ok(Err(format!("`{address}`: {reason}"))),
        };
        files::write_download(place, &bytes)?;
        self.origins.insert(place.to_path_buf(), origin);
        self.fetched.push(Fetched {
            address: address.to_string(),
            path: place.to_path_buf(),
        });
        Ok(Ok(()))
    }
}

/// Why a document may not lead to an address.
fn refusal(from: Option<&Address>, to: &Address) -> Option<&'static str> {
    let is_remote = from.is_some_and(|from| !from.is_loopback());
    (is_remote && to.is_loopback()).then_some("a document of another machine leads to this one")
}

/// Whether an answer is a document.
fn check(bytes: &[u8]) -> Result<(), String> {
    let (mut sources, mut found) = (Sources::default(), Diagnostics::default());
    let document = csdl::parse(&mut sources, "", bytes.to_vec(), &mut found);
    match (document, found.iter().next()) {
        (Some(_), _) => Ok(()),
        (None, Some(first)) => Err(format!("the answer is no CSDL: {}", first.message)),
        (None, None) => Err("the answer is no CSDL".to_owned()),
    }
}

fn failed(failures: BTreeSet<String>) -> Error {
    Error::Fetch {
        failures: failures.into_iter().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_document_of_another_machine_leads_to_this_one() {
        let address = |text: &str| Address::parse(text).unwrap();
        let own = address("http://127.0.0.1:8080/a");
        assert!(refusal(Some(&address("https://example.com/a")), &own).is_some());
        assert_eq!(refusal(Some(&address("http://localhost/")), &own), None);
        assert_eq!(refusal(None, &own), None);
        assert_eq!(refusal(Some(&own), &address("https://example.com/a")), None);
    }
}
