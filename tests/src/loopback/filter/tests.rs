//! Filters, and whether one entity passes them.

use serde_json::json;

use super::Filter;

fn matches(filter: &str) -> bool {
    let entity = json!({
        "Subject": "It's 5 o'clock", "IsRead": false, "Size": 12, "Importance": "High",
        "Received": "2026-01-05T08:00:00Z", "From": {"EmailAddress": {"Address": "a@b"}},
        "Tags": ["red", "green"], "To": [{"Name": "x"}, {"Name": null}], "Rights": "View, Edit",
        "Sent": "2026-01-05T09:30:15.5+02:00",
    });
    let filter = Filter::parse(filter).unwrap();
    filter.matches(entity.as_object().unwrap())
}

#[test]
fn filters_test_entities() {
    for filter in [
        "Subject eq 'It''s 5 o''clock'",
        "IsRead eq false and Size ge 12",
        "not (IsRead) and (Size lt 5 or Size gt 5)",
        "contains(Subject,'clock') and startswith(Subject, 'It''s')",
        "From/EmailAddress/Address eq 'a@b'",
        "Importance eq Microsoft.OutlookServices.Importance'High'",
        "Received ge 2026-01-05T09:00:00+01:00",
        "Received lt 2026-01-05T08:00:00.5Z",
        "Flag eq null and Size ne null",
        "Size in (1,12) and not (Subject in ('a'))",
        "Tags/any(x:x eq 'red') and Tags/all(x:length(x) gt 2) and Tags/$count eq 2",
        "To/any(x:x/Name eq null and y eq null) and not (Nothing/any())",
        "Nothing/all(x:x eq 1)",
        "Rights has NS.Rights'Edit'",
        "Size add 1 mul 2 eq 14 and (Size add 1) mul 2 eq 26",
        "-Size lt -11 and Size sub -1 eq 13 and Size mod 5 eq 2 and -7 div 2 eq -3",
        "Size divby 8 eq 1.5 and floor(Size divby 8) eq 1",
        "substring(Subject,1,2) eq 't''' and indexof(Subject,'5') eq 5",
        "case(Size gt 100:1,true:2) eq 2",
        "case(time(Sent) eq 08:00:00:1,date(Sent) eq 2026-01-05:2) eq 2",
        "hour(Sent) eq 9 and date(Sent) eq 2026-01-05 and time(Sent) eq 09:30:15.5",
        "totaloffsetminutes(Sent) eq 120 and fractionalseconds(Sent) eq 0.5",
        "Received sub Sent eq duration'PT29M44.5S'",
        "Received add duration'PT1H' gt 2026-01-05T08:59:59Z",
    ] {
        assert!(matches(filter), "{filter}");
        assert!(!matches(&format!("not ({filter})")), "{filter}");
    }
}

#[test]
fn of_null_comes_neither_true_nor_false() {
    for filter in [
        "Size gt null",
        "null lt null",
        "contains(Flag,'a')",
        "not contains(Flag,'a')",
        "Flag and true",
        "not (Flag or false)",
        "length(Flag) ge 0",
        "Flag in ('a','b')",
    ] {
        assert!(!matches(filter), "{filter}");
    }
    assert!(matches("Flag or true"));
    assert!(matches("not (Flag and false)"));
    assert!(matches("Flag add 1 eq null"));
}

#[test]
fn what_is_no_filter_is_refused() {
    for filter in [
        "",
        "Size eq",
        "Size eq 1 2",
        "contains(Subject",
        "Subject eq 'a",
        "eq 1",
        "Tags/any(x)",
        "Size in 1",
        "Size eq duration'soon'",
        &"(".repeat(100_000),
    ] {
        assert!(Filter::parse(filter).is_err(), "{filter}");
    }
}
