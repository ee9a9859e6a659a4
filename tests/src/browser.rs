//! Turns commands of WebDriver (W3C Recommendation) into what a browser without a window does.

use std::io::{BufRead, BufReader, ErrorKind, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

use serde_json::{Value, json};

/// A browser with one page. It ends when it is dropped.
pub struct Browser {
    driver: Driver,
    session: String,
}

/// The program that steers the browser.
struct Driver {
    child: Child,
    /// Kept open, so that the driver can go on writing.
    _output: BufReader<ChildStdout>,
    port: u16,
}

/// The key that leaves what was typed (WebDriver §17.4.2).
pub const ESCAPE: &str = "\u{E00C}";

/// Under this key an element is named (WebDriver §12.1).
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

impl Browser {
    /// A browser that keeps its own things in `folder`; none where this machine has none, which is said.
    ///
    /// # Panics
    /// When there is a browser and it does not start.
    #[must_use]
    pub fn start(folder: &Path) -> Option<Self> {
        let Some(driver) = Driver::start() else {
            eprintln!("skipped: there is no `chromedriver` on this machine");
            return None;
        };
        let profile = format!("--user-data-dir={}", folder.display());
        let arguments = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            &profile,
        ];
        let wanted = json!({
            "capabilities": { "alwaysMatch": {
                "goog:chromeOptions": { "args": arguments },
                "goog:loggingPrefs": { "browser": "ALL" },
            } },
        });
        let answer = driver.call("POST", "/session", Some(&wanted));
        if let Some(message) = answer["message"].as_str()
            && message.contains("cannot find")
        {
            eprintln!("skipped: there is no Chromium on this machine: {message}");
            return None;
        }
        let session = answer["sessionId"].as_str();
        let session = session.unwrap_or_else(|| panic!("the browser does not start: {answer}"));
        Some(Self {
            session: session.to_owned(),
            driver,
        })
    }

    /// Opens an address.
    pub fn open(&self, url: &str) {
        self.post("/url", &json!({ "url": url }));
    }

    /// What a function body of JavaScript returns.
    #[must_use]
    pub fn run(&self, script: &str) -> Value {
        self.post("/execute/sync", &json!({ "script": script, "args": [] }))
    }

    /// Clicks on the first element of a selector.
    pub fn click(&self, selector: &str) {
        let element = self.element(selector);
        self.post(&format!("/element/{element}/click"), &json!({}));
    }

    /// Types into the first element of a selector.
    pub fn keys(&self, selector: &str, text: &str) {
        let element = self.element(selector);
        self.post(
            &format!("/element/{element}/value"),
            &json!({ "text": text }),
        );
    }

    /// Makes the window so large.
    pub fn resize(&self, width: u32, height: u32) {
        self.post("/window/rect", &json!({ "width": width, "height": height }));
    }

    /// Says what people prefer: `light` or `dark`.
    pub fn prefer(&self, scheme: &str) {
        let feature = json!({ "name": "prefers-color-scheme", "value": scheme });
        let command = "Emulation.setEmulatedMedia";
        let body = json!({ "cmd": command, "params": { "features": [feature] } });
        self.post("/goog/cdp/execute", &body);
    }

    /// A picture of the page: a PNG in Base64.
    #[must_use]
    pub fn screenshot(&self) -> String {
        let answer = self.call("GET", "/screenshot", None);
        answer.as_str().unwrap_or_default().to_owned()
    }

    /// What the browser complained about since the last time.
    #[must_use]
    pub fn complaints(&self) -> Vec<String> {
        let log = self.post("/se/log", &json!({ "type": "browser" }));
        let entries = log.as_array().into_iter().flatten();
        entries.map(|entry| entry["message"].to_string()).collect()
    }

    fn element(&self, selector: &str) -> String {
        let body = json!({ "using": "css selector", "value": selector });
        let element = self.post("/element", &body);
        let id = element[ELEMENT].as_str();
        id.unwrap_or_else(|| panic!("no element is `{selector}`: {element}"))
            .to_owned()
    }

    fn post(&self, path: &str, body: &Value) -> Value {
        self.call("POST", path, Some(body))
    }

    fn call(&self, method: &str, path: &str, body: Option<&Value>) -> Value {
        let path = format!("/session/{}{path}", self.session);
        let answer = self.driver.call(method, &path, body);
        assert!(answer["error"].is_null(), "{path}: {answer}");
        answer
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let path = format!("/session/{}", self.session);
        self.driver.call("DELETE", &path, None);
    }
}

impl Driver {
    fn start() -> Option<Self> {
        let started = Command::new("chromedriver")
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn();
        let mut child = match started {
            Err(error) if error.kind() == ErrorKind::NotFound => return None,
            started => started.expect("the driver can be started"),
        };
        let output = child.stdout.take().expect("the output is piped");
        let mut output = BufReader::new(output);
        let port = port(&mut output);
        Some(Self {
            child,
            _output: output,
            port,
        })
    }

    /// What a command answers with: its value, which tells of the error where it failed.
    fn call(&self, method: &str, path: &str, body: Option<&Value>) -> Value {
        let body = body.map_or_else(String::new, Value::to_string);
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\n\
             Content-Type: application/json\r\nContent-Length: {}\r\n\r\n",
            self.port,
            body.len()
        );
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("the driver listens");
        let sent = stream.write_all((head + &body).as_bytes());
        sent.expect("the driver reads");
        let mut reader = BufReader::new(stream);
        let mut length = 0;
        loop {
            let mut line = String::new();
            reader.read_line(&mut line).expect("the driver answers");
            let line = line.trim_end().to_ascii_lowercase();
            if line.is_empty() {
                break;
            }
            if let Some(text) = line.strip_prefix("content-length:") {
                length = text.trim().parse().expect("a length is a number");
            }
        }
        let mut answer = vec![0; length];
        reader.read_exact(&mut answer).expect("the answer is whole");
        let mut answer: Value = serde_json::from_slice(&answer).expect("the answer is JSON");
        answer["value"].take()
    }
}

/// The port that the driver has chosen, from the line that says so.
fn port(output: &mut BufReader<ChildStdout>) -> u16 {
    for line in output.lines() {
        let line = line.expect("the driver writes text");
        if let Some((_, port)) = line.split_once("successfully on port ") {
            let port = port.trim_end_matches('.').parse();
            return port.expect("a port is a number");
        }
    }
    panic!("the driver ended before it listened")
}

impl Drop for Driver {
    fn drop(&mut self) {
        // a process that has ended already needs no end
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
