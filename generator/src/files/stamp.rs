//! Turns the place of a project into the file in Cargo's target folder where a run leaves a note for the next one.

use std::fs;
use std::path::{Path, PathBuf};

use super::trail::hash;
use super::{identity, shown};

/// What Cargo puts into the folders that hold nothing but what can be made again.
const MARK: &str = "CACHEDIR.TAG";

/// The folder of all notes in the target folder.
const FOLDER: &str = "odata-bindgen";

/// Where a note may be left for the next run with the settings at this path.
///
/// That is in the target folder that is `named`, such as by `CARGO_TARGET_DIR`, or else in that of the
/// nearest folder above the settings which has one. None where Cargo has made no such folder.
#[must_use]
pub fn stamp_place(settings: &Path, named: Option<&Path>) -> Option<PathBuf> {
    let folder = match settings.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    // settings may be a link to those of another project: what counts is the folder they are seen in
    let folder = fs::canonicalize(folder).ok()?;
    let target = match named {
        Some(named) => named.is_dir().then(|| named.to_path_buf())?,
        None => {
            let mut targets = folder.ancestors().map(|above| above.join("target"));
            targets.find(|target| target.join(MARK).is_file())?
        }
    };
    let name = hash(shown(&folder.join(settings.file_name()?)).as_bytes());
    Some(target.join(FOLDER).join(format!("{name:016x}")))
}

/// Keeps a text for a later run of this program.
///
/// Nothing is lost but time where that fails, or where the disk loses it: so it is not waited for, and
/// [`recall`] takes no text that is not whole.
pub fn keep(place: &Path, text: &str) {
    let draft = place.with_extension(format!("{}.tmp", std::process::id()));
    let text = format!("{:016x}\n{text}", hash(text.as_bytes()));
    let folder = place.parent().unwrap_or(Path::new(""));
    let written = fs::create_dir_all(folder)
        .and_then(|()| fs::write(&draft, text))
        .and_then(|()| fs::rename(&draft, place));
    if written.is_err() {
        let _ = fs::remove_file(&draft);
    }
}

/// A text that was kept, where it is there and whole.
#[must_use]
pub fn recall(place: &Path) -> Option<String> {
    let text = fs::read_to_string(place).ok()?;
    let (sum, text) = text.split_once('\n')?;
    (sum == format!("{:016x}", hash(text.as_bytes()))).then(|| text.to_owned())
}

/// What tells this program, with these settings, from any other: a hash for texts that are kept.
///
/// A program that was built anew is another one, whatever its version.
#[must_use]
pub fn key(settings: &str) -> Option<u64> {
    let program = identity(&std::env::current_exe().ok()?);
    let metadata = fs::metadata(&program).ok()?;
    let built = metadata.modified().ok()?;
    let text = format!("{program:?} {} {built:?} {settings}", metadata.len());
    Some(hash(text.as_bytes()))
}
