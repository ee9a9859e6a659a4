//! An expression and what it means into one thing, so that neither can be made without the other.

use std::rc::Rc;

use outlook_rest::odata_runtime::DateTimeOffset;
use outlook_rest::odata_runtime::query::Expression;
use tests::random::Choices;

/// What a pair means: from an owner and an item of one of its collections to a value, none for null.
type Meaning<O, I, R> = Rc<dyn Fn(&O, &I) -> Option<R>>;

/// An expression with a `T` about an `O`, and what it means in Rust. Inside of a condition on the items of a
/// collection there is an item, too.
pub(crate) struct Pair<O, I, T, R> {
    text: Expression<O, T>,
    meaning: Meaning<O, I, R>,
}

impl<O, I, T, R> Pair<O, I, T, R> {
    pub(crate) fn new(
        text: impl Into<Expression<O, T>>,
        meaning: impl Fn(&O, &I) -> Option<R> + 'static,
    ) -> Self {
        Self {
            text: text.into(),
            meaning: Rc::new(meaning),
        }
    }

    /// The expression.
    pub(crate) fn text(&self) -> Expression<O, T> {
        self.text.clone()
    }

    /// The value.
    pub(crate) fn value(&self, owner: &O, item: &I) -> Option<R> {
        (self.meaning)(owner, item)
    }
}

impl<O: 'static, I: 'static, T: 'static, R: 'static> Pair<O, I, T, R> {
    /// Another value from this one; null stays null.
    pub(crate) fn then<U, S: 'static>(
        &self,
        text: Expression<O, U>,
        meaning: impl Fn(R) -> S + 'static,
    ) -> Pair<O, I, U, S> {
        let before = Rc::clone(&self.meaning);
        Pair::new(text, move |owner, item| before(owner, item).map(&meaning))
    }

    /// A value from this one and another one; null where one of both is.
    pub(crate) fn with<V, Q: 'static, U, S: 'static>(
        &self,
        other: &Pair<O, I, V, Q>,
        text: Expression<O, U>,
        meaning: impl Fn(R, Q) -> S + 'static,
    ) -> Pair<O, I, U, S> {
        let (one, other) = (Rc::clone(&self.meaning), Rc::clone(&other.meaning));
        Pair::new(text, move |owner, item| {
            Some(meaning(one(owner, item)?, other(owner, item)?))
        })
    }

    /// A value from two values either of which may be null.
    pub(crate) fn with_null<V, Q: 'static, U, S: 'static>(
        &self,
        other: &Pair<O, I, V, Q>,
        text: Expression<O, U>,
        meaning: impl Fn(Option<R>, Option<Q>) -> Option<S> + 'static,
    ) -> Pair<O, I, U, S> {
        let (one, other) = (Rc::clone(&self.meaning), Rc::clone(&other.meaning));
        Pair::new(text, move |owner, item| {
            meaning(one(owner, item), other(owner, item))
        })
    }
}

impl<O: 'static, T: 'static, R: 'static> Pair<O, (), T, R> {
    /// The same where there is an item.
    fn beside<I: 'static>(&self) -> Pair<O, I, T, R> {
        let meaning = Rc::clone(&self.meaning);
        Pair::new(self.text(), move |owner, _: &I| meaning(owner, &()))
    }
}

impl<O, I, T, R> Clone for Pair<O, I, T, R> {
    fn clone(&self) -> Self {
        Self {
            text: self.text.clone(),
            meaning: Rc::clone(&self.meaning),
        }
    }
}

/// A condition that is made in a way of its own, such as one on the items of a collection.
pub(crate) type Grown<O, I> = Rc<dyn Fn(&mut Choices, usize) -> Pair<O, I, bool, bool>>;

/// What conditions begin with.
pub(crate) struct Leaves<O, I> {
    pub(crate) texts: Vec<Pair<O, I, String, String>>,
    pub(crate) flags: Vec<Pair<O, I, bool, bool>>,
    pub(crate) integers: Vec<Pair<O, I, i32, i64>>,
    pub(crate) counts: Vec<Pair<O, I, i64, i64>>,
    pub(crate) doubles: Vec<Pair<O, I, f64, f64>>,
    pub(crate) moments: Vec<Pair<O, I, DateTimeOffset, DateTimeOffset>>,
    pub(crate) others: Vec<Grown<O, I>>,
}

impl<O, I> Leaves<O, I> {
    pub(crate) fn new() -> Self {
        Self {
            texts: Vec::new(),
            flags: Vec::new(),
            integers: Vec::new(),
            counts: Vec::new(),
            doubles: Vec::new(),
            moments: Vec::new(),
            others: Vec::new(),
        }
    }
}

impl<O: 'static> Leaves<O, ()> {
    /// The values of the owner, for conditions on items.
    pub(crate) fn beside<I: 'static>(&self) -> Leaves<O, I> {
        Leaves {
            texts: self.texts.iter().map(Pair::beside).collect(),
            flags: self.flags.iter().map(Pair::beside).collect(),
            integers: self.integers.iter().map(Pair::beside).collect(),
            counts: self.counts.iter().map(Pair::beside).collect(),
            doubles: self.doubles.iter().map(Pair::beside).collect(),
            moments: self.moments.iter().map(Pair::beside).collect(),
            others: Vec::new(),
        }
    }
}
