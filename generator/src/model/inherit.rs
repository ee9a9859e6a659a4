//! Turns `BaseType` names into links both ways, cuts cycles, and hands down what is inherited.

use super::bounds;
use super::build::each_schema;
use super::resolve::Resolver;
use super::structured::kind_name;
use super::{Model, StructuredId};
use crate::csdl::Document;
use crate::csdl::tree::Text;
use crate::diagnostics::rules::semantic;
use crate::diagnostics::{Diagnostic, Span};
use crate::limits::Limits;

/// How many types of a cycle a message names.
const MOST_SHOWN: usize = 10;

/// Links every type to its base and its derived types.
///
/// After this no chain of bases is a cycle, or longer than the limits say: one that the document has is
/// reported and cut, so that whatever follows may walk up without looking out.
pub(super) fn link_bases(
    documents: &[Document],
    limits: &Limits,
    resolver: &mut Resolver<'_, '_>,
    model: &mut Model,
) {
    let spans = resolve_bases(documents, resolver, model);
    cut_cycles(&spans, resolver, model);
    bounds::cut_chains(&spans, limits, model, resolver.diagnostics);
    for id in model.structured_ids() {
        if let Some(base) = model.structured(id).base {
            model.structured_types[base.0 as usize].derived.push(id);
        }
    }
    hand_down(model);
}

/// Sets the bases as written; gives the place of each `BaseType`, by type.
fn resolve_bases(
    documents: &[Document],
    resolver: &mut Resolver<'_, '_>,
    model: &mut Model,
) -> Vec<Option<Span>> {
    let mut spans = Vec::with_capacity(model.structured_types.len());
    each_schema(documents, |scope| {
        for ty in &scope.schema.structured_types {
            let id = StructuredId::from_index(spans.len());
            spans.push(ty.base_type.as_ref().map(|base| base.span));
            // `Edm.ComplexType` and `Edm.EntityType` are what a type without a base derives from anyway
            let written = ty
                .base_type
                .as_ref()
                .filter(|base| !matches!(&*base.value, "Edm.ComplexType" | "Edm.EntityType"));
            let Some(written) = written else { continue };
            let base = resolver.find_structured(
                [&semantic::UNRESOLVED_BASE, &semantic::WRONG_BASE_KIND],
                scope.document,
                written,
            );
            model.structured_types[id.0 as usize].base =
                base.filter(|&base| same_kind(model, id, base, written, resolver));
        }
    });
    spans
}

fn same_kind(
    model: &Model,
    id: StructuredId,
    base: StructuredId,
    written: &Text,
    resolver: &mut Resolver<'_, '_>,
) -> bool {
    let (ty, base) = (model.structured(id), model.structured(base));
    if ty.kind == base.kind {
        return true;
    }
    resolver.diagnostics.push(
        Diagnostic::at(
            &semantic::WRONG_BASE_KIND,
            written.span,
            format!(
                "the {} `{}` cannot derive from the {} `{}`",
                kind_name(ty.kind),
                ty.name,
                kind_name(base.kind),
                base.name
            ),
            format!(
                "this is {} {}",
                if kind_name(base.kind).starts_with('e') {
                    "an"
                } else {
                    "a"
                },
                kind_name(base.kind)
            ),
        )
        .with_related(base.span, "declared here")
        .with_help(
            "an entity type derives from an entity type, a complex type from a complex type",
        ),
    );
    false
}

/// Where the walk up from a type has come to.
#[derive(Clone, Copy, PartialEq)]
enum Walk {
    New,
    Open,
    Done,
}

fn cut_cycles(spans: &[Option<Span>], resolver: &mut Resolver<'_, '_>, model: &mut Model) {
    let mut state = vec![Walk::New; model.structured_types.len()];
    for start in model.structured_ids() {
        let mut chain = Vec::new();
        let mut next = Some(start);
        while let Some(id) = next.filter(|id| state[id.0 as usize] == Walk::New) {
            state[id.0 as usize] = Walk::Open;
            chain.push(id);
            next = model.structured(id).base;
        }
        if let Some(entry) = next.filter(|id| state[id.0 as usize] == Walk::Open) {
            report_cycle(&chain, entry, spans, resolver, model);
            model.structured_types[entry.0 as usize].base = None;
        }
        for id in chain {
            state[id.0 as usize] = Walk::Done;
        }
    }
}

fn report_cycle(
    chain: &[StructuredId],
    entry: StructuredId,
    spans: &[Option<Span>],
    resolver: &mut Resolver<'_, '_>,
    model: &Model,
) {
    let cycle: Vec<_> = chain
        .iter()
        .skip_while(|&&id| id != entry)
        .chain([&entry])
        .collect();
    let mut names: Vec<_> = cycle
        .iter()
        .take(MOST_SHOWN)
        .map(|id| format!("`{}`", model.structured(**id).name))
        .collect();
    if cycle.len() > MOST_SHOWN {
        names.push(format!("and {} more", cycle.len() - MOST_SHOWN));
    }
    let span = spans[entry.0 as usize].unwrap_or(model.structured(entry).span);
    resolver.diagnostics.push(
        Diagnostic::at(
            &semantic::INHERITANCE_CYCLE,
            span,
            format!(
                "`{}` inherits from itself: {}",
                model.structured(entry).name,
                names.join(" → ")
            ),
            "the chain of base types comes back here",
        )
        .with_help("take one `BaseType` out of the circle"),
    );
}

/// Openness and media streams are inherited (§6.2, §6.4); bases are handled before what derives from them.
fn hand_down(model: &mut Model) {
    let mut open: Vec<StructuredId> = model
        .structured_ids()
        .filter(|&id| model.structured(id).base.is_none())
        .collect();
    while let Some(id) = open.pop() {
        let ty = model.structured(id);
        let (is_open, has_stream, derived) = (ty.is_open, ty.has_stream, ty.derived.clone());
        for &child in &derived {
            let child = &mut model.structured_types[child.0 as usize];
            child.is_open |= is_open;
            child.has_stream |= has_stream;
        }
        open.extend(derived);
    }
}
