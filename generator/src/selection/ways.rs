//! Turns a model into the ways that paths take through it: from the container to entities, and on.

use super::entry::Segment;
use crate::model::{Model, NamedType, OperationId, StructuredId, StructuredKind, Type, TypeUse};
use crate::selection::policy::Followed;

/// Where a path stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Node {
    /// At the container.
    Root,
    /// At one entity.
    One(StructuredId),
    /// At a collection of entities.
    Many(StructuredId),
    /// Where nothing leads on: at a property, or at what an operation gives.
    End,
}

impl Node {
    /// A number of its own, below twice the number of types and two.
    pub(super) fn index(self) -> usize {
        match self {
            Self::Root => 0,
            Self::End => 1,
            Self::One(id) => 2 + 2 * id.0 as usize,
            Self::Many(id) => 3 + 2 * id.0 as usize,
        }
    }

    /// The type of the entities.
    pub(super) fn entity(self) -> Option<StructuredId> {
        match self {
            Self::One(id) | Self::Many(id) => Some(id),
            Self::Root | Self::End => None,
        }
    }
}

/// What a step of a path goes over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// An entity set or singleton, by its position in the container.
    Source(u32),
    /// An overload of an import.
    Import(u32, OperationId),
    /// A navigation property: the type that declares it, and its position there.
    Navigation(StructuredId, u32),
    /// A derived type.
    Cast(StructuredId, StructuredId),
    /// A key.
    Key,
    /// A bound operation.
    Operation(OperationId),
    /// A structural property of a type, its own or inherited: the type.
    Property(StructuredId),
}

/// The ways through one model, without what is excluded by name.
pub(super) struct Ways<'a> {
    pub(super) model: &'a Model,
    pub(super) followed: &'a Followed,
    excluded_types: &'a [bool],
    excluded_operations: &'a [bool],
    /// By node, once they are asked for.
    steps: Vec<Option<Vec<(Way, Node)>>>,
}

impl<'a> Ways<'a> {
    pub(super) fn new(
        model: &'a Model,
        followed: &'a Followed,
        excluded_types: &'a [bool],
        excluded_operations: &'a [bool],
    ) -> Self {
        Self {
            model,
            followed,
            excluded_types,
            excluded_operations,
            steps: vec![None; 2 + 2 * model.structured_types.len()],
        }
    }

    /// Where entities of a type are: at what stands for its versions.
    fn node(&self, ty: StructuredId, collection: bool) -> Node {
        let ty = self.followed.versions.newest(ty);
        match collection {
            true => Node::Many(ty),
            false => Node::One(ty),
        }
    }

    /// The structured type of this name, or what stands for it.
    fn find(&self, name: &str) -> Option<StructuredId> {
        match self.model.find(name)? {
            NamedType::Structured(id) => Some(self.followed.versions.newest(id)),
            NamedType::Enum(_) | NamedType::Definition(_) => None,
        }
    }

    /// The ways from a node that a wildcard may take, in the order of the document.
    pub(super) fn leaving(&mut self, node: Node) -> &[(Way, Node)] {
        let index = node.index();
        if self.steps[index].is_none() {
            let mut steps = match node {
                Node::Root => self.leave_root(),
                Node::One(id) => self.leave_one(id),
                Node::Many(id) => self.leave_many(id),
                Node::End => Vec::new(),
            };
            steps.retain(|(_, to)| {
                to.entity()
                    .is_none_or(|id| !self.excluded_types[id.0 as usize])
            });
            self.steps[index] = Some(steps);
        }
        self.steps[index].as_deref().unwrap_or_default()
    }

    /// A step that a wildcard takes where paths stay at home: none where what it leads to is at home
    /// elsewhere, and no further than an operation that gives such entities.
    pub(super) fn staying_home(&self, (way, to): (Way, Node)) -> Option<(Way, Node)> {
        let has_root = to.entity().is_some_and(|id| self.followed.has_root(id));
        match way {
            Way::Navigation(owner, at) => {
                let owner = self.model.structured(owner);
                let property = &owner.navigation_properties[at as usize];
                (!self.followed.leads_away(property)).then_some((way, to))
            }
            Way::Cast(from, derived) => {
                let bases = self
                    .followed
                    .versions
                    .bases(self.model, derived)
                    .into_iter();
                let mut narrower = bases.take_while(|&base| base != from);
                let is_elsewhere = has_root || narrower.any(|base| self.followed.has_root(base));
                (!is_elsewhere).then_some((way, to))
            }
            Way::Operation(_) | Way::Import(..) if has_root => Some((way, Node::End)),
            Way::Operation(_) | Way::Import(..) | Way::Source(_) | Way::Key | Way::Property(_) => {
                Some((way, to))
            }
        }
    }

    /// The ways that only a name takes: to a structural property, to a derived type that is not followed, or
    /// to another version of a type, which is where the path is already.
    pub(super) fn by_name(&self, node: Node, name: &str) -> Option<(Way, Node)> {
        let id = node.entity()?;
        if name.contains('.') {
            let derived = self.find(name)?;
            let versions = &self.followed.versions;
            let is_version = derived == id && versions.members(id).len() > 1;
            let is_below = is_version || versions.bases(self.model, derived).contains(&id);
            let collection = matches!(node, Node::Many(_));
            let is_in = !self.excluded_types[derived.0 as usize];
            return (is_below && is_in)
                .then(|| (Way::Cast(id, derived), self.node(derived, collection)));
        }
        let mut properties = self
            .model
            .ancestry(id)
            .flat_map(|id| &self.model.structured(id).properties);
        let is_one = matches!(node, Node::One(_));
        (is_one && properties.any(|property| *property.name == *name))
            .then_some((Way::Property(id), Node::End))
    }

