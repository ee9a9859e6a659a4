//! What the client of the notes does with a server of `simple-odata-server`.

#[path = "../steps.rs"]
mod steps;

use notes::odata_runtime::{BatchFormat, DateTimeOffset, Error, Filter};
use notes::{Client, Note, Patch, Place, note, place};

use steps::Steps;

/// What any of it may end with.
type Outcome = Result<(), Box<dyn std::error::Error>>;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Outcome {
    let url = std::env::args()
        .nth(1)
        .ok_or("usage: simple-odata-server URL")?;
    let notes = Client::builder().base_url(url).build()?;
    let mut steps = Steps::default();
    reads(&notes, &mut steps).await?;
    filters(&notes, &mut steps).await?;
    wrong_filters(&notes, &mut steps).await?;
    writes(&notes, &mut steps).await?;
    absent(&notes, &mut steps).await?;
    steps.finish();
    Ok(())
}

async fn reads(notes: &Client, steps: &mut Steps) -> Outcome {
    let milk = notes.notes().by_key("milk").get().await?;
    assert_eq!(
        (milk.title.as_deref(), milk.stars),
        (Some("Buy milk"), Some(2))
    );
    let written: DateTimeOffset = "2026-03-01T08:00:00Z".parse()?;
    assert_eq!(milk.written, Some(written));
    assert_eq!(
        milk.place.as_ref().and_then(|place| place.city.as_deref()),
        Some("Graz")
    );
    steps.done("reads an entity, with a complex value");
    assert!(milk.odata.raw("value").is_some());
    steps.wrong(
        "an entity with itself in a member `value`",
        "an undeclared property, kept",
    );

    let mut all = keys(&notes.notes().list().await?);
    all.sort();
    assert_eq!(all, ["milk", "post", "roof"]);
    steps.done("lists entities");

    let some = notes
        .notes()
        .list()
        .select(note::TITLE)
        .order_by(note::STARS.desc())
        .skip(1)
        .top(1);
    let page = some.await?;
    assert_eq!(keys(&page), ["post"]);
    assert_eq!(
        (page[0].title.as_deref(), page[0].stars),
        (Some("Write to O'Hara"), None)
    );
    steps.done("selects, sorts, skips and takes");

    let page = notes.notes().list().count(true).top(1).await?;
    assert_eq!((page.len(), page.count), (1, Some(3)));
    steps.done("counts inline");
    assert_eq!(notes.notes().list().count(false).await?.count, Some(3));
    steps.wrong("`$count=false`, which counts", "3");

    let Err(Error::Decode(error)) = notes.notes().count().await else {
        panic!("the server gives JSON in the place of a number");
    };
    steps.wrong("`/$count`, which gives JSON", error);
    Ok(())
}

async fn filters(notes: &Client, steps: &mut Steps) -> Outcome {
    let filters: Vec<(Filter<Note>, &[&str])> = vec![
        (note::TITLE.eq("Mend the roof"), &["roof"]),
        (note::TITLE.eq("Write to O'Hara"), &["post"]),
        (note::STARS.gt(2).and(note::STARS.lt(5)), &["post"]),
        (note::STARS.ge(5).or(note::STARS.le(2)), &["milk", "roof"]),
        (note::STARS.ne(2), &["post", "roof"]),
        (note::DONE.eq(true), &["post"]),
        (note::TITLE.is_not_null(), &["milk", "post", "roof"]),
    ];
    for (filter, expected) in filters {
        let what = format!("filters by `{}`", filter.as_str());
        assert_eq!(filtered(notes, filter).await?, expected, "{what}");
        steps.done(&what);
    }
    Ok(())
}

async fn wrong_filters(notes: &Client, steps: &mut Steps) -> Outcome {
    let day: DateTimeOffset = "2026-03-02T00:00:00Z".parse()?;
    for filter in [note::WRITTEN.gt(day), (note::STARS + 1).eq(4)] {
        let what = format!("the filter `{}`", filter.as_str());
        let Err(Error::Service(error)) = filtered(notes, filter).await else {
            panic!("the server does not understand {what}");
        };
        assert_eq!(error.status.as_u16(), 500);
        steps.wrong(&what, error.message.lines().next().unwrap_or_default());
    }
    let every: &[&str] = &["milk", "post", "roof"];
    let misunderstood: Vec<(Filter<Note>, &[&str], &[&str])> = vec![
        (note::STARS.gt(2).not(), &["milk"], every),
        (note::TITLE.contains("roof"), &["roof"], every),
        (note::TITLE.starts_with("Mend"), &["roof"], every),
        (note::DONE.not(), &["milk", "roof"], every),
        (note::PLACE.get(place::CITY).eq("Linz"), &["roof"], &[]),
        (note::SKETCH.is_null(), every, &[]),
        (note::TITLE.to_lower().eq("buy milk"), &["milk"], &[]),
    ];
    for (filter, right, wrong) in misunderstood {
        let what = format!("the filter `{}`", filter.as_str());
        assert_eq!(filtered(notes, filter).await?, wrong, "{what}");
        steps.wrong(&what, format!("{wrong:?} in the place of {right:?}"));
    }
    Ok(())
}

