//! Choices and the types of a model into values as a service might send them, with what has to be kept of each.

mod scalars;

use std::collections::BTreeMap;

use odata_bindgen::model::{Model, Primitive, Property, StructuredId, Type, TypeUse};

use super::tree::Tree;
use super::{Choices, names};

/// A value in two forms.
#[derive(Clone, Debug)]
pub struct Value {
    /// As it is sent: text of JSON.
    pub sent: String,
    /// What is written back: the same but for null and empty collections, which are the same as nothing, and
    /// for what a number or a member of an enumeration can be written like.
    pub kept: Tree,
}

/// What of a value stays the same whatever type it is read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// Any form that a service may choose.
    Any,
    /// The one form that is written back as it came: that of properties which a type may not know.
    Plain,
}

/// Makes values of one model.
#[derive(Debug)]
pub struct Maker<'m> {
    model: &'m Model,
}

impl<'m> Maker<'m> {
    /// Makes values of the types of this model.
    #[must_use]
    pub fn new(model: &'m Model) -> Self {
        Self { model }
    }

    /// A value that is declared to be of this type, and may be of one that derives from it.
    #[must_use]
    pub fn object(&self, choices: &mut Choices, declared: StructuredId) -> Value {
        self.object_below(choices, declared, 3, Form::Any)
    }

    fn object_below(
        &self,
        choices: &mut Choices,
        declared: StructuredId,
        depth: usize,
        form: Form,
    ) -> Value {
        let mut members = Members::default();
        let actual = self.actual(choices, declared);
        let ty = self.model.structured(actual);
        let name = match choices.below(12) {
            11 => Some("#Elsewhere.Unheard".to_owned()),
            _ if actual != declared || ty.is_abstract => Some(format!("#{}", ty.name)),
            10 => Some(format!("https://example.com/$metadata#{}", ty.name)),
            9 => Some(format!("#{}", ty.name)),
            _ => None,
        };
        // the name of a type that is not known says nothing about properties that are
        let type_comes_last = choices.one_in(6);
        let type_name = name.map(|name| Value::same(Tree::text(&name)));
        if let Some(value) = type_name.clone().filter(|_| !type_comes_last) {
            members.add("@odata.type", value);
        }
        self.control(choices, &mut members);
        for &id in &self.ancestry(actual) {
            let form = match self.ancestry(declared).contains(&id) {
                true => form,
                false => Form::Plain,
            };
            for property in &self.model.structured(id).properties {
                self.property(choices, &mut members, property, depth, form);
            }
            for property in &self.model.structured(id).navigation_properties {
                if choices.one_in(6) {
                    let value = Value::same(any(choices, 2));
                    members.add(&property.name, value);
                }
            }
        }
        self.undeclared(choices, &mut members, actual);
        if let Some(value) = type_name.filter(|_| type_comes_last) {
            members.add("@odata.type", value);
        }
        members.value()
    }

    /// The type itself, or one that derives from it and has values.
    fn actual(&self, choices: &mut Choices, declared: StructuredId) -> StructuredId {
        let derived = self.model.descendants(declared);
        let concrete = derived
            .into_iter()
            .filter(|&id| !self.model.structured(id).is_abstract);
        let concrete: Vec<StructuredId> = concrete.collect();
        let wanted = self.model.structured(declared).is_abstract || choices.one_in(3);
        match wanted {
            true => choices.any(&concrete).copied().unwrap_or(declared),
            false => declared,
        }
    }

    fn ancestry(&self, id: StructuredId) -> Vec<StructuredId> {
        self.model.ancestry(id).collect()
    }

    /// Control information and annotations of the object.
    fn control(&self, choices: &mut Choices, members: &mut Members) {
        const NAMES: [&str; 9] = [
            "@odata.context",
            "@odata.id",
            "@odata.etag",
            "@odata.editLink",
            "@odata.readLink",
            "@Example.Term",
            "@Example.Term#Tablet",
            "@odata.mediaContentType",
            "@odata.count",
        ];
        for (at, name) in NAMES.into_iter().enumerate() {
            if choices.one_in(8) {
                let value = match choices.below(6) {
                    // the first three are texts, or null where there is none (OData JSON 4.01 §4.6)
                    5 if at < 3 => Tree::Scalar("null".to_owned()),
                    0..5 if name.starts_with("@odata") => Tree::text(&names::text(choices)),
                    _ => any(choices, 1),
                };
                members.add(name, Value::same(value));
            }
        }
    }

    /// Properties of a newer version of the service, or of an open type, and their annotations.
    fn undeclared(&self, choices: &mut Choices, members: &mut Members, actual: StructuredId) {
        let known: Vec<&str> = self
            .ancestry(actual)
            .into_iter()
            .flat_map(|id| {
                let ty = self.model.structured(id);
                let properties = ty.properties.iter().map(|property| &*property.name);
                properties.chain(
                    ty.navigation_properties
                        .iter()
                        .map(|property| &*property.name),
                )
            })
            .collect();
        for _ in 0..choices.below(3) {
            // no type that is declared anywhere has such a property
            let name = format!("{}-new", names::Scope::default().name(choices));
            members.add(&name, Value::same(any(choices, 2)));
        }
        for _ in 0..choices.below(3) {
            let about = match choices.any(&known) {
                Some(name) => (*name).to_owned(),
                None => "Unheard".to_owned(),
            };
            let term = choices.one(&[
                "odata.type",
                "odata.count",
                "odata.navigationLink",
                "Example.Term",
            ]);
            members.add(&format!("{about}@{term}"), Value::same(any(choices, 1)));
        }
    }

