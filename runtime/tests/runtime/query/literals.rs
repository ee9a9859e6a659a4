//! Does every value stand in a filter as the grammar wants it?

use jiff::civil::{date, time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use odata_runtime::{Base64Binary, Binary, Date, Decimal, Expression, GeoJson, Property, Uuid};

use super::{DAY, LASTS, MADE, OPENS, PLACE, PRICE, Thing, WEIGHT, assert_texts};
use crate::model::{Importance, Rights};

const IMPORTANCE: Property<Thing, Importance> = Property::new("Importance");
const RIGHTS: Property<Thing, Rights> = Property::new("Rights");
const GUID: Property<Thing, Uuid> = Property::new("Guid");
const BYTES: Property<Thing, Binary> = Property::new("Bytes");
const OTHER_BYTES: Property<Thing, Base64Binary> = Property::new("Bytes");
const SMALL: Property<Thing, u8> = Property::new("Small");

#[test]
fn scalars() {
    let made = "2020-03-01T09:30:00+01:00".parse().unwrap();
    assert_texts([
        (
            GUID.eq(Uuid::nil()),
            "Guid eq 00000000-0000-0000-0000-000000000000",
        ),
        (
            BYTES.eq(Binary::from([0xfb, 0xff])),
            "Bytes eq binary'-_8='",
        ),
        (
            OTHER_BYTES.eq(Binary::from([0xfb, 0xff])),
            "Bytes eq binary'-_8='",
        ),
        (SMALL.eq(255), "Small eq 255"),
        (WEIGHT.eq(f64::NEG_INFINITY), "Weight eq -INF"),
        (WEIGHT.eq(f64::NAN), "Weight eq NaN"),
        (
            PRICE.eq("1.50".parse::<Decimal>().unwrap()),
            "Price eq 1.50",
        ),
        (
            IMPORTANCE.eq(Importance::High),
            "Importance eq Test.Importance'High'",
        ),
        (
            RIGHTS.eq(Rights::VIEW | Rights::EDIT),
            "Rights eq Test.Rights'View,Edit'",
        ),
        (
            MADE.eq::<odata_runtime::DateTimeOffset>(made),
            "Made eq 2020-03-01T09:30:00+01:00",
        ),
    ]);
}

#[test]
fn dates_and_times_of_jiff() {
    let day = date(2020, 3, 1);
    let zoned = day.at(9, 30, 0, 0).to_zoned(TimeZone::UTC).unwrap();
    assert_texts([
        (MADE.ge(day), "Made ge 2020-03-01"),
        (MADE.ge(Date::from(day)), "Made ge 2020-03-01"),
        (
            MADE.ge(Timestamp::UNIX_EPOCH),
            "Made ge 1970-01-01T00:00:00Z",
        ),
        (MADE.ge(&zoned), "Made ge 2020-03-01T09:30:00+00:00"),
        (MADE.ge(zoned), "Made ge 2020-03-01T09:30:00+00:00"),
        (DAY.eq(day), "Day eq 2020-03-01"),
        (OPENS.eq(time(9, 30, 0, 0)), "Opens eq 09:30:00"),
        (
            LASTS.eq(SignedDuration::from_mins(90)),
            "Lasts eq duration'PT1H30M'",
        ),
        (
            LASTS.eq(-SignedDuration::from_mins(90)),
            "Lasts eq duration'-PT1H30M'",
        ),
    ]);
}

#[test]
fn shapes() {
    let point = || shape(r#"{"type":"Point","coordinates":[142.1,64.1]}"#);
    let polygon = shape(r#"{"type":"Polygon","coordinates":[[[1,2],[3,4],[5,6],[1,2]]]}"#);
    assert_texts([
        (
            PLACE.distance(point()).lt(900.0),
            "geo.distance(Place,geography'SRID=4326;Point(142.1 64.1)') lt 900",
        ),
        (
            PLACE.intersects(polygon),
            "geo.intersects(Place,geography'SRID=4326;Polygon((1 2,3 4,5 6,1 2))')",
        ),
        (PLACE.length().gt(1.0), "geo.length(Place) gt 1"),
        (
            PLACE.intersects(Expression::raw(point().geometry_literal())),
            "geo.intersects(Place,geometry'SRID=0;Point(142.1 64.1)')",
        ),
    ]);
}

fn shape(json: &str) -> GeoJson {
    serde_json::from_str(json).unwrap()
}
