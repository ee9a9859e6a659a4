//! Turns a plan into what is looked up in it by the qualified names of types.

use std::collections::HashMap;

use super::item;
use crate::plan::{
    Area, Client, Content, OptionalParameters, Path, Properties, Requests, RustType, Space, Version,
};

/// The parts of a plan by what they are made from.
#[derive(Debug)]
pub(super) struct Index<'p> {
    types: HashMap<&'p str, Entry<'p>>,
    /// The qualified name of each generated type.
    wires: HashMap<Path, &'p str>,
    options: HashMap<Path, &'p OptionalParameters>,
    /// What stands at the root of the service.
    pub(super) client: Option<&'p Client>,
}

/// Everything that is made from one type.
#[derive(Debug)]
pub(super) struct Entry<'p> {
    pub(super) space: &'p Space,
    /// The files in `types`: one, or an enum over derived types and the struct beside it.
    pub(super) types: Vec<&'p Content>,
    /// The constants, and the name of their module.
    pub(super) properties: Option<(&'p str, &'p Properties)>,
    pub(super) requests: Option<&'p Requests>,
}

impl<'p> Index<'p> {
    pub(super) fn new(version: &'p Version) -> Self {
        let mut index = Self {
            types: HashMap::new(),
            wires: HashMap::new(),
            options: HashMap::new(),
            client: None,
        };
        for file in &version.files {
            index.add(&file.space, &file.content);
        }
        for file in &version.files {
            if let Content::Properties(properties) = &file.content {
                index.add_properties(&file.path, properties);
            }
        }
        index
    }

    fn add(&mut self, space: &'p Space, content: &'p Content) {
        let wire = match content {
            Content::Struct(ty) => &ty.name.wire,
            Content::Polymorphic(ty) => &ty.name.wire,
            Content::Enum(ty) => &ty.name.wire,
            Content::Flags(ty) => &ty.name.wire,
            Content::Alias(ty) => &ty.name.wire,
            Content::Requests(requests) => {
                self.add_options(space, &requests.options);
                self.entry_of(space, &requests.wire).requests = Some(requests);
                return;
            }
            Content::Options(options) => return self.add_options(space, options),
            Content::Client(client) => {
                self.client = Some(client);
                return;
            }
            Content::Properties(_)
            | Content::Settings(_)
            | Content::Errors(_)
            | Content::Modules(_) => return,
        };
        self.entry_of(space, wire).types.push(content);
        let name = item::name(content).unwrap_or_default();
        self.wires.insert(path(Area::Types, space, name), wire);
    }

    fn entry_of(&mut self, space: &'p Space, wire: &'p str) -> &mut Entry<'p> {
        self.types.entry(wire).or_insert_with(|| Entry {
            space,
            types: Vec::new(),
            properties: None,
            requests: None,
        })
    }

    fn add_options(&mut self, space: &Space, options: &'p [OptionalParameters]) {
        for options in options {
            self.options
                .insert(path(Area::Requests, space, &options.name), options);
        }
    }

    fn add_properties(&mut self, file: &'p str, properties: &'p Properties) {
        let owner = properties.constants.first().map(|constant| &constant.owner);
        let Some(RustType::Generated(owner)) = owner else {
            return;
        };
        let module = file.rsplit('/').next().unwrap_or_default();
        let module = module.strip_suffix(".rs").unwrap_or(module);
        let wire = self.wires.get(owner).copied();
        if let Some(entry) = wire.and_then(|wire| self.types.get_mut(wire)) {
            entry.properties = Some((module, properties));
        }
    }

    /// What is made from the type with a qualified name.
    pub(super) fn entry(&self, wire: &str) -> Option<&Entry<'p>> {
        self.types.get(wire)
    }

    /// The qualified name of a generated type.
    pub(super) fn wire(&self, path: &Path) -> Option<&'p str> {
        self.wires.get(path).copied()
    }

    /// The optional parameters at a path.
    pub(super) fn options(&self, path: &Path) -> Option<&'p OptionalParameters> {
        self.options.get(path).copied()
    }
}

fn path(area: Area, space: &Space, name: &str) -> Path {
    Path {
        area,
        space: space.clone(),
        name: name.into(),
    }
}