    fn property(
        &self,
        choices: &mut Choices,
        members: &mut Members,
        property: &Property,
        depth: usize,
        form: Form,
    ) {
        let is_stream = property.ty.ty == Type::Primitive(Primitive::Stream);
        if is_stream || choices.one_in(3) {
            return;
        }
        let null = Tree::Scalar("null".to_owned());
        if form == Form::Any && choices.one_in(10) {
            // null and nothing are the same, for collections, too
            return members.add_lost(&property.name, null.to_string());
        }
        match property.ty.collection {
            true => self.collection(choices, members, property, depth, form),
            false => {
                let value = self.single(choices, &property.ty, depth, form);
                members.add(&property.name, value);
            }
        }
    }

    fn collection(
        &self,
        choices: &mut Choices,
        members: &mut Members,
        property: &Property,
        depth: usize,
        form: Form,
    ) {
        let least = usize::from(form == Form::Plain);
        let most = if depth == 0 { least } else { 3 };
        let mut sent = Vec::new();
        let mut kept = Vec::new();
        for _ in 0..choices.between(least, most) {
            if form == Form::Any && choices.one_in(8) {
                sent.push("null".to_owned());
                // where no item may be null, none is kept
                if property.ty.nullable == Some(true) {
                    kept.push(Tree::Scalar("null".to_owned()));
                }
                continue;
            }
            let item = self.single(choices, &property.ty, depth, form);
            sent.push(item.sent);
            kept.push(item.kept);
        }
        let sent = format!("[{}]", sent.join(", "));
        match kept.is_empty() {
            true => members.add_lost(&property.name, sent),
            false => members.add(
                &property.name,
                Value {
                    sent,
                    kept: Tree::Array(kept),
                },
            ),
        }
    }

    fn single(&self, choices: &mut Choices, ty: &TypeUse, depth: usize, form: Form) -> Value {
        match ty.ty {
            Type::Primitive(primitive) => scalars::primitive(choices, primitive, form),
            Type::Definition(id) => {
                scalars::primitive(choices, self.model.definition(id).underlying_type, form)
            }
            Type::Enum(id) => scalars::member(choices, self.model.enumeration(id), form),
            Type::Structured(_) if depth == 0 => Value::same(Tree::Object(BTreeMap::new())),
            Type::Structured(id) => self.object_below(choices, id, depth - 1, form),
        }
    }
}

impl Value {
    /// A value that is written back as it came.
    fn same(tree: Tree) -> Self {
        Self {
            sent: tree.to_string(),
            kept: tree,
        }
    }
}

/// The members of an object, in the order in which they are sent.
#[derive(Debug, Default)]
struct Members {
    sent: Vec<String>,
    kept: BTreeMap<String, Tree>,
}

impl Members {
    fn add(&mut self, name: &str, value: Value) {
        // a name that stands twice is a fault of its own
        if self
            .kept
            .insert(name.to_owned(), value.kept.clone())
            .is_none()
        {
            self.sent
                .push(format!("{}: {}", Tree::text(name), value.sent));
        } else {
            let again = format!("{}: ", Tree::text(name));
            self.sent.retain(|member| !member.starts_with(&again));
            self.sent.push(format!("{again}{}", value.sent));
        }
    }

    /// A member of which nothing is kept.
    fn add_lost(&mut self, name: &str, sent: String) {
        self.sent.push(format!("{}: {sent}", Tree::text(name)));
    }

    fn value(self) -> Value {
        Value {
            sent: format!("{{{}}}", self.sent.join(", ")),
            kept: Tree::Object(self.kept),
        }
    }
}

/// Any JSON.
fn any(choices: &mut Choices, depth: usize) -> Tree {
    const SCALARS: [&str; 9] = [
        "null",
        "true",
        "0",
        "-1.50",
        "1e400",
        "12345678901234567890.0000000001",
        "\"\"",
        "\"INF\"",
        "\"\\u0000\"",
    ];
    match choices.below(if depth == 0 { 6 } else { 9 }) {
        0..4 => Tree::Scalar((*choices.one(&SCALARS)).to_owned()),
        4 | 5 => Tree::text(&names::text(choices)),
        6 => Tree::Array(choices.many(0, 3, |choices| any(choices, depth - 1))),
        _ => {
            let members = choices.many(0, 3, |choices| {
                (
                    names::Scope::default().name(choices),
                    any(choices, depth - 1),
                )
            });
            Tree::Object(members.into_iter().collect())
        }
    }
}
