//! Turns JSON into Rust values of the types of the plan.

mod structure;

use serde_json::{Map, Value};

use super::form;
use super::request;
use super::scope::{Scope, text};
use crate::plan::{Content, Enum, Flags, Member, Path, RustType};

use structure::polymorphic;
pub(super) use structure::{structure, type_name};

/// Whether the compiler knows from the place of a value what its type has to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Expected {
    /// It does: `"…".into()` and `"…".parse()?` are enough.
    Known,
    /// The value has to say.
    Said,
    /// Anything that converts is taken.
    Into,
}

/// Why a JSON value is none of its type.
pub(super) type Misfit = String;

type Object = Map<String, Value>;

/// A value of a type.
pub(super) fn value(
    scope: &mut Scope<'_>,
    ty: &RustType,
    json: &Value,
    expected: Expected,
) -> Result<String, Misfit> {
    match ty {
        RustType::Plain(name) => plain(scope, name, json, expected),
        RustType::Runtime(name) => runtime(scope, name, json, expected),
        RustType::Generated(path) => generated(scope, path, json, expected),
        RustType::Option(_) if json.is_null() => Ok(match expected {
            Expected::Known => "None".to_owned(),
            _ => format!(
                "None::<{}>",
                scope
                    .ty(ty)
                    .trim_start_matches("Option<")
                    .trim_end_matches('>')
            ),
        }),
        RustType::Option(inner) => Ok(format!(
            "Some({})",
            value(scope, inner, json, said(expected))?
        )),
        RustType::Box(inner) => Ok(format!(
            "Box::new({})",
            value(scope, inner, json, said(expected))?
        )),
        RustType::Vec(inner) => items(scope, inner, json, said(expected)),
        RustType::Expanded(inner) => {
            let inner = value(scope, inner, json, Expected::Said)?;
            let expanded = scope.odata("Expanded");
            Ok(format!("{expanded}::from({inner})"))
        }
    }
}

fn said(expected: Expected) -> Expected {
    match expected {
        Expected::Into => Expected::Said,
        other => other,
    }
}

fn items(
    scope: &mut Scope<'_>,
    ty: &RustType,
    json: &Value,
    expected: Expected,
) -> Result<String, Misfit> {
    let Value::Array(items) = json else {
        return Err(misfit("a list", json));
    };
    if items.is_empty() {
        return Ok(format!("Vec::<{}>::new()", scope.ty(ty)));
    }
    let items: Result<Vec<String>, Misfit> = items
        .iter()
        .map(|item| value(scope, ty, item, expected))
        .collect();
    Ok(format!("Vec::from([{}])", items?.join(", ")))
}

fn plain(
    scope: &mut Scope<'_>,
    name: &str,
    json: &Value,
    expected: Expected,
) -> Result<String, Misfit> {
    match (name, json) {
        ("String", Value::String(value)) => {
            let text = match request::placeholder(value) {
                Some(name) => scope.placeholder(name),
                None => text(value),
            };
            Ok(match expected {
                Expected::Known => format!("{text}.into()"),
                Expected::Said => format!("{text}.to_owned()"),
                Expected::Into => text,
            })
        }
        ("bool", Value::Bool(value)) => Ok(value.to_string()),
        ("f32" | "f64", Value::Number(number)) => {
            let number = number.to_string();
            let is_whole = number
                .bytes()
                .all(|byte| byte.is_ascii_digit() || byte == b'-');
            Ok(if is_whole {
                format!("{number}.0")
            } else {
                number
            })
        }
        (_, Value::Number(number)) => {
            let fits = number.as_i64().is_some_and(|number| in_range(name, number));
            if fits {
                Ok(number.to_string())
            } else {
                Err(misfit(name, json))
            }
        }
        _ => Err(misfit(name, json)),
    }
}

fn in_range(name: &str, number: i64) -> bool {
    match name {
        "u8" => u8::try_from(number).is_ok(),
        "i8" => i8::try_from(number).is_ok(),
        "i16" => i16::try_from(number).is_ok(),
        "i32" => i32::try_from(number).is_ok(),
        "i64" => true,
        _ => false,
    }
}

/// A type of the runtime, which reads itself from text.
fn runtime(
    scope: &mut Scope<'_>,
    name: &str,
    json: &Value,
    expected: Expected,
) -> Result<String, Misfit> {
    let written = match json {
        _ if name == "Untyped" => json.to_string(),
        Value::String(value) => value.clone(),
        Value::Number(number) if name == "Decimal" => number.to_string(),
        _ => return Err(misfit(name, json)),
    };
    let placeholder = request::placeholder(&written).filter(|_| name != "Untyped");
    let fits = match name {
        _ if placeholder.is_some() => true,
        "Untyped" => true,
        "Date" => form::is_date(&written),
        "DateTimeOffset" => form::is_date_time_offset(&written),
        "TimeOfDay" => form::is_time_of_day(&written),
        "Duration" => form::is_duration(&written),
        "Uuid" => form::is_guid(&written),
        "Decimal" => form::is_decimal(&written),
        "Binary" => form::is_base64(&written, true),
        "Base64Binary" => form::is_base64(&written, false),
        _ => false,
    };
    if !fits {
        return Err(misfit(name, json));
    }
    let text = match placeholder {
        Some(name) => scope.placeholder(name),
        None => text(&written),
    };
    Ok(match expected {
        Expected::Known => format!("{text}.parse()?"),
        Expected::Said | Expected::Into => format!("{text}.parse::<{}>()?", scope.odata(name)),
    })
}

