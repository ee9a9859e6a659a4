//! Answers as they came, into the outcome of each request.

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::BatchCause;
use super::prepare::Prepared;
use crate::response::Response;

/// What the answer to one call has in it.
#[derive(Debug, Default)]
pub(super) struct Answers {
    /// In the order of the answer.
    pub(super) items: Vec<Item>,
    /// Whether it ended too early.
    pub(super) truncated: bool,
}

#[derive(Debug)]
pub(super) enum Item {
    One(Part),
    /// The answers to a change set.
    Set(Vec<Part>),
    Unreadable {
        id: Option<String>,
        reason: String,
    },
}

/// The answer to one request, or to a change set that failed.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) id: Option<String>,
    /// The change set, where the answer names it.
    pub(super) group: Option<String>,
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
}

/// The answer to a request, or why there is none.
pub(super) type Outcome = Result<Response, BatchCause>;

/// The outcome of each request of the call. Answers that say whose they are go there; all others
/// are in the order of the requests.
pub(super) fn assign(requests: &[Prepared], answers: &Answers) -> Vec<Outcome> {
    let mut assigned = Assigned {
        requests,
        found: requests.iter().map(|_| None).collect(),
        next: 0,
    };
    // What is known goes first: a guess must not take its place.
    for guess in [false, true] {
        assigned.next = 0;
        for item in &answers.items {
            match item {
                Item::One(part) => assigned.one(part, guess),
                Item::Set(parts) => assigned.set(parts, guess),
                Item::Unreadable { id, reason } => {
                    assigned.unreadable(id.as_deref(), reason, guess)
                }
            }
        }
    }
    assigned.spread();
    let missing = match answers.truncated {
        true => BatchCause::Truncated,
        false => BatchCause::NotAnswered,
    };
    let found = assigned.found.into_iter().zip(requests);
    found
        .map(|(found, request)| {
            let part = found.unwrap_or_else(|| Err(missing.clone()))?;
            Ok(response(part, request))
        })
        .collect()
}

fn response(part: Part, request: &Prepared) -> Response {
    Response {
        request: request.line.clone(),
        status: part.status,
        headers: part.headers,
        body: part.body,
    }
}

/// The name of a change set in JSON.
pub(super) fn group_name(set: usize) -> String {
    format!("g{set}")
}

struct Assigned<'a> {
    requests: &'a [Prepared],
    found: Vec<Option<Result<Part, BatchCause>>>,
    /// Where answers that do not say whose they are go on.
    next: usize,
}

impl Assigned<'_> {
    fn one(&mut self, part: &Part, guess: bool) {
        if let Some(index) = self.index_of(part.id.as_deref()) {
            self.put(index, part);
        } else if let Some(index) = self.set_of(part) {
            self.fill_set(index, &Ok(part.clone()));
        } else if let Some(index) = self.unanswered().filter(|_| guess) {
            // A change set that failed has one answer (OData Protocol 4.01 §11.7.7.6).
            if is_failure(part.status) && self.requests[index].set.is_some() {
                self.fill_set(index, &Ok(part.clone()));
            } else {
                self.put(index, part);
            }
        }
    }

    fn set(&mut self, parts: &[Part], guess: bool) {
        let known = parts
            .iter()
            .find_map(|part| self.index_of(part.id.as_deref()));
        let Some(index) = known.or_else(|| self.unanswered().filter(|_| guess)) else {
            return;
        };
        let set = self.members(index);
        self.next = set.start;
        for part in parts {
            let own = self.index_of(part.id.as_deref());
            let open = self.unanswered().filter(|_| guess);
            if let Some(index) = own.or(open).filter(|index| set.contains(index)) {
                self.put(index, part);
            }
        }
        self.next = set.end;
    }

    fn unreadable(&mut self, id: Option<&str>, reason: &str, guess: bool) {
        let known = self.index_of(id);
        if let Some(index) = known.or_else(|| self.unanswered().filter(|_| guess)) {
            let found = Err(BatchCause::Unreadable(reason.to_owned()));
            self.fill_set(index, &found);
        }
    }

    /// One error of a change set is that of all who have no answer.
    fn spread(&mut self) {
        let mut start = 0;
        while start < self.requests.len() {
            let set = self.members(start);
            start = set.end;
            let failed = |found: &&Option<Result<Part, _>>| matches!(found, Some(Ok(part)) if is_failure(part.status));
            if let Some(found) = self.found[set.clone()].iter().find(failed).cloned() {
                for other in self.found[set].iter_mut().filter(|found| found.is_none()) {
                    other.clone_from(&found);
                }
            }
        }
    }

    fn put(&mut self, index: usize, part: &Part) {
        self.found[index].get_or_insert_with(|| Ok(part.clone()));
        self.next = index + 1;
    }

    fn fill_set(&mut self, index: usize, found: &Result<Part, BatchCause>) {
        let set = self.members(index);
        for other in &mut self.found[set.clone()] {
            other.get_or_insert_with(|| found.clone());
        }
        self.next = set.end;
    }

    /// The requests of the change set that this one is in, or this one alone.
    fn members(&self, index: usize) -> std::ops::Range<usize> {
        let Some(set) = self.requests[index].set else {
            return index..index + 1;
        };
        let own = |request: &&Prepared| request.set == Some(set);
        let before = self.requests[..index].iter().rev().take_while(own).count();
        let after = self.requests[index..].iter().take_while(own).count();
        index - before..index + after
    }

    /// Places follow each other, so one is found by its distance from the first.
    fn index_of(&self, id: Option<&str>) -> Option<usize> {
        let id: usize = id?.parse().ok()?;
        let index = id.checked_sub(self.requests.first()?.id)?;
        (index < self.requests.len()).then_some(index)
    }

    fn set_of(&self, part: &Part) -> Option<usize> {
        let named = |name: &Option<String>| {
            let set = name.as_ref()?.strip_prefix('g')?.parse().ok()?;
            self.requests
                .iter()
                .position(|request| request.set == Some(set))
        };
        named(&part.group).or_else(|| named(&part.id))
    }

    fn unanswered(&self) -> Option<usize> {
        (self.next..self.found.len()).find(|index| self.found[*index].is_none())
    }
}

/// Whether the service stops here, unless it is told to continue.
pub(super) fn is_failure(status: StatusCode) -> bool {
    status.is_client_error() || status.is_server_error()
}
