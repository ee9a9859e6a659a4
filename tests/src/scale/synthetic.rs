//! Turns a number into a document with so many types.

use std::fmt::Write;

/// How many types a namespace has.
const NAMESPACE: usize = 250;

/// A document with about as much of everything in each type as real ones have: for every ten types six
/// entity types, two of which derive from others, two complex types and two enumerations.
#[must_use]
pub fn document(types: usize) -> String {
    let mut text = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<edmx:Edmx Version=\"4.0\" xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\"><edmx:DataServices>\n",
    );
    let mut first = 0;
    while first < types {
        let last = types.min(first + NAMESPACE);
        let name = namespace(first);
        let _ = writeln!(
            text,
            "<Schema Namespace=\"{name}\" xmlns=\"http://docs.oasis-open.org/odata/ns/edm\">"
        );
        for number in first..last {
            declare(&mut text, number, types);
        }
        text.push_str("</Schema>\n");
        first = last;
    }
    text.push_str("<Schema Namespace=\"Synthetic\" xmlns=\"http://docs.oasis-open.org/odata/ns/edm\"><EntityContainer Name=\"Service\">\n");
    for number in (0..types).step_by(50) {
        let ty = name(number);
        let _ = writeln!(
            text,
            "<EntitySet Name=\"Set{number}\" EntityType=\"{ty}\"/>"
        );
    }
    text.push_str("</EntityContainer></Schema></edmx:DataServices></edmx:Edmx>\n");
    text
}

fn namespace(number: usize) -> String {
    format!("Synthetic.Area{}", number / NAMESPACE)
}

/// The qualified name of a type.
fn name(number: usize) -> String {
    format!("{}.Type{number}", namespace(number))
}

fn declare(text: &mut String, number: usize, types: usize) {
    // the kind of a type follows from the last digit of its number
    let near = |digit: usize| name((number - number % 10 + digit).min(types - 1));
    match number % 10 {
        0..4 => entity(text, number, None, &near, types),
        4 | 5 => entity(text, number, Some(near(number % 10 - 4)), &near, types),
        6 | 7 => {
            let _ = writeln!(text, "<ComplexType Name=\"Type{number}\">");
            properties(text, number, 5);
            text.push_str("</ComplexType>\n");
        }
        _ => {
            let _ = write!(text, "<EnumType Name=\"Type{number}\">");
            for member in 0..6 {
                let _ = write!(text, "<Member Name=\"member{member}\" Value=\"{member}\"/>");
            }
            text.push_str("</EnumType>\n");
        }
    }
}

fn entity(
    text: &mut String,
    number: usize,
    base: Option<String>,
    near: &impl Fn(usize) -> String,
    types: usize,
) {
    let _ = match &base {
        Some(base) => writeln!(
            text,
            "<EntityType Name=\"Type{number}\" BaseType=\"{base}\">"
        ),
        None => writeln!(
            text,
            "<EntityType Name=\"Type{number}\"><Key><PropertyRef Name=\"id\"/></Key><Property Name=\"id\" Type=\"Edm.String\" Nullable=\"false\"/>"
        ),
    };
    properties(text, number, 5);
    let whole = number - number % 10 + 10 <= types;
    if whole {
        let (complex, list) = (near(6), near(8));
        let _ = writeln!(
            text,
            "<Property Name=\"complex{number}\" Type=\"{complex}\"/><Property Name=\"list{number}\" Type=\"Collection({list})\"/>"
        );
    }
    let far = name((number * 7 + 50) / 10 * 10 % types / 10 * 10);
    let _ = writeln!(
        text,
        "<NavigationProperty Name=\"one{number}\" Type=\"{}\"/><NavigationProperty Name=\"many{number}\" Type=\"Collection({far})\" ContainsTarget=\"true\"/></EntityType>",
        near(0)
    );
    let this = name(number);
    let _ = writeln!(
        text,
        "<Action Name=\"act{number}\" IsBound=\"true\"><Parameter Name=\"bindingParameter\" Type=\"{this}\"/><Parameter Name=\"text\" Type=\"Edm.String\"/></Action>"
    );
}

fn properties(text: &mut String, number: usize, count: usize) {
    const TYPES: [&str; 5] = ["String", "Int32", "Boolean", "DateTimeOffset", "Guid"];
    for (ty, at) in TYPES.iter().cycle().zip(0..count) {
        let _ = writeln!(
            text,
            "<Property Name=\"property{at}Of{number}\" Type=\"Edm.{ty}\"><Annotation Term=\"Org.OData.Core.V1.Description\" String=\"What the service says of it, in a sentence.\"/></Property>"
        );
    }
}
