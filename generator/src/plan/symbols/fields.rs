//! Turns the properties of every type into the names of its fields.

use crate::model::{Model, StructuredId};
use crate::plan::names::{Case, Namer, Wanted};

/// Names the properties of every type in the scope of what it inherits, bases first.
pub(super) fn assign_fields(
    model: &Model,
    needed: &[bool],
    namer: &mut Namer<'_>,
) -> Vec<Vec<Box<str>>> {
    let mut fields: Vec<Vec<Box<str>>> = vec![Vec::new(); model.structured_types.len()];
    let mut open: Vec<StructuredId> = model
        .structured_ids()
        .filter(|&id| model.structured(id).base.is_none())
        .collect();
    open.reverse();
    while let Some(id) = open.pop() {
        if !needed[id.0 as usize] {
            continue;
        }
        let ty = model.structured(id);
        let inherited: Vec<Box<str>> = model
            .ancestry(id)
            .skip(1)
            .flat_map(|id| &fields[id.0 as usize])
            .cloned()
            .collect();
        let mut reserved: Vec<&str> = vec!["odata"];
        reserved.extend(
            inherited
                .iter()
                .map(|name| name.strip_prefix("r#").unwrap_or(name)),
        );
        let properties = ty
            .properties
            .iter()
            .map(|property| (&property.name, "property", property.span));
        let navigation = ty
            .navigation_properties
            .iter()
            .map(|property| (&property.name, "navigation", property.span));
        let wanted: Vec<Wanted<'_>> = properties
            .chain(navigation)
            .map(|(name, kind, span)| Wanted {
                key: name.to_string(),
                words: name,
                kind,
                span: Some(span),
            })
            .collect();
        if !wanted.is_empty() {
            fields[id.0 as usize] =
                namer.assign(&ty.name.to_string(), Case::Snake, &reserved, &wanted);
        }
        open.extend(ty.derived.iter().rev());
    }
    fields
}
