//! The features of the generated crate as the items of a version need them.

use serde::Serialize;

/// The feature that all others belong to. What none of the others has needs it.
pub const FULL: &str = "full";

/// A feature that brings a part of the service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Feature {
    /// Its name in the manifest.
    pub name: Box<str>,
    /// What it brings, in the words of the metadata or of the configuration.
    pub brings: Box<str>,
}

/// The features that something needs: of each list at least one. It is always there where there are no lists.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Condition(pub Vec<Vec<Box<str>>>);

impl Condition {
    /// Nothing is needed.
    pub const ALWAYS: Self = Self(Vec::new());

    /// Whether nothing is needed.
    #[must_use]
    pub fn is_always(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds what another thing needs, too.
    pub fn and(&mut self, other: &Self) {
        for list in &other.0 {
            if !self.0.iter().any(|known| implies(known, list)) {
                self.0.retain(|known| !implies(list, known));
                self.0.push(list.clone());
            }
        }
    }

    /// Whether it holds where these features are on, and those that they bring.
    #[must_use]
    pub fn is_met(&self, features: &[&str]) -> bool {
        let is_on = |name: &str| features.contains(&name) || features.contains(&FULL);
        self.0
            .iter()
            .all(|list| list.iter().any(|name| is_on(name)))
    }

    /// In words, for documentation and tables: "`me` or `users`"; none where nothing is needed.
    #[must_use]
    pub fn words(&self) -> Option<String> {
        let list = |names: &Vec<Box<str>>| match &names[..] {
            [only] => format!("`{only}`"),
            [first, second] => format!("`{first}` or `{second}`"),
            [others @ .., last] => {
                let others: Vec<String> = others.iter().map(|name| format!("`{name}`")).collect();
                format!("{} or `{last}`", others.join(", "))
            }
            [] => String::new(),
        };
        let lists: Vec<String> = self.0.iter().map(list).collect();
        (!lists.is_empty()).then(|| lists.join(", and "))
    }
}

/// Whether a feature of the one list brings one of the other.
fn implies(one: &[Box<str>], other: &[Box<str>]) -> bool {
    matches!(one, [only] if **only == *FULL) || one.iter().all(|name| other.contains(name))
}
