//! Turns addresses of documents into files, with a server on loopback that counts who asks.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "support/project.rs"]
mod project;
#[path = "support/server.rs"]
mod server;

use project::Project;
use server::Server;

const COMPLEX: &str =
    "<ComplexType Name=\"Note\"><Property Name=\"Text\" Type=\"Edm.String\"/></ComplexType>";

/// A document that refers to others, each with the namespace that it is to have.
fn document(namespace: &str, references: &[(&str, &str)], types: &str) -> String {
    let references: String = references
        .iter()
        .map(|(uri, namespace)| {
            format!("<edmx:Reference Uri=\"{uri}\"><edmx:Include Namespace=\"{namespace}\"/></edmx:Reference>")
        })
        .collect();
    format!(
        "<edmx:Edmx Version=\"4.0\" xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\">{references}<edmx:DataServices><Schema Namespace=\"{namespace}\" xmlns=\"http://docs.oasis-open.org/odata/ns/edm\">{types}</Schema></edmx:DataServices></edmx:Edmx>"
    )
}

/// A type with a property whose type is of another document.
fn using(ty: &str) -> String {
    format!("<ComplexType Name=\"User\"><Property Name=\"Note\" Type=\"{ty}\"/></ComplexType>")
}

/// A project whose document needs what another one at this address declares.
fn project(address: &str) -> Project {
    let project = Project::shop();
    let main = document("Main", &[(address, "More")], &using("More.Note"));
    project.write("shop.xml", &main);
    project
}

#[cfg(feature = "fetch")]
fn tells(run: &project::Run, words: &[&str]) {
    assert_eq!(run.code, Some(1), "{run:?}");
    for word in words {
        assert!(run.stderr.contains(word), "no `{word}` in {}", run.stderr);
    }
}

#[test]
fn nothing_is_fetched_without_being_asked() {
    let server = Server::of([("/more.xml", document("More", &[], COMPLEX))]);
    let address = server.address("/more.xml");
    let project = project(&address);
    let out = ["--out", "client", "--name", "client"];
    let commands: [&[&str]; 7] = [
        &["generate"],
        &["generate", "--dry-run"],
        &["check"],
        &["operations"],
        &["dump", "--stage", "model"],
        &[
            "init",
            "--deny",
            "missing-document",
            "--metadata",
            "shop.xml",
            out[0],
            out[1],
            out[2],
            out[3],
        ],
        &[
            "init",
            "--metadata",
            &address,
            out[0],
            out[1],
            out[2],
            out[3],
        ],
    ];
    let before = project.files();
    for command in commands {
        let run = project.run(command);
        assert_ne!(run.code, Some(0), "{run:?}");
        assert!(run.stderr.contains("--fetch"), "{run:?}");
    }
    assert_eq!(server.asked(), [""; 0]);
    assert_eq!(project.files(), before);
}

#[cfg(not(feature = "fetch"))]
#[test]
fn a_program_that_cannot_fetch_says_how_to_get_one_that_can() {
    let project = project("https://example.com/more.xml");
    let init = [
        "init",
        "--metadata",
        "shop.xml",
        "--out",
        "x",
        "--name",
        "x",
        "--fetch",
    ];
    for command in [&["generate", "--fetch"][..], &init] {
        let run = project.run(command);
        assert_eq!(run.code, Some(2), "{run:?}");
        assert!(run.stderr.contains("--features fetch"), "{run:?}");
    }
}

#[cfg(feature = "fetch")]
mod with_client {
    use super::*;
    use server::Answer;

    #[test]
    fn what_is_fetched_is_kept_and_needs_no_network_again() {
        let deep = document("Deep", &[], COMPLEX);
        let middle = document(
            "More",
            &[("../deep/b.xml?key=secret", "Deep")],
            &format!("{COMPLEX}{}", using("Deep.Note")),
        );
        let server = Server::of([
            ("/a/more.xml", middle),
            ("/deep/b.xml?key=secret", deep.clone()),
        ]);
        let project = project(&server.address("/a/more.xml"));
        let run = project.run(&["generate", "--fetch"]);
        assert_eq!(run.code, Some(0), "{run:?}");
        assert_eq!(server.asked(), ["/a/more.xml", "/deep/b.xml?key=secret"]);
        assert!(
            run.stderr.contains("/a/more.xml` into `fetched/127.0.0.1_"),
            "{run:?}"
        );
        assert!(!run.stderr.contains("secret"), "{run:?}");
        let files = project.files();
        let fetched: Vec<_> = files
            .iter()
            .filter(|(name, _)| name.starts_with("fetched/"))
            .collect();
        assert_eq!(fetched.len(), 2, "{fetched:?}");
        assert!(fetched.iter().all(|(name, _)| !name.contains("secret")));
        assert!(fetched.iter().any(|(_, text)| **text == deep.as_bytes()));
        // whoever asks again asks nobody
        project.succeed(&["generate", "--fetch"]);
        project.succeed(&["generate"]);
        project.succeed(&["check"]);
        assert_eq!(server.asked().len(), 2);
        assert_eq!(project.files(), files);
    }

