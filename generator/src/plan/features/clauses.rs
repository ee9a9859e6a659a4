//! Turns the groups that each file is in, and what each cannot be without, into the groups of each file.

use crate::plan::types::{Condition, FULL};

/// What is in more groups than this is always there. Who needs any part of a service is likely to need it,
/// and a long list of features in front of each such item helps nobody.
const MOST: usize = 16;

/// For each file the groups that bring it.
#[derive(Debug)]
pub(super) struct Clauses {
    groups: usize,
    files: Vec<Clause>,
}

/// The groups that bring a file, as bits; none where only all of the features together do.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Clause {
    is_always: bool,
    bits: Vec<u64>,
}

impl Clauses {
    /// With no file in any group.
    pub(super) fn new(files: usize, groups: usize) -> Self {
        let clause = Clause {
            is_always: false,
            bits: vec![0; groups.div_ceil(64)],
        };
        Self {
            groups,
            files: vec![clause; files],
        }
    }

    /// Puts a file into a group.
    pub(super) fn add(&mut self, file: usize, group: usize) {
        self.files[file].bits[group / 64] |= 1 << (group % 64);
    }

    /// Makes a file one that is always there.
    pub(super) fn add_always(&mut self, file: usize) {
        self.files[file].is_always = true;
    }

    /// Brings in what files cannot be without, and makes what most groups have one thing for all.
    ///
    /// The latter keeps what the former gave: what is needed is in all groups that its user is in, and so
    /// in no fewer of them.
    pub(super) fn close(&mut self, held: &[Vec<usize>]) {
        let mut open: Vec<usize> = (0..self.files.len()).collect();
        while let Some(file) = open.pop() {
            for &other in &held[file] {
                let clause = self.files[file].clone();
                if self.files[other].extend(&clause) {
                    open.push(other);
                }
            }
        }
        for clause in &mut self.files {
            let groups: usize = clause
                .bits
                .iter()
                .map(|bits| bits.count_ones() as usize)
                .sum();
            clause.is_always |= groups > MOST || (groups > 1 && groups == self.groups);
        }
    }

    /// Whether one file is there wherever another one is.
    pub(super) fn is_implied(&self, file: usize, by: usize) -> bool {
        let (file, by) = (&self.files[file], &self.files[by]);
        let mut bits = by.bits.iter().zip(&file.bits);
        match (file.is_always, by.is_always) {
            (true, _) => true,
            (false, true) => false,
            // with all features there is everything, and what no group has is there with nothing less
            (false, false) if file.is_empty() => by.is_empty(),
            (false, false) => bits.all(|(by, file)| by & !file == 0),
        }
    }

    /// What a file needs, by the names of the groups' features.
    pub(super) fn condition(&self, file: usize, names: &[&str]) -> Condition {
        let clause = &self.files[file];
        if clause.is_always {
            return Condition::ALWAYS;
        }
        if clause.is_empty() {
            return Condition(vec![vec![FULL.into()]]);
        }
        let has = |at: &usize| clause.bits[at / 64] & (1 << (at % 64)) != 0;
        let groups = (0..names.len()).filter(has);
        Condition(vec![groups.map(|at| names[at].into()).collect()])
    }
}

impl Clause {
    fn is_empty(&self) -> bool {
        !self.is_always && self.bits.iter().all(|&bits| bits == 0)
    }

    /// Adds the groups of another clause; whether that changes anything.
    fn extend(&mut self, other: &Self) -> bool {
        let before = self.clone();
        self.is_always |= other.is_always;
        for (bits, more) in self.bits.iter_mut().zip(&other.bits) {
            *bits |= more;
        }
        *self != before
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(condition: &Condition) -> Vec<Vec<&str>> {
        let lists = condition.0.iter();
        lists
            .map(|list| list.iter().map(|name| &**name).collect())
            .collect()
    }

    #[test]
    fn what_a_file_cannot_be_without_is_in_all_of_its_groups() {
        let mut clauses = Clauses::new(4, 3);
        clauses.add(0, 0);
        clauses.add(1, 1);
        clauses.add_always(3);
        // 0 and 1 need 2, directly or by way of each other; a cycle is no obstacle
        clauses.close(&[vec![2], vec![2], vec![0], vec![]]);
        assert_eq!(names(&clauses.condition(2, &["a", "b", "c"])), [["a", "b"]]);
        assert_eq!(names(&clauses.condition(0, &["a", "b", "c"])), [["a", "b"]]);
        assert_eq!(names(&clauses.condition(1, &["a", "b", "c"])), [["b"]]);
        assert!(clauses.is_implied(2, 1) && !clauses.is_implied(1, 2));
        assert!(clauses.is_implied(3, 0) && !clauses.is_implied(0, 3));
    }

    #[test]
    fn what_no_group_has_needs_all_features() {
        let mut clauses = Clauses::new(2, 2);
        clauses.add(1, 1);
        clauses.close(&[vec![], vec![]]);
        assert_eq!(names(&clauses.condition(0, &["a", "b"])), [["full"]]);
        assert!(clauses.is_implied(1, 0) && !clauses.is_implied(0, 1));
    }

    #[test]
    fn what_all_or_very_many_groups_have_is_always_there() {
        let all = ["a"; 70];
        for (groups, of, is_always) in
            [(2, 2, true), (1, 1, false), (16, 70, false), (17, 70, true)]
        {
            let mut clauses = Clauses::new(1, of);
            (0..groups).for_each(|group| clauses.add(0, group));
            clauses.close(&[vec![]]);
            assert_eq!(clauses.condition(0, &all[..of]).is_always(), is_always);
        }
    }
}
