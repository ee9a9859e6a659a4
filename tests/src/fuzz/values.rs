//! Turns bytes into values of every type, each with the tree of the literal that it has to become.

use arbitrary::{Result, Unstructured};
use odata_runtime::{
    Binary, Date, DateTimeOffset, Decimal, Duration, EnumStyle, TimeOfDay, UnknownMember, Uuid,
};

use super::model::Colour;
use super::syntax::Tree;

/// What is hard about strings in URLs.
const PIECES: [&str; 24] = [
    "'",
    "''",
    "\"",
    "\\",
    "%",
    "%27",
    "&",
    "+",
    "#",
    "?",
    "/",
    ";",
    "(",
    ")",
    ",",
    "=",
    " ",
    "$",
    "@",
    " or ",
    "\u{e9}",
    "\u{1f600}",
    "\n",
    "NS.Colour'Red'",
];

/// A text: pieces that are hard, and any characters between them.
pub(super) fn text(u: &mut Unstructured<'_>) -> Result<String> {
    let mut text = String::new();
    for _ in 0..u.int_in_range(0..=5)? {
        if u.ratio(2, 3)? {
            text.push_str(u.choose(&PIECES)?);
        } else {
            text.push(u.arbitrary()?);
        }
    }
    Ok(text)
}

fn digits(u: &mut Unstructured<'_>, least: usize, most: usize) -> Result<String> {
    let count = u.int_in_range(least..=most)?;
    let digits: Result<String> = (0..count)
        .map(|_| u.int_in_range(b'0'..=b'9').map(char::from))
        .collect();
    digits
}

/// A date of the calendar.
pub(super) fn date(u: &mut Unstructured<'_>) -> Result<(Date, Tree)> {
    let year = u.int_in_range(-9998..=9998)?;
    let sign = if year < 0 { "-" } else { "" };
    let (month, day) = (u.int_in_range(1..=12)?, u.int_in_range(1..=28)?);
    let text = format!("{sign}{:04}-{month:02}-{day:02}", i32::abs(year));
    Ok((text.parse().expect("it is a date"), Tree::Word(text)))
}

fn clock(u: &mut Unstructured<'_>) -> Result<String> {
    let (hour, minute) = (u.int_in_range(0..=23)?, u.int_in_range(0..=59)?);
    let mut text = format!("{hour:02}:{minute:02}");
    if u.arbitrary()? {
        text += &format!(":{:02}", u.int_in_range(0..=59)?);
        if u.arbitrary()? {
            text += &format!(".{}", digits(u, 1, 12)?);
        }
    }
    Ok(text)
}

/// A time of day.
pub(super) fn time(u: &mut Unstructured<'_>) -> Result<(TimeOfDay, Tree)> {
    let text = clock(u)?;
    Ok((text.parse().expect("it is a time of day"), Tree::Word(text)))
}

/// A moment.
pub(super) fn moment(u: &mut Unstructured<'_>) -> Result<(DateTimeOffset, Tree)> {
    let (date, _) = date(u)?;
    let zone = match u.int_in_range(0..=2)? {
        0 => "Z".to_owned(),
        sign => {
            let (hour, minute) = (u.int_in_range(0..=14)?, u.int_in_range(0..=59)?);
            format!("{}{hour:02}:{minute:02}", if sign == 1 { '+' } else { '-' })
        }
    };
    let text = format!("{date}T{}{zone}", clock(u)?);
    Ok((text.parse().expect("it is a moment"), Tree::Word(text)))
}

/// A length of time.
pub(super) fn duration(u: &mut Unstructured<'_>) -> Result<(Duration, Tree)> {
    let sign = u.choose(&["", "-", "+"])?;
    let text = format!(
        "{sign}P{}DT{}.{}S",
        digits(u, 1, 6)?,
        digits(u, 1, 6)?,
        digits(u, 1, 9)?
    );
    let tree = Tree::Typed("duration".to_owned(), text.clone());
    Ok((text.parse().expect("it is a duration"), tree))
}

/// A number with as many digits as it likes.
pub(super) fn decimal(u: &mut Unstructured<'_>) -> Result<(Decimal, Tree)> {
    let sign = u.choose(&["", "-", "+"])?;
    let mut text = format!("{sign}{}", digits(u, 1, 20)?);
    if u.arbitrary()? {
        text += &format!(".{}", digits(u, 1, 20)?);
    }
    if u.arbitrary()? {
        text += &format!("e{}{}", u.choose(&["", "-", "+"])?, digits(u, 1, 3)?);
    }
    Ok((text.parse().expect("it is a decimal"), Tree::Word(text)))
}

/// Bytes, in the alphabet for URLs.
pub(super) fn binary(u: &mut Unstructured<'_>) -> Result<(Binary, Tree)> {
    let bytes: Vec<u8> = u.arbitrary()?;
    let binary = Binary::from(bytes);
    let text = binary.to_string();
    assert!(!text.contains(['+', '/']), "{text}");
    Ok((binary, Tree::Typed("binary".to_owned(), text)))
}

/// An identifier.
pub(super) fn uuid(u: &mut Unstructured<'_>) -> Result<(Uuid, Tree)> {
    let uuid = Uuid::from_bytes(u.arbitrary()?);
    Ok((uuid, Tree::word(uuid)))
}

/// A member, known or not.
pub(super) fn colour(u: &mut Unstructured<'_>, style: EnumStyle) -> Result<(Colour, Tree)> {
    let (colour, name) = match u.int_in_range(0..=3)? {
        0 => (Colour::Red, "Red".to_owned()),
        1 => (Colour::SkyBlue, "SkyBlue".to_owned()),
        2 => {
            let name = text(u)?;
            let member = UnknownMember::Name(name.clone().into());
            (Colour::Unrecognized(member), name)
        }
        _ => {
            let number: i64 = u.arbitrary()?;
            let member = UnknownMember::Value(number);
            (Colour::Unrecognized(member), number.to_string())
        }
    };
    let tree = match style {
        EnumStyle::Qualified => Tree::Typed("Shop.V1.Colour".to_owned(), name),
        _ => Tree::Text(name),
    };
    Ok((colour, tree))
}
