//! Turns a word of the config into what it stands for.

use super::Found;
use crate::diagnostics::{Spanned, closest};

/// What a word stands for, if it is one of a few.
pub(super) fn chosen<T: Copy>(
    key: &str,
    text: &Spanned<String>,
    choices: &[(&'static str, T)],
    found: &mut Found,
) -> Option<T> {
    let words = || choices.iter().map(|(word, _)| *word);
    let choice = choices.iter().find(|(word, _)| *word == text.value);
    if choice.is_none() {
        let help = match closest(&text.value, words()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => {
                let words: Vec<_> = words().map(|word| format!("`{word}`")).collect();
                format!("write {}", words.join(" or "))
            }
        };
        let message = format!("`{}` is not a value of `{key}`", text.value);
        found.value(text.span, message, "no such choice", &help);
    }
    choice.map(|(_, choice)| *choice)
}
