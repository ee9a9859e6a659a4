//! Does every function of a request add the query option that it should?

use odata_runtime::query::Levels;
use odata_runtime::{Kind, Patch, Request, Searched, Service, transport_fn};

use crate::model::{
    Message, MessageCollectionRequest, attachment, email_address, event_message, item_attachment,
    message, recipient,
};

static SERVICE: Service = Service::new("https://example.com");

pub(super) fn messages() -> MessageCollectionRequest {
    let transport = transport_fn(|_| Ok(http::Response::new("{}".into())));
    let client = crate::witness::client(&SERVICE)
        .transport(transport)
        .build();
    client.unwrap().root().navigate("Messages")
}

/// The path and the query options, decoded.
fn options<K: Kind>(request: &Request<K>) -> String {
    let url = request.url().unwrap();
    let pairs = url
        .query_pairs()
        .map(|(name, value)| format!("{name}={value}"));
    let pairs: Vec<String> = pairs.collect();
    format!("{}?{}", url.path(), pairs.join("&"))
}

#[test]
fn filters_add_up() {
    let list = || messages().list();
    let unread = message::IS_READ.eq(false);
    let large = || message::SIZE.gt(9).or(message::SUBJECT.is_null());
    assert_eq!(
        options(&list().filter(unread.clone())),
        "/Messages?$filter=IsRead eq false"
    );
    assert_eq!(
        options(&list().filter(message::IS_READ)),
        "/Messages?$filter=IsRead"
    );
    assert_eq!(
        options(&list().filter(large()).top(1).filter(unread.clone())),
        "/Messages?$filter=(Size gt 9 or Subject eq null) and IsRead eq false&$top=1"
    );
    assert_eq!(
        options(
            &list()
                .filter(unread.clone())
                .filter(large())
                .filter(message::IS_READ)
        ),
        "/Messages?$filter=IsRead eq false and (Size gt 9 or Subject eq null) and IsRead"
    );
    let by_hand = |text: &str| options(&list().query("$filter", text).filter(message::IS_READ));
    for (text, expected) in [
        ("A OR B", "(A OR B) and IsRead"),
        (
            "A eq 'x or y' and (B or C)",
            "A eq 'x or y' and (B or C) and IsRead",
        ),
        ("A eq 'it''s' or B", "(A eq 'it''s' or B) and IsRead"),
        ("Colour eq Order", "Colour eq Order and IsRead"),
        (
            r#"hassubset(Tags,["a\"b"]) or B"#,
            r#"(hassubset(Tags,["a\"b"]) or B) and IsRead"#,
        ),
    ] {
        assert_eq!(by_hand(text), format!("/Messages?$filter={expected}"));
    }
    let replaced = list().filter(unread).query("$filter", "A");
    assert_eq!(options(&replaced), "/Messages?$filter=A");
}

#[test]
fn selections_add_up_without_duplicates() {
    let address = || {
        message::FROM
            .get(recipient::EMAIL_ADDRESS)
            .get(email_address::ADDRESS)
    };
    let list = messages()
        .list()
        .select((message::ID, message::SUBJECT, message::ATTACHMENTS))
        .select(message::ID)
        .select([address(), address()])
        .select(vec![message::SUBJECT])
        .select(event_message::MEETING_TYPE.of_base::<Message>());
    assert_eq!(
        options(&list),
        "/Messages?$select=Id,Subject,Attachments,From/EmailAddress/Address,Test.EventMessage/MeetingType"
    );
    let one = messages().by_key("a").get().select(message::ID);
    assert_eq!(options(&one), "/Messages('a')?$select=Id");
    let update = messages()
        .by_key("a")
        .update(Patch::<Message>::new())
        .select(message::ID);
    assert_eq!(options(&update), "/Messages('a')?$select=Id");
    let created = messages().create(&Message::default()).select(message::ID);
    assert_eq!(options(&created), "/Messages?$select=Id");
}

