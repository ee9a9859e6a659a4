//! Turns the difference between a folder and the files it should hold into steps.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::compare::Comparison;
use super::error::FilesError;
use super::folder::{Kind, TOLERATED, folders, foreign, kind};
use super::journal::Step;
use super::manifest::MANIFEST;
use super::path::{RelativePath, below};

/// How many changes in a folder are made one by one.
pub(super) const FEW: usize = 8;

/// What is to be done, in order.
pub(super) struct Plan {
    pub(super) steps: Vec<Step>,
    /// Outermost folders that are replaced as a whole.
    whole: BTreeSet<String>,
}

impl Plan {
    /// The steps from the tree as it stands to the one that is wanted.
    ///
    /// Everything that has to go goes first: a file may take the place of a folder, a folder that of
    /// a file, and on some file systems a new name is an old one in another case.
    ///
    /// A folder with more than `most` changes and no foreign file is replaced as a whole, so that the
    /// moment in which a part of the moves is made is the time of a few moves and not of thousands.
    pub(super) fn new(
        comparison: &Comparison,
        out: &Path,
        most: usize,
    ) -> Result<Self, FilesError> {
        let mut plan = Self {
            steps: Vec::new(),
            whole: whole_folders(comparison, most),
        };
        plan.clear_the_way(comparison, out)?;
        plan.place(comparison, out)?;
        Ok(plan)
    }

    /// Whether a file is in a folder that is replaced as a whole.
    pub(super) fn moves_whole(&self, path: &RelativePath) -> bool {
        outermost(path).is_some_and(|folder| self.whole.contains(folder))
    }

    /// Whether the folders that are replaced as a whole still hold generated files only.
    pub(super) fn is_still_right(
        &self,
        comparison: &Comparison,
        out: &Path,
    ) -> Result<bool, FilesError> {
        for folder in &self.whole {
            if !holds_only_ours(comparison, out, folder)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Moves away what is replaced or stale, with the folders that are left empty.
    fn clear_the_way(&mut self, comparison: &Comparison, out: &Path) -> Result<(), FilesError> {
        let Comparison {
            added,
            changed,
            removed,
            unchanged,
            ..
        } = comparison;
        let away: BTreeSet<_> = changed.iter().chain(removed).collect();
        let away = away.into_iter().filter(|path| !self.is_apart(path));
        let mut steps: Vec<_> = away.cloned().map(Step::Away).collect();
        for folder in &self.whole {
            if kind(&below(out, folder), false)? == Kind::Folder {
                steps.push(Step::AwayFolder(checked(folder)));
            }
        }
        let wanted = added.iter().chain(changed).chain(unchanged);
        let kept: BTreeSet<_> = wanted.flat_map(RelativePath::folders).collect();
        let left = removed.iter().filter(|path| !self.is_apart(path));
        let left = left.flat_map(RelativePath::folders);
        let left = left.filter(|folder| !kept.contains(folder));
        let mut emptied: BTreeSet<_> = left.map(str::to_owned).collect();
        for path in added.iter().filter(|path| !self.is_apart(path)) {
            if !self.whole.contains(path.as_str()) {
                // a folder that stands in the place of a file has no file in it that would stay
                emptied.extend(folders(out, path)?);
            }
        }
        // a folder sorts before what is in it
        let emptied = emptied.iter().rev();
        steps.extend(emptied.map(|folder| Step::DropFolder(checked(folder))));
        self.steps.extend(steps);
        Ok(())
    }

    /// Makes the folders that are missing, and moves the new files to their places.
    fn place(&mut self, comparison: &Comparison, out: &Path) -> Result<(), FilesError> {
        let Comparison {
            added,
            changed,
            unchanged,
            ..
        } = comparison;
        let mut steps = Vec::new();
        let apart = added.iter().filter(|path| !self.is_apart(path));
        let needed: BTreeSet<_> = apart.flat_map(RelativePath::folders).collect();
        for folder in needed {
            if kind(&below(out, folder), false)? != Kind::Folder {
                steps.push(Step::MakeFolder(checked(folder)));
            }
        }
        let wanted = || added.iter().chain(changed);
        let placed = wanted().filter(|path| !self.is_apart(path));
        steps.extend(placed.cloned().map(Step::Place));
        let filled: BTreeSet<_> = wanted().chain(unchanged).filter_map(outermost).collect();
        let filled = self
            .whole
            .iter()
            .filter(|folder| filled.contains(&***folder));
        steps.extend(filled.map(|folder| Step::PlaceFolder(checked(folder))));
        // the list goes last and is never missing: should the staging folder be lost half way, the
        // old list still tells which files are ours, and the new ones are known by their text
        let kept = changed.iter().filter(|path| is_list(path));
        steps.extend(kept.cloned().map(Step::Keep));
        steps.extend(
            wanted()
                .filter(|path| is_list(path))
                .cloned()
                .map(Step::Place),
        );
        self.steps.extend(steps);
        Ok(())
    }

    /// Whether a file is not moved by itself in its turn.
    fn is_apart(&self, path: &RelativePath) -> bool {
        is_list(path) || self.moves_whole(path)
    }
}

/// Whether a folder still holds generated files only, if there is one at all.
pub(super) fn holds_only_ours(
    comparison: &Comparison,
    out: &Path,
    folder: &str,
) -> Result<bool, FilesError> {
    let place = below(out, folder);
    if kind(&place, false)? != Kind::Folder {
        return Ok(true);
    }
    let known = |inside: &str| {
        let path = format!("{folder}/{inside}");
        let lists = [
            &comparison.changed,
            &comparison.removed,
            &comparison.unchanged,
        ];
        let has = |list: &Vec<RelativePath>| {
            list.binary_search_by(|known| known.as_str().cmp(&path))
                .is_ok()
        };
        lists.into_iter().any(has)
    };
    Ok(foreign(&place, known)?.is_empty())
}

/// The outermost folders that have many changes, and nothing in them that is not ours.
fn whole_folders(comparison: &Comparison, most: usize) -> BTreeSet<String> {
    let Comparison {
        added,
        changed,
        removed,
        foreign,
        ..
    } = comparison;
    let mut changes = BTreeMap::<&str, usize>::new();
    for folder in added
        .iter()
        .chain(changed)
        .chain(removed)
        .filter_map(outermost)
    {
        *changes.entry(folder).or_default() += 1;
    }
    let holds_foreign = |folder: &str| {
        let mut paths = foreign.iter();
        paths.any(|path| path.split('/').next() == Some(folder))
    };
    let many = changes.into_iter().filter(|(folder, changes)| {
        *changes > most && !TOLERATED.contains(folder) && !holds_foreign(folder)
    });
    many.map(|(folder, _)| folder.to_owned()).collect()
}

fn outermost(path: &RelativePath) -> Option<&str> {
    path.folders().next()
}

fn is_list(path: &RelativePath) -> bool {
    path.as_str() == MANIFEST
}

fn checked(path: &str) -> RelativePath {
    RelativePath::new(path).expect("a part of a checked path is a path")
}
