//! Choices into names, most of which are trouble for somebody who makes Rust of them.

use std::collections::BTreeSet;

use super::Choices;

/// Names that mean something already: to some edition of Rust, to its prelude, to generated code, to an
/// operating system, or to the URLs of OData.
const TAKEN: &[&str] = &[
    "as",
    "async",
    "await",
    "box",
    "break",
    "const",
    "continue",
    "crate",
    "dyn",
    "else",
    "enum",
    "extern",
    "false",
    "fn",
    "for",
    "gen",
    "if",
    "impl",
    "in",
    "let",
    "loop",
    "macro_rules",
    "match",
    "mod",
    "move",
    "mut",
    "pub",
    "raw",
    "ref",
    "return",
    "safe",
    "self",
    "Self",
    "static",
    "struct",
    "super",
    "trait",
    "true",
    "try",
    "type",
    "union",
    "unsafe",
    "use",
    "where",
    "while",
    "yield",
    "abstract",
    "become",
    "do",
    "final",
    "macro",
    "override",
    "priv",
    "typeof",
    "unsized",
    "virtual",
    "Option",
    "Some",
    "None",
    "Result",
    "Ok",
    "Err",
    "Vec",
    "String",
    "Box",
    "Default",
    "Clone",
    "Copy",
    "Debug",
    "Drop",
    "Eq",
    "Fn",
    "FnOnce",
    "From",
    "Into",
    "Iterator",
    "Ord",
    "PartialEq",
    "Send",
    "Sync",
    "Sized",
    "ToString",
    "bool",
    "char",
    "f64",
    "i32",
    "i64",
    "str",
    "u8",
    "usize",
    "std",
    "core",
    "alloc",
    "Client",
    "ClientBuilder",
    "Patch",
    "Property",
    "Navigation",
    "Expanded",
    "Control",
    "Structured",
    "Request",
    "Page",
    "Open",
    "Other",
    "Unrecognized",
    "Error",
    "SERVICE",
    "odata",
    "odata_runtime",
    "types",
    "properties",
    "requests",
    "client",
    "settings",
    "errors",
    "new",
    "get",
    "list",
    "create",
    "update",
    "delete",
    "count",
    "filter",
    "select",
    "expand",
    "top",
    "skip",
    "search",
    "delta",
    "by_key",
    "key",
    "id",
    "Id",
    "ID",
    "request",
    "send",
    "name",
    "value",
    "eq",
    "ne",
    "contains",
    "any",
    "all",
    "default",
    "clone",
    "from",
    "into",
    "fmt",
    "read",
    "write",
    "set",
    "downcast",
    "upcast",
    "path",
    "con",
    "Con",
    "nul",
    "aux",
    "PRN",
    "com1",
    "lib",
    "main",
    "index",
    "test",
    "build",
    "serde",
    "main_",
];

/// Names that are odd in themselves: case, digits, underscores, letters of other scripts.
const ODD: &[&str] = &[
    "_",
    "__",
    "___",
    "_1",
    "_1st",
    "_2fa",
    "a_",
    "_a",
    "A__b",
    "a1",
    "A1b2C3",
    "x509Certificate",
    "OData4",
    "aB",
    "Ab",
    "ab",
    "AB",
    "a_b",
    "A_B",
    "HTMLParser",
    "HtmlParser",
    "html_parser",
    "IOError",
    "iOError",
    "Größe",
    "größe",
    "GRÖSSE",
    "Straße",
    "STRASSE",
    "naïve",
    "nai\u{308}ve",
    "Ωmega",
    "ωMEGA",
    "имя",
    "Имя",
    "名前",
    "名前2",
    "이름",
    "שם",
    "اسم",
    "ªord",
    "ﬁnd",
    "ǅungla",
    "İstanbul",
    "ıstanbul",
    "ſet",
    "Kelvin\u{212a}",
    "e\u{301}te\u{301}",
    "été",
    "ΑΒΓ",
    "ς",
    "Σ",
    "𝒳value",
    "x\u{200d}y",
    "tie\u{203f}d",
    "ñ",
    "Ñ",
    "ಕನ್ನಡ",
];

/// Names that people give.
const PLAIN: &[&str] = &[
    "Order", "Customer", "Line", "Address", "Price", "Number", "State", "Colour", "Items", "Item",
    "Parent", "Children", "Created", "Comment", "Weight", "Photo", "Country", "City", "Amount",
    "Rating", "Tags", "Notes", "Due", "Owner", "Email", "Phone", "Title", "Summary", "Body",
    "Total",
];

/// Names that were given out in one scope: each is given once.
#[derive(Clone, Debug, Default)]
pub struct Scope(BTreeSet<String>);

impl Scope {
    /// A name that this scope does not have yet.
    pub fn name(&mut self, choices: &mut Choices) -> String {
        let name = any(choices);
        self.claim(name)
    }

    /// This name, or it with a number behind it where it was given out.
    pub fn claim(&mut self, name: String) -> String {
        let mut free = name.clone();
        let mut number = 2;
        while !self.0.insert(free.clone()) {
            free = format!("{name}{number}");
            number += 1;
        }
        free
    }
}

/// Any name, at times a long one.
fn any(choices: &mut Choices) -> String {
    let name = match choices.below(8) {
        0..3 => *choices.one(PLAIN),
        3..6 => *choices.one(TAKEN),
        _ => *choices.one(ODD),
    };
    match choices.below(24) {
        // 128 characters are the most that a name may have (OData CSDL 4.01 §15.2), and a number may follow
        23 => name
            .chars()
            .chain("_Long".chars().cycle())
            .take(120)
            .collect(),
        22 => name.to_lowercase(),
        21 => name.to_uppercase(),
        20 => format!("{name}_{}", choices.one(TAKEN)),
        _ => name.to_owned(),
    }
}

/// The name of a namespace: one to three names with dots between them.
pub fn namespace(choices: &mut Choices) -> String {
    choices.many(1, 3, any).join(".")
}

/// Pieces of texts.
const PARTS: &[&str] = &[
    "What it is.",
    "a",
    "<b>bold</b>",
    "*/",
    "/*",
    "//!",
    "\"quoted\"",
    "it's",
    "\\",
    "\\n",
    "\n",
    "\n\n",
    "\t",
    "\r\n",
    "`code",
    "```",
    "```rust\nfn main() { panic!() }\n```",
    "[link]",
    "[a](b)",
    "[`Missing`]",
    "<T>",
    "&amp;",
    "&",
    "]]>",
    "#[doc]",
    "{}",
    "{0}",
    "- item",
    "1. one",
    "> quoted",
    "    indented",
    "| a | b |",
    "# Title",
    "***",
    "https://example.com/a?b=c&d",
    "<https://example.com>",
    "…",
    "🦀",
    "\u{202e}txt",
    "ﬁ",
    "e\u{301}",
    "$&",
    "\u{feff}",
    "\u{a0}",
    "r#\"",
    "\"#",
    "'",
    "--",
    "<!-- -->",
    "%41",
    "\u{2028}",
    "()",
    "*emphasis",
    "_under_",
    "~~~",
    "\\u{41}",
];

/// Text of documentation: what is Markdown, Rust, XML and JSON, and what is none of it.
pub fn text(choices: &mut Choices) -> String {
    let mut text = String::new();
    for at in 0..choices.between(1, 6) {
        if at > 0 && !choices.one_in(4) {
            text.push(' ');
        }
        text.push_str(choices.one::<&str>(PARTS));
    }
    match text.trim() {
        "" => "Nothing.".to_owned(),
        trimmed => trimmed.to_owned(),
    }
}
