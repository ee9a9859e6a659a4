//! Turns the metadata of servers that others wrote into clients, and has programs use these against
//! the servers.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};

use tests::place;

/// The servers, each with the name of its client's crate.
const SERVERS: [(&str, &str); 3] = [
    ("fe-mockserver", "library"),
    ("odata-v4-server", "shop"),
    ("simple-odata-server", "notes"),
];

/// What `tests/servers/run` exits with when there is no Node.js.
const NO_NODE: i32 = 3;

/// What it exits with when there is no network and nothing was fetched before.
const NO_PACKAGES: i32 = 4;

#[test]
fn clients_work_against_servers_that_others_wrote() {
    let Some(running) = Running::start() else {
        return;
    };
    let wrong: Vec<String> = running
        .urls
        .iter()
        .zip(SERVERS)
        .filter_map(|(url, (server, name))| {
            let program = Program::new(server, name);
            program.init(url);
            program.run(url)
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The servers; they stop when their input ends.
struct Running {
    urls: Vec<String>,
    script: Child,
    input: Option<ChildStdin>,
}

impl Running {
    /// Starts all servers; `None` where that cannot be done on this machine.
    fn start() -> Option<Self> {
        let mut script = Command::new("bash")
            .arg(folder().join("run"))
            .args(SERVERS.map(|(server, _)| server))
            .env("CARGO_TARGET_DIR", target())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("bash can be started");
        let input = script.stdin.take();
        let output = script.stdout.take().expect("the output is piped");
        let lines = BufReader::new(output).lines().take(SERVERS.len());
        let urls: Vec<String> = lines
            .map(|line| {
                let line = line.expect("the script prints text");
                let (_, url) = line.split_once(' ').expect("a name and an address");
                url.to_owned()
            })
            .collect();
        if urls.len() == SERVERS.len() {
            return Some(Self {
                urls,
                script,
                input,
            });
        }
        let code = script.wait().expect("the script ends").code();
        assert!(
            matches!(code, Some(NO_NODE | NO_PACKAGES)),
            "the servers did not start: {code:?}"
        );
        eprintln!("skipped: the servers cannot run on this machine, for the reason above");
        None
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        drop(self.input.take());
        let _ = self.script.wait();
    }
}

/// A program that uses the client of a server, in a workspace of its own.
struct Program {
    server: &'static str,
    /// The crate of the client.
    name: &'static str,
    folder: PathBuf,
}

impl Program {
    fn new(server: &'static str, name: &'static str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
            .join("servers")
            .join(server);
        fs::create_dir_all(&folder).expect("the folder can be made");
        Self {
            server,
            name,
            folder,
        }
    }

    /// Makes the client from what the server says about itself, with the command of the readme.
    fn init(&self, url: &str) {
        let metadata = self.folder.join("service.xml");
        fs::write(&metadata, get(&format!("{url}$metadata"))).expect("the metadata can be kept");
        let output = cargo()
            .args(["run", "--release", "--quiet", "--", "init", "--force"])
            .args(["--name", self.name, "--metadata"])
            .arg(&metadata)
            .arg("--out")
            .arg(self.folder.join(self.name))
            .env("CARGO_TARGET_DIR", target())
            .current_dir(place::root())
            .output()
            .expect("cargo can be started");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "init of {}:\n{said}", self.server);
    }

    /// Compiles the program and runs it; what is wrong with it, if anything is.
    fn run(&self, url: &str) -> Option<String> {
        let Self { server, name, .. } = self;
        let source = folder().join(server).join("client.rs");
        // not around the crate of the client: that is a workspace of its own
        let folder = self.folder.join("program");
        fs::create_dir_all(&folder).expect("the folder can be made");
        let manifest = format!(
            "[package]\nname = \"{server}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
             [[bin]]\nname = \"{server}\"\npath = {source:?}\n\n\
             [dependencies]\n{name} = {{ path = \"../{name}\" }}\n\
             tokio = {{ version = \"1\", features = [\"macros\", \"rt\"] }}\n\n\
             [lints.rust]\nwarnings = \"deny\"\n\n[workspace]\n"
        );
        fs::write(folder.join("Cargo.toml"), manifest).expect("the manifest can be kept");
        // the versions that the repository is tested with are at hand
        let lock = place::read(&place::root().join("Cargo.lock"));
        fs::write(folder.join("Cargo.lock"), lock).expect("the lock file can be kept");
        // what they depend on was built with the tests: it is in the folder of the tests
        let output = cargo()
            .args(["run", "--offline", "--quiet", "--", url])
            .current_dir(&folder)
            .env("CARGO_TARGET_DIR", target())
            .output()
            .expect("cargo can be started");
        let printed = String::from_utf8_lossy(&output.stdout);
        if output.status.success() {
            println!("{server}\n{printed}");
            return None;
        }
        // what went wrong is the end of it, and reports of tests are cut at theirs
        let said = String::from_utf8_lossy(&output.stderr);
        let last = printed.lines().last().unwrap_or_default();
        Some(format!("{server}, after `{last}`:\n{said}"))
    }
}

/// The folder of the script and the servers.
fn folder() -> PathBuf {
    place::root().join("tests/servers")
}

/// The folder that cargo builds into.
fn target() -> &'static Path {
    let temporary = Path::new(env!("CARGO_TARGET_TMPDIR"));
    temporary.parent().expect("it is below the target folder")
}

fn cargo() -> Command {
    Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// What is at an `http` address, by the simplest of requests: the server closes when it is done.
fn get(url: &str) -> String {
    let (host, path) = url
        .strip_prefix("http://")
        .and_then(|rest| rest.split_once('/'))
        .expect("the address of a server");
    let mut stream = TcpStream::connect(host).expect("the server listens");
    write!(stream, "GET /{path} HTTP/1.0\r\nHost: {host}\r\n\r\n").expect("it takes a request");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("it answers");
    let (head, body) = answer.split_once("\r\n\r\n").expect("a head and a body");
    assert!(head.contains(" 200 "), "{url}: {head}");
    body.to_owned()
}
