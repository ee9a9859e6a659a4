//! Turns scores of pairs into the pairs that are the best for both sides.

use std::collections::HashMap;

/// How well two fit together; more is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fit {
    pub(super) old: usize,
    pub(super) new: usize,
    pub(super) score: u32,
}

/// Pairs that are better for both of them than every other pair that is left, until there are none.
///
/// Where two pairs are equally good nothing is chosen, so that the result depends neither on an order nor
/// on which side is which.
pub(super) fn best_for_both(mut fits: Vec<Fit>) -> Vec<Fit> {
    let mut chosen = Vec::new();
    loop {
        let (by_old, by_new) = (best(&fits, |fit| fit.old), best(&fits, |fit| fit.new));
        let is_best = |fit: &&Fit| {
            let alone = Some((fit.score, 1));
            by_old.get(&fit.old).copied() == alone && by_new.get(&fit.new).copied() == alone
        };
        let round: Vec<Fit> = fits.iter().filter(is_best).copied().collect();
        if round.is_empty() {
            break;
        }
        let old: std::collections::HashSet<usize> = round.iter().map(|fit| fit.old).collect();
        let new: std::collections::HashSet<usize> = round.iter().map(|fit| fit.new).collect();
        fits.retain(|fit| !old.contains(&fit.old) && !new.contains(&fit.new));
        chosen.extend(round);
    }
    chosen.sort_by_key(|fit| (fit.old, fit.new));
    chosen
}

/// The highest score of each, and how many have it.
fn best(fits: &[Fit], of: impl Fn(&Fit) -> usize) -> HashMap<usize, (u32, usize)> {
    let mut best: HashMap<usize, (u32, usize)> = HashMap::new();
    for fit in fits {
        let entry = best.entry(of(fit)).or_insert((fit.score, 0));
        match fit.score.cmp(&entry.0) {
            std::cmp::Ordering::Greater => *entry = (fit.score, 1),
            std::cmp::Ordering::Equal => entry.1 += 1,
            std::cmp::Ordering::Less => {}
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fit(old: usize, new: usize, score: u32) -> Fit {
        Fit { old, new, score }
    }

    #[test]
    fn the_best_for_both_comes_first_and_frees_nobody_for_the_taken() {
        let chosen = best_for_both(vec![fit(0, 0, 9), fit(0, 1, 8), fit(1, 0, 8), fit(1, 1, 7)]);
        assert_eq!(chosen, [fit(0, 0, 9), fit(1, 1, 7)]);
    }

    #[test]
    fn nothing_is_chosen_between_equals() {
        assert_eq!(best_for_both(vec![fit(0, 0, 5), fit(0, 1, 5)]), []);
    }
}
