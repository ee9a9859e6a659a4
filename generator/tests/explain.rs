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
