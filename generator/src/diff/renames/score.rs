//! Turns single observations about two elements into one confidence and its reasons.

use super::THRESHOLD;
use crate::diff::change::{Confidence, Evidence, Path};
use crate::diff::matching::{Fit, best_for_both};

/// How likely two elements are one, in thousandths, and why.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Score {
    pub(super) points: u32,
    reasons: Vec<(u32, Box<str>)>,
}

/// More than any evidence gives.
const CONFIRMED: u32 = 1002;

/// Names of the same letters, where capitals are known to mean nothing: more than any evidence, and less
/// than what somebody has decided.
const SAME_LETTERS: u32 = 1001;

/// The same of an operation whose parameters are not the same, so that overloads find theirs first.
const SAME_LETTERS_ALONE: u32 = 900;

impl Score {
    /// A pair that somebody has decided to be one element.
    pub(super) fn confirmed(reason: Option<&str>) -> Self {
        let mut score = Self::default();
        let reason = reason.map_or("confirmed".to_owned(), |reason| {
            format!("confirmed: {reason}")
        });
        score.add(CONFIRMED, reason);
        score
    }

    /// Two names that differ in capitals only.
    pub(super) fn same_letters() -> Self {
        let mut score = Self::default();
        score.add(SAME_LETTERS, "the same letters");
        score
    }

    /// Two operations whose names differ in capitals only, and whose parameters in more.
    pub(super) fn same_letters_alone() -> Self {
        let mut score = Self::default();
        score.add(SAME_LETTERS_ALONE, "the same letters, other parameters");
        score
    }

    /// Counts an observation: so many thousandths, and what was seen.
    pub(super) fn add(&mut self, points: u32, reason: impl Into<Box<str>>) {
        if points > 0 {
            self.points += points;
            self.reasons.push((points, reason.into()));
        }
    }

    /// Counts an observation that makes up for half of what is missing.
    pub(super) fn support(&mut self, reason: impl Into<Box<str>>) {
        self.add(1000_u32.saturating_sub(self.points) / 2, reason);
    }

    fn evidence(&self) -> Evidence {
        let percent = (self.points / 10).min(100);
        let mut reasons = self.reasons.clone();
        reasons.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        Evidence {
            confidence: Confidence {
                percent: u8::try_from(percent).unwrap_or(100),
            },
            reasons: reasons.into_iter().map(|(_, reason)| reason).collect(),
        }
    }
}

/// The pairs that are the best for both sides and sure enough, with their evidence.
pub(super) fn choose(scores: Vec<(usize, usize, Score)>) -> Vec<(usize, usize, Evidence)> {
    let mut scores = scores;
    scores.retain(|(.., score)| score.points / 10 >= u32::from(THRESHOLD.percent));
    let fits = scores.iter().map(|(old, new, score)| Fit {
        old: *old,
        new: *new,
        score: score.points,
    });
    let chosen = best_for_both(fits.collect());
    scores.sort_by_key(|&(old, new, _)| (old, new));
    let with_evidence = |fit: Fit| {
        let at = scores.binary_search_by_key(&(fit.old, fit.new), |&(old, new, _)| (old, new));
        at.ok()
            .map(|at| (fit.old, fit.new, scores[at].2.evidence()))
    };
    chosen.into_iter().filter_map(with_evidence).collect()
}

/// The most pairs of one scope that are looked at. Real ones stay far below; where there are more,
/// nothing is guessed, so that no document makes a comparison take minutes.
const MOST_PAIRS: usize = 250_000;

/// Every pair of two lists with its score.
pub(super) fn all_pairs<T>(
    old: &[T],
    new: &[T],
    mut score: impl FnMut(&T, &T) -> Score,
) -> Vec<(usize, usize, Score)> {
    let mut scores = Vec::new();
    if old.len().saturating_mul(new.len()) > MOST_PAIRS {
        return scores;
    }
    for (at, before) in old.iter().enumerate() {
        for (there, after) in new.iter().enumerate() {
            scores.push((at, there, score(before, after)));
        }
    }
    scores
}

/// Both paths as rulings write them.
pub(super) fn texts(old: &Path, new: &Path) -> (String, String) {
    (old.to_string(), new.to_string())
}
