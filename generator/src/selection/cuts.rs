//! Turns the paths of `exclude` into where other paths have to stop.

use std::collections::HashMap;

use super::entry::Segment;
use super::ways::{Way, Ways};

/// How far each excluded path has come: which of them, and the position in it.
type Progress = Vec<(u32, u32)>;

/// Excluded paths, followed beside those that are included.
///
/// The paths that a walk can tell apart by what may still be cut from them have a number each; with
/// nothing excluded there is one.
pub(super) struct Cuts<'e> {
    paths: &'e [Vec<Segment>],
    known: Vec<Progress>,
    numbers: HashMap<Progress, u32>,
}

impl<'e> Cuts<'e> {
    pub(super) fn new(paths: &'e [Vec<Segment>]) -> Self {
        Self {
            paths,
            known: Vec::new(),
            numbers: HashMap::new(),
        }
    }

    /// The number of the path without segments; none where even that is excluded.
    pub(super) fn start(&mut self) -> Option<u32> {
        let all = (0u32..).zip(self.paths).map(|(path, _)| (path, 0));
        let start = all.collect();
        self.number(start)
    }

    /// The number of a path with one more way; none where that path is excluded.
    pub(super) fn after(&mut self, before: u32, way: Way, ways: &Ways<'_>) -> Option<u32> {
        if self.paths.is_empty() {
            return Some(before);
        }
        let mut after = Progress::new();
        for &(path, at) in &self.known[before as usize] {
            let segment = &self.paths[path as usize][at as usize];
            if ways.fits(segment, way) {
                let is_deep = *segment == Segment::Deep;
                after.push((path, if is_deep { at } else { at + 1 }));
            }
        }
        self.number(after)
    }

    /// The number of a progress, after which `**` may also stand for nothing.
    fn number(&mut self, mut progress: Progress) -> Option<u32> {
        let mut next = 0;
        while let Some(&(path, at)) = progress.get(next) {
            match self.paths[path as usize].get(at as usize) {
                None => return None,
                Some(Segment::Deep) => progress.push((path, at + 1)),
                Some(_) => {}
            }
            next += 1;
        }
        progress.sort_unstable();
        progress.dedup();
        if let Some(&number) = self.numbers.get(&progress) {
            return Some(number);
        }
        let number = u32::try_from(self.known.len()).unwrap_or(u32::MAX);
        self.known.push(progress.clone());
        self.numbers.insert(progress, number);
        Some(number)
    }
}
