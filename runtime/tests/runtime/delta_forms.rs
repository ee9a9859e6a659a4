//! Is what a delta answer says of an entity or a link read in the forms of all versions?

use odata_runtime::{Change, Page, RemovedReason};

use crate::model::Message;

fn read(item: &str) -> Change<Message> {
    let json = format!(r#"{{"value":[{item}]}}"#);
    let page: Page<Change<Message>> = serde_json::from_str(&json).unwrap();
    // Nothing is lost on the way back.
    let written: serde_json::Value = serde_json::to_value(&page).unwrap();
    assert_eq!(
        written,
        serde_json::from_str::<serde_json::Value>(&json).unwrap()
    );
    page.items.into_iter().next().unwrap()
}

/// Reads a removed entity: its id as it came, its key, and the reason.
fn removed(item: &str) -> (String, Option<String>, Option<RemovedReason>) {
    let change = read(item);
    let Change::Removed { id, reason, .. } = change else {
        panic!("{item}: {change:?}");
    };
    let key = id.key().map(|key| key.into_owned());
    (id.as_str().to_owned(), key, reason)
}

fn deleted(text: &str, key: Option<&str>) -> (String, Option<String>, Option<RemovedReason>) {
    let key = key.map(str::to_owned);
    (text.to_owned(), key, Some(RemovedReason::Deleted))
}

#[test]
fn removed_entities_are_told_in_the_form_of_version_4_01() {
    for (members, text, key) in [
        (r#""Id":"a'(%""#, "a'(%", Some("a'(%")),
        (r#""@odata.id":"Inbox('c')""#, "Inbox('c')", Some("c")),
        (r#""A":1,"B":2"#, "", None),
        (r#""Number":5"#, "5", Some("5")),
    ] {
        for name in ["@removed", "@odata.removed"] {
            let item = format!(r#"{{"{name}":{{"reason":"deleted"}},{members}}}"#);
            assert_eq!(removed(&item), deleted(text, key));
            let marked = r##"{"@odata.context":"#M/$deletedEntity","##;
            assert_eq!(removed(&item.replacen('{', marked, 1)), deleted(text, key));
        }
    }
    let (id, _, reason) = removed(r#"{"Id":"b","@removed":{"x.y":1}}"#);
    assert_eq!((id.as_str(), reason), ("b", None));
}

#[test]
fn removed_entities_are_told_in_the_form_of_version_4_0() {
    let item =
        r#"{"@odata.context":"$metadata#M/$deletedEntity","id":"M('d')","reason":"deleted"}"#;
    assert_eq!(removed(item), deleted("M('d')", Some("d")));
    // Properties are not read as those of the type.
    let item = r##"{"@odata.context":"#M/$deletedEntity","reason":"moved","id":"d","Size":"odd"}"##;
    let moved = Some(RemovedReason::Other("moved".into()));
    assert_eq!(removed(item), ("d".into(), Some("d".into()), moved));
    // Outlook leaves out the context.
    let item = r#"{"id":"M('f')","reason":"deleted"}"#;
    assert_eq!(removed(item), deleted("M('f')", Some("f")));
}

#[test]
fn changed_entities_keep_what_is_said_of_them() {
    let item = r#"{"@odata.context":"$metadata#M/$entity","Id":"a","Size":3,"Attachments@delta":[{"@removed":{"reason":"deleted"},"@id":"x"}]}"#;
    let Change::Changed(message) = read(item) else {
        panic!("removed");
    };
    assert_eq!((message.id.as_deref(), message.size), (Some("a"), Some(3)));
    assert_eq!(message.odata.context(), Some("$metadata#M/$entity"));
    assert!(message.odata.raw("Attachments@delta").is_some());
    // An entity may have such properties, and more.
    for item in [
        r#"{"Id":"a","id":"b","reason":"deleted"}"#,
        r#"{"id":"b","reason":"because"}"#,
        r#"{"reason":"deleted"}"#,
        r#"{"Id":"a","@removed":null}"#,
        "{}",
    ] {
        assert!(matches!(read(item), Change::Changed(_)), "{item}");
    }
    let null = r#"{"value":[{"@odata.context":null,"Id":"a"}]}"#;
    assert!(serde_json::from_str::<Page<Change<Message>>>(null).is_ok());
    let odd = serde_json::from_str::<Page<Change<Message>>>(r#"{"value":[{"Size":"odd"}]}"#);
    let odd = odd.unwrap_err().to_string();
    assert!(odd.contains("value[0].Size"), "{odd}");
}

#[test]
fn links_are_told() {
    let item = r##"{"@odata.context":"#M/$link","source":"M('a')","relationship":"Folder","target":"F('b')","x.y@z":1}"##;
    let Change::Link(link) = read(item) else {
        panic!("no link");
    };
    assert_eq!(link.source.key().as_deref(), Some("a"));
    assert_eq!(link.relationship, "Folder");
    assert_eq!(link.target.unwrap().key().as_deref(), Some("b"));
    assert!(link.odata.raw("x.y@z").is_some());
    let item =
        r##"{"@odata.context":"#M/$deletedLink","source":"M('a')","relationship":"Folder"}"##;
    assert!(matches!(read(item), Change::DeletedLink(link) if link.target.is_none()));
    // The context may come late.
    let late = r##"{"value":[{"Id":"x","id":"M('a')","reason":"deleted","@odata.context":"#M/$deletedEntity"}]}"##;
    let page: Page<Change<Message>> = serde_json::from_str(late).unwrap();
    let Change::Removed { id, entity, .. } = &page[0] else {
        panic!("not removed");
    };
    assert_eq!((id.as_str(), entity.id.as_deref()), ("M('a')", Some("x")));
    let late = r##"{"value":[{"source":"M('a')","relationship":"F","target":"b","@odata.context":"#M/$link"}]}"##;
    let page: Page<Change<Message>> = serde_json::from_str(late).unwrap();
    assert!(matches!(&page[0], Change::Link(link) if link.source.as_str() == "M('a')"));
    let odd = r##"{"value":[{"@odata.context":"#M/$link","relationship":"F"}]}"##;
    let odd = serde_json::from_str::<Page<Change<Message>>>(odd)
        .unwrap_err()
        .to_string();
    assert!(odd.contains("missing field `source`"), "{odd}");
}
