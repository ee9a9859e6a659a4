//! Nasty answers into what can be made of them.

use bytes::Bytes;

use super::{boundary, read};
use crate::batch::assign::{Answers, Item, Part};

fn answers(text: &str) -> Answers {
    read(&Bytes::copy_from_slice(text.as_bytes()), "b")
}

/// `1:200:body`, in brackets for a change set.
fn shown(answers: &Answers) -> String {
    let part = |part: &Part| {
        let id = part.id.as_deref().unwrap_or("?");
        let body = String::from_utf8_lossy(&part.body);
        format!("{id}:{}:{body}", part.status.as_u16())
    };
    let items = answers.items.iter().map(|item| match item {
        Item::One(one) => part(one),
        Item::Set(parts) => format!("{:?}", parts.iter().map(part).collect::<Vec<_>>()),
        Item::Unreadable { id, .. } => format!("{}:unreadable", id.as_deref().unwrap_or("?")),
    });
    let end = if answers.truncated { " …" } else { "" };
    items.collect::<Vec<_>>().join(" ") + end
}

const WHOLE: &str = "This text is for old mail programs.\r\n\
    --b\r\n\
    Content-Type: application/http\r\n\
    content-id: <1>\r\n\
    Content-Transfer-Encoding: binary\r\n\
    \r\n\
    HTTP/1.1 200 OK\r\n\
    Content-Type: application/json\r\n\
    Content-Length: 5\r\n\
    \r\n\
    {\"a\"}\r\n\
    --b \t\r\n\
    Content-Type: multipart/mixed;\r\n \
    boundary=\"c s\"\r\n\
    \r\n\
    --c s\r\n\
    Content-Type: application/http\r\n\
    CONTENT-ID: 2\r\n\
    \r\n\
    HTTP/1.1 204 No Content\r\n\
    \r\n\
    \r\n\
    --c s\r\n\
    \r\n\
    HTTP/1.1 201 Created\r\n\
    Content-ID: 3\r\n\
    \r\n\
    {}\r\n\
    --c s--\r\n\
    \r\n\
    --b\r\n\
    Content-Type: application/http\r\n\
    \r\n\
    HTTP/1.1 404 Not Found\r\n\
    X: y\r\n\
    \r\n\
    --b--\r\n\
    --b\r\nThe end.";

const READ: &str = "1:200:{\"a\"} [\"2:204:\", \"3:201:{}\"] ?:404:";

#[test]
fn an_answer_is_read_whatever_its_line_breaks() {
    assert_eq!(shown(&answers(WHOLE)), READ);
    assert_eq!(shown(&answers(&WHOLE.replace("\r\n", "\n"))), READ);
    let without_preamble = WHOLE.split_once("\r\n").unwrap().1;
    assert_eq!(shown(&answers(without_preamble)), READ);
}

#[test]
fn folded_headers_are_one() {
    let text =
        "--b\r\n\r\nHTTP/1.1 200 OK\r\nX-A: one\r\n\t two\r\nno header\r\n: none\r\n\r\n.\r\n--b--";
    let answers = answers(text);
    let Item::One(part) = &answers.items[0] else {
        panic!("{answers:?}");
    };
    assert_eq!(part.headers["x-a"], "one two");
    assert_eq!((part.headers.len(), part.body.as_ref()), (1, &b"."[..]));
}

#[test]
fn bodies_keep_what_only_looks_like_a_boundary() {
    let body = "--bb\r\n --b\r\n--b-\r\nx--b\r\n--b--x\r\n--\r\n-";
    let text = format!("--b\r\n\r\nHTTP/1.1 200 OK\r\n\r\n{body}\r\n--b--");
    assert_eq!(shown(&answers(&text)), format!("?:200:{body}"));
}

#[test]
fn bodies_end_where_their_length_says_if_nothing_but_space_follows() {
    let part = |length: usize, body: &str| {
        let text = format!("--b\n\nHTTP/1.1 200 OK\nContent-Length: {length}\n\n{body}\n--b--");
        shown(&answers(&text))
    };
    assert_eq!(part(3, "abc\r\n\r\n"), "?:200:abc");
    assert_eq!(part(3, "abc\r\nd"), "?:200:abc\r\nd");
    assert_eq!(part(9, "abc"), "?:200:abc");
    assert_eq!(part(usize::MAX, "abc"), "?:200:abc");
}

