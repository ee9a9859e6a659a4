//! Turns a plan into what is looked up in it: builders by path, properties by type, gates by name.

use std::collections::HashMap;

use crate::plan::{
    self, Area, Capability, Client, Condition, Constant, Content, File, Function, Gate, GateRef,
    OptionalParameters, Path, Polymorphic, Requests, RustType, Setting, Space, Struct, Version,
};

/// The parts of a plan by what they are asked for.
#[derive(Debug)]
pub(super) struct Index<'p> {
    /// The plan.
    pub(super) version: &'p Version,
    client: Option<&'p Client>,
    builders: HashMap<Path, Builder<'p>>,
    options: HashMap<Path, &'p OptionalParameters>,
    types: HashMap<Path, &'p Content>,
    /// Structured types by qualified name; of an abstract one the enum.
    names: HashMap<&'p str, Path>,
    constants: HashMap<Path, Constants<'p>>,
    gates: HashMap<Path, &'p Gate>,
    /// Headers and preferences that have functions of their own.
    pub(super) settings: &'p [Setting],
}

/// A request builder, and the entity type that it is about.
#[derive(Clone, Copy, Debug)]
pub(super) struct Builder<'p> {
    /// All requests of the type.
    pub(super) requests: &'p Requests,
    /// The builder itself.
    pub(super) builder: &'p plan::Builder,
    /// It addresses many.
    pub(super) collection: bool,
}

/// The property constants of a type, and the module that they are in.
#[derive(Debug)]
pub(super) struct Constants<'p> {
    /// The namespace.
    pub(super) space: Space,
    /// The module, below that of the namespace.
    pub(super) module: &'p str,
    /// The constants in the order of the document.
    pub(super) all: &'p [Constant],
    /// The features that it needs.
    pub(super) condition: &'p Condition,
}

impl<'p> Index<'p> {
    /// Looks at every file of a plan once.
    pub(super) fn new(version: &'p Version) -> Self {
        let mut index = Self {
            version,
            client: None,
            builders: HashMap::new(),
            options: HashMap::new(),
            types: HashMap::new(),
            names: HashMap::new(),
            constants: HashMap::new(),
            gates: HashMap::new(),
            settings: &[],
        };
        for file in &version.files {
            let module = file.path.rsplit('/').next().unwrap_or_default();
            let module = module.strip_suffix(".rs").unwrap_or(module);
            index.add(file, module);
        }
        index
    }

    fn add(&mut self, file: &'p File, module: &'p str) {
        let (space, content) = (&file.space, &file.content);
        match content {
            Content::Client(client) => self.client = Some(client),
            Content::Requests(requests) => self.add_requests(space, requests),
            Content::Options(options) => self.add_options(space, options),
            Content::Properties(properties) => {
                let owner = properties.constants.first().map(|constant| &constant.owner);
                if let Some(RustType::Generated(owner)) = owner {
                    let (space, all) = (space.clone(), &properties.constants[..]);
                    let constants = Constants {
                        space,
                        module,
                        all,
                        condition: &file.condition,
                    };
                    self.constants.insert(owner.clone(), constants);
                }
                for gate in &properties.gates {
                    let name = format!("{module}::{}", gate.name);
                    self.gates
                        .insert(path(Area::Properties, space, &name), gate);
                }
            }
            Content::Struct(ty) => {
                let at = path(Area::Types, space, &ty.name.rust);
                self.types.insert(at.clone(), content);
                self.names.entry(&ty.name.wire).or_insert(at);
            }
            Content::Polymorphic(ty) => {
                let at = path(Area::Types, space, &ty.name.rust);
                self.types.insert(at.clone(), content);
                self.names.insert(&ty.name.wire, at);
            }
            Content::Enum(plan::Enum { name, .. })
            | Content::Flags(plan::Flags { name, .. })
            | Content::Alias(plan::Alias { name, .. }) => {
                self.types
                    .insert(path(Area::Types, space, &name.rust), content);
            }
            Content::Settings(settings) => self.settings = &settings.settings,
            Content::Errors(_) | Content::Modules(_) => {}
        }
    }

