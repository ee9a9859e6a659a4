//! Turns a mapping file and the models that it speaks of into findings: names in it that no model has.

use std::collections::HashSet;

use crate::config::ServiceMap;
use crate::diagnostics::rules::settings::CONFIG_VALUE;
use crate::diagnostics::{Diagnostic, Diagnostics, Spanned, closest};
use crate::diff::{Path, known_paths};
use crate::model::Model;

/// Reports every name in the mapping that its model does not have.
pub(super) fn check(old: &Model, new: &Model, map: &ServiceMap, found: &mut Diagnostics) {
    let (old, new) = (Known::new("old", old), Known::new("new", new));
    for (before, after) in &map.namespaces {
        old.namespace(before, found);
        new.namespace(after, found);
    }
    for rename in &map.renames {
        old.path(&rename.old, found);
        new.path(&rename.new, found);
    }
    for path in &map.paths {
        old.path(&path.old, found);
    }
    for note in &map.notes {
        old.path(&note.path, found);
    }
}

/// The names of one of the models.
struct Known<'m> {
    side: &'static str,
    namespaces: Vec<&'m str>,
    paths: HashSet<Path>,
}

impl<'m> Known<'m> {
    fn new(side: &'static str, model: &'m Model) -> Self {
        let namespaces = model.namespaces.iter();
        Self {
            side,
            namespaces: namespaces.map(|namespace| &*namespace.name).collect(),
            paths: known_paths(model).into_iter().collect(),
        }
    }

    fn namespace(&self, name: &Spanned<String>, found: &mut Diagnostics) {
        if !self.namespaces.contains(&name.value.as_str()) {
            let near = closest(&name.value, self.namespaces.iter().copied());
            let near = near.or(self.namespaces.first().copied());
            self.report("namespace", name, near, found);
        }
    }

    fn path(&self, name: &Spanned<String>, found: &mut Diagnostics) {
        let path = match name.value.split_once('/') {
            Some((owner, member)) => Path::of(owner).join(member),
            None => Path::of(name.value.as_str()),
        };
        if !self.paths.contains(&path) {
            let mut texts: Vec<String> = self.paths.iter().map(Path::to_string).collect();
            texts.sort_unstable();
            let near = closest(&name.value, texts.iter().map(String::as_str));
            self.report("element", name, near, found);
        }
    }

    fn report(
        &self,
        what: &str,
        name: &Spanned<String>,
        near: Option<&str>,
        found: &mut Diagnostics,
    ) {
        let message = format!("the {} service has no {what} `{}`", self.side, name.value);
        let help = near.map_or_else(
            || "write the path as `diff` shows it, such as `Namespace.Type/Property`".to_owned(),
            |near| format!("did you mean `{near}`?"),
        );
        let label = format!("no such {what}");
        let finding = Diagnostic::at(&CONFIG_VALUE, name.span, message, label);
        found.push(finding.with_help(help));
    }
}
