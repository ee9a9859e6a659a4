//! Turns bytes into addresses, by the functions that programs use, and their URLs back into what they were made of.

use arbitrary::{Result, Unstructured};
use odata_runtime::http::Method;
use odata_runtime::{
    EntityId, EnumStyle, Function, Items, Key, KeyStyle, Literal, OperationStyle, Page, Position,
    Request, Resource,
};

use super::address::Address;
use super::model::{IS_NEW, NAME, OTHERS, PARTS, ROOT, Styles, Thing, client};
use super::syntax::{Tree, parse};
use super::values;

/// Names as metadata has them, and as it should not.
const NAMES: [&str; 6] = ["Things", "Größe", "a b", "a%b", "$value", "a/b"];

/// Options of the standard and others, whose values stay as they are.
const OPTIONS: [&str; 6] = ["$search", "$skiptoken", "view", "a=b", "@p", "ä&#"];

/// A path with keys and arguments, with query options: the URL, taken apart as a service does it, has
/// them all. Or else a link, which must lead where it says.
pub fn url(data: &[u8]) {
    let Some((first, rest)) = data.split_first() else {
        return;
    };
    // Bytes that come to an end in the middle are no address.
    let _ = match first % 4 {
        0 | 1 => check(&mut Unstructured::new(rest)),
        2 => check_expand(&mut Unstructured::new(rest)),
        _ => {
            check_link(&String::from_utf8_lossy(rest));
            Ok(())
        }
    };
}

fn styles(u: &mut Unstructured<'_>) -> Result<Styles> {
    Ok(Styles {
        keys: *u.choose(&[KeyStyle::Parentheses, KeyStyle::Segment])?,
        enums: *u.choose(&[EnumStyle::Qualified, EnumStyle::Unqualified])?,
        operations: *u.choose(&[OperationStyle::Qualified, OperationStyle::Unqualified])?,
    })
}

fn check(u: &mut Unstructured<'_>) -> Result<()> {
    let styles = styles(u)?;
    let mut resource = client(styles).root();
    let mut expected = Vec::new();
    for _ in 0..u.int_in_range(1..=4)? {
        resource = step(u, styles, &resource, &mut expected)?;
    }
    if u.ratio(1, 4)? {
        resource = function(u, styles, &resource, &mut expected)?;
    }
    let mut request: Request<Items<Thing>> = resource.request(Method::GET);
    let mut options: Vec<(String, String)> = Vec::new();
    for _ in 0..u.int_in_range(0..=3)? {
        let (name, value) = (*u.choose(&OPTIONS)?, values::text(u)?);
        request = request.query(name, value.clone());
        if name.starts_with('$') {
            options.retain(|(known, _)| known != name);
        }
        options.push((name.to_owned(), value));
    }
    let url = request.url().expect("the service is at a URL");
    let expected = Address {
        segments: expected,
        options,
    };
    assert_eq!(Address::parse(url.as_str(), ROOT), expected, "{url}");
    let sent = request.into_http().expect("nothing is wrong with it");
    assert_eq!(sent.uri().to_string(), url.as_str());
    Ok(())
}

/// One more step, and the segments as a service has to see them.
fn step(
    u: &mut Unstructured<'_>,
    styles: Styles,
    from: &Resource,
    expected: &mut Vec<String>,
) -> Result<Resource> {
    if expected.is_empty() || u.ratio(1, 3)? {
        let name = *u.choose(&NAMES)?;
        expected.push(name.to_owned());
        return Ok(from.navigate(name));
    }
    if u.ratio(1, 5)? {
        expected.push("Shop.V1.Special".to_owned());
        return Ok(from.cast("Shop.V1.Special"));
    }
    let last = expected.last_mut().expect("there is a segment");
    let (literal, tree) = literal(u, styles.enums)?;
    if u.ratio(1, 4)? {
        let (other, second) = self::literal(u, styles.enums)?;
        let key = Key::composite([("OrderId", literal), ("Größe", other)]);
        *last = format!(
            "{last}(OrderId={},Größe={})",
            written(&tree),
            written(&second)
        );
        return Ok(from.key(key));
    }
    // A key is made of a value; the text of one is its own literal.
    let resource: Resource = from.key(Key::new("Id", &Written(literal)));
    let bare = match &tree {
        Tree::Text(text) | Tree::Word(text) | Tree::Typed(_, text) => text.clone(),
        other => panic!("{other:?} is no literal"),
    };
    if styles.keys == KeyStyle::Segment && !matches!(&*bare, "" | "." | "..") {
        expected.push(bare.clone());
    } else {
        *last = format!("{last}({})", written(&tree));
    }
    if !matches!(tree, Tree::Typed(..)) {
        let url = resource.url().expect("the service is at a URL");
        let id = EntityId::from(url.as_str());
        assert_eq!(id.key().as_deref(), Some(&*bare), "{url}");
    }
    Ok(resource)
}

