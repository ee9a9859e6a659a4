//! Where a config comes from: a file, or the arguments of a command.

use super::*;

#[test]
fn one_document_needs_no_file() {
    let config = Config::for_single("a.xml".as_ref(), "out".as_ref(), "my-client").unwrap();
    assert!(config.is_single());
    assert_eq!(config.output(), Path::new("out"));
    let error = Config::for_single("a.xml".as_ref(), "out".as_ref(), "My Client!").unwrap_err();
    assert_eq!(error.exit_code(), 2);
    insta::assert_snapshot!(error.render(Style::default()), @r"
    error: `My Client!` cannot be the name of a crate: it has a character that cargo refuses
    help: use ASCII letters, digits, `-` and `_`, such as `my-client`
    ");
    for name in ["", "1a", "fn", "std", "ä", &"x".repeat(65)] {
        assert!(
            Config::for_single("a".as_ref(), "b".as_ref(), name).is_err(),
            "{name}"
        );
    }
}

#[test]
fn a_missing_config_says_how_to_get_one() {
    let folder = tempfile::tempdir().unwrap();
    let missing = Config::load(&folder.path().join(FILE_NAME)).unwrap_err();
    assert!(missing.help().unwrap().contains("`init`"));
    files::write(&folder.path().join("odata-bindgn.toml"), "").unwrap();
    let near = Config::load(&folder.path().join(FILE_NAME)).unwrap_err();
    assert!(near.help().unwrap().contains("odata-bindgn.toml"));
}

#[test]
fn a_config_is_loaded_from_its_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(FILE_NAME);
    files::write(&path, SMALL).unwrap();
    let (config, sources) = Config::load(&path).unwrap();
    assert_eq!(config.root, folder.path());
    assert_eq!(sources.iter().count(), 1);
}
