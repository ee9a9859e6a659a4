//! Turns an intended change of the tree into steps that can be taken up again after an interruption.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::error::{FilesError, shown};
use super::flip;
use super::folder::{Kind, is_tolerated, kind};
use super::path::RelativePath;

/// The folder in the output folder that holds new and replaced files while a run is under way.
pub(super) const STAGING: &str = ".odata-bindgen-staging";
/// What the staging folder holds: the tree as it is to be, and what was replaced.
pub(super) const NEW: &str = "new";
pub(super) const OLD: &str = "old";
const JOURNAL: &str = "journal";
const HEADER: &str = "odata-bindgen journal 1";
const END: &str = "end";

/// One change of the tree. Taking a step that was taken already changes nothing, and so does taking
/// back one that was not taken: after an interruption all of them are gone through again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Moves a file out of the tree, into the staging folder.
    Away(RelativePath),
    /// Copies a file into the staging folder, for a file that must not be missing at any moment.
    Keep(RelativePath),
    /// Moves a folder with all that is in it out of the tree.
    AwayFolder(RelativePath),
    /// Removes a folder if it is empty.
    DropFolder(RelativePath),
    /// Makes a folder.
    MakeFolder(RelativePath),
    /// Moves a new file from the staging folder to its place.
    Place(RelativePath),
    /// Moves a new folder with all that is in it to its place.
    PlaceFolder(RelativePath),
}

impl Step {
    /// What the step is about.
    fn path(&self) -> &RelativePath {
        match self {
            Self::Away(path)
            | Self::Keep(path)
            | Self::AwayFolder(path)
            | Self::DropFolder(path)
            | Self::MakeFolder(path)
            | Self::Place(path)
            | Self::PlaceFolder(path) => path,
        }
    }
}

/// An output folder with its staging folder.
pub(super) struct Stage<'a> {
    pub(super) out: &'a Path,
    pub(super) folder: PathBuf,
}

impl<'a> Stage<'a> {
    pub(super) fn of(out: &'a Path) -> Self {
        Self {
            out,
            folder: out.join(STAGING),
        }
    }

    /// Makes the staging folder.
    pub(super) fn make(&self) -> Result<(), FilesError> {
        // version control is not to see what an interruption leaves here
        let ignored = self.folder.join(".gitignore");
        fs::create_dir(&self.folder)
            .and_then(|()| fs::write(ignored, "*\n"))
            .map_err(|error| FilesError::system("write", &self.folder, error))
    }

    /// Where a new file waits.
    pub(super) fn new_file(&self, path: &RelativePath) -> PathBuf {
        path.below(&self.folder.join(NEW))
    }

    /// Where a replaced or removed file is kept until all is done.
    pub(super) fn old_file(&self, path: &RelativePath) -> PathBuf {
        path.below(&self.folder.join(OLD))
    }

    /// Writes the journal. From the moment that it stands in its place the change is decided: an
    /// interruption before leaves the old tree, one after is made up for by [`recover`].
    pub(super) fn commit(&self, steps: &[Step]) -> Result<(), FilesError> {
        self.decide(&render(steps))
    }

    /// Puts the text of a journal in its place, whole or not at all.
    pub(super) fn decide(&self, journal: &str) -> Result<(), FilesError> {
        let draft = self.folder.join("journal.draft");
        fs::write(&draft, journal)
            .and_then(|()| fs::rename(&draft, self.folder.join(JOURNAL)))
            .map_err(|error| FilesError::system("write", &draft, error))
    }

    /// Takes a step.
    pub(super) fn take(&self, step: &Step) -> Result<(), FilesError> {
        match step {
            Step::Away(path) => self.away(path, Kind::File),
            Step::AwayFolder(path) => self.away(path, Kind::Folder),
            Step::Keep(path) => {
                let (from, to) = (path.below(self.out), self.old_file(path));
                if kind(&to, false)? == Kind::Nothing && kind(&from, false)? == Kind::File {
                    copy(&from, &to)?;
                }
                Ok(())
            }
            Step::DropFolder(path) => drop_folder(&path.below(self.out)),
            Step::MakeFolder(path) => make_folder(&path.below(self.out)),
            Step::Place(path) => self.place(path, Kind::File),
            Step::PlaceFolder(path) => self.place(path, Kind::Folder),
        }
    }

    /// Refuses a path that leads through a link, out of the tree or out of the staging folder: a
    /// journal can come from elsewhere with the tree that it stands in.
    pub(super) fn refuse_links(&self, path: &RelativePath) -> Result<(), FilesError> {
        for base in [self.out, &self.folder.join("new"), &self.folder.join("old")] {
            let folders = path
                .folders()
                .map(|folder| super::path::below(base, folder));
            for place in [base.to_path_buf()].into_iter().chain(folders) {
                if place != self.out && kind(&place, false)? == Kind::Link {
                    return Err(FilesError::Link {
                        path: shown(&place),
                    });
                }
            }
        }
        Ok(())
    }

    /// Takes a step back.
    pub(super) fn take_back(&self, step: &Step) -> Result<(), FilesError> {
        match step {
            Step::Away(path) | Step::Keep(path) => self.bring_back(path, Kind::File),
            Step::AwayFolder(path) => self.bring_back(path, Kind::Folder),
            Step::DropFolder(path) => make_folder(&path.below(self.out)),
            Step::MakeFolder(path) => drop_folder(&path.below(self.out)),
            Step::Place(path) => self.withdraw(path, Kind::File),
            Step::PlaceFolder(path) => self.withdraw(path, Kind::Folder),
        }
    }

    fn away(&self, path: &RelativePath, what: Kind) -> Result<(), FilesError> {
        let (from, to) = (path.below(self.out), self.old_file(path));
        if kind(&to, false)? == Kind::Nothing && kind(&from, false)? == what {
            rename(&from, &to)?;
        }
        Ok(())
    }

