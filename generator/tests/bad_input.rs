//! Turns input that cannot be used into messages: each with its place and help, and nothing written.

#[path = "support/project.rs"]
mod project;

use project::{Project, Run, fixture};

const SETTINGS: &str = "[crate]\nname = \"shop-client\"\n\n[versions.v1]\nmetadata = \"";

/// Generates from one document, which has to fail and to leave the folder as it was.
fn refused(project: &Project, metadata: &str) -> Run {
    let settings = format!("{SETTINGS}{metadata}\"\n");
    project.write("odata-bindgen.toml", &settings);
    let before = project.files();
    let run = project.run(&["generate"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert_eq!(run.stdout, "");
    assert_eq!(before, project.files(), "something was written");
    run
}

/// The message about a document of `tests/fixtures/bad`.
fn message(name: &str) -> String {
    let project = Project::empty();
    project.write(name, &fixture(&format!("bad/{name}")));
    refused(&project, name).stderr
}

macro_rules! documents {
    ($($name:ident.$ending:ident)*) => {
        $(#[test]
        fn $name() {
            insta::assert_snapshot!(message(concat!(stringify!($name), ".", stringify!($ending))));
        })*

        #[test]
        fn every_fixture_has_a_test() {
            let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/fixtures/bad");
            let names = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
            let mut names: Vec<String> = names.map(|name| name.into_string().unwrap()).collect();
            names.sort();
            assert_eq!(names, [$(concat!(stringify!($name), ".", stringify!($ending))),*]);
        }
    };
}

documents! {
    duplicate_member.json
    duplicate_names.xml
    empty_file.xml
    inheritance_cycle.xml
    malformed_json.json
    malformed_xml.xml
    missing_attribute.xml
    missing_document.xml
    odata_v2.xml
    odata_v3.xml
    openapi.json
    service_document.json
    several_problems.xml
    several_problems_in_json.json
    sign_in_page.xml
    truncated_json.json
    types_that_are_not_there.json
    unknown_namespace.xml
    unknown_type.xml
    wrong_namespace.xml
}

#[test]
fn a_missing_file() {
    let project = Project::shop();
    insta::assert_snapshot!(refused(&project, "shpo.xml").stderr, @r"
    error: there is no file `shpo.xml`
    help: there is `shop.xml`
    ");
}

#[test]
fn a_folder_in_the_place_of_a_file() {
    let project = Project::empty();
    project.write("metadata/shop.xml", &fixture("cli/shop.xml"));
    insta::assert_snapshot!(refused(&project, "metadata").stderr, @r"
    error: `metadata` is a folder, not a file
    help: did you mean `metadata/shop.xml`?
    ");
}

#[test]
fn an_output_folder_with_foreign_files() {
    let project = Project::shop();
    project.write("generated/src/notes.md", "mine");
    insta::assert_snapshot!(refused(&project, "shop.xml").stderr, @r"
    error: the output folder `generated` holds files that were not generated: `src/notes.md`
    help: choose an empty folder, or `--force` to write beside them; a file of the same name is then overwritten
    ");
    project.succeed(&["generate", "--force"]);
    assert_eq!(project.read("generated/src/notes.md"), "mine");
}

#[test]
fn a_missing_config() {
    let run = Project::empty().run(&["generate"]);
    assert_eq!(run.code, Some(1));
    insta::assert_snapshot!(run.stderr, @r"
    error: there is no file `odata-bindgen.toml`
    help: name the config with `--config`, or make a crate from one document with `init`
    ");
}

#[test]
fn a_mistake_in_the_config() {
    let project = Project::shop();
    project.replace("odata-bindgen.toml", "metadata", "metdata");
    let run = project.run(&["generate"]);
    assert_eq!(run.code, Some(1));
    insta::assert_snapshot!(run.stderr);
}

#[test]
fn a_patch_without_effect() {
    let project = Project::shop();
    let settings = project.read("odata-bindgen.toml");
    let patch = "\n[[patch]]\ntarget = \"Shop.Order/Id\"\nset_type = \"Edm.String\"\nreason = \"it was a number\"\n";
    project.write("odata-bindgen.toml", &format!("{settings}{patch}"));
    let run = project.run(&["generate"]);
    assert_eq!(run.code, Some(1));
    insta::assert_snapshot!(run.stderr);
    project.succeed(&["generate", "--warn", "stale-patch"]);
}

#[test]
fn init_writes_nothing_where_the_document_cannot_be_used() {
    let project = Project::empty();
    project.write("bad.xml", &fixture("bad/malformed_xml.xml"));
    let run = project.run(&[
        "init",
        "--metadata",
        "bad.xml",
        "--out",
        "client",
        "--name",
        "client",
    ]);
    assert_eq!(run.code, Some(1));
    assert!(run.stderr.contains("bad.xml:7:7"), "{run:?}");
    assert!(!project.path("client").exists());
}

#[cfg(unix)]
mod permission {
    #![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

    use std::fs::{self, Permissions};
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    use std::os::unix::process::CommandExt;
    use std::process::Command;

    use super::project::{Project, Run, run};

    /// The user that has no rights anywhere.
    const NOBODY: u32 = 65534;

    /// Runs a copy of the binary as a user whom permissions bind, which they do not for the first of all.
    fn run_bound(project: &Project) -> Run {
        let binary = project.path("odata-bindgen");
        fs::copy(env!("CARGO_BIN_EXE_odata-bindgen"), &binary).unwrap();
        let mut command = Command::new(&binary);
        command.arg("generate").current_dir(project.path(""));
        if fs::metadata(project.path("")).unwrap().uid() == 0 {
            command.uid(NOBODY);
        }
        run(&mut command)
    }

    fn permit(project: &Project, name: &str, mode: u32) {
        fs::set_permissions(project.path(name), Permissions::from_mode(mode)).unwrap();
    }

    #[test]
    fn a_document_that_may_not_be_read() {
        let project = Project::shop();
        permit(&project, "", 0o755);
        permit(&project, "shop.xml", 0o000);
        let run = run_bound(&project);
        assert_eq!(run.code, Some(1), "{run:?}");
        insta::assert_snapshot!(run.stderr, @r"
    error: no permission to read `shop.xml`
    help: look at the owner and the permissions of the file and of the folders above it
    ");
    }

    #[test]
    fn a_folder_that_may_not_be_written() {
        let project = Project::shop();
        project.write("generated/.keep", "");
        fs::remove_file(project.path("generated/.keep")).unwrap();
        permit(&project, "generated", 0o555);
        permit(&project, "", 0o555);
        let run = run_bound(&project);
        permit(&project, "", 0o755);
        assert_eq!(run.code, Some(1), "{run:?}");
        insta::assert_snapshot!(run.stderr, @r"
    error: no permission to write `generated/.odata-bindgen-staging`
    help: look at the owner and the permissions of the file and of the folders above it
    ");
        assert_eq!(fs::read_dir(project.path("generated")).unwrap().count(), 0);
    }
}
