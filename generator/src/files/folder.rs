//! Turns a place of the file system into what stands there, without following links.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::MANIFEST;
use super::error::FilesError;
use super::journal::STAGING;
use super::path::{RelativePath, below};

/// What stands at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Nothing,
    File,
    Folder,
    Link,
}

/// What version control, cargo and the user's own settings put into a crate's folder: it stays
/// whatever is generated, and does not make the folder a foreign one.
pub(super) const TOLERATED: [&str; 9] = [
    ".git",
    ".gitignore",
    ".gitattributes",
    ".hg",
    ".jj",
    "target",
    "Cargo.lock",
    "odata-bindgen.toml",
    "odata-bindgen.lock",
];

/// Whether a path belongs to others whatever a list or a journal in the tree says, which somebody may
/// have changed: what is [`TOLERATED`] is never moved or removed.
pub(super) fn is_tolerated(path: &RelativePath) -> bool {
    let top = path.as_str().split('/').next().unwrap_or_default();
    TOLERATED.iter().any(|name| name.eq_ignore_ascii_case(top))
}

/// How many foreign files are counted; a wrong output folder can hold a whole disk.
const MOST_FOREIGN: usize = 10_000;

/// Looks at a place; a link is followed only if `follow` says so.
pub(super) fn kind(place: &Path, follow: bool) -> Result<Kind, FilesError> {
    let metadata = if follow {
        fs::metadata(place)
    } else {
        fs::symlink_metadata(place)
    };
    match metadata {
        Ok(metadata) if metadata.is_symlink() => Ok(Kind::Link),
        Ok(metadata) if metadata.is_dir() => Ok(Kind::Folder),
        Ok(_) => Ok(Kind::File),
        Err(error) => match error.kind() {
            io::ErrorKind::NotFound => Ok(Kind::Nothing),
            // a part of the path above is a file
            io::ErrorKind::NotADirectory => Ok(Kind::Nothing),
            _ => Err(FilesError::system("read", place, error)),
        },
    }
}

/// What a reader finds at a path below `out`: links that a run under way has put there are followed.
pub(super) fn seen(out: &Path, path: &str) -> Result<Kind, FilesError> {
    let place = below(out, path);
    match kind(&place, false)? {
        Kind::Link => kind(&place, is_own_link(&place, path)),
        other => Ok(other),
    }
}

/// What a link at a path has in it that leads to the part of the tree in the staging folder.
pub(super) fn link_to(path: &str) -> PathBuf {
    let up = "../".repeat(path.matches('/').count());
    PathBuf::from(format!("{up}{STAGING}/current/{path}"))
}

/// Whether a run has put a link there which leads to the part of this path.
pub(super) fn is_own_link(place: &Path, path: &str) -> bool {
    fs::read_link(place).is_ok_and(|target| target == link_to(path))
}

/// The files and links below a folder that are not `known`, relative to it and sorted.
pub(super) fn foreign(out: &Path, known: impl Fn(&str) -> bool) -> Result<Vec<String>, FilesError> {
    let mut found = Vec::new();
    let mut waiting = vec![String::new()];
    while let Some(folder) = waiting.pop() {
        let place = if folder.is_empty() {
            out.to_path_buf()
        } else {
            below(out, &folder)
        };
        let read = |error: io::Error| FilesError::system("read", &place, error);
        for entry in fs::read_dir(&place).map_err(read)? {
            let entry = entry.map_err(read)?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let top = folder.is_empty();
            if top && (TOLERATED.contains(&&*name) || name.starts_with(MANIFEST)) {
                continue;
            }
            let path = if top {
                name
            } else {
                format!("{folder}/{name}")
            };
            let found_type = entry.file_type().map_err(read)?;
            let read_as = match (found_type.is_dir(), found_type.is_symlink()) {
                (true, _) => Kind::Folder,
                (_, true) => seen(out, &path)?,
                _ => Kind::File,
            };
            match read_as {
                Kind::Folder => waiting.push(path),
                Kind::File | Kind::Link if known(&path) => {}
                // a link that leads nowhere any more is nobody's, whatever stood there
                Kind::File | Kind::Link | Kind::Nothing => found.push(path),
            }
        }
        if found.len() >= MOST_FOREIGN {
            break;
        }
    }
    found.sort();
    Ok(found)
}

/// The folder at a path and all folders in it, relative to `out`; none where no folder stands.
pub(super) fn folders(out: &Path, path: &RelativePath) -> Result<Vec<String>, FilesError> {
    let mut found = Vec::new();
    let mut waiting = vec![path.as_str().to_owned()];
    while let Some(folder) = waiting.pop() {
        let place = below(out, &folder);
        if kind(&place, false)? != Kind::Folder {
            continue;
        }
        let read = |error: io::Error| FilesError::system("read", &place, error);
        for entry in fs::read_dir(&place).map_err(read)? {
            let name = entry.map_err(read)?.file_name();
            waiting.push(format!("{folder}/{}", name.to_string_lossy()));
        }
        found.push(folder);
    }
    Ok(found)
}
