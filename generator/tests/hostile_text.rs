//! Turns hostile text in each place of a document into code and reports, in which it must stay text.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "support/places.rs"]
mod places;
#[path = "support/project.rs"]
mod project;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use odata_bindgen::config::Config;
use odata_bindgen::diagnostics::{Level, is_disturbing, rules};
use odata_bindgen::{Generated, generate};
use places::{TEXTS, document, places};
use proc_macro2::{TokenStream, TokenTree};
use project::{Project, Run};
use rayon::prelude::*;

/// What is made of a document; `None` where it is denied, whatever levels are chosen.
fn generated(document: &str) -> Option<Generated> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("service.xml");
    std::fs::write(&path, document).unwrap();
    let mut config = Config::for_single(&path, Path::new("out"), "hostile").unwrap();
    config.package.lock = folder.path().join("lock");
    for rule in rules::all().into_iter().filter(|rule| rule.configurable) {
        config.levels.set(rule.id, Level::Allow).unwrap();
    }
    generate(&config).ok()
}

/// Holds every file to what its reader relies on; gives the tokens of those that are Rust, by path.
fn checked(generated: &Generated, case: &str) -> BTreeMap<String, Vec<String>> {
    let mut all = BTreeMap::new();
    for (path, text) in generated.files.iter() {
        let disturbing = text.chars().find(|&character| is_disturbing(character));
        assert_eq!(disturbing, None, "{case}: {path}");
        let name = path.as_str();
        if name.ends_with(".rs") {
            syn::parse_file(text).unwrap_or_else(|error| panic!("{case}: {path}: {error}\n{text}"));
            let mut tokens = Vec::new();
            collect(text.parse().unwrap(), case, &mut tokens);
            all.insert(name.to_owned(), tokens);
        } else if name.ends_with(".toml") {
            let parsed = text.parse::<toml::Table>();
            parsed.unwrap_or_else(|error| panic!("{case}: {path}: {error}"));
        } else if name.ends_with(".md") {
            assert!(
                !text.contains("<script") && !text.contains("<img"),
                "{case}: {path}"
            );
        }
    }
    all
}

/// The tokens of a file without its documentation, and with all literals alike.
///
/// Commas are left out: the last one of a list depends on whether the list fits into a line.
fn collect(stream: TokenStream, case: &str, tokens: &mut Vec<String>) {
    let mut stream = stream.into_iter().peekable();
    while let Some(token) = stream.next() {
        match token {
            TokenTree::Punct(mark) if mark.as_char() == '#' => {
                // the mark of an attribute of a whole file
                let mark = stream.next_if(|next| next.to_string() == "!");
                let attribute = stream.next().unwrap();
                match doc(&attribute) {
                    Some(doc) => check_doc(&doc, case),
                    None => tokens.push(format!("#{}{attribute}", mark.map_or("", |_| "!"))),
                }
            }
            TokenTree::Punct(mark) if mark.as_char() == ',' => {}
            TokenTree::Group(group) => {
                tokens.push(format!("{:?}", group.delimiter()));
                collect(group.stream(), case, tokens);
                tokens.push("end".to_owned());
            }
            TokenTree::Literal(_) => tokens.push("literal".to_owned()),
            other => tokens.push(other.to_string()),
        }
    }
}

/// The text of an attribute that is documentation.
fn doc(attribute: &TokenTree) -> Option<String> {
    let TokenTree::Group(group) = attribute else {
        return None;
    };
    let mut inside = group.stream().into_iter();
    let is_doc = inside.next()?.to_string() == "doc" && inside.next()?.to_string() == "=";
    let literal: syn::LitStr = syn::parse2(inside.collect()).ok().filter(|_| is_doc)?;
    Some(literal.value())
}

/// Nothing in a line of documentation is code that is run, a link that may be broken, or HTML.
fn check_doc(line: &str, case: &str) {
    assert!(
        !line.contains('\n') && !line.contains("```"),
        "{case}: {line:?}"
    );
    let text = line.strip_prefix(' ').unwrap_or(line);
    assert!(
        !text.starts_with([' ', '\t', '>', '|', '~']),
        "{case}: {line:?}"
    );
    let mut rest = text;
    while let Some(at) = rest.find(['\\', '`', '<', '[']) {
        let next = &rest[at + 1..];
        rest = match rest.as_bytes()[at] {
            // what stands between two backticks is only text
            b'`' => next.split_once('`').map_or("", |(_, after)| after),
            b'\\' => {
                next.split_at(next.chars().next().map_or(0, char::len_utf8))
                    .1
            }
            _ => {
                // links are to items of ours, and to addresses
                let is_ours = next.starts_with('`') || next.starts_with("http");
                assert!(is_ours, "{case}: {line:?}");
                next
            }
        };
    }
}

#[test]
fn no_free_text_becomes_code() {
    let plain = checked(&generated(&document(|_| None)).unwrap(), "plain");
    let free: BTreeSet<&str> = places(true).into_iter().collect();
    TEXTS.par_iter().for_each(|text| {
        let everywhere = document(|place| free.contains(place).then_some(*text));
        let case = format!("{text:?}");
        let generated = generated(&everywhere);
        let generated = generated.unwrap_or_else(|| panic!("{case} is refused"));
        let tokens = checked(&generated, &case);
        assert_eq!(tokens, plain, "{case}");
    });
}

