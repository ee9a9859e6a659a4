//! Turns a name into the chain of reasons that brought it in, or into the place where its chain was cut.

use std::collections::{HashMap, VecDeque};

use super::entry::{Entry, matches};
use super::parts::{Part, Reason};
use super::walk::Walk;
use super::ways::Ways;
use super::{Limited, Selection};
use crate::model::{
    DefinitionId, EnumId, Model, NamedType, OperationId, StructuredId, Type, TypeUse,
};

/// Why a type or operation is in, or where what leads to it was cut: lines for people, from the
/// entry that began it to the part itself. None where the model has no such name.
#[must_use]
pub fn why(model: &Model, selection: &Selection, name: &str) -> Option<Vec<String>> {
    let parts: Vec<Part> = match model.find(name) {
        Some(ty) => vec![Part::Type(ty)],
        None => {
            let operations = model.operations.iter().zip(0u32..);
            let named = operations.filter(|(operation, _)| operation.name.to_string() == name);
            named
                .map(|(_, id)| Part::Operation(OperationId(id)))
                .collect()
        }
    };
    let asked = *parts.first()?;
    let Some(limited) = &selection.limited else {
        return Some(vec![format!("`{name}` is in: nothing is left out")]);
    };
    let asker = Asker { model, limited };
    let parts = parts.into_iter().map(|part| asker.standing_for(part));
    let parts: Vec<Part> = parts.collect();
    let mut present = parts.iter().filter(|&&part| asker.reason(part).is_some());
    let mut lines = match present.next() {
        Some(&part) => asker.chain(part),
        None => asker.absence(parts[0]),
    };
    if parts[0] != asked {
        let newest = asker.name(parts[0]);
        lines.insert(
            0,
            format!("`{newest}` stands for `{name}`, an earlier version of it"),
        );
    }
    Some(lines)
}

struct Asker<'a> {
    model: &'a Model,
    limited: &'a Limited,
}