    #[test]
    fn the_settings_say_where_documents_are_kept() {
        let server = Server::of([("/more.xml", document("More", &[], COMPLEX))]);
        let project = project(&server.address("/more.xml"));
        let settings = project.read("odata-bindgen.toml");
        project.write(
            "odata-bindgen.toml",
            &format!("{settings}\n[references]\nfetched = \"kept/here\"\n"),
        );
        project.succeed(&["generate", "--fetch", "--quiet"]);
        assert!(project.path("kept/here").is_dir());
        assert!(!project.path("fetched").exists());
        project.succeed(&["check"]);
    }

    #[test]
    fn what_the_settings_map_is_left_to_them() {
        let server = Server::of([("/s/more.xml", document("More", &[], COMPLEX))]);
        let project = project(&server.address("/s/more.xml"));
        let settings = project.read("odata-bindgen.toml");
        let folder = server.address("/s/");
        project.write(
            "odata-bindgen.toml",
            &format!("{settings}\n[references]\n\"{folder}\" = \"schemas\"\n"),
        );
        tells(
            &project.run(&["generate", "--fetch"]),
            &["missing-document"],
        );
        assert_eq!(server.asked(), [""; 0]);
    }

    #[test]
    fn vocabularies_whose_terms_are_known_are_not_fetched() {
        let server = Server::of([]);
        let project = Project::shop();
        let core = server.address("/Org.OData.Core.V1.xml");
        project.write(
            "shop.xml",
            &document("Main", &[(&core, "Org.OData.Core.V1")], COMPLEX),
        );
        project.succeed(&["generate", "--fetch"]);
        assert_eq!(server.asked(), [""; 0]);
    }

    #[test]
    fn a_crate_can_begin_with_an_address() {
        let main = document("Main", &[("parts/more.xml", "More")], &using("More.Note"));
        let server = Server::of([
            ("/odata/$metadata", main.clone()),
            ("/odata/parts/more.xml", document("More", &[], COMPLEX)),
        ]);
        let project = Project::empty();
        let address = server.address("/odata/$metadata");
        project.succeed(&[
            "init",
            "--fetch",
            "--metadata",
            &address,
            "--out",
            "client",
            "--name",
            "client",
        ]);
        assert_eq!(project.read("client/metadata/metadata.xml"), main);
        assert!(project.path("client/metadata/more.xml").is_file());
        assert_eq!(server.asked().len(), 2);
        project.succeed(&["check", "--config", "client/odata-bindgen.toml"]);
        project.succeed(&["generate", "--config", "client/odata-bindgen.toml"]);
        assert_eq!(server.asked().len(), 2);
    }

    #[test]
    fn what_is_no_document_is_refused_and_nothing_is_left() {
        let page = "<!DOCTYPE html><html></html>".to_owned();
        let answers = [
            (Answer::status(404), "status 404"),
            (Answer::status(206), "status 206"),
            (
                Answer::text(&page).of_type("text/html; charset=utf-8"),
                "web page",
            ),
            (Answer::text(&page), "no CSDL: "),
            (Answer::text("{}"), "no CSDL: "),
            (Answer::text(""), "no CSDL: "),
            (Answer::text(&document("More", &[], COMPLEX)).cut_off(), ""),
            (Answer::text("x").of_length(1 << 40), "larger than 64 MiB"),
            (Answer::no_http(), ""),
            (
                Answer::redirection("/more.xml"),
                "redirected more than 5 times",
            ),
            (Answer::redirection("ftp://127.0.0.1/a"), "cannot be used"),
            (
                Answer::redirection("http://me:pw@127.0.0.1/a"),
                "credentials",
            ),
        ];
        for (answer, word) in answers {
            let server = Server::new([("/more.xml".to_owned(), answer)]);
            let project = project(&server.address("/more.xml"));
            let before = project.files();
            let run = project.run(&["generate", "--fetch"]);
            tells(
                &run,
                &["error: a document cannot be fetched", "/more.xml`: ", word],
            );
            assert!(!run.stderr.contains("pw@"), "{run:?}");
            assert_eq!(project.files(), before, "{word}");
            assert!(server.asked().len() <= 6);
        }
    }

