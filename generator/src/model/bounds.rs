//! Turns a linked model into findings where it would grow beyond the limits once it is written out.

use super::{Model, StructuredId};
use crate::csdl::Document;
use crate::diagnostics::{Diagnostic, Diagnostics, Span};
use crate::limits::{Limit, Limits};

/// What a line of code for a member takes at least, in bytes: it is declared, read and written.
const LEAST: u64 = 150;

/// Whether no single type, enumeration or operation has more members than are accepted.
pub(super) fn check_types(
    documents: &[Document],
    limits: &Limits,
    diagnostics: &mut Diagnostics,
) -> bool {
    let schemas = documents.iter().flat_map(|document| &document.schemas);
    let counts = schemas.flat_map(|schema| {
        let structured = schema.structured_types.iter();
        let structured = structured.map(|ty| {
            let members = ty.properties.len() + ty.navigation_properties.len();
            (ty.name.span, members)
        });
        let enums = schema.enum_types.iter();
        let enums = enums.map(|ty| (ty.name.span, ty.members.len()));
        let operations = schema.operations.iter();
        let operations = operations.map(|each| (each.name.span, each.parameters.len()));
        structured.chain(enums).chain(operations)
    });
    let most = limits.count(Limit::TypeMembers);
    let mut beyond = counts.filter(|(_, count)| *count > most);
    let Some((span, count)) = beyond.next() else {
        return true;
    };
    let message = format!("there are {count} members in one type, and {most} are the most");
    let beyond = Diagnostic::beyond(limits, Limit::TypeMembers, message);
    diagnostics.push(beyond.placed(span, "this one"));
    false
}

/// Cuts chains of bases that are longer than accepted, so that whatever follows may walk them.
pub(super) fn cut_chains(
    spans: &[Option<Span>],
    limits: &Limits,
    model: &mut Model,
    diagnostics: &mut Diagnostics,
) {
    let most = limits.count(Limit::Inheritance);
    // how many bases a type has, once that is known
    let mut depths: Vec<Option<usize>> = vec![None; model.structured_types.len()];
    let mut first = true;
    for start in model.structured_ids() {
        let unknown = |id: &StructuredId| depths[id.0 as usize].is_none();
        let chain: Vec<StructuredId> = model.ancestry(start).take_while(unknown).collect();
        for id in chain.into_iter().rev() {
            let base = model.structured(id).base;
            let depth = base.map_or(0, |base| depths[base.0 as usize].unwrap_or(0) + 1);
            depths[id.0 as usize] = Some(depth);
            if depth <= most {
                continue;
            }
            depths[id.0 as usize] = Some(0);
            if std::mem::take(&mut first) {
                let ty = model.structured(id);
                let message = format!("`{}` has more than {most} base types", ty.name);
                let beyond = Diagnostic::beyond(limits, Limit::Inheritance, message);
                let span = spans[id.0 as usize].unwrap_or(ty.span);
                diagnostics.push(beyond.placed(span, "one too many"));
            }
            model.structured_types[id.0 as usize].base = None;
        }
    }
}

/// What all types hold together, where what is inherited counts for each type that has it.
#[derive(Clone, Copy, Default)]
struct Weight {
    members: u64,
    /// The bytes that the descriptions of all these members have.
    text: u64,
}

/// Whether what all types inherit can be written out for each of them.
pub(super) fn check_members(model: &Model, limits: &Limits, diagnostics: &mut Diagnostics) -> bool {
    let mut weights: Vec<Option<Weight>> = vec![None; model.structured_types.len()];
    let mut sum = Weight::default();
    for start in model.structured_ids() {
        let unknown = |id: &StructuredId| weights[id.0 as usize].is_none();
        let chain: Vec<StructuredId> = model.ancestry(start).take_while(unknown).collect();
        for id in chain.into_iter().rev() {
            let base = model.structured(id).base;
            let inherited = base.and_then(|base| weights[base.0 as usize]);
            let weight = inherited.unwrap_or_default().plus(own(model, id));
            weights[id.0 as usize] = Some(weight);
            sum = sum.plus(weight);
        }
    }
    let size = sum.text.saturating_add(sum.members.saturating_mul(LEAST));
    let (limit, message) = if sum.members > limits.of(Limit::Members) {
        let (count, most) = (sum.members, limits.shown(Limit::Members));
        let message = format!(
            "all types have {count} members with those that they inherit, and {most} are the most"
        );
        (Limit::Members, message)
    } else if size > limits.of(Limit::OutputSize) {
        let most = limits.shown(Limit::OutputSize);
        (
            Limit::OutputSize,
            format!("the generated files would have {size} bytes or more, and {most} are the most"),
        )
    } else {
        return true;
    };
    diagnostics.push(Diagnostic::beyond(limits, limit, message));
    false
}

fn own(model: &Model, id: StructuredId) -> Weight {
    let ty = model.structured(id);
    let properties = ty.properties.iter();
    let navigation = ty.navigation_properties.iter();
    let operations = ty.operations.iter().chain(&ty.collection_operations);
    let described = properties
        .map(|property| &property.annotations)
        .chain(navigation.map(|property| &property.annotations))
        .chain(operations.map(|&id| &model.operation(id).annotations));
    let mut weight = Weight::default();
    for annotations in described {
        let texts = [&annotations.description, &annotations.long_description];
        let text: usize = texts.into_iter().flatten().map(|text| text.len()).sum();
        weight = weight.plus(Weight {
            members: 1,
            text: text as u64,
        });
    }
    weight
}

impl Weight {
    fn plus(self, other: Self) -> Self {
        Self {
            members: self.members.saturating_add(other.members),
            text: self.text.saturating_add(other.text),
        }
    }
}
