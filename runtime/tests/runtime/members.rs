//! Do members of enumeration types, known and unknown, survive?

use odata_runtime::{
    Enumeration, FlagSet, Flags, Literal, Members, UnknownMember, Value, from_json, to_json,
};

use crate::model::{Importance, Rights};

fn again<T: Value>(json: &str) -> String {
    to_json(&from_json::<T>(json).unwrap()).unwrap()
}

#[test]
fn members_come_by_name_or_by_number() {
    for (json, member) in [
        ("\"High\"", Importance::High),
        ("1", Importance::Normal),
        ("-2", Importance::High),
        ("\"0\"", Importance::Low),
    ] {
        assert_eq!(from_json::<Importance>(json).unwrap(), member);
    }
    assert_eq!(to_json(&Importance::High).unwrap(), "\"High\"");
}

#[test]
fn unknown_members_are_written_back() {
    for json in ["\"Urgent\"", "\"high\"", "7", "\"7\"", "\"\""] {
        assert_eq!(again::<Importance>(json), json);
    }
    let urgent: Importance = "Urgent".parse().unwrap();
    assert_eq!(
        urgent,
        Importance::Unrecognized(UnknownMember::Name("Urgent".into()))
    );
    assert_eq!(urgent.to_string(), "Urgent");
    assert_eq!(urgent.literal(), "Test.Importance'Urgent'");
    assert_eq!(Importance::High.literal(), "Test.Importance'High'");
    assert_eq!(
        Importance::Unrecognized(UnknownMember::Value(7)).to_string(),
        "7"
    );
    assert!(from_json::<Importance>("18446744073709551615").is_err());
}

#[test]
fn members_that_are_not_known_are_no_part_of_an_expression() {
    let member: Importance = "x' or 'a".parse().unwrap();
    assert_eq!(member.literal(), "Test.Importance'x'' or ''a'");
    let rights: Rights = "View, it's".parse().unwrap();
    assert_eq!(rights.literal(), "Test.Rights'View,it''s'");
}

#[test]
fn members_are_known_in_any_case_where_that_is_asked() {
    let read = |text: &str| text.parse::<Importance>().unwrap();
    assert_eq!(read("hIGH").ignoring_case(), Importance::High);
    assert_eq!(read("High").ignoring_case(), Importance::High);
    assert_eq!(read("Urgent").ignoring_case(), read("Urgent"));
    let number = Importance::Unrecognized(UnknownMember::Value(7));
    assert_eq!(number.ignoring_case(), number);
}

#[test]
fn sets_are_text_with_commas() {
    for (json, written) in [
        ("\"View, Edit\"", "\"View, Edit\""),
        ("\"Edit,View\"", "\"View, Edit\""),
        ("3", "\"View, Edit\""),
        ("\"3\"", "\"View, Edit\""),
        ("\"None\"", "\"None\""),
        ("0", "\"None\""),
        ("\"\"", "\"None\""),
        ("7", "\"Own\""),
        ("\"View, Own\"", "\"Own\""),
        ("9", "\"View, 8\""),
        ("\"View, Print, Edit, Print\"", "\"View, Edit, Print\""),
    ] {
        assert_eq!(again::<Rights>(json), written, "{json}");
    }
    assert!(from_json::<Rights>("true").is_err());
}

#[test]
fn sets_do_what_sets_do() {
    let mut rights = Rights::VIEW | Rights::EDIT;
    assert_eq!(rights.bits(), 3);
    assert!(rights.contains(&Rights::VIEW) && !rights.contains(&Rights::OWN));
    assert!(Rights::OWN.contains(&rights));
    assert_eq!(rights.iter().collect::<Vec<_>>(), ["View", "Edit"]);
    assert_eq!(rights.literal(), "Test.Rights'View,Edit'");
    assert_eq!(format!("{rights:?}"), "Rights(View, Edit)");
    rights.remove(&Rights::VIEW);
    assert_eq!(rights, Rights::EDIT);
    rights.insert(&"Print".parse().unwrap());
    assert_eq!(rights.to_string(), "Edit, Print");
    assert!(rights.contains(&"Print".parse().unwrap()));
    assert!(!Rights::OWN.contains(&rights));
    rights.remove(&rights.clone());
    assert!(rights.is_empty());
    assert_eq!(rights, Rights::default());
}

#[test]
fn a_set_without_a_name_for_nothing_is_zero() {
    struct Bare(Flags);
    impl FlagSet for Bare {
        const TYPE_NAME: &'static str = "Test.Bare";

        // Two names for one bit: the first is written.
        fn members() -> Members {
            &[("A", 1), ("Alias", 1), ("B", -4)]
        }

        odata_runtime::bits!();
    }
    odata_runtime::flags!(Bare);
    assert_eq!(again::<Bare>("0"), "\"0\"");
    assert_eq!(again::<Bare>("1"), "\"A\"");
    assert_eq!(again::<Bare>("-4"), "\"B\"");
    assert_eq!(again::<Bare>("-3"), "\"A, B\"");
}
