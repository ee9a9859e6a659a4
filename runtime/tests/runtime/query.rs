//! Does every expression become the text that the standard has for it?

mod encoding;
mod literals;
mod requests;

use odata_runtime::query::{Case, is_of, max_date_time, min_date_time, now};
use odata_runtime::{
    Date, DateTimeOffset, Decimal, Duration, Expression, Filter, GeoJson, Navigation, Path,
    Property, TimeOfDay,
};

use crate::model::{EventMessage, Importance, Message, Rights, event_message, message};

/// A type with a property of each type that has functions.
pub(crate) struct Thing;

/// What a thing consists of.
pub(crate) struct Part;

pub(crate) const NAME: Property<Thing, String> = Property::new("Name");
pub(crate) const OTHER: Property<Thing, String> = Property::new("Other");
pub(crate) const SIZE: Property<Thing, i64> = Property::new("Size");
pub(crate) const WEIGHT: Property<Thing, f64> = Property::new("Weight");
pub(crate) const PRICE: Property<Thing, Decimal> = Property::new("Price");
pub(crate) const NEW: Property<Thing, bool> = Property::new("New");
pub(crate) const SOLD: Property<Thing, bool> = Property::new("Sold");
pub(crate) const RIGHTS: Property<Thing, Rights> = Property::new("Rights");
pub(crate) const MADE: Property<Thing, DateTimeOffset> = Property::new("Made");
pub(crate) const DAY: Property<Thing, Date> = Property::new("Day");
pub(crate) const OPENS: Property<Thing, TimeOfDay> = Property::new("Opens");
pub(crate) const LASTS: Property<Thing, Duration> = Property::new("Lasts");
pub(crate) const PLACE: Property<Thing, GeoJson> = Property::new("Place");
pub(crate) const TAGS: Property<Thing, Vec<String>> = Property::new("Tags");
pub(crate) const MAIN: Property<Thing, Part> = Property::new("Main");
pub(crate) const PARTS: Navigation<Thing, Vec<Part>> = Navigation::new("Parts");
pub(crate) const BEST: Navigation<Thing, Part> = Navigation::new("Best");
pub(crate) const LABEL: Property<Part, String> = Property::new("Label");
pub(crate) const SUBPARTS: Navigation<Part, Vec<Part>> = Navigation::new("Subparts");

