//! The parts of a [`Version`]: everything that is printed, decided.

use std::collections::BTreeSet;

use serde::Serialize;

/// What is generated for one version of a service.
#[derive(Debug, Serialize)]
pub struct Version {
    /// The module, which is also the name of the feature; `None` puts everything at the root of the crate.
    pub module: Option<String>,
    /// The version as people call it.
    pub title: String,
    /// The files, in the order of their paths.
    pub files: Vec<File>,
    /// Some Rust name holds a character beyond ASCII, so the lints about them are to be quiet.
    pub non_ascii_names: bool,
}

/// One source file.
#[derive(Debug, Serialize)]
pub struct File {
    /// From the root of the crate, with forward slashes.
    pub path: String,
    /// The namespace that its names belong to.
    pub space: Space,
    /// What it holds.
    pub content: Content,
}

/// What a file holds: one subject.
#[derive(Debug, Serialize)]
pub enum Content {
    /// A concrete or plain structured type.
    Struct(Struct),
    /// An abstract type as the choice of what derives from it.
    Polymorphic(Polymorphic),
    /// An open enumeration.
    Enum(Enum),
    /// A set of flags.
    Flags(Flags),
    /// A type definition.
    Alias(Alias),
    /// The request builders of an entity type.
    Requests(Requests),
    /// The optional parameters of what the container imports.
    Options(Vec<OptionalParameters>),
    /// The property constants of a structured type.
    Properties(Properties),
    /// The client: what stands at the root of the service.
    Client(Client),
    /// A module that only declares others.
    Modules(Modules),
}

/// A name on the wire and in Rust.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Name {
    /// As the service spells it.
    pub wire: Box<str>,
    /// As the generated code spells it, ready to print, raw where it is a keyword.
    pub rust: Box<str>,
}

/// The module of a namespace, below `types`, `requests` and `properties`; empty for the main one.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Space(pub Option<Box<str>>);

/// The three modules that the items of a namespace are spread over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum Area {
    /// Model types.
    Types,
    /// Request builders.
    Requests,
    /// Property constants.
    Properties,
}

impl Area {
    /// The name of the module.
    #[must_use]
    pub fn module(self) -> &'static str {
        match self {
            Self::Types => "types",
            Self::Requests => "requests",
            Self::Properties => "properties",
        }
    }
}

/// Where a generated item is found from anywhere in the version's module.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Path {
    /// The module of its kind.
    pub area: Area,
    /// The module of its namespace.
    pub space: Space,
    /// Its name, or the last two parts of its path where a module of its own holds it.
    pub name: Box<str>,
}

