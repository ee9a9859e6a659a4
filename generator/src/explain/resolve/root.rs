//! Turns a whole URL into a walk: finds the root of the service, then goes segment by segment.

use super::{Place, Resolver, Walk, find};
use crate::explain::Failure;
use crate::explain::index::Index;
use crate::explain::request::{Segment, Target, placeholder};
use crate::explain::scope::Scope;
use crate::plan::{Function, GateRef};

/// Walks as far as the URL goes.
pub(in crate::explain) fn walk<'p>(
    index: &'p Index<'p>,
    scope: &mut Scope<'p>,
    target: &Target,
) -> Result<Walk<'p>, Failure> {
    let segments = below_root(index, &target.segments);
    let mut resolver = Resolver {
        index,
        scope,
        target,
    };
    let Some(first) = segments.first() else {
        let end = target.url.len();
        let message = "this is the root of the service, and nothing in it";
        return Err(Failure::new(message, &target.url, end..end));
    };
    if let Some(name) = placeholder(&first.whole) {
        return resolver.for_placeholder(name, segments);
    }
    if let Some(help) = known_elsewhere(&first.name) {
        let message = format!("`{}` is no request of the model", first.name);
        return Err(
            Failure::new(message, &target.url, first.span.clone()).with_help(Some(help.to_owned()))
        );
    }
    resolver.all(begin(), segments)
}

fn begin<'p>() -> Walk<'p> {
    Walk {
        place: Place::Root,
        code: "client".to_owned(),
        template: String::new(),
        function: "Client".to_owned(),
        docs: &[],
    }
}

fn known_elsewhere(name: &str) -> Option<&'static str> {
    match name {
        "$batch" => Some("`client.batch()` makes a batch of other requests: explain each of them"),
        "$metadata" => Some("the metadata is what the client is generated from"),
        _ => None,
    }
}

impl<'p> Resolver<'_, 'p> {
    fn all(&mut self, mut walk: Walk<'p>, segments: &[Segment]) -> Result<Walk<'p>, Failure> {
        let mut at = 0;
        while at < segments.len() {
            at += self.step(&mut walk, &segments[at..])?;
        }
        if let Place::Entity(address) | Place::Collection(address) = &walk.place {
            let of_values = &address.builder.requests.entity_condition;
            self.scope.features.and(of_values);
        }
        walk.template = walk.template.trim_start_matches('/').to_owned();
        Ok(walk)
    }

    /// A placeholder at the root, such as `{user}/messages`: the first that leads on is taken.
    fn for_placeholder(&mut self, name: &str, segments: &[Segment]) -> Result<Walk<'p>, Failure> {
        let before = self.scope.clone();
        let mut first_failure = None;
        let without_key =
            |function: &&Function| matches!(&function.step, crate::plan::Step::Navigate { .. });
        let (singles, sets): (Vec<_>, Vec<_>) = self
            .index
            .root()
            .iter()
            .filter(without_key)
            .partition(|function| self.is_single(function));
        for function in singles.into_iter().chain(sets) {
            let mut walk = begin();
            let bare = Segment {
                arguments: None,
                ..segments[0].clone()
            };
            let walked = self
                .take(&mut walk, function, &bare, &GateRef::Open)
                .and_then(|()| self.all(walk, &segments[1..]));
            match walked {
                Ok(walk) => {
                    self.scope
                        .note(format!("`{{{name}}}` is taken to be `{}`", function.rust));
                    return Ok(walk);
                }
                Err(failure) => {
                    *self.scope = before.clone();
                    first_failure.get_or_insert(failure);
                }
            }
        }
        let message = format!("nothing at the root of the service fits `{{{name}}}`");
        Err(first_failure.unwrap_or_else(|| self.failure(&segments[0], message, Vec::new())))
    }

    fn is_single(&self, function: &Function) -> bool {
        match &function.step {
            crate::plan::Step::Navigate {
                target: super::Leads::Builder(path),
                ..
            } => self
                .index
                .builder(path)
                .is_some_and(|builder| !builder.collection),
            _ => false,
        }
    }
}

/// The segments below the root of the service: behind the path of the version's base URL where it is
/// there, or else from the first name that the root knows.
fn below_root<'t>(index: &Index<'_>, segments: &'t [Segment]) -> &'t [Segment] {
    let base = Target::parse(&format!("GET {}", index.base_url()));
    let base: Vec<String> = base
        .into_iter()
        .flat_map(|base| base.segments)
        .map(|base| base.whole)
        .collect();
    let is_base = !base.is_empty()
        && segments.len() >= base.len()
        && base
            .iter()
            .zip(segments)
            .all(|(base, segment)| segment.whole.eq_ignore_ascii_case(base));
    if is_base {
        return &segments[base.len()..];
    }
    let known = |segment: &Segment| {
        find(index.root(), &segment.name).is_some() || known_elsewhere(&segment.name).is_some()
    };
    if let Some(at) = segments.iter().position(known) {
        return &segments[at..];
    }
    // a base of the same form, as in `/api/{version}/`, whose version is not the one asked for
    let alike = base.len() < segments.len()
        && base
            .iter()
            .zip(segments)
            .filter(|(base, segment)| segment.whole.eq_ignore_ascii_case(base))
            .count()
            + 1
            >= base.len();
    match alike && !base.is_empty() {
        true => &segments[base.len()..],
        false => segments,
    }
}
