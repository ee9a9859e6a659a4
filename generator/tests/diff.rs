//! Turns pairs of documents into what changed between them, and checks what holds for every pair.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use odata_bindgen::config::Config;
use odata_bindgen::diagnostics::{Diagnostics, Sources};
use odata_bindgen::diff::report::{self, Comparison, TextOptions};
use odata_bindgen::diff::rules::Models;
use odata_bindgen::diff::{self, Change, Kind, NoItems, Renames, Ruling, renames};
use odata_bindgen::model::{self, Model};
use odata_bindgen::{csdl, models};

/// A document, read and checked.
struct Read {
    model: Model,
    sources: Sources,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

fn try_read(path: &Path) -> Option<Read> {
    let config = Config::for_single(path, Path::new("out"), "client").unwrap();
    let mut read = models(&config).ok()?;
    Some(Read {
        model: read.models.remove(0),
        sources: read.report.sources,
    })
}

fn read(path: &Path) -> Read {
    try_read(path).unwrap_or_else(|| panic!("{} cannot be used", path.display()))
}

fn version(name: &str) -> Read {
    read(&root().join("metadata").join(name))
}

fn compare(old: &Read, new: &Read) -> (Renames, Vec<Change>) {
    let renames = renames::find(&old.model, &new.model, &[]);
    let changes = diff::compare(&old.model, &new.model, &renames);
    (renames, changes)
}

fn shown(old: &Read, new: &Read, (renames, changes): (Renames, Vec<Change>)) -> String {
    let models = Models {
        old: &old.model,
        new: &new.model,
        renames: &renames,
    };
    let changes = &diff::review(changes, &models, [&NoItems, &NoItems]);
    let comparison = Comparison {
        old: "old",
        new: "new",
        changes,
        old_sources: &old.sources,
        new_sources: &new.sources,
    };
    report::text(&comparison, TextOptions::default())
}

/// The fixtures, each a folder with `old.xml` and `new.xml`, by name.
fn fixtures() -> Vec<(String, Read, Read)> {
    let folder = root().join("tests/fixtures/diff");
    let mut folders: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    folders.sort();
    let pair = |folder: PathBuf| {
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        (
            name,
            read(&folder.join("old.xml")),
            read(&folder.join("new.xml")),
        )
    };
    folders.into_iter().map(pair).collect()
}

/// Fails unless the comparison of `new` with `old` is the mirror of that of `old` with `new`.
fn assert_symmetric(name: &str, old: &Read, new: &Read) {
    let (there, changes) = compare(old, new);
    let (back, reversed) = compare(new, old);
    assert_eq!(there.mirror().list.len(), back.list.len(), "{name}");
    let mut mirrored: Vec<Change> = reversed.into_iter().map(Change::mirror).collect();
    mirrored.sort();
    for (one, other) in changes.iter().zip(&mirrored) {
        assert_eq!(one, other, "{name}");
    }
    assert_eq!(changes.len(), mirrored.len(), "{name}");
}

#[test]
fn every_pair_of_documents_leads_to_what_was_reviewed() {
    for (name, old, new) in fixtures() {
        let compared = compare(&old, &new);
        insta::assert_snapshot!(name, shown(&old, &new, compared));
    }
}

#[test]
fn the_pairs_of_documents_show_every_kind_of_change() {
    let pairs = fixtures();
    let seen: BTreeSet<Kind> = pairs
        .iter()
        .flat_map(|(_, old, new)| compare(old, new).1)
        .flat_map(|change| [change.kind, change.mirror().kind])
        .collect();
    let all: BTreeSet<Kind> = Kind::ALL.iter().copied().collect();
    let missing: Vec<_> = all.difference(&seen).collect();
    assert!(missing.is_empty(), "no fixture shows {missing:?}");
}

#[test]
fn the_reverse_is_the_mirror() {
    for (name, old, new) in fixtures() {
        assert_symmetric(&name, &old, &new);
    }
    let versions = ["v1.0.xml", "v2.0.xml", "beta.xml"].map(version);
    for old in &versions {
        for new in &versions {
            assert_symmetric("the versions", old, new);
        }
    }
}

#[test]
fn changes_are_sorted_and_the_same_each_time() {
    let (old, new) = (version("v1.0.xml"), version("v2.0.xml"));
    let (renames, changes) = compare(&old, &new);
    assert!(changes.is_sorted());
    assert!(renames.list.is_sorted());
    for _ in 0..3 {
        let (again, same) = compare(&version("v1.0.xml"), &version("v2.0.xml"));
        assert_eq!((&again.list, &same), (&renames.list, &changes));
    }
}

#[test]
fn nothing_is_different_from_itself() {
    let folders = ["metadata", "tests/fixtures"].map(|folder| root().join(folder));
    let mut compared = 0;
    for path in folders.iter().flat_map(|folder| documents(folder)) {
        if let Some(one) = try_read(&path) {
            let (_, changes) = compare(&one, &read(&path));
            assert_eq!(changes, [], "{}", path.display());
            compared += 1;
        }
    }
    assert!(compared > 80, "{compared} documents are too few");
}

/// The model of a text.
fn parsed(text: &str) -> Model {
    let (mut sources, mut found) = (Sources::default(), Diagnostics::default());
    let bytes = text.as_bytes().to_vec();
    let document = csdl::parse(&mut sources, "edited.xml", bytes, &mut found).unwrap();
    model::build(&[document], &mut found)
}

/// Every seventh place where an edit of one sort can be made, each in a document of its own.
#[test]
fn each_edit_of_a_document_is_reported_and_nothing_else_is() {
    let text = fs::read_to_string(root().join("metadata/v2.0.xml")).unwrap();
    let old = parsed(&text);
    let edits: [(&str, &str, &str, &[Kind]); 5] = [
        (
            "<Property Name",
            "Type=\"Edm.String\"",
            "Type=\"Edm.Guid\"",
            &[Kind::Type],
        ),
        (
            "<Property Name",
            "Type=\"Edm.Boolean\"",
            "Type=\"Collection(Edm.Boolean)\"",
            &[Kind::Collection],
        ),
        ("<Member Name", "Name=\"", "Name=\"Qqq", &[Kind::Renamed]),
        (
            "<Parameter Name",
            "Type=\"",
            "MaxLength=\"7\" Type=\"",
            &[Kind::MaxLength],
        ),
        ("<Action Name", "Name=\"", "Name=\"Qqq", &[Kind::Renamed]),
    ];
    for (element, from, to, kinds) in edits {
        let places = text.match_indices(element).filter_map(|(at, _)| {
            let tag = &text[at..at + text[at..].find('>')?];
            let place = tag.find(from).filter(|_| !tag.contains("bindingParameter"));
            Some((tag, at + place?))
        });
        let mut edited = 0;
        for (tag, at) in places.step_by(7) {
            let mut new = text.clone();
            new.replace_range(at..at + from.len(), to);
            let new = parsed(&new);
            let renames = renames::find(&old, &new, &[]);
            let changes = diff::compare(&old, &new, &renames);
            let found: BTreeSet<Kind> = changes.iter().map(|change| change.kind).collect();
            assert_eq!(found, kinds.iter().copied().collect(), "{tag}");
            assert_eq!(changes.len(), kinds.len(), "{tag}");
            edited += 1;
        }
        assert!(edited >= 3, "{element} {from}: {edited}");
    }
}

#[test]
fn the_renames_of_the_vendor_are_found_without_hints() {
    let (old, new) = (version("v1.0.xml"), version("v2.0.xml"));
    let (renames, changes) = compare(&old, &new);
    let found: Vec<String> = renames
        .list
        .iter()
        .map(|rename| {
            let (old, new) = (rename.old.to_string(), rename.new.to_string());
            let short = |path: String| path.replace("Microsoft.OutlookServices.", "");
            format!("{} → {}", short(old), short(new))
        })
        .collect();
    insta::assert_snapshot!(found.join("\n"), @r"
    Folder → MailFolder
    Attachment/DateTimeLastModified → Attachment/LastModifiedDateTime
    Event/EndTimeZone → Event/OriginalEndTimeZone
    Event/Reminder → Event/ReminderMinutesBeforeStart
    Event/StartTimeZone → Event/OriginalStartTimeZone
    Item/DateTimeCreated → Item/CreatedDateTime
    Item/DateTimeLastModified → Item/LastModifiedDateTime
    Message/DateTimeReceived → Message/ReceivedDateTime
    Message/DateTimeSent → Message/SentDateTime
    User/Folders → User/MailFolders
    ");
    for name in ["Start", "End"] {
        let path = format!("Microsoft.OutlookServices.Event/{name}");
        let is_it =
            |change: &&Change| change.kind == Kind::Type && change.side().path.to_string() == path;
        let change = changes.iter().find(is_it).unwrap();
        let value = |side: &Option<diff::Side>| side.as_ref().unwrap().value.clone().unwrap();
        assert_eq!(&*value(&change.old), "Edm.DateTimeOffset");
        assert_eq!(
            &*value(&change.new),
            "Microsoft.OutlookServices.DateTimeTimeZone"
        );
    }
}

#[test]
fn a_ruling_goes_before_the_evidence_in_both_directions() {
    let folder = root().join("tests/fixtures/diff/siblings_are_no_renames");
    let (old, new) = (read(&folder.join("old.xml")), read(&folder.join("new.xml")));
    let rulings = [Ruling {
        old: "Shop.Order/GivenName".to_owned(),
        new: "Shop.Order/FamilyName".to_owned(),
        same: true,
        reason: Some("they said so".to_owned()),
    }];
    for (old, new) in [(&old, &new), (&new, &old)] {
        let found = renames::find(&old.model, &new.model, &rulings);
        assert_eq!(found.list.len(), 1, "{found:?}");
        let evidence = &found.list[0].evidence;
        assert_eq!(evidence.confidence.percent, 100);
        assert_eq!(&*evidence.reasons[0], "confirmed: they said so");
    }

    let folder = root().join("tests/fixtures/diff/a_type_with_another_name");
    let (old, new) = (read(&folder.join("old.xml")), read(&folder.join("new.xml")));
    let rulings = [Ruling {
        old: "Shop.Folder".to_owned(),
        new: "Shop.MailFolder".to_owned(),
        same: false,
        reason: None,
    }];
    assert_eq!(renames::find(&old.model, &new.model, &[]).list.len(), 1);
    assert_eq!(renames::find(&old.model, &new.model, &rulings).list, []);
}

/// Real documents are too many to compare each with each: neighbours in a folder are often two
/// versions of one service, and strangers are worth a try, too.
#[test]
fn real_documents_can_be_compared() {
    let folder = root().parent().unwrap().join("shared/metadata");
    if !folder.is_dir() {
        eprintln!(
            "skipped: there is no `shared/` beside the repository, so there is no real metadata at hand"
        );
        return;
    }
    for folder in [folder.join("outlook"), folder.join("graph/revisions")] {
        let read: Vec<(PathBuf, Read)> = documents(&folder)
            .into_iter()
            .filter_map(|path| try_read(&path).map(|read| (path, read)))
            .collect();
        for pair in read.windows(2) {
            let [(old_path, old), (new_path, new)] = pair else {
                continue;
            };
            let begin = Instant::now();
            let (renames, changes) = compare(old, new);
            let names = [old_path, new_path].map(|path| path.file_name().unwrap().display());
            let [old_name, new_name] = names;
            let (facts, renamed) = (changes.len(), renames.list.len());
            let time = begin.elapsed();
            eprintln!("{old_name} → {new_name}: {facts} facts, {renamed} renames, {time:.1?}");
            assert_symmetric(&format!("{old_name} → {new_name}"), old, new);
        }
    }
}

/// What annotations say; the real document has hardly any.
const ANNOTATED: [Kind; 7] = [
    Kind::Description,
    Kind::LongDescription,
    Kind::Capability,
    Kind::Computed,
    Kind::Immutable,
    Kind::Permission,
    Kind::OptionalParameter,
];

#[test]
fn our_v1_0_is_the_real_one_but_for_annotations() {
    let real = "shared/metadata/outlook/outlook-v1.0-2020-final.edmx.xml";
    let Some(real) = root().parent().map(|folder| folder.join(real)) else {
        return;
    };
    if !real.is_file() {
        eprintln!(
            "skipped: there is no `shared/` beside the repository, so the real document is not at hand"
        );
        return;
    }
    let (old, new) = (read(&real), version("v1.0.xml"));
    let (_, mut changes) = compare(&old, &new);
    assert!(changes.len() > 100, "{}", changes.len());
    changes.retain(|change| !ANNOTATED.contains(&change.kind));
    assert_eq!(changes, []);
}

/// The documents in a folder, not those further down.
fn documents(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap();
    let mut found: Vec<PathBuf> = entries
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "xml"))
        .collect();
    found.sort();
    found
}
