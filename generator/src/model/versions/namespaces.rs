//! Turns namespaces that end in a number into what they are versions of.

use std::collections::HashSet;

/// The version of a namespace such as `Part.v1_2_0`: what it is a version of, and its numbers.
///
/// A single number, as in `Part.v1`, tells no version: such namespaces stand for themselves.
pub(in crate::model) fn version(namespace: &str) -> Option<(&str, Vec<u32>)> {
    let (home, last) = namespace.rsplit_once('.')?;
    let numbers = last.strip_prefix('v')?.split('_');
    let numbers: Option<Vec<u32>> = numbers.map(|number| number.parse().ok()).collect();
    numbers
        .filter(|numbers| numbers.len() > 1)
        .map(|numbers| (home, numbers))
}

/// The version of a namespace whose home is declared too.
pub(super) fn declared_version<'n>(
    namespace: &'n str,
    declared: &HashSet<&str>,
) -> Option<(&'n str, Vec<u32>)> {
    version(namespace).filter(|(home, _)| declared.contains(home))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_numbers_with_parts_tell_a_version() {
        assert_eq!(version("Part.v1_12_0"), Some(("Part", vec![1, 12, 0])));
        assert_eq!(version("A.Part.v1_2"), Some(("A.Part", vec![1, 2])));
        for namespace in [
            "Part",
            "Part.v1",
            "Part.v1_",
            "Part.1_0",
            "v1_0",
            "Part.v1_x",
        ] {
            assert_eq!(version(namespace), None, "{namespace}");
        }
    }

    #[test]
    fn a_home_has_to_be_declared() {
        let declared = HashSet::from(["Part"]);
        assert!(declared_version("Part.v1_0_0", &declared).is_some());
        assert!(declared_version("Other.v1_0_0", &declared).is_none());
    }
}
