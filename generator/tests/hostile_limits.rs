//! Turns documents that go beyond a limit into messages that name it, its value and how to raise it.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "support/project.rs"]
mod project;

use project::{Project, Run};

fn document(references: &str, content: &str) -> String {
    format!(
        "<edmx:Edmx Version=\"4.0\" xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\" \
         xmlns=\"http://docs.oasis-open.org/odata/ns/edm\">\n{references}<edmx:DataServices>\n\
         <Schema Namespace=\"N\">\n{content}</Schema>\n</edmx:DataServices>\n</edmx:Edmx>\n"
    )
}

fn project(limit: &str, document: &str) -> Project {
    let project = Project::empty();
    let settings = format!(
        "[crate]\nname = \"hostile\"\n[versions.v1]\nmetadata = \"service.xml\"\n[limits]\n{limit}\n"
    );
    project.write("odata-bindgen.toml", &settings);
    project.write("service.xml", document);
    project
}

/// What a run with this limit says, which has to be nothing where the limit is one higher.
fn beyond(limit: &str, most: u64, content: &str) -> String {
    let run = |most: u64| {
        let project = project(&format!("{limit} = {most}"), &document("", content));
        project.run(&["generate"])
    };
    let accepted = run(most + 1);
    assert_eq!(accepted.code, Some(0), "{accepted:?}");
    let refused = run(most);
    assert_eq!(refused.code, Some(1), "{refused:?}");
    refused.stderr
}

fn chain(length: usize) -> String {
    let ty = |at: usize| {
        let base = match at {
            0 => String::new(),
            at => format!(" BaseType=\"N.T{}\"", at - 1),
        };
        format!(
            "<ComplexType Name=\"T{at}\"{base}><Property Name=\"P{at}\" Type=\"Edm.String\"/></ComplexType>\n"
        )
    };
    (0..length).map(ty).collect()
}

#[test]
fn what_types_hold_is_limited() {
    insta::assert_snapshot!(beyond("inheritance", 3, &chain(5)));
    // five types with one to five properties
    insta::assert_snapshot!(beyond("members", 14, &chain(5)));
    let members = "<EnumType Name=\"E\"><Member Name=\"A\"/><Member Name=\"B\"/></EnumType>\n";
    insta::assert_snapshot!(beyond("type_members", 1, members));
}

#[test]
fn what_comes_out_is_limited() {
    let generated = |size: &str, content: &str| -> Run {
        project(&format!("output_size = {size}"), &document("", content)).run(&["generate"])
    };
    assert_eq!(generated("\"1 MiB\"", &chain(2)).code, Some(0));
    let refused = generated("\"2 KiB\"", &chain(2));
    assert_eq!(refused.code, Some(1));
    insta::assert_snapshot!(refused.stderr);
    // a description that all inherit is refused before it is written out for any
    let described = chain(40).replacen(
        "<Property Name=\"P0\" Type=\"Edm.String\"/>",
        &format!(
            "<Property Name=\"P0\" Type=\"Edm.String\"><Annotation Term=\"Org.OData.Core.V1.Description\" String=\"{}\"/></Property>",
            "word ".repeat(10_000)
        ),
        1,
    );
    let refused = generated("\"1 MiB\"", &described);
    assert_eq!(refused.code, Some(1));
    insta::assert_snapshot!(refused.stderr);
}

/// A document that refers to these others.
fn referring(names: &[&str]) -> String {
    let reference = |name: &&str| {
        format!("<edmx:Reference Uri=\"{name}\"><edmx:Include Namespace=\"X\"/></edmx:Reference>\n")
    };
    let references: String = names.iter().map(reference).collect();
    document(&references, "")
}

#[test]
fn documents_are_limited() {
    let run = |limit: &str| {
        let project = project(limit, &referring(&["a.xml", "b.xml"]));
        let other = referring(&[]).replace("\"N\"", "\"A\"");
        project.write("a.xml", &other);
        project.write("b.xml", &other.replace("\"A\"", "\"B\""));
        project.run(&["generate"])
    };
    assert_eq!(run("documents = 3").code, Some(0));
    insta::assert_snapshot!(run("documents = 2").stderr);
    assert_eq!(run("total_size = 2000").code, Some(0));
    insta::assert_snapshot!(run("total_size = 600").stderr);
    let large = run("document_size = 300");
    insta::assert_snapshot!(large.stderr);
}

#[test]
fn references_in_a_circle_are_read_once() {
    let project = project("documents = 3", &referring(&["a.xml", "service.xml"]));
    let other = |name: &str, to: &[&str]| referring(to).replace("\"N\"", &format!("\"{name}\""));
    project.write("a.xml", &other("A", &["b.xml", "a.xml", "./b.xml"]));
    project.write("b.xml", &other("B", &["service.xml", "x/../a.xml"]));
    project.succeed(&["generate"]);
}

#[test]
fn init_has_the_same_limits() {
    let project = Project::empty();
    project.write("service.xml", &document("", &chain(1_100)));
    let run = project.run(&[
        "init",
        "--metadata",
        "service.xml",
        "--out",
        "client",
        "--name",
        "client",
    ]);
    assert_eq!(run.code, Some(1));
    assert!(
        run.stderr.contains("`inheritance = 1000`"),
        "{}",
        run.stderr
    );
    assert!(!project.path("client").exists());
}
