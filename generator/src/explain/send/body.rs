//! Turns the JSON of a body into the value to create, the patch, or the value of a property.

use serde_json::{Map, Value};

use super::Body;
use crate::explain::request;
use crate::explain::scope::{Scope, text};
use crate::explain::value::{self, Expected, structure, type_name};
use crate::plan::{Capability, Path, RustType};

/// The entity that is created or put, and its type.
pub(super) fn created(
    scope: &mut Scope<'_>,
    entity: &RustType,
    body: Body<'_>,
) -> Result<(String, RustType), String> {
    let RustType::Generated(path) = entity else {
        return Err("entities of no known type cannot be created".to_owned());
    };
    let Some(object) = body.object() else {
        if body.json.is_some() {
            return Err("the body has to be a JSON object".to_owned());
        }
        let value = format!("{}::default()", scope.path(path));
        let variable = scope.variable(&path.name, value);
        scope.note(format!(
            "no body is given: `{variable}` stands for what is sent"
        ));
        return Ok((variable, entity.clone()));
    };
    let actual = actual(scope, path, object);
    let declared = wire(scope, path);
    let ty = RustType::Generated(actual.clone());
    let value = match scope.index.structure(&actual) {
        Some(fields) => structure(scope, &actual, fields, object, &declared),
        None => value::value(scope, &ty, &Value::Object(object.clone()), Expected::Said)?,
    };
    Ok((by_name(scope, &actual.name, value), ty))
}

/// A value in a variable where it would not stand well among other things.
fn by_name(scope: &mut Scope<'_>, name: &str, value: String) -> String {
    if value.len() > 60 {
        scope.variable(name, value)
    } else {
        value
    }
}

/// The type that an object says it is, where that is known; else the one that is declared.
fn actual(scope: &Scope<'_>, declared: &Path, object: &Map<String, Value>) -> Path {
    let named = type_name(object).and_then(|name| scope.index.structured(name));
    let declared_name = wire(scope, declared);
    let derives = |path: &&Path| {
        let ty = scope.index.structure(path);
        ty.is_some_and(|ty| {
            ty.derives_from.iter().any(|base| base.path == *declared)
                || *ty.name.wire == *declared_name
        })
    };
    named.filter(derives).unwrap_or(declared).clone()
}

/// The qualified name of a structured type.
fn wire(scope: &Scope<'_>, path: &Path) -> String {
    let name = scope.index.structure(path).map(|ty| &ty.name);
    let name = name.or_else(|| scope.index.polymorphic(path).map(|ty| &ty.name));
    name.map_or_else(String::new, |name| name.wire.to_string())
}

/// The patch that an object is.
pub(super) fn patch(
    scope: &mut Scope<'_>,
    entity: &RustType,
    body: Body<'_>,
) -> Result<String, String> {
    let patch = scope.own("Patch");
    let Some(object) = body.object() else {
        if body.json.is_some() {
            return Err("the body has to be a JSON object".to_owned());
        }
        let value = format!("{patch}::<{}>::new()", scope.ty(entity));
        let variable = scope.variable("patch", value);
        scope.note(format!(
            "no body is given: `{variable}` stands for what is changed"
        ));
        return Ok(variable);
    };
    let ty = match entity {
        RustType::Generated(path) => RustType::Generated(actual(scope, path, object)),
        other => other.clone(),
    };
    let implied = match (&ty, entity) {
        (RustType::Generated(actual), RustType::Generated(declared)) if actual != declared => {
            format!("#{}", wire(scope, actual))
        }
        _ => String::new(),
    };
    let mut calls = String::new();
    let mut typed = false;
    for (member, json) in object {
        if member == "@odata.type" && json.as_str() == Some(&implied) {
            continue;
        }
        let (call, says_type) = member_call(scope, &ty, member, json);
        typed |= says_type;
        calls.push_str(&call);
    }
    let of = if typed {
        String::new()
    } else {
        format!("::<{}>", scope.ty(&ty))
    };
    let value = format!("{patch}{of}::new(){calls}");
    Ok(if object.len() > 3 {
        by_name(scope, "patch", value)
    } else {
        value
    })
}

/// One change, and whether it says what the patch is of.
fn member_call(scope: &mut Scope<'_>, ty: &RustType, member: &str, json: &Value) -> (String, bool) {
    let found = scope
        .index
        .constant(ty, member)
        .filter(|(_, constant)| *constant.name.wire == *member);
    let Some((constants, constant)) = found else {
        if !member.contains('@') {
            let owner = scope.shown(ty);
            scope.lacks.push(format!("`{owner}` has no `{member}`"));
            scope.note(format!("`{member}` is not declared, so it is sent as JSON"));
        }
        return (raw(scope, member, json), false);
    };
    if constant.navigation {
        let value = value::value(scope, &constant.ty, json, Expected::Said);
        return match value {
            Ok(value) => (format!(".raw({}, &{value})", text(member)), false),
            Err(_) => (raw(scope, member, json), false),
        };
    }
    if !scope.index.allows(&constant.gate, Capability::Updatable) {
        scope.note(format!(
            "the metadata says that `{member}` cannot be changed"
        ));
        return (raw(scope, member, json), false);
    }
    if json.is_null() {
        let name = scope.constant(constants, constant);
        return (format!(".set_null({name})"), true);
    }
    match value::value(scope, &constant.ty, json, Expected::Into) {
        Ok(value) => {
            let name = scope.constant(constants, constant);
            (format!(".set({name}, {value})"), true)
        }
        Err(reason) => {
            scope.note(format!("`{member}` is sent as JSON: {reason}"));
            (raw(scope, member, json), false)
        }
    }
}

/// A change that no constant names.
fn raw(scope: &mut Scope<'_>, member: &str, json: &Value) -> String {
    let value = match json {
        Value::String(value) => text(value),
        Value::Bool(_) | Value::Number(_) => format!("&{json}"),
        _ => format!(
            "&{}.parse::<{}>()?",
            text(&json.to_string()),
            scope.odata("Untyped")
        ),
    };
    format!(".raw({}, {value})", text(member))
}

/// What a property is set to: the body, or what is called `value` in it.
pub(super) fn property_value(
    scope: &mut Scope<'_>,
    ty: &RustType,
    body: Body<'_>,
) -> Result<String, String> {
    let json = body.json.ok_or("no body is given")?;
    let inner = json.as_object().and_then(|object| object.get("value"));
    value::value(scope, ty, inner.unwrap_or(json), Expected::Into)
}

/// Text as a literal, or the variable of a placeholder.
pub(super) fn text_or_placeholder(scope: &mut Scope<'_>, value: &str) -> String {
    match request::placeholder(value) {
        Some(name) => scope.placeholder(name),
        None => text(value),
    }
}
