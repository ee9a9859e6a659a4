//! Turns `[selection]` into the policy for derived types.

use super::MAX_DERIVED;
use super::section::{Found, Section};
use crate::diagnostics::Spanned;

/// Which derived types come in with their bases, where `include` or `exclude` leaves something out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SelectionSettings {
    /// They do, exceptions aside: `derived = "follow"`. With `"ignore"` they do not.
    pub follow_derived: bool,
    /// An abstract type with more types below it than this is not followed: `max_derived`.
    pub max_derived: usize,
    /// Types that are followed all the same: `follow`. In them `*` stands for any characters.
    pub follow: Vec<Spanned<String>>,
    /// Types that are not followed: `ignore`.
    pub ignore: Vec<Spanned<String>>,
}

impl Default for SelectionSettings {
    fn default() -> Self {
        Self {
            follow_derived: true,
            max_derived: MAX_DERIVED,
            follow: Vec::new(),
            ignore: Vec::new(),
        }
    }
}

pub(super) fn read(top: &mut Section<'_>, found: &mut Found) -> SelectionSettings {
    let mut settings = SelectionSettings::default();
    let Some(mut section) = top.table("selection", found) else {
        return settings;
    };
    let words = [("follow", true), ("ignore", false)];
    if let Some(follow) = section.choice("derived", &words, found) {
        settings.follow_derived = follow;
    }
    if let Some(most) = section.integer("max_derived", found) {
        settings.max_derived = usize::try_from(most.value).unwrap_or_else(|_| {
            let message = format!("`max_derived` cannot be {}", most.value);
            let help = "0 follows no abstract type; the default is 64";
            found.value(most.span, message, "below zero", help);
            MAX_DERIVED
        });
    }
    let mut names = |key, found: &mut Found| {
        let texts = section.texts(key, found);
        texts.map(|texts| texts.value).unwrap_or_default()
    };
    settings.follow = names("follow", found);
    settings.ignore = names("ignore", found);
    section.finish(found);
    settings
}
