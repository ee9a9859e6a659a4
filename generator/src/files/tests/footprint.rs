//! What a footprint takes for unchanged, and when it looks into a file to know.

use std::fs;
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use tempfile::TempDir;

use super::super::*;
use super::files;

/// A document, a place without one, and a generated tree.
struct Scene {
    folder: TempDir,
    trail: Trail,
    files: Files,
}

const DOCUMENT: &str = "the document";

impl Scene {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let scene = Self {
            trail: Trail::default(),
            files: files(&[("Cargo.toml", "manifest"), ("src/types/a.rs", "struct A;")]),
            folder,
        };
        fs::write(scene.at("document.xml"), DOCUMENT).unwrap();
        write_tree(&scene.files, &scene.at("out"), &WriteOptions::default()).unwrap();
        scene
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The footprint of a run that began at this time and read the document.
    fn footprint(&self, since: SystemTime) -> Option<Footprint> {
        let mut trail = self.trail.clone();
        trail
            .read_bytes_within(&self.at("document.xml"), MAX_SIZE, None)
            .unwrap();
        assert!(!trail.is_file(&self.at("absent.xml")));
        Footprint::new(&trail, &self.files, &self.at("out"), since)
    }

    /// The footprint of a run that read something else than what is there, which shows when it is read again.
    fn misread(&self, since: SystemTime) -> Footprint {
        let mut trail = self.trail.clone();
        trail.add(&self.at("document.xml"), b"another text");
        Footprint::new(&trail, &self.files, &self.at("out"), since).unwrap()
    }

    /// The footprint of a run that wrote something else than what is there.
    fn miswritten(&self, since: SystemTime) -> Footprint {
        let other = files(&[("Cargo.toml", "manifest"), ("src/types/a.rs", "struct B;")]);
        Footprint::new(&self.trail, &other, &self.at("out"), since).unwrap()
    }
}

/// When a run begins to which the files of a test are old.
fn later() -> SystemTime {
    SystemTime::now() + Duration::from_secs(10)
}

#[test]
fn a_file_that_is_old_and_looks_the_same_is_not_read() {
    let scene = Scene::new();
    for footprint in [scene.misread(later()), scene.miswritten(later())] {
        let renewed = footprint.renewed(later() + Duration::from_secs(1));
        assert_eq!(renewed, Some(footprint));
    }
}

#[test]
fn a_file_that_changed_when_the_run_began_is_read() {
    let scene = Scene::new();
    let now = SystemTime::now();
    assert_eq!(scene.misread(now).renewed(later()), None);
    assert_eq!(scene.miswritten(now).renewed(later()), None);
    let footprint = scene.footprint(now).unwrap();
    let renewed = footprint.renewed(later()).unwrap();
    assert_ne!(renewed, footprint);
    // once it was read by a run to which it is old, that is so for good
    let again = renewed.renewed(later() + Duration::from_secs(1));
    assert_eq!(again, Some(renewed));
}

#[test]
fn a_clock_that_was_set_back_makes_every_file_read() {
    let scene = Scene::new();
    let now = SystemTime::now();
    assert_eq!(scene.misread(later()).renewed(now), None);
    assert_eq!(scene.miswritten(later()).renewed(now), None);
    let footprint = scene.footprint(later()).unwrap();
    let renewed = footprint.renewed(now).unwrap();
    // what was read now is not yet old
    assert_ne!(renewed.renewed(later()), Some(renewed));
}

#[test]
fn a_file_with_another_time_and_the_same_content_is_the_same() {
    let scene = Scene::new();
    let footprint = scene.footprint(later()).unwrap();
    for name in ["document.xml", "out/src/types/a.rs", "out/.odata-bindgen"] {
        let file = fs::File::options().append(true).open(scene.at(name));
        file.unwrap().set_modified(SystemTime::UNIX_EPOCH).unwrap();
        let renewed = footprint.renewed(later()).unwrap();
        assert_ne!(renewed, footprint, "{name}");
    }
}

