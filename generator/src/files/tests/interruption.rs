//! What an interrupted run leaves behind, at every step, and what the next one makes of it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::tree::{put, snapshot};
use super::{files, path_of};
use crate::files::journal::{STAGING, Stage, Step, recover, render};
use crate::files::plan::Plan;
use crate::files::write::{stage_files, take_back};
use crate::files::{Files, WriteOptions, compare, write_tree};

const GENTLE: WriteOptions = WriteOptions { force: false };

pub(super) fn old_files() -> Files {
    files(&[
        ("same", "0"),
        ("changed", "old"),
        ("src/gone/a.rs", "old"),
        ("src/gone/b.rs", "old"),
        ("src/kept/a.rs", "old"),
        ("turns/into/file", "old"),
        ("turned", "old"),
    ])
}

pub(super) fn new_files() -> Files {
    files(&[
        ("same", "0"),
        ("changed", "new"),
        ("src/new/deep/a.rs", "new"),
        ("turns", "new"),
        ("turned/into/folder", "new"),
    ])
}

pub(super) const FOREIGN: [(&str, &str); 3] = [
    ("src/kept/notes.md", "mine"),
    ("target/debug/build", "built"),
    ("Cargo.lock", "lock"),
];

pub(super) type Tree = BTreeMap<String, String>;

/// The tree before and after a run that is not interrupted.
pub(super) fn before_and_after() -> (Tree, Tree) {
    let folder = tempfile::tempdir().unwrap();
    write_tree(&old_files(), folder.path(), &GENTLE).unwrap();
    put(folder.path(), &FOREIGN);
    let before = snapshot(folder.path());
    write_tree(&new_files(), folder.path(), &GENTLE).unwrap();
    (before, snapshot(folder.path()))
}

/// Stages the new files over the old tree, and gives the steps that are left to be taken.
fn staged(out: &Path, most: usize) -> Vec<Step> {
    write_tree(&old_files(), out, &GENTLE).unwrap();
    put(out, &FOREIGN);
    let comparison = compare(&new_files(), out).unwrap();
    let plan = Plan::new(&comparison, out, most).unwrap();
    let stage = Stage::of(out);
    stage.make().unwrap();
    stage_files(&stage, &new_files(), &comparison, &|path| {
        plan.moves_whole(path)
    })
    .unwrap();
    assert!(plan.is_still_right(&comparison, out).unwrap());
    plan.steps
}

/// How many changes a folder may have before it is moved as a whole.
pub(super) const FILE_BY_FILE: usize = usize::MAX;
pub(super) const FOLDERS_WHOLE: usize = 0;

