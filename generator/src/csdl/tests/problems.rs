//! One minimal document for each thing that is reported and read past.

use super::{parsed, schema, services};

/// Snapshots the tree and the findings of the children of a schema.
macro_rules! problems {
    ($($name:ident: $content:expr;)*) => {
        $(#[test]
        fn $name() {
            insta::assert_snapshot!(parsed(schema($content)).dump());
        })*
    };
}

problems! {
    unknown_element: r#"<EntitiType Name="E"><Property/></EntitiType><Using Namespace="X"/><Foo/>"#;
    misplaced_element: r#"<Property Name="P" Type="Edm.String"/><ComplexType Name="C"><Key/></ComplexType>"#;
    unknown_attribute: r#"<EnumType Name="E" isflags="true" Foo="1"/><Annotation Term="N.T" Sting="s"/>"#;
    prefixed_attribute: r#"<EnumType xmlns:e="http://docs.oasis-open.org/odata/ns/edm" e:Name="E"/>"#;
    foreign_namespaces: r#"<EnumType Name="E" xmlns:sap="http://www.sap.com/Protocols/SAPData" sap:label="a" sap:text="b">
        <sap:thing><Member Name="hidden"/></sap:thing><Member Name="M" xml:lang="en"/></EnumType>"#;
    undeclared_prefix: r#"<EnumType Name="E" sap:label="a"><sap:thing/></EnumType>"#;
    text_where_none_may_be: "<EnumType Name=\"E\">\n  some &amp; text\n</EnumType>";
    duplicate_attribute: r#"<EnumType Name="E" Name="F"/>"#;
    booleans: r#"<EnumType Name="A" IsFlags="True"/><EnumType Name="B" IsFlags="yes"/><Annotation Term="N.T" Bool="maybe"/>"#;
    numbers: r#"<EnumType Name="E"><Member Name="A" Value="0x1"/></EnumType><Annotation Term="N.T"><Int>1.5</Int></Annotation>
        <Annotation Term="N.U" Decimal="NaN"/><Annotation Term="N.V" Float="infinity"/>"#;
    facets: r#"<TypeDefinition Name="D" UnderlyingType="Edm.String" MaxLength="Max" Precision="" Scale="-1" SRID="variable"/>"#;
    missing_attributes: r#"<EntityType><Property Name="P"/><Property type="Edm.String" Name="Q"/></EntityType><Annotation/>
        <EntityContainer Name="C"><EntitySet Name="Es"/></EntityContainer>"#;
    collection_not_closed: r#"<ComplexType Name="C"><Property Name="P" Type="Collection(Edm.String"/></ComplexType>"#;
    duplicate_elements: r#"<EntityType Name="E"><Key><PropertyRef Name="A"/></Key><Key><PropertyRef Name="B"/></Key></EntityType>
        <Function Name="F"><ReturnType Type="N.A"/><ReturnType Type="N.B"/></Function>"#;
    several_values: r#"<Annotation Term="N.T" Int="1"><Int>2</Int></Annotation><Annotation Term="N.U"><Int>1</Int><Int>2</Int></Annotation>
        <Annotation Term="N.V" Int="1" Bool="true"/>"#;
    several_containers: r#"<EntityContainer Name="A"/><EntityContainer Name="B"/>"#;
    function_without_result: r#"<Function Name="F"/>"#;
    empty_key: r#"<EntityType Name="E"><Key/></EntityType>"#;
    operands: r#"<Annotation Term="N.T"><And><Bool>true</Bool></And></Annotation><Annotation Term="N.U"><Not><Null/><Null/></Not></Annotation>
        <Annotation Term="N.V"><Cast Type="Edm.Int32"/></Annotation>"#;
    on_delete: r#"<EntityType Name="E"><NavigationProperty Name="A" Type="N.E"><OnDelete Action="Explode"/></NavigationProperty></EntityType>"#;
    references: r#"<Annotation Term="N.&eacute;"><String>&nbsp;</String></Annotation>"#;
    children_of_a_constant: r#"<Annotation Term="N.T"><String>a<Int>1</Int>b</String></Annotation>"#;
    children_of_a_leaf: r#"<EntityType Name="E"><Key><PropertyRef Name="A"><Annotation Term="N.T"/></PropertyRef></Key></EntityType>"#;
}

#[test]
fn everything_comes_at_once() {
    let parsed = parsed(schema(
        r#"<Foo/><EnumType/><EnumType Name="E" Bar=""/>text<EnumType Name="F"/>"#,
    ));
    let expected = [
        "csdl-unknown-element",
        "csdl-missing-attribute",
        "csdl-unknown-attribute",
        "csdl-unexpected-text",
    ];
    assert_eq!(parsed.rules(), expected);
    assert_eq!(parsed.document.unwrap().schemas[0].enum_types.len(), 2);
}

#[test]
fn wrong_namespaces() {
    let old = r#"<Schema Namespace="A" xmlns="http://schemas.microsoft.com/ado/2009/11/edm"><EnumType Name="E"/></Schema>
        <Schema Namespace="B" xmlns="http://docs.oasis-open.org/odata/ns/EDM"/><Schema Namespace="C" xmlns=""><EnumType Name="E"/></Schema>
        <edmx:Schema Namespace="D"/>"#;
    insta::assert_snapshot!(parsed(services(old)).dump());
}

#[test]
fn data_services_are_missing_or_doubled() {
    let edmx = "<Edmx Version=\"4.0\" xmlns=\"http://docs.oasis-open.org/odata/ns/edmx\"";
    assert_eq!(
        parsed(format!("{edmx}/>")).rules(),
        ["csdl-missing-element"]
    );
    let doubled = parsed(format!("{edmx}><DataServices/><DataServices/></Edmx>"));
    assert_eq!(doubled.rules(), ["csdl-duplicate-element"]);
}

#[test]
fn schema_without_namespace_still_speaks() {
    let parsed = parsed(services("<Schema><EnumType/></Schema>"));
    assert_eq!(
        parsed.rules(),
        ["csdl-missing-attribute", "csdl-missing-attribute"]
    );
    assert!(parsed.document.unwrap().schemas.is_empty());
}

#[test]
fn versions() {
    let version = |version: &str| {
        parsed(format!(
            "<Edmx {version} xmlns=\"http://docs.oasis-open.org/odata/ns/edmx\"><DataServices/></Edmx>"
        ))
    };
    let findings: String = ["", "Version=\"4.03\"", "Version=\"1.0\"", "Version=\"4.0\""]
        .map(|attribute| format!("== {attribute}\n{}", version(attribute).findings()))
        .concat();
    insta::assert_snapshot!(findings);
    assert!(
        version("Version=\"4.03\"").document.is_some()
            && version("Version=\"3.0\"").document.is_none()
    );
}
