//! Turns a path into the text of the file, or into a sentence about why there is none.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::error::{FilesError, shown};
use crate::diagnostics::closest;

/// The largest file that is read where nothing else is said, in bytes.
pub const MAX_SIZE: u64 = 256 << 20;

/// The text of a file, without a byte order mark.
///
/// # Errors
/// When there is no such file, when it is a folder, cannot be read, is larger than [`MAX_SIZE`] or
/// is not UTF-8.
pub fn read(path: &Path) -> Result<String, FilesError> {
    let bytes = read_bytes(path)?;
    let text = String::from_utf8(bytes).map_err(|error| FilesError::Encoding {
        path: shown(path),
        offset: error.utf8_error().valid_up_to(),
    })?;
    Ok(match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    })
}

/// The bytes of a file, for a format that names its own encoding.
///
/// # Errors
/// Those of [`read()`], without the one about UTF-8.
pub fn read_bytes(path: &Path) -> Result<Vec<u8>, FilesError> {
    read_bytes_within(path, MAX_SIZE, None)
}

/// The bytes of a file of so many bytes at most; `help` says how to have a larger one read.
///
/// # Errors
/// Those of [`read_bytes`].
pub fn read_bytes_within(
    path: &Path,
    limit: u64,
    help: Option<&str>,
) -> Result<Vec<u8>, FilesError> {
    let metadata = fs::metadata(path).map_err(|error| refused(path, error))?;
    if metadata.is_dir() {
        return Err(FilesError::Folder {
            path: shown(path),
            help: only_document(path),
        });
    }
    let too_big = |size| FilesError::TooBig {
        path: shown(path),
        size,
        limit,
        help: help.map(str::to_owned),
    };
    if metadata.len() > limit {
        return Err(too_big(metadata.len()));
    }
    let file = fs::File::open(path).map_err(|error| refused(path, error))?;
    // a pipe tells no size and a file can grow while it is read, so the limit is on the reading too
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or(0));
    let read = file.take(limit.saturating_add(1)).read_to_end(&mut bytes);
    let read = read.map_err(|error| FilesError::system("read", path, error))? as u64;
    if read > limit {
        return Err(too_big(read));
    }
    Ok(bytes)
}

/// Whether there is something at the path.
#[must_use]
pub fn exists(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

/// Whether there is a file at the path: no folder, no device and no pipe, which could be read for ever.
#[must_use]
pub fn is_file(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|metadata| metadata.is_file())
}

/// One and the same path for a file, however it is reached; the path itself where there is none.
///
/// The result tells files apart and is never shown or written: it is absolute.
#[must_use]
pub fn identity(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf())
}

fn refused(path: &Path, error: io::Error) -> FilesError {
    match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => FilesError::Missing {
            path: shown(path),
            help: near(path),
        },
        _ => FilesError::system("read", path, error),
    }
}

/// What the folder of a missing file holds instead.
fn near(path: &Path) -> Option<String> {
    let folder = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    if !folder.is_dir() {
        return Some(format!("there is no folder `{}` either", shown(folder)));
    }
    let wanted = path.file_name()?.to_str()?;
    let names = names(folder);
    let near = closest(wanted, names.iter().map(String::as_str))?;
    Some(format!("there is `{}`", shown(&path.with_file_name(near))))
}

/// Whether a file is called like the metadata of a service.
#[must_use]
pub fn is_named_like_metadata(name: &str) -> bool {
    [".xml", ".edmx", ".json"]
        .iter()
        .any(|ending| name.ends_with(ending))
}

/// The one document of a folder that was named instead of it.
fn only_document(folder: &Path) -> Option<String> {
    let names = names(folder);
    let mut documents = names.iter().filter(|name| is_named_like_metadata(name));
    match (documents.next(), documents.next()) {
        (Some(only), None) => Some(format!("did you mean `{}`?", shown(&folder.join(only)))),
        _ => Some("name one file".to_owned()),
    }
}

/// The names in a folder, sorted; none where it cannot be read.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<_> = entries
        .filter_map(|entry| entry.file_name().into_string().ok())
        .collect();
    names.sort();
    names
}
