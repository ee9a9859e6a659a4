//! Turns operations, parameters and what the container offers into the functions that stand for them.

use super::Items;
use super::index::Entry;
use super::item::{Holds, Item, ItemKind};
use crate::diff::Path;
use crate::model::{NamedType, OperationImport};
use crate::plan::{self, Area, Call, Function, GateRef, Step};

/// One overload of an operation, or a part of it, as a path names it.
struct Operation<'s> {
    /// The qualified name of the type that it is bound to, and whether it is bound to many.
    bound: Option<(&'s str, bool)>,
    namespace: Option<&'s str>,
    name: &'s str,
    parameters: Vec<&'s str>,
    /// A parameter.
    part: Option<&'s str>,
}

impl<'s> Operation<'s> {
    /// Reads `Ns.Type` and `Reply(Comment)`, `Reply(Comment)/Comment`, or `Ns.Reply(Comment)` alone.
    fn read(path: &'s Path) -> Option<Self> {
        let member = path.member.as_deref();
        let many = path.owner.starts_with("Collection(");
        let is_bound = many || !path.owner.ends_with(')');
        let (text, part) = match is_bound {
            true => member.map(|member| match member.split_once(")/") {
                Some((text, part)) => (text, Some(part)),
                None => (member.trim_end_matches(')'), None),
            })?,
            false => (path.owner.trim_end_matches(')'), member),
        };
        let (name, parameters) = text.split_once('(')?;
        let (namespace, name) = match name.rsplit_once('.') {
            Some((namespace, name)) => (Some(namespace), name),
            None => (None, name),
        };
        let bound = is_bound.then(|| (path.group(), many));
        let home = bound.and_then(|(ty, _)| ty.rsplit_once('.'));
        let mut parameters: Vec<&str> = parameters.split(',').filter(|p| !p.is_empty()).collect();
        parameters.sort_unstable();
        Some(Self {
            bound,
            namespace: namespace.or(home.map(|(namespace, _)| namespace)),
            name,
            parameters,
            part: part.filter(|part| *part != "$ReturnType"),
        })
    }
}

