//! Turns the properties of each type into constants, and what is restricted into gates.

use std::collections::{BTreeSet, HashSet};

use super::gates::{self, Exposures};
use super::names::{Case, RESERVED_TYPES, of_one_case};
use super::structs::Member;
use super::types::{
    Area, Capability, Condition, Constant, Content, File, Gate, GateRef, Name, Path, Properties,
};
use super::{Planner, docs};
use crate::model::{
    Annotations, NavigationProperty, NavigationSource, Primitive, StructuredId, Type,
};

impl Planner<'_> {
    /// The files of constants and gates: one for each structured type, one for the container.
    pub(super) fn properties(&self) -> Vec<File> {
        let exposures = self.exposures();
        let types = self.model.structured_ids().filter_map(|id| {
            let path = self.symbols.named[id.0 as usize].as_ref()?;
            let properties = self.type_properties(id, path, &exposures[id.0 as usize]);
            let file = |content| File {
                path: self.path(Area::Properties, &path.space, self.symbols.module(path)),
                space: path.space.clone(),
                content: Content::Properties(content),
                condition: Condition::ALWAYS,
            };
            let is_empty = properties.constants.is_empty() && properties.gates.is_empty();
            (!is_empty).then(|| file(properties))
        });
        types.chain(self.container_gates()).collect()
    }

    fn type_properties(
        &self,
        id: StructuredId,
        path: &Path,
        exposed: &Exposures<'_>,
    ) -> Properties {
        let mut properties = Properties {
            docs: self.properties_docs(id, path),
            constants: Vec::new(),
            gates: Vec::new(),
        };
        let mut taken = HashSet::new();
        // a type that is only on the way has gates for what builders lead over, and no values to name properties of
        let has_values = self.symbols.structured[id.0 as usize].is_some();
        for member in self.members(id) {
            if !has_values && !matches!(member, Member::Navigation(_, _, true)) {
                continue;
            }
            let Some((mut constant, field, allowed)) = self.constant(id, &member, exposed) else {
                continue;
            };
            constant.name.rust = constant_name(field, &mut taken);
            let is_property = matches!(member, Member::Property(..));
            constant.gate = match is_property {
                true if gates::is_open_property(&allowed) => GateRef::Open,
                true => GateRef::Gate(self.gate_path(path, field)),
                false => gates::reference(&allowed, || self.gate_path(path, field)),
            };
            if let GateRef::Gate(gate) = &constant.gate {
                let docs = gate_docs(&constant.name.wire, gates::missing(&allowed, is_property));
                properties.gates.push(Gate {
                    docs,
                    name: last(&gate.name).into(),
                    allows: allowed,
                });
            }
            if has_values {
                properties.constants.push(constant);
            }
        }
        properties
    }

    fn properties_docs(&self, id: StructuredId, path: &Path) -> Vec<String> {
        if self.symbols.structured[id.0 as usize].is_none() {
            let wire = docs::code(&self.model.structured(id).name.to_string());
            return docs::wrap(&format!(
                "What may be done where builders lead on from {wire}."
            ));
        }
        let mut lines = vec![
            format!(
                "Properties of [`{}`](crate::{}).",
                path.name,
                self.public_path(path)
            ),
            String::new(),
        ];
        lines.extend(docs::paragraph(
            "The constants name what to select, filter, sort, expand and change; where that is not all allowed, \
             a type of the same name says what is.",
        ));
        lines
    }

    /// The constant of a property, without its name and gate, the field, and what is allowed; none for a stream.
    fn constant<'s>(
        &self,
        id: StructuredId,
        member: &Member<'s>,
        exposed: &Exposures<'_>,
    ) -> Option<(Constant, &'s str, BTreeSet<Capability>)> {
        let (annotations, wire, field, ty, allowed) = match member {
            Member::Property(property, _)
                if property.ty.ty == Type::Primitive(Primitive::Stream) =>
            {
                return None;
            }
            Member::Property(property, field) => {
                let allowed = match self.options.open_gates {
                    true => gates::open_property(),
                    false => gates::of_property(&property.annotations, exposed, &property.name),
                };
                (
                    &property.annotations,
                    &property.name,
                    *field,
                    self.present_type(&property.ty),
                    allowed,
                )
            }
            Member::Navigation(property, field, _) => {
                let allowed = self.allowed_beyond(property);
                (
                    &property.annotations,
                    &property.name,
                    *field,
                    self.navigation_type(property),
                    allowed,
                )
            }
        };
        let constant = Constant {
            docs: docs::named(wire, annotations, &[]),
            name: Name {
                wire: wire.clone(),
                rust: Box::default(),
            },
            navigation: matches!(member, Member::Navigation(..)),
            owner: self.symbols.entity(id),
            ty,
            gate: GateRef::Open,
            condition: Condition::ALWAYS,
        };
        Some((constant, field, allowed))
    }

    /// The gate of a navigation property of a type.
    pub(super) fn navigation_gate(
        &self,
        path: &Path,
        field: &str,
        property: &NavigationProperty,
    ) -> GateRef {
        gates::reference(&self.allowed_beyond(property), || {
            self.gate_path(path, field)
        })
    }

    /// What is allowed where a navigation property leads.
    fn allowed_beyond(&self, property: &NavigationProperty) -> BTreeSet<Capability> {
        let entities = property.target.filter(|_| property.collection);
        self.allowed_at(&property.annotations, !property.contains_target, entities)
    }

    /// What is allowed at an entity set or singleton: what stands there cannot be replaced by
    /// reference.
    fn allowed_in(&self, source: &NavigationSource) -> BTreeSet<Capability> {
        let entities = source.collection.then_some(source.entity_type);
        self.allowed_at(&source.annotations, false, entities)
    }

    /// What is allowed at an address, of which the type is given where it is a collection.
    fn allowed_at(
        &self,
        annotations: &Annotations,
        referenceable: bool,
        entities: Option<StructuredId>,
    ) -> BTreeSet<Capability> {
        if self.options.open_gates {
            return gates::open_address(referenceable);
        }
        let alone = entities.is_some_and(|id| self.options.is_searched_alone(self.model, id));
        gates::of_address(annotations, referenceable, alone)
    }

    /// The gate of an entity set or singleton, by the client's function for it.
    pub(super) fn source_gate(&self, function: &str, source: &NavigationSource) -> GateRef {
        let container = self
            .model
            .container
            .as_ref()
            .map_or("", |container| &*container.name.namespace);
        gates::reference(&self.allowed_in(source), || Path {
            area: Area::Properties,
            space: self.symbols.spaces.of(container),
            name: format!("{}::{}", self.symbols.container_module, gate_name(function)).into(),
        })
    }

    fn container_gates(&self) -> Option<File> {
        let container = self.model.container.as_ref()?;
        let functions = self.symbols.client_functions.iter().map(|name| &**name);
        let sources = container.sources.iter().enumerate();
        let sources = sources.filter(|(at, _)| self.selection.has_source(*at));
        let sources = sources.map(|(_, source)| source).zip(functions);
        let gate = |(source, function): (&NavigationSource, &str)| {
            let GateRef::Gate(path) = self.source_gate(function, source) else {
                return None;
            };
            let allows = self.allowed_in(source);
            let docs = gate_docs(&source.name, gates::missing(&allows, false));
            Some(Gate {
                docs,
                name: last(&path.name).into(),
                allows,
            })
        };
        let gates: Vec<Gate> = sources.filter_map(gate).collect();
        let space = self.symbols.spaces.of(&container.name.namespace);
        let docs = vec!["What the entity sets and singletons of the service allow.".to_owned()];
        (!gates.is_empty()).then(|| File {
            path: self.path(Area::Properties, &space, &self.symbols.container_module),
            space,
            condition: Condition::ALWAYS,
            content: Content::Properties(Properties {
                docs,
                constants: Vec::new(),
                gates,
            }),
        })
    }

    fn gate_path(&self, owner: &Path, field: &str) -> Path {
        let name = format!("{}::{}", self.symbols.module(owner), gate_name(field));
        Path {
            area: Area::Properties,
            space: owner.space.clone(),
            name: name.into(),
        }
    }

    /// The path of a type as users of the crate write it, after `crate::`.
    pub(super) fn public_path(&self, path: &Path) -> String {
        let module = self
            .options
            .module
            .iter()
            .map(|module| format!("{module}::"))
            .collect::<String>();
        match &path.space.0 {
            Some(space) => format!("{module}{}::{space}::{}", path.area.module(), path.name),
            None => format!("{module}{}::{}", path.area.module(), path.name),
        }
    }

    /// What is said of the properties of each type where entities of it are addressed, by id.
    fn exposures(&self) -> Vec<Exposures<'_>> {
        let mut direct = vec![Exposures::default(); self.model.structured_types.len()];
        let navigation = self
            .model
            .structured_types
            .iter()
            .flat_map(|ty| &ty.navigation_properties);
        for property in navigation.filter(|property| property.collection) {
            push(&mut direct, property.target, &property.annotations);
        }
        for source in self
            .model
            .container
            .iter()
            .flat_map(|container| &container.sources)
            .filter(|source| source.collection)
        {
            push(&mut direct, Some(source.entity_type), &source.annotations);
        }
        let inherited = |id: StructuredId| {
            self.model
                .ancestry(id)
                .flat_map(|id| direct[id.0 as usize].0.iter().copied())
                .collect()
        };
        self.model
            .structured_ids()
            .map(|id| Exposures(inherited(id)))
            .collect()
    }
}