    fn bring_back(&self, path: &RelativePath, what: Kind) -> Result<(), FilesError> {
        let from = self.old_file(path);
        if kind(&from, false)? == what {
            rename(&from, &path.below(self.out))?;
        }
        Ok(())
    }

    fn place(&self, path: &RelativePath, what: Kind) -> Result<(), FilesError> {
        let from = self.new_file(path);
        if kind(&from, false)? == what {
            rename(&from, &path.below(self.out))?;
        }
        Ok(())
    }

    fn withdraw(&self, path: &RelativePath, what: Kind) -> Result<(), FilesError> {
        let (from, to) = (path.below(self.out), self.new_file(path));
        if kind(&to, false)? == Kind::Nothing && kind(&from, false)? == what {
            rename(&from, &to)?;
        }
        Ok(())
    }

    /// Removes the staging folder, the journal first: without it the rest means nothing.
    pub(super) fn clear(&self) -> Result<(), FilesError> {
        let failed = |error| FilesError::system("remove", &self.folder, error);
        ignore(
            fs::remove_file(self.folder.join(JOURNAL)),
            io::ErrorKind::NotFound,
        )
        .map_err(failed)?;
        ignore(fs::remove_dir_all(&self.folder), io::ErrorKind::NotFound).map_err(failed)
    }
}

/// Whether an interrupted run left something behind.
pub(super) fn waits(out: &Path) -> bool {
    fs::symlink_metadata(out.join(STAGING)).is_ok()
}

/// Makes up for an interrupted run: finishes what was decided, forgets what was not.
pub(super) fn recover(out: &Path) -> Result<(), FilesError> {
    let stage = Stage::of(out);
    match kind(&stage.folder, false)? {
        Kind::Nothing => return Ok(()),
        Kind::Folder => {}
        Kind::File | Kind::Link => {
            return Err(FilesError::NotFolder {
                path: shown(&stage.folder),
            });
        }
    }
    let journal = stage.folder.join(JOURNAL);
    if kind(&journal, false)? == Kind::File {
        let text = super::read(&journal)?;
        if !flip::recover(&stage, &text)? {
            for step in parse(&text).unwrap_or_default() {
                stage.refuse_links(step.path())?;
                stage.take(&step)?;
            }
        }
    }
    stage.clear()
}

/// The text of a journal: a step a line.
pub(super) fn render(steps: &[Step]) -> String {
    let mut text = format!("{HEADER}\n");
    for step in steps {
        let (verb, path) = match step {
            Step::Away(path) => ("away", path.as_str()),
            Step::AwayFolder(path) => ("away-folder", path.as_str()),
            Step::Keep(path) => ("keep", path.as_str()),
            Step::DropFolder(path) => ("drop", path.as_str()),
            Step::MakeFolder(path) => ("make", path.as_str()),
            Step::Place(path) => ("place", path.as_str()),
            Step::PlaceFolder(path) => ("place-folder", path.as_str()),
        };
        text.push_str(&format!("{verb} {path}\n"));
    }
    text.push_str(END);
    text.push('\n');
    text
}

/// The steps of a journal; `None` if it is not whole.
fn parse(text: &str) -> Option<Vec<Step>> {
    let body = text.strip_prefix(HEADER)?.strip_prefix('\n')?;
    let body = body.strip_suffix(&format!("{END}\n"))?;
    let steps = body.lines().map(|line| {
        let (verb, path) = line.split_once(' ')?;
        let path = RelativePath::new(path)
            .ok()
            .filter(|path| !is_tolerated(path))?;
        match verb {
            "away" => Some(Step::Away(path)),
            "away-folder" => Some(Step::AwayFolder(path)),
            "keep" => Some(Step::Keep(path)),
            "drop" => Some(Step::DropFolder(path)),
            "make" => Some(Step::MakeFolder(path)),
            "place" => Some(Step::Place(path)),
            "place-folder" => Some(Step::PlaceFolder(path)),
            _ => None,
        }
    });
    steps.collect()
}

fn rename(from: &Path, to: &Path) -> Result<(), FilesError> {
    match fs::rename(from, to) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            // the folder that keeps replaced files is made as it fills
            let folder = to.parent().unwrap_or(to);
            fs::create_dir_all(folder)
                .and_then(|()| fs::rename(from, to))
                .map_err(|error| FilesError::system("write", to, error))
        }
        result => result.map_err(|error| FilesError::system("replace", to, error)),
    }
}

fn copy(from: &Path, to: &Path) -> Result<(), FilesError> {
    let folder = to.parent().unwrap_or(to);
    fs::create_dir_all(folder)
        .and_then(|()| fs::copy(from, to))
        .map(|_| ())
        .map_err(|error| FilesError::system("write", to, error))
}

fn make_folder(place: &Path) -> Result<(), FilesError> {
    ignore(fs::create_dir(place), io::ErrorKind::AlreadyExists)
        .map_err(|error| FilesError::system("make the folder", place, error))
}

fn drop_folder(place: &Path) -> Result<(), FilesError> {
    match fs::remove_dir(place) {
        Ok(()) => Ok(()),
        Err(error) => match error.kind() {
            // foreign files keep their folder, and a file may have taken its place since
            io::ErrorKind::DirectoryNotEmpty
            | io::ErrorKind::NotFound
            | io::ErrorKind::NotADirectory => Ok(()),
            _ => Err(FilesError::system("remove", place, error)),
        },
    }
}

fn ignore(result: io::Result<()>, kind: io::ErrorKind) -> io::Result<()> {
    match result {
        Err(error) if error.kind() == kind => Ok(()),
        other => other,
    }
}
