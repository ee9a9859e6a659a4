//! Turns what keeps a client from WebAssembly into a list, which is to be empty.
//!
//! On `wasm32-unknown-unknown` there are no sockets, threads, files or clocks: what asks the
//! standard library for them builds and then panics. So the runtime does without them outside of
//! its features, and these tests say so where the target is not installed.

use std::path::Path;
use std::process::Command;

use tests::place;
use tests::tidy::sources;

/// Packages that want an operating system, by their whole names or how these begin.
const SYSTEM: [&str; 17] = [
    "reqwest",
    "hyper",
    "mio",
    "socket2",
    "rustls",
    "aws-lc-",
    "ring",
    "native-tls",
    "openssl",
    "libc",
    "windows",
    "getrandom",
    "rand",
    "tempfile",
    "rayon",
    "async-std",
    "smol",
];

/// What is not there, as it stands in sources, and a use of it to find.
const ABSENT: [(&str, &str); 10] = [
    ("Instant", "std::time::Instant::now()"),
    ("SystemTime", "use std::time::SystemTime;"),
    ("Timestamp::now", "jiff::Timestamp::now()"),
    ("Zoned::now", "jiff::Zoned::now()"),
    ("std::thread", "use std::thread;"),
    ("std::net", "use std::net::TcpStream;"),
    ("std::fs", "std::fs::read(path)"),
    ("std::env", "std::env::var(name)"),
    ("tokio::", "tokio::spawn(work)"),
    ("reqwest::", "reqwest::Client::new()"),
];

/// The part of tokio that is made of nothing but atomics.
const SYNC: &str = "tokio::sync::";

/// Files that are compiled with a feature only: how the module is declared, and where.
const FEATURES: [(&str, &str, &str); 4] = [
    (
        "blocking",
        "src/lib.rs",
        "#[cfg(feature = \"blocking\")]\nmod blocking;",
    ),
    (
        "testing",
        "src/lib.rs",
        "#[cfg(feature = \"testing\")]\npub mod testing;",
    ),
    (
        "clock/tokio",
        "src/clock.rs",
        "#[cfg(feature = \"reqwest\")]\nmod tokio;",
    ),
    (
        "transport/reqwest",
        "src/transport.rs",
        "#[cfg(feature = \"reqwest\")]\nmod reqwest;",
    ),
];

#[test]
fn the_core_depends_on_nothing_of_an_operating_system() {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args([
            "tree",
            "--offline",
            "--locked",
            "--package",
            "odata-runtime",
        ])
        .args([
            "--no-default-features",
            "--edges",
            "normal",
            "--prefix",
            "none",
        ])
        .args(["--target", "wasm32-unknown-unknown", "--format", "{p}|{f}"])
        .current_dir(place::root())
        .output()
        .unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    let tree = String::from_utf8(output.stdout).unwrap();
    let packages: Vec<(&str, &str)> = tree.lines().filter_map(package).collect();
    // The tree is one: without this, an empty list would be a good one.
    assert!(packages.iter().any(|(name, _)| *name == "odata-runtime"));
    let wrong: Vec<_> = packages
        .iter()
        .filter(|(name, features)| is_of_the_system(name, features))
        .collect();
    assert!(
        wrong.is_empty(),
        "these do not work on `wasm32-unknown-unknown`: {wrong:?}"
    );
}

/// The name and the features of `name v1.0.0|a,b`.
fn package(line: &str) -> Option<(&str, &str)> {
    let (package, features) = line.split_once('|')?;
    Some((package.split(' ').next()?, features))
}

fn is_of_the_system(name: &str, features: &str) -> bool {
    match name {
        "tokio" => features != "sync",
        _ => SYSTEM.iter().any(|system| name.starts_with(system)),
    }
}

#[test]
fn the_core_uses_nothing_of_an_operating_system() {
    let sources = sources();
    let core = sources.iter().filter(|source| is_core(&source.path));
    let mut files = 0;
    let mut wrong = Vec::new();
    for source in core {
        files += 1;
        for (number, line) in (1..).zip(source.text.lines()) {
            if let Some(what) = absent(line) {
                wrong.push(format!("{}:{number}: `{what}`", source.path));
            }
        }
    }
    assert!(files > 30, "only {files} files were looked at");
    let list = wrong.join("\n");
    assert!(
        wrong.is_empty(),
        "not on `wasm32-unknown-unknown`, but:\n{list}"
    );
}

fn is_core(path: &str) -> bool {
    let Some(path) = path.strip_prefix("runtime/src/") else {
        return false;
    };
    let module = path.trim_end_matches(".rs");
    !FEATURES
        .iter()
        .any(|(feature, ..)| Path::new(module).starts_with(feature))
}

/// What a line of code uses that is not there.
fn absent(line: &str) -> Option<&'static str> {
    if line.trim_start().starts_with("//") {
        return None;
    }
    let line = line.replace(SYNC, "");
    let found = ABSENT.iter().find(|(what, _)| contains_word(&line, what));
    found.map(|(what, _)| *what)
}

/// Whether the text is there, not as a part of a longer name or as a module of our own.
fn contains_word(line: &str, what: &str) -> bool {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(what).any(|(start, _)| {
        let before = &line[..start];
        let after = line[start + what.len()..].chars().next();
        let ends = what.ends_with(':') || !after.is_some_and(is_word);
        ends && !before.ends_with(is_word) && !before.ends_with("self::")
    })
}

#[test]
fn what_is_absent_is_found() {
    for (what, usage) in ABSENT {
        assert_eq!(absent(usage), Some(what), "{usage}");
    }
    for fine in [
        "let lock = tokio::sync::Mutex::new(());",
        "//! over tokio::net",
        "fn is_instantaneous() {}",
        "pub use self::tokio::TokioClock;",
        "use std::threads;",
    ] {
        assert_eq!(absent(fine), None, "{fine}");
    }
    for (name, features) in [("mio", ""), ("tokio", "net,sync"), ("aws-lc-rs", "")] {
        assert!(is_of_the_system(name, features));
    }
    assert!(!is_of_the_system("tokio", "sync") && !is_of_the_system("url", "std"));
}

#[test]
fn files_of_features_are_compiled_with_them_only() {
    for (module, declared_in, declaration) in FEATURES {
        let text = place::read(&place::root().join("runtime").join(declared_in));
        assert!(
            text.contains(declaration),
            "`{module}` is not declared by\n{declaration}"
        );
        assert!(!is_core(&format!("runtime/src/{module}.rs")));
        assert!(!is_core(&format!("runtime/src/{module}/a.rs")));
    }
    assert!(is_core("runtime/src/clock.rs") && is_core("runtime/src/transport/body.rs"));
}
