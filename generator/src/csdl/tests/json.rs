//! Turns CSDL JSON into the tree of its twin in XML, and what is wrong with it into findings.

mod hostile;
mod problems;
mod refusals;

use super::{Parsed, parsed, services, shorten};

/// A document around the members of one schema.
fn schema(content: &str) -> String {
    format!("{{\n\"$Version\": \"4.01\",\n\"N\": {{\n{content}\n}}\n}}\n")
}

/// The references and schemas of a document without places; nothing may be found in it.
fn tree(parsed: &Parsed) -> String {
    assert!(parsed.diagnostics.is_empty(), "{}", parsed.findings());
    let document = parsed.document.as_ref().unwrap();
    shorten(&format!("{:#?}", document.references)) + &shorten(&format!("{:#?}", document.schemas))
}

/// Holds the children of a schema in XML against its members in JSON.
macro_rules! twins {
    ($($name:ident: $xml:expr, $json:expr;)*) => {
        $(#[test]
        fn $name() {
            let (xml, json) = (parsed(super::schema($xml)), parsed(schema($json)));
            assert_eq!(tree(&json), tree(&xml));
        })*
    };
}

twins! {
    entity_type: r#"<EntityType Name="E" BaseType="N.B" Abstract="true" OpenType="false" HasStream="true">
        <Key><PropertyRef Name="Id"/><PropertyRef Name="Address/Street" Alias="Street"/></Key>
        <Property Name="Id" Type="Edm.String" Nullable="false"/>
        <Annotation Term="Core.Description" String="d"/></EntityType>"#,
        r#""E": {"$Kind": "EntityType", "$BaseType": "N.B", "$Abstract": true, "$OpenType": false, "$HasStream": true,
        "$Key": ["Id", {"Street": "Address/Street"}], "Id": {}, "@Core.Description": "d"}"#;
    complex_type: r#"<ComplexType Name="C" OpenType="1"><Property Name="P" Type="Collection(Edm.Int32)" Nullable="false"/>
        <Property Name="Q" Type="Edm.Int32" Nullable="true"/></ComplexType>"#,
        r#""C": {"$Kind": "ComplexType", "$OpenType": true, "P": {"$Type": "Edm.Int32", "$Collection": true},
        "Q": {"$Kind": "Property", "$Type": "Edm.Int32", "$Nullable": true}}"#;
    property_with_all_facets: r#"<ComplexType Name="C"><Property Name="P" Type="Edm.Decimal" Nullable="true"
        MaxLength="7" Precision="5" Scale="floating" Unicode="0" SRID="variable" DefaultValue="1 &lt; &quot;2"/></ComplexType>"#,
        r#""C": {"$Kind": "ComplexType", "P": {"$Type": "Edm.Decimal", "$Nullable": true, "$MaxLength": 7, "$Precision": 5,
        "$Scale": "floating", "$Unicode": false, "$SRID": "variable", "$DefaultValue": "1 < \"\u0032"}}"#;
    scale_that_is_left_out: r#"<ComplexType Name="C"><Property Name="P" Type="Edm.Decimal" Nullable="false" Scale="variable"/>
        <Property Name="Q" Type="N.D" Nullable="false"/></ComplexType>
        <TypeDefinition Name="D" UnderlyingType="Edm.Decimal" Scale="variable"/>"#,
        r#""C": {"$Kind": "ComplexType", "P": {"$Type": "Edm.Decimal"}, "Q": {"$Type": "N.D"}},
        "D": {"$Kind": "TypeDefinition", "$UnderlyingType": "Edm.Decimal"}"#;
    default_values: r#"<ComplexType Name="C"><Property Name="A" Type="Edm.Boolean" Nullable="false" DefaultValue="true"/>
        <Property Name="B" Type="Edm.Double" Nullable="false" DefaultValue="-1.50e3"/>
        <Property Name="C" Type="Edm.String" Nullable="false"/></ComplexType>"#,
        r#""C": {"$Kind": "ComplexType", "A": {"$Type": "Edm.Boolean", "$DefaultValue": true},
        "B": {"$Type": "Edm.Double", "$DefaultValue": -1.50e3}, "C": {"$DefaultValue": null}}"#;
    navigation_property: r#"<EntityType Name="E"><NavigationProperty Name="Items" Type="Collection(N.Item)"
        Partner="Owner" ContainsTarget="true"><ReferentialConstraint Property="A/B" ReferencedProperty="C">
        <Annotation Term="N.T" Bool="true"/></ReferentialConstraint><OnDelete Action="Cascade"><Annotation Term="N.U" Int="1"/></OnDelete>
        </NavigationProperty><NavigationProperty Name="One" Type="N.Item" Nullable="false"/>
        <NavigationProperty Name="Perhaps" Type="N.Item" Nullable="true"/></EntityType>"#,
        r#""E": {"$Kind": "EntityType", "Items": {"$Kind": "NavigationProperty", "$Collection": true, "$Type": "N.Item",
        "$Partner": "Owner", "$ContainsTarget": true, "$ReferentialConstraint": {"A/B": "C", "A/B@N.T": true},
        "$OnDelete": "Cascade", "$OnDelete@N.U": 1}, "One": {"$Kind": "NavigationProperty", "$Type": "N.Item"},
        "Perhaps": {"$Kind": "NavigationProperty", "$Type": "N.Item", "$Nullable": true}}"#;
    enum_type: r#"<EnumType Name="E" UnderlyingType="Edm.Int64" IsFlags="true"><Member Name="A" Value="-1"/>
        <Member Name="B" Value="9223372036854775807"><Annotation Term="N.T" Bool="true"><Annotation Term="N.U" Int="2"/></Annotation></Member>
        <Annotation Term="N.T" String="e"/></EnumType>"#,
        r#""E": {"$Kind": "EnumType", "$UnderlyingType": "Edm.Int64", "$IsFlags": true, "A": -1, "B": "9223372036854775807",
        "B@N.T": true, "B@N.T@N.U": 2, "@N.T": "e"}"#;
    type_definition: r#"<TypeDefinition Name="D" UnderlyingType="Edm.String" MaxLength="9"/>"#,
        r#""D": {"$Kind": "TypeDefinition", "$UnderlyingType": "Edm.String", "$MaxLength": 9}"#;
    terms: r#"<Term Name="T" Type="Edm.Boolean" BaseTerm="N.B" AppliesTo="EntityType Property" DefaultValue="true" Nullable="false"/>
        <Term Name="U" Type="Edm.String" Nullable="false"/>"#,
        r#""T": {"$Kind": "Term", "$Type": "Edm.Boolean", "$BaseTerm": "N.B", "$AppliesTo": ["EntityType", "Property"],
        "$DefaultValue": true}, "U": {"$Kind": "Term"}"#;
    overloads: r#"<Action Name="A" IsBound="true" EntitySetPath="bindingParameter/Posts">
        <Parameter Name="bindingParameter" Type="N.E" Nullable="false"/><ReturnType Type="Collection(N.E)" Nullable="false"/></Action>
        <Function Name="F" IsComposable="true"><ReturnType Type="Edm.String" Nullable="false" MaxLength="3"/></Function>
        <Function Name="F"><Parameter Name="x" Type="Edm.Int32" Nullable="true"><Annotation Term="N.T" Null="x"/></Parameter>
        <ReturnType Type="Edm.String" Nullable="true"/></Function>"#.replace(" Null=\"x\"/>", "><Null/></Annotation>").as_str(),
        r#""A": [{"$Kind": "Action", "$IsBound": true, "$EntitySetPath": "bindingParameter/Posts",
        "$Parameter": [{"$Name": "bindingParameter", "$Type": "N.E"}], "$ReturnType": {"$Type": "N.E", "$Collection": true}}],
        "F": [{"$Kind": "Function", "$IsComposable": true, "$ReturnType": {"$MaxLength": 3}},
        {"$Kind": "Function", "$Parameter": [{"$Name": "x", "$Type": "Edm.Int32", "$Nullable": true, "@N.T": null}],
        "$ReturnType": {"$Nullable": true}}]"#;
    container: r#"<EntityContainer Name="C" Extends="M.C">
        <EntitySet Name="Es" EntityType="N.E" IncludeInServiceDocument="false"><NavigationPropertyBinding Path="N.D/X" Target="Xs"/></EntitySet>
        <Singleton Name="Me" Type="N.E" Nullable="true"><Annotation Term="N.T" Bool="true"/></Singleton>
        <ActionImport Name="A" Action="N.A" EntitySet="Es"/>
        <FunctionImport Name="F" Function="N.F" EntitySet="Es" IncludeInServiceDocument="true"/></EntityContainer>"#,
        r#""C": {"$Kind": "EntityContainer", "$Extends": "M.C", "Es": {"$Collection": true, "$Type": "N.E",
        "$IncludeInServiceDocument": false, "$NavigationPropertyBinding": {"N.D/X": "Xs"}},
        "Me": {"$Type": "N.E", "$Nullable": true, "@N.T": true}, "A": {"$Action": "N.A", "$EntitySet": "Es"},
        "F": {"$Function": "N.F", "$EntitySet": "Es", "$IncludeInServiceDocument": true}}"#;
    annotations_of_a_target: r#"<Annotations Target="N.E/P"><Annotation Term="N.T" Qualifier="Q" Int="42"><Annotation Term="N.V" Bool="false"/></Annotation></Annotations>
        <Annotation Term="N.U" String="u"/>"#,
        r##""$Annotations": {"N.E/P": {"@N.T#Q": 42, "@N.T#Q@N.V": false}}, "@N.U": "u""##;
    constants: r#"<Annotation Term="N.A" Int="-42"/><Annotation Term="N.B" Decimal="3.14"/><Annotation Term="N.C" Float="1e-3"/>
        <Annotation Term="N.D" String=" a&#10;b "/><Annotation Term="N.E" Bool="false"/><Annotation Term="N.F"><Null/></Annotation>
        <Annotation Term="N.G"><Collection><String>a</String><Int>1</Int></Collection></Annotation>"#,
        r#""@N.A": -42, "@N.B": 3.14, "@N.C": 1e-3, "@N.D": " a\nb ", "@N.E": false, "@N.F": null, "@N.G": ["a", 1]"#;
    records: r##"<Annotation Term="N.A"><Record Type="N.R"><PropertyValue Property="P" Int="1"><Annotation Term="N.T" Bool="true"/></PropertyValue>
        <PropertyValue Property="NonXProperties"><Collection><PropertyPath>A/B</PropertyPath></Collection></PropertyValue>
        <PropertyValue Property="NonXNavigationProperties"><Collection><NavigationPropertyPath>C</NavigationPropertyPath></Collection></PropertyValue>
        <PropertyValue Property="Inner"><Record/></PropertyValue><Annotation Term="N.U" Int="2"/></Record></Annotation>"##,
        r##""@N.A": {"@type": "https://example.org/N#N.R", "P": 1, "P@N.T": true, "NonXProperties": ["A/B"],
        "NonXNavigationProperties": ["C"], "Inner": {}, "@N.U": 2}"##;
    operators: r#"<Annotation Term="N.A"><Or><And><Path>P</Path><Not><Path>Q</Path></Not></And><Eq><Null/><Path>R</Path></Eq></Or></Annotation>
        <Annotation Term="N.B"><Collection><Ne><Int>1</Int><Int>2</Int></Ne><Gt><Int>1</Int><Int>2</Int></Gt><Ge><Int>1</Int><Int>2</Int></Ge>
        <Lt><Int>1</Int><Int>2</Int></Lt><Le><Int>1</Int><Int>2</Int></Le><Has><Int>1</Int><Int>2</Int></Has>
        <In><Int>1</Int><Collection><Int>2</Int></Collection></In><Add><Int>1</Int><Int>2</Int></Add><Sub><Int>1</Int><Int>2</Int></Sub>
        <Neg><Int>1</Int></Neg><Mul><Int>1</Int><Int>2</Int></Mul><Div><Int>1</Int><Int>2</Int></Div><DivBy><Int>1</Int><Int>2</Int></DivBy>
        <Mod><Int>1</Int><Int>2</Int></Mod></Collection></Annotation>"#,
        r#""@N.A": {"$Or": [{"$And": [{"$Path": "P"}, {"$Not": {"$Path": "Q"}}]}, {"$Eq": [null, {"$Path": "R"}]}]},
        "@N.B": [{"$Ne": [1, 2]}, {"$Gt": [1, 2]}, {"$Ge": [1, 2]}, {"$Lt": [1, 2]}, {"$Le": [1, 2]}, {"$Has": [1, 2]}, {"$In": [1, [2]]},
        {"$Add": [1, 2]}, {"$Sub": [1, 2]}, {"$Neg": 1}, {"$Mul": [1, 2]}, {"$Div": [1, 2]}, {"$DivBy": [1, 2]}, {"$Mod": [1, 2]}]"#;
    other_expressions: r#"<Annotation Term="N.A"><If><Bool>true</Bool><Int>1</Int><Int>2</Int></If></Annotation>
        <Annotation Term="N.B"><Apply Function="odata.concat"><String>a</String><Path>P</Path><Annotation Term="N.T" Bool="true"/></Apply></Annotation>
        <Annotation Term="N.C"><Cast Type="Edm.Decimal" Precision="5" Scale="2"><Path>P</Path></Cast></Annotation>
        <Annotation Term="N.D"><IsOf Type="Collection(N.E)"><Path>P</Path></IsOf></Annotation>
        <Annotation Term="N.E"><LabeledElement Name="L" String="x"/></Annotation>
        <Annotation Term="N.F"><LabeledElementReference>N.L</LabeledElementReference></Annotation>
        <Annotation Term="N.G"><UrlRef><String>http://x</String></UrlRef></Annotation>
        <Annotation Term="N.H"><Null><Annotation Term="N.T" Int="3"/></Null></Annotation>"#,
        r#""@N.A": {"$If": [true, 1, 2]}, "@N.B": {"$Apply": ["a", {"$Path": "P"}], "$Function": "odata.concat", "@N.T": true},
        "@N.C": {"$Cast": {"$Path": "P"}, "$Type": "Edm.Decimal", "$Precision": 5, "$Scale": 2},
        "@N.D": {"$IsOf": {"$Path": "P"}, "$Type": "N.E", "$Collection": true}, "@N.E": {"$LabeledElement": "x", "$Name": "L"},
        "@N.F": {"$LabeledElementReference": "N.L"}, "@N.G": {"$UrlRef": "http://x"}, "@N.H": {"$Null": null, "@N.T": 3}"#;
}

