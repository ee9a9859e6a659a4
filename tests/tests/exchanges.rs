//! Documented requests, through the expression that `explain` gives for them, compiled and sent:
//! are they what is documented, and does nothing of the documented answer get lost?

use std::collections::BTreeMap;
use std::path::Path;

use odata_bindgen::config::Config;
use odata_bindgen::explain::{Explainer, Request};
use tests::exchanges::program::{Case, Outcome, run};
use tests::exchanges::{self, Exchange};
use tests::place;

/// Of a hundred.
const WRONG_AT_MOST: usize = 5;

#[test]
fn our_own_exchanges_are_what_they_should_be() {
    let all = exchanges::own();
    let problems = check(&all, "own-exchanges");
    assert!(problems.is_empty(), "{problems:#?}");
}

#[test]
fn documented_exchanges_are_what_they_should_be() {
    let Some(all) = exchanges::shared() else {
        println!("`../shared/exchanges` is not there: nothing of it is checked");
        return;
    };
    let mut problems = check(&all, "shared-exchanges");
    let (count, good) = (all.len(), all.len() - problems.len());
    println!("{good} of {count} documented exchanges are as documented");
    let wrong = wrong_pages();
    let here = |id: &&String| all.iter().any(|exchange| exchange.id == **id);
    let listed: Vec<&String> = wrong.keys().filter(here).collect();
    let mended = listed.iter().filter(|id| problems.remove(**id).is_none());
    let mended: Vec<_> = mended.collect();
    assert!(problems.is_empty(), "not as documented: {problems:#?}");
    assert!(mended.is_empty(), "as documented after all: {mended:?}");
    let wrong = listed.len();
    assert!(
        wrong * 100 < count * WRONG_AT_MOST,
        "{wrong} pages of {count} are wrong"
    );
}

/// The exchanges that cannot be as documented, each with what is wrong with its page.
fn wrong_pages() -> BTreeMap<String, String> {
    let file = place::root().join("tests/fixtures/wrong_pages.json");
    serde_json::from_str(&place::read(&file)).expect("a reason for each exchange")
}

/// What is wrong with each exchange that is not as documented.
fn check(all: &[Exchange], folder: &str) -> BTreeMap<String, String> {
    let config = place::root().join("odata-bindgen.toml");
    let (config, _) = Config::load(&config).expect("the config can be used");
    let generated = odata_bindgen::generate(&config).expect("the metadata can be used");
    let explainer = Explainer::new("outlook-rest", &generated.versions);
    let mut problems = BTreeMap::new();
    let mut cases = Vec::new();
    for exchange in all {
        match case(&explainer, exchange) {
            Ok(case) if !exchange.template => cases.push(case),
            Ok(template) => assert_is_rust(&template),
            Err(problem) => {
                problems.insert(exchange.id.clone(), problem);
            }
        }
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(folder);
    let outcomes = run(&folder, &cases);
    for case in &cases {
        let outcome = &outcomes[&case.exchange.id];
        let found = problems_of(case.exchange, outcome);
        if !found.is_empty() {
            let problem = format!("{}\n{}", case.expression, found.join("\n"));
            problems.insert(case.exchange.id.clone(), problem);
        }
    }
    problems
}

/// A template has no values to send, but an expression with variables for them.
fn assert_is_rust(case: &Case<'_>) {
    let code = format!("{{ {} {} }}", case.statements.join(" "), case.expression);
    if let Err(error) = syn::parse_str::<syn::Block>(&code) {
        panic!("{error}: {code}");
    }
}

fn case<'e>(explainer: &Explainer<'_>, exchange: &'e Exchange) -> Result<Case<'e>, String> {
    let version = exchange.version();
    let position = explainer.version(&version).ok_or("no such version")?;
    let headers = exchange.headers.iter();
    let headers =
        headers.flat_map(|(name, all)| all.iter().map(|value| (name.clone(), value.clone())));
    let request = Request {
        line: format!("{} {}", exchange.method, exchange.url),
        headers: headers.collect(),
        body: exchange.body.clone(),
    };
    let explained = explainer.explain(position, &request);
    let explained = explained.map_err(|failure| failure.to_string())?;
    Ok(Case {
        exchange,
        uses: explained.uses,
        statements: explained.statements,
        expression: explained.expression,
    })
}

fn problems_of(exchange: &Exchange, outcome: &Outcome) -> Vec<String> {
    let Some(sent) = &outcome.sent else {
        return vec![outcome.error.clone().unwrap_or_default()];
    };
    let mut found = exchange.differences(sent);
    let Some(response) = &exchange.response else {
        return found;
    };
    match (&outcome.error, exchange.error_code()) {
        (Some(error), Some(code)) if error.contains(code) => {}
        (Some(error), _) => found.push(error.clone()),
        (None, Some(code)) => found.push(format!("no error, and should be {code}")),
        (None, None) => found.extend(exchanges::lost(response, &outcome.result)),
    }
    found
}
