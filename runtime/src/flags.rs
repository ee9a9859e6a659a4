//! Enumeration types whose values are sets of members, as bits, and their text.

use std::convert::Infallible;
use std::fmt;
use std::hash::{Hash, Hasher};

use serde::de::{self, Deserializer, Visitor};
use serde::ser::Serializer;

use crate::literal::Literal;

/// The members of a [`FlagSet`] by name and bits.
pub type Members = &'static [(&'static str, i64)];

/// An enumeration type with `IsFlags`: its values are sets of members (OData CSDL 4.01 §10.2).
///
/// Generated types implement it together with [`flags!`](crate::flags!).
pub trait FlagSet: Sized + 'static {
    /// The qualified name of the type: `Microsoft.OutlookServices.Rights`.
    const TYPE_NAME: &'static str;

    /// The name on the wire and the bits of each member.
    fn members() -> Members;

    /// The bits; [`bits!`](crate::bits!) writes this and the next one.
    fn flags(&self) -> &Flags;

    /// The set with these bits.
    fn from_flags(flags: Flags) -> Self;
}

/// The bits of a set, and the names in it that this version of the model does not know.
#[derive(Clone, Default)]
pub struct Flags {
    bits: i64,
    /// As they came, each once, without the names of known members.
    unknown: Vec<Box<str>>,
}

impl Flags {
    /// The set with these bits.
    #[must_use]
    pub const fn new(bits: i64) -> Self {
        Self {
            bits,
            unknown: Vec::new(),
        }
    }

    /// The bits of all members that are known.
    #[must_use]
    pub const fn bits(&self) -> i64 {
        self.bits
    }

    /// The names that are not known.
    #[must_use]
    pub fn unknown(&self) -> &[Box<str>] {
        &self.unknown
    }

    /// Whether there is neither a bit nor a name.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.bits == 0 && self.unknown.is_empty()
    }

    /// Whether all of `other` is in this set.
    #[must_use]
    pub fn contains(&self, other: &Self) -> bool {
        let mut names = other.unknown().iter();
        self.bits & other.bits == other.bits && names.all(|name| self.unknown().contains(name))
    }

    /// Adds all of `other`.
    pub fn insert(&mut self, other: &Self) {
        self.bits |= other.bits;
        for name in other.unknown() {
            self.insert_name(name);
        }
    }

    /// Takes all of `other` away.
    pub fn remove(&mut self, other: &Self) {
        self.bits &= !other.bits;
        self.unknown.retain(|name| !other.unknown.contains(name));
    }

    /// Names of the known members that are in the set, in the order of the model.
    pub fn names(&self, members: Members) -> impl Iterator<Item = &'static str> + use<> {
        let bits = self.bits;
        let within = move |(_, member): &&(&str, i64)| *member != 0 && bits & member == *member;
        members.iter().filter(within).map(|(name, _)| *name)
    }

    fn insert_name(&mut self, name: &str) {
        if !self.unknown.iter().any(|known| **known == *name) {
            self.unknown.push(name.into());
        }
    }

    /// Reads `View, Edit`: names, numbers, or both.
    pub(crate) fn parse(members: Members, text: &str) -> Self {
        let mut flags = Self::default();
        for part in text
            .split(',')
            .map(str::trim)
            .filter(|part| !part.is_empty())
        {
            let member = members.iter().find(|(name, _)| *name == part);
            match member.map(|(_, bits)| *bits).or_else(|| part.parse().ok()) {
                Some(bits) => flags.bits |= bits,
                None => flags.insert_name(part),
            }
        }
        flags
    }

    /// The names that make up the set, largest members first taken, in the order of the model;
    /// what no member covers as a number.
    pub(crate) fn text(&self, members: Members, separator: &str) -> String {
        let mut parts: Vec<&str> = Vec::new();
        let mut rest = self.bits;
        for (name, bits) in covering(members, self.bits) {
            parts.push(name);
            rest &= !bits;
        }
        let number = rest.to_string();
        if rest != 0 {
            parts.push(&number);
        }
        parts.extend(self.unknown().iter().map(|name| &**name));
        if parts.is_empty() {
            let zero = members.iter().find(|(_, bits)| *bits == 0);
            parts.push(zero.map_or("0", |(name, _)| name));
        }
        parts.join(separator)
    }
}

/// Sets are equal in whatever order their names came.
impl PartialEq for Flags {
    fn eq(&self, other: &Self) -> bool {
        self.bits == other.bits && self.unknown.len() == other.unknown.len() && self.contains(other)
    }
}

impl Eq for Flags {}

impl Hash for Flags {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.bits.hash(state);
        let mut names: Vec<&str> = self.unknown.iter().map(|name| &**name).collect();
        names.sort_unstable();
        names.hash(state);
    }
}

/// The fewest members that are in `bits`: one that another one includes is left out.
fn covering(members: Members, bits: i64) -> impl Iterator<Item = &'static (&'static str, i64)> {
    let within = move |member: i64| member != 0 && bits & member == member;
    members
        .iter()
        .enumerate()
        .filter_map(move |(index, member)| {
            let included = |(other, (_, larger)): (usize, &(&str, i64))| {
                within(*larger)
                    && larger & member.1 == member.1
                    && (*larger != member.1 || other < index)
            };
            (within(member.1) && !members.iter().enumerate().any(included)).then_some(member)
        })
}

