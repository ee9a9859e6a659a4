//! Choices and what conditions begin with into conditions, with all that the standard has.

use outlook_rest::odata_runtime::query::{Argument, Case, Expression};
use tests::random::Choices;

use crate::numbers::{number, of_numbers};
use crate::pair::{Leaves, Pair};
use crate::times;
use crate::world::WORDS;

pub(crate) type Condition<O, I> = Pair<O, I, bool, bool>;

/// A condition.
pub(crate) fn condition<O: 'static, I: 'static>(
    choices: &mut Choices,
    leaves: &Leaves<O, I>,
    depth: usize,
) -> Condition<O, I> {
    let below = depth.saturating_sub(1);
    let kinds = if depth == 0 { 9 } else { 14 };
    match choices.below(kinds) {
        0 | 1 => of_texts(choices, leaves, below),
        2 | 3 => of_numbers(choices, leaves, below),
        4 => times::condition(choices, leaves),
        5 => match choices.any(&leaves.flags).cloned() {
            Some(flag) => flag,
            None => of_texts(choices, leaves, below),
        },
        6 => is_null(choices, leaves),
        7 | 8 => match choices.any(&leaves.others).cloned() {
            Some(other) => other(choices, below),
            None => of_texts(choices, leaves, below),
        },
        9 => both(choices, leaves, below),
        10 => either(choices, leaves, below),
        11 => {
            let one = condition(choices, leaves, below);
            one.then(one.text().not(), |one| !one)
        }
        12 => {
            let (one, other) = (
                condition(choices, leaves, below),
                condition(choices, leaves, below),
            );
            equality(choices, &one, &other)
        }
        _ => {
            let fixed = *choices.one(&[true, false]);
            let one = condition(choices, leaves, below);
            equality(
                choices,
                &one,
                &Pair::new(Expression::literal(fixed), move |_, _| Some(fixed)),
            )
        }
    }
}

fn both<O: 'static, I: 'static>(
    choices: &mut Choices,
    leaves: &Leaves<O, I>,
    depth: usize,
) -> Condition<O, I> {
    let one = condition(choices, leaves, depth);
    let other = condition(choices, leaves, depth);
    let text = one.text().and(other.text());
    one.with_null(&other, text, |one, other| match (one, other) {
        (Some(true), Some(true)) => Some(true),
        (Some(false), _) | (_, Some(false)) => Some(false),
        _ => None,
    })
}

fn either<O: 'static, I: 'static>(
    choices: &mut Choices,
    leaves: &Leaves<O, I>,
    depth: usize,
) -> Condition<O, I> {
    let one = condition(choices, leaves, depth);
    let other = condition(choices, leaves, depth);
    let text = one.text().or(other.text());
    one.with_null(&other, text, |one, other| match (one, other) {
        (Some(false), Some(false)) => Some(false),
        (Some(true), _) | (_, Some(true)) => Some(true),
        _ => None,
    })
}

/// `eq` or `ne`: null is equal to null alone.
pub(crate) fn equality<O: 'static, I: 'static, T: 'static, R: PartialEq + 'static>(
    choices: &mut Choices,
    one: &Pair<O, I, T, R>,
    other: &Pair<O, I, T, R>,
) -> Condition<O, I> {
    match choices.one_in(2) {
        true => one.with_null(other, one.text().ne(other.text()), |one, other| {
            Some(one != other)
        }),
        false => one.with_null(other, one.text().eq(other.text()), |one, other| {
            Some(one == other)
        }),
    }
}

/// A comparison with a value that is never null: nothing is less or greater than null.
pub(crate) fn comparison<O: 'static, I: 'static, T: 'static, R: PartialOrd + Clone + 'static>(
    choices: &mut Choices,
    one: &Pair<O, I, T, R>,
    (literal, value): (impl Argument<O, T>, R),
) -> Condition<O, I> {
    let fixed = Pair::new(Expression::raw("never written"), {
        let value = value.clone();
        move |_: &O, _: &I| Some(value.clone())
    });
    let fixed: Pair<O, I, T, R> = fixed;
    let text = one.text();
    match choices.below(6) {
        0 => one.with_null(&fixed, text.eq(literal), |one, other| Some(one == other)),
        1 => one.with_null(&fixed, text.ne(literal), |one, other| Some(one != other)),
        2 => one
            .with_null(&fixed, text.gt(literal), |one, other| Some(one? > other?))
            .false_for_null(),
        3 => one
            .with_null(&fixed, text.ge(literal), |one, other| Some(one? >= other?))
            .false_for_null(),
        4 => one
            .with_null(&fixed, text.lt(literal), |one, other| Some(one? < other?))
            .false_for_null(),
        _ => one
            .with_null(&fixed, text.le(literal), |one, other| Some(one? <= other?))
            .false_for_null(),
    }
}

