//! A list of numbers into decisions.

/// Decisions, one for each number. Where the numbers end every decision is the first of those that there are,
/// which is always the plainest: so fewer and smaller numbers make smaller things, and a failing case shrinks.
#[derive(Clone, Debug)]
pub struct Choices {
    numbers: Vec<u32>,
    next: usize,
}

impl Choices {
    /// Decides by these numbers.
    #[must_use]
    pub fn new(numbers: Vec<u32>) -> Self {
        Self { numbers, next: 0 }
    }

    /// Decides by so many numbers that look like chance, the same for the same seed (splitmix64).
    #[must_use]
    pub fn of_seed(seed: u64, count: usize) -> Self {
        let mut state = seed;
        let numbers = std::iter::repeat_with(|| {
            state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut mixed = state;
            mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            u32::try_from(mixed >> 32).expect("the upper half of 64 bits is 32 bits")
        });
        Self::new(numbers.take(count).collect())
    }

    /// Any number.
    pub fn number(&mut self) -> u32 {
        let number = self.numbers.get(self.next).copied().unwrap_or(0);
        self.next += 1;
        number
    }

    /// A number below the limit, 0 where that is 0.
    pub fn below(&mut self, limit: usize) -> usize {
        self.number() as usize % limit.max(1)
    }

    /// A number in a range with both its ends.
    pub fn between(&mut self, least: usize, most: usize) -> usize {
        least + self.below(most - least + 1)
    }

    /// Yes, in one of so many cases; no where the numbers have ended.
    pub fn one_in(&mut self, cases: usize) -> bool {
        self.below(cases) + 1 == cases
    }

    /// One of a list that is not empty.
    ///
    /// # Panics
    /// When the list is empty.
    pub fn one<'l, T>(&mut self, list: &'l [T]) -> &'l T {
        &list[self.below(list.len())]
    }

    /// One of a list, if there is any.
    pub fn any<'l, T>(&mut self, list: &'l [T]) -> Option<&'l T> {
        let at = self.below(list.len());
        list.get(at)
    }

    /// The same thing, or nothing.
    pub fn maybe<T>(&mut self, cases: usize, make: impl FnOnce(&mut Self) -> T) -> Option<T> {
        self.one_in(cases).then(|| make(self))
    }

    /// As many things as there are between two numbers.
    pub fn many<T>(
        &mut self,
        least: usize,
        most: usize,
        mut make: impl FnMut(&mut Self) -> T,
    ) -> Vec<T> {
        let count = self.between(least, most);
        (0..count).map(|_| make(self)).collect()
    }
}
