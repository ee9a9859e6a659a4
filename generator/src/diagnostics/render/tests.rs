//! Reports as people see them.

use super::*;
use crate::diagnostics::rules::semantic;
use crate::diagnostics::{SourceId, Span};

const DOCUMENT: &str = "<Schema Namespace=\"a\">\n  <EntityType Name=\"Message\"/>\n  <!-- between -->\n  <EntityType Name=\"Message\" BaseType=\"a.Etity\"/>\n</Schema>\n";

fn find(sources: &Sources, source: SourceId, text: &str, nth: usize) -> Span {
    let (start, found) = sources
        .get(source)
        .text
        .match_indices(text)
        .nth(nth)
        .unwrap();
    Span {
        source,
        start: u32::try_from(start).unwrap(),
        end: u32::try_from(start + found.len()).unwrap(),
    }
}

fn plain(diagnostics: &Diagnostics, sources: &Sources) -> String {
    render(diagnostics, sources, &Levels::default(), Style::default())
}

fn example() -> (Diagnostics, Sources) {
    let mut sources = Sources::default();
    let first = sources.add("metadata/a.xml", DOCUMENT);
    let second = sources.add(
        "metadata/b.xml",
        "<Schema Namespace=\"a\">\n\t<ComplexType Name=\"Größe\"/></Schema>",
    );
    let mut found = Diagnostics::default();
    found.push(
        Diagnostic::at(
            &semantic::DUPLICATE_TYPE,
            find(&sources, first, "Message", 1),
            "the type `a.Message` is declared twice",
            "declared again here",
        )
        .with_related(find(&sources, first, "Message", 0), "first declared here")
        .with_help("rename or drop one of the two"),
    );
    found.push(
        Diagnostic::at(
            &semantic::UNRESOLVED_BASE,
            find(&sources, first, "a.Etity", 0),
            "there is no type `a.Etity`",
            "not declared",
        )
        .with_related(find(&sources, second, "Größe", 0), "a type of another file"),
    );
    found.push(Diagnostic::new(
        &semantic::SEVERAL_CONTAINERS,
        "there are two entity containers",
    ));
    found.push(Diagnostic::at(
        &semantic::KEY_NULLABLE,
        find(&sources, first, "a", 0),
        "this is allowed and not shown",
        "",
    ));
    (found, sources)
}

