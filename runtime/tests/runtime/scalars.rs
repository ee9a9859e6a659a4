//! Are scalars read and written by the rules of OData, and do they keep their text?

use odata_runtime::{
    Base64, Binary, Date, DateTimeOffset, Duration, GeoJson, Literal, TimeOfDay, Untyped,
};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// JSON into `T` and back.
pub(crate) fn again<T: DeserializeOwned + Serialize>(json: &str) -> String {
    let value: T = serde_json::from_str(json).unwrap_or_else(|error| panic!("{json}: {error}"));
    serde_json::to_string(&value).unwrap()
}

pub(crate) fn refused<T: DeserializeOwned>(json: &str) -> String {
    match serde_json::from_str::<T>(json) {
        Ok(_) => panic!("{json} was read"),
        Err(error) => error.to_string(),
    }
}

#[test]
fn date_time_offset_keeps_its_text() {
    for text in [
        "2016-08-20T14:19:15Z",
        "2016-08-20T14:19:15.1234567Z",
        "2016-08-20T14:19:15.000000000000Z",
        "2016-08-20T14:19:15.123456789012+05:30",
        "2016-08-20T14:19Z",
        "2016-08-20T14:19:15-00:00",
        "2016-08-20T14:19:15+00:00",
        "2016-08-20t14:19:15z",
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59.9999999Z",
        "-0044-03-15T12:00:00-23:59",
    ] {
        let json = format!("\"{text}\"");
        assert_eq!(again::<DateTimeOffset>(&json), json);
    }
}

#[test]
fn date_time_offset_refuses_what_the_grammar_has_not() {
    for text in [
        "2016-08-20",
        "2016-08-20T14:19:15",
        "2016-08-20 14:19:15Z",
        "2016-08-20T14:19:15.Z",
        "2016-08-20T14:19:15.1234567890123Z",
        "2016-08-20T14:19:60Z",
        "2016-02-30T14:19:15Z",
        "2016-08-20T24:00:00Z",
        "2016-08-20T14:19:15+24:00",
        "2016-08-20T14:19:15+05",
        "2016-08-20T14:19:15Z ",
        "",
    ] {
        let message = refused::<DateTimeOffset>(&format!("\"{text}\""));
        assert!(
            message.starts_with(&format!("`{text}` is not a date and time")),
            "{message}"
        );
    }
    assert!(refused::<DateTimeOffset>("5").contains("expected a date and time"));
}

#[test]
fn date_time_offset_is_ordered_by_the_moment() {
    let parse = |text: &str| text.parse::<DateTimeOffset>().unwrap();
    assert_eq!(
        parse("2020-01-01T01:00+01:00"),
        parse("2020-01-01T00:00:00.000Z")
    );
    assert!(parse("2020-01-01T00:00:00+01:00") < parse("2020-01-01T00:00:00Z"));
    assert!(parse("2020-01-01T00:00:00.000000000001Z") > parse("2020-01-01T00:00:00Z"));
    assert!(parse("9999-12-31T23:59:59-12:00") > parse("9999-12-31T23:59:59Z"));
    assert!(parse("-0001-12-31T23:59:59Z") < parse("0000-01-01T00:00:00Z"));
    // Over the ends of years and leap days, a second is a second.
    for (before, after) in [
        ("2019-12-31T23:59:59Z", "2020-01-01T00:00:00Z"),
        ("2020-02-29T23:59:59Z", "2020-03-01T00:00:00Z"),
        ("1899-12-31T23:59:59Z", "1900-01-01T00:00:00Z"),
        ("2000-12-31T23:59:59Z", "2001-01-01T00:00:00Z"),
    ] {
        let next_offset = after.replace('Z', "+00:01");
        assert!(parse(before) < parse(after));
        assert!(parse(before) > parse(&next_offset));
    }
}

