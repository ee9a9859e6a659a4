//! Turns a mapping file and the models that it speaks of into findings: names in it that no model has.

use std::collections::HashSet;

use crate::config::ServiceMap;
use crate::diagnostics::rules::settings::CONFIG_VALUE;
use crate::diagnostics::{Diagnostic, Diagnostics, Spanned, closest};
use crate::diff::{Path, known_paths};
use crate::model::Model;

/// Reports every name in the mapping that its model does not have.
pub(super) fn check(old: &Model, new: &Model, map: &ServiceMap, found: &mut Diagnostics) {
    let renames = || map.renames.iter();
    let mut before: Vec<&Spanned<String>> = renames().map(|rename| &rename.old).collect();
    before.extend(map.paths.iter().map(|path| &path.old));
    before.extend(map.notes.iter().map(|note| &note.path));
    let after: Vec<&Spanned<String>> = renames().map(|rename| &rename.new).collect();
    for (side, model, names) in [("old", old, before), ("new", new, after)] {
        let known = Known::new(side, model, &names);
        for (old, new) in &map.namespaces {
            let name = if side == "old" { old } else { new };
            known.namespace(name, found);
        }
        for name in names {
            known.path(name, found);
        }
    }
    found.sort();
}

/// The names of one of the models.
struct Known<'m> {
    side: &'static str,
    model: &'m Model,
    /// What stands beside the names that are looked for: of the rest of the model there may be a lot.
    paths: HashSet<Path>,
}

impl<'m> Known<'m> {
    fn new(side: &'static str, model: &'m Model, names: &[&Spanned<String>]) -> Self {
        let paths: Vec<Path> = names.iter().map(|name| path(&name.value)).collect();
        let groups: HashSet<&str> = paths.iter().map(Path::group).collect();
        let known = known_paths(model, |group| groups.contains(group));
        Self {
            side,
            model,
            paths: known.into_iter().collect(),
        }
    }

    fn namespace(&self, name: &Spanned<String>, found: &mut Diagnostics) {
        let all = self.model.namespaces.iter();
        let all: Vec<&str> = all.map(|namespace| &*namespace.name).collect();
        if !all.contains(&name.value.as_str()) {
            let near = closest(&name.value, all.iter().copied()).or(all.first().copied());
            self.report("namespace", name, near, found);
        }
    }

    fn path(&self, name: &Spanned<String>, found: &mut Diagnostics) {
        if self.paths.contains(&path(&name.value)) {
            return;
        }
        let near = self.nearest(&name.value);
        self.report("element", name, near.as_deref(), found);
    }

    /// What was probably meant: beside the name, or else among the types.
    fn nearest(&self, name: &str) -> Option<String> {
        let mut texts: Vec<String> = self.paths.iter().map(Path::to_string).collect();
        texts.sort_unstable();
        if let Some(near) = closest(name, texts.iter().map(String::as_str)) {
            return Some(near.to_owned());
        }
        let (owner, member) = match name.split_once('/') {
            Some((owner, member)) => (owner, Some(member)),
            None => (name, None),
        };
        let structured = self.model.structured_types.iter().map(|ty| &ty.name);
        let names = structured.chain(self.model.enum_types.iter().map(|ty| &ty.name));
        let names: Vec<String> = names.map(ToString::to_string).collect();
        let near =
            closest(owner, names.iter().map(String::as_str)).filter(|near| *near != owner)?;
        Some(match member {
            Some(member) => format!("{near}/{member}"),
            None => near.to_owned(),
        })
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

/// A path as decisions about names write it.
fn path(text: &str) -> Path {
    match text.split_once('/') {
        Some((owner, member)) => Path::of(owner).join(member),
        None => Path::of(text),
    }
}
