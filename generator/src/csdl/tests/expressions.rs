//! One minimal document for each form of expression.

use super::{parsed, schema};

/// Snapshots the annotation that has this attribute or these children.
macro_rules! expressions {
    ($($name:ident: $attributes:expr, $children:expr;)*) => {
        $(#[test]
        fn $name() {
            let text = format!("<Annotation Term=\"N.T\" {}>{}</Annotation>", $attributes, $children);
            insta::assert_snapshot!(parsed(schema(&text)).dump());
        })*
    };
}

expressions! {
    enum_members_in_an_attribute: r#"EnumMember=" N.E/A  N.E/B ""#, "";
    url_in_an_attribute: r#"UrlRef="http://x/y""#, "";
    comparison_and_logic: "", "<And><Or><Eq><Path>A</Path><Null/></Eq><Ne><Int>1</Int><Int>2</Int></Ne></Or>\
        <Not><Has><Path>P</Path><EnumMember>N.E/A</EnumMember></Has></Not></And>";
    order_and_membership: "", "<Collection><Gt><Path>A</Path><Int>1</Int></Gt><Ge><Path>A</Path><Int>1</Int></Ge>\
        <Lt><Path>A</Path><Int>1</Int></Lt><Le><Path>A</Path><Int>1</Int></Le>\
        <In><Path>A</Path><Collection><Int>1</Int></Collection></In></Collection>";
    arithmetic: "", "<Collection><Add><Int>1</Int><Int>2</Int></Add><Sub><Int>1</Int><Int>2</Int></Sub><Neg><Int>1</Int></Neg>\
        <Mul><Int>1</Int><Int>2</Int></Mul><Div><Int>1</Int><Int>2</Int></Div><DivBy><Int>1</Int><Int>2</Int></DivBy>\
        <Mod><Int>1</Int><Int>2</Int></Mod></Collection>";
    apply: "", r#"<Apply Function="odata.concat"><String>a</String><Path>B</Path></Apply>"#;
    cast_and_is_of: "", r#"<If><IsOf Type="Collection(N.E)"><Path>A</Path></IsOf>
        <Cast Type="Edm.Decimal" Precision="3" Scale="1"><Path>B</Path></Cast><Null><Annotation Term="N.U"/></Null></If>"#;
    labelled: "", r#"<Collection><LabeledElement Name="L" Path="A"/><LabeledElement Name="M"><Int>1</Int></LabeledElement>
        <LabeledElementReference> N.L </LabeledElementReference></Collection>"#;
    record: "", r#"<Record Type="N.C"><PropertyValue Property="A" Bool="true"><Annotation Term="N.U" Date="2020-01-01"/></PropertyValue>
        <PropertyValue Property="B"><Record/></PropertyValue><PropertyValue Property="C"/><Annotation Term="N.V"/></Record>"#;
    url: "", r#"<UrlRef><Apply Function="odata.fillUriTemplate"><String>/x/{y}</String></Apply></UrlRef>"#;
    annotation_of_an_annotation: r#"String="s""#, r#"<Annotation Term="N.U" Qualifier="Q" Float="-INF"/>"#;
}

#[test]
fn constants_are_the_same_in_both_notations() {
    let constants = [
        ("Binary", "T0RhdGE"),
        ("Bool", "true"),
        ("Date", "2000-01-01"),
        ("DateTimeOffset", "2000-01-01T16:00:00.000Z"),
        ("Decimal", "3.14"),
        ("Duration", "P7D"),
        ("EnumMember", "N.E/A N.E/B"),
        ("Float", "1e-3"),
        ("Guid", "21EC2020-3AEA-1069-A2DD-08002B30309D"),
        ("Int", "-42"),
        ("String", "Product Catalog"),
        ("TimeOfDay", "21:45:00"),
        ("Path", "A/B"),
        ("PropertyPath", "A/B"),
        ("NavigationPropertyPath", "A/B"),
        ("AnnotationPath", "A/@N.T#Q"),
        ("ModelElementPath", "N.C/Es"),
        ("AnyPropertyPath", "A/B"),
    ];
    for (form, value) in constants {
        let attribute = parsed(schema(&format!(
            "<Annotation Term=\"N.T\" {form}=\"{value}\"/>"
        )));
        let element = parsed(schema(&format!(
            "<Annotation Term=\"N.T\"><{form}>\n {value} </{form}></Annotation>"
        )));
        assert!(
            attribute.diagnostics.is_empty() && element.diagnostics.is_empty(),
            "{form}"
        );
        let shown = |parsed: &super::Parsed| {
            let annotation = &parsed.document.as_ref().unwrap().schemas[0].annotations[0];
            let expression = annotation.value.as_ref().unwrap();
            (
                format!("{:?}", expression.value),
                parsed.sources.text(expression.span).to_owned(),
            )
        };
        let ((in_attribute, place), (in_element, other_place)) =
            (shown(&attribute), shown(&element));
        if form == "String" {
            assert_eq!(
                in_element, "String(\"\\n Product Catalog \")",
                "blanks of a string are its own"
            );
            continue;
        }
        assert_eq!(in_attribute, in_element);
        assert_eq!((place.as_str(), other_place.as_str()), (value, value));
        assert!(
            in_attribute.starts_with(form) || in_attribute.starts_with("Path("),
            "{in_attribute}"
        );
    }
}

#[test]
fn text_is_put_together() {
    let text = "<Annotation Term=\"N.T\"><String>a &amp; b<!-- c --> &#233;<![CDATA[<d>]]>\r\ne</String></Annotation>";
    let parsed = parsed(schema(text));
    let annotation = &parsed.document.as_ref().unwrap().schemas[0].annotations[0];
    assert_eq!(
        format!("{:?}", annotation.value.as_ref().unwrap().value),
        "String(\"a & b é<d>\\ne\")"
    );
}
