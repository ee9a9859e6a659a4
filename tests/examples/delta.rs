//! Changes: all messages of a folder at first, and later only what has changed since.
//!
//! `cargo run -p tests --example delta -- URL TOKEN FILE`, or with `OUTLOOK_URL` and
//! `OUTLOOK_TOKEN`. The file keeps the token from one run to the next.

use std::error::Error;
use std::io::{ErrorKind, Write};
use std::path::Path;

use outlook_rest::odata_runtime::{Change, DeltaToken};
use outlook_rest::v2_0::{Client, Message, message};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let client = Client::builder()
        .base_url(given(1, "OUTLOOK_URL")?)
        .token(given(2, "OUTLOOK_TOKEN")?)
        .build()?;
    let file = given(3, "OUTLOOK_DELTA_FILE")?;
    run(&client, file.as_ref(), &mut std::io::stdout()).await
}

pub(crate) async fn run(
    client: &Client,
    file: &Path,
    out: &mut impl Write,
) -> Result<(), Box<dyn Error>> {
    let first = || {
        let inbox = client.me().mail_folders().inbox().messages();
        let changes = inbox.delta().max_page_size(2);
        changes
            .with(|request| request.select((message::SUBJECT, message::IS_READ)))
            .changes()
    };
    let mut changes = match read_token(file)? {
        Some(token) => client.changes_since::<Message>(&token),
        None => first(),
    };
    let mut seen = Vec::new();
    let token = match changes.drain(|change| seen.push(change)).await {
        // The service has forgotten what the token stands for: what was kept is worth nothing.
        Err(error) if error.is_expired() => {
            writeln!(out, "the token has expired, starting over")?;
            seen.clear();
            first().drain(|change| seen.push(change)).await?
        }
        token => token?,
    };
    for change in &seen {
        show(change, out)?;
    }
    // Only now: a run that fails before begins at the same place again.
    std::fs::write(file, serde_json::to_string(&token)?)?;
    Ok(())
}

fn show(change: &Change<Message>, out: &mut impl Write) -> std::io::Result<()> {
    match change {
        Change::Changed(message) => {
            let subject = message.subject.as_deref().unwrap_or_default();
            writeln!(out, "changed: {subject}, read: {:?}", message.is_read)
        }
        Change::Removed { id, .. } => {
            writeln!(out, "removed: {}", id.key().unwrap_or_default())
        }
        other => writeln!(out, "something else: {other:?}"),
    }
}

fn read_token(file: &Path) -> Result<Option<DeltaToken>, Box<dyn Error>> {
    match std::fs::read(file) {
        Ok(json) => Ok(Some(serde_json::from_slice(&json)?)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error.into()),
    }
}

fn given(position: usize, variable: &str) -> Result<String, String> {
    let argument = std::env::args()
        .nth(position)
        .or_else(|| std::env::var(variable).ok());
    argument.ok_or_else(|| format!("give argument {position}, or {variable}"))
}
