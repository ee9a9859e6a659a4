//! Turns query options into the functions of a request, or into `query` where those cannot say them.

mod expand;

use super::filter;
use super::index::Index;
use super::request::{QueryOption, placeholder};
use super::scope::{Scope, text};
use super::send::Answer;
use super::syntax;
use crate::plan::{Capability, GateRef, RustType};

/// The calls for all query options of a request, in their order.
pub(super) fn calls(
    scope: &mut Scope<'_>,
    options: &[QueryOption],
    answer: &Answer,
    given: Option<&str>,
) -> String {
    let searched = given == Some("$search");
    let mut calls = String::new();
    for option in options {
        let lower = option.name.to_ascii_lowercase();
        // what stands for an argument of a function is already in its call
        if lower.starts_with('@') || given == Some(&*lower) {
            continue;
        }
        if searched && matches!(&*lower, "$filter" | "$orderby") {
            scope.note(format!(
                "`{lower}` is given as text, since a service need not take it with `$search`"
            ));
            calls.push_str(&raw(scope, option));
            continue;
        }
        match call(scope, &lower, &option.value, answer) {
            Ok(call) => calls.push_str(&call),
            Err(reason) => {
                if let Some(reason) = reason {
                    scope.note(format!("`{}` is given as text: {reason}", option.name));
                }
                calls.push_str(&raw(scope, option));
            }
        }
    }
    calls
}

/// A query option as it is written.
fn raw(scope: &mut Scope<'_>, option: &QueryOption) -> String {
    let value = match placeholder(&option.value) {
        Some(name) => scope.placeholder(name),
        None => text(&option.value),
    };
    format!(".query({}, {value})", text(&option.name))
}

/// The call for one option, or why there is none; no reason where there is never one.
fn call(
    scope: &mut Scope<'_>,
    name: &str,
    value: &str,
    answer: &Answer,
) -> Result<String, Option<String>> {
    let no = |reason: &str| Err(Some(reason.to_owned()));
    if matches!(name, "$skiptoken" | "$deltatoken") || !name.starts_with('$') {
        return Err(None);
    }
    match (name, answer) {
        ("$select", Answer::Items(ty, _) | Answer::Entity(ty)) => {
            Ok(format!(".select({})", properties(scope, ty, value)?))
        }
        ("$expand", Answer::Items(ty, _) | Answer::Entity(ty)) => {
            Ok(format!(".expand({})", expand::expand(scope, ty, value)?))
        }
        ("$filter", Answer::Items(ty, gate) | Answer::Count(ty, gate)) => {
            check(scope, gate, Capability::Filterable, "cannot be filtered")?;
            Ok(format!(".filter({})", filter(scope, ty, value)?))
        }
        ("$orderby", Answer::Items(ty, gate)) => {
            check(scope, gate, Capability::Sortable, "cannot be sorted")?;
            Ok(format!(".order_by({})", order(scope, ty, value)?))
        }
        ("$top", Answer::Items(..)) => Ok(format!(".top({})", number(value)?)),
        ("$skip", Answer::Items(..)) => Ok(format!(".skip({})", number(value)?)),
        ("$count", Answer::Items(..)) if matches!(value, "true" | "false") => {
            Ok(format!(".count({value})"))
        }
        ("$search", Answer::Count(_, gate)) => {
            check(scope, gate, Capability::Searchable, "cannot be searched")?;
            Ok(format!(".search({})", text(value)))
        }
        ("$format", Answer::Items(..) | Answer::Entity(_)) => {
            Ok(format!(".format({})", text(value)))
        }
        ("$search", _) => no("the metadata says that this cannot be searched"),
        _ => no("there is no function for it here"),
    }
}

fn check(
    scope: &Scope<'_>,
    gate: &GateRef,
    what: Capability,
    said: &str,
) -> Result<(), Option<String>> {
    match scope.index.allows(gate, what) {
        true => Ok(()),
        false => Err(Some(format!("the metadata says that this {said}"))),
    }
}

fn number(value: &str) -> Result<u64, Option<String>> {
    value
        .trim()
        .parse()
        .map_err(|_| Some(format!("`{value}` is no number")))
}

/// A filter, read and typed.
pub(super) fn filter(
    scope: &mut Scope<'_>,
    ty: &RustType,
    value: &str,
) -> Result<String, Option<String>> {
    if placeholder(value).is_some() {
        return Err(None);
    }
    let tree = syntax::parse(value).map_err(|error| Some(error.message))?;
    filter::filter(scope, ty, &tree).map_err(Some)
}

/// What to sort by: one constant, or several in parentheses.
pub(super) fn order(
    scope: &mut Scope<'_>,
    ty: &RustType,
    value: &str,
) -> Result<String, Option<String>> {
    if placeholder(value).is_some() {
        return Err(None);
    }
    let items = syntax::parse_order(value).map_err(|error| Some(error.message))?;
    let mut parts = Vec::new();
    for (expression, descending) in items {
        let syntax::Expression::Path(path) = expression else {
            return Err(Some("only properties have functions to sort by".to_owned()));
        };
        let path = filter::path(scope, ty, &path, Capability::Sortable).map_err(Some)?;
        parts.push(match descending {
            None => path.code,
            Some(false) => format!("{}.asc()", path.code),
            Some(true) => format!("{}.desc()", path.code),
        });
    }
    Ok(tuple(parts))
}

/// The most that stand in one tuple.
const MOST: usize = 8;

/// Properties to select.
pub(super) fn properties(
    scope: &mut Scope<'_>,
    ty: &RustType,
    value: &str,
) -> Result<String, Option<String>> {
    if placeholder(value).is_some() {
        return Err(None);
    }
    let mut parts = Vec::new();
    for item in value
        .split(',')
        .map(str::trim)
        .filter(|item| !item.is_empty())
    {
        parts.push(selected(scope, ty, item)?);
    }
    match parts.len() {
        0 => Err(Some("it names nothing".to_owned())),
        1..=MOST => Ok(tuple(parts)),
        _ => {
            // what is too much for one tuple stands in several
            let groups = parts.chunks(MOST).map(|group| tuple(group.to_vec()));
            Ok(tuple(groups.collect()))
        }
    }
}

fn selected(scope: &mut Scope<'_>, ty: &RustType, item: &str) -> Result<String, Option<String>> {
    let path: Vec<String> = item.split('/').map(str::to_owned).collect();
    filter::select_path(scope, ty, &path).map_err(Some)
}

pub(super) fn tuple(parts: Vec<String>) -> String {
    match &parts[..] {
        [only] => only.clone(),
        _ => format!("({})", parts.join(", ")),
    }
}

/// The names of all properties of a type, for suggestions.
pub(super) fn names<'i>(index: &'i Index<'_>, ty: &RustType) -> Vec<&'i str> {
    let constants = index.constants(ty);
    constants.map_or_else(Vec::new, |constants| {
        constants
            .all
            .iter()
            .map(|constant| &*constant.name.wire)
            .collect()
    })
}