async fn writes(notes: &Client, steps: &mut Steps) -> Outcome {
    let note = Note {
        id: Some("a b/c".to_owned()),
        title: Some("50% + 1 & more #hashes".to_owned()),
        sketch: Some(vec![0xfb, 0xff, 0x01].into()),
        place: Some(Place {
            city: Some("Zürich".to_owned()),
            ..Place::default()
        }),
        ..Note::default()
    };
    let answer = notes.notes().create(&note).answer().await?;
    assert_eq!(answer.value.title, note.title);
    assert_eq!(answer.value.sketch, note.sketch);
    steps.done("creates an entity, with bytes and letters beyond ASCII");
    assert!(
        answer
            .location()
            .is_some_and(|url| url.ends_with("/Notes/('a%20b/c')"))
    );
    steps.wrong(
        "a `Location` that is no address of the entity",
        "`Notes/('a%20b/c')` as it came",
    );

    let address = notes.notes().by_key("a b/c");
    let Err(Error::Decode(error)) = address.get().await else {
        panic!("the server writes bytes as an object");
    };
    assert_eq!(error.path, "Sketch");
    steps.wrong("bytes of an entity, which come as an object", error);

    let Err(Error::Service(error)) = address.update(Patch::new().set_null(note::SKETCH)).await
    else {
        panic!("the server takes null for bytes");
    };
    assert_eq!(error.code, "ERR_INVALID_ARG_TYPE");
    steps.wrong("null for bytes, which is refused", &error.message);

    address.update(Patch::new().set(note::STARS, 4)).await?;
    let some = notes
        .notes()
        .list()
        .filter(note::STARS.eq(4))
        .select(note::TITLE)
        .await?;
    assert_eq!(
        (keys(&some), &some[0].title),
        (vec!["a b/c".to_owned()], &note.title)
    );
    steps.done("updates an entity, whose key has to be encoded");

    address.delete().await?;
    assert_eq!(notes.notes().list().await?.len(), 3);
    steps.done("deletes an entity");
    Ok(())
}

/// What the server does not have, or does not tell.
async fn absent(notes: &Client, steps: &mut Steps) -> Outcome {
    let nothing = notes.notes().by_key("nothing");
    assert!(nothing.get().await?.id.is_none());
    steps.wrong(
        "200 for an entity that is not there",
        "an entity without properties",
    );
    nothing.delete().await?;
    steps.wrong("`DELETE` of what is not there, which succeeds", "success");

    let milk = notes.notes().by_key("milk");
    let replaced = milk.replace(&Note::default()).await.err();
    let property = milk.property(note::TITLE).get().await.err();
    for (what, error) in [("`PUT`", replaced), ("properties alone", property)] {
        let error = error.ok_or("the server does not have it")?;
        let status = error.status().map(|status| status.as_u16());
        assert_eq!(status, Some(404), "{error}");
        steps.wrong(&format!("{what}, which the server does not have"), error);
    }

    let batch = |format| {
        let mut batch = notes.batch().format(format);
        batch.add(milk.get());
        batch
    };
    let error = batch(BatchFormat::Json)
        .await
        .err()
        .ok_or("the server does not have it")?;
    assert_eq!(
        error.status().map(|status| status.as_u16()),
        Some(500),
        "{error}"
    );
    steps.wrong("`$batch` in JSON, which is taken for a note", error);
    // The last step: it ends the server.
    let Err(Error::Transport { source, .. }) = batch(BatchFormat::Multipart).await else {
        panic!("the server ends");
    };
    steps.wrong("a body that is not JSON, which ends the server", source);
    Ok(())
}

/// The keys of notes, in order.
fn keys(notes: &[Note]) -> Vec<String> {
    notes.iter().filter_map(|note| note.id.clone()).collect()
}

async fn filtered(notes: &Client, filter: Filter<Note>) -> Result<Vec<String>, Error> {
    let mut keys = keys(&notes.notes().list().filter(filter).await?);
    keys.sort();
    Ok(keys)
}
