//! Turns a set of files into a folder that holds exactly them beside what others put there.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::error::{FilesError, shown};
use super::flip::{self, Refused};
use super::folder::{Kind, is_own_link, kind};
use super::journal::{Stage, Step, recover};
use super::path::{RelativePath, below};
use super::plan::{FEW, Plan};
use super::{Comparison, Files, compare, manifest};

/// What is permitted when a tree is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WriteOptions {
    /// Whether to write into a folder that holds foreign files and no list of generated ones, and
    /// to overwrite foreign files that stand where generated ones belong.
    pub force: bool,
}

/// Replaces the generated tree in `out` by `files`: wholly, or not at all. Gives what was done.
///
/// Files that were generated before and are not wanted any more are removed, with the folders that
/// this leaves empty; foreign files stay; unchanged files are not touched. A list of the generated
/// files ([`MANIFEST`](super::MANIFEST)) is kept in the folder.
///
/// The new files are first written to a staging folder inside `out`. Where the system can exchange two
/// files (Linux), links then take the place of all that changes, and lead those who read to the old
/// files until one single move leads them to the new ones. So whenever the process ends, the tree
/// reads as the old one or as the new one; a file that comes or goes may be listed as a link that
/// leads nowhere. The next run puts files in the place of links, before it does anything else.
///
/// Elsewhere a journal of the moves is put in place, and then the moves are made. A run that ends
/// before the journal stands has changed nothing; one that ends between the moves leaves a part of
/// them made, and the next run makes the rest.
///
/// A move that fails has all moves before it taken back. The loss of power can leave files empty,
/// since nothing waits for the disk: [`compare`] reads every file, so that the next run writes them
/// again.
///
/// # Errors
/// When the folder holds foreign files and no list of generated ones, when a foreign file would be
/// overwritten, when a link stands in the way, when another process is writing there, and when the
/// file system fails; in each case the tree is as it was.
pub fn write_tree(
    files: &Files,
    out: &Path,
    options: &WriteOptions,
) -> Result<Comparison, FilesError> {
    let made = make_folders(out)?;
    let result = lock(out).and_then(|_guard| {
        recover(out)?;
        let mut comparison = compare(files, out)?;
        sweep(out, &mut comparison)?;
        permit(&comparison, out, options)?;
        if !comparison.is_fresh() {
            replace(files, out, &comparison)?;
        }
        Ok(comparison)
    });
    if result.is_err() {
        for folder in made.iter().rev() {
            // best effort: an empty folder that stays does no harm
            let _ = fs::remove_dir(folder);
        }
    }
    result
}

/// Replaces one file that is not part of a tree, such as the lock file; leaves it alone if it has
/// the text already. Makes the folders above it. Gives whether it was written.
///
/// # Errors
/// When the file system fails; the file is then as it was.
pub fn write(path: &Path, text: &str) -> Result<bool, FilesError> {
    if kind(path, true)? == Kind::File && fs::read(path).is_ok_and(|old| old == text.as_bytes()) {
        return Ok(false);
    }
    // a link is written through: people keep their settings elsewhere and link to them
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    let mut name = target.file_name().unwrap_or_default().to_os_string();
    name.push(format!(".{}.tmp", std::process::id()));
    let draft = target.with_file_name(name);
    let write = || {
        remove_drafts(&target);
        if let Some(folder) = draft.parent() {
            fs::create_dir_all(folder)?;
        }
        // whatever stands there is not written through, should it be a link
        let _ = fs::remove_file(&draft);
        let mut file = fs::File::create_new(&draft)?;
        file.write_all(text.as_bytes())?;
        // unlike a tree, such a file cannot be made again from something else
        file.sync_data()?;
        drop(file);
        fs::rename(&draft, &target)
    };
    write().map(|()| true).map_err(|error| {
        let _ = fs::remove_file(&draft);
        FilesError::system("write", path, error)
    })
}

