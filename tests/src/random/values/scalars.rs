//! Choices into values of primitive types and enumerations, those at the edges first of all.

use odata_bindgen::model::{EnumType, Primitive};

use super::{Form, Value, any};
use crate::random::tree::Tree;
use crate::random::{Choices, names};

/// A value of a primitive type.
pub(super) fn primitive(choices: &mut Choices, ty: Primitive, form: Form) -> Value {
    use Primitive as P;
    let text =
        |choices: &mut Choices, list: &[&str]| Value::same(Tree::text(choices.one::<&str>(list)));
    match ty {
        P::Boolean => Value::same(Tree::Scalar((*choices.one(&["false", "true"])).to_owned())),
        P::Byte => integer(choices, 0, u8::MAX.into(), form),
        P::SByte => integer(choices, i8::MIN.into(), i8::MAX.into(), form),
        P::Int16 => integer(choices, i16::MIN.into(), i16::MAX.into(), form),
        P::Int32 => integer(choices, i32::MIN.into(), i32::MAX.into(), form),
        P::Int64 => integer(choices, i64::MIN, i64::MAX, form),
        P::Single => single(choices),
        P::Double => double(choices),
        P::Decimal => decimal(choices),
        P::String => Value::same(Tree::text(&string(choices))),
        P::Guid => guid(choices, form),
        P::Date => text(choices, &DATES),
        P::TimeOfDay => text(choices, &TIMES),
        P::DateTimeOffset => {
            let (date, t) = (choices.one(&DATES), choices.one(&["T", "T", "t"]));
            let zones = ["Z", "+00:00", "-00:00", "+14:00", "-23:59", "z"];
            let moment = format!("{date}{t}{}{}", choices.one(&TIMES), choices.one(&zones));
            Value::same(Tree::text(&moment))
        }
        P::Duration => text(choices, &DURATIONS),
        P::Binary => text(
            choices,
            &[
                "", "AA==", "AA", "-_8", "-_8=", "+/8=", "+/8", "SGVsbG8", "SGVsbG8=",
            ],
        ),
        _ => any_but_null(choices),
    }
}

const DATES: [&str; 7] = [
    "2020-02-29",
    "0000-01-01",
    "0001-01-01",
    "9999-12-31",
    "-0001-12-31",
    "1970-01-01",
    "1582-10-10",
];

const TIMES: [&str; 8] = [
    "00:00",
    "00:00:00",
    "23:59:59",
    "12:30:00.0",
    "08:00:00.0000000",
    "23:59:59.999999999999",
    "01:02:03.10",
    "00:00:00.000000000001",
];

const DURATIONS: [&str; 9] = [
    "PT0S",
    "P1D",
    "-P1DT2H3M4.5S",
    "PT36H",
    "PT90M",
    "P0DT0H0M0S",
    "PT0.000000001S",
    "P106751991167DT0S",
    "PT1.50S",
];

/// A whole number, as services in many languages write one.
fn integer(choices: &mut Choices, least: i64, most: i64, form: Form) -> Value {
    let number = match choices.below(6) {
        0 => 0,
        1 => most,
        2 => least,
        3 => 1,
        4 => most / 3,
        _ => least / 3,
    };
    let kept = Tree::Scalar(number.to_string());
    let sent = match choices.below(6) {
        // (OData JSON 4.01 §3.2)
        5 if form == Form::Any => format!("\"{number}\""),
        // services whose language has one type of numbers
        4 if form == Form::Any && number.unsigned_abs() < 1 << 53 => format!("{number}.0"),
        _ => number.to_string(),
    };
    Value { sent, kept }
}

fn special(choices: &mut Choices) -> Option<Value> {
    let special = choices.maybe(5, |choices| *choices.one(&["INF", "-INF", "NaN"]));
    special.map(|text| Value::same(Tree::text(text)))
}

