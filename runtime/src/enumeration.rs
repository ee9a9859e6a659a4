//! Members of enumeration types into Rust enums and back, unknown ones included.

use std::convert::Infallible;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::mem;

use serde::de::{self, Deserializer, Visitor};
use serde::ser::Serializer;

use crate::literal::Literal;

/// A member that this version of the model does not know; it is written back as it came.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum UnknownMember {
    /// The member came by name.
    Name(Box<str>),
    /// The member came as a number.
    Value(i64),
}

impl fmt::Display for UnknownMember {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name(name) => f.write_str(name),
            Self::Value(value) => value.fmt(f),
        }
    }
}

/// An enumeration type whose values are one member each.
///
/// Generated enums implement it together with [`enumeration!`](crate::enumeration!). Their members are
/// the result of a function, since a constant would cost a compiler half as much again.
pub trait Enumeration: Clone + PartialEq + 'static {
    /// The qualified name of the type: `Microsoft.OutlookServices.Importance`.
    const TYPE_NAME: &'static str;

    /// The members, and what makes a value of one that is not known.
    fn variants() -> Variants<Self>;

    /// The member if it is not a known one; [`unrecognized!`](crate::unrecognized!) writes it.
    fn unknown(&self) -> Option<&UnknownMember>;

    /// The name on the wire, the number and the Rust value of each member.
    #[must_use]
    fn members() -> &'static [(&'static str, i64, Self)] {
        Self::variants().0
    }

    /// The value for a member that is not known.
    #[must_use]
    fn from_unknown(member: UnknownMember) -> Self {
        Self::variants().1(member)
    }

    /// The known member with this name in whatever case of letters, or else the value as it is.
    ///
    /// Names of members have a case (OData CSDL 4.01 §10.3), and some services write `normal` for
    /// `Normal` all the same. Such a value is unknown until it is asked like this, so that it is
    /// written back as it came.
    #[must_use]
    fn ignoring_case(&self) -> Self {
        let Some(UnknownMember::Name(name)) = self.unknown() else {
            return self.clone();
        };
        let mut members = Self::members().iter();
        let known = members.find(|member| member.0.eq_ignore_ascii_case(name));
        known.map_or_else(|| self.clone(), |member| member.2.clone())
    }
}

/// The variants of an [`Enumeration`]: the name on the wire, the number and the Rust value of each
/// member, and the variant for members that are not known.
pub type Variants<T> = (&'static [(&'static str, i64, T)], fn(UnknownMember) -> T);

/// The name of a known member.
fn known_name<T: Enumeration>(value: &T) -> Option<&'static str> {
    let mut members = T::members().iter();
    members
        .find(|member| member.2 == *value)
        .map(|member| member.0)
}

/// The member that text stands for, as `FromStr` wants it.
///
/// # Errors
/// None: every text is a member, known or not.
pub fn parse_member<T: Enumeration>(text: &str) -> Result<T, Infallible> {
    Ok(from_name(text))
}

/// The member with this name or, where the text is a number, with this value.
fn from_name<T: Enumeration>(text: &str) -> T {
    if let Some(member) = T::members().iter().find(|member| member.0 == text) {
        return member.2.clone();
    }
    let by_value = text.parse().ok().and_then(by_value);
    by_value.unwrap_or_else(|| T::from_unknown(UnknownMember::Name(text.into())))
}

fn by_value<T: Enumeration>(value: i64) -> Option<T> {
    let mut members = T::members().iter();
    members
        .find(|member| member.1 == value)
        .map(|member| member.2.clone())
}

/// Reads a member: a string, or a number in a lax service (OData JSON 4.01 §7.1).
///
/// # Errors
/// When the JSON is neither.
pub(crate) fn read_enumeration<'de, T: Enumeration, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    struct MemberVisitor<T>(std::marker::PhantomData<fn() -> T>);

    impl<T: Enumeration> Visitor<'_> for MemberVisitor<T> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(f, "a member of `{}`", T::TYPE_NAME)
        }

        fn visit_str<E>(self, text: &str) -> Result<T, E> {
            Ok(from_name(text))
        }

        fn visit_i64<E>(self, value: i64) -> Result<T, E> {
            Ok(by_value(value).unwrap_or_else(|| T::from_unknown(UnknownMember::Value(value))))
        }

        fn visit_u64<E: de::Error>(self, value: u64) -> Result<T, E> {
            let signed = i64::try_from(value);
            self.visit_i64(signed.map_err(|_| E::custom(format_args!("`{value}` is too large")))?)
        }
    }

    deserializer.deserialize_any(MemberVisitor(std::marker::PhantomData))
}

