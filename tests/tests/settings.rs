//! Do the settings of the generated Outlook client lead to the headers that the service reads?

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

use http::{HeaderMap, Method};
use odata_bindgen::config::Config;
use odata_bindgen::diagnostics::Style;
use outlook_rest::odata_runtime::{self as odata, transport_fn};
use outlook_rest::v1_0;
use outlook_rest::v2_0::{Client, ClientBuilder, RequestSettings, SERVICE, errors};
use tests::tidy::sources;

fn builder() -> ClientBuilder {
    tests::witness::watch();
    let transport = transport_fn(|_| Ok(http::Response::new("{}".into())));
    Client::builder().token("secret").transport(transport)
}

fn headers<R: odata::IntoRequest>(request: R) -> HeaderMap {
    let request = request.into_request().into_http();
    let request = request.expect("a request of the generated client is one of HTTP");
    request.headers().clone()
}

fn preferences(headers: &HeaderMap) -> Vec<&str> {
    let values = headers.get_all("prefer").iter();
    values
        .map(|value| value.to_str().expect("preferences are visible ASCII"))
        .collect()
}

#[test]
fn a_client_sends_its_settings_with_each_request() {
    let next = AtomicU32::new(1);
    let client = builder()
        .anchor_mailbox("john@contoso.com")
        .time_zone("Pacific Standard Time")
        .allow_unsafe_html()
        .client_request_id(move || format!("id-{}", next.fetch_add(1, Ordering::Relaxed)))
        .build()
        .unwrap();
    for id in ["id-1", "id-2"] {
        let headers = headers(client.me().messages().list());
        assert_eq!(headers["x-anchormailbox"], "john@contoso.com");
        assert_eq!(headers["client-request-id"], id);
        assert_eq!(
            preferences(&headers),
            [
                "outlook.timezone=\"Pacific Standard Time\"",
                "outlook.allow-unsafe-html"
            ]
        );
    }
}

#[test]
fn a_setting_of_a_request_replaces_the_one_of_its_client() {
    let client = builder()
        .anchor_mailbox("john@contoso.com")
        .time_zone("UTC")
        .body_content_type("html")
        .client_request_id(|| "made".to_owned())
        .build()
        .unwrap();
    let request = client.me().messages().list().top(5);
    let request = request
        .anchor_mailbox("jane@contoso.com")
        .time_zone("Tokyo Standard Time")
        .client_request_id("given");
    let headers = headers(request);
    assert_eq!(headers["x-anchormailbox"], "jane@contoso.com");
    assert_eq!(headers["client-request-id"], "given");
    assert_eq!(
        preferences(&headers),
        [
            "outlook.body-content-type=\"html\"",
            "outlook.timezone=\"Tokyo Standard Time\""
        ]
    );
}

