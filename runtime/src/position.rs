//! Where a stream stands, into JSON that can be kept, and back into the request to go on with.

use std::fmt;

use http::{HeaderMap, HeaderName, HeaderValue, Method};
use serde::de::{Deserialize, Deserializer, Error as _, IgnoredAny, MapAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::client::{Client, authorizes};
use crate::delta::TRACK_CHANGES;
use crate::kind::Items;
use crate::request::{Parts, Request};

/// The version of the JSON form that is written, and the only one there is.
const VERSION: u64 = 1;

/// Where a stream of pages, items or changes stands, to be kept and gone on from: by another
/// client, in another process, on another day.
///
/// It names the page that comes next, or the one whose items are being taken and how many were.
/// In between the service may have changed what is on that page: a position promises as much as
/// the service's own links do. Some services let their links expire.
///
/// As JSON it is `{"version":1,"link":"https://…","at":"next","taken":2,"headers":[["prefer",
/// "odata.maxpagesize=50"]]}`: `at` is `first`, `next` or `delta`, what kind of link it is, and
/// `headers` are those of the request that are to be repeated. Headers of the client, and any
/// that authorize, are not in it; the link itself may be worth keeping secret.
///
/// ```
/// use odata_runtime::Position;
///
/// let position = Position::new("https://example.com/Messages?$skiptoken=7");
/// let json = serde_json::to_string(&position)?;
/// assert_eq!(serde_json::from_str::<Position>(&json)?, position);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Position {
    link: String,
    leg: Leg,
    taken: usize,
    headers: Vec<(String, String)>,
}

/// Which part of a way a link is for: they differ in the preferences that go along, and in what
/// a delta link in the answer means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Leg {
    First,
    Next,
    Delta,
}

impl Leg {
    const ALL: [(Self, &'static str); 3] = [
        (Self::First, "first"),
        (Self::Next, "next"),
        (Self::Delta, "delta"),
    ];

    fn name(self) -> &'static str {
        Self::ALL[self as usize].1
    }
}

impl Position {
    /// The position at a next link that was kept without one.
    #[must_use]
    pub fn new(link: impl Into<String>) -> Self {
        Self {
            link: link.into(),
            leg: Leg::Next,
            taken: 0,
            headers: Vec::new(),
        }
    }

    /// Adds a preference that is sent with the link, such as `odata.maxpagesize=50`.
    #[must_use]
    pub fn prefer(mut self, preference: impl Into<String>) -> Self {
        self.headers.push(("prefer".to_owned(), preference.into()));
        self
    }

    /// The URL of the page to go on with.
    #[must_use]
    pub fn link(&self) -> &str {
        &self.link
    }

    /// How many items of that page were taken before.
    #[must_use]
    pub fn taken(&self) -> usize {
        self.taken
    }

    pub(crate) fn leg(&self) -> Leg {
        self.leg
    }

    /// The position at a request; `None` where it is not one that a link can repeat.
    pub(crate) fn of(parts: &Parts, headers: &HeaderMap, leg: Leg, taken: usize) -> Option<Self> {
        if parts.method != Method::GET {
            return None;
        }
        Some(Self {
            link: parts.url().ok()?.into(),
            leg,
            taken,
            headers: kept(headers),
        })
    }

    /// The request for the page, with the headers that were kept.
    pub(crate) fn parts(&self, client: &Client) -> Box<Parts> {
        let mut request: Request<Items<String>> = Request::new(client.at(&self.link), Method::GET);
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        request.parts
    }
}

/// The headers of a request that may be written to a file.
fn kept(headers: &HeaderMap) -> Vec<(String, String)> {
    let text = |(name, value): (&HeaderName, &HeaderValue)| {
        let value = value.to_str().ok()?.to_owned();
        Some((name.as_str().to_owned(), value))
    };
    let all = headers
        .iter()
        .filter(|(name, value)| !value.is_sensitive() && !authorizes(name.as_str()));
    all.filter_map(text).collect()
}

impl fmt::Debug for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Headers are left out: a user may have put a secret there.
        f.debug_struct("Position")
            .field("link", &self.link)
            .field("taken", &self.taken)
            .finish_non_exhaustive()
    }
}