#[test]
fn orders_add_up() {
    let list = messages()
        .list()
        .order_by((message::IMPORTANCE.desc(), message::SUBJECT))
        .order_by(
            message::FROM
                .get(recipient::EMAIL_ADDRESS)
                .get(email_address::ADDRESS)
                .asc(),
        )
        .order_by([
            message::SUBJECT.length().desc(),
            message::CATEGORIES.count().asc(),
        ])
        .order_by(message::SUBJECT.to_lower());
    assert_eq!(
        options(&list),
        "/Messages?$orderby=Importance desc,Subject,From/EmailAddress/Address asc,\
         length(Subject) desc,Categories/$count asc,tolower(Subject)"
    );
}

#[test]
fn expanding_takes_options() {
    let list = || messages().list();
    let attachments = message::ATTACHMENTS;
    assert_eq!(
        options(&list().expand(attachments)),
        "/Messages?$expand=Attachments"
    );
    let all = attachments
        .select(attachment::ID)
        .filter(attachment::NAME.eq("a;b)").or(attachment::ID.eq("'")))
        .filter(attachment::NAME.ne("c"))
        .order_by(attachment::NAME.desc())
        .top(5)
        .skip(2)
        .count(true)
        .search("\"x y\"")
        .select(attachment::NAME)
        .query("$compute", "a");
    assert_eq!(
        options(&list().expand(all)),
        "/Messages?$expand=Attachments($select=Id,Name;\
         $filter=(Name eq 'a;b)' or Id eq '''') and Name ne 'c';$orderby=Name desc;$top=5;$skip=2;\
         $count=true;$search=\"x y\";$compute=a)"
    );
    let item = item_attachment::ITEM
        .of_base()
        .expanded()
        .expand(attachments.top(1));
    assert_eq!(
        options(
            &messages()
                .by_key("a")
                .get()
                .expand(attachments.expand(item))
        ),
        "/Messages('a')?$expand=Attachments($expand=Test.ItemAttachment/Item($expand=Attachments($top=1)))"
    );
    let others = (
        attachments.levels(Levels::Max),
        attachments.top(3).only_references(),
    );
    assert_eq!(
        options(
            &list()
                .expand(others)
                .expand(attachments.expanded().only_count())
        ),
        "/Messages?$expand=Attachments($levels=max),Attachments/$ref($top=3),Attachments/$count"
    );
}

#[test]
fn expanding_again_replaces() {
    let attachments = message::ATTACHMENTS;
    let list = messages()
        .list()
        .expand(
            attachments
                .select((attachment::ID, attachment::NAME))
                .filter(attachment::NAME.eq("a,Attachments")),
        )
        .expand(attachments.levels(2).only_references())
        .expand([attachments.top(1)]);
    assert_eq!(
        options(&list),
        "/Messages?$expand=Attachments/$ref($levels=2),Attachments($top=1)"
    );
}

#[test]
fn lists_have_further_options() {
    let list = messages()
        .list()
        .top(2)
        .skip(3)
        .count(true)
        .search("a AND b")
        .format("json")
        .top(1);
    assert_eq!(
        options(&list),
        "/Messages?$skip=3&$count=true&$search=a AND b&$format=json&$top=1"
    );
    let one = messages()
        .by_key("a")
        .get()
        .format("application/json;odata.metadata=full");
    assert_eq!(
        options(&one),
        "/Messages('a')?$format=application/json;odata.metadata=full"
    );
}

#[test]
fn searches_begin_a_request() {
    // The model has an operation of the same name.
    let search = (*messages())
        .search("a")
        .filter(message::IS_READ)
        .order_by(message::ID)
        .top(1);
    assert_eq!(
        options(&search),
        "/Messages?$search=a&$filter=IsRead&$orderby=Id&$top=1"
    );
    // A search goes on to next pages as it is.
    let mut page = odata_runtime::Page::<Message>::default();
    page.next_link = Some("Messages?$skip=1".into());
    let next: Request<odata_runtime::Items<Message, Searched<odata_runtime::Open>>> =
        search.next(&page).unwrap();
    assert_eq!(options(&next), "/Messages?$skip=1");
}

#[test]
fn counts_take_filters() {
    let count = messages()
        .count()
        .filter(message::IS_READ)
        .filter(message::SIZE.gt(1))
        .search("a");
    assert_eq!(
        options(&count),
        "/Messages/$count?$filter=IsRead and Size gt 1&$search=a"
    );
}
