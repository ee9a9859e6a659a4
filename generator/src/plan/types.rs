//! The parts of a [`Version`]: everything that is printed, decided.

mod features;
mod properties;
mod requests;
mod settings;
mod structured;

use serde::Serialize;

pub use features::*;
pub use properties::*;
pub use requests::*;
pub use settings::*;
pub use structured::*;

/// What is generated for one version of a service.
#[derive(Debug, Serialize)]
pub struct Version {
    /// The module, which is also the name of the feature; `None` puts everything at the root of the crate.
    pub module: Option<String>,
    /// The version as people call it.
    pub title: String,
    /// The files, in the order of their paths.
    pub files: Vec<File>,
    /// The features that the items of the version are spread over; none where all are always there.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub features: Vec<Feature>,
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
    /// The features that it needs.
    #[serde(skip_serializing_if = "Condition::is_always")]
    pub condition: Condition,
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
    /// Headers and preferences that clients may set.
    Settings(Settings),
    /// The codes of errors.
    Errors(Errors),
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

/// A module that declares others and gives their contents on.
#[derive(Debug, Serialize)]
pub struct Modules {
    /// Lines of documentation.
    pub docs: Vec<String>,
    /// The modules in order of name.
    pub modules: Vec<Module>,
    /// Types that others name where their own features are off, in order of name.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub absent: Vec<Absent>,
}

/// A type that is nothing but a name where the features are off that it needs.
#[derive(Debug, Serialize)]
pub struct Absent {
    /// Lines of documentation.
    pub docs: Vec<String>,
    /// Its name.
    pub name: Box<str>,
    /// The features that it needs.
    pub condition: Condition,
}

/// Something that a module gives on where features are on.
#[derive(Debug, Serialize)]
pub struct Export {
    /// Its name.
    pub name: Box<str>,
    /// All the features that it needs, those of its module among them.
    pub condition: Condition,
}

/// A declaration of a module.
#[derive(Debug, Serialize)]
pub struct Module {
    /// Its name.
    pub name: Box<str>,
    /// It is public.
    pub public: bool,
    /// What of it is given on wherever it is there, in order; a single `*` for everything.
    pub exports: Vec<Box<str>>,
    /// What of it is given on where further features are on, in order of name.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub conditional: Vec<Export>,
    /// The features that it needs.
    #[serde(skip_serializing_if = "Condition::is_always")]
    pub condition: Condition,
}
