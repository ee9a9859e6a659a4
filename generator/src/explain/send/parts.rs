//! Turns methods at links, streams and structural properties into their request functions.

use serde_json::Value;

use super::{Answer, Body, Sent, body, http, sent};
use crate::explain::resolve::Walk;
use crate::explain::scope::{Scope, text};
use crate::plan::{Capability, Constant, GateRef, RustType};

/// Links of entities to each other (`$ref`).
pub(super) fn links(
    scope: &mut Scope<'_>,
    method: &str,
    walk: &Walk<'_>,
    collection: bool,
    body: Body<'_>,
) -> Result<Sent, String> {
    let (last, leads, result) = match (method, collection) {
        ("GET", true) => ("list", false, "Page<odata::EntityReference>"),
        ("GET", false) => ("get", false, "odata::EntityReference"),
        ("DELETE", false) => ("remove", false, "()"),
        ("POST", true) => ("add", true, "()"),
        ("DELETE", true) => ("remove", true, "()"),
        ("PUT", false) => ("set", true, "()"),
        _ => return Err(format!("links do not take `{method}`")),
    };
    let argument = match leads {
        true => format!("&{}", link_target(scope, body)),
        false => String::new(),
    };
    let code = format!("{}.{last}({argument})", walk.code);
    Ok(Sent {
        given: (leads && last == "remove").then_some("$id"),
        ..sent(code, last, Answer::Other, result)
    })
}

/// The variable of what a link leads to, whose address is in the body or in the `$id` of the query.
fn link_target(scope: &mut Scope<'_>, body: Body<'_>) -> String {
    let object = body.object();
    let id = object.and_then(|object| object.get("@odata.id").or_else(|| object.get("@id")));
    let url = match id.and_then(Value::as_str).or(body.link) {
        Some(url) => body::text_or_placeholder(scope, url),
        None => scope.placeholder("id"),
    };
    let resource = scope.odata("Resource");
    scope.variable("target", format!("client.at::<{resource}>({url})"))
}

/// Bytes.
pub(super) fn stream(
    scope: &mut Scope<'_>,
    method: &str,
    walk: &Walk<'_>,
    gate: &GateRef,
    body: Body<'_>,
) -> Result<Sent, String> {
    let content_type = body
        .content_type
        .unwrap_or("application/octet-stream")
        .to_owned();
    let content = |scope: &mut Scope<'_>| scope.variable("content", "Vec::<u8>::new()".to_owned());
    // the bytes of a media entity are not told apart by the gate of the entity
    let free = walk.code.ends_with(".media()");
    match method {
        "GET" if free || scope.index.allows(gate, Capability::Readable) => Ok(sent(
            format!("{}.get()", walk.code),
            "get",
            Answer::Other,
            "Bytes",
        )),
        "PUT" if free || scope.index.allows(gate, Capability::Updatable) => {
            let content = content(scope);
            let code = format!("{}.put({content}, {})", walk.code, text(&content_type));
            Ok(Sent {
                content_type: Some(content_type),
                ..sent(code, "put", Answer::Other, "()")
            })
        }
        "DELETE" if free || scope.index.allows(gate, Capability::Deletable) => Ok(sent(
            format!("{}.delete()", walk.code),
            "delete",
            Answer::Other,
            "()",
        )),
        _ => {
            scope.note(format!("bytes are not sent with `{method}` as a rule"));
            let (kind, content) = (scope.odata("Nothing"), content(scope));
            let code = format!(
                "{}.request::<{kind}>({}).body({content}, {})",
                walk.code,
                http(scope, method),
                text(&content_type)
            );
            Ok(Sent {
                content_type: Some(content_type),
                ..sent(code, "request", Answer::Other, "()")
            })
        }
    }
}

/// A structural property.
pub(super) fn property(
    scope: &mut Scope<'_>,
    method: &str,
    walk: &Walk<'_>,
    constant: &Constant,
    body: Body<'_>,
) -> Result<Sent, String> {
    let shown = scope.shown(&constant.ty);
    let is_complex = scope.index.constants(&constant.ty).is_some();
    let answer = match &constant.ty {
        RustType::Vec(_) => Answer::Other,
        ty if is_complex => Answer::Entity(ty.clone()),
        _ => Answer::Other,
    };
    let json = Some("application/json".to_owned());
    let result = format!("Option<{shown}>");
    match method {
        "GET" => Ok(sent(format!("{}.get()", walk.code), "get", answer, &result)),
        "DELETE" => Ok(sent(
            format!("{}.clear()", walk.code),
            "clear",
            Answer::Other,
            "()",
        )),
        "PATCH" if is_complex => {
            let patch = body::patch(scope, &constant.ty, body)?;
            let code = format!("{}.update({patch})", walk.code);
            Ok(Sent {
                content_type: json,
                ..sent(code, "update", answer, &result)
            })
        }
        "PUT" | "PATCH" => {
            let value = body::property_value(scope, &constant.ty, body)?;
            let code = format!("{}.set({value})", walk.code);
            Ok(Sent {
                content_type: json,
                ..sent(code, "set", answer, &result)
            })
        }
        _ => Err(format!("a property does not take `{method}`")),
    }
}
