//! Turns a document into what users of the generated code can name: types with their fields and variants,
//! and signatures, without documentation and bodies. Names of arguments tell which is which.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use odata_bindgen::config::Config;
use odata_bindgen::generate;
use quote::{ToTokens, quote};
use syn::{ImplItem, Item};

/// Everything that the code for a document offers, an item a line.
pub(crate) fn of(xml: &str) -> BTreeSet<String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("service.xml");
    fs::write(&path, xml).unwrap();
    let config = Config::for_single(&path, Path::new("out"), "client").unwrap();
    let generated = generate(&config).unwrap();
    let mut surface = BTreeSet::new();
    for (path, text) in generated.files.iter() {
        if path.as_str().ends_with(".rs") {
            let file = syn::parse_file(text).unwrap();
            file.items
                .into_iter()
                .for_each(|item| add(&mut surface, path.as_str(), item));
        }
    }
    surface
}

fn add(surface: &mut BTreeSet<String>, file: &str, item: Item) {
    match item {
        Item::Struct(mut item) => {
            item.attrs.clear();
            item.fields.iter_mut().for_each(|field| field.attrs.clear());
            surface.insert(line(file, item));
        }
        Item::Enum(mut item) => {
            item.attrs.clear();
            item.variants
                .iter_mut()
                .for_each(|variant| variant.attrs.clear());
            surface.insert(line(file, item));
        }
        Item::Const(mut item) => {
            item.attrs.clear();
            surface.insert(format!(
                "{file}: {} {}",
                item.ident,
                item.ty.to_token_stream()
            ));
        }
        // a builder is a name with functions: whether there is a struct of its own behind it follows from them
        Item::Type(item) if !item.generics.params.is_empty() => {
            let (name, generics, ty) = (item.ident, item.generics, item.ty);
            surface.insert(line(file, quote!(pub struct #name #generics (#ty);)));
        }
        Item::Type(mut item) => {
            item.attrs.clear();
            surface.insert(line(file, item));
        }
        Item::Impl(item) => {
            let of = item.self_ty.to_token_stream();
            let name = item.trait_.as_ref().map(|(path, _)| path.to_token_stream());
            let head = format!("{file}: impl {} for {of}", name.clone().unwrap_or_default());
            if head.contains("odata :: Keyed") {
                let constant = item.items.iter().map(ToTokens::to_token_stream);
                surface.extend(constant.map(|constant| format!("{head}: {constant}")));
            }
            // how a type is read and written is a body
            let functions = item.items.into_iter().filter(|_| name.is_none());
            for function in functions {
                if let ImplItem::Fn(function) = function {
                    let signature = function.sig.to_token_stream();
                    surface.insert(format!("{head}: {signature}"));
                } else if let ImplItem::Const(constant) = function {
                    surface.insert(format!("{head}: {}", constant.ident));
                }
            }
            surface.insert(head);
        }
        _ => {}
    }
}

fn line(file: &str, item: impl ToTokens) -> String {
    let text = item.to_token_stream().to_string();
    // commas at the end come and go with the length of a line
    let text = text.replace(" ,", ",").replace(", >", " >");
    let text = text.replace(",)", ")");
    format!("{file}: {text}")
}
