//! The example programs, run against a mailbox on loopback: what they print, and what it saw.
//!
//! They are compiled into this test, so that no second build has to be awaited; `cargo test`
//! builds each as a program, too.

#![allow(dead_code, reason = "the programs have a `main` each")]

#[path = "../examples/batch.rs"]
mod batch;
#[path = "../examples/calendar.rs"]
mod calendar;
#[path = "../examples/contacts.rs"]
mod contacts;
#[path = "../examples/delta.rs"]
mod delta;
#[path = "../examples/mail.rs"]
mod mail;
#[path = "../examples/tasks.rs"]
mod tasks;
#[path = "../examples/tour.rs"]
mod tour;

use insta::assert_snapshot;
use outlook_rest::{beta, v2_0};
use serde_json::json;
use tests::loopback::{Seen, Server, Set, TOKEN};

fn client(server: &Server) -> v2_0::Client {
    let builder = v2_0::Client::builder().base_url(server.url("v2.0"));
    builder
        .token(TOKEN)
        .build()
        .expect("a base URL and a token are all that a client needs")
}

/// What was printed, and what the server saw.
fn told(server: &Server, printed: Vec<u8>) -> String {
    let printed = String::from_utf8(printed).expect("programs print text");
    // The port is another one each time.
    let printed = printed.replace(&server.url("v2.0"), "");
    format!("{printed}\n{}\n", server.lines().join("\n"))
}

/// The first request whose line begins like this.
fn request(server: &Server, line: &str) -> Seen {
    let mut seen = server.seen().into_iter();
    seen.find(|seen| seen.line().starts_with(line))
        .unwrap_or_else(|| panic!("no request was `{line}`"))
}

