//! Prints modules that declare others.

use proc_macro2::TokenStream;
use quote::quote;

use super::{condition, docs, ident, otherwise};
use crate::plan::{Absent, Modules};

/// The declarations, then what is given on.
pub(super) fn modules(modules: &Modules) -> Vec<TokenStream> {
    let declarations = modules.modules.iter().map(|module| {
        let (condition, name) = (condition(&module.condition), ident(&module.name));
        if module.public {
            quote!(#condition pub mod #name;)
        } else {
            quote!(#condition mod #name;)
        }
    });
    let exports = modules
        .modules
        .iter()
        .filter(|module| !module.exports.is_empty())
        .map(|module| {
            let (name, exports) = (
                ident(&module.name),
                module
                    .exports
                    .iter()
                    .map(|export| ident(export))
                    .collect::<Vec<_>>(),
            );
            let condition = condition(&module.condition);
            match &exports[..] {
                [export] => quote!(#condition pub use #name::#export;),
                exports => quote!(#condition pub use #name::{#(#exports),*};),
            }
        });
    let conditional = modules.modules.iter().flat_map(|module| {
        let name = ident(&module.name);
        module.conditional.iter().map(move |export| {
            let (condition, export) = (condition(&export.condition), ident(&export.name));
            quote!(#condition pub use #name::#export;)
        })
    });
    let exports = exports.chain(conditional);
    let groups = [declarations.collect::<TokenStream>(), exports.collect()];
    let groups = groups.into_iter().filter(|group| !group.is_empty());
    groups.chain(modules.absent.iter().map(absent)).collect()
}

/// A type that is nothing but a name, and that nobody can make.
fn absent(absent: &Absent) -> TokenStream {
    let (condition, about) = (otherwise(&absent.condition), docs(&absent.docs));
    let name = ident(&absent.name);
    quote! {
        #about
        #condition
        #[non_exhaustive]
        pub struct #name;
    }
}
