//! A model that was read into what it says, in the words in which services are drawn.

use odata_bindgen::model::{self, Annotations, EntityContainer, Model, Type};

use super::service::{
    Container, Definition, Enum, Import, Member, Navigation, Operation, Property, Schema, Service,
    Source, Structured, TypeUse,
};

/// What the model says, with what is implied written out.
#[must_use]
pub fn service(model: &Model) -> Service {
    let schemas = model.namespaces.iter().map(|namespace| {
        let here = |name: &model::QualifiedName| *name.namespace == *namespace.name;
        Schema {
            namespace: namespace.name.to_string(),
            alias: namespace.alias.as_ref().map(ToString::to_string),
            structured: of(
                &model.structured_types,
                |ty| here(&ty.name),
                |ty| structured(model, ty),
            ),
            enums: of(&model.enum_types, |ty| here(&ty.name), enumeration),
            definitions: of(&model.type_definitions, |ty| here(&ty.name), definition),
            operations: of(
                &model.operations,
                |it| here(&it.name),
                |it| operation(model, it),
            ),
        }
    });
    Service {
        schemas: schemas.collect(),
        container: model.container.as_ref().map(|it| container(model, it)),
    }
}

fn of<T, R>(all: &[T], here: impl Fn(&T) -> bool, meaning: impl Fn(&T) -> R) -> Vec<R> {
    all.iter().filter(|one| here(one)).map(meaning).collect()
}

fn structured(model: &Model, ty: &model::StructuredType) -> Structured {
    Structured {
        kind: ty.kind,
        name: ty.name.name.to_string(),
        base: ty.base.map(|base| model.structured(base).name.to_string()),
        is_abstract: ty.is_abstract,
        is_open: ty.is_open,
        has_stream: ty.has_stream,
        key: ty
            .key
            .iter()
            .map(|part| (part.name.to_string(), part.path.to_string()))
            .collect(),
        properties: of(
            &ty.properties,
            |_| true,
            |it| Property {
                name: it.name.to_string(),
                ty: type_use(model, &it.ty),
                annotations: annotations(&it.annotations),
            },
        ),
        navigations: of(
            &ty.navigation_properties,
            |_| true,
            |it| navigation(model, it),
        ),
        annotations: annotations(&ty.annotations),
    }
}

fn navigation(model: &Model, navigation: &model::NavigationProperty) -> Navigation {
    let target = navigation
        .target
        .map(|target| model.structured(target).name.to_string());
    let constraints = navigation.referential_constraints.iter();
    Navigation {
        name: navigation.name.to_string(),
        target: target.unwrap_or_else(|| "Edm.EntityType".to_owned()),
        collection: navigation.collection,
        nullable: navigation.collection || navigation.nullable != Some(false),
        partner: navigation.partner.as_ref().map(ToString::to_string),
        contains_target: navigation.contains_target,
        constraints: constraints
            .map(|(one, other)| (one.to_string(), other.to_string()))
            .collect(),
        on_delete: navigation.on_delete.as_ref().map(ToString::to_string),
        annotations: annotations(&navigation.annotations),
    }
}

fn enumeration(ty: &model::EnumType) -> Enum {
    Enum {
        name: ty.name.name.to_string(),
        underlying: ty.underlying_type.name().to_owned(),
        is_flags: ty.is_flags,
        members: of(
            &ty.members,
            |_| true,
            |member| Member {
                name: member.name.to_string(),
                value: member.value,
                annotations: annotations(&member.annotations),
            },
        ),
        annotations: annotations(&ty.annotations),
    }
}

fn definition(ty: &model::TypeDefinition) -> Definition {
    Definition {
        name: ty.name.name.to_string(),
        underlying: ty.underlying_type.name().to_owned(),
        facets: ty.facets.clone(),
        annotations: annotations(&ty.annotations),
    }
}

fn operation(model: &Model, operation: &model::Operation) -> Operation {
    let parameter = |parameter: &model::Parameter| Property {
        name: parameter.name.to_string(),
        ty: type_use(model, &parameter.ty),
        annotations: annotations(&parameter.annotations),
    };
    Operation {
        kind: operation.kind,
        name: operation.name.name.to_string(),
        binding: operation.binding.as_ref().map(parameter),
        parameters: operation.parameters.iter().map(parameter).collect(),
        returns: operation.return_type.as_ref().map(|ty| type_use(model, ty)),
        is_composable: operation.is_composable,
        entity_set_path: operation.entity_set_path.as_ref().map(ToString::to_string),
        annotations: annotations(&operation.annotations),
    }
}

fn container(model: &Model, container: &EntityContainer) -> Container {
    let source = |source: &model::NavigationSource| Source {
        name: source.name.to_string(),
        collection: source.collection,
        entity_type: model.structured(source.entity_type).name.to_string(),
        bindings: source
            .bindings
            .iter()
            .map(|(path, target)| (path.to_string(), target.to_string()))
            .collect(),
        annotations: annotations(&source.annotations),
    };
    let import = |import: &model::OperationImport| {
        let operation = import
            .operations
            .first()
            .map(|&id| model.operation(id).name.to_string());
        Import {
            kind: import.kind,
            name: import.name.to_string(),
            operation: operation.unwrap_or_default(),
            entity_set: import.entity_set.as_ref().map(ToString::to_string),
            annotations: annotations(&import.annotations),
        }
    };
    Container {
        namespace: container.name.namespace.to_string(),
        name: container.name.name.to_string(),
        sources: container.sources.iter().map(source).collect(),
        imports: container.imports.iter().map(import).collect(),
        annotations: annotations(&container.annotations),
    }
}

fn type_use(model: &Model, ty: &model::TypeUse) -> TypeUse {
    let name = match ty.ty {
        Type::Primitive(primitive) => primitive.name().to_owned(),
        Type::Structured(id) => model.structured(id).name.to_string(),
        Type::Enum(id) => model.enumeration(id).name.to_string(),
        Type::Definition(id) => model.definition(id).name.to_string(),
    };
    TypeUse {
        name,
        collection: ty.collection,
        nullable: ty.nullable != Some(false),
        facets: ty.facets.clone(),
    }
}

/// What says nothing about restrictions is the same as restrictions that say nothing.
fn annotations(annotations: &Annotations) -> Annotations {
    let mut annotations = annotations.clone();
    annotations.capabilities = annotations
        .capabilities
        .filter(|it| **it != model::Capabilities::default());
    annotations
}
