//! Turns a method, a place and a body into the request function that sends them.

mod body;
mod parts;

use serde_json::{Map, Value};

use super::resolve::{Address, Called, Place, Walk, action, function, kind, raw_action};
use super::scope::{Scope, text};
use crate::plan::{Capability, GateRef, Outcome, RustType};

/// What a request is about, as far as its query options have to know.
#[derive(Clone, Debug)]
pub(super) enum Answer {
    /// A list.
    Items(RustType, GateRef),
    /// One entity, or one complex value.
    Entity(RustType),
    /// A number of items.
    Count(RustType, GateRef),
    /// Anything else.
    Other,
}

/// A request as code.
#[derive(Debug)]
pub(super) struct Sent {
    pub(super) code: String,
    /// It is a struct for optional parameters: a request has to be made of it before anything else
    /// can be added.
    pub(super) wrapped: bool,
    /// What is added once it is a request.
    pub(super) extra: String,
    pub(super) answer: Answer,
    /// The type that comes back.
    pub(super) result: String,
    /// The function that makes the request of the address.
    pub(super) last: String,
    /// The query option that this function has as an argument.
    pub(super) given: Option<&'static str>,
    /// The content type that goes with the body, where there is one.
    pub(super) content_type: Option<String>,
}

/// The body of a request.
#[derive(Clone, Copy, Debug)]
pub(super) struct Body<'b> {
    pub(super) json: Option<&'b Value>,
    pub(super) content_type: Option<&'b str>,
    /// The `$id` of the query: what a link is to lead to no more.
    pub(super) link: Option<&'b str>,
}

impl<'b> Body<'b> {
    fn object(&self) -> Option<&'b Map<String, Value>> {
        self.json.and_then(Value::as_object)
    }
}

/// The request that a method makes of a place; a message where the place has no such request.
pub(super) fn send<'p>(
    scope: &mut Scope<'p>,
    method: &str,
    walk: &Walk<'p>,
    body: Body<'_>,
    search: Option<&str>,
) -> Result<Sent, String> {
    match &walk.place {
        Place::Root => Err("there is nothing to ask for".to_owned()),
        Place::Collection(address) => collection(scope, method, walk, address, body, search),
        Place::Entity(address) => entity(scope, method, walk, address, body),
        Place::Count(address) if method == "GET" => {
            let answer = Answer::Count(address.entity().clone(), address.gate.clone());
            if scope.index.allows(&address.gate, Capability::Countable) {
                return Ok(sent(walk.code.clone(), "count", answer, "i64"));
            }
            let (code, count) = (walk.code.trim_end_matches(".count()"), scope.odata("Count"));
            let resource = scope.odata("Resource");
            scope.note("the metadata says that this cannot be counted");
            let code = format!(
                "{code}.navigate::<{resource}>(\"$count\").request::<{count}>({})",
                http(scope, method)
            );
            Ok(sent(code, "request", Answer::Other, "i64"))
        }
        Place::Links { collection } => parts::links(scope, method, walk, *collection, body),
        Place::Stream(gate) => parts::stream(scope, method, walk, gate, body),
        Place::Property(constant) => parts::property(scope, method, walk, constant, body),
        Place::RawProperty if method == "GET" => Ok(sent(
            walk.code.clone(),
            "raw_value",
            Answer::Other,
            "String",
        )),
        Place::Call(called) => call(scope, method, walk, called, body),
        Place::Unknown | Place::Count(_) | Place::RawProperty => {
            let untyped = untyped(scope);
            Ok(raw(scope, method, walk, body, &untyped))
        }
    }
}

fn sent(code: String, last: &str, answer: Answer, result: &str) -> Sent {
    Sent {
        code,
        wrapped: false,
        extra: String::new(),
        answer,
        result: result.to_owned(),
        last: last.to_owned(),
        given: None,
        content_type: None,
    }
}

fn untyped(scope: &mut Scope<'_>) -> String {
    format!("{}<{}>", scope.odata("Entity"), scope.odata("Untyped"))
}

fn http(scope: &mut Scope<'_>, method: &str) -> String {
    let known = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"];
    match known.iter().find(|known| **known == method) {
        Some(method) => scope.odata(&format!("http::Method::{method}")),
        None => format!(
            "{}({})?",
            scope.odata("http::Method::from_bytes"),
            text(method)
        ),
    }
}

/// A request past the functions that the metadata allows.
fn raw(scope: &mut Scope<'_>, method: &str, walk: &Walk<'_>, body: Body<'_>, kind: &str) -> Sent {
    let mut code = format!("{}.request::<{kind}>({})", walk.code, http(scope, method));
    let mut content_type = None;
    if let Some(json) = body.json {
        let untyped = scope.odata("Untyped");
        code.push_str(&format!(
            ".json(&{}.parse::<{untyped}>()?)",
            text(&json.to_string())
        ));
        content_type = Some("application/json".to_owned());
    }
    Sent {
        content_type,
        ..sent(code, "request", Answer::Other, kind)
    }
}

