//! Turns what people have accepted into marks on judged facts.

use super::fingerprint::Fingerprint;
use super::pattern::Pattern;
use super::review::Judged;

/// Facts that somebody has looked at and accepted: those that have everything that is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acceptance {
    /// One fact.
    pub fingerprint: Option<Fingerprint>,
    /// All facts that a rule judges.
    pub rule: Option<&'static str>,
    /// All facts about some elements.
    pub path: Option<Pattern>,
    /// Why they are accepted.
    pub reason: Box<str>,
}

/// Marks what was accepted, and says of each acceptance whether it covers anything.
///
/// The first one that covers a fact gives the reason. One that names nothing covers nothing.
pub fn accept(judged: &mut [Judged], acceptances: &[Acceptance]) -> Vec<bool> {
    let mut used = vec![false; acceptances.len()];
    for fact in judged {
        for (acceptance, used) in acceptances.iter().zip(&mut used) {
            if acceptance.covers(fact) {
                *used = true;
                let reason = || acceptance.reason.clone();
                fact.accepted.get_or_insert_with(reason);
            }
        }
    }
    used
}

impl Acceptance {
    fn covers(&self, judged: &Judged) -> bool {
        let names_something =
            self.fingerprint.is_some() || self.rule.is_some() || self.path.is_some();
        names_something
            && self
                .fingerprint
                .is_none_or(|wanted| wanted == judged.fingerprint)
            && self.rule.is_none_or(|id| id == judged.rule.id)
            && self
                .path
                .as_ref()
                .is_none_or(|path| path.covers(&judged.change))
    }
}
