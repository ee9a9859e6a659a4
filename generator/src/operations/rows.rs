//! Turns the functions of a plan into rows: each function, and what can be asked of where it leads.

use std::collections::{BTreeSet, HashMap};

use crate::plan::{
    Builder, Call, Capability, Client, Condition, Content, File, Function, Gate, GateRef,
    OptionalParameters, Parameter, Path, Requests, Space, Step, Target, Version,
};

use super::asks::{self, Ask};
use super::place::{Address, Place};
use super::types::{outcome, parameters, path, target as target_words, ty};
use super::{Asked, Bound, Identity, Kind, Row, Segment};

/// All rows of a version: those at the root of the service, then type by type.
#[must_use]
pub fn rows(version: &str, plan: &Version) -> Vec<Row> {
    rows_of(version, plan, |_| true)
}

/// The rows at the root of the service, and those of the entity types whose qualified names are wanted.
pub fn rows_of(version: &str, plan: &Version, wanted: impl Fn(&str) -> bool) -> Vec<Row> {
    let Some(lister) = Lister::new(version, plan) else {
        return Vec::new();
    };
    let mut rows = Vec::new();
    let root = Place {
        bound: None,
        url: String::new(),
        owner: format!("{}Client", lister.module),
        features: &Condition::ALWAYS,
    };
    for function in &lister.client.functions {
        lister.function(&root, function, &mut rows);
    }
    for file in &plan.files {
        if let Content::Requests(requests) = &file.content
            && wanted(&requests.wire)
        {
            let name = simple(&requests.wire);
            let bound = |collection| Bound {
                ty: requests.wire.clone(),
                collection,
            };
            let url = name.to_owned();
            lister.builder(file, &requests.single, bound(false), url, &mut rows);
            if let Some(collection) = &requests.collection {
                let url = format!("Collection({name})");
                lister.builder(file, collection, bound(true), url, &mut rows);
            }
        }
    }
    rows
}

/// The name without its namespace.
fn simple(wire: &str) -> &str {
    wire.rsplit_once('.').map_or(wire, |(_, name)| name)
}

/// The parts of a plan that rows are put together from.
struct Lister<'p> {
    version: &'p str,
    /// The module of the version, with `::` at its end.
    module: String,
    client: &'p Client,
    singles: HashMap<Path, &'p Requests>,
    collections: HashMap<Path, &'p Requests>,
    options: HashMap<Path, &'p OptionalParameters>,
    /// Gates by space, module and name.
    gates: HashMap<(Space, String), &'p Gate>,
}

impl<'p> Lister<'p> {
    fn new(version: &'p str, plan: &'p Version) -> Option<Self> {
        let client = plan.files.iter().find_map(|file| match &file.content {
            Content::Client(client) => Some(client),
            _ => None,
        })?;
        let module = plan
            .module
            .as_ref()
            .map_or_else(String::new, |module| format!("{module}::"));
        let mut lister = Self {
            version,
            module,
            client,
            singles: HashMap::new(),
            collections: HashMap::new(),
            options: HashMap::new(),
            gates: HashMap::new(),
        };
        for file in &plan.files {
            lister.collect(&file.space, &file.path, &file.content);
        }
        Some(lister)
    }

    fn collect(&mut self, space: &Space, file: &str, content: &'p Content) {
        let at = |name: &str| Path {
            area: crate::plan::Area::Requests,
            space: space.clone(),
            name: name.into(),
        };
        match content {
            Content::Requests(requests) => {
                self.singles.insert(at(&requests.single.name), requests);
                if let Some(collection) = &requests.collection {
                    self.collections.insert(at(&collection.name), requests);
                }
                let options = requests
                    .options
                    .iter()
                    .map(|options| (at(&options.name), options));
                self.options.extend(options);
            }
            Content::Options(options) => {
                self.options
                    .extend(options.iter().map(|options| (at(&options.name), options)));
            }
            Content::Properties(properties) => {
                let stem = file
                    .rsplit('/')
                    .next()
                    .and_then(|name| name.strip_suffix(".rs"));
                let stem = stem.unwrap_or_default();
                let gates = properties.gates.iter();
                self.gates.extend(
                    gates.map(|gate| ((space.clone(), format!("{stem}::{}", gate.name)), gate)),
                );
            }
            _ => {}
        }
    }

