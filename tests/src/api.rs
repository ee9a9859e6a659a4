//! Turns the sources of a library into what others can name of it, without bodies and documentation.
//!
//! It reads the text and not what the compiler makes of it: what a macro writes is not listed.

mod krate;
mod strip;

use std::collections::BTreeMap;
use std::path::Path;

use syn::{Ident, Item, UseTree, Visibility};

use krate::{Krate, Module};

/// The public items of a library, as Rust that has no bodies: modules, and in them items by name, each
/// with what is implemented for it.
///
/// # Panics
/// When the sources cannot be read.
#[must_use]
pub fn outline(lib: &Path) -> String {
    let krate = Krate::read(lib);
    let mut items = krate.macros.clone();
    items.extend(public_items(&krate, &Module::new()));
    prettyplease::unparse(&syn::File {
        shebang: None,
        frontmatter: None,
        attrs: Vec::new(),
        items,
    })
}

/// The public items of a module, those that it only names among them, in the order of their names.
fn public_items(krate: &Krate, module: &Module) -> Vec<Item> {
    let mut found = BTreeMap::new();
    collect(krate, module, &mut found);
    found.into_values().flatten().collect()
}

type Found = BTreeMap<String, Vec<Item>>;

fn collect(krate: &Krate, module: &Module, found: &mut Found) {
    for item in krate.items(module) {
        match item {
            Item::Use(item) if is_public(&item.vis) => {
                for named in named(&item.tree) {
                    let first = found.clone();
                    bring(krate, module, &named, found);
                    strip::mark(&item.attrs, &first, found);
                }
            }
            other => list(krate, module, other, None, found),
        }
    }
}

/// A name of a `use`: where it is from and what it is called here, or all that is there.
struct Named {
    path: Vec<String>,
    name: Option<String>,
}

fn named(tree: &UseTree) -> Vec<Named> {
    let with = |first: &Ident, rest: Vec<Named>| -> Vec<Named> {
        let prefix = |mut named: Named| {
            // `a::{self}` is `a`
            match named.path.last().is_some_and(|last| last == "self") {
                true => named.path = vec![first.to_string()],
                false => named.path.insert(0, first.to_string()),
            }
            if named.name.as_deref() == Some("self") {
                named.name = Some(first.to_string());
            }
            named
        };
        rest.into_iter().map(prefix).collect()
    };
    let one = |path: &Ident, name: Option<&Ident>| {
        let path = vec![path.to_string()];
        let name = name.map(Ident::to_string);
        vec![Named { path, name }]
    };
    match tree {
        UseTree::Path(path) => with(&path.ident, named(&path.tree)),
        UseTree::Name(name) => one(&name.ident, Some(&name.ident)),
        UseTree::Rename(rename) => one(&rename.ident, Some(&rename.rename)),
        UseTree::Glob(_) => vec![Named {
            path: Vec::new(),
            name: None,
        }],
        UseTree::Group(group) => group.items.iter().flat_map(named).collect(),
    }
}

/// Lists what a public `use` brings.
fn bring(krate: &Krate, module: &Module, named: &Named, found: &mut Found) {
    let Some(name) = &named.name else {
        match krate.module(module, &named.path) {
            Some(from) => collect(krate, &from, found),
            None => external(named, "*", found),
        }
        return;
    };
    let Some((last, folder)) = named.path.split_last() else {
        return;
    };
    let mut before = found.len();
    if let Some(from) = krate.module(module, folder) {
        for item in krate.items(&from) {
            match item {
                Item::Use(item) if from != *module => {
                    let again = self::named(&item.tree);
                    let again = again.iter().filter(|one| one.name.as_ref() == Some(last));
                    for one in again {
                        bring(krate, &from, one, found);
                        before = usize::MAX;
                    }
                }
                other if strip::name(other).as_ref() == Some(last) => {
                    list(krate, &from, other, Some(name), found);
                    before = usize::MAX;
                }
                _ => {}
            }
        }
    }
    if before != usize::MAX {
        external(named, name, found);
    }
}

/// Lists a name of another crate as it is.
fn external(named: &Named, name: &str, found: &mut Found) {
    let text = match named.path.last() {
        Some(last) if last != name && name != "*" => {
            format!("pub use {} as {name};", named.path.join("::"))
        }
        Some(_) if name == "*" => format!("pub use {}::*;", named.path.join("::")),
        _ => format!("pub use {};", named.path.join("::")),
    };
    if let Ok(item) = syn::parse_str(&text) {
        found.entry(name.to_owned()).or_default().push(item);
    }
}

/// Lists an item, if others can name it here, with all that is implemented for it.
fn list(krate: &Krate, module: &Module, item: &Item, name: Option<&String>, found: &mut Found) {
    let Some(own) = strip::name(item) else {
        return;
    };
    if !strip::visibility(item).is_some_and(is_public) {
        return;
    }
    let shown = name.unwrap_or(&own).clone();
    let entry = found.entry(shown.clone()).or_default();
    if let Item::Mod(item) = item {
        let mut inner = module.clone();
        inner.push(own);
        let items = public_items(krate, &inner);
        entry.push(Item::Mod(strip::module(item, &shown, items)));
        return;
    }
    entry.push(strip::item(item, &shown));
    entry.extend(krate.implementations(&own));
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}
