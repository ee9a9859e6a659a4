//! What a fact about two models is made of.

use std::cmp::Ordering;
use std::fmt;

use serde::{Serialize, Serializer};

use crate::diagnostics::Span;

/// One fact about what is different between two models.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// What happened.
    pub kind: Kind,
    /// Which of several it happened to: the name of a capability.
    pub subject: Option<Box<str>>,
    /// The element in the old model; none where it was added.
    pub old: Option<Side>,
    /// The element in the new model; none where it was removed.
    pub new: Option<Side>,
    /// Why two names are taken for one element; only where the change is [`Kind::Renamed`].
    pub evidence: Option<Evidence>,
}

/// An element in one of two models.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Side {
    /// The sort of element.
    pub element: Element,
    /// What it is called.
    pub path: Path,
    /// What it says about the subject of the change; none where it says nothing.
    pub value: Option<Box<str>>,
    /// Where it is declared; none for namespaces and return types.
    pub span: Option<Span>,
}

/// The name of an element, with the names of those around it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Path {
    /// The qualified name of a type, container or unbound operation; a namespace; or, for operations that
    /// are bound to many, `Collection(…)` around the name of the type.
    pub owner: Box<str>,
    /// What belongs to it, such as `Subject`, `Reply(Comment)` or `Reply(Comment)/$ReturnType`.
    pub member: Option<Box<str>>,
}

/// The sort of an element, in the words of the standard (OData CSDL 4.01).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Element {
    /// A namespace and its alias (§5).
    Namespace,
    /// An entity type (§6).
    EntityType,
    /// A complex type (§9).
    ComplexType,
    /// A structural property (§7).
    Property,
    /// A navigation property (§8).
    NavigationProperty,
    /// An enumeration type (§10).
    EnumType,
    /// A member of an enumeration type (§10.3).
    EnumMember,
    /// A type definition (§11).
    TypeDefinition,
    /// An action (§12.1).
    Action,
    /// A function (§12.3).
    Function,
    /// A parameter that is not the binding parameter (§12.9).
    Parameter,
    /// What an operation gives back (§12.8).
    ReturnType,
    /// The entity container (§13).
    EntityContainer,
    /// An entity set (§13.2).
    EntitySet,
    /// A singleton (§13.3).
    Singleton,
    /// An action import (§13.5).
    ActionImport,
    /// A function import (§13.6).
    FunctionImport,
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident = $word:literal,)*) => {
        /// What happened to an element.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Kind {
            $($(#[$doc])* $kind,)*
        }

        impl Kind {
            /// All of them, in their order.
            pub const ALL: &'static [Self] = &[$(Self::$kind,)*];

            /// What people call it, as in `maximum length 3 → 5`.
            #[must_use]
            pub fn words(self) -> &'static str {
                match self {
                    $(Self::$kind => $word,)*
                }
            }
        }
    };
}

kinds! {
    /// The element has another name.
    Renamed = "renamed",
    /// Only the old model has the element.
    Removed = "removed",
    /// Only the new model has the element.
    Added = "added",
    /// Of several overloads of an operation only the old model has this one.
    OverloadRemoved = "overload removed",
    /// Of several overloads of an operation only the new model has this one.
    OverloadAdded = "overload added",
    /// A property is declared by another type of the same hierarchy.
    Moved = "moved",
    /// It is another sort of element: a complex type became an entity type, a singleton an entity set.
    Element = "sort of element",
    /// `Alias` of a namespace.
    Alias = "alias",
    /// `BaseType`.
    BaseType = "base type",
    /// `Abstract`.
    Abstract = "abstract",
    /// `OpenType`.
    Open = "open",
    /// `HasStream`.
    HasStream = "media entity",
    /// `Key`.
    Key = "key",
    /// The type of a property, parameter or return value, or of the entities of a set or singleton.
    Type = "type",
    /// One became many, or many one.
    Collection = "collection",
    /// `Nullable`.
    Nullable = "nullable",
    /// `DefaultValue`.
    DefaultValue = "default value",
    /// `MaxLength`.
    MaxLength = "maximum length",
    /// `Precision`.
    Precision = "precision",
    /// `Scale`.
    Scale = "scale",
    /// `Unicode`.
    Unicode = "unicode",
    /// `SRID`.
    Srid = "SRID",
    /// `ContainsTarget`.
    Containment = "containment",
    /// `Partner`.
    Partner = "partner",
    /// `ReferentialConstraint`.
    ReferentialConstraints = "referential constraints",
    /// `OnDelete`.
    OnDelete = "on delete",
    /// A `NavigationPropertyBinding`: path and target.
    Binding = "binding",
    /// The type that an enumeration type or type definition builds on.
    UnderlyingType = "underlying type",
    /// `IsFlags`.
    Flags = "flags",
    /// The number of a member of an enumeration type.
    MemberValue = "value",
    /// The type of the binding parameter, or that it is one of many.
    BindingType = "binding type",
    /// `IsComposable`.
    Composable = "composable",
    /// `EntitySetPath`.
    EntitySetPath = "entity set path",
    /// The parameters that stay stand in another order.
    ParameterOrder = "order of parameters",
    /// `Core.OptionalParameter`.
    OptionalParameter = "optional",
    /// The operation that an import makes callable.
    ImportedOperation = "operation",
    /// The entity set that the result of an import belongs to.
    ImportedEntitySet = "entity set",
    /// `Core.Revisions` with kind `Deprecated`.
    Deprecated = "deprecated",
    /// `Core.Computed`.
    Computed = "computed",
    /// `Core.Immutable`.
    Immutable = "immutable",
    /// `Core.Permissions`.
    Permission = "permission",
    /// What a term of the `Capabilities` vocabulary allows; its name is the subject.
    Capability = "capability",
    /// `Core.Description`.
    Description = "description",
    /// `Core.LongDescription`.
    LongDescription = "long description",
}

