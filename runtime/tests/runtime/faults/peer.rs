//! A connection and what is done to it, into a service that breaks the rules of HTTP.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread::JoinHandle;

use odata_runtime::{ClientBuilder, Service};
use tokio::sync::mpsc;

use crate::loopback::read_request;

static SERVICE: Service = Service::new("http://localhost/api");

/// What is done to a connection on which one request was read.
pub(super) type Deed = Box<dyn FnOnce(&mut Line) + Send>;

/// A service that does one of the deeds to each connection.
pub(super) struct Peer {
    origin: String,
    thread: JoinHandle<()>,
    told: mpsc::UnboundedReceiver<usize>,
}

/// A connection, and the way to tell of it.
pub(super) struct Line {
    stream: TcpStream,
    tell: mpsc::UnboundedSender<usize>,
}

impl Peer {
    pub(super) fn start(deeds: impl IntoIterator<Item = Deed>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let (tell, told) = mpsc::unbounded_channel();
        let deeds: Vec<Deed> = deeds.into_iter().collect();
        let thread = std::thread::spawn(move || {
            for deed in deeds {
                let (stream, _) = listener.accept().unwrap();
                read_request(&stream);
                let tell = tell.clone();
                deed(&mut Line { stream, tell });
            }
        });
        Self {
            origin,
            thread,
            told,
        }
    }

    pub(super) fn client(&self) -> ClientBuilder {
        crate::witness::client(&SERVICE).base_url(format!("{}/api", self.origin))
    }

    /// What a deed has told.
    pub(super) async fn told(&mut self) -> usize {
        self.told.recv().await.expect("a deed tells something")
    }

    /// Waits until all deeds are done: each has had its connection.
    pub(super) fn join(self) {
        self.thread.join().expect("no deed fails");
    }
}

impl Line {
    pub(super) fn write(&mut self, text: &str) {
        self.stream.write_all(text.as_bytes()).unwrap();
    }

    /// Writes the same again and again until the client goes away, and tells how many bytes it was.
    pub(super) fn write_for_ever(&mut self, text: &[u8]) {
        let mut written = 0;
        while self.stream.write_all(text).is_ok() {
            written += text.len();
        }
        self.tell.send(written).unwrap();
    }

    /// Says nothing more until the client goes away.
    pub(super) fn stall(&mut self) {
        self.tell.send(0).unwrap();
        let gone = self.stream.read(&mut [0]);
        assert!(matches!(gone, Ok(0) | Err(_)), "the client said more");
    }
}

/// Says this and closes the connection.
pub(super) fn say(text: &'static str) -> Deed {
    Box::new(move |line| line.write(text))
}
