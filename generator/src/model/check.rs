//! Turns a linked model into findings: what the standard forbids though every name in it leads somewhere.

use std::collections::{HashMap, HashSet};

use unicode_ident::is_xid_continue;

use super::{
    EntityContainer, KeyProperty, Model, Operation, StructuredId, StructuredKind, StructuredType,
    Type, TypeUse,
};
use crate::diagnostics::rules::semantic;
use crate::diagnostics::{Diagnostic, Diagnostics, Rule, Span};

/// Reports everything that is wrong with a model as a whole.
pub(super) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    for id in model.structured_ids() {
        check_names(model, id, diagnostics);
        check_property_types(model, model.structured(id), diagnostics);
        check_navigation(model, model.structured(id), diagnostics);
        check_key(model, id, diagnostics);
    }
    for ty in &model.enum_types {
        let members = ty.members.iter().map(|member| (&*member.name, member.span));
        check_distinct(
            &semantic::DUPLICATE_MEMBER,
            &format!("members of `{}`", ty.name),
            members,
            diagnostics,
        );
    }
    for operation in &model.operations {
        let parameters = operation.binding.iter().chain(&operation.parameters);
        let names = parameters.map(|parameter| (&*parameter.name, parameter.span));
        check_distinct(
            &semantic::DUPLICATE_PARAMETER,
            &format!("parameters of `{}`", operation.name),
            names,
            diagnostics,
        );
    }
    check_overloads(model, diagnostics);
    if let Some(container) = &model.container {
        check_container(model, container, diagnostics);
    }
    check_simple_identifiers(model, diagnostics);
}

/// Reports names that occur twice in one scope.
fn check_distinct<'a>(
    rule: &'static Rule,
    scope: &str,
    names: impl Iterator<Item = (&'a str, Span)>,
    diagnostics: &mut Diagnostics,
) {
    let mut first: HashMap<&str, Span> = HashMap::new();
    for (name, span) in names {
        match first.get(name) {
            None => {
                first.insert(name, span);
            }
            Some(&earlier) => diagnostics.push(
                Diagnostic::at(
                    rule,
                    span,
                    format!("two {scope} are called `{name}`"),
                    "the same name again",
                )
                .with_related(earlier, "first used here")
                .with_help(
                    "rename or drop one of the two; `[[patch]]` in the configuration can do so",
                ),
            ),
        }
    }
}

/// A property's name is taken once in a type and all that it inherits (§6.1, §7).
fn check_names(model: &Model, id: StructuredId, diagnostics: &mut Diagnostics) {
    let ty = model.structured(id);
    if ty.properties.is_empty() && ty.navigation_properties.is_empty() {
        return;
    }
    let mut chain: Vec<StructuredId> = model.ancestry(id).skip(1).collect();
    chain.reverse();
    let own = std::iter::once(id);
    let names = chain.into_iter().chain(own).flat_map(|id| {
        let ty = model.structured(id);
        let properties = ty
            .properties
            .iter()
            .map(|property| (&*property.name, property.span));
        properties.chain(
            ty.navigation_properties
                .iter()
                .map(|property| (&*property.name, property.span)),
        )
    });
    // a clash between two bases is reported where it arises, not again for each type below
    let own_spans: HashSet<Span> = (ty.properties.iter().map(|property| property.span))
        .chain(
            ty.navigation_properties
                .iter()
                .map(|property| property.span),
        )
        .collect();
    let mut found = Diagnostics::default();
    check_distinct(
        &semantic::DUPLICATE_PROPERTY,
        &format!("properties of `{}`", ty.name),
        names,
        &mut found,
    );
    for diagnostic in found.iter().filter(|diagnostic| {
        diagnostic
            .place
            .as_ref()
            .is_some_and(|(span, _)| own_spans.contains(span))
    }) {
        diagnostics.push(diagnostic.clone());
    }
}

