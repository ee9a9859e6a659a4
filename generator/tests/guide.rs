//! Turns two services with other namespaces and other capitals into the guide from one to the other.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "support/project.rs"]
mod project;

use std::path::{Path, PathBuf};

use odata_bindgen::config::{Config, ServiceMap};
use odata_bindgen::diff::renames::find_between;
use odata_bindgen::diff::{
    Casing, Change, Counterparts, Decisions, Kind, Renames, Ruling, compare,
};
use odata_bindgen::model::Model;
use odata_bindgen::models;
use project::{Project, fixture};

/// Two services and what is known about them.
fn two_services() -> Project {
    let project = Project::empty();
    for name in ["old.xml", "new.xml", "map.toml"] {
        project.write(name, &fixture(&format!("guide/{name}")));
    }
    project
}

const GUIDE: [&str; 5] = ["diff", "old.xml", "new.xml", "--map", "map.toml"];

fn guide(project: &Project, more: &[&str]) -> String {
    project.succeed(&[&GUIDE[..], more].concat())
}

#[test]
fn a_guide_says_what_became_of_each_request_and_property() {
    let project = two_services();
    insta::assert_snapshot!("text", guide(&project, &["--root", "User=user"]));
}

#[test]
fn a_guide_is_a_page() {
    let project = two_services();
    let options = ["--root", "User=user", "--format", "markdown"];
    insta::assert_snapshot!("markdown", guide(&project, &options));
}

#[test]
fn programs_read_the_same_guide() {
    let project = two_services();
    let json = guide(&project, &["--root", "Me=me", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["casing"]["old"], "PascalCase");
    assert_eq!(json["casing"]["new"], "camelCase");
    let parts = json["parts"].as_array().unwrap();
    let requests = parts
        .iter()
        .flat_map(|part| part["requests"].as_array().unwrap());
    let gone = requests.clone().filter(|request| request["fate"] == "gone");
    assert_eq!(json["requests"]["gone"], gone.count());
    let moved = requests
        .into_iter()
        .find(|request| request["fate"] == "moved")
        .unwrap();
    insta::assert_snapshot!("moved", serde_json::to_string_pretty(moved).unwrap());
}

#[test]
fn roots_bound_what_a_guide_is_about() {
    let project = two_services();
    let has_reports = |text: &str| text.contains("Old.Mail.Report") && text.contains("Reports");
    assert!(has_reports(&guide(&project, &[])));
    let bounded = guide(&project, &["--root", "User"]);
    assert!(!bounded.contains("Report"), "{bounded}");
    // a common base brings in nothing that derives from it
    assert!(bounded.contains("Old.Mail.Entity"), "{bounded}");
    // a derived type is reached where a value of its base is
    assert!(bounded.contains("Old.Mail.Invitation"), "{bounded}");
}

#[test]
fn roots_that_there_are_not_are_wrong_usage() {
    let project = two_services();
    for root in ["Usr=user", "User=usr"] {
        let run = project.run(&[&GUIDE[..], &["--root", root]].concat());
        assert_eq!(run.code, Some(2), "{run:?}");
        assert!(
            run.stderr.to_lowercase().contains("did you mean `user`"),
            "{run:?}"
        );
    }
}

#[test]
fn mistakes_in_a_mapping_are_pointed_at() {
    let project = two_services();
    let fails = |text: &str| {
        project.write("map.toml", text);
        let run = project.run(&GUIDE);
        assert_eq!((run.code, &*run.stdout), (Some(1), ""), "{run:?}");
        run.stderr
    };
    let form = "casing = \"ignroe\"\n[nwe]\nname = \"New\"\n[[rename]]\nold = \"Old.Mail.User\"\n";
    insta::assert_snapshot!("mistakes_of_form", fails(form));
    let names = "\
casing = \"ignore\"
[namespaces]
\"Old.Mial\" = \"new.mail\"
[[rename]]
old = \"Old.Mail.User/EmailAdress\"
new = \"new.mail.usr/mail\"
reason = \"both are the address of the user\"
[[note]]
path = \"Old.Mail.Foto\"
text = \"no such type\"
";
    insta::assert_snapshot!("mistakes_of_names", fails(names));
    let paths = "\
[[path]]
old = \"Old.Mail.User/Categories\"
new = \"new.mail.user/setings/categories\"
reason = \"settings are an entity of their own\"
";
    insta::assert_snapshot!("mistakes_of_paths", fails(paths));
}

#[test]
fn a_guide_is_not_written_for_build_servers() {
    let project = two_services();
    let diff = ["diff", "old.xml", "new.xml", "--map", "map.toml"];
    for format in ["html", "github", "junit", "sarif"] {
        let run = project.run(&[&diff[..], &["--format", format]].concat());
        assert_eq!(run.code, Some(2), "{run:?}");
        assert!(run.stderr.contains(format), "{run:?}");
    }
}

fn fixtures() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    root.join("tests/fixtures")
}

