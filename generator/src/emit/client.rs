//! Prints the client: how to make one, and what stands at the root of the service.

use proc_macro2::TokenStream;
use quote::quote;

use super::paths::Paths;
use super::{docs, ident, requests};
use crate::plan::Client;

/// The client, its builder, and what is fixed about the service.
pub(super) fn client(client: &Client, paths: &mut Paths<'_>) -> Vec<TokenStream> {
    let about = docs(&client.docs);
    let mut items = vec![
        service(client),
        quote! {
            #about
            #[derive(Clone, Debug)]
            pub struct Client(odata::Client);
        },
        quote! {
            #[doc = " Settings of a [`Client`]."]
            #[derive(Debug)]
            #[must_use = "`build` makes the client"]
            pub struct ClientBuilder(odata::ClientBuilder<Client>);
        },
        quote!(odata::client!(Client, ClientBuilder, SERVICE);),
    ];
    if !client.functions.is_empty() {
        let start = quote!(self.0.root());
        let functions: TokenStream = client
            .functions
            .iter()
            .map(|function| requests::function(function, &start, paths))
            .collect();
        items.push(quote!(impl Client { #functions }));
    }
    items
}

fn service(client: &Client) -> TokenStream {
    let base_url = &client.base_url;
    let origins = &client.origins;
    let origins = (!origins.is_empty()).then(|| quote!(.origins(&[#(#origins),*])));
    let key_style = ident(if client.key_segments {
        "Segment"
    } else {
        "Parentheses"
    });
    let operation_style = ident(if client.unqualified_operations {
        "Unqualified"
    } else {
        "Qualified"
    });
    let enum_style = client
        .unqualified_enums
        .then(|| quote!(.enum_style(odata::EnumStyle::Unqualified)));
    let headers = client
        .headers
        .iter()
        .map(|(name, value)| quote!((#name, #value)));
    let odata_version = client
        .odata_4_01
        .then(|| quote!(.odata_version(odata::ODataVersion::V4_01)));
    let expired = client
        .expired_codes
        .iter()
        .map(|code| quote!(odata::ErrorCode::new(#code)));
    let expired =
        (!client.expired_codes.is_empty()).then(|| quote!(.expired_codes(&[#(#expired),*])));
    let batches = batches(client);
    quote! {
        #[doc = " What is fixed about the service: where it is and how its addresses look."]
        pub static SERVICE: odata::Service = odata::Service::new(#base_url)
            #origins
            .key_style(odata::KeyStyle::#key_style)
            .operation_style(odata::OperationStyle::#operation_style)
            #enum_style
            .headers(&[#(#headers),*])
            #odata_version
            #expired
            #batches;
    }
}

fn batches(client: &Client) -> TokenStream {
    let url = client.batch_url.iter().map(|url| quote!(.batch_url(#url)));
    let most = client.max_batch.iter().map(|most| {
        let most = proc_macro2::Literal::u32_unsuffixed(*most);
        quote!(.max_batch(#most))
    });
    let format = client
        .json_batches
        .then(|| quote!(.batch_format(odata::BatchFormat::Json)));
    quote!(#(#url)* #(#most)* #format)
}
