//! Does every value arrive at the service, whatever is in it?

use odata_runtime::{DateTimeOffset, Property};

use super::requests::messages;
use crate::model::{Message, attachment, message};

#[test]
fn values_are_percent_encoded_once() {
    for (value, encoded) in [
        ("a+b", "a%2Bb"),
        ("a&b", "a%26b"),
        ("a#b", "a%23b"),
        ("a/b?c", "a/b?c"),
        ("a=b", "a%3Db"),
        ("a;b", "a%3Bb"),
        ("a,b", "a%2Cb"),
        ("(a)", "%28a%29"),
        ("$a", "%24a"),
        ("it's", "it%27%27s"),
        ("'", "%27%27"),
        ("\"a\"", "%22a%22"),
        ("50%", "50%25"),
        ("%2F", "%252F"),
        ("a b", "a%20b"),
        ("a\\b", "a%5Cb"),
        ("a\nb", "a%0Ab"),
        ("{}[]|^`<>", "%7B%7D%5B%5D%7C%5E%60%3C%3E"),
        (
            "Grüße 日本 😀",
            "Gr%C3%BC%C3%9Fe%20%E6%97%A5%E6%9C%AC%20%F0%9F%98%80",
        ),
        ("", ""),
    ] {
        let request = messages().list().filter(message::SUBJECT.eq(value));
        let url = request.url().unwrap();
        let expected = format!("$filter=Subject%20eq%20%27{encoded}%27");
        assert_eq!(url.query(), Some(expected.as_str()), "{value}");
        let decoded = url.query_pairs().next().unwrap().1.into_owned();
        assert_eq!(
            decoded,
            format!("Subject eq '{}'", value.replace('\'', "''"))
        );
        // What is sent is the same text.
        assert_eq!(
            request.into_http().unwrap().uri().query(),
            Some(expected.as_str())
        );
    }
}

#[test]
fn strings_do_not_end_nested_options() {
    let strings = attachment::NAME.eq("a;b)&'c").or(attachment::NAME.eq("d"));
    let attachments = message::ATTACHMENTS
        .filter(strings)
        .search("\"it's;\" AND b")
        .top(1);
    let url = messages().list().expand((attachments,)).url().unwrap();
    assert_eq!(
        url.query().unwrap(),
        "$expand=Attachments($filter=Name%20eq%20%27a%3Bb%29%26%27%27c%27%20or\
         %20Name%20eq%20%27d%27;$search=%22it%27s%3B%22%20AND%20b;$top=1)"
    );
}

#[test]
fn times_keep_their_sign() {
    let made = "2020-03-01T09:30:00+01:00"
        .parse::<DateTimeOffset>()
        .unwrap();
    const RECEIVED: Property<Message, DateTimeOffset> = Property::new("Received");
    let url = messages().list().filter(RECEIVED.eq(made)).url().unwrap();
    assert_eq!(
        url.query().unwrap(),
        "$filter=Received%20eq%202020-03-01T09:30:00%2B01:00"
    );
}
