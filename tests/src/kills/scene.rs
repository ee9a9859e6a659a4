//! Turns a folder into one with an old tree, whose settings ask for a new one.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use odata_bindgen::config::Config;
use odata_bindgen::error::Error;
use odata_bindgen::files::{FilesError, WriteOptions};
use odata_bindgen::{Generated, generate};

use super::Child;
use crate::scale::synthetic;

/// What a run keeps beside the tree while it works.
const STAGING: &str = ".odata-bindgen-staging";

/// The files of a tree with their texts.
pub type View = BTreeMap<String, String>;

/// What stands in the output folder that nobody generated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Foreign {
    /// Nothing.
    Nothing,
    /// Files at the top and among the generated ones, and what cargo and git leave.
    Files,
}

const FILES: [(&str, &str); 6] = [
    ("notes.md", "mine"),
    ("Cargo.lock", "lock"),
    (".git/HEAD", "head"),
    ("target/debug/build", "built"),
    ("src/mine.rs", "mine"),
    ("src/types/mine/of.rs", "mine"),
];

/// A folder with metadata, and a tree that was generated from an older version of it.
#[derive(Debug)]
pub struct Scene {
    folder: PathBuf,
    old: (Config, Generated, View),
    new: (Config, Generated, View),
}

impl Scene {
    /// A tree of so many types in a folder, of which `share` percent change.
    ///
    /// # Panics
    /// When the folder cannot be written.
    #[must_use]
    pub fn new(folder: &Path, types: usize, share: usize, foreign: Foreign) -> Self {
        let old = synthetic::document(types);
        // types come and go, too
        let new = changed(&synthetic::document(types + share * types / 500), share);
        for (name, text) in [("old", old), ("new", new)] {
            write(&folder.join(format!("{name}.xml")), &text);
        }
        if foreign == Foreign::Files {
            for (path, text) in FILES {
                write(&folder.join("out").join(path), text);
            }
        }
        let make = |name: &str| {
            let config = config(folder, name);
            let generated = generate(&config);
            let generated =
                generated.unwrap_or_else(|e| panic!("{}", e.render(Default::default())));
            put(&generated, &config);
            (config, generated, view(&folder.join("out")))
        };
        let (old, new) = (make("old"), make("new"));
        let scene = Self {
            folder: folder.to_owned(),
            old,
            new,
        };
        scene.restore();
        scene
    }

    /// The folder of the settings; the tree is in `out`.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The tree as it was.
    #[must_use]
    pub fn old_view(&self) -> &View {
        &self.old.2
    }

    /// The tree as it is to be.
    #[must_use]
    pub fn new_view(&self) -> &View {
        &self.new.2
    }

    /// The tree as it is.
    #[must_use]
    pub fn view(&self) -> View {
        view(&self.folder.join("out"))
    }

    /// Whether a run left something for the next one.
    #[must_use]
    pub fn is_unfinished(&self) -> bool {
        self.folder.join("out").join(STAGING).exists()
    }

    /// The file whose being there says that the change of the tree has begun.
    #[must_use]
    pub fn journal(&self) -> PathBuf {
        self.folder.join("out").join(STAGING).join("journal")
    }

    /// How long it takes to write the new tree.
    #[must_use]
    pub fn time(&self, program: &Path) -> Duration {
        Child::start(program, &self.folder).finish()
    }

    /// Puts the old tree back.
    pub fn restore(&self) {
        put(&self.old.1, &self.old.0);
    }

    /// Runs once more, to the end: then all is new, and nothing is left of those that were killed.
    ///
    /// # Panics
    /// When it is not so.
    pub fn heal(&self) {
        put(&self.new.1, &self.new.0);
        let found = self.view();
        assert!(
            found == self.new.2,
            "not healed: {}",
            self.differences(&found)
        );
        assert!(!self.is_unfinished(), "the staging folder is left");
        let links = links_below(&self.folder);
        assert!(links.is_empty(), "links are left: {links:?}");
        let drafts = fs::read_dir(&self.folder).expect("the folder is there");
        let drafts = drafts.flatten().map(|entry| entry.file_name());
        let names: Vec<_> = drafts.filter_map(|name| name.into_string().ok()).collect();
        assert!(
            names.iter().all(|name| !name.ends_with(".tmp")),
            "{names:?}"
        );
    }

