//! Is every client of the tests listened to, and is no token in any file?

use std::path::PathBuf;

use tests::place;

/// What makes clients listened to, in a source or in what it stands on.
const LISTENED: [&str; 3] = ["witness::watch()", "loopback::", "server.url("];

fn rust_files(folders: &[&str]) -> Vec<(String, String)> {
    let folders = folders.iter().map(|folder| place::root().join(folder));
    let files = folders.flat_map(|folder| place::files_below(&folder, ".rs"));
    let files = files.map(|file| (place::shown(&file), place::read(&file)));
    files.collect()
}

#[test]
fn every_client_of_the_tests_is_listened_to() {
    // `traces` listens by itself, and this file has the name only
    const APART: [&str; 3] = ["tests/traces.rs", "support/witness.rs", "tests/secrets.rs"];
    let files = rust_files(&["runtime/tests", "tests/tests"]);
    let makers = files.iter().filter(|(path, text)| {
        let own = text.contains("Client::builder(") || text.contains("ClientBuilder::new(");
        own && !APART.iter().any(|apart| path.ends_with(apart))
    });
    let makers: Vec<_> = makers.collect();
    assert!(makers.len() > 4, "{} files make clients", makers.len());
    let unheard: Vec<_> = makers
        .into_iter()
        .filter(|(_, text)| !LISTENED.iter().any(|listened| text.contains(listened)))
        .map(|(path, _)| path)
        .collect();
    assert!(unheard.is_empty(), "call `witness::watch()`: {unheard:?}");
    // the examples are run against the server on loopback, which listens
    let server = place::read(&place::root().join("tests/src/loopback.rs"));
    assert!(server.contains("witness::watch()"));
    let listened = files
        .iter()
        .filter(|(_, text)| text.contains("witness::client("));
    assert!(
        listened.count() > 20,
        "the tests of the runtime are not listened to"
    );
}

/// What in a text looks like a token that somebody was given.
fn token(text: &str) -> Option<&str> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || "-._~+/=".contains(c);
    let word = |at: usize| {
        let rest = &text[at..];
        &rest[..rest.find(|c| !is_part(c)).unwrap_or(rest.len())]
    };
    let jwt = text.match_indices("eyJ").map(|(at, _)| word(at));
    let bearer = text
        .match_indices("Bearer ")
        .map(|(at, before)| word(at + before.len()));
    jwt.chain(bearer).find(|word| word.len() > 24)
}

#[test]
fn no_file_of_the_tests_has_a_token() {
    let folders = [
        "tests",
        "runtime/tests",
        "generator/tests",
        "docs",
        "metadata",
    ];
    let endings = [
        ".snap", ".json", ".xml", ".toml", ".md", ".rs", ".http", ".txt",
    ];
    let mut files = 0;
    let mut found: Vec<(PathBuf, String)> = Vec::new();
    for folder in folders {
        for ending in endings {
            for file in place::files_below(&place::root().join(folder), ending) {
                // packages of the servers that others wrote are not ours
                if file
                    .components()
                    .any(|part| part.as_os_str() == "node_modules")
                {
                    continue;
                }
                files += 1;
                let text = std::fs::read(&file).expect("the file is there");
                if let Some(token) = token(&String::from_utf8_lossy(&text)) {
                    found.push((file, token.to_owned()));
                }
            }
        }
    }
    assert!(files > 500, "{files} files");
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn what_looks_like_a_token_is_found() {
    let long = "a1B2c3D4".repeat(5);
    for text in [
        format!("x eyJ{long}.y"),
        format!("Authorization: Bearer {long}\r\n"),
    ] {
        assert!(token(&text).is_some(), "{text}");
    }
    for text in ["Bearer secret", "eyJ0eXAi", "Bearer {token}", ""] {
        assert_eq!(token(text), None);
    }
}
