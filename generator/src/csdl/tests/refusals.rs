//! One minimal file for each thing that cannot be read at all, or not to its end.

use super::{parsed, schema};

/// Snapshots the findings about a whole file.
macro_rules! refusals {
    ($($name:ident: $content:expr;)*) => {
        $(#[test]
        fn $name() {
            insta::assert_snapshot!(parsed($content).dump());
        })*
    };
}

refusals! {
    empty_file: " \n";
    json_of_a_service: "{\"@odata.context\": \"$metadata\"}";
    web_page: "<!DOCTYPE html>\n<html><body>Sign in</body></html>";
    web_page_after_a_comment: "<!-- x -->\n<HTML><body>Sign in<br></body></HTML>";
    http_response: "HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\n\r\n<a/>";
    plain_text: "Service Unavailable";
    gzip: vec![0x1f, 0x8b, 8, 0, 0, 0];
    zip: b"PK\x03\x04 and more".as_slice();
    comment_alone: "<!-- nothing -->";
    legacy_namespace: r#"<edmx:Edmx Version="1.0" xmlns:edmx="http://schemas.microsoft.com/ado/2007/06/edmx"><x/></edmx:Edmx>"#;
    legacy_schema: r#"<Schema Namespace="N" xmlns="http://schemas.microsoft.com/ado/2006/04/edm"/>"#;
    bare_schema: r#"<Schema Namespace="N" xmlns="http://docs.oasis-open.org/odata/ns/edm"/>"#;
    root_of_another_namespace: r#"<Edmx Version="4.0" xmlns="http://docs.oasis-open.org/odata/ns/EDMX"/>"#;
    root_of_no_namespace: "<Edmx Version='4.0'><DataServices><Schema Namespace='N'><EnumType Name='E'/></Schema></DataServices></Edmx>";
    service_document: r#"<service xmlns="http://www.w3.org/2007/app"/>"#;
    undeclared_prefix_of_the_root: r#"<edmx:Edmx Version="4.0"/>"#;
    document_type: "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]>\n<x>&b;</x>";
    mismatched_end: schema("<EnumType Name=\"E\">\n</EntityType><EnumType/>");
    end_too_many: schema("</Schema></edmx:DataServices></edmx:Edmx></x>");
    second_root: "<Edmx Version=\"4.0\" xmlns=\"http://docs.oasis-open.org/odata/ns/edmx\"><DataServices/></Edmx><Edmx/>";
    text_after_the_root: "<Edmx Version=\"4.0\" xmlns=\"http://docs.oasis-open.org/odata/ns/edmx\"><DataServices/></Edmx> x";
    cut_in_an_element: "<Edmx Version=\"4.0\" xmlns=\"http://docs.oasis-open.org/odata/ns/edmx\">\n<DataServices>\n";
    cut_in_a_tag: "<Edmx Version=\"4.0\" xmlns=\"http://docs.oasis-open.org/odata/ns/edmx\">\n<DataServices Foo=\"";
    cut_in_a_comment: "<Edmx Version=\"4.0\" xmlns=\"http://docs.oasis-open.org/odata/ns/edmx\">\n<!-- foo --";
    attribute_without_quotes: schema("<EnumType Name=E/>");
    attribute_without_value: schema("<EnumType Name/>");
    attributes_not_apart: schema("<EnumType Name=\"E\"IsFlags=\"true\"/>");
    quote_not_closed: schema("<EnumType Name=\"E IsFlags=\"true\"/>");
    quote_not_closed_at_the_end_of_a_tag: schema("<EnumType Name=\"E/>\n<EnumType Name='F'/>");
    tag_not_closed: schema("<EnumType Name=\"E\"\n<EnumType Name=\"F\"/>");
    element_without_name: schema("< EnumType/>");
    lone_ampersand: schema("<Annotation Term=\"N.T\"><String>a & b</String></Annotation>");
    unknown_declaration: schema("<!FOO>");
    declaration_inside: schema("<?xml version=\"1.0\"?>");
}

#[test]
fn what_was_found_before_the_break_is_kept() {
    let parsed = parsed(schema(
        "<EnumType Name=\"A\"/><Foo/><EnumType Name=\"B\"></x>",
    ));
    assert_eq!(parsed.rules(), ["csdl-unknown-element", "xml-malformed"]);
    assert_eq!(parsed.document.unwrap().schemas[0].enum_types.len(), 2);
}
