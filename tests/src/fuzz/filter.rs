//! Turns bytes into a filter, by the functions that programs use, and its URL back into what it was made of.

use arbitrary::{Result, Unstructured};
use odata_runtime::http::Method;
use odata_runtime::{EnumStyle, Expression, Filter, Items, KeyStyle, OperationStyle, Request};
use serde_json::Value;

use super::address::Address;
use super::model::{
    COLOUR, DATA, ID, IS_NEW, LENGTH, MADE, NAME, OPENS, PART_NAME, PARTS, PRICE, ROOT, SIZE,
    Styles, TAGS, Thing, WEIGHT, client,
};
use super::syntax::{Tree, parse};
use super::values;

/// How deep expressions stand inside each other.
const DEEPEST: usize = 4;

/// One or two filters and an order. The URL, taken apart as a service does it, has the operators, the
/// properties and the values that went in.
pub fn filter(data: &[u8]) {
    // Bytes that come to an end in the middle are no filter.
    let _ = check(&mut Unstructured::new(data));
}

fn check(u: &mut Unstructured<'_>) -> Result<()> {
    let enums = *u.choose(&[EnumStyle::Qualified, EnumStyle::Unqualified])?;
    let styles = Styles {
        keys: KeyStyle::Parentheses,
        operations: OperationStyle::Qualified,
        enums,
    };
    let mut maker = Maker {
        u,
        enums,
        variables: Vec::new(),
    };
    let (first, mut expected) = maker.condition(DEEPEST)?;
    let root = client(styles).root();
    let mut request: Request<Items<Thing>> = root.request(Method::GET);
    request = request.filter(first);
    if maker.u.arbitrary()? {
        let (second, tree) = maker.condition(DEEPEST)?;
        request = request.filter(second);
        expected = Tree::joined("and", expected, tree);
    }
    let (order, by) = maker.text(DEEPEST)?;
    request = request.order_by((order.desc(), SIZE));
    let url = request.url().expect("the service is at a URL");
    let address = Address::parse(url.as_str(), ROOT);
    let text = address.option("$filter").expect("there is a filter");
    assert_eq!(parse(text), Some(expected), "{text}");
    let text = address.option("$orderby").expect("there is an order");
    let sorted = text.strip_suffix(" desc,Size").and_then(parse);
    assert_eq!(sorted, Some(by), "{text}");
    Ok(())
}

/// An expression with the tree that its text must have.
type Made<T> = (Expression<Thing, T>, Tree);

struct Maker<'u, 'd> {
    u: &'u mut Unstructured<'d>,
    enums: EnumStyle,
    /// The variables of the conditions around, as texts.
    variables: Vec<Made<String>>,
}

impl Maker<'_, '_> {
    fn condition(&mut self, depth: usize) -> Result<Made<bool>> {
        if depth == 0 {
            return Ok((IS_NEW.into(), Tree::word("IsNew")));
        }
        Ok(match self.u.int_in_range(0..=13)? {
            0 => (IS_NEW.into(), Tree::word("IsNew")),
            1 => {
                let (left, one) = self.condition(depth - 1)?;
                let (right, other) = self.condition(depth - 1)?;
                (left.and(right), Tree::joined("and", one, other))
            }
            2 => {
                let (left, one) = self.condition(depth - 1)?;
                let (right, other) = self.condition(depth - 1)?;
                (left.or(right), Tree::joined("or", one, other))
            }
            3 => {
                let (inner, tree) = self.condition(depth - 1)?;
                (inner.not(), Tree::Unary("not".to_owned(), Box::new(tree)))
            }
            4 => {
                let (left, one) = self.condition(depth - 1)?;
                let (right, other) = self.condition(depth - 1)?;
                (left.eq(right), Tree::binary("eq", one, other))
            }
            5 | 6 => self.of_texts(depth)?,
            7 => self.of_numbers(depth)?,
            8 => self.of_values()?,
            9 => self.of_list()?,
            10 => self.of_subset()?,
            11 => self.of_tags(depth)?,
            12 => self.of_parts(depth)?,
            _ => (TAGS.is_not_empty(), Tree::call("Tags/any", Vec::new())),
        })
    }

