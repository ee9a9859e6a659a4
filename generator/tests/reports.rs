//! Turns a comparison into each of the reports, and checks what those who read them rely on.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "support/judged.rs"]
mod judged;
#[path = "support/schema.rs"]
mod schema;
#[path = "support/sha256.rs"]
mod sha256;

use std::collections::BTreeSet;

use odata_bindgen::diff::report::{self, Comparison, Detail, TextOptions};
use odata_bindgen::text::{self, COMMENT, PageOptions, Table};
use serde_json::Value;

use judged::Review;

fn as_json(value: &impl serde::Serialize) -> Value {
    serde_json::to_value(value).unwrap()
}

fn indented(value: &impl serde::Serialize) -> String {
    serde_json::to_string_pretty(&as_json(value)).unwrap()
}

/// The page without its style and its script, which are the same for all.
fn body(page: &str) -> String {
    let mut text = page.to_owned();
    for name in ["style", "script"] {
        let (before, rest) = text.split_once(&format!("<{name}>")).unwrap();
        let (_, after) = rest.split_once(&format!("</{name}>")).unwrap();
        text = format!("{before}<{name}>…</{name}>{after}");
    }
    // the hashes change with every word of the two
    let (before, rest) = text.split_once("content=\"default-src").unwrap();
    let (_, after) = rest.split_once('>').unwrap();
    format!("{before}content=\"…\">{after}")
}

#[test]
fn each_format_shows_what_was_reviewed() {
    let review = Review::of_all_sorts();
    let comparison = review.comparison();
    let all = TextOptions {
        positions: true,
        color: false,
        detail: Detail::All,
    };
    let summary = TextOptions {
        detail: Detail::Summary,
        ..all
    };
    let colours = TextOptions { color: true, ..all };
    insta::assert_snapshot!("text", report::text(&comparison, all));
    insta::assert_snapshot!("text_summary", report::text(&comparison, summary));
    insta::assert_debug_snapshot!(
        "text_colours",
        report::text(&comparison, colours)
            .lines()
            .collect::<Vec<_>>()
    );
    insta::assert_snapshot!("markdown", text::markdown(&comparison, None));
    insta::assert_snapshot!("json", indented(&report::json(&comparison)));
    insta::assert_snapshot!("github", report::github(&comparison));
    insta::assert_snapshot!("junit", text::junit(&comparison));
    insta::assert_snapshot!("sarif", indented(&report::sarif(&comparison)));
    let table = Table {
        caption: "All versions".to_owned(),
        head: vec!["from".to_owned(), "to <v2>".to_owned()],
        rows: vec![vec!["v1".to_owned(), "3 & more".to_owned()]],
    };
    let options = PageOptions { tables: &[table] };
    insta::assert_snapshot!("html", body(&text::html(&comparison, options)));
}

#[test]
fn each_format_says_that_there_is_no_difference() {
    let review = Review::of_nothing();
    let comparison = review.comparison();
    insta::assert_snapshot!("nothing_markdown", text::markdown(&comparison, None));
    insta::assert_snapshot!("nothing_github", report::github(&comparison));
    insta::assert_snapshot!("nothing_junit", text::junit(&comparison));
    assert_eq!(
        as_json(&report::sarif(&comparison))["runs"][0]["results"],
        serde_json::json!([])
    );
    let page = text::html(&comparison, PageOptions::default());
    assert!(page.contains("There is no difference."), "{page}");
    assert!(report::text(&comparison, TextOptions::default()).contains("no difference"));
}

#[test]
fn json_is_as_the_schema_says() {
    let schema = judged::read("docs/schemas/changes.schema.json");
    let schema: Value = serde_json::from_str(&schema).unwrap();
    let mut fields: BTreeSet<String> = BTreeSet::new();
    for review in Review::of_fixtures() {
        let value = as_json(&report::json(&review.comparison()));
        let found = schema::violations(&schema, &schema, &value, "");
        assert!(found.is_empty(), "{}:\n{}", review.name, found.join("\n"));
        for change in value["changes"].as_array().unwrap() {
            fields.extend(change.as_object().unwrap().keys().cloned());
        }
    }
    let described = schema["$defs"]["change"]["properties"].as_object().unwrap();
    let described: BTreeSet<String> = described.keys().cloned().collect();
    assert_eq!(
        fields, described,
        "the fixtures show every field of a change"
    );
    let mut wrong = as_json(&report::json(&Review::of_all_sorts().comparison()));
    wrong["levels"]["risky"] = Value::from("many");
    assert_eq!(schema::violations(&schema, &schema, &wrong, "").len(), 2);
}

#[test]
fn sarif_holds_together() {
    for review in Review::of_fixtures() {
        let log = as_json(&report::sarif(&review.comparison()));
        assert_eq!(log["version"], "2.1.0");
        let run = &log["runs"][0];
        let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
        let results = run["results"].as_array().unwrap();
        assert_eq!(results.len(), review.changes.len(), "{}", review.name);
        for result in results {
            let index = result["ruleIndex"].as_u64().unwrap();
            assert_eq!(
                rules[usize::try_from(index).unwrap()]["id"],
                result["ruleId"]
            );
            assert!(["error", "warning", "note"].contains(&result["level"].as_str().unwrap()));
            assert!(!result["message"]["text"].as_str().unwrap().is_empty());
            let physical = &result["locations"][0]["physicalLocation"];
            let uri = physical["artifactLocation"]["uri"].as_str().unwrap();
            assert!(["old.xml", "new.xml"].contains(&uri), "{uri}");
            assert!(physical["region"]["startLine"].as_u64() >= Some(1));
            let fingerprint = result["partialFingerprints"]["change/v1"].as_str().unwrap();
            assert_eq!(fingerprint.len(), 16);
        }
    }
}