#[test]
fn no_name_becomes_other_code_than_a_name() {
    let places = places(false);
    assert!(places.len() > 20, "{places:?}");
    let pairs: Vec<(&str, &str)> = places
        .iter()
        .flat_map(|place| TEXTS.iter().map(|text| (*place, *text)))
        .collect();
    let accepted = pairs.par_iter().filter(|(place, text)| {
        let document = document(|other| (other == *place).then_some(*text));
        let case = format!("{place}: {text:?}");
        let generated = generated(&document);
        generated.is_some_and(|generated| {
            let tokens = checked(&generated, &case);
            // every identifier is one that Rust knows, and no mark came with a name
            tokens.values().flatten().for_each(|token| {
                let is_injected = token.contains("injected") && token != "injected";
                assert!(!token.contains("panic") || !is_injected, "{case}: {token}");
            });
            true
        })
    });
    let accepted = accepted.count();
    // most are only warned of: services have such names, and the wire needs them as they are
    assert!(accepted > pairs.len() / 2, "{accepted} of {}", pairs.len());
}

/// A project with two versions that differ in every place, one of them hostile.
fn versions(text: &str) -> Project {
    let project = Project::empty();
    project.write("old.xml", &document(|_| None));
    project.write("new.xml", &document(|place| hostile(place, text)));
    project
}

/// Hostile text for free places and for names that nothing else is called.
fn hostile<'t>(place: &str, text: &'t str) -> Option<&'t str> {
    let named = [
        "property",
        "member",
        "complex",
        "action",
        "set",
        "parameter",
    ];
    (place.starts_with('=') || named.contains(&place)).then_some(text)
}

/// Neither output of a run does anything to a terminal.
fn check_terminal(run: &Run, case: &str) {
    for output in [&run.stdout, &run.stderr] {
        let disturbing = output.chars().find(|&character| is_disturbing(character));
        assert_eq!(disturbing, None, "{case}:\n{output}");
    }
}

/// The names of the elements that a text of XML or HTML has, each as often as it stands there.
fn elements(text: &str) -> BTreeMap<String, usize> {
    let mut names = BTreeMap::new();
    for rest in text.split('<').skip(1) {
        let name = rest.split([' ', '>', '/', '\n']).next().unwrap_or_default();
        *names.entry(name.to_owned()).or_default() += 1;
    }
    names
}

#[test]
fn no_text_acts_in_a_report() {
    let report = |project: &Project, format: &str, case: &str| {
        let run = project.run(&["diff", "old.xml", "new.xml", "--format", format]);
        check_terminal(&run, case);
        run
    };
    let plain = versions("other words");
    let known: BTreeSet<String> = elements(&report(&plain, "html", "plain").stdout)
        .into_keys()
        .collect();
    TEXTS.par_iter().for_each(|text| {
        let project = versions(text);
        let case = format!("{text:?}");
        let run = |format| report(&project, format, &case);
        if run("text").code == Some(1) {
            return;
        }
        for line in run("github").stdout.lines() {
            let commands = ["::error ", "::warning ", "::notice ", "::notice::"];
            assert!(
                commands.iter().any(|command| line.starts_with(command)),
                "{case}: {line}"
            );
        }
        for format in ["json", "sarif"] {
            serde_json::from_str::<serde_json::Value>(&run(format).stdout).unwrap();
        }
        let junit = run("junit").stdout;
        let mut reader = quick_xml::Reader::from_str(&junit);
        while !matches!(reader.read_event().unwrap(), quick_xml::events::Event::Eof) {}
        let html = run("html").stdout;
        let words = ["del", "/del", "ins", "/ins", "mark", "/mark"].map(str::to_owned);
        let unknown: Vec<String> = elements(&html)
            .into_keys()
            .filter(|name| !known.contains(name) && !words.contains(name))
            .collect();
        assert_eq!(unknown, [""; 0], "{case}");
        assert_eq!(html.matches("<script").count(), 1, "{case}");
        // what a backslash stands before is only a character
        let markdown = run("markdown").stdout.replace("\\\\", "");
        let markdown = markdown.replace("\\]", "").replace("\\[", "");
        for acting in ["<script", "<img", "<!--", "](javascript", "![", "@everyone"] {
            assert!(!markdown.contains(acting), "{case}: {markdown}");
        }
    });
}

#[test]
fn no_text_acts_in_a_terminal_or_is_lost_in_the_lock() {
    TEXTS.par_iter().for_each(|text| {
        let project = versions(text);
        let case = format!("{text:?}");
        let settings = "[crate]\nname = \"hostile\"\n[versions.v1]\nmetadata = \"new.xml\"\n";
        project.write("odata-bindgen.toml", settings);
        let run = |arguments: &[&str]| {
            let run = project.run(arguments);
            check_terminal(&run, &case);
            run.code
        };
        if run(&["generate"]) == Some(1) {
            return;
        }
        assert_eq!(run(&["check"]), Some(0), "{case}");
        run(&["operations", "--format", "json"]);
        run(&["operations"]);
        run(&["generate", "--list"]);
        run(&["diff", "old.xml", "new.xml", "--migration"]);
        let lock = project.read("odata-bindgen.lock");
        assert_eq!(
            lock.chars().find(|&character| is_disturbing(character)),
            None,
            "{case}"
        );
    });
}
