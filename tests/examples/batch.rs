//! Batches: several requests at once, of which one fails, and a change set.
//!
//! `cargo run -p tests --example batch -- URL TOKEN`, or with `OUTLOOK_URL` and `OUTLOOK_TOKEN`.

use std::error::Error;
use std::io::Write;

use outlook_rest::odata_runtime::BatchFormat;
use outlook_rest::v2_0::requests::MessageRequest;
use outlook_rest::v2_0::{Client, Message, event, message};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let client = Client::builder()
        .base_url(given(1, "OUTLOOK_URL")?)
        .token(given(2, "OUTLOOK_TOKEN")?)
        .build()?;
    run(&client, &mut std::io::stdout()).await
}

pub(crate) async fn run(client: &Client, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    for format in [BatchFormat::Multipart, BatchFormat::Json] {
        read_together(client, format, out).await?;
    }
    draft_and_send(client, out).await
}

/// A handle knows what comes back for its request; a request that fails does no harm to others.
async fn read_together(
    client: &Client,
    format: BatchFormat,
    out: &mut impl Write,
) -> Result<(), Box<dyn Error>> {
    let mut batch = client.batch().format(format).continue_on_error(true);
    let events = batch.add(client.me().events().list().select(event::SUBJECT).top(1));
    let nothing = batch.add(client.me().messages().by_key("no-such-message").get());
    let unread = batch.add(
        client
            .me()
            .messages()
            .count()
            .filter(message::IS_READ.eq(false)),
    );

    let replies = batch.await?;
    for event in &replies.take(events)? {
        writeln!(
            out,
            "next event: {}",
            event.subject.as_deref().unwrap_or_default()
        )?;
    }
    if let Err(error) = replies.take(nothing) {
        writeln!(out, "{:?}: {error}", error.status())?;
    }
    writeln!(out, "{} unread", replies.take(unread)?)?;
    Ok(())
}

/// The requests of a change set are carried out all or not at all, and later ones may use what
/// earlier ones make.
async fn draft_and_send(client: &Client, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    let draft = Message {
        subject: Some("Ladders".to_owned()),
        to_recipients: vec!["pia.lund@example.net".into()],
        ..Message::default()
    };
    let mut batch = client.batch();
    let mut set = batch.change_set();
    let created = set.add(client.me().messages().create(&draft));
    let message: MessageRequest = set.refer(created);
    let sent = set.add(message.send());
    let replies = batch.await?;
    replies.take(sent)?;
    let draft = replies.take(created)?;
    writeln!(out, "sent {:?}", draft.subject)?;
    Ok(())
}

fn given(position: usize, variable: &str) -> Result<String, String> {
    let argument = std::env::args()
        .nth(position)
        .or_else(|| std::env::var(variable).ok());
    argument.ok_or_else(|| format!("give argument {position}, or {variable}"))
}
