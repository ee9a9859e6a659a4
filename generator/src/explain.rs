//! Turns an HTTP request into the Rust expression that makes it with the generated crate.

mod filter;
mod form;
mod headers;
mod index;
mod options;
mod request;
mod resolve;
mod scope;
mod send;
mod syntax;
mod value;

use std::fmt::Write as _;
use std::ops::Range;

use serde::Serialize;
use serde_json::Value;

use crate::emit;
use crate::plan::{Condition, Version};
use index::Index;
use request::Target;
use scope::Scope;
use send::Body;

/// Explains requests to the versions of a service. Made once, asked as often as one likes.
///
/// ```no_run
/// use odata_bindgen::{config::Config, explain::{Explainer, Request}};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let (config, _) = Config::load("odata-bindgen.toml".as_ref())?;
/// let generated = odata_bindgen::generate(&config)?;
/// let explainer = Explainer::new(&config.package.name, &generated.versions);
/// let version = explainer.version("v2.0").ok_or("there is no such version")?;
/// let request = Request::new("GET https://example.com/api/v2.0/me/messages?$top=5");
/// println!("{}", explainer.explain(version, &request)?.expression);
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Explainer<'p> {
    package: String,
    versions: Vec<Index<'p>>,
}

/// An HTTP request as somebody has it.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// Method and URL: `GET https://example.com/api/me/messages?$top=5`. The host may be missing, and
    /// `{name}` stands for a value.
    pub line: String,
    /// Names and values.
    pub headers: Vec<(String, String)>,
    /// A JSON body; none where there is no body, or one of bytes.
    pub body: Option<Value>,
}

impl Request {
    /// A request without headers and body.
    #[must_use]
    pub fn new(line: impl Into<String>) -> Self {
        Self {
            line: line.into(),
            ..Self::default()
        }
    }
}

/// The Rust for a request, and what there is to know about it.
#[derive(Clone, Debug, Serialize)]
pub struct Explanation {
    /// The version as people call it.
    pub version: String,
    /// `use` lines.
    pub uses: Vec<String>,
    /// `let` lines for what is too large to stand in the expression, and for placeholders.
    pub statements: Vec<String>,
    /// The request: a value that is awaited, printed or put into a batch. `client` is a client of the
    /// version; a `?` in it or in the statements is that of a function that returns a `Result`.
    pub expression: String,
    /// The expression with `.await?` behind it.
    #[serde(skip)]
    awaited: String,
    /// What the version does not have of the request.
    #[serde(skip)]
    lacks: Vec<String>,
    /// The method.
    pub method: String,
    /// The path with `{Id}` for keys.
    pub url_template: String,
    /// The function that makes the request: `MessageRequest::reply`.
    pub rust_function: String,
    /// The type that comes back.
    pub result: String,
    /// The features of the crate that it needs.
    #[serde(skip_serializing_if = "Condition::is_always")]
    pub features: Condition,
    /// What the generated code says about it.
    pub docs: Vec<String>,
    /// The same request in the versions of the service.
    pub versions: Vec<Availability>,
    /// What is worth knowing: what was mended, what is given as text and why.
    pub notes: Vec<String>,
}

/// Whether a version has a request.
#[derive(Clone, Debug, Serialize)]
pub struct Availability {
    /// The version as people call it.
    pub version: String,
    /// The function that makes the request; none where there is no such request.
    pub rust_function: Option<String>,
    /// What is missing in the version.
    pub missing: Option<String>,
}

/// Why there is no expression for a request.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{message}")]
pub struct Failure {
    /// What is wrong.
    pub message: String,
    /// The URL.
    pub url: String,
    /// What of the URL is wrong, in bytes.
    pub span: Range<usize>,
    /// What was probably meant.
    pub help: Option<String>,
}

impl<'p> Explainer<'p> {
    /// Explains requests with the plans of a crate's versions; `package` is the name of the crate.
    #[must_use]
    pub fn new(package: &str, versions: &'p [Version]) -> Self {
        Self {
            package: package.to_owned(),
            versions: versions.iter().map(Index::new).collect(),
        }
    }

    /// The position of a version by its module or by what people call it.
    #[must_use]
    pub fn version(&self, name: &str) -> Option<usize> {
        let folded = name.to_lowercase().replace(['.', '-'], "_");
        self.versions.iter().position(|index| {
            let version = index.version;
            version.title == name || version.module.as_deref() == Some(&*folded)
        })
    }

    /// The expression for a request in one version, by its position.
    ///
    /// # Errors
    /// When the version has no such request, with what of the URL leads nowhere.
    pub fn explain(&self, version: usize, request: &Request) -> Result<Explanation, Failure> {
        let index = self.versions.get(version);
        let index =
            index.ok_or_else(|| Failure::new("there is no such version", &request.line, 0..0))?;
        let mut explanation = self.one(index, request)?;
        explanation.versions = self
            .versions
            .iter()
            .map(|index| self.availability(index, request))
            .collect();
        Ok(explanation)
    }

    /// Whether each version has a request.
    #[must_use]
    pub fn availability_of(&self, request: &Request) -> Vec<Availability> {
        self.versions
            .iter()
            .map(|index| self.availability(index, request))
            .collect()
    }

