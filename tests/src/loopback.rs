//! A mailbox in memory into a service on loopback that answers as Outlook does.
//!
//! It is written from the standard and from what the documents of the service say, and knows
//! nothing of the generator and the runtime: what both sides agree on, two have understood.

mod answer;
mod batch;
mod call;
mod data;
mod delta;
mod entities;
mod filter;
mod list;
mod mailbox;
mod operations;
mod options;
mod recurrence;
mod resource;
mod seen;
mod serve;

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;

use tokio::sync::{Notify, oneshot};

pub use self::mailbox::{Entity, Mailbox, Set};
pub use self::seen::Seen;

/// The token that a server takes unless it is told otherwise.
pub const TOKEN: &str = "loopback-token";

/// A service on a port of its own, which stops when it is dropped.
///
/// It runs on a thread of its own, so that tests may block theirs.
pub struct Server {
    shared: Arc<Shared>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

/// What happens to a request in place of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// 429 with `Retry-After` in seconds.
    Throttled(u32),
    /// 503 without `Retry-After`.
    Unavailable,
    /// No answer, however long the client waits.
    Hang,
}

struct Shared {
    /// Scheme, host and port.
    origin: String,
    state: Mutex<State>,
    /// Told when a request begins to hang.
    hangs: Notify,
    /// Told when the client of a hanging request has gone.
    given_up: Notify,
}

struct State {
    mailbox: Mailbox,
    token: String,
    faults: VecDeque<Fault>,
    seen: Vec<Seen>,
}

impl Server {
    /// Starts a server with the mailbox that [`Mailbox::sample`] describes.
    ///
    /// # Panics
    /// When there is no port to listen on.
    #[must_use]
    pub fn start() -> Self {
        Self::with(Mailbox::sample())
    }

    /// Starts a server with this mailbox.
    ///
    /// # Panics
    /// When there is no port to listen on.
    #[must_use]
    pub fn with(mailbox: Mailbox) -> Self {
        crate::witness::watch();
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("loopback has free ports");
        let address = listener
            .local_addr()
            .expect("a bound socket has an address");
        let shared = Arc::new(Shared {
            origin: format!("http://{address}"),
            state: Mutex::new(State {
                mailbox,
                token: TOKEN.to_owned(),
                faults: VecDeque::new(),
                seen: Vec::new(),
            }),
            hangs: Notify::new(),
            given_up: Notify::new(),
        });
        let (stop, stopped) = oneshot::channel();
        let served = Arc::clone(&shared);
        let thread = std::thread::spawn(move || serve::run(listener, served, stopped));
        Self {
            shared,
            stop: Some(stop),
            thread: Some(thread),
        }
    }

    /// The service root of a version, such as `v2.0`.
    #[must_use]
    pub fn url(&self, version: &str) -> String {
        format!("{}/api/{version}/", self.shared.origin)
    }

    /// Sets the token that requests must have from now on.
    pub fn set_token(&self, token: &str) {
        token.clone_into(&mut self.shared.lock().token);
    }

    /// Lets this happen to the next requests.
    pub fn fail_next(&self, requests: usize, fault: Fault) {
        let faults = std::iter::repeat_n(fault, requests);
        self.shared.lock().faults.extend(faults);
    }

    /// Forgets all positions that delta links stand for.
    pub fn expire_delta_tokens(&self) {
        self.shared.lock().mailbox.expire_tokens();
    }

    /// Looks at the mailbox, or changes it behind the back of the client.
    pub fn mailbox<T>(&self, look: impl FnOnce(&mut Mailbox) -> T) -> T {
        look(&mut self.shared.lock().mailbox)
    }

    /// All requests, in the order in which they came; those of a batch after the batch.
    #[must_use]
    pub fn seen(&self) -> Vec<Seen> {
        self.shared.lock().seen.clone()
    }

    /// Method and URL of all requests, as [`Seen::line`] writes them.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        self.shared.lock().seen.iter().map(Seen::line).collect()
    }

    /// How many requests there were.
    #[must_use]
    pub fn requests(&self) -> usize {
        self.shared.lock().seen.len()
    }

    /// Waits until a request hangs.
    pub async fn hangs(&self) {
        self.shared.hangs.notified().await;
    }

    /// Waits until the client of a request that hangs has closed the connection.
    pub async fn given_up(&self) {
        self.shared.given_up.notified().await;
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // A server that has panicked has failed the test that asked it already.
            let _ = thread.join();
        }
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
