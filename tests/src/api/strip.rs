//! Turns an item into what others see of it: no bodies, no documentation, no private fields.

use syn::{Attribute, Block, Expr, Fields, Ident, Item, ItemMacro, ItemMod, TraitItem, Visibility};

use super::{Found, is_public};

/// The attributes that others can tell the presence of.
const SEEN: [&str; 5] = ["cfg", "deprecated", "derive", "must_use", "non_exhaustive"];

/// Removes the attributes that only readers of the source see.
pub(super) fn attributes(attributes: &mut Vec<Attribute>) {
    attributes.retain(|one| SEEN.iter().any(|name| one.path().is_ident(name)));
}

/// What an item is called.
pub(super) fn name(item: &Item) -> Option<String> {
    let name = match item {
        Item::Const(item) => &item.ident,
        Item::Enum(item) => &item.ident,
        Item::Fn(item) => &item.sig.ident,
        Item::Mod(item) => &item.ident,
        Item::Static(item) => &item.ident,
        Item::Struct(item) => &item.ident,
        Item::Trait(item) => &item.ident,
        Item::Type(item) => &item.ident,
        _ => return None,
    };
    Some(name.to_string())
}

/// Who may name an item.
pub(super) fn visibility(item: &Item) -> Option<&Visibility> {
    match item {
        Item::Const(item) => Some(&item.vis),
        Item::Enum(item) => Some(&item.vis),
        Item::Fn(item) => Some(&item.vis),
        Item::Mod(item) => Some(&item.vis),
        Item::Static(item) => Some(&item.vis),
        Item::Struct(item) => Some(&item.vis),
        Item::Trait(item) => Some(&item.vis),
        Item::Type(item) => Some(&item.vis),
        _ => None,
    }
}

/// An item under the name that it has for others.
pub(super) fn item(item: &Item, name: &str) -> Item {
    let mut item = item.clone();
    let rename = |ident: &mut Ident| *ident = Ident::new(name, ident.span());
    match &mut item {
        Item::Const(item) => {
            attributes(&mut item.attrs);
            *item.expr = nothing();
            rename(&mut item.ident);
        }
        Item::Static(item) => {
            attributes(&mut item.attrs);
            *item.expr = nothing();
            rename(&mut item.ident);
        }
        Item::Fn(item) => {
            attributes(&mut item.attrs);
            *item.block = no_body();
            rename(&mut item.sig.ident);
        }
        Item::Enum(item) => {
            attributes(&mut item.attrs);
            for variant in &mut item.variants {
                attributes(&mut variant.attrs);
                all_fields(&mut variant.fields);
            }
            rename(&mut item.ident);
        }
        Item::Struct(item) => {
            attributes(&mut item.attrs);
            public_fields(&mut item.fields);
            rename(&mut item.ident);
        }
        Item::Trait(item) => {
            attributes(&mut item.attrs);
            item.items.iter_mut().for_each(trait_item);
            rename(&mut item.ident);
        }
        Item::Type(item) => {
            attributes(&mut item.attrs);
            rename(&mut item.ident);
        }
        _ => {}
    }
    item
}

/// What a trait declares; of what it provides, that it does.
fn trait_item(item: &mut TraitItem) {
    match item {
        TraitItem::Fn(function) => {
            attributes(&mut function.attrs);
            if let Some(body) = &mut function.default {
                body.stmts.clear();
            }
        }
        TraitItem::Const(constant) => attributes(&mut constant.attrs),
        TraitItem::Type(ty) => attributes(&mut ty.attrs),
        _ => {}
    }
}

/// Fields of a variant are all public.
fn all_fields(fields: &mut Fields) {
    for field in fields.iter_mut() {
        attributes(&mut field.attrs);
    }
}

/// Leaves out the fields that only the crate sees. In a tuple they keep their places, without types.
fn public_fields(fields: &mut Fields) {
    all_fields(fields);
    match fields {
        Fields::Named(fields) => {
            let named = std::mem::take(&mut fields.named).into_iter();
            fields.named = named.filter(|field| is_public(&field.vis)).collect();
        }
        Fields::Unnamed(fields) => {
            let private = fields.unnamed.iter_mut();
            for field in private.filter(|field| !is_public(&field.vis)) {
                field.ty = syn::parse_str("_").expect("an underscore is a type");
            }
        }
        Fields::Unit => {}
    }
}

/// A module with these items, under the name that it has for others.
pub(super) fn module(item: &ItemMod, name: &str, items: Vec<Item>) -> ItemMod {
    let mut item = item.clone();
    attributes(&mut item.attrs);
    item.ident = Ident::new(name, item.ident.span());
    item.semi = None;
    item.content = Some((Default::default(), items));
    item
}

/// The name of an exported macro, as the use of one.
pub(super) fn exported(item: &ItemMacro) -> Option<Item> {
    let name = item.ident.as_ref()?;
    syn::parse_str(&format!("macro_rules! {name} {{}}")).ok()
}

/// Repeats the conditions of a `use` at what it has brought.
pub(super) fn mark(conditions: &[Attribute], before: &Found, found: &mut Found) {
    let conditions = conditions.iter().filter(|one| one.path().is_ident("cfg"));
    let conditions: Vec<_> = conditions.cloned().collect();
    for (name, items) in found {
        if before.contains_key(name) {
            continue;
        }
        if let Some(attributes) = items.first_mut().and_then(attributes_of) {
            attributes.splice(0..0, conditions.iter().cloned());
        }
    }
}

fn attributes_of(item: &mut Item) -> Option<&mut Vec<Attribute>> {
    match item {
        Item::Const(item) => Some(&mut item.attrs),
        Item::Enum(item) => Some(&mut item.attrs),
        Item::Fn(item) => Some(&mut item.attrs),
        Item::Struct(item) => Some(&mut item.attrs),
        Item::Trait(item) => Some(&mut item.attrs),
        Item::Type(item) => Some(&mut item.attrs),
        Item::Use(item) => Some(&mut item.attrs),
        _ => None,
    }
}

/// The text of an item, to sort by.
pub(super) fn text(item: &Item) -> String {
    prettyplease::unparse(&syn::File {
        shebang: None,
        frontmatter: None,
        attrs: Vec::new(),
        items: vec![item.clone()],
    })
}

/// What stands for a value.
pub(super) fn nothing() -> Expr {
    syn::parse_str("_").expect("an underscore is an expression")
}

fn no_body() -> Block {
    Block {
        brace_token: Default::default(),
        stmts: Vec::new(),
    }
}
