//! Turns the new name of an element into the new text of every place that refers to it.

use std::collections::BTreeSet;

use super::target::Target;
use crate::csdl::Document;
use crate::csdl::tree::{
    Annotation, EntityContainer, Expression, ExpressionKind, NavigationPropertyBinding, Operation,
    Record, Schema, StructuredType, Text, TypeRef,
};

/// Renames every reference to an element that was renamed, in all documents.
///
/// A name of its own (a type, an operation, a container, a term) is found wherever a qualified name
/// stands. What lives inside of something else (a property, a member, an entity set) is found where
/// the path to it is written, and by its simple name where only it can be meant: in keys,
/// referential constraints and partners of its type, in bindings and annotations of its owner.
pub(super) fn references(documents: &mut [Document], target: &Target, name: &str) {
    let rename = Rename {
        target,
        owners: owners(documents, target),
        qualified: target.qualified_name(),
        name,
    };
    for schema in documents
        .iter_mut()
        .flat_map(|document| &mut document.schemas)
    {
        rename.schema(schema);
    }
}

/// Takes away the annotations whose target was dropped, or was inside of what was dropped.
pub(super) fn drop_annotations(documents: &mut [Document], target: &Target) {
    let mut dropped = target.qualified_name();
    if let Some(member) = &target.member {
        dropped = format!("{dropped}/{member}");
    }
    let inside = format!("{dropped}/");
    let schemas = documents.iter_mut();
    for schema in schemas.flat_map(|document| &mut document.schemas) {
        schema.targets.retain(|element| {
            let (first, rest) = match element.target.value.split_once('/') {
                Some((first, rest)) => (first, format!("/{rest}")),
                None => (&*element.target.value, String::new()),
            };
            let path = format!("{}{rest}", target.canonical(first));
            path != dropped && !path.starts_with(&inside)
        });
    }
}

/// The target's owner and the types that inherit from it, by qualified name.
fn owners(documents: &[Document], target: &Target) -> BTreeSet<String> {
    let mut owners = BTreeSet::from([target.qualified_name()]);
    loop {
        let before = owners.len();
        for schema in documents.iter().flat_map(|document| &document.schemas) {
            for ty in &schema.structured_types {
                let base = ty.base_type.as_ref().map(|base| target.canonical(base));
                if base.is_some_and(|base| owners.contains(&base)) {
                    owners.insert(format!("{}.{}", schema.namespace.value, ty.name.value));
                }
            }
        }
        if owners.len() == before {
            return owners;
        }
    }
}

struct Rename<'r> {
    target: &'r Target,
    owners: BTreeSet<String>,
    qualified: String,
    name: &'r str,
}

