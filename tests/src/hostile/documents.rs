//! Turns a size into a document of that size which no service would publish.

mod shapes;

use super::Case;
use shapes::{
    chain, circle, complex, described, document_type, entities, json_of, large_types, late, many,
    members, nested, random, references, same_in_rust, same_properties, same_types, schema,
    services, utf_16, ways, wide,
};

const LIMIT: &str = "limit-exceeded";
const MB: usize = 1 << 20;

/// Every document that is meant to exhaust something.
#[must_use]
pub fn cases() -> Vec<Case> {
    [
        grammar(),
        bytes(),
        markup(),
        tags(),
        inheritance(),
        names(),
        json(),
        json_members(),
    ]
    .concat()
}

/// A case; `small` and `large` are its sizes.
const fn case(
    name: &'static str,
    make: fn(usize) -> Vec<u8>,
    small: usize,
    large: usize,
    rule: &'static str,
) -> Case {
    Case {
        name,
        make,
        small,
        large,
        rule,
    }
}

fn grammar() -> Vec<Case> {
    vec![
        case("entities that grow", entities, 9, 100, "xml-doctype"),
        case(
            "entities of other files",
            |_| document_type("<!ENTITY x SYSTEM \"file:///etc/passwd\">"),
            1,
            1,
            "xml-doctype",
        ),
        case(
            "a document type of 100 MB",
            |size| document_type(&" ".repeat(size)),
            MB,
            100 * MB,
            "xml-doctype",
        ),
        case("elements in elements", nested, 10_000, 1_000_000, LIMIT),
        case(
            "unknown elements in each other",
            |size| schema(&"<a>".repeat(size)),
            10_000,
            1_000_000,
            LIMIT,
        ),
        case(
            "expressions in expressions",
            |size| {
                schema(&format!(
                    "<Annotation Term=\"N.T\">{}",
                    "<Not>".repeat(size)
                ))
            },
            10_000,
            1_000_000,
            LIMIT,
        ),
        case(
            "annotations in annotations",
            |size| schema(&"<Annotation Term=\"N.T\">".repeat(size)),
            10_000,
            1_000_000,
            LIMIT,
        ),
    ]
}

fn bytes() -> Vec<Case> {
    vec![
        case("random bytes", random, MB, 100 * MB, "xml-not-xml"),
        case(
            "spaces",
            |size| vec![b' '; size],
            MB,
            100 * MB,
            "xml-not-xml",
        ),
        case(
            "nothing but <",
            |size| vec![b'<'; size],
            MB,
            100 * MB,
            "xml-malformed",
        ),
        case(
            "UTF-16 without a mark",
            utf_16,
            MB,
            50 * MB,
            "xml-truncated",
        ),
        case(
            "invalid UTF-8 at the end",
            late,
            MB,
            100 * MB,
            "xml-encoding",
        ),
        case(
            "a file larger than the limit",
            |size| vec![b' '; size],
            0,
            300 * MB,
            "error",
        ),
        case(
            "a comment",
            |size| schema(&format!("<!--{}-->", " x".repeat(size / 2))),
            MB,
            100 * MB,
            "",
        ),
    ]
}

fn markup() -> Vec<Case> {
    vec![
        case(
            "an attribute of 100 MB",
            |size| {
                schema(&format!(
                    "<Annotation Term=\"N.T\" String=\"{}\"/>",
                    "x".repeat(size)
                ))
            },
            2 * MB,
            100 * MB,
            LIMIT,
        ),
        case(
            "a text of references",
            |size| {
                let text = "&amp;".repeat(size / 5);
                schema(&format!(
                    "<Annotation Term=\"N.T\"><String>{text}</String></Annotation>"
                ))
            },
            10 * MB,
            100 * MB,
            LIMIT,
        ),
        case(
            "a name of 100 MB",
            |size| schema(&format!("<EnumType Name=\"{}\"/>", "x".repeat(size))),
            MB,
            100 * MB,
            LIMIT,
        ),
    ]
}

