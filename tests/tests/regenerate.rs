//! Turns one version of a document after the other into the same crate, as its maintainer would.

use std::fs;
use std::path::Path;

use odata_bindgen::config::Config;
use odata_bindgen::diagnostics::Style;
use odata_bindgen::files::{Comparison, WriteOptions};
use odata_bindgen::{Generated, generate};
use tempfile::TempDir;
use tests::place;

/// A document and the crate that is made from it.
struct Project {
    folder: TempDir,
    config: Config,
}

impl Project {
    fn new(types: &str) -> Self {
        let folder = tempfile::tempdir().expect("there is a place for temporary files");
        let at = |name: &str| folder.path().join(name);
        let mut config = Config::for_single(&at("metadata.xml"), &at("crate"), "project")
            .expect("the name is one that a crate can have");
        config.package.lock = at("names.lock");
        let project = Self { folder, config };
        project.declare(types);
        project
    }

    /// Makes the document declare these types and nothing else.
    fn declare(&self, types: &str) {
        let text = format!(
            r#"<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>
            <Schema Namespace="Example" xmlns="http://docs.oasis-open.org/odata/ns/edm">{types}</Schema>
            </edmx:DataServices></edmx:Edmx>"#
        );
        fs::write(self.folder.path().join("metadata.xml"), text)
            .expect("the temporary folder can be written");
    }

    fn generate(&self) -> Generated {
        generate(&self.config).unwrap_or_else(|error| panic!("{}", error.render(Style::default())))
    }

    fn write(&self) -> Comparison {
        self.generate()
            .write(&self.config, &WriteOptions::default())
            .expect("the crate can be written")
    }

    /// Every file of the crate with its text.
    fn tree(&self) -> Vec<(String, String)> {
        let files = place::files_below(&self.config.output(), "");
        files
            .iter()
            .map(|path| (path.display().to_string(), place::read(path)))
            .collect()
    }
}

const MESSAGE: &str =
    r#"<ComplexType Name="Message"><Property Name="Subject" Type="Edm.String"/></ComplexType>"#;
const EVENT: &str =
    r#"<ComplexType Name="Event"><Property Name="Start" Type="Edm.Date"/></ComplexType>"#;

#[test]
fn files_of_types_that_are_gone_are_removed() {
    let project = Project::new(&format!("{MESSAGE}{EVENT}"));
    project.write();
    let event = project.config.output().join("src/types/event.rs");
    assert!(event.is_file());
    project.declare(MESSAGE);
    let done = project.write();
    assert!(
        done.removed
            .iter()
            .any(|path| path.as_str() == "src/types/event.rs"),
        "{:?}",
        done.removed
    );
    assert!(!event.exists());
    assert!(
        project
            .generate()
            .compare(&project.config)
            .expect("the crate can be read")
            .is_fresh()
    );
}

#[test]
fn a_document_that_is_refused_changes_nothing() {
    let project = Project::new(MESSAGE);
    project.write();
    let before = project.tree();
    project.declare(r#"<ComplexType Name="Message"><Property Name="Subject" Type="Example.Nowhere"/></ComplexType>"#);
    let error = generate(&project.config).expect_err("the document names a type that is not there");
    assert_eq!(error.exit_code(), 1);
    assert!(before == project.tree(), "something was written");
}

#[test]
fn files_that_nobody_generated_are_not_touched() {
    let project = Project::new(MESSAGE);
    let out = project.config.output();
    fs::create_dir_all(&out).expect("the temporary folder can be written");
    fs::write(out.join("notes.txt"), "mine").expect("the temporary folder can be written");
    let refused = project
        .generate()
        .write(&project.config, &WriteOptions::default());
    assert!(
        refused.is_err(),
        "a folder with files of someone else was taken"
    );
    assert_eq!(project.tree().len(), 1);
    project
        .generate()
        .write(&project.config, &WriteOptions { force: true })
        .expect("the user insists");
    assert_eq!(place::read(&out.join("notes.txt")), "mine");
}

#[test]
fn a_type_that_comes_later_takes_no_name_away() {
    let project = Project::new(&format!("{MESSAGE}{EVENT}"));
    project.write();
    let before = project.generate().lock;
    // it comes first in the document, and would have the first right to the name
    project.declare(&format!(r#"<ComplexType Name="message"><Property Name="subject" Type="Edm.String"/></ComplexType>{MESSAGE}{EVENT}"#));
    let after = project.generate();
    for (version, scopes) in &before.pins {
        for (scope, names) in scopes {
            for (wire, rust) in names {
                assert_eq!(
                    after.lock.get(version, scope, wire),
                    Some(rust.as_str()),
                    "`{wire}` in `{scope}`"
                );
            }
        }
    }
    let findings = after.report.findings();
    assert!(
        findings.iter().any(|finding| finding.rule == "name-pinned"),
        "nobody is told: {findings:?}"
    );
    assert!(
        !after
            .compare(&project.config)
            .expect("the crate can be read")
            .is_fresh()
    );
    assert_eq!(type_of(&project.config.output(), "message"), "Message");
}

/// The name of the type in a generated file.
fn type_of(out: &Path, module: &str) -> String {
    let text = place::read(&out.join(format!("src/types/{module}.rs")));
    let line = text
        .lines()
        .find_map(|line| line.strip_prefix("pub struct "))
        .expect("the file declares a struct");
    line.trim_end_matches(" {").to_owned()
}
