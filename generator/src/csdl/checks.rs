//! Turns values that CSDL does not know, in whichever representation, into findings.

use std::collections::HashSet;

use super::tree::{Schema, Text};
use super::vocabulary::quoted;
use crate::diagnostics::rules::syntax;
use crate::diagnostics::{Diagnostic, Span};

/// What to do about a document of OData V2 or V3.
pub(super) const LEGACY_HELP: &str = "this tool takes CSDL of OData 4.0 and later: ask the service for its V4 endpoint, \
     or convert the document, for example with the stylesheet `V2-to-V4-CSDL.xsl` of the OASIS OData committee";

/// What may happen when the target of a navigation property is deleted (§8.6).
const DELETE_ACTIONS: &[&str] = &["Cascade", "None", "SetNull", "SetDefault"];

/// What can be done with a document of some version.
pub(super) enum Verdict {
    /// It is read.
    Known,
    /// It is read, and reported.
    Unknown(Diagnostic),
    /// It is refused.
    Legacy(Diagnostic),
}

/// Holds a version against those that are known (§4).
pub(super) fn version(version: &Text) -> Verdict {
    let shown = quoted(&version.value);
    match &*version.value {
        "4.0" | "4.01" | "4.02" => Verdict::Known,
        "1.0" | "2.0" | "3.0" => {
            let message = format!("the document is of version {shown}, before OData V4");
            let label = "an OData V2 or V3 document";
            let diagnostic = Diagnostic::at(syntax::LEGACY_VERSION, version.span, message, label);
            Verdict::Legacy(diagnostic.with_help(LEGACY_HELP))
        }
        _ => {
            let message = format!("{shown} is not a version of CSDL that is known");
            let label = "`4.0`, `4.01` or `4.02` is expected";
            let diagnostic = Diagnostic::at(syntax::UNKNOWN_VERSION, version.span, message, label);
            Verdict::Unknown(diagnostic.with_help(
                "change it to `4.01`, or allow the rule `csdl-version`, to have the document read as 4.01",
            ))
        }
    }
}

/// A value that cannot be read as `what`.
pub(super) fn invalid_value(span: Span, value: &str, what: &str, help: &str) -> Diagnostic {
    let message = format!("{} is not {what}", quoted(value));
    Diagnostic::at(syntax::INVALID_VALUE, span, message, format!("not {what}")).with_help(help)
}

/// Holds a facet against what it may be: a number, or one of a few words (§7.2).
pub(super) fn facet(name: &str, text: &Text, words: &[&str]) -> Option<Diagnostic> {
    let is_number = !text.value.is_empty() && text.value.bytes().all(|byte| byte.is_ascii_digit());
    if is_number || words.contains(&&*text.value) {
        return None;
    }
    let words: String = words.iter().map(|word| format!(", or `{word}`")).collect();
    let message = format!("{} is no value of the facet `{name}`", quoted(&text.value));
    let label = "kept as it is written";
    let diagnostic = Diagnostic::at(syntax::INVALID_FACET, text.span, message, label);
    Some(diagnostic.with_help(format!("write a number{words}")))
}

/// Holds the value of a member of an enumeration against what it may be (§10.3).
pub(super) fn member_value(text: &Text) -> Option<Diagnostic> {
    if text.value.trim().parse::<i64>().is_ok() {
        return None;
    }
    let help = "write a number between -9223372036854775808 and 9223372036854775807";
    let what = "an integer of 64 bits";
    Some(invalid_value(text.span, &text.value, what, help))
}

/// Holds the action of `OnDelete` against what it may be.
pub(super) fn delete_action(text: &Text) -> Option<Diagnostic> {
    if DELETE_ACTIONS.contains(&&*text.value) {
        return None;
    }
    let help = "write `Cascade`, `None`, `SetNull` or `SetDefault`";
    Some(invalid_value(
        text.span,
        &text.value,
        "an action on delete",
        help,
    ))
}

/// Holds the number of operands against what the operator `name` takes (§14.4).
pub(super) fn operand_count(
    name: &str,
    place: Span,
    count: usize,
    least: usize,
    most: usize,
) -> Option<Diagnostic> {
    let (rule, message) = if count < least {
        let message = format!("`{name}` takes {least} or more operands and holds {count}");
        (syntax::MISSING_ELEMENT, message)
    } else if count > most {
        let message = format!("`{name}` takes no more than {most} operands and holds {count}");
        (syntax::OPERAND_COUNT, message)
    } else {
        return None;
    };
    let message = if least == most {
        format!("`{name}` takes {} and holds {count}", operands(least))
    } else {
        message
    };
    let label = format!("holds {}", operands(count));
    Some(Diagnostic::at(rule, place, message, label))
}

fn operands(count: usize) -> String {
    match count {
        0 => "no operand".to_owned(),
        1 => "one operand".to_owned(),
        _ => format!("{count} operands"),
    }
}

/// The containers beyond the one that a service has (§13); those that another one extends are parts of it.
pub(super) fn containers(schemas: &[Schema]) -> Vec<Diagnostic> {
    let all = schemas.iter().flat_map(|schema| &schema.containers);
    let extended = all.filter_map(|container| container.extends.as_ref());
    let extended: HashSet<&str> = extended.map(|extends| &*extends.value).collect();
    let is_extended = |schema: &Schema, name: &str| {
        let qualifiers = [Some(&schema.namespace), schema.alias.as_ref()];
        let mut full = qualifiers.into_iter().flatten();
        full.any(|qualifier| extended.contains(&*format!("{}.{name}", qualifier.value)))
    };
    let mut containers = schemas.iter().flat_map(|schema| {
        let containers = schema.containers.iter();
        containers.filter(|container| !is_extended(schema, &container.name))
    });
    let Some(first) = containers.next() else {
        return Vec::new();
    };
    let second = containers.map(|container| {
        let message = format!("{} is a second entity container", quoted(&container.name));
        let (rule, span) = (syntax::SEVERAL_CONTAINERS, container.name.span);
        Diagnostic::at(rule, span, message, "a service has one")
            .with_related(first.name.span, "the first one")
    });
    second.collect()
}
