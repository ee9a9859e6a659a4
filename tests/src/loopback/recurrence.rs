//! Events and their recurrences into what takes place between two times.

use std::borrow::Cow;

use jiff::civil::DateTime;
use jiff::{Span, ToSpan};
use serde_json::{Value as Json, json};

use super::answer::Refusal;
use super::call::Call;
use super::mailbox::Entity;

/// The most occurrences of a series that has no end.
const LONGEST: i64 = 500;

/// Single events and occurrences of series that touch the time that the call names.
pub(super) fn between<'a>(
    events: &[&'a Entity],
    call: &Call,
) -> Result<Vec<Cow<'a, Entity>>, Refusal> {
    let (from, to) = (limit(call, "startDateTime")?, limit(call, "endDateTime")?);
    let mut all = Vec::new();
    for event in events {
        let (Some(start), Some(end)) = (time(event, "Start"), time(event, "End")) else {
            continue;
        };
        let touches = |start: DateTime, end: DateTime| start < to && end > from;
        match series(event) {
            None if touches(start, end) => all.push(Cow::Borrowed(*event)),
            None => {}
            Some((step, count)) => {
                let times = (0..count).filter_map(|at| {
                    let span = step.checked_mul(at).ok()?;
                    Some((start.checked_add(span).ok()?, end.checked_add(span).ok()?))
                });
                let times = times.filter(|(start, end)| touches(*start, *end));
                all.extend(times.map(|(start, end)| Cow::Owned(occurrence(event, start, end))));
            }
        }
    }
    Ok(all)
}

fn limit(call: &Call, name: &str) -> Result<DateTime, Refusal> {
    // What has no zone is in UTC, as all events of this service are.
    let text = call.option(name).map(|text| text.trim_end_matches('Z'));
    text.and_then(|text| text.parse().ok()).ok_or_else(|| {
        let message = format!("a calendar view wants a time as `{name}`");
        Refusal::bad_request("ErrorInvalidParameter", &message)
    })
}

fn time(event: &Entity, property: &str) -> Option<DateTime> {
    let text = event.properties.get(property)?.get("DateTime")?.as_str()?;
    text.parse().ok()
}

/// The step from one occurrence to the next, and how many there are.
fn series(event: &Entity) -> Option<(Span, i64)> {
    let recurrence = event.properties.get("Recurrence")?;
    let pattern = recurrence.get("Pattern")?;
    let interval = pattern.get("Interval").and_then(Json::as_i64).unwrap_or(1);
    let step = match pattern.get("Type")?.as_str()? {
        "Daily" => interval.days(),
        "Weekly" => interval.weeks(),
        _ => return None,
    };
    let count = recurrence.pointer("/Range/NumberOfOccurrences");
    Some((step, count.and_then(Json::as_i64).unwrap_or(LONGEST)))
}

fn occurrence(master: &Entity, start: DateTime, end: DateTime) -> Entity {
    let mut entity = master.clone();
    entity.id = format!("{}{}", master.id, start.strftime(".%Y%m%d"));
    let at = |time: DateTime| {
        let text = time.strftime("%Y-%m-%dT%H:%M:%S.0000000").to_string();
        json!({"DateTime": text, "TimeZone": "UTC"})
    };
    let properties = &mut entity.properties;
    properties.insert("Id".to_owned(), entity.id.as_str().into());
    properties.insert("SeriesMasterId".to_owned(), master.id.as_str().into());
    properties.insert("Type".to_owned(), "Occurrence".into());
    properties.insert("Recurrence".to_owned(), Json::Null);
    properties.insert("Start".to_owned(), at(start));
    properties.insert("End".to_owned(), at(end));
    entity
}
