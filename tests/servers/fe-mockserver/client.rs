//! What the client of the library does with a server of `@sap-ux/fe-mockserver-core`.

#[path = "client/batches.rs"]
mod batches;
#[path = "client/filters.rs"]
mod filters;
#[path = "client/reads.rs"]
mod reads;
#[path = "../steps.rs"]
mod steps;
#[path = "client/writes.rs"]
mod writes;

use library::odata_runtime::Error;
use library::{Client, Work, work};

use steps::Steps;

/// What any of it may end with.
type Outcome = Result<(), Box<dyn std::error::Error>>;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Outcome {
    let url = std::env::args().nth(1).ok_or("usage: fe-mockserver URL")?;
    let library = Client::builder().base_url(url).build()?;
    let mut steps = Steps::default();
    reads::entities(&library, &mut steps).await?;
    reads::properties(&library, &mut steps).await?;
    reads::lists(&library, &mut steps).await?;
    reads::pages(&library, &mut steps).await?;
    reads::expansions(&library, &mut steps).await?;
    filters::of_properties(&library, &mut steps).await?;
    filters::of_paths(&library, &mut steps).await?;
    filters::wrong(&library, &mut steps).await?;
    operations(&library, &mut steps).await?;
    batches::multipart(&library, &mut steps).await?;
    batches::change_sets(&library, &mut steps).await?;
    batches::json(&library, &mut steps).await?;
    writes::create(&library, &mut steps).await?;
    writes::create_with_answers(&library, &mut steps).await?;
    writes::update(&library, &mut steps).await?;
    writes::replace_and_delete(&library, &mut steps).await?;
    steps.finish();
    Ok(())
}

async fn operations(library: &Client, steps: &mut Steps) -> Outcome {
    let until = "2026-12-31".parse::<library::odata_runtime::Date>()?;
    let loan = library.works().by_key(1).lend("ada").until(until).await?;
    assert_eq!(loan.reader.as_deref(), Some("ada"));
    assert_eq!(loan.until, Some(until));
    steps.done("calls an action of an entity, with a parameter that may be left out");

    let loan = library.works().by_key(1).lend("bob").await?;
    assert_eq!((loan.work_id, loan.until), (Some(1), None));
    steps.done("calls it without");

    let Err(Error::Service(error)) = library.works().by_key(3).lend("ada").await else {
        panic!("what is not for lending is not lent");
    };
    assert_eq!((error.status.as_u16(), &*error.code), (409, "NotLendable"));
    assert_eq!(error.target.as_deref(), Some("Lendable"));
    assert_eq!(error.details[0].code, "AskAtTheDesk");
    steps.done("tells an error of an action: status, code, target, details");

    assert_eq!(library.works().relabel("office", "work").await?, 1);
    let relabelled = library.works().by_key(2).property(work::TAGS);
    assert_eq!(relabelled.get().await?, Some(vec!["work".to_owned()]));
    steps.done("calls an action of a collection, which gives a number");

    library.close().reason("snow").await?;
    steps.done("calls an action that belongs to nothing and gives nothing");

    let similar = library.works().by_key(1).similar(5).await?;
    assert_eq!(ids(&similar), [2]);
    steps.done("calls a function, which gives entities");
    Ok(())
}

/// The keys of works, in order.
fn ids(works: &[Work]) -> Vec<i32> {
    works.iter().filter_map(|work| work.id).collect()
}

/// What a request ends with that the server does not understand: it has to be an error that says
/// what was asked and what came.
fn refusal<T>(result: Result<T, Error>, status: u16) -> Error {
    let Err(error) = result else {
        panic!("the server understands by now what it did not");
    };
    assert_eq!(
        error.status().map(|found| found.as_u16()),
        Some(status),
        "{error}"
    );
    assert!(error.to_string().contains("http://127.0.0.1:"), "{error}");
    error
}
