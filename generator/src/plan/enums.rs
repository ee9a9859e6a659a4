//! Turns enumeration types and type definitions into open enums, sets of flags and aliases.

use super::names::{Case, Namer, Wanted, among};
use super::types::{Alias, Area, Condition, Content, Enum, File, Flags, Member, Name, Path};
use super::{Planner, docs};
use crate::model::{EnumType, TypeDefinition};

impl Planner<'_> {
    /// The files of all enumeration types and type definitions.
    pub(super) fn enums(&self) -> Vec<File> {
        let enums = self
            .model
            .enum_types
            .iter()
            .zip(&self.symbols.enums)
            .zip(&self.symbols.members);
        let enums = enums.filter_map(|((ty, path), members)| {
            let path = path.as_ref()?;
            Some(self.type_file(path, enumeration(ty, path, members)))
        });
        let definitions = self
            .model
            .type_definitions
            .iter()
            .zip(&self.symbols.definitions);
        let definitions = definitions.filter_map(|(ty, path)| {
            let path = path.as_ref()?;
            Some(self.type_file(path, Content::Alias(self.alias(ty, path))))
        });
        enums.chain(definitions).collect()
    }

    fn alias(&self, ty: &TypeDefinition, path: &Path) -> Alias {
        let wire = ty.name.to_string();
        let last = format!(
            "Type definition {}, a kind of {}.",
            docs::code(&wire),
            docs::code(ty.underlying_type.name())
        );
        Alias {
            docs: docs::item(&ty.annotations, &last),
            name: Name {
                wire: wire.into(),
                rust: path.name.clone(),
            },
            ty: self.primitive(ty.underlying_type),
        }
    }

    /// A file in `types` that holds what `path` names.
    pub(super) fn type_file(&self, path: &Path, content: Content) -> File {
        File {
            path: self.path(Area::Types, &path.space, self.symbols.module(path)),
            space: path.space.clone(),
            content,
            condition: Condition::ALWAYS,
        }
    }
}

fn enumeration(ty: &EnumType, path: &Path, names: &[Box<str>]) -> Content {
    let wire = ty.name.to_string();
    let name = Name {
        wire: wire.clone().into(),
        rust: path.name.clone(),
    };
    let members = ty.members.iter().zip(names).map(|(member, rust)| Member {
        docs: docs::named(&member.name, &member.annotations, &[]),
        name: Name {
            wire: member.name.clone(),
            rust: rust.clone(),
        },
        value: member.value,
    });
    let members = members.collect();
    if ty.is_flags {
        let docs = docs::item(&ty.annotations, &format!("Flags {}.", docs::code(&wire)));
        Content::Flags(Flags {
            docs,
            name,
            members,
        })
    } else {
        let docs = docs::item(
            &ty.annotations,
            &format!("Enumeration type {}.", docs::code(&wire)),
        );
        Content::Enum(Enum {
            docs,
            name,
            members,
        })
    }
}

/// Names the members of every enumeration type that has a path.
pub(super) fn assign_members(
    enum_types: &[EnumType],
    paths: &[Option<Path>],
    namer: &mut Namer<'_>,
) -> Vec<Vec<Box<str>>> {
    let assign = |(ty, path): (&EnumType, &Option<Path>)| {
        if path.is_none() {
            return Vec::new();
        }
        let wanted: Vec<Wanted<'_>> = ty
            .members
            .iter()
            .map(|member| Wanted {
                key: member.name.to_string(),
                words: &member.name,
                kind: "member",
                span: Some(member.span),
            })
            .collect();
        match ty.is_flags {
            true => namer.assign(&ty.name.to_string(), Case::Shouty, among(&[]), &wanted),
            false => namer.assign(
                &ty.name.to_string(),
                Case::Camel,
                among(&["Unrecognized"]),
                &wanted,
            ),
        }
    };
    enum_types.iter().zip(paths).map(assign).collect()
}
