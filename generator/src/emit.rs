//! Turns a [`Version`] into source text: quotes, parses and prints, and decides nothing.

mod client;
mod enums;
mod modules;
mod paths;
mod properties;
mod render;
mod requests;
mod settings;
mod statements;
mod structs;

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use rayon::prelude::*;

use crate::plan::{Condition, Content, File, Version};
use paths::Paths;
pub use statements::{expression, variable};

/// Prints every file of a version: its path from the root of the crate, and its text.
///
/// Files are printed in parallel; the result is in the order of the plan, whatever the number of threads.
#[must_use]
pub fn emit(version: &Version) -> Vec<(String, String)> {
    version
        .files
        .par_iter()
        .map(|file| (file.path.clone(), emit_file(version, file)))
        .collect()
}

fn emit_file(version: &Version, file: &File) -> String {
    let mut paths = Paths::new(version, file);
    let (docs, items): (&[String], Vec<TokenStream>) = match &file.content {
        Content::Struct(ty) => (&[], structs::structure(ty, &mut paths)),
        Content::Polymorphic(ty) => (&[], structs::polymorphic(ty, &mut paths)),
        Content::Enum(ty) => (&[], enums::enumeration(ty)),
        Content::Flags(ty) => (&[], enums::flags(ty)),
        Content::Alias(ty) => (&[], enums::alias(ty, &mut paths)),
        Content::Requests(requests) => (&[], requests::requests(requests, &mut paths)),
        Content::Options(options) => (
            &[],
            options
                .iter()
                .flat_map(|options| requests::optional_parameters(options, &mut paths))
                .collect(),
        ),
        Content::Properties(properties) => (
            &properties.docs,
            properties::properties(properties, &mut paths),
        ),
        Content::Client(client) => (&[], client::client(client, &mut paths)),
        Content::Settings(settings) => (&[], settings::settings(settings, &mut paths)),
        Content::Errors(errors) => (&errors.docs, settings::errors(errors)),
        Content::Modules(modules) => (&modules.docs, modules::modules(modules)),
    };
    render::file(docs, paths.imports(), items)
}

/// A name of the plan as an identifier; the plan only has names that can be printed.
fn ident(name: &str) -> Ident {
    match name.strip_prefix("r#") {
        Some(raw) => Ident::new_raw(raw, Span::call_site()),
        None => Ident::new(name, Span::call_site()),
    }
}

/// What makes an item depend on features; nothing where it is always there.
fn condition(condition: &Condition) -> TokenStream {
    if condition.is_always() {
        return quote!();
    }
    let predicate = predicate(condition);
    quote!(#[cfg(#predicate)])
}

/// What makes an item one that is there where those features are off.
fn otherwise(condition: &Condition) -> TokenStream {
    let predicate = predicate(condition);
    quote!(#[cfg(not(#predicate))])
}

fn predicate(condition: &Condition) -> TokenStream {
    let any = |names: &Vec<Box<str>>| match &names[..] {
        [only] => quote!(feature = #only),
        names => quote!(any(#(feature = #names),*)),
    };
    let lists: Vec<TokenStream> = condition.0.iter().map(any).collect();
    match &lists[..] {
        [only] => only.clone(),
        lists => quote!(all(#(#lists),*)),
    }
}

/// One attribute for each line of documentation.
fn docs(lines: &[String]) -> TokenStream {
    let lines = lines.iter().map(|line| {
        if line.is_empty() {
            String::new()
        } else {
            format!(" {line}")
        }
    });
    quote!(#(#[doc = #lines])*)
}
