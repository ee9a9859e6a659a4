//! Turns a size into the text of a document that has so much of one thing.

use std::fmt::Write;

/// A document around the children of `DataServices`.
pub(super) fn services(content: &str) -> Vec<u8> {
    format!(
        "<edmx:Edmx Version=\"4.0\" xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\" \
         xmlns=\"http://docs.oasis-open.org/odata/ns/edm\"><edmx:DataServices>\n{content}\n\
         </edmx:DataServices></edmx:Edmx>\n"
    )
    .into_bytes()
}

/// A document around the children of one schema.
pub(super) fn schema(content: &str) -> Vec<u8> {
    services(&format!("<Schema Namespace=\"N\">\n{content}\n</Schema>"))
}

pub(super) fn json_of(content: &str) -> Vec<u8> {
    format!("{{\"$Version\": \"4.01\", \"N\": {{{content}}}}}").into_bytes()
}

pub(super) fn many(count: usize, each: impl Fn(usize) -> String) -> String {
    let mut text = String::new();
    for at in 0..count {
        text.push_str(&each(at));
        text.push('\n');
    }
    text
}

pub(super) fn document_type(inside: &str) -> Vec<u8> {
    let start = format!("<!DOCTYPE x [{inside}]>").into_bytes();
    [start, schema("<EnumType Name=\"&x;\"/>")].concat()
}

pub(super) fn entities(count: usize) -> Vec<u8> {
    let each = |at: usize| {
        let before = format!("&e{at};").repeat(10);
        format!("<!ENTITY e{} \"{before}\">", at + 1)
    };
    document_type(&format!("<!ENTITY e0 \"ha\">{}", many(count, each)))
}

pub(super) fn nested(depth: usize) -> Vec<u8> {
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
pub(super) fn random(size: usize) -> Vec<u8> {
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
pub(super) fn utf_16(size: usize) -> Vec<u8> {
    let text = String::from_utf8(schema(&format!("<!--{}", "ä".repeat(size / 2))));
    let text = text.expect("the document is a text");
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

pub(super) fn late(size: usize) -> Vec<u8> {
    let mut document = schema(&format!("<!--{}-->", "x".repeat(size)));
    document.push(0xff);
    document
}

pub(super) fn references(count: usize) -> Vec<u8> {
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

pub(super) fn circle(count: usize) -> Vec<u8> {
    schema(&many(count, |at| {
        let next = (at + 1) % count;
        format!("<ComplexType Name=\"T{at}\" BaseType=\"N.T{next}\"/>")
    }))
}

pub(super) fn chain(count: usize) -> Vec<u8> {
    let each = |at| {
        let next = at + 1;
        let property = format!("<Property Name=\"P{at}\" Type=\"Edm.String\"/>");
        format!("<ComplexType Name=\"T{at}\" BaseType=\"N.T{next}\">{property}</ComplexType>")
    };
    let last = format!("<ComplexType Name=\"T{count}\"/>");
    schema(&(many(count, each) + &last))
}

/// A type with many properties, and as many types below it.
pub(super) fn wide(count: usize) -> Vec<u8> {
    let property = |at| format!("<Property Name=\"P{at}\" Type=\"Edm.String\"/>");
    let derived = |at| format!("<ComplexType Name=\"T{at}\" BaseType=\"N.B\"/>");
    let (properties, derived) = (many(count, property), many(count, derived));
    schema(&format!(
        "<ComplexType Name=\"B\">{properties}</ComplexType>{derived}"
    ))
}

pub(super) fn described(count: usize) -> Vec<u8> {
    let text = "word ".repeat(200_000);
    let derived = |at| format!("<ComplexType Name=\"T{at}\" BaseType=\"N.B\"/>");
    let derived = many(count, derived);
    schema(&format!(
        "<ComplexType Name=\"B\"><Property Name=\"P\" Type=\"Edm.String\">\
         <Annotation Term=\"Org.OData.Core.V1.Description\" String=\"{text}\"/>\
         </Property></ComplexType>{derived}"
    ))
}

pub(super) fn complex(count: usize) -> Vec<u8> {
    schema(&many(count, |at| {
        let next = (at + 1) % count;
        let property = format!("<Property Name=\"P\" Type=\"N.T{next}\"/>");
        format!("<ComplexType Name=\"T{at}\">{property}</ComplexType>")
    }))
}

/// Types of which each has almost as many properties as may be.
pub(super) fn large_types(count: usize) -> Vec<u8> {
    let property = |at| format!("<Property Name=\"P{at}\" Type=\"Edm.String\"/>");
    let properties = many(9_999, property);
    schema(&many(count, |at| {
        format!("<ComplexType Name=\"T{at}\">{properties}</ComplexType>")
    }))
}

pub(super) fn same_types(count: usize) -> Vec<u8> {
    schema(&"<ComplexType Name=\"T\"/>\n".repeat(count))
}

pub(super) fn same_properties(count: usize) -> Vec<u8> {
    let properties = "<Property Name=\"P\" Type=\"Edm.String\"/>\n".repeat(count);
    schema(&format!(
        "<ComplexType Name=\"T\">{properties}</ComplexType>"
    ))
}

/// Names of which only the underscores differ.
pub(super) fn same_in_rust(count: usize) -> Vec<u8> {
    schema(&many(count, |at| {
        let mut name = String::from("T");
        for bit in 0..20 {
            let gap = if at >> bit & 1 == 1 { "__" } else { "_" };
            let _ = write!(name, "{gap}a");
        }
        format!("<ComplexType Name=\"{name}\"/>")
    }))
}

pub(super) fn members(count: usize) -> Vec<u8> {
    let members = many(count, |at| format!("<Member Name=\"M{at}\"/>"));
    schema(&format!("<EnumType Name=\"E\">{members}</EnumType>"))
}

/// A type with many navigation properties to itself, and as many bindings of long paths.
pub(super) fn ways(count: usize) -> Vec<u8> {
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