    fn availability(&self, index: &Index<'p>, request: &Request) -> Availability {
        let version = index.version.title.clone();
        match self.one(index, request) {
            Ok(found) => Availability {
                version,
                rust_function: Some(found.rust_function),
                missing: (!found.lacks.is_empty()).then(|| found.lacks.join(", ")),
            },
            Err(failure) => Availability {
                version,
                rust_function: None,
                missing: Some(failure.message),
            },
        }
    }

    fn one(&self, index: &Index<'p>, request: &Request) -> Result<Explanation, Failure> {
        let target = Target::parse(&request.line)?;
        let mut scope = Scope::new(index, &self.package);
        scope.own("Client");
        scope.notes.clone_from(&target.notes);
        let walk = resolve::walk(index, &mut scope, &target)?;
        let body = Body {
            json: request.body.as_ref(),
            content_type: header(request, "content-type"),
            link: target.option("$id"),
        };
        let search = target.option("$search");
        let sent = send::send(&mut scope, &target.method, &walk, body, search);
        let sent = sent.map_err(|message| {
            let last = target
                .segments
                .last()
                .map_or(0..0, |segment| segment.span.clone());
            Failure::new(message, &target.url, last)
        })?;
        let options = options::calls(&mut scope, &target.options, &sent.answer, sent.given);
        let headers = headers::calls(&mut scope, &request.headers, sent.content_type.as_deref());
        let added = format!("{}{options}{headers}", sent.extra);
        let code = match sent.wrapped && !added.is_empty() {
            true => format!("{}.request(){added}", sent.code),
            false => format!("{}{added}", sent.code),
        };
        let failed = |reason: String| Failure::new(reason, &target.url, 0..0);
        let statements = scope
            .variables
            .iter()
            .map(|(name, value)| emit::variable(name, value));
        let statements: Result<Vec<String>, String> = statements.collect();
        let awaited = emit::expression(&format!("{code}.await?")).map_err(failed)?;
        let expression = emit::expression(&code).map_err(failed)?;
        let rust_function = match &*sent.last {
            "" => walk.function.clone(),
            last => resolve::asked(&walk, last),
        };
        Ok(Explanation {
            version: index.version.title.clone(),
            uses: scope.uses(),
            statements: statements.map_err(failed)?,
            expression,
            awaited,
            lacks: scope.lacks.clone(),
            method: target.method.clone(),
            url_template: walk.template.clone(),
            rust_function: scope.qualified(&rust_function),
            result: sent.result,
            features: scope.features.clone(),
            docs: walk.docs.to_vec(),
            versions: Vec::new(),
            notes: scope.notes,
        })
    }
}

fn header<'r>(request: &'r Request, name: &str) -> Option<&'r str> {
    let found = request
        .headers
        .iter()
        .find(|(known, _)| known.trim().eq_ignore_ascii_case(name));
    found.map(|(_, value)| value.trim())
}

impl Explanation {
    /// The whole for people: the code, then what there is to know about it.
    #[must_use]
    pub fn render(&self) -> String {
        let mut text = String::new();
        for line in &self.uses {
            text.push_str(line);
            text.push('\n');
        }
        text.push('\n');
        for line in &self.statements {
            text.push_str(line);
            text.push('\n');
        }
        let _ = writeln!(text, "{}\n", self.awaited);
        let _ = writeln!(text, "{} {}", self.method, self.url_template);
        let _ = writeln!(text, "  {} -> {}", self.rust_function, self.result);
        if let Some(features) = self.features.words() {
            let _ = writeln!(text, "  needs the feature {features}");
        }
        for line in &self.docs {
            let _ = writeln!(text, "  {line}");
        }
        text.push('\n');
        text.push_str(&render_versions(&self.versions));
        for note in &self.notes {
            let _ = writeln!(text, "note: {note}");
        }
        text
    }
}

/// A line for each version: the function, or what is missing.
#[must_use]
pub fn render_versions(versions: &[Availability]) -> String {
    let line = |version: &Availability| {
        let (name, missing) = (
            &version.version,
            version.missing.as_deref().unwrap_or_default(),
        );
        match &version.rust_function {
            Some(function) if missing.is_empty() => format!("{name}: {function}\n"),
            Some(function) => format!("{name}: {function}, but {missing}\n"),
            None => format!("{name}: no, {missing}\n"),
        }
    };
    versions.iter().map(line).collect()
}

impl Failure {
    fn new(message: impl Into<String>, url: &str, span: Range<usize>) -> Self {
        Self {
            message: message.into(),
            url: url.to_owned(),
            span,
            help: None,
        }
    }

    fn with_help(self, help: Option<String>) -> Self {
        Self { help, ..self }
    }

    /// The message with the URL, and a caret under what of it is wrong.
    #[must_use]
    pub fn render(&self) -> String {
        if self.url.is_empty() {
            return format!("{}\n", self.message);
        }
        let before = self
            .url
            .get(..self.span.start)
            .unwrap_or_default()
            .chars()
            .count();
        let wrong = self
            .url
            .get(self.span.clone())
            .unwrap_or_default()
            .chars()
            .count();
        let carets = "^".repeat(wrong.max(1));
        let mut text = format!(
            "{}\n  {}\n  {}{carets}\n",
            self.message,
            self.url,
            " ".repeat(before)
        );
        if let Some(help) = &self.help {
            let _ = writeln!(text, "help: {help}");
        }
        text
    }
}
