//! Turns paths of the plan into tokens, and remembers what a file has to import for them.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use quote::quote;

use super::ident;
use crate::plan::{Area, Condition, Content, File, GateRef, Path, RustType, Space, Version};

/// The names that one file uses. The runtime is none of them: the root of the crate calls it `odata` for all.
pub(super) struct Paths<'a> {
    /// The module of the version, as a path.
    root: String,
    /// The module that the file itself is, where it holds gates of its own.
    own_module: Option<&'a str>,
    space: &'a Space,
    /// Names that the file declares.
    own: BTreeSet<&'a str>,
    /// By module: names, each with the name that it goes by in this file.
    imports: BTreeMap<String, BTreeSet<(String, Option<String>)>>,
    /// What is printed is not always there, so that what it names is not imported.
    conditional: bool,
}

impl<'a> Paths<'a> {
    pub(super) fn new(version: &'a Version, file: &'a File) -> Self {
        let root = version
            .module
            .as_ref()
            .map_or_else(|| "crate".to_owned(), |module| format!("crate::{module}"));
        let stem = file
            .path
            .rsplit('/')
            .next()
            .and_then(|name| name.strip_suffix(".rs"));
        Self {
            root,
            own_module: stem.filter(|_| matches!(file.content, Content::Properties(_))),
            space: &file.space,
            own: own_names(&file.content),
            imports: BTreeMap::new(),
            conditional: false,
        }
    }

    /// Prints something that needs features. It names other items by whole paths: an import that only it
    /// uses would be one that nothing uses where the features are off.
    pub(super) fn within<T>(
        &mut self,
        condition: &Condition,
        print: impl FnOnce(&mut Self) -> T,
    ) -> T {
        self.conditional = !condition.is_always();
        let printed = print(self);
        self.conditional = false;
        printed
    }

    /// A generated item, imported by name from its own namespace and by module from others.
    pub(super) fn path(&mut self, path: &Path) -> TokenStream {
        let names: Vec<_> = path.name.split("::").collect();
        let is_own = match path.area {
            Area::Properties => path.space == *self.space && self.own_module == Some(names[0]),
            _ => path.space == *self.space && self.own.contains(names[0]),
        };
        if self.conditional && !is_own {
            let module = self.module(path);
            let module = module.split("::").map(ident);
            let names = names.iter().map(|name| ident(name));
            return quote!(#(#module)::*::#(#names)::*);
        }
        // beside gates, which are called like properties, no type may be called like itself
        if path.space != *self.space || (self.own_module.is_some() && path.area != Area::Properties)
        {
            self.import(self.root.clone(), path.area.module());
            let space = path.space.0.as_deref().map(ident);
            let (area, names) = (
                ident(path.area.module()),
                names.iter().map(|name| ident(name)),
            );
            return match space {
                Some(space) => quote!(#area::#space::#(#names)::*),
                None => quote!(#area::#(#names)::*),
            };
        }
        if path.area == Area::Properties && names.len() == 2 && self.own_module == Some(names[0]) {
            let name = ident(names[1]);
            return quote!(#name);
        }
        if !self.own.contains(names[0]) {
            let module = self.module(path);
            self.import(module, names[0]);
        }
        let names = names.iter().map(|name| ident(name));
        quote!(#(#names)::*)
    }

    /// The builder of the version's client.
    pub(super) fn client_builder(&mut self) -> TokenStream {
        self.import(format!("{}::client", self.root), "ClientBuilder");
        quote!(ClientBuilder)
    }

    /// A generated item under a name of the file's choice.
    pub(super) fn path_as(&mut self, path: &Path, name: &str) -> TokenStream {
        if path.space == *self.space && *path.name == *name {
            return self.path(path);
        }
        let module = self.module(path);
        let other = (*path.name != *name).then(|| name.to_owned());
        self.imports
            .entry(module)
            .or_default()
            .insert((path.name.to_string(), other));
        let name = ident(name);
        quote!(#name)
    }

    /// A type in a field, a parameter or a result.
    pub(super) fn ty(&mut self, ty: &RustType) -> TokenStream {
        match ty {
            RustType::Plain(name) => {
                let name = ident(name);
                quote!(#name)
            }
            RustType::Runtime(name) => {
                let name = ident(name);
                quote!(odata::#name)
            }
            RustType::Generated(path) => self.path(path),
            RustType::Option(inner) => {
                let inner = self.ty(inner);
                quote!(Option<#inner>)
            }
            RustType::Vec(inner) => {
                let inner = self.ty(inner);
                quote!(Vec<#inner>)
            }
            RustType::Box(inner) => {
                let inner = self.ty(inner);
                quote!(Box<#inner>)
            }
            RustType::Expanded(inner) => {
                let inner = self.ty(inner);
                quote!(odata::Expanded<#inner>)
            }
        }
    }

    /// A gate as the last argument of a type: nothing for the open one, which is the default.
    pub(super) fn gate(&mut self, gate: &GateRef) -> Option<TokenStream> {
        match gate {
            GateRef::Open => None,
            GateRef::Contained => Some(quote!(odata::Contained)),
            GateRef::Gate(path) => Some(self.path(path)),
        }
    }

    /// The `use` items of the file, sorted.
    pub(super) fn imports(&self) -> TokenStream {
        let generated = self.imports.iter().map(|(module, names)| {
            let module = module.split("::").map(ident);
            let names: Vec<_> = names.iter().map(import_name).collect();
            match &names[..] {
                [name] => quote!(use #(#module)::*::#name;),
                names => quote!(use #(#module)::*::{#(#names),*};),
            }
        });
        generated.collect()
    }

    fn module(&self, path: &Path) -> String {
        match &path.space.0 {
            Some(space) => format!("{}::{}::{space}", self.root, path.area.module()),
            None => format!("{}::{}", self.root, path.area.module()),
        }
    }

    fn import(&mut self, module: String, name: &str) {
        self.imports
            .entry(module)
            .or_default()
            .insert((name.to_owned(), None));
    }
}

fn import_name((name, other): &(String, Option<String>)) -> TokenStream {
    let name = ident(name);
    match other.as_deref().map(ident) {
        Some(other) => quote!(#name as #other),
        None => quote!(#name),
    }
}

fn own_names(content: &Content) -> BTreeSet<&str> {
    match content {
        Content::Struct(ty) => [&*ty.name.rust].into(),
        Content::Polymorphic(ty) => [&*ty.name.rust].into(),
        Content::Requests(requests) => {
            let builders = [Some(&requests.single), requests.collection.as_ref()];
            let builders = builders.into_iter().flatten().map(|builder| &*builder.name);
            builders
                .chain(requests.options.iter().map(|options| &*options.name))
                .collect()
        }
        Content::Options(options) => options.iter().map(|options| &*options.name).collect(),
        Content::Enum(_)
        | Content::Flags(_)
        | Content::Alias(_)
        | Content::Properties(_)
        | Content::Client(_)
        | Content::Settings(_)
        | Content::Errors(_)
        | Content::Modules(_) => BTreeSet::new(),
    }
}
