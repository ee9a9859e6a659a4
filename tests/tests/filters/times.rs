//! Dates and times into conditions, and into numbers.

use jiff::{SignedDuration, Timestamp, civil};
use outlook_rest::odata_runtime::query::Case;
use outlook_rest::odata_runtime::{Date, DateTimeOffset, Decimal, Duration, TimeOfDay};
use tests::random::Choices;

use crate::grow::{Condition, comparison, equality, of_texts};
use crate::numbers::{fraction, small};
use crate::pair::{Leaves, Pair};
use crate::world::MOMENTS;

fn instant(moment: DateTimeOffset) -> Timestamp {
    moment
        .try_into()
        .expect("all moments are in the range of timestamps")
}

fn parsed(choices: &mut Choices) -> DateTimeOffset {
    let text: &str = choices.one::<&str>(&MOMENTS);
    text.parse().expect("it is a moment")
}

fn span(choices: &mut Choices) -> SignedDuration {
    let quarters = i64::from(small(choices));
    SignedDuration::from_millis(quarters * 250 + i64::from(small(choices)) * 3_600_000)
}

pub(crate) fn condition<O: 'static, I: 'static>(
    choices: &mut Choices,
    leaves: &Leaves<O, I>,
) -> Condition<O, I> {
    let Some(one) = choices.any(&leaves.moments).cloned() else {
        return of_texts(choices, leaves, 1);
    };
    let other = choices.one(&leaves.moments).clone();
    match choices.below(7) {
        0 => {
            let literal = parsed(choices);
            let one = one.then(one.text(), instant);
            comparison(choices, &one, (literal, instant(literal)))
        }
        1 => {
            let (one, other) = (
                one.then(one.text(), instant),
                other.then(other.text(), instant),
            );
            equality(choices, &one, &other)
        }
        2 => {
            let (literal, added) = (parsed(choices), span(choices));
            let subtracts = choices.one_in(2);
            let text = match subtracts {
                true => one.text() - Duration::from(added),
                false => one.text() + Duration::from(added),
            };
            let added = if subtracts { -added } else { added };
            let sum = one.then(text, move |one| instant(one) + added);
            comparison(choices, &sum, (literal, instant(literal)))
        }
        3 => {
            let text = one.text().since(other.text());
            let difference = one.with(&other, text, |one, other| {
                instant(one).duration_since(instant(other))
            });
            let literal = span(choices);
            comparison(choices, &difference, (literal, literal))
        }
        4 => {
            let text = one.text().since(other.text()).total_seconds();
            let difference = one.with(&other, text, |one, other| {
                instant(one).duration_since(instant(other)).as_secs_f64()
            });
            let literal = fraction(choices) * 1000.0;
            comparison(choices, &difference, (literal, literal))
        }
        _ => of_halves(choices, &one),
    }
}

/// A condition on the date or on the time of day, both of which are those of its own time zone.
fn of_halves<O: 'static, I: 'static>(
    choices: &mut Choices,
    one: &Pair<O, I, DateTimeOffset, DateTimeOffset>,
) -> Condition<O, I> {
    let literal = parsed(choices).local();
    if choices.one_in(2) {
        let day: Pair<O, I, Date, civil::Date> =
            one.then(one.text().date(), |one| one.local().date());
        return comparison(choices, &day, (literal.date(), literal.date()));
    }
    let time: Pair<O, I, TimeOfDay, civil::Time> =
        one.then(one.text().time(), |one| one.local().time());
    comparison(choices, &time, (literal.time(), literal.time()))
}

/// A part of a date or a time.
pub(crate) fn part<O: 'static, I: 'static>(
    choices: &mut Choices,
    leaves: &Leaves<O, I>,
) -> Option<Pair<O, I, i32, i64>> {
    let one = choices.any(&leaves.moments)?.clone();
    let text = one.text();
    Some(match choices.below(8) {
        0 => one.then(text.year(), |one| one.local().year().into()),
        1 => one.then(text.month(), |one| one.local().month().into()),
        2 => one.then(text.day(), |one| one.local().day().into()),
        3 => one.then(text.hour(), |one| one.local().hour().into()),
        4 => one.then(text.minute(), |one| one.local().minute().into()),
        5 => one.then(text.second(), |one| one.local().second().into()),
        6 => one.then(text.total_offset_minutes(), |one| {
            one.offset_minutes().into()
        }),
        _ => {
            let half: Pair<O, I, Decimal, f64> = one.then(text.fractional_seconds(), |one| {
                f64::from(one.local().subsec_nanosecond()) / 1e9
            });
            let more = half
                .then(half.text().gt(0.25), |half| half > 0.25)
                .false_for_null();
            let case = Case::new().when(more.text(), 1).otherwise(0);
            Pair::new(case, move |owner, item| {
                more.value(owner, item).map(i64::from)
            })
        }
    })
}
