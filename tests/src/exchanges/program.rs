//! Expressions into a program that makes each request and tells what it sent and what came of the
//! documented answer.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use serde::Deserialize;
use serde_json::{Value, json};

use super::{Exchange, Sent};
use crate::place;
use crate::scratch::write;

/// Rust that makes the request of an exchange.
#[derive(Clone, Debug)]
pub struct Case<'e> {
    /// What the request should be, and what is answered.
    pub exchange: &'e Exchange,
    /// Lines that import what is named, `Client` among it.
    pub uses: Vec<String>,
    /// Statements in front of the expression.
    pub statements: Vec<String>,
    /// The request.
    pub expression: String,
}

/// What came of a case.
#[derive(Clone, Debug, Deserialize)]
pub struct Outcome {
    /// The id of the exchange.
    pub id: String,
    /// What was sent, `None` when the request could not be made.
    pub sent: Option<Sent>,
    /// The result, written again; null when it has no JSON.
    pub result: Value,
    /// Why there is no result.
    pub error: Option<String>,
}

/// Compiles the cases against the generated crate, in a folder that may go at any time, and runs
/// them.
///
/// # Panics
/// With what the compiler says, when one of the expressions does not compile.
#[must_use]
pub fn run(folder: &Path, cases: &[Case<'_>]) -> BTreeMap<String, Outcome> {
    write_program(folder, cases);
    let answers: Vec<Value> = cases.iter().map(|case| answer(case.exchange)).collect();
    let answers_file = folder.join("answers.json");
    write(&answers_file, &Value::Array(answers).to_string());
    let output = cargo(folder).arg(&answers_file).output();
    let output = output.expect("cargo can be started");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    let lines = String::from_utf8_lossy(&output.stdout);
    let outcomes = lines.lines().map(|line| {
        let outcome: Outcome = serde_json::from_str(line).expect("the program writes outcomes");
        (outcome.id.clone(), outcome)
    });
    outcomes.collect()
}

fn cargo(folder: &Path) -> Command {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command
        .args(["run", "--offline", "--quiet", "--"])
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .env("CARGO_TERM_COLOR", "never");
    command
}

/// What the service answers: as documented, or in the form of its kind when the page is silent.
fn answer(exchange: &Exchange) -> Value {
    let status = exchange.status();
    let body = match &exchange.response {
        Some(body) => body.to_string(),
        None if matches!(status, 202 | 204) => String::new(),
        None => r#"{"value":[]}"#.to_owned(),
    };
    let base = format!("https://outlook.office.com/api/{}/", exchange.version());
    json!({"id": exchange.id, "base": base, "status": status, "body": body})
}

fn write_program(folder: &Path, cases: &[Case<'_>]) {
    /// The compiler takes long over one large module.
    const CASES_A_MODULE: usize = 40;
    let root = place::root().display().to_string().replace('\\', "/");
    write(&folder.join("Cargo.toml"), &manifest(&root));
    // The versions that the repository is tested with are at hand.
    write(
        &folder.join("Cargo.lock"),
        &place::read(&place::root().join("Cargo.lock")),
    );
    let sources = folder.join("src");
    let mut main = MAIN.to_owned();
    let mut all = String::new();
    for (number, cases) in cases.chunks(CASES_A_MODULE).enumerate() {
        let mut part = PART.to_owned();
        for case in cases {
            part += &function(case);
            let id = &case.exchange.id;
            let name = name(id);
            let _ = writeln!(all, "        ({id:?}, part_{number}::{name}),");
        }
        let _ = writeln!(main, "mod part_{number};");
        write(&sources.join(format!("part_{number}.rs")), &part);
    }
    let _ = write!(
        main,
        "\nfn all() -> Vec<(&'static str, Run)> {{\n    vec![\n{all}    ]\n}}\n"
    );
    write(&sources.join("main.rs"), &main);
}

fn name(id: &str) -> String {
    format!("case_{}", id.replace('-', "_"))
}

fn function(case: &Case<'_>) -> String {
    let (name, expression) = (name(&case.exchange.id), &case.expression);
    let (uses, statements) = (case.uses.join("\n"), case.statements.join("\n"));
    format!(
        "\n// {} {}\npub fn {name}(client: odata::Client) -> Outcome {{\n    Box::pin(async move {{\n        {uses}\n        let client = Client::from(client);\n        {statements}\n        let request = {expression};\n        let result = request.await;\n        Ok((&Written(result?)).json())\n    }})\n}}\n",
        case.exchange.method, case.exchange.url
    )
}

fn manifest(root: &str) -> String {
    format!(
        r#"[package]
name = "exchanges"
version = "0.0.0"
edition = "2024"

[dependencies]
bytes = "1"
http = "1"
outlook-rest = {{ path = "{root}/generated", default-features = false, features = ["serde", "v1_0", "v2_0", "beta"] }}
pollster = "0.4"
serde = "1"
serde_json = "1"

[profile.dev]
debug = false

[workspace]
"#
    )
}

const PART: &str = "use outlook_rest::odata_runtime as odata;

use crate::{Nothing as _, Outcome, Serialized as _, Written};
";

/// Serializable results come as JSON, the bytes of streams as null: the method with the shorter
/// way to its receiver wins.
const MAIN: &str = r#"use std::error::Error;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use outlook_rest::odata_runtime as odata;
use serde_json::{Value, json};

pub type Outcome = Pin<Box<dyn Future<Output = Result<Value, Box<dyn Error>>>>>;
type Run = fn(odata::Client) -> Outcome;

pub struct Written<T>(pub T);

pub trait Serialized {
    fn json(&self) -> Value;
}

impl<T: serde::Serialize> Serialized for Written<T> {
    fn json(&self) -> Value {
        serde_json::to_value(&self.0).expect("results can be written")
    }
}

pub trait Nothing {
    fn json(&self) -> Value;
}

impl<T> Nothing for &Written<T> {
    fn json(&self) -> Value {
        Value::Null
    }
}

fn main() {
    let file = std::env::args().nth(1).expect("the file with the answers");
    let answers = std::fs::read_to_string(file).expect("the file can be read");
    let answers: Vec<Value> = serde_json::from_str(&answers).expect("the file is JSON");
    for (id, run) in all() {
        let answer = answers.iter().find(|answer| answer["id"] == id).expect("an answer");
        println!("{}", outcome(id, run, answer));
    }
}

fn outcome(id: &str, run: Run, answer: &Value) -> Value {
    let sent = Arc::new(Mutex::new(Value::Null));
    let log = Arc::clone(&sent);
    let status = answer["status"].as_u64().expect("a status") as u16;
    let body = answer["body"].as_str().expect("a body").to_owned();
    let transport = odata::transport_fn(move |request: http::Request<Bytes>| {
        *log.lock().expect("one thread") = shown(&request);
        let mut response = http::Response::new(body.clone().into());
        *response.status_mut() = http::StatusCode::from_u16(status).expect("a status");
        Ok(response)
    });
    let client = client(answer["base"].as_str().expect("a URL"), transport);
    let (result, error) = match pollster::block_on(run(client)) {
        Ok(result) => (result, None),
        Err(error) => (Value::Null, Some(error.to_string())),
    };
    let sent = sent.lock().expect("one thread").clone();
    json!({"id": id, "sent": sent, "result": result, "error": error})
}

fn client(base: &str, transport: impl odata::Transport + 'static) -> odata::Client {
    let builder: odata::ClientBuilder = odata::ClientBuilder::new(&outlook_rest::v2_0::SERVICE);
    let builder = builder.base_url(base).transport(transport);
    builder.build().expect("the settings are right")
}

fn shown(request: &http::Request<Bytes>) -> Value {
    let headers = request.headers().iter();
    let headers: Vec<(String, String)> = headers
        .map(|(name, value)| (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned()))
        .collect();
    json!({
        "method": request.method().as_str(),
        "url": request.uri().to_string(),
        "headers": headers,
        "body": String::from_utf8_lossy(request.body()),
    })
}

"#;
