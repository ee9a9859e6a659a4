//! Reads entities, properties and lists.

use shop::odata_runtime::query::is_of;
use shop::odata_runtime::{Error, Filter, Structured as _};
use shop::{Client, Gadget, Product, category, product, size};

use crate::steps::Steps;
use crate::{Outcome, ids, refusal};

pub async fn entities(shop: &Client, steps: &mut Steps) -> Outcome {
    let teapot = shop.products().by_key(1).get().await?;
    assert_eq!(
        (teapot.name.as_deref(), teapot.price),
        (Some("Teapot"), Some(20.0))
    );
    assert_eq!(teapot.labels, ["blue", "new"]);
    assert_eq!(teapot.size.and_then(|size| size.width), Some(20.5));
    assert!(
        teapot
            .odata
            .id()
            .is_some_and(|id| id.ends_with("/shop/Products(1)"))
    );
    assert_eq!(teapot.odata.edit_link().as_deref(), teapot.odata.id());
    steps.done("reads an entity, with its id and its edit link");

    let kettle = shop.products().by_key(3).get().await?;
    let gadget: Gadget = kettle.downcast()?.ok_or("it is a gadget")?;
    assert_eq!(gadget.watts, Some(2200));
    let same = shop.products().by_key(3).as_gadget().get().await?;
    assert_eq!(
        (same.name.as_deref(), same.watts),
        (Some("Hobbs' kettle"), Some(2200))
    );
    steps.done("reads an entity of a derived type, as it is and by a cast");

    let kitchen = shop.categories().by_key("kitchen").get().await?;
    assert_eq!(kitchen.name.as_deref(), Some("Kitchen"));
    assert_eq!(kitchen.odata.get::<i32>("Floor")?, Some(2));
    assert_eq!(
        kitchen.odata.get::<String>("Smell")?.as_deref(),
        Some("coffee")
    );
    steps.done("reads an entity of an open type, with its dynamic properties");

    let kitchen = shop.products().by_key(1).category().get().await?;
    assert_eq!(kitchen.id.as_deref(), Some("kitchen"));
    steps.done("follows a navigation property to one entity");

    refusal(shop.products().by_key(99).get().await, 404);
    steps.done("tells that there is no such entity");

    let odds = shop.categories().by_key("a/b c").get().await;
    steps.wrong(
        "a key with `%2F`, which is decoded before it is read",
        refusal(odds, 500),
    );

    let gadgets = shop.products().as_gadget().list().await?;
    assert_eq!(gadgets.len(), 5);
    steps.wrong(
        "a cast of a collection, which is ignored",
        "five gadgets in the place of one",
    );
    Ok(())
}

pub async fn properties(shop: &Client, steps: &mut Steps) -> Outcome {
    let teapot = shop.products().by_key(1);
    assert_eq!(
        teapot.property(product::NAME).get().await?.as_deref(),
        Some("Teapot")
    );
    let labels = teapot.property(product::LABELS).get().await?;
    assert_eq!(labels, Some(vec!["blue".to_owned(), "new".to_owned()]));
    steps.done("reads a property alone, and one with a collection");

    assert_eq!(teapot.property(product::NAME).raw_value().await?, "Teapot");
    steps.done("reads a property as plain text");

    let kettle = shop.products().by_key(3).as_gadget();
    assert_eq!(
        kettle.property(shop::gadget::WATTS).get().await?,
        Some(2200)
    );
    steps.done("reads a property of a derived type");

    let size = teapot
        .property(product::SIZE)
        .get()
        .await?
        .ok_or("there is one")?;
    assert_eq!(size.width, None);
    assert!(size.odata.raw("value").is_some());
    steps.wrong(
        "a complex property, which comes in a `value`",
        "an object without its properties",
    );

    let width = teapot
        .property(product::SIZE)
        .property(size::WIDTH)
        .get()
        .await;
    let Err(Error::Decode(error)) = width else {
        panic!("the server answers with the whole complex value");
    };
    assert_eq!(error.path, "value");
    steps.wrong(
        "a property of a complex property, which gives all of it",
        error,
    );
    Ok(())
}

pub async fn lists(shop: &Client, steps: &mut Steps) -> Outcome {
    let products = shop.products().list().await?;
    assert_eq!(ids(&products), [1, 2, 3, 4, 5]);
    let gadgets = products
        .iter()
        .filter(|one| one.odata.type_name() == Some(Gadget::TYPE_NAME));
    assert_eq!(gadgets.count(), 1);
    steps.done("lists entities of several types");

    let dear = shop
        .products()
        .list()
        .filter(product::PRICE.gt(5.0))
        .select((product::ID, product::PRICE))
        .order_by(product::PRICE.desc())
        .skip(1)
        .top(2)
        .count(true)
        .await?;
    assert_eq!((ids(&dear), dear.count), (vec![4, 1], Some(4)));
    assert_eq!((dear[0].price, dear[0].name.as_deref()), (Some(35.0), None));
    steps.done("filters, selects, sorts, skips, takes and counts inline");

    assert_eq!(shop.products().count().await?, 5);
    assert_eq!(
        shop.products()
            .count()
            .filter(product::PRICE.gt(10.0))
            .await?,
        3
    );
    let kitchen = shop.categories().by_key("kitchen");
    assert_eq!(kitchen.products().count().await?, 3);
    steps.done("counts with `$count`, with a filter, and related entities");

    let cheap = kitchen
        .products()
        .list()
        .filter(product::PRICE.lt(30.0))
        .order_by(product::PRICE);
    assert_eq!(ids(&cheap.await?), [2, 1]);
    steps.done("lists related entities, with options");

    Ok(())
}