#[test]
fn date_time_offset_meets_jiff() {
    let value: DateTimeOffset = "2020-03-01T09:30:00.250+01:00".parse().unwrap();
    let timestamp = jiff::Timestamp::try_from(value).unwrap();
    assert_eq!(timestamp.to_string(), "2020-03-01T08:30:00.25Z");
    assert_eq!(
        DateTimeOffset::from(timestamp).to_string(),
        "2020-03-01T08:30:00.25Z"
    );
    let zoned = jiff::Zoned::try_from(value).unwrap();
    assert_eq!(zoned.hour(), 9);
    assert_eq!(
        DateTimeOffset::from(&zoned).to_string(),
        "2020-03-01T09:30:00.25+01:00"
    );
    assert_eq!(value.offset_minutes(), 60);
    assert_eq!(value.local().minute(), 30);
    let west: DateTimeOffset = "2020-03-01T09:30:00-03:30".parse().unwrap();
    let zoned = jiff::Zoned::try_from(west).unwrap();
    assert_eq!(DateTimeOffset::from(zoned).to_string(), west.to_string());
    let never: DateTimeOffset = "9999-12-31T23:59:59Z".parse().unwrap();
    assert!(jiff::Timestamp::try_from(never).is_err());
}

#[test]
fn dates_and_times_of_day_keep_their_text() {
    for text in ["2024-02-29", "0000-01-01", "-0044-03-15", "9999-12-31"] {
        assert_eq!(text.parse::<Date>().unwrap().to_string(), text);
    }
    for text in [
        "2023-02-29",
        "24-02-29",
        "2024-2-29",
        "2024-02-29T00:00:00Z",
        "+2024-02-29",
        "-0000-01-01",
    ] {
        assert!(text.parse::<Date>().is_err(), "{text}");
    }
    for text in ["07:59", "07:59:00", "07:59:00.0", "23:59:59.999999999999"] {
        assert_eq!(text.parse::<TimeOfDay>().unwrap().to_string(), text);
    }
    for text in ["24:00", "7:59", "07:59:", "07:59:60", "07:59:00.", "07:59Z"] {
        assert!(text.parse::<TimeOfDay>().is_err(), "{text}");
    }
    let parse = |text: &str| text.parse::<TimeOfDay>().unwrap();
    assert!(parse("07:59:00.000000000001") > parse("07:59"));
    let made = TimeOfDay::from(jiff::civil::time(7, 5, 0, 120_000_000));
    assert_eq!(made.to_string(), "07:05:00.12");
}

#[test]
fn durations_keep_their_text_and_know_their_length() {
    for (text, milliseconds) in [
        ("PT1H30M", 5_400_000),
        ("P1DT0.5S", 86_400_500),
        ("-P1D", -86_400_000),
        ("+PT1S", 1000),
        ("PT0S", 0),
        ("P0D", 0),
        ("PT36H", 129_600_000),
        ("PT1.0000000001S", 1000),
    ] {
        let duration: Duration = text.parse().unwrap();
        assert_eq!(duration.to_string(), text);
        assert_eq!(duration.get().as_millis(), milliseconds, "{text}");
        assert_eq!(duration.literal(), format!("duration'{text}'"));
    }
    for text in [
        "",
        "P",
        "PT",
        "P1DT",
        "1H",
        "PT1",
        "PT1M1H",
        "P1Y",
        "P1M",
        "P1W",
        "PT-1S",
        "PT1.S",
        "PT.5S",
        "P99999999999999999999D",
        "PTS",
        "PTH",
        "PD",
    ] {
        assert!(text.parse::<Duration>().is_err(), "{text}");
    }
}

#[test]
fn durations_are_made_of_lengths() {
    for (seconds, nanoseconds, text) in [
        (0, 0, "PT0S"),
        (0, 500_000_000, "PT0.5S"),
        (86_400, 0, "P1D"),
        (90_061, 0, "P1DT1H1M1S"),
        (-5400, 0, "-PT1H30M"),
        (60, 1, "PT1M0.000000001S"),
    ] {
        let made = Duration::from(jiff::SignedDuration::new(seconds, nanoseconds));
        assert_eq!(made.to_string(), text);
        assert_eq!(text.parse::<Duration>().unwrap(), made);
    }
    let made = Duration::try_from(std::time::Duration::from_millis(1500)).unwrap();
    assert_eq!(made.to_string(), "PT1.5S");
}