/// A literal that is there already.
struct Written(String);

impl Literal for Written {
    fn literal(&self) -> String {
        self.0.clone()
    }
}

/// A value as a literal, and what a service has to read.
fn literal(u: &mut Unstructured<'_>, enums: EnumStyle) -> Result<(String, Tree)> {
    let (literal, tree) = match u.int_in_range(0..=5)? {
        0 | 1 => {
            let text = values::text(u)?;
            (text.literal(), Tree::Text(text))
        }
        2 => {
            let number: i64 = u.arbitrary()?;
            (number.literal(), Tree::word(number))
        }
        3 => {
            let (uuid, tree) = values::uuid(u)?;
            (uuid.literal(), tree)
        }
        4 => {
            let (moment, tree) = values::moment(u)?;
            (moment.literal(), tree)
        }
        _ => {
            let (colour, tree) = values::colour(u, EnumStyle::Qualified)?;
            let tree = match (enums, tree) {
                (EnumStyle::Unqualified, Tree::Typed(_, name)) => Tree::Text(name),
                (_, tree) => tree,
            };
            return Ok((colour.literal(), tree));
        }
    };
    assert_eq!(parse(&literal).as_ref(), Some(&tree), "{literal}");
    Ok((literal, tree))
}

/// The literal of a value, by the grammar.
fn written(tree: &Tree) -> String {
    match tree {
        Tree::Text(text) => format!("'{}'", text.replace('\'', "''")),
        Tree::Word(word) => word.clone(),
        Tree::Typed(name, text) => format!("{name}'{}'", text.replace('\'', "''")),
        other => panic!("{other:?} is no literal"),
    }
}

/// A function with arguments that stand in the path.
fn function(
    u: &mut Unstructured<'_>,
    styles: Styles,
    from: &Resource,
    expected: &mut Vec<String>,
) -> Result<Resource> {
    let (one, other) = (literal(u, styles.enums)?, literal(u, styles.enums)?);
    let function: Function<Items<Thing>> = from.function("Shop.V1", "Find");
    let function = function
        .argument("by", &Written(one.0))
        .argument("ä", &Written(other.0));
    let qualified = styles.operations == OperationStyle::Qualified;
    let prefix = if qualified { "Shop.V1." } else { "" };
    expected.push(format!(
        "{prefix}Find(by={},ä={})",
        written(&one.1),
        written(&other.1)
    ));
    Ok(function.call())
}

/// Navigation properties that are expanded with options: each stands in the URL once, as it was given last.
fn check_expand(u: &mut Unstructured<'_>) -> Result<()> {
    let mut request: Request<Items<Thing>> = client(styles(u)?).root().request(Method::GET);
    let mut expected: Vec<(String, String)> = Vec::new();
    for _ in 0..u.int_in_range(1..=4)? {
        let name = values::text(u)?;
        let filter = NAME.eq(name.as_str()).or(IS_NEW);
        let (path, options) = if u.arbitrary()? {
            request = request.expand(PARTS.top(7));
            ("Parts", "$top=7".to_owned())
        } else {
            let options = format!("$filter={filter};$skip=2");
            request = request.expand(OTHERS.filter(filter).skip(2));
            ("Others", options)
        };
        expected.retain(|(known, _)| known != path);
        expected.push((path.to_owned(), options));
    }
    let url = request.url().expect("the service is at a URL");
    let address = Address::parse(url.as_str(), ROOT);
    let text = address.option("$expand").expect("something is expanded");
    let items = expected
        .iter()
        .map(|(path, options)| format!("{path}({options})"));
    assert_eq!(text, items.collect::<Vec<_>>().join(","));
    Ok(())
}

/// A link that a service gave leads to the URL that it is, and to the same one when it was kept meanwhile.
fn check_link(link: &str) {
    let styles = Styles {
        keys: KeyStyle::Parentheses,
        enums: EnumStyle::Unqualified,
        operations: OperationStyle::Unqualified,
    };
    let client = client(styles);
    let _ = EntityId::from(link).key();
    let first: Request<Items<Thing>> = client.root().request(Method::GET);
    let asked = first.url().expect("the service is at a URL");
    let mut page = Page::<Thing>::default();
    page.next_link = Some(link.to_owned());
    let next = first.next(&page).expect("there is a link");
    if let (Ok(mut meant), Ok(url)) = (asked.join(link), next.url()) {
        meant.set_fragment(None);
        let is_http = matches!(meant.scheme(), "http" | "https");
        assert!(
            !is_http || url == meant,
            "{link} leads to {url} and not to {meant}"
        );
    }
    let position = Position::new(link);
    let json = serde_json::to_string(&position).expect("a position can be written");
    let again: Position = serde_json::from_str(&json).expect("what was written can be read");
    assert!(again == position, "{json}");
}
