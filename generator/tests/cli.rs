//! Turns command lines into output, exit codes and files.

#[path = "support/project.rs"]
mod project;

use std::fs;

use project::{Project, fixture};

/// The lines of an output but for the one with sizes and times.
fn steady(output: &str) -> String {
    let lines = output.lines().filter(|line| !line.ends_with(" s)"));
    lines.map(|line| format!("{line}\n")).collect()
}

const LINE: &str = "<EntityType Name=\"Line\">";

#[test]
fn generate_then_nothing_is_left_to_do() {
    let project = Project::shop();
    let first = project.succeed(&["generate"]);
    assert!(
        first.contains("files written, 0 changed, 0 removed; 0 unchanged ("),
        "{first}"
    );
    let files = project.files();
    let second = project.succeed(&["generate"]);
    assert!(second.contains("nothing to do: all "), "{second}");
    assert_eq!(files, project.files());
    assert_eq!(project.succeed(&["generate", "--quiet"]), "");
    insta::assert_snapshot!(steady(&first), @"v1  5 types, 10 functions");
    assert!(project.succeed(&["check"]).starts_with("fresh: all "));
}

#[test]
fn output_does_not_depend_on_the_working_directory_or_the_threads() {
    let (here, there) = (Project::shop(), Project::shop());
    here.succeed(&["generate"]);
    fs::create_dir(there.path("deep")).unwrap();
    let run = project::run(
        std::process::Command::new(env!("CARGO_BIN_EXE_odata-bindgen"))
            .args(["generate", "--config", "../odata-bindgen.toml"])
            .envs([
                ("RAYON_NUM_THREADS", "1"),
                ("LC_ALL", "tr_TR.UTF-8"),
                ("TZ", "Asia/Tokyo"),
            ])
            .current_dir(there.path("deep")),
    );
    assert_eq!(run.code, Some(0), "{run:?}");
    assert_eq!(here.files(), there.files());
}

#[test]
fn check_names_what_is_stale() {
    let project = Project::shop();
    project.succeed(&["generate"]);
    project.write("generated/src/v1/types/order.rs", "// edited");
    fs::remove_file(project.path("generated/src/v1/types/line.rs")).unwrap();
    project.replace(
        "shop.xml",
        "<EnumType Name=\"State\">",
        "<ComplexType Name=\"Note\"/><EnumType Name=\"State\">",
    );
    let run = project.run(&["check"]);
    assert_eq!(run.code, Some(1));
    insta::assert_snapshot!(run.stdout);
    let json = project.run(&["check", "--json"]);
    let verdict: serde_json::Value = serde_json::from_str(&json.stdout).unwrap();
    assert_eq!(
        (json.code, &verdict["fresh"]),
        (Some(1), &serde_json::Value::Bool(false))
    );
}

#[test]
fn files_of_types_that_are_no_more_are_removed_and_others_stay() {
    let project = Project::shop();
    project.succeed(&["generate"]);
    project.write("generated/src/v1/types/mine.rs", "// mine");
    project.write("generated/NOTES.md", "mine");
    let company = "generated/src/v1/types/company.rs";
    assert!(project.path(company).exists());
    project.replace("shop.xml", "<EntityType Name=\"Company\" BaseType=\"Shop.Customer\">\n        <Property Name=\"Seat\" Type=\"Edm.String\"/>\n      </EntityType>", "");
    let left = project.run(&["check"]);
    assert!(
        left.stdout.contains(&format!("left over: {company}\n")),
        "{left:?}"
    );
    project.succeed(&["generate"]);
    assert!(!project.path(company).exists());
    assert!(
        !project
            .path("generated/src/v1/requests/company.rs")
            .exists()
    );
    assert_eq!(project.read("generated/src/v1/types/mine.rs"), "// mine");
    assert_eq!(project.read("generated/NOTES.md"), "mine");
    project.succeed(&["check"]);
}

#[test]
fn a_run_that_fails_leaves_the_old_tree_whole() {
    let project = Project::shop();
    project.succeed(&["generate"]);
    let before = project.files();
    let metadata = project.read("shop.xml");
    project.replace("shop.xml", "Type=\"Shop.State\"", "Type=\"Shop.Sate\"");
    let run = project.run(&["generate"]);
    assert_eq!(run.code, Some(1));
    project.write("shop.xml", &metadata);
    assert_eq!(before, project.files());
}