    fn builder(
        &self,
        file: &File,
        builder: &Builder,
        bound: Bound,
        url: String,
        rows: &mut Vec<Row>,
    ) {
        let space = file
            .space
            .0
            .as_ref()
            .map_or_else(String::new, |space| format!("{space}::"));
        let place = Place {
            bound: Some(bound),
            url: format!("{{{url}}}/"),
            owner: format!("{}requests::{space}{}", self.module, builder.name),
            features: &file.condition,
        };
        for function in &builder.functions {
            self.function(&place, function, rows);
        }
    }

    /// The row of a function, and of all that can be asked of where it leads.
    fn function(&self, place: &Place<'_>, function: &Function, rows: &mut Vec<Row>) {
        let rust = format!("{}::{}", place.owner, function.rust);
        let identity = Identity {
            bound: place.bound.clone(),
            segment: Segment::of(&function.step, self.optional(&function.step)),
            asked: None,
        };
        let mut features = place.features.clone();
        features.and(&function.condition);
        let step = |kind, url, request, response| Row {
            identity: identity.clone(),
            features: features.clone(),
            version: self.version.to_owned(),
            kind,
            bound_type: place.bound_type(),
            method: None,
            url,
            rust: rust.clone(),
            request,
            response,
        };
        match &function.step {
            Step::Navigate { wire, target, gate } => {
                let kind = match place.bound {
                    Some(_) => Kind::Navigation,
                    None => Kind::Root,
                };
                let url = format!("{}{wire}", place.url);
                rows.push(step(kind, url.clone(), None, self.target(target)));
                // the call is written out, because what is asked is a function of its result
                let rust = format!("{rust}()");
                let address = Address {
                    features: &features,
                    url: &url,
                    rust: &rust,
                    segment: &identity.segment,
                };
                self.asked(place, &address, target, &self.allowed(gate), rows);
            }
            Step::Key { parts, target } => {
                let base = place.url.trim_end_matches('/');
                let url = format!("{base}{}", self.key(parts));
                rows.push(step(Kind::Key, url, parameters(parts, []), path(target)));
            }
            Step::WellKnown { value, target, .. } => {
                let base = place.url.trim_end_matches('/');
                let url = format!("{base}{}", self.well_known(value));
                rows.push(step(Kind::Key, url, None, path(target)));
            }
            Step::Cast { wire, target } => {
                let url = format!("{}{wire}", place.url);
                rows.push(step(Kind::Cast, url, None, path(target)));
            }
            Step::Call(call) => rows.push(Row {
                method: Some(if call.action { "POST" } else { "GET" }),
                ..self.call(place, call, &step)
            }),
        }
    }

    /// The row of a call, but for its method.
    fn call(
        &self,
        place: &Place<'_>,
        call: &Call,
        step: &dyn Fn(Kind, String, Option<String>, String) -> Row,
    ) -> Row {
        let options = call.options.as_ref();
        let options = options.and_then(|path| self.options.get(path));
        let optional = options.map_or(&[][..], |options| &options.parameters);
        let result = options.map_or(&call.result, |options| &options.result);
        let kind = [Kind::Function, Kind::Action][usize::from(call.action)];
        let url = self.call_url(place, call, optional);
        let request = parameters(&call.required, optional);
        step(kind, url, request, outcome(result))
    }

