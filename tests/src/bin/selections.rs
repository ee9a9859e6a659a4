//! Turns numbers into parts of services, and has cargo check the crate of each.
//!
//! `cargo run --release -p tests --bin selections -- [--count N] [--from N] [FILE]`: as many draws as
//! asked for, 100 where nothing is said, from the small service of the fixtures, from v2.0 of Outlook
//! and from Microsoft Graph, where it is at hand, in turn; or all from the document that is named.
//! Crates with more types than a few hundred are not checked by cargo.

#![forbid(unsafe_code)]

use std::path::Path;
use std::process::ExitCode;

use odata_bindgen::diagnostics::Style;
use odata_bindgen::text;
use tests::place;
use tests::scratch::Scratch;
use tests::selections::{Service, draw, mistakes};

/// A crate with more types is looked at without cargo.
const MOST_TYPES: usize = 400;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let (mut count, mut from, mut file) = (100, 0, None);
    while let Some(argument) = arguments.next() {
        let mut number = |default: u64| {
            arguments
                .next()
                .and_then(|text| text.parse().ok())
                .unwrap_or(default)
        };
        match argument.as_str() {
            "--count" => count = number(count),
            "--from" => from = number(from),
            other => file = Some(other.to_owned()),
        }
    }
    let services = services(file.as_deref());
    match run(&services, from, count) {
        0 => ExitCode::SUCCESS,
        wrong => {
            println!("{wrong} wrong");
            ExitCode::FAILURE
        }
    }
}

fn services(file: Option<&str>) -> Vec<Service> {
    if let Some(file) = file {
        return vec![Service::read("drawn", Path::new(file))];
    }
    let root = place::root();
    let mut services = vec![
        Service::read("small", &root.join("tests/fixtures/included/selection.xml")),
        Service::read("outlook", &root.join("metadata/v2.0.xml")),
    ];
    if let Some(folder) = place::shared_metadata() {
        let graph = folder.join("graph/graph-v1.0-clean-2026-08.xml");
        services.push(Service::read("graph", &graph));
    }
    services
}

/// Draws and generates, then has cargo check all crates at once. Gives how many draws went wrong.
fn run(services: &[Service], from: u64, count: u64) -> usize {
    let mut scratch = Scratch::new(place::root().join("target/selections"));
    let (mut wrong, mut checked, mut types) = (0, 0, 0);
    for (number, service) in (from..from + count).zip(services.iter().cycle()) {
        let drawn = draw(&service.model, number);
        let found = match service.generate(number, &drawn) {
            Err(error) => vec![error.render(Style::default())],
            Ok(generated) => {
                let (size, _) = text::count(&generated.versions[0]);
                types += size;
                if size <= MOST_TYPES {
                    scratch.add(&format!("{}-{number}", service.name), &generated);
                    checked += 1;
                }
                mistakes(&generated)
            }
        };
        if !found.is_empty() {
            wrong += 1;
            println!("{} {number}, {drawn}:\n{}", service.name, found.join("\n"));
        }
    }
    let output = scratch.check_all();
    if !output.status.success() {
        wrong += 1;
        println!("{}", String::from_utf8_lossy(&output.stderr));
    }
    println!("{count} draws with {types} types, {checked} of them checked by cargo");
    wrong
}
