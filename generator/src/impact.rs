//! Turns elements of a model into the Rust items that its plan makes of them.

mod index;
mod item;
mod migration;
mod operations;

use crate::diff::{Element, ItemIndex, Side};
use crate::model::{Model, NamedType, StructuredId};
use crate::plan::{Content, PublicPaths, Step, Version};
use index::{Entry, Index};
use item::Holds;
pub use item::{Item, ItemKind};
pub use migration::{Migration, Row, Section};

/// The Rust items of one version of a crate, looked up by the elements that they are made from.
///
/// Names come from the plan, and none is derived here. A property that a base type declares is looked up in
/// every type that it was flattened into.
#[derive(Debug)]
pub struct Items<'p> {
    model: &'p Model,
    index: Index<'p>,
    paths: PublicPaths,
}

impl<'p> Items<'p> {
    /// Looks at every file of a plan, made from this model for a crate of this name, once.
    #[must_use]
    pub fn new(package: &str, model: &'p Model, version: &'p Version) -> Self {
        Self {
            model,
            index: Index::new(version),
            paths: PublicPaths::new(package, version),
        }
    }

    /// The module of the version from outside of the crate: `outlook_rest::v2_0`.
    #[must_use]
    pub fn root(&self) -> &str {
        &self.paths.root
    }

