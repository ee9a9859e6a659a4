//! Turns command lines of `diff` into migrations, releases, matrices and histories.

#[path = "support/project.rs"]
mod project;

use project::Project;

/// A shop with three versions: a property gets another name, then another one is added.
fn three_versions() -> Project {
    let project = Project::shop();
    let first = project.read("shop.xml");
    let second = first.replace("\"Number\"", "\"OrderNumber\"");
    let added = "<Property Name=\"Weight\" Type=\"Edm.Int32\"/>";
    let seat = "<Property Name=\"Seat\" Type=\"Edm.String\"/>";
    project.write("second.xml", &second);
    project.write(
        "third.xml",
        &second.replace(seat, &format!("{seat}{added}")),
    );
    let settings = project.read("odata-bindgen.toml");
    let more =
        "\n[versions.v2]\nmetadata = \"second.xml\"\n\n[versions.v3]\nmetadata = \"third.xml\"\n";
    project.write("odata-bindgen.toml", &(settings + more));
    project
}

#[test]
fn a_migration_shows_the_paths_of_the_configured_crate() {
    let project = three_versions();
    let text = project.succeed(&["diff", "v1", "v2", "--migration"]);
    insta::assert_snapshot!("migration", text);
    let json = project.succeed(&["diff", "v1", "v2", "--migration", "--format", "json"]);
    insta::assert_snapshot!("migration_json", json);
    let files = project.succeed(&["diff", "shop.xml", "second.xml", "--migration"]);
    assert!(files.starts_with("client → client\n"), "{files}");
}

#[test]
fn a_release_is_named_with_its_reasons() {
    let project = three_versions();
    let text = project.succeed(&["diff", "v1", "v2", "--bump"]);
    assert!(text.starts_with("major; minor while"), "{text}");
    assert!(text.contains("shop_client::v1::Line::number"), "{text}");
    assert!(text.contains("modules of one crate"), "{text}");
    let same = project.succeed(&["diff", "v1", "shop.xml", "--bump"]);
    assert_eq!(same, "none; none while the version begins with `0.`\n");
    let files = project.succeed(&["diff", "shop.xml", "second.xml", "--bump"]);
    assert!(!files.contains("modules of one crate"), "{files}");
    let json = project.succeed(&["diff", "v1", "v2", "--bump", "--format", "json"]);
    assert!(json.contains("\"bump\": \"major\""), "{json}");
}

#[test]
fn a_matrix_is_about_all_versions_or_those_that_are_named() {
    let project = three_versions();
    let all = project.succeed(&["diff", "--matrix"]);
    insta::assert_snapshot!("matrix", all);
    let named = project.succeed(&["diff", "--matrix", "v1", "v2", "v3"]);
    assert_eq!(all, named);
    let files = project.succeed(&["diff", "--matrix", "shop.xml", "v3"]);
    assert!(files.contains("shop.xml"), "{files}");
    let json = project.succeed(&["diff", "--matrix", "--format", "json"]);
    assert!(
        json.contains("\"versions\": [\n    \"v1\",\n    \"v2\",\n    \"v3\"\n  ]"),
        "{json}"
    );
    let page = project.succeed(&["diff", "--matrix", "--format", "html"]);
    assert!(page.starts_with("<!doctype html>\n"), "{page}");
    let markdown = project.succeed(&["diff", "--matrix", "--full", "--format", "markdown"]);
    assert!(
        markdown.contains("| `OrderNumber`: `Edm.Int32` | `Number` | ✓ | ✓ |"),
        "{markdown}"
    );
}

#[test]
fn more_than_two_are_compared_step_by_step() {
    let project = three_versions();
    let steps = project.succeed(&["diff", "v1", "v2", "v3"]);
    let first = project.succeed(&["diff", "v1", "v2"]);
    let second = project.succeed(&["diff", "v2", "v3"]);
    assert_eq!(
        steps,
        format!("# v1 → v2\n\n{first}\n# v2 → v3\n\n{second}")
    );
    let json = project.succeed(&["diff", "v1", "v2", "v3", "--format", "json"]);
    let list: Vec<serde_json::Value> = serde_json::from_str(&json).expect("one list of JSON");
    assert_eq!((list.len(), &list[1]["new"]), (2, &"v3".into()));
}

#[test]
fn without_rust_the_facts_are_the_same() {
    let project = three_versions();
    let facts = project.succeed(&["diff", "v1", "v2", "--no-rust", "--bump"]);
    assert!(!facts.contains("shop_client"), "{facts}");
    assert!(facts.contains("Shop.Line/OrderNumber"), "{facts}");
}

#[test]
fn what_does_not_go_together_is_refused() {
    let project = three_versions();
    for arguments in [
        &["diff"][..],
        &["diff", "v1"],
        &["diff", "v1", "v2", "--full"],
        &["diff", "v1", "v2", "--migration", "--no-rust"],
        &["diff", "v1", "v2", "--migration", "--format", "html"],
        &["diff", "v1", "v2", "--bump", "--format", "markdown"],
    ] {
        let run = project.run(arguments);
        assert_eq!((run.code, &*run.stdout), (Some(2), ""), "{arguments:?}");
        assert!(!run.stderr.is_empty(), "{arguments:?}");
    }
}
