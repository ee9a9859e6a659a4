//! Turns command lines of `diff` into reports.

#[path = "support/project.rs"]
mod project;

use project::Project;

/// A shop whose second version has a property with another name.
fn two_versions() -> Project {
    let project = Project::shop();
    let text = project.read("shop.xml");
    project.write("new.xml", &text.replace("\"Number\"", "\"OrderNumber\""));
    let settings = project.read("odata-bindgen.toml");
    let second = "\n[versions.v2]\nmetadata = \"new.xml\"\n";
    project.write("odata-bindgen.toml", &(settings + second));
    project
}

#[test]
fn versions_and_files_can_be_compared() {
    let project = two_versions();
    let versions = project.succeed(&["diff", "v1", "v2", "--positions"]);
    insta::assert_snapshot!("versions", versions);
    let files = project.succeed(&["diff", "shop.xml", "new.xml", "--positions"]);
    // code of a file that no settings name is in a crate called `client`
    let files = files.replace("client::", "shop_client::v1::");
    let in_v2 = |report: &str| report.replace("shop_client::v2", "shop_client::v1");
    let facts = |report: &str| report.lines().rev().skip(1).map(str::to_owned).collect();
    let (versions, files): (Vec<String>, Vec<String>) = (facts(&in_v2(&versions)), facts(&files));
    assert_eq!(versions, files);
    let same = project.succeed(&["diff", "v1", "shop.xml"]);
    assert_eq!(same, "v1 → shop.xml: no difference\n");
}

#[test]
fn json_has_the_same_facts() {
    let project = two_versions();
    let json = project.succeed(&["diff", "v1", "v2", "--format", "json"]);
    insta::assert_snapshot!("json", json);
}

#[test]
fn colours_are_for_terminals() {
    let project = two_versions();
    assert!(!project.succeed(&["diff", "v1", "v2"]).contains('\u{1b}'));
    let coloured = project.succeed(&["diff", "v1", "v2", "--color", "always"]);
    assert!(coloured.contains("\u{1b}[36m→"), "{coloured}");
}

#[test]
fn decisions_about_names_are_read_from_beside_the_settings() {
    let project = two_versions();
    let found = project.succeed(&["diff", "v1", "v2"]);
    assert!(found.contains("1 renamed"), "{found}");
    let ruling = "[[rename]]\nold = \"Shop.Line/Number\"\nnew = \"Shop.Line/OrderNumber\"\n";
    project.write("metadata/renames.toml", ruling);
    let confirmed = project.succeed(&["diff", "v1", "v2"]);
    assert!(confirmed.contains("(1.00: confirmed)"), "{confirmed}");
    project.write("other.toml", &format!("{ruling}same = false\n"));
    let refused = project.succeed(&["diff", "v1", "v2", "--renames", "other.toml"]);
    assert!(
        refused.contains("1 added, 1 removed, 0 renamed"),
        "{refused}"
    );
}

#[test]
fn mistakes_in_the_decisions_are_pointed_at() {
    let project = two_versions();
    project.write(
        "renames.toml",
        "[[rename]]\nold = \"Shop.Order\"\nsmae = true\n",
    );
    let run = project.run(&["diff", "v1", "v2", "--renames", "renames.toml"]);
    assert_eq!((run.code, &*run.stdout), (Some(1), ""));
    insta::assert_snapshot!("mistakes", run.stderr);
    let run = project.run(&["diff", "v1", "v3"]);
    assert_eq!(run.code, Some(2), "{run:?}");
}

#[test]
fn every_format_can_be_written_to_a_file() {
    let project = two_versions();
    for format in [
        "text", "markdown", "html", "json", "github", "junit", "sarif",
    ] {
        let printed = project.succeed(&["diff", "v1", "v2", "--format", format]);
        let arguments = ["diff", "v1", "v2", "--format", format, "--output", "report"];
        // a file is no terminal
        let written = project.succeed(&[&arguments[..], &["--color", "always"]].concat());
        assert_eq!(written, "", "{format}");
        assert_eq!(project.read("report"), printed, "{format}");
    }
    project.write("folder/file", "");
    let run = project.run(&["diff", "v1", "v2", "--output", "folder"]);
    assert_eq!((run.code, &*run.stdout), (Some(1), ""), "{run:?}");
}

#[test]
fn reports_name_no_folder_of_the_machine() {
    let project = two_versions();
    let folder = project.path("").display().to_string();
    for format in ["html", "json", "github", "junit", "sarif"] {
        let report = project.succeed(&["diff", "shop.xml", "new.xml", "--format", format]);
        assert!(!report.contains(folder.trim_end_matches('/')), "{format}");
        assert!(report.contains("new.xml"), "{format}");
    }
}

#[test]
fn text_is_shown_whole_or_in_sum() {
    let project = two_versions();
    let sum = project.succeed(&["diff", "v1", "v2", "--summary"]);
    assert!(sum.starts_with("Shop.Line  1 "), "{sum}");
    let all = project.succeed(&["diff", "v1", "v2", "--all"]);
    assert!(all.contains("OrderNumber"), "{all}");
    let run = project.run(&["diff", "v1", "v2", "--all", "--summary"]);
    assert_eq!(run.code, Some(2), "{run:?}");
}
