//! Turns enumeration types and type definitions as written into the model's: every member has its number.

use super::annotations::Targets;
use super::build::SchemaScope;
use super::resolve::{Resolver, read_facets};
use super::{EnumType, Member, Model, Primitive, QualifiedName, TypeDefinition};
use crate::csdl::tree::{self, Text};
use crate::diagnostics::Diagnostic;
use crate::diagnostics::rules::semantic;

/// Builds the enumeration types and type definitions of one schema.
pub(super) fn build_types(
    scope: SchemaScope<'_>,
    resolver: &mut Resolver<'_, '_>,
    targets: &mut Targets<'_>,
    model: &mut Model,
) {
    for ty in &scope.schema.enum_types {
        let built = build_enum(scope, ty, resolver, targets);
        model.enum_types.push(built);
    }
    for ty in &scope.schema.type_definitions {
        let built = build_definition(scope, ty, resolver, targets);
        model.type_definitions.push(built);
    }
}

fn build_enum(
    scope: SchemaScope<'_>,
    ty: &tree::EnumType,
    resolver: &mut Resolver<'_, '_>,
    targets: &mut Targets<'_>,
) -> EnumType {
    let name = scope.qualify(&ty.name);
    let path = name.to_string();
    let underlying_type = ty
        .underlying_type
        .as_ref()
        .map_or(Primitive::Int32, |written| {
            underlying(&name, written, resolver)
        });
    if ty.members.is_empty() {
        resolver.diagnostics.push(Diagnostic::at(
            &semantic::EMPTY_ENUM,
            ty.name.span,
            format!("the enumeration type `{name}` has no members"),
            "a value of it can only be one that the document does not know",
        ));
    }
    let mut members = Vec::with_capacity(ty.members.len());
    let mut next = 0;
    for member in &ty.members {
        let value = member.value.as_ref().map_or(next, |written| {
            member_value(underlying_type, written, next, resolver)
        });
        next = value.saturating_add(1);
        members.push(Member {
            name: member.name.value.clone(),
            value,
            annotations: targets.read(
                scope.document,
                &[&path, &member.name],
                &member.annotations,
                resolver,
            ),
            span: member.name.span,
        });
    }
    EnumType {
        underlying_type,
        is_flags: ty.is_flags == Some(true),
        members,
        annotations: targets.read(scope.document, &[&path], &ty.annotations, resolver),
        span: ty.name.span,
        name,
    }
}

fn underlying(name: &QualifiedName, written: &Text, resolver: &mut Resolver<'_, '_>) -> Primitive {
    match Primitive::from_name(written) {
        Some(primitive) if primitive.enum_range().is_some() => primitive,
        _ => {
            resolver.diagnostics.push(
                Diagnostic::at(
                    &semantic::ENUM_UNDERLYING_TYPE,
                    written.span,
                    format!(
                        "the enumeration type `{name}` cannot build on `{}`",
                        written.value
                    ),
                    "not an integer type",
                )
                .with_help("use `Edm.Byte`, `Edm.SByte`, `Edm.Int16`, `Edm.Int32` or `Edm.Int64`"),
            );
            Primitive::Int64
        }
    }
}

fn member_value(
    underlying: Primitive,
    written: &Text,
    next: i64,
    resolver: &mut Resolver<'_, '_>,
) -> i64 {
    let parsed = written.value.trim().parse::<i64>().ok();
    let (least, most) = underlying.enum_range().unwrap_or((i64::MIN, i64::MAX));
    if let Some(value) = parsed.filter(|value| (least..=most).contains(value)) {
        return value;
    }
    let label = match parsed {
        Some(_) => format!("outside of {least} to {most}"),
        None => "not an integer".to_owned(),
    };
    resolver.diagnostics.push(
        Diagnostic::at(
            &semantic::ENUM_VALUE,
            written.span,
            format!("`{}` is not a value of `{}`", written.value, underlying.name()),
            label,
        )
        .with_help("write an integer that fits the `UnderlyingType`, which is `Edm.Int32` where it is not stated"),
    );
    parsed.unwrap_or(next)
}

fn build_definition(
    scope: SchemaScope<'_>,
    ty: &tree::TypeDefinition,
    resolver: &mut Resolver<'_, '_>,
    targets: &mut Targets<'_>,
) -> TypeDefinition {
    let name = scope.qualify(&ty.name);
    let underlying_type = Primitive::from_name(&ty.underlying_type).unwrap_or_else(|| {
        resolver.diagnostics.push(
            Diagnostic::at(
                &semantic::TYPE_DEFINITION_UNDERLYING,
                ty.underlying_type.span,
                format!(
                    "the type definition `{name}` cannot build on `{}`",
                    ty.underlying_type.value
                ),
                "not a primitive type",
            )
            .with_help(
                "a type definition specialises a type of the `Edm` namespace, such as `Edm.String`",
            ),
        );
        Primitive::Untyped
    });
    TypeDefinition {
        underlying_type,
        facets: read_facets(&ty.facets),
        annotations: targets.read(
            scope.document,
            &[&name.to_string()],
            &ty.annotations,
            resolver,
        ),
        span: ty.name.span,
        name,
    }
}
