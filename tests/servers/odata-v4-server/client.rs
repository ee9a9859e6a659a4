//! What the client of the shop does with a server of `odata-v4-server`.

#[path = "client/operations.rs"]
mod operations;
#[path = "client/reads.rs"]
mod reads;
#[path = "../steps.rs"]
mod steps;
#[path = "client/writes.rs"]
mod writes;

use shop::odata_runtime::Error;
use shop::{Client, Product};

use steps::Steps;

/// What any of it may end with.
type Outcome = Result<(), Box<dyn std::error::Error>>;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Outcome {
    let url = std::env::args()
        .nth(1)
        .ok_or("usage: odata-v4-server URL")?;
    let shop = Client::builder().base_url(url).build()?;
    let mut steps = Steps::default();
    reads::entities(&shop, &mut steps).await?;
    reads::properties(&shop, &mut steps).await?;
    reads::lists(&shop, &mut steps).await?;
    reads::expansions(&shop, &mut steps).await?;
    reads::right_filters(&shop, &mut steps).await?;
    reads::wrong_filters(&shop, &mut steps).await?;
    operations::functions(&shop, &mut steps).await?;
    operations::actions(&shop, &mut steps).await?;
    operations::batch(&shop, &mut steps).await?;
    writes::create_and_update(&shop, &mut steps).await?;
    writes::replace_and_delete(&shop, &mut steps).await?;
    writes::open_types(&shop, &mut steps).await?;
    writes::references(&shop, &mut steps).await?;
    writes::properties_and_streams(&shop, &mut steps).await?;
    steps.finish();
    Ok(())
}

/// The keys of products, in order.
fn ids(products: &[Product]) -> Vec<i32> {
    products.iter().filter_map(|product| product.id).collect()
}

/// What a request ends with that the server refuses: it has to be an error that says what was
/// asked, and has the code and the message of the server.
fn refusal<T>(result: Result<T, Error>, status: u16) -> Error {
    let Err(error) = result else {
        panic!("the server does by now what it did not");
    };
    let Error::Service(told) = &error else {
        panic!("the server tells errors as it should: {error}");
    };
    assert_eq!(
        (told.status.as_u16(), &*told.code),
        (status, &*status.to_string())
    );
    assert!(!told.message.is_empty());
    assert!(error.to_string().contains("http://127.0.0.1:"), "{error}");
    error
}