/// A Rust type in a field, a parameter or a result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum RustType {
    /// A type of the language or its prelude.
    Plain(&'static str),
    /// A type of the runtime.
    Runtime(&'static str),
    /// A generated type.
    Generated(Path),
    /// `Option<…>`.
    Option(Box<RustType>),
    /// `Vec<…>`.
    Vec(Box<RustType>),
    /// `Box<…>`.
    Box(Box<RustType>),
    /// `odata::Expanded<…>`.
    Expanded(Box<RustType>),
}

/// A structured type as a struct.
#[derive(Debug, Serialize)]
pub struct Struct {
    /// Lines of documentation.
    pub docs: Vec<String>,
    /// The qualified name on the wire, the struct's name in Rust.
    pub name: Name,
    /// The fields, inherited ones first.
    pub fields: Vec<Field>,
    /// The generated types that stand for its bases.
    pub derives_from: Vec<Path>,
}

/// A property or navigation property as a field.
#[derive(Debug, Serialize)]
pub struct Field {
    /// Lines of documentation.
    pub docs: Vec<String>,
    /// The property and the field.
    pub name: Name,
    /// What it holds.
    pub ty: RustType,
}

/// An abstract type as an enum over the concrete types below it.
#[derive(Debug, Serialize)]
pub struct Polymorphic {
    /// Lines of documentation.
    pub docs: Vec<String>,
    /// The qualified name on the wire, the enum's name in Rust.
    pub name: Name,
    /// The struct for values of unknown types.
    pub base: Path,
    /// The concrete types: variant and struct.
    pub variants: Vec<Variant>,
    /// Properties of the base, readable without a match.
    pub accessors: Vec<Field>,
    /// The generated types that stand for its own bases.
    pub derives_from: Vec<Path>,
}

/// One concrete type of a [`Polymorphic`].
#[derive(Debug, Serialize)]
pub struct Variant {
    /// Lines of documentation.
    pub docs: Vec<String>,
    /// The variant's name.
    pub name: Box<str>,
    /// The struct in it.
    pub ty: Path,
}

/// An open enumeration.
#[derive(Debug, Serialize)]
pub struct Enum {
    /// Lines of documentation.
    pub docs: Vec<String>,
    /// The qualified name on the wire, the enum's name in Rust.
    pub name: Name,
    /// The members.
    pub members: Vec<Member>,
}

/// A set of flags.
#[derive(Debug, Serialize)]
pub struct Flags {
    /// Lines of documentation.
    pub docs: Vec<String>,
    /// The qualified name on the wire, the struct's name in Rust.
    pub name: Name,
    /// The members.
    pub members: Vec<Member>,
}

/// A member of an enumeration or a set of flags.
#[derive(Debug, Serialize)]
pub struct Member {
    /// Lines of documentation.
    pub docs: Vec<String>,
    /// The member; in Rust a variant or a constant.
    pub name: Name,
    /// Its number.
    pub value: i64,
}

/// A type definition.
#[derive(Debug, Serialize)]
pub struct Alias {
    /// Lines of documentation.
    pub docs: Vec<String>,
    /// The qualified name on the wire, the alias in Rust.
    pub name: Name,
    /// What it stands for.
    pub ty: RustType,
}

/// The constants that name the properties of a type, and the gates of those that are restricted.
#[derive(Debug, Serialize)]
pub struct Properties {
    /// Lines of documentation of the module.
    pub docs: Vec<String>,
    /// The constants; none for a module that holds the gates of a container.
    pub constants: Vec<Constant>,
    /// The gates.
    pub gates: Vec<Gate>,
}

/// A constant that names a property.
#[derive(Debug, Serialize)]
pub struct Constant {
    /// Lines of documentation.
    pub docs: Vec<String>,
    /// The property and the constant.
    pub name: Name,
    /// It is a navigation property.
    pub navigation: bool,
    /// The type that has the property.
    pub owner: RustType,
    /// What the property holds, without absence.
    pub ty: RustType,
    /// What may be done with it.
    pub gate: GateRef,
}

/// What may be done with a property, entity set or singleton.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum GateRef {
    /// Everything.
    Open,
    /// Everything but changing what it refers to: the target lives inside.
    Contained,
    /// What the gate says, which is named in its module.
    Gate(Path),
}

/// A type without values whose traits say what may be done.
#[derive(Debug, Serialize)]
pub struct Gate {
    /// Lines of documentation.
    pub docs: Vec<String>,
    /// Its name.
    pub name: Box<str>,
    /// The traits that it implements, in the order of [`super::gates::ALL`].
    pub allows: BTreeSet<Capability>,
}

/// Something that may be done: a marker trait of the runtime.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum Capability {
    /// `GET`.
    Readable,
    /// `POST`, or in a body that creates.
    Insertable,
    /// `PATCH`, or in a body that updates.
    Updatable,
    /// `DELETE`.
    Deletable,
    /// `$expand`.
    Expandable,
    /// `$search`.
    Searchable,
    /// `$filter`.
    Filterable,
    /// `$orderby`.
    Sortable,
    /// `$count`.
    Countable,
    /// Delta links.
    Trackable,
    /// `$ref`.
    Referenceable,
}

/// The request builders of one entity type.
#[derive(Debug, Serialize)]
pub struct Requests {
    /// The qualified name of the entity type.
    pub wire: Box<str>,
    /// The type that is read and written.
    pub entity: RustType,
    /// Addresses one entity.
    pub single: Builder,
    /// Addresses a collection of them, where something leads to one.
    pub collection: Option<Builder>,
    /// Requests with optional parameters.
    pub options: Vec<OptionalParameters>,
}

/// A request builder.
#[derive(Debug, Serialize)]
pub struct Builder {
    /// Lines of documentation.
    pub docs: Vec<String>,
    /// Its name.
    pub name: Box<str>,
    /// Its functions.
    pub functions: Vec<Function>,
}

/// A function of a builder or of the client.
#[derive(Debug, Serialize)]
pub struct Function {
    /// Lines of documentation.
    pub docs: Vec<String>,
    /// Its name.
    pub rust: Box<str>,
    /// What it does.
    pub step: Step,
}

