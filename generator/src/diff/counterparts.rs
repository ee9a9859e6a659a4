//! Turns two models and the names that changed into an answer: what is this element of the old model in the new one?

mod paths;

use std::collections::HashMap;

use super::change::Path;
use super::operation_pairs::{operation_path, pair_operations};
use super::pairs::{Pairs, structured_path};
use super::renames::{Renames, same_letters};
use crate::model::{EnumId, Model, OperationId, StructuredId, Type};

/// Which element of the old model is which of the new one.
pub struct Counterparts<'m> {
    pairs: Pairs<'m>,
    renames: &'m Renames,
    operations: HashMap<OperationId, OperationId>,
}

/// How the names of a model are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub enum Casing {
    /// `ReceivedDateTime`.
    PascalCase,
    /// `receivedDateTime`.
    #[serde(rename = "camelCase")]
    CamelCase,
}

/// That names differ in capitals only is one fact, however many there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub struct CasingChange {
    /// How most of them were written.
    pub old: Casing,
    /// How most of them are written.
    pub new: Casing,
    /// How many names that is.
    pub names: usize,
}

impl<'m> Counterparts<'m> {
    /// Finds the counterpart of each type and each operation.
    #[must_use]
    pub fn new(old: &'m Model, new: &'m Model, renames: &'m Renames) -> Self {
        let pairs = Pairs::new(old, new, renames);
        let same = pair_operations(&pairs, renames).same;
        Self {
            pairs,
            renames,
            operations: same.into_iter().collect(),
        }
    }

    /// The old model.
    #[must_use]
    pub fn old(&self) -> &'m Model {
        self.pairs.old
    }

    /// The new model.
    #[must_use]
    pub fn new_model(&self) -> &'m Model {
        self.pairs.new
    }

    /// The structured type that an old one became.
    #[must_use]
    pub fn structured(&self, old: StructuredId) -> Option<StructuredId> {
        self.pairs.forward(old)
    }

    /// The enumeration type that an old one became.
    #[must_use]
    pub fn enumeration(&self, old: EnumId) -> Option<EnumId> {
        match self.pairs.translate(Type::Enum(old)) {
            Some(Type::Enum(new)) => Some(new),
            _ => None,
        }
    }

    /// The operation that an old one became.
    #[must_use]
    pub fn operation(&self, old: OperationId) -> Option<OperationId> {
        self.operations.get(&old).copied()
    }

    /// Whether an old type and a new one are the same.
    #[must_use]
    pub fn are_same(&self, old: Type, new: Type) -> bool {
        self.pairs.same(old, new)
    }

    /// What a property of an old type, its own or inherited, is called in the new model; its old name where
    /// nothing else is known.
    #[must_use]
    pub fn property_name<'n>(&'n self, owner: StructuredId, name: &'n str) -> &'n str {
        let mut owners = self.pairs.old.ancestry(owner);
        let renamed = owners.find_map(|owner| {
            let path = structured_path(self.pairs.old, owner).join(name);
            self.renames.new_name(&path)
        });
        renamed.unwrap_or(name)
    }

    /// What a member of an old enumeration type, entity set or singleton is called in the new model.
    #[must_use]
    pub fn member_name<'n>(&'n self, owner: &str, name: &'n str) -> &'n str {
        let path = Path::of(owner).join(name);
        self.renames.new_name(&path).unwrap_or(name)
    }

    /// What the parameter of an old operation is called in the new model.
    #[must_use]
    pub fn parameter_name<'n>(&'n self, operation: OperationId, name: &'n str) -> &'n str {
        let model = self.pairs.old;
        let path = operation_path(model, model.operation(operation)).join(name);
        self.renames.new_name(&path).unwrap_or(name)
    }

    /// The change of capitals that most names went through, if any did.
    #[must_use]
    pub fn casing(&self) -> Option<CasingChange> {
        let list = self.renames.list.iter();
        let names: Vec<(&str, &str)> = list
            .map(|rename| (last(&rename.old), last(&rename.new)))
            .filter(|(old, new)| old != new && same_letters(old, new))
            .collect();
        let casing = |names: &mut dyn Iterator<Item = &str>| {
            let begins = |name: &str| name.chars().next().is_some_and(char::is_uppercase);
            let (mut capitals, mut all) = (0, 0);
            for name in names {
                capitals += usize::from(begins(name));
                all += 1;
            }
            match capitals * 2 > all {
                true => Casing::PascalCase,
                false => Casing::CamelCase,
            }
        };
        let old = casing(&mut names.iter().map(|(old, _)| *old));
        let new = casing(&mut names.iter().map(|(_, new)| *new));
        (old != new).then_some(CasingChange {
            old,
            new,
            names: names.len(),
        })
    }
}

impl Casing {
    /// What people call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::PascalCase => "PascalCase",
            Self::CamelCase => "camelCase",
        }
    }
}

/// The simple name at the end of a path, without parameters.
fn last(path: &Path) -> &str {
    let text = path.member.as_deref().unwrap_or(&path.owner);
    if let Some((_, parameter)) = text.rsplit_once(")/") {
        return parameter;
    }
    let name = text.split('(').next().unwrap_or(text);
    name.rsplit(['.', '/']).next().unwrap_or(name)
}
