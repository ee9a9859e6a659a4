//! One minimal document of CSDL JSON for each thing that is reported and read past.

use super::super::parsed;
use super::schema;

/// Snapshots the tree and the findings of the members of a schema.
macro_rules! problems {
    ($($name:ident: $content:expr;)*) => {
        $(#[test]
        fn $name() {
            insta::assert_snapshot!(parsed(schema($content)).dump());
        })*
    };
}

problems! {
    kinds: r#""A": {}, "B": {"$Kind": "EntitiType"}, "C": {"$Kind": "NavigationProperty"}, "D": 1, "E": {"$Kind": 2},
        "F": {"$Kind": "ComplexType", "P": {"$Kind": "Proprety"}, "Q": {"$Kind": "EntityType"}, "R": "Edm.String"},
        "G": {"$Kind": "EntityContainer", "H": {"$Kind": "EntitySets"}}"#;
    unknown_members: r#""$Alais": "x", "E": {"$Kind": "EnumType", "$IsFlag": true, "A": 1, "B@N.T": 1, "$Foo@N.T": 2},
        "C": {"$Kind": "ComplexType", "$HasStream": true, "P": {"Type": "Edm.String", "$Nulable": true}, "P@N.T": 3}"#;
    members_of_the_wrong_kind: r#""$Annotations": [], "E": {"$Kind": "EntityType", "$Abstract": "true", "$BaseType": null, "$Key": "Id",
        "Id": {"$Nullable": 0, "$MaxLength": true}, "N": {"$Kind": "NavigationProperty", "$Type": "N.E", "$ReferentialConstraint": ["A"]}},
        "T": {"$Kind": "Term", "$AppliesTo": "Property"}, "F": [1, {"$Kind": "Action", "$Parameter": {}, "$ReturnType": "Edm.String"}]"#;
    missing_members: r#""D": {"$Kind": "TypeDefinition"}, "F": [{"$Kind": "Function", "$Parameter": [{"$Type": "Edm.Int32"}]}, {}],
        "E": {"$Kind": "EntityType", "N": {"$Kind": "NavigationProperty", "$Collection": true}},
        "C": {"$Kind": "EntityContainer", "Es": {"$Collection": true}, "S": {}}"#;
    numbers: r#""E": {"$Kind": "EnumType", "A": 1.5, "B": "x", "C": null, "D": 9223372036854775808}"#;
    facets: r#""D": {"$Kind": "TypeDefinition", "$UnderlyingType": "Edm.String", "$MaxLength": "max", "$Precision": -1, "$Scale": "Variable", "$SRID": "4326"}"#;
    collection_in_parentheses: r#""C": {"$Kind": "ComplexType", "P": {"$Type": "Collection(Edm.String)"}}"#;
    keys: r#""A": {"$Kind": "EntityType", "$Key": []}, "B": {"$Kind": "EntityType", "$Key": [1, {"Alias": 2}, "Id"]}"#;
    several_containers: r#""A": {"$Kind": "EntityContainer"}, "B": {"$Kind": "EntityContainer"}"#;
    overload_outside_of_an_array: r#""F": {"$Kind": "Action", "$IsBound": true}, "G": [{"$Kind": "EntityType"}]"#;
    operands: r#""@N.T": {"$And": [true]}, "@N.U": {"$If": [true, 1, 2, 3]}, "@N.V": {"$Eq": 1}, "@N.W": {"$Apply": []},
        "@N.X": {"$LabeledElement": 1}, "@N.Y": {"$Path": 1}"#;
    expressions: r#""@N.T": {"$Pth": "A"}, "@N.U": {"$Path": "A", "$Foo": 1, "Bar": 2}, "@N.V": {"A": 1, "$Kind": 2, "B@N.W": 3}"#;
    on_delete: r#""E": {"$Kind": "EntityType", "A": {"$Kind": "NavigationProperty", "$Type": "N.E", "$OnDelete": "Explode"}}"#;
    duplicate_members: r#""E": {"$Kind": "EnumType"}, "E": {"$Kind": "ComplexType"}, "C": {"$Kind": "ComplexType", "A": {}, "\u0041": {}}"#;
}

/// Snapshots the findings about whole documents.
#[test]
fn documents() {
    let documents = [
        r#"{"$Version": "4.03"}"#,
        r#"{"$Version": "2.0", "N": {}}"#,
        r#"{"N": {"E": {"$Kind": "EnumType"}}}"#,
        r#"{"$Version": 4.01, "$EntityContainer": "C", "$Foo": 1, "@N.T": 2, "N": "x"}"#,
        r#"{"$Version": "4.01", "$EntityContainer": "A.D", "N": {"$Alias": "A", "C": {"$Kind": "EntityContainer"}}}"#,
        r#"{"$Version": "4.01", "$Reference": {"u": {"$Include": [{"$Alias": "A"}, 1], "$IncludeAnnotations": [{}], "x": 1}}}"#,
    ];
    let findings = documents.map(|text| format!("== {text}\n{}", parsed(text).findings()));
    insta::assert_snapshot!(findings.concat());
}