fn collection<'p>(
    scope: &mut Scope<'p>,
    method: &str,
    walk: &Walk<'p>,
    address: &Address<'p>,
    body: Body<'_>,
    search: Option<&str>,
) -> Result<Sent, String> {
    let entity = address.entity();
    let shown = scope.shown(entity);
    let allowed = |scope: &Scope<'_>, what| scope.index.allows(&address.gate, what);
    match method {
        "GET" if allowed(scope, Capability::Readable) => {
            let answer = Answer::Items(entity.clone(), address.gate.clone());
            let result = format!("Page<{shown}>");
            if let Some(search) = search.filter(|_| allowed(scope, Capability::Searchable)) {
                let code = format!(
                    "{}.search({})",
                    walk.code,
                    body::text_or_placeholder(scope, search)
                );
                return Ok(Sent {
                    given: Some("$search"),
                    ..sent(code, "search", answer, &result)
                });
            }
            Ok(sent(
                format!("{}.list()", walk.code),
                "list",
                answer,
                &result,
            ))
        }
        "POST" if allowed(scope, Capability::Insertable) => {
            let (value, ty) = body::created(scope, entity, body)?;
            let code = format!("{}.create(&{value})", walk.code);
            let result = scope.shown(&ty);
            let content_type = Some("application/json".to_owned());
            Ok(Sent {
                content_type,
                ..sent(code, "create", Answer::Entity(ty), &result)
            })
        }
        "GET" | "POST" => {
            scope.note(format!(
                "the metadata says that this address does not take `{method}`"
            ));
            let name = if method == "GET" { "Items" } else { "Entity" };
            let kind = format!("{}<{}>", scope.odata(name), scope.ty(entity));
            Ok(raw(scope, method, walk, body, &kind))
        }
        _ => Err(format!("a collection does not take `{method}`")),
    }
}

fn entity<'p>(
    scope: &mut Scope<'p>,
    method: &str,
    walk: &Walk<'p>,
    address: &Address<'p>,
    body: Body<'_>,
) -> Result<Sent, String> {
    let entity = address.entity();
    let shown = scope.shown(entity);
    let needs = match method {
        "GET" => Capability::Readable,
        "PATCH" | "MERGE" | "PUT" => Capability::Updatable,
        "DELETE" => Capability::Deletable,
        _ => return Err(format!("one entity does not take `{method}`")),
    };
    if !scope.index.allows(&address.gate, needs) {
        scope.note(format!(
            "the metadata says that this address does not take `{method}`"
        ));
        let kind = match method {
            "DELETE" => scope.odata("Nothing"),
            _ => format!("{}<{}>", scope.odata("Entity"), scope.ty(entity)),
        };
        return Ok(raw(scope, method, walk, body, &kind));
    }
    let answer = Answer::Entity(entity.clone());
    let json = Some("application/json".to_owned());
    match method {
        "GET" => Ok(sent(format!("{}.get()", walk.code), "get", answer, &shown)),
        "DELETE" => Ok(sent(
            format!("{}.delete()", walk.code),
            "delete",
            Answer::Other,
            "()",
        )),
        "PUT" => {
            let (value, _) = body::created(scope, entity, body)?;
            let code = format!("{}.replace(&{value})", walk.code);
            let result = format!("Option<{shown}>");
            Ok(Sent {
                content_type: json,
                ..sent(code, "replace", answer, &result)
            })
        }
        _ => {
            if method == "MERGE" {
                scope.note("`MERGE` is of an older version of the protocol: `PATCH` is sent");
            }
            let patch = body::patch(scope, entity, body)?;
            let code = format!("{}.update({patch})", walk.code);
            let result = format!("Option<{shown}>");
            Ok(Sent {
                content_type: json,
                ..sent(code, "update", answer, &result)
            })
        }
    }
}

fn call<'p>(
    scope: &mut Scope<'p>,
    method: &str,
    walk: &Walk<'p>,
    called: &Called<'p>,
    body: Body<'_>,
) -> Result<Sent, String> {
    let wanted = if called.call.action { "POST" } else { "GET" };
    if method != wanted {
        let what = if called.call.action {
            "an action"
        } else {
            "a function"
        };
        return Err(format!(
            "`{}` is {what}: it is called with `{wanted}`",
            called.call.wire
        ));
    }
    let shown = outcome(scope, &called.call.result);
    let answer = answer(&called.call.result);
    if !called.call.action {
        let made = function(scope, called)?;
        let code = format!("{}{}.request()", walk.code, made.code);
        return Ok(sent(code, "", answer, &shown));
    }
    let given = body.object().filter(|_| body.json.is_some());
    let (code, wrapped, extra) = match action(scope, called, given) {
        Ok(made) => (
            format!("{}{}", walk.code, made.code),
            made.wrapped,
            made.extra,
        ),
        Err(reason) if walk.code != "client" => {
            scope.note(format!("`{}` does not fit: {reason}", called.function.rust));
            (
                format!("{}{}", walk.code, raw_action(scope, called, given)),
                false,
                String::new(),
            )
        }
        Err(reason) => return Err(reason),
    };
    let content_type = body.json.map(|_| "application/json".to_owned());
    Ok(Sent {
        wrapped,
        extra,
        content_type,
        ..sent(code, "", answer, &shown)
    })
}

fn answer(outcome: &Outcome) -> Answer {
    match outcome {
        Outcome::Items(ty) => Answer::Items(ty.clone(), GateRef::Open),
        Outcome::Entity(ty) => Answer::Entity(ty.clone()),
        Outcome::Maybe(inner) => answer(inner),
        _ => Answer::Other,
    }
}

fn outcome(scope: &mut Scope<'_>, result: &Outcome) -> String {
    match result {
        Outcome::Nothing => "()".to_owned(),
        Outcome::Media => "Bytes".to_owned(),
        Outcome::Entity(ty) | Outcome::Scalar(ty) => scope.shown(ty),
        Outcome::Items(ty) => format!("Page<{}>", scope.shown(ty)),
        Outcome::Maybe(inner) => format!("Option<{}>", outcome(scope, inner)),
        Outcome::Builder(_) => kind(scope, result),
    }
}
