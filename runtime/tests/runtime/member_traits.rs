//! Are values of enumeration types equal, hashed, shown and read from text as ordinary types are?

use std::fmt::Debug;

use odata_runtime::{FlagSet, UnknownMember, from_json};

use crate::model::{Importance, Rights};

fn unknown(name: &str) -> Importance {
    Importance::Unrecognized(UnknownMember::Name(name.into()))
}

fn unknown_value(value: i64) -> Importance {
    Importance::Unrecognized(UnknownMember::Value(value))
}

fn rights(text: &str) -> Rights {
    text.parse().unwrap()
}

/// Every value of a group is equal to the others in it, and to none of another group.
fn assert_groups<T: Debug + PartialEq>(groups: &[Vec<T>]) {
    let numbered = groups.iter().enumerate();
    let all: Vec<(usize, &T)> = numbered
        .flat_map(|(at, group)| group.iter().map(move |value| (at, value)))
        .collect();
    for (at, one) in &all {
        for (other_at, other) in &all {
            assert_eq!(one == other, at == other_at, "{one:?}, {other:?}");
        }
    }
}

/// A set has one value of each group, and finds it by all of them. Different values may hash alike, but a set of
/// members that all do is slow.
#[cfg(feature = "compare")]
fn assert_keys<T: Clone + Debug + Eq + std::hash::Hash>(groups: &[Vec<T>]) {
    use std::collections::HashSet;
    use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};

    let hasher = BuildHasherDefault::<DefaultHasher>::default();
    let set: HashSet<T> = groups.iter().flatten().cloned().collect();
    assert_eq!(set.len(), groups.len(), "{set:?}");
    assert!(groups.iter().flatten().all(|value| set.contains(value)));
    let hashes: HashSet<u64> = set.iter().map(|value| hasher.hash_one(value)).collect();
    assert_eq!(hashes.len(), set.len(), "{set:?}");
}

fn groups_of_members() -> Vec<Vec<Importance>> {
    let read = |json: &str| from_json::<Importance>(json).unwrap();
    vec![
        vec![Importance::Low, read("0"), read("\"Low\"")],
        vec![Importance::Normal, read("1")],
        vec![Importance::High, read("-2"), Importance::High.clone()],
        vec![unknown("Urgent"), read("\"Urgent\"")],
        vec![unknown("Later")],
        vec![unknown("high"), read("\"high\"")],
        // what was made by hand is what it was made as, though it would be read as a known member
        vec![unknown("High")],
        vec![unknown_value(1)],
        // a number is written back as a number, and a text as a text
        vec![unknown("7"), read("\"7\"")],
        vec![unknown_value(7), read("7")],
        vec![unknown_value(8)],
    ]
}

fn groups_of_sets() -> Vec<Vec<Rights>> {
    let read = |json: &str| from_json::<Rights>(json).unwrap();
    vec![
        vec![Rights::default(), rights(""), rights("None"), read("0")],
        vec![Rights::VIEW, rights("View"), rights("View,View"), read("1")],
        vec![Rights::EDIT],
        vec![
            Rights::VIEW | Rights::EDIT,
            rights("Edit, View"),
            rights("3"),
            rights("Edit, 1"),
        ],
        vec![Rights::OWN, Rights::OWN | Rights::VIEW],
        // bits and names that are not known
        vec![read("9"), rights("View, 8")],
        vec![read("8")],
        vec![rights("Print"), read("\"Print, Print\"")],
        vec![rights("print")],
        vec![rights("View, Print"), Rights::VIEW | rights("Print")],
        // in whatever order
        vec![rights("View, Print, Fax"), rights("Fax, View, Print")],
        vec![rights("View, Print, Telex")],
    ]
}

#[test]
fn members_are_equal_where_they_are_the_same() {
    assert_groups(&groups_of_members());
}

#[test]
fn sets_are_equal_where_all_their_members_are() {
    assert_groups(&groups_of_sets());
}

#[test]
#[cfg(feature = "compare")]
fn members_and_sets_are_keys() {
    assert_keys(&groups_of_members());
    assert_keys(&groups_of_sets());
}

#[test]
fn members_are_shown_by_name() {
    assert_eq!(Importance::High.to_string(), "High");
    assert_eq!(unknown("Urgent").to_string(), "Urgent");
    assert_eq!(unknown_value(-7).to_string(), "-7");
    // as text is, to the width that is asked for
    assert_eq!(format!("{:>6}|", Importance::High), "  High|");
    assert_eq!(format!("{:<8}|", unknown("Urgent")), "Urgent  |");
    assert_eq!(format!("{:^5}|", unknown_value(7)), "  7  |");
}

#[test]
fn members_are_debugged_as_variants() {
    assert_eq!(format!("{:?}", Importance::High), "High");
    let urgent = unknown("Urgent");
    assert_eq!(format!("{urgent:?}"), "Unrecognized(Name(\"Urgent\"))");
    assert_eq!(
        format!("{urgent:#?}"),
        "Unrecognized(\n    Name(\n        \"Urgent\",\n    ),\n)"
    );
    let seven = unknown_value(7);
    assert_eq!(format!("{seven:?}"), "Unrecognized(Value(7))");
}

#[test]
fn sets_are_shown_by_the_names_of_their_members() {
    for (set, shown) in [
        (Rights::VIEW, "View"),
        (Rights::VIEW | Rights::EDIT, "View, Edit"),
        (Rights::OWN, "Own"),
        (Rights::default(), "None"),
        (rights("Print"), "Print"),
        (rights("Print, 9"), "View, 8, Print"),
    ] {
        assert_eq!(set.to_string(), shown);
        assert_eq!(format!("{set:?}"), format!("Rights({shown})"));
    }
    assert_eq!(format!("{:>6}|", Rights::VIEW), "  View|");
}

#[test]
fn members_are_read_from_their_text() {
    let read = |text: &str| text.parse::<Importance>().unwrap();
    for (text, member) in [
        ("High", Importance::High),
        ("-2", Importance::High),
        ("0", Importance::Low),
        // what is not known stays the text that it was
        ("Urgent", unknown("Urgent")),
        ("HIGH", unknown("HIGH")),
        ("7", unknown("7")),
        ("1.0", unknown("1.0")),
        ("9223372036854775808", unknown("9223372036854775808")),
        ("", unknown("")),
    ] {
        assert_eq!(read(text), member, "{text}");
        assert_eq!(read(&member.to_string()), member, "{text}");
    }
}

#[test]
fn sets_are_read_from_their_text() {
    for (text, bits, names) in [
        ("View", 1, &[][..]),
        ("View,Edit", 3, &[]),
        (" Edit ,, View ", 3, &[]),
        ("6", 6, &[]),
        ("View, 6", 7, &[]),
        ("Print", 0, &["Print"]),
        ("Print, view, Print, Edit", 2, &["Print", "view"]),
    ] {
        let set = rights(text);
        assert_eq!(set.bits(), bits, "{text}");
        let unknown: Vec<&str> = set.flags().unknown().iter().map(|name| &**name).collect();
        assert_eq!(unknown, names, "{text}");
        assert_eq!(rights(&set.to_string()), set, "{text}");
    }
}
