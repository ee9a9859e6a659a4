//! Expressions of OData into the same ones with enumeration values that do not name their type.

use std::borrow::Cow;

use crate::service::EnumStyle;

/// Query options whose values are expressions, or have options of that kind in parentheses.
const EXPRESSIONS: [&str; 6] = [
    "$apply", "$compute", "$expand", "$filter", "$orderby", "$select",
];

/// The value of a query option, as this style has it.
pub(super) fn option<'a>(style: EnumStyle, name: &str, value: &'a str) -> Cow<'a, str> {
    if EXPRESSIONS.contains(&name) {
        expression(style, value)
    } else {
        Cow::Borrowed(value)
    }
}

/// A literal or another expression, as this style has it.
pub(super) fn expression(style: EnumStyle, text: &str) -> Cow<'_, str> {
    match style {
        EnumStyle::Qualified => Cow::Borrowed(text),
        EnumStyle::Unqualified => unqualified(text),
    }
}

/// Takes away each qualified name of a type that stands before a string. What other types have
/// there has no dot: `duration'PT1H'`, `geography'…'`.
fn unqualified(text: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let (mut written, mut at) = (0, 0);
    while let Some(length) = text[at..].find(['\'', '"']) {
        let quote = at + length;
        if text[quote..].starts_with('\'') {
            let name = type_name(&text[at..quote]);
            // A name that begins where a string ends is none: without it the two would be one.
            if !name.is_empty() && (name.len() < length || at == 0) {
                out.push_str(&text[written..quote - name.len()]);
                written = quote;
            }
        }
        at = string_end(text, quote);
    }
    if written == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(&text[written..]);
    Cow::Owned(out)
}

/// The qualified name at the end of a text; empty where there is none.
fn type_name(text: &str) -> &str {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.');
    let before = text.trim_end_matches(is_part);
    let name = &text[before.len()..];
    let is_identifier = |part: &str| {
        part.starts_with(|c: char| c == '_' || (c.is_alphanumeric() && !c.is_numeric()))
    };
    let qualified = name.contains('.') && name.split('.').all(is_identifier);
    // After these it is a segment of a path, an alias or a variable.
    if qualified && !before.ends_with(['/', '@', '$']) {
        name
    } else {
        ""
    }
}

/// Where the string ends that begins with the quote at `start`. One in single quotes has them
/// doubled inside (OData ABNF, `SQUOTE-in-string`); one in double quotes, of JSON or of a search,
/// has backslashes before them.
fn string_end(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let quote = bytes[start];
    let mut at = start + 1;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' if quote == b'"' => at += 2,
            found if found != quote => at += 1,
            _ if quote == b'\'' && bytes.get(at + 1) == Some(&quote) => at += 2,
            _ => return at + 1,
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_types_go_and_strings_stay() {
        for (text, expected) in [
            ("NS.Colour'Red'", "'Red'"),
            ("Microsoft.OutlookServices.TimeZoneStandard'Iana'", "'Iana'"),
            (
                "C eq NS.Colour'Red,Blue' or C has A.B'1'",
                "C eq 'Red,Blue' or C has '1'",
            ),
            (
                "(C eq NS.Colour'it''s NS.Colour''x''')",
                "(C eq 'it''s NS.Colour''x''')",
            ),
            ("any(x:NS.Colour'Red' eq x)", "any(x:'Red' eq x)"),
            (
                "Items($filter=C eq NS.C'a';$search=\"b NS.C'c'\")",
                "Items($filter=C eq 'a';$search=\"b NS.C'c'\")",
            ),
            (
                "C in [\"a\\\"NS.C'b'\",NS.C'c']",
                "C in [\"a\\\"NS.C'b'\",'c']",
            ),
            (
                "C eq Größe._Ä2'é日'and D eq N.S'x'",
                "C eq 'é日'and D eq 'x'",
            ),
            ("f(a=NS.C'a',b=NS.C'b')", "f(a='a',b='b')"),
            ("C eq 'a' or C eq N.C'b", "C eq 'a' or C eq 'b"),
        ] {
            assert_eq!(unqualified(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_name_of_a_type_stays() {
        for text in [
            "",
            "Subject eq 'NS.Colour''Red'''",
            "D eq duration'PT1H' and B eq binary'AA' and G eq geography'SRID=0;Point(1 2)'",
            "contains(Subject,'a.b')and x eq 1.5",
            "isof(NS.Colour) and cast(C,'NS.Colour')",
            "x eq NS.Colour 'Red'",
            "x eq .C'a' or x eq A..C'a' or x eq A.'a' or x eq A.1b'a' or x eq 1.5'a'",
            "a/NS.C'a' or @a.b'c' or $it.x'y'",
            "'a'NS.C'b'",
            "\"a\"NS.C'b'",
            "x eq 'no end NS.C''b'",
            "\"no end NS.C'b'",
            "\"\\",
            "NS.Colour",
            "NS.Colour\"Red\"",
            "''''''",
        ] {
            assert!(
                matches!(unqualified(text), Cow::Borrowed(same) if same == text),
                "{text}"
            );
        }
    }

    #[test]
    fn options_that_are_no_expressions_stay() {
        let option = |style, name: &'static str| option(style, name, "x eq N.C'a'").into_owned();
        assert_eq!(option(EnumStyle::Unqualified, "$filter"), "x eq 'a'");
        assert_eq!(option(EnumStyle::Qualified, "$filter"), "x eq N.C'a'");
        for name in ["$search", "filter", "@p", "$id"] {
            assert_eq!(
                option(EnumStyle::Unqualified, name),
                "x eq N.C'a'",
                "{name}"
            );
        }
    }
}