fn model(name: &str) -> Model {
    read(&fixtures().join("guide").join(name))
}

fn read(path: &Path) -> Model {
    let config = Config::for_single(path, Path::new("out"), "client").unwrap();
    models(&config).unwrap().models.remove(0)
}

/// The namespaces of the fixture, in either direction.
fn namespaces() -> Vec<Ruling> {
    let map = ServiceMap::parse("map.toml", &fixture("guide/map.toml")).unwrap();
    let pairs = map.namespaces.into_iter();
    pairs
        .map(|(old, new)| Ruling {
            old: old.value,
            new: new.value,
            same: true,
            reason: None,
        })
        .collect()
}

#[test]
fn capitals_that_mean_nothing_are_one_fact_in_both_directions() {
    let (old, new) = (model("old.xml"), model("new.xml"));
    let rulings = namespaces();
    let decisions = Decisions {
        rulings: &rulings,
        ignore_case: true,
    };
    let renames = assert_symmetric(&old, &new, decisions);
    let casing = Counterparts::new(&old, &new, &renames).casing().unwrap();
    assert_eq!(
        (casing.old, casing.new),
        (Casing::PascalCase, Casing::CamelCase)
    );
    assert!(casing.names > 20, "{casing:?}");
}

/// Fails unless names and facts are the mirror of what the reverse gives.
fn assert_symmetric(old: &Model, new: &Model, decisions: Decisions<'_>) -> Renames {
    let there = find_between(old, new, decisions);
    let back = find_between(new, old, decisions);
    assert_eq!(there.mirror().list, back.list);
    let mirrored = compare(new, old, &back).into_iter().map(Change::mirror);
    let mut mirrored: Vec<Change> = mirrored.collect();
    mirrored.sort();
    assert_eq!(compare(old, new, &there), mirrored);
    there
}

#[test]
fn the_reverse_is_the_mirror_whatever_the_capitals() {
    let decisions = Decisions {
        rulings: &[],
        ignore_case: true,
    };
    let folders = std::fs::read_dir(fixtures().join("diff")).unwrap();
    let mut compared = 0;
    for folder in folders {
        let folder = folder.unwrap().path();
        let [old, new] = ["old.xml", "new.xml"].map(|name| read(&folder.join(name)));
        assert_symmetric(&old, &new, decisions);
        compared += 1;
    }
    assert!(compared > 20, "{compared} pairs are too few");
}

#[test]
fn an_entity_is_no_value_of_the_same_letters() {
    let (old, new) = (model("old.xml"), model("new.xml"));
    let rulings = namespaces();
    let decisions = Decisions {
        rulings: &rulings,
        ignore_case: true,
    };
    let renames = find_between(&old, &new, decisions);
    let changes = compare(&old, &new, &renames);
    let photo = changes
        .iter()
        .find(|change| change.side().path.to_string() == "Old.Mail.Photo");
    assert_eq!(photo.map(|change| change.kind), Some(Kind::Removed));
}
