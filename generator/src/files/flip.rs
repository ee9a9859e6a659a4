//! Turns an intended change of a tree into one that takes place for all who read it at one moment.
//!
//! Each part that changes is first exchanged for a link, which leads by way of one further link in the
//! staging folder, `current`, to the part as it was. Then `current` is replaced: from one moment to
//! the next all parts are read as they are to be. Then the links are exchanged for the new parts.
//! Whenever the process ends, the tree reads as the old one or as the new one, and `current` tells
//! the next run which of the two it has to leave behind without links.

use std::fs;
use std::io;
use std::path::Path;

use super::Files;
use super::compare::Comparison;
use super::error::FilesError;
use super::folder::{Kind, is_own_link, is_tolerated, kind, link_to};
use super::journal::{NEW, OLD, Stage};
use super::parts::Parts;
use super::path::RelativePath;
use super::write::stage_files;

const CURRENT: &str = "current";
const NEXT: &str = "next";
/// What the journal of such a change begins with.
const HEADER: &str = "odata-bindgen parts 1";
const END: &str = "end";

/// Why a change was not made.
pub(super) enum Refused {
    /// The file system cannot do that, and nothing was changed: there is another way.
    Unable,
    /// Something went wrong, and nothing was changed, or the next run finishes it.
    Failed(FilesError),
}

impl From<FilesError> for Refused {
    fn from(error: FilesError) -> Self {
        Self::Failed(error)
    }
}

/// Makes the change, or none.
pub(super) fn replace(
    stage: &Stage<'_>,
    files: &Files,
    comparison: &Comparison,
    few: usize,
) -> Result<(), Refused> {
    let Some(parts) = Parts::new(comparison, stage.out, few)? else {
        return Err(Refused::Unable);
    };
    let prepared = prepare(stage, files, comparison, &parts);
    if let Err(refused) = prepared {
        // what the next run finds without a journal, it removes
        let _ = stage.clear();
        return Err(refused);
    }
    let linked = link(stage, parts.as_slice()).and_then(|()| turn(stage));
    let settled = settle(stage, parts.as_slice());
    if let Err(error) = linked {
        settled?;
        let _ = stage.clear();
        return Err(match error.crosses_devices() {
            true => Refused::Unable,
            false => Refused::Failed(error),
        });
    }
    settled?;
    // the change is made; what is left of the staging folder, the next run removes
    let _ = stage.clear();
    Ok(())
}

/// Writes all that the change needs to the staging folder, the journal last.
pub(super) fn prepare(
    stage: &Stage<'_>,
    files: &Files,
    comparison: &Comparison,
    parts: &Parts,
) -> Result<(), Refused> {
    stage.make()?;
    point(stage).map_err(|_| Refused::Unable)?;
    stage_files(stage, files, comparison, &|path| parts.hold(path))?;
    if !parts.are_still_ours(comparison, stage.out)? {
        return Err(Refused::Unable);
    }
    stage.decide(&render(parts.as_slice()))?;
    Ok(())
}

/// Has `current` lead to the old parts and `next` to the new ones: the other way round first, so that
/// a system that cannot exchange, or has no links, is found out before anything else is done.
fn point(stage: &Stage<'_>) -> io::Result<()> {
    let [current, next] = [CURRENT, NEXT].map(|name| stage.folder.join(name));
    symlink(Path::new(NEW), &current)?;
    symlink(Path::new(OLD), &next)?;
    exchange(&current, &next)
}

/// Puts a link in the place of each part, which leads to the part as it was.
pub(super) fn link(stage: &Stage<'_>, parts: &[RelativePath]) -> Result<(), FilesError> {
    for part in parts {
        let place = part.below(stage.out);
        let failed = |error| FilesError::system("replace", &place, error);
        if is_own_link(&place, part.as_str()) {
            continue;
        }
        let target = link_to(part.as_str());
        if kind(&place, false)? == Kind::Nothing {
            symlink(&target, &place).map_err(failed)?;
            continue;
        }
        let old = stage.old_file(part);
        let folder = old.parent().unwrap_or(&stage.folder);
        fs::create_dir_all(folder)
            .and_then(|()| symlink(&target, &old))
            .and_then(|()| exchange(&place, &old))
            .map_err(failed)?;
    }
    Ok(())
}

/// Leads all readers from the old parts to the new ones.
pub(super) fn turn(stage: &Stage<'_>) -> Result<(), FilesError> {
    let [current, next] = [CURRENT, NEXT].map(|name| stage.folder.join(name));
    fs::rename(&next, &current).map_err(|error| FilesError::system("replace", &current, error))
}

/// Puts what is read at each part into its place, where a link is. It may be what was there before.
pub(super) fn settle(stage: &Stage<'_>, parts: &[RelativePath]) -> Result<(), FilesError> {
    // the list goes into its place first: without a staging folder it is what tells whose a file is
    for part in parts.iter().rev() {
        let place = part.below(stage.out);
        if !is_own_link(&place, part.as_str()) {
            continue;
        }
        let real = part.below(&stage.folder.join(CURRENT));
        let settled = match kind(&real, false)? {
            Kind::File | Kind::Folder => exchange(&place, &real),
            Kind::Nothing | Kind::Link => fs::remove_file(&place),
        };
        settled.map_err(|error| FilesError::system("replace", &place, error))?;
    }
    Ok(())
}

/// Finishes what an interrupted change was about, or takes it back; whether the journal is one of it.
pub(super) fn recover(stage: &Stage<'_>, journal: &str) -> Result<bool, FilesError> {
    let Some(parts) = parse(journal) else {
        return Ok(false);
    };
    let current = fs::read_link(stage.folder.join(CURRENT)).unwrap_or_default();
    if [OLD, NEW].iter().any(|side| current == Path::new(side)) {
        parts.iter().try_for_each(|part| stage.refuse_links(part))?;
        settle(stage, &parts)?;
    }
    Ok(true)
}

fn render(parts: &[RelativePath]) -> String {
    let lines: Vec<&str> = parts.iter().map(RelativePath::as_str).collect();
    format!("{HEADER}\n{}\n{END}\n", lines.join("\n"))
}

/// The parts of a journal; `None` if it is another one or not whole.
fn parse(text: &str) -> Option<Vec<RelativePath>> {
    let body = text.strip_prefix(HEADER)?.strip_prefix('\n')?;
    let body = body.strip_suffix(&format!("{END}\n"))?;
    let part = |line| {
        RelativePath::new(line)
            .ok()
            .filter(|path| !is_tolerated(path))
    };
    body.lines().map(part).collect()
}

#[cfg(unix)]
fn symlink(target: &Path, place: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(target, place)
}

#[cfg(not(unix))]
fn symlink(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Has two places swap what stands there, with no moment between.
#[cfg(target_os = "linux")]
fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

#[cfg(not(target_os = "linux"))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}
