//! JSON batches (OData JSON 4.01 §19) into requests, and answers back.

use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use serde_json::{Map, Value as Json, json};

use super::{Done, Part, Unit};
use crate::loopback::answer::Reply;

/// The requests, or `None` where the body is no batch.
pub(super) fn read(body: &[u8]) -> Option<Vec<Unit>> {
    let body: Json = serde_json::from_slice(body).ok()?;
    let mut units: Vec<(Option<String>, Unit)> = Vec::new();
    for request in body.get("requests")?.as_array()? {
        let part = part(request)?;
        let group = request
            .get("atomicityGroup")
            .and_then(Json::as_str)
            .map(str::to_owned);
        match units.last_mut() {
            Some((last, unit)) if group.is_some() && *last == group => unit.parts.push(part),
            _ => {
                let unit = Unit {
                    is_set: group.is_some(),
                    parts: vec![part],
                };
                units.push((group, unit));
            }
        }
    }
    Some(units.into_iter().map(|(_, unit)| unit).collect())
}

/// The answers in one object.
pub(super) fn write(done: &[Vec<Done>]) -> Reply {
    let responses = done.iter().flatten().map(|Done { id, reply }| {
        let headers = reply.headers.iter();
        let headers: Map<String, Json> = headers
            .map(|(name, value)| ((*name).to_owned(), value.as_str().into()))
            .collect();
        let body: Option<Json> = serde_json::from_slice(&reply.body).ok();
        json!({"id": id, "status": reply.status, "headers": headers, "body": body})
    });
    Reply::json(200, &json!({"responses": responses.collect::<Vec<_>>()}))
}

fn part(request: &Json) -> Option<Part> {
    let mut headers = HeaderMap::new();
    for (name, value) in request
        .get("headers")
        .and_then(Json::as_object)
        .into_iter()
        .flatten()
    {
        let name: HeaderName = name.parse().ok()?;
        headers.insert(name, HeaderValue::from_str(value.as_str()?).ok()?);
    }
    let body = request
        .get("body")
        .map_or_else(Bytes::new, |body| body.to_string().into());
    let depends_on = request.get("dependsOn").and_then(Json::as_array);
    let depends_on = depends_on.into_iter().flatten().filter_map(Json::as_str);
    Some(Part {
        id: request.get("id")?.as_str()?.to_owned(),
        method: request
            .get("method")?
            .as_str()?
            .to_uppercase()
            .parse()
            .ok()?,
        target: request.get("url")?.as_str()?.to_owned(),
        headers,
        body,
        depends_on: depends_on.map(str::to_owned).collect(),
    })
}
