//! Turns the metadata of the repository into Rust items, each of which has to be in the committed crate.

use std::collections::{BTreeMap, BTreeSet};

use odata_bindgen::config::{Config, FILE_NAME};
use odata_bindgen::diagnostics::Style;
use odata_bindgen::diff::{ItemIndex, elements};
use odata_bindgen::impact::Items;
use odata_bindgen::plans;
use syn::{Fields, ImplItem, Item};
use tests::place;

/// The names that are declared in types, and in modules of constants, by the last part of their paths.
type Declared = BTreeMap<String, BTreeSet<String>>;

fn declared(module: &str) -> Declared {
    let folder = place::root().join("generated/src").join(module);
    let mut declared = Declared::new();
    for path in place::files_below(&folder, ".rs") {
        let file = syn::parse_file(&place::read(&path)).expect("generated code is Rust");
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let own = declared.entry(stem.into_owned()).or_default();
        own.extend(file.items.iter().filter_map(name));
        for item in &file.items {
            if let Some((owner, names)) = inside(item) {
                declared.entry(owner).or_default().extend(names);
            }
        }
        if let Some(collection) = picked_by_the_runtime(&file) {
            declared
                .entry(collection)
                .or_default()
                .insert("by_key".to_owned());
        }
    }
    declared
}

/// The builder of a collection whose `by_key` the runtime has, because the key is one string.
fn picked_by_the_runtime(file: &syn::File) -> Option<String> {
    let items_of = |name: &str| {
        file.items.iter().find_map(|item| match item {
            Item::Impl(item) => {
                let (path, _) = item.trait_.as_ref()?;
                (path.segments.last()?.ident == name).then_some(&item.items)
            }
            _ => None,
        })
    };
    items_of("Keyed")?;
    items_of("Collected")?.iter().find_map(|item| match item {
        ImplItem::Type(request) => match &request.ty {
            syn::Type::Path(path) => Some(path.path.segments.last()?.ident.to_string()),
            _ => None,
        },
        _ => None,
    })
}

fn name(item: &Item) -> Option<String> {
    Some(match item {
        Item::Const(item) => item.ident.to_string(),
        Item::Enum(item) => item.ident.to_string(),
        Item::Struct(item) => item.ident.to_string(),
        Item::Type(item) => item.ident.to_string(),
        _ => return None,
    })
}

fn inside(item: &Item) -> Option<(String, Vec<String>)> {
    let (owner, names) = match item {
        Item::Struct(item) => {
            let fields = match &item.fields {
                Fields::Named(fields) => fields.named.iter().collect(),
                _ => Vec::new(),
            };
            let names = fields.iter().filter_map(|field| field.ident.as_ref());
            (
                item.ident.to_string(),
                names.map(ToString::to_string).collect(),
            )
        }
        Item::Enum(item) => {
            let names = item
                .variants
                .iter()
                .map(|variant| variant.ident.to_string());
            (item.ident.to_string(), names.collect())
        }
        Item::Type(item) => (item.ident.to_string(), Vec::new()),
        Item::Impl(item) => {
            let syn::Type::Path(path) = &*item.self_ty else {
                return None;
            };
            let names = item.items.iter().filter_map(|item| match item {
                ImplItem::Fn(function) => Some(function.sig.ident.to_string()),
                ImplItem::Const(constant) => Some(constant.ident.to_string()),
                _ => None,
            });
            (
                path.path.segments.last()?.ident.to_string(),
                names.collect(),
            )
        }
        _ => return None,
    };
    Some((owner, names))
}

#[test]
fn every_item_of_an_element_is_in_the_generated_crate() {
    let (config, _) = Config::load(&place::root().join(FILE_NAME))
        .expect("the config of the repository can be used");
    let read = plans(&config).unwrap_or_else(|error| panic!("{}", error.render(Style::default())));
    let (mut missing, mut seen) = (Vec::new(), 0);
    for ((model, plan), version) in read.models.iter().zip(&read.versions).zip(&config.versions) {
        let declared = declared(&version.name);
        let items = Items::new(&config.package.name, model, plan);
        let root = format!("outlook_rest::{}::", version.name);
        for side in elements(model) {
            for item in items.items(&side) {
                seen += 1;
                let path = item.strip_prefix(&root).expect("items are in their module");
                // what is given to a function by position has no name of its own
                let path = path.split('(').next().unwrap_or(path);
                let is_there = match path.rsplit_once("::") {
                    Some(("requests", name)) => declared.contains_key(name),
                    Some((outer, name)) => {
                        let outer = outer.rsplit("::").next().unwrap_or(outer);
                        declared
                            .get(outer)
                            .is_some_and(|names| names.contains(name))
                    }
                    None => declared.contains_key(path),
                };
                if !is_there {
                    missing.push(item);
                }
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
    assert!(seen > 5_000, "only {seen} items were looked for");
}
