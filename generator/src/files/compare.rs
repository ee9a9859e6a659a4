//! Turns wanted files and an output folder into what would have to be done there.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

use super::error::{FilesError, shown};
use super::folder::{Kind, foreign, kind, seen};
use super::path::RelativePath;
use super::{Files, journal, manifest};

/// How an output folder differs from the files it should hold; each list is sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// Files that are missing.
    pub added: Vec<RelativePath>,
    /// Files whose text is another.
    pub changed: Vec<RelativePath>,
    /// Files that were generated once and are not any more.
    pub removed: Vec<RelativePath>,
    /// Files that are as they should be.
    pub unchanged: Vec<RelativePath>,
    /// Files that nobody generated, relative to the folder. What version control and cargo keep
    /// there (`.git`, `target`, `Cargo.lock` and so on) is not listed.
    pub foreign: Vec<String>,
    /// Those of `added` and `changed` in whose place stands a file that nobody generated.
    pub conflicts: Vec<RelativePath>,
    /// Whether the folder has a list of its generated files.
    pub generated_before: bool,
    /// Whether an interrupted run waits to be finished by the next one that writes.
    pub interrupted: bool,
}

impl Comparison {
    /// Whether nothing would have to be written.
    #[must_use]
    pub fn is_fresh(&self) -> bool {
        let Self {
            added,
            changed,
            removed,
            ..
        } = self;
        !self.interrupted && added.is_empty() && changed.is_empty() && removed.is_empty()
    }

    fn sort(&mut self) {
        for list in [
            &mut self.added,
            &mut self.changed,
            &mut self.removed,
            &mut self.unchanged,
            &mut self.conflicts,
        ] {
            list.sort();
        }
    }
}

/// Compares an output folder with the files it should hold; changes nothing.
///
/// The list of generated files, which [`write_tree`](super::write_tree) keeps in the folder, is
/// compared like any other file.
///
/// # Errors
/// When the folder cannot be read, is a file, or has a symbolic link where a generated file stands.
pub fn compare(files: &Files, out: &Path) -> Result<Comparison, FilesError> {
    let mut comparison = Comparison::default();
    let (list, listing) = manifest::entry(files);
    // the list sorts before or after any other path: the lists are sorted at the end
    let wanted = || files.iter().chain([(&list, listing.as_str())]);
    match kind(out, true)? {
        Kind::Folder => {}
        Kind::Nothing => {
            comparison.added = wanted().map(|(path, _)| path.clone()).collect();
            comparison.added.sort();
            return Ok(comparison);
        }
        Kind::File | Kind::Link => {
            return Err(FilesError::NotFolder { path: shown(out) });
        }
    }
    let listed = manifest::load(out)?;
    comparison.generated_before = listed.is_some();
    comparison.interrupted = journal::waits(out);
    let ours = listed.unwrap_or_default();
    let mut view = View::new(out, &ours);
    for (path, text) in wanted() {
        view.place(path, text, &mut comparison)?;
    }
    for path in ours
        .iter()
        .filter(|path| files.get(path.as_str()).is_none())
    {
        if view.stands(path)? {
            comparison.removed.push(path.clone());
        }
    }
    let known = |path: &str| files.get(path).is_some() || ours.contains(path);
    comparison.foreign = foreign(out, known)?;
    comparison.sort();
    Ok(comparison)
}

/// An output folder as it stands.
struct View<'a> {
    out: &'a Path,
    ours: &'a BTreeSet<RelativePath>,
    /// Folders that were found to be folders and not links.
    checked: BTreeSet<String>,
    /// The generated paths without case, once they are needed.
    folded: Option<BTreeSet<String>>,
}

impl<'a> View<'a> {
    fn new(out: &'a Path, ours: &'a BTreeSet<RelativePath>) -> Self {
        Self {
            out,
            ours,
            checked: BTreeSet::new(),
            folded: None,
        }
    }

    /// Sorts one wanted file into the lists.
    fn place(
        &mut self,
        path: &RelativePath,
        text: &str,
        comparison: &mut Comparison,
    ) -> Result<(), FilesError> {
        let is_ours = self.ours.contains(path) || path.as_str() == super::MANIFEST;
        if !self.reachable(path)? {
            comparison.added.push(path.clone());
            if self.blocked(path)? {
                comparison.conflicts.push(path.clone());
            }
            return Ok(());
        }
        let place = path.below(self.out);
        match seen(self.out, path.as_str())? {
            Kind::Nothing => comparison.added.push(path.clone()),
            Kind::Link => return Err(self.link(path.as_str())),
            Kind::Folder => {
                comparison.added.push(path.clone());
                if !self.only_ours_below(path)? {
                    comparison.conflicts.push(path.clone());
                }
            }
            Kind::File if holds(&place, text)? && !self.differs_in_case(path) => {
                comparison.unchanged.push(path.clone());
            }
            Kind::File if self.differs_in_case(path) => comparison.added.push(path.clone()),
            Kind::File => {
                comparison.changed.push(path.clone());
                if !is_ours {
                    comparison.conflicts.push(path.clone());
                }
            }
        }
        Ok(())
    }

    /// Whether the folders above a file are there; refuses those that are links.
    fn reachable(&mut self, path: &RelativePath) -> Result<bool, FilesError> {
        for folder in path.folders() {
            if self.checked.contains(folder) {
                continue;
            }
            match seen(self.out, folder)? {
                Kind::Folder => self.checked.insert(folder.to_owned()),
                Kind::Nothing | Kind::File => return Ok(false),
                Kind::Link => return Err(self.link(folder)),
            };
        }
        Ok(true)
    }

    /// Whether a foreign file stands where a folder above `path` is to be.
    fn blocked(&self, path: &RelativePath) -> Result<bool, FilesError> {
        for folder in path.folders() {
            match seen(self.out, folder)? {
                Kind::Folder => {}
                Kind::File => return Ok(!self.ours.contains(folder)),
                Kind::Nothing | Kind::Link => return Ok(false),
            }
        }
        Ok(false)
    }

    fn only_ours_below(&self, path: &RelativePath) -> Result<bool, FilesError> {
        let prefix = format!("{path}/");
        let known = |inside: &str| self.ours.contains(format!("{prefix}{inside}").as_str());
        Ok(foreign(&path.below(self.out), known)?.is_empty())
    }

    /// Whether the tree was generated with this path in another case: on a file system that does
    /// not tell them apart, the file that stands there is the old one and is about to go.
    fn differs_in_case(&mut self, path: &RelativePath) -> bool {
        if self.ours.contains(path) {
            return false;
        }
        let ours = self.ours;
        let folded = self
            .folded
            .get_or_insert_with(|| ours.iter().map(RelativePath::folded).collect());
        folded.contains(&path.folded())
    }

    /// Whether a listed file is there to be removed.
    fn stands(&mut self, path: &RelativePath) -> Result<bool, FilesError> {
        if !self.reachable(path)? {
            return Ok(false);
        }
        match seen(self.out, path.as_str())? {
            Kind::File => Ok(true),
            Kind::Nothing | Kind::Folder => Ok(false),
            Kind::Link => Err(self.link(path.as_str())),
        }
    }

    fn link(&self, path: &str) -> FilesError {
        let path = shown(&super::path::below(self.out, path));
        FilesError::Link { path }
    }
}

/// Whether a file has exactly this text.
fn holds(place: &Path, text: &str) -> Result<bool, FilesError> {
    let read = |error: io::Error| FilesError::system("read", place, error);
    let size = fs::metadata(place).map_err(read)?.len();
    Ok(size == text.len() as u64 && fs::read(place).map_err(read)? == text.as_bytes())
}
