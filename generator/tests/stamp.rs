//! Turns runs that have nothing to do into the same words without the work, and every change into a whole run.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "support/project.rs"]
mod project;

use std::fs;
use std::hash::{DefaultHasher, Hasher};
use std::path::PathBuf;
use std::process::Command;
use std::time::SystemTime;

use project::{Project, Run};

/// How many files a forged note tells of: who says so has believed it, and looked at nothing else.
const FORGED: &str = "4242";

/// The note of a project that has one.
fn notes(project: &Project) -> Vec<PathBuf> {
    let folder = fs::read_dir(project.path("target/odata-bindgen"));
    let entries = folder.into_iter().flatten();
    entries.map(|entry| entry.unwrap().path()).collect()
}

/// A shop that was generated, so that there is nothing to do, and a run has said so.
fn settled() -> Project {
    let project = Project::shop();
    settle(&project);
    project
}

fn settle(project: &Project) {
    project.write("target/CACHEDIR.TAG", "");
    // one run writes, and the next one sees that nothing is left to do
    project.succeed(&["generate"]);
    assert_eq!(notes(project).len(), 0, "a run that wrote left a note");
    project.succeed(&["generate"]);
    assert_eq!(notes(project).len(), 1);
}

/// Makes the note say what cannot be true.
fn forge(project: &Project) {
    let notes = notes(project);
    let [note] = &notes[..] else {
        panic!("{notes:?}");
    };
    let text = fs::read_to_string(note).unwrap();
    let (_, text) = text.split_once('\n').unwrap();
    let mut note_: serde_json::Value = serde_json::from_str(text).unwrap();
    let number: u64 = FORGED.parse().unwrap();
    note_["told"]["summary"]["files"]["unchanged"] = number.into();
    note_["told"]["files"] = number.into();
    let text = note_.to_string();
    let mut hasher = DefaultHasher::new();
    hasher.write(text.as_bytes());
    fs::write(note, format!("{:016x}\n{text}", hasher.finish())).unwrap();
}

/// Whether a run relies on the note of the one before.
fn is_quick(project: &Project, arguments: &[&str]) -> bool {
    forge(project);
    let Run { code, stdout, .. } = project.run(arguments);
    assert_eq!(code, Some(0), "{stdout}");
    stdout.contains(FORGED)
}

#[test]
fn what_has_not_changed_is_not_looked_at_again() {
    let project = settled();
    for arguments in [&["generate"][..], &["generate", "--json"], &["check"]] {
        assert!(is_quick(&project, arguments), "{arguments:?}");
    }
    assert_eq!(project.succeed(&["generate", "--quiet"]), "");
}

#[test]
fn a_run_without_work_says_what_the_whole_one_says() {
    let project = Project::shop();
    let reference = "<edmx:Reference Uri=\"https://example.com/more.xml\"><edmx:Include Namespace=\"More\"/></edmx:Reference>";
    let services = "<edmx:DataServices>";
    project.replace("shop.xml", services, &format!("{reference}{services}"));
    settle(&project);
    let steady = |arguments: &[&str]| {
        let Run {
            code,
            stdout,
            stderr,
        } = project.run(arguments);
        let lines = stdout
            .lines()
            .filter(|line| !line.contains("\"milliseconds\""));
        // seconds aside
        let lines = lines.map(|line| line.rsplit_once(", 0.").map_or(line, |(line, _)| line));
        (code, lines.collect::<Vec<_>>().join("\n"), stderr)
    };
    for arguments in [
        &["generate"][..],
        &["generate", "--json"],
        &["check"],
        &["check", "--json"],
    ] {
        let quick = steady(arguments);
        let whole = steady(&[arguments, &["--fresh"]].concat());
        assert_eq!(quick, whole);
        let warned = [&quick.1, &quick.2]
            .iter()
            .any(|text| text.contains("unresolved-reference"));
        assert!(warned, "{quick:?}");
    }
    // in other colours the findings are another text, which the note does not have
    let colours = ["generate", "--color", "always"];
    assert!(!is_quick(&project, &colours));
    assert!(is_quick(&project, &colours));
}

#[test]
fn options_that_ask_for_more_have_it() {
    let project = settled();
    for option in ["--fresh", "--force", "--dry-run"] {
        assert!(!is_quick(&project, &["generate", option]), "{option}");
        settle_again(&project);
    }
    assert!(!is_quick(&project, &["check", "--fresh"]));
    assert!(!is_quick(&project, &["generate", "--deny", "empty-enum"]));
    settle_again(&project);
    // another selection is another crate
    assert!(!is_quick(
        &project,
        &["generate", "--include", "Shop.Line", "--max-removed", "100"]
    ));
    assert!(!project.path("generated/src/v1/types/order.rs").exists());
    assert!(!project.succeed(&["generate"]).contains("nothing to do"));
    assert!(project.path("generated/src/v1/types/order.rs").exists());
}

