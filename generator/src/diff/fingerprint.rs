//! Turns a fact into a short name that stays the same from one review to the next.

use std::fmt;

use serde::{Serialize, Serializer};

use super::change::{Change, Side};

/// What a fact is recognised by: sixteen hexadecimal digits.
///
/// It depends on what happened to which element and on the values on both sides, and on nothing else: not
/// on lines, on other facts, or on what the versions are called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint(u64);

impl Fingerprint {
    /// The fingerprint of a fact.
    #[must_use]
    pub fn of(change: &Change) -> Self {
        let mut hash = Hash(Hash::START);
        // the variant's name, which JSON shows too; what people call it may be reworded
        hash.write(&format!("{:?}", change.kind));
        hash.write(change.subject.as_deref().unwrap_or_default());
        for side in [&change.old, &change.new] {
            hash.write_side(side.as_ref());
        }
        Self(hash.0)
    }

    /// The fingerprint that a text is; none where it is not sixteen hexadecimal digits.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let is_one = text.len() == 16 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        let number = u64::from_str_radix(text, 16).ok();
        number.filter(|_| is_one).map(Self)
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl Serialize for Fingerprint {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// FNV-1a with 64 bits. The hashers of the standard library may change from release to release.
struct Hash(u64);

impl Hash {
    const START: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0000_0100_0000_01b3;

    fn byte(&mut self, byte: u8) {
        self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(Self::PRIME);
    }

    /// A text, and where it ends: no text holds this byte.
    fn write(&mut self, text: &str) {
        for byte in text.bytes() {
            self.byte(byte);
        }
        self.byte(0xff);
    }

    /// One side; that there is none is told from one that says nothing.
    fn write_side(&mut self, side: Option<&Side>) {
        let Some(side) = side else {
            return self.byte(0xfe);
        };
        self.write(&side.path.owner);
        self.write(side.path.member.as_deref().unwrap_or_default());
        match &side.value {
            Some(value) => self.write(value),
            None => self.byte(0xfd),
        }
    }
}
