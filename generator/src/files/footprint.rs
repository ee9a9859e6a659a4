//! Turns the files that a run read and wrote into a footprint, which the next run compares with what is there.

use std::collections::BTreeSet;
use std::fs;
use std::hash::{DefaultHasher, Hasher};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use super::folder::{Kind, kind};
use super::journal::STAGING;
use super::path::RelativePath;
use super::trail::{Trail, hash};
use super::{Files, MANIFEST, identity, manifest, read};

/// The coarsest clock of a file system in use: FAT counts every other second.
const GRANULARITY: Duration = Duration::from_secs(2);

/// How the files that a run read and wrote look from outside, and a hash of what they hold.
///
/// A file whose size, times and number are as they were is taken for unchanged without a look into
/// it, but only where it was last changed well before the run began: a change within the same tick of the
/// clock cannot be told from the outside. Every other file is read and its hash compared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Footprint {
    /// When the run began, in nanoseconds since 1970: before it looked at anything.
    since: i64,
    read: Vec<Input>,
    /// Paths that lead to a file that was read under another path, each with that file.
    same: Vec<(PathBuf, PathBuf)>,
    absent: Vec<PathBuf>,
    tree: Tree,
}

/// A file that was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Input {
    path: PathBuf,
    /// What the path leads to where it is a link.
    identity: PathBuf,
    stat: Stat,
    content: u64,
}

/// What a file looks like from outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Stat {
    size: u64,
    /// When the content changed, in nanoseconds since 1970.
    modified: i64,
    /// When content, name or permissions changed, which no program can set; 0 where the system does not tell.
    changed: i64,
    /// The number of the file in its file system; 0 where the system does not tell.
    node: u64,
}

/// A generated tree as a whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Tree {
    out: PathBuf,
    /// A hash of what all files look like from outside.
    stats: u64,
    /// The last change of any of them.
    newest: i64,
    content: u64,
}

impl Footprint {
    /// The footprint of a run that began at `since`, read what `trail` says, and left `files` in `out`.
    ///
    /// None where something is no ordinary file, has gone, or has a name that cannot be written down.
    #[must_use]
    pub fn new(trail: &Trail, files: &Files, out: &Path, since: SystemTime) -> Option<Self> {
        let inputs = trail.read.iter().map(|(path, content)| {
            Some(Input {
                path: path.clone(),
                identity: identity(path),
                stat: Stat::of(&fs::metadata(path).ok()?)?,
                content: *content,
            })
        });
        let same = trail
            .same
            .iter()
            .filter(|path| !trail.read.contains_key(*path));
        let (list, listing) = manifest::entry(files);
        let (stats, newest) = stats(out, files.iter().map(|(path, _)| path))?;
        let texts = [(&list, listing.as_str())].into_iter().chain(files.iter());
        let mut content = DefaultHasher::new();
        texts.for_each(|(path, text)| add_content(&mut content, path, text.as_bytes()));
        Some(Self {
            since: nanoseconds(since),
            read: inputs.collect::<Option<_>>()?,
            same: same.map(|path| (path.clone(), identity(path))).collect(),
            absent: trail.absent.iter().cloned().collect(),
            tree: Tree {
                out: out.to_path_buf(),
                stats,
                newest,
                content: content.finish(),
            },
        })
    }

    /// The footprint of a run that begins at `now`, which would read and write the same; none where it may not.
    ///
    /// It is equal to this one where no file had to be read for that.
    #[must_use]
    pub fn renewed(&self, now: SystemTime) -> Option<Self> {
        let now = nanoseconds(now);
        // after the clock was set back, a file may have been changed at the very time that it had before
        let trusted = if now < self.since {
            i64::MIN
        } else {
            self.since
        };
        let is_gone = |path: &PathBuf| !read::is_file(path);
        let leads_there = |(path, to): &(PathBuf, PathBuf)| identity(path) == *to;
        if !self.absent.iter().all(is_gone) || !self.same.iter().all(leads_there) {
            return None;
        }
        let inputs = self.read.iter().map(|input| input.renewed(trusted));
        let renewed = Self {
            since: self.since,
            read: inputs.collect::<Option<_>>()?,
            same: self.same.clone(),
            absent: self.absent.clone(),
            tree: self.tree.renewed(trusted)?,
        };
        let was_read = !renewed.is_settled(trusted) || renewed != *self;
        let since = if was_read { now } else { self.since };
        Some(Self { since, ..renewed })
    }

    /// Whether no file needed a look into it.
    fn is_settled(&self, since: i64) -> bool {
        let mut inputs = self.read.iter();
        is_settled(self.tree.newest, since)
            && inputs.all(|input| is_settled(input.stat.newest(), since))
    }
}

