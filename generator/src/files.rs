//! Turns paths into texts and texts into files: the only module that touches the file system.

mod compare;
mod download;
mod error;
mod flip;
mod folder;
mod footprint;
mod journal;
mod manifest;
mod parts;
mod path;
mod plan;
mod read;
mod stamp;
mod trail;
mod write;

use std::collections::BTreeMap;

pub use compare::{Comparison, compare};
pub use download::{Passage, write_download};
pub use error::{FilesError, shown};
pub use footprint::Footprint;
pub use manifest::MANIFEST;
pub use path::{PathError, RelativePath};
pub use read::{
    MAX_SIZE, exists, identity, is_file, is_named_like_metadata, read, read_bytes,
    read_bytes_within,
};
pub use stamp::{keep, key, recall, stamp_place};
pub use trail::Trail;
pub use write::{WriteOptions, write, write_tree};

/// The files of a generated tree: paths in order, each with its text.
///
/// The set is one that every file system can hold: no two paths differ in case only, and no path
/// is both a file and a folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Files {
    files: BTreeMap<RelativePath, String>,
    folded: BTreeMap<String, RelativePath>,
}

impl Files {
    /// Adds a file.
    ///
    /// # Errors
    /// When a file of that path is there already, or one whose path differs in case only, or when
    /// one of the two would have to be a folder, or when the name is kept for the generator's own
    /// records.
    pub fn insert(&mut self, path: RelativePath, text: impl Into<String>) -> Result<(), PathError> {
        if path
            .as_str()
            .split('/')
            .any(|part| part.starts_with(MANIFEST))
        {
            return Err(PathError::Kept {
                path: path.as_str().to_owned(),
            });
        }
        let folded = path.folded();
        if let Some(other) = self.clash(&folded) {
            return Err(PathError::Clash {
                path: path.as_str().to_owned(),
                other: other.as_str().to_owned(),
            });
        }
        self.folded.insert(folded, path.clone());
        self.files.insert(path, text.into());
        Ok(())
    }

    /// A path of the set that cannot stand beside this one.
    fn clash(&self, folded: &str) -> Option<&RelativePath> {
        let ends = folded.match_indices('/').map(|(at, _)| &folded[..at]);
        let above = ends.chain([folded]);
        let inside = format!("{folded}/");
        let mut below = self.folded.range(inside.clone()..);
        above
            .filter_map(|path| self.folded.get(path))
            .next()
            .or_else(|| {
                let (next, path) = below.next()?;
                next.starts_with(&inside).then_some(path)
            })
    }

    /// The text of a file.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&str> {
        self.files.get(path).map(String::as_str)
    }

    /// All files, sorted by path.
    pub fn iter(&self) -> impl Iterator<Item = (&RelativePath, &str)> {
        self.files.iter().map(|(path, text)| (path, text.as_str()))
    }

    /// How many files there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}

#[cfg(test)]
mod tests;
