//! Prints structured types: a struct with its reading and writing, or an enum over structs.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::paths::Paths;
use super::{condition, docs, ident};
use crate::plan::{Accessor, Base, Field, Polymorphic, RustType, Shorthand, Struct};

/// A struct, how it is read and written, and what it derives from.
pub(super) fn structure(ty: &Struct, paths: &mut Paths<'_>) -> Vec<TokenStream> {
    let (about, name) = (docs(&ty.docs), ident(&ty.name.rust));
    let fields = ty.fields.iter().map(|field| {
        let (about, name, ty) = (
            docs(&field.docs),
            ident(&field.name.rust),
            paths.ty(&field.ty),
        );
        quote!(#about pub #name: #ty,)
    });
    let fields: TokenStream = fields.collect();
    let mut items = vec![
        quote! {
            #about
            #[derive(Default)]
            pub struct #name {
                #fields
                #[doc = " Control information, and properties that this version of the model does not declare."]
                pub odata: odata::Control,
            }
        },
        reading_and_writing(ty),
        quote!(odata::structured!(#name);),
    ];
    items.extend(
        ty.derives_from
            .iter()
            .map(|base| derives_from(&name, base, paths)),
    );
    items.extend(ty.shorthand.iter().flat_map(|from| shorthand(&name, from)));
    items
}

/// From a text that one has, from one that is borrowed, and from a borrowed value: functions take what converts.
fn shorthand(name: &Ident, shorthand: &Shorthand) -> [TokenStream; 3] {
    let about = docs(&shorthand.docs);
    let way = shorthand.way.iter().map(|field| ident(field));
    let field = ident(&shorthand.field);
    let owned = quote! {
        #about
        impl From<String> for #name {
            fn from(text: String) -> Self {
                let mut value = Self::default();
                let field = &mut value #(.#way.get_or_insert_default())* .#field;
                *field = Some(text);
                value
            }
        }
    };
    let borrowed = quote! {
        #about
        impl From<&str> for #name {
            fn from(text: &str) -> Self {
                Self::from(text.to_owned())
            }
        }
    };
    let value = quote! {
        impl From<&Self> for #name {
            fn from(value: &Self) -> Self {
                value.clone()
            }
        }
    };
    [owned, borrowed, value]
}

