//! Turns structured types into structs with inherited properties flattened in, and into enums of those.

use super::names::{Case, RESERVED_ACCESSORS, local_names};
use super::shapes::Shape;
use super::types::{
    Accessor, Base, Condition, Content, Field, File, Name, Path, Polymorphic, RustType, Struct,
    Variant,
};
use super::{Planner, docs};
use crate::model::{NavigationProperty, Property, StructuredId, StructuredKind};

/// A property of a type, its own or inherited, with the name of its field.
pub(super) enum Member<'m> {
    /// A structural property.
    Property(&'m Property, &'m str),
    /// A navigation property, and whether builders lead over it.
    Navigation(&'m NavigationProperty, &'m str, bool),
}

impl Planner<'_> {
    /// The files of all structured types.
    pub(super) fn structs(&self) -> Vec<File> {
        let mut files = Vec::new();
        for id in self.model.structured_ids() {
            let Some(path) = &self.symbols.structured[id.0 as usize] else {
                continue;
            };
            match &self.symbols.shapes[id.0 as usize] {
                Shape::Polymorphic(variants) => {
                    let base = self.symbols.bases[id.0 as usize]
                        .as_ref()
                        .expect("every polymorphic type was given a base struct");
                    files.push(self.type_file(
                        path,
                        Content::Polymorphic(self.polymorphic(id, path, base, variants)),
                    ));
                    files.push(self.type_file(base, Content::Struct(self.structure(id, base))));
                }
                _ => files.push(self.type_file(path, Content::Struct(self.structure(id, path)))),
            }
        }
        files
    }

    fn structure(&self, id: StructuredId, path: &Path) -> Struct {
        Struct {
            docs: self.type_docs(id, path),
            name: Name {
                wire: self.model.structured(id).name.to_string().into(),
                rust: path.name.clone(),
            },
            fields: self
                .members(id)
                .filter_map(|member| self.field(id, &member))
                .collect(),
            derives_from: self.bases(id),
            shorthand: self.shorthand(id),
        }
    }

    fn polymorphic(
        &self,
        id: StructuredId,
        path: &Path,
        base: &Path,
        variants: &[StructuredId],
    ) -> Polymorphic {
        let path_of = |id: &StructuredId| {
            let path = self.symbols.structured[id.0 as usize].clone();
            path.expect("the variants of a type are those that are selected, and a concrete one is never omitted")
        };
        let types: Vec<Path> = variants.iter().map(path_of).collect();
        // types are imported under the names of their variants, beside the enum and its base
        let reserved = ["Other", &*path.name, &*base.name];
        let names = types.iter().map(|ty| &*ty.name);
        let names = local_names(names, Case::Camel, &reserved, "type");
        let docs = variants
            .iter()
            .map(|id| vec![docs::code(&self.model.structured(*id).name.to_string())]);
        let variant = |((ty, name), docs)| Variant { docs, name, ty };
        let fields: Vec<Field> = self
            .members(id)
            .filter_map(|member| self.field(id, &member))
            .collect();
        let functions = fields.iter().map(|field| {
            field
                .name
                .rust
                .strip_prefix("r#")
                .unwrap_or(&field.name.rust)
        });
        let functions = local_names(functions, Case::Snake, RESERVED_ACCESSORS, "property");
        let accessors = functions.into_iter().zip(fields);
        Polymorphic {
            docs: self.type_docs(id, path),
            name: Name {
                wire: self.model.structured(id).name.to_string().into(),
                rust: path.name.clone(),
            },
            base: base.clone(),
            variants: types
                .clone()
                .into_iter()
                .zip(names)
                .zip(docs)
                .map(variant)
                .collect(),
            accessors: accessors
                .map(|(function, field)| Accessor { function, field })
                .collect(),
            derives_from: self.bases(id),
        }
    }

    fn type_docs(&self, id: StructuredId, path: &Path) -> Vec<String> {
        let ty = self.model.structured(id);
        let kind = match ty.kind {
            StructuredKind::Entity => "Entity type",
            StructuredKind::Complex => "Complex type",
        };
        let wire = docs::code(&ty.name.to_string());
        let mut last = format!(
            "{kind} {wire} of {}.",
            docs::paragraph(&self.options.title).join(" ")
        );
        if self.symbols.bases[id.0 as usize].as_ref() == Some(path) {
            last.push_str(" What is known of a value whose own type is not.");
        } else if ty.is_open {
            last.push_str(" Open: `odata` holds its dynamic properties.");
        }
        if self.symbols.versions.line(self.model, id).nth(1).is_some() {
            last.push_str(" Stands for its earlier versions, too.");
        }
        docs::item(&ty.annotations, &last)
    }

    /// The generated types that stand for the bases of a type, nearest first.
    fn bases(&self, id: StructuredId) -> Vec<Base> {
        let bases = self.symbols.versions.bases(self.model, id).into_iter();
        let paths = bases.map(|base| &self.symbols.structured[base.0 as usize]);
        let base = |path: &Path| Base {
            path: path.clone(),
            condition: Condition::ALWAYS,
        };
        paths.flatten().map(base).collect()
    }

    /// All properties of a type: of its root first, and of each type in the order of the document.
    pub(super) fn members(&self, id: StructuredId) -> impl Iterator<Item = Member<'_>> {
        let mut chain: Vec<StructuredId> = self.model.ancestry(id).collect();
        chain.reverse();
        chain.into_iter().flat_map(move |id| {
            let ty = self.model.structured(id);
            let (properties, navigation) = self.symbols.fields[id.0 as usize]
                .split_at_checked(ty.properties.len())
                .unwrap_or_default();
            let properties = ty
                .properties
                .iter()
                .zip(properties)
                .map(|(property, field)| Member::Property(property, field));
            let navigation = ty.navigation_properties.iter().zip(navigation).enumerate();
            properties.chain(navigation.map(move |(at, (property, field))| {
                Member::Navigation(property, field, self.selection.has_navigation(id, at))
            }))
        })
    }

    /// The field of a property; none for what objects do not have.
    fn field(&self, owner: StructuredId, member: &Member<'_>) -> Option<Field> {
        match member {
            Member::Property(property, _) if !property.is_member() => None,
            Member::Navigation(property, _, _) if !property.is_member() => None,
            Member::Property(property, field) => Some(Field {
                docs: docs::named(
                    &property.name,
                    &property.annotations,
                    &docs::notes(&property.annotations, &property.ty.facets),
                ),
                name: Name {
                    wire: property.name.clone(),
                    rust: (*field).into(),
                },
                ty: self.field_type(owner, &property.ty),
            }),
            Member::Navigation(property, field, _) => Some(Field {
                docs: docs::named(&property.name, &property.annotations, &[]),
                name: Name {
                    wire: property.name.clone(),
                    rust: (*field).into(),
                },
                ty: RustType::Expanded(Box::new(self.navigation_type(property))),
            }),
        }
    }

    /// What a navigation property leads to: one or many.
    pub(super) fn navigation_type(&self, property: &NavigationProperty) -> RustType {
        let one = property
            .target
            .map_or(RustType::Runtime("Untyped"), |id| self.symbols.entity(id));
        if property.collection {
            RustType::Vec(Box::new(one))
        } else {
            one
        }
    }
}