#[test]
fn bodies_are_not_copied() {
    let bytes = Bytes::copy_from_slice(WHOLE.as_bytes());
    let answers = read(&bytes, "b");
    let Item::One(part) = &answers.items[0] else {
        panic!("{answers:?}");
    };
    let whole = bytes.as_ptr_range();
    assert!(whole.contains(&part.body.as_ptr()));
}

#[test]
fn what_came_whole_of_an_answer_that_breaks_off_is_kept() {
    let cut = |at: &str| {
        let end = WHOLE.find(at).unwrap() + at.len();
        shown(&answers(&WHOLE[..end]))
    };
    assert_eq!(cut("{\"a"), " …");
    // Its length says that it is whole.
    assert_eq!(cut("{\"a\"}"), "1:200:{\"a\"} …");
    assert_eq!(cut("--c s\r\n"), "1:200:{\"a\"} [] …");
    assert_eq!(cut("No Content\r\n"), "1:200:{\"a\"} [] …");
    assert_eq!(cut("No Content\r\n\r\n"), "1:200:{\"a\"} [\"2:204:\"] …");
    assert_eq!(cut("{}"), "1:200:{\"a\"} [\"2:204:\"] …");
    assert_eq!(cut("--c s--"), "1:200:{\"a\"} [\"2:204:\", \"3:201:{}\"] …");
    assert_eq!(
        cut("X: y\r\n\r\n"),
        "1:200:{\"a\"} [\"2:204:\", \"3:201:{}\"] …"
    );
    // A set that ends with the section around it, and not by itself.
    let unclosed = WHOLE.replace("--c s--\r\n", "");
    assert_eq!(
        shown(&answers(&unclosed)),
        "1:200:{\"a\"} [\"2:204:\"] ?:404: …"
    );
}

#[test]
fn parts_that_are_no_answers_keep_their_place() {
    let text = "--b\n\n\n--b\nContent-ID: 7\n\nGET / HTTP/1.1\n\n\n--b\n\nHTTP/1.1 9000\n\n--b\n\
        HTTP/2 200\n\n!\n--b\n--b--";
    let expected = "?:unreadable 7:unreadable ?:unreadable ?:200:! ?:unreadable";
    assert_eq!(shown(&answers(text)), expected);
}

#[test]
fn a_boundary_that_is_not_told_is_found() {
    let read = |text: &'static str| shown(&read(&Bytes::from_static(text.as_bytes()), ""));
    assert_eq!(
        read("x\n--\n--abc  \n\nHTTP/1.1 200 OK\n\n.\n--abc--"),
        "?:200:."
    );
    assert_eq!(read("x"), " …");
    assert_eq!(read(""), " …");
}

#[test]
fn boundaries_are_found_in_content_types() {
    let read = |text: &str| boundary(text);
    let found = |text: &str| Some(text.to_owned());
    assert_eq!(read("multipart/mixed;boundary=a_b"), found("a_b"));
    assert_eq!(
        read("Multipart/Mixed; charset=\"x;y\"; BOUNDARY=\"a;\\\"b\" ; z=1"),
        found("a;\"b")
    );
    assert_eq!(read("multipart/mixed; boundary = a ; z"), found("a"));
    assert_eq!(read("multipart/mixed; boundary=\"a"), found("a"));
    assert_eq!(read("multipart/mixed"), found(""));
    assert_eq!(read("application/json; boundary=a"), None);
    assert_eq!(read("multipart"), None);
}

#[test]
fn no_bytes_panic() {
    for end in 0..WHOLE.len() {
        let _ = answers(&WHOLE[..end]);
        let _ = answers(&WHOLE[end..]);
    }
    // Each byte of the answer is something else once.
    for at in 0..WHOLE.len() {
        for byte in [0, b'\n', b'\r', b' ', b'-', b':', 0xff] {
            let mut text = WHOLE.as_bytes().to_vec();
            text[at] = byte;
            let _ = read(&text.into(), "b");
        }
    }
    let _ = read(
        &Bytes::from_static(b"\xff\n--b\n\xff:\xff\n\nHTTP/1.1 200\n\xfe: \xfe"),
        "b",
    );
}

#[test]
fn headers_beyond_what_a_map_takes_are_left_out() {
    let mut text = "--b\n\nHTTP/1.1 200 OK\n".to_owned();
    for number in 0..40_000 {
        text += &format!("x-{number}: y\n");
    }
    text += "\n.\n--b--";
    assert_eq!(shown(&answers(&text)), "?:200:.");
}