fn generated(
    scope: &mut Scope<'_>,
    path: &Path,
    json: &Value,
    expected: Expected,
) -> Result<String, Misfit> {
    match scope.index.content(path) {
        Some(Content::Alias(alias)) => value(scope, &alias.ty, json, expected),
        Some(Content::Enum(ty)) => member(scope, path, ty, json),
        Some(Content::Flags(ty)) => flags(scope, path, ty, json),
        Some(Content::Struct(ty)) => match json {
            Value::Object(object) => Ok(structure(scope, path, ty, object, &ty.name.wire)),
            _ => Err(misfit(&ty.name.wire, json)),
        },
        Some(Content::Polymorphic(ty)) => match json {
            Value::Object(object) => polymorphic(scope, path, ty, object),
            _ => Err(misfit(&ty.name.wire, json)),
        },
        _ => Err("its type is not generated".to_owned()),
    }
}

fn member(scope: &mut Scope<'_>, path: &Path, ty: &Enum, json: &Value) -> Result<String, Misfit> {
    let Value::String(name) = json else {
        return Err(misfit(&ty.name.wire, json));
    };
    if let Some(placeholder) = request::placeholder(name) {
        return Ok(parsed(scope, path, placeholder));
    }
    let member =
        find_member(scope, &ty.members, name).ok_or_else(|| misfit(&ty.name.wire, json))?;
    Ok(format!("{}::{}", scope.path(path), member.name.rust))
}

/// A member that is still to be put in.
fn parsed(scope: &mut Scope<'_>, path: &Path, placeholder: &str) -> String {
    let variable = scope.placeholder(placeholder);
    format!("{variable}.parse::<{}>()?", scope.path(path))
}

fn flags(scope: &mut Scope<'_>, path: &Path, ty: &Flags, json: &Value) -> Result<String, Misfit> {
    let Value::String(names) = json else {
        return Err(misfit(&ty.name.wire, json));
    };
    if let Some(placeholder) = request::placeholder(names) {
        return Ok(parsed(scope, path, placeholder));
    }
    let name = scope.path(path);
    let one = |part: &str| {
        let member = find_member(scope, &ty.members, part.trim())?;
        Some(format!("{name}::{}", member.name.rust))
    };
    let members: Option<Vec<String>> = names.split(',').map(one).collect();
    members
        .map(|members| members.join(" | "))
        .ok_or_else(|| misfit(&ty.name.wire, json))
}

/// A member by its name; one that differs in the case of letters is meant, and is told.
pub(super) fn find_member<'m>(
    scope: &mut Scope<'_>,
    members: &'m [Member],
    name: &str,
) -> Option<&'m Member> {
    let exact = members.iter().find(|member| *member.name.wire == *name);
    exact.or_else(|| {
        let found = members
            .iter()
            .find(|member| member.name.wire.eq_ignore_ascii_case(name))?;
        scope.note(format!(
            "`{name}` is written `{}` in the metadata",
            found.name.wire
        ));
        Some(found)
    })
}

fn misfit(wanted: &str, json: &Value) -> Misfit {
    let mut shown = json.to_string();
    if shown.chars().count() > 40 {
        shown = shown.chars().take(40).chain(['…']).collect();
    }
    format!("`{shown}` is not of type `{wanted}`")
}

/// The JSON for a literal in a URL: `'x'`, `5`, `true`, `null`, or text of any other form.
pub(super) fn of_literal(literal: &str, ty: &RustType) -> Value {
    let literal = literal.trim();
    let quoted = literal
        .strip_prefix('\'')
        .and_then(|text| text.strip_suffix('\''));
    if let Some(quoted) = quoted {
        return Value::String(quoted.replace("''", "'"));
    }
    let enclosed = literal
        .split_once('\'')
        .and_then(|(_, text)| text.strip_suffix('\''));
    if let Some(inner) = enclosed {
        return Value::String(inner.to_owned());
    }
    match ty {
        RustType::Plain("String") | RustType::Runtime(_) => Value::String(literal.to_owned()),
        _ if literal == "null" => Value::Null,
        _ => serde_json::from_str(literal).unwrap_or_else(|_| Value::String(literal.to_owned())),
    }
}
