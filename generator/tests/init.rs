//! Does `init` write settings that fit the document?

#[path = "support/project.rs"]
mod project;

use project::Project;

#[test]
fn init_leaves_traits_of_many_types_to_programs() {
    let project = Project::empty();
    let init = |types: usize| {
        let name = format!("of-{types}");
        project.write("main.xml", &document_of(types));
        project.succeed(&[
            "init",
            "--metadata",
            "main.xml",
            "--out",
            &name,
            "--name",
            &name,
        ]);
        let config = format!("{name}/odata-bindgen.toml");
        project.succeed(&["check", "--config", &config]);
        let manifest = project.read(&format!("{name}/Cargo.toml"));
        let default = manifest.lines().find(|line| line.starts_with("default = "));
        let text = project.read(&config);
        let from = text.find("# A Cargo feature").unwrap();
        let to = text.find("# How much of a document").unwrap();
        (text[from..to].to_owned(), default.unwrap().to_owned())
    };
    let (settings, default) = init(1000);
    assert!(!settings.contains("traits"), "{settings}");
    assert_eq!(default, r#"default = ["reqwest", "serde", "compare"]"#);
    let (settings, default) = init(1001);
    insta::assert_snapshot!(settings);
    assert_eq!(default, r#"default = ["reqwest"]"#);
}

/// A document of so many complex types.
fn document_of(types: usize) -> String {
    let types: String = (0..types)
        .map(|number| format!("<ComplexType Name=\"T{number}\"/>"))
        .collect();
    format!(
        "<edmx:Edmx Version=\"4.0\" xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\"><edmx:DataServices><Schema Namespace=\"Main\" xmlns=\"http://docs.oasis-open.org/odata/ns/edm\">{types}</Schema></edmx:DataServices></edmx:Edmx>"
    )
}