#[test]
fn the_steps_clear_the_way_before_they_place() {
    let folder = tempfile::tempdir().unwrap();
    insta::assert_snapshot!(render(&staged(folder.path(), FILE_BY_FILE)), @r"
    odata-bindgen journal 1
    away changed
    away src/gone/a.rs
    away src/gone/b.rs
    away src/kept/a.rs
    away turned
    away turns/into/file
    drop turns/into
    drop turns
    drop src/kept
    drop src/gone
    make src/new
    make src/new/deep
    make turned
    make turned/into
    place src/new/deep/a.rs
    place turned/into/folder
    place turns
    place changed
    keep .odata-bindgen
    place .odata-bindgen
    end
    ");
    let folder = tempfile::tempdir().unwrap();
    insta::assert_snapshot!(render(&staged(folder.path(), FOLDERS_WHOLE)), @r"
    odata-bindgen journal 1
    away changed
    away src/gone/a.rs
    away src/gone/b.rs
    away src/kept/a.rs
    away turned
    away-folder turns
    drop src/kept
    drop src/gone
    make src/new
    make src/new/deep
    place src/new/deep/a.rs
    place turns
    place changed
    place-folder turned
    keep .odata-bindgen
    place .odata-bindgen
    end
    ");
}

#[test]
fn an_interruption_before_the_journal_leaves_the_old_tree() {
    for most in [FILE_BY_FILE, FOLDERS_WHOLE] {
        let (before, after) = before_and_after();
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path();
        staged(out, most);
        let mut visible = snapshot(out);
        visible.retain(|path, _| !path.starts_with(STAGING));
        assert_eq!(visible, before);
        assert!(compare(&old_files(), out).unwrap().interrupted);
        recover(out).unwrap();
        assert_eq!(snapshot(out), before);
        write_tree(&new_files(), out, &GENTLE).unwrap();
        assert_eq!(snapshot(out), after);
    }
}

#[test]
fn a_journal_that_is_not_whole_decides_nothing() {
    for most in [FILE_BY_FILE, FOLDERS_WHOLE] {
        let (before, _) = before_and_after();
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path();
        let steps = staged(out, most);
        Stage::of(out).commit(&steps).unwrap();
        let journal = out.join(STAGING).join("journal");
        let whole = fs::read_to_string(&journal).unwrap();
        for length in 0..whole.len() {
            fs::write(&journal, &whole[..length]).unwrap();
            recover(out).unwrap();
            assert_eq!(snapshot(out), before, "cut at {length}");
            fs::create_dir(out.join(STAGING)).unwrap();
        }
    }
}

#[test]
fn an_interruption_after_any_step_is_made_up_for() {
    for most in [FILE_BY_FILE, FOLDERS_WHOLE] {
        let (_, after) = before_and_after();
        let count = staged(tempfile::tempdir().unwrap().path(), most).len();
        for interrupted in 0..=count {
            let folder = tempfile::tempdir().unwrap();
            let out = folder.path();
            let steps = staged(out, most);
            let stage = Stage::of(out);
            stage.commit(&steps).unwrap();
            for step in &steps[..interrupted] {
                stage.take(step).unwrap();
            }
            assert!(compare(&new_files(), out).unwrap().interrupted);
            recover(out).unwrap();
            assert_eq!(snapshot(out), after, "after {interrupted} steps");
        }
    }
}

#[test]
fn an_interruption_of_the_making_up_is_made_up_for() {
    for most in [FILE_BY_FILE, FOLDERS_WHOLE] {
        let (_, after) = before_and_after();
        let count = staged(tempfile::tempdir().unwrap().path(), most).len();
        for first in 0..=count {
            for second in (0..=count).step_by(3) {
                let folder = tempfile::tempdir().unwrap();
                let out = folder.path();
                let steps = staged(out, most);
                let stage = Stage::of(out);
                stage.commit(&steps).unwrap();
                for step in steps[..first].iter().chain(&steps[..second]) {
                    stage.take(step).unwrap();
                }
                recover(out).unwrap();
                assert_eq!(snapshot(out), after, "after {first} and {second} steps");
            }
        }
    }
}

#[test]
fn a_failure_at_any_step_is_taken_back() {
    for most in [FILE_BY_FILE, FOLDERS_WHOLE] {
        let (before, after) = before_and_after();
        let count = staged(tempfile::tempdir().unwrap().path(), most).len();
        for failed in 0..=count {
            let folder = tempfile::tempdir().unwrap();
            let out = folder.path();
            let steps = staged(out, most);
            let stage = Stage::of(out);
            stage.commit(&steps).unwrap();
            for step in &steps[..failed] {
                stage.take(step).unwrap();
            }
            take_back(&stage, &steps[..failed]).unwrap();
            assert_eq!(snapshot(out), before, "failed at {failed}");
            write_tree(&new_files(), out, &GENTLE).unwrap();
            assert_eq!(snapshot(out), after);
        }
    }
}

#[test]
fn an_interruption_of_the_taking_back_is_made_up_for() {
    for most in [FILE_BY_FILE, FOLDERS_WHOLE] {
        let (_, after) = before_and_after();
        let count = staged(tempfile::tempdir().unwrap().path(), most).len();
        for taken in 0..=count {
            let folder = tempfile::tempdir().unwrap();
            let out = folder.path();
            let steps = staged(out, most);
            let stage = Stage::of(out);
            stage.commit(&steps).unwrap();
            for step in &steps {
                stage.take(step).unwrap();
            }
            for step in steps.iter().rev().take(taken) {
                stage.take_back(step).unwrap();
            }
            recover(out).unwrap();
            assert_eq!(snapshot(out), after, "after taking {taken} back");
        }
    }
}

#[test]
fn an_interruption_while_the_staging_folder_goes_leaves_the_new_tree() {
    for most in [FILE_BY_FILE, FOLDERS_WHOLE] {
        let (_, after) = before_and_after();
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path();
        let steps = staged(out, most);
        let stage = Stage::of(out);
        stage.commit(&steps).unwrap();
        for step in &steps {
            stage.take(step).unwrap();
        }
        fs::remove_file(out.join(STAGING).join("journal")).unwrap();
        write_tree(&new_files(), out, &GENTLE).unwrap();
        assert_eq!(snapshot(out), after);
    }
}

#[test]
fn a_staging_folder_that_was_cleaned_away_half_way_is_healed_by_the_next_run() {
    for most in [FILE_BY_FILE, FOLDERS_WHOLE] {
        let (_, after) = before_and_after();
        let count = staged(tempfile::tempdir().unwrap().path(), most).len();
        for taken in 0..=count {
            let folder = tempfile::tempdir().unwrap();
            let out = folder.path();
            let steps = staged(out, most);
            let stage = Stage::of(out);
            stage.commit(&steps).unwrap();
            for step in &steps[..taken] {
                stage.take(step).unwrap();
            }
            fs::remove_dir_all(out.join(STAGING)).unwrap();
            write_tree(&new_files(), out, &GENTLE).unwrap();
            let healed = snapshot(out);
            for (path, text) in &after {
                assert_eq!(healed.get(path), Some(text), "{path} after {taken} steps");
            }
        }
    }
}

#[test]
fn an_interruption_is_invisible_to_version_control() {
    for most in [FILE_BY_FILE, FOLDERS_WHOLE] {
        let folder = tempfile::tempdir().unwrap();
        staged(folder.path(), most);
        let ignored = folder.path().join(STAGING).join(".gitignore");
        assert_eq!(fs::read_to_string(ignored).unwrap(), "*\n");
    }
}

#[test]
fn a_failing_run_leaves_no_folder_that_was_not_there() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("a/b");
    // a name that is longer than file systems take makes staging fail
    let long = format!("{}/x", vec!["y".repeat(200); 25].join("/"));
    let wanted = files(&[("first", "1"), (&long, "2")]);
    let _ = path_of(&long);
    assert!(write_tree(&wanted, &out, &GENTLE).is_err());
    assert_eq!(snapshot(folder.path()), Tree::new());
}

#[cfg(unix)]
#[test]
fn a_staging_folder_that_is_a_link_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), &[("elsewhere/precious", "mine")]);
    let out = folder.path().join("out");
    fs::create_dir(&out).unwrap();
    std::os::unix::fs::symlink("../elsewhere", out.join(STAGING)).unwrap();
    assert!(write_tree(&files(&[]), &out, &GENTLE).is_err());
    assert!(folder.path().join("elsewhere/precious").exists());
}