    fn add_requests(&mut self, space: &Space, requests: &'p Requests) {
        let builders = [
            (Some(&requests.single), false),
            (requests.collection.as_ref(), true),
        ];
        for (builder, collection) in builders {
            let Some(builder) = builder else { continue };
            let at = path(Area::Requests, space, &builder.name);
            let entry = Builder {
                requests,
                builder,
                collection,
            };
            self.builders.insert(at, entry);
        }
        self.add_options(space, &requests.options);
    }

    fn add_options(&mut self, space: &Space, options: &'p [OptionalParameters]) {
        for options in options {
            self.options
                .insert(path(Area::Requests, space, &options.name), options);
        }
    }

    /// What stands at the root of the service.
    pub(super) fn root(&self) -> &'p [Function] {
        self.client.map_or(&[], |client| &client.functions)
    }

    /// Where the service is, unless a user says otherwise.
    pub(super) fn base_url(&self) -> &'p str {
        self.client.map_or("", |client| &client.base_url)
    }

    /// Whether the client writes members of enumerations without their type.
    pub(super) fn unqualified_enums(&self) -> bool {
        self.client.is_some_and(|client| client.unqualified_enums)
    }

    /// The builder at a path.
    pub(super) fn builder(&self, path: &Path) -> Option<Builder<'p>> {
        self.builders.get(path).copied()
    }

    /// The optional parameters at a path.
    pub(super) fn options(&self, path: &Path) -> Option<&'p OptionalParameters> {
        self.options.get(path).copied()
    }

    /// What a generated type is.
    pub(super) fn content(&self, path: &Path) -> Option<&'p Content> {
        self.types.get(path).copied()
    }

    /// The structured type with a qualified name, exact or but for the case of letters.
    pub(super) fn structured(&self, wire: &str) -> Option<&Path> {
        let folded = || {
            self.names
                .iter()
                .find(|(name, _)| name.eq_ignore_ascii_case(wire))
        };
        self.names
            .get(wire)
            .or_else(|| folded().map(|(_, path)| path))
    }

    /// The struct at a path.
    pub(super) fn structure(&self, path: &Path) -> Option<&'p Struct> {
        match self.content(path)? {
            Content::Struct(ty) => Some(ty),
            _ => None,
        }
    }

    /// The enum over derived types at a path.
    pub(super) fn polymorphic(&self, path: &Path) -> Option<&'p Polymorphic> {
        match self.content(path)? {
            Content::Polymorphic(ty) => Some(ty),
            _ => None,
        }
    }

    /// The property constants of a type.
    pub(super) fn constants(&self, ty: &RustType) -> Option<&Constants<'p>> {
        match ty {
            RustType::Generated(path) => self.constants.get(path),
            _ => None,
        }
    }

    /// The constant of a property, by its exact name or but for the case of letters.
    pub(super) fn constant(
        &self,
        ty: &RustType,
        name: &str,
    ) -> Option<(&Constants<'p>, &'p Constant)> {
        let constants = self.constants(ty)?;
        let exact = constants
            .all
            .iter()
            .find(|constant| *constant.name.wire == *name);
        let folded = |constant: &&&Constant| constant.name.wire.eq_ignore_ascii_case(name);
        let found = exact.or_else(|| constants.all.iter().find(|constant| folded(&constant)));
        found.map(|constant| (constants, constant))
    }

    /// Whether a gate lets something through.
    pub(super) fn allows(&self, gate: &GateRef, capability: Capability) -> bool {
        match gate {
            GateRef::Open => true,
            GateRef::Contained => capability != Capability::Referenceable,
            GateRef::Gate(path) => self
                .gates
                .get(path)
                .is_none_or(|gate| gate.allows.contains(&capability)),
        }
    }

    /// A type without the aliases and boxes around it.
    pub(super) fn bare<'t>(&self, ty: &'t RustType) -> &'t RustType
    where
        'p: 't,
    {
        match ty {
            RustType::Box(inner) => self.bare(inner),
            RustType::Generated(path) => match self.content(path) {
                Some(Content::Alias(alias)) => &alias.ty,
                _ => ty,
            },
            _ => ty,
        }
    }
}

fn path(area: Area, space: &Space, name: &str) -> Path {
    Path {
        area,
        space: space.clone(),
        name: name.into(),
    }
}
