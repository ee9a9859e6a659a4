//! Prints request builders and the structs for optional parameters.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::paths::Paths;
use super::{condition, docs, ident};
use crate::plan::{
    Argument, Builder, Call, Function, OptionalParameters, Outcome, Parameter, Passed, Requests,
    Step, Target,
};

/// The builders of an entity type.
pub(super) fn requests(requests: &Requests, paths: &mut Paths<'_>) -> Vec<TokenStream> {
    let mut items = builder(
        requests,
        &requests.single,
        ["EntityRequest", "entity_request"],
        paths,
    );
    if let Some(collection) = &requests.collection {
        let names = ["CollectionRequest", "collection_request"];
        items.extend(builder(requests, collection, names, paths));
    }
    if requests.is_typed {
        items.extend(addressed(requests, paths));
    }
    let options = requests.options.iter();
    items.extend(options.flat_map(|options| optional_parameters(options, paths)));
    items
}

/// A struct around the builder of the runtime, or another name for it where nothing has to be added.
fn builder(
    requests: &Requests,
    builder: &Builder,
    [inner, make]: [&str; 2],
    paths: &mut Paths<'_>,
) -> Vec<TokenStream> {
    let entity = paths.ty(&requests.entity);
    let (about, name) = (docs(&builder.docs), ident(&builder.name));
    let (inner, make) = (ident(inner), ident(make));
    let inner = quote!(odata::#inner<#entity, G>);
    let functions = requests.own(builder);
    if functions.is_empty() {
        return vec![quote!(#about pub type #name<G = odata::Open> = #inner;)];
    }
    let functions: TokenStream = functions
        .into_iter()
        .map(|function| self::function(function, &quote!(self.0), paths))
        .collect();
    vec![
        quote!(#about #[must_use] pub struct #name<G = odata::Open>(#inner);),
        quote!(odata::#make!(#name, #entity);),
        quote!(impl<G> #name<G> { #functions }),
    ]
}

/// What the values of a type know about their addresses.
fn addressed(requests: &Requests, paths: &mut Paths<'_>) -> Vec<TokenStream> {
    let entity = paths.ty(&requests.entity);
    let condition = condition(&requests.entity_condition);
    let one = ident(&requests.single.name);
    let mut items = vec![quote! {
        #condition
        impl odata::Addressed for #entity {
            type Request<G> = #one<G>;
        }
    }];
    items.extend(requests.collection.as_ref().map(|collection| {
        let many = ident(&collection.name);
        quote! {
            #condition
            impl odata::Collected for #entity {
                type Request = #many;
            }
        }
    }));
    items.extend(requests.key().map(|key| {
        quote! {
            impl odata::Keyed for #entity {
                const KEY: &'static str = #key;
            }
        }
    }));
    items
}

/// A function of a builder or of the client; `start` is where its requests begin.
pub(super) fn function(
    function: &Function,
    start: &TokenStream,
    paths: &mut Paths<'_>,
) -> TokenStream {
    let condition = condition(&function.condition);
    let function = paths.within(&function.condition, |paths| step(function, start, paths));
    quote!(#condition #function)
}

fn step(function: &Function, start: &TokenStream, paths: &mut Paths<'_>) -> TokenStream {
    let (about, name) = (docs(&function.docs), ident(&function.rust));
    match &function.step {
        Step::Navigate { wire, target, gate } => {
            let ty = self::target(target, paths);
            let gate = paths.gate(gate).map(|gate| quote!(<#gate>));
            quote! {
                #about
                pub fn #name(&self) -> #ty #gate {
                    #start.navigate(#wire)
                }
            }
        }
        Step::Key { parts, target } => {
            let target = paths.path(target);
            let parameters = parts
                .iter()
                .map(|part| parameter(part, paths))
                .collect::<Vec<_>>();
            let key = key(parts, paths);
            quote! {
                #about
                pub fn #name(&self, #(#parameters),*) -> #target<G> {
                    #start.key(odata::Key::#key)
                }
            }
        }
        Step::WellKnown { key, value, target } => {
            let target = paths.path(target);
            quote! {
                #about
                pub fn #name(&self) -> #target<G> {
                    #start.key(odata::Key::new(#key, #value))
                }
            }
        }
        Step::Cast { wire, target } => {
            let target = paths.path(target);
            quote! {
                #about
                pub fn #name(&self) -> #target<G> {
                    #start.cast(#wire)
                }
            }
        }
        Step::Call(call) => self::call(call, &about, &name, start, paths),
    }
}

fn key(parts: &[Parameter], paths: &mut Paths<'_>) -> TokenStream {
    if let [part] = parts {
        let (wire, value) = (&*part.name.wire, value(part, paths));
        return quote!(new(#wire, #value));
    }
    let parts = parts.iter().map(|part| {
        let (wire, value) = (&*part.name.wire, value(part, paths));
        quote!((#wire, odata::Literal::literal(#value)))
    });
    quote!(composite([#(#parts),*]))
}

fn target(target: &Target, paths: &mut Paths<'_>) -> TokenStream {
    match target {
        Target::Builder(path) => paths.path(path),
        Target::Stream => {
            quote!(odata::StreamRequest)
        }
        Target::Resource => {
            quote!(odata::Resource)
        }
    }
}

fn call(
    call: &Call,
    about: &TokenStream,
    name: &Ident,
    start: &TokenStream,
    paths: &mut Paths<'_>,
) -> TokenStream {
    let parameters = call
        .required
        .iter()
        .map(|required| parameter(required, paths))
        .collect::<Vec<_>>();
    let begin = begin(call, start);
    let chain: TokenStream = call
        .required
        .iter()
        .map(|required| give(required, paths))
        .collect();
    let (result, body) = match (&call.options, &call.result) {
        (Some(options), _) => {
            let options = paths.path(options);
            (quote!(#options), quote!(#options(#begin #chain)))
        }
        (None, Outcome::Builder(path)) => {
            let builder = paths.path(path);
            (quote!(#builder), quote!(#begin #chain.call()))
        }
        (None, outcome) => {
            let kind = kind(outcome, paths);
            let request = ident(if call.action { "Request" } else { "Function" });
            (quote!(odata::#request<#kind>), quote!(#begin #chain))
        }
    };
    quote! {
        #about
        pub fn #name(&self, #(#parameters),*) -> #result {
            #body
        }
    }
}

/// An import is called by its own name alone, which the runtime is told by an empty namespace.
fn begin(call: &Call, start: &TokenStream) -> TokenStream {
    let (wire, namespace) = (&*call.wire, call.namespace.as_deref().unwrap_or_default());
    match (call.action, &call.result) {
        (true, _) => quote!(#start.action(#namespace, #wire)),
        // the request for the result itself is never made, so its kind does not matter
        (false, Outcome::Builder(_)) => {
            quote!(#start.function::<odata::Nothing>(#namespace, #wire))
        }
        (false, _) => quote!(#start.function(#namespace, #wire)),
    }
}

/// Adds a value to a call.
fn give(parameter: &Parameter, paths: &mut Paths<'_>) -> TokenStream {
    let (wire, name) = (&*parameter.name.wire, ident(&parameter.name.rust));
    let either = |in_body, in_url| match parameter.passed {
        Passed::InBody => ident(in_body),
        Passed::AsLiteral | Passed::AsJson => ident(in_url),
    };
    match &parameter.argument {
        argument if argument.is_text() => {
            let method = either("text_parameter", "text_argument");
            quote!(.#method(#wire, #name))
        }
        Argument::Borrowed(ty) => {
            let method = either("items_parameter", "items_argument");
            let ty = paths.ty(ty);
            quote!(.#method::<#ty>(#wire, #name))
        }
        _ => {
            let method = ident(match parameter.passed {
                Passed::InBody => "parameter",
                Passed::AsLiteral => "argument",
                Passed::AsJson => "json_argument",
            });
            let value = value(parameter, paths);
            quote!(.#method(#wire, #value))
        }
    }
}

fn parameter(parameter: &Parameter, paths: &mut Paths<'_>) -> TokenStream {
    let name = ident(&parameter.name.rust);
    match &parameter.argument {
        Argument::Value(ty) => {
            let ty = paths.ty(ty);
            quote!(#name: #ty)
        }
        Argument::Into(ty) => {
            let ty = paths.ty(ty);
            quote!(#name: impl Into<#ty>)
        }
        Argument::Reference(ty) => {
            let ty = paths.ty(ty);
            quote!(#name: &#ty)
        }
        Argument::Items(ty) => {
            let ty = paths.ty(ty);
            quote!(#name: impl IntoIterator<Item = impl Into<#ty>>)
        }
        Argument::Borrowed(ty) => {
            let ty = paths.ty(ty);
            quote!(#name: impl IntoIterator<Item = impl odata::Borrow<#ty>>)
        }
    }
}

fn value(parameter: &Parameter, paths: &mut Paths<'_>) -> TokenStream {
    let name = ident(&parameter.name.rust);
    match &parameter.argument {
        Argument::Value(_) => quote!(&#name),
        Argument::Into(ty) => {
            let ty = paths.ty(ty);
            quote!(&Into::<#ty>::into(#name))
        }
        Argument::Reference(_) | Argument::Borrowed(_) => quote!(#name),
        Argument::Items(ty) => {
            let ty = paths.ty(ty);
            quote!(&odata::collect::<#ty>(#name))
        }
    }
}

/// The kind of request that gives this outcome.
fn kind(outcome: &Outcome, paths: &mut Paths<'_>) -> TokenStream {
    match outcome {
        Outcome::Nothing => quote!(odata::Nothing),
        Outcome::Media => quote!(odata::Media),
        Outcome::Entity(ty) => {
            let ty = paths.ty(ty);
            quote!(odata::Entity<#ty>)
        }
        Outcome::Scalar(ty) => {
            let ty = paths.ty(ty);
            quote!(odata::Scalar<#ty>)
        }
        Outcome::Items(ty) => {
            let ty = paths.ty(ty);
            quote!(odata::Items<#ty>)
        }
        Outcome::Maybe(inner) => {
            let inner = kind(inner, paths);
            quote!(odata::Maybe<#inner>)
        }
        Outcome::Builder(path) => paths.path(path),
    }
}

/// A request with a method for each parameter that may be given.
pub(super) fn optional_parameters(
    options: &OptionalParameters,
    paths: &mut Paths<'_>,
) -> Vec<TokenStream> {
    let condition = condition(&options.condition);
    let items = paths.within(&options.condition, |paths| optional(options, paths));
    items.map(|item| quote!(#condition #item)).into()
}

fn optional(options: &OptionalParameters, paths: &mut Paths<'_>) -> [TokenStream; 3] {
    let (about, name, kind) = (
        docs(&options.docs),
        ident(&options.name),
        kind(&options.result, paths),
    );
    let methods = options.parameters.iter().map(|optional| {
        let (about, rust) = (docs(&optional.docs), ident(&optional.name.rust));
        let (parameter, give) = (parameter(optional, paths), give(optional, paths));
        quote! {
            #about
            pub fn #rust(self, #parameter) -> Self {
                Self(self.0 #give)
            }
        }
    });
    let methods: TokenStream = methods.collect();
    let (inner, make) = match options.action {
        true => (ident("Request"), ident("operation_request")),
        false => (ident("Function"), ident("function_request")),
    };
    [
        quote!(#about #[must_use] pub struct #name(pub(crate) odata::#inner<#kind>);),
        quote!(odata::#make!(#name, #kind);),
        quote!(impl #name { #methods }),
    ]
}
