//! Turns an address into the bytes that stand there: the only module that uses the network.

use std::sync::Arc;
use std::time::Duration;

use ureq::http::{Response, header};
use ureq::tls::{RootCerts, TlsConfig, TlsProvider};
use ureq::{Agent, Body};

use crate::error::Error;
use crate::load::address::Address;

/// How long a document may take, with all redirections.
const TIME: Duration = Duration::from_secs(120);

/// How long it may take until somebody listens.
const CONNECT: Duration = Duration::from_secs(15);

/// How large a document may be, in bytes: the largest known one has 10 MB.
const SIZE: u64 = 64 << 20;

/// How many redirections are followed.
const REDIRECTIONS: usize = 5;

/// Sends requests: through the proxy that the environment names, but to this machine directly.
#[derive(Debug)]
pub(super) struct Client {
    agent: Agent,
    direct: Agent,
}

impl Client {
    #[expect(clippy::unnecessary_wraps, reason = "the other client cannot be made")]
    pub(super) fn new() -> Result<Self, Error> {
        // the same as in the clients that are generated: one library for all, and the certificates of the system
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let tls = TlsConfig::builder()
            .provider(TlsProvider::Rustls)
            .unversioned_rustls_crypto_provider(provider)
            .root_certs(RootCerts::PlatformVerifier)
            .build();
        let config = || {
            Agent::config_builder()
                .tls_config(tls.clone())
                .http_status_as_error(false)
                // each step is looked at before it is taken
                .max_redirects(0)
                .timeout_connect(Some(CONNECT))
                .timeout_global(Some(TIME))
                .user_agent(concat!("odata-bindgen/", env!("CARGO_PKG_VERSION")))
                .accept("application/xml, application/json;q=0.9, */*;q=0.1")
        };
        Ok(Self {
            agent: config().build().into(),
            direct: config().proxy(None).build().into(),
        })
    }

    /// What stands at an address, and where that was in the end.
    pub(super) fn get(&self, address: &Address) -> Result<(Vec<u8>, Address), String> {
        let mut address = address.clone();
        for _ in 0..=REDIRECTIONS {
            let agent = match address.is_loopback() {
                true => &self.direct,
                false => &self.agent,
            };
            let response = agent.get(address.request()).call();
            let response = response.map_err(|error| reason(&error))?;
            if !response.status().is_redirection() {
                return Ok((body(response)?, address));
            }
            address = redirected(&address, &response)?;
        }
        Err(format!("it is redirected more than {REDIRECTIONS} times"))
    }
}

/// Where an answer sends those who ask.
fn redirected(from: &Address, response: &Response<Body>) -> Result<Address, String> {
    let location = response.headers().get(header::LOCATION);
    let location = location.and_then(|location| location.to_str().ok());
    follow(
        from,
        location.ok_or("it is redirected, and nobody says where to")?,
    )
}

/// The address that a redirection leads to: never where others could listen, and never from afar to this machine.
fn follow(from: &Address, location: &str) -> Result<Address, String> {
    let to = from.join(location);
    let to = to.map_err(|reason| {
        format!("it is redirected to an address that cannot be used: {reason}")
    })?;
    if from.is_secure && !to.is_secure {
        return Err(format!("it is redirected to `{to}`, which is not `https:`"));
    }
    if to.is_loopback() && !from.is_loopback() {
        return Err(format!("it is redirected to this machine, `{to}`"));
    }
    Ok(to.secured())
}

/// The body of an answer that has one worth reading.
fn body(response: Response<Body>) -> Result<Vec<u8>, String> {
    let status = response.status();
    if status.as_u16() != 200 {
        return Err(format!("the answer has the status {status}"));
    }
    let mut body = response.into_body();
    if body.mime_type().is_some_and(|kind| kind.contains("html")) {
        return Err("the answer is a web page".to_owned());
    }
    let size = body.content_length();
    if size.is_some_and(|size| size > SIZE) {
        return Err(too_large());
    }
    let bytes = body.with_config().limit(SIZE).read_to_vec();
    let bytes = bytes.map_err(|error| reason(&error))?;
    match size {
        Some(size) if size != bytes.len() as u64 => Err("the answer breaks off".to_owned()),
        _ => Ok(bytes),
    }
}

/// What went wrong, without the address, whose query may be a key, and without that of a proxy.
fn reason(error: &ureq::Error) -> String {
    match error {
        ureq::Error::Timeout(_) => {
            format!("there was no whole answer within {} s", TIME.as_secs())
        }
        ureq::Error::HostNotFound => "there is no such host".to_owned(),
        ureq::Error::BodyExceedsLimit(_) => too_large(),
        ureq::Error::LargeResponseHeader(..) => "the head of the answer is too large".to_owned(),
        ureq::Error::Io(error) => error.to_string(),
        ureq::Error::Rustls(error) => error.to_string(),
        ureq::Error::Protocol(error) => format!("the answer is no HTTP: {error}"),
        ureq::Error::ConnectionFailed => "nobody listens there".to_owned(),
        ureq::Error::ConnectProxyFailed(_) | ureq::Error::InvalidProxyUrl => {
            "the proxy that the environment names does not lead there".to_owned()
        }
        _ => "the request failed".to_owned(),
    }
}

fn too_large() -> String {
    format!("it is larger than {} MiB", SIZE >> 20)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_redirection_leads_to_where_others_listen() {
        let to = |from: &str, location: &str| {
            let from = Address::parse(from).unwrap();
            follow(&from, location).map(|to| to.request())
        };
        let there = |address: &str| Ok(address.to_owned());
        assert_eq!(to("https://a/b/c", "d"), there("https://a/b/d"));
        assert_eq!(to("https://a/", "//b/c"), there("https://b/c"));
        for refused in [
            "http://a/",
            "http://b/c",
            "https://localhost/",
            "file:///etc/passwd",
        ] {
            assert!(to("https://a/", refused).is_err(), "{refused}");
        }
        assert_eq!(to("http://localhost/", "http://b/"), there("https://b/"));
        assert_eq!(to("http://localhost/", "c"), there("http://localhost/c"));
    }
}
