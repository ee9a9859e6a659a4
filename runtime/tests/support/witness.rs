//! What clients and their libraries trace and log in tests, into the end of the program where a secret is in it.
//!
//! Every client of the tests is made through [`client`] or after [`watch`]: a test of `tests` reads the
//! sources for that. So whatever is traced by any of them, on any thread, passes by here.

use std::fmt::{self, Debug, Write as _};
use std::io::Write as _;
use std::sync::Once;
use std::sync::atomic::{AtomicUsize, Ordering};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

/// What the secrets of all tests have in them, and what stands before a token wherever it is sent.
const SECRETS: [&str; 5] = ["secret", "eyJ0", "loopback-token", "bearer ", "basic "];

static HEARD: AtomicUsize = AtomicUsize::new(0);

/// Begins a client whose traces are watched.
#[allow(dead_code)] // not every program has clients of its own
pub fn client(
    service: &'static odata_runtime::Service,
) -> odata_runtime::ClientBuilder<odata_runtime::Client> {
    watch();
    odata_runtime::Client::builder(service)
}

/// Has everything heard from now on, of all levels and all crates.
///
/// # Panics
/// When another one listens already.
pub fn watch() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        tracing::subscriber::set_global_default(Witness).expect("nobody else listens to traces");
        log::set_logger(&Witness).expect("nobody else listens to logs");
        log::set_max_level(log::LevelFilter::Trace);
    });
}

/// How much was heard so far: without it, silence would be taken for good.
#[must_use]
pub fn heard() -> usize {
    HEARD.load(Ordering::SeqCst)
}

/// The secret that a text has in it, if any.
#[must_use]
pub fn secret_in(text: &str) -> Option<&'static str> {
    let text = text.to_lowercase();
    let mut secrets = SECRETS.into_iter();
    secrets.find(|secret| text.contains(&secret.to_lowercase()))
}

/// Who listens.
struct Witness;

impl Witness {
    fn hear(&self, metadata: &Metadata<'_>, record: impl FnOnce(&mut dyn Visit)) {
        let mut text = format!("{} {}", metadata.target(), metadata.name());
        record(&mut Fields(&mut text));
        judge(&text);
    }
}

/// Ends the program where a text has a secret: a panic could be one of a thread that nobody waits for.
fn judge(text: &str) {
    HEARD.fetch_add(1, Ordering::SeqCst);
    if let Some(secret) = secret_in(text) {
        let found = format!("\n`{secret}` is in what a test has traced:\n{text}\n");
        let _ = std::io::stderr().write_all(found.as_bytes());
        std::process::abort();
    }
}

struct Fields<'a>(&'a mut String);

impl Visit for Fields<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let _ = write!(self.0, " {field}={value:?}");
    }
}

impl Subscriber for Witness {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        self.hear(span.metadata(), |fields| span.record(fields));
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        let mut text = String::new();
        values.record(&mut Fields(&mut text));
        judge(&text);
    }

    fn event(&self, event: &Event<'_>) {
        self.hear(event.metadata(), |fields| event.record(fields));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

impl log::Log for Witness {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &log::Record<'_>) {
        judge(&fmt::format(format_args!(
            "{} {}",
            record.target(),
            record.args()
        )));
    }

    fn flush(&self) {}
}