/// A navigation property leads to entities (§8.1).
fn check_navigation(model: &Model, ty: &StructuredType, diagnostics: &mut Diagnostics) {
    for property in &ty.navigation_properties {
        let target = property.target.map(|target| model.structured(target));
        if let Some(target) = target.filter(|target| target.kind != StructuredKind::Entity) {
            let message = format!(
                "the navigation property `{}` of `{}` leads to the complex type `{}`",
                property.name, ty.name, target.name
            );
            diagnostics.push(
                Diagnostic::at(
                    &semantic::NAVIGATION_TARGET,
                    property.span,
                    message,
                    "no entities there",
                )
                .with_related(target.span, "a complex type")
                .with_help("declare a `Property`, or make the type an `EntityType`"),
            );
        }
    }
}

/// A structural property holds primitive, enumeration or complex values; entities are navigated to (§7.1).
fn check_property_types(model: &Model, ty: &StructuredType, diagnostics: &mut Diagnostics) {
    for property in &ty.properties {
        if let Type::Structured(target) = property.ty.ty {
            let target = model.structured(target);
            if target.kind == StructuredKind::Entity {
                diagnostics.push(
                    Diagnostic::at(
                        &semantic::PROPERTY_TYPE,
                        property.span,
                        format!(
                            "the property `{}` of `{}` holds the entity type `{}`",
                            property.name, ty.name, target.name
                        ),
                        "a structural property cannot hold entities",
                    )
                    .with_related(target.span, "an entity type")
                    .with_help("declare a `NavigationProperty`, or make the type a `ComplexType`"),
                );
            }
        }
    }
}

fn check_key(model: &Model, id: StructuredId, diagnostics: &mut Diagnostics) {
    let ty = model.structured(id);
    let inherited = ty.base.map(|base| model.key(base)).unwrap_or_default();
    if !ty.key.is_empty() && !inherited.is_empty() {
        diagnostics.push(
            Diagnostic::at(
                &semantic::KEY_REDEFINED,
                ty.span,
                format!("`{}` has a key, and inherits another one", ty.name),
                "a second key",
            )
            .with_help("a key is declared once in a line of inheritance; the key declared here is the one used"),
        );
    }
    for part in &ty.key {
        let problem = key_problem(part);
        if let Some(problem) = problem {
            diagnostics.push(Diagnostic::at(
                &semantic::KEY_PROPERTY,
                ty.span,
                format!(
                    "the key property `{}` of `{}` {problem}",
                    part.path, ty.name
                ),
                "has this property in its key",
            ));
        }
    }
}

fn key_problem(part: &KeyProperty) -> Option<&'static str> {
    match part.ty {
        TypeUse {
            collection: true, ..
        } => Some("is a collection"),
        TypeUse {
            ty: Type::Structured(_),
            ..
        } => Some("is not primitive"),
        TypeUse {
            ty: Type::Primitive(primitive),
            ..
        } if !primitive.may_be_key() => Some("is of a type that no key may have"),
        _ => None,
    }
}

/// Overloads are told apart by binding type, and functions by the names of their parameters too (§12.2, §12.4).
fn check_overloads(model: &Model, diagnostics: &mut Diagnostics) {
    let mut first: HashMap<Signature<'_>, Span> = HashMap::new();
    for operation in &model.operations {
        let signature = signature(operation);
        match first.get(&signature) {
            None => {
                first.insert(signature, operation.span);
            }
            Some(&earlier) => diagnostics.push(
                Diagnostic::at(
                    &semantic::DUPLICATE_OPERATION,
                    operation.span,
                    format!("two overloads of `{}` cannot be told apart", operation.name),
                    "the same overload again",
                )
                .with_related(earlier, "first declared here")
                .with_help("overloads differ in the binding type; those of functions also in the names of their parameters"),
            ),
        }
    }
}

/// Name, binding type, and for functions the names of the parameters. Not the kind: an action and a
/// function of one schema may not share a name (§5).
type Signature<'m> = (String, Option<(Type, bool)>, Vec<&'m str>);

fn signature(operation: &Operation) -> Signature<'_> {
    let binding = operation
        .binding
        .as_ref()
        .map(|binding| (binding.ty.ty, binding.ty.collection));
    (
        operation.name.to_string(),
        binding,
        operation.distinguishing_parameters(),
    )
}

