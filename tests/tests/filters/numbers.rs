//! Numbers into conditions: arithmetic, lengths, counts, parts of dates.

use outlook_rest::odata_runtime::Decimal;
use outlook_rest::odata_runtime::query::Expression;
use tests::random::Choices;

use crate::grow::{Condition, comparison, equality, of_texts, text, word};
use crate::pair::{Leaves, Pair};
use crate::times;

/// A condition on numbers.
pub(crate) fn of_numbers<O: 'static, I: 'static>(
    choices: &mut Choices,
    leaves: &Leaves<O, I>,
    depth: usize,
) -> Condition<O, I> {
    let one = number(choices, leaves, depth);
    match choices.below(7) {
        0..3 => {
            let literal = small(choices);
            comparison(choices, &one, (literal, literal.into()))
        }
        3 => {
            let other = number(choices, leaves, depth);
            equality(choices, &one, &other)
        }
        4 => {
            let divisor = *choices.one(&[1, 2, 4, 8]);
            let quotient: Pair<O, I, Decimal, f64> = one
                .then(one.text().div_by(divisor), move |one| {
                    one as f64 / f64::from(divisor)
                });
            let literal = fraction(choices);
            let rounded = match choices.below(4) {
                0 => quotient,
                1 => quotient.then(quotient.text().round(), f64::round),
                2 => quotient.then(quotient.text().floor(), f64::floor),
                _ => quotient.then(quotient.text().ceiling(), f64::ceil),
            };
            comparison(choices, &rounded, (literal, literal))
        }
        5 => match choices.any(&leaves.counts).cloned() {
            Some(count) => {
                let literal = i64::from(small(choices));
                comparison(choices, &count, (literal, literal))
            }
            None => of_texts(choices, leaves, depth),
        },
        _ => match choices.any(&leaves.doubles).cloned() {
            Some(double) => {
                let (added, literal) = (fraction(choices), fraction(choices));
                let sum = double.then(double.text() + added, move |one| one + added);
                comparison(choices, &sum, (literal, literal))
            }
            None => of_texts(choices, leaves, depth),
        },
    }
}

/// A number that is small.
pub(crate) fn small(choices: &mut Choices) -> i32 {
    i32::try_from(choices.below(40)).expect("it is small") - 8
}

/// A number that binary and decimal fractions have in common.
pub(crate) fn fraction(choices: &mut Choices) -> f64 {
    f64::from(small(choices)) / 4.0
}

/// A whole number: small enough, however deep it is made, to be one of 32 bits.
pub(crate) fn number<O: 'static, I: 'static>(
    choices: &mut Choices,
    leaves: &Leaves<O, I>,
    depth: usize,
) -> Pair<O, I, i32, i64> {
    let kinds = if depth == 0 { 5 } else { 12 };
    match choices.below(kinds) {
        kind @ 0..3 if !leaves.integers.is_empty() || kind == 0 => {
            match choices.any(&leaves.integers) {
                Some(integer) => integer.clone(),
                None => literal(choices),
            }
        }
        3 => times::part(choices, leaves).unwrap_or_else(|| literal(choices)),
        0..5 => {
            let one = text(choices, leaves, 0);
            match choices.one_in(3) {
                false => one.then(one.text().length(), |one| {
                    i64::try_from(one.chars().count()).expect("it is short")
                }),
                true => {
                    let word = word(choices);
                    one.then(one.text().index_of(word), move |one| index_of(&one, word))
                }
            }
        }
        kind => {
            let one = number(choices, leaves, depth - 1);
            calculated(choices, kind, &one, leaves, depth - 1)
        }
    }
}

fn literal<O: 'static, I: 'static>(choices: &mut Choices) -> Pair<O, I, i32, i64> {
    let number = small(choices);
    Pair::new(Expression::literal(number), move |_, _| Some(number.into()))
}

/// Where a text begins in another one, in characters, or -1.
fn index_of(text: &str, part: &str) -> i64 {
    let (text, part): (Vec<char>, Vec<char>) = (text.chars().collect(), part.chars().collect());
    let found = (0..=text.len()).find(|&at| text[at..].starts_with(&part));
    found.map_or(-1, |at| i64::try_from(at).expect("it is short"))
}

fn calculated<O: 'static, I: 'static>(
    choices: &mut Choices,
    kind: usize,
    one: &Pair<O, I, i32, i64>,
    leaves: &Leaves<O, I>,
    depth: usize,
) -> Pair<O, I, i32, i64> {
    let text = one.text();
    let divisor = *choices.one(&[1, 2, 3, 7, -2]);
    match kind {
        5 => one.then(-text, |one| -one),
        6 => {
            let other = number(choices, leaves, depth);
            one.with(&other, text + other.text(), |one, other| one + other)
        }
        7 => {
            let other = number(choices, leaves, depth);
            one.with(&other, text - other.text(), |one, other| one - other)
        }
        8 => one.then(text * divisor, move |one| one * i64::from(divisor)),
        9 => one.then(text / divisor, move |one| one / i64::from(divisor)),
        10 => one.then(text % divisor, move |one| one % i64::from(divisor)),
        _ => one.then(Expression::literal(divisor) - text, move |one| {
            i64::from(divisor) - one
        }),
    }
}