    /// Whether a segment of a path stands for a way.
    pub(super) fn fits(&self, segment: &Segment, way: Way) -> bool {
        match segment {
            Segment::Any | Segment::Deep => true,
            Segment::Key => way == Way::Key,
            Segment::Named(name) => self.is_named(way, name),
        }
    }

    fn is_named(&self, way: Way, name: &str) -> bool {
        let container = self.model.container.as_ref();
        match way {
            Way::Source(at) => {
                container.is_some_and(|container| *container.sources[at as usize].name == *name)
            }
            Way::Import(at, _) => {
                container.is_some_and(|container| *container.imports[at as usize].name == *name)
            }
            Way::Navigation(id, at) => {
                *self.model.structured(id).navigation_properties[at as usize].name == *name
            }
            Way::Cast(_, to) => self.find(name) == Some(to),
            Way::Operation(id) => {
                let operation = &self.model.operation(id).name;
                match name.rsplit_once('.') {
                    Some((namespace, simple)) => {
                        *operation.namespace == *namespace && *operation.name == *simple
                    }
                    None => *operation.name == *name,
                }
            }
            Way::Key | Way::Property(_) => false,
        }
    }

    /// A way as a segment of a path.
    pub(super) fn segment(&self, way: Way) -> String {
        let container = self.model.container.as_ref();
        let named = |name: Option<&str>| name.unwrap_or_default().to_owned();
        match way {
            Way::Source(at) => named(container.map(|found| &*found.sources[at as usize].name)),
            Way::Import(at, _) => named(container.map(|found| &*found.imports[at as usize].name)),
            Way::Navigation(id, at) => self.model.structured(id).navigation_properties[at as usize]
                .name
                .to_string(),
            Way::Cast(_, to) => self.model.structured(to).name.to_string(),
            Way::Key => "*".to_owned(),
            Way::Operation(id) => self.model.operation(id).name.to_string(),
            Way::Property(id) => self.model.structured(id).name.to_string(),
        }
    }

    fn leave_root(&self) -> Vec<(Way, Node)> {
        let Some(container) = &self.model.container else {
            return Vec::new();
        };
        let sources = container.sources.iter().zip(0u32..).map(|(source, at)| {
            let node = self.node(source.entity_type, source.collection);
            (Way::Source(at), node)
        });
        let imports = container
            .imports
            .iter()
            .zip(0u32..)
            .flat_map(|(import, at)| {
                let overloads = import.operations.iter();
                overloads.map(move |&id| (at, id))
            });
        let imports = imports
            .filter(|&(_, id)| !self.excluded_operations[id.0 as usize])
            .map(|(at, id)| (Way::Import(at, id), self.result(id)));
        sources.chain(imports).collect()
    }

    fn leave_one(&self, id: StructuredId) -> Vec<(Way, Node)> {
        let mut steps = Vec::new();
        for owner in self.model.ancestry(id) {
            let properties = &self.model.structured(owner).navigation_properties;
            for (property, at) in properties.iter().zip(0u32..) {
                // what has no type leads to an address without one
                let node = property
                    .target
                    .map_or(Node::End, |target| self.node(target, property.collection));
                steps.push((Way::Navigation(owner, at), node));
            }
            self.add_operations(&self.model.structured(owner).operations, &mut steps);
        }
        let casts = self.followed.below(self.model, id).into_iter();
        steps.extend(casts.map(|derived| (Way::Cast(id, derived), Node::One(derived))));
        steps
    }

    fn leave_many(&self, id: StructuredId) -> Vec<(Way, Node)> {
        let mut steps = vec![(Way::Key, Node::One(id))];
        for owner in self.model.ancestry(id) {
            self.add_operations(
                &self.model.structured(owner).collection_operations,
                &mut steps,
            );
        }
        let casts = self.followed.below(self.model, id).into_iter();
        steps.extend(casts.map(|derived| (Way::Cast(id, derived), Node::Many(derived))));
        steps
    }

    fn add_operations(&self, operations: &[OperationId], steps: &mut Vec<(Way, Node)>) {
        let chosen = operations
            .iter()
            .filter(|id| !self.excluded_operations[id.0 as usize]);
        steps.extend(chosen.map(|&id| (Way::Operation(id), self.result(id))));
    }

    /// Where the result of an operation stands: what is composed of it goes on from there.
    fn result(&self, id: OperationId) -> Node {
        let operation = self.model.operation(id);
        let result = operation
            .return_type
            .as_ref()
            .filter(|_| operation.is_composable);
        let node = match result {
            Some(TypeUse {
                ty: Type::Structured(id),
                collection,
                ..
            }) if self.model.structured(*id).kind == StructuredKind::Entity => {
                self.node(*id, *collection)
            }
            _ => return Node::End,
        };
        match node.entity() {
            Some(id) if self.excluded_types[id.0 as usize] => Node::End,
            _ => node,
        }
    }
}
