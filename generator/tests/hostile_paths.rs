//! Turns addresses, namespaces and names that lead elsewhere into runs that read and write nothing there.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "support/project.rs"]
mod project;

use project::{Project, Run};

const SETTINGS: &str = "[crate]\nname = \"hostile\"\n[versions.v1]\nmetadata = \"service.xml\"\n";

fn document(references: &str, schemas: &str) -> String {
    format!(
        "<edmx:Edmx Version=\"4.0\" xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\" \
         xmlns=\"http://docs.oasis-open.org/odata/ns/edm\">{references}<edmx:DataServices>{schemas}\
         </edmx:DataServices></edmx:Edmx>"
    )
}

/// Runs a project in a folder below one that holds a secret, with a reference to this address.
fn refer(address: &str) -> Run {
    let project = Project::empty();
    project.write("secret.xml", "TOP-SECRET");
    project.write("inner/below/open.xml", "NOT-SECRET");
    project.write(
        "inner/odata-bindgen.toml",
        &format!("{SETTINGS}[references]\n\"https://example.com/mapped/\" = \"below\"\n"),
    );
    let outside = project.path("").display().to_string();
    let address = address.replace("ABSOLUTE", &outside).replace('&', "&amp;");
    let reference = format!(
        "<edmx:Reference Uri=\"{address}\"><edmx:Include Namespace=\"Other\"/></edmx:Reference>"
    );
    project.write(
        "inner/service.xml",
        &document(&reference, "<Schema Namespace=\"N\"/>"),
    );
    project.run(&["generate", "--config", "inner/odata-bindgen.toml"])
}

#[test]
fn references_read_nothing_outside_of_the_project() {
    // so that a file which is read would be seen
    for address in [
        "below/open.xml",
        "./x/../below/open.xml",
        "https://example.com/mapped/open.xml",
    ] {
        let run = refer(address);
        assert!(run.stderr.contains("NOT-SECRET"), "{address}: {run:?}");
    }
    for address in [
        "../secret.xml",
        "below/../../secret.xml",
        "ABSOLUTE/secret.xml",
        "file://ABSOLUTE/secret.xml",
        "file:ABSOLUTE/secret.xml",
        "..%2Fsecret.xml",
        "%2e%2e/secret.xml",
        "..\\secret.xml",
        "\\\\server\\share\\secret.xml",
        "//server/share/secret.xml",
        "https://example.com/mapped/../../secret.xml",
        "https://example.com/mapped//ABSOLUTE/secret.xml",
        "https://example.com/mapped/..%2f..%2fsecret.xml",
        "https://example.com/../../secret.xml",
        "http://127.0.0.1:9/secret.xml",
        "../secret.xml?x#y",
    ] {
        let run = refer(address);
        assert!(!run.stderr.contains("TOP-SECRET"), "{address}: {run:?}");
        assert!(!run.stdout.contains("TOP-SECRET"), "{address}: {run:?}");
    }
}

/// Names that a file must not have.
const NAMES: [&str; 33] = [
    "..",
    ".",
    "...",
    "../x",
    "a/../../b",
    "/etc/x",
    "C:\\x",
    "C:x",
    "a\\b",
    "con",
    "CON",
    "aux.x",
    "nul",
    "com1",
    "lpt9",
    "x.",
    "x ",
    " x",
    "a/b",
    "a:b",
    "a*b",
    "~",
    "-rf",
    "src",
    "lib",
    "mod",
    "target",
    "Cargo",
    "\u{202e}x",
    "\u{0e4}",
    "x\u{a}y",
    ".odata-bindgen",
    ".git",
];

#[test]
fn names_lead_to_no_file_outside_of_the_output() {
    let long = "n".repeat(1000);
    for name in NAMES.into_iter().chain([&*long]) {
        let project = Project::empty();
        project.write("odata-bindgen.toml", SETTINGS);
        let ty = |name: &str| {
            format!(
                "<ComplexType Name=\"{name}\"><Property Name=\"P\" Type=\"Edm.String\"/></ComplexType>"
            )
        };
        let written = name.replace('\n', "&#10;");
        let schemas = format!(
            "<Schema Namespace=\"{written}\">{}</Schema><Schema Namespace=\"{written}.{written}\">{}</Schema><Schema Namespace=\"Other.One\">{}</Schema>",
            ty("T"),
            ty("T"),
            ty(&written)
        );
        project.write("service.xml", &document("", &schemas));
        let before = project.files();
        let run = project.run(&["generate", "--warn", "invalid-name"]);
        let new = project
            .files()
            .into_keys()
            .filter(|file| !before.contains_key(file));
        let outside: Vec<String> = new
            .filter(|file| !file.starts_with("generated/") && file != "odata-bindgen.lock")
            .collect();
        assert_eq!(outside, [""; 0], "{name:?}: {run:?}");
        assert_eq!(run.code, Some(0), "{name:?}: {run:?}");
    }
}

#[test]
fn files_differ_in_more_than_case() {
    let project = Project::empty();
    project.write("odata-bindgen.toml", SETTINGS);
    let types =
        ["Order", "order", "ORDER", "oRDER"].map(|name| format!("<ComplexType Name=\"{name}\"/>"));
    let schema = |namespace: &str| {
        format!(
            "<Schema Namespace=\"{namespace}\">{}</Schema>",
            types.concat()
        )
    };
    let schemas = ["A.Shop", "A.shop", "A.SHOP"].map(schema);
    project.write("service.xml", &document("", &schemas.concat()));
    project.succeed(&["generate"]);
    let files = project.files();
    let mut folded: Vec<String> = files.keys().map(|file| file.to_lowercase()).collect();
    folded.sort();
    folded.dedup();
    assert_eq!(folded.len(), files.len());
    assert!(files.len() > 12, "{:?}", files.keys());
}
