//! Turns bytes into a configuration, or into findings that can be shown.

use std::path::PathBuf;

use odata_bindgen::config::Config;
use odata_bindgen::error::Error;

use super::documents;

/// The text as `odata-bindgen.toml`: what is wrong with it has a place, and what is accepted can be used.
pub fn config(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    match Config::parse("odata-bindgen.toml", text, PathBuf::from("root")) {
        Ok((config, _)) => check_accepted(&config),
        Err(Error::Settings(report)) => {
            assert!(!report.diagnostics.is_empty(), "refused without a reason");
            documents::check_findings(report.diagnostics.clone(), &report.sources);
        }
        Err(other) => panic!("{other}"),
    }
}

fn check_accepted(config: &Config) {
    assert!(!config.versions.is_empty(), "there is nothing to generate");
    for version in &config.versions {
        assert!(!version.metadata.is_empty(), "a version has no document");
        let found = config.version(&version.name).map(|found| &found.name);
        assert!(found.is_ok_and(|name| *name == version.name));
    }
    let identifier: Result<syn::Ident, _> = syn::parse_str(&config.package.name.replace('-', "_"));
    assert!(identifier.is_ok(), "{} is no crate", config.package.name);
}