fn tags() -> Vec<Case> {
    vec![
        case(
            "attributes",
            |size| {
                schema(&format!(
                    "<EnumType{}/>",
                    many(size, |at| format!(" a{at}=\"\""))
                ))
            },
            10_000,
            1_000_000,
            LIMIT,
        ),
        case(
            "one attribute again and again",
            |size| schema(&format!("<EnumType Name=\"E\"{}/>", " a=\"\"".repeat(size))),
            110_000,
            10_000_000,
            LIMIT,
        ),
        case(
            "namespace prefixes",
            |size| {
                schema(&format!(
                    "<EnumType Name=\"E\"{}/>",
                    many(size, |at| format!(" xmlns:a{at}=\"u\""))
                ))
            },
            10_000,
            1_000_000,
            LIMIT,
        ),
        case(
            "empty elements",
            |size| schema(&"<Term Name=\"T\" Type=\"a.b\"/>".repeat(size)),
            0,
            8_000_000,
            LIMIT,
        ),
        case(
            "unknown elements",
            |size| schema(&"<x/>".repeat(size)),
            110_000,
            10_000_000,
            LIMIT,
        ),
        case(
            "references to nothing",
            references,
            110_000,
            1_000_000,
            LIMIT,
        ),
    ]
}

fn inheritance() -> Vec<Case> {
    vec![
        case(
            "a circle of bases",
            circle,
            1_000,
            100_000,
            "inheritance-cycle",
        ),
        case("a type that is its base", circle, 1, 1, "inheritance-cycle"),
        case("a chain of bases", chain, 2_000, 100_000, LIMIT),
        case("properties that all inherit", wide, 2_000, 10_000, LIMIT),
        case(
            "a description that all inherit",
            described,
            2_000,
            10_000,
            LIMIT,
        ),
        case("complex types in a circle", complex, 100, 10_000, ""),
        case(
            "type definitions in a circle",
            |size| {
                schema(&many(size, |at| {
                    let next = (at + 1) % size;
                    format!("<TypeDefinition Name=\"D{at}\" UnderlyingType=\"N.D{next}\"/>")
                }))
            },
            10,
            100_000,
            "type-definition-underlying",
        ),
    ]
}

fn names() -> Vec<Case> {
    vec![
        case("types as large as accepted", large_types, 0, 95, ""),
        case("types of one name", same_types, 110_000, 1_000_000, LIMIT),
        case(
            "properties of one name",
            same_properties,
            20_000,
            1_000_000,
            LIMIT,
        ),
        case(
            "names that are one in Rust",
            same_in_rust,
            1_000,
            50_000,
            "",
        ),
        case(
            "members of an enumeration",
            members,
            20_000,
            1_000_000,
            LIMIT,
        ),
        case("long ways", ways, 200, 20_000, ""),
        case(
            "schemas",
            |size| {
                services(&many(size, |at| {
                    format!("<Schema Namespace=\"N{at}\" Alias=\"A{at}\"/>")
                }))
            },
            1_000,
            500_000,
            "",
        ),
        case(
            "overloads",
            |size| {
                schema(&many(size, |at| {
                    format!(
                        "<Function Name=\"F\"><Parameter Name=\"p{at}\" Type=\"Edm.String\"/><ReturnType Type=\"Edm.String\"/></Function>"
                    )
                }))
            },
            1_000,
            200_000,
            "",
        ),
    ]
}

fn json() -> Vec<Case> {
    vec![
        case(
            "JSON: brackets",
            |size| vec![b'['; size],
            MB,
            100 * MB,
            LIMIT,
        ),
        case(
            "JSON: braces",
            |size| b"{\"a\":".repeat(size),
            MB,
            20 * MB,
            LIMIT,
        ),
        case(
            "JSON: a long number",
            |size| json_of(&format!("\"@N.T\": {}", "9".repeat(size))),
            2 * MB,
            100 * MB,
            LIMIT,
        ),
        case(
            "JSON: a long string",
            |size| json_of(&format!("\"@N.T\": \"{}\"", "x".repeat(size))),
            2 * MB,
            100 * MB,
            LIMIT,
        ),
    ]
}

fn json_members() -> Vec<Case> {
    vec![
        case(
            "JSON: one name again and again",
            |size| json_of(&vec!["\"A\": 1"; size].join(",")),
            110_000,
            5_000_000,
            LIMIT,
        ),
        case(
            "JSON: annotations of nothing",
            |size| {
                let members = (0..size).map(|at| format!("\"x{at}@N.T\": 1"));
                let members: Vec<String> = members.collect();
                json_of(&members.join(","))
            },
            110_000,
            1_000_000,
            LIMIT,
        ),
        case(
            "JSON: half a surrogate",
            |_| json_of("\"@N.T\": \"\\ud800\""),
            1,
            1,
            "json-malformed",
        ),
        case(
            "JSON: spaces after a brace",
            |size| format!("{{{}", " ".repeat(size)).into_bytes(),
            MB,
            100 * MB,
            "json-truncated",
        ),
    ]
}
