//! Counts what a program has tried, for the test that runs it.

use std::fmt::Display;

/// What was tried so far.
#[derive(Default)]
pub struct Steps {
    done: usize,
    wrong: usize,
}

impl Steps {
    /// Something that came back as it should.
    pub fn done(&mut self, what: &str) {
        self.done += 1;
        println!("ok      {what}");
    }

    /// Something that the server does wrong, with what the program is told of it; `README.md` has
    /// the evidence.
    pub fn wrong(&mut self, what: &str, told: impl Display) {
        self.wrong += 1;
        println!("wrong   {what}\n        {told}");
    }

    /// Prints how many there were.
    pub fn finish(self) {
        println!(
            "{} steps as they should be, {} that the server does wrong",
            self.done, self.wrong
        );
    }
}