impl Rename<'_> {
    fn schema(&self, schema: &mut Schema) {
        let namespace = schema.namespace.value.clone();
        for ty in &mut schema.structured_types {
            self.structured(&format!("{namespace}.{}", ty.name.value), ty);
        }
        for ty in &mut schema.enum_types {
            self.annotations(false, &mut ty.annotations);
            for member in &mut ty.members {
                self.annotations(false, &mut member.annotations);
            }
        }
        for ty in &mut schema.type_definitions {
            self.annotations(false, &mut ty.annotations);
        }
        for term in &mut schema.terms {
            self.type_ref(&mut term.type_ref);
            term.base_term.iter_mut().for_each(|base| self.path(base));
            self.annotations(false, &mut term.annotations);
        }
        for operation in &mut schema.operations {
            self.operation(operation);
        }
        for container in &mut schema.containers {
            self.container(&namespace, container);
        }
        for element in &mut schema.targets {
            let owner = element.target.value.split('/').next().unwrap_or_default();
            let own = self.owners.contains(&self.target.canonical(owner));
            self.path(&mut element.target);
            self.annotations(own, &mut element.annotations);
        }
        self.annotations(false, &mut schema.annotations);
    }

    fn structured(&self, qualified: &str, ty: &mut StructuredType) {
        let own = self.target.member.is_some() && self.owners.contains(qualified);
        ty.base_type.iter_mut().for_each(|base| self.path(base));
        for part in ty.key.iter_mut().flat_map(|key| &mut key.property_refs) {
            self.own_path(own, &mut part.name);
        }
        for property in &mut ty.properties {
            self.type_ref(&mut property.type_ref);
            self.annotations(own, &mut property.annotations);
        }
        for property in &mut ty.navigation_properties {
            let leads_here = self.target.canonical(&property.type_ref.name);
            let leads_here = self.target.member.is_some() && self.owners.contains(&leads_here);
            self.type_ref(&mut property.type_ref);
            if let Some(partner) = &mut property.partner {
                self.own_path(leads_here, partner);
            }
            for constraint in &mut property.referential_constraints {
                self.own_path(own, &mut constraint.property);
                self.own_path(leads_here, &mut constraint.referenced_property);
            }
            self.annotations(own, &mut property.annotations);
        }
        self.annotations(own, &mut ty.annotations);
    }

    fn operation(&self, operation: &mut Operation) {
        if let Some(path) = &mut operation.entity_set_path {
            self.path(path);
        }
        for parameter in &mut operation.parameters {
            self.type_ref(&mut parameter.type_ref);
            self.annotations(false, &mut parameter.annotations);
        }
        if let Some(return_type) = &mut operation.return_type {
            self.type_ref(&mut return_type.type_ref);
            self.annotations(false, &mut return_type.annotations);
        }
        self.annotations(false, &mut operation.annotations);
    }

    fn container(&self, namespace: &str, container: &mut EntityContainer) {
        let qualified = format!("{namespace}.{}", container.name.value);
        let here = self.target.member.is_some() && qualified == self.qualified;
        container.extends.iter_mut().for_each(|it| self.path(it));
        for set in &mut container.entity_sets {
            let own = self
                .owners
                .contains(&self.target.canonical(&set.entity_type));
            self.path(&mut set.entity_type);
            self.bindings(own, here, &mut set.bindings);
            self.annotations(own, &mut set.annotations);
        }
        for singleton in &mut container.singletons {
            let own = self
                .owners
                .contains(&self.target.canonical(&singleton.entity_type));
            self.path(&mut singleton.entity_type);
            self.bindings(own, here, &mut singleton.bindings);
            self.annotations(own, &mut singleton.annotations);
        }
        for import in &mut container.operation_imports {
            self.path(&mut import.operation);
            if let Some(set) = &mut import.entity_set {
                self.own_path(here, set);
            }
            self.annotations(false, &mut import.annotations);
        }
        self.annotations(false, &mut container.annotations);
    }

    fn bindings(&self, own: bool, here: bool, bindings: &mut [NavigationPropertyBinding]) {
        for binding in bindings {
            self.own_path(own, &mut binding.path);
            self.own_path(here, &mut binding.target);
        }
    }

    fn annotations(&self, own: bool, annotations: &mut [Annotation]) {
        for annotation in annotations {
            self.path(&mut annotation.term);
            if let Some(value) = &mut annotation.value {
                self.expression(own, value);
            }
            self.annotations(own, &mut annotation.annotations);
        }
    }

    fn expression(&self, own: bool, expression: &mut Expression) {
        match &mut expression.value {
            ExpressionKind::EnumMember(paths) => {
                paths.iter_mut().for_each(|path| self.text(false, path));
            }
            ExpressionKind::Path(_, path) => self.text(own, path),
            ExpressionKind::Operator(_, operands)
            | ExpressionKind::Apply {
                arguments: operands,
                ..
            }
            | ExpressionKind::Collection(operands)
            | ExpressionKind::If(operands) => {
                operands.iter_mut().for_each(|it| self.expression(own, it));
            }
            ExpressionKind::Cast(typed) | ExpressionKind::IsOf(typed) => {
                self.type_ref(&mut typed.type_ref);
                typed
                    .value
                    .iter_mut()
                    .for_each(|it| self.expression(own, it));
            }
            ExpressionKind::LabeledElement { value, .. } | ExpressionKind::UrlRef(value) => {
                value.iter_mut().for_each(|it| self.expression(own, it));
            }
            ExpressionKind::Record(record) => self.record(own, record),
            ExpressionKind::Annotated(inner, annotations) => {
                self.expression(own, inner);
                self.annotations(own, annotations);
            }
            _ => {}
        }
    }

    fn record(&self, own: bool, record: &mut Record) {
        record.type_name.iter_mut().for_each(|name| self.path(name));
        for property in &mut record.properties {
            property
                .value
                .iter_mut()
                .for_each(|it| self.expression(own, it));
            self.annotations(own, &mut property.annotations);
        }
        self.annotations(own, &mut record.annotations);
    }

    fn type_ref(&self, type_ref: &mut TypeRef) {
        self.path(&mut type_ref.name);
    }

    fn path(&self, text: &mut Text) {
        self.text(false, &mut text.value);
    }

    fn own_path(&self, own: bool, text: &mut Text) {
        self.text(own, &mut text.value);
    }

    /// Renames in a name or path; `own` says that its first segment is looked up in the target's owner.
    fn text(&self, own: bool, text: &mut Box<str>) {
        let mut renamed = String::with_capacity(text.len());
        let mut inside_owner = own;
        for piece in text.split_inclusive(['/', '(', ')', ',']) {
            let word = piece.trim_end_matches(['/', '(', ')', ',']);
            let full = self.target.canonical(word);
            match &self.target.member {
                Some(member) if inside_owner && *word == **member => renamed.push_str(self.name),
                None if full == self.qualified => {
                    let qualifier = &word[..word.len() - self.target.name.len()];
                    renamed.push_str(qualifier);
                    renamed.push_str(self.name);
                }
                _ => renamed.push_str(word),
            }
            inside_owner = self.owners.contains(&full) || (inside_owner && full.contains('.'));
            renamed.push_str(&piece[word.len()..]);
        }
        if renamed != **text {
            *text = renamed.into_boxed_str();
        }
    }
}