/// What leads from one type to another.
enum Edge<'m> {
    Property(&'m str),
    Navigation(&'m str),
    Operation(OperationId),
    Derived,
}

impl Asker<'_> {
    /// A part, or the newest version of it where it is a type that has several.
    fn standing_for(&self, part: Part) -> Part {
        match part {
            Part::Type(ty) => Part::Type(self.newest(ty)),
            Part::Operation(_) => part,
        }
    }

    fn newest(&self, ty: NamedType) -> NamedType {
        match ty {
            NamedType::Structured(id) => {
                NamedType::Structured(self.limited.followed.versions.newest(id))
            }
            NamedType::Enum(_) | NamedType::Definition(_) => ty,
        }
    }

    /// How a part came in. The values of a type go before its builder.
    fn reason(&self, part: Part) -> Option<Reason> {
        let parts = &self.limited.parts;
        match part {
            Part::Type(NamedType::Structured(id)) => {
                let presence = &parts.structured[id.0 as usize];
                presence.value.or(presence.single)
            }
            Part::Type(NamedType::Enum(EnumId(id))) => parts.enums[id as usize],
            Part::Type(NamedType::Definition(DefinitionId(id))) => parts.definitions[id as usize],
            Part::Operation(id) => parts.operations[id.0 as usize],
        }
    }

    /// The reasons from the entry to the part, one a line.
    fn chain(&self, part: Part) -> Vec<String> {
        let mut lines = Vec::new();
        let mut next = Some(part);
        while let Some(part) = next {
            let Some(reason) = self.reason(part) else {
                break;
            };
            let (line, before) = self.told(part, reason);
            lines.push(line);
            next = before;
        }
        lines.reverse();
        lines.insert(0, format!("`{}` is in:", self.name(part)));
        lines
    }

    /// A reason in words, and the part that it comes from.
    fn told(&self, part: Part, reason: Reason) -> (String, Option<Part>) {
        let structured = |id| Part::Type(NamedType::Structured(id));
        let (how, from) = match reason {
            Reason::Named(_) | Reason::NotExcluded | Reason::Path(..) | Reason::Way(..) => {
                return (self.beginning(part, reason), None);
            }
            Reason::Property(id, at) => {
                let property = &self.model.structured(id).properties[at].name;
                let how = format!("is the type of `{property}` of");
                (how, self.holder(id))
            }
            Reason::Base(id) => ("is a base of".to_owned(), structured(id)),
            Reason::Derived(id) => ("derives from".to_owned(), structured(id)),
            Reason::Key(id) => ("is in the key of".to_owned(), structured(id)),
            Reason::Parameter(id, at) => {
                let parameter = &self.model.operation(id).parameters[at].name;
                let how = format!("is the type of `{parameter}` of");
                (how, Part::Operation(id))
            }
            Reason::Result(id) => ("is the result of".to_owned(), Part::Operation(id)),
            Reason::Binding(id) => ("has builders for".to_owned(), Part::Operation(id)),
        };
        let line = format!("  `{}` {how} `{}`", self.name(part), self.name(from));
        (line, Some(from))
    }

    /// The reason that an entry gives, in words.
    fn beginning(&self, part: Part, reason: Reason) -> String {
        let name = self.name(part);
        match reason {
            Reason::Named(entry) => format!("  `{name}` is named by `{}`", self.entry(entry)),
            Reason::Path(walk, state) => {
                let path = |walk: &Walk, ways: &Ways<'_>| walk.path(state, ways);
                self.path("is at the end of", part, walk, path)
            }
            Reason::Way(walk, step) => {
                let path = |walk: &Walk, ways: &Ways<'_>| walk.path_over(step, ways);
                let how = match part {
                    Part::Operation(_) => "is called at",
                    Part::Type(_) => "has builders alone, for what is beyond",
                };
                self.path(how, part, walk, path)
            }
            _ => format!("  `{name}` is not excluded"),
        }
    }

    /// A path that brought a part in, and the entry that it is from.
    fn path(
        &self,
        how: &str,
        part: Part,
        walk: usize,
        path: impl FnOnce(&Walk, &Ways<'_>) -> String,
    ) -> String {
        let (entry, walk) = &self.limited.walks[walk];
        let ways = Ways::new(self.model, &self.limited.followed, &[], &[]);
        let path = path(walk, &ways);
        let name = self.name(part);
        match entry {
            Some(entry) => format!("  `{name}` {how} `{path}`, by `{}`", self.entry(*entry)),
            None => format!("  `{name}` {how} `{path}`, which is not excluded"),
        }
    }

    /// The type that a property is in with: the one that declares it, or else one that inherits it.
    fn holder(&self, owner: StructuredId) -> Part {
        let structured = |id| Part::Type(NamedType::Structured(id));
        let is_in =
            |id: &StructuredId| self.limited.parts.structured[id.0 as usize].value.is_some();
        let newest = self.limited.followed.versions.newest(owner);
        let below = self.model.descendants(owner);
        let holder = std::iter::once(newest).chain(below).find(is_in);
        structured(holder.unwrap_or(newest))
    }

    fn entry(&self, at: usize) -> &str {
        &self.limited.options.include[at].value
    }

    fn name(&self, part: Part) -> String {
        match part {
            Part::Type(NamedType::Structured(id)) => self.model.structured(id).name.to_string(),
            Part::Type(NamedType::Enum(id)) => self.model.enumeration(id).name.to_string(),
            Part::Type(NamedType::Definition(id)) => self.model.definition(id).name.to_string(),
            Part::Operation(id) => self.model.operation(id).name.to_string(),
        }
    }

    /// Where what leads from something that is in to the part was cut.
    fn absence(&self, part: Part) -> Vec<String> {
        let name = self.name(part);
        let mut lines = vec![format!("`{name}` is not in:")];
        if let Some(entry) = self.excluded_by(part) {
            lines.push(format!("  `{entry}` in `exclude` names it"));
            return lines;
        }
        let chain = match part {
            Part::Type(target) => self.nearest(target),
            Part::Operation(id) => {
                let owner = match self.model.operation(id).binding.as_ref() {
                    Some(binding) => format!(
                        "  no path that is selected calls it on `{}`",
                        self.type_name(&binding.ty)
                    ),
                    None => "  no import of it is selected".to_owned(),
                };
                vec![owner]
            }
        };
        if chain.is_empty() {
            lines.push("  nothing that is in leads to it".to_owned());
        }
        lines.extend(chain);
        lines
    }

    fn type_name(&self, ty: &TypeUse) -> String {
        match ty.ty {
            Type::Structured(id) => self.model.structured(id).name.to_string(),
            Type::Enum(id) => self.model.enumeration(id).name.to_string(),
            Type::Definition(id) => self.model.definition(id).name.to_string(),
            Type::Primitive(primitive) => primitive.name().to_owned(),
        }
    }

    /// The entry of `exclude` that names a type, a version of it, or an operation.
    fn excluded_by(&self, part: Part) -> Option<&str> {
        let names: Vec<String> = match part {
            Part::Type(NamedType::Structured(id)) => {
                let versions = self.limited.followed.versions.members(id).iter();
                let names = versions.map(|&id| self.model.structured(id).name.to_string());
                names.collect()
            }
            _ => vec![self.name(part)],
        };
        let entries = self.limited.options.exclude.iter();
        let mut naming = entries.filter(|text| match Entry::parse(text) {
            Ok(Entry::Name(pattern)) => names.iter().any(|name| matches(&pattern, name)),
            _ => false,
        });
        naming.next().map(|text| text.value.as_str())
    }

    /// The shortest chain from something that is in to the type, of which the first link is the cut.
    fn nearest(&self, target: NamedType) -> Vec<String> {
        let parts = &self.limited.parts.structured;
        let mut before: HashMap<NamedType, (StructuredId, Edge<'_>)> = HashMap::new();
        let ids = self.model.structured_ids();
        let present = ids.filter(|id| {
            let presence = &parts[id.0 as usize];
            presence.value.is_some() || presence.single.is_some()
        });
        let mut open: VecDeque<StructuredId> = present.collect();
        let mut seen: Vec<bool> = parts.iter().map(|_| false).collect();
        for id in &open {
            seen[id.0 as usize] = true;
        }
        while let Some(from) = open.pop_front() {
            for (edge, to) in self.edges(from) {
                match to {
                    NamedType::Structured(id) if seen[id.0 as usize] => continue,
                    NamedType::Structured(id) => {
                        seen[id.0 as usize] = true;
                        open.push_back(id);
                    }
                    _ if before.contains_key(&to) => continue,
                    _ => {}
                }
                before.insert(to, (from, edge));
            }
        }
        let mut links = Vec::new();
        let mut at = target;
        while let Some((from, edge)) = before.get(&at) {
            links.push(self.link(*from, edge, at));
            at = NamedType::Structured(*from);
        }
        links.reverse();
        if let Some(first) = links.first_mut() {
            *first = format!("  `{}` is in, but {first}", self.name(Part::Type(at)));
        }
        for link in links.iter_mut().skip(1) {
            *link = format!("  and {link}");
        }
        links
    }

    /// An edge that is not followed, and why.
    fn link(&self, from: StructuredId, edge: &Edge<'_>, to: NamedType) -> String {
        let to = self.name(Part::Type(to));
        let owner = &self.model.structured(from).name;
        match edge {
            Edge::Navigation(property) => format!(
                "no selected path takes its navigation property `{property}`, which leads from `{owner}` to `{to}`"
            ),
            Edge::Property(property) => format!("`{property}` of `{owner}` has the type `{to}`"),
            Edge::Operation(id) => {
                let operation = &self.model.operation(*id).name;
                format!(
                    "no selected path calls `{operation}`, which leads from `{owner}` to `{to}`"
                )
            }
            Edge::Derived => {
                let below = self.limited.followed.below[from.0 as usize];
                let why = match self.limited.followed.follows(from) {
                    true => String::new(),
                    false if below == 1 => ", whose derived type is not followed".to_owned(),
                    false => format!(", whose {below} derived types are not followed"),
                };
                format!("`{to}` derives from `{owner}`{why}")
            }
        }
    }

    fn edges(&self, id: StructuredId) -> Vec<(Edge<'_>, NamedType)> {
        let mut edges = Vec::new();
        let named = |ty: &TypeUse| match ty.ty {
            Type::Structured(id) => Some(NamedType::Structured(id)),
            Type::Enum(id) => Some(NamedType::Enum(id)),
            Type::Definition(id) => Some(NamedType::Definition(id)),
            Type::Primitive(_) => None,
        };
        for owner in self.model.ancestry(id).map(|id| self.model.structured(id)) {
            for property in &owner.properties {
                let to = named(&property.ty);
                edges.extend(to.map(|to| (Edge::Property(&property.name), to)));
            }
            for property in &owner.navigation_properties {
                let to = property.target.map(NamedType::Structured);
                edges.extend(to.map(|to| (Edge::Navigation(&property.name), to)));
            }
            for &operation in owner.operations.iter().chain(&owner.collection_operations) {
                let declared = self.model.operation(operation);
                let parameters = declared.parameters.iter().map(|parameter| &parameter.ty);
                let uses = parameters.chain(&declared.return_type);
                edges.extend(
                    uses.filter_map(named)
                        .map(|to| (Edge::Operation(operation), to)),
                );
            }
        }
        let derived = self.limited.followed.versions.derived(self.model, id);
        let derived = derived.into_iter().map(NamedType::Structured);
        edges.extend(derived.map(|to| (Edge::Derived, to)));
        for (_, to) in &mut edges {
            *to = self.newest(*to);
        }
        edges
    }
}
