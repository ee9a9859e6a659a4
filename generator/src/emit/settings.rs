//! Prints the settings of clients and requests, and the codes of errors.

use proc_macro2::TokenStream;
use quote::quote;

use super::paths::Paths;
use super::{docs, ident};
use crate::plan::{Carrier, ErrorConstant, Errors, Given, Setting, Settings};

/// The trait that gives the settings to requests, and the functions of the client's builder.
pub(super) fn settings(settings: &Settings, paths: &mut Paths<'_>) -> Vec<TokenStream> {
    let builder = paths.client_builder();
    let about = docs(&settings.docs);
    let of_requests = settings.settings.iter().map(of_request);
    let of_clients = settings.settings.iter().map(of_client);
    vec![
        quote! {
            #about
            pub trait RequestSettings: odata::IntoRequest + Sized {
                #(#of_requests)*
            }
        },
        quote!(
            impl<R: odata::IntoRequest> RequestSettings for R {}
        ),
        quote!(impl #builder { #(#of_clients)* }),
    ]
}

fn of_request(setting: &Setting) -> TokenStream {
    let (about, name) = (docs(&setting.docs), ident(&setting.rust));
    let (parameter, value) = match setting.given {
        Given::Text | Given::PerRequest => {
            let value = value(&setting.carrier, &quote!(value));
            (
                quote!(, value: &str),
                value.map_or(quote!(value), |text| quote!(&#text)),
            )
        }
        Given::Flag => (quote!(), flag(&setting.carrier)),
    };
    let header = header(&setting.carrier);
    quote! {
        #about
        fn #name(self #parameter) -> odata::Request<Self::Kind> {
            self.into_request().header(#header, #value)
        }
    }
}

fn of_client(setting: &Setting) -> TokenStream {
    let (about, name) = (docs(&setting.docs), ident(&setting.rust));
    let header = header(&setting.carrier);
    let (parameter, body) = match setting.given {
        Given::Text => {
            let text = value(&setting.carrier, &quote!(&value.into()));
            let text = text.unwrap_or(quote!(value));
            (
                quote!(, value: impl Into<String>),
                quote!(self.header(#header, #text)),
            )
        }
        Given::Flag => {
            let flag = flag(&setting.carrier);
            (quote!(), quote!(self.header(#header, #flag)))
        }
        Given::PerRequest => {
            let text = value(&setting.carrier, &quote!(&value()));
            let make = text.map_or(quote!(value), |text| quote!(move || #text));
            let parameter = quote!(, value: impl Fn() -> String + Send + Sync + 'static);
            (parameter, quote!(self.header_fn(#header, #make)))
        }
    };
    quote! {
        #about
        pub fn #name(self #parameter) -> Self {
            #body
        }
    }
}

fn header(carrier: &Carrier) -> &str {
    match carrier {
        Carrier::Header(name) => name,
        Carrier::Preference(_) | Carrier::QuotedPreference(_) => "Prefer",
    }
}

/// What the header says where the user gives a text, unless that is the text itself.
fn value(carrier: &Carrier, given: &TokenStream) -> Option<TokenStream> {
    match carrier {
        Carrier::Header(_) => None,
        Carrier::Preference(name) => Some(quote!(odata::preference::plain(#name, #given))),
        Carrier::QuotedPreference(name) => Some(quote!(odata::preference::quoted(#name, #given))),
    }
}

/// What the header says where the user gives nothing.
fn flag(carrier: &Carrier) -> TokenStream {
    match carrier {
        Carrier::Header(_) => quote!("true"),
        Carrier::Preference(name) | Carrier::QuotedPreference(name) => quote!(#name),
    }
}

/// The constants for the codes of errors.
pub(super) fn errors(errors: &Errors) -> Vec<TokenStream> {
    let constant = |constant: &ErrorConstant| {
        let (about, name) = (docs(&constant.docs), ident(&constant.name.rust));
        let code = &*constant.name.wire;
        quote!(#about pub const #name: odata::ErrorCode = odata::ErrorCode::new(#code);)
    };
    errors.constants.iter().map(constant).collect()
}
