//! Turns command lines of `diff` into which changes count, and what the process ends with.

#[path = "support/project.rs"]
mod project;

use project::{Project, Run};

/// A shop whose second version lacks a property, has another one, and says something else about a third.
fn shops() -> Project {
    let project = Project::shop();
    let text = project.read("shop.xml");
    let removed = "<Property Name=\"State\" Type=\"Shop.State\"/>";
    assert!(text.contains(removed), "{text}");
    let added = "<Property Name=\"Colour\" Type=\"Edm.String\"/>";
    project.write("new.xml", &text.replace(removed, added));
    project.write(
        "safe.xml",
        &text.replace(removed, &format!("{removed}{added}")),
    );
    project
}

fn diff(project: &Project, new: &str, arguments: &[&str]) -> Run {
    let mut all = vec!["diff", "shop.xml", new];
    all.extend(arguments);
    project.run(&all)
}

#[test]
fn what_shows_no_judged_changes_refuses_to_sift_them() {
    let project = Project::shop();
    for table in [
        ["--matrix", "--full"],
        ["--migration", "--positions"],
        ["--map", "map.toml"],
    ] {
        for sifting in [
            ["--fail-on", "any"],
            ["--only", "*"],
            ["--ignore", "accepted.toml"],
        ] {
            let run = project.run(&[&["diff", "v1", "v1"][..], &table, &sifting].concat());
            assert_eq!(run.code, Some(2), "{run:?}");
            assert!(run.stderr.contains("cannot be used with"), "{run:?}");
        }
    }
}

#[test]
fn the_exit_code_tells_changes_from_failures() {
    let project = shops();
    let code = |new: &str, arguments: &[&str]| diff(&project, new, arguments).code;
    assert_eq!(code("new.xml", &[]), Some(0));
    assert_eq!(code("shop.xml", &["--fail-on", "any"]), Some(0));
    assert_eq!(code("new.xml", &["--fail-on", "breaking"]), Some(3));
    assert_eq!(code("gone.xml", &["--fail-on", "breaking"]), Some(1));
    assert_eq!(code("new.xml", &["--fail-on", "terrible"]), Some(2));
    // a property more is nothing to a reader, and a field more in the struct
    assert_eq!(code("safe.xml", &["--fail-on", "breaking"]), Some(0));
    assert_eq!(code("safe.xml", &["--fail-on", "risky"]), Some(3));
    assert_eq!(
        code("safe.xml", &["--fail-on", "risky", "--for", "wire"]),
        Some(0)
    );
    assert_eq!(
        code("safe.xml", &["--fail-on", "risky", "--for", "rust"]),
        Some(3)
    );
    assert_eq!(
        code("safe.xml", &["--fail-on", "any", "--for", "wire"]),
        Some(3)
    );
}

#[test]
fn the_report_is_written_before_the_command_fails() {
    let project = shops();
    let run = diff(&project, "new.xml", &["--fail-on", "breaking"]);
    assert!(run.stdout.contains("property State"), "{run:?}");
    assert_eq!(
        run.stderr,
        "1 change is breaking\nhelp: mend them, or accept them with `--ignore FILE`\n"
    );
}

#[test]
fn what_is_not_asked_for_is_counted_and_left_out() {
    let project = shops();
    let run = diff(
        &project,
        "new.xml",
        &["--only", "Order/Colour", "--fail-on", "breaking"],
    );
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(!run.stdout.contains("property State"), "{run:?}");
    assert!(
        run.stdout.ends_with("1 change left out by `--only`\n"),
        "{run:?}"
    );
    let both = diff(
        &project,
        "new.xml",
        &["--only", "*/State", "--only", "Shop.Order/C*"],
    );
    assert!(!both.stdout.contains("left out"), "{both:?}");
    let json = diff(
        &project,
        "new.xml",
        &["--only", "Order/Colour", "--format", "json"],
    );
    assert_eq!(json.stderr, "1 change left out by `--only`\n");
    let facts: serde_json::Value = serde_json::from_str(&json.stdout).unwrap_or_default();
    assert_eq!(
        facts["changes"].as_array().map(Vec::len),
        Some(1),
        "{json:?}"
    );
}

const BY_RULE: &str = "[[ignore]]
rule = \"property-removed\"
path = \"Shop.Order\"
reason = \"nobody reads it\"
until = \"2027-03-31\"
";

