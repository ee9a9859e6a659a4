//! What a document is meant to say: a service in plain words, which knows no reader.

use odata_bindgen::model::{Annotations, Facets, OperationKind, StructuredKind};

use super::terms::Spelling;

/// A service.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Service {
    /// Its schemas, each of which declares something.
    pub schemas: Vec<Schema>,
    /// What stands at its root.
    pub container: Option<Container>,
}

/// A schema.
#[derive(Clone, Debug, Default, PartialEq)]
#[expect(missing_docs, reason = "the names are those of CSDL")]
pub struct Schema {
    pub namespace: String,
    pub alias: Option<String>,
    pub structured: Vec<Structured>,
    pub enums: Vec<Enum>,
    pub definitions: Vec<Definition>,
    /// Overloads of one name stand beside each other.
    pub operations: Vec<Operation>,
}

/// An entity type or a complex type. Names of types have their namespace everywhere but where they are declared.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the names are those of CSDL")]
pub struct Structured {
    pub kind: StructuredKind,
    pub name: String,
    pub base: Option<String>,
    pub is_abstract: bool,
    /// Inherited, too.
    pub is_open: bool,
    /// Inherited, too.
    pub has_stream: bool,
    /// The name of each part, and its path: the same where the part has no alias.
    pub key: Vec<(String, String)>,
    pub properties: Vec<Property>,
    pub navigations: Vec<Navigation>,
    pub annotations: Annotations,
}

/// What something is made of.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the names are those of CSDL")]
pub struct TypeUse {
    /// `Edm.String`, `Shop.Order`.
    pub name: String,
    pub collection: bool,
    /// Of a collection: whether its items may be null.
    pub nullable: bool,
    pub facets: Facets,
}

/// A property, or a parameter of an operation.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the names are those of CSDL")]
pub struct Property {
    pub name: String,
    pub ty: TypeUse,
    pub annotations: Annotations,
}

/// A navigation property.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the names are those of CSDL")]
pub struct Navigation {
    pub name: String,
    pub target: String,
    pub collection: bool,
    /// True for a collection.
    pub nullable: bool,
    pub partner: Option<String>,
    pub contains_target: bool,
    pub constraints: Vec<(String, String)>,
    pub on_delete: Option<String>,
    pub annotations: Annotations,
}

/// An enumeration type.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the names are those of CSDL")]
pub struct Enum {
    pub name: String,
    pub underlying: String,
    pub is_flags: bool,
    pub members: Vec<Member>,
    pub annotations: Annotations,
}

/// A member of an enumeration type.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the names are those of CSDL")]
pub struct Member {
    pub name: String,
    pub value: i64,
    pub annotations: Annotations,
}

/// A type definition.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the names are those of CSDL")]
pub struct Definition {
    pub name: String,
    pub underlying: String,
    pub facets: Facets,
    pub annotations: Annotations,
}

/// One overload of an action or function.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the names are those of CSDL")]
pub struct Operation {
    pub kind: OperationKind,
    pub name: String,
    pub binding: Option<Property>,
    pub parameters: Vec<Property>,
    pub returns: Option<TypeUse>,
    pub is_composable: bool,
    pub entity_set_path: Option<String>,
    pub annotations: Annotations,
}

/// The entity container.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the names are those of CSDL")]
pub struct Container {
    pub namespace: String,
    pub name: String,
    /// Entity sets, then singletons.
    pub sources: Vec<Source>,
    pub imports: Vec<Import>,
    pub annotations: Annotations,
}

/// An entity set, or a singleton.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the names are those of CSDL")]
pub struct Source {
    pub name: String,
    pub collection: bool,
    pub entity_type: String,
    pub bindings: Vec<(String, String)>,
    pub annotations: Annotations,
}

/// An action import or function import.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the names are those of CSDL")]
pub struct Import {
    pub kind: OperationKind,
    pub name: String,
    pub operation: String,
    pub entity_set: Option<String>,
    pub annotations: Annotations,
}

impl Service {
    /// A qualified name, or one of the `Edm` namespace, with its namespace as it is spelt.
    #[must_use]
    pub fn spelt(&self, name: &str, spelling: Spelling) -> String {
        let (namespace, simple) = name.rsplit_once('.').unwrap_or(("", name));
        let schema = self
            .schemas
            .iter()
            .find(|schema| schema.namespace == namespace);
        match schema.and_then(|schema| schema.alias.as_ref()) {
            Some(alias) if spelling.aliases => format!("{alias}.{simple}"),
            _ => name.to_owned(),
        }
    }
}
