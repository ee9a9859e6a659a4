//! Turns a name that leads nowhere into the name that was probably meant.

/// The candidate that is most like `wanted`, if one is like it at all; the first of equals.
///
/// A candidate that differs in case only is always the one. Each candidate costs a comparison of
/// the two strings, so a caller with thousands of them limits how often it asks.
#[must_use]
pub fn closest<'a>(wanted: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let folded = wanted.to_lowercase();
    let length = wanted.chars().count();
    let mut best = None;
    let mut least = usize::MAX;
    for candidate in candidates {
        let lower = candidate.to_lowercase();
        if lower == folded {
            return Some(candidate);
        }
        let longest = length.max(lower.chars().count());
        if lower.chars().count().abs_diff(length) > tolerance(longest) {
            continue;
        }
        let distance = strsim::osa_distance(&folded, &lower);
        if distance < least && distance <= tolerance(longest) {
            best = Some(candidate);
            least = distance;
        }
    }
    best
}

/// The help that goes with the closest candidate.
#[must_use]
pub fn did_you_mean<'a>(
    wanted: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<String> {
    closest(wanted, candidates).map(|near| format!("did you mean `{near}`?"))
}

/// How many edits two names may be apart: a third of the longer one, and no more than 8, because
/// qualified names are long and share their namespace.
fn tolerance(length: usize) -> usize {
    (length / 3).clamp(1, 8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_found() {
        let names = ["Message", "Event", "MailFolder"];
        assert_eq!(closest("Mesage", names), Some("Message"));
        assert_eq!(closest("MAILFOLDER", names), Some("MailFolder"));
        assert_eq!(closest("Calendar", names), None);
        assert_eq!(closest("", names), None);
        assert_eq!(closest("x", []), None);
        assert_eq!(
            did_you_mean("Evnet", names).as_deref(),
            Some("did you mean `Event`?")
        );
    }
}
