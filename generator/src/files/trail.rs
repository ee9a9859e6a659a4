//! Turns what a run reads and looks for into a trail, by which a later run knows that it would find the same.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hasher};
use std::path::{Path, PathBuf};

use super::error::FilesError;
use super::read;

/// What was read, with a hash of each content as it was at that moment, and what was looked for.
///
/// The hash is taken of what was read and not of the file, which may change while the run goes on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trail {
    pub(super) read: BTreeMap<PathBuf, u64>,
    /// Paths of files that had been read already, or were about to be, perhaps under another path.
    pub(super) same: BTreeSet<PathBuf>,
    /// Paths that led to no file.
    pub(super) absent: BTreeSet<PathBuf>,
}

impl Trail {
    /// The bytes of a file.
    ///
    /// # Errors
    /// Those of [`read_bytes_within`](super::read_bytes_within).
    pub fn read_bytes_within(
        &mut self,
        path: &Path,
        limit: u64,
        help: Option<&str>,
    ) -> Result<Vec<u8>, FilesError> {
        let bytes = read::read_bytes_within(path, limit, help)?;
        self.add(path, &bytes);
        Ok(bytes)
    }

    /// Adds a file that holds these bytes.
    pub fn add(&mut self, path: &Path, bytes: &[u8]) {
        self.read.insert(path.to_path_buf(), hash(bytes));
    }

    /// Adds a path that leads to a file which is read in any case.
    pub fn add_same(&mut self, path: &Path) {
        self.same.insert(path.to_path_buf());
    }

    /// Whether there is a file at the path.
    pub fn is_file(&mut self, path: &Path) -> bool {
        let is_file = read::is_file(path);
        if !is_file {
            self.absent.insert(path.to_path_buf());
        }
        is_file
    }
}

/// The same for the same bytes, as long as the program is the same.
pub(super) fn hash(bytes: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(bytes);
    hasher.finish()
}
