//! Turns two models and the names that changed between them into all facts.

use super::change::{Change, Element, Evidence, Kind, Path, Side};
use super::pairs::Pairs;
use super::renames::Renames;
use super::{container, enums, namespaces, operations, structured};
use crate::diagnostics::Span;
use crate::model::Model;

/// Everything that is different between two models, sorted by the name of the type.
///
/// Elements with different names are the same where `renames` says so; otherwise one was removed and
/// another one added.
#[must_use]
pub fn compare(old: &Model, new: &Model, renames: &Renames) -> Vec<Change> {
    let mut comparison = Comparison {
        pairs: Pairs::new(old, new, renames),
        renames,
        changes: Vec::new(),
    };
    namespaces::compare(&mut comparison);
    structured::compare(&mut comparison);
    enums::compare(&mut comparison);
    operations::compare(&mut comparison);
    container::compare(&mut comparison);
    comparison.changes.sort();
    comparison.changes
}

/// Two models, what is known about which element is which, and the facts so far.
pub(super) struct Comparison<'m> {
    pub(super) pairs: Pairs<'m>,
    pub(super) renames: &'m Renames,
    pub(super) changes: Vec<Change>,
}

/// An element in both models.
pub(super) struct Place {
    pub(super) old: Side,
    pub(super) new: Side,
}

/// A side that says nothing yet.
pub(super) fn side(element: Element, path: Path, span: impl Into<Option<Span>>) -> Side {
    Side {
        element,
        path,
        value: None,
        span: span.into(),
    }
}

impl Comparison<'_> {
    /// Notes that only the old model has an element.
    pub(super) fn removed(&mut self, old: Side) {
        self.one_sided(Kind::Removed, Some(old), None);
    }

    /// Notes that only the new model has an element.
    pub(super) fn added(&mut self, new: Side) {
        self.one_sided(Kind::Added, None, Some(new));
    }

    /// Notes that one of the models lacks an element.
    pub(super) fn one_sided(&mut self, kind: Kind, old: Option<Side>, new: Option<Side>) {
        self.changes.push(Change {
            kind,
            subject: None,
            old,
            new,
            evidence: None,
        });
    }

    /// Notes two values that are different.
    pub(super) fn changed(
        &mut self,
        place: &Place,
        kind: Kind,
        old: Option<String>,
        new: Option<String>,
    ) {
        self.changed_subject(place, kind, None, [old, new]);
    }

    /// Notes two values of one of several things that are different.
    pub(super) fn changed_subject(
        &mut self,
        place: &Place,
        kind: Kind,
        subject: Option<&str>,
        [old, new]: [Option<String>; 2],
    ) {
        let with = |side: &Side, value: Option<String>| {
            let value = value.map(String::into_boxed_str);
            Some(Side {
                value,
                ..side.clone()
            })
        };
        self.changes.push(Change {
            kind,
            subject: subject.map(Into::into),
            old: with(&place.old, old),
            new: with(&place.new, new),
            evidence: None,
        });
    }

    /// Compares two values that are written alike when they are alike.
    pub(super) fn value(
        &mut self,
        place: &Place,
        kind: Kind,
        old: Option<String>,
        new: Option<String>,
    ) {
        if old != new {
            self.changed(place, kind, old, new);
        }
    }

    /// Compares two things that are or are not.
    pub(super) fn flag(&mut self, place: &Place, kind: Kind, old: bool, new: bool) {
        self.value(place, kind, Some(old.to_string()), Some(new.to_string()));
    }

    /// Notes that an element is of another sort.
    pub(super) fn element(&mut self, place: &Place) {
        let words = |side: &Side| Some(side.element.words().to_owned());
        self.value(place, Kind::Element, words(&place.old), words(&place.new));
    }

    /// Notes that an element has another name.
    pub(super) fn renamed(&mut self, place: &Place, old: &str, new: &str) {
        self.changed(
            place,
            Kind::Renamed,
            Some(old.to_owned()),
            Some(new.to_owned()),
        );
        let evidence: Option<Evidence> = self.renames.evidence(&place.old.path, &place.new.path);
        if let Some(change) = self.changes.last_mut() {
            change.evidence = evidence;
        }
    }
}