pub async fn expansions(shop: &Client, steps: &mut Steps) -> Outcome {
    let categories = shop
        .categories()
        .list()
        .expand(category::PRODUCTS)
        .top(2)
        .await?;
    let products = categories[0].products.get()?.ok_or("it was asked for")?;
    assert_eq!(ids(&products), [1, 2, 3]);
    let lamp = shop
        .products()
        .by_key(4)
        .get()
        .expand(product::CATEGORY)
        .await?;
    let category = lamp.category.get()?.ok_or("it was asked for")?;
    assert_eq!(category.odata.get::<i32>("Floor")?, Some(3));
    steps.done("expands both ways");

    let some = category::PRODUCTS.filter(product::PRICE.gt(10.0));
    let kitchen = shop
        .categories()
        .by_key("kitchen")
        .get()
        .expand(some)
        .await?;
    assert_eq!(
        kitchen.products.get()?.map(|some| ids(&some)),
        Some(vec![1, 3])
    );
    steps.done("filters in an expansion");

    let names = category::PRODUCTS.select(product::NAME);
    let kitchen = shop
        .categories()
        .by_key("kitchen")
        .get()
        .expand(names)
        .await?;
    let products = kitchen.products.get()?.ok_or("it was asked for")?;
    assert_eq!(products[0].price, Some(20.0));
    steps.wrong(
        "`$select` in an expansion, which is ignored",
        "the price came, too",
    );

    let all = shop.products().list().expand(product::CATEGORY).await;
    steps.wrong(
        "an expansion where one entity has nothing to expand",
        refusal(all, 404),
    );
    Ok(())
}

pub async fn right_filters(shop: &Client, steps: &mut Steps) -> Outcome {
    let filters: Vec<(Filter<Product>, &[i32])> = vec![
        (product::NAME.eq("Teapot"), &[1]),
        (product::NAME.eq("Lamp").or(product::PRICE.le(2.0)), &[4, 5]),
        (
            product::ID
                .gt(1)
                .and(product::ID.lt(4))
                .and(product::PRICE.ge(60.0)),
            &[3],
        ),
        (product::PRICE.gt(8.0).not(), &[2, 5]),
        (product::DISCONTINUED.not(), &[1, 2, 4, 5]),
        (product::DISCONTINUED.eq(true), &[3]),
        (product::NAME.contains("a"), &[1, 4, 5, 2]),
        (
            product::NAME
                .starts_with("T")
                .or(product::NAME.ends_with("e")),
            &[1, 3, 5],
        ),
        (product::NAME.length().gt(8), &[2, 3]),
        (product::NAME.to_lower().eq("lamp"), &[4]),
        (product::NAME.to_upper().eq("LAMP"), &[4]),
        (product::NAME.trim().eq("Lamp"), &[4]),
        (product::NAME.concat("!").eq("Lamp!"), &[4]),
        (product::NAME.index_of("a").eq(1), &[4, 5]),
        ((product::PRICE + 1.0).gt(8.0), &[1, 2, 3, 4]),
        ((product::PRICE * 2.0).eq(15.0), &[2]),
        ((product::PRICE % 4.0).eq(0.0), &[1, 3]),
        (product::PRICE.round().eq(8.0), &[2]),
        (product::PRICE.floor().eq(7.0), &[2]),
        (
            Filter::from(product::SIZE.get(size::WIDTH).gt(15.0)),
            &[1, 3, 4],
        ),
        (
            product::SIZE
                .get(size::WIDTH)
                .gt(product::SIZE.get(size::HEIGHT)),
            &[1, 2],
        ),
        (product::LABELS.any(|label| label.eq("new")), &[1, 4]),
        (product::LABELS.all(|label| label.eq("new")), &[2, 4]),
        (product::LABELS.count().gt(1), &[1]),
        (is_of::<Product, Gadget>(), &[3]),
    ];
    for (filter, expected) in filters {
        let what = format!("filters by `{}`", filter.as_str());
        let mut found = filtered(shop, filter).await?;
        let mut expected = expected.to_vec();
        found.sort_unstable();
        expected.sort_unstable();
        assert_eq!(found, expected, "{what}");
        steps.done(&what);
    }
    Ok(())
}

pub async fn wrong_filters(shop: &Client, steps: &mut Steps) -> Outcome {
    let unheard_of: [Filter<Product>; 4] = [
        product::ID.is_in([1, 3]),
        product::NAME.eq("Cup & saucer"),
        product::NAME.eq("100% + #1"),
        product::LABELS.is_not_empty(),
    ];
    for filter in unheard_of {
        let what = format!("the filter `{}`", filter.as_str());
        steps.wrong(&what, refusal(filtered(shop, filter).await, 500));
    }
    let misunderstood: [(Filter<Product>, &[i32], &[i32]); 5] = [
        (product::CATEGORY_ID.is_null(), &[5], &[]),
        (
            product::CATEGORY_ID.is_not_null(),
            &[1, 2, 3, 4],
            &[1, 2, 3, 4, 5],
        ),
        (product::NAME.eq("Hobbs' kettle"), &[3], &[]),
        (product::NAME.substring(1).eq("amp"), &[4], &[]),
        (product::CATEGORY.get(category::NAME).eq("Light"), &[4], &[]),
    ];
    for (filter, right, wrong) in misunderstood {
        let what = format!("the filter `{}`", filter.as_str());
        assert_eq!(filtered(shop, filter).await?, wrong, "{what}");
        steps.wrong(&what, format!("{wrong:?} in the place of {right:?}"));
    }
    Ok(())
}

async fn filtered(shop: &Client, filter: Filter<Product>) -> Result<Vec<i32>, Error> {
    let products = shop.products().list().filter(filter).await?;
    Ok(ids(&products))
}
