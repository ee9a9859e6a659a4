//! The table of all rules: what each one asks for, how seriously it is taken, and its story.

pub mod json;
pub mod limits;
pub mod semantic;
pub mod settings;
pub mod syntax;

use super::{Level, closest};

/// Something that an input can break. Two rules are equal when their ids are.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// The name that the config, `--explain` and every report use, in kebab case.
    pub id: &'static str,
    /// How seriously a finding is taken when the user chooses nothing.
    pub level: Level,
    /// Whether the user may choose another level.
    pub configurable: bool,
    /// What is wrong where the rule is broken, in half a sentence.
    pub summary: &'static str,
    /// What it means, why it matters, how to mend it, and the section of the standard.
    pub explanation: &'static str,
}

/// Every rule, sorted by id.
#[must_use]
pub fn all() -> Vec<&'static Rule> {
    let tables = [
        limits::ALL,
        syntax::ALL,
        json::ALL,
        semantic::ALL,
        settings::ALL,
    ];
    let mut rules: Vec<_> = tables.into_iter().flatten().copied().collect();
    rules.sort_by_key(|rule| rule.id);
    rules
}

/// The rule with this id.
///
/// # Errors
/// With the id that was probably meant, if one is like it.
pub fn find(id: &str) -> Result<&'static Rule, Option<&'static str>> {
    let rules = all();
    match rules.binary_search_by_key(&id, |rule| rule.id) {
        Ok(at) => Ok(rules[at]),
        Err(_) => Err(closest(id, rules.iter().map(|rule| rule.id))),
    }
}

impl Rule {
    /// The whole story, for `--explain`: id and level, summary, explanation.
    #[must_use]
    pub fn story(&self) -> String {
        let choice = if self.configurable {
            format!("{} unless `[levels]` says otherwise", self.level)
        } else {
            format!("always {}", self.level)
        };
        format!(
            "{}: {}\nlevel: {choice}\n\n{}\n",
            self.id,
            self.summary,
            self.explanation.trim()
        )
    }
}

impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Rule {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_kebab_case_and_unique() {
        let rules = all();
        for pair in rules.windows(2) {
            assert_ne!(pair[0].id, pair[1].id);
        }
        for rule in rules {
            let words = rule.id.split('-');
            let plain = |word: &str| {
                !word.is_empty()
                    && word
                        .bytes()
                        .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
            };
            assert!(words.into_iter().all(plain), "{}", rule.id);
        }
    }

    #[test]
    fn every_rule_tells_its_story() {
        for rule in all() {
            assert!(!rule.summary.ends_with('.'), "{}", rule.id);
            assert!(!rule.explanation.trim().is_empty(), "{}", rule.id);
            let fixed = !rule.configurable;
            assert!(!fixed || rule.level == Level::Deny, "{}", rule.id);
        }
    }

    #[test]
    fn rules_about_the_model_name_the_standard() {
        let silent = ["stale-patch", "name-pinned", "pin-clash"];
        for rule in semantic::ALL {
            let cited = rule.explanation.contains("OData CSDL 4.01 §");
            assert!(cited || silent.contains(&rule.id), "{}", rule.id);
        }
    }

    #[test]
    fn a_rule_is_found_by_its_id() {
        assert_eq!(find("empty-enum").map(|rule| rule.id), Ok("empty-enum"));
        assert_eq!(find("empty_enum"), Err(Some("empty-enum")));
        assert_eq!(find("wholly-unlike-anything"), Err(None));
    }

    #[test]
    fn the_story_of_a_rule() {
        insta::assert_snapshot!(semantic::EMPTY_ENUM.story(), @r"
        empty-enum: an enumeration type has no members
        level: warn unless `[levels]` says otherwise

        A value of the type can only be one that the document does not know. The Rust type is
        still written and keeps whatever the service sends, so that members can come later
        without breaking anything.

        Add the members, or set the level to `allow`.

        OData CSDL 4.01 §10 (enumeration type), §10.3 (members).
        ");
    }
}
