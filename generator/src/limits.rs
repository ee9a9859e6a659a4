//! Turns what a hostile document could exhaust into limits: a list of them, each with its default.

/// What is limited, so that no document takes all memory, all time or the stack.
///
/// Each is a key of `[limits]` in the configuration, and far above what services publish.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Limit {
    /// Bytes of one document.
    DocumentSize,
    /// Bytes of all documents of one version.
    TotalSize,
    /// Documents of one version, those that others refer to among them.
    Documents,
    /// Elements of one XML document, or values of one JSON document.
    Elements,
    /// Levels of elements, or of JSON values, inside each other.
    Nesting,
    /// Attributes of one element, and namespace prefixes that are declared at one place.
    Attributes,
    /// Bytes of one name, or of another text that is no value of an annotation.
    NameSize,
    /// Bytes of one value of an annotation, such as a description.
    TextSize,
    /// Findings that are kept.
    Findings,
    /// Members of one type, of one enumeration, or parameters of one operation.
    TypeMembers,
    /// Base types above one type.
    Inheritance,
    /// Properties, navigation properties and bound operations of all types of one version, where those
    /// that are inherited count for each type that has them.
    Members,
    /// Bytes of all generated files.
    OutputSize,
}

/// How much of each is accepted.
///
/// # Example
/// ```
/// use odata_bindgen::limits::{Limit, Limits};
///
/// let mut limits = Limits::default();
/// assert_eq!(limits.of(Limit::Nesting), 128);
/// limits.set(Limit::Inheritance, 5_000);
/// assert_eq!(limits.of(Limit::Inheritance), 5_000);
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Limits {
    values: [u64; Limit::ALL.len()],
}

impl Limit {
    /// Every limit, in the order in which a document meets them.
    pub const ALL: [Self; 13] = [
        Self::DocumentSize,
        Self::TotalSize,
        Self::Documents,
        Self::Elements,
        Self::Nesting,
        Self::Attributes,
        Self::NameSize,
        Self::TextSize,
        Self::Findings,
        Self::TypeMembers,
        Self::Inheritance,
        Self::Members,
        Self::OutputSize,
    ];

    /// The key in the configuration.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::DocumentSize => "document_size",
            Self::TotalSize => "total_size",
            Self::Documents => "documents",
            Self::Elements => "elements",
            Self::Nesting => "nesting",
            Self::Attributes => "attributes",
            Self::NameSize => "name_size",
            Self::TextSize => "text_size",
            Self::Findings => "findings",
            Self::TypeMembers => "type_members",
            Self::Inheritance => "inheritance",
            Self::Members => "members",
            Self::OutputSize => "output_size",
        }
    }

    /// What holds where nothing is said.
    #[must_use]
    pub const fn default(self) -> u64 {
        match self {
            Self::DocumentSize => 256 << 20,
            Self::TotalSize => 512 << 20,
            Self::Documents => 10_000,
            Self::Elements => 2_000_000,
            Self::Nesting => 128,
            Self::Attributes => 256,
            Self::NameSize => 4 << 10,
            Self::TextSize => 1 << 20,
            Self::Findings => 100_000,
            Self::TypeMembers => 10_000,
            Self::Inheritance => 1_000,
            Self::Members => 1_000_000,
            Self::OutputSize => 1 << 30,
        }
    }

    /// The most that it can be set to.
    ///
    /// Reading goes as deep as a document does, and the stack of a thread with it; places in a document
    /// are kept in 32 bits.
    #[must_use]
    pub const fn most(self) -> u64 {
        match self {
            Self::Nesting => 256,
            Self::DocumentSize => u32::MAX as u64,
            _ => i64::MAX as u64,
        }
    }

    /// Whether it counts bytes.
    #[must_use]
    pub const fn is_size(self) -> bool {
        matches!(
            self,
            Self::DocumentSize
                | Self::TotalSize
                | Self::NameSize
                | Self::TextSize
                | Self::OutputSize
        )
    }

    /// A value of it as people read and write it: `256 MiB`, `128`.
    #[must_use]
    pub fn shown(self, value: u64) -> String {
        let units = [(30, "GiB"), (20, "MiB"), (10, "KiB")];
        let mut units = units
            .into_iter()
            .filter(|(bits, _)| self.is_size() && value > 0 && value.trailing_zeros() >= *bits);
        match units.next() {
            Some((bits, unit)) => format!("{} {unit}", value >> bits),
            None if self.is_size() => format!("{value} bytes"),
            None => value.to_string(),
        }
    }
}

impl Limits {
    /// How much of this is accepted.
    #[must_use]
    pub const fn of(&self, limit: Limit) -> u64 {
        self.values[limit as usize]
    }

    /// The same, for what is counted in memory.
    #[must_use]
    pub fn count(&self, limit: Limit) -> usize {
        usize::try_from(self.of(limit)).unwrap_or(usize::MAX)
    }

    /// Accepts so much of this; not more than [`Limit::most`].
    pub fn set(&mut self, limit: Limit, value: u64) {
        self.values[limit as usize] = value.min(limit.most());
    }

    /// The limit as it is named in a message: `128`, `256 MiB`.
    #[must_use]
    pub fn shown(&self, limit: Limit) -> String {
        limit.shown(self.of(limit))
    }

    /// What to do where a document goes beyond.
    #[must_use]
    pub fn help(&self, limit: Limit) -> String {
        let (key, value) = (limit.key(), self.shown(limit));
        let value = value.strip_suffix(" bytes").unwrap_or(&value);
        let quote = if value.contains(' ') { "\"" } else { "" };
        if self.of(limit) >= limit.most() {
            return format!("`{key}` is {quote}{value}{quote}, and cannot be more");
        }
        format!(
            "no known service comes near: check the document, or raise `{key} = {quote}{value}{quote}` under `[limits]` in the configuration"
        )
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            values: Limit::ALL.map(Limit::default),
        }
    }
}

/// What is set otherwise than by default: most of the time nothing.
impl std::fmt::Debug for Limits {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let set = Limit::ALL
            .into_iter()
            .filter(|&limit| self.of(limit) != limit.default());
        f.write_str("Limits ")?;
        f.debug_map()
            .entries(set.map(|limit| (limit.key(), self.of(limit))))
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_listed_in_the_order_of_their_values() {
        for (at, limit) in Limit::ALL.into_iter().enumerate() {
            assert_eq!(limit as usize, at, "{}", limit.key());
            assert!(limit.default() <= limit.most(), "{}", limit.key());
        }
    }

    #[test]
    fn values_are_shown_as_people_write_them() {
        assert_eq!(Limit::DocumentSize.shown(256 << 20), "256 MiB");
        assert_eq!(Limit::NameSize.shown(4 << 10), "4 KiB");
        assert_eq!(Limit::OutputSize.shown(3 << 30), "3 GiB");
        assert_eq!(Limit::TextSize.shown(1000), "1000 bytes");
        assert_eq!(Limit::Nesting.shown(1 << 20), "1048576");
    }

    #[test]
    fn help_says_what_to_write_unless_there_is_no_more() {
        let mut limits = Limits::default();
        assert_eq!(
            limits.help(Limit::TextSize),
            "no known service comes near: check the document, or raise `text_size = \"1 MiB\"` under `[limits]` in the configuration"
        );
        limits.set(Limit::Nesting, 10_000);
        assert_eq!(limits.of(Limit::Nesting), 256);
        assert_eq!(
            limits.help(Limit::Nesting),
            "`nesting` is 256, and cannot be more"
        );
    }
}
