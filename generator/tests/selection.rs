//! Turns `--include`, `--exclude`, `--list` and `--why` into what is generated and what is said.

#[path = "support/project.rs"]
mod project;

use project::{Project, fixture};

#[test]
fn the_command_line_goes_before_the_settings() {
    let project = Project::shop();
    project.replace(
        "odata-bindgen.toml",
        "[versions.v1]",
        "[versions.v1]\ninclude = [\"Best\"]",
    );
    let list = |more: &[&str]| {
        let arguments = ["generate", "--list", "--json"];
        let text = project.succeed(&[&arguments, more].concat());
        let listing: serde_json::Value = serde_json::from_str(&text).unwrap();
        let root = |root: &serde_json::Value| root["name"].as_str().unwrap().to_owned();
        let roots = listing[0]["roots"].as_array().unwrap();
        let roots: Vec<String> = roots.iter().map(root).collect();
        (listing[0]["types"].as_u64(), roots)
    };
    let names = |names: &[&str]| names.iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(list(&[]), (Some(2), names(&["best"])));
    assert_eq!(
        list(&["--include", "Orders/*/Lines", "--include", "Shop.State"]),
        (Some(2), names(&["orders"]))
    );
    assert_eq!(
        list(&["--exclude", "Shop.Company"]),
        (Some(1), names(&["best"]))
    );
    assert!(!project.path("generated").exists());
}

#[test]
fn a_listing_has_namespaces_and_roots() {
    let project = Project::shop();
    let text = project.succeed(&["generate", "--list"]);
    let without_bytes = |line: &str| match line.rsplit_once(' ') {
        Some((rest, size)) if size.parse::<usize>().is_ok() => rest.trim_end().to_owned(),
        _ => line.to_owned(),
    };
    let lines: Vec<String> = text.lines().map(without_bytes).collect();
    insta::assert_snapshot!(lines.join("\n"));
}

#[test]
fn reasons_are_told_without_writing() {
    let project = Project::shop();
    let why =
        |name: &str, more: &[&str]| project.run(&[&["generate", "--why", name], more].concat());
    let orders = ["--include", "Orders"];
    let whys = [
        why("Shop.State", &[]),
        why("Shop.State", &orders),
        why("Shop.Line", &orders),
        why("Shop.Stat", &orders),
    ];
    let told = whys.map(|run| {
        let code = run.code.unwrap_or(-1);
        format!("{code}\n{}{}", run.stdout, run.stderr)
    });
    insta::assert_snapshot!(told.join("\n"));
    assert!(!project.path("generated").exists());
}

#[test]
fn entries_of_the_command_line_that_name_nothing_are_shown() {
    let project = Project::shop();
    let run = project.run(&[
        "generate",
        "--include",
        "Orders/Lines",
        "--exclude",
        "Shop.Lin",
    ]);
    assert_eq!(run.code, Some(1));
    insta::assert_snapshot!(run.stderr);
}

#[test]
fn init_keeps_the_selection() {
    let project = Project::empty();
    project.write("service.xml", &fixture("cli/shop.xml"));
    project.succeed(&[
        "init",
        "--metadata",
        "service.xml",
        "--out",
        "part",
        "--name",
        "part",
        "--include",
        "Orders",
        "--include",
        "Best",
        "--exclude",
        "Shop.Company",
    ]);
    let settings = project.read("part/odata-bindgen.toml");
    assert!(
        settings.contains("\ninclude = [\"Orders\", \"Best\"]\nexclude = [\"Shop.Company\"]\n"),
        "{settings}"
    );
    assert!(!project.path("part/src/types/company.rs").exists());
    project.succeed(&["check", "--config", "part/odata-bindgen.toml"]);
}

#[test]
fn less_that_is_included_is_a_loss_that_has_to_be_meant() {
    let project = Project::shop();
    project.succeed(&["generate"]);
    let less = ["generate", "--include", "Best"];
    let run = project.run(&less);
    assert_eq!(run.code, Some(1));
    assert!(
        run.stderr.contains("would be removed, more than 20 %"),
        "{run:?}"
    );
    project.succeed(&[&less[..], &["--max-removed", "100"]].concat());
    assert!(!project.path("generated/src/v1/types/order.rs").exists());
    project.succeed(&["check", "--include", "Best"]);
    assert_eq!(project.run(&["check"]).code, Some(1));
    // names that come back are those that they were
    project.succeed(&["generate"]);
    project.succeed(&["check"]);
}
