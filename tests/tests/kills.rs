//! Is the generated tree the old one or the new one, however the writing of it ends?

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tests::kills::{self, Foreign, Scene};

/// The program that generates, and is killed.
fn program() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_kills"))
}

#[test]
fn whoever_is_killed_leaves_the_old_tree_or_the_new_one() {
    let folder = tempfile::tempdir().expect("there is a place for temporary files");
    let mut unfinished = 0;
    for (number, (share, foreign)) in (1..).zip([
        (100, Foreign::Nothing),
        (100, Foreign::Files),
        (10, Foreign::Files),
    ]) {
        let scene = Scene::new(&folder.path().join(share.to_string()), 40, share, foreign);
        let tally = kills::at_random(&scene, program(), 16, number);
        println!("{share} %, {foreign:?}: {tally}");
        unfinished += tally.unfinished;
    }
    // a kill that comes before or after all of it tells nothing
    assert!(unfinished > 4, "{unfinished} were killed at work");
}

#[test]
fn killed_before_any_system_call_it_leaves_the_old_tree_or_the_new_one() {
    if !kills::system_calls_can_be_counted() {
        println!("there is no `strace` that may count system calls");
        return;
    }
    let folder = tempfile::tempdir().expect("there is a place for temporary files");
    let scene = Scene::new(folder.path(), 10, 60, Foreign::Files);
    let tally = kills::at_each_call(&scene, program());
    println!("{tally}");
    assert!(tally.old > 10 && tally.new > 10, "{tally}");
}

#[test]
fn without_file_descriptors_the_tree_stays_as_it_is() {
    let folder = tempfile::tempdir().expect("there is a place for temporary files");
    let scene = Scene::new(folder.path(), 10, 60, Foreign::Files);
    let mut failures = 0;
    for most in 3..24 {
        let result = kills::limited(program(), scene.folder(), &format!("ulimit -n {most}"));
        failures += usize::from(assert_whole(&scene, result).is_some());
    }
    assert!(failures > 0, "so few are enough");
}

#[test]
fn on_a_full_disk_the_tree_stays_as_it_is() {
    let Some(disk) = Disk::new("1m") else {
        println!("no file system can be mounted here");
        return;
    };
    let scene = Scene::new(&disk.0, 10, 60, Foreign::Nothing);
    let filler = disk.0.join("filler");
    let free = disk.free();
    let mut failures = 0;
    for left in (0..free).step_by(16) {
        std::fs::write(&filler, vec![0; (free - left) * 1024]).expect("so much was free");
        let result = kills::limited(program(), scene.folder(), "true");
        if let Some(error) = assert_whole(&scene, result) {
            failures += 1;
            assert!(error.contains("make room; nothing was changed"), "{error}");
            assert!(!scene.is_unfinished(), "{error}");
        }
        std::fs::remove_file(&filler).expect("it was written a moment ago");
        scene.restore();
    }
    assert!(failures > 2, "{failures} times the disk was full");
}

#[test]
fn where_nothing_can_be_written_the_tree_stays_as_it_is() {
    let Some(disk) = Disk::new("4m") else {
        println!("no file system can be mounted here");
        return;
    };
    let scene = Scene::new(&disk.0, 10, 60, Foreign::Files);
    assert!(disk.remount("ro"));
    let error = assert_whole(&scene, kills::limited(program(), scene.folder(), "true"));
    let error = error.expect("nothing can be written");
    assert!(
        error.contains("choose an output folder that can be written to"),
        "{error}"
    );
    assert!(disk.remount("rw"));
    scene.heal();
}

/// Looks at the tree that a run has left, and puts the old one back. Gives its error.
fn assert_whole(scene: &Scene, result: Result<(), String>) -> Option<String> {
    let found = scene.view();
    let wanted = match result {
        Ok(()) => scene.new_view(),
        Err(_) => scene.old_view(),
    };
    assert!(
        found == *wanted,
        "{result:?}: {}",
        scene.differences(&found)
    );
    if result.is_ok() {
        scene.restore();
    }
    result.err()
}

/// A file system in memory of its own.
struct Disk(PathBuf);

impl Disk {
    /// A file system of this size, where we may mount one.
    fn new(size: &str) -> Option<Self> {
        let folder = tempfile::tempdir().ok()?.keep();
        let options = format!("size={size}");
        let done = run("mount", &["-t", "tmpfs", "-o", &options, "tmpfs"], &folder);
        if !done {
            let _ = std::fs::remove_dir(&folder);
        }
        done.then_some(Self(folder))
    }

    fn remount(&self, how: &str) -> bool {
        run("mount", &["-o", &format!("remount,{how}")], &self.0)
    }

    /// How many KiB are free.
    fn free(&self) -> usize {
        let output = Command::new("df")
            .args(["-k", "--output=avail"])
            .arg(&self.0)
            .output();
        let output = output.expect("`df` comes with `mount`").stdout;
        let text = String::from_utf8_lossy(&output);
        let line = text.lines().next_back().unwrap_or_default();
        line.trim().parse().expect("a number of KiB")
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        run("umount", &[], &self.0);
        let _ = std::fs::remove_dir(&self.0);
    }
}

fn run(program: &str, arguments: &[&str], folder: &Path) -> bool {
    let mut command = Command::new(program);
    let command = command.args(arguments).arg(folder);
    let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status();
    status.is_ok_and(|status| status.success())
}
