//! Real documents, where they are at hand.

use std::path::{Path, PathBuf};
use std::{fs, io};

use super::{Parsed, parsed};
use crate::diagnostics::Level;

/// The folder of real documents beside the workspace.
fn corpus() -> Option<Vec<PathBuf>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/metadata");
    let mut files = Vec::new();
    let found = collect(&root, &mut files).is_ok() && !files.is_empty();
    if !found {
        println!(
            "passed without a look: there are no documents in {}",
            root.display()
        );
    }
    files.sort();
    found.then_some(files)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "xml") {
            files.push(path);
        }
    }
    Ok(())
}

fn denied(parsed: &Parsed) -> Vec<&'static str> {
    let denied = parsed
        .diagnostics
        .iter()
        .filter(|found| found.rule.level == Level::Deny);
    denied.map(|found| found.rule.id).collect()
}

#[test]
fn real_documents_are_read_whole_or_refused() {
    for path in corpus().unwrap_or_default() {
        let parsed = parsed(fs::read(&path).unwrap());
        check_refusal(&path, &parsed);
        check_counts(&path, &parsed);
        check_places(&parsed);
    }
}

fn check_refusal(path: &Path, parsed: &Parsed) {
    let (_, source) = parsed.sources.iter().next().unwrap();
    let expected: &[&str] = if source
        .text
        .contains("http://schemas.microsoft.com/ado/2007/06/edmx")
    {
        &["csdl-legacy-version"]
    } else if path.to_string_lossy().contains("MALFORMED") {
        &["xml-undeclared-root"]
    } else {
        &[]
    };
    assert_eq!(
        denied(parsed),
        expected,
        "{}\n{}",
        path.display(),
        parsed.findings()
    );
    assert_eq!(
        parsed.document.is_none(),
        !expected.is_empty(),
        "{}",
        path.display()
    );
}

/// Every element of the text must be in the tree.
fn check_counts(path: &Path, parsed: &Parsed) {
    let Some(document) = &parsed.document else {
        return;
    };
    let text = without_comments(&parsed.sources.get(document.source).text);
    let schemas = &document.schemas;
    let types = || schemas.iter().flat_map(|schema| &schema.structured_types);
    let operations = || schemas.iter().flat_map(|schema| &schema.operations);
    let enum_types = || schemas.iter().flat_map(|schema| &schema.enum_types);
    let counts = [
        ("Schema", schemas.len()),
        (
            "Property",
            types().map(|declared| declared.properties.len()).sum(),
        ),
        (
            "NavigationProperty",
            types()
                .map(|declared| declared.navigation_properties.len())
                .sum(),
        ),
        (
            "Parameter",
            operations()
                .map(|operation| operation.parameters.len())
                .sum(),
        ),
        (
            "ReturnType",
            operations()
                .filter(|operation| operation.return_type.is_some())
                .count(),
        ),
        (
            "Member",
            enum_types().map(|declared| declared.members.len()).sum(),
        ),
        (
            "Annotations",
            schemas.iter().map(|schema| schema.targets.len()).sum(),
        ),
        (
            "Term",
            schemas.iter().map(|schema| schema.terms.len()).sum(),
        ),
    ];
    for (element, count) in counts {
        let ends = [" ", ">", "/", "\n", "\r"];
        let written = ends.map(|end| text.matches(&format!("<{element}{end}")).count());
        assert_eq!(
            count,
            written.iter().sum::<usize>(),
            "{element} in {}",
            path.display()
        );
    }
}

/// The document without comments, whose elements do not count.
fn without_comments(text: &str) -> String {
    let mut pieces = text.split("<!--");
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |text, piece| {
        text + piece.split_once("-->").map_or("", |(_, rest)| rest)
    })
}

fn check_places(parsed: &Parsed) {
    for schema in parsed
        .document
        .iter()
        .flat_map(|document| &document.schemas)
    {
        for declared in &schema.structured_types {
            assert_eq!(
                parsed.sources.text(declared.name.span),
                &*declared.name.value
            );
            for property in &declared.properties {
                let type_name = &property.type_ref.name;
                assert_eq!(
                    parsed.sources.text(property.name.span),
                    &*property.name.value
                );
                assert_eq!(parsed.sources.text(type_name.span), &*type_name.value);
                assert!(parsed.sources.text(property.span).starts_with("<Property"));
            }
        }
    }
}

#[test]
fn real_documents_cut_short_are_no_panic() {
    for path in corpus().unwrap_or_default().iter().step_by(20) {
        let bytes = fs::read(path).unwrap();
        let bytes = &bytes[..bytes.len().min(50_000)];
        for end in (0..bytes.len()).step_by(bytes.len() / 7 + 1) {
            let mut cut = bytes[..end].to_vec();
            parsed(cut.as_slice());
            if let Some(byte) = cut.get_mut(end / 2) {
                *byte ^= 0x15;
            }
            parsed(cut);
        }
    }
}
