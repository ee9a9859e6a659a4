//! Creates, updates, replaces, deletes, and links.

use shop::{Category, Client, Gadget, Patch, Product, Size, category, gadget, product};

use crate::steps::Steps;
use crate::{Outcome, ids, refusal};

pub async fn create_and_update(shop: &Client, steps: &mut Steps) -> Outcome {
    let vase = Product {
        id: Some(10),
        name: Some("Vase".to_owned()),
        price: Some(12.5),
        labels: vec!["glass".to_owned()],
        size: Some(Size {
            width: Some(9.0),
            ..Size::default()
        }),
        ..Product::default()
    };
    let answer = shop.products().create(&vase).answer().await?;
    assert_eq!(
        (answer.value.id, answer.value.price),
        (Some(10), Some(12.5))
    );
    assert_eq!(answer.location(), answer.value.odata.id());
    steps.done("creates an entity, and is told where it is");

    let mixer = Gadget {
        id: Some(11),
        name: Some("Mixer".to_owned()),
        watts: Some(300),
        ..Gadget::default()
    };
    let created = shop.products().create(&mixer).await?;
    assert_eq!(
        (created.watts, created.odata.type_name()),
        (Some(300), Some("Example.Shop.Gadget"))
    );
    steps.done("creates an entity of a derived type");

    let address = shop.products().by_key(10);
    let patch = Patch::new()
        .set(product::PRICE, 13.0)
        .set_null(product::SIZE);
    assert!(address.update(patch).await?.is_none());
    let updated = address.get().await?;
    assert_eq!(
        (updated.price, updated.name.as_deref()),
        (Some(13.0), Some("Vase"))
    );
    assert!(updated.size.is_none());
    let mixer = shop.products().by_key(11);
    mixer.update(Patch::new().set(gadget::WATTS, 350)).await?;
    assert_eq!(mixer.as_gadget().get().await?.watts, Some(350));
    steps.done("updates entities, one of them of a derived type; the server answers with nothing");

    Ok(())
}

pub async fn replace_and_delete(shop: &Client, steps: &mut Steps) -> Outcome {
    let address = shop.products().by_key(10);
    let jug = Product {
        name: Some("Jug".to_owned()),
        ..Product::default()
    };
    assert!(address.replace(&jug).await?.is_none());
    let replaced = address.get().await?;
    assert_eq!(
        (replaced.name.as_deref(), replaced.price),
        (Some("Jug"), None)
    );
    steps.done("replaces an entity");

    let upserted = shop.products().by_key(12).replace(&jug).await?;
    assert_eq!(upserted.and_then(|jug| jug.id), Some(12));
    steps.done("puts an entity where none was");

    for id in [10, 11, 12] {
        shop.products().by_key(id).delete().await?;
    }
    refusal(address.delete().await, 404);
    assert_eq!(shop.products().count().await?, 5);
    steps.done("deletes entities, and is told that there is nothing to delete");
    Ok(())
}

pub async fn open_types(shop: &Client, steps: &mut Steps) -> Outcome {
    let mut garden = Category {
        id: Some("garden".to_owned()),
        name: Some("Garden".to_owned()),
        ..Category::default()
    };
    garden.odata.set("Open", &["Monday", "Friday"])?;
    let created = shop.categories().create(&garden).await?;
    assert_eq!(
        created.odata.get("Open")?,
        Some(vec!["Monday".to_owned(), "Friday".to_owned()])
    );
    steps.done("creates an entity of an open type");

    let address = shop.categories().by_key("garden");
    let patch = Patch::new()
        .set(category::NAME, "Gärten")
        .raw("Area", &12.5);
    address.update(patch).await?;
    let updated = address.get().await?;
    assert_eq!(updated.name.as_deref(), Some("Gärten"));
    assert_eq!(updated.odata.get::<f64>("Area")?, Some(12.5));
    assert!(updated.odata.raw("Open").is_some());
    steps.done("updates a declared and a dynamic property, with letters beyond ASCII");
    Ok(())
}

pub async fn references(shop: &Client, steps: &mut Steps) -> Outcome {
    let lamp = shop.products().by_key(4);
    let kitchen = shop.categories().by_key("kitchen");
    lamp.category().reference().set(&kitchen).await?;
    assert_eq!(lamp.category().get().await?.id.as_deref(), Some("kitchen"));
    steps.done("links an entity to another");

    lamp.category().reference().remove().await?;
    refusal(lamp.category().get().await, 404);
    assert_eq!(lamp.property(product::CATEGORY_ID).get().await?, None);
    steps.done("removes the link");
    steps.wrong(
        "404 for a navigation property with nothing behind it",
        "an error",
    );

    let light = shop.categories().by_key("light");
    light.products().references().add(&lamp).await?;
    assert_eq!(ids(&light.products().list().await?), [4]);
    steps.done("adds a link to a collection");

    light.products().references().remove(&lamp).await?;
    assert!(light.products().list().await?.is_empty());
    steps.done("removes a link of a collection, named by `$id`");

    let link = shop
        .products()
        .by_key(1)
        .category()
        .reference()
        .get()
        .await?;
    assert!(
        link.odata
            .id()
            .is_some_and(|id| id.ends_with("/Products(1)/Category"))
    );
    steps.wrong(
        "a link that is read, which leads back to itself",
        "`Products(1)/Category`",
    );

    let links = kitchen.products().references().list().await;
    let error = links.err().ok_or("it is no list")?;
    assert!(error.to_string().contains("value"), "{error}");
    steps.wrong("links of a collection, which come as one", error);
    Ok(())
}

pub async fn properties_and_streams(shop: &Client, steps: &mut Steps) -> Outcome {
    let cup = shop.products().by_key(2);
    cup.property(product::NAME).set("Cup").await?;
    assert_eq!(cup.get().await?.name.as_deref(), Some("Cup"));
    cup.property(product::LABELS)
        .set(vec!["red".to_owned()])
        .await?;
    assert_eq!(cup.get().await?.labels, ["red"]);
    steps.done("sets properties alone");

    cup.property(product::PRICE).clear().await?;
    assert_eq!(cup.property(product::PRICE).get().await?, None);
    steps.done("sets a property to null");

    let png = b"\x89PNG\r\n\x1a\n".as_slice();
    cup.photo().put(png, "image/png").await?;
    assert_eq!(cup.photo().get().await?, png);
    let link = format!("Photo@odata.{}", "mediaReadLink");
    let link: Option<String> = cup.get().await?.odata.get(&link)?;
    assert!(link.is_some_and(|link| link.ends_with("/Products(2)/Photo")));
    steps.done("writes a stream and reads it");
    Ok(())
}