pub(crate) fn assert_texts<T>(
    table: impl IntoIterator<Item = (Expression<Thing, T>, &'static str)>,
) {
    for (expression, text) in table {
        assert_eq!(expression.as_str(), text);
    }
}

#[test]
fn comparisons() {
    let owned = String::from("a");
    assert_texts([
        (NAME.eq("it's"), "Name eq 'it''s'"),
        (NAME.ne(String::from("a")), "Name ne 'a'"),
        (NAME.eq(&owned), "Name eq 'a'"),
        (NAME.eq(OTHER), "Name eq Other"),
        (NAME.eq(Some("a")), "Name eq 'a'"),
        (NAME.eq(None::<String>), "Name eq null"),
        (NAME.eq(BEST.get(LABEL)), "Name eq Best/Label"),
        (SIZE.gt(5), "Size gt 5"),
        (SIZE.ge(-5), "Size ge -5"),
        (SIZE.lt(SIZE + 1), "Size lt Size add 1"),
        (WEIGHT.le(1.5), "Weight le 1.5"),
        (NAME.is_null(), "Name eq null"),
        (BEST.is_not_null(), "Best ne null"),
        (BEST.get(LABEL).is_null(), "Best/Label eq null"),
        (NAME.is_in(["a", "b'"]), "Name in ('a','b''')"),
        (SIZE.is_in(vec![1]), "Size in (1)"),
        (SIZE.is_in([0; 0]), "false"),
        (NAME.to_lower().is_in(["a"]), "tolower(Name) in ('a')"),
        (
            RIGHTS.has(Rights::VIEW | Rights::EDIT),
            "Rights has Test.Rights'View,Edit'",
        ),
        (Expression::literal("a").eq(NAME), "'a' eq Name"),
        (Expression::literal(5).lt(SIZE), "5 lt Size"),
    ]);
}

#[test]
fn logic() {
    assert_texts([
        (NEW.and(SOLD), "New and Sold"),
        (NEW.or(SOLD.not()), "New or not Sold"),
        (!NEW, "not New"),
        (!NEW.or(SOLD), "not (New or Sold)"),
        (SIZE.gt(1).not(), "not (Size gt 1)"),
        (NAME.contains("a").not(), "not contains(Name,'a')"),
        (NEW.not().not(), "not (not New)"),
        (NEW.eq(true).and(false), "New eq true and false"),
        (NEW.into(), "New"),
    ]);
}

#[test]
fn parentheses_stand_where_they_are_needed() {
    let raw = || Filter::<Thing>::raw("New or Sold");
    assert_texts([
        (NEW.or(SOLD).and(NEW), "(New or Sold) and New"),
        (NEW.and(SOLD.or(NEW)), "New and (Sold or New)"),
        (NEW.and(SOLD).or(NEW), "New and Sold or New"),
        (NEW.or(SOLD.and(NEW)), "New or Sold and New"),
        (
            NEW.and(SOLD).and(NEW.and(SOLD)),
            "New and Sold and New and Sold",
        ),
        (SIZE.gt(1).eq(NEW), "Size gt 1 eq New"),
        (SIZE.eq(1).eq(NEW), "(Size eq 1) eq New"),
        (NEW.eq(SIZE.eq(1)), "New eq (Size eq 1)"),
        (NEW.eq(NEW.and(SOLD)), "New eq (New and Sold)"),
        (
            RIGHTS.has(Rights::VIEW).eq(NEW),
            "(Rights has Test.Rights'View') eq New",
        ),
        (raw(), "New or Sold"),
        (raw().and(NEW), "(New or Sold) and New"),
        (NEW.and(raw()), "New and (New or Sold)"),
        (TAGS.any(|_| raw()), "Tags/any(x:New or Sold)"),
    ]);
    assert_texts([
        (SIZE + 1 + 2, "Size add 1 add 2"),
        (SIZE - (SIZE - 1), "Size sub (Size sub 1)"),
        ((SIZE + 1) * 2, "(Size add 1) mul 2"),
        (SIZE * (SIZE + 1), "Size mul (Size add 1)"),
        (SIZE + SIZE * 2, "Size add Size mul 2"),
        (SIZE * 2 / 3 % 4, "Size mul 2 div 3 mod 4"),
        (SIZE / (SIZE * 2), "Size div (Size mul 2)"),
        (-SIZE, "-Size"),
        (-(-SIZE), "-(-Size)"),
        (-(SIZE + 1), "-(Size add 1)"),
        (-SIZE * -1, "-Size mul -1"),
        (-Expression::literal(-1), "-(-1)"),
        (
            -BEST.get(LABEL).length().cast::<i64>(),
            "-cast(length(Best/Label),Edm.Int64)",
        ),
    ]);
}

#[test]
fn arithmetic() {
    assert_texts([
        (SIZE.div_by(2).gt(0.5), "Size divby 2 gt 0.5"),
        (PRICE.gt(5), "Price gt 5"),
        (PRICE.round().le(Decimal::from(2)), "round(Price) le 2"),
        (WEIGHT.floor().eq(1.0), "floor(Weight) eq 1"),
        (WEIGHT.ceiling().eq(WEIGHT), "ceiling(Weight) eq Weight"),
        (
            (MADE + hour()).gt(now()),
            "Made add duration'PT1H' gt now()",
        ),
        ((DAY - hour()).lt(DAY), "Day sub duration'PT1H' lt Day"),
        (
            (LASTS + LASTS).gt(hour()),
            "Lasts add Lasts gt duration'PT1H'",
        ),
        (MADE.since(now()).lt(LASTS), "Made sub now() lt Lasts"),
        (DAY.since(DAY).eq(hour()), "Day sub Day eq duration'PT1H'"),
    ]);
}

fn hour() -> Duration {
    "PT1H".parse().unwrap()
}

#[test]
fn functions_of_strings() {
    assert_texts([
        (NAME.contains("a&b"), "contains(Name,'a&b')"),
        (NAME.starts_with(OTHER), "startswith(Name,Other)"),
        (NAME.ends_with("a"), "endswith(Name,'a')"),
        (NAME.matches_pattern("^a.*"), "matchesPattern(Name,'^a.*')"),
        (NAME.length().gt(3), "length(Name) gt 3"),
        (NAME.index_of("a").eq(-1), "indexof(Name,'a') eq -1"),
        (NAME.substring(1).eq("a"), "substring(Name,1) eq 'a'"),
        (
            NAME.substring_of_length(NAME.index_of(" "), 2).eq("a"),
            "substring(Name,indexof(Name,' '),2) eq 'a'",
        ),
        (NAME.to_lower().eq("a"), "tolower(Name) eq 'a'"),
        (NAME.to_upper().contains("A"), "contains(toupper(Name),'A')"),
        (NAME.trim().ne(""), "trim(Name) ne ''"),
        (
            NAME.concat(", ").concat(OTHER).eq("a"),
            "concat(concat(Name,', '),Other) eq 'a'",
        ),
    ]);
}

#[test]
fn functions_of_times() {
    assert_texts([
        (MADE.year().eq(2020), "year(Made) eq 2020"),
        (MADE.month().eq(1), "month(Made) eq 1"),
        (MADE.day().eq(1), "day(Made) eq 1"),
        (MADE.hour().eq(1), "hour(Made) eq 1"),
        (MADE.minute().eq(1), "minute(Made) eq 1"),
        (MADE.second().eq(1), "second(Made) eq 1"),
        (
            MADE.fractional_seconds().lt(0.5),
            "fractionalseconds(Made) lt 0.5",
        ),
        (MADE.date().eq(DAY), "date(Made) eq Day"),
        (MADE.time().lt(OPENS), "time(Made) lt Opens"),
        (
            MADE.total_offset_minutes().eq(60),
            "totaloffsetminutes(Made) eq 60",
        ),
        (DAY.year().eq(2020), "year(Day) eq 2020"),
        (DAY.month().eq(1), "month(Day) eq 1"),
        (DAY.day().eq(MADE.day()), "day(Day) eq day(Made)"),
        (OPENS.hour().eq(1), "hour(Opens) eq 1"),
        (OPENS.minute().eq(1), "minute(Opens) eq 1"),
        (OPENS.second().eq(1), "second(Opens) eq 1"),
        (
            OPENS.fractional_seconds().eq(0),
            "fractionalseconds(Opens) eq 0",
        ),
        (LASTS.total_seconds().gt(60), "totalseconds(Lasts) gt 60"),
        (MADE.le(now()), "Made le now()"),
        (MADE.gt(min_date_time()), "Made gt mindatetime()"),
        (MADE.lt(max_date_time()), "Made lt maxdatetime()"),
    ]);
}

#[test]
fn types_and_cases() {
    assert_texts([
        (
            SIZE.cast::<String>().contains("1"),
            "contains(cast(Size,Edm.String),'1')",
        ),
        (
            BEST.get(LABEL).is_of::<String>(),
            "isof(Best/Label,Edm.String)",
        ),
        (NAME.is_of::<Date>(), "isof(Name,Edm.Date)"),
        (NAME.is_of::<Rights>(), "isof(Name,Test.Rights)"),
        (
            NAME.cast::<Importance>().eq(Importance::High),
            "cast(Name,Test.Importance) eq Test.Importance'High'",
        ),
        (
            Case::new()
                .when(NEW, 1)
                .when(SIZE.gt(2).or(SOLD), 2)
                .otherwise(SIZE)
                .eq(1),
            "case(New:1,Size gt 2 or Sold:2,true:Size) eq 1",
        ),
        (
            Case::new().when(NEW, "a").end().eq(NAME),
            "case(New:'a') eq Name",
        ),
    ]);
    let events = is_of::<Message, EventMessage>().and(message::IS_READ);
    assert_eq!(events.as_str(), "isof(Test.EventMessage) and IsRead");
}

#[test]
fn collections() {
    assert_texts([
        (TAGS.any(|tag| tag.eq("a")), "Tags/any(x:x eq 'a')"),
        (
            TAGS.all(|tag| tag.ne("a").and(tag.ne("b"))),
            "Tags/all(x:x ne 'a' and x ne 'b')",
        ),
        (
            TAGS.any(|tag| tag.to_lower().starts_with("a")),
            "Tags/any(x:startswith(tolower(x),'a'))",
        ),
        (TAGS.is_not_empty(), "Tags/any()"),
        (TAGS.count().gt(2), "Tags/$count gt 2"),
        (PARTS.count().eq(SIZE), "Parts/$count eq Size"),
        (PARTS.is_not_empty().not(), "not Parts/any()"),
        (
            PARTS.any(|part| part.get(LABEL).eq(NAME)),
            "Parts/any(x:x/Label eq Name)",
        ),
        (
            TAGS.has_subset(["a", "it's"]),
            r#"hassubset(Tags,["a","it's"])"#,
        ),
        (TAGS.has_subsequence(["a"]), r#"hassubsequence(Tags,["a"])"#),
        (
            MAIN.get(SUBPARTS).any(|part| part.get(LABEL).eq("a")),
            "Main/Subparts/any(x:x/Label eq 'a')",
        ),
        (
            PARTS.any(|part| {
                part.get(LABEL)
                    .eq(Expression::<Thing, Thing>::it().get(NAME))
            }),
            "Parts/any(x:x/Label eq $it/Name)",
        ),
    ]);
}

#[test]
fn variables_of_nested_conditions_differ() {
    let label = |part: &Expression<Thing, Part>| part.get(LABEL);
    let nested = PARTS.any(|a| {
        let inner = a.get(SUBPARTS).all(|b| {
            b.get(SUBPARTS).any(|c| {
                c.get(SUBPARTS)
                    .any(|d| label(&d).eq(label(&a)).or(label(&c).eq(label(&b))))
            })
        });
        inner.and(TAGS.any(|tag| tag.eq(label(&a))))
    });
    assert_texts([
        (
            nested,
            "Parts/any(x:x/Subparts/all(y:y/Subparts/any(z:z/Subparts/any(x1:\
             x1/Label eq x/Label or z/Label eq y/Label))) and Tags/any(y:y eq x/Label))",
        ),
        (TAGS.any(|tag| tag.eq("a")), "Tags/any(x:x eq 'a')"),
    ]);
}

#[test]
fn paths() {
    assert_eq!(MAIN.get(LABEL).as_str(), "Main/Label");
    assert_eq!(
        PARTS.any(|x| x.get(SUBPARTS).count().gt(1)).as_str(),
        "Parts/any(x:x/Subparts/$count gt 1)"
    );
    let kind = event_message::MEETING_TYPE.of_base::<Message>();
    assert_eq!(
        kind.eq("none").as_str(),
        "Test.EventMessage/MeetingType eq 'none'"
    );
    let colour = Path::<Thing, String>::dynamic("Colour");
    assert_eq!(
        colour.eq("red").and(NEW).as_str(),
        "Colour eq 'red' and New"
    );
    assert_eq!(
        NAME.eq(&colour).or(NAME.eq(colour.clone())).as_str(),
        "Name eq Colour or Name eq Colour"
    );
}
