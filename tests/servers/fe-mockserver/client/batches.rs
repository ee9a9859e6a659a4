//! Batches in both formats.

use library::odata_runtime::{Batch, BatchFormat, BatchTarget};
use library::{Client, Loan, Patch, loan, work};

use crate::steps::Steps;
use crate::{Outcome, refusal};

/// A batch in the form of address that the server understands.
fn relative(library: &Client) -> Batch {
    library.batch().target(BatchTarget::Relative)
}

pub async fn multipart(library: &Client, steps: &mut Steps) -> Outcome {
    let mut batch = relative(library).continue_on_error(true);
    let moby = batch.add(library.works().by_key(1).get().select(work::TITLE));
    let absent = batch.add(library.works().by_key(99).get());
    let count = batch.add(library.works().count().filter(work::PRICE.lt(10)));
    let similar = batch.add(library.works().by_key(1).similar(1));
    let lent = batch.add(library.works().by_key(3).lend("ada"));
    let replies = batch.await?;
    assert_eq!(replies.take(moby)?.title.as_deref(), Some("Moby-Dick"));
    refusal(replies.take(absent), 404);
    assert_eq!(replies.take(count)?, 2);
    assert_eq!(replies.take(similar)?.len(), 1);
    let told = refusal(replies.take(lent), 409).to_string();
    assert!(told.contains("NotLendable"), "{told}");
    steps.done("sends a batch in which two requests fail and three do not");

    let mut batch = library.batch();
    let moby = batch.add(library.works().by_key(1).get());
    let error = refusal(batch.await?.take(moby), 500);
    steps.wrong(
        "the path of a request in a batch that begins with `/`",
        error,
    );
    Ok(())
}

pub async fn change_sets(library: &Client, steps: &mut Steps) -> Outcome {
    let mut batch = relative(library);
    let mut set = batch.change_set();
    let made = set.add(library.loans().create(&Loan {
        work_id: Some(4),
        reader: Some("eve".to_owned()),
        ..Loan::default()
    }));
    let bob = set.add(library.loans().create(&Loan {
        work_id: Some(2),
        reader: Some("bob".to_owned()),
        ..Loan::default()
    }));
    let all = batch.add(library.loans().count());
    let replies = batch.await?;
    assert_eq!(replies.take(made)?.reader.as_deref(), Some("eve"));
    assert_eq!(replies.take(bob)?.work_id, Some(2));
    assert_eq!(replies.take(all)?, 3);
    steps.done("sends a batch with a change set");

    let mut batch = relative(library);
    let mut set = batch.change_set();
    let good = set.add(library.loans().by_key(2, "bob").delete());
    let patch = Patch::new().set(work::RATING, 1.0);
    let bad = set.add(library.works().by_key(99).update(patch.clone()));
    let replies = batch.await?;
    let told = refusal(replies.take(bad), 404);
    assert!(replies.take(good).is_err());
    steps.done("tells that a change set has failed, of each of its requests");
    let gone = library
        .loans()
        .list()
        .filter(loan::READER.eq("bob"))
        .await?;
    assert!(gone.is_empty());
    steps.wrong("a change set that fails and yet leaves what it did", told);

    let mut batch = relative(library);
    batch
        .change_set()
        .add(library.works().by_key(1).update(patch));
    let error = refusal(batch.await, 500);
    steps.wrong(
        "a change set with a condition that is not met, at which the batch fails",
        error,
    );

    Ok(())
}

pub async fn json(library: &Client, steps: &mut Steps) -> Outcome {
    let json = || relative(library).format(BatchFormat::Json);
    let mut batch = json();
    let moby = batch.add(library.works().by_key(1).get());
    let error = refusal(batch.await?.take(moby), 500);
    steps.wrong(
        "an address in a JSON batch that begins at the service root",
        error,
    );

    let mut batch = json().url("$batch?mended=true").continue_on_error(true);
    let moby = batch.add(library.works().by_key(1).get().select(work::TITLE));
    let absent = batch.add(library.works().by_key(99).get());
    let lent = batch.add(library.works().by_key(1).lend("ada"));
    let replies = batch.await?;
    assert_eq!(replies.take(moby)?.title.as_deref(), Some("Moby-Dick"));
    assert!(replies.take(absent).is_err());
    assert_eq!(replies.take(lent)?.reader.as_deref(), Some("ada"));
    steps.done("sends a batch in JSON, mended on the way");
    Ok(())
}