    /// The items that are made from an element, in the order of [`ItemKind`]; none for a namespace, and for a
    /// type that is not written.
    #[must_use]
    pub fn find(&self, side: &Side) -> Vec<Item<'p>> {
        let (owner, member) = (&*side.path.owner, side.path.member.as_deref());
        let mut found = match (side.element, member) {
            (Element::Namespace, _) => Vec::new(),
            (Element::EntityContainer, _) => self.client(),
            (Element::Property | Element::NavigationProperty, Some(name)) => {
                self.property(owner, name)
            }
            (Element::EnumMember, Some(name)) => self.member(owner, name),
            (Element::EntitySet | Element::Singleton, Some(name)) => self.source(name),
            (Element::ActionImport | Element::FunctionImport, Some(name)) => self.import(name),
            (Element::Action | Element::Function | Element::Parameter | Element::ReturnType, _) => {
                self.operation(&side.path)
            }
            _ => self.named_type(owner),
        };
        found.sort_by_key(|item| item.kind);
        found
    }

    /// A type, what belongs to it, and what leads to it from its bases.
    fn named_type(&self, wire: &str) -> Vec<Item<'p>> {
        let Some(entry) = self.index.entry(wire) else {
            return Vec::new();
        };
        let item = |kind, path, holds| Item::new(kind, wire, path, holds);
        let mut found: Vec<Item<'p>> = Vec::new();
        for content in &entry.types {
            let (kind, holds) = item::of_content(content, entry.types.len() > 1);
            let name = item::name(content).unwrap_or_default();
            found.push(item(kind, self.type_path(entry, name), holds));
        }
        if let Some((module, _)) = entry.properties {
            let path = self.paths.properties(entry.space, module);
            found.push(item(ItemKind::Module, path, Holds::Nothing));
        }
        if let Some(requests) = entry.requests {
            for builder in [Some(&requests.single), requests.collection.as_ref()] {
                let Some(builder) = builder else { continue };
                let kind = match std::ptr::eq(builder, &requests.single) {
                    true => ItemKind::Builder,
                    false => ItemKind::CollectionBuilder,
                };
                let path = self.request_path(entry, &builder.name);
                found.push(item(kind, path, Holds::Nothing));
            }
        }
        if let Some(NamedType::Structured(id)) = self.model.find(wire) {
            found.extend(self.ways_to(id, wire));
        }
        found
    }

    /// The variants and casts that lead from the bases of a type to it.
    fn ways_to(&self, id: StructuredId, wire: &str) -> Vec<Item<'p>> {
        let mut found = Vec::new();
        for base in self.model.ancestry(id).skip(1) {
            let owner = self.model.structured(base).name.to_string();
            let Some(entry) = self.index.entry(&owner) else {
                continue;
            };
            for content in &entry.types {
                let Content::Polymorphic(choice) = content else {
                    continue;
                };
                let mut variants = choice.variants.iter();
                let is_ours = |path| self.index.wire(path) == Some(wire);
                let variant = variants.find(|variant| is_ours(&variant.ty));
                found.extend(variant.map(|variant| {
                    let outer = self.type_path(entry, &choice.name.rust);
                    let path = format!("{outer}::{}", variant.name);
                    Item::new(ItemKind::Variant, &owner, path, Holds::Nothing)
                }));
            }
            found.extend(self.functions(
                &owner,
                entry,
                |step| matches!(step, Step::Cast { wire: there, .. } if **there == *wire),
            ));
        }
        found
    }

    fn property(&self, owner: &str, name: &str) -> Vec<Item<'p>> {
        let Some(NamedType::Structured(id)) = self.model.find(owner) else {
            return Vec::new();
        };
        let mut found = Vec::new();
        for id in std::iter::once(id).chain(self.model.descendants(id)) {
            let wire = self.model.structured(id).name.to_string();
            let Some(entry) = self.index.entry(&wire) else {
                continue;
            };
            found.extend(self.fields(&wire, entry, name));
            found.extend(self.constants(&wire, entry, name));
            found.extend(self.functions(&wire, entry, |step| match step {
                Step::Navigate { wire, .. } => **wire == *name,
                Step::Key { parts, .. } => parts.iter().any(|part| *part.name.wire == *name),
                _ => false,
            }));
        }
        found
    }

    fn fields(&self, wire: &str, entry: &Entry<'p>, name: &str) -> Vec<Item<'p>> {
        let mut found = Vec::new();
        for content in &entry.types {
            let outer = || self.type_path(entry, item::name(content).unwrap_or_default());
            match content {
                Content::Struct(ty) => {
                    let fields = ty.fields.iter().filter(|field| *field.name.wire == *name);
                    found.extend(fields.map(|field| {
                        let path = format!("{}::{}", outer(), field.name.rust);
                        let kind = match entry.types.len() {
                            1 => ItemKind::Field,
                            _ => ItemKind::BaseField,
                        };
                        Item::new(kind, wire, path, Holds::Type(&field.ty))
                    }));
                }
                Content::Polymorphic(ty) => {
                    let accessors = ty.accessors.iter();
                    let accessors = accessors.filter(|one| *one.field.name.wire == *name);
                    found.extend(accessors.map(|accessor| {
                        let path = format!("{}::{}", outer(), accessor.function);
                        let holds = Holds::Type(&accessor.field.ty);
                        Item::new(ItemKind::Accessor, wire, path, holds)
                    }));
                }
                _ => {}
            }
        }
        found
    }

    fn member(&self, owner: &str, name: &str) -> Vec<Item<'p>> {
        let Some(entry) = self.index.entry(owner) else {
            return Vec::new();
        };
        let members = |content: &'p Content| match content {
            Content::Enum(ty) => &ty.members[..],
            Content::Flags(ty) => &ty.members[..],
            _ => &[],
        };
        let mut found = Vec::new();
        for &content in &entry.types {
            let members = members(content).iter();
            found.extend(members.filter(|one| *one.name.wire == *name).map(|one| {
                let outer = self.type_path(entry, item::name(content).unwrap_or_default());
                let path = format!("{outer}::{}", one.name.rust);
                Item::new(ItemKind::Member, owner, path, Holds::Nothing)
            }));
        }
        found
    }
}

impl ItemIndex for Items<'_> {
    /// The items with whole paths. Of a type that is not written, the types that stand for it: the nearest
    /// ones that derive from it and are written.
    fn items(&self, side: &Side) -> Vec<Box<str>> {
        let mut found = self.find(side);
        if found.is_empty() && side.path.member.is_none() {
            found = self.stand_ins(&side.path.owner);
        }
        let whole = |item: Item<'_>| format!("{}::{}", self.paths.root, item.path).into();
        found.into_iter().map(whole).collect()
    }
}

impl<'p> Items<'p> {
    fn stand_ins(&self, wire: &str) -> Vec<Item<'p>> {
        let Some(NamedType::Structured(id)) = self.model.find(wire) else {
            return Vec::new();
        };
        let (mut found, mut open) = (Vec::new(), vec![id]);
        while let Some(id) = open.pop() {
            for &derived in &self.model.structured(id).derived {
                let wire = self.model.structured(derived).name.to_string();
                let mut items = self.named_type(&wire);
                items.retain(|item| item.kind == ItemKind::Type);
                if items.is_empty() {
                    open.push(derived);
                }
                found.extend(items);
            }
        }
        found.sort_by(|a, b| a.path.cmp(&b.path));
        found
    }
}