/// Removes what runs that were killed have left beside a file, which is named `file.1234.tmp`.
fn remove_drafts(target: &Path) {
    let Some((folder, name)) = target.parent().zip(target.file_name()) else {
        return;
    };
    let folder = if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    };
    let name = name.to_string_lossy();
    let is_draft = |other: &str| {
        let number = other
            .strip_prefix(&*name)
            .and_then(|rest| rest.strip_prefix('.'));
        let number = number.and_then(|rest| rest.strip_suffix(".tmp"));
        number.is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
    };
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.file_name().to_str().is_some_and(is_draft) {
            // one that stays does no harm
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Makes the output folder and those above it; gives the ones that were not there.
fn make_folders(out: &Path) -> Result<Vec<PathBuf>, FilesError> {
    let mut missing = Vec::new();
    for folder in out.ancestors().filter(|path| !path.as_os_str().is_empty()) {
        match kind(folder, true)? {
            Kind::Folder => break,
            Kind::Nothing => missing.push(folder.to_path_buf()),
            Kind::File | Kind::Link => {
                return Err(FilesError::NotFolder {
                    path: shown(folder),
                });
            }
        }
    }
    missing.reverse();
    fs::create_dir_all(out).map_err(|error| FilesError::system("make the folder", out, error))?;
    Ok(missing)
}

/// Keeps other runs away from the folder until the guard is dropped or the process ends.
///
/// The folder itself is locked, so that no lock file is left behind. Where the system cannot do
/// that the run goes on without: two runs at one time are a mishap, not an attack.
fn lock(out: &Path) -> Result<Option<fs::File>, FilesError> {
    let Ok(folder) = fs::File::open(out) else {
        return Ok(None);
    };
    match folder.try_lock() {
        Ok(()) => Ok(Some(folder)),
        Err(fs::TryLockError::WouldBlock) => Err(FilesError::Busy { out: shown(out) }),
        Err(fs::TryLockError::Error(_)) => Ok(None),
    }
}

fn permit(comparison: &Comparison, out: &Path, options: &WriteOptions) -> Result<(), FilesError> {
    let out = shown(out);
    let conflicts = comparison.conflicts.iter();
    if options.force {
        // a file can be overwritten; a folder in the place of a file, or the reverse, cannot
        let blocked = conflicts.filter(|path| comparison.added.contains(path));
        return refuse(blocked, |files| FilesError::Conflict { out, files });
    }
    if !comparison.generated_before && !comparison.foreign.is_empty() {
        let mut files = comparison.foreign.clone();
        files.extend(conflicts.map(|path| path.as_str().to_owned()));
        files.sort();
        return Err(FilesError::Foreign { out, files });
    }
    refuse(conflicts, |files| FilesError::Conflict { out, files })
}

fn refuse<'a>(
    paths: impl Iterator<Item = &'a RelativePath>,
    error: impl FnOnce(Vec<String>) -> FilesError,
) -> Result<(), FilesError> {
    let names: Vec<_> = paths.map(|path| path.as_str().to_owned()).collect();
    if names.is_empty() {
        return Ok(());
    }
    Err(error(names))
}

/// Removes links of an interrupted run that lead nowhere because its staging folder was removed.
fn sweep(out: &Path, comparison: &mut Comparison) -> Result<(), FilesError> {
    let (left, foreign): (Vec<_>, _) = std::mem::take(&mut comparison.foreign)
        .into_iter()
        .partition(|path| is_own_link(&below(out, path), path));
    comparison.foreign = foreign;
    for place in left.iter().map(|path| below(out, path)) {
        fs::remove_file(&place).map_err(|error| FilesError::system("remove", &place, error))?;
    }
    Ok(())
}

fn replace(files: &Files, out: &Path, comparison: &Comparison) -> Result<(), FilesError> {
    let stage = Stage::of(out);
    match flip::replace(&stage, files, comparison, FEW) {
        Ok(()) => Ok(()),
        Err(Refused::Failed(error)) => Err(error),
        Err(Refused::Unable) => replace_by_steps(&stage, files, comparison),
    }
}

