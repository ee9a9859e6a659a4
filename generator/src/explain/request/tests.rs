//! Turns request lines, also broken ones, into segments and options.

use super::*;

fn target(line: &str) -> Target {
    Target::parse(line).unwrap()
}

fn names(line: &str) -> Vec<String> {
    target(line)
        .segments
        .into_iter()
        .map(|segment| segment.whole)
        .collect()
}

#[test]
fn host_and_version_of_http_are_left_out() {
    let target = target("get https://example.com/api/Me/Messages?$top=5 HTTP/1.1");
    assert_eq!(target.method, "GET");
    assert_eq!(target.segments.len(), 3);
    assert_eq!(
        (&*target.options[0].name, &*target.options[0].value),
        ("$top", "5")
    );
}

#[test]
fn a_key_may_hold_slashes_parentheses_and_doubled_quotes() {
    let target = target("GET /A('x/y)''z')/B(C='1',D=@p)");
    assert_eq!(target.segments.len(), 2);
    assert_eq!(
        target.segments[0].arguments.as_ref().unwrap()[0].value,
        "'x/y)''z'"
    );
    let named = target.segments[1].arguments.as_ref().unwrap();
    assert_eq!(named[0].name.as_deref(), Some("C"));
    assert_eq!(named[1].value, "@p");
}

#[test]
fn encoded_slashes_belong_to_their_segment() {
    assert_eq!(names("GET /A/x%2Fy/B%27"), ["A", "x/y", "B'"]);
    assert_eq!(names("GET /A//B/"), ["A", "B"]);
}

#[test]
fn base64_is_no_name() {
    let target = target("GET /A(AAMk=)");
    assert_eq!(target.segments[0].arguments.as_ref().unwrap()[0].name, None);
}

#[test]
fn a_query_without_its_question_mark_is_found_and_told() {
    let target = target("GET /Me/Messages/$filter=IsRead eq false&$top=1");
    assert_eq!(target.segments.len(), 2);
    assert_eq!(target.options.len(), 2);
    assert_eq!(target.notes, ["the query options have to begin with `?`"]);
}

#[test]
fn an_ampersand_in_quotes_is_part_of_the_value() {
    let target = target("GET /A?$filter=B eq 'x & y'&$top=1");
    assert_eq!(target.options[0].value, "B eq 'x & y'");
    assert_eq!(target.options.len(), 2);
}

#[test]
fn a_plus_is_a_space_where_there_are_no_others() {
    assert_eq!(target("GET /A?$filter=B+eq+1").options[0].value, "B eq 1");
    assert_eq!(target("GET /A?$filter=B eq +1").options[0].value, "B eq +1");
}

#[test]
fn only_a_whole_name_in_braces_is_a_placeholder() {
    assert_eq!(placeholder("{message_id}"), Some("message_id"));
    assert_eq!(placeholder("'{id}'"), Some("id"));
    assert_eq!(placeholder("{66f5a359}"), None);
    assert_eq!(placeholder("x{id}"), None);
    assert_eq!(placeholder("{}"), None);
}

#[test]
fn a_path_has_a_bound() {
    let line = |segments| format!("GET {}", "/a".repeat(segments));
    assert!(Target::parse(&line(250)).is_ok());
    let failure = Target::parse(&line(251)).unwrap_err();
    assert_eq!(failure.message, "the path has too many segments");
}

#[test]
fn nothing_that_is_written_makes_it_panic() {
    for line in [
        "",
        " ",
        "GET",
        "GET ?",
        "GET /%",
        "GET /%e4/(",
        "GET /)('",
        "\u{1F600} é",
        "GET /A?=&&=",
        "GET ://",
        "GET /A('",
    ] {
        let _ = Target::parse(line);
    }
    assert_eq!(decode("%zz%4"), "%zz%4");
    assert_eq!(decode("%e4"), "%e4");
}
