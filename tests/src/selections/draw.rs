//! Turns a number into entries of `include` and `exclude` that fit a model.

use std::fmt;

use odata_bindgen::model::{Model, StructuredId};

/// Entries that select some part of a service.
#[derive(Clone, Debug)]
pub struct Drawn {
    /// What is to be in.
    pub include: Vec<String>,
    /// What is to be out.
    pub exclude: Vec<String>,
    /// Whether derived types come in with their bases.
    pub follow_derived: bool,
    /// How many of them an abstract type may have for that.
    pub max_derived: usize,
}

impl fmt::Display for Drawn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "include = {:?}, exclude = {:?}, follow derived = {}, at most {}",
            self.include, self.exclude, self.follow_derived, self.max_derived
        )
    }
}

/// Draws a selection: the same for the same number.
#[must_use]
pub fn draw(model: &Model, number: u64) -> Drawn {
    let mut dice = Dice(number);
    let mut entries = |most: usize| -> Vec<String> {
        let count = dice.below(most + 1);
        (0..count).map(|_| entry(model, &mut dice)).collect()
    };
    let (include, exclude) = (entries(4), entries(3));
    Drawn {
        include,
        exclude,
        follow_derived: dice.below(4) > 0,
        max_derived: [0, 3, 64][dice.below(3)],
    }
}

/// A sequence of numbers that looks like chance and is not (splitmix64).
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^= mixed >> 31;
        usize::try_from(mixed % limit.max(1) as u64).expect("it is below the limit")
    }

    fn one<'l, T>(&mut self, list: &'l [T]) -> Option<&'l T> {
        list.get(self.below(list.len()))
    }
}

fn entry(model: &Model, dice: &mut Dice) -> String {
    match dice.below(8) {
        0 => type_name(model, dice),
        1 => operation_name(model, dice),
        2 => wildcard_name(model, dice),
        _ => path(model, dice),
    }
}

fn type_name(model: &Model, dice: &mut Dice) -> String {
    let structured = model.structured_types.iter().map(|ty| ty.name.to_string());
    let enums = model.enum_types.iter().map(|ty| ty.name.to_string());
    let definitions = model.type_definitions.iter().map(|ty| ty.name.to_string());
    let names: Vec<String> = structured.chain(enums).chain(definitions).collect();
    dice.one(&names).cloned().unwrap_or_default()
}

fn operation_name(model: &Model, dice: &mut Dice) -> String {
    let operation = dice.one(&model.operations);
    operation.map_or_else(|| type_name(model, dice), |found| found.name.to_string())
}

/// A name of which the end, or the beginning of the simple name, may be anything.
fn wildcard_name(model: &Model, dice: &mut Dice) -> String {
    let name = type_name(model, dice);
    let (namespace, simple) = name.rsplit_once('.').unwrap_or_default();
    let letters: Vec<char> = simple.chars().collect();
    let half = letters.len().div_ceil(2);
    match dice.below(2) {
        0 => format!(
            "{namespace}.{}*",
            letters[..half].iter().collect::<String>()
        ),
        _ => format!(
            "{namespace}.*{}",
            letters[half..].iter().collect::<String>()
        ),
    }
}

/// A path of some length, of which segments may be wildcards.
fn path(model: &Model, dice: &mut Dice) -> String {
    let Some(container) = &model.container else {
        return type_name(model, dice);
    };
    if dice.below(8) == 0
        && let Some(import) = dice.one(&container.imports)
    {
        return import.name.to_string();
    }
    let Some(source) = dice.one(&container.sources) else {
        return type_name(model, dice);
    };
    let mut segments = vec![source.name.to_string()];
    let (mut at, mut collection) = (source.entity_type, source.collection);
    for _ in 0..dice.below(4) {
        let Some((segment, next)) = step(model, dice, at, collection) else {
            break;
        };
        segments.push(segment);
        match next {
            Some(next) => (at, collection) = next,
            None => return segments.join("/"),
        }
    }
    if dice.below(4) == 0 {
        let any = dice.below(segments.len());
        segments[any] = "*".to_owned();
    }
    if dice.below(3) == 0 {
        segments.push("**".to_owned());
    }
    segments.join("/")
}

/// One more segment, and where it leads.
fn step(
    model: &Model,
    dice: &mut Dice,
    at: StructuredId,
    collection: bool,
) -> Option<(String, Option<(StructuredId, bool)>)> {
    if dice.below(6) == 0 {
        let below = model.descendants(at);
        if let Some(&derived) = dice.one(&below) {
            let name = model.structured(derived).name.to_string();
            return Some((name, Some((derived, collection))));
        }
    }
    let chain = model.ancestry(at).map(|id| model.structured(id));
    if dice.below(4) == 0 {
        let operations: Vec<_> = chain
            .flat_map(|ty| match collection {
                true => &ty.collection_operations,
                false => &ty.operations,
            })
            .collect();
        if let Some(&&id) = dice.one(&operations) {
            return Some((model.operation(id).name.to_string(), None));
        }
        return None;
    }
    if collection {
        return Some(("*".to_owned(), Some((at, false))));
    }
    let properties: Vec<_> = chain.flat_map(|ty| &ty.navigation_properties).collect();
    let property = dice.one(&properties)?;
    let next = property.target.map(|target| (target, property.collection));
    Some((property.name.to_string(), next))
}
