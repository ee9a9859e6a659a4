//! Turns `[[patch]]` entries into changes of the documents, and reports those that change nothing.

mod action;
mod rename;
mod target;
mod value;

use crate::config::{Config, Patch, PatchAction, Version};
use crate::csdl::Document;
use crate::diagnostics::rules::semantic::STALE_PATCH;
use crate::diagnostics::{Diagnostic, Diagnostics};
use target::{Element, Target};

/// The patches of a configuration, and what has become of each so far.
///
/// A patch without a version is tried on each of them and has to change at least one.
#[derive(Debug)]
pub(crate) struct Patches<'c> {
    patches: Vec<(&'c Patch, Outcome)>,
}

/// What a patch did, the best of all versions.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    /// Its target is not there; perhaps another path was meant.
    Missing(Option<String>),
    /// Its target is an element that it cannot be applied to.
    Unsuitable(&'static str),
    /// Its target is already as the patch would make it.
    Same,
    /// It changed something.
    Applied,
}

impl<'c> Patches<'c> {
    /// All patches, none of them applied yet.
    pub(crate) fn new(config: &'c Config) -> Self {
        let patches = config.patches.iter();
        Self {
            patches: patches
                .map(|patch| (patch, Outcome::Missing(None)))
                .collect(),
        }
    }

    /// Applies the patches of one version to its documents, in the order of the configuration.
    pub(crate) fn apply(&mut self, version: &Version, documents: &mut [Document]) {
        for (patch, outcome) in &mut self.patches {
            if patch
                .version
                .as_ref()
                .is_none_or(|name| *name == version.name)
            {
                let done = apply(patch, documents);
                *outcome = done.max(std::mem::replace(outcome, Outcome::Missing(None)));
            }
        }
    }

    /// Reports each patch that no version had a use for.
    pub(crate) fn report(self, diagnostics: &mut Diagnostics) {
        for (patch, outcome) in self.patches {
            if let Some(finding) = stale(patch, outcome) {
                diagnostics.push(finding);
            }
        }
    }
}

fn apply(patch: &Patch, documents: &mut [Document]) -> Outcome {
    let Some(target) = Target::parse(&patch.target, documents) else {
        return Outcome::Missing(None);
    };
    // of two elements with one name the first is the one that everything refers to
    let twice = is_declared_twice(&target, documents);
    let mut first = twice && matches!(patch.action, PatchAction::Drop | PatchAction::Rename(_));
    let mut outcome = None;
    for document in &mut *documents {
        target.visit(document, &mut |element| {
            if std::mem::take(&mut first) {
                return true;
            }
            let done = action::apply(element, patch);
            let drop = patch.action == PatchAction::Drop && done == Outcome::Applied;
            outcome = outcome.take().max(Some(done));
            !drop
        });
    }
    let Some(outcome) = outcome else {
        return Outcome::Missing(target.similar(documents));
    };
    if outcome == Outcome::Applied && !twice {
        match &patch.action {
            PatchAction::Rename(name) => rename::references(documents, &target, name),
            PatchAction::Drop => rename::drop_annotations(documents, &target),
            _ => {}
        }
    }
    outcome
}

/// Whether a path names two elements by mistake; overloads of an operation are several by right.
fn is_declared_twice(target: &Target, documents: &mut [Document]) -> bool {
    let mut count = 0;
    for document in documents {
        target.visit(document, &mut |element| {
            let by_right = matches!(
                element,
                Element::Operation(_) | Element::Parameter(_) | Element::ReturnType(_)
            );
            count += usize::from(!by_right);
            true
        });
    }
    count > 1
}

/// The finding about a patch, unless it was applied.
fn stale(patch: &Patch, outcome: Outcome) -> Option<Diagnostic> {
    let path = &patch.target.value;
    let (message, label, help) = match outcome {
        Outcome::Applied => return None,
        Outcome::Missing(similar) => {
            let place = match &patch.version {
                Some(version) => format!("the metadata of `{version}`"),
                None => "the metadata".to_owned(),
            };
            let help = match similar {
                Some(path) => format!("did you mean `{path}`?"),
                None => "name an element, such as `Namespace.Type/Property`, or remove the patch"
                    .to_owned(),
            };
            (format!("{place} has no `{path}`"), "names nothing", help)
        }
        Outcome::Unsuitable(expected) => (
            format!("the patch cannot be applied to `{path}`"),
            "is another kind of element",
            format!("name {expected}"),
        ),
        Outcome::Same => (
            format!("the patch of `{path}` changes nothing"),
            "is already so",
            "remove the patch: its reason no longer holds".to_owned(),
        ),
    };
    Some(Diagnostic::at(&STALE_PATCH, patch.target.span, message, label).with_help(help))
}

#[cfg(test)]
mod tests;
