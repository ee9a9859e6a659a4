//! Do batches in JSON say the same as those in multipart, and are their answers found?

use http::StatusCode;
use odata_runtime::{Batch, BatchCause, BatchFormat, BatchTarget, Client, Error, ODataVersion};

use super::{SERVICE, answer, client, messages, multipart, named, send};
use crate::model::MessageRequest;

fn begin(client: &Client) -> Batch {
    client.batch().format(BatchFormat::Json)
}

#[test]
fn a_batch_is_written_as_the_standard_shows() {
    let transport = odata_runtime::transport_fn(|_| Ok(http::Response::new("{}".into())));
    let client = crate::witness::client(&SERVICE).odata_version(ODataVersion::V4_01);
    let client = client.transport(transport).build().unwrap();
    let messages = messages(&client);
    let mut batch = begin(&client)
        .url("$batch")
        .target(BatchTarget::Relative)
        .continue_on_error(true);
    let read = batch.add(messages.list().top(2).header("Prefer", "b=2"));
    let mut set = batch.change_set();
    let made = set.add(messages.create(&named("s")));
    let message: MessageRequest = set.refer(made);
    set.add(message.send());
    let after = batch.add(message.attachments().list());
    batch.depends_on(after, read);
    batch.add(
        messages
            .by_key("c")
            .content()
            .put("a\"b", "text/plain;charset=utf-8"),
    );
    batch.add(
        messages
            .by_key("c")
            .content()
            .put([0xfb, 0xff].to_vec(), "image/png"),
    );
    let call = batch.into_http().unwrap().remove(0);
    assert_eq!(call.headers()["content-type"], "application/json");
    assert_eq!(call.headers()["accept"], "application/json");
    let versions: Vec<_> = call.headers().get_all("odata-version").iter().collect();
    assert_eq!(versions, ["4.01"]);
    let preferences: Vec<_> = call.headers().get_all("prefer").iter().collect();
    assert_eq!(preferences, ["a=1", "continue-on-error"]);
    let written: serde_json::Value = serde_json::from_slice(call.body()).unwrap();
    let expected: serde_json::Value = serde_json::from_str(EXPECTED).unwrap();
    assert_eq!(written, expected, "{written:#}");
}

const EXPECTED: &str = r#"{"requests":[
{"id":"1","method":"GET","url":"Messages?$top=2",
 "headers":{"accept":"application/json","prefer":"a=1, b=2"}},
{"id":"2","atomicityGroup":"g1","method":"POST","url":"Messages",
 "headers":{"accept":"application/json","content-type":"application/json","prefer":"a=1"},
 "body":{"Subject":"s"}},
{"id":"3","atomicityGroup":"g1","dependsOn":["2"],"method":"POST","url":"$2/Test.Send",
 "headers":{"accept":"application/json","prefer":"a=1"}},
{"id":"4","dependsOn":["1","g1","2"],"method":"GET","url":"$2/Attachments",
 "headers":{"accept":"application/json","prefer":"a=1"}},
{"id":"5","method":"PUT","url":"Messages('c')/Content",
 "headers":{"accept":"application/json","content-type":"text/plain;charset=utf-8","prefer":"a=1"},
 "body":"a\"b"},
{"id":"6","method":"PUT","url":"Messages('c')/Content",
 "headers":{"accept":"application/json","content-type":"image/png","prefer":"a=1"},
 "body":"-_8="}
]}"#;

#[test]
fn paths_begin_at_the_host_if_nothing_else_is_said() {
    let (client, _) = client([]);
    let mut batch = begin(&client);
    batch.add(messages(&client).list());
    let call = batch.into_http().unwrap().remove(0);
    let written: serde_json::Value = serde_json::from_slice(call.body()).unwrap();
    assert_eq!(written["requests"][0]["url"], "/api/Messages");
    assert_eq!(
        written["requests"][0]["headers"].as_object().unwrap().len(),
        2
    );
}

#[test]
fn text_that_is_no_json_is_not_sent_as_json() {
    let (client, _) = client([]);
    let mut batch = begin(&client);
    batch.add(messages(&client).list().body("{", "application/json"));
    let error = send(batch).unwrap_err().to_string();
    assert!(error.starts_with("cannot write `requests`: EOF"), "{error}");
}

