//! Turns a size into a document of that size which no service would publish.

use std::fmt::Write;

use super::Case;

const LIMIT: &str = "limit-exceeded";
const MB: usize = 1 << 20;

/// Every document that is meant to exhaust something.
#[must_use]
pub fn cases() -> Vec<Case> {
    [grammar(), bytes(), markup(), inheritance(), names(), json()].concat()
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
        case("random bytes", random, MB, 100 * MB, "xml-encoding"),
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
            "xml-not-xml",
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
        case("types as large as accepted", large_types, 0, 190, ""),
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
            2_000,
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

/// A document around the children of `DataServices`.
fn services(content: &str) -> Vec<u8> {
    format!(
        "<edmx:Edmx Version=\"4.0\" xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\" \
         xmlns=\"http://docs.oasis-open.org/odata/ns/edm\"><edmx:DataServices>\n{content}\n\
         </edmx:DataServices></edmx:Edmx>\n"
    )
    .into_bytes()
}

/// A document around the children of one schema.
fn schema(content: &str) -> Vec<u8> {
    services(&format!("<Schema Namespace=\"N\">\n{content}\n</Schema>"))
}

fn json_of(content: &str) -> Vec<u8> {
    format!("{{\"$Version\": \"4.01\", \"N\": {{{content}}}}}").into_bytes()
}

fn many(count: usize, each: impl Fn(usize) -> String) -> String {
    let mut text = String::new();
    for at in 0..count {
        text.push_str(&each(at));
        text.push('\n');
    }
    text
}

fn document_type(inside: &str) -> Vec<u8> {
    let start = format!("<!DOCTYPE x [{inside}]>").into_bytes();
    [start, schema("<EnumType Name=\"&x;\"/>")].concat()
}

fn entities(count: usize) -> Vec<u8> {
    let each = |at: usize| {
        let before = format!("&e{at};").repeat(10);
        format!("<!ENTITY e{} \"{before}\">", at + 1)
    };
    document_type(&format!("<!ENTITY e0 \"ha\">{}", many(count, each)))
}

fn nested(depth: usize) -> Vec<u8> {
    let (open, close) = (
        "<Record><PropertyValue Property=\"P\">",
        "</PropertyValue></Record>",
    );
    let (open, close) = (open.repeat(depth / 2), close.repeat(depth / 2));
    schema(&format!(
        "<Annotation Term=\"N.T\">{open}{close}</Annotation>"
    ))
}

/// Bytes that look random and are the same each time.
fn random(size: usize) -> Vec<u8> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let next = |_| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 32) as u8 | 0x80
    };
    (0..size).map(next).collect()
}