/// Where the next round of changes begins: the delta link, with the preferences to repeat.
///
/// As JSON it is `{"version":1,"deltaLink":"https://…","headers":[["prefer",
/// "odata.track-changes"]]}`; what is said of the headers of a [`Position`] holds here, too.
///
/// ```
/// use odata_runtime::DeltaToken;
///
/// // A delta link that was kept by something else.
/// let token = DeltaToken::new("https://example.com/Messages?$deltatoken=7")
///     .prefer("odata.maxpagesize=50");
/// let json = serde_json::to_string(&token)?;
/// assert_eq!(serde_json::from_str::<DeltaToken>(&json)?, token);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct DeltaToken(Position);

impl DeltaToken {
    /// The token with a delta link that was kept without one; it asks to track changes.
    #[must_use]
    pub fn new(link: impl Into<String>) -> Self {
        let mut position = Position::new(link);
        position.leg = Leg::Delta;
        Self(position.prefer(TRACK_CHANGES))
    }

    /// Adds a preference that is sent with the link, such as `odata.maxpagesize=50`.
    #[must_use]
    pub fn prefer(self, preference: impl Into<String>) -> Self {
        Self(self.0.prefer(preference))
    }

    /// The delta link.
    #[must_use]
    pub fn link(&self) -> &str {
        &self.0.link
    }

    pub(crate) fn at(position: Position) -> Self {
        Self(position)
    }

    pub(crate) fn position(&self) -> &Position {
        &self.0
    }
}

impl fmt::Debug for DeltaToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DeltaToken")
            .field("link", &self.0.link)
            .finish_non_exhaustive()
    }
}

impl Serialize for Position {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(5))?;
        map.serialize_entry("version", &VERSION)?;
        map.serialize_entry("link", &self.link)?;
        map.serialize_entry("at", self.leg.name())?;
        map.serialize_entry("taken", &self.taken)?;
        map.serialize_entry("headers", &self.headers)?;
        map.end()
    }
}

impl Serialize for DeltaToken {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(3))?;
        map.serialize_entry("version", &VERSION)?;
        map.serialize_entry("deltaLink", &self.0.link)?;
        map.serialize_entry("headers", &self.0.headers)?;
        map.end()
    }
}

impl<'de> Deserialize<'de> for Position {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(PositionVisitor {
            link: "link",
            leg: Leg::Next,
        })
    }
}

impl<'de> Deserialize<'de> for DeltaToken {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let visitor = PositionVisitor {
            link: "deltaLink",
            leg: Leg::Delta,
        };
        deserializer.deserialize_map(visitor).map(Self)
    }
}

/// Reads both forms, which differ in the name of the link: one is not taken for the other.
struct PositionVisitor {
    link: &'static str,
    leg: Leg,
}

impl<'de> Visitor<'de> for PositionVisitor {
    type Value = Position;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object with a `version` and a `{}`", self.link)
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Position, M::Error> {
        let mut version = None;
        let mut link = None;
        let mut leg = self.leg;
        let mut taken = 0;
        let mut headers = Vec::new();
        while let Some(name) = map.next_key::<String>()? {
            match name.as_str() {
                "version" => version = Some(map.next_value::<u64>()?),
                "at" => leg = read_leg(&map.next_value::<String>()?)?,
                "taken" => taken = map.next_value()?,
                "headers" => headers = map.next_value::<Vec<(String, String)>>()?,
                name if name == self.link => link = Some(map.next_value()?),
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        match version {
            Some(VERSION) => {}
            Some(other) => {
                return Err(M::Error::custom(format_args!(
                    "version {other} is not known"
                )));
            }
            None => return Err(M::Error::missing_field("version")),
        }
        headers.retain(|(name, _)| !authorizes(name));
        Ok(Position {
            link: link.ok_or_else(|| M::Error::missing_field(self.link))?,
            leg,
            taken,
            headers,
        })
    }
}

fn read_leg<E: serde::de::Error>(name: &str) -> Result<Leg, E> {
    let found = Leg::ALL.iter().find(|(_, known)| *known == name);
    match found {
        Some((leg, _)) => Ok(*leg),
        None => Err(E::custom(format_args!(
            "`{name}` is none of `first`, `next`, `delta`"
        ))),
    }
}
