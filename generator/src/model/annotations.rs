//! Turns the annotations of an element, inline and from `Annotations` elsewhere, into what they mean.

use std::collections::HashMap;

use super::names::Names;
use super::resolve::Resolver;
use super::{Annotations, Capabilities, Permission, capabilities};
use crate::csdl::Document;
use crate::csdl::tree::{Annotation, Expression, ExpressionKind, Record};
use crate::diagnostics::rules::semantic;
use crate::diagnostics::{Diagnostic, Span};

const CORE: &str = "Org.OData.Core.V1";
const CAPABILITIES: &str = "Org.OData.Capabilities.V1";

/// Annotations that stand apart from what they annotate, by the path of the latter (OData CSDL 4.01 §14.2.2).
pub(super) struct Targets<'a> {
    by_path: HashMap<String, Target<'a>>,
}

struct Target<'a> {
    /// Each with the document that it stands in, which decides what aliases mean.
    annotations: Vec<(usize, &'a Annotation)>,
    span: Span,
    found: bool,
}

impl<'a> Targets<'a> {
    /// Collects the `Annotations` elements of all documents.
    pub(super) fn collect(documents: &'a [Document], names: &Names<'_>) -> Self {
        let mut by_path: HashMap<String, Target<'a>> = HashMap::new();
        for (document, schema) in documents
            .iter()
            .enumerate()
            .flat_map(|(at, document)| document.schemas.iter().map(move |schema| (at, schema)))
        {
            for element in &schema.targets {
                // a qualifier asks for a variant of the annotation; the plain one is what applies
                if element.qualifier.is_some() {
                    continue;
                }
                let path = canonical_path(names, document, &element.target);
                let target = by_path.entry(path).or_insert_with(|| Target {
                    annotations: Vec::new(),
                    span: element.target.span,
                    found: false,
                });
                target.annotations.extend(
                    element
                        .annotations
                        .iter()
                        .map(|annotation| (document, annotation)),
                );
            }
        }
        Self { by_path }
    }

    /// What the annotations of an element say: `inline` ones, then those that target the path of `segments`.
    pub(super) fn read(
        &mut self,
        document: usize,
        segments: &[&str],
        inline: &[Annotation],
        resolver: &mut Resolver<'_, '_>,
    ) -> Annotations {
        self.read_either(document, &[segments], inline, resolver)
    }

    /// Like [`Self::read`], for an element that several paths may name.
    pub(super) fn read_either(
        &mut self,
        document: usize,
        paths: &[&[&str]],
        inline: &[Annotation],
        resolver: &mut Resolver<'_, '_>,
    ) -> Annotations {
        let mut read = Annotations::default();
        for annotation in inline {
            apply(&mut read, document, annotation, resolver);
        }
        // few documents annotate from afar; the others need not put paths together
        if !self.by_path.is_empty() {
            for path in paths {
                let Some(target) = self.by_path.get_mut(&path.join("/")) else {
                    continue;
                };
                target.found = true;
                for (document, annotation) in &target.annotations {
                    apply(&mut read, *document, annotation, resolver);
                }
            }
        }
        read
    }

    /// Reports targets that nothing answered to.
    pub(super) fn check_all_found(&self, resolver: &mut Resolver<'_, '_>) {
        for (path, target) in &self.by_path {
            if !target.found {
                resolver.diagnostics.push(Diagnostic::at(
                    &semantic::UNRESOLVED_TARGET,
                    target.span,
                    format!("the annotations of `{path}` have no effect"),
                    "names nothing that can be annotated here",
                ));
            }
        }
    }
}

/// A path with every alias in it replaced, those of parameter types included.
fn canonical_path(names: &Names<'_>, document: usize, path: &str) -> String {
    let mut canonical = String::with_capacity(path.len());
    for piece in path.split_inclusive(['/', '(', ')', ',']) {
        let word = piece.trim_end_matches(['/', '(', ')', ',']);
        match names.split(document, word) {
            Some((namespace, simple)) => {
                canonical.push_str(namespace);
                canonical.push('.');
                canonical.push_str(simple);
            }
            None => canonical.push_str(word),
        }
        canonical.push_str(&piece[word.len()..]);
    }
    canonical
}

fn apply(
    read: &mut Annotations,
    document: usize,
    annotation: &Annotation,
    resolver: &mut Resolver<'_, '_>,
) {
    if annotation.qualifier.is_some() {
        return;
    }
    let Some((namespace, term)) = resolver.names.split(document, &annotation.term) else {
        return;
    };
    match namespace {
        CORE => apply_core(read, term, annotation),
        CAPABILITIES => {
            let capabilities: &mut Capabilities = read.capabilities.get_or_insert_default();
            if !capabilities::apply(capabilities, term, annotation) {
                resolver.diagnostics.push(
                    Diagnostic::at(
                        &semantic::CAPABILITY_VALUE,
                        annotation.term.span,
                        format!(
                            "the value of `{}` is not of the form that the vocabulary gives it",
                            annotation.term.value
                        ),
                        "has no effect",
                    )
                    .with_help("the restriction terms take a `Record`, the others a Boolean"),
                );
            }
        }
        _ => resolver.check_vocabulary(document, &annotation.term),
    }
}

