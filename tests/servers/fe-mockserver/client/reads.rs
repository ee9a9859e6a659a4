//! Reads entities, properties, lists, and what is related to them.

use library::odata_runtime::{Enumeration as _, FlagSet as _, Structured as _};
use library::{
    Author, Book, Client, Genre, Marks, Recording, Work, author, loan, place, publisher, volume,
    work,
};

use crate::steps::Steps;
use crate::{Outcome, ids, refusal};

pub async fn entities(library: &Client, steps: &mut Steps) -> Outcome {
    let moby = library.works().by_key(1).get().await?;
    assert_eq!(moby.title.as_deref(), Some("Moby-Dick"));
    assert_eq!(moby.genre, Some(Genre::Novel));
    assert_eq!(
        moby.published.map(|day| day.to_string()).as_deref(),
        Some("1851-10-18")
    );
    assert_eq!(
        moby.price.as_ref().map(ToString::to_string).as_deref(),
        Some("12.5")
    );
    assert_eq!(moby.tags, ["sea", "whales"]);
    let seat = moby.publisher.clone().and_then(|publisher| publisher.seat);
    assert_eq!(seat.and_then(|seat| seat.country).as_deref(), Some("US"));
    steps.done("reads an entity: text, date, decimal, enumeration, collection, complex values");

    let book: Book = moby.downcast()?.ok_or("it is a book")?;
    assert_eq!(book.pages, Some(635));
    let moor = library.works().by_key(3).get().await?;
    assert_eq!(moor.odata.type_name(), Some("Example.Library.Recording"));
    let recording: Recording = moor.downcast()?.ok_or("it is a recording")?;
    assert_eq!(
        recording.length.map(|length| length.to_string()).as_deref(),
        Some("PT3M25S")
    );
    steps.done("reads entities of derived types, and turns them into these");

    let loan = library.loans().by_key(1, "ada").get().await?;
    assert_eq!(
        loan.until.map(|day| day.to_string()).as_deref(),
        Some("2026-12-24")
    );
    steps.done("reads an entity by a key of two parts");

    let stamped = library.works().by_key(1).volumes().by_key(2).get().await?;
    assert_eq!(stamped.marks, Some(Marks::STAMPED | Marks::TORN));
    assert_eq!(Marks::TYPE_NAME, "Example.Library.Marks");
    steps.done("reads a contained entity by its key, with flags");

    let author = library.works().by_key(1).author().get().await?;
    assert_eq!(author.name.as_deref(), Some("Herman Melville"));
    steps.done("follows a navigation property to one entity");

    let absent = library.works().by_key(99).get().await;
    steps.wrong("a 404 without an error in its body", refusal(absent, 404));

    let cast = library.works().as_book().list().await?;
    let recordings = cast
        .iter()
        .filter(|book| book.odata.type_name() != Some(Book::TYPE_NAME));
    assert_eq!(recordings.count(), 1);
    steps.wrong(
        "a cast to a derived type, which is ignored",
        "there is a recording among the books",
    );
    assert_eq!(Genre::members().len(), 3);
    Ok(())
}

pub async fn properties(library: &Client, steps: &mut Steps) -> Outcome {
    let moby = library.works().by_key(1);
    assert_eq!(
        moby.property(work::TITLE).get().await?.as_deref(),
        Some("Moby-Dick")
    );
    assert_eq!(
        library
            .works()
            .by_key(2)
            .property(work::SUBTITLE)
            .get()
            .await?,
        None
    );
    steps.done("reads a property alone, and one that is null");

    let publisher = moby
        .property(work::PUBLISHER)
        .get()
        .await?
        .ok_or("there is one")?;
    assert_eq!(publisher.name.as_deref(), Some("Harper"));
    steps.done("reads a complex property alone");

    let tags = moby.property(work::TAGS).get().await?;
    assert_eq!(tags, Some(vec!["sea".to_owned(), "whales".to_owned()]));
    steps.done("reads a property with a collection alone");

    let city = moby
        .property(work::PUBLISHER)
        .property(publisher::SEAT)
        .property(place::CITY);
    let error = city.get().await.err().ok_or("it answers with all works")?;
    assert!(error.to_string().contains("`value`"), "{error}");
    steps.wrong(
        "a property of a complex property, which gives all works",
        error,
    );

    let text = moby.property(work::TITLE).raw_value().await?;
    assert!(text.starts_with(b"{"), "it answers with JSON");
    steps.wrong(
        "`$value` of a property, which gives JSON with all works",
        "the bytes as they came",
    );

    let link = moby.author().reference().get().await?;
    assert_eq!(link.odata.id(), None);
    steps.wrong(
        "`$ref`, which gives all authors",
        "a reference without an `@odata.id`",
    );
    Ok(())
}