/// How sure it is that two names stand for one element: from 0 to 1, in steps of a hundredth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Confidence {
    /// Hundredths, 100 at most.
    pub percent: u8,
}

/// Why two names are taken for one element.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Evidence {
    /// How sure that is.
    pub confidence: Confidence,
    /// What speaks for it, the strongest first.
    pub reasons: Vec<Box<str>>,
}

impl Change {
    /// The side that the change is listed under: the new one, or the old one of what was removed.
    ///
    /// # Panics
    /// When there is neither, which no change of [`compare`](super::compare) has.
    #[must_use]
    pub fn side(&self) -> &Side {
        let side = self.new.as_ref().or(self.old.as_ref());
        side.expect("a change has at least one side")
    }

    /// What the old and the new element say about the subject.
    #[must_use]
    pub fn values(&self) -> (Option<&str>, Option<&str>) {
        fn value(side: &Option<Side>) -> Option<&str> {
            side.as_ref().and_then(|side| side.value.as_deref())
        }
        (value(&self.old), value(&self.new))
    }

    /// The group and the path that the change is sorted under.
    fn place(&self) -> Option<(&str, &Path)> {
        let side = self.new.as_ref().or(self.old.as_ref())?;
        Some((side.path.group(), &side.path))
    }

    /// The same change as seen from the new model.
    #[must_use]
    pub fn mirror(self) -> Self {
        let kind = match self.kind {
            Kind::Added => Kind::Removed,
            Kind::Removed => Kind::Added,
            Kind::OverloadAdded => Kind::OverloadRemoved,
            Kind::OverloadRemoved => Kind::OverloadAdded,
            other => other,
        };
        Self {
            kind,
            old: self.new,
            new: self.old,
            ..self
        }
    }
}

impl PartialOrd for Change {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// By the type or container, then by what belongs to it, then by what happened.
impl Ord for Change {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.place(), self.kind, &self.subject)
            .cmp(&(other.place(), other.kind, &other.subject))
            .then_with(|| (&self.old, &self.new).cmp(&(&other.old, &other.new)))
            .then_with(|| self.evidence.cmp(&other.evidence))
    }
}

impl Path {
    /// The path of a type, a container, an unbound operation or a namespace.
    pub fn of(owner: impl Into<Box<str>>) -> Self {
        Self {
            owner: owner.into(),
            member: None,
        }
    }

    /// The path of what is called `name` in this.
    #[must_use]
    pub fn join(&self, name: &str) -> Self {
        let member = match &self.member {
            Some(member) => format!("{member}/{name}").into(),
            None => name.into(),
        };
        Self {
            owner: self.owner.clone(),
            member: Some(member),
        }
    }

    /// The name that changes are grouped under: the owner, without `Collection(…)`.
    #[must_use]
    pub fn group(&self) -> &str {
        let inner = self.owner.strip_prefix("Collection(");
        inner
            .and_then(|inner| inner.strip_suffix(')'))
            .unwrap_or(&self.owner)
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.owner)?;
        match &self.member {
            Some(member) => write!(f, "/{member}"),
            None => Ok(()),
        }
    }
}

impl Serialize for Path {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl fmt::Display for Confidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:02}", self.percent / 100, self.percent % 100)
    }
}

impl Serialize for Confidence {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(f64::from(self.percent) / 100.0)
    }
}

impl Element {
    /// All of them, in their order.
    pub const ALL: [Self; 17] = [
        Self::Namespace,
        Self::EntityType,
        Self::ComplexType,
        Self::Property,
        Self::NavigationProperty,
        Self::EnumType,
        Self::EnumMember,
        Self::TypeDefinition,
        Self::Action,
        Self::Function,
        Self::Parameter,
        Self::ReturnType,
        Self::EntityContainer,
        Self::EntitySet,
        Self::Singleton,
        Self::ActionImport,
        Self::FunctionImport,
    ];

    /// What people call it, such as `entity type`.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Namespace => "namespace",
            Self::EntityType => "entity type",
            Self::ComplexType => "complex type",
            Self::Property => "property",
            Self::NavigationProperty => "navigation property",
            Self::EnumType => "enumeration type",
            Self::EnumMember => "member",
            Self::TypeDefinition => "type definition",
            Self::Action => "action",
            Self::Function => "function",
            Self::Parameter => "parameter",
            Self::ReturnType => "return type",
            Self::EntityContainer => "entity container",
            Self::EntitySet => "entity set",
            Self::Singleton => "singleton",
            Self::ActionImport => "action import",
            Self::FunctionImport => "function import",
        }
    }
}