impl Input {
    fn renewed(&self, since: i64) -> Option<Self> {
        let stat = Stat::of(&fs::metadata(&self.path).ok()?)?;
        if stat != self.stat || !is_settled(stat.newest(), since) {
            let bytes = read::read_bytes(&self.path).ok()?;
            if hash(&bytes) != self.content || identity(&self.path) != self.identity {
                return None;
            }
        }
        Some(Self {
            stat,
            ..self.clone()
        })
    }
}

impl Tree {
    fn renewed(&self, since: i64) -> Option<Self> {
        if read::exists(&self.out.join(STAGING)) {
            return None;
        }
        let listed = manifest::load(&self.out).ok()??;
        let (stats, newest) = stats(&self.out, listed.iter())?;
        if stats != self.stats || !is_settled(newest, since) {
            let list = RelativePath::new(MANIFEST).ok()?;
            let mut content = DefaultHasher::new();
            for path in std::iter::once(&list).chain(&listed) {
                let bytes = read::read_bytes(&path.below(&self.out)).ok()?;
                add_content(&mut content, path, &bytes);
            }
            if content.finish() != self.content {
                return None;
            }
        }
        Some(Self {
            stats,
            newest,
            ..self.clone()
        })
    }
}

impl Stat {
    /// None for what is no ordinary file, such as a pipe, which tells nothing about what comes out of it.
    fn of(metadata: &fs::Metadata) -> Option<Self> {
        let (changed, node) = marks(metadata);
        metadata.is_file().then_some(Self {
            size: metadata.len(),
            modified: nanoseconds(metadata.modified().ok()?),
            changed,
            node,
        })
    }

    fn newest(&self) -> i64 {
        self.modified.max(self.changed)
    }
}

/// Time of change and number of a file.
#[cfg(unix)]
fn marks(metadata: &fs::Metadata) -> (i64, u64) {
    use std::os::unix::fs::MetadataExt;
    let seconds = metadata.ctime().saturating_mul(1_000_000_000);
    (
        seconds.saturating_add(metadata.ctime_nsec()),
        metadata.ino(),
    )
}

/// Time of change and number of a file, which this system does not tell.
#[cfg(not(unix))]
fn marks(_: &fs::Metadata) -> (i64, u64) {
    (0, 0)
}

/// A hash of what a tree looks like from outside, and its last change.
///
/// None where a file is missing, or a file or a folder above it is something else, such as a link.
fn stats<'p>(out: &Path, paths: impl Iterator<Item = &'p RelativePath>) -> Option<(u64, i64)> {
    let mut folders = BTreeSet::new();
    let (mut hasher, mut newest) = (DefaultHasher::new(), i64::MIN);
    let mut add = |path: &str| {
        let stat = Stat::of(&fs::symlink_metadata(super::path::below(out, path)).ok()?)?;
        newest = newest.max(stat.newest());
        hasher.write(path.as_bytes());
        hasher.write_u64(stat.size);
        hasher.write_i64(stat.modified);
        hasher.write_i64(stat.changed);
        hasher.write_u64(stat.node);
        Some(())
    };
    add(MANIFEST)?;
    for path in paths {
        // the nearest folder first: where it is known, so are those above it
        let (above, _) = path.as_str().rsplit_once('/').unwrap_or_default();
        if !above.is_empty() && !folders.contains(above) {
            for folder in path.folders() {
                let is_folder = kind(&super::path::below(out, folder), false).ok()? == Kind::Folder;
                is_folder.then(|| folders.insert(folder))?;
            }
        }
        add(path.as_str())?;
    }
    Some((hasher.finish(), newest))
}

fn add_content(hasher: &mut DefaultHasher, path: &RelativePath, bytes: &[u8]) {
    hasher.write(path.as_str().as_bytes());
    hasher.write_usize(bytes.len());
    hasher.write(bytes);
}

/// Whether a change at this time was over well before a run began that looked at the file.
fn is_settled(changed: i64, since: i64) -> bool {
    let ticks = i64::try_from(GRANULARITY.as_nanos()).unwrap_or(i64::MAX);
    changed.saturating_add(ticks) <= since
}

/// Nanoseconds since 1970, as far as the number reaches.
fn nanoseconds(time: SystemTime) -> i64 {
    let number = |span: Duration| i64::try_from(span.as_nanos()).unwrap_or(i64::MAX);
    match time.duration_since(UNIX_EPOCH) {
        Ok(after) => number(after),
        Err(before) => -number(before.duration()),
    }
}
