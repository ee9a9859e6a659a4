//! Turns what people write for some elements into whether a path is one of them.

use super::change::{Change, Path};

/// Some elements by their paths: `Shop.Order`, `Order/Lines`, `*/CreatedDateTime`.
///
/// `*` stands for any characters. A pattern covers what it names and everything that belongs to it, so
/// that a type is named with its properties and an operation without its parameters. The namespace may
/// be left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    text: Box<str>,
}

impl Pattern {
    /// The pattern as somebody wrote it.
    pub fn new(text: impl Into<Box<str>>) -> Self {
        Self { text: text.into() }
    }

    /// Whether the pattern covers the old or the new path of a fact.
    #[must_use]
    pub fn covers(&self, change: &Change) -> bool {
        let mut sides = change.old.iter().chain(&change.new);
        sides.any(|side| self.covers_path(&side.path))
    }

    fn covers_path(&self, path: &Path) -> bool {
        // what is bound to many is named by the type, as reports group it
        let owner = path.group();
        let name = &owner[end_of_namespace(owner)..];
        [owner, name].into_iter().any(|owner| match &path.member {
            Some(member) => self.covers_text(&format!("{owner}/{member}")),
            None => self.covers_text(owner),
        })
    }

    /// Whether the pattern is the text, or as much of it as names something around the rest.
    fn covers_text(&self, text: &str) -> bool {
        let inner = text.match_indices(['/', '(']).map(|(at, _)| at);
        let mut ends = inner.chain([text.len()]);
        ends.any(|end| is_like(&self.text, &text[..end]))
    }
}

/// Where the name begins that follows the namespace; parameters in parentheses are part of the name.
fn end_of_namespace(owner: &str) -> usize {
    let name = owner.split('(').next().unwrap_or(owner);
    name.rfind('.').map_or(0, |dot| dot + 1)
}

/// Whether a text is what a pattern with `*` says.
fn is_like(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = text.strip_prefix(first) else {
        return false;
    };
    let mut parts: Vec<&str> = parts.collect();
    let Some(last) = parts.pop() else {
        return rest.is_empty();
    };
    // the first place of each part leaves the most for those that follow
    for part in parts {
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn covered(pattern: &str, owner: &str, member: Option<&str>) -> bool {
        let path = Path {
            owner: owner.into(),
            member: member.map(Into::into),
        };
        Pattern::new(pattern).covers_path(&path)
    }

    #[test]
    fn a_type_is_named_with_what_belongs_to_it() {
        assert!(covered("Shop.Order", "Shop.Order", None));
        assert!(covered("Shop.Order", "Shop.Order", Some("Lines")));
        assert!(covered(
            "Shop.Order",
            "Collection(Shop.Order)",
            Some("Delta()")
        ));
        assert!(covered("Order", "Shop.Order", Some("Lines")));
        assert!(!covered("Shop.Order", "Shop.OrderLine", None));
        assert!(!covered("Order/Lines", "Shop.Order", None));
    }

    #[test]
    fn an_operation_is_named_without_its_parameters() {
        assert!(covered(
            "Order/Reply",
            "Shop.Order",
            Some("Reply(Comment)/Comment")
        ));
        assert!(covered(
            "Order/Reply(Comment)",
            "Shop.Order",
            Some("Reply(Comment)")
        ));
        assert!(covered("Reset", "Shop.Reset(A,B)", Some("A")));
        assert!(!covered(
            "Order/Reply",
            "Shop.Order",
            Some("ReplyAll(Comment)")
        ));
    }

    #[test]
    fn stars_stand_for_anything() {
        assert!(covered("*", "Shop.Order", Some("Lines")));
        assert!(covered("*/Lines", "Shop.Order", Some("Lines")));
        assert!(covered("Shop.*/L*s", "Shop.Order", Some("Lines")));
        assert!(covered("Ord*r", "Shop.Order", None));
        assert!(!covered("*/Line", "Shop.Order", Some("Lines")));
        assert!(!covered("O*rder*x", "Shop.Order", None));
        assert!(!covered("ab*ab", "Shop.ab", None));
    }
}
