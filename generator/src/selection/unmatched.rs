//! Turns entries that name nothing into findings, with what was probably meant.

use std::collections::{HashSet, VecDeque};

use super::entry::{Entry, Segment};
use super::policy::{DerivedPolicy, Followed};
use super::select::named;
use super::ways::{Node, Way, Ways};
use super::{Options, Selection};
use crate::diagnostics::rules::settings::CONFIG_VALUE;
use crate::diagnostics::{Diagnostic, Diagnostics, Span, Spanned, closest, did_you_mean};
use crate::model::{Model, NamedType};

/// An entry as one model has it.
#[derive(Clone, Debug)]
pub(super) struct Outcome {
    text: Spanned<String>,
    /// Why it names nothing, and what to do.
    problem: Option<(String, Option<String>)>,
}

/// Reports each entry that names nothing in any of the versions that it holds for.
pub fn report_unmatched<'s>(
    selections: impl Iterator<Item = &'s Selection> + Clone,
    diagnostics: &mut Diagnostics,
) {
    let outcomes = || selections.clone().flat_map(|selection| &selection.entries);
    let matched: HashSet<Span> = outcomes()
        .filter(|outcome| outcome.problem.is_none())
        .map(|outcome| outcome.text.span)
        .collect();
    let mut reported = HashSet::new();
    for Outcome { text, problem } in outcomes() {
        let Some((reason, help)) = problem else {
            continue;
        };
        if !matched.contains(&text.span) && reported.insert(text.span) {
            let message = format!("`{}` selects nothing: {reason}", text.value);
            let finding = Diagnostic::at(&CONFIG_VALUE, text.span, message, "names nothing");
            diagnostics.push(finding.with_optional_help(help.clone()));
        }
    }
}

/// The types that the policy for derived types names.
pub(super) fn of_policy(model: &Model, policy: &DerivedPolicy) -> Vec<Outcome> {
    let texts = policy.followed.iter().chain(&policy.ignored);
    let outcome = |text: &Spanned<String>| {
        let (types, _) = named(model, text);
        let is_structured = |ty: &NamedType| matches!(ty, NamedType::Structured(_));
        let problem = (!types.iter().any(is_structured)).then(|| {
            let names = model.structured_types.iter().map(|ty| ty.name.to_string());
            let names: Vec<String> = names.collect();
            let help = did_you_mean(text, names.iter().map(String::as_str));
            (
                "there is no entity or complex type of this name".to_owned(),
                help,
            )
        });
        Outcome {
            text: text.clone(),
            problem,
        }
    };
    texts.map(outcome).collect()
}

/// The entries of `include`.
pub(super) fn of_included(
    model: &Model,
    followed: &Followed,
    options: &Options,
    entries: &[Option<Entry>],
) -> Vec<Outcome> {
    of_entries(model, followed, &options.include, entries, true)
}

/// The entries of `exclude`. A structural property cannot be excluded: the type has it.
pub(super) fn of_excluded(
    model: &Model,
    followed: &Followed,
    options: &Options,
    entries: &[Option<Entry>],
) -> Vec<Outcome> {
    of_entries(model, followed, &options.exclude, entries, false)
}

fn of_entries(
    model: &Model,
    followed: &Followed,
    texts: &[Spanned<String>],
    entries: &[Option<Entry>],
    with_properties: bool,
) -> Vec<Outcome> {
    let types = vec![false; model.structured_types.len()];
    let operations = vec![false; model.operations.len()];
    let mut ways = Ways::new(model, followed, &types, &operations);
    let outcome = |(text, entry): (&Spanned<String>, &Option<Entry>)| Outcome {
        text: text.clone(),
        problem: match entry {
            None => Entry::parse(text)
                .err()
                .map(|reason| ("it cannot be read".to_owned(), Some(reason.to_owned()))),
            Some(Entry::Name(pattern)) => unknown_name(model, pattern),
            Some(Entry::Path(segments)) => lost_path(segments, with_properties, &mut ways),
        },
    };
    texts.iter().zip(entries).map(outcome).collect()
}

