//! Turns the levels that the config and the command line ask for into the level of each rule.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use super::{Level, Rule, closest, rules};

/// How seriously each rule is taken: its own level, unless the user chose another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Levels {
    chosen: BTreeMap<&'static str, Level>,
}

impl Levels {
    /// The level that a finding under `rule` has.
    #[must_use]
    pub fn of(&self, rule: &Rule) -> Level {
        self.chosen.get(rule.id).copied().unwrap_or(rule.level)
    }

    /// Sets the level of the rule with this id; the last setting holds, so that the command line is
    /// applied after the config.
    ///
    /// # Errors
    /// When no rule has the id, or when the rule's level is not the user's to choose because nothing
    /// useful could be written without it.
    pub fn set(&mut self, id: &str, level: Level) -> Result<(), LevelError> {
        let rule = rules::find(id).map_err(|suggestion| LevelError::UnknownRule {
            id: id.to_owned(),
            suggestion,
        })?;
        if !rule.configurable && rule.level != level {
            return Err(LevelError::Fixed { rule, level });
        }
        self.chosen.insert(rule.id, level);
        Ok(())
    }

    /// The rules whose level was set, by id.
    pub fn chosen(&self) -> impl Iterator<Item = (&'static str, Level)> {
        self.chosen.iter().map(|(id, level)| (*id, *level))
    }
}

/// Why a level cannot be set.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LevelError {
    /// No rule has the id.
    #[error("there is no rule `{id}`")]
    UnknownRule {
        /// The id as it was written.
        id: String,
        /// The id that was probably meant.
        suggestion: Option<&'static str>,
    },
    /// The rule's level is fixed.
    #[error("the rule `{}` is always `{}`, not `{level}`", rule.id, rule.level)]
    Fixed {
        /// The rule.
        rule: &'static Rule,
        /// The level that was asked for.
        level: Level,
    },
    /// The word is no level.
    #[error("`{word}` is not a level")]
    UnknownLevel {
        /// The word as it was written.
        word: String,
    },
}

impl LevelError {
    /// What to do.
    #[must_use]
    pub fn help(&self) -> String {
        match self {
            Self::UnknownRule {
                suggestion: Some(near),
                ..
            } => format!("did you mean `{near}`?"),
            Self::UnknownRule { .. } => {
                "each finding is printed with the id of its rule".to_owned()
            }
            Self::Fixed { rule, .. } => format!(
                "nothing useful can be generated where it is broken; mend the document, or patch it; see `--explain {}`",
                rule.id
            ),
            Self::UnknownLevel { word } => match closest(word, Level::ALL.map(Level::name)) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "a level is `allow`, `warn` or `deny`".to_owned(),
            },
        }
    }
}

impl Level {
    /// Every level, the mildest first.
    pub const ALL: [Level; 3] = [Level::Allow, Level::Warn, Level::Deny];

    /// The word for it in the config and on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Level::Allow => "allow",
            Level::Warn => "warn",
            Level::Deny => "deny",
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Level {
    type Err = LevelError;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        let found = Level::ALL.into_iter().find(|level| level.name() == word);
        found.ok_or_else(|| LevelError::UnknownLevel {
            word: word.to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::rules::semantic;

    #[test]
    fn a_rule_has_its_own_level_until_another_is_set() {
        let mut levels = Levels::default();
        assert_eq!(levels.of(&semantic::EMPTY_ENUM), Level::Warn);
        levels.set("empty-enum", Level::Deny).unwrap();
        levels.set("empty-enum", Level::Allow).unwrap();
        assert_eq!(levels.of(&semantic::EMPTY_ENUM), Level::Allow);
        assert_eq!(
            levels.chosen().collect::<Vec<_>>(),
            [("empty-enum", Level::Allow)]
        );
    }

    #[test]
    fn a_fixed_rule_refuses_another_level() {
        let mut levels = Levels::default();
        levels.set("inheritance-cycle", Level::Deny).unwrap();
        let error = levels.set("inheritance-cycle", Level::Warn).unwrap_err();
        insta::assert_snapshot!(error, @"the rule `inheritance-cycle` is always `deny`, not `warn`");
        insta::assert_snapshot!(error.help(), @"nothing useful can be generated where it is broken; mend the document, or patch it; see `--explain inheritance-cycle`");
    }

    #[test]
    fn an_unknown_rule_is_refused_with_a_suggestion() {
        let error = Levels::default().set("emty-enum", Level::Warn).unwrap_err();
        insta::assert_snapshot!(error, @"there is no rule `emty-enum`");
        insta::assert_snapshot!(error.help(), @"did you mean `empty-enum`?");
        let error = Levels::default().set("zzz", Level::Warn).unwrap_err();
        insta::assert_snapshot!(error.help(), @"each finding is printed with the id of its rule");
    }

    #[test]
    fn words_are_levels() {
        assert_eq!("warn".parse(), Ok(Level::Warn));
        let error = "wran".parse::<Level>().unwrap_err();
        insta::assert_snapshot!(error, @"`wran` is not a level");
        insta::assert_snapshot!(error.help(), @"did you mean `warn`?");
        let error = "fatal".parse::<Level>().unwrap_err();
        insta::assert_snapshot!(error.help(), @"a level is `allow`, `warn` or `deny`");
    }
}
