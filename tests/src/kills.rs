//! Turns the killing of a process that generates into what it leaves behind, as others read it.

mod child;
mod scene;

pub use child::{Child, Death, GENERATE, limited, system_calls_can_be_counted, write_in};
pub use scene::{Foreign, Scene, View, view};

use std::fmt;
use std::path::Path;
use std::time::Duration;

/// How often the tree was which one when its writer was killed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// The tree was the old one.
    pub old: usize,
    /// The tree was the new one.
    pub new: usize,
    /// Of both, those where something was left for the next run to finish.
    pub unfinished: usize,
    /// Of those, the ones in which the killed run had itself found something to finish.
    pub again: usize,
}

impl Tally {
    /// How many processes were killed.
    #[must_use]
    pub fn all(&self) -> usize {
        self.old + self.new
    }
}

/// There is no number of mixtures: the first one ends the program.
impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            old,
            new,
            unfinished,
            again,
        } = self;
        write!(
            f,
            "{:>6} kills {old:>6} old {new:>6} new {unfinished:>6} unfinished {again:>6} killed again",
            self.all()
        )
    }
}

/// Kills so many writers at moments that a number decides, and looks at what each leaves behind.
///
/// One in four is followed by another that is killed while it makes up for the first. Every second one
/// is killed after the change of the tree has begun, which is a small part of the time.
///
/// # Panics
/// When a tree is neither the old nor the new one, when a run after that does not make it the new
/// one, or when a file that nobody generated is not as it was.
#[must_use]
pub fn at_random(scene: &Scene, program: &Path, count: usize, seed: u64) -> Tally {
    let mut random = Random(seed.max(1));
    let mut tally = Tally::default();
    let writing = scene.time(program);
    let mut spans = [writing, writing / 4];
    scene.restore();
    while tally.all() < count {
        let again = scene.is_unfinished();
        let from_change = tally.all() % 2;
        let span = &mut spans[from_change];
        let delay = span.mul_f64(random.fraction());
        let journal = (from_change == 1 && !again).then(|| scene.journal());
        let child = Child::start(program, scene.folder());
        if child.killed_after(journal.as_deref(), delay) == Death::Ended {
            // it was too quick: the moments are to be within its time
            *span = span.mul_f64(0.9).max(Duration::from_micros(300));
            scene.restore();
            continue;
        }
        let is_new = look(scene, &format!("after {delay:?}"));
        tally.count(is_new, scene.is_unfinished(), again);
        if random.fraction() < 0.75 {
            scene.heal();
            scene.restore();
        }
    }
    scene.heal();
    tally
}

/// Kills a writer before each system call that changes the file system, one after the other.
///
/// # Panics
/// Like [`at_random`].
#[must_use]
pub fn at_each_call(scene: &Scene, program: &Path) -> Tally {
    let mut tally = Tally::default();
    for call in 1.. {
        scene.restore();
        let death = child::killed_at(program, scene.folder(), call);
        let is_new = look(scene, &format!("before system call {call}"));
        if death == Death::Ended {
            break;
        }
        tally.count(is_new, scene.is_unfinished(), false);
        scene.heal();
    }
    tally
}

impl Tally {
    fn count(&mut self, is_new: bool, unfinished: bool, again: bool) {
        self.old += usize::from(!is_new);
        self.new += usize::from(is_new);
        self.unfinished += usize::from(unfinished);
        self.again += usize::from(again && unfinished);
    }
}

/// Whether the tree is the new one; the old one is the only other thing that it may be.
fn look(scene: &Scene, when: &str) -> bool {
    let found = scene.view();
    let is_new = found == *scene.new_view();
    assert!(
        is_new || found == *scene.old_view(),
        "killed {when}, the tree is neither the old nor the new one: {}",
        scene.differences(&found)
    );
    scene.compare(is_new);
    is_new
}

/// Numbers that look like random ones and are the same each time (xorshift64*).
struct Random(u64);

impl Random {
    /// From zero to one.
    fn fraction(&mut self) -> f64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let number = self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 40;
        number as f64 / f64::from(1 << 24)
    }
}