#[test]
fn junit_is_xml_whose_numbers_are_right() {
    for review in Review::of_fixtures() {
        let log = text::junit(&review.comparison());
        let mut reader = quick_xml::Reader::from_str(&log);
        let (mut cases, mut failures, mut skipped) = (0, 0, 0);
        loop {
            use quick_xml::events::Event;
            match reader.read_event().unwrap() {
                Event::Start(tag) | Event::Empty(tag) => {
                    for attribute in tag.attributes() {
                        attribute.unwrap();
                    }
                    match tag.name().as_ref() {
                        "testcase" => cases += 1,
                        "failure" => failures += 1,
                        "skipped" => skipped += 1,
                        _ => {}
                    }
                }
                Event::Eof => break,
                _ => {}
            }
        }
        // where nothing changed, one test says so
        assert_eq!(cases, review.changes.len().max(1), "{}", review.name);
        let totals =
            format!("tests=\"{cases}\" failures=\"{failures}\" errors=\"0\" skipped=\"{skipped}\"");
        assert!(log.lines().nth(1).unwrap().contains(&totals), "{log}");
    }
}

#[test]
fn annotations_are_one_line_each() {
    for review in Review::of_fixtures() {
        let text = report::github(&review.comparison());
        assert_eq!(text.lines().count(), review.changes.len() + 1);
        let is_command = |line: &str| {
            ["::error ", "::warning ", "::notice "]
                .iter()
                .any(|name| line.starts_with(name))
        };
        let (last, rest) = text
            .lines()
            .collect::<Vec<_>>()
            .split_last()
            .map(|(last, rest)| (*last, rest.to_vec()))
            .unwrap();
        assert!(last.starts_with("::notice::"), "{last}");
        assert!(rest.into_iter().all(is_command), "{text}");
    }
}

#[test]
fn a_comment_is_no_longer_than_it_may_be_and_says_what_is_missing() {
    let review = Review::of_many(3_000);
    let comparison = review.comparison();
    let whole = text::markdown(&comparison, None);
    assert!(whole.len() > 2 * COMMENT);
    assert!(!whole.contains("no room"));
    let comment = text::markdown(&comparison, Some(COMMENT));
    assert!(comment.len() <= COMMENT, "{}", comment.len());
    let facts = |text: &str| text.lines().filter(|line| line.starts_with("- ")).count();
    assert_eq!(facts(&whole), review.changes.len());
    let missing = review.changes.len() - facts(&comment);
    assert!(missing > 0);
    assert!(comment.contains(&format!("**{missing} changes have no room here**")));
    let opened = comment.matches("<details>").count();
    assert_eq!(opened, comment.matches("</details>").count());
    let tiny = text::markdown(&comparison, Some(100));
    assert!(
        tiny.contains("**3000 changes have no room here**"),
        "{tiny}"
    );
}

#[test]
fn a_long_text_counts_what_it_does_not_show() {
    let review = Review::of_many(300);
    let comparison = review.comparison();
    let show = |detail| {
        report::text(
            &comparison,
            TextOptions {
                detail,
                ..TextOptions::default()
            },
        )
    };
    let all = show(Detail::All);
    assert_eq!(all.matches("  additive  + ").count(), 290);
    let short = show(Detail::Automatic);
    assert_eq!(short.matches("  additive  + ").count(), 0);
    assert_eq!(short.matches("  breaking  - ").count(), 10);
    let note = "not shown one by one: 290 additive; `--all` shows them";
    assert!(short.contains(note), "{short}");
    let counts = |text: &str| {
        text.lines()
            .rev()
            .take(2)
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert_eq!(counts(&all), counts(&short));
}

/// The text between the first two of these marks.
fn between<'t>(text: &'t str, start: &str, end: &str) -> &'t str {
    let (_, rest) = text.split_once(start).unwrap();
    rest.split_once(end).unwrap().0
}

#[test]
fn a_page_runs_nothing_that_is_not_its_own_and_fetches_nothing() {
    assert_eq!(
        sha256::sha256("abc"),
        "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="
    );
    let review = Review::of_all_sorts();
    let page = text::html(&review.comparison(), PageOptions::default());
    for name in ["style", "script"] {
        let content = between(&page, &format!("<{name}>"), &format!("</{name}>"));
        let policy = between(&page, &format!("{name}-src 'sha256-"), "'");
        assert_eq!(
            policy,
            sha256::sha256(content),
            "the hash of `templates/changes` is another"
        );
        assert_eq!(page.matches(&format!("<{name}")).count(), 1);
    }
    assert!(page.contains("default-src 'none'"));
    for fetching in [
        "src=\"", "<link", "<img", "<iframe", "url(", "@import", "http:", "https:",
    ] {
        assert!(!page.contains(fetching), "{fetching}");
    }
    assert!(page.contains("&#60;script&#62;alert(1)"), "{page}");
}

#[test]
fn a_page_has_every_change_also_without_a_script() {
    for review in Review::of_fixtures() {
        let page = text::html(&review.comparison(), PageOptions::default());
        for judged in &review.changes {
            let id = format!("id=\"c-{}\"", judged.fingerprint);
            assert_eq!(page.matches(&id).count(), 1, "{}", review.name);
        }
    }
}

/// The review as the reports see it.
impl Review {
    fn comparison(&self) -> Comparison<'_> {
        Comparison {
            old: "v1",
            new: "v2",
            changes: &self.changes,
            old_sources: &self.old.sources,
            new_sources: &self.new.sources,
        }
    }
}
