//! Turns the body of an action into the arguments of its function, and into parameters by their names.

use serde_json::{Map, Value};

use super::Called;
use super::call::{Made, kind, optional};
use crate::explain::scope::{Scope, text};
use crate::explain::value::{self, Expected};
use crate::plan::{self, Call, Parameter, RustType};

/// The call of an action with the members of its body; variables stand for what must be given and
/// there is no body at all.
pub(in crate::explain) fn action(
    scope: &mut Scope<'_>,
    called: &Called<'_>,
    body: Option<&Map<String, Value>>,
) -> Result<Made, String> {
    let call = called.call;
    let body = body.map(|body| with_declared_names(scope, call, body));
    let body = body.as_ref();
    let mut arguments = Vec::new();
    for part in &call.required {
        let value = match body {
            None => stand_in(scope, part),
            Some(body) => {
                let json = body.get(&*part.name.wire);
                let json = json.ok_or_else(|| format!("the body has no `{}`", part.name.wire))?;
                given(scope, &part.argument, json)?
            }
        };
        arguments.push(value);
    }
    let mut code = format!(".{}({})", called.function.rust, arguments.join(", "));
    let mut extra = String::new();
    let optional = optional(scope.index, call);
    for (member, json) in body.into_iter().flatten() {
        if call.required.iter().any(|part| *part.name.wire == **member) {
            continue;
        }
        let part = optional.iter().find(|part| *part.name.wire == **member);
        let value = match part {
            Some(part) => given(scope, &part.argument, json),
            None => {
                scope
                    .lacks
                    .push(format!("`{}` takes no `{member}`", call.wire));
                Err(format!("`{}` takes no such parameter", call.wire))
            }
        };
        match (part, value) {
            (Some(part), Ok(value)) => code.push_str(&format!(".{}({value})", part.name.rust)),
            (_, Err(reason)) => {
                scope.note(format!("`{member}` is sent as JSON: {reason}"));
                extra.push_str(&parameter(scope, member, json));
            }
            (None, Ok(_)) => {}
        }
    }
    let wrapped = call.options.is_some();
    Ok(Made {
        code,
        wrapped,
        extra,
    })
}

/// The body with the names of parameters as the model writes them: services do not mind their case,
/// and their documentation often has another one.
fn with_declared_names(
    scope: &mut Scope<'_>,
    call: &Call,
    body: &Map<String, Value>,
) -> Map<String, Value> {
    let parts = call.required.iter().chain(optional(scope.index, call));
    let wires: Vec<&str> = parts.map(|part| &*part.name.wire).collect();
    let named = body.iter().map(|(member, json)| {
        let folded = wires.iter().find(|wire| wire.eq_ignore_ascii_case(member));
        match folded {
            Some(wire) if !wires.contains(&&**member) => {
                scope.note(format!("the parameter `{member}` is called `{wire}`"));
                ((*wire).to_owned(), json.clone())
            }
            _ => (member.clone(), json.clone()),
        }
    });
    named.collect()
}

/// A parameter that is sent as JSON.
fn parameter(scope: &mut Scope<'_>, member: &str, json: &Value) -> String {
    let untyped = scope.odata("Untyped");
    format!(
        ".parameter({}, &{}.parse::<{untyped}>()?)",
        text(member),
        text(&json.to_string())
    )
}

/// The call of an action past its function, where that would not send the body as it is.
pub(in crate::explain) fn raw_action(
    scope: &mut Scope<'_>,
    called: &Called<'_>,
    body: Option<&Map<String, Value>>,
) -> String {
    let kind = kind(scope, &called.call.result);
    let (namespace, wire) = (
        called.call.namespace.as_deref().unwrap_or_default(),
        &called.call.wire,
    );
    let mut code = format!(".action::<{kind}>({}, {})", text(namespace), text(wire));
    for (member, json) in body.into_iter().flatten() {
        let every = called
            .call
            .required
            .iter()
            .chain(optional(scope.index, called.call));
        let part = every.into_iter().find(|part| *part.name.wire == **member);
        let ty = part.map(|part| match &part.argument {
            plan::Argument::Items(ty) | plan::Argument::Borrowed(ty) => {
                RustType::Vec(Box::new(ty.clone()))
            }
            plan::Argument::Value(ty)
            | plan::Argument::Into(ty)
            | plan::Argument::Reference(ty) => ty.clone(),
        });
        let value = ty.and_then(|ty| value::value(scope, &ty, json, Expected::Said).ok());
        match value {
            Some(value) => code.push_str(&format!(".parameter({}, &{value})", text(member))),
            None => code.push_str(&parameter(scope, member, json)),
        }
    }
    code
}

/// A variable for an argument that the request does not show.
fn stand_in(scope: &mut Scope<'_>, part: &Parameter) -> String {
    let (ty, reference) = match &part.argument {
        plan::Argument::Value(ty) | plan::Argument::Into(ty) => (ty.clone(), ""),
        plan::Argument::Reference(ty) => (ty.clone(), "&"),
        plan::Argument::Items(ty) | plan::Argument::Borrowed(ty) => {
            (RustType::Vec(Box::new(ty.clone())), "")
        }
    };
    let value = match scope.index.bare(&ty) {
        RustType::Generated(path) => match scope.index.content(path) {
            Some(plan::Content::Enum(ty)) if !ty.members.is_empty() => {
                format!("{}::{}", scope.path(path), ty.members[0].name.rust)
            }
            _ => format!("{}::default()", scope.path(path)),
        },
        RustType::Vec(_) => format!("Vec::<{}>::new()", inner(scope, &ty)),
        RustType::Plain("String") => "String::from(\"…\")".to_owned(),
        RustType::Option(_) => format!("None::<{}>", inner(scope, &ty)),
        RustType::Runtime(_) => format!("\"…\".parse::<{}>()?", scope.ty(&ty)),
        _ => format!("{}::default()", scope.ty(&ty)),
    };
    let name = scope.variable(&part.name.wire, value);
    scope.note(format!(
        "no body is given: `{name}` stands for the parameter `{}`",
        part.name.wire
    ));
    format!("{reference}{name}")
}

/// An argument from JSON.
pub(super) fn given(
    scope: &mut Scope<'_>,
    argument: &plan::Argument,
    json: &Value,
) -> Result<String, String> {
    match argument {
        plan::Argument::Value(ty) => value::value(scope, ty, json, Expected::Said),
        plan::Argument::Into(ty) => value::value(scope, ty, json, Expected::Into),
        plan::Argument::Reference(ty) => Ok(format!(
            "&{}",
            value::value(scope, ty, json, Expected::Said)?
        )),
        plan::Argument::Items(ty) | plan::Argument::Borrowed(ty) => {
            let items = RustType::Vec(Box::new(ty.clone()));
            value::value(scope, &items, json, Expected::Said)
        }
    }
}

fn inner(scope: &mut Scope<'_>, ty: &RustType) -> String {
    match ty {
        RustType::Vec(inner) | RustType::Option(inner) => scope.ty(inner),
        ty => scope.ty(ty),
    }
}