impl<'p> Items<'p> {
    pub(super) fn operation(&self, path: &Path) -> Vec<Item<'p>> {
        let Some(operation) = Operation::read(path) else {
            return Vec::new();
        };
        let Some((owner, many)) = operation.bound else {
            return self.unbound(&operation);
        };
        let Some(NamedType::Structured(id)) = self.model.find(owner) else {
            return Vec::new();
        };
        let mut found = Vec::new();
        for id in std::iter::once(id).chain(self.model.descendants(id)) {
            let wire = self.model.structured(id).name.to_string();
            let requests = self.index.entry(&wire).and_then(|entry| entry.requests);
            let builder = requests.and_then(|requests| match many {
                true => requests.collection.as_ref(),
                false => Some(&requests.single),
            });
            let (Some(entry), Some(builder)) = (self.index.entry(&wire), builder) else {
                continue;
            };
            let owner = owner_of(&wire, many);
            for function in &builder.functions {
                let Step::Call(call) = &function.step else {
                    continue;
                };
                if self.is_call(call, operation.namespace, operation.name, &operation) {
                    let outer = self.request_path(entry, &builder.name);
                    found.extend(self.call(&operation, &owner, &outer, function, call));
                }
            }
        }
        found
    }

    /// An unbound operation is called by the names of its imports.
    fn unbound(&self, operation: &Operation<'_>) -> Vec<Item<'p>> {
        let container = self.model.container.iter();
        let imports = container.flat_map(|container| &container.imports);
        let is_ours = |import: &&OperationImport| {
            import.operations.iter().any(|&id| {
                let name = &self.model.operation(id).name;
                *name.name == *operation.name && Some(&*name.namespace) == operation.namespace
            })
        };
        let mut found = Vec::new();
        for import in imports.filter(is_ours) {
            for (function, call) in self.client_calls() {
                if self.is_call(call, None, &import.name, operation) {
                    found.extend(self.call(operation, "", "Client", function, call));
                }
            }
        }
        found
    }

    fn client_calls(&self) -> impl Iterator<Item = (&'p Function, &'p Call)> {
        let functions = self
            .index
            .client
            .map_or(&[][..], |client| &client.functions);
        functions
            .iter()
            .filter_map(|function| match &function.step {
                Step::Call(call) => Some((function, call)),
                _ => None,
            })
    }

    /// Whether a call is that of an overload: the name, and the same parameters in whatever order.
    fn is_call(
        &self,
        call: &Call,
        namespace: Option<&str>,
        name: &str,
        operation: &Operation<'_>,
    ) -> bool {
        if *call.wire != *name || call.namespace.as_deref() != namespace {
            return false;
        }
        let options = call.options.as_ref();
        let options = options.and_then(|path| self.index.options(path));
        let optional = options.map_or(&[][..], |options| &options.parameters);
        let parameters = call.required.iter().chain(optional);
        let mut names: Vec<&str> = parameters.map(|parameter| &*parameter.name.wire).collect();
        names.sort_unstable();
        names == operation.parameters
    }

    /// The function of a call and what goes with it, or one of its parameters.
    fn call(
        &self,
        operation: &Operation<'_>,
        owner: &str,
        outer: &str,
        function: &'p Function,
        call: &'p Call,
    ) -> Vec<Item<'p>> {
        let path = format!("{outer}::{}", function.rust);
        let options = call.options.as_ref().map(|path| self.paths.item(path));
        let Some(part) = operation.part else {
            let function = Item::new(ItemKind::Function, owner, path, Holds::Function(function));
            let item = |path| Item::new(ItemKind::Options, owner, path, Holds::Nothing);
            return std::iter::once(function).chain(options.map(item)).collect();
        };
        let is_ours = |parameter: &&plan::Parameter| *parameter.name.wire == *part;
        if let Some(parameter) = call.required.iter().find(is_ours) {
            let path = format!("{path}({})", parameter.name.rust);
            let holds = Holds::Parameter(parameter);
            return vec![Item::new(ItemKind::Argument, owner, path, holds)];
        }
        let there = call.options.as_ref();
        let there = there.and_then(|path| self.index.options(path));
        let parameter = there.and_then(|there| there.parameters.iter().find(is_ours));
        let item = |(outer, parameter): (String, &'p plan::Parameter)| {
            let path = format!("{outer}::{}", parameter.name.rust);
            Item::new(
                ItemKind::Parameter,
                owner,
                path,
                Holds::Parameter(parameter),
            )
        };
        options.zip(parameter).map(item).into_iter().collect()
    }

    /// The functions of a type's builders that do what is asked for.
    pub(super) fn functions(
        &self,
        wire: &str,
        entry: &Entry<'p>,
        is_wanted: impl Fn(&Step) -> bool,
    ) -> Vec<Item<'p>> {
        let Some(requests) = entry.requests else {
            return Vec::new();
        };
        let builders = [
            (Some(&requests.single), false),
            (requests.collection.as_ref(), true),
        ];
        let mut found = Vec::new();
        for (builder, many) in builders {
            let Some(builder) = builder else { continue };
            let functions = builder.functions.iter();
            found.extend(functions.filter(|one| is_wanted(&one.step)).map(|one| {
                let outer = self.request_path(entry, &builder.name);
                let path = format!("{outer}::{}", one.rust);
                let owner = owner_of(wire, many);
                Item::new(ItemKind::Function, &owner, path, Holds::Function(one))
            }));
        }
        found
    }

    /// The constants of a property, and the gates beside them.
    pub(super) fn constants(&self, wire: &str, entry: &Entry<'p>, name: &str) -> Vec<Item<'p>> {
        let Some((module, properties)) = entry.properties else {
            return Vec::new();
        };
        let module = self.paths.properties(entry.space, module);
        let constants = properties.constants.iter();
        let constants = constants.filter(|constant| *constant.name.wire == *name);
        let items = constants.flat_map(|constant| {
            let path = format!("{module}::{}", constant.name.rust);
            let holds = Holds::Type(&constant.ty);
            let gate = match &constant.gate {
                GateRef::Gate(path) => Some(self.paths.item(path)),
                GateRef::Open | GateRef::Contained => None,
            };
            let gate = gate.map(|path| Item::new(ItemKind::Gate, wire, path, Holds::Nothing));
            std::iter::once(Item::new(ItemKind::Constant, wire, path, holds)).chain(gate)
        });
        items.collect()
    }

    pub(super) fn client(&self) -> Vec<Item<'p>> {
        let item = Item::new(ItemKind::Client, "", "Client".to_owned(), Holds::Nothing);
        vec![item]
    }

    /// The function of the client that leads to an entity set or singleton, and its gate.
    pub(super) fn source(&self, name: &str) -> Vec<Item<'p>> {
        let functions = self
            .index
            .client
            .map_or(&[][..], |client| &client.functions);
        let mut found = Vec::new();
        for function in functions {
            let Step::Navigate { wire, gate, .. } = &function.step else {
                continue;
            };
            if **wire == *name {
                found.push(client_function(function));
                if let GateRef::Gate(path) = gate {
                    let path = self.paths.item(path);
                    found.push(Item::new(ItemKind::Gate, "", path, Holds::Nothing));
                }
            }
        }
        found
    }

    pub(super) fn import(&self, name: &str) -> Vec<Item<'p>> {
        let calls = self.client_calls();
        let is_ours = |call: &Call| call.namespace.is_none() && *call.wire == *name;
        calls
            .filter(|(_, call)| is_ours(call))
            .map(|(function, _)| client_function(function))
            .collect()
    }

    /// A type below the module of the version.
    pub(super) fn type_path(&self, entry: &Entry<'_>, name: &str) -> String {
        self.item_path(Area::Types, entry, name)
    }

    /// A builder below the module of the version.
    pub(super) fn request_path(&self, entry: &Entry<'_>, name: &str) -> String {
        self.item_path(Area::Requests, entry, name)
    }

    fn item_path(&self, area: Area, entry: &Entry<'_>, name: &str) -> String {
        self.paths.item(&plan::Path {
            area,
            space: entry.space.clone(),
            name: name.into(),
        })
    }
}

fn client_function(function: &Function) -> Item<'_> {
    let path = format!("Client::{}", function.rust);
    Item::new(ItemKind::Function, "", path, Holds::Function(function))
}

fn owner_of(wire: &str, many: bool) -> String {
    match many {
        true => format!("Collection({wire})"),
        false => wire.to_owned(),
    }
}
