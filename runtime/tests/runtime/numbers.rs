//! Are numbers, and the strings that stand for numbers, read and written by the rules of OData?

use odata_runtime::{Decimal, Literal, Uuid, Value};

use crate::scalars::{again, refused};

/// Reads through [`Value`], whose rules are not serde's for numbers.
fn value<T: Value>(json: &str) -> Result<T, String> {
    let mut deserializer = serde_json::Deserializer::from_str(json);
    T::read(&mut deserializer).map_err(|error| error.to_string())
}

fn written<T: Value>(value: &T) -> String {
    let mut json = Vec::new();
    value
        .write(&mut serde_json::Serializer::new(&mut json))
        .unwrap();
    String::from_utf8(json).unwrap()
}

#[test]
fn decimals_keep_all_digits() {
    for json in [
        "1.50",
        "0",
        "-0.00",
        "123456789012345678901234567890.123456789012345678901234567890",
        "1e-400",
        "\"79228162514264337593543950335.5\"",
        "\"+5\"",
        "\"007\"",
        "\"INF\"",
        "\"NaN\"",
    ] {
        assert_eq!(again::<Decimal>(json), json);
    }
    for json in [
        "\"\"", "\"1,5\"", "\".5\"", "\"5.\"", "\"1e\"", "\"inf\"", "true", "null", "\" 1\"",
    ] {
        refused::<Decimal>(json);
    }
    let plus: Decimal = "+5".parse().unwrap();
    assert_eq!(serde_json::to_string(&plus).unwrap(), "\"+5\"");
    assert_eq!(serde_json::to_string(&Decimal::from(-5)).unwrap(), "-5");
    assert_eq!(plus.literal(), "+5");
}

#[test]
fn decimals_compare_as_numbers() {
    let parse = |text: &str| text.parse::<Decimal>().unwrap();
    for (a, b) in [
        ("1.50", "1.5"),
        ("15e-1", "1.5"),
        ("0.0015E3", "1.5"),
        ("-0", "0.000"),
        ("100", "1e2"),
        ("+5", "5"),
        ("NaN", "NaN"),
    ] {
        assert_eq!(parse(a), parse(b), "{a} {b}");
    }
    let ascending = [
        "-INF",
        "-1e999999999999999999999",
        "-10",
        "-9.5",
        "-0.1",
        "0",
        "1e-30",
        "0.1",
        "0.11",
        "9",
        "10",
        "10.000000000000000000000000000001",
        "11",
        "1e20",
        "INF",
        "NaN",
    ];
    for pair in ascending.windows(2) {
        assert!(parse(pair[0]) < parse(pair[1]), "{pair:?}");
    }
    assert_eq!(parse("1.5").to_f64(), 1.5);
    assert_eq!(parse("-INF").to_f64(), f64::NEG_INFINITY);
}

#[test]
fn integers_are_numbers_or_strings_in_range() {
    assert_eq!(value::<i64>("9223372036854775807"), Ok(i64::MAX));
    assert_eq!(value::<i64>("\"-9223372036854775808\""), Ok(i64::MIN));
    assert_eq!(value::<i32>("5.0"), Ok(5));
    assert_eq!(value::<u8>("255"), Ok(255));
    for json in [
        "9223372036854775808",
        "5.5",
        "1e300",
        "\"5.5\"",
        "\"\"",
        "true",
        "null",
    ] {
        assert!(value::<i64>(json).is_err(), "{json}");
    }
    assert_eq!(
        value::<i8>("128").unwrap_err(),
        "invalid value: integer `128`, expected an integer of 8 bits"
    );
}

#[test]
fn floats_are_the_nearest_ones() {
    for json in [
        "1.13e+202",
        "51.24817837550540",
        "0.30000000000000004",
        "5e-324",
    ] {
        let nearest: f64 = json.parse().unwrap();
        assert_eq!(value::<f64>(json), Ok(nearest), "{json}");
    }
}

#[test]
fn floats_may_be_infinite() {
    for json in ["\"INF\"", "\"-INF\"", "\"NaN\"", "1.5", "-0.0"] {
        assert_eq!(written(&value::<f64>(json).unwrap()), json);
    }
    assert_eq!(value::<f32>("\"1.5\""), Ok(1.5));
    assert_eq!(value::<f64>("3"), Ok(3.0));
    assert_eq!(written(&0.1_f32), "0.1");
    for json in ["\"inf\"", "\"nan\"", "\"Infinity\"", "\"\"", "null"] {
        assert!(value::<f64>(json).is_err(), "{json}");
    }
}

#[test]
fn doubles_keep_their_last_digit() {
    for json in [
        "5.570602217733404e+86",
        "-1.1717516331718174e-214",
        "1.7976931348623157e+308",
        "5e-324",
    ] {
        assert_eq!(written(&value::<f64>(json).unwrap()), json);
    }
}

#[test]
fn guids_null_and_collections() {
    let guid = "\"5d2ae4f6-0000-4000-8000-0123456789ab\"";
    assert_eq!(written(&value::<Uuid>(guid).unwrap()), guid);
    assert!(
        value::<Uuid>("\"5d2ae4f6\"")
            .unwrap_err()
            .starts_with("`5d2ae4f6` is not a GUID")
    );
    assert_eq!(value::<Option<i32>>("null"), Ok(None));
    assert_eq!(value::<Vec<String>>("null"), Ok(Vec::new()));
    assert_eq!(
        value::<Vec<Option<i32>>>("[1,null]"),
        Ok(vec![Some(1), None])
    );
    assert_eq!(written(&vec![Some(1), None]), "[1,null]");
    assert_eq!(value::<Box<bool>>("true"), Ok(Box::new(true)));
    assert!(
        value::<Vec<i32>>("[1,2,\"x\"]")
            .unwrap_err()
            .starts_with("at `[2]`: invalid value")
    );
    assert!(Vec::<i32>::new().is_absent() && None::<i32>.is_absent() && !0_i32.is_absent());
}