#[test]
fn references_schemas_and_aliases() {
    let xml = services(r#"<Schema Namespace="A.B" Alias="Self"/><Schema Namespace="C"/>"#).replace(
        "<edmx:DataServices>",
        r#"<edmx:Reference Uri="http://x/y?a=1"><edmx:Include Namespace="Org.OData.Core.V1" Alias="Core"><Annotation Term="N.T" Bool="true"/></edmx:Include>
        <edmx:Include Namespace="M"/><edmx:IncludeAnnotations TermNamespace="T" Qualifier="Q" TargetNamespace="N"/>
        <Annotation Term="N.U" Int="1"/></edmx:Reference><edmx:DataServices>"#,
    );
    let json = r#"{"$Version": "4.01", "$EntityContainer": "Elsewhere.Container",
        "$Reference": {"http://x/y?a=1": {"$Include": [{"$Namespace": "Org.OData.Core.V1", "$Alias": "Core", "@N.T": true}, {"$Namespace": "M"}],
        "$IncludeAnnotations": [{"$TermNamespace": "T", "$Qualifier": "Q", "$TargetNamespace": "N"}], "@N.U": 1}},
        "A.B": {"$Alias": "Self"}, "C": {}}"#;
    assert_eq!(tree(&parsed(json)), tree(&parsed(xml)));
}

