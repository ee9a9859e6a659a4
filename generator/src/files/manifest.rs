//! Turns the list of generated files, which stands in the generated tree, into paths and back.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

use super::Files;
use super::error::{FilesError, shown};
use super::folder::{is_own_link, is_tolerated};
use super::path::RelativePath;

/// The name of the list in the output folder; whatever begins with it is the generator's.
///
/// It belongs under version control with the files it names, so that a fresh clone can be
/// regenerated.
pub const MANIFEST: &str = ".odata-bindgen";

const HEADER: &str =
    "# What odata-bindgen generated here. It replaces and removes these files and no others.\n";

/// The list of these files, as one more file: a path a line, sorted.
pub(super) fn entry(files: &Files) -> (RelativePath, String) {
    let mut text = HEADER.to_owned();
    for (path, _) in files.iter() {
        text.push_str(path.as_str());
        text.push('\n');
    }
    let path = RelativePath::new(MANIFEST).expect("the name of the list is a path");
    (path, text)
}

/// The paths in the list of an output folder, without the list itself; `None` where there is none.
pub(super) fn load(out: &Path) -> Result<Option<BTreeSet<RelativePath>>, FilesError> {
    let place = out.join(MANIFEST);
    match fs::symlink_metadata(&place) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(FilesError::system("read", &place, error)),
        Ok(metadata) if metadata.is_symlink() && is_own_link(&place, MANIFEST) => {
            // the link leads nowhere where there is no list, or where somebody took the staging
            // folder away: then nobody can tell any more which files are ours, but some are
            if fs::metadata(&place).is_err() {
                return Ok(Some(BTreeSet::new()));
            }
        }
        Ok(metadata) if metadata.is_symlink() => {
            return Err(FilesError::Link {
                path: shown(&place),
            });
        }
        Ok(_) => {}
    }
    parse(&super::read(&place)?, &place).map(Some)
}

/// A merge can leave its markers in the list. The lines of both sides are kept: a path that no
/// longer exists does no harm, and the list is written anew in any case.
fn parse(text: &str, place: &Path) -> Result<BTreeSet<RelativePath>, FilesError> {
    const MARKERS: [&str; 4] = ["<<<<<<<", "=======", ">>>>>>>", "|||||||"];
    let mut paths = BTreeSet::new();
    for (number, line) in (1..).zip(text.lines()) {
        let marker = MARKERS.iter().any(|marker| line.starts_with(marker));
        if line.is_empty() || line.starts_with('#') || marker {
            continue;
        }
        let path = RelativePath::new(line).map_err(|error| FilesError::Manifest {
            path: shown(place),
            line: number,
            reason: error.reason().to_owned(),
        })?;
        if is_tolerated(&path) {
            return Err(FilesError::Manifest {
                path: shown(place),
                line: number,
                reason: "what has this name is never generated".to_owned(),
            });
        }
        paths.insert(path);
    }
    Ok(paths)
}
