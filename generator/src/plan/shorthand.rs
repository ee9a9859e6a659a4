//! Turns the path of a shorthand into the fields that lead to the text.

use super::structs::Member;
use super::types::Shorthand;
use super::{Planner, docs};
use crate::model::{StructuredId, Type};

impl Planner<'_> {
    /// How a text becomes a value of a type, where the configuration says that it may.
    pub(super) fn shorthand(&self, id: StructuredId) -> Option<Shorthand> {
        let wire = self.model.structured(id).name.to_string();
        let properties = self.options.shorthand.get(&wire)?;
        let mut way = Vec::new();
        let mut at = Some(id);
        for name in properties.split('/') {
            let step = |member| match member {
                Member::Property(property, field) if *property.name == *name => {
                    Some((property, field))
                }
                _ => None,
            };
            let (property, field) = self.members(at?).find_map(step)?;
            way.push(field.into());
            at = match property.ty.ty {
                // beyond a type that is not selected there are no fields
                Type::Structured(next) => self.symbols.structured[next.0 as usize]
                    .as_ref()
                    .map(|_| next),
                _ => None,
            };
        }
        let field = way.pop()?;
        let text = format!(
            "A value with this text as {} and nothing else.",
            docs::code(properties)
        );
        Some(Shorthand {
            docs: vec![text],
            way,
            field,
        })
    }
}
