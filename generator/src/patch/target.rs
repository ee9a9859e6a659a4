//! Turns the path of a patch into the elements of a document that it names (OData CSDL 4.01 §14.2.2).

use std::collections::BTreeMap;

use crate::csdl::Document;
use crate::csdl::tree::{
    EntityContainer, EntitySet, EnumType, Member, NavigationProperty, Operation, OperationImport,
    Parameter, Property, ReturnType, Schema, Singleton, StructuredType, Term, Text, TypeDefinition,
};
use crate::diagnostics::closest;

/// The last segment of a path to what an operation gives back.
const RETURN_TYPE: &str = "$ReturnType";

/// Where a path leads: `Namespace.Name`, and perhaps something inside of it.
#[derive(Debug)]
pub(super) struct Target {
    /// The namespace, never an alias.
    pub(super) namespace: String,
    /// The simple name of a type, term, operation or container.
    pub(super) name: String,
    /// The types in parentheses that choose one overload of an operation.
    overload: Option<Vec<String>>,
    /// The property, member, parameter, entity set and so on.
    pub(super) member: Option<String>,
    aliases: Aliases,
}

/// Short names of namespaces, as all documents of a version state them.
pub(super) type Aliases = BTreeMap<String, String>;

/// An element of a document that can be patched.
pub(super) enum Element<'e> {
    Structured(&'e mut StructuredType),
    Enum(&'e mut EnumType),
    Definition(&'e mut TypeDefinition),
    Term(&'e mut Term),
    Operation(&'e mut Operation),
    Container(&'e mut EntityContainer),
    Property(&'e mut Property),
    Navigation(&'e mut NavigationProperty),
    Member(&'e mut Member),
    Parameter(&'e mut Parameter),
    ReturnType(&'e mut ReturnType),
    EntitySet(&'e mut EntitySet),
    Singleton(&'e mut Singleton),
    Import(&'e mut OperationImport),
}

/// What is done with an element; gives whether it stays.
type Visit<'v> = dyn FnMut(Element<'_>) -> bool + 'v;

impl Target {
    /// Reads a path; none where it does not begin with a qualified name.
    pub(super) fn parse(path: &str, documents: &[Document]) -> Option<Self> {
        let aliases = aliases(documents);
        let (first, member) = split_path(path);
        let (qualified, overload) = match first.split_once('(') {
            Some((name, rest)) => (name, Some(rest.strip_suffix(')')?)),
            None => (first, None),
        };
        let (qualifier, name) = qualified.rsplit_once('.')?;
        let overload = overload.map(|types| {
            let types = types.split(',').filter(|name| !name.is_empty());
            types.map(|name| canonical(name.trim(), &aliases)).collect()
        });
        Some(Self {
            namespace: aliases
                .get(qualifier)
                .map_or(qualifier, String::as_str)
                .to_owned(),
            name: name.to_owned(),
            overload,
            member: member.map(str::to_owned),
            aliases,
        })
    }

    /// The qualified name of the first segment.
    pub(super) fn qualified_name(&self) -> String {
        format!("{}.{}", self.namespace, self.name)
    }

    /// A name with the alias in it replaced by the namespace.
    pub(super) fn canonical(&self, name: &str) -> String {
        canonical(name, &self.aliases)
    }

    /// Shows every element of a document that the path names; takes away those that are not to stay.
    pub(super) fn visit(&self, document: &mut Document, visit: &mut Visit<'_>) {
        let schemas = document.schemas.iter_mut();
        for schema in schemas.filter(|schema| *schema.namespace.value == *self.namespace) {
            match &self.member {
                None => self.visit_schema(schema, visit),
                Some(member) => self.visit_members(schema, member, visit),
            }
        }
    }

    fn visit_schema(&self, schema: &mut Schema, visit: &mut Visit<'_>) {
        let other = |name: &Text| *name.value != *self.name;
        let types = &mut schema.structured_types;
        types.retain_mut(|ty| other(&ty.name) || visit(Element::Structured(ty)));
        let types = &mut schema.enum_types;
        types.retain_mut(|ty| other(&ty.name) || visit(Element::Enum(ty)));
        let types = &mut schema.type_definitions;
        types.retain_mut(|ty| other(&ty.name) || visit(Element::Definition(ty)));
        let terms = &mut schema.terms;
        terms.retain_mut(|term| other(&term.name) || visit(Element::Term(term)));
        let operations = &mut schema.operations;
        operations.retain_mut(|operation| {
            !self.is_overload(operation) || visit(Element::Operation(operation))
        });
        let containers = &mut schema.containers;
        containers
            .retain_mut(|container| other(&container.name) || visit(Element::Container(container)));
    }

    fn visit_members(&self, schema: &mut Schema, member: &str, visit: &mut Visit<'_>) {
        let is_owner = |name: &Text| *name.value == *self.name;
        let other = |name: &Text| *name.value != *member;
        let types = schema.structured_types.iter_mut();
        for ty in types.filter(|ty| is_owner(&ty.name)) {
            let properties = &mut ty.properties;
            properties.retain_mut(|it| other(&it.name) || visit(Element::Property(it)));
            let properties = &mut ty.navigation_properties;
            properties.retain_mut(|it| other(&it.name) || visit(Element::Navigation(it)));
        }
        for ty in schema.enum_types.iter_mut().filter(|ty| is_owner(&ty.name)) {
            let members = &mut ty.members;
            members.retain_mut(|it| other(&it.name) || visit(Element::Member(it)));
        }
        let operations = schema.operations.iter_mut();
        for operation in operations.filter(|operation| self.is_overload(operation)) {
            let parameters = &mut operation.parameters;
            parameters.retain_mut(|it| other(&it.name) || visit(Element::Parameter(it)));
            if let Some(return_type) = &mut operation.return_type
                && member == RETURN_TYPE
                && !visit(Element::ReturnType(return_type))
            {
                operation.return_type = None;
            }
        }
        let containers = schema.containers.iter_mut();
        for container in containers.filter(|container| is_owner(&container.name)) {
            let sets = &mut container.entity_sets;
            sets.retain_mut(|it| other(&it.name) || visit(Element::EntitySet(it)));
            let singletons = &mut container.singletons;
            singletons.retain_mut(|it| other(&it.name) || visit(Element::Singleton(it)));
            let imports = &mut container.operation_imports;
            imports.retain_mut(|it| other(&it.name) || visit(Element::Import(it)));
        }
    }

    /// Whether an operation is the one, or one of those, that the path names.
    fn is_overload(&self, operation: &Operation) -> bool {
        let of_types = |types: &Vec<String>| {
            let given = operation.parameters.iter();
            let given = given.map(|parameter| self.canonical(&type_text(&parameter.type_ref)));
            match operation.kind {
                // an action is told from others by what it is bound to alone
                crate::csdl::tree::OperationKind::Action => {
                    given.take(1).collect::<Vec<_>>() == *types
                }
                crate::csdl::tree::OperationKind::Function => given.collect::<Vec<_>>() == *types,
            }
        };
        *operation.name.value == *self.name && self.overload.as_ref().is_none_or(of_types)
    }

    /// A path that is like this one and does lead somewhere.
    pub(super) fn similar(&self, documents: &[Document]) -> Option<String> {
        let owner = self.qualified_name();
        let schemas = || documents.iter().flat_map(|document| &document.schemas);
        let own = schemas().filter(|schema| *schema.namespace.value == *self.namespace);
        let members = own.flat_map(|schema| members(schema, &self.name));
        let members: Vec<&str> = members.collect();
        if let Some(member) = &self.member
            && !members.is_empty()
        {
            let near = closest(member, members)?;
            return Some(format!("{owner}/{near}"));
        }
        let all: Vec<String> = schemas().flat_map(declared).collect();
        let near = closest(&owner, all.iter().map(String::as_str))?;
        let member = self.member.iter().map(|member| format!("/{member}"));
        Some(std::iter::once(near.to_owned()).chain(member).collect())
    }
}

/// The first segment and the rest; a slash inside of parentheses ends nothing.
fn split_path(path: &str) -> (&str, Option<&str>) {
    let start = path.find(')').unwrap_or(0);
    match path[start..].find('/') {
        Some(at) => (&path[..start + at], Some(&path[start + at + 1..])),
        None => (path, None),
    }
}

fn aliases(documents: &[Document]) -> Aliases {
    let schemas = documents.iter().flat_map(|document| &document.schemas);
    let declared = schemas.map(|schema| (&schema.alias, &schema.namespace));
    let references = documents.iter().flat_map(|document| &document.references);
    let includes = references.flat_map(|reference| &reference.includes);
    let included = includes.map(|include| (&include.alias, &include.namespace));
    let pair = |(alias, namespace): (&Option<Text>, &Text)| {
        Some((
            alias.as_ref()?.value.to_string(),
            namespace.value.to_string(),
        ))
    };
    included.chain(declared).filter_map(pair).collect()
}

/// A qualified name, or `Collection(…)` of one, without alias.
fn canonical(name: &str, aliases: &Aliases) -> String {
    if let Some(inner) = name.strip_prefix("Collection(") {
        return format!("Collection({}", canonical(inner, aliases));
    }
    let namespace = name.rsplit_once('.').and_then(|(qualifier, simple)| {
        let namespace = aliases.get(qualifier)?;
        Some(format!("{namespace}.{simple}"))
    });
    namespace.unwrap_or_else(|| name.to_owned())
}

fn type_text(type_ref: &crate::csdl::tree::TypeRef) -> String {
    match type_ref.collection {
        true => format!("Collection({})", type_ref.name.value),
        false => type_ref.name.value.to_string(),
    }
}

/// The qualified names of all that a schema declares.
fn declared(schema: &Schema) -> Vec<String> {
    let structured = schema.structured_types.iter().map(|ty| &ty.name);
    let enums = schema.enum_types.iter().map(|ty| &ty.name);
    let definitions = schema.type_definitions.iter().map(|ty| &ty.name);
    let operations = schema.operations.iter().map(|operation| &operation.name);
    let containers = schema.containers.iter().map(|container| &container.name);
    let names = structured.chain(enums).chain(definitions);
    let names = names.chain(operations).chain(containers);
    names
        .map(|name| format!("{}.{}", schema.namespace.value, name.value))
        .collect()
}

/// The names inside of what a schema declares under a name.
fn members<'s>(schema: &'s Schema, owner: &str) -> Vec<&'s str> {
    let is_owner = |name: &Text| *name.value == *owner;
    let mut names: Vec<&Text> = Vec::new();
    for ty in schema
        .structured_types
        .iter()
        .filter(|ty| is_owner(&ty.name))
    {
        names.extend(ty.properties.iter().map(|it| &it.name));
        names.extend(ty.navigation_properties.iter().map(|it| &it.name));
    }
    for ty in schema.enum_types.iter().filter(|ty| is_owner(&ty.name)) {
        names.extend(ty.members.iter().map(|it| &it.name));
    }
    for operation in schema.operations.iter().filter(|it| is_owner(&it.name)) {
        names.extend(operation.parameters.iter().map(|it| &it.name));
    }
    for container in schema.containers.iter().filter(|it| is_owner(&it.name)) {
        names.extend(container.entity_sets.iter().map(|it| &it.name));
        names.extend(container.singletons.iter().map(|it| &it.name));
        names.extend(container.operation_imports.iter().map(|it| &it.name));
    }
    names.into_iter().map(|name| &*name.value).collect()
}
