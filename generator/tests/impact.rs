//! Turns versions of a small library into what they do to Rust code, and into the table of all versions.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::fmt::Write;
use std::path::Path;

use odata_bindgen::config::Config;
use odata_bindgen::diff::matrix::{Matrix, MatrixVersion};
use odata_bindgen::diff::rules::{self, Direction, Level, Models, Rule};
use odata_bindgen::diff::{
    self, Bump, Counterparts, Element, ItemIndex, Judged, Kind, NoItems, Path as ElementPath,
    Renames, Side, elements, release, renames,
};
use odata_bindgen::impact::{Items, Migration};
use odata_bindgen::model::Model;
use odata_bindgen::{Plans, plans, text};

fn read(name: &str) -> Plans {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let path = root.join("tests/fixtures/impact").join(name);
    plans(&Config::for_single(&path, Path::new("out"), "library").unwrap()).unwrap()
}

fn model(read: &Plans) -> &Model {
    &read.models[0]
}

fn items(read: &Plans) -> Items<'_> {
    Items::new("library", model(read), &read.versions[0])
}

fn renamed(old: &Plans, new: &Plans) -> Renames {
    renames::find(model(old), model(new), &[])
}

#[test]
fn each_element_has_the_items_that_are_made_from_it() {
    let old = read("old.xml");
    let (mut list, index) = (String::new(), items(&old));
    for side in elements(model(&old)) {
        writeln!(list, "{} {}", side.element.words(), side.path).unwrap();
        for item in index.items(&side) {
            writeln!(list, "  {item}").unwrap();
        }
    }
    insta::assert_snapshot!("items", list);
}

#[test]
fn what_is_not_there_has_no_items() {
    let old = read("old.xml");
    let index = items(&old);
    let side = |element, owner: &str, member: Option<&str>| Side {
        element,
        path: ElementPath {
            owner: owner.into(),
            member: member.map(Into::into),
        },
        value: None,
        span: None,
    };
    for side in [
        side(Element::EntityType, "Library.Nothing", None),
        side(Element::Property, "Library.Book", Some("Nothing")),
        side(Element::Property, "Library.Genre", Some("Novel")),
        side(Element::EnumMember, "Library.Book", Some("Title")),
        side(Element::Action, "Library.Book", Some("Lend")),
        side(Element::Action, "Library.Book", Some("Lend(Until)")),
        side(Element::Function, "Library.Count()", None),
        side(Element::Action, "Collection(", Some("((,")),
        side(Element::Namespace, "Library", None),
    ] {
        assert!(index.items(&side).is_empty(), "{side:?}");
    }
}

#[test]
fn changes_name_items_on_both_sides() {
    let (old, new) = (read("old.xml"), read("new.xml"));
    let renames = renamed(&old, &new);
    let models = Models {
        old: model(&old),
        new: model(&new),
        renames: &renames,
    };
    let changes = diff::compare(models.old, models.new, &renames);
    let judged = diff::review(changes, &models, [&items(&old), &items(&new)]);
    let find = |kind, path: &str| {
        let mut found = judged.iter().filter(|judged| {
            let change = &judged.change;
            change.kind == kind && change.side().path.to_string() == path
        });
        found
            .next()
            .unwrap_or_else(|| panic!("{path}"))
            .items
            .clone()
    };
    let pages = find(Kind::Type, "Library.Book/Pages");
    let expected: Vec<Box<str>> =
        vec!["library::Book::pages".into(), "library::book::PAGES".into()];
    assert_eq!((&pages.old, &pages.new), (&expected, &expected));
    let gone = find(Kind::Removed, "Library.Book/Smell");
    assert_eq!(&*gone.old[0], "library::Book::smell");
    assert!(gone.new.is_empty());
    let added = find(Kind::Added, "Library.Book/Lend(Until,Times,Remarks)/Times");
    assert!(added.old.is_empty());
    assert_eq!(
        &*added.new[0],
        "library::requests::BookRequest::lend(times)"
    );
}

fn migration(old: &Plans, new: &Plans) -> Migration {
    let same = Counterparts::new(model(old), model(new), &renamed(old, new)).paths();
    let models = [model(old), model(new)];
    Migration::between(&items(old), &items(new), models, &same)
}

#[test]
fn a_migration_says_what_to_write_instead() {
    let (old, new) = (read("old.xml"), read("new.xml"));
    let migration = migration(&old, &new);
    insta::assert_snapshot!("migration_text", text::migration_text(&migration));
    insta::assert_snapshot!("migration_markdown", text::migration_markdown(&migration));
}