    /// Compares like `check`: it can always tell, and tells what readers see.
    ///
    /// # Panics
    /// When it tells something else.
    pub fn compare(&self, is_new: bool) {
        let (config, generated, _) = if is_new { &self.new } else { &self.old };
        let comparison = generated.compare(config).expect("it can be compared");
        let changes = [&comparison.added, &comparison.changed, &comparison.removed];
        assert!(changes.iter().all(|list| list.is_empty()), "{changes:?}");
        assert_eq!(comparison.interrupted, self.is_unfinished());
    }

    /// Which files are not as in the old tree, and not as in the new one.
    #[must_use]
    pub fn differences(&self, found: &View) -> String {
        let differ = |wanted: &View| {
            let all = wanted.keys().chain(found.keys());
            let mut paths: Vec<_> = all
                .filter(|path| wanted.get(*path) != found.get(*path))
                .collect();
            paths.sort();
            paths.dedup();
            let first: Vec<_> = paths.iter().take(3).collect();
            format!("{} files, such as {first:?}", paths.len())
        };
        format!(
            "from the old tree {} differ, from the new one {}",
            differ(&self.old.2),
            differ(&self.new.2)
        )
    }
}

/// The settings that ask for the tree of this document.
pub(super) fn config(folder: &Path, document: &str) -> Config {
    let document = folder.join(format!("{document}.xml"));
    let mut config = Config::for_single(&document, &folder.join("out"), "killed")
        .expect("the name is one that a crate can have");
    config.package.lock = folder.join("names.lock");
    config
}

/// A document in which such a share of the types, in percent, has another property.
fn changed(document: &str, share: usize) -> String {
    const PROPERTY: &str = "Type=\"Edm.String\"";
    let mut parts = document.split(PROPERTY);
    let mut text = parts.next().unwrap_or_default().to_owned();
    for (number, part) in parts.enumerate() {
        let is_changed = number % 100 < share;
        text.push_str(if is_changed {
            "Type=\"Edm.Int64\""
        } else {
            PROPERTY
        });
        text.push_str(part);
    }
    text
}

fn put(generated: &Generated, config: &Config) {
    let options = WriteOptions { force: true };
    let mut written = generated.write(config, &options);
    // a process that was killed can take a moment to go, and to give its lock back
    while let Err(Error::Files(FilesError::Busy { .. })) = &written {
        std::thread::yield_now();
        written = generated.write(config, &options);
    }
    written.unwrap_or_else(|error| panic!("{}", error.render(Default::default())));
}

fn write(path: &Path, text: &str) {
    let folder = path.parent().unwrap_or(path);
    let written = fs::create_dir_all(folder).and_then(|()| fs::write(path, text));
    written.unwrap_or_else(|error| panic!("{}: {error}", path.display()));
}

/// The files below a folder as one sees them who opens them: links are followed, and what leads
/// nowhere is not there. The generator's folder for what it has not finished is left out.
///
/// # Panics
/// When a file cannot be read.
#[must_use]
pub fn view(folder: &Path) -> View {
    let mut found = View::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(place) = waiting.pop() {
        for entry in fs::read_dir(&place).into_iter().flatten().flatten() {
            let path = entry.path();
            let Ok(metadata) = fs::metadata(&path) else {
                continue;
            };
            if metadata.is_dir() {
                if entry.file_name() != STAGING {
                    waiting.push(path);
                }
                continue;
            }
            let text = fs::read_to_string(&path).expect("a file that is there can be read");
            let name = path.strip_prefix(folder).expect("it is below the folder");
            found.insert(name.display().to_string(), text);
        }
    }
    found
}

fn links_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(place) = waiting.pop() {
        for entry in fs::read_dir(&place).into_iter().flatten().flatten() {
            match entry.file_type() {
                Ok(kind) if kind.is_dir() => waiting.push(entry.path()),
                Ok(kind) if kind.is_symlink() => found.push(entry.path()),
                _ => {}
            }
        }
    }
    found
}
