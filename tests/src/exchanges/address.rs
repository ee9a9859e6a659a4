//! Two URLs, into what is different between them when spelling does not count.

use std::collections::BTreeMap;

/// In what a URL that was sent differs from a documented one.
///
/// The host, percent-encoding, the case of names, whether keys are segments of their own, and the
/// names of variables in lambda expressions are no differences.
#[must_use]
pub fn different_address(documented: &str, sent: &str) -> Vec<String> {
    let (documented, sent) = (Address::parse(documented), Address::parse(sent));
    let mut found = Vec::new();
    if !documented.leads_where(&sent) {
        found.push(format!("path {:?} for {:?}", sent.path, documented.path));
    }
    if documented.options != sent.options {
        let (sent, documented) = (&sent.options, &documented.options);
        found.push(format!("query {sent:?} for {documented:?}"));
    }
    found
}

struct Address {
    path: Vec<Step>,
    options: BTreeMap<String, String>,
}

/// A part of a path.
#[derive(Debug)]
enum Step {
    Name(String),
    /// A key or the arguments of a function, without quotes.
    Value(String),
}

impl Address {
    fn parse(url: &str) -> Self {
        let after_host = url
            .split_once("://")
            .map_or(url, |(_, rest)| rest.split_once('/').map_or("", |it| it.1));
        let (path, query) = after_host.split_once('?').unwrap_or((after_host, ""));
        let options = query.split('&').filter(|option| !option.is_empty());
        Self {
            path: steps(path),
            options: options.map(option).collect(),
        }
    }

    /// A key may be a segment in one URL and stand in parentheses in the other: a name matches a
    /// value with the same text.
    fn leads_where(&self, other: &Self) -> bool {
        self.path.len() == other.path.len()
            && self.path.iter().zip(&other.path).all(|pair| match pair {
                (Step::Value(a), Step::Value(b) | Step::Name(b))
                | (Step::Name(a), Step::Value(b)) => a == b,
                (Step::Name(a), Step::Name(b)) => a.eq_ignore_ascii_case(b),
            })
    }
}

fn steps(path: &str) -> Vec<Step> {
    let mut steps = Vec::new();
    for segment in path.split('/').filter(|segment| !segment.is_empty()) {
        let segment = decoded(segment);
        match segment.split_once('(') {
            Some((name, value)) => {
                steps.push(Step::Name(name.to_owned()));
                let value = value.strip_suffix(')').unwrap_or(value);
                // A function without parameters may go without parentheses
                // (OData URL 4.01 §4.5.1).
                if !value.is_empty() {
                    steps.push(Step::Value(value.replace('\'', "")));
                }
            }
            None => steps.push(Step::Name(segment)),
        }
    }
    steps
}

fn option(option: &str) -> (String, String) {
    let option = decoded(option);
    let (name, value) = option.split_once('=').unwrap_or((&option, ""));
    let name = name.to_lowercase();
    let value = match name.as_str() {
        "$search" => value.to_owned(),
        _ if name.starts_with('$') => canonical(value),
        _ => value.to_owned(),
    };
    (name, value)
}

/// An expression with spaces only where words meet, in small letters but for what is quoted, and
/// with the same names for its variables.
fn canonical(expression: &str) -> String {
    let mut words = words(expression);
    for index in 2..words.len() {
        let is_variable = words[index] == ":" && matches!(words[index - 2].as_str(), "(");
        if is_variable {
            let (name, new) = (words[index - 1].clone(), format!("v{index}"));
            for word in &mut words[index - 1..] {
                if *word == name {
                    word.clone_from(&new);
                }
            }
        }
    }
    words.join(" ")
}

/// Names, numbers, punctuation and quoted strings.
fn words(expression: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut chars = expression.chars().peekable();
    while let Some(c) = chars.next() {
        let mut word = String::from(c);
        match c {
            ' ' => continue,
            '\'' => {
                while let Some(c) = chars.next() {
                    word.push(c);
                    if c == '\'' && chars.next_if_eq(&'\'').is_none() {
                        break;
                    }
                }
            }
            _ if is_of_word(c) => {
                while let Some(c) = chars.next_if(|c| is_of_word(*c)) {
                    word.push(c);
                }
                word = word.to_lowercase();
            }
            _ => {}
        }
        words.push(word);
    }
    words
}

fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '.' | '-' | '$' | '@')
}

fn decoded(text: &str) -> String {
    percent_encoding::percent_decode_str(text)
        .decode_utf8_lossy()
        .into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelling_does_not_count() {
        for (documented, sent) in [
            (
                "https://a/api/v2.0/me/messages/X=/reply",
                "http://b:1/api/v2.0/Me/Messages('X%3D')/Reply",
            ),
            (
                "https://a/me/messages/?%24select=Subject%2cSender",
                "https://a/me/messages?$select=subject,sender",
            ),
            (
                "https://a/m?$filter=Ext/Any(ep: ep/Id eq 'It''s' and ep/Value gt 1)",
                "https://a/m?$filter=ext/any(x:x/id%20eq%20'It''s'%20and%20x/value%20gt%201)",
            ),
        ] {
            assert_eq!(different_address(documented, sent), Vec::<String>::new());
        }
    }

    #[test]
    fn meaning_does() {
        for (documented, sent) in [
            ("https://a/me/messages/X", "https://a/me/messages('x')"),
            ("https://a/me/messages", "https://a/me/folders"),
            ("https://a/me", "https://a/me/messages"),
            ("https://a/m?$top=1", "https://a/m?$top=2"),
            ("https://a/m?$top=1", "https://a/m"),
            ("https://a/m?$search=\"A\"", "https://a/m?$search=\"a\""),
            (
                "https://a/m?$filter=A eq 'b'",
                "https://a/m?$filter=A eq 'B'",
            ),
            (
                "https://a/m?$filter=A/any(x:x/B eq y/C)",
                "https://a/m?$filter=A/any(x:x/B eq x/C)",
            ),
        ] {
            assert!(!different_address(documented, sent).is_empty(), "{sent}");
        }
    }
}
