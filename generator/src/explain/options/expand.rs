//! Turns `$expand` with its nested options into navigation constants and their functions (OData URL 4.01 §5.1.3).

use super::super::filter;
use super::super::scope::{Scope, text};
use super::tuple;
use crate::plan::{Capability, RustType};

/// The most that `$expand` may stand inside itself.
const DEEPEST: usize = 20;

/// What to expand: one navigation property, or several in parentheses.
pub(super) fn expand(
    scope: &mut Scope<'_>,
    ty: &RustType,
    value: &str,
) -> Result<String, Option<String>> {
    nested(scope, ty, value, 0)
}

fn nested(
    scope: &mut Scope<'_>,
    ty: &RustType,
    value: &str,
    depth: usize,
) -> Result<String, Option<String>> {
    if depth > DEEPEST {
        return Err(Some("it stands too deep inside itself".to_owned()));
    }
    let mut parts = Vec::new();
    for item in split(value, ',') {
        parts.push(one(scope, ty, item.trim(), depth)?);
    }
    match parts.len() {
        0 => Err(Some("it names nothing".to_owned())),
        _ => Ok(tuple(parts)),
    }
}

fn one(
    scope: &mut Scope<'_>,
    ty: &RustType,
    item: &str,
    depth: usize,
) -> Result<String, Option<String>> {
    let (name, options) = match item.split_once('(') {
        Some((name, rest)) => {
            let options = rest.trim_end().strip_suffix(')');
            (
                name.trim(),
                Some(options.ok_or_else(|| Some("`)` is missing".to_owned()))?),
            )
        }
        None => (item, None),
    };
    let found = scope.index.constant(ty, name);
    let Some((constants, constant)) = found.filter(|(_, constant)| constant.navigation) else {
        return Err(Some(filter::unknown(scope, ty, name)));
    };
    if !scope.index.allows(&constant.gate, Capability::Expandable) {
        return Err(Some(format!(
            "the metadata says that `{name}` cannot be expanded"
        )));
    }
    let mut code = scope.constant(constants, constant);
    let target = match &constant.ty {
        RustType::Vec(inner) => &**inner,
        one => one,
    };
    let mut counted = None;
    for option in options.into_iter().flat_map(|options| split(options, ';')) {
        let (name, value) = option
            .split_once('=')
            .ok_or_else(|| Some(format!("`{option}` is no option")))?;
        let value = value.trim();
        let call = match &*name.trim().to_ascii_lowercase() {
            "$select" => format!(".select({})", super::properties(scope, target, value)?),
            "$filter" => format!(".filter({})", super::filter(scope, target, value)?),
            "$orderby" => format!(".order_by({})", super::order(scope, target, value)?),
            "$expand" => format!(".expand({})", nested(scope, target, value, depth + 1)?),
            "$top" => format!(".top({})", super::number(value)?),
            "$skip" => format!(".skip({})", super::number(value)?),
            "$levels" => format!(".levels({})", super::number(value)?),
            "$search" => format!(".search({})", text(value)),
            "$count" if matches!(value, "true" | "false") => {
                counted = Some(value.to_owned());
                continue;
            }
            other => return Err(Some(format!("there is no function for `{other}` in it"))),
        };
        code.push_str(&call);
    }
    // the constant counts its target; only what it has become counts in the answer
    match counted {
        Some(_) if !code.ends_with(')') => Err(Some("`$count` stands alone in it".to_owned())),
        Some(value) => Ok(format!("{code}.count({value})")),
        None => Ok(code),
    }
}

/// The pieces between separators, outside of quotes and parentheses.
fn split(text: &str, separator: char) -> Vec<&str> {
    let mut pieces = Vec::new();
    let (mut start, mut depth, mut quoted) = (0, 0usize, false);
    for (at, c) in text.char_indices() {
        match c {
            '\'' => quoted = !quoted,
            '(' if !quoted => depth += 1,
            ')' if !quoted => depth = depth.saturating_sub(1),
            _ if c == separator && !quoted && depth == 0 => {
                pieces.push(&text[start..at]);
                start = at + c.len_utf8();
            }
            _ => {}
        }
    }
    pieces.push(&text[start..]);
    pieces
        .into_iter()
        .filter(|piece| !piece.trim().is_empty())
        .collect()
}