    /// The parameters that a call may leave out.
    fn optional(&self, step: &Step) -> &'p [Parameter] {
        let options = match step {
            Step::Call(call) => call.options.as_ref(),
            _ => None,
        };
        let options = options.and_then(|path| self.options.get(path));
        options.map_or(&[][..], |options| &options.parameters)
    }

    fn call_url(&self, place: &Place<'_>, call: &Call, optional: &[Parameter]) -> String {
        let mut url = place.url.clone();
        if let (Some(namespace), false) = (&call.namespace, self.client.unqualified_operations) {
            url.push_str(&format!("{namespace}."));
        }
        url.push_str(&call.wire);
        if !call.action {
            let required = call.required.iter().map(|parameter| (parameter, ""));
            let optional = optional.iter().map(|parameter| (parameter, "?"));
            let arguments = required.chain(optional).map(|(parameter, mark)| {
                let wire = &parameter.name.wire;
                format!("{wire}={{{wire}{mark}}}")
            });
            url.push_str(&format!("({})", arguments.collect::<Vec<_>>().join(",")));
        }
        url
    }

    fn key(&self, parts: &[Parameter]) -> String {
        match parts {
            [part] if self.client.key_segments => format!("/{{{}}}", part.name.wire),
            [part] => format!("({{{}}})", part.name.wire),
            _ => {
                let parts = parts
                    .iter()
                    .map(|part| format!("{0}={{{0}}}", part.name.wire));
                format!("({})", parts.collect::<Vec<_>>().join(","))
            }
        }
    }

    fn well_known(&self, value: &str) -> String {
        match self.client.key_segments {
            true => format!("/{value}"),
            false => format!("('{}')", value.replace('\'', "''")),
        }
    }

    fn target(&self, target: &Target) -> String {
        target_words(target)
    }

    fn allowed(&self, gate: &GateRef) -> BTreeSet<Capability> {
        use Capability::{Countable, Deletable, Insertable, Readable, Referenceable, Updatable};
        let all = [
            Readable,
            Insertable,
            Updatable,
            Deletable,
            Countable,
            Referenceable,
        ];
        let mut allowed = BTreeSet::from(all);
        match gate {
            GateRef::Open => {}
            GateRef::Contained => {
                allowed.remove(&Referenceable);
            }
            GateRef::Gate(path) => {
                if let Some(gate) = self.gates.get(&(path.space.clone(), path.name.to_string())) {
                    allowed.retain(|capability| gate.allows.contains(capability));
                }
            }
        }
        allowed
    }

    /// What can be asked of an address: the requests that every builder has from the runtime.
    fn asked(
        &self,
        place: &Place<'_>,
        address: &Address<'_>,
        target: &Target,
        allowed: &BTreeSet<Capability>,
        rows: &mut Vec<Row>,
    ) {
        let mut features = address.features.clone();
        let asks = match target {
            Target::Builder(builder) => {
                let requests = self.singles.get(builder);
                let requests = requests.or(self.collections.get(builder));
                if let Some(requests) = requests {
                    features.and(&requests.entity_condition);
                }
                match (self.singles.get(builder), self.collections.get(builder)) {
                    (_, Some(requests)) => self.of_collection(requests),
                    (Some(requests), _) => asks::single(&ty(&requests.entity)),
                    (None, None) => Vec::new(),
                }
            }
            Target::Stream => asks::stream(),
            Target::Resource => Vec::new(),
        };
        // only what a navigation property refers to can be referred to otherwise
        let is_root = place.bound.is_none();
        let asks = asks.into_iter().filter(|ask| allowed.contains(&ask.needs));
        rows.extend(
            asks.filter(|ask| !(is_root && ask.kind == Kind::Ref))
                .map(|ask| Row {
                    version: self.version.to_owned(),
                    kind: ask.kind,
                    identity: Identity {
                        bound: place.bound.clone(),
                        segment: address.segment.clone(),
                        asked: Some(Asked {
                            kind: ask.kind,
                            method: ask.method,
                        }),
                    },
                    features: features.clone(),
                    bound_type: place.bound_type(),
                    method: Some(ask.method),
                    url: format!("{}{}", address.url, ask.url),
                    rust: format!("{}{}", address.rust, ask.rust),
                    request: ask.request,
                    response: ask.response,
                }),
        );
    }

    fn of_collection(&self, requests: &Requests) -> Vec<Ask> {
        let entity = ty(&requests.entity);
        let mut all = asks::collection(&entity);
        let builders = requests.collection.iter();
        for function in builders.flat_map(|builder| &builder.functions) {
            if let Step::Key { parts, .. } = &function.step {
                let arguments = parameters(parts, []).unwrap_or_default();
                let rust = format!(".{}({arguments})", function.rust);
                all.extend(asks::item(&self.key(parts), &rust, &entity));
            }
        }
        all
    }
}
