//! Turns the root of a crate into its modules and what is in them.

use std::collections::BTreeMap;
use std::path::Path;

use syn::{Attribute, ImplItem, Item, ItemImpl, Type};

use super::{is_public, strip};
use crate::place;

/// The path of a module below the root of its crate.
pub(super) type Module = Vec<String>;

/// All modules of a crate that are not for its tests.
pub(super) struct Krate {
    modules: BTreeMap<Module, Vec<Item>>,
    /// Macros that are exported, wherever they stand.
    pub(super) macros: Vec<Item>,
    implementations: BTreeMap<String, Vec<Item>>,
}

impl Krate {
    /// Reads all sources.
    pub(super) fn read(lib: &Path) -> Self {
        let mut krate = Self {
            modules: BTreeMap::new(),
            macros: Vec::new(),
            implementations: BTreeMap::new(),
        };
        let folder = lib.parent().expect("a library is in a folder");
        let text = place::read(lib);
        let syntax = syn::parse_file(&text).expect("sources are Rust");
        krate.add(folder, Vec::new(), syntax.items);
        for list in krate.implementations.values_mut() {
            list.sort_by_cached_key(strip::text);
        }
        krate.macros.sort_by_cached_key(strip::text);
        krate
    }

    fn add(&mut self, folder: &Path, module: Module, items: Vec<Item>) {
        for item in &items {
            match item {
                Item::Mod(item) if !is_for_tests(&item.attrs) => {
                    let name = item.ident.to_string();
                    let inner = [module.clone(), vec![name.clone()]].concat();
                    let file = folder.join(format!("{name}.rs"));
                    let items = match &item.content {
                        Some((_, items)) => items.clone(),
                        None => {
                            let syntax = syn::parse_file(&place::read(&file));
                            syntax.expect("sources are Rust").items
                        }
                    };
                    self.add(&folder.join(name), inner, items);
                }
                Item::Impl(item) => self.implement(item),
                Item::Macro(item) if has(&item.attrs, "macro_export") => {
                    self.macros.extend(strip::exported(item));
                }
                _ => {}
            }
        }
        self.modules.insert(module, items);
    }

    /// Keeps what a block implements, under the name of the type.
    fn implement(&mut self, item: &ItemImpl) {
        let Type::Path(path) = &*item.self_ty else {
            return;
        };
        let Some(last) = path.path.segments.last() else {
            return;
        };
        let mut item = item.clone();
        strip::attributes(&mut item.attrs);
        let is_of_trait = item.trait_.is_some();
        item.items.retain_mut(|inner| match inner {
            // what a trait asks for is in its declaration
            _ if is_of_trait => false,
            ImplItem::Fn(function) => {
                strip::attributes(&mut function.attrs);
                function.block.stmts.clear();
                is_public(&function.vis)
            }
            ImplItem::Const(constant) => {
                strip::attributes(&mut constant.attrs);
                constant.expr = strip::nothing();
                is_public(&constant.vis)
            }
            _ => false,
        });
        if is_of_trait || !item.items.is_empty() {
            let list = self.implementations.entry(last.ident.to_string());
            list.or_default().push(Item::Impl(item));
        }
    }

    /// What stands in a module; nothing where there is none.
    pub(super) fn items(&self, module: &Module) -> &[Item] {
        self.modules.get(module).map_or(&[], Vec::as_slice)
    }

    /// What is implemented for a type of this name.
    pub(super) fn implementations(&self, name: &str) -> Vec<Item> {
        self.implementations.get(name).cloned().unwrap_or_default()
    }

    /// The module that a path means where it is written; none if it is of another crate.
    pub(super) fn module(&self, from: &Module, path: &[String]) -> Option<Module> {
        let mut module = from.clone();
        for (number, part) in path.iter().enumerate() {
            match part.as_str() {
                "crate" if number == 0 => module.clear(),
                "self" => {}
                "super" => {
                    module.pop()?;
                }
                name => module.push(name.to_owned()),
            }
        }
        self.modules.contains_key(&module).then_some(module)
    }
}

fn is_for_tests(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let list = attribute.meta.require_list();
        attribute.path().is_ident("cfg") && list.is_ok_and(|list| list.tokens.to_string() == "test")
    })
}

fn has(attributes: &[Attribute], name: &str) -> bool {
    attributes.iter().any(|one| one.path().is_ident(name))
}