#[test]
fn operations_with_optional_parameters_have_the_settings_too() {
    let client = builder().build().unwrap();
    let message = client.me().messages().by_key("a");
    let reply = message.reply().comment("Yes").body_content_type("text");
    assert_eq!(reply.method(), Method::POST);
    let reply = reply.into_http().unwrap();
    assert_eq!(
        preferences(reply.headers()),
        ["outlook.body-content-type=\"text\""]
    );
    assert_eq!(&reply.body()[..], br#"{"Comment":"Yes"}"#);
}

#[test]
fn functions_have_the_settings_too() {
    let client = builder().build().unwrap();
    let headers = headers(
        client
            .me()
            .supported_languages()
            .anchor_mailbox("a@b.example"),
    );
    assert_eq!(headers["x-anchormailbox"], "a@b.example");
}

#[test]
fn what_the_settings_do_not_name_is_set_on_the_builder_inside() {
    let inner = builder().into_inner().header("x-one", "1");
    let client = ClientBuilder::from(inner)
        .configure(|inner| inner.header("x-two", "2"))
        .build()
        .unwrap();
    let headers = headers(client.me().get());
    assert_eq!(
        (&headers["x-one"], &headers["x-two"]),
        (&"1".parse().unwrap(), &"2".parse().unwrap())
    );
    assert_eq!(headers["authorization"], "Bearer secret");
}

#[test]
fn well_known_folders_have_functions() {
    let client = builder().build().unwrap();
    let sent = client.me().mail_folders().sent_items().messages();
    assert!(
        sent.url()
            .unwrap()
            .path()
            .ends_with("/Me/MailFolders('SentItems')/Messages")
    );

    let transport = transport_fn(|_| Ok(http::Response::new("{}".into())));
    tests::witness::watch();
    let old = v1_0::Client::builder()
        .transport(transport)
        .build()
        .unwrap();
    let inbox = old.me().folders().inbox();
    assert!(
        inbox
            .url()
            .unwrap()
            .path()
            .ends_with("/Me/Folders('Inbox')")
    );
}

#[test]
fn codes_and_limits_of_the_service_are_constants() {
    let code = errors::MAILBOX_NOT_ENABLED_FOR_REST_API;
    assert_eq!(code.as_str(), "MailboxNotEnabledForRESTAPI");
    assert_eq!(SERVICE.max_batch, Some(20));
    assert_eq!(SERVICE.batch_url, "me/$batch");
    assert_eq!(SERVICE.origins, ["https://outlook.office365.com"]);
    let expired = odata::ErrorCode::new("SyncStateNotFound");
    assert!(SERVICE.expired_codes.contains(&expired));
    assert_eq!(SERVICE.batch_format, odata::BatchFormat::Multipart);
}

#[test]
fn no_setting_can_hide_a_function_of_the_runtime() {
    let functions = functions_of(&["ClientBuilder", "Request"]);
    for known in [
        "trust_origin",
        "token_fn",
        "build",
        "wait",
        "filter",
        "header",
    ] {
        assert!(functions.contains(known), "{known} was not found");
    }
    let accepted: Vec<_> = functions.iter().filter(|name| accepts(name)).collect();
    assert!(
        accepted.is_empty(),
        "add these to `FUNCTIONS` in `config/check/names.rs`: {accepted:?}"
    );
    assert!(accepts("zone"));
}

/// Whether the configuration takes this as the name of a setting.
fn accepts(name: &str) -> bool {
    let text = format!(
        "[crate]\nname = \"a\"\n[versions.v1]\nmetadata = \"a.xml\"\n\
         [[service.setting]]\nname = \"{name}\"\nheader = \"x\"\ndoc = \"d\"\n"
    );
    match Config::parse("odata-bindgen.toml", &text, PathBuf::new()) {
        Ok(_) => true,
        Err(error) => {
            let text = error.render(Style::default());
            assert!(text.contains("cannot be the name of a setting"), "{text}");
            false
        }
    }
}

/// The public functions that the runtime's sources give these types, but for those of traits.
fn functions_of(types: &[&str]) -> BTreeSet<String> {
    let mut functions = BTreeSet::new();
    for source in sources() {
        if source.path.starts_with("runtime/src/") {
            let items = source.syntax.items.iter();
            let blocks = items.filter_map(|item| inherent(item, types));
            functions.extend(blocks.flatten().filter_map(public_function));
        }
    }
    functions
}

/// What an `impl` of one of the types has inside.
fn inherent<'s>(item: &'s syn::Item, types: &[&str]) -> Option<&'s [syn::ImplItem]> {
    let syn::Item::Impl(item) = item else {
        return None;
    };
    let syn::Type::Path(ty) = &*item.self_ty else {
        return None;
    };
    let last = &ty.path.segments.last()?.ident;
    let wanted = item.trait_.is_none() && types.iter().any(|name| last == name);
    wanted.then_some(&*item.items)
}

fn public_function(item: &syn::ImplItem) -> Option<String> {
    match item {
        syn::ImplItem::Fn(function) if matches!(function.vis, syn::Visibility::Public(_)) => {
            Some(function.sig.ident.to_string())
        }
        _ => None,
    }
}
