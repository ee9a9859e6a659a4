//! Turns command lines of `explain` into expressions, failures and exit codes.

#[path = "support/project.rs"]
mod project;

use project::Project;

#[test]
fn a_request_is_explained_as_text() {
    let project = Project::shop();
    let told = project.succeed(&["explain", "v1", "GET /Orders('1')/Lines?$top=2"]);
    insta::assert_snapshot!(told);
}

#[test]
fn a_body_and_headers_are_part_of_the_request() {
    let project = Project::shop();
    project.write("body.json", r#"{"Id": "7", "State": "Done"}"#);
    let told = project.succeed(&[
        "explain",
        "v1",
        "POST",
        "/Orders",
        "--body",
        "body.json",
        "--header",
        "If-Match: *",
    ]);
    insta::assert_snapshot!(told);
}

#[test]
fn what_a_link_leads_to_is_an_address() {
    let project = Project::shop();
    project.write("body.json", r#"{"@odata.id": "Lines(7)"}"#);
    let links = "/Orders('1')/Lines/$ref";
    for (arguments, call, target) in [
        (
            vec!["POST", links, "--body", "body.json"],
            "add",
            r#""Lines(7)""#,
        ),
        (
            vec!["DELETE", &format!("{links}?$id=Lines(7)")],
            "remove",
            r#""Lines(7)""#,
        ),
        (vec!["POST", links], "add", "id"),
    ] {
        let told = project.succeed(&[&["explain", "v1", "--format", "json"], &*arguments].concat());
        let json: serde_json::Value = serde_json::from_str(&told).unwrap();
        let expected = format!("let target = client.at::<odata::Resource>({target});");
        let statements = json["statements"].as_array().unwrap();
        assert_eq!(statements.last().unwrap(), &expected);
        let expected = format!(
            r#"client.orders().by_key("1").lines().ungated().references().{call}(&target)"#
        );
        assert_eq!(json["expression"], expected);
    }
}

#[test]
fn any_metadata_file_will_do() {
    let project = Project::shop();
    let told = project.succeed(&[
        "explain",
        "--metadata",
        "shop.xml",
        "GET /Orders('1')",
        "--format",
        "json",
    ]);
    let json: serde_json::Value = serde_json::from_str(&told).unwrap();
    assert_eq!(json["expression"], r#"client.orders().by_key("1").get()"#);
    assert_eq!(json["url_template"], "Orders/{Id}");
    assert_eq!(json["method"], "GET");
}

#[test]
fn what_leads_nowhere_ends_with_one() {
    let project = Project::shop();
    let run = project.run(&["explain", "v1", "GET /Ordrs('1')"]);
    assert_eq!(run.code, Some(1));
    insta::assert_snapshot!(run.stderr);
    let run = project.run(&["explain", "v1", "GET /Ordrs('1')", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(
        (json["start"].as_u64(), json["end"].as_u64()),
        (Some(1), Some(11))
    );
}

#[test]
fn a_method_that_is_none_is_told() {
    let project = Project::shop();
    let run = project.run(&["explain", "v1", "FROB /Orders"]);
    assert_eq!(run.code, Some(1));
    let expected = "`FROB` is no method of OData\n  FROB /Orders\n  ^^^^\n";
    assert_eq!(run.stderr, expected);
    let run = project.run(&["explain", "v1", "GET"]);
    assert_eq!(run.stderr, "there is no URL\n");
}

#[test]
fn wrong_usage_ends_with_two() {
    let project = Project::shop();
    project.write("body.json", "{");
    let lines: [&[&str]; 3] = [
        &["explain", "v9", "GET /Orders"],
        &["explain", "v1", "POST /Orders", "--body", "body.json"],
        &["explain", "v1", "GET /Orders", "--header", "x"],
    ];
    for line in lines {
        assert_eq!(project.run(line).code, Some(2), "{line:?}");
    }
}