/// Has a true note again.
fn settle_again(project: &Project) {
    project.succeed(&["generate", "--fresh"]);
    assert!(is_quick(project, &["generate"]));
    project.succeed(&["generate", "--fresh"]);
}

#[test]
fn a_new_time_is_no_change() {
    let project = settled();
    for name in [
        "shop.xml",
        "odata-bindgen.lock",
        "generated/src/v1/types/order.rs",
        "generated/Cargo.toml",
    ] {
        let file = fs::File::options().append(true).open(project.path(name));
        file.unwrap().set_modified(SystemTime::UNIX_EPOCH).unwrap();
        assert!(is_quick(&project, &["generate"]), "{name}");
    }
}

#[test]
fn every_input_counts() {
    type Edit = fn(&Project);
    let edits: [(&str, Edit); 4] = [
        ("the document", |project| {
            project.replace("shop.xml", "Name=\"Seat\"", "Name=\"Town\"");
        }),
        ("the settings", |project| {
            project.replace("odata-bindgen.toml", "shop-client", "shop-expert");
        }),
        ("the lock", |project| {
            project.replace("odata-bindgen.lock", "Seat seat", "Seat town");
        }),
        ("a generated file", |project| {
            project.write("generated/src/v1/types/order.rs", "");
        }),
    ];
    for (what, edit) in edits {
        let project = settled();
        edit(&project);
        assert_eq!(project.run(&["check"]).code, Some(1), "{what}");
        let told = project.succeed(&["generate"]);
        assert!(!told.contains("nothing to do"), "{what}: {told}");
        project.succeed(&["check", "--fresh"]);
    }
}

#[test]
fn a_document_that_comes_to_hand_counts() {
    let project = Project::shop();
    let reference =
        "<edmx:Reference Uri=\"more.xml\"><edmx:Include Namespace=\"More\"/></edmx:Reference>";
    let services = "<edmx:DataServices>";
    project.replace("shop.xml", services, &format!("{reference}{services}"));
    settle(&project);
    assert!(is_quick(&project, &["generate"]));
    let more = project.read("shop.xml").replace(reference, "");
    let (before, rest) = more.split_once("<edmx:DataServices>").unwrap();
    let (_, after) = rest.split_once("</edmx:DataServices>").unwrap();
    let schema = "<Schema Namespace=\"More\" xmlns=\"http://docs.oasis-open.org/odata/ns/edm\"><ComplexType Name=\"Note\"/></Schema>";
    project.write(
        "more.xml",
        &format!("{before}<edmx:DataServices>{schema}</edmx:DataServices>{after}"),
    );
    let told = project.succeed(&["generate"]);
    assert!(!told.contains("nothing to do"), "{told}");
}

#[test]
fn a_note_that_is_broken_is_no_note() {
    let project = settled();
    let notes = notes(&project);
    let text = fs::read_to_string(&notes[0]).unwrap();
    let wrong = [
        "",
        "{}",
        "0000000000000000\n{}",
        &text[..text.len() / 2],
        &text.replacen("unchanged\":", "unchanged\":7", 1),
    ];
    for wrong in wrong {
        fs::write(&notes[0], wrong).unwrap();
        let told = project.succeed(&["generate"]);
        assert!(told.contains("nothing to do: all "), "{told}");
        assert!(!told.contains("all 7"), "{told}");
        assert!(is_quick(&project, &["generate"]), "there is no new note");
        project.succeed(&["generate", "--fresh"]);
    }
}

#[test]
fn where_cargo_has_no_folder_nothing_is_left() {
    let project = Project::shop();
    project.succeed(&["generate"]);
    let before = project.files();
    project.succeed(&["generate"]);
    project.succeed(&["check"]);
    assert_eq!(before, project.files());
}

#[test]
fn the_folder_that_cargo_is_told_of_has_the_note() {
    let project = Project::shop();
    project.write("elsewhere/keep", "");
    for _ in 0..2 {
        let run = project::run(
            Command::new(env!("CARGO_BIN_EXE_odata-bindgen"))
                .arg("generate")
                .env("CARGO_TARGET_DIR", "elsewhere")
                .current_dir(project.path("")),
        );
        assert_eq!(run.code, Some(0), "{run:?}");
    }
    let entries = fs::read_dir(project.path("elsewhere/odata-bindgen")).unwrap();
    assert_eq!(entries.count(), 1);
}

#[test]
fn a_failure_stays_a_failure() {
    let project = settled();
    project.replace("shop.xml", "Type=\"Shop.State\"", "Type=\"Shop.Sate\"");
    for _ in 0..2 {
        assert_eq!(project.run(&["generate"]).code, Some(1));
        assert_eq!(project.run(&["check"]).code, Some(1));
    }
    assert_eq!(
        project.run(&["generate", "--deny", "no-such-rule"]).code,
        Some(2)
    );
}
