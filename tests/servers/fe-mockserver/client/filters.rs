//! Filters: those that the server understands, and those that it does not.

use library::odata_runtime::query::is_of;
use library::odata_runtime::{Date, DateTimeOffset, Error, Filter};
use library::{Book, Client, Genre, Marks, Work, author, place, publisher, volume, work};

use crate::steps::Steps;
use crate::{Outcome, ids, refusal};

pub async fn of_properties(library: &Client, steps: &mut Steps) -> Outcome {
    let day: Date = "1850-01-01".parse()?;
    let moment: DateTimeOffset = "2025-01-01T00:00:00Z".parse()?;
    let filters: Vec<(Filter<Work>, &[i32])> = vec![
        (work::TITLE.eq("Moby-Dick"), &[1]),
        (work::ID.ne(1).and(work::ID.le(3)), &[2, 3]),
        (work::TITLE.contains("o").and(work::PRICE.gt(8)), &[1, 3]),
        (
            work::TITLE.starts_with("M").or(work::TITLE.ends_with("es")),
            &[1, 4],
        ),
        (work::PRICE.gt(8).not(), &[2]),
        (
            work::ID.eq(1).or(work::ID.gt(1).and(work::ID.lt(4))),
            &[1, 2, 3],
        ),
        (work::LENDABLE.not(), &[3, 4]),
        (work::LENDABLE.eq(true), &[1, 2]),
        (work::PUBLISHED.gt(day), &[1, 2, 4]),
        (work::ADDED.ge(moment), &[3, 4]),
        (work::TITLE.length().gt(9), &[3, 4]),
        (work::TITLE.to_lower().eq("bartleby"), &[2]),
        (work::TITLE.to_upper().eq("BARTLEBY"), &[2]),
        (work::TITLE.trim().eq("Bartleby"), &[2]),
        (work::TITLE.index_of("b").eq(2), &[1]),
        (work::TITLE.substring(1).eq("oby-Dick"), &[1]),
        (work::TITLE.concat("!").eq("Bartleby!"), &[2]),
        (work::RATING.round().eq(4.0), &[2, 3]),
        (work::RATING.floor().eq(4.0), &[1, 2]),
        (work::RATING.ceiling().eq(5.0), &[1, 4]),
    ];
    understood(library, steps, filters).await
}

pub async fn of_paths(library: &Client, steps: &mut Steps) -> Outcome {
    let filters: Vec<(Filter<Work>, &[i32])> = vec![
        (
            work::PUBLISHER
                .get(publisher::SEAT)
                .get(place::CITY)
                .eq("Paris"),
            &[4],
        ),
        (
            work::AUTHOR.get(author::NAME).eq("Herman Melville"),
            &[1, 2],
        ),
        (
            work::AUTHOR.get(author::HOME).get(place::COUNTRY).eq("DE"),
            &[3],
        ),
        (work::TAGS.any(|tag| tag.eq("whales")), &[1]),
        (
            work::VOLUMES.any(|volume| volume.get(volume::SHELF).eq("A2")),
            &[1],
        ),
        (
            work::VOLUMES.all(|volume| volume.get(volume::NUMBER).lt(2)),
            &[2, 3, 4],
        ),
    ];
    understood(library, steps, filters).await?;
    let lendable = library
        .works()
        .list()
        .filter(work::LENDABLE)
        .filter(work::PRICE.lt(10));
    assert_eq!(ids(&lendable.await?), [2]);
    steps.done("filters twice, by a property that is a condition itself");
    Ok(())
}

pub async fn wrong(library: &Client, steps: &mut Steps) -> Outcome {
    let torn = work::VOLUMES.any(|volume| volume.get(volume::MARKS).has(Marks::TORN));
    let unheard_of: [Filter<Work>; 8] = [
        work::ID.is_in([1, 3]),
        work::GENRE.eq(Genre::Novel),
        work::PUBLISHED.year().eq(1851),
        (work::PRICE + 1).gt(9),
        work::SUBTITLE.eq("O'Hara reads, 100% & more"),
        Filter::literal(true),
        is_of::<Work, Book>(),
        torn,
    ];
    for filter in unheard_of {
        let what = format!("the filter `{}`", filter.as_str());
        steps.wrong(&what, refusal(filtered(library, filter).await, 500));
    }
    let misunderstood: [(Filter<Work>, &[i32], &[i32]); 4] = [
        (work::TAGS.is_not_empty(), &[1, 2, 4], &[1, 2, 3, 4]),
        (work::VOLUMES.count().gt(1), &[1], &[1, 2, 3, 4]),
        (work::SUBTITLE.is_null(), &[2, 4], &[]),
        (work::SUBTITLE.is_not_null(), &[1, 3], &[1, 2, 3, 4]),
    ];
    for (filter, right, wrong) in misunderstood {
        let what = format!("the filter `{}`", filter.as_str());
        assert_eq!(filtered(library, filter).await?, wrong, "{what}");
        steps.wrong(&what, format!("{wrong:?} in the place of {right:?}"));
    }
    Ok(())
}

async fn understood(
    library: &Client,
    steps: &mut Steps,
    filters: Vec<(Filter<Work>, &[i32])>,
) -> Outcome {
    for (filter, expected) in filters {
        let what = format!("filters by `{}`", filter.as_str());
        assert_eq!(filtered(library, filter).await?, expected, "{what}");
        steps.done(&what);
    }
    Ok(())
}

async fn filtered(library: &Client, filter: Filter<Work>) -> Result<Vec<i32>, Error> {
    let works = library.works().list().filter(filter).await?;
    Ok(ids(&works))
}
