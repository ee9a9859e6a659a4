//! What is the software made of: is it as little as the readme says, and none of it unsafe code of ours?

use std::collections::BTreeSet;
use std::process::Command;

use tests::place;
use tests::tidy::sources;

/// A row of the readme: its name, and what `cargo tree` is asked.
const ROWS: [(&str, &[&str]); 4] = [
    (
        "a generated crate without a transport",
        &["outlook-rest", "--no-default-features", "--features=v2_0"],
    ),
    (
        "a generated crate with reqwest and rustls",
        &["outlook-rest"],
    ),
    (
        "a generated crate with everything",
        &["outlook-rest", "--all-features"],
    ),
    ("the generator", &["odata-bindgen"]),
];

/// Packages and the longest way to one, from what `cargo tree` prints on Linux.
fn tree(arguments: &[&str]) -> (usize, usize) {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["tree", "--offline", "--locked", "--edges", "normal"])
        .args(["--prefix", "depth", "--format", " {p}"])
        .args(["--target", "x86_64-unknown-linux-gnu", "--package"])
        .args(arguments)
        .current_dir(place::root())
        .output()
        .expect("cargo can be started");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    let text = String::from_utf8_lossy(&output.stdout);
    let lines = text.lines().filter_map(|line| {
        let (depth, package) = line.split_once(' ')?;
        let package = package.trim_end_matches(" (*)");
        // a macro is of the compiler and not of the program, but it is run as well
        Some((depth.parse::<usize>().ok()?, package.to_owned()))
    });
    let lines: Vec<_> = lines.collect();
    let packages: BTreeSet<_> = lines.iter().map(|(_, package)| package).collect();
    let depth = lines.iter().map(|(depth, _)| *depth).max();
    // the package itself is none that it is made of
    (packages.len() - 1, depth.unwrap_or_default())
}

#[test]
fn the_readme_says_how_much_there_is_of_it() {
    let readme = place::read(&place::root().join("README.md"));
    let rows: Vec<String> = ROWS
        .into_iter()
        .map(|(name, arguments)| {
            let (packages, depth) = tree(arguments);
            assert!(packages > 10 && depth > 2, "{name}: {packages}, {depth}");
            let command = arguments.join(" ");
            format!("| {name} | {packages} | {depth} | `{command}` |")
        })
        .collect();
    let missing: Vec<_> = rows.iter().filter(|row| !readme.contains(*row)).collect();
    assert!(missing.is_empty(), "not in README.md:\n{missing:#?}");
}

/// Whether a source is the first one of a library, a program or a build script.
fn is_root(path: &str) -> bool {
    path.ends_with("src/lib.rs")
        || path.ends_with("src/main.rs")
        || path.contains("/src/bin/")
        || path == "generator/build.rs"
}

#[test]
fn every_crate_of_ours_forbids_unsafe_code() {
    let sources = sources();
    let roots: Vec<_> = sources
        .iter()
        .filter(|source| is_root(&source.path))
        .collect();
    assert!(roots.len() > 10, "{} roots", roots.len());
    let generated = [
        "generated/src/lib.rs",
        "templates/crate.rs",
        "templates/version.rs",
    ];
    let generated = generated.map(|path| (path.to_owned(), place::read(&place::root().join(path))));
    let roots = roots
        .iter()
        .map(|source| (source.path.clone(), source.text.clone()));
    let without: Vec<_> = roots
        .chain(generated)
        .filter(|(_, text)| !text.contains("#![forbid(unsafe_code)]"))
        .map(|(path, _)| path)
        .collect();
    assert!(without.is_empty(), "these do not forbid it: {without:?}");
    // tests and benchmarks are crates, too
    for member in ["generator", "runtime", "tests"] {
        let manifest = place::read(&place::root().join(member).join("Cargo.toml"));
        let forbids = |text: &str| text.contains("unsafe_code = \"forbid\"");
        let inherits = manifest.contains("[lints]\nworkspace = true")
            && forbids(&place::read(&place::root().join("Cargo.toml")));
        assert!(inherits || forbids(&manifest), "{member}");
    }
}

/// The value of a key in a manifest.
fn value<'t>(manifest: &'t str, key: &str) -> Option<&'t str> {
    let line = manifest.lines().find_map(|line| line.strip_prefix(key))?;
    Some(line.trim_start_matches([' ', '=']).trim_matches('"'))
}

#[test]
fn every_manifest_states_the_same_oldest_rust() {
    let read = |path: &str| place::read(&place::root().join(path));
    let workspace = read("Cargo.toml");
    let oldest = value(&workspace, "rust-version").expect("the workspace states it");
    for path in [
        "runtime/Cargo.toml",
        "templates/manifest.toml",
        "generated/Cargo.toml",
    ] {
        assert_eq!(value(&read(path), "rust-version"), Some(oldest), "{path}");
    }
    for path in ["generator/Cargo.toml", "tests/Cargo.toml"] {
        assert!(
            read(path).contains("rust-version.workspace = true"),
            "{path}"
        );
    }
    assert!(read("README.md").contains(&format!("Rust ({oldest} or later)")));
    assert!(read(".ci/run").contains(&format!("cargo +{oldest}")));
}

#[test]
fn what_may_come_in_twice_has_a_reason() {
    let rules = place::read(&place::root().join("deny.toml"));
    assert!(rules.contains("multiple-versions = \"deny\""));
    let skipped = rules.lines().filter(|line| line.contains("{ crate = \""));
    for line in skipped {
        assert!(line.contains("reason = \""), "{line}");
    }
}