/// Any double: most of them have as many digits as there are.
fn double(choices: &mut Choices) -> Value {
    const EDGES: [f64; 8] = [
        0.0,
        -0.0,
        1.5,
        7.0,
        f64::MAX,
        f64::MIN_POSITIVE,
        5e-324,
        0.1,
    ];
    if let Some(special) = special(choices) {
        return special;
    }
    let bits = u64::from(choices.number()) << 32 | u64::from(choices.number());
    let any = f64::from_bits(bits);
    let number = match choices.one_in(2) && any.is_finite() {
        true => any,
        false => *choices.one(&EDGES),
    };
    Value::same(Tree::Scalar(written(number)))
}

fn single(choices: &mut Choices) -> Value {
    const EDGES: [f32; 6] = [0.0, -0.0, 0.1, f32::MAX, f32::MIN_POSITIVE, 1e-45];
    if let Some(special) = special(choices) {
        return special;
    }
    let any = f32::from_bits(choices.number());
    let number = match choices.one_in(2) && any.is_finite() {
        true => any,
        false => *choices.one(&EDGES),
    };
    let json = serde_json::to_string(&number);
    Value::same(Tree::Scalar(json.expect("a number can be written")))
}

fn written(number: f64) -> String {
    serde_json::to_string(&number).expect("a number can be written")
}

/// A decimal number keeps all of its text.
fn decimal(choices: &mut Choices) -> Value {
    const NUMBERS: [&str; 9] = [
        "0",
        "-1.50",
        "0.000",
        "12345678901234567890.1234567890123456789",
        "1e10",
        "1E-5",
        "-0",
        "79228162514264337593543950335",
        "1e999999",
    ];
    if let Some(special) = special(choices) {
        return special;
    }
    let number = (*choices.one(&NUMBERS)).to_owned();
    Value::same(match choices.one_in(3) {
        true => Tree::text(&number),
        false => Tree::Scalar(number),
    })
}

fn string(choices: &mut Choices) -> String {
    const EDGES: [&str; 8] = [
        "",
        " ",
        "\u{0}",
        "\u{7f}",
        "\u{10ffff}",
        "a\u{0}b\r\n\t",
        "\"\\/",
        "\u{d7ff}\u{e000}",
    ];
    match choices.one_in(2) {
        true => (*choices.one(&EDGES)).to_owned(),
        false => names::text(choices),
    }
}

/// Letters of a GUID are small when they are written (RFC 9562 §4).
fn guid(choices: &mut Choices, form: Form) -> Value {
    let numbers = [
        choices.number(),
        choices.number(),
        choices.number(),
        choices.number(),
    ];
    let digits: String = numbers
        .iter()
        .map(|number| format!("{number:08x}"))
        .collect();
    let parts = [
        &digits[..8],
        &digits[8..12],
        &digits[12..16],
        &digits[16..20],
        &digits[20..],
    ];
    let text = parts.join("-");
    let sent = match form == Form::Any && choices.one_in(4) {
        true => text.to_uppercase(),
        false => text.clone(),
    };
    Value {
        sent: Tree::text(&sent).to_string(),
        kept: Tree::text(&text),
    }
}

/// A shape, or what may be anything.
fn any_but_null(choices: &mut Choices) -> Value {
    let tree = any(choices, 2);
    Value::same(match tree == Tree::Scalar("null".to_owned()) {
        true => Tree::text("POINT(0 0)"),
        false => tree,
    })
}

/// A member of an enumeration by name or by number, or one that nobody has heard of.
pub(super) fn member(choices: &mut Choices, ty: &EnumType, form: Form) -> Value {
    let unheard = Value::same(Tree::text("Unheard"));
    // of several members with one value any may be written
    let same = |value: i64| {
        ty.members
            .iter()
            .filter(|member| member.value == value)
            .count()
    };
    // of several members the numbers have to be told apart
    let alone: Vec<_> = ty
        .members
        .iter()
        .filter(|member| same(member.value) == 1 && member.value != 0)
        .collect();
    let Some(member) = choices.any(&alone) else {
        return unheard;
    };
    let name = Tree::text(&member.name);
    match choices.below(6) {
        5 => unheard,
        4 if form == Form::Any => Value {
            sent: member.value.to_string(),
            kept: name,
        },
        3 if !ty.is_flags && same(77) == 0 => Value::same(Tree::Scalar("77".to_owned())),
        _ => Value::same(name),
    }
}
