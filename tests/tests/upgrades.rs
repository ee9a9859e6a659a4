//! What one version of a service says, read by the types of another one and written back: does a
//! client that is older or newer than its service keep everything, or say what it cannot read?

use std::collections::BTreeMap;

use outlook_rest::odata_runtime::{Page, Value as ODataValue};
use serde::Deserialize;
use serde_json::Value;
use tests::exchanges::{self, lost};
use tests::place;

/// What a version says of one thing.
#[derive(Deserialize)]
struct Said {
    #[serde(rename = "type")]
    type_name: String,
    version: String,
    payload: Value,
    /// Where the properties are whose type is another one on the other side of v1.0: one of them is
    /// what an error names.
    #[serde(default)]
    changed: Vec<String>,
}

type Read = fn(&str) -> serde_json::Result<Value>;

const VERSIONS: [&str; 3] = ["v1.0", "v2.0", "beta"];

/// The properties that are of another type in v1.0 than later, wherever they stand.
const CHANGED: [&str; 4] = ["Start", "End", "StartDate", "EndDate"];

/// Reads a value, or a page of them, and writes it.
fn again<T>(json: &str) -> serde_json::Result<Value>
where
    T: ODataValue + serde::Serialize + for<'de> Deserialize<'de>,
{
    let value: Value = serde_json::from_str(json)?;
    if value.get("value").is_some_and(Value::is_array) {
        let page: Page<T> = serde_json::from_str(json)?;
        return serde_json::to_value(page);
    }
    serde_json::to_value(serde_json::from_str::<T>(json)?)
}

macro_rules! readers {
    ($version:ident, $folder:ident) => {{
        use outlook_rest::$version::*;
        let all: [(&str, Read); 7] = [
            ("Message", again::<Message>),
            ("Attachment", again::<Attachment>),
            ("Contact", again::<Contact>),
            ("MailFolder", again::<$folder>),
            ("Event", again::<Event>),
            ("Calendar", again::<Calendar>),
            ("CalendarGroup", again::<CalendarGroup>),
        ];
        BTreeMap::from(all)
    }};
}

fn readers(version: &str) -> BTreeMap<&'static str, Read> {
    match version {
        "v1.0" => readers!(v1_0, Folder),
        "v2.0" => readers!(v2_0, MailFolder),
        _ => readers!(beta, MailFolder),
    }
}

/// How many were read by another version, and how many were refused with the place.
#[derive(Debug, Default, PartialEq)]
struct Counts {
    kept: usize,
    refused: usize,
}

/// Reads all that was said with the types of all other versions.
fn cross(all: &[Said]) -> Counts {
    let mut counts = Counts::default();
    for said in all {
        for version in VERSIONS.iter().filter(|version| **version != said.version) {
            let text = said.payload.to_string();
            let what = format!("{} of {} in {version}", said.type_name, said.version);
            let Some(read) = readers(version).remove(&*said.type_name) else {
                panic!("{what}: no such type");
            };
            match read(&text) {
                Ok(written) => {
                    let lost = lost(&said.payload, &written);
                    assert!(lost.is_empty(), "{what}: {lost:?} in {text}");
                    counts.kept += 1;
                }
                Err(error) => {
                    assert_names_a_change(&error.to_string(), said, version);
                    counts.refused += 1;
                }
            }
        }
    }
    counts
}

/// Asserts that an error is about a property that changed its type, and says where it is.
fn assert_names_a_change(error: &str, said: &Said, version: &str) {
    let path = error
        .strip_prefix("at `")
        .and_then(|rest| rest.split_once('`'));
    let Some((path, _)) = path else {
        panic!("{error}: says no place");
    };
    let name = path.rsplit('.').next().unwrap_or(path);
    let over_the_border = said.version == "v1.0" || version == "v1.0";
    assert!(over_the_border && CHANGED.contains(&name), "{error}");
    let known = said.changed.is_empty() || said.changed.iter().any(|known| known == path);
    assert!(known, "{error}, and not at {:?}", said.changed);
}

#[test]
fn what_can_be_read_is_kept_and_what_cannot_says_where() {
    let file = place::root().join("tests/fixtures/upgrades.json");
    let all: Vec<Said> = serde_json::from_str(&place::read(&file)).expect("a list of payloads");
    let (changed, same): (Vec<_>, Vec<_>) =
        all.into_iter().partition(|said| !said.changed.is_empty());
    let counts = cross(&same);
    assert_eq!((counts.refused, same.len()), (0, 12));
    // v1.0 is refused by both others, and they by v1.0.
    let counts = cross(&changed);
    assert_eq!(
        counts,
        Counts {
            kept: 3,
            refused: 5
        }
    );
}

#[test]
fn documented_answers_are_read_by_other_versions() {
    let Some(all) = exchanges::shared() else {
        println!("`../shared/exchanges` is not there: nothing of it is checked");
        return;
    };
    let all: Vec<Said> = all.into_iter().filter_map(said).collect();
    let counts = cross(&all);
    println!("{} documented answers: {counts:?}", all.len());
    assert!(counts.kept > 0, "{counts:?}");
}

/// The answer of an exchange, where its context names one of the types that are compared.
fn said(exchange: exchanges::Exchange) -> Option<Said> {
    let payload = exchange.response.clone()?;
    let context = payload.get("@odata.context")?.as_str()?.to_lowercase();
    let (_, path) = context.split_once('#')?;
    let path = path
        .trim_end_matches("/$entity")
        .trim_end_matches("/$delta");
    // What was selected stands in parentheses at the end, and keys within.
    let set = path.rsplit('/').next()?.split('(').next()?;
    let type_name = match set {
        "messages" => "Message",
        "attachments" => "Attachment",
        "contacts" => "Contact",
        "folders" | "mailfolders" | "childfolders" => "MailFolder",
        "events" | "calendarview" => "Event",
        "calendars" => "Calendar",
        "calendargroups" => "CalendarGroup",
        _ => return None,
    };
    let version = exchange.version();
    // Some pages leave out the middle of long values, which no version can read.
    readers(&version)[type_name](&payload.to_string()).ok()?;
    Some(Said {
        type_name: type_name.to_owned(),
        version,
        payload,
        changed: Vec::new(),
    })
}