#[test]
fn whatever_a_run_would_read_or_write_otherwise_is_noticed() {
    type Edit = fn(&Scene);
    let edits: [(&str, Edit); 9] = [
        ("another document", |scene| {
            fs::write(scene.at("document.xml"), "THE document").unwrap();
        }),
        ("no document", |scene| {
            fs::remove_file(scene.at("document.xml")).unwrap();
        }),
        ("a folder in its place", |scene| {
            fs::remove_file(scene.at("document.xml")).unwrap();
            fs::create_dir(scene.at("document.xml")).unwrap();
        }),
        ("what was not there", |scene| {
            fs::write(scene.at("absent.xml"), "").unwrap();
        }),
        ("an edited file", |scene| {
            fs::write(scene.at("out/src/types/a.rs"), "struct Z;").unwrap();
        }),
        ("a missing file", |scene| {
            fs::remove_file(scene.at("out/Cargo.toml")).unwrap();
        }),
        ("an edited list", |scene| {
            fs::write(scene.at("out/.odata-bindgen"), "Cargo.toml\n").unwrap();
        }),
        ("a missing list", |scene| {
            fs::remove_file(scene.at("out/.odata-bindgen")).unwrap();
        }),
        ("an interrupted run", |scene| {
            fs::create_dir(scene.at("out/.odata-bindgen-staging")).unwrap();
        }),
    ];
    for (what, edit) in edits {
        let scene = Scene::new();
        let footprints = [later(), SystemTime::now()].map(|since| scene.footprint(since).unwrap());
        edit(&scene);
        for footprint in footprints {
            assert_eq!(footprint.renewed(later()), None, "{what}");
        }
    }
}

#[test]
fn a_file_that_nobody_generated_changes_nothing() {
    let scene = Scene::new();
    let footprint = scene.footprint(later()).unwrap();
    fs::write(scene.at("out/src/types/mine.rs"), "mine").unwrap();
    assert_eq!(footprint.renewed(later()), Some(footprint));
}

#[cfg(unix)]
#[test]
fn links_are_what_they_lead_to() {
    use std::os::unix::fs::symlink;

    let mut scene = Scene::new();
    fs::write(scene.at("other.xml"), DOCUMENT).unwrap();
    symlink(scene.at("document.xml"), scene.at("link.xml")).unwrap();
    let link = scene.at("link.xml");
    scene.trail.add_same(&link);
    let footprint = scene.footprint(later()).unwrap();
    assert_eq!(footprint.renewed(later()), Some(footprint.clone()));
    fs::remove_file(&link).unwrap();
    symlink(scene.at("other.xml"), &link).unwrap();
    // the same words, but now they are those of two documents
    assert_eq!(footprint.renewed(later()), None);
}

#[cfg(unix)]
#[test]
fn a_tree_with_a_link_in_it_is_left_to_the_whole_run() {
    use std::os::unix::fs::symlink;

    let scene = Scene::new();
    let footprint = scene.footprint(later()).unwrap();
    fs::rename(scene.at("out/src"), scene.at("src")).unwrap();
    symlink(scene.at("src"), scene.at("out/src")).unwrap();
    assert_eq!(footprint.renewed(later()), None);
    assert_eq!(scene.footprint(later()), None);
}

#[test]
fn a_text_that_is_kept_is_whole_or_not_there() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("odata-bindgen/note");
    assert_eq!(recall(&place), None);
    keep(&place, "a note\nof two lines");
    assert_eq!(recall(&place).as_deref(), Some("a note\nof two lines"));
    let text = fs::read_to_string(&place).unwrap();
    for broken in [
        "".to_owned(),
        text.replace("two", "few"),
        text[..text.len() - 1].to_owned(),
        "\u{0}".repeat(40),
        text.replacen('\n', "", 1),
    ] {
        fs::write(&place, broken).unwrap();
        assert_eq!(recall(&place), None);
    }
    fs::write(&place, [0xff, 0xfe]).unwrap();
    assert_eq!(recall(&place), None);
    keep(&place, "another");
    assert_eq!(recall(&place).as_deref(), Some("another"));
    assert_eq!(fs::read_dir(place.parent().unwrap()).unwrap().count(), 1);
}

#[test]
fn notes_have_their_place_in_the_target_folder_that_cargo_made() {
    let folder = tempfile::tempdir().unwrap();
    let root = fs::canonicalize(folder.path()).unwrap();
    fs::create_dir_all(root.join("inner/deep")).unwrap();
    let settings = root.join("inner/deep/a.toml");
    let place = |named: Option<&std::path::Path>| stamp_place(&settings, named);
    fs::create_dir_all(root.join("inner/target")).unwrap();
    fs::create_dir_all(root.join("target")).unwrap();
    fs::write(root.join("target/CACHEDIR.TAG"), "").unwrap();
    // the nearer one was not made by cargo
    let outer = place(None).unwrap();
    assert!(outer.starts_with(root.join("target/odata-bindgen")));
    fs::write(root.join("inner/target/CACHEDIR.TAG"), "").unwrap();
    let inner = place(None).unwrap();
    assert!(inner.starts_with(root.join("inner/target/odata-bindgen")));
    let named = root.join("named");
    assert_eq!(place(Some(&named)), None);
    fs::create_dir(&named).unwrap();
    assert!(place(Some(&named)).unwrap().starts_with(&named));
    // each settings file has a note of its own
    let other = stamp_place(&root.join("inner/deep/b.toml"), None);
    assert_ne!(other.unwrap(), inner);
}
