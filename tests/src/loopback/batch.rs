//! A batch into the calls that are in it, one after the other, and their answers.

mod json;
mod multipart;

use axum::body::Bytes;
use axum::http::{HeaderMap, Method};

use super::answer::{Answer, Refusal, Reply};
use super::call::Call;
use super::{Seen, State, resource};

/// The most requests in a batch that the service takes.
const LIMIT: usize = 20;

/// A request in a batch.
#[derive(Clone, Debug)]
struct Part {
    id: String,
    method: Method,
    target: String,
    headers: HeaderMap,
    body: Bytes,
    depends_on: Vec<String>,
}

/// Requests that are executed all or not at all, or one that stands for itself.
#[derive(Clone, Debug)]
struct Unit {
    is_set: bool,
    parts: Vec<Part>,
}

/// The answer to a request of a batch.
#[derive(Debug)]
struct Done {
    id: String,
    reply: Reply,
}

/// The answer to a batch in either format.
pub(super) fn answer(state: &mut State, origin: &str, call: &Call) -> Answer {
    let content_type = call.header("content-type").unwrap_or_default();
    let boundary = multipart::boundary(content_type);
    let units = match &boundary {
        Some(boundary) => multipart::read(&call.body, boundary),
        None => json::read(&call.body),
    };
    let units = units
        .ok_or_else(|| Refusal::bad_request("ErrorInvalidRequest", "the batch cannot be read"))?;
    if units.iter().map(|unit| unit.parts.len()).sum::<usize>() > LIMIT {
        let message = format!("a batch has at most {LIMIT} requests");
        return Err(Refusal::bad_request("ErrorBatchRequestLimit", &message));
    }
    let wanted = call.preference("odata.continue-on-error");
    let wanted = wanted.or_else(|| call.preference("continue-on-error"));
    let goes_on = wanted.is_some_and(|value| value != "false");
    let mut runner = Runner {
        state,
        origin,
        root: &call.root,
        made: Vec::new(),
    };
    let done = runner.run(&units, goes_on || boundary.is_none());
    Ok(match boundary {
        Some(_) => multipart::write(&units, &done),
        None => json::write(&done),
    })
}

struct Runner<'a> {
    state: &'a mut State,
    origin: &'a str,
    root: &'a str,
    /// Ids of requests and the URLs of what they made, empty for those that made nothing.
    made: Vec<(String, u16, String)>,
}

impl Runner<'_> {
    /// The answers, in the order of the units; fewer where it stopped at an error.
    fn run(&mut self, units: &[Unit], goes_on: bool) -> Vec<Vec<Done>> {
        let mut all = Vec::new();
        for unit in units {
            let done = match unit.is_set {
                true => self.run_set(&unit.parts),
                false => unit.parts.iter().map(|part| self.run_one(part)).collect(),
            };
            let failed = done.iter().any(|one| one.reply.status >= 400);
            all.push(done);
            if failed && !goes_on {
                break;
            }
        }
        all
    }

    /// All or nothing: one answer of failure stands for all (OData Protocol 4.0 §11.7.4).
    fn run_set(&mut self, parts: &[Part]) -> Vec<Done> {
        let before = self.state.mailbox.clone();
        let mut done = Vec::new();
        for part in parts {
            let one = self.run_one(part);
            if one.reply.status >= 400 {
                self.state.mailbox = before;
                return vec![one];
            }
            done.push(one);
        }
        done
    }

    fn run_one(&mut self, part: &Part) -> Done {
        let answer = self.attempt(part);
        let request_id = format!("batch-{}", part.id);
        let reply = answer.unwrap_or_else(|refusal| refusal.into_reply(&request_id));
        let location = reply.headers.iter().find(|(name, _)| *name == "location");
        let location = location.map(|(_, url)| url.clone()).unwrap_or_default();
        self.made.push((part.id.clone(), reply.status, location));
        Done {
            id: part.id.clone(),
            reply,
        }
    }

    fn attempt(&mut self, part: &Part) -> Answer {
        let target = self.target(&part.target);
        self.state.seen.push(Seen {
            method: part.method.clone(),
            target: target.clone(),
            headers: part.headers.clone(),
            body: part.body.clone(),
            in_batch: true,
        });
        let failed = |id: &String| {
            self.made
                .iter()
                .any(|(known, status, _)| known == id && *status >= 400)
        };
        if part.depends_on.iter().any(failed) {
            let message = "a request that this one depends on has failed";
            return Err(Refusal::new(424, "FailedDependency", message));
        }
        let headers = part.headers.clone();
        let call = Call::new(
            self.origin,
            part.method.clone(),
            &target,
            headers,
            part.body.clone(),
        )?;
        resource::answer(&mut self.state.mailbox, &call)
    }

    /// Path and query of a target in any of the forms of OData Protocol 4.01 §11.7.2, or of one
    /// that begins with what an earlier request made.
    fn target(&self, text: &str) -> String {
        let mut target = text.to_owned();
        let name = text
            .trim_start_matches('/')
            .split('/')
            .next()
            .unwrap_or_default();
        if let Some(id) = name.strip_prefix('$')
            && let Some((_, _, url)) = self.made.iter().find(|(known, _, _)| known == id)
        {
            target = target.trim_start_matches('/').replacen(name, url, 1);
        } else if !text.starts_with('/') && !text.contains("://") {
            target = format!("{}{text}", self.root);
        }
        target
            .strip_prefix(self.origin)
            .map_or(target.clone(), str::to_owned)
    }
}