/// Reads a set of members.
///
/// # Errors
/// When the JSON is neither a string nor an integer.
pub(crate) fn read_flags<'de, T: FlagSet, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    let visitor = FlagsVisitor {
        type_name: T::TYPE_NAME,
        members: T::members(),
    };
    deserializer.deserialize_any(visitor).map(T::from_flags)
}

struct FlagsVisitor {
    type_name: &'static str,
    members: Members,
}

impl Visitor<'_> for FlagsVisitor {
    type Value = Flags;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "members of `{}`", self.type_name)
    }

    fn visit_str<E>(self, text: &str) -> Result<Flags, E> {
        Ok(Flags::parse(self.members, text))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Flags, E> {
        Ok(Flags::new(value))
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Flags, E> {
        let signed = i64::try_from(value);
        signed
            .map(Flags::new)
            .map_err(|_| E::custom(format_args!("`{value}` is too large")))
    }
}

/// Writes a set of members.
///
/// # Errors
/// Only those of the serializer.
pub(crate) fn write_flags<T: FlagSet, S: Serializer>(
    value: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&flags_text(value))
}

/// `View, Edit`.
pub fn flags_text<T: FlagSet>(value: &T) -> String {
    value.flags().text(T::members(), ", ")
}

/// Hashes the bits and the names that are not known.
pub fn hash_flags<T: FlagSet, H: Hasher>(value: &T, state: &mut H) {
    value.flags().hash(state);
}

/// The set that text stands for, as `FromStr` wants it.
///
/// # Errors
/// None: every text is a set of members, known or not.
pub fn parse_flags<T: FlagSet>(text: &str) -> Result<T, Infallible> {
    Ok(T::from_flags(Flags::parse(T::members(), text)))
}

/// `NS.Rights'View,Edit'`; members that are not known may be any text.
pub(crate) fn flags_literal<T: FlagSet>(value: &T) -> String {
    let text = value.flags().text(T::members(), ",");
    format!("{}{}", T::TYPE_NAME, text.literal())
}

/// Makes an ordinary type of a [`FlagSet`], a struct around [`Flags`]: [`Value`](crate::Value),
/// [`Literal`](crate::Literal), `Clone`, `Debug`, `Default`, `PartialEq`, `Display`, `FromStr`,
/// `BitOr`, what a set can do, with the feature `serde` its traits, and with `compare` `Eq` and `Hash`.
#[macro_export]
macro_rules! flags {
    ($type:ident) => {
        impl $type {
            /// The bits of the members that are known.
            #[must_use]
            pub const fn bits(&self) -> i64 {
                self.0.bits()
            }

            /// Whether there is no member in the set.
            #[must_use]
            pub fn is_empty(&self) -> bool {
                self.0.is_empty()
            }

            /// Whether all members of `other` are in this set.
            #[must_use]
            pub fn contains(&self, other: &Self) -> bool {
                self.0.contains(&other.0)
            }

            /// Adds the members of `other`.
            pub fn insert(&mut self, other: &Self) {
                self.0.insert(&other.0);
            }

            /// Takes the members of `other` away.
            pub fn remove(&mut self, other: &Self) {
                self.0.remove(&other.0);
            }

            /// The names of the known members that are in the set.
            #[inline]
            pub fn iter(&self) -> impl ::core::iter::Iterator<Item = &'static str> + use<> {
                self.0.names(<Self as $crate::FlagSet>::members())
            }
        }

        impl $crate::Declared for $type {
            type Form = $crate::__private::Members;
        }

        $crate::__serde_of!($type);
        $crate::__hash_of!($type, hash_flags);
        $crate::__flags_are_ordinary!($type);
    };
}

/// The functions of a [`FlagSet`] that get at its bits, of a struct around [`Flags`].
#[macro_export]
macro_rules! bits {
    () => {
        #[inline]
        fn flags(&self) -> &$crate::Flags {
            &self.0
        }

        #[inline]
        fn from_flags(flags: $crate::Flags) -> Self {
            Self(flags)
        }
    };
}

/// The traits of the standard library of a set.
#[doc(hidden)]
#[macro_export]
macro_rules! __flags_are_ordinary {
    ($type:ident) => {
        impl ::core::clone::Clone for $type {
            #[inline]
            fn clone(&self) -> Self {
                Self(::core::clone::Clone::clone(&self.0))
            }
        }

        impl ::core::default::Default for $type {
            #[inline]
            fn default() -> Self {
                Self($crate::Flags::new(0))
            }
        }

        impl ::core::cmp::PartialEq for $type {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                self.0 == other.0
            }
        }

        impl ::core::ops::BitOr for $type {
            type Output = Self;

            #[inline]
            fn bitor(mut self, other: Self) -> Self {
                self.0.insert(&other.0);
                self
            }
        }

        impl ::core::fmt::Debug for $type {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::write!(
                    f,
                    "{}({})",
                    ::core::stringify!($type),
                    $crate::__private::flags_text(self)
                )
            }
        }

        impl ::core::fmt::Display for $type {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad(&$crate::__private::flags_text(self))
            }
        }

        impl ::core::str::FromStr for $type {
            type Err = ::core::convert::Infallible;

            #[inline]
            fn from_str(text: &str) -> ::core::result::Result<Self, ::core::convert::Infallible> {
                $crate::__private::parse_flags(text)
            }
        }
    };
}
