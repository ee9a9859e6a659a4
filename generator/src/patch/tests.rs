//! What patches do to documents, and what is said of those that do nothing.

use super::Patches;
use crate::config::Config;
use crate::csdl::{self, Document};
use crate::diagnostics::{Diagnostics, Levels, Style, render};
use crate::model::{self, Model, Type};

const DOCUMENT: &str = r#"<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>
<Schema Namespace="Shop.Models" Alias="Self" xmlns="http://docs.oasis-open.org/odata/ns/edm">
  <EntityType Name="Item" Abstract="true"/>
  <EntityType Name="Order" BaseType="Self.Item">
    <Property Name="Id" Type="Edm.String" Nullable="false"/>
    <Property Name="State" Type="Self.State"/>
    <NavigationProperty Name="Lines" Type="Collection(Self.Line)" Partner="Order" ContainsTarget="true"/>
  </EntityType>
  <EntityType Name="Line">
    <Key><PropertyRef Name="Number"/></Key>
    <Property Name="Number" Type="Edm.Int32" Nullable="false"/>
    <Property Name="OrderId" Type="Edm.String"/>
    <NavigationProperty Name="Order" Type="Self.Order" Partner="Lines">
      <ReferentialConstraint Property="OrderId" ReferencedProperty="Id"/>
    </NavigationProperty>
  </EntityType>
  <EnumType Name="State"><Member Name="Open"/><Member Name="Done"/></EnumType>
  <Action Name="Close" IsBound="true"><Parameter Name="Order" Type="Self.Order"/><Parameter Name="State" Type="Self.State"/></Action>
  <EntityContainer Name="Container">
    <EntitySet Name="Orders" EntityType="Self.Order"><NavigationPropertyBinding Path="Lines/Order" Target="Orders"/></EntitySet>
    <EntitySet Name="Old" EntityType="Shop.Models.Order"/>
  </EntityContainer>
  <Annotations Target="Self.Order/State"><Annotation Term="Org.OData.Core.V1.Description" String="how far it is"/></Annotations>
  <Annotations Target="Self.State/Open"><Annotation Term="Org.OData.Core.V1.Description" String="not done"/></Annotations>
</Schema></edmx:DataServices></edmx:Edmx>"#;

/// The model with these patches, and what was found on the way.
fn patched(patches: &[&str]) -> (Model, String) {
    let mut text =
        String::from("[crate]\nname = \"shop\"\n[versions.v1]\nmetadata = \"shop.xml\"\n");
    for patch in patches {
        text.push_str(&format!("[[patch]]\n{patch}\nreason = \"a test\"\n"));
    }
    let (config, mut sources) = Config::parse("odata-bindgen.toml", &text, "".into()).unwrap();
    let mut found = Diagnostics::default();
    let bytes = DOCUMENT.as_bytes().to_vec();
    let document = csdl::parse(&mut sources, "shop.xml", bytes, &mut found);
    let mut documents: Vec<Document> = document.into_iter().collect();
    let mut patches = Patches::new(&config);
    patches.apply(&config.versions[0], &mut documents);
    patches.report(&mut found);
    let model = model::build(&documents, &mut found);
    (
        model,
        render(&found, &sources, &Levels::default(), Style::default()),
    )
}

/// The model with these patches, which must leave nothing to say but that entity types lack keys.
fn repaired(patches: &[&str]) -> Model {
    let key = "target = \"Shop.Models.Order\"\nadd_key = [\"Id\"]";
    let all: Vec<&str> = std::iter::once(key)
        .chain(patches.iter().copied())
        .collect();
    let (model, report) = patched(&all);
    assert_eq!(report, "");
    model
}

#[test]
fn a_key_is_added() {
    let model = repaired(&[]);
    let order = model
        .structured_types
        .iter()
        .find(|ty| &*ty.name.name == "Order")
        .unwrap();
    assert_eq!(&*order.key[0].name, "Id");
}

#[test]
fn a_type_and_a_nullability_are_set() {
    let model = repaired(&[
        "target = \"Self.Line/Number\"\nset_type = \"Edm.Int64\"",
        "target = \"Shop.Models.Close/State\"\nset_nullable = false",
        "target = \"Shop.Models.Order/State\"\nset_type = \"Collection(Self.State)\"",
    ]);
    let order = model
        .structured_types
        .iter()
        .find(|ty| &*ty.name.name == "Order")
        .unwrap();
    let state = order
        .properties
        .iter()
        .find(|property| &*property.name == "State")
        .unwrap();
    assert!(state.ty.collection && matches!(state.ty.ty, Type::Enum(_)));
    assert_eq!(model.operations[0].parameters[0].ty.nullable, Some(false));
}

