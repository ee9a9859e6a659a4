//! Turns the difference between a folder and the files it should hold into parts that change together.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::compare::Comparison;
use super::error::FilesError;
use super::folder::{Kind, TOLERATED, seen};
use super::manifest::MANIFEST;
use super::path::RelativePath;
use super::plan::holds_only_ours;

/// The files and folders that are exchanged, none of them in another one.
///
/// A folder is a part where it comes, goes, or changes for the greater half, and holds nothing that
/// is foreign; what is left are single files. The list of generated files is the last part.
#[derive(Debug)]
pub(super) struct Parts {
    /// In the order in which they are taken.
    list: Vec<RelativePath>,
    paths: BTreeSet<String>,
}

/// What is known about a folder.
#[derive(Default)]
struct Counts {
    changes: usize,
    /// Files that the folder is to hold.
    wanted: usize,
    unchanged: usize,
    foreign: bool,
}

impl Parts {
    /// The parts of a change; a folder with no more than `few` changes stays where it is.
    ///
    /// `None` where two of them have one name to a file system that does not tell upper from lower
    /// case, because they would stand at one place.
    pub(super) fn new(
        comparison: &Comparison,
        out: &Path,
        few: usize,
    ) -> Result<Option<Self>, FilesError> {
        let Comparison {
            added,
            changed,
            removed,
            ..
        } = comparison;
        let counts = counts(comparison);
        let mut stands = BTreeMap::new();
        let mut parts = BTreeSet::new();
        for path in added.iter().chain(changed).chain(removed) {
            let mut part = path.as_str();
            for folder in path.folders() {
                let is_folder = match stands.get(folder) {
                    Some(is_folder) => *is_folder,
                    None => seen(out, folder)? == Kind::Folder,
                };
                stands.insert(folder, is_folder);
                if !is_folder || counts[folder].change_together(few) {
                    part = folder;
                    break;
                }
            }
            parts.insert(part);
        }
        let folded: BTreeSet<_> = parts.iter().map(|part| part.to_lowercase()).collect();
        if folded.len() < parts.len() {
            return Ok(None);
        }
        let paths = parts.iter().map(|part| (*part).to_owned()).collect();
        let last = parts.take(MANIFEST);
        let checked = |part| RelativePath::new(part).expect("a part of a checked path is a path");
        let list = parts.into_iter().chain(last).map(checked).collect();
        Ok(Some(Self { list, paths }))
    }

    /// The parts, in the order in which they are taken.
    pub(super) fn as_slice(&self) -> &[RelativePath] {
        &self.list
    }

    /// Whether a file is in one of the parts, or is one.
    pub(super) fn hold(&self, path: &RelativePath) -> bool {
        let has = |part: &str| self.paths.contains(part);
        has(path.as_str()) || path.folders().any(has)
    }

    /// Whether nobody has put anything into the parts since they were found.
    pub(super) fn are_still_ours(
        &self,
        comparison: &Comparison,
        out: &Path,
    ) -> Result<bool, FilesError> {
        for part in &self.list {
            if !holds_only_ours(comparison, out, part.as_str())? {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

impl Counts {
    fn change_together(&self, few: usize) -> bool {
        let mostly = self.changes > few && self.changes > self.unchanged;
        !self.foreign && (self.wanted == 0 || mostly)
    }
}

/// What is known about each folder that has a change somewhere in it.
fn counts(comparison: &Comparison) -> BTreeMap<&str, Counts> {
    let Comparison {
        added,
        changed,
        removed,
        unchanged,
        foreign,
        ..
    } = comparison;
    let mut counts = BTreeMap::<&str, Counts>::new();
    for path in added.iter().chain(changed).chain(removed) {
        for folder in path.folders() {
            counts.entry(folder).or_default().changes += 1;
        }
    }
    for path in added.iter().chain(changed).chain(unchanged) {
        for folder in path.folders() {
            counts.entry(folder).or_default().wanted += 1;
        }
    }
    for folder in unchanged.iter().flat_map(RelativePath::folders) {
        counts.entry(folder).or_default().unchanged += 1;
    }
    let above = |path: &str| -> Vec<usize> { path.match_indices('/').map(|(at, _)| at).collect() };
    for path in foreign {
        for at in above(path) {
            if let Some(counts) = counts.get_mut(&path[..at]) {
                counts.foreign = true;
            }
        }
    }
    for folder in TOLERATED {
        // what is in these was not looked at
        if let Some(counts) = counts.get_mut(folder) {
            counts.foreign = true;
        }
    }
    counts
}