fn apply_core(read: &mut Annotations, term: &str, annotation: &Annotation) {
    match term {
        "Description" => {
            read.description = string(annotation.value.as_ref()).or(read.description.take())
        }
        "LongDescription" => {
            read.long_description =
                string(annotation.value.as_ref()).or(read.long_description.take())
        }
        "Computed" => read.computed = tag(annotation),
        "Immutable" => read.immutable = tag(annotation),
        "Permissions" => read.permission = annotation.value.as_ref().and_then(permission),
        // a record of this type or of one derived from it; its only property is the default
        "OptionalParameter" => {
            read.optional_parameter = !matches!(
                annotation.value.as_ref().map(|value| &value.value),
                Some(ExpressionKind::Bool(false))
            )
        }
        "Revisions" => read.deprecated = annotation.value.as_ref().and_then(deprecation),
        _ => {}
    }
}

/// The value of a term of type `Core.Tag`: true where none is written.
fn tag(annotation: &Annotation) -> bool {
    annotation
        .value
        .as_ref()
        .is_none_or(|value| matches!(value.value, ExpressionKind::Bool(true)))
}

/// The value of a Boolean term that defaults to true.
pub(super) fn boolean(value: Option<&Expression>) -> Option<bool> {
    match value.map(|value| &value.value) {
        None => Some(true),
        Some(ExpressionKind::Bool(value)) => Some(*value),
        Some(_) => None,
    }
}

fn string(value: Option<&Expression>) -> Option<Box<str>> {
    match &value?.value {
        ExpressionKind::String(text) if !text.trim().is_empty() => Some(text.trim().into()),
        _ => None,
    }
}

/// The names of the members in the value of an enumeration; `known` are its members by their values.
///
/// XML has paths to members. JSON has their names or numbers in a string, and nothing in the document
/// says that it is one of an enumeration (OData CSDL JSON 4.01 §14.3.7).
pub(super) fn member_names<'a>(
    value: &'a Expression,
    known: &'a [&'a str],
) -> impl Iterator<Item = &'a str> {
    let (paths, text): (&[Box<str>], _) = match &value.value {
        ExpressionKind::EnumMember(paths) => (paths, None),
        ExpressionKind::String(text) => (&[], Some(text)),
        _ => (&[], None),
    };
    let words = text.into_iter().flat_map(|text| text.split(','));
    let named = words.map(str::trim).map(|word| {
        let position = word.parse::<usize>().ok();
        let member = position.and_then(|position| known.get(position));
        member.copied().unwrap_or(word)
    });
    paths
        .iter()
        .map(|path| path.rsplit_once('/').map_or(&**path, |(_, member)| member))
        .chain(named)
}

/// The members of `Core.Permission` by their values.
const PERMISSIONS: &[&str] = &["None", "Read", "Write", "ReadWrite", "Invoke"];

/// The members of `Core.RevisionKind` by their values.
const REVISION_KINDS: &[&str] = &["Added", "Modified", "Deprecated"];

fn permission(value: &Expression) -> Option<Permission> {
    let (mut read, mut write, mut any) = (false, false, false);
    for name in member_names(value, PERMISSIONS) {
        any = true;
        read |= matches!(name, "Read" | "ReadWrite");
        write |= matches!(name, "Write" | "ReadWrite");
    }
    any.then_some(match (read, write) {
        (true, true) => Permission::ReadWrite,
        (true, false) => Permission::Read,
        (false, true) => Permission::Write,
        (false, false) => Permission::None,
    })
}

/// Why an element is deprecated, where one of its revisions says that it is.
fn deprecation(value: &Expression) -> Option<Box<str>> {
    let ExpressionKind::Collection(items) = &value.value else {
        return None;
    };
    let records = items.iter().filter_map(|item| match &item.value {
        ExpressionKind::Record(record) => Some(record),
        _ => None,
    });
    let mut deprecations = records.filter(|record| {
        field(record, "Kind")
            .is_some_and(|kind| member_names(kind, REVISION_KINDS).any(|name| name == "Deprecated"))
    });
    let record = deprecations.next()?;
    Some(
        string(field(record, "Description"))
            .unwrap_or_else(|| "the document gives no reason.".into()),
    )
}

/// The value of a record's property.
pub(super) fn field<'a>(record: &'a Record, name: &str) -> Option<&'a Expression> {
    record
        .properties
        .iter()
        .find(|property| &*property.property.value == name)?
        .value
        .as_ref()
}
