//! Addresses into parts, places and other addresses.

use super::*;

fn place(text: &str) -> String {
    let address = Address::parse(text).unwrap();
    address.place().unwrap().to_string()
}

#[test]
fn places_follow_addresses() {
    assert_eq!(
        place("https://Example.com:443/a/B.xml#x"),
        "example.com/a/B.xml"
    );
    assert_eq!(place("http://example.com/a/B.xml"), "example.com/a/B.xml");
    assert_eq!(
        place("https://example.com:8443/$metadata"),
        "example.com_8443/$metadata"
    );
    assert_eq!(place("http://[::1]:80/a"), "__1/a");
    assert_eq!(place("https://example.com"), "example.com/_");
    assert_eq!(place("https://example.com/a//b/"), "example.com/a/_/b/_");
}

#[test]
fn no_place_leads_out_of_the_folder_or_is_refused_by_a_system() {
    assert_eq!(place("https://h/a/../../../b/./c.xml"), "h/b/c.xml");
    for odd in [
        "con", "nul.xml", "a.", "..%2f..", "%2e%2e", "a:b", "a*b?c", "größe", "a|b",
    ] {
        let place = place(&format!("https://h/{odd}/x"));
        let parts: Vec<&str> = place.split('/').collect();
        assert_eq!(
            parts.len(),
            if odd.contains('?') { 2 } else { 3 },
            "{place}"
        );
    }
    let long = "x".repeat(5_000);
    assert!(place(&format!("https://h/{long}")).len() < 160);
}

#[test]
fn other_addresses_have_other_places() {
    let places =
        ["a:b", "a*b", "a_b", "a_b?x", "a_b?y"].map(|end| place(&format!("https://h/{end}")));
    let distinct: std::collections::BTreeSet<_> = places.iter().collect();
    assert_eq!(distinct.len(), places.len(), "{places:?}");
}

#[test]
fn what_is_shown_has_no_query() {
    let address = Address::parse("https://h/a.xml?sig=secret").unwrap();
    assert_eq!(address.to_string(), "https://h/a.xml?…");
    assert_eq!(address.request(), "https://h/a.xml?sig=secret");
    assert!(!address.place().unwrap().to_string().contains("secret"));
}

#[test]
fn a_reference_leads_to_the_place_of_the_address_that_it_is_joined_to() {
    let base = "https://h:1/b/c/d.xml";
    let from = Address::parse(base).unwrap();
    let below = from.place().unwrap().below(Path::new(""));
    for reference in [
        "g.xml",
        "./g",
        "../g.xml",
        "../../../../g",
        "/g/h",
        "//x/y.xml",
        "g?q=1",
    ] {
        let joined = from.join(reference).unwrap();
        assert_eq!(
            place_beside(&below, reference),
            joined.place(),
            "{reference}"
        );
    }
}

#[test]
fn references_are_joined_as_the_standard_of_addresses_says() {
    let base = Address::parse("http://a/b/c/d?q").unwrap();
    let cases = [
        ("g", "http://a/b/c/g"),
        ("./g", "http://a/b/c/g"),
        ("g/", "http://a/b/c/g/"),
        ("/g", "http://a/g"),
        ("//g", "http://g/"),
        ("?y", "http://a/b/c/d?y"),
        ("g?y#s", "http://a/b/c/g?y"),
        ("..", "http://a/b/"),
        ("../g", "http://a/b/g"),
        ("../../../g", "http://a/g"),
        ("https://x/y", "https://x/y"),
    ];
    for (reference, joined) in cases {
        assert_eq!(
            base.join(reference).unwrap().request(),
            joined,
            "{reference}"
        );
    }
}

#[test]
fn what_is_no_address_says_why() {
    for (text, reason) in [
        ("a.xml", "absolute"),
        ("ftp://h/a", "neither"),
        ("https://me:pw@h/a", "credentials"),
        ("https:///a", "host"),
        ("https://h:99999/a", "host"),
        ("https://ex ample/a", "space"),
        ("https://[::zz]/a", "host"),
    ] {
        let error = Address::parse(text).unwrap_err();
        assert!(error.contains(reason), "{text}: {error}");
    }
}

#[test]
fn only_this_machine_is_asked_without_encryption() {
    let secured = |text: &str| Address::parse(text).unwrap().secured().request();
    for own in [
        "http://localhost:8080/",
        "http://127.0.0.1/",
        "http://[::1]/",
    ] {
        assert_eq!(secured(own), own);
    }
    assert_eq!(secured("http://example.com/a"), "https://example.com/a");
    assert_eq!(
        secured("http://127.0.0.1.example.com/"),
        "https://127.0.0.1.example.com/"
    );
}
