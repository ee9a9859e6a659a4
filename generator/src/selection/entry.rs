//! Turns the text of an entry of `include` or `exclude` into what it names: types and operations, or a path.

/// What an entry names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Entry {
    /// Types and operations by qualified name, where `*` stands for any characters.
    Name(String),
    /// What stands at the end of a path from the container.
    Path(Vec<Segment>),
}

/// One segment of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Segment {
    /// `*`: any one segment, a key among them.
    Any,
    /// `**`: any number of segments, none among them.
    Deep,
    /// `{…}`: a key.
    Key,
    /// An entity set, singleton, import, property or operation, or the derived type of a cast.
    Named(String),
}

impl Entry {
    /// Reads an entry; a text that can name nothing says why.
    ///
    /// A name of the metadata has no slash and a qualified name has a dot, so that a path is told
    /// from a name by either.
    pub(super) fn parse(text: &str) -> Result<Self, &'static str> {
        let plain = text.strip_prefix('/').unwrap_or(text);
        let plain = plain.strip_suffix('/').unwrap_or(plain);
        if plain.is_empty() {
            return Err("an entry names a type, an operation or a path");
        }
        if text.contains(char::is_whitespace) {
            return Err("no name of the metadata has a space in it");
        }
        if text.contains(['?', '$', '(', '#', '\\']) {
            return Err(
                "a path is names with `/` between them, without queries and without values: `users/*/messages`",
            );
        }
        if plain.contains('.') && !text.contains('/') {
            return Ok(Self::Name(plain.to_owned()));
        }
        plain
            .split('/')
            .map(segment)
            .collect::<Option<_>>()
            .map(Self::Path)
            .ok_or("a path has no empty segments, and `*` stands for whole ones")
    }
}

impl Segment {
    /// How the segment is written.
    pub(super) fn text(&self) -> &str {
        match self {
            Self::Any | Self::Key => "*",
            Self::Deep => "**",
            Self::Named(name) => name,
        }
    }
}

fn segment(text: &str) -> Option<Segment> {
    match text {
        "" => None,
        "*" => Some(Segment::Any),
        "**" => Some(Segment::Deep),
        key if key.starts_with('{') && key.ends_with('}') => Some(Segment::Key),
        name if name.contains(['*', '{', '}']) => None,
        name => Some(Segment::Named(name.to_owned())),
    }
}

/// Whether a name is one that a pattern stands for; `*` in it stands for any characters, or none.
pub(super) fn matches(pattern: &str, name: &str) -> bool {
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = name.strip_prefix(first) else {
        return false;
    };
    let Some(last) = parts.next_back() else {
        return rest.is_empty();
    };
    for part in parts {
        // the first place leaves the most to those that follow
        let Some(at) = rest.find(part) else {
            return false;
        };
        rest = &rest[at + part.len()..];
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slashes_and_dots_tell_paths_from_names() {
        let name = |text: &str| Ok(Entry::Name(text.to_owned()));
        let named = |text: &str| Segment::Named(text.to_owned());
        assert_eq!(Entry::parse("a.b.Type"), name("a.b.Type"));
        assert_eq!(Entry::parse("*.Type"), name("*.Type"));
        assert_eq!(Entry::parse("me"), Ok(Entry::Path(vec![named("me")])));
        assert_eq!(Entry::parse("/me/"), Entry::parse("me"));
        assert_eq!(
            Entry::parse("users/{id}/a.b.Cast/*/**"),
            Ok(Entry::Path(vec![
                named("users"),
                Segment::Key,
                named("a.b.Cast"),
                Segment::Any,
                Segment::Deep,
            ]))
        );
        assert_eq!(Entry::parse("/a.b"), Ok(Entry::Path(vec![named("a.b")])));
    }

    #[test]
    fn what_can_name_nothing_is_refused() {
        for text in [
            "",
            "/",
            "//",
            "a//b",
            "a b.c",
            "me/$count",
            "users('1')",
            "mess*/x",
            "a?b",
        ] {
            assert!(Entry::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn stars_stand_for_any_characters() {
        assert!(matches("a.b", "a.b"));
        assert!(!matches("a.b", "a.bc"));
        assert!(!matches("a.b", "xa.b"));
        assert!(matches("a.*", "a.b.c"));
        assert!(matches("*.c", "a.b.c"));
        assert!(matches("a.*e*", "a.letter"));
        assert!(!matches("a.*e*x", "a.letter"));
        assert!(matches("a.**b", "a.b"));
        assert!(!matches("ab*bc", "abc"));
        assert!(matches("*", ""));
    }
}
