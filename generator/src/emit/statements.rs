//! Turns the text of variables and of an expression into laid out code.

use super::ident;

/// A list in the text that is laid out; `vec!` would be printed token by token.
const LIST: &str = "Vec::from(";

/// Lays out a variable with its value.
///
/// # Errors
/// When something of it is no Rust, which is a fault of whoever put it together: with the text.
pub fn variable(name: &str, value: &str) -> Result<String, String> {
    let (name, value) = (ident(name), parse(value)?);
    Ok(body(syn::parse_quote!(fn f() { let #name = #value; })))
}

/// Lays out an expression.
///
/// # Errors
/// When it is no Rust, which is a fault of whoever put it together: with the text.
pub fn expression(value: &str) -> Result<String, String> {
    let value = parse(value)?;
    Ok(body(syn::parse_quote!(fn f() { #value })))
}

fn parse(value: &str) -> Result<syn::Expr, String> {
    let no_rust = |error: syn::Error| format!("`{value}` is not understood as Rust: {error}");
    syn::parse_str(value).map_err(no_rust)
}

/// What stands between the braces of a function.
fn body(function: syn::ItemFn) -> String {
    let file = syn::File {
        shebang: None,
        frontmatter: None,
        attrs: Vec::new(),
        items: vec![syn::Item::Fn(function)],
    };
    let text = prettyplease::unparse(&file);
    let lines: Vec<&str> = text.lines().collect();
    let inner = lines
        .get(1..lines.len().saturating_sub(1))
        .unwrap_or_default();
    let inner = inner
        .iter()
        .map(|line| line.strip_prefix("    ").unwrap_or(line));
    with_macros(&inner.collect::<Vec<_>>().join("\n"))
}

/// Writes `vec![…]` for `Vec::from([…])`, outside of string literals.
fn with_macros(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    let mut lists = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let length = match c {
            '"' => string_length(rest),
            _ => c.len_utf8(),
        };
        if rest.starts_with(LIST) && rest[LIST.len()..].starts_with('[') {
            lists.push(true);
            written.push_str("vec!");
            rest = &rest[LIST.len()..];
            continue;
        }
        let is_end = c == ')' && lists.pop() == Some(true);
        if c == '(' {
            lists.push(false);
        }
        if !is_end {
            written.push_str(&rest[..length]);
        }
        rest = &rest[length..];
    }
    written
}

/// How many bytes the string literal takes that a text begins with.
fn string_length(text: &str) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            '\\' if !escaped => escaped = true,
            '"' if !escaped => return at + 1,
            _ => escaped = false,
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_macros_but_not_in_strings() {
        let code = r#"f(Vec::from([g("Vec::from([)\""), Vec::from([1])]), (2))"#;
        let laid_out = expression(code).unwrap();
        assert_eq!(laid_out, r#"f(vec![g("Vec::from([)\""), vec![1]], (2))"#);
    }

    #[test]
    fn what_is_no_rust_is_told() {
        assert!(expression("a..").is_ok());
        assert!(
            expression("a b")
                .unwrap_err()
                .starts_with("`a b` is not understood as Rust")
        );
        assert_eq!(variable("r#type", "1").unwrap(), "let r#type = 1;");
    }
}
