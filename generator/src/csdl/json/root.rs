//! Turns a JSON document that is not CSDL into a refusal that says what it seems to be.

use super::value::{Kind, Object};
use crate::diagnostics::rules::json;
use crate::diagnostics::{Diagnostic, Span};

/// What to do to get the right document.
const AGAIN: &str = "fetch `$metadata` of the service, with the header `Accept: application/xml`";

/// Members that tell what a document is that has no `$Version`, and what that is.
const SIGNS: &[(&str, &str)] = &[
    ("openapi", "a description of a service as OpenAPI"),
    ("swagger", "a description of a service as OpenAPI"),
    ("$schema", "a JSON schema"),
    ("$defs", "a JSON schema"),
    ("error", "an error message of a service"),
    ("odata.error", "an error message of a service"),
    ("d", "an answer of a service of OData V2"),
    ("odata.metadata", "an answer of a service of OData V3"),
];

/// A refusal for an object that is not CSDL; `None` where it may well be.
pub(super) fn other_than_csdl(object: &Object<'_>, place: Span) -> Option<Diagnostic> {
    let find = |name: &str| object.members.iter().find(|member| member.name == name);
    if find("$Version").is_some() {
        return None;
    }
    let control = ["@odata.context", "@context"];
    if let Some(context) = control.into_iter().find_map(find) {
        let seems = match (find("value"), &context.value.kind) {
            (Some(_), Kind::String(text)) if text.ends_with("$metadata") => {
                "the service document of a service"
            }
            (Some(_), _) => "a list of items that a service answered with",
            _ => "a value that a service answered with",
        };
        return Some(refusal(seems, context.name_span, AGAIN));
    }
    for (name, seems) in SIGNS {
        if let Some(sign) = find(name) {
            return Some(refusal(seems, sign.name_span, AGAIN));
        }
    }
    let declares = |member: &super::value::Member<'_>| match &member.value.kind {
        Kind::Object(schema) => schema
            .members
            .iter()
            .any(|member| is_declaration(&member.value.kind)),
        _ => false,
    };
    // something that was cut short may have lost its version, and this it is told already
    if object.members.iter().any(declares) || !object.complete {
        return None;
    }
    let help = "CSDL JSON begins with `{ \"$Version\": \"4.01\", …`";
    let message = "the document is JSON, but not CSDL: it has neither `$Version` nor a schema";
    Some(Diagnostic::at(json::NOT_CSDL, place, message, "not CSDL").with_help(help))
}

/// A refusal for a document that is no object at all.
pub(super) fn no_object(noun: &str, place: Span) -> Diagnostic {
    refusal(noun, place, AGAIN)
}

fn refusal(seems: &str, place: Span, help: &str) -> Diagnostic {
    let message = format!("the document is JSON, but not CSDL: it seems to be {seems}");
    Diagnostic::at(json::NOT_CSDL, place, message, "not CSDL").with_help(help)
}

/// Whether a value has a `$Kind`, or holds overloads that have.
fn is_declaration(kind: &Kind<'_>) -> bool {
    match kind {
        Kind::Object(object) => object.members.iter().any(|member| member.name == "$Kind"),
        Kind::Array(array) => array.items.iter().any(|item| {
            matches!(&item.kind, Kind::Object(object) if object.members.iter().any(|member| member.name == "$Kind"))
        }),
        _ => false,
    }
}
