//! Creates, updates, replaces and deletes.

use library::odata_runtime::Error;
use library::{Book, Client, Genre, Patch, Place, Publisher, Volume, Work, volume, work};

use crate::steps::Steps;
use crate::{Outcome, refusal};

/// A work with all that the server would invent otherwise.
fn faust() -> Work {
    Work {
        id: Some(20),
        title: Some("Faust".to_owned()),
        genre: Some(Genre::Poetry),
        lendable: Some(true),
        price: "3.50".parse().ok(),
        tags: vec!["devil".to_owned(), "poodle".to_owned()],
        publisher: Some(Publisher {
            seat: Some(Place::default()),
            ..Publisher::default()
        }),
        ..Work::default()
    }
}

pub async fn create(library: &Client, steps: &mut Steps) -> Outcome {
    let created = library.works().create(&faust()).await?;
    assert_eq!(
        (created.id, created.title.as_deref()),
        (Some(20), Some("Faust"))
    );
    assert_eq!(created.tags, ["devil", "poodle"]);
    steps.done("creates an entity");

    let mut book = Book {
        id: Some(21),
        title: Some("Radium".to_owned()),
        genre: Some(Genre::Science),
        pages: Some(99),
        tags: vec!["physics".to_owned()],
        publisher: faust().publisher,
        ..Book::default()
    };
    book.odata.set("Author@odata.bind", "Authors('curie')")?;
    let created = library.works().create(&book).await?;
    assert_eq!(created.odata.type_name(), Some("Example.Library.Book"));
    assert_eq!(
        (created.pages, created.author_id.as_deref()),
        (Some(99), Some("curie"))
    );
    let author = library.works().by_key(21).author().get().await?;
    assert_eq!(author.name.as_deref(), Some("Marie Curie"));
    steps.done("creates an entity of a derived type, bound to an author");

    let volume = Volume {
        number: Some(1),
        shelf: Some("F1".to_owned()),
        ..Volume::default()
    };
    let created = library.works().by_key(20).volumes().create(&volume).await?;
    assert_eq!(created.shelf.as_deref(), Some("F1"));
    assert_eq!(library.works().by_key(20).volumes().count().await?, 1);
    steps.done("creates a contained entity");
    Ok(())
}

pub async fn create_with_answers(library: &Client, steps: &mut Steps) -> Outcome {
    let quiet = Work {
        id: Some(22),
        ..faust()
    };
    let answer = library
        .works()
        .create(&quiet)
        .return_minimal()
        .answer()
        .await?;
    assert!(answer.value.is_none());
    assert_eq!(
        answer.preference_applied("return").as_deref(),
        Some("minimal")
    );
    steps.done("creates an entity and asks for no answer");
    assert_eq!(answer.location(), Some("Works(Id='22')"));
    steps.wrong(
        "a `Location` with a number as text",
        "`Works(Id='22')` as it came",
    );

    let bare = Work {
        id: Some(23),
        title: Some("Bare".to_owned()),
        tags: vec!["x".to_owned()],
        ..Work::default()
    };
    let Err(Error::Decode(error)) = library.works().create(&bare).await else {
        panic!("the server makes up a complex value that is none");
    };
    assert_eq!(error.path, "Publisher.Seat");
    steps.wrong(
        "values that the server makes up: a text for a complex one",
        error,
    );
    Ok(())
}

pub async fn update(library: &Client, steps: &mut Steps) -> Outcome {
    let address = library.works().by_key(2);
    let before = address.get().await?;
    let etag = before.odata.etag().ok_or("it has one")?;
    assert!(etag.starts_with(r#"W/\""#), "{etag}");
    steps.wrong("an etag with `\\` before its quotation marks", etag);
    let patch = Patch::new()
        .set(work::RATING, 4.75)
        .set_null(work::SUBTITLE);
    let after = address.update(patch.clone()).if_unchanged(&before).await?;
    let after = after.ok_or("the server answers with the entity")?;
    assert_eq!(
        (after.rating, after.title.as_deref()),
        (Some(4.75), Some("Bartleby"))
    );
    assert_ne!(after.odata.etag(), before.odata.etag());
    steps.done("updates an entity if it has not changed");

    let stale = address.update(patch.clone()).if_unchanged(&before).await;
    let error = refusal(stale, 412);
    assert!(matches!(error, Error::UnexpectedStatus(_)));
    steps.done("does not update an entity that has changed");
    steps.wrong("an error that is not in the member `error`", error);

    let any = address.update(patch.clone()).if_match("*").await;
    steps.wrong("`If-Match: *`, which does not match", refusal(any, 412));
    let unconditional = address.update(patch).await;
    steps.wrong(
        "412 where there is no condition",
        refusal(unconditional, 412),
    );

    let etag = after.odata.etag().ok_or("it had one")?;
    let patch = Patch::new().set(work::GENRE, Genre::Poetry);
    let nothing = address
        .update(patch)
        .if_match(etag)
        .return_minimal()
        .answer()
        .await?;
    assert!(nothing.value.is_none());
    assert_eq!(address.get().await?.genre, Some(Genre::Poetry));
    steps.done("updates an entity and asks for no answer");
    Ok(())
}

pub async fn replace_and_delete(library: &Client, steps: &mut Steps) -> Outcome {
    let address = library.works().by_key(21);
    let mut new = address.get().await?;
    new.title = Some("Polonium".to_owned());
    new.author_id = None;
    address.replace(&new).if_unchanged(&new).await?;
    let replaced = address.get().await?;
    assert_eq!(replaced.title.as_deref(), Some("Polonium"));
    steps.done("replaces an entity");
    assert_eq!(replaced.author_id.as_deref(), Some("curie"));
    steps.wrong(
        "`PUT`, which keeps what is not there",
        "the author is still `curie`",
    );

    address.delete().await?;
    assert_eq!(
        refusal(address.get().await, 404)
            .status()
            .map(|s| s.as_u16()),
        Some(404)
    );
    steps.done("deletes an entity");
    address.delete().await?;
    steps.wrong("`DELETE` of what is not there, which succeeds", "success");

    let patch = Patch::new().set(volume::SHELF, "A9");
    let first = library.works().by_key(1).volumes().by_key(1);
    let error = refusal(first.update(patch).await, 412);
    steps.wrong(
        "an update of a contained entity, which is taken for one of the work",
        error,
    );
    let faust = library.works().by_key(20);
    let volume = faust.volumes().by_key(1);
    volume.delete().await?;
    let error = refusal(faust.get().await, 404);
    steps.wrong(
        "`DELETE` of a contained entity, which deletes the work",
        error,
    );
    Ok(())
}
