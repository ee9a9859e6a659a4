//! Turns keys, in parentheses or as segments of their own, into calls of `by_key` (OData URL 4.01 §4.3).

use super::{Address, Place, Resolver, Stepped, Walk, call};
use crate::explain::request::{Argument, Segment, placeholder};
use crate::plan::{Parameter, Step};

impl<'p> Resolver<'_, 'p> {
    /// The key in parentheses behind a collection.
    pub(super) fn keyed(&mut self, walk: &mut Walk<'p>, segment: &Segment) -> Stepped<'p> {
        let Some(arguments) = &segment.arguments else {
            return Ok(());
        };
        match walk.place.clone() {
            Place::Collection(address) => self.key(walk, &address, arguments, segment),
            Place::Unknown => {
                let message = "keys are not known here".to_owned();
                Err(self.failure(segment, message, Vec::new()))
            }
            _ if arguments.is_empty() => Ok(()),
            _ => {
                let message = format!("`{}` is no collection, so it has no keys", segment.name);
                Err(self.failure(segment, message, Vec::new()))
            }
        }
    }

    pub(super) fn key(
        &mut self,
        walk: &mut Walk<'p>,
        address: &Address<'p>,
        given: &[Argument],
        segment: &Segment,
    ) -> Stepped<'p> {
        let step = address
            .builder
            .builder
            .functions
            .iter()
            .find_map(|function| match &function.step {
                Step::Key { parts, target } => Some((function, parts, target)),
                _ => None,
            });
        let wire = &address.builder.requests.wire;
        let Some((function, parts, target)) = step else {
            let message = format!("`{wire}` has no key, so `{}` leads nowhere", segment.whole);
            return Err(self.failure(segment, message, Vec::new()));
        };
        if parts.len() != given.len() {
            let names: Vec<&str> = parts.iter().map(|part| &*part.name.wire).collect();
            let message = format!("the key of `{wire}` is {}", names.join(", "));
            return Err(self.failure(segment, message, Vec::new()));
        }
        if let Some(target) = well_known(walk, address, given) {
            walk.place = self.place(target, &address.gate);
            return Ok(());
        }
        let mut values = Vec::new();
        for (position, part) in parts.iter().enumerate() {
            let named = given.iter().find(|argument| {
                argument
                    .name
                    .as_deref()
                    .is_some_and(|name| name.eq_ignore_ascii_case(&part.name.wire))
            });
            let argument = named.unwrap_or(&given[position]);
            let value =
                call::argument(self.scope, &part.argument, &argument.value, &part.name.wire);
            values.push(value.map_err(|reason| self.failure(segment, reason, Vec::new()))?);
            walk.template.push_str(&format!("/{{{}}}", part.name.wire));
        }
        walk.code
            .push_str(&format!(".{}({})", function.rust, values.join(", ")));
        walk.place = self.place(target, &address.gate);
        Ok(())
    }
}

/// Picks an entity by the function that its well-known key has.
fn well_known<'p>(
    walk: &mut Walk<'p>,
    address: &Address<'p>,
    given: &[Argument],
) -> Option<&'p crate::plan::Path> {
    let [argument] = given else { return None };
    let literal = argument.value.strip_prefix('\'')?.strip_suffix('\'')?;
    let mut functions = address.builder.builder.functions.iter();
    functions.find_map(|function| match &function.step {
        Step::WellKnown { value, target, .. } if **value == *literal => {
            walk.code.push_str(&format!(".{}()", function.rust));
            walk.template.push_str(&format!("/{literal}"));
            Some(target)
        }
        _ => None,
    })
}

/// The literal that a segment is when a key is a segment of its own.
pub(super) fn literal(segment: &Segment) -> Argument {
    let value = match placeholder(&segment.whole) {
        Some(_) => segment.whole.clone(),
        None => format!("'{}'", segment.whole.trim_matches('\'').replace('\'', "''")),
    };
    Argument { name: None, value }
}

/// The parts of the key of what a collection holds.
pub(super) fn parts<'p>(address: &Address<'p>) -> Option<&'p [Parameter]> {
    address
        .builder
        .builder
        .functions
        .iter()
        .find_map(|function| match &function.step {
            Step::Key { parts, .. } => Some(&parts[..]),
            _ => None,
        })
}
