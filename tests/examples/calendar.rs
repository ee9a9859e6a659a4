//! Calendar: a series of events, what takes place between two times, and the answer to a meeting.
//!
//! `cargo run -p tests --example calendar -- URL TOKEN`, or with `OUTLOOK_URL` and `OUTLOOK_TOKEN`.

use std::error::Error;
use std::io::Write;

use outlook_rest::v2_0::{
    Client, DateTimeTimeZone, DayOfWeek, Event, Location, PatternedRecurrence, RecurrencePattern,
    RecurrencePatternType, RecurrenceRange, RecurrenceRangeType, RequestSettings, event, location,
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
    let series = create_series(client).await?;
    writeln!(out, "made {:?}, {:?}", series.subject, series.r#type)?;
    list_view(client, out).await?;
    accept_meetings(client, out).await
}

/// An hour on each of the next three Mondays.
async fn create_series(client: &Client) -> Result<Event, Box<dyn Error>> {
    let event = Event {
        subject: Some("Market stall".to_owned()),
        start: Some(utc("2026-02-02T06:00:00")),
        end: Some(utc("2026-02-02T07:00:00")),
        location: Some(Location {
            display_name: Some("Old square".to_owned()),
            ..Location::default()
        }),
        recurrence: Some(PatternedRecurrence {
            pattern: Some(RecurrencePattern {
                r#type: Some(RecurrencePatternType::Weekly),
                interval: Some(1),
                days_of_week: vec![DayOfWeek::Monday],
                ..RecurrencePattern::default()
            }),
            range: Some(RecurrenceRange {
                r#type: Some(RecurrenceRangeType::Numbered),
                start_date: Some("2026-02-02".to_owned()),
                number_of_occurrences: Some(3),
                ..RecurrenceRange::default()
            }),
            ..PatternedRecurrence::default()
        }),
        ..Event::default()
    };
    Ok(client.me().events().create(&event).await?)
}

/// Each occurrence of a series is an item of its own in a view, and times are in the zone that
/// the request prefers.
async fn list_view(client: &Client, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    let view = client
        .me()
        .calendar_view()
        .list()
        .query("startDateTime", "2026-02-01T00:00:00Z")
        .query("endDateTime", "2026-02-11T00:00:00Z")
        .select((
            event::SUBJECT,
            event::START,
            event::LOCATION.get(location::DISPLAY_NAME),
        ))
        .order_by(event::SUBJECT)
        .time_zone("Tokyo Standard Time");
    let answer = view.answer().await?;
    let zone = answer.preference_applied("outlook.timezone");
    writeln!(out, "times are in {}", zone.as_deref().unwrap_or("UTC"))?;
    for event in &answer.value {
        let start = event
            .start
            .as_ref()
            .and_then(|start| start.date_time.as_deref());
        let place = event
            .location
            .as_ref()
            .and_then(|place| place.display_name.as_deref());
        let subject = event.subject.as_deref().unwrap_or("(no subject)");
        writeln!(
            out,
            "{subject} at {}, {}",
            start.unwrap_or("?"),
            place.unwrap_or("?")
        )?;
    }
    Ok(())
}

async fn accept_meetings(client: &Client, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    let invitations = client
        .me()
        .events()
        .list()
        .filter(event::IS_ORGANIZER.eq(false));
    for event in &invitations.await? {
        let id = event
            .id
            .as_deref()
            .ok_or("the service has left out the id")?;
        let meeting = client.me().events().by_key(id);
        meeting
            .accept()
            .comment("I'll be there")
            .send_response(true)
            .await?;
        let status = meeting
            .get()
            .select(event::RESPONSE_STATUS)
            .await?
            .response_status;
        let response = status.and_then(|status| status.response);
        writeln!(out, "{:?}: {response:?}", event.subject)?;
    }
    Ok(())
}

fn utc(time: &str) -> DateTimeTimeZone {
    DateTimeTimeZone {
        date_time: Some(time.to_owned()),
        time_zone: Some("UTC".to_owned()),
        ..DateTimeTimeZone::default()
    }
}

fn given(position: usize, variable: &str) -> Result<String, String> {
    let argument = std::env::args()
        .nth(position)
        .or_else(|| std::env::var(variable).ok());
    argument.ok_or_else(|| format!("give argument {position}, or {variable}"))
}
