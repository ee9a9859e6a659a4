//! `explain`: turns an HTTP request into the Rust that makes it, and the id of a rule into its story.

use std::path::{Path, PathBuf};

use clap::Args;
use serde::Serialize;

use odata_bindgen::config::Config;
use odata_bindgen::error::Error;
use odata_bindgen::explain::{Availability, Explainer, Failure, Request, render_versions};
use odata_bindgen::{files, generate};

use super::Outcome;
use super::console::Console;
use super::options::{Format, Settings};
use super::rules;

/// Print the Rust that makes an HTTP request, or tell the story of a rule.
///
/// With the id of a rule: what it asks for, why, and what to do. With a version and a request: the
/// expression of the generated crate that sends it, what comes back, and which versions have it.
/// `{name}` in the URL stands for a value.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Explain {
    /// The id of a rule; or a version, and method and URL in one argument or in two.
    #[arg(value_name = "RULE|VERSION|REQUEST", required = true, num_args = 1..=3)]
    what: Vec<String>,
    /// A header of the request, `Name: value`; may be given several times.
    #[arg(long, value_name = "HEADER")]
    header: Vec<String>,
    /// The JSON body of the request.
    #[arg(long, value_name = "FILE")]
    body: Option<PathBuf>,
    /// A metadata file in place of the versions of the settings.
    #[arg(long, value_name = "FILE")]
    metadata: Option<PathBuf>,
    /// How the explanation is written.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
    #[command(flatten)]
    settings: Settings,
}

const EXAMPLES: &str = "\
Examples:
  odata-bindgen explain unresolved-type
  odata-bindgen explain v2.0 'GET https://example.com/api/me/messages?$top=5'
  odata-bindgen explain v2.0 'POST /me/messages/{id}/reply' --body reply.json
  odata-bindgen explain --metadata service.xml 'GET /Orders(1)' --format json";

/// What there is no expression for, for programs.
#[derive(Serialize)]
struct Refused<'f> {
    error: &'f str,
    url: &'f str,
    start: usize,
    end: usize,
    help: Option<&'f str>,
    versions: &'f [Availability],
}

impl Explain {
    pub(super) fn run(&self, console: &Console) -> Result<Outcome, Error> {
        if let [rule] = &self.what[..]
            && self.metadata.is_none()
            && !rule.contains(['/', ' '])
        {
            return rules::explain(rule, console);
        }
        let config = self.config()?;
        let (version, line) = self.request(&config)?;
        let generated = generate(&config)?;
        let explainer = Explainer::new(&config.package.name, &generated.versions);
        let request = Request {
            line,
            headers: self.headers()?,
            body: self.body.as_deref().map(body).transpose()?.flatten(),
        };
        match (explainer.explain(version, &request), self.format) {
            (Ok(explanation), Format::Text) => console.print(&explanation.render())?,
            (Ok(explanation), Format::Json) => console.print_json(&explanation)?,
            (Err(failure), format) => {
                let versions = explainer.availability_of(&request);
                refuse(console, &failure, &versions, format)?;
                return Ok(Outcome::Stale);
            }
        }
        Ok(Outcome::Done)
    }

    fn config(&self) -> Result<Config, Error> {
        let Some(metadata) = &self.metadata else {
            return self.settings.load();
        };
        let mut config = Config::for_single(metadata, Path::new(""), "client")?;
        // names that are pinned in the current folder belong to another service
        config.package.lock = PathBuf::new();
        Ok(config)
    }

    /// The position of the version, and the request line.
    fn request(&self, config: &Config) -> Result<(usize, String), Error> {
        let is_request = |text: &str| text.contains('/') || text.contains(' ');
        let is_method = |text: &str| text.chars().all(|c| c.is_ascii_alphabetic());
        let (version, line) = match &self.what[..] {
            [line] => (None, line.clone()),
            [method, url] if is_method(method) && is_request(url) && !url.contains(' ') => {
                match config.version(method) {
                    Ok(_) => (Some(method), url.clone()),
                    Err(_) => (None, format!("{method} {url}")),
                }
            }
            [version, line] => (Some(version), line.clone()),
            [version, method, url] => (Some(version), format!("{method} {url}")),
            _ => return Err(Error::usage("what is to be explained is not said")),
        };
        let wanted = match version {
            Some(name) => config.version(name)?.name.clone(),
            None => config.default_version.clone().unwrap_or_default(),
        };
        let found = config
            .versions
            .iter()
            .position(|version| version.name == wanted);
        Ok((found.unwrap_or(0), line))
    }

    fn headers(&self) -> Result<Vec<(String, String)>, Error> {
        let header = |text: &String| match text.split_once(':') {
            Some((name, value)) => Ok((name.trim().to_owned(), value.trim().to_owned())),
            None => Err(Error::Usage {
                message: format!("`{text}` is no header"),
                help: Some("write it as `Name: value`".to_owned()),
            }),
        };
        self.header.iter().map(header).collect()
    }
}

/// Says why there is no expression, and which versions have one.
fn refuse(
    console: &Console,
    failure: &Failure,
    versions: &[Availability],
    format: Format,
) -> Result<(), Error> {
    match format {
        Format::Text => {
            console.warn(&failure.render());
            if versions
                .iter()
                .any(|version| version.rust_function.is_some())
            {
                console.warn(&render_versions(versions));
            }
            Ok(())
        }
        Format::Json => console.print_json(&Refused {
            error: &failure.message,
            url: &failure.url,
            start: failure.span.start,
            end: failure.span.end,
            help: failure.help.as_deref(),
            versions,
        }),
    }
}

/// The JSON of a file; none where the file holds something else.
fn body(path: &Path) -> Result<Option<serde_json::Value>, Error> {
    let text = files::read(path)?;
    if text.trim().is_empty() {
        return Ok(None);
    }
    match serde_json::from_str(&text) {
        Ok(json) => Ok(Some(json)),
        Err(error) => Err(Error::usage(format!(
            "`{}` is not JSON: {error}",
            files::shown(path)
        ))),
    }
}
