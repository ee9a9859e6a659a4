//! Functions, actions and batches.

use shop::odata_runtime::BatchFormat;
use shop::{Client, product};

use crate::steps::Steps;
use crate::{Outcome, ids, refusal};

pub async fn functions(shop: &Client, steps: &mut Steps) -> Outcome {
    assert_eq!(shop.sum(2, -5).await?, -3);
    steps.done("calls a function that belongs to nothing");

    let price = shop.products().by_key(1).price_in("EUR", 1.5).await?;
    assert_eq!(price, "30 EUR");
    let quoted = shop.products().by_key(1).price_in("O'Hara", 2.0).await?;
    assert_eq!(quoted, "40 O'Hara");
    steps.done("calls a function of an entity, with a quotation mark in an argument");

    let cheapest = shop.products().cheapest(2).await?;
    assert_eq!(ids(&cheapest), [5, 2]);
    steps.done("calls a function of a collection, which gives entities");
    Ok(())
}

pub async fn actions(shop: &Client, steps: &mut Steps) -> Outcome {
    let teapot = shop.products().by_key(1);
    teapot.raise().percent(50).await?;
    assert_eq!(teapot.property(product::PRICE).get().await?, Some(30.0));
    steps.done("calls an action of an entity");

    shop.restock().amount(3).await?;
    steps.done("calls an action that belongs to nothing");

    let error = refusal(shop.restock().amount(0).await, 422);
    assert!(
        error.to_string().contains("nothing to put on the shelves"),
        "{error}"
    );
    steps.done("tells the error of an action");
    Ok(())
}

pub async fn batch(shop: &Client, steps: &mut Steps) -> Outcome {
    for (format, status) in [(BatchFormat::Multipart, 415), (BatchFormat::Json, 500)] {
        let mut batch = shop.batch().format(format);
        batch.add(shop.products().count());
        let what = format!("`$batch`, which the server does not have, {format:?}");
        steps.wrong(&what, refusal(batch.await, status));
    }
    Ok(())
}
