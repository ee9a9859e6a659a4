//! Turns names into their words, and two names into how alike these are.

/// The words of a name in small letters and the singular: `DateTimeCreated` is `date`, `time`, `created`.
pub(super) fn words(name: &str) -> Vec<String> {
    let characters: Vec<char> = name.chars().collect();
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    for (at, &character) in characters.iter().enumerate() {
        if !character.is_alphanumeric() {
            words.push(std::mem::take(&mut word));
            continue;
        }
        let before = at.checked_sub(1).map(|at| characters[at]);
        let after = characters.get(at + 1);
        // a word begins at `B` in `aB`, and at the last capital of `ABc`
        let begins = character.is_uppercase()
            && before.is_some_and(|before| {
                !before.is_uppercase() || after.is_some_and(|after| after.is_lowercase())
            });
        if begins {
            words.push(std::mem::take(&mut word));
        }
        word.extend(character.to_lowercase());
    }
    words.push(word);
    words.retain(|word| !word.is_empty());
    words.into_iter().map(singular).collect()
}

fn singular(word: String) -> String {
    if let Some(stem) = word.strip_suffix("ies").filter(|stem| stem.len() > 1) {
        return format!("{stem}y");
    }
    match word.strip_suffix('s') {
        Some(stem) if stem.len() > 1 && !stem.ends_with(['s', 'u', 'i']) => stem.to_owned(),
        _ => word,
    }
}

/// The words of a name in the order of the alphabet, as one text.
pub(super) fn key(name: &str) -> String {
    let mut words = words(name);
    words.sort();
    words.join(" ")
}

/// How alike two names are, in thousandths, and how to say so.
///
/// All words in another order are nearly certain; where one name has all words of the other and some
/// more, that counts the more the fewer were added; words that only one of them has on both sides speak
/// against it, since that is what tells siblings apart: `StartTime`, `EndTime`.
pub(super) fn likeness(old: &str, new: &str) -> (u32, String) {
    let (mut before, mut after) = (words(old), words(new));
    if before.concat() == after.concat() {
        return (1000, "the same words".to_owned());
    }
    before.sort();
    after.sort();
    if before == after {
        return (1000, "the same words in another order".to_owned());
    }
    let shared = shared(&before, &after);
    let all = before.len() + after.len() - shared;
    let part = thousandths(shared, all);
    if shared == before.len().min(after.len()) {
        let (longer, shorter) = if before.len() > after.len() {
            (before, after)
        } else {
            (after, before)
        };
        let more: Vec<String> = longer
            .iter()
            .filter(|word| !shorter.contains(word))
            .map(|word| format!("`{word}`"))
            .collect();
        let reason = format!("the same words but for {}", more.join(", "));
        return ((1000 + part) / 2, reason);
    }
    (
        part * 7 / 10,
        format!("{shared} of {all} words are the same"),
    )
}

/// How many items two sorted lists share.
fn shared(old: &[String], new: &[String]) -> usize {
    let (mut at, mut there, mut shared) = (0, 0, 0);
    while let (Some(before), Some(after)) = (old.get(at), new.get(there)) {
        match before.cmp(after) {
            std::cmp::Ordering::Less => at += 1,
            std::cmp::Ordering::Greater => there += 1,
            std::cmp::Ordering::Equal => (at, there, shared) = (at + 1, there + 1, shared + 1),
        }
    }
    shared
}

/// `part` of `whole` in thousandths; nothing of nothing is nothing.
pub(super) fn thousandths(part: usize, whole: usize) -> u32 {
    let thousandths = (part * 1000).checked_div(whole).unwrap_or(0);
    u32::try_from(thousandths).unwrap_or(1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fall_into_words() {
        assert_eq!(words("DateTimeCreated"), ["date", "time", "created"]);
        assert_eq!(words("mailFolders"), ["mail", "folder"]);
        assert_eq!(words("IMAddresses"), ["im", "addresse"]);
        assert_eq!(words("HTMLBody_v2"), ["html", "body", "v2"]);
        assert_eq!(words("Status"), ["status"]);
    }

    #[test]
    fn order_and_additions_count_and_siblings_do_not() {
        assert_eq!(likeness("DateTimeCreated", "CreatedDateTime").0, 1000);
        assert_eq!(likeness("StartTimeZone", "OriginalStartTimeZone").0, 875);
        assert_eq!(likeness("Folders", "MailFolders").0, 750);
        assert!(likeness("StartTimeZone", "EndTimeZone").0 < 400);
        assert_eq!(likeness("Subject", "Body").0, 0);
    }
}
