//! Turns expressions, also broken ones, into trees.

use super::*;

fn shown(text: &str) -> String {
    match parse(text) {
        Ok(expression) => show(&expression),
        Err(error) => format!("{} at {}", error.message, error.at),
    }
}

fn show(expression: &Expression) -> String {
    let list = |items: &[Expression]| items.iter().map(show).collect::<Vec<_>>().join(", ");
    match expression {
        Expression::Literal(kind, text) => format!("{kind:?}:{text}"),
        Expression::Path(path) => path.join("/"),
        Expression::Call(name, arguments) => format!("{name}<{}>", list(arguments)),
        Expression::Lambda { path, all, body } => {
            let body = body
                .as_ref()
                .map(|(variable, body)| format!("{variable}: {}", show(body)));
            let name = if *all { "all" } else { "any" };
            format!("{}/{name}<{}>", path.join("/"), body.unwrap_or_default())
        }
        Expression::Binary(left, operator, right) => {
            format!("[{} {operator} {}]", show(left), show(right))
        }
        Expression::Unary(operator, inner) => format!("[{operator} {}]", show(inner)),
        Expression::In(left, items) => format!("[{} in {}]", show(left), list(items)),
    }
}

#[test]
fn operators_bind_as_the_standard_says() {
    assert_eq!(
        shown("a eq 1 or b eq 2 and not c"),
        "[[a eq Integer:1] or [[b eq Integer:2] and [not c]]]"
    );
    assert_eq!(
        shown("a add 2 mul 3 gt -b"),
        "[[a add [Integer:2 mul Integer:3]] gt [- b]]"
    );
    assert_eq!(shown("(a or b) and c"), "[[a or b] and c]");
    assert_eq!(shown("a EQ 1"), "[a eq Integer:1]");
}

#[test]
fn literals_are_known_by_their_form() {
    assert_eq!(shown("'it''s'"), "String:it's");
    assert_eq!(shown("2014-09-01"), "Date:2014-09-01");
    assert_eq!(
        shown("2014-09-01T08:00:00.12Z"),
        "DateTimeOffset:2014-09-01T08:00:00.12Z"
    );
    assert_eq!(shown("08:00:00"), "TimeOfDay:08:00:00");
    assert_eq!(shown("duration'PT1H'"), "Duration:PT1H");
    assert_eq!(shown("NS.Color'Red,Blue'"), "Enum:NS.Color'Red,Blue'");
    assert_eq!(
        shown("01234567-89ab-cdef-0123-456789abcdef"),
        "Guid:01234567-89ab-cdef-0123-456789abcdef"
    );
    assert_eq!(shown("-1.5e3"), "Number:-1.5e3");
    assert_eq!(shown("-7"), "Integer:-7");
    assert_eq!(shown("null"), "Null:null");
}

#[test]
fn lambdas_and_calls_stand_where_they_may() {
    assert_eq!(shown("A/any(x:x/B eq 'c')"), "A/any<x: [x/B eq String:c]>");
    assert_eq!(
        shown("A/B/All( x : x gt 1 )"),
        "A/B/all<x: [x gt Integer:1]>"
    );
    assert_eq!(shown("A/any()"), "A/any<>");
    assert_eq!(
        shown("contains(A,'b') and C in ('d','e')"),
        "[contains<A, String:b> and [C in String:d, String:e]]"
    );
    assert_eq!(shown("A/$count gt 2"), "[A/$count gt Integer:2]");
}

#[test]
fn what_is_wrong_has_a_place() {
    assert_eq!(shown("a eq"), "the expression ends too early at 4");
    assert_eq!(shown("a eq 'x"), "the closing quote is missing at 5");
    assert_eq!(shown("(a eq 1"), "`)` is missing at 7");
    assert_eq!(shown("a b"), "the expression ends before this at 2");
    assert_eq!(shown("a/any(eq 1)"), "`:` is missing at 9");
}

#[test]
fn depth_has_a_bound() {
    let deep = format!("{}a{}", "(".repeat(5000), ")".repeat(5000));
    assert!(shown(&deep).starts_with("expressions stand too deep"));
    assert!(shown(&"not ".repeat(5000)).starts_with("expressions stand too deep"));
    assert!(shown(&vec!["a"; 100_000].join(" or ")).starts_with("there are too many operators"));
    assert!(!shown(&vec!["a"; 250].join(" or ")).starts_with("there are too many"));
    assert!(shown(&"-".repeat(5000)).starts_with("expressions stand too deep"));
}

#[test]
fn an_order_is_a_list() {
    let items = parse_order("A desc,B, C/D asc").unwrap();
    let directions: Vec<_> = items.iter().map(|(_, descending)| *descending).collect();
    assert_eq!(directions, [Some(true), None, Some(false)]);
}

#[test]
fn nothing_that_is_written_makes_it_panic() {
    for text in [
        "",
        "'",
        "''",
        "é eq 'ü'",
        "a/",
        "/a",
        "a eq {id}",
        "{",
        "}",
        "a:b",
        ",",
        "in",
        "not",
        "a in",
        "x'",
        "-",
        "a//b",
        "\u{1F600}",
    ] {
        let _ = parse(text);
        let _ = parse_order(text);
    }
}