/// A document in UTF-16 that ends within a comment.
fn utf_16(size: usize) -> Vec<u8> {
    let text = String::from_utf8(schema(&format!("<!--{}", "ä".repeat(size / 2))));
    let text = text.expect("the document is a text");
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn late(size: usize) -> Vec<u8> {
    let mut document = schema(&format!("<!--{}-->", "x".repeat(size)));
    document.push(0xff);
    document
}

fn references(count: usize) -> Vec<u8> {
    let each = |at: usize| {
        format!(
            "<edmx:Reference Uri=\"r{at}.xml\"><edmx:Include Namespace=\"R{at}\"/></edmx:Reference>"
        )
    };
    let text = String::from_utf8(schema("")).expect("the document is a text");
    let references = many(count, each);
    text.replacen(
        "<edmx:DataServices>",
        &format!("{references}<edmx:DataServices>"),
        1,
    )
    .into_bytes()
}

fn circle(count: usize) -> Vec<u8> {
    schema(&many(count, |at| {
        let next = (at + 1) % count;
        format!("<ComplexType Name=\"T{at}\" BaseType=\"N.T{next}\"/>")
    }))
}

fn chain(count: usize) -> Vec<u8> {
    let each = |at| {
        let next = at + 1;
        let property = format!("<Property Name=\"P{at}\" Type=\"Edm.String\"/>");
        format!("<ComplexType Name=\"T{at}\" BaseType=\"N.T{next}\">{property}</ComplexType>")
    };
    let last = format!("<ComplexType Name=\"T{count}\"/>");
    schema(&(many(count, each) + &last))
}

/// A type with many properties, and as many types below it.
fn wide(count: usize) -> Vec<u8> {
    let property = |at| format!("<Property Name=\"P{at}\" Type=\"Edm.String\"/>");
    let derived = |at| format!("<ComplexType Name=\"T{at}\" BaseType=\"N.B\"/>");
    let (properties, derived) = (many(count, property), many(count, derived));
    schema(&format!(
        "<ComplexType Name=\"B\">{properties}</ComplexType>{derived}"
    ))
}

fn described(count: usize) -> Vec<u8> {
    let text = "word ".repeat(200_000);
    let derived = |at| format!("<ComplexType Name=\"T{at}\" BaseType=\"N.B\"/>");
    let derived = many(count, derived);
    schema(&format!(
        "<ComplexType Name=\"B\"><Property Name=\"P\" Type=\"Edm.String\">\
         <Annotation Term=\"Org.OData.Core.V1.Description\" String=\"{text}\"/>\
         </Property></ComplexType>{derived}"
    ))
}

fn complex(count: usize) -> Vec<u8> {
    schema(&many(count, |at| {
        let next = (at + 1) % count;
        let property = format!("<Property Name=\"P\" Type=\"N.T{next}\"/>");
        format!("<ComplexType Name=\"T{at}\">{property}</ComplexType>")
    }))
}

/// Types of which each has almost as many properties as may be.
fn large_types(count: usize) -> Vec<u8> {
    let property = |at| format!("<Property Name=\"P{at}\" Type=\"Edm.String\"/>");
    let properties = many(9_999, property);
    schema(&many(count, |at| {
        format!("<ComplexType Name=\"T{at}\">{properties}</ComplexType>")
    }))
}

fn same_types(count: usize) -> Vec<u8> {
    schema(&"<ComplexType Name=\"T\"/>\n".repeat(count))
}

fn same_properties(count: usize) -> Vec<u8> {
    let properties = "<Property Name=\"P\" Type=\"Edm.String\"/>\n".repeat(count);
    schema(&format!(
        "<ComplexType Name=\"T\">{properties}</ComplexType>"
    ))
}

/// Names of which only the underscores differ.
fn same_in_rust(count: usize) -> Vec<u8> {
    schema(&many(count, |at| {
        let mut name = String::from("T");
        for bit in 0..20 {
            let gap = if at >> bit & 1 == 1 { "__" } else { "_" };
            let _ = write!(name, "{gap}a");
        }
        format!("<ComplexType Name=\"{name}\"/>")
    }))
}

fn members(count: usize) -> Vec<u8> {
    let members = many(count, |at| format!("<Member Name=\"M{at}\"/>"));
    schema(&format!("<EnumType Name=\"E\">{members}</EnumType>"))
}

/// A type with many navigation properties to itself, and as many bindings of long paths.
fn ways(count: usize) -> Vec<u8> {
    let each = count.min(9_000);
    let navigation = many(each, |at| {
        format!("<NavigationProperty Name=\"N{at}\" Type=\"N.E\"/>")
    });
    let path = vec![format!("N{}", each - 1); 400].join("/");
    let bindings =
        format!("<NavigationPropertyBinding Path=\"{path}\" Target=\"S\"/>\n").repeat(count);
    schema(&format!(
        "<EntityType Name=\"E\"><Key><PropertyRef Name=\"Id\"/></Key>\
         <Property Name=\"Id\" Type=\"Edm.String\" Nullable=\"false\"/>{navigation}</EntityType>\
         <EntityContainer Name=\"C\"><EntitySet Name=\"S\" EntityType=\"N.E\">{bindings}</EntitySet></EntityContainer>"
    ))
}
