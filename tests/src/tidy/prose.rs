//! Turns missing first lines, banners, panics and sleeping tests into violations.

use proc_macro2::{TokenStream, TokenTree};
use syn::spanned::Spanned;
use syn::visit::{self, Visit};

use super::source::is_for_tests;
use super::{Source, Violation};

/// Each module begins with one line that says what it turns into what.
pub(super) fn first_line(source: &Source) -> Vec<Violation> {
    let first = source.text.lines().next().unwrap_or_default();
    let message = "a module begins with a line `//! Turns … into ….`: say what this one does";
    let says = first
        .strip_prefix("//! ")
        .is_some_and(|text| !text.trim().is_empty());
    if says {
        Vec::new()
    } else {
        vec![source.violation(1, message)]
    }
}

/// Comments are no banners, no reminders and no code.
pub(super) fn comments(source: &Source) -> Vec<Violation> {
    let comments = source
        .text
        .lines()
        .zip(1..)
        .filter_map(|(line, number)| Some((line.trim_start().strip_prefix("//")?, number)));
    comments
        .filter_map(|(comment, number)| Some(source.violation(number, wrong_comment(comment)?)))
        .collect()
}

fn wrong_comment(comment: &str) -> Option<&'static str> {
    let text = comment.trim_start_matches(['/', '!']).trim();
    let is_ruler = text
        .chars()
        .take(4)
        .filter(|c| matches!(c, '-' | '=' | '*' | '#' | '~' | '─' | '═'))
        .count()
        == 4;
    let is_plain = !comment.starts_with(['/', '!']);
    if is_ruler {
        Some("a comment is a sentence, not a banner: delete it, or begin a file of its own")
    } else if ["TODO", "FIXME", "XXX", "HACK"]
        .iter()
        .any(|word| text.contains(word))
    {
        Some("a comment gives a reason, not a task: do it, or open an issue and delete the comment")
    } else if is_plain
        && (text.ends_with(';') || text.ends_with('{'))
        && syn::parse_str::<syn::Stmt>(text.trim_end_matches('{')).is_ok()
    {
        Some("a comment is a sentence, not code that is switched off: delete it")
    } else {
        None
    }
}

/// Nothing outside of tests panics where input could make it.
pub(super) fn panics(source: &Source) -> Vec<Violation> {
    if source.is_test() {
        return Vec::new();
    }
    let mut panics = Panics {
        source,
        found: Vec::new(),
    };
    panics.visit_file(&source.syntax);
    panics.found
}

struct Panics<'s> {
    source: &'s Source,
    found: Vec<Violation>,
}

impl Panics<'_> {
    fn report(&mut self, line: usize, what: &str) {
        let message = format!(
            "`{what}` outside of tests: return an error, or use `expect` with the invariant that makes it impossible"
        );
        self.found.push(self.source.violation(line, message));
    }

    /// Looks for the same in what a macro is given, where there is no syntax tree.
    fn scan(&mut self, tokens: TokenStream) {
        let mut before = String::new();
        for token in tokens {
            match &token {
                TokenTree::Group(group) => self.scan(group.stream()),
                TokenTree::Punct(punct) if punct.as_char() == '!' && is_panic(&before) => {
                    self.report(punct.span().start().line, &format!("{before}!"));
                }
                TokenTree::Ident(ident) if before == "." && *ident == "unwrap" => {
                    self.report(ident.span().start().line, "unwrap")
                }
                _ => {}
            }
            before = token.to_string();
        }
    }
}

fn is_panic(name: &str) -> bool {
    matches!(name, "panic" | "todo" | "dbg" | "unimplemented")
}

impl<'ast> Visit<'ast> for Panics<'_> {
    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        if !is_for_tests(&item.attrs) {
            visit::visit_item_mod(self, item);
        }
    }

    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        if !is_for_tests(&item.attrs) {
            visit::visit_item_fn(self, item);
        }
    }

    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        if call.method == "unwrap" || call.method == "unwrap_err" {
            self.report(call.method.span().start().line, &call.method.to_string());
        }
        visit::visit_expr_method_call(self, call);
    }

    fn visit_macro(&mut self, invocation: &'ast syn::Macro) {
        if let Some(name) = invocation
            .path
            .get_ident()
            .map(ToString::to_string)
            .filter(|name| is_panic(name))
        {
            self.report(invocation.path.span().start().line, &format!("{name}!"));
        }
        self.scan(invocation.tokens.clone());
    }
}

/// No test is switched off, and none waits for time to pass.
pub(super) fn tests(source: &Source) -> Vec<Violation> {
    let mut tests = Tests {
        source,
        found: Vec::new(),
    };
    tests.visit_file(&source.syntax);
    tests.found
}

struct Tests<'s> {
    source: &'s Source,
    found: Vec<Violation>,
}

impl<'ast> Visit<'ast> for Tests<'_> {
    fn visit_attribute(&mut self, attribute: &'ast syn::Attribute) {
        if attribute.path().is_ident("ignore") {
            let message = "a test that is switched off shows nothing: mend it or delete it";
            self.found.push(
                self.source
                    .violation(attribute.span().start().line, message),
            );
        }
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let words: Vec<String> = path
            .segments
            .iter()
            .map(|segment| segment.ident.to_string())
            .collect();
        if words.ends_with(&["thread".to_owned(), "sleep".to_owned()]) {
            let message = "nothing waits for time to pass: wait for what is to happen";
            self.found
                .push(self.source.violation(path.span().start().line, message));
        }
        visit::visit_path(self, path);
    }
}