    fn of_texts(&mut self, depth: usize) -> Result<Made<bool>> {
        let (left, one) = self.text(depth - 1)?;
        let (right, other) = self.text(depth - 1)?;
        Ok(match self.u.int_in_range(0..=5)? {
            0 => (left.eq(right), Tree::binary("eq", one, other)),
            1 => (left.lt(right), Tree::binary("lt", one, other)),
            2 => (left.contains(right), Tree::call("contains", [one, other])),
            3 => (
                left.starts_with(right),
                Tree::call("startswith", [one, other]),
            ),
            4 => {
                let tree = Tree::call("matchesPattern", [one, other]);
                (left.matches_pattern(right), tree)
            }
            _ => (
                left.is_not_null(),
                Tree::binary("ne", one, Tree::word("null")),
            ),
        })
    }

    /// A text: a property, a value, a variable or what is made of them.
    fn text(&mut self, depth: usize) -> Result<Made<String>> {
        let most = if depth == 0 { 2 } else { 5 };
        Ok(match self.u.int_in_range(0..=most)? {
            0 => (NAME.into(), Tree::word("Name")),
            1 => {
                let text = values::text(self.u)?;
                (Expression::literal(text.as_str()), Tree::Text(text))
            }
            2 if !self.variables.is_empty() => self.u.choose(&self.variables)?.clone(),
            2 => (Expression::literal(None::<&str>), Tree::word("null")),
            3 => {
                let (inner, tree) = self.text(depth - 1)?;
                (inner.to_lower(), Tree::call("tolower", [tree]))
            }
            4 => {
                let (left, one) = self.text(depth - 1)?;
                let (right, other) = self.text(depth - 1)?;
                (left.concat(right), Tree::call("concat", [one, other]))
            }
            _ => {
                let (inner, tree) = self.text(depth - 1)?;
                let start: i32 = self.u.arbitrary()?;
                let tree = Tree::call("substring", [tree, Tree::word(start)]);
                (inner.substring(start), tree)
            }
        })
    }

    fn of_numbers(&mut self, depth: usize) -> Result<Made<bool>> {
        let (left, one) = self.number(depth - 1)?;
        let (right, other) = self.number(depth - 1)?;
        Ok(match self.u.int_in_range(0..=2)? {
            0 => (left.ge(right), Tree::binary("ge", one, other)),
            1 => (left.ne(right), Tree::binary("ne", one, other)),
            _ => (left.gt(right), Tree::binary("gt", one, other)),
        })
    }

    fn number(&mut self, depth: usize) -> Result<Made<i64>> {
        let most = if depth == 0 { 1 } else { 8 };
        let operator = self.u.int_in_range(0..=most)?;
        if operator == 0 {
            return Ok((SIZE.into(), Tree::word("Size")));
        }
        if operator == 1 {
            let number: i64 = self.u.arbitrary()?;
            return Ok((Expression::literal(number), Tree::word(number)));
        }
        if operator == 2 {
            return Ok((TAGS.count(), Tree::word("Tags/$count")));
        }
        let (left, one) = self.number(depth - 1)?;
        if operator == 3 {
            return Ok((left.round(), Tree::call("round", [one])));
        }
        if operator == 4 && !matches!(&one, Tree::Word(word) if !word.starts_with('S')) {
            return Ok((-left, Tree::Unary("-".to_owned(), Box::new(one))));
        }
        let (right, other) = self.number(depth - 1)?;
        Ok(match operator {
            5 => (left - right, Tree::binary("sub", one, other)),
            6 => (left * right, Tree::binary("mul", one, other)),
            7 => (left % right, Tree::binary("mod", one, other)),
            _ => (left + right, Tree::binary("add", one, other)),
        })
    }