#[test]
fn binary_reads_both_alphabets_and_writes_back_what_it_read() {
    let bytes = [0xfb, 0xff, 0xfe, 0x01];
    for text in ["-__-AQ==", "-__-AQ", "+//+AQ==", "+//+AQ"] {
        let binary: Binary = text.parse().unwrap();
        assert_eq!(*binary, bytes, "{text}");
        assert_eq!(binary.to_string(), text);
        assert_eq!(text.parse::<Binary<Base64>>().unwrap().to_string(), text);
    }
    for text in ["-/AA", "AAA*", "A", "AAAA AAAA"] {
        assert!(text.parse::<Binary>().is_err(), "{text}");
    }
    assert_eq!(
        Binary::<odata_runtime::Base64Url>::from(bytes).to_string(),
        "-__-AQ=="
    );
    let standard = Binary::<Base64>::from(bytes);
    assert_eq!(standard.to_string(), "+//+AQ==");
    assert_eq!(standard.literal(), "binary'-__-AQ=='");
    assert_eq!(format!("{standard:?}"), "Binary(4 bytes)");
    let long = "!".repeat(1000);
    assert!(long.parse::<Binary>().unwrap_err().to_string().len() < 100);
}

#[test]
fn untyped_and_shapes_keep_their_json() {
    let json = r#"{ "b":1.10, "a":[null] }"#;
    assert_eq!(again::<Untyped>(json), json);
    assert_eq!(again::<GeoJson>(json), json);
    assert_eq!(Untyped::default().json(), "null");
    assert_eq!(Untyped::new("it's").unwrap().literal(), "'it''s'");
    assert_eq!(Untyped::new(&1.5).unwrap().literal(), "1.5");
    let error = Untyped::new("x").unwrap().get::<i32>().unwrap_err();
    assert!(error.message.starts_with("invalid type: string"), "{error}");
}

#[test]
fn shapes_are_well_known_text_in_urls() {
    for (json, text) in [
        (
            r#"{"type":"Point","coordinates":[1,-2.5]}"#,
            "Point(1 -2.5)",
        ),
        (
            r#"{"type":"LineString","coordinates":[[1,2],[3,4]]}"#,
            "LineString(1 2,3 4)",
        ),
        (
            r#"{"type":"Polygon","coordinates":[[[1,2],[3,4],[1,2]]]}"#,
            "Polygon((1 2,3 4,1 2))",
        ),
        (
            r#"{"type":"MultiPoint","coordinates":[[1,2],[3,4]]}"#,
            "MultiPoint((1 2),(3 4))",
        ),
        (
            r#"{"type":"MultiPolygon","coordinates":[[[[1,2],[3,4]]]]}"#,
            "MultiPolygon(((1 2,3 4)))",
        ),
        (
            r#"{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[1,2]}]}"#,
            "Collection(Point(1 2))",
        ),
    ] {
        let shape: GeoJson = serde_json::from_str(json).unwrap();
        assert_eq!(shape.literal(), format!("geography'SRID=4326;{text}'"));
        assert_eq!(shape.geometry_literal(), format!("geometry'SRID=0;{text}'"));
    }
    let named = r#"{"type":"Point","coordinates":[1,2],
        "crs":{"type":"name","properties":{"name":"EPSG:25832"}}}"#;
    let shape: GeoJson = serde_json::from_str(named).unwrap();
    assert_eq!(shape.geometry_literal(), "geometry'SRID=25832;Point(1 2)'");
    let strange = r#"{"type":"Point","coordinates":[1,2],
        "crs":{"type":"name","properties":{"name":"0' or '"}}}"#;
    let shape: GeoJson = serde_json::from_str(strange).unwrap();
    let text = "geometry'SRID=0'' or '';Point(1 2)'";
    assert_eq!(shape.geometry_literal(), text);
}
