//! Times what a client does with each message beside a struct written by hand for serde, and what
//! building a request costs.
//!
//! `read`, `write` and `clone` take a page of 1,000 messages with all their properties; `generated` is the
//! type of the generated crate, `hand_written` the same fields with serde's derives and that of `Clone`.

#[path = "client/hand_written.rs"]
mod hand_written;

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use outlook_rest::odata_runtime::{Page, transport_fn};
use outlook_rest::v2_0::{Client, Message, Patch, message};

/// A page of 1,000 messages, about 2.8 kB each.
fn page() -> String {
    let messages: Vec<String> = (0..1000).map(message_json).collect();
    format!(
        r#"{{"@odata.context":"https://example.com/$metadata#Me/Messages","value":[{}],"@odata.nextLink":"https://example.com/Me/Messages?$skip=1000"}}"#,
        messages.join(",")
    )
}

fn message_json(number: usize) -> String {
    let id = format!("AAMkAGI2NGVhZTVlLTI1OGMtNDI4My1iZmE5LTA5OGJiZGEzMTc0YQBG{number:06}");
    let content = "<p>The quick brown fox, \\\"so to say\\\", jumps.</p>\\r\\n".repeat(20);
    let person = |name: &str| {
        format!(r#"{{"EmailAddress":{{"Name":"{name}","Address":"{name}@example.com"}}}}"#)
    };
    let time = format!("2016-03-{:02}T10:20:30Z", number % 28 + 1);
    format!(
        r#"{{"@odata.id":"https://example.com/Users('a')/Messages('{id}')","@odata.etag":"W/\"{number}\"","Id":"{id}","CreatedDateTime":"{time}","LastModifiedDateTime":"{time}","ChangeKey":"CQAAABYA{number}","Categories":["Red","Blue"],"ReceivedDateTime":"{time}","SentDateTime":"{time}","HasAttachments":false,"InternetMessageId":"<{number}@example.com>","InternetMessageHeaders":[{{"Name":"X-A","Value":"b"}}],"Subject":"Number {number}","Body":{{"ContentType":"HTML","Content":"{content}"}},"BodyPreview":"The quick brown fox","Importance":"Normal","ParentFolderId":"AAMk","Sender":{one},"From":{one},"ToRecipients":[{two},{three}],"CcRecipients":[{one}],"BccRecipients":[{two}],"ReplyTo":[{three}],"ConversationId":"AAQk{number}","UniqueBody":{{"ContentType":"HTML","Content":"short"}},"IsDeliveryReceiptRequested":false,"IsReadReceiptRequested":false,"IsRead":true,"IsDraft":false,"WebLink":"https://example.com/owa/{id}","InferenceClassification":"Focused","Flag":{{"FlagStatus":"NotFlagged"}}}}"#,
        one = person("ann"),
        two = person("bob"),
        three = person("carol"),
    )
}

fn reading_and_writing(criterion: &mut Criterion) {
    let json = page();
    let generated: Page<Message> = serde_json::from_str(&json).expect("the page is JSON");
    let hand_written: hand_written::Page = serde_json::from_str(&json).expect("the page is JSON");
    assert_eq!(generated.len(), 1000);

    let mut group = criterion.benchmark_group("read");
    group.throughput(Throughput::Bytes(json.len() as u64));
    group.bench_function("generated", |bencher| {
        bencher.iter(|| serde_json::from_slice::<Page<Message>>(black_box(json.as_bytes())));
    });
    group.bench_function("hand_written", |bencher| {
        bencher.iter(|| serde_json::from_slice::<hand_written::Page>(black_box(json.as_bytes())));
    });
    group.finish();

    let mut group = criterion.benchmark_group("write");
    group.throughput(Throughput::Bytes(json.len() as u64));
    group.bench_function("generated", |bencher| {
        bencher.iter(|| serde_json::to_vec(black_box(&generated)));
    });
    group.bench_function("hand_written", |bencher| {
        bencher.iter(|| serde_json::to_vec(black_box(&hand_written)));
    });
    group.finish();

    let mut group = criterion.benchmark_group("clone");
    group.throughput(Throughput::Elements(1000));
    group.bench_function("generated", |bencher| {
        bencher.iter(|| black_box(&generated).clone());
    });
    group.bench_function("hand_written", |bencher| {
        bencher.iter(|| black_box(&hand_written).clone());
    });
    group.finish();
}

fn building(criterion: &mut Criterion) {
    let transport = transport_fn(|_| Ok(http::Response::new("{}".into())));
    let client = Client::builder().token("secret").transport(transport);
    let client = client.build().expect("the settings are right");
    let mut group = criterion.benchmark_group("build");
    group.bench_function("list", |bencher| {
        bencher.iter(|| {
            let messages = client.me().mail_folders().by_key("Inbox").messages();
            let list = messages.list().top(25).skip(50).count(true);
            list.into_http().expect("the request is right")
        });
    });
    group.bench_function("filter", |bencher| {
        bencher.iter(|| {
            let unread = message::IS_READ
                .eq(false)
                .and(message::SUBJECT.contains("lunch"));
            let list = client.me().messages().list().filter(unread);
            let list = list.select((message::SUBJECT, message::SENDER));
            let list = list.order_by(message::RECEIVED_DATE_TIME.desc()).top(25);
            list.into_http().expect("the request is right")
        });
    });
    group.bench_function("patch", |bencher| {
        bencher.iter(|| {
            let patch = Patch::new().set(message::IS_READ, true);
            let update = client.me().messages().by_key("AAMk").update(patch);
            update.into_http().expect("the request is right")
        });
    });
    group.finish();
}

criterion_group!(all, reading_and_writing, building);
criterion_main!(all);
