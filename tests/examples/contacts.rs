//! Contacts: one is made, found, changed, given a photo and deleted.
//!
//! `cargo run -p tests --example contacts -- URL TOKEN`, or with `OUTLOOK_URL` and `OUTLOOK_TOKEN`.

use std::error::Error;
use std::io::Write;

use outlook_rest::v2_0::{Client, Contact, EmailAddress, Patch, contact};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let client = Client::builder()
        .base_url(given(1, "OUTLOOK_URL")?)
        .token(given(2, "OUTLOOK_TOKEN")?)
        .build()?;
    run(&client, &mut std::io::stdout()).await
}

pub(crate) async fn run(client: &Client, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    let contacts = client.me().contacts();
    let created = contacts.create(&tomas()).await?;
    let id = created
        .id
        .as_deref()
        .ok_or("the service has left out the id")?;

    let found = contacts
        .list()
        .filter(contact::SURNAME.starts_with("B"))
        .select((contact::DISPLAY_NAME, contact::EMAIL_ADDRESSES));
    for contact in &found.await? {
        let name = contact.display_name.as_deref().unwrap_or_default();
        let addresses = contact.email_addresses.iter();
        let addresses: Vec<_> = addresses.filter_map(|one| one.address.as_deref()).collect();
        writeln!(out, "{name}: {}", addresses.join(", "))?;
    }

    let tomas = contacts.by_key(id);
    let patch = Patch::new()
        .set(contact::JOB_TITLE, "Cider maker")
        .set(contact::MOBILE_PHONE1, "+49 30 1234");
    // What is in the answer is known here already, so the service need not send it.
    tomas.update(patch).return_minimal().await?;
    // One property on its own.
    let title = tomas.property(contact::JOB_TITLE).get().await?;
    writeln!(out, "job: {title:?}")?;

    change_photos(client, id, out).await?;
    tomas.delete().await?;
    writeln!(out, "{} contacts are left", contacts.count().await?)?;
    Ok(())
}

/// The user's own photo becomes that of the contact.
async fn change_photos(
    client: &Client,
    id: &str,
    out: &mut impl Write,
) -> Result<(), Box<dyn Error>> {
    let bytes = client.me().photo().media().get().await?;
    let photo = client.me().contacts().by_key(id).photo();
    photo.media().put(bytes, "image/png").await?;
    let size = photo.get().await?;
    writeln!(
        out,
        "a photo of {:?} by {:?} pixels",
        size.width, size.height
    )?;
    Ok(())
}

fn tomas() -> Contact {
    Contact {
        display_name: Some("Tomás Brandt".to_owned()),
        given_name: Some("Tomás".to_owned()),
        surname: Some("Brandt".to_owned()),
        email_addresses: vec![EmailAddress {
            name: Some("Tomás Brandt".to_owned()),
            address: Some("tomas.brandt@example.net".to_owned()),
            ..EmailAddress::default()
        }],
        ..Contact::default()
    }
}

fn given(position: usize, variable: &str) -> Result<String, String> {
    let argument = std::env::args()
        .nth(position)
        .or_else(|| std::env::var(variable).ok());
    argument.ok_or_else(|| format!("give argument {position}, or {variable}"))
}
