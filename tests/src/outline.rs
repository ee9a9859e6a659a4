//! Turns a model into lines that say what it declares, and how the lines of two models differ.

use std::fmt::Display;

use odata_bindgen::model::{
    EntityContainer, EnumType, Model, NavigationProperty, Operation, OperationKind, StructuredType,
    Type, TypeUse,
};

/// Every declaration of a model as one line, sorted but for what has an order of its own.
///
/// Annotations, and facets that say nothing about the structure, are left out.
#[must_use]
pub fn outline(model: &Model) -> Vec<String> {
    let mut blocks: Vec<Vec<String>> = Vec::new();
    blocks.extend(
        model
            .structured_types
            .iter()
            .map(|ty| structured(model, ty)),
    );
    blocks.extend(model.enum_types.iter().map(enumeration));
    blocks.extend(model.type_definitions.iter().map(|ty| {
        vec![format!(
            "type definition {} of {}",
            ty.name,
            ty.underlying_type.name()
        )]
    }));
    blocks.extend(
        model
            .operations
            .iter()
            .map(|operation| self::operation(model, operation)),
    );
    blocks.extend(
        model
            .container
            .iter()
            .map(|container| self::container(model, container)),
    );
    blocks.sort();
    blocks.concat()
}

fn structured(model: &Model, ty: &StructuredType) -> Vec<String> {
    let owner = &ty.name;
    let base = ty
        .base
        .map(|id| format!(" of {}", model.structured(id).name))
        .unwrap_or_default();
    let mut lines = vec![format!(
        "{:?} type {owner}{base} {}",
        ty.kind,
        flags(&[
            ("abstract", ty.is_abstract),
            ("open", ty.is_open),
            ("has stream", ty.has_stream)
        ])
    )];
    lines.extend(
        ty.key
            .iter()
            .map(|part| format!("{owner} key {} as {}", part.path, part.name)),
    );
    lines.extend(ty.properties.iter().map(|property| {
        format!(
            "{owner} property {}: {}",
            property.name,
            type_use(model, &property.ty)
        )
    }));
    lines.extend(
        ty.navigation_properties
            .iter()
            .map(|property| format!("{owner} navigation {}", navigation(model, property))),
    );
    lines
}

fn navigation(model: &Model, property: &NavigationProperty) -> String {
    let target = property.target.map_or_else(
        || "Edm.EntityType".to_owned(),
        |id| model.structured(id).name.to_string(),
    );
    let nullable = property.nullable.unwrap_or(true) && !property.collection;
    let target = many(&target, property.collection);
    format!(
        "{}: {target} {}",
        property.name,
        flags(&[
            ("nullable", nullable),
            ("contained", property.contains_target)
        ])
    )
}

fn enumeration(ty: &EnumType) -> Vec<String> {
    let mut lines = vec![format!(
        "enum type {} of {} {}",
        ty.name,
        ty.underlying_type.name(),
        flags(&[("flags", ty.is_flags)])
    )];
    lines.extend(
        ty.members
            .iter()
            .map(|member| format!("{} member {} = {}", ty.name, member.name, member.value)),
    );
    lines
}

fn operation(model: &Model, operation: &Operation) -> Vec<String> {
    let kind = match operation.kind {
        OperationKind::Action => "action",
        OperationKind::Function => "function",
    };
    let bound = operation
        .binding
        .as_ref()
        .map(|binding| format!(" bound to {}", named(model, &binding.ty)))
        .unwrap_or_default();
    let parameters: Vec<String> = operation
        .parameters
        .iter()
        .map(|parameter| format!("{}: {}", parameter.name, type_use(model, &parameter.ty)))
        .collect();
    let result = operation
        .return_type
        .as_ref()
        .map_or_else(|| "nothing".to_owned(), |ty| type_use(model, ty));
    let composable = flags(&[("composable", operation.is_composable)]);
    vec![format!(
        "{kind} {}{bound} ({}) gives {result} {composable}",
        operation.name,
        parameters.join(", ")
    )]
}

fn container(model: &Model, container: &EntityContainer) -> Vec<String> {
    let mut lines: Vec<String> = container
        .sources
        .iter()
        .map(|source| {
            let kind = if source.collection {
                "entity set"
            } else {
                "singleton"
            };
            format!(
                "{kind} {} of {}",
                source.name,
                model.structured(source.entity_type).name
            )
        })
        .chain(container.imports.iter().map(|import| {
            format!(
                "import {} of {} overloads",
                import.name,
                import.operations.len()
            )
        }))
        .collect();
    lines.sort();
    lines
}

/// A type with what may be said about one value: whether it may be null.
fn type_use(model: &Model, ty: &TypeUse) -> String {
    let nullable = if ty.collection {
        ty.nullable == Some(true)
    } else {
        ty.is_nullable()
    };
    format!("{} {}", named(model, ty), flags(&[("nullable", nullable)]))
}

fn named(model: &Model, ty: &TypeUse) -> String {
    let name = match ty.ty {
        Type::Primitive(primitive) => primitive.name().to_owned(),
        Type::Structured(id) => model.structured(id).name.to_string(),
        Type::Enum(id) => model.enumeration(id).name.to_string(),
        Type::Definition(id) => model.definition(id).name.to_string(),
    };
    many(&name, ty.collection)
}

fn many(name: impl Display, collection: bool) -> String {
    if collection {
        format!("Collection({name})")
    } else {
        name.to_string()
    }
}

/// The words whose condition holds, in brackets.
fn flags(words: &[(&str, bool)]) -> String {
    let holding: Vec<&str> = words
        .iter()
        .filter(|(_, holds)| *holds)
        .map(|(word, _)| *word)
        .collect();
    format!("[{}]", holding.join(", "))
}

/// The lines that only one of two outlines has: `-` for those of the first, `+` for those of the second.
///
/// Lines that both have in another order count as different, where the order means something.
#[must_use]
pub fn difference(first: &[String], second: &[String]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    found.extend(
        first
            .iter()
            .filter(|line| !second.contains(line))
            .map(|line| format!("- {line}")),
    );
    found.extend(
        second
            .iter()
            .filter(|line| !first.contains(line))
            .map(|line| format!("+ {line}")),
    );
    if found.is_empty() && first != second {
        let moved = first.iter().zip(second).filter(|(a, b)| a != b);
        found.extend(
            moved.map(|(a, b)| format!("in another order: `{a}` where the other has `{b}`")),
        );
        if first.len() != second.len() {
            found.push(format!(
                "{} lines more, which the other has too",
                first.len().abs_diff(second.len())
            ));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::difference;

    fn lines(text: &str) -> Vec<String> {
        text.split(' ').map(str::to_owned).collect()
    }

    #[test]
    fn differences_are_told() {
        assert_eq!(difference(&lines("a b c"), &lines("a b c")), [""; 0]);
        assert_eq!(difference(&lines("a b"), &lines("b c")), ["- a", "+ c"]);
        assert_eq!(
            difference(&lines("a b"), &lines("b a")),
            [
                "in another order: `a` where the other has `b`",
                "in another order: `b` where the other has `a`"
            ]
        );
        assert_eq!(
            difference(&lines("a a"), &lines("a")),
            ["1 lines more, which the other has too"]
        );
    }
}
