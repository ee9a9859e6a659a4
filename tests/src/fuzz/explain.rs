//! Turns bytes into a request, and that into the Rust that makes it, which must be valid.

use std::sync::LazyLock;

use odata_bindgen::config::Config;
use odata_bindgen::explain::{Explainer, Explanation, Failure, Request};
use odata_bindgen::plan::Version;

use crate::place;

/// The plan of the newest version of the service of this repository.
static VERSIONS: LazyLock<Vec<Version>> = LazyLock::new(|| {
    let path = place::root().join("odata-bindgen.toml");
    let (config, _) = Config::load(&path).expect("the settings can be used");
    let plans = odata_bindgen::plans(&config).expect("the metadata can be used");
    let newest = |version: &Version| version.module.as_deref() == Some("v2_0");
    plans.versions.into_iter().filter(newest).collect()
});

static EXPLAINER: LazyLock<Explainer<'static>> =
    LazyLock::new(|| Explainer::new("outlook-rest", &VERSIONS));

/// A request line, headers in the lines after it, and after an empty one a body of JSON. The expression
/// for it is one of Rust, and so are its statements; a refusal points at what it is about.
pub fn explain(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    match EXPLAINER.explain(0, &request(text)) {
        Ok(explanation) => check_explanation(&explanation),
        Err(failure) => check_failure(&failure),
    }
}

fn request(text: &str) -> Request {
    let (head, body) = text.split_once("\n\n").unwrap_or((text, ""));
    let mut lines = head.lines();
    let line = lines.next().unwrap_or_default().to_owned();
    let headers = lines.filter_map(|line| line.split_once(':'));
    Request {
        line,
        headers: headers
            .map(|(name, value)| (name.to_owned(), value.trim().to_owned()))
            .collect(),
        body: serde_json::from_str(body).ok(),
    }
}

fn check_explanation(explanation: &Explanation) {
    let Explanation {
        expression,
        statements,
        uses,
        ..
    } = explanation;
    let parsed: Result<syn::Expr, _> = syn::parse_str(expression);
    parsed.unwrap_or_else(|error| panic!("{error}: {expression}"));
    let code = format!(
        "{}\nfn f() {{\n{}\n}}",
        uses.join("\n"),
        statements.join("\n")
    );
    let parsed = syn::parse_file(&code);
    parsed.unwrap_or_else(|error| panic!("{error}: {code}"));
    assert!(!explanation.render().is_empty());
}

fn check_failure(failure: &Failure) {
    let part = failure.url.get(failure.span.clone());
    assert!(part.is_some(), "{failure:?}");
    assert!(!failure.message.is_empty());
    assert!(failure.render().starts_with(&failure.message));
}