#[test]
fn a_report_shows_each_finding_with_its_text_and_counts_them() {
    let (found, sources) = example();
    insta::assert_snapshot!(plain(&found, &sources), @r#"
    several-containers

      ⚠ there are two entity containers

    duplicate-type

      × the type `a.Message` is declared twice
       ╭─[metadata/a.xml:4:21]
     1 │ <Schema Namespace="a">
     2 │   <EntityType Name="Message"/>
       ·                     ───┬───
       ·                        ╰── first declared here
     3 │   <!-- between -->
     4 │   <EntityType Name="Message" BaseType="a.Etity"/>
       ·                     ───┬───
       ·                        ╰── declared again here
     5 │ </Schema>
       ╰────
      help: rename or drop one of the two

    unresolved-base

      × there is no type `a.Etity`
       ╭─[metadata/a.xml:4:40]
     3 │   <!-- between -->
     4 │   <EntityType Name="Message" BaseType="a.Etity"/>
       ·                                        ───┬───
       ·                                           ╰── not declared
     5 │ </Schema>
       ╰────
       ╭─[metadata/b.xml:2:21]
     1 │ <Schema Namespace="a">
     2 │     <ComplexType Name="Größe"/></Schema>
       ·                        ──┬──
       ·                          ╰── a type of another file
       ╰────

    2 errors, 1 warning
    "#);
}

#[test]
fn colours_are_written_on_demand() {
    let (found, sources) = example();
    let style = Style {
        color: true,
        ..Style::default()
    };
    let report = render(&found, &sources, &Levels::default(), style);
    assert!(report.contains("\u{1b}["));
    assert!(!plain(&found, &sources).contains('\u{1b}'));
}

#[test]
fn findings_that_are_all_allowed_make_an_empty_report() {
    let (found, sources) = example();
    let mut allowed = Diagnostics::default();
    allowed.push(found.iter().last().unwrap().clone());
    assert_eq!(plain(&allowed, &sources), "");
    assert_eq!(findings(&allowed, &sources, &Levels::default()), []);
}

#[test]
fn only_so_many_findings_of_a_rule_are_shown_in_full() {
    let mut sources = Sources::default();
    let id = sources.add("many.xml", "x.".repeat(50));
    let mut found = Diagnostics::default();
    for at in 0..40 {
        let span = find(&sources, id, "x", at);
        found.push(Diagnostic::at(&semantic::EMPTY_ENUM, span, "empty", "here"));
    }
    let style = Style {
        per_rule: 1,
        ..Style::default()
    };
    insta::assert_snapshot!(render(&found, &sources, &Levels::default(), style), @r"
    empty-enum

      ⚠ empty
       ╭─[many.xml:1:1]
     1 │ x.x.x.x.x.x.x.x.x.x.x.x.x.x.x.x.x.x.x.x.x.x.x.x.x.x.x.x.x.x.x.x.x.x.x.x.x.x.x.x.x.x.x.x.x.x.x.x.x.x.
       · ┬
       · ╰── here
       ╰────

      and 39 more of `empty-enum`
    40 warnings
    ");
}

#[test]
fn a_long_line_is_cut_around_the_place() {
    let mut sources = Sources::default();
    let line = format!(
        "<a>{}<b Type=\"Nowhere\"/>{}</a>",
        "ä<x/>".repeat(2000),
        "<y/>".repeat(2000)
    );
    let id = sources.add("one-line.xml", line);
    let mut found = Diagnostics::default();
    found.push(
        Diagnostic::at(
            &semantic::UNRESOLVED_TYPE,
            find(&sources, id, "Nowhere", 0),
            "there is no type `Nowhere`",
            "not declared",
        )
        .with_related(find(&sources, id, "<a>", 0), "inside this"),
    );
    insta::assert_snapshot!(plain(&found, &sources), @r#"
    unresolved-type

      × there is no type `Nowhere`
       ╭─[one-line.xml:1:10013]
     1 │ …>ä<x/>ä<x/>ä<x/>ä<x/>ä<x/>ä<x/><b Type="Nowhere"/><y/><y/><y/><y/><y/><y/><y/><y/><y/><y/><y/><y/><y/><y/><…
       ·                                          ───┬───
       ·                                             ╰── not declared
       ╰────
       ╭─[one-line.xml:1:1]
     1 │ <a>ä<x/>ä<x/>ä<x/>ä<x/>ä<x/>ä<x/>ä<x/>ä<x/>ä<x/>ä<x/>ä<x/>ä<x/>…
       · ─┬─
       ·  ╰── inside this
       ╰────

    1 error
    "#);
}

#[test]
fn a_place_of_several_lines_is_underlined_in_its_first() {
    let mut sources = Sources::default();
    let id = sources.add("a.xml", DOCUMENT);
    let mut found = Diagnostics::default();
    let span = Span {
        source: id,
        start: 0,
        end: u32::try_from(DOCUMENT.len()).unwrap(),
    };
    found.push(Diagnostic::at(
        &semantic::EMPTY_ENUM,
        span,
        "all of it",
        "here",
    ));
    insta::assert_snapshot!(plain(&found, &sources), @r#"
    empty-enum

      ⚠ all of it
       ╭─[a.xml:1:1]
     1 │ <Schema Namespace="a">
       · ───────────┬──────────
       ·            ╰── here
     2 │   <EntityType Name="Message"/>
       ╰────

    1 warning
    "#);
}

#[test]
fn a_place_at_the_end_of_an_empty_or_unfinished_file_is_shown() {
    for text in ["", "\n", "<a>", "<a>\r\n", "ä"] {
        let mut sources = Sources::default();
        let id = sources.add("a.xml", text);
        let end = u32::try_from(text.len()).unwrap();
        let mut found = Diagnostics::default();
        let span = Span {
            source: id,
            start: end,
            end,
        };
        found.push(Diagnostic::at(
            &semantic::EMPTY_ENUM,
            span,
            "ends early",
            "here",
        ));
        let report = plain(&found, &sources);
        assert!(report.contains("a.xml:"), "{text:?}: {report}");
        assert!(report.contains("here"), "{text:?}: {report}");
    }
}

#[test]
fn control_characters_of_the_input_do_not_reach_the_terminal() {
    let mut sources = Sources::default();
    let id = sources.add("a.xml", "<a>\u{1b}[31m\u{7}\r<b/>");
    let mut found = Diagnostics::default();
    let span = find(&sources, id, "<b/>", 0);
    found.push(Diagnostic::at(
        &semantic::EMPTY_ENUM,
        span,
        "a \u{1b}[0m bell",
        "here",
    ));
    let report = plain(&found, &sources);
    assert!(!report.contains(['\u{1b}', '\u{7}', '\r']), "{report:?}");
}

#[test]
fn machines_read_plain_values() {
    let (found, sources) = example();
    let findings = findings(&found, &sources, &Levels::default());
    insta::assert_snapshot!(serde_json::to_string_pretty(&findings).unwrap(), @r#"
    [
      {
        "rule": "several-containers",
        "level": "warn",
        "message": "there are two entity containers",
        "help": null,
        "related": []
      },
      {
        "rule": "duplicate-type",
        "level": "deny",
        "message": "the type `a.Message` is declared twice",
        "file": "metadata/a.xml",
        "line": 4,
        "column": 21,
        "end_line": 4,
        "end_column": 28,
        "label": "declared again here",
        "help": "rename or drop one of the two",
        "related": [
          {
            "file": "metadata/a.xml",
            "line": 2,
            "column": 21,
            "end_line": 2,
            "end_column": 28,
            "label": "first declared here"
          }
        ]
      },
      {
        "rule": "unresolved-base",
        "level": "deny",
        "message": "there is no type `a.Etity`",
        "file": "metadata/a.xml",
        "line": 4,
        "column": 40,
        "end_line": 4,
        "end_column": 47,
        "label": "not declared",
        "help": null,
        "related": [
          {
            "file": "metadata/b.xml",
            "line": 2,
            "column": 21,
            "end_line": 2,
            "end_column": 26,
            "label": "a type of another file"
          }
        ]
      }
    ]
    "#);
}

#[test]
fn a_large_document_with_many_findings_is_reported_in_no_time() {
    let mut sources = Sources::default();
    let id = sources.add("large.xml", "<Property Name=\"Übrig\"/>".repeat(150_000));
    let mut found = Diagnostics::default();
    for at in 0..20_000u32 {
        let start = at * 175;
        let span = Span {
            source: id,
            start,
            end: start,
        };
        found.push(Diagnostic::at(&semantic::EMPTY_ENUM, span, "here", ""));
    }
    let levels = Levels::default();
    let style = Style {
        per_rule: 200,
        ..Style::default()
    };
    // quadratic counting would read 70 GB here, and the test would visibly hang
    assert_eq!(findings(&found, &sources, &levels).len(), 20_000);
    assert!(render(&found, &sources, &levels, style).contains("and 19800 more"));
}

#[test]
fn no_place_makes_the_report_fail() {
    let long = "é\t<x/>".repeat(60);
    let text = format!("ä\r\n\n{long}\r\n\u{1f600}\u{202e}\n{long}");
    let length = u32::try_from(text.len()).unwrap();
    let mut sources = Sources::default();
    let source = sources.add("a.xml", text);
    for start in (0..length + 3).step_by(5) {
        for size in [0, 1, 7, 150, 2000] {
            let span = |start| Span {
                source,
                start,
                end: start + size,
            };
            let mut found = Diagnostics::default();
            found.push(
                Diagnostic::at(&semantic::EMPTY_ENUM, span(start), "m", "here")
                    .with_related(span(length - start.min(length)), "there")
                    .with_related(span(start + 3), "beside"),
            );
            let report = plain(&found, &sources);
            assert!(report.contains("here"), "{start} {size}: {report}");
            assert!(!report.contains("Failed"), "{start} {size}: {report}");
        }
    }
}
