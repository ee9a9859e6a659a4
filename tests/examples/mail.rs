//! Mail: what is unread, all of a folder, attachments, answers, changes and a message of one's own.
//!
//! `cargo run -p tests --example mail -- URL TOKEN`, or with `OUTLOOK_URL` and `OUTLOOK_TOKEN`.

use std::error::Error;
use std::io::Write;

use outlook_rest::odata_runtime::DateTimeOffset;
use outlook_rest::v2_0::{
    Attachment, BodyType, Client, EmailAddress, Importance, Item, ItemBody, Message, Patch,
    Recipient, item_attachment, message,
};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let client = Client::builder()
        .base_url(given(1, "OUTLOOK_URL")?)
        .token(given(2, "OUTLOOK_TOKEN")?)
        .build()?;
    run(&client, &mut std::io::stdout()).await
}

pub(crate) async fn run(client: &Client, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    list_unread(client, out).await?;
    list_all(client, out).await?;
    let message = read_attachments(client, out).await?;
    answer(client, &message).await?;
    mark(client, &message, out).await?;
    send(client).await
}

/// A query of properties that the compiler knows; one request, one page.
async fn list_unread(client: &Client, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    let since: DateTimeOffset = "2026-01-03T00:00:00Z".parse()?;
    let unread = client
        .me()
        .mail_folders()
        .inbox()
        .messages()
        .list()
        .select((message::SUBJECT, message::FROM, message::RECEIVED_DATE_TIME))
        .filter(
            message::IS_READ
                .eq(false)
                .and(message::RECEIVED_DATE_TIME.ge(since)),
        )
        .order_by(message::RECEIVED_DATE_TIME.desc())
        .top(25)
        .count(true);
    let page = unread.await?;
    writeln!(out, "{} unread", page.count.unwrap_or_default())?;
    for message in &page {
        writeln!(out, "  {} from {}", subject(message), sender(message))?;
    }
    Ok(())
}

/// All pages of a folder, one item after the other.
async fn list_all(client: &Client, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    let inbox = client.me().mail_folders().inbox();
    let mut messages = inbox.messages().list().max_page_size(3).items();
    let mut count = 0;
    while let Some(message) = messages.try_next().await? {
        count += 1;
        writeln!(out, "{count}. {}", subject(&message))?;
    }
    Ok(())
}

/// A file, an item and a link: each kind of attachment has its own type.
async fn read_attachments(
    client: &Client,
    out: &mut impl Write,
) -> Result<Message, Box<dyn Error>> {
    let with_attachments = client
        .me()
        .messages()
        .list()
        .filter(message::HAS_ATTACHMENTS)
        .expand(message::ATTACHMENTS.expand(item_attachment::ITEM.of_base::<Attachment>()))
        .top(1);
    let found = with_attachments.await?.items.pop();
    let message = found.ok_or("no message has attachments")?;
    for attachment in message.attachments.get()?.into_iter().flatten() {
        match attachment {
            Attachment::FileAttachment(file) => {
                let bytes = file.content_bytes.as_deref().unwrap_or_default();
                let name = file.name.as_deref().unwrap_or_default();
                writeln!(out, "file {name}: {}", String::from_utf8_lossy(bytes))?;
            }
            Attachment::ItemAttachment(item) => match item.item.get()? {
                Some(Item::Message(message)) => writeln!(out, "message {}", subject(&message))?,
                other => writeln!(out, "item {other:?}")?,
            },
            Attachment::ReferenceAttachment(link) => {
                writeln!(
                    out,
                    "link to {}",
                    link.source_url.as_deref().unwrap_or_default()
                )?;
            }
            other => writeln!(out, "something else: {:?}", other.name())?,
        }
    }
    Ok(message)
}

/// What an action must have is an argument; what it may have is a function.
async fn answer(client: &Client, message: &Message) -> Result<(), Box<dyn Error>> {
    let message = client.me().messages().by_key(id(message)?);
    message.reply().comment("Lovely, thank you!").await?;
    // An address may stand for a recipient.
    let to = "tomas.brandt@example.net";
    message.forward([to]).comment("Look at these").await?;
    Ok(())
}

/// A patch has what is to change and nothing else; null is a value.
async fn mark(client: &Client, seen: &Message, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    let patch = Patch::new()
        .set(message::IS_READ, true)
        .set(message::IMPORTANCE, Importance::High)
        .set(message::CATEGORIES, ["Market".to_owned()])
        .set_null(message::FLAG);
    let update = client.me().messages().by_key(id(seen)?).update(patch);
    // The service refuses it if somebody has changed the message since it was read.
    let changed = update.clone().if_unchanged(seen).await?;
    let importance = changed.and_then(|message| message.importance);
    writeln!(out, "importance is now {importance:?}")?;
    let again = update.if_unchanged(seen).await;
    let status = again.err().and_then(|error| error.status());
    writeln!(out, "changing what was seen before: {status:?}")?;
    Ok(())
}

async fn send(client: &Client) -> Result<(), Box<dyn Error>> {
    let message = Message {
        subject: Some("Cider on Saturday".to_owned()),
        body: Some(ItemBody {
            content_type: Some(BodyType::Text),
            content: Some("The press is here. Bring bottles.".to_owned()),
            ..ItemBody::default()
        }),
        to_recipients: vec![
            recipient("Ines Duarte", "ines.duarte@example.net"),
            "pia.lund@example.net".into(),
        ],
        ..Message::default()
    };
    client
        .me()
        .send_mail(&message)
        .save_to_sent_items(true)
        .await?;
    Ok(())
}

fn recipient(name: &str, address: &str) -> Recipient {
    Recipient {
        email_address: Some(EmailAddress {
            name: Some(name.to_owned()),
            address: Some(address.to_owned()),
            ..EmailAddress::default()
        }),
        ..Recipient::default()
    }
}

/// Single values are options: a service may leave them out.
fn subject(message: &Message) -> &str {
    message.subject.as_deref().unwrap_or("(no subject)")
}

fn sender(message: &Message) -> &str {
    let from = message
        .from
        .as_ref()
        .and_then(|from| from.email_address.as_ref());
    from.and_then(|from| from.name.as_deref())
        .unwrap_or("somebody")
}

fn id(message: &Message) -> Result<&str, &'static str> {
    message
        .id
        .as_deref()
        .ok_or("the service has left out the id")
}

fn given(position: usize, variable: &str) -> Result<String, String> {
    let argument = std::env::args()
        .nth(position)
        .or_else(|| std::env::var(variable).ok());
    argument.ok_or_else(|| format!("give argument {position}, or {variable}"))
}