/// Stages the new files, decides, and makes the moves, one after the other.
fn replace_by_steps(
    stage: &Stage<'_>,
    files: &Files,
    comparison: &Comparison,
) -> Result<(), FilesError> {
    let out = stage.out;
    let stage_all = |plan: &Plan| {
        stage.make()?;
        stage_files(stage, files, comparison, &|path| plan.moves_whole(path))
    };
    let mut plan = Plan::new(comparison, out, FEW)?;
    let mut decided = stage_all(&plan);
    if decided.is_ok() && !plan.is_still_right(comparison, out)? {
        // somebody put a file into a folder that was to be moved as a whole
        stage.clear()?;
        plan = Plan::new(comparison, out, usize::MAX)?;
        decided = stage_all(&plan);
    }
    if let Err(error) = decided.and_then(|()| stage.commit(&plan.steps)) {
        let _ = stage.clear();
        return Err(error);
    }
    for (number, step) in plan.steps.iter().enumerate() {
        if let Err(error) = stage.take(step) {
            take_back(stage, &plan.steps[..=number])?;
            return Err(error);
        }
    }
    stage.clear()
}

/// Undoes the moves that were made, the last one first.
pub(super) fn take_back(stage: &Stage<'_>, steps: &[Step]) -> Result<(), FilesError> {
    for step in steps.iter().rev() {
        stage.take_back(step)?;
    }
    stage.clear()
}

/// Writes every new text to the staging folder; `moves` tells which unchanged files are to be there.
pub(super) fn stage_files(
    stage: &Stage<'_>,
    files: &Files,
    comparison: &Comparison,
    moves: &dyn Fn(&RelativePath) -> bool,
) -> Result<(), FilesError> {
    let failed = |place: &Path, error| FilesError::system("write", place, error);
    let (list, listing) = manifest::entry(files);
    let text = |path: &RelativePath| match path == &list {
        true => listing.as_str(),
        false => files.get(path.as_str()).unwrap_or_default(),
    };
    let new = comparison.added.iter().chain(&comparison.changed);
    let same = comparison.unchanged.iter();
    let same = same.filter(|path| moves(path));
    let wanted: Vec<_> = new
        .map(|path| (path, true))
        .chain(same.map(|path| (path, false)))
        .collect();
    let places: Vec<_> = wanted
        .iter()
        .map(|(path, _)| path)
        .map(|path| stage.new_file(path))
        .collect();
    let folders: BTreeSet<_> = places.iter().filter_map(|place| place.parent()).collect();
    for folder in folders {
        fs::create_dir_all(folder).map_err(|error| failed(folder, error))?;
    }
    let work: Vec<_> = wanted.into_iter().zip(&places).collect();
    write_all(&work, |((path, is_new), place)| {
        let written = if *is_new {
            fs::write(place, text(path))
        } else {
            same_file(&path.below(stage.out), place)
        };
        written.map_err(|error| failed(&path.below(stage.out), error))
    })
}

/// Makes an unchanged file appear in the staging folder too, with its time of change.
fn same_file(from: &Path, to: &Path) -> io::Result<()> {
    fs::hard_link(from, to).or_else(|_| {
        fs::copy(from, to)?;
        let modified = fs::metadata(from)?.modified()?;
        fs::File::options()
            .append(true)
            .open(to)?
            .set_modified(modified)
    })
}

/// Writes on several threads: each waits for the disk most of the time.
fn write_all<T: Sync>(
    work: &[T],
    write: impl Fn(&T) -> Result<(), FilesError> + Sync,
) -> Result<(), FilesError> {
    const THREADS: usize = 8;
    let share = work.len().div_ceil(THREADS).max(1);
    std::thread::scope(|scope| {
        let threads: Vec<_> = work
            .chunks(share)
            .map(|share| scope.spawn(|| share.iter().try_for_each(&write)))
            .collect();
        threads
            .into_iter()
            .try_for_each(|thread| thread.join().expect("writing a file does not panic"))
    })
}
