//! Turns a root element that is not the wrapper of OData V4 into a refusal.

use super::namespaces::{EDMX, Namespace};
use super::{Cursor, Element};
use crate::csdl::checks::LEGACY_HELP;
use crate::csdl::vocabulary::quoted;
use crate::diagnostics::Diagnostic;
use crate::diagnostics::rules::syntax;

impl<'a> Cursor<'a> {
    /// Whether the document is one of OData V4; reports what it is where it is not.
    pub(in crate::csdl) fn check_root(&mut self, root: &Element<'a>) -> bool {
        let diagnostic = match root.namespace {
            Namespace::Edmx if root.name == "Edmx" => return true,
            Namespace::Legacy => legacy(root),
            Namespace::Undeclared(prefix) => undeclared(root, prefix),
            Namespace::None if root.name == "Edmx" => {
                self.wrong_namespace(root);
                return true;
            }
            Namespace::Foreign(uri) if root.name == "Edmx" => wrong_namespace(root, uri),
            _ if root.name.eq_ignore_ascii_case("html") => web_page(root),
            _ => wrong_root(root),
        };
        self.forget_attributes();
        self.stop(diagnostic);
        false
    }
}

fn legacy(root: &Element<'_>) -> Diagnostic {
    let message =
        "the document is of OData V2 or V3, as the XML namespace of its root element says";
    let label = "of the namespace of OData V2 and V3";
    Diagnostic::at(syntax::LEGACY_VERSION, root.name_span, message, label).with_help(LEGACY_HELP)
}

fn undeclared(root: &Element<'_>, prefix: &str) -> Diagnostic {
    let message = format!(
        "the prefix {} of the root element is not declared",
        quoted(prefix)
    );
    let label = "belongs to no vocabulary";
    let help = format!("add `xmlns:{prefix}=\"{EDMX}\"` to the root element");
    Diagnostic::at(
        syntax::UNDECLARED_PREFIX_OF_ROOT,
        root.name_span,
        message,
        label,
    )
    .with_help(help)
}

fn wrong_namespace(root: &Element<'_>, uri: &str) -> Diagnostic {
    let message = format!("the root element is of the namespace {}", quoted(uri));
    let label = "not the `Edmx` of OData V4";
    Diagnostic::at(syntax::WRONG_ROOT, root.name_span, message, label)
        .with_help(format!("the namespace of OData V4 is `{EDMX}`"))
}

fn web_page(root: &Element<'_>) -> Diagnostic {
    Diagnostic::at(
        syntax::NOT_XML,
        root.name_span,
        "the file is a web page",
        "not a CSDL document",
    )
    .with_help("fetch `$metadata` again, signed in where the service demands it")
}

fn wrong_root(root: &Element<'_>) -> Diagnostic {
    let message = format!(
        "the root element is {} instead of `edmx:Edmx`",
        quoted(root.name)
    );
    let diagnostic = Diagnostic::at(
        syntax::WRONG_ROOT,
        root.name_span,
        message,
        "not a CSDL document",
    );
    diagnostic.with_help(match root.name {
        "Schema" => format!(
            "wrap the schema: `<edmx:Edmx Version=\"4.0\" xmlns:edmx=\"{EDMX}\"><edmx:DataServices>…`"
        ),
        "service" => "this is a service document: fetch `$metadata` below its URL".to_owned(),
        "error" => "this is an error message of a service: fetch `$metadata` again".to_owned(),
        _ => format!("CSDL begins with `<edmx:Edmx Version=\"4.0\" xmlns:edmx=\"{EDMX}\">`"),
    })
}