#[test]
fn a_type_is_renamed_wherever_it_is_named() {
    let model = repaired(&[
        "target = \"Shop.Models.State\"\nrename = \"Progress\"",
        "target = \"Shop.Models.Line\"\nrename = \"OrderLine\"",
        "target = \"Shop.Models.Progress/Open\"\nrename = \"Begun\"",
    ]);
    assert_eq!(model.enum_types[0].name.to_string(), "Shop.Models.Progress");
    let begun = &model.enum_types[0].members[0];
    assert_eq!(&*begun.name, "Begun");
    assert_eq!(begun.annotations.description.as_deref(), Some("not done"));
    assert!(model.find("Shop.Models.OrderLine").is_some());
}

#[test]
fn a_property_is_renamed_wherever_it_is_named() {
    let model = repaired(&[
        "target = \"Shop.Models.Order/Id\"\nrename = \"Key\"",
        "target = \"Shop.Models.Order/Lines\"\nrename = \"Rows\"",
        "target = \"Shop.Models.Order/State\"\nrename = \"Progress\"",
        "target = \"Shop.Models.Container/Orders\"\nrename = \"AllOrders\"",
    ]);
    let ty = |name: &str| {
        model
            .structured_types
            .iter()
            .find(|ty| &*ty.name.name == name)
            .unwrap()
    };
    let (order, line) = (ty("Order"), ty("Line"));
    assert_eq!(&*order.key[0].name, "Key");
    assert_eq!(
        order.properties[1].annotations.description.as_deref(),
        Some("how far it is")
    );
    let back = &line.navigation_properties[0];
    assert_eq!(back.partner.as_deref(), Some("Rows"));
    assert_eq!(
        back.referential_constraints,
        [("OrderId".into(), "Key".into())]
    );
    let set = &model.container.as_ref().unwrap().sources[0];
    assert_eq!(set.bindings, [("Rows/Order".into(), "AllOrders".into())]);
}

#[test]
fn an_element_is_dropped_with_the_annotations_about_it() {
    let model = repaired(&[
        "target = \"Shop.Models.Container/Old\"\ndrop = true",
        "target = \"Shop.Models.Order/State\"\ndrop = true",
    ]);
    assert_eq!(model.container.unwrap().sources.len(), 1);
}

#[test]
fn an_annotation_is_added_and_replaces_the_one_before() {
    let model = repaired(&[
        "target = \"Shop.Models.Line/Number\"\nannotate = { term = \"Org.OData.Core.V1.Permissions\", value = \"Org.OData.Core.V1.Permission/Read\" }",
        "target = \"Shop.Models.Line/Number\"\nannotate = { term = \"Org.OData.Core.V1.Computed\" }",
        "target = \"Shop.Models.Line/Number\"\nannotate = { term = \"Org.OData.Core.V1.Computed\", value = false }",
    ]);
    let line = model
        .structured_types
        .iter()
        .find(|ty| &*ty.name.name == "Line")
        .unwrap();
    let annotations = &line.properties[0].annotations;
    assert!(!annotations.computed);
    assert_eq!(annotations.permission, Some(model::Permission::Read));
}

#[test]
fn patches_that_do_nothing_are_reported_where_they_stand() {
    let (_, report) = patched(&[
        "target = \"Shop.Models.Oder/State\"\ndrop = true",
        "target = \"Shop.Models.Order/Sate\"\ndrop = true",
        "target = \"Shop.Models.Order/Id\"\nset_nullable = false",
        "target = \"Shop.Models.State\"\nadd_key = [\"Id\"]",
        "target = \"Shop.Models.Order\"\nadd_key = [\"Id\"]",
    ]);
    insta::assert_snapshot!(report);
}

#[test]
fn what_a_patch_adds_has_the_place_of_the_patch() {
    let (_, report) = patched(&["target = \"Shop.Models.Order\"\nadd_key = [\"Nummer\"]"]);
    insta::assert_snapshot!(report);
}
