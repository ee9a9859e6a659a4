//! The primitive types of the `Edm` namespace (OData CSDL 4.01 §4.4, §4.5) and its abstract types.

macro_rules! primitives {
    ($($(#[$doc:meta])* $variant:ident = $name:literal,)*) => {
        /// A type that the standard itself declares.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Primitive {
            $($(#[$doc])* $variant,)*
        }

        impl serde::Serialize for Primitive {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.name())
            }
        }

        impl Primitive {
            /// All of them, in the order of the standard.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The name with its namespace, such as `Edm.String`.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }

            /// The type with this name, namespace included.
            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> {
                match name {
                    $($name => Some(Self::$variant),)*
                    _ => None,
                }
            }
        }
    };
}

primitives! {
    /// Bytes.
    Binary = "Edm.Binary",
    /// True or false.
    Boolean = "Edm.Boolean",
    /// An unsigned integer of 8 bits.
    Byte = "Edm.Byte",
    /// A day, without a time zone.
    Date = "Edm.Date",
    /// An instant with an offset from UTC.
    DateTimeOffset = "Edm.DateTimeOffset",
    /// A decimal number.
    Decimal = "Edm.Decimal",
    /// A floating-point number of 64 bits.
    Double = "Edm.Double",
    /// A length of time, in days and smaller units.
    Duration = "Edm.Duration",
    /// A UUID.
    Guid = "Edm.Guid",
    /// A signed integer of 16 bits.
    Int16 = "Edm.Int16",
    /// A signed integer of 32 bits.
    Int32 = "Edm.Int32",
    /// A signed integer of 64 bits.
    Int64 = "Edm.Int64",
    /// A signed integer of 8 bits.
    SByte = "Edm.SByte",
    /// A floating-point number of 32 bits.
    Single = "Edm.Single",
    /// Binary data that is addressed rather than carried.
    Stream = "Edm.Stream",
    /// Text.
    String = "Edm.String",
    /// A time of day, without a time zone.
    TimeOfDay = "Edm.TimeOfDay",
    /// Any shape on the round earth.
    Geography = "Edm.Geography",
    /// A point on the round earth.
    GeographyPoint = "Edm.GeographyPoint",
    /// A line on the round earth.
    GeographyLineString = "Edm.GeographyLineString",
    /// An area on the round earth.
    GeographyPolygon = "Edm.GeographyPolygon",
    /// Points on the round earth.
    GeographyMultiPoint = "Edm.GeographyMultiPoint",
    /// Lines on the round earth.
    GeographyMultiLineString = "Edm.GeographyMultiLineString",
    /// Areas on the round earth.
    GeographyMultiPolygon = "Edm.GeographyMultiPolygon",
    /// Shapes on the round earth.
    GeographyCollection = "Edm.GeographyCollection",
    /// Any shape in the plane.
    Geometry = "Edm.Geometry",
    /// A point in the plane.
    GeometryPoint = "Edm.GeometryPoint",
    /// A line in the plane.
    GeometryLineString = "Edm.GeometryLineString",
    /// An area in the plane.
    GeometryPolygon = "Edm.GeometryPolygon",
    /// Points in the plane.
    GeometryMultiPoint = "Edm.GeometryMultiPoint",
    /// Lines in the plane.
    GeometryMultiLineString = "Edm.GeometryMultiLineString",
    /// Areas in the plane.
    GeometryMultiPolygon = "Edm.GeometryMultiPolygon",
    /// Shapes in the plane.
    GeometryCollection = "Edm.GeometryCollection",
    /// Any value at all.
    Untyped = "Edm.Untyped",
    /// Any primitive value.
    PrimitiveType = "Edm.PrimitiveType",
    /// Any complex value.
    ComplexType = "Edm.ComplexType",
    /// Any entity.
    EntityType = "Edm.EntityType",
    /// The path of an annotation; in vocabularies.
    AnnotationPath = "Edm.AnnotationPath",
    /// The path of a model element or of an annotation; in vocabularies.
    AnyPropertyPath = "Edm.AnyPropertyPath",
    /// The path of a model element; in vocabularies.
    ModelElementPath = "Edm.ModelElementPath",
    /// The path of a navigation property; in vocabularies.
    NavigationPropertyPath = "Edm.NavigationPropertyPath",
    /// The path of a property; in vocabularies.
    PropertyPath = "Edm.PropertyPath",
}

impl Primitive {
    /// The smallest and the largest value, for a type that an enumeration may build on (§10.1).
    #[must_use]
    pub fn enum_range(self) -> Option<(i64, i64)> {
        match self {
            Self::Byte => Some((0, i64::from(u8::MAX))),
            Self::SByte => Some((i64::from(i8::MIN), i64::from(i8::MAX))),
            Self::Int16 => Some((i64::from(i16::MIN), i64::from(i16::MAX))),
            Self::Int32 => Some((i64::from(i32::MIN), i64::from(i32::MAX))),
            Self::Int64 => Some((i64::MIN, i64::MAX)),
            _ => None,
        }
    }

    /// Whether a property of an entity type's key may have this type (§6.5).
    #[must_use]
    pub fn may_be_key(self) -> bool {
        matches!(
            self,
            Self::Boolean
                | Self::Byte
                | Self::Date
                | Self::DateTimeOffset
                | Self::Decimal
                | Self::Duration
                | Self::Guid
                | Self::Int16
                | Self::Int32
                | Self::Int64
                | Self::SByte
                | Self::String
                | Self::TimeOfDay
        )
    }
}
