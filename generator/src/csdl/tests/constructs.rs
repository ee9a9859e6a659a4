//! One minimal document for each construct of CSDL.

use super::{parsed, schema, services};

/// Snapshots the tree and the findings of the children of a schema.
macro_rules! constructs {
    ($($name:ident: $content:expr;)*) => {
        $(#[test]
        fn $name() {
            insta::assert_snapshot!(parsed(schema($content)).dump());
        })*
    };
}

constructs! {
    entity_type: r#"<EntityType Name="E" BaseType="N.B" Abstract="true" OpenType="false" HasStream="true">
        <Key><PropertyRef Name="Id"/><PropertyRef Name="Address/Street" Alias="Street"/></Key>
        <Property Name="Id" Type="Edm.String" Nullable="false"/>
        <Annotation Term="Core.Description" String="d"/></EntityType>"#;
    complex_type: r#"<ComplexType Name="C" OpenType="1"><Property Name="P" Type="Collection(Edm.Int32)"/></ComplexType>"#;
    property_with_all_facets: r#"<ComplexType Name="C"><Property Name="P" Type="Edm.Decimal" Nullable="true"
        MaxLength="max" Precision="5" Scale="floating" Unicode="0" SRID="variable" DefaultValue="1 &lt; 2"/></ComplexType>"#;
    navigation_property: r#"<EntityType Name="E"><NavigationProperty Name="Items" Type="Collection(N.Item)" Nullable="false"
        Partner="Owner" ContainsTarget="true"><ReferentialConstraint Property="A/B" ReferencedProperty="C">
        <Annotation Term="N.T"/></ReferentialConstraint><OnDelete Action="Cascade"/></NavigationProperty></EntityType>"#;
    enum_type: r#"<EnumType Name="E" UnderlyingType="Edm.Int64" IsFlags="true"><Member Name="A" Value="-1"/>
        <Member Name="B"><Annotation Term="N.T"/></Member></EnumType>"#;
    type_definition: r#"<TypeDefinition Name="D" UnderlyingType="Edm.String" MaxLength="9"/>"#;
    term: r#"<Term Name="T" Type="Edm.Boolean" BaseTerm="N.B" AppliesTo="EntityType Property" DefaultValue="true" Nullable="false"/>"#;
    overloads: r#"<Action Name="A" IsBound="true" EntitySetPath="bindingParameter/Posts">
        <Parameter Name="bindingParameter" Type="N.E" Nullable="false"/><ReturnType Type="Collection(N.E)" Nullable="false"/></Action>
        <Function Name="F" IsComposable="true"><ReturnType Type="Edm.String" MaxLength="3"/></Function>
        <Function Name="F"><Parameter Name="x" Type="Edm.Int32"/><ReturnType Type="Edm.String"/></Function>"#;
    container: r#"<EntityContainer Name="C" Extends="M.C">
        <EntitySet Name="Es" EntityType="N.E" IncludeInServiceDocument="false"><NavigationPropertyBinding Path="N.D/X" Target="Xs"/></EntitySet>
        <Singleton Name="Me" Type="N.E" Nullable="true"><Annotation Term="N.T"/></Singleton>
        <ActionImport Name="A" Action="N.A" EntitySet="Es"/>
        <FunctionImport Name="F" Function="N.F" EntitySet="Es" IncludeInServiceDocument="true"/></EntityContainer>"#;
    annotations_of_a_target: r#"<Annotations Target="N.E/P" Qualifier="Tablet"><Annotation Term="N.T" Qualifier="Q" Int="42"/></Annotations>
        <Annotation Term="N.U"/>"#;
}

#[test]
fn schemas_and_aliases() {
    let text = services(r#"<Schema Namespace="A.B" Alias="Self"/><Schema Namespace="C"></Schema>"#);
    insta::assert_snapshot!(parsed(text).dump());
}

#[test]
fn references() {
    let text = r#"<?xml version="1.0"?><!-- none -->
<x:Edmx Version="4.0" xmlns:x="http://docs.oasis-open.org/odata/ns/edmx">
  <x:Reference Uri="http://x/y?a=1&amp;b=2">
    <x:Include Namespace="Org.OData.Core.V1" Alias="Core"><Annotation Term="N.T" xmlns="http://docs.oasis-open.org/odata/ns/edm"/></x:Include>
    <x:IncludeAnnotations TermNamespace="T" Qualifier="Q" TargetNamespace="N"/>
  </x:Reference>
  <x:DataServices/>
</x:Edmx>"#;
    let parsed = parsed(text);
    let references = parsed
        .document
        .as_ref()
        .map(|document| format!("{:#?}", document.references));
    insta::assert_snapshot!(super::shorten(&references.unwrap()) + &parsed.findings());
}

#[test]
fn prefixes_are_free() {
    let text = r#"<Edmx Version="4.0" xmlns="http://docs.oasis-open.org/odata/ns/edmx"><DataServices>
<e:Schema xmlns:e="http://docs.oasis-open.org/odata/ns/edm" Namespace="N"><e:EnumType Name="E"></e:EnumType></e:Schema>
<Schema xmlns="http://docs.oasis-open.org/odata/ns/edm" Namespace="M"/></DataServices></Edmx>"#;
    insta::assert_snapshot!(parsed(text).dump());
}

#[test]
fn places_are_exact() {
    let text = schema(
        "<EntityType Name='Ä'><Property\n  Name = \"Größe\" Type='Collection( Edm.Int32 )' MaxLength='7'/>\
         <Property Name='a&amp;b' Type='Collection(N.&#x41;)'/></EntityType>",
    );
    let parsed = parsed(text);
    let source = |span| parsed.sources.text(span);
    let document = parsed.document.as_ref().unwrap();
    let entity = &document.schemas[0].structured_types[0];
    assert_eq!(source(document.version.span), "4.01");
    assert_eq!(source(entity.name.span), "Ä");
    assert_eq!(source(entity.span), "<EntityType Name='Ä'>");
    let property = &entity.properties[0];
    assert_eq!(source(property.name.span), "Größe");
    assert_eq!(source(property.type_ref.name.span), " Edm.Int32 ");
    assert_eq!(source(property.type_ref.span), "Collection( Edm.Int32 )");
    assert_eq!(
        source(property.facets.max_length.as_ref().unwrap().span),
        "7"
    );
    assert!(
        source(property.span).starts_with("<Property\n") && source(property.span).ends_with("/>")
    );
    let escaped = &entity.properties[1];
    assert_eq!(
        (&*escaped.name.value, source(escaped.name.span)),
        ("a&b", "a&amp;b")
    );
    assert_eq!(&*escaped.type_ref.name.value, "N.A");
    assert_eq!(source(escaped.type_ref.name.span), "Collection(N.&#x41;)");
}