#[test]
fn a_dry_run_lists_what_would_come_go_and_change() {
    let project = Project::shop();
    let first = project.succeed(&["generate", "--dry-run"]);
    insta::assert_snapshot!("dry_run_of_a_first_run", steady(&first));
    assert!(!project.path("generated").exists());
    project.succeed(&["generate"]);
    let none = project.succeed(&["generate", "--dry-run"]);
    assert!(none.contains("nothing to do"), "{none}");
    project.replace(
        "shop.xml",
        "<Parameter Name=\"Reason\" Type=\"Edm.String\"",
        "<Parameter Name=\"Reason\" Type=\"Edm.Int32\"",
    );
    project.replace(
        "shop.xml",
        "<Property Name=\"Seat\" Type=\"Edm.String\"/>",
        "<Property Name=\"Town\" Type=\"Edm.String\"/>",
    );
    project.replace("shop.xml", LINE, &format!("<ComplexType Name=\"Note\"/>{LINE}<Annotation Term=\"Org.OData.Core.V1.Description\" String=\"words alone are no change\"/>"));
    project.replace(
        "shop.xml",
        "<Singleton Name=\"Best\" Type=\"Shop.Customer\"/>",
        "<Singleton Name=\"Worst\" Type=\"Shop.Customer\"/>",
    );
    let before = project.files();
    let changes = project.succeed(&["generate", "--dry-run"]);
    insta::assert_snapshot!("dry_run_of_changes", steady(&changes));
    assert_eq!(before, project.files());
    let json = project.succeed(&["generate", "--dry-run", "--json"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["changes"]["types"]["added"][0], "v1::types::Note");
}

#[test]
fn a_run_that_would_remove_many_types_is_refused() {
    let project = Project::shop();
    project.succeed(&["generate"]);
    let before = project.files();
    let metadata = project.read("shop.xml");
    let (start, _) = metadata.split_once("      <EntityType").unwrap();
    let rest = "<EnumType Name=\"State\"><Member Name=\"Open\"/></EnumType></Schema></edmx:DataServices></edmx:Edmx>";
    project.write("shop.xml", &format!("{start}{rest}"));
    let run = project.run(&["generate"]);
    assert_eq!(run.code, Some(1));
    insta::assert_snapshot!(run.stderr, @r"
    error: 4 of 5 types would be removed, more than 20 %: `Shop.Company (v1)`, `Shop.Customer (v1)`, `Shop.Line (v1)`, `Shop.Order (v1)`
    help: look with `generate --dry-run`; if it is right, say `--max-removed 100`
    ");
    project.write("shop.xml", &metadata);
    assert_eq!(before, project.files());
    project.write("shop.xml", &format!("{start}{rest}"));
    project.succeed(&["generate", "--max-removed", "100"]);
    project.succeed(&["check"]);
}

#[test]
fn init_makes_a_crate_that_regenerates() {
    let project = Project::shop();
    let shop = [
        "init",
        "--metadata",
        "shop.xml",
        "--out",
        "my client",
        "--name",
        "my-client",
    ];
    insta::assert_snapshot!(project.succeed(&shop), @"my-client: 5 types, 10 functions in `my client`; look with `cargo check` there");
    insta::assert_snapshot!(
        "the_config_that_init_writes",
        project.read("my client/odata-bindgen.toml")
    );
    assert_eq!(
        project.read("my client/metadata/shop.xml"),
        fixture("cli/shop.xml")
    );
    assert!(
        project
            .read("my client/odata-runtime/Cargo.toml")
            .contains("name = \"odata-runtime\"")
    );
    assert!(project.read("my client/Cargo.toml").contains("[workspace]"));
    let before = project.files();
    let config = ["--config", "my client/odata-bindgen.toml"];
    project.succeed(&[&["check"], &config[..]].concat());
    let again = project.succeed(&[&["generate"], &config[..]].concat());
    assert!(again.contains("nothing to do"), "{again}");
    let run = project.run(&shop);
    assert_eq!(run.code, Some(1));
    insta::assert_snapshot!(run.stderr, @r"
    error: there is `my client/odata-bindgen.toml` already
    help: `odata-bindgen generate` makes the crate anew from it; `--force` overwrites it
    ");
    project.succeed(&[&shop[..], &["--force"]].concat());
    assert_eq!(before, project.files());
}

#[test]
fn init_takes_along_what_the_document_refers_to() {
    let project = Project::empty();
    let reference = |uri: &str| {
        format!("<edmx:Reference Uri=\"{uri}\"><edmx:Include Namespace=\"Shop\"/></edmx:Reference>")
    };
    let wrap = |references: &str, schema: &str| {
        format!(
            "<edmx:Edmx Version=\"4.0\" xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\">{references}<edmx:DataServices><Schema Namespace=\"{schema}\" xmlns=\"http://docs.oasis-open.org/odata/ns/edm\"><ComplexType Name=\"A\"/></Schema></edmx:DataServices></edmx:Edmx>"
        )
    };
    project.write(
        "in/main.xml",
        &wrap(
            &(reference("../other/main.xml") + &reference("https://example.com/beside.xml")),
            "Main",
        ),
    );
    project.write("in/beside.xml", &wrap("", "Beside"));
    project.write("other/main.xml", &wrap("", "Shop"));
    project.succeed(&[
        "init",
        "--metadata",
        "in/main.xml",
        "--out",
        "client",
        "--name",
        "client",
    ]);
    let files = project.files();
    let copies: Vec<_> = files
        .keys()
        .filter(|name| name.starts_with("client/metadata/"))
        .collect();
    assert_eq!(
        copies,
        [
            "client/metadata/beside.xml",
            "client/metadata/main-2.xml",
            "client/metadata/main.xml"
        ]
    );
    let config = project.read("client/odata-bindgen.toml");
    assert!(
        config.contains("[references]\n\"../other/main.xml\" = \"metadata/main-2.xml\"\n"),
        "{config}"
    );
    assert!(!config.contains("beside.xml\" ="), "{config}");
    project.succeed(&["check", "--config", "client/odata-bindgen.toml"]);
}

#[test]
fn dump_prints_every_stage() {
    let project = Project::shop();
    for stage in ["csdl", "model"] {
        let text = project.succeed(&["dump", "--stage", stage, "v1"]);
        insta::assert_snapshot!(format!("dump_{stage}"), text);
    }
    for stage in ["csdl", "model", "plan"] {
        let text = project.succeed(&["dump", "--stage", stage, "shop.xml"]);
        assert!(text.starts_with("# shop.xml\n"), "{text}");
        assert_eq!(
            text,
            project.succeed(&["dump", "--stage", stage, "shop.xml"])
        );
        let json = project.succeed(&["dump", "--stage", stage, "--format", "json"]);
        let json: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(json[0]["version"], "v1");
    }
}

#[test]
fn operations_lists_every_request() {
    let project = Project::shop();
    insta::assert_snapshot!(project.succeed(&["operations"]));
    let json = project.succeed(&["operations", "--format", "json", "v1"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let close = json
        .as_array()
        .unwrap()
        .iter()
        .find(|row| row["kind"] == "action")
        .unwrap();
    assert_eq!(close["method"], "POST");
    assert_eq!(close["bound_type"], "Shop.Order");
    assert_eq!(close["rust"], "v1::requests::OrderRequest::close");
}

#[test]
fn rules_are_listed_and_explained() {
    let project = Project::empty();
    let story = project.succeed(&["explain", "empty-enum"]);
    assert!(story.starts_with("empty-enum: "), "{story}");
    assert_eq!(story, project.succeed(&["--explain", "empty-enum"]));
    assert!(project.succeed(&["rules"]).contains("\nempty-enum "));
    let run = project.run(&["explain", "emty-enum"]);
    assert_eq!(run.code, Some(2));
    insta::assert_snapshot!(run.stderr, @r"
    error: there is no rule `emty-enum`
    help: did you mean `empty-enum`?
    ");
}

#[test]
fn wrong_usage_ends_with_two() {
    let project = Project::shop();
    let wrong: [&[&str]; 6] = [
        &[],
        &["genrate"],
        &["operations", "v9"],
        &["generate", "--deny", "no-such-rule"],
        &["generate", "--max-removed", "200"],
        &[
            "init",
            "--metadata",
            "shop.xml",
            "--out",
            "x",
            "--name",
            "not a name",
        ],
    ];
    for arguments in wrong {
        assert_eq!(project.run(arguments).code, Some(2), "{arguments:?}");
    }
    let run = project.run(&["operations", "v9"]);
    insta::assert_snapshot!(run.stderr, @r"
    error: there is no version `v9`
    help: did you mean `v1`?
    ");
}

#[test]
fn findings_are_json_where_that_is_asked_for() {
    let project = Project::shop();
    project.replace("shop.xml", "Type=\"Shop.State\"", "Type=\"Shop.Sate\"");
    let run = project.run(&["generate", "--json"]);
    assert_eq!(run.code, Some(1));
    let json: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(json["findings"][0]["rule"], "unresolved-type");
}

#[test]
fn the_help_is_what_the_readme_says() {
    let project = Project::empty();
    for command in ["generate", "check", "init", "dump", "diff", "operations"] {
        let help = project.succeed(&[command, "--help"]);
        insta::assert_snapshot!(format!("help_{command}"), help);
    }
    insta::assert_snapshot!("help", project.succeed(&["--help"]));
}

#[test]
fn a_document_that_is_not_at_hand_and_not_needed_is_warned_of_once() {
    let project = Project::shop();
    let reference = "<edmx:Reference Uri=\"https://example.com/more.xml\"><edmx:Include Namespace=\"More\"/></edmx:Reference>";
    let services = "<edmx:DataServices>";
    project.replace(
        "shop.xml",
        services,
        &format!("{reference}{reference}{services}"),
    );
    let run = project.run(&["generate"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert_eq!(
        run.stderr.matches("unresolved-reference").count(),
        1,
        "{run:?}"
    );
}