fn unknown_name(model: &Model, pattern: &str) -> Option<(String, Option<String>)> {
    let (types, operations) = named(model, pattern);
    if !types.is_empty() || !operations.is_empty() {
        return None;
    }
    let structured = model.structured_types.iter().map(|ty| &ty.name);
    let names = structured
        .chain(model.enum_types.iter().map(|ty| &ty.name))
        .chain(model.type_definitions.iter().map(|ty| &ty.name))
        .chain(model.operations.iter().map(|operation| &operation.name));
    let names: Vec<String> = names.map(ToString::to_string).collect();
    let help = match pattern.contains('*') {
        true => None,
        false => did_you_mean(pattern, names.iter().map(String::as_str)),
    };
    let reason = "no type and no operation has this name".to_owned();
    Some((reason, help))
}

/// Why a path leads nowhere, if that is what it does.
fn lost_path(
    segments: &[Segment],
    with_properties: bool,
    ways: &mut Ways<'_>,
) -> Option<(String, Option<String>)> {
    let (furthest, nodes) = follow(segments, with_properties, ways)?;
    let text = |segments: &[Segment]| {
        let texts: Vec<&str> = segments.iter().map(Segment::text).collect();
        texts.join("/")
    };
    let (before, here, after) = (
        &segments[..furthest],
        &segments[furthest],
        &segments[furthest + 1..],
    );
    let place = match before {
        [] => "the root".to_owned(),
        before => format!("`{}`", text(before)),
    };
    let reason = format!("{place} does not lead to `{}`", here.text());
    let Segment::Named(name) = here else {
        return Some((reason, None));
    };
    let instead = |middle: String| {
        let parts = [text(before), middle, text(after)];
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        Some(format!("did you mean `{}`?", parts.join("/")))
    };
    let mut known = Vec::new();
    for &node in &nodes {
        if let Node::Many(id) = node {
            let steps = ways.leaving(Node::One(id)).to_vec();
            if steps.into_iter().any(|(way, _)| ways.fits(here, way)) {
                return Some((
                    format!("`{name}` is beyond a key"),
                    instead(format!("*/{name}")),
                ));
            }
        }
        if !with_properties && ways.by_name(node, name).is_some() {
            let reason = "a structural property goes with its type".to_owned();
            let help = "exclude the type that it has, which leaves its JSON".to_owned();
            return Some((reason, Some(help)));
        }
        let steps = ways.leaving(node).to_vec();
        for (way, _) in steps.into_iter().filter(|(way, _)| *way != Way::Key) {
            let segment = ways.segment(way);
            if let (Way::Operation(_), Some((_, simple))) = (way, segment.rsplit_once('.')) {
                known.push(simple.to_owned());
            }
            known.push(segment);
        }
    }
    let near = closest(name, known.iter().map(String::as_str));
    let help = near.and_then(|near| instead(near.to_owned()));
    Some((reason, help))
}

/// How many segments of a path can be followed, and where that leads; none where all can.
fn follow(
    segments: &[Segment],
    with_properties: bool,
    ways: &mut Ways<'_>,
) -> Option<(usize, Vec<Node>)> {
    let mut seen = HashSet::new();
    let mut open = VecDeque::from([(Node::Root, 0)]);
    let (mut furthest, mut nodes) = (0, Vec::new());
    while let Some((node, at)) = open.pop_front() {
        if !seen.insert((node.index(), at)) {
            continue;
        }
        // the container itself is nothing that could be selected
        let is_deep = segments.get(at) == Some(&Segment::Deep);
        if at == segments.len() && node != Node::Root {
            return None;
        }
        if at > furthest {
            (furthest, nodes) = (at, Vec::new());
        }
        if at == furthest {
            nodes.push(node);
        }
        let Some(segment) = segments.get(at) else {
            continue;
        };
        if is_deep {
            open.push_back((node, at + 1));
        }
        let mut steps = ways.leaving(node).to_vec();
        steps.retain(|&(way, _)| ways.fits(segment, way));
        if let Segment::Named(name) = segment {
            let explicit = ways.by_name(node, name);
            steps.extend(
                explicit.filter(|(way, _)| with_properties || !matches!(way, Way::Property(_))),
            );
        }
        let next = if is_deep { at } else { at + 1 };
        open.extend(steps.into_iter().map(|(_, to)| (to, next)));
    }
    let last = segments.len().saturating_sub(1);
    Some((furthest.min(last), nodes))
}