fn derives_from(name: &Ident, base: &Base, paths: &mut Paths<'_>) -> TokenStream {
    let condition = condition(&base.condition);
    let base = paths.within(&base.condition, |paths| paths.path(&base.path));
    quote!(#condition impl odata::DerivedFrom<#base> for #name {})
}

/// One chain of calls each: for every property a compiler has more to prove where the reader and the writer are
/// references, where errors are returned with `?`, and where names are the patterns of a `match`.
fn reading_and_writing(ty: &Struct) -> TokenStream {
    let (name, wire) = (ident(&ty.name.rust), &*ty.name.wire);
    let field = |field: &Field| (Literal::string(&field.name.wire), ident(&field.name.rust));
    let fields: Vec<(Literal, Ident)> = ty.fields.iter().map(field).collect();
    let read = links(&fields, &quote!(reader), |field| quote!(&mut self.#field));
    let write = links(&fields, &quote!(writer), |field| quote!(&self.#field));
    quote! {
        impl odata::Structured for #name {
            const TYPE_NAME: &'static str = #wire;

            fn read_properties<R: odata::PropertyReader>(&mut self, reader: R) -> R {
                #read.undeclared(&mut self.odata)
            }

            fn write_properties<W: odata::PropertyWriter>(&self, writer: W) -> W {
                #write.undeclared(&self.odata)
            }
        }
    }
}

/// A call of `property` for each field; after some dozens in a statement of their own, since who parses, prints or
/// compiles a chain needs more stack with each of its links.
fn links(
    fields: &[(Literal, Ident)],
    start: &TokenStream,
    place: impl Fn(&Ident) -> TokenStream,
) -> TokenStream {
    let link = |(wire, field): &(Literal, Ident)| {
        let place = place(field);
        quote!(.property(#wire, #place))
    };
    let mut chains = fields.chunks(LONGEST_CHAIN);
    let last = chains.next_back().unwrap_or_default().iter().map(link);
    let chains = chains.map(|chain| {
        let links = chain.iter().map(link);
        quote!(let #start = #start #(#links)*;)
    });
    quote!(#(#chains)* #start #(#last)*)
}

/// How many links the chain of one statement has at most.
const LONGEST_CHAIN: usize = 50;

/// An enum over the types below an abstract one, with the base's properties readable on it.
pub(super) fn polymorphic(ty: &Polymorphic, paths: &mut Paths<'_>) -> Vec<TokenStream> {
    let (about, name, base) = (docs(&ty.docs), ident(&ty.name.rust), paths.path(&ty.base));
    let names: Vec<_> = ty
        .variants
        .iter()
        .map(|variant| ident(&variant.name))
        .collect();
    let abouts: Vec<_> = ty
        .variants
        .iter()
        .map(|variant| docs(&variant.docs))
        .collect();
    let structs: Vec<_> = ty
        .variants
        .iter()
        .map(|variant| paths.path_as(&variant.ty, &variant.name))
        .collect();
    let mut items = vec![
        quote! {
            #about
            #[derive(Clone)]
            pub enum #name {
                #(#abouts #names(Box<#structs>),)*
                #[doc = " A type that this version of the model does not know, or a value that names none."]
                Other(Box<#base>),
            }
        },
        quote!(odata::polymorphic!(#name, #base, [#(#names),*]);),
    ];
    if !ty.accessors.is_empty() {
        let accessors = ty
            .accessors
            .iter()
            .map(|item| accessor(item, &names, paths));
        let accessors: TokenStream = accessors.collect();
        items.push(quote!(impl #name { #accessors }));
    }
    items.extend(
        ty.derives_from
            .iter()
            .map(|base| derives_from(&name, base, paths)),
    );
    items
}

/// A function that reads a property of the base, whichever variant the value is.
fn accessor(accessor: &Accessor, variants: &[Ident], paths: &mut Paths<'_>) -> TokenStream {
    let Accessor { function, field } = accessor;
    let (about, name) = (docs(&field.docs), ident(&field.name.rust));
    let function = ident(function);
    let (ty, how) = match &field.ty {
        RustType::Option(inner) if is_copied(inner) => (RustType::Option(inner.clone()), quote!()),
        RustType::Option(_) => return option_accessor(accessor, variants, paths),
        other => (other.clone(), quote!(&)),
    };
    let ty = paths.ty(&ty);
    quote! {
        #about
        #[must_use]
        pub fn #function(&self) -> #how #ty {
            match self {
                #(Self::#variants(value) => #how value.#name,)*
                Self::Other(value) => #how value.#name,
            }
        }
    }
}

fn option_accessor(accessor: &Accessor, variants: &[Ident], paths: &mut Paths<'_>) -> TokenStream {
    let Accessor { function, field } = accessor;
    let (about, name) = (docs(&field.docs), ident(&field.name.rust));
    let function = ident(function);
    let RustType::Option(inner) = &field.ty else {
        return TokenStream::new();
    };
    let (ty, read) = match &**inner {
        RustType::Plain("String") => (quote!(str), ident("as_deref")),
        RustType::Box(inner) => (paths.ty(inner), ident("as_deref")),
        inner => (paths.ty(inner), ident("as_ref")),
    };
    quote! {
        #about
        #[must_use]
        pub fn #function(&self) -> Option<&#ty> {
            match self {
                #(Self::#variants(value) => value.#name.#read(),)*
                Self::Other(value) => value.#name.#read(),
            }
        }
    }
}

fn is_copied(ty: &RustType) -> bool {
    matches!(ty, RustType::Plain(name) if *name != "String")
}