#[test]
fn answers_are_found_by_their_ids() {
    let json = r#"{"responses":[
        {"id":"4","status":200,"headers":{"content-type":"image/png"},"body":"-_8="},
        {"id":3,"status":404,"body":{"error":{"code":"NotFound","message":"no"}}},
        {"id":"1","status":200,"headers":{"Content-Type":"application/json"},"body":{"value":[{"Id":"a"}]}},
        {"id":"2","status":200,"headers":{"content-type":"text/plain"},"body":"7"}]}"#;
    let (client, _) = client([answer("application/json;charset=utf-8", json)]);
    let messages = messages(&client);
    let mut batch = begin(&client).continue_on_error(true);
    let list = batch.add(messages.list());
    let count = batch.add(messages.count());
    let one = batch.add(messages.by_key("a").get());
    let media = batch.add(messages.by_key("a").content().get());
    let replies = send(batch).unwrap();
    assert_eq!(replies.take(list).unwrap()[0].id.as_deref(), Some("a"));
    assert_eq!(replies.take(count).unwrap(), 7);
    assert_eq!(
        replies.take(one).unwrap_err().status(),
        Some(StatusCode::NOT_FOUND)
    );
    assert_eq!(replies.take(media).unwrap().as_ref(), [0xfb, 0xff]);
}

#[test]
fn what_has_no_id_takes_the_places_that_are_left() {
    let json = r#"{"responses":[{"status":201},{"id":"1","status":202},{"id":"9","status":204},
        {"id":"1","status":500},{"id":"4"},{"status":205}]}"#;
    let (client, _) = client([answer("application/json", json)]);
    let mut batch = begin(&client);
    let add = |id: usize| batch.add(messages(&client).by_key(id.to_string()).delete());
    let handles: Vec<_> = (0..5).map(add).collect();
    let replies = send(batch).unwrap();
    let statuses = handles.iter().map(|handle| replies.status(handle));
    let statuses: Vec<_> = statuses
        .map(|status| status.map(|status| status.as_u16()))
        .collect();
    assert_eq!(statuses, [Some(202), Some(201), Some(204), None, Some(205)]);
    let error = replies.take(handles[3]).unwrap_err().to_string();
    assert!(error.ends_with("it has no status of HTTP"), "{error}");
}

#[test]
fn a_change_set_that_failed_has_one_error() {
    let group = |id: &str| {
        format!(
            r#"{{"responses":[{{"id":"1","status":200,"body":{{}}}},
            {{{id}"status":412,"body":{{"error":{{"code":"Changed","message":""}}}}}}]}}"#
        )
    };
    for id in [
        r#""id":"3","#,
        r#""id":"g1","#,
        r#""atomicityGroup":"g1","#,
        "",
    ] {
        let (client, _) = client([answer("application/json", group(id))]);
        let messages = messages(&client);
        let mut batch = begin(&client);
        let before = batch.add(messages.by_key("x").get());
        let mut set = batch.change_set();
        let first = set.add(messages.by_key("a").delete());
        let second = set.add(messages.by_key("b").send());
        let after = batch.add(messages.list());
        let replies = send(batch).unwrap();
        replies.take(before).unwrap();
        for (handle, line) in [(first, "DELETE"), (second, "POST")] {
            let Err(Error::Service(error)) = replies.take(handle) else {
                panic!("{id} {replies:?}");
            };
            assert_eq!(
                (error.status.as_u16(), error.code.as_str()),
                (412, "Changed")
            );
            assert_eq!(error.request.method, line);
        }
        assert!(matches!(replies.take(after), Err(Error::Batch(_))), "{id}");
    }
}

#[test]
fn the_answer_says_its_own_format() {
    let (client, _) = client([multipart(&["204 No Content\r\n\r\n"])]);
    let mut batch = begin(&client);
    let handle = batch.add(messages(&client).by_key("a").delete());
    send(batch).unwrap().take(handle).unwrap();
}

#[test]
fn answers_that_break_off_say_so() {
    let json = r#"{"responses":[{"id":"2","status":204},{"id":"1","sta"#;
    let (client, _) = client([answer("application/json", json)]);
    let mut batch = begin(&client);
    let cut = batch.add(messages(&client).by_key("a").delete());
    let whole = batch.add(messages(&client).by_key("b").delete());
    let replies = send(batch).unwrap();
    replies.take(whole).unwrap();
    let Err(Error::Batch(failure)) = replies.take(cut) else {
        panic!("{replies:?}");
    };
    assert!(matches!(failure.cause, BatchCause::Truncated), "{failure}");
}
