//! Words into names, and names that are kept apart.

use super::*;

#[test]
fn words_are_cased_as_rust_does() {
    for (wire, camel, snake, shouty) in [
        ("MailFolder", "MailFolder", "mail_folder", "MAIL_FOLDER"),
        ("iCalUId", "ICalUId", "i_cal_u_id", "I_CAL_U_ID"),
        ("HTML", "Html", "html", "HTML"),
        (
            "MobilePhone1",
            "MobilePhone1",
            "mobile_phone1",
            "MOBILE_PHONE1",
        ),
        ("a-b c.d", "ABCD", "a_b_c_d", "A_B_C_D"),
        ("3D", "_3d", "_3d", "_3D"),
        ("größe", "Größe", "größe", "GRÖSSE"),
        ("__", "Unnamed", "unnamed", "UNNAMED"),
    ] {
        assert_eq!(convert(wire, Case::Camel), camel);
        assert_eq!(convert(wire, Case::Snake), snake);
        assert_eq!(convert(wire, Case::Shouty), shouty);
    }
}

#[test]
fn modules_are_ascii() {
    assert_eq!(convert("größe", Case::Module), "gru00f6u00dfe");
}

#[test]
fn every_keyword_can_be_printed() {
    for keyword in KEYWORDS {
        assert!(
            syn::parse_str::<syn::Ident>(&escape(keyword)).is_ok(),
            "{keyword}"
        );
    }
    for keyword in ["self", "Self", "super", "crate"] {
        assert!(
            syn::parse_str::<syn::Ident>(&escape(keyword)).is_ok(),
            "{keyword}"
        );
    }
}

fn wanted(word: &str) -> Wanted<'_> {
    Wanted {
        key: word.to_owned(),
        words: word,
        kind: "type",
        span: None,
    }
}

#[test]
fn a_pinned_name_is_kept_from_one_that_comes_earlier() {
    let (mut first, mut second, mut diagnostics) =
        (Lock::default(), Lock::default(), Diagnostics::default());
    let before = Lock::default();
    let names = Namer::new("v", &before, &mut first, &mut diagnostics).assign(
        "types",
        Case::Camel,
        among(&[]),
        &[wanted("group")],
    );
    assert_eq!(*names[0], *"Group");
    let later = [wanted("Group"), wanted("group")];
    let names = Namer::new("v", &first, &mut second, &mut diagnostics).assign(
        "types",
        Case::Camel,
        among(&[]),
        &later,
    );
    assert_eq!(
        names.iter().map(|name| &**name).collect::<Vec<_>>(),
        ["GroupType", "Group"]
    );
    assert_eq!(diagnostics.len(), 1);
}

#[test]
fn names_that_meet_are_kept_apart() {
    let (before, mut lock, mut diagnostics) =
        (Lock::default(), Lock::default(), Diagnostics::default());
    let all = [
        wanted("Option"),
        wanted("option"),
        wanted("OPTION"),
        wanted("OptionType"),
    ];
    let names = Namer::new("v", &before, &mut lock, &mut diagnostics).assign(
        "types",
        Case::Camel,
        among(RESERVED_TYPES),
        &all,
    );
    assert_eq!(
        names.iter().map(|name| &**name).collect::<Vec<_>>(),
        ["OptionType", "Option2", "Option3", "OptionTypeType"]
    );
    assert!(diagnostics.is_empty());
}
