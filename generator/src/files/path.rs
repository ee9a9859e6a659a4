//! Turns a text into a path that means the same on every system and stays inside its folder.

use std::borrow::Borrow;
use std::fmt;
use std::path::{Path, PathBuf};

/// A path of a generated file: parts with forward slashes between them, below the output folder.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RelativePath(String);

/// Characters that some file system gives a meaning or refuses.
const REFUSED: [char; 8] = ['\\', ':', '*', '?', '"', '<', '>', '|'];

/// Names that Windows keeps for devices, whatever their ending.
const DEVICES: [&str; 22] = [
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8",
    "com9", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// How long a part may be, in bytes, so that a marker still fits on every file system.
const LONGEST_PART: usize = 200;

impl RelativePath {
    /// Checks a path.
    ///
    /// # Errors
    /// When the path is empty, absolute, leaves its folder, or has a part that some system cannot
    /// store.
    pub fn new(path: impl Into<String>) -> Result<Self, PathError> {
        let path = path.into();
        for part in path.split('/') {
            if let Some(reason) = wrong_part(part) {
                return Err(PathError::Part { path, reason });
            }
        }
        Ok(Self(path))
    }

    /// The path as text, with forward slashes.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The folders above the file, the outermost first, without the output folder itself.
    pub fn folders(&self) -> impl DoubleEndedIterator<Item = &str> {
        self.0.match_indices('/').map(|(at, _)| &self.0[..at])
    }

    /// Where the file is below `folder`.
    #[must_use]
    pub fn below(&self, folder: &Path) -> PathBuf {
        below(folder, &self.0)
    }

    /// The path as a file system sees it that does not tell upper from lower case.
    pub(super) fn folded(&self) -> String {
        self.0.to_lowercase()
    }
}

/// Where a path with forward slashes is below a folder.
pub(super) fn below(folder: &Path, path: &str) -> PathBuf {
    let mut place = folder.to_path_buf();
    place.extend(path.split('/'));
    place
}

/// Why a part of a path cannot be used.
fn wrong_part(part: &str) -> Option<&'static str> {
    let stem = part.split('.').next().unwrap_or(part).trim_end();
    if part.is_empty() {
        Some("a part of it is empty")
    } else if part == "." || part == ".." {
        Some("it must not have the parts `.` and `..`")
    } else if part.contains(REFUSED) {
        Some("it has one of the characters `\\ : * ? \" < > |`")
    } else if part.contains(char::is_control) {
        Some("it has a control character")
    } else if part.ends_with(['.', ' ']) || part.starts_with(' ') {
        Some("a part of it ends with a dot or has a space at its end")
    } else if part.len() > LONGEST_PART {
        Some("a part of it is longer than 200 bytes")
    } else if DEVICES
        .iter()
        .any(|device| stem.eq_ignore_ascii_case(device))
    {
        Some("Windows keeps the name of one of its parts for a device")
    } else {
        None
    }
}

impl Borrow<str> for RelativePath {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RelativePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Why a path cannot be the path of a generated file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PathError {
    /// A part of the path cannot be stored everywhere.
    #[error("`{path}` cannot be the path of a generated file: {reason}")]
    Part {
        /// The path.
        path: String,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// Two paths cannot stand in one tree.
    #[error(
        "`{path}` cannot stand beside `{other}`: some file systems take them for the same name"
    )]
    Clash {
        /// The path that was to be added.
        path: String,
        /// The path that is there.
        other: String,
    },
    /// The name is one that the generator keeps its own records under.
    #[error("`{path}` has a name that the generator keeps its own records under")]
    Kept {
        /// The path.
        path: String,
    },
}

impl PathError {
    /// What is wrong, without the path.
    pub(super) fn reason(&self) -> &'static str {
        match self {
            Self::Part { reason, .. } => reason,
            Self::Clash { .. } => "another path takes its place",
            Self::Kept { .. } => "the generator keeps the name for itself",
        }
    }
}
