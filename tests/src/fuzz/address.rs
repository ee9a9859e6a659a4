//! Turns a URL into its decoded parts, as a service takes it apart: first at the separators, then percent-decoded.

use odata_runtime::http::Uri;
use percent_encoding::percent_decode_str;

/// The parts of a URL.
#[derive(Debug, PartialEq)]
pub(super) struct Address {
    /// The segments after the root of the service.
    pub(super) segments: Vec<String>,
    /// The query options in order.
    pub(super) options: Vec<(String, String)>,
}

impl Address {
    /// Takes a URL apart that begins with this root.
    pub(super) fn parse(url: &str, root: &str) -> Self {
        assert!(url.is_ascii(), "{url}");
        let sendable: Result<Uri, _> = url.parse();
        assert!(sendable.is_ok(), "{url} cannot be sent");
        let rest = url.strip_prefix(root);
        let rest = rest.unwrap_or_else(|| panic!("{url} does not begin with {root}"));
        assert!(!rest.contains('#'), "{url} has a fragment");
        let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
        // Services that read a query as that of a form take a plus for a blank.
        assert!(!query.contains('+'), "{url} has a plus");
        let options = query.split('&').filter(|option| !option.is_empty());
        let pair = |option: &str| {
            let (name, value) = option.split_once('=').unwrap_or((option, ""));
            (decode(name), decode(value))
        };
        Self {
            segments: path.split('/').skip(1).map(decode).collect(),
            options: options.map(pair).collect(),
        }
    }

    /// The value of an option.
    pub(super) fn option(&self, name: &str) -> Option<&str> {
        let mut options = self.options.iter();
        let found = options.find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }
}

fn decode(text: &str) -> String {
    let decoded = percent_decode_str(text).decode_utf8();
    decoded.expect("what was encoded is UTF-8").into_owned()
}