#[test]
fn every_version_is_read_alike() {
    for version in ["4.0", "4.01", "4.02"] {
        let parsed = parsed(format!("{{\"$Version\": \"{version}\"}}"));
        let document = parsed.document.as_ref().unwrap();
        assert_eq!(&*document.version.value, version);
        assert!(parsed.diagnostics.is_empty());
    }
}

#[test]
fn places_are_exact() {
    let parsed = parsed(schema(
        r#""Ä": {"$Kind": "EntityType", "Gr\u00f6ße": {"$Type": "Edm.Int32", "$MaxLength":  7}, "b": { },
        "$Key": ["b"], "@Core.Description#q": "x"}, "F": [{"$Kind": "Action"}], "G": [{"$Kind": "Action"}, {"$Kind": "Function", "$ReturnType": {}}]"#,
    ));
    let source = |span| parsed.sources.text(span);
    let document = parsed.document.as_ref().unwrap();
    assert_eq!(source(document.version.span), "4.01");
    let schema = &document.schemas[0];
    assert_eq!(
        (source(schema.namespace.span), source(schema.span)),
        ("N", "\"N\": {")
    );
    let entity = &schema.structured_types[0];
    assert_eq!(
        (source(entity.name.span), source(entity.span)),
        ("Ä", "\"Ä\": {")
    );
    assert_eq!(source(entity.key.as_ref().unwrap().span), "\"$Key\": [");
    let [escaped, plain] = &entity.properties[..] else {
        unreachable!("there are two properties")
    };
    assert_eq!(
        (&*escaped.name.value, source(escaped.name.span)),
        ("Größe", "Gr\\u00f6ße")
    );
    assert_eq!(source(escaped.type_ref.span), "Edm.Int32");
    assert_eq!(
        source(escaped.facets.max_length.as_ref().unwrap().span),
        "7"
    );
    assert_eq!(
        source(plain.type_ref.span),
        "b",
        "what is left out stands at the name"
    );
    let annotation = &entity.annotations[0];
    let qualifier = annotation.qualifier.as_ref().unwrap();
    assert_eq!(
        (source(annotation.term.span), source(qualifier.span)),
        ("Core.Description", "q")
    );
    assert_eq!(source(annotation.value.as_ref().unwrap().span), "x");
    let names: Vec<&str> = schema
        .operations
        .iter()
        .map(|it| source(it.name.span))
        .collect();
    assert_eq!(names, ["F", "{", "{"], "overloads are told apart");
}

#[test]
fn encodings_that_are_read() {
    let text = schema(r#""é𝄞": {"$Kind": "EnumType"}"#);
    let units = |text: &str| text.encode_utf16().collect::<Vec<u16>>();
    let little: Vec<u8> = units(&text)
        .into_iter()
        .flat_map(u16::to_le_bytes)
        .collect();
    let marked = format!("\u{feff}{text}");
    let big: Vec<u8> = units(&marked)
        .into_iter()
        .flat_map(u16::to_be_bytes)
        .collect();
    for bytes in [
        text.clone().into_bytes(),
        marked.into_bytes(),
        format!("\n {text}").into_bytes(),
        little,
        big,
    ] {
        let parsed = parsed(bytes);
        assert!(parsed.diagnostics.is_empty(), "{}", parsed.findings());
        let name = &parsed.document.as_ref().unwrap().schemas[0].enum_types[0].name;
        assert_eq!((&*name.value, parsed.sources.text(name.span)), ("é𝄞", "é𝄞"));
    }
}
