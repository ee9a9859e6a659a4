//! What readers see of a change that takes place at one moment, wherever it is broken off.

use std::fs;
use std::path::Path;

use super::interruption::{
    FILE_BY_FILE, FOLDERS_WHOLE, FOREIGN, Tree, before_and_after, new_files, old_files,
};
use super::tree::{GENTLE, put, snapshot};
use super::{files, path_of};
use crate::files::flip::{link, prepare, settle, turn};
use crate::files::folder::link_to;
use crate::files::journal::{STAGING, Stage, recover};
use crate::files::parts::Parts;
use crate::files::path::RelativePath;
use crate::files::{Comparison, Files, compare, write_tree};

/// The files as one sees them who opens them: links are followed, and what leads nowhere is not there.
fn seen(out: &Path) -> Tree {
    let mut found = Tree::new();
    let mut waiting = vec![String::new()];
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(out.join(&folder)).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            let path = format!("{folder}{name}");
            match fs::metadata(out.join(&path)) {
                Ok(metadata) if metadata.is_dir() && path != STAGING => {
                    waiting.push(format!("{path}/"));
                }
                Ok(metadata) if metadata.is_file() => {
                    let text = fs::read_to_string(out.join(&path)).unwrap();
                    found.insert(path, text);
                }
                _ => {}
            }
        }
    }
    found
}

fn files_of(mut tree: Tree) -> Tree {
    tree.retain(|path, _| !path.ends_with('/'));
    tree
}

/// An old tree with foreign files, beside which everything is ready for the new one.
fn ready(out: &Path, few: usize) -> Vec<RelativePath> {
    write_tree(&old_files(), out, &GENTLE).unwrap();
    put(out, &FOREIGN);
    let comparison = compare(&new_files(), out).unwrap();
    let parts = Parts::new(&comparison, out, few).unwrap().unwrap();
    let stage = Stage::of(out);
    let prepared = prepare(&stage, &new_files(), &comparison, &parts);
    assert!(prepared.is_ok());
    parts.as_slice().to_vec()
}

/// Does so many steps of a change, in a new folder each, and asks `then` what has become of it.
fn at_each_step(then: impl Fn(&Path, bool, &str)) {
    for few in [FILE_BY_FILE, FOLDERS_WHOLE] {
        let count = ready(tempfile::tempdir().unwrap().path(), few).len();
        for step in 0..=2 * count + 1 {
            let folder = tempfile::tempdir().unwrap();
            let out = folder.path();
            let parts = ready(out, few);
            let stage = Stage::of(out);
            link(&stage, &parts[..step.min(count)]).unwrap();
            let is_new = step > count;
            if is_new {
                turn(&stage).unwrap();
                settle(&stage, &parts[2 * count + 1 - step..]).unwrap();
            }
            then(out, is_new, &format!("few {few}, step {step} of {count}"));
        }
    }
}

fn differs(comparison: &Comparison) -> bool {
    let Comparison {
        added,
        changed,
        removed,
        ..
    } = comparison;
    !(added.is_empty() && changed.is_empty() && removed.is_empty())
}

#[test]
fn a_folder_is_a_part_where_it_changes_as_a_whole() {
    let parts = |few| {
        let folder = tempfile::tempdir().unwrap();
        let parts = ready(folder.path(), few);
        let names: Vec<_> = parts.iter().map(RelativePath::to_string).collect();
        names.join(" ")
    };
    insta::assert_snapshot!(parts(FILE_BY_FILE), @"changed src/gone src/kept/a.rs src/new turned turns .odata-bindgen");
    // the folder `src` holds a foreign file
    assert_eq!(parts(FOLDERS_WHOLE), parts(FILE_BY_FILE));

    let old: Vec<_> = (0..30).map(|n| format!("src/few/{n}")).collect();
    let old = old.iter().map(|path| (path.as_str(), "old"));
    let many = ["src/many/a", "src/many/b", "src/many/c"].map(|path| (path, "old"));
    let old: Vec<_> = old.chain(many).collect();
    let folder = tempfile::tempdir().unwrap();
    write_tree(&files(&old), folder.path(), &GENTLE).unwrap();
    let changes = |(path, _)| match path {
        "src/few/1" | "src/few/2" | "src/few/3" => (path, "new"),
        _ if str::starts_with(path, "src/many/") => (path, "new"),
        _ => (path, "old"),
    };
    let new: Vec<_> = old.into_iter().map(changes).collect();
    let comparison = compare(&files(&new), folder.path()).unwrap();
    let parts = Parts::new(&comparison, folder.path(), 2).unwrap().unwrap();
    let parts: Vec<_> = parts.as_slice().iter().map(RelativePath::as_str).collect();
    assert_eq!(parts, ["src/few/1", "src/few/2", "src/few/3", "src/many"]);
}