fn check_container(model: &Model, container: &EntityContainer, diagnostics: &mut Diagnostics) {
    let sources = container
        .sources
        .iter()
        .map(|source| (&*source.name, source.span));
    let imports = container
        .imports
        .iter()
        .map(|import| (&*import.name, import.span));
    let scope = format!("children of the entity container `{}`", container.name);
    check_distinct(
        &semantic::DUPLICATE_CONTAINER_CHILD,
        &scope,
        sources.chain(imports),
        diagnostics,
    );
    for source in &container.sources {
        let ty = model.structured(source.entity_type);
        if ty.kind != StructuredKind::Entity {
            diagnostics.push(Diagnostic::at(
                &semantic::ENTITY_SET_TYPE,
                source.span,
                format!("`{}` holds the complex type `{}`", source.name, ty.name),
                "only entities can be held",
            ));
        } else if source.collection && model.key(source.entity_type).is_empty() && !ty.is_abstract {
            diagnostics.push(
                Diagnostic::at(
                    &semantic::MISSING_KEY,
                    source.span,
                    format!(
                        "the entity set `{}` holds `{}`, which has no key",
                        source.name, ty.name
                    ),
                    "its entities cannot be addressed one by one",
                )
                .with_related(ty.span, "no `Key` here or in a base type")
                .with_help("add the key with `[[patch]]` and `add_key` in the configuration"),
            );
        }
    }
}

const SIMPLE_IDENTIFIER: &str = "a name starts with a letter or an underscore, goes on with letters, digits and \
     underscores, and has at most 128 characters";
const CONTROL_INFORMATION: &str = "no name starts with `@`; a property that does gets no field, because objects have \
     control information there, and its value is found in `odata`";

/// Names are identifiers of at most 128 characters (§15.2).
fn check_simple_identifiers(model: &Model, diagnostics: &mut Diagnostics) {
    let mut check = |what: &str, name: &str, span: Span| {
        if !is_simple_identifier(name) {
            let message = format!("`{name}` is not a name that {what} may have");
            let finding = Diagnostic::at(
                &semantic::INVALID_NAME,
                span,
                message,
                "not a simple identifier",
            );
            let help = match name.starts_with('@') {
                true => CONTROL_INFORMATION,
                false => SIMPLE_IDENTIFIER,
            };
            diagnostics.push(finding.with_help(help));
        }
    };
    for ty in &model.structured_types {
        check("a type", &ty.name.name, ty.span);
        ty.properties
            .iter()
            .for_each(|property| check("a property", &property.name, property.span));
        ty.navigation_properties
            .iter()
            .for_each(|property| check("a navigation property", &property.name, property.span));
    }
    for ty in &model.enum_types {
        check("a type", &ty.name.name, ty.span);
        ty.members
            .iter()
            .for_each(|member| check("a member", &member.name, member.span));
    }
    for ty in &model.type_definitions {
        check("a type", &ty.name.name, ty.span);
    }
    for operation in &model.operations {
        check("an operation", &operation.name.name, operation.span);
        operation
            .parameters
            .iter()
            .for_each(|parameter| check("a parameter", &parameter.name, parameter.span));
    }
    if let Some(container) = &model.container {
        container
            .sources
            .iter()
            .for_each(|source| check("an entity set or singleton", &source.name, source.span));
        container
            .imports
            .iter()
            .for_each(|import| check("an import", &import.name, import.span));
    }
}

/// What §15.2 says, but for letters and digits that only newer tables of Unicode have.
fn is_simple_identifier(name: &str) -> bool {
    let mut characters = name.chars();
    let starts_well = characters
        .next()
        .is_some_and(|first| first == '_' || first.is_alphabetic());
    starts_well
        && characters.all(|c| c.is_alphanumeric() || is_xid_continue(c) || is_format(c))
        && name.chars().count() <= 128
}

/// Characters without a shape (category Cf) that scripts join their letters with: §15.2 allows them, Rust does not.
fn is_format(c: char) -> bool {
    matches!(c, '\u{00ad}' | '\u{200c}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}
