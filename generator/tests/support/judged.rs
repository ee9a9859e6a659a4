//! Turns pairs of documents into reviews of all levels, judged by rules of their own.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use odata_bindgen::csdl;
use odata_bindgen::diagnostics::{Diagnostics, Sources};
use odata_bindgen::diff::rules::{Direction, Level, Models, Rule};
use odata_bindgen::diff::{self, Judged, Kind, NoItems, renames};
use odata_bindgen::model::{self, Model};

/// A document, read, whose file has a short name.
pub(crate) struct Read {
    model: Model,
    pub(crate) sources: Sources,
}

/// What became of a pair of documents.
pub(crate) struct Review {
    pub(crate) name: String,
    pub(crate) old: Read,
    pub(crate) new: Read,
    pub(crate) changes: Vec<Judged>,
}

const fn rule(id: &'static str, direction: Direction, wire: Level, rust: Level) -> Rule {
    Rule {
        id,
        kinds: Kind::ALL,
        elements: &[],
        when: |_, _| true,
        direction,
        wire,
        rust,
        reason: "so it is | in a test",
        help: "look at `metadata/renames.toml`",
    }
}

/// The real rules have tests of their own, and change more often than the reports.
static GONE: Rule = rule("gone", Direction::Both, Level::Breaking, Level::Breaking);
static CAME: Rule = rule(
    "came",
    Direction::Received,
    Level::Additive,
    Level::Additive,
);
static TOLD: Rule = rule("told", Direction::Both, Level::Docs, Level::Docs);
static NAMED: Rule = rule("named", Direction::Both, Level::Breaking, Level::Risky);
static OTHER: Rule = rule("other", Direction::Sent, Level::Additive, Level::Risky);

impl Review {
    /// One of each level, with Rust items, something accepted, and words that look like markup.
    pub(crate) fn of_all_sorts() -> Self {
        Self::of_folder(&root().join("tests/fixtures/reports"))
    }

    /// Two documents that are the same.
    pub(crate) fn of_nothing() -> Self {
        let text = document("");
        Self::of("nothing", &text, &text)
    }

    /// All pairs of documents there are.
    pub(crate) fn of_fixtures() -> Vec<Self> {
        let mut folders: Vec<PathBuf> = fs::read_dir(root().join("tests/fixtures/diff"))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        folders.sort();
        folders.push(root().join("tests/fixtures/reports"));
        folders
            .iter()
            .map(|folder| Self::of_folder(folder))
            .collect()
    }

    /// So many changes, ten of which are breaking and all others additive.
    pub(crate) fn of_many(number: usize) -> Self {
        let types = |word: &str, number: usize| {
            (0..number).fold(String::new(), |mut text, at| {
                let _ = write!(text, "<ComplexType Name=\"{word}{at}\"/>");
                text
            })
        };
        // hyphens, digits and underscores alike: nothing is taken for another name of it
        let mut review = Self::of(
            "many",
            &document(&types("Q", 10)),
            &document(&types("New_", number - 10)),
        );
        assert_eq!(review.changes.len(), number);
        review
            .changes
            .iter_mut()
            .for_each(|judged| judged.accepted = None);
        review
    }

    fn of_folder(folder: &Path) -> Self {
        let text = |name| fs::read_to_string(folder.join(name)).unwrap();
        let name = folder.file_name().unwrap().to_string_lossy();
        Self::of(&name, &text("old.xml"), &text("new.xml"))
    }

    fn of(name: &str, old: &str, new: &str) -> Self {
        let (old, new) = (read_model("old.xml", old), read_model("new.xml", new));
        let renames = renames::find(&old.model, &new.model, &[]);
        let models = Models {
            old: &old.model,
            new: &new.model,
            renames: &renames,
        };
        let changes = diff::compare(&old.model, &new.model, &renames);
        let mut changes = diff::review(changes, &models, [&NoItems, &NoItems]);
        for judged in &mut changes {
            judge(judged);
        }
        Self {
            name: name.to_owned(),
            old,
            new,
            changes,
        }
    }
}

/// Judges a change by the rules of this file, and gives it the items that its name suggests.
fn judge(judged: &mut Judged) {
    judged.rule = match judged.change.kind {
        Kind::Removed | Kind::OverloadRemoved => &GONE,
        Kind::Added | Kind::OverloadAdded => &CAME,
        Kind::Description | Kind::LongDescription => &TOLD,
        Kind::Renamed => &NAMED,
        _ => &OTHER,
    };
    let change = &judged.change;
    let item = |side: &Option<diff::Side>, version: &str| -> Vec<Box<str>> {
        let side = side.as_ref();
        side.and_then(|side| side.path.member.as_deref())
            .map(|member| format!("shop::{version}::Order::{member}").into())
            .into_iter()
            .collect()
    };
    judged.items.old = item(&change.old, "v1");
    judged.items.new = item(&change.new, "v2");
    if change.side().path.to_string() == "Shop.Invoice" {
        judged.accepted = Some("nobody | reads `it`\nany more".into());
    }
}

fn read_model(name: &str, text: &str) -> Read {
    let (mut sources, mut found) = (Sources::default(), Diagnostics::default());
    let bytes = text.as_bytes().to_vec();
    let document = csdl::parse(&mut sources, name, bytes, &mut found).unwrap();
    let model = model::build(&[document], &mut found);
    Read { model, sources }
}

fn document(types: &str) -> String {
    format!(
        "<edmx:Edmx Version=\"4.0\" xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\">
        <edmx:DataServices><Schema Namespace=\"Shop\" xmlns=\"http://docs.oasis-open.org/odata/ns/edm\">
        {types}</Schema></edmx:DataServices></edmx:Edmx>"
    )
}

/// The text of a file of the repository.
pub(crate) fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}
