//! Turns JSON objects into struct literals; what no field takes is kept as JSON.

use serde_json::Value;

use super::{Expected, Misfit, Object, value};
use crate::explain::scope::{Scope, text};
use crate::plan::{Field, Path, Polymorphic, RustType, Struct};

/// A value of an abstract type: what `@odata.type` says it is.
pub(super) fn polymorphic(
    scope: &mut Scope<'_>,
    path: &Path,
    ty: &Polymorphic,
    object: &Object,
) -> Result<String, Misfit> {
    let name = scope.path(path);
    let named = type_name(object)
        .and_then(|name| scope.index.structured(name))
        .cloned();
    let variant = ty
        .variants
        .iter()
        .find(|variant| Some(&variant.ty) == named.as_ref());
    if let Some(variant) = variant
        && let Some(derived) = scope.index.structure(&variant.ty)
    {
        let value = structure(scope, &variant.ty, derived, object, &ty.name.wire);
        return Ok(format!("{name}::from({value})"));
    }
    let base = scope
        .index
        .structure(&ty.base)
        .ok_or("its type is not generated")?;
    let value = structure(scope, &ty.base, base, object, &ty.name.wire);
    Ok(format!("{name}::Other(Box::new({value}))"))
}

/// The qualified name in `@odata.type`.
pub(in crate::explain) fn type_name(object: &Object) -> Option<&str> {
    let name = object
        .get("@odata.type")
        .or_else(|| object.get("@type"))?
        .as_str()?;
    Some(name.rsplit_once('#').map_or(name, |(_, name)| name))
}

/// A struct with the fields that an object has; `declared` is the type that stands at its place.
pub(in crate::explain) fn structure(
    scope: &mut Scope<'_>,
    path: &Path,
    ty: &Struct,
    object: &Object,
    declared: &str,
) -> String {
    let name = scope.path(path);
    let mut fields: Vec<(usize, String)> = Vec::new();
    let mut control: Vec<String> = Vec::new();
    for (member, json) in object {
        if member == "@odata.type" && is_implied(&ty.name.wire, declared, json) {
            continue;
        }
        match field(scope, ty, member, json) {
            Ok(field) => fields.push(field),
            Err(reason) => {
                if let Some(reason) = reason {
                    scope.lack_of(
                        ty.fields.iter().map(|field| &*field.name.wire),
                        member,
                        &ty.name.wire,
                    );
                    scope.note(format!("`{member}` is kept as JSON: {reason}"));
                }
                control.push(format!(
                    ".with_json({}, {})?",
                    text(member),
                    text(&json.to_string())
                ));
            }
        }
    }
    fields.sort();
    let complete = fields.len() == ty.fields.len();
    let mut parts: Vec<String> = fields.into_iter().map(|(_, field)| field).collect();
    if !control.is_empty() {
        let kept = scope.odata("Control");
        parts.push(format!("odata: {kept}::default(){}", control.concat()));
    }
    if !complete || control.is_empty() {
        parts.push("..Default::default()".to_owned());
    }
    format!("{name} {{ {} }}", parts.join(", "))
}

/// Whether the runtime writes this `@odata.type` by itself.
fn is_implied(actual: &str, declared: &str, json: &Value) -> bool {
    let written = json.as_str().and_then(|name| name.strip_prefix('#'));
    actual != declared && written == Some(actual)
}

/// A field with its position, or why a member is kept as JSON; no reason where that is usual.
fn field(
    scope: &mut Scope<'_>,
    ty: &Struct,
    member: &str,
    json: &Value,
) -> Result<(usize, String), Option<Misfit>> {
    if member.contains('@') {
        return Err(None);
    }
    let position = ty
        .fields
        .iter()
        .position(|field| *field.name.wire == *member);
    let Some(position) = position else {
        let similar = |field: &&Field| field.name.wire.eq_ignore_ascii_case(member);
        return Err(Some(match ty.fields.iter().find(similar) {
            Some(field) => format!("the property is written `{}`", field.name.wire),
            None => format!("`{}` declares no such property", ty.name.wire),
        }));
    };
    let field = &ty.fields[position];
    if json.is_null() {
        return Err(Some("a field that is `None` is not sent".to_owned()));
    }
    if matches!(&field.ty, RustType::Vec(_)) && json.as_array().is_some_and(Vec::is_empty) {
        return Err(Some("a field that is empty is not sent".to_owned()));
    }
    let value = value(scope, &field.ty, json, Expected::Known).map_err(Some)?;
    Ok((position, format!("{}: {value}", field.name.rust)))
}
