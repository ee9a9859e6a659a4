//! HTTP on a socket into calls, and answers back.

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::State as Shares;
use axum::http::{HeaderMap, Method, Request, Response};
use tokio::sync::{Notify, oneshot};

use super::answer::{Answer, Refusal, Reply};
use super::call::Call;
use super::{Fault, Seen, Shared, State, batch, resource};

/// Serves until the other end of `stopped` is dropped.
pub(super) fn run(
    listener: std::net::TcpListener,
    shared: Arc<Shared>,
    stopped: oneshot::Receiver<()>,
) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    let runtime = runtime.expect("a runtime for loopback can be made");
    runtime.block_on(async {
        listener
            .set_nonblocking(true)
            .expect("a socket can be asked without waiting");
        let listener = tokio::net::TcpListener::from_std(listener).expect("the socket listens");
        let service = Router::new().fallback(handle).with_state(shared);
        tokio::select! {
            served = axum::serve(listener, service) => served.expect("loopback can be served"),
            _ = stopped => {}
        }
    });
}

async fn handle(Shares(shared): Shares<Arc<Shared>>, request: Request<Body>) -> Response<Body> {
    let (head, body) = request.into_parts();
    let body = to_bytes(body, usize::MAX).await.unwrap_or_default();
    let target = head
        .uri
        .path_and_query()
        .map_or("/", |target| target.as_str());
    let (fault, number) = note(&shared, &head.method, target, &head.headers, &body);
    if fault == Some(Fault::Hang) {
        // Dropped with the future, when the client closes the connection.
        let _told = TellOnDrop(&shared.given_up);
        shared.hangs.notify_one();
        std::future::pending::<()>().await;
    }
    let call = Call::new(&shared.origin, head.method, target, head.headers, body);
    let mut state = shared.lock();
    let answer = match fault.map(refusal) {
        Some(refusal) => Err(refusal),
        None => call.and_then(|call| answer(&mut state, &shared.origin, &call)),
    };
    drop(state);
    let request_id = format!("00000000-0000-4000-8000-{number:012}");
    let reply = answer.unwrap_or_else(|refusal| refusal.into_reply(&request_id));
    into_response(reply, &request_id)
}

/// Writes the request down, and says what is to happen to it.
fn note(
    shared: &Shared,
    method: &Method,
    target: &str,
    headers: &HeaderMap,
    body: &Bytes,
) -> (Option<Fault>, usize) {
    let mut state = shared.lock();
    state.seen.push(Seen {
        method: method.clone(),
        target: target.to_owned(),
        headers: headers.clone(),
        body: body.clone(),
        in_batch: false,
    });
    (state.faults.pop_front(), state.seen.len())
}

struct TellOnDrop<'a>(&'a Notify);

impl Drop for TellOnDrop<'_> {
    fn drop(&mut self) {
        self.0.notify_one();
    }
}

fn refusal(fault: Fault) -> Refusal {
    match fault {
        Fault::Throttled(seconds) => {
            let refusal = Refusal::new(429, "ApplicationThrottled", "Too many requests.");
            refusal.with_header("retry-after", seconds.to_string())
        }
        Fault::Unavailable | Fault::Hang => {
            Refusal::new(503, "ErrorServerBusy", "The server is too busy.")
        }
    }
}

fn answer(state: &mut State, origin: &str, call: &Call) -> Answer {
    let bearer = call
        .header("authorization")
        .and_then(|value| value.strip_prefix("Bearer "));
    if bearer != Some(state.token.as_str()) {
        let refusal = Refusal::new(
            401,
            "InvalidAuthenticationToken",
            "The access token is not valid.",
        );
        return Err(refusal.with_header("www-authenticate", "Bearer"));
    }
    let is_batch = call.path.rsplit('/').next() == Some("$batch") && call.method == Method::POST;
    if is_batch {
        return batch::answer(state, origin, call);
    }
    resource::answer(&mut state.mailbox, call)
}

fn into_response(reply: Reply, request_id: &str) -> Response<Body> {
    let mut response = Response::builder()
        .status(reply.status)
        .header("odata-version", "4.0")
        .header("request-id", request_id);
    for (name, value) in &reply.headers {
        response = response.header(*name, value);
    }
    let response = response.body(Body::from(reply.body));
    response.expect("the headers of an answer can be written")
}
