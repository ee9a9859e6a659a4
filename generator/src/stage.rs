//! What a run is about to do, said to those who watch it.

/// What a run is about to do, for those who watch it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The metadata is read and checked.
    Reading,
    /// What is to be generated is decided.
    Planning {
        /// How many types all versions declare.
        types: usize,
    },
    /// The text of the files is made.
    Printing {
        /// How many files there will be, but for the few around them.
        files: usize,
    },
    /// The files are compared with what is there, and written where they differ.
    Writing {
        /// How many files there are.
        files: usize,
    },
}