#[test]
fn who_reads_sees_the_old_tree_or_the_new_one_after_each_step() {
    let (before, after) = before_and_after();
    let (old, new) = (files_of(before.clone()), files_of(after.clone()));
    at_each_step(|out, is_new, step| {
        assert_eq!(
            seen(out),
            if is_new { &new } else { &old }.clone(),
            "{step}"
        );
        let wanted = if is_new { new_files() } else { old_files() };
        let comparison = compare(&wanted, out).unwrap();
        assert!(comparison.interrupted, "{step}");
        assert!(!differs(&comparison), "{step}: {comparison:?}");
        recover(out).unwrap();
        assert_eq!(
            snapshot(out),
            if is_new { &after } else { &before }.clone(),
            "{step}"
        );
    });
}

#[test]
fn a_link_that_has_not_changed_places_yet_does_no_harm() {
    let (before, _) = before_and_after();
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path();
    let parts = ready(out, FILE_BY_FILE);
    let old = Stage::of(out).old_file(&parts[0]);
    fs::create_dir_all(old.parent().unwrap()).unwrap();
    std::os::unix::fs::symlink(link_to(parts[0].as_str()), old).unwrap();
    recover(out).unwrap();
    assert_eq!(snapshot(out), before);
}

#[test]
fn the_making_up_can_be_broken_off_as_well() {
    let (before, after) = before_and_after();
    at_each_step(|out, is_new, step| {
        let stage = Stage::of(out);
        let comparison = compare(&new_files(), out).unwrap();
        assert!(comparison.interrupted);
        let journal = fs::read_to_string(stage.folder.join("journal")).unwrap();
        let parts: Vec<_> = journal.lines().skip(1).map(path_of).collect();
        settle(&stage, &parts[parts.len() / 2..parts.len() - 1]).unwrap();
        recover(out).unwrap();
        assert_eq!(
            snapshot(out),
            if is_new { &after } else { &before }.clone(),
            "{step}"
        );
    });
}

#[test]
fn a_staging_folder_that_was_cleaned_away_is_made_up_for_by_the_next_run() {
    let (_, after) = before_and_after();
    at_each_step(|out, _, step| {
        fs::remove_dir_all(out.join(STAGING)).unwrap();
        write_tree(&new_files(), out, &GENTLE).unwrap_or_else(|e| panic!("{step}: {e}"));
        assert_eq!(snapshot(out), after, "{step}");
    });
}

#[test]
fn a_step_that_fails_has_the_others_taken_back() {
    let (before, _) = before_and_after();
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path();
    let parts = ready(out, FILE_BY_FILE);
    let stage = Stage::of(out);
    // something stands where the third part is to be kept
    put(
        &stage.folder,
        &[(&format!("old/{}", parts[2]), "in the way")],
    );
    assert!(link(&stage, &parts).is_err());
    assert_eq!(seen(out), files_of(before.clone()));
    settle(&stage, &parts).unwrap();
    stage.clear().unwrap();
    assert_eq!(snapshot(out), before);
}

#[test]
fn a_journal_that_is_cut_off_changes_nothing() {
    let (before, _) = before_and_after();
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path();
    ready(out, FILE_BY_FILE);
    let whole = fs::read_to_string(out.join(STAGING).join("journal")).unwrap();
    for length in 0..whole.len() {
        fs::create_dir_all(out.join(STAGING)).unwrap();
        fs::write(out.join(STAGING).join("journal"), &whole[..length]).unwrap();
        recover(out).unwrap();
        assert_eq!(snapshot(out), before, "cut at {length}");
    }
}

#[test]
fn names_that_differ_in_case_only_are_moved_one_after_the_other() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path();
    write_tree(&files(&[("src/Name.rs", "1"), ("b", "1")]), out, &GENTLE).unwrap();
    let wanted: Files = files(&[("src/name.rs", "2"), ("b", "1")]);
    let comparison = compare(&wanted, out).unwrap();
    assert!(
        Parts::new(&comparison, out, FILE_BY_FILE)
            .unwrap()
            .is_none()
    );
    write_tree(&wanted, out, &GENTLE).unwrap();
    let written = files_of(snapshot(out));
    assert_eq!(written["src/name.rs"], "2");
    assert_eq!(written.len(), 3);
}

#[test]
fn files_that_others_put_into_a_part_meanwhile_stay() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path();
    write_tree(&old_files(), out, &GENTLE).unwrap();
    let comparison = compare(&new_files(), out).unwrap();
    put(out, &[("src/gone/notes.md", "mine")]);
    let parts = Parts::new(&comparison, out, FILE_BY_FILE).unwrap().unwrap();
    assert!(!parts.are_still_ours(&comparison, out).unwrap());
}
