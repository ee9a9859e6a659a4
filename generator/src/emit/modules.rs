//! Prints modules that declare others.

use proc_macro2::TokenStream;
use quote::quote;

use super::ident;
use crate::plan::Modules;

/// The declarations, then what is given on.
pub(super) fn modules(modules: &Modules) -> Vec<TokenStream> {
    let declarations = modules.modules.iter().map(|module| {
        let name = ident(&module.name);
        if module.public {
            quote!(pub mod #name;)
        } else {
            quote!(mod #name;)
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
            match &exports[..] {
                [export] => quote!(pub use #name::#export;),
                exports => quote!(pub use #name::{#(#exports),*};),
            }
        });
    let groups = [declarations.collect::<TokenStream>(), exports.collect()];
    groups
        .into_iter()
        .filter(|group| !group.is_empty())
        .collect()
}
