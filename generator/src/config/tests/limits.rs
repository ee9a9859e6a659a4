//! Limits, and what they cannot be.

use super::{SMALL, read};
use crate::config::Config;
use crate::diagnostics::Style;
use crate::limits::{Limit, Limits};

fn with_limits(limits: &str) -> String {
    format!("{SMALL}[limits]\n{limits}")
}

#[test]
fn every_limit_is_a_setting() {
    for limit in Limit::ALL {
        let config = read(&with_limits(&format!("{} = 7\n", limit.key())));
        let mut limits = Limits::default();
        limits.set(limit, 7);
        assert_eq!(config.limits, limits, "{}", limit.key());
    }
}

#[test]
fn sizes_have_units() {
    let size = |text: &str| {
        let config = read(&with_limits(&format!("document_size = {text}\n")));
        config.limits.of(Limit::DocumentSize)
    };
    assert_eq!(size("100_000"), 100_000);
    assert_eq!(size("\"3 KiB\""), 3 << 10);
    assert_eq!(size("\"64 MiB\""), 64 << 20);
    assert_eq!(size("\"1 GiB\""), 1 << 30);
    assert_eq!(size("\"12 bytes\""), 12);
}

#[test]
fn what_is_no_limit_is_told() {
    let text = with_limits(
        "nesting = 1000\nfindings = 0\nmembers = -1\ndocument_size = \"5 GiB\"\n\
         text_size = \"1 MB\"\nelements = \"many\"\nnaming = 3\n",
    );
    let error = Config::parse("odata-bindgen.toml", &text, "project".into()).unwrap_err();
    insta::assert_snapshot!(error.render(Style::default()));
}
