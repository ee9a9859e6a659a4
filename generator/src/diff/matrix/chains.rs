//! Turns the elements of several models into chains: one element through the versions that have it.

use std::collections::{HashMap, HashSet};

use crate::diff::change::{Kind, Path, Side};
use crate::diff::compare::compare;
use crate::diff::counterparts::Counterparts;
use crate::diff::elements::elements;
use crate::diff::renames::Renames;
use crate::model::Model;

/// One element in each version that has it.
pub(super) struct Chain {
    pub(super) links: Vec<Option<Link>>,
}

/// An element in one version.
pub(super) struct Link {
    pub(super) side: Side,
    /// Its place in the model.
    pub(super) order: usize,
    /// Which of the types is its own that the element had over the versions.
    pub(super) shape: usize,
}

/// Links the elements of neighbouring models.
pub(super) fn link(models: &[&Model], renames: &[Renames]) -> Vec<Chain> {
    let mut chains: Vec<Chain> = Vec::new();
    // the chain of each path by the last version that has it
    let mut known: HashMap<Path, usize> = HashMap::new();
    for (at, &model) in models.iter().enumerate() {
        let step = at.checked_sub(1).map(|before| Step {
            before: Counterparts::new(models[before], model, &renames[before])
                .paths()
                .into_iter()
                .map(|(old, new)| (new, old))
                .collect(),
            changed: changed(models[before], model, &renames[before]),
        });
        let mut here: HashMap<Path, usize> = HashMap::new();
        for (order, side) in elements(model).into_iter().enumerate() {
            let before = step.as_ref().and_then(|step| step.before.get(&side.path));
            let found = before.and_then(|path| known.get(path)).copied();
            // what was gone and is back has no counterpart in the version before
            let again = || known.get(&side.path).copied();
            let is_free = |&chain: &usize| chains[chain].links[at].is_none();
            let found = found.or_else(|| again().filter(|&chain| is_gone(&chains[chain], at)));
            let chain = found.filter(is_free).unwrap_or_else(|| {
                let links = models.iter().map(|_| None).collect();
                chains.push(Chain { links });
                chains.len() - 1
            });
            here.insert(side.path.clone(), chain);
            let shape = chains[chain].shape_of(&side, step.as_ref());
            chains[chain].links[at] = Some(Link { side, order, shape });
        }
        known.extend(here);
    }
    chains
}

/// What is known of a version and the one before.
struct Step {
    /// The old path of each new one.
    before: HashMap<Path, Path>,
    /// New paths of what has another type or number.
    changed: HashSet<Path>,
}

fn is_gone(chain: &Chain, at: usize) -> bool {
    at.checked_sub(1)
        .is_some_and(|before| chain.links[before].is_none())
}

fn changed(old: &Model, new: &Model, renames: &Renames) -> HashSet<Path> {
    let is_shape = |kind| {
        matches!(
            kind,
            Kind::Type
                | Kind::Collection
                | Kind::Element
                | Kind::BaseType
                | Kind::UnderlyingType
                | Kind::MemberValue
        )
    };
    let changes = compare(old, new, renames).into_iter();
    let changes = changes.filter(|change| is_shape(change.kind));
    changes
        .filter_map(|change| Some(change.new?.path))
        .collect()
}

impl Chain {
    /// The number of the type that an element has: that of the version before, unless it has another one.
    fn shape_of(&self, side: &Side, step: Option<&Step>) -> usize {
        let Some(last) = self.links.iter().rev().flatten().next() else {
            return 0;
        };
        let is_next = step.is_some_and(|step| step.before.contains_key(&side.path));
        let differs = match step.filter(|_| is_next) {
            Some(step) => {
                let returned = side.path.join("$ReturnType");
                step.changed.contains(&side.path)
                    || step.changed.contains(&returned)
                    || last.side.value.is_some() != side.value.is_some()
            }
            None => last.side.value != side.value,
        };
        last.shape + usize::from(differs)
    }

    /// The newest version that has the element, by its position.
    pub(super) fn newest(&self) -> Option<(usize, &Link)> {
        let mut links = self.links.iter().enumerate().rev();
        links.find_map(|(version, link)| Some((version, link.as_ref()?)))
    }
}