fn push<'m>(
    exposures: &mut [Exposures<'m>],
    target: Option<StructuredId>,
    annotations: &'m Annotations,
) {
    if let (Some(id), Some(capabilities)) = (target, annotations.capabilities.as_deref()) {
        exposures[id.0 as usize].0.push(capabilities);
    }
}

fn gate_docs(wire: &str, missing: impl Iterator<Item = &'static str>) -> Vec<String> {
    let missing: Vec<&str> = missing.collect();
    docs::wrap(&format!(
        "What may be done with {}: all but {}.",
        docs::code(wire),
        missing.join(", ")
    ))
}

/// The last part of a path.
fn last(path: &str) -> &str {
    path.rsplit_once("::").map_or(path, |(_, last)| last)
}

/// The constant of a field; the field's name is pinned, so this one is too.
fn constant_name(field: &str, taken: &mut HashSet<String>) -> Box<str> {
    let plain = field.strip_prefix("r#").unwrap_or(field).to_uppercase();
    let plain = of_one_case(&plain, Case::Shouty);
    let numbered = (2..).map(|number| format!("{plain}_{number}"));
    let name = std::iter::once(plain.clone())
        .chain(numbered)
        .find(|name| taken.insert(name.clone()));
    name.unwrap_or(plain).into()
}

/// The gate of a field: its words joined, and only those, so that two fields never meet in one name.
fn gate_name(field: &str) -> String {
    let mut name = String::with_capacity(field.len());
    for word in field.strip_prefix("r#").unwrap_or(field).split('_') {
        let mut characters = word.chars();
        match characters.next() {
            // a letter such as `ª` has no counterpart, and the one it stands for may begin another word
            Some(first) if first.is_lowercase() && first.to_uppercase().eq([first]) => {
                name.push_str(&format!("U{:04x}", u32::from(first)));
            }
            Some(first) if first.is_lowercase() => name.extend(first.to_uppercase()),
            // without the underscore `a_1` and `a1` would be one
            Some(first) => name.extend(['_', first]),
            None => {}
        }
        name.push_str(characters.as_str());
    }
    match &*name {
        "" => "Unnamed".to_owned(),
        // what the constants beside it are made of; no other gate ends in an underscore
        name if RESERVED_TYPES.contains(&name) => format!("{name}_"),
        _ => name,
    }
}