#[test]
fn what_is_accepted_does_not_count_until_the_day_is_over() {
    let project = shops();
    project.write("accepted.toml", BY_RULE);
    let on = |day: &str| {
        let arguments = [
            "--ignore",
            "accepted.toml",
            "--fail-on",
            "breaking",
            "--today",
            day,
        ];
        diff(&project, "new.xml", &arguments)
    };
    let run = on("2027-03-31");
    assert_eq!((run.code, &*run.stderr), (Some(0), ""));
    // what is accepted is still there to be read
    assert!(run.stdout.contains("property State"), "{run:?}");
    let run = on("2027-04-01");
    assert_eq!(run.code, Some(3), "{run:?}");
    insta::assert_snapshot!("expired", run.stderr);
}

#[test]
fn entries_that_accept_nothing_are_reported() {
    let project = shops();
    project.write("accepted.toml", &BY_RULE.replace("Shop.Order", "Shop.Ord"));
    let arguments = ["--ignore", "accepted.toml", "--today", "2027-01-01"];
    let run = diff(&project, "new.xml", &arguments);
    assert_eq!(run.code, Some(0), "{run:?}");
    insta::assert_snapshot!("idle", run.stderr);
    let denied = [&arguments[..], &["--deny", "idle-acceptance"]].concat();
    assert_eq!(diff(&project, "new.xml", &denied).code, Some(1));
    // an entry about what `--only` leaves out is not idle
    project.write("accepted.toml", BY_RULE);
    let only = [&arguments[..], &["--only", "Order/Colour"]].concat();
    assert_eq!(diff(&project, "new.xml", &only).stderr, "");
}

#[test]
fn one_change_is_accepted_for_good_by_its_fingerprint() {
    let project = shops();
    let entry = |fingerprint: &str| {
        let text = format!("[[ignore]]\nfingerprint = \"{fingerprint}\"\nreason = \"known\"\n");
        project.write("accepted.toml", &text);
        diff(
            &project,
            "new.xml",
            &["--ignore", "accepted.toml", "--fail-on", "breaking"],
        )
        .code
    };
    // of the removal of `Shop.Order/State`: it must never change, or nobody's file fits any more
    assert_eq!(entry("FINGERPRINT"), Some(1));
    assert_eq!(entry("0123456789abcdef"), Some(3));
    assert_eq!(entry("4f917355e1195240"), Some(0));
}

#[test]
fn mistakes_in_the_accepted_changes_are_pointed_at() {
    let project = shops();
    let text = "[[ignore]]
rule = \"property-removd\"
reason = \"a\"
until = \"31.3.2027\"

[[ignore]]
path = \"Shop.Order\"
reason = \"b\"

[[ignore]]
fingerprint = \"12\"

[[ignore]]
reason = \"c\"
utnil = \"2027-03-31\"
";
    project.write("accepted.toml", text);
    let run = diff(&project, "new.xml", &["--ignore", "accepted.toml"]);
    assert_eq!((run.code, &*run.stdout), (Some(1), ""));
    insta::assert_snapshot!("mistakes", run.stderr);
    let run = diff(
        &project,
        "new.xml",
        &["--ignore", "accepted.toml", "--today", "soon"],
    );
    assert_eq!(run.code, Some(2), "{run:?}");
}

#[test]
fn rules_of_changes_are_explained_and_listed() {
    let project = Project::empty();
    let by_command = project.succeed(&["explain", "property-removed"]);
    assert!(by_command.starts_with("property-removed: "), "{by_command}");
    assert_eq!(
        project.succeed(&["--explain", "property-removed"]),
        by_command
    );
    assert_eq!(
        project.succeed(&["diff", "--explain", "property-removed"]),
        by_command
    );
    let metadata = project.succeed(&["explain", "unresolved-type"]);
    assert!(metadata.starts_with("unresolved-type: "), "{metadata}");
    let unknown = project.run(&["explain", "property-removd"]);
    assert_eq!(unknown.code, Some(2), "{unknown:?}");
    assert!(
        unknown.stderr.contains("did you mean `property-removed`?"),
        "{unknown:?}"
    );
    insta::assert_snapshot!("rules", project.succeed(&["rules", "--changes"]));
    let json = project.succeed(&["rules", "--changes", "--format", "json"]);
    let rows: serde_json::Value = serde_json::from_str(&json).unwrap_or_default();
    assert_eq!(rows[0]["id"], "namespace-renamed", "{json}");
}
