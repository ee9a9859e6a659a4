//! Turns the rules of the house into tests, each with a list of what breaks it.

use tests::tidy::{self, RULES, Source, Violation};

fn assert_none(rule: &str, found: &[Violation]) {
    let list: Vec<String> = found.iter().map(ToString::to_string).collect();
    assert!(found.is_empty(), "{rule}, but:\n{}\n", list.join("\n"));
}

#[test]
fn sources_keep_the_rules_of_the_house() {
    let sources = tidy::sources();
    let broken: Vec<String> = RULES
        .into_iter()
        .map(|(name, rule)| (name, tidy::check(rule, &sources)))
        .filter(|(_, found)| !found.is_empty())
        .map(|(name, found)| {
            format!(
                "{name}:\n{}",
                found
                    .iter()
                    .map(|violation| format!("  {violation}\n"))
                    .collect::<String>()
            )
        })
        .collect();
    assert!(
        broken.is_empty(),
        "rules that are broken:\n\n{}",
        broken.join("\n")
    );
}

#[test]
fn texts_can_be_read_by_those_who_were_not_there() {
    assert_none(
        "texts name nothing of one machine or one conversation",
        &tidy::check_words(),
    );
}

#[test]
fn generated_code_can_be_reviewed() {
    assert_none(
        "generated code is one type a file, of bounded length, the same everywhere",
        &tidy::check_generated(),
    );
}

/// The rules that a source breaks, each with the line.
fn broken(path: &str, text: &str) -> Vec<String> {
    let source = [Source::new(
        path,
        &format!("//! Turns a text into a source.\n{text}"),
    )];
    let found = RULES.into_iter().flat_map(|(name, rule)| {
        tidy::check(rule, &source)
            .into_iter()
            .map(move |violation| (name, violation))
    });
    found
        .map(|(name, violation)| format!("{}: {name}", violation.line))
        .collect()
}

#[test]
fn layers_are_told_apart_by_what_they_name() {
    let up = ["2: layers look down"];
    assert_eq!(
        broken("generator/src/csdl/cursor.rs", "use crate::model::Model;"),
        up
    );
    assert_eq!(
        broken(
            "generator/src/csdl/cursor.rs",
            "use super::super::model::{Model, Type};"
        ),
        up
    );
    assert_eq!(
        broken(
            "generator/src/plan/names.rs",
            "fn find() -> crate::csdl::Document { one() }"
        ),
        up
    );
    assert_eq!(
        broken("generator/src/emit.rs", "use crate::plan::Version;"),
        [""; 0]
    );
    assert_eq!(
        broken("generator/src/lib.rs", "use crate::emit::emit;"),
        [""; 0]
    );
    assert_eq!(
        broken(
            "generator/src/csdl.rs",
            "#[cfg(test)]\nmod tests { use crate::model::Model; }"
        ),
        [""; 0]
    );
    assert_eq!(
        broken("generator/src/unheard_of.rs", ""),
        ["1: layers look down"]
    );
}

#[test]
fn libraries_are_told_apart_by_who_names_them() {
    let stolen = ["2: outside libraries have one owner"];
    assert_eq!(
        broken("generator/src/plan/docs.rs", "use heck::ToSnakeCase;"),
        stolen
    );
    assert_eq!(
        broken("generator/src/model.rs", "use std::{fmt, fs};"),
        stolen
    );
    assert_eq!(
        broken(
            "generator/src/config.rs",
            "fn read() { std::fs::read(path) }"
        ),
        stolen
    );
    assert_eq!(
        broken("generator/src/plan/names.rs", "use heck::ToSnakeCase;"),
        [""; 0]
    );
    assert_eq!(
        broken(
            "generator/src/plan/names.rs",
            "#[cfg(test)]\nmod tests { use syn::Ident; }"
        ),
        [""; 0]
    );
}

#[test]
fn panics_are_found_wherever_they_hide() {
    let panics = ["2: nothing panics but tests"];
    assert_eq!(
        broken(
            "runtime/src/page.rs",
            "fn first() { list.first().unwrap(); }"
        ),
        panics
    );
    assert_eq!(
        broken("runtime/src/page.rs", "fn first() { todo!() }"),
        panics
    );
    assert_eq!(
        broken(
            "runtime/src/page.rs",
            "macro_rules! first { () => { list.first().unwrap() }; }"
        ),
        panics
    );
    assert_eq!(
        broken(
            "runtime/src/page.rs",
            "fn first() { list.first().expect(\"a page has items\"); }"
        ),
        [""; 0]
    );
    assert_eq!(
        broken(
            "runtime/src/page.rs",
            "#[test]\nfn first() { list.first().unwrap(); }"
        ),
        [""; 0]
    );
}

#[test]
fn long_functions_are_found_and_quotations_are_not_counted() {
    let lines = "    step();\n".repeat(70);
    assert_eq!(
        broken("runtime/src/page.rs", &format!("fn long() {{\n{lines}}}")),
        ["2: functions are short"]
    );
    assert_eq!(
        broken(
            "runtime/src/page.rs",
            &format!("fn long() {{\n    quote! {{\n{lines}    }}\n}}")
        ),
        [""; 0]
    );
    assert_eq!(
        broken("runtime/src/page.rs", &"fn short() {}\n".repeat(400)),
        ["401: files are short"]
    );
}

#[test]
fn comments_that_are_no_sentences_are_found() {
    let comments = ["2: comments are sentences"];
    assert_eq!(
        broken("runtime/src/page.rs", "// ---------- helpers"),
        comments
    );
    assert_eq!(broken("runtime/src/page.rs", "// ----------"), comments);
    assert_eq!(broken("runtime/src/page.rs", "// TODO: pages"), comments);
    assert_eq!(
        broken("runtime/src/page.rs", "// let page = next();"),
        comments
    );
    assert_eq!(
        broken(
            "runtime/src/page.rs",
            "// the next page comes first; it was asked for"
        ),
        [""; 0]
    );
}

#[test]
fn tests_that_do_not_run_or_wait_are_found() {
    let tests = ["2: tests run and do not wait"];
    assert_eq!(
        broken("tests/tests/wire.rs", "#[ignore] #[test] fn slow() {}"),
        tests
    );
    assert_eq!(
        broken(
            "tests/tests/wire.rs",
            "fn slow() { std::thread::sleep(second); }"
        ),
        tests
    );
    assert_eq!(
        broken("runtime/src/page/mod.rs", ""),
        ["1: modules are files"]
    );
}