pub async fn lists(library: &Client, steps: &mut Steps) -> Outcome {
    let works = library.works().list().await?;
    assert_eq!(ids(&works), [1, 2, 3, 4]);
    steps.done("lists entities");
    assert_eq!(works.count, Some(4));
    steps.wrong("a number of items that nobody asked for", "4");

    let dear = library
        .works()
        .list()
        .select((work::TITLE, work::PRICE))
        .order_by((work::PRICE.desc(), work::TITLE))
        .skip(1)
        .top(2)
        .count(true)
        .await?;
    assert_eq!((ids(&dear), dear.count), (vec![1, 3], Some(4)));
    assert_eq!(
        (dear[0].title.as_deref(), dear[0].genre.as_ref()),
        (Some("Moby-Dick"), None)
    );
    steps.done("selects, sorts, skips, takes and counts inline");

    assert_eq!(library.works().count().await?, 4);
    assert_eq!(library.works().count().filter(work::PRICE.lt(10)).await?, 2);
    assert_eq!(library.works().by_key(1).volumes().count().await?, 2);
    steps.done("counts with `$count`, with a filter, and a contained collection");

    let found = library.works().list().search("Moby").await?;
    assert_eq!(ids(&found), [1]);
    steps.done("searches");

    let volumes = library.works().by_key(1).volumes().list().await?;
    assert_eq!(volumes.len(), 2);
    let melville = library.authors().by_key("melville").works().list();
    assert_eq!(ids(&melville.order_by(work::TITLE).await?), [2, 1]);
    steps.done("lists a contained collection, and related entities in an order");

    Ok(())
}

pub async fn pages(library: &Client, steps: &mut Steps) -> Outcome {
    let mut pages = library.works().list().max_page_size(3).pages();
    let mut sizes = Vec::new();
    while let Some(page) = pages.try_next().await? {
        sizes.push(page.len());
    }
    assert_eq!(sizes, [3, 1]);
    let mut stream = library
        .works()
        .list()
        .filter(work::ID.ne(2))
        .max_page_size(1)
        .items();
    let mut titles = Vec::new();
    while let Some(work) = stream.try_next().await? {
        titles.extend(work.title);
    }
    assert_eq!(titles, ["Moby-Dick", "Der Knabe im Moor", "Recherches"]);
    steps
        .done("follows next links, by pages and by items, with the preference and the filter kept");

    let mut stream = library.works().list().max_page_size(2).items();
    stream.try_next().await?;
    let position = stream.position().ok_or("there are more")?;
    let mut rest = library.resume_items::<Work>(&position);
    let mut keys = Vec::new();
    while let Some(work) = rest.try_next().await? {
        keys.extend(work.id);
    }
    assert_eq!(keys, [2, 3, 4]);
    steps.done("goes on from a position within a page");
    Ok(())
}

pub async fn expansions(library: &Client, steps: &mut Steps) -> Outcome {
    let works = library
        .works()
        .list()
        .expand((work::AUTHOR, work::VOLUMES))
        .top(1)
        .await?;
    let author = works[0].author.get()?.ok_or("it was asked for")?;
    assert_eq!(author.name.as_deref(), Some("Herman Melville"));
    assert_eq!(
        works[0].volumes.get()?.map(|volumes| volumes.len()),
        Some(2)
    );
    steps.done("expands a navigation property and a contained collection");

    let work = loan::WORK
        .select(work::TITLE)
        .expand(work::AUTHOR.select(author::NAME));
    let loan = library.loans().by_key(1, "ada").get().expand(work).await?;
    let work = loan.work.get()?.ok_or("it was asked for")?;
    assert_eq!(
        (work.title.as_deref(), work.price.as_ref()),
        (Some("Moby-Dick"), None)
    );
    let author = work.author.get()?.ok_or("it was asked for")?;
    assert_eq!(
        (author.name.as_deref(), author.born),
        (Some("Herman Melville"), None)
    );
    steps.done("expands in an expansion, with a selection in each");

    let works = author::WORKS
        .filter(work::PRICE.lt(10))
        .order_by(work::TITLE.desc())
        .expand(work::VOLUMES.select(volume::SHELF));
    let author: Author = library
        .authors()
        .by_key("melville")
        .get()
        .expand(works)
        .await?;
    assert_eq!(author.works.get()?.map(|works| ids(&works)), Some(vec![2]));
    steps.done("filters and sorts in an expansion");

    let first = author::WORKS.order_by(work::ID).top(1);
    let author = library
        .authors()
        .by_key("melville")
        .get()
        .expand(first)
        .await?;
    assert_eq!(author.works.get()?.map(|works| works.len()), Some(2));
    steps.wrong(
        "`$top` in an expansion, which is ignored",
        "two works in the place of one",
    );
    Ok(())
}
