//! A tour of the generated client: each thing that it can do, in a few lines.
//!
//! The service is said at the beginning, for its cloud endpoint has been switched off.
//!
//! `cargo run -p tests --example tour -- URL TOKEN`, or with `OUTLOOK_URL` and `OUTLOOK_TOKEN`.

use std::error::Error;
use std::io::Write;

use outlook_rest::odata_runtime::{DateTimeOffset, Page};
use outlook_rest::v2_0::{Attachment, Client, Message, Patch, event, message};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let (url, token) = (given(1, "OUTLOOK_URL")?, given(2, "OUTLOOK_TOKEN")?);
    run(&url, token, &mut std::io::stdout()).await
}

pub(crate) async fn run(
    url: &str,
    token: String,
    out: &mut impl Write,
) -> Result<(), Box<dyn Error>> {
    let client = Client::builder()
        .base_url(url)
        .token(token)
        .anchor_mailbox("john@contoso.com")
        .build()?;
    let page = read_unread(&client, out).await?;

    // A PATCH sends just what was set; null and absent are different things.
    let id = page
        .first()
        .and_then(|message| message.id.as_deref())
        .ok_or("nothing is unread")?;
    let patch = Patch::new()
        .set(message::IS_READ, true)
        .set_null(message::FLAG);
    client.me().messages().by_key(id).update(patch).await?;

    // A bound action; optional parameters are named.
    client
        .me()
        .messages()
        .by_key(id)
        .forward(["alex@contoso.com"])
        .comment("FYI")
        .await?;

    read_attachments(&client, id, out).await?;
    follow_changes(&client, out).await?;
    send_batch(&client, out).await
}

/// A query of properties that the compiler knows; a page; then every item of every page.
async fn read_unread(
    client: &Client,
    out: &mut impl Write,
) -> Result<Page<Message>, Box<dyn Error>> {
    let since: DateTimeOffset = "2026-01-01T00:00:00Z".parse()?;

    let unread = client
        .me()
        .mail_folders()
        .by_key("Inbox")
        .messages()
        .list()
        .select((
            message::SUBJECT,
            message::SENDER,
            message::RECEIVED_DATE_TIME,
        ))
        .filter(
            message::IS_READ
                .eq(false)
                .and(message::RECEIVED_DATE_TIME.ge(since)),
        )
        .order_by(message::RECEIVED_DATE_TIME.desc())
        .top(25);
    let page = unread.clone().await?;
    let mut all = unread.items();
    while let Some(m) = all.try_next().await? {
        writeln!(out, "{:?}", m.subject)?;
    }
    Ok(page)
}

/// A derived type; one that this version does not know loses nothing.
async fn read_attachments(
    client: &Client,
    id: &str,
    out: &mut impl Write,
) -> Result<(), Box<dyn Error>> {
    let attachments = client.me().messages().by_key(id).attachments();
    for attachment in &attachments.list().await? {
        match attachment {
            Attachment::FileAttachment(f) => writeln!(out, "{:?}", f.content_type)?,
            Attachment::ItemAttachment(i) => writeln!(out, "{:?}", i.size)?,
            other => writeln!(out, "{:?}", other.name())?,
        }
    }
    Ok(())
}

/// Changes: a first round now, the next one with the token, on another day.
async fn follow_changes(client: &Client, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    let sync = client
        .me()
        .mail_folders()
        .by_key("Inbox")
        .messages()
        .delta()
        .max_page_size(50);
    let mut changes = 0;
    let token = sync.drain(|_change| changes += 1).await?;
    let later = client.changes_since::<Message>(&token).try_next().await?;
    writeln!(out, "{changes} changes, then {later:?}")?;
    Ok(())
}

/// A batch: handles in, results out, each of its own type.
async fn send_batch(client: &Client, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    let draft = Message {
        subject: Some("Lunch?".to_owned()),
        to_recipients: vec!["alex@contoso.com".into()],
        ..Message::default()
    };
    let mut batch = client.batch();
    let a = batch.add(client.me().events().list().order_by(event::SUBJECT).top(1));
    let b = batch.add(client.me().send_mail(&draft));
    let replies = batch.await?;
    let events = replies.take(a)?;
    replies.take(b)?;
    writeln!(out, "{} event", events.len())?;
    Ok(())
}

fn given(position: usize, variable: &str) -> Result<String, String> {
    let argument = std::env::args()
        .nth(position)
        .or_else(|| std::env::var(variable).ok());
    argument.ok_or_else(|| format!("give argument {position}, or {variable}"))
}