/// What a function adds to the address, or asks of it.
#[derive(Debug, Serialize)]
pub enum Step {
    /// Goes on to what a navigation property, entity set or singleton leads to.
    Navigate {
        /// The segment.
        wire: Box<str>,
        /// What stands there.
        target: Target,
        /// The gate of the target.
        gate: GateRef,
    },
    /// Picks one entity of a collection.
    Key {
        /// The parts of the key.
        parts: Vec<Parameter>,
        /// The builder of the entity.
        target: Path,
    },
    /// Narrows to a derived type.
    Cast {
        /// The qualified name of the derived type.
        wire: Box<str>,
        /// The builder of the derived type.
        target: Path,
    },
    /// Calls an operation.
    Call(Call),
}

impl Step {
    /// Whether it leads on to typed entities without being given anything.
    #[must_use]
    pub fn leads_to_entities(&self) -> bool {
        matches!(
            self,
            Self::Navigate {
                target: Target::Builder(_),
                ..
            }
        )
    }
}

/// What an address leads to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Target {
    /// Entities of a known type: their builder.
    Builder(Path),
    /// Bytes.
    Stream,
    /// Entities of a type that is not known before they are read.
    Resource,
}

/// The call of an operation.
#[derive(Debug, Serialize)]
pub struct Call {
    /// A `POST`, not a `GET`.
    pub action: bool,
    /// The namespace of the operation; `None` for an import, which is called by its own name.
    pub namespace: Option<Box<str>>,
    /// The operation or import.
    pub wire: Box<str>,
    /// The parameters that must be given.
    pub required: Vec<Parameter>,
    /// What comes back.
    pub result: Outcome,
    /// The struct that takes the optional parameters.
    pub options: Option<Path>,
}

/// A parameter of an operation or a part of a key.
#[derive(Debug, Serialize)]
pub struct Parameter {
    /// Lines of documentation, where it becomes a method.
    pub docs: Vec<String>,
    /// The parameter on the wire and in Rust.
    pub name: Name,
    /// How a caller gives it.
    pub argument: Argument,
}

/// How a caller gives a value, and how it is written into a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Argument {
    /// By value.
    Value(RustType),
    /// By anything that converts into it.
    Into(RustType),
    /// By reference.
    Reference(RustType),
    /// By anything that yields items which convert into it.
    Items(RustType),
}

/// What a request gives back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Outcome {
    /// Nothing.
    Nothing,
    /// One entity or complex value, which is the body.
    Entity(RustType),
    /// One primitive value, wrapped in an object.
    Scalar(RustType),
    /// A page of values.
    Items(RustType),
    /// Bytes.
    Media,
    /// Any of the above, or null.
    Maybe(Box<Outcome>),
    /// Not asked for yet: a composable function leads on to a builder.
    Builder(Path),
}

/// A request that takes optional parameters before it is sent.
#[derive(Debug, Serialize)]
pub struct OptionalParameters {
    /// Lines of documentation.
    pub docs: Vec<String>,
    /// Its name.
    pub name: Box<str>,
    /// A `POST`, not a `GET`.
    pub action: bool,
    /// What comes back.
    pub result: Outcome,
    /// The parameters, each a method.
    pub parameters: Vec<Parameter>,
}

/// The client of one version.
#[derive(Debug, Serialize)]
pub struct Client {
    /// Lines of documentation.
    pub docs: Vec<String>,
    /// Where the service is, unless the user says otherwise.
    pub base_url: String,
    /// Keys are segments of their own, not in parentheses.
    pub key_segments: bool,
    /// Bound operations are called without their namespace.
    pub unqualified_operations: bool,
    /// Headers of every request.
    pub headers: Vec<(String, String)>,
    /// What stands at the root of the service.
    pub functions: Vec<Function>,
}

/// A module that declares others and gives their contents on.
#[derive(Debug, Serialize)]
pub struct Modules {
    /// Lines of documentation.
    pub docs: Vec<String>,
    /// The modules in order of name.
    pub modules: Vec<Module>,
}

/// A declaration of a module.
#[derive(Debug, Serialize)]
pub struct Module {
    /// Its name.
    pub name: Box<str>,
    /// It is public.
    pub public: bool,
    /// What of it is given on, in order; a single `*` for everything.
    pub exports: Vec<Box<str>>,
}