#[tokio::test]
async fn mail_is_read_answered_changed_and_sent() {
    let server = Server::start();
    let mut out = Vec::new();
    mail::run(&client(&server), &mut out).await.unwrap();
    assert_snapshot!(told(&server, out), @r#"
    2 unread
      Photos from the market from Ines Duarte
      Rain on Thursday? from Ines Duarte
    1. Harvest plan
    2. Keys for the barn
    3. Invoice 118
    4. Rain on Thursday?
    5. Cider press: 3 offers
    6. Photos from the market
    7. Thank you
    file stall.txt: apples ±!
    message Thank you
    link to https://files.example.net/market
    importance is now Some(High)
    changing what was seen before: Some(412)

    GET Me/MailFolders('Inbox')/Messages?$select=Subject,From,ReceivedDateTime&$filter=IsRead eq false and ReceivedDateTime ge 2026-01-03T00:00:00Z&$orderby=ReceivedDateTime desc&$top=25&$count=true
    GET Me/MailFolders('Inbox')/Messages
    GET Me/MailFolders('Inbox')/Messages?$skip=3
    GET Me/MailFolders('Inbox')/Messages?$skip=6
    GET Me/Messages?$filter=HasAttachments&$expand=Attachments($expand=Microsoft.OutlookServices.ItemAttachment/Item)&$top=1
    POST Me/Messages('LbMes-0014=')/Reply
    POST Me/Messages('LbMes-0014=')/Forward
    PATCH Me/Messages('LbMes-0014=')
    PATCH Me/Messages('LbMes-0014=')
    POST Me/SendMail
    "#);
    let sent = server.mailbox(|mailbox| mailbox.subjects("SentItems"));
    assert_eq!(
        sent,
        [
            "RE: Photos from the market",
            "FW: Photos from the market",
            "Cider on Saturday"
        ]
    );
}

#[tokio::test]
async fn calendars_have_series_and_views() {
    let server = Server::start();
    let mut out = Vec::new();
    calendar::run(&client(&server), &mut out).await.unwrap();
    assert_snapshot!(told(&server, out), @r#"
    made Some("Market stall"), Some(SeriesMaster)
    times are in Tokyo Standard Time
    Market stall at 2026-02-02T15:00:00.0000000, Old square
    Market stall at 2026-02-09T15:00:00.0000000, Old square
    Pruning day at 2026-02-03T09:30:00.0000000, North orchard
    Some("Pruning day"): Some(Accepted)

    POST Me/Events
    GET Me/CalendarView?startDateTime=2026-02-01T00:00:00Z&endDateTime=2026-02-11T00:00:00Z&$select=Subject,Start,Location/DisplayName&$orderby=Subject
    GET Me/Events?$filter=IsOrganizer eq false
    POST Me/Events('LbEve-0019=')/Accept
    GET Me/Events('LbEve-0019=')?$select=ResponseStatus
    "#);
    let view = request(&server, "GET Me/CalendarView");
    assert_eq!(
        view.header("prefer"),
        "outlook.timezone=\"Tokyo Standard Time\""
    );
    let created = request(&server, "POST Me/Events").json();
    assert_eq!(
        created["Recurrence"],
        json!({
            "Pattern": {"Type": "Weekly", "Interval": 1, "DaysOfWeek": ["Monday"]},
            "Range": {"Type": "Numbered", "StartDate": "2026-02-02", "NumberOfOccurrences": 3},
        })
    );
}

#[tokio::test]
async fn contacts_are_made_changed_and_deleted() {
    let server = Server::start();
    let mut out = Vec::new();
    contacts::run(&client(&server), &mut out).await.unwrap();
    assert_snapshot!(told(&server, out), @r#"
    Tomás Brandt: tomas.brandt@example.net
    job: Some("Cider maker")
    a photo of Some(48) by Some(48) pixels
    2 contacts are left

    POST Me/Contacts
    GET Me/Contacts?$filter=startswith(Surname,'B')&$select=DisplayName,EmailAddresses
    PATCH Me/Contacts('LbCon-0026=')
    GET Me/Contacts('LbCon-0026=')/JobTitle
    GET Me/Photo/$value
    PUT Me/Contacts('LbCon-0026=')/Photo/$value
    GET Me/Contacts('LbCon-0026=')/Photo
    DELETE Me/Contacts('LbCon-0026=')
    GET Me/Contacts/$count
    "#);
    let photo = request(&server, "PUT ");
    assert_eq!(photo.header("content-type"), "image/png");
    assert!(photo.body.starts_with(b"\x89PNG"));
    let names = server.mailbox(|mailbox| mailbox.of(Set::Contacts, None).count());
    assert_eq!(names, 2);
}

#[tokio::test]
async fn tasks_are_made_and_completed() {
    let server = Server::start();
    let builder = beta::Client::builder().base_url(server.url("beta"));
    let client = builder.token(TOKEN).build().unwrap();
    let mut out = Vec::new();
    tasks::run(&client, &mut out).await.unwrap();
    assert_snapshot!(told(&server, out), @r#"
    Some("Prune the pears") is Some(Completed)
    to do: Order crates
    to do: Sharpen the saw

    POST Me/TaskFolders
    POST Me/TaskFolders('LbTas-0026=')/Tasks
    POST Me/TaskFolders('LbTas-0026=')/Tasks
    GET Me/TaskFolders('LbTas-0026=')/Tasks?$filter=contains(Subject,'pears')
    PATCH Me/Tasks('LbTas-0027=')
    POST Me/Tasks('LbTas-0027=')/Complete
    GET Me/Tasks?$filter=Status ne 'Completed'&$orderby=Subject
    "#);
}

#[tokio::test]
async fn changes_are_told_from_one_run_to_the_next() {
    let server = Server::start();
    let client = client(&server);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("token.json");
    let mut out = Vec::new();
    delta::run(&client, &file, &mut out).await.unwrap();
    out.extend(b"-- later\n");
    server.mailbox(|mailbox| {
        let gone = mailbox.message("Invoice 118");
        mailbox.remove(&gone);
        mailbox.receive("Ladders", "Pia Lund");
    });
    delta::run(&client, &file, &mut out).await.unwrap();
    out.extend(b"-- much later\n");
    server.expire_delta_tokens();
    delta::run(&client, &file, &mut out).await.unwrap();
    assert_snapshot!(told(&server, out), @r#"
    changed: Harvest plan, read: Some(true)
    changed: Keys for the barn, read: Some(false)
    changed: Invoice 118, read: Some(true)
    changed: Rain on Thursday?, read: Some(false)
    changed: Cider press: 3 offers, read: Some(true)
    changed: Photos from the market, read: Some(false)
    changed: Thank you, read: Some(true)
    -- later
    removed: LbMes-0011=
    changed: Ladders, read: Some(false)
    -- much later
    the token has expired, starting over
    changed: Harvest plan, read: Some(true)
    changed: Keys for the barn, read: Some(false)
    changed: Rain on Thursday?, read: Some(false)
    changed: Cider press: 3 offers, read: Some(true)
    changed: Photos from the market, read: Some(false)
    changed: Thank you, read: Some(true)
    changed: Ladders, read: Some(false)

    GET Me/MailFolders('Inbox')/Messages?$select=Subject,IsRead
    GET Me/MailFolders('Inbox')/Messages?$select=Subject,IsRead&$deltatoken=0_10_25
    GET Me/MailFolders('Inbox')/Messages?$select=Subject,IsRead&$skiptoken=0_12_25
    GET Me/MailFolders('Inbox')/Messages?$select=Subject,IsRead&$skiptoken=0_14_25
    GET Me/MailFolders('Inbox')/Messages?$select=Subject,IsRead&$deltatoken=0_25_25
    GET Me/MailFolders('Inbox')/Messages?$select=Subject,IsRead&$deltatoken=0_27_25
    GET Me/MailFolders('Inbox')/Messages?$select=Subject,IsRead
    GET Me/MailFolders('Inbox')/Messages?$select=Subject,IsRead&$deltatoken=1_10_27
    GET Me/MailFolders('Inbox')/Messages?$select=Subject,IsRead&$skiptoken=1_13_27
    GET Me/MailFolders('Inbox')/Messages?$select=Subject,IsRead&$skiptoken=1_15_27
    "#);
}

#[tokio::test]
async fn batches_have_results_of_their_own_types() {
    let server = Server::start();
    let mut out = Vec::new();
    batch::run(&client(&server), &mut out).await.unwrap();
    assert_snapshot!(told(&server, out), @r#"
    next event: Pruning day
    Some(404): GET Me/Messages('no-such-message'): 404 Not Found: ErrorItemNotFound: The specified object was not found.
    3 unread
    next event: Pruning day
    Some(404): GET Me/Messages('no-such-message'): 404 Not Found: ErrorItemNotFound: The specified object was not found.
    3 unread
    sent Some("Ladders")

    POST me/$batch
    GET Me/Events?$select=Subject&$top=1
    GET Me/Messages('no-such-message')
    GET Me/Messages/$count?$filter=IsRead eq false
    POST me/$batch
    GET Me/Events?$select=Subject&$top=1
    GET Me/Messages('no-such-message')
    GET Me/Messages/$count?$filter=IsRead eq false
    POST me/$batch
    POST Me/Messages
    POST Users('mira@example.net')/Messages('LbMes-0026=')/Send
    "#);
    let sent = server.mailbox(|mailbox| mailbox.subjects("SentItems"));
    assert_eq!(sent, ["Ladders"]);
}

#[tokio::test]
async fn the_tour_goes_all_the_way() {
    let server = Server::start();
    let mut out = Vec::new();
    let url = server.url("v2.0");
    tour::run(&url, TOKEN.to_owned(), &mut out).await.unwrap();
    assert_snapshot!(told(&server, out), @r#"
    Some("Photos from the market")
    Some("Rain on Thursday?")
    Some("Keys for the barn")
    Some("text/plain")
    Some(420)
    Some("More photos")
    7 changes, then None
    1 event

    GET Me/MailFolders('Inbox')/Messages?$select=Subject,Sender,ReceivedDateTime&$filter=IsRead eq false and ReceivedDateTime ge 2026-01-01T00:00:00Z&$orderby=ReceivedDateTime desc&$top=25
    GET Me/MailFolders('Inbox')/Messages?$select=Subject,Sender,ReceivedDateTime&$filter=IsRead eq false and ReceivedDateTime ge 2026-01-01T00:00:00Z&$orderby=ReceivedDateTime desc&$top=25
    PATCH Me/Messages('LbMes-0014=')
    POST Me/Messages('LbMes-0014=')/Forward
    GET Me/Messages('LbMes-0014=')/Attachments
    GET Me/MailFolders('Inbox')/Messages
    GET Me/MailFolders('Inbox')/Messages?$deltatoken=0_27_27
    GET Me/MailFolders('Inbox')/Messages?$deltatoken=0_27_27
    POST me/$batch
    GET Me/Events?$orderby=Subject&$top=1
    POST Me/SendMail
    "#);
    for seen in server.seen().iter().filter(|seen| !seen.in_batch) {
        assert_eq!(seen.header("x-anchormailbox"), "john@contoso.com");
    }
}
