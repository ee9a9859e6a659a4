//! Do values of enumerations name their type in URLs only where the service wants that?

use http::Method;
use odata_runtime::{
    Client, Entity, EnumStyle, Items, Key, KeyStyle, Literal, Resource, Service, transport_fn,
};

use crate::model::Message;

static SERVICE: Service =
    Service::new("https://example.com/api").enum_style(EnumStyle::Unqualified);

struct Colour(&'static str);

impl Literal for Colour {
    fn literal(&self) -> String {
        format!("NS.Colour'{}'", self.0)
    }
}

fn colours(style: Option<EnumStyle>, keys: KeyStyle) -> Resource {
    let transport = transport_fn(|_| Ok(http::Response::new("{}".into())));
    let builder = crate::witness::client(&SERVICE)
        .transport(transport)
        .key_style(keys);
    let builder = match style {
        Some(style) => builder.enum_style(style),
        None => builder,
    };
    let client: Client = builder.build().unwrap();
    client.root().navigate("Colours")
}

/// What stands after the service root, decoded.
fn tail(url: &url::Url) -> String {
    let text = percent_encoding::percent_decode_str(url.as_str()).decode_utf8();
    text.unwrap().replacen("https://example.com/api/", "", 1)
}

fn key(colours: &Resource) -> String {
    let one: Resource = colours.key(Key::new("C", &Colour("Red")));
    tail(&one.url().unwrap())
}

#[test]
fn keys_and_arguments_have_the_style_of_the_service_or_the_client() {
    let ours = colours(None, KeyStyle::Parentheses);
    assert_eq!(key(&ours), "Colours('Red')");
    assert_eq!(key(&colours(None, KeyStyle::Segment)), "Colours/Red");
    let qualified = colours(Some(EnumStyle::Qualified), KeyStyle::Parentheses);
    assert_eq!(key(&qualified), "Colours(NS.Colour'Red')");
    let two = Key::composite([
        ("A", Colour("Red").literal()),
        ("B", "NS.Colour'Red'".literal()),
    ]);
    let two: Resource = ours.key(two);
    assert_eq!(
        tail(&two.url().unwrap()),
        "Colours(A='Red',B='NS.Colour''Red''')"
    );

    let paint = ours
        .function::<Entity<Message>>("NS", "Paint")
        .argument("C", &Colour("Red,Blue"))
        .json_argument("All", &vec!["NS.Colour'Red'".to_owned()]);
    assert_eq!(
        tail(&paint.request().url().unwrap()),
        "Colours/NS.Paint(C='Red,Blue',All=@All)?@All=[\"NS.Colour'Red'\"]"
    );
}

#[test]
fn options_that_are_expressions_have_it_too() {
    let ours = colours(None, KeyStyle::Parentheses);
    let request = ours
        .request::<Items<Message>>(Method::GET)
        .query("$filter", "C eq NS.Colour'Red' and S eq 'NS.Colour'")
        .query("$expand", "Items($filter=C has NS.Colour'Blue')")
        .query("$search", "\"NS.Colour'Red'\"")
        .query("own", "NS.Colour'Red'");
    assert_eq!(
        tail(&request.url().unwrap()),
        "Colours?$filter=C eq 'Red' and S eq 'NS.Colour'&$expand=Items($filter=C has 'Blue')\
         &$search=\"NS.Colour'Red'\"&own=NS.Colour'Red'"
    );
    let expected = request.url().unwrap();
    assert_eq!(request.into_http().unwrap().uri(), expected.as_str());
}

#[test]
fn addresses_that_the_service_gave_stay() {
    let client = colours(None, KeyStyle::Parentheses).client().clone();
    let given: Resource = client.at("Colours(NS.Colour'Red')?$filter=C%20eq%20NS.Colour'Red'");
    assert_eq!(
        given.url().unwrap().as_str(),
        "https://example.com/api/Colours(NS.Colour'Red')?$filter=C%20eq%20NS.Colour%27Red%27"
    );
}