/// Writes the name of a member, or what came for a member that is not known.
///
/// # Errors
/// Only those of the serializer.
pub(crate) fn write_enumeration<T: Enumeration, S: Serializer>(
    value: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match (known_name(value), value.unknown()) {
        (Some(name), _) => serializer.serialize_str(name),
        (None, Some(UnknownMember::Name(name))) => serializer.serialize_str(name),
        (None, Some(UnknownMember::Value(value))) => serializer.serialize_i64(*value),
        (None, None) => Err(serde::ser::Error::custom(format_args!(
            "a member of `{}` has no name",
            T::TYPE_NAME
        ))),
    }
}

/// Shows the name of a member.
///
/// # Errors
/// Only those of the formatter.
pub fn display_enumeration<T: Enumeration>(value: &T, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match (known_name(value), value.unknown()) {
        (Some(name), _) => f.pad(name),
        (None, Some(unknown)) => f.pad(&unknown.to_string()),
        (None, None) => Ok(()),
    }
}

/// Whether two values are the same member.
pub fn same_member<T: Enumeration>(one: &T, other: &T) -> bool {
    mem::discriminant(one) == mem::discriminant(other) && one.unknown() == other.unknown()
}

/// Hashes what [`same_member`] compares.
pub fn hash_member<T: Enumeration, H: Hasher>(value: &T, state: &mut H) {
    mem::discriminant(value).hash(state);
    value.unknown().hash(state);
}

/// Shows the name of a member, or `Unrecognized` with what came, as the derived impl would.
///
/// # Errors
/// Only those of the formatter.
pub fn debug_member<T: Enumeration>(value: &T, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match (known_name(value), value.unknown()) {
        (Some(name), _) => f.write_str(name),
        (None, Some(unknown)) => f.debug_tuple("Unrecognized").field(unknown).finish(),
        (None, None) => Ok(()),
    }
}

/// `NS.Importance'High'`; a member that is not known may be any text.
pub(crate) fn enumeration_literal<T: Enumeration>(value: &T) -> String {
    let text = match (known_name(value), value.unknown()) {
        (Some(name), _) => name.literal(),
        (None, unknown) => unknown
            .map(ToString::to_string)
            .unwrap_or_default()
            .literal(),
    };
    format!("{}{text}", T::TYPE_NAME)
}

/// Makes an ordinary type of an [`Enumeration`]: [`Value`](crate::Value), [`Literal`](crate::Literal),
/// `PartialEq`, `Debug`, `Display` and `FromStr`, with the feature `serde` its traits, and with
/// `compare` `Eq` and `Hash`.
///
/// What the standard library can derive of these is here too: a derived impl is as long as the enum
/// has members.
#[macro_export]
macro_rules! enumeration {
    ($type:ident) => {
        impl $crate::Declared for $type {
            type Form = $crate::__private::Member;
        }

        $crate::__serde_of!($type);
        $crate::__hash_of!($type, hash_member);

        impl ::core::cmp::PartialEq for $type {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                $crate::__private::same_member(self, other)
            }
        }

        impl ::core::fmt::Debug for $type {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::__private::debug_member(self, f)
            }
        }

        impl ::core::fmt::Display for $type {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::__private::display_enumeration(self, f)
            }
        }

        impl ::core::str::FromStr for $type {
            type Err = ::core::convert::Infallible;

            #[inline]
            fn from_str(text: &str) -> ::core::result::Result<Self, ::core::convert::Infallible> {
                $crate::__private::parse_member(text)
            }
        }
    };
}

/// The function `unknown` of an [`Enumeration`] with a variant `Unrecognized(UnknownMember)`.
#[macro_export]
macro_rules! unrecognized {
    () => {
        #[inline]
        fn unknown(&self) -> ::core::option::Option<&$crate::UnknownMember> {
            match self {
                Self::Unrecognized(member) => ::core::option::Option::Some(member),
                _ => ::core::option::Option::None,
            }
        }
    };
}
