//! Prints property constants and gates.

use proc_macro2::TokenStream;
use quote::quote;

use super::paths::Paths;
use super::{condition, docs, ident};
use crate::plan::{Capability, Constant, Gate, Properties};

/// The constants of a type, then the gates of those that are restricted.
pub(super) fn properties(properties: &Properties, paths: &mut Paths<'_>) -> Vec<TokenStream> {
    let constants: Vec<_> = properties
        .constants
        .iter()
        .map(|constant| self::constant(constant, paths))
        .collect();
    let gates: Vec<_> = properties.gates.iter().flat_map(self::gate).collect();
    constants.into_iter().chain(gates).collect()
}

fn constant(constant: &Constant, paths: &mut Paths<'_>) -> TokenStream {
    let condition = condition(&constant.condition);
    let (about, name, wire) = (
        docs(&constant.docs),
        ident(&constant.name.rust),
        &*constant.name.wire,
    );
    let (owner, ty) = paths.within(&constant.condition, |paths| {
        (paths.ty(&constant.owner), paths.ty(&constant.ty))
    });
    let gate = paths.gate(&constant.gate).map(|gate| quote!(, #gate));
    let (kind, function) = if constant.navigation {
        (quote!(Navigation), quote!(navigation))
    } else {
        (quote!(Property), quote!(property))
    };
    quote! {
        #about #condition pub const #name: odata::#kind<#owner, #ty #gate> = odata::#function(#wire);
    }
}

fn gate(gate: &Gate) -> [TokenStream; 2] {
    let (about, name) = (docs(&gate.docs), ident(&gate.name));
    let allows = gate
        .allows
        .iter()
        .map(|capability| ident(trait_name(*capability)));
    [
        quote!(#about pub enum #name {}),
        quote!(odata::gate!(#name, [#(#allows),*]);),
    ]
}

fn trait_name(capability: Capability) -> &'static str {
    match capability {
        Capability::Readable => "Readable",
        Capability::Insertable => "Insertable",
        Capability::Updatable => "Updatable",
        Capability::Deletable => "Deletable",
        Capability::Expandable => "Expandable",
        Capability::Searchable => "Searchable",
        Capability::Filterable => "Filterable",
        Capability::Sortable => "Sortable",
        Capability::Countable => "Countable",
        Capability::Trackable => "Trackable",
        Capability::Referenceable => "Referenceable",
        Capability::Combinable => "Combinable",
    }
}
