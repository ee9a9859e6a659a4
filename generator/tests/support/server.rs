//! Turns paths into answers on loopback, and keeps who asked for what.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]
#![allow(dead_code, reason = "only a program that can fetch gets an answer")]

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

/// A server that answers until its process ends.
pub(crate) struct Server {
    address: SocketAddr,
    asked: Arc<Mutex<Vec<String>>>,
}

/// Everything that is written to a connection.
#[derive(Clone)]
pub(crate) struct Answer {
    status: u16,
    headers: Vec<String>,
    length: Option<u64>,
    body: Vec<u8>,
    is_http: bool,
}

impl Server {
    /// A server of documents.
    pub(crate) fn of<const N: usize>(documents: [(&str, String); N]) -> Self {
        Self::new(documents.map(|(path, text)| (path.to_owned(), Answer::text(&text))))
    }

    /// A server that has these answers, and the status 404 for everything else.
    pub(crate) fn new<const N: usize>(answers: [(String, Answer); N]) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let server = Self {
            address: listener.local_addr().unwrap(),
            asked: Arc::default(),
        };
        let (answers, asked) = (BTreeMap::from(answers), Arc::clone(&server.asked));
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                // a client that has gone is none that waits for an answer
                let _ = stream.and_then(|stream| serve(stream, &answers, &asked));
            }
        });
        server
    }

    /// The address of a path.
    pub(crate) fn address(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// The paths that were asked for, in order.
    pub(crate) fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

fn serve(
    mut stream: TcpStream,
    answers: &BTreeMap<String, Answer>,
    asked: &Mutex<Vec<String>>,
) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream.try_clone()?).lines();
    let line = lines.next().unwrap_or_else(|| Ok(String::new()))?;
    let path = line.split(' ').nth(1).unwrap_or_default().to_owned();
    for line in lines {
        if line?.is_empty() {
            break;
        }
    }
    let missing = Answer::status(404);
    let answer = answers.get(&path).unwrap_or(&missing);
    asked.lock().unwrap().push(path);
    stream.write_all(&answer.bytes())
}

impl Answer {
    pub(crate) fn status(status: u16) -> Self {
        Self {
            status,
            headers: Vec::new(),
            length: None,
            body: Vec::new(),
            is_http: true,
        }
    }

    pub(crate) fn text(text: &str) -> Self {
        let body = text.as_bytes().to_vec();
        Self {
            body,
            ..Self::status(200)
        }
    }

    pub(crate) fn redirection(to: &str) -> Self {
        Self {
            headers: vec![format!("Location: {to}")],
            ..Self::status(302)
        }
    }

    pub(crate) fn no_http() -> Self {
        Self {
            is_http: false,
            ..Self::text("what is this\r\n\r\n")
        }
    }

    pub(crate) fn of_type(mut self, kind: &str) -> Self {
        self.headers.push(format!("Content-Type: {kind}"));
        self
    }

    pub(crate) fn of_length(mut self, length: u64) -> Self {
        self.length = Some(length);
        self
    }

    /// The first half, with the length of all.
    pub(crate) fn cut_off(mut self) -> Self {
        self.length = Some(self.body.len() as u64);
        self.body.truncate(self.body.len() / 2);
        self
    }

    fn bytes(&self) -> Vec<u8> {
        if !self.is_http {
            return self.body.clone();
        }
        let length = self.length.unwrap_or(self.body.len() as u64);
        let mut head = format!(
            "HTTP/1.1 {} x\r\nConnection: close\r\nContent-Length: {length}\r\n",
            self.status
        );
        for header in &self.headers {
            head.push_str(&format!("{header}\r\n"));
        }
        let mut bytes = format!("{head}\r\n").into_bytes();
        bytes.extend_from_slice(&self.body);
        bytes
    }
}