#[test]
fn a_migration_to_the_same_says_nothing() {
    let old = read("old.xml");
    assert_eq!(migration(&old, &old).sections, []);
}

#[test]
fn a_matrix_says_which_version_has_what() {
    let versions = [read("old.xml"), read("new.xml"), read("newest.xml")];
    let names = ["old", "new", "<newest>"];
    let versions: Vec<MatrixVersion<'_>> = names
        .iter()
        .zip(&versions)
        .map(|(name, read)| MatrixVersion {
            name,
            model: model(read),
        })
        .collect();
    let matrix = Matrix::of(&versions, &[]);
    insta::assert_snapshot!("matrix_text", text::matrix_text(&matrix, false));
    insta::assert_snapshot!("matrix_text_full", text::matrix_text(&matrix, true));
    insta::assert_snapshot!("matrix_markdown", text::matrix_markdown(&matrix, false));
    let page = text::matrix_html(&matrix);
    let (head, body) = page.split_once("<table>").unwrap();
    assert!(!page.contains("<newest>"), "what is not ours is escaped");
    assert!(head.contains("default-src 'none'"), "{head}");
    assert!(!page.contains("://"), "nothing is loaded from elsewhere");
    let (body, _) = body.split_once("<script>").unwrap();
    insta::assert_snapshot!("matrix_html", body);
}

#[test]
fn elements_that_both_have_are_those_that_are_neither_added_nor_removed() {
    let (old, new) = (read("old.xml"), read("new.xml"));
    let renames = renamed(&old, &new);
    let same = Counterparts::new(model(&old), model(&new), &renames).paths();
    let changes = diff::compare(model(&old), model(&new), &renames);
    for change in &changes {
        let of = |side: &Option<Side>| side.as_ref().map(|side| side.path.clone());
        match (of(&change.old), of(&change.new)) {
            (Some(old), Some(new)) if change.side().element != Element::Namespace => {
                assert!(same.contains(&(old, new)), "{change:?}");
            }
            (Some(old), None) => assert!(same.iter().all(|(a, _)| *a != old), "{old}"),
            (None, Some(new)) => assert!(same.iter().all(|(_, b)| *b != new), "{new}"),
            _ => {}
        }
    }
    assert!(changes.len() > 5, "{changes:?}");
}

/// A fact, judged as if a rule of this level were about it.
fn judged(rust: Level) -> Judged {
    let rule: &'static Rule = Box::leak(Box::new(Rule {
        id: "made-up",
        kinds: &[],
        elements: &[],
        when: |_, _| true,
        direction: Direction::Both,
        wire: Level::Breaking,
        rust,
        reason: "",
        help: "",
    }));
    let (old, new) = (read("old.xml"), read("new.xml"));
    let renames = renamed(&old, &new);
    let models = Models {
        old: model(&old),
        new: model(&new),
        renames: &renames,
    };
    let mut changes = diff::compare(models.old, models.new, &renames);
    changes.truncate(1);
    assert!(rules::all().next().is_some());
    let reviewed = diff::review(changes, &models, [&NoItems, &NoItems]);
    Judged {
        rule,
        ..reviewed[0].clone()
    }
}

#[test]
fn the_worst_change_for_rust_decides_about_the_release() {
    let [docs, additive, risky, breaking] =
        [Level::Docs, Level::Additive, Level::Risky, Level::Breaking].map(judged);
    let bump = |list: &[&Judged]| {
        let list: Vec<Judged> = list.iter().map(|&judged| judged.clone()).collect();
        let release = release(&list);
        (release.bump, release.reasons.len())
    };
    assert_eq!(bump(&[]), (Bump::None, 0));
    assert_eq!(bump(&[&docs]), (Bump::Patch, 1));
    assert_eq!(bump(&[&docs, &additive, &docs]), (Bump::Minor, 1));
    assert_eq!(bump(&[&additive, &risky]), (Bump::Major, 1));
    assert_eq!(bump(&[&breaking, &risky]), (Bump::Major, 2));
    let accepted = Judged {
        accepted: Some("known".into()),
        ..breaking
    };
    assert_eq!(bump(&[&accepted]).0, Bump::Major);
    let before = [Bump::None, Bump::Patch, Bump::Minor, Bump::Major].map(Bump::before_1_0);
    let expected = [Bump::None, Bump::Patch, Bump::Patch, Bump::Minor];
    assert_eq!(before, expected);
}