impl<O: 'static, I: 'static> Condition<O, I> {
    pub(crate) fn false_for_null(self) -> Self {
        let text = self.text();
        Pair::new(text, move |owner, item| {
            Some(self.value(owner, item).unwrap_or(false))
        })
    }
}

pub(crate) fn word(choices: &mut Choices) -> &'static str {
    choices.one::<&str>(&WORDS)
}

fn is_null<O: 'static, I: 'static>(
    choices: &mut Choices,
    leaves: &Leaves<O, I>,
) -> Condition<O, I> {
    fn test<O: 'static, I: 'static, T: 'static, R: 'static>(
        choices: &mut Choices,
        one: &Pair<O, I, T, R>,
    ) -> Condition<O, I> {
        let (is_null, before) = (choices.one_in(2), one.clone());
        let text = if is_null {
            one.text().is_null()
        } else {
            one.text().is_not_null()
        };
        Pair::new(text, move |owner, item| {
            Some(before.value(owner, item).is_none() == is_null)
        })
    }
    match (
        choices.below(4),
        choices.any(&leaves.moments),
        choices.any(&leaves.flags),
    ) {
        (0, Some(moment), _) => test(choices, &moment.clone()),
        (1, _, Some(flag)) => test(choices, &flag.clone()),
        (2, _, _) => {
            let number = number(choices, leaves, 1);
            test(choices, &number)
        }
        _ => {
            let text = text(choices, leaves, 1);
            test(choices, &text)
        }
    }
}

pub(crate) fn of_texts<O: 'static, I: 'static>(
    choices: &mut Choices,
    leaves: &Leaves<O, I>,
    depth: usize,
) -> Condition<O, I> {
    let one = text(choices, leaves, depth);
    match choices.below(8) {
        0 | 1 => {
            let word = word(choices);
            comparison(choices, &one, (word, word.to_owned()))
        }
        2 => {
            let other = text(choices, leaves, depth);
            equality(choices, &one, &other)
        }
        3 => {
            let words: Vec<&'static str> = choices.many(0, 4, word);
            let text = one.text().is_in(words.clone());
            Pair::new(text, move |owner, item| {
                Some(
                    one.value(owner, item)
                        .is_some_and(|one| words.contains(&&*one)),
                )
            })
        }
        4 | 5 => {
            let other = text(choices, leaves, 0);
            let text = one.text().contains(other.text());
            one.with(&other, text, |one, other| one.contains(&other))
        }
        6 => {
            let word = word(choices);
            one.then(one.text().starts_with(word), move |one| {
                one.starts_with(word)
            })
        }
        _ => {
            let word = word(choices);
            one.then(one.text().ends_with(word), move |one| one.ends_with(word))
        }
    }
}

/// A text.
pub(crate) fn text<O: 'static, I: 'static>(
    choices: &mut Choices,
    leaves: &Leaves<O, I>,
    depth: usize,
) -> Pair<O, I, String, String> {
    let kinds = if depth == 0 { 4 } else { 10 };
    let kind = choices.below(kinds);
    if kind < 3 && !leaves.texts.is_empty() {
        return choices.one(&leaves.texts).clone();
    }
    if kind <= 3 {
        let word = word(choices);
        return Pair::new(Expression::literal(word), move |_, _| Some(word.to_owned()));
    }
    let one = text(choices, leaves, depth - 1);
    match kind {
        4 => one.then(one.text().to_lower(), |one| one.to_lowercase()),
        5 => one.then(one.text().to_upper(), |one| one.to_uppercase()),
        6 => one.then(one.text().trim(), |one| one.trim().to_owned()),
        7 => {
            let other = text(choices, leaves, depth - 1);
            one.with(&other, one.text().concat(other.text()), |one, other| {
                one + &other
            })
        }
        8 => {
            let (start, length) = (
                choices.below(4),
                choices.maybe(2, |choices| choices.below(4)),
            );
            let from = i32::try_from(start).expect("it is small");
            let text = match length {
                Some(length) => {
                    let length = i32::try_from(length).expect("it is small");
                    one.text().substring_of_length(from, length)
                }
                None => one.text().substring(from),
            };
            one.then(text, move |one| {
                let characters: Vec<char> = one.chars().collect();
                let start = start.min(characters.len());
                let end = length.map_or(characters.len(), |length| {
                    (start + length).min(characters.len())
                });
                characters[start..end].iter().collect()
            })
        }
        _ => {
            let (first, other) = (condition(choices, leaves, 0), text(choices, leaves, 0));
            let case = Case::new()
                .when(first.text(), one.text())
                .otherwise(other.text());
            Pair::new(case, move |owner, item| match first.value(owner, item) {
                Some(true) => one.value(owner, item),
                _ => other.value(owner, item),
            })
        }
    }
}
