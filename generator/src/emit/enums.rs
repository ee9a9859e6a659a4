//! Prints open enumerations, sets of flags and type definitions.

use proc_macro2::TokenStream;
use quote::quote;

use super::paths::Paths;
use super::{docs, ident};
use crate::plan::{Alias, Enum, Flags, Member};

/// An enum with a variant for each member, and one for members that are not known.
pub(super) fn enumeration(ty: &Enum) -> Vec<TokenStream> {
    let (about, name, wire) = (docs(&ty.docs), ident(&ty.name.rust), &*ty.name.wire);
    let (abouts, members, wires, values) = columns(&ty.members);
    vec![
        quote! {
            #about
            #[derive(Clone)]
            pub enum #name {
                #(#abouts #members,)*
                #[doc = " A member that this version of the model does not know."]
                Unrecognized(odata::UnknownMember),
            }
        },
        quote! {
            impl odata::Enumeration for #name {
                const TYPE_NAME: &'static str = #wire;

                #[inline]
                fn variants() -> odata::Variants<Self> {
                    (&[#((#wires, #values, Self::#members)),*], Self::Unrecognized)
                }

                odata::unrecognized!();
            }
        },
        quote!(odata::enumeration!(#name);),
    ]
}

/// A struct around bits, with a constant for each member.
pub(super) fn flags(ty: &Flags) -> Vec<TokenStream> {
    let (about, name, wire) = (docs(&ty.docs), ident(&ty.name.rust), &*ty.name.wire);
    let (abouts, members, wires, values) = columns(&ty.members);
    vec![
        quote!(#about pub struct #name(odata::Flags);),
        quote! {
            impl #name {
                #(#abouts pub const #members: Self = Self(odata::Flags::new(#values));)*
            }
        },
        quote! {
            impl odata::FlagSet for #name {
                const TYPE_NAME: &'static str = #wire;

                #[inline]
                fn members() -> odata::Members {
                    &[#((#wires, #values)),*]
                }

                odata::bits!();
            }
        },
        quote!(odata::flags!(#name);),
    ]
}

/// The members, column by column: documentation, Rust name, wire name, number.
fn columns(
    members: &[Member],
) -> (
    Vec<TokenStream>,
    Vec<proc_macro2::Ident>,
    Vec<&str>,
    Vec<proc_macro2::Literal>,
) {
    (
        members.iter().map(|member| docs(&member.docs)).collect(),
        members
            .iter()
            .map(|member| ident(&member.name.rust))
            .collect(),
        members.iter().map(|member| &*member.name.wire).collect(),
        members
            .iter()
            .map(|member| proc_macro2::Literal::i64_unsuffixed(member.value))
            .collect(),
    )
}

/// A type definition as an alias of the type that it builds on.
pub(super) fn alias(ty: &Alias, paths: &mut Paths<'_>) -> Vec<TokenStream> {
    let (about, name, target) = (docs(&ty.docs), ident(&ty.name.rust), paths.ty(&ty.ty));
    vec![quote!(#about pub type #name = #target;)]
}