    #[test]
    fn redirections_are_followed_and_references_start_where_they_end() {
        let more = document(
            "More",
            &[("rest.xml", "Rest")],
            &format!("{COMPLEX}{}", using("Rest.Note")),
        );
        let text = |text: String| Answer::text(&text);
        let server = Server::new([
            (
                "/more.xml".to_owned(),
                Answer::redirection("moved/more.xml"),
            ),
            ("/moved/more.xml".to_owned(), text(more)),
            (
                "/moved/rest.xml".to_owned(),
                text(document("Rest", &[], COMPLEX)),
            ),
        ]);
        let project = project(&server.address("/more.xml"));
        project.succeed(&["generate", "--fetch"]);
        assert_eq!(
            server.asked(),
            ["/more.xml", "/moved/more.xml", "/moved/rest.xml"]
        );
        project.succeed(&["check"]);
    }

    #[test]
    fn all_that_fail_are_named_and_those_that_do_not_are_kept() {
        let server = Server::of([("/more.xml", document("More", &[], COMPLEX))]);
        let [good, bad, worse] =
            ["/more.xml", "/bad.xml", "/worse.xml?key=secret"].map(|path| server.address(path));
        let project = Project::shop();
        let references = [
            (&*bad, "Bad"),
            (&*good, "More"),
            (&*worse, "Worse"),
            // of this one nothing is asked, and it is warned of as without `--fetch`
            ("https://me:pw@example.com/x", "X"),
        ];
        project.write("shop.xml", &document("Main", &references, COMPLEX));
        let run = project.run(&["generate", "--fetch"]);
        tells(
            &run,
            &[
                "error: 2 documents cannot be fetched\n",
                "/bad.xml`: ",
                "/worse.xml?…`: ",
            ],
        );
        assert!(
            !run.stderr.contains("secret") && !run.stderr.contains("pw"),
            "{run:?}"
        );
        assert!(!project.path("generated").exists());
        let kept = project
            .files()
            .into_keys()
            .filter(|name| name.starts_with("fetched/"));
        assert_eq!(kept.count(), 1);
    }

    #[test]
    fn a_document_leads_nowhere_else_on_this_machine() {
        // it is beside the folder of fetched documents, where `..` would lead
        let more = document("More", &[("../../../outside.xml", "Outside")], COMPLEX);
        let server = Server::of([("/more.xml", more)]);
        let project = project(&server.address("/more.xml"));
        project.write("outside.xml", "no document");
        let run = project.run(&["generate", "--fetch"]);
        tells(&run, &["/outside.xml`: the answer has the status 404"]);
        assert_eq!(server.asked(), ["/more.xml", "/outside.xml"]);
    }

    #[test]
    fn whoever_cannot_be_trusted_is_not_listened_to() {
        // it speaks no TLS, whatever it is asked; the client has all it needs to find out
        let server = Server::of([("/more.xml", document("More", &[], COMPLEX))]);
        let address = server.address("/more.xml").replace("http:", "https:");
        let project = project(&address);
        let before = project.files();
        tells(&project.run(&["generate", "--fetch"]), &["/more.xml`: "]);
        assert_eq!(project.files(), before);
    }

    #[test]
    fn one_address_is_asked_once() {
        let server = Server::of([("/more.xml", document("More", &[], COMPLEX))]);
        let project = project(&server.address("/more.xml"));
        let [first, second] = ["/more.xml", "/more.xml#again"].map(|path| server.address(path));
        let main = document(
            "Main",
            &[(&first, "More"), (&second, "More")],
            &using("More.Note"),
        );
        project.write("shop.xml", &main);
        project.succeed(&["generate", "--fetch"]);
        assert_eq!(server.asked(), ["/more.xml"]);
    }
}