    /// A property compared with a value of its type.
    fn of_values(&mut self) -> Result<Made<bool>> {
        let (filter, property, tree) = match self.u.int_in_range(0..=8)? {
            0 => {
                let (value, tree) = values::moment(self.u)?;
                (MADE.eq(value), "Made", tree)
            }
            1 => {
                let (value, tree) = values::date(self.u)?;
                (MADE.eq(value), "Made", tree)
            }
            2 => {
                let (value, tree) = values::time(self.u)?;
                (OPENS.eq(value), "Opens", tree)
            }
            3 => {
                let (value, tree) = values::duration(self.u)?;
                (LENGTH.eq(value), "Length", tree)
            }
            4 => {
                let (value, tree) = values::uuid(self.u)?;
                (ID.eq(value), "Id", tree)
            }
            5 => {
                let (value, tree) = values::binary(self.u)?;
                (DATA.eq(value), "Data", tree)
            }
            6 => {
                let (value, tree) = values::colour(self.u, self.enums)?;
                (COLOUR.eq(value), "Colour", tree)
            }
            7 => {
                let (value, tree) = values::decimal(self.u)?;
                (PRICE.eq(value), "Price", tree)
            }
            _ => return self.of_doubles(),
        };
        Ok((filter, Tree::binary("eq", Tree::word(property), tree)))
    }

    /// The text of a double is one of the grammar, and gives the same double.
    fn of_doubles(&mut self) -> Result<Made<bool>> {
        let number: f64 = self.u.arbitrary()?;
        let filter = WEIGHT.le(number);
        let text = filter.as_str().trim_start_matches("Weight le ").to_owned();
        assert!(super::grammar::is_decimal(&text), "{text}");
        let read = match text.as_str() {
            "INF" => f64::INFINITY,
            "-INF" => f64::NEG_INFINITY,
            other => other.parse().expect("a number can be read"),
        };
        assert!(read.to_bits() == number.to_bits() || (read.is_nan() && number.is_nan()));
        let tree = Tree::binary("le", Tree::word("Weight"), Tree::Word(text));
        Ok((filter, tree))
    }

    fn of_list(&mut self) -> Result<Made<bool>> {
        let mut items = Vec::new();
        for _ in 0..self.u.int_in_range(1..=3)? {
            items.push(values::text(self.u)?);
        }
        let filter = NAME.is_in(items.iter().map(String::as_str));
        let trees = items.into_iter().map(Tree::Text).collect();
        Ok((filter, Tree::In(Box::new(Tree::word("Name")), trees)))
    }

    fn of_subset(&mut self) -> Result<Made<bool>> {
        let item = values::text(self.u)?;
        let filter = TAGS.has_subset([item.as_str()]);
        let list = Tree::Json(Value::Array(vec![item.into()]));
        Ok((filter, Tree::call("hassubset", [Tree::word("Tags"), list])))
    }

    fn of_tags(&mut self, depth: usize) -> Result<Made<bool>> {
        let (name, path) = (self.variable(), "Tags/any".to_owned());
        let mut made = None;
        let filter: Filter<Thing> = TAGS.any(|tag| {
            self.variables.push((tag, Tree::word(&name)));
            let (filter, tree) = apart(self.condition(depth - 1));
            made = Some(tree);
            filter
        });
        self.variables.pop();
        let inner = made.ok_or(arbitrary::Error::NotEnoughData)??;
        Ok((filter, Tree::Lambda(path, name, Box::new(inner))))
    }

    fn of_parts(&mut self, depth: usize) -> Result<Made<bool>> {
        let (name, path) = (self.variable(), "Parts/all".to_owned());
        let mut made = None;
        let filter: Filter<Thing> = PARTS.all(|part| {
            let tree = Tree::word(format!("{name}/Name"));
            self.variables.push((part.get(PART_NAME), tree));
            let (filter, tree) = apart(self.condition(depth - 1));
            made = Some(tree);
            filter
        });
        self.variables.pop();
        let inner = made.ok_or(arbitrary::Error::NotEnoughData)??;
        Ok((filter, Tree::Lambda(path, name, Box::new(inner))))
    }

    /// What the next variable is called.
    fn variable(&self) -> String {
        ["x", "y", "z", "x1"][self.variables.len().min(3)].to_owned()
    }
}

/// The filter, or any where there is none, and the tree apart from it: a condition on items cannot fail.
fn apart(made: Result<Made<bool>>) -> (Filter<Thing>, Result<Tree>) {
    match made {
        Ok((filter, tree)) => (filter, Ok(tree)),
        Err(error) => (IS_NEW.into(), Err(error)),
    }
}
