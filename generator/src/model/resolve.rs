//! Turns type names as written into [`Type`]s, and reports those that lead nowhere.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::names::Names;
use super::{Facets, NamedType, Primitive, StructuredId, Type, TypeUse};
use crate::csdl::Document;
use crate::csdl::tree::{self, Text, TypeRef};
use crate::diagnostics::rules::semantic;
use crate::diagnostics::{Diagnostic, Diagnostics, Rule, Span};

/// Suggestions compare a name with every declared one; a hostile document gets only so many.
const MOST_SUGGESTIONS: usize = 32;

/// Looks names up, and collects what is wrong with them.
pub(super) struct Resolver<'a, 'd> {
    pub(super) names: &'a Names<'a>,
    pub(super) diagnostics: &'d mut Diagnostics,
    /// Namespaces that a document includes and none declares, with the address that is given for them.
    included: HashMap<&'a str, &'a Text>,
    declared: HashSet<&'a str>,
    /// Documents that are needed and not at hand, by address.
    missing: BTreeMap<&'a str, Missing>,
    /// Vocabularies that were reported.
    vocabularies: HashSet<Box<str>>,
    suggestions: usize,
}

/// A document that is referred to and not at hand, though something in it is named.
struct Missing {
    /// The reference that would have brought it.
    reference: Span,
    /// The first name that leads there.
    first: Text,
    /// How many more there are.
    more: usize,
}

impl<'a, 'd> Resolver<'a, 'd> {
    pub(super) fn new(
        documents: &'a [Document],
        names: &'a Names<'a>,
        diagnostics: &'d mut Diagnostics,
    ) -> Self {
        let declared: HashSet<&str> = schemas(documents).collect();
        let references = documents.iter().flat_map(|document| &document.references);
        let includes = references.flat_map(|reference| {
            reference
                .includes
                .iter()
                .map(move |include| (include, reference))
        });
        let included = includes
            .map(|(include, reference)| (&*include.namespace.value, &reference.uri))
            .filter(|(namespace, _)| !declared.contains(namespace))
            .collect();
        Self {
            names,
            diagnostics,
            included,
            declared,
            missing: BTreeMap::new(),
            vocabularies: HashSet::new(),
            suggestions: 0,
        }
    }

    /// The type that a `Type` attribute names, with its facets; `Edm.Untyped` stands in for one that is not found.
    pub(super) fn type_use(
        &mut self,
        document: usize,
        type_ref: &TypeRef,
        facets: &tree::Facets,
    ) -> TypeUse {
        TypeUse {
            ty: self
                .find_type(document, &type_ref.name)
                .unwrap_or(Type::Primitive(Primitive::Untyped)),
            collection: type_ref.collection,
            nullable: facets.nullable.as_ref().map(|nullable| nullable.value),
            facets: read_facets(facets),
        }
    }

    /// The type that a qualified name stands for; reports a name that leads nowhere.
    pub(super) fn find_type(&mut self, document: usize, name: &Text) -> Option<Type> {
        if name.starts_with("Edm.") {
            return self.find_primitive(name).map(Type::Primitive);
        }
        let found = self.names.find_type(document, name);
        if found.is_none() {
            self.report_unresolved(&semantic::UNRESOLVED_TYPE, document, name);
        }
        found.map(|named| match named {
            NamedType::Structured(id) => Type::Structured(id),
            NamedType::Enum(id) => Type::Enum(id),
            NamedType::Definition(id) => Type::Definition(id),
        })
    }

    /// The primitive type with this name; reports one that the standard does not have.
    pub(super) fn find_primitive(&mut self, name: &Text) -> Option<Primitive> {
        let found = Primitive::from_name(name);
        if found.is_none() {
            let names = Primitive::ALL.iter().map(|primitive| primitive.name());
            let help = crate::diagnostics::closest(name, names)
                .map(|near| format!("did you mean `{near}`?"));
            self.diagnostics.push(
                Diagnostic::at(
                    &semantic::UNKNOWN_PRIMITIVE,
                    name.span,
                    format!("`{}` is not a type of the `Edm` namespace", name.value),
                    "no such primitive type",
                )
                .with_optional_help(help),
            );
        }
        found
    }

    /// The structured type that a qualified name stands for; reports a name that leads nowhere
    /// under `missing`, and one that leads to another kind of type under `wrong_kind`.
    pub(super) fn find_structured(
        &mut self,
        [missing, wrong_kind]: [&'static Rule; 2],
        document: usize,
        name: &Text,
    ) -> Option<StructuredId> {
        match self.names.find_type(document, name) {
            Some(NamedType::Structured(id)) => return Some(id),
            Some(_) => self.report_wrong_kind(wrong_kind, name.span, &name.value),
            None => self.report_unresolved(missing, document, name),
        }
        None
    }

    fn report_wrong_kind(&mut self, rule: &'static Rule, span: Span, name: &str) {
        self.diagnostics.push(
            Diagnostic::at(
                rule,
                span,
                format!("`{name}` is neither an entity type nor a complex type"),
                "not a structured type",
            )
            .with_help("name a type that an `EntityType` or `ComplexType` element declares"),
        );
    }

    /// Reports a name that no document at hand declares, with what may have been meant.
    pub(super) fn report_unresolved(&mut self, rule: &'static Rule, document: usize, name: &Text) {
        if self.is_in_missing_document(document, name) {
            return;
        }
        let namespace = self
            .names
            .split(document, name)
            .map(|(namespace, _)| namespace);
        let unknown = namespace.filter(|namespace| !self.is_known(namespace));
        let diagnostic = match unknown {
            Some(namespace) => Diagnostic::at(
                &semantic::UNKNOWN_NAMESPACE,
                name.span,
                format!(
                    "nothing declares the namespace `{namespace}` of `{}`",
                    name.value
                ),
                "not declared",
            ),
            None => Diagnostic::at(
                rule,
                name.span,
                format!("there is no type `{}`", name.value),
                "not declared",
            ),
        };
        let help = self.suggestion(name);
        self.diagnostics.push(diagnostic.with_optional_help(help));
    }

    /// Whether a name leads to a document that is referred to and not at hand, which is then noted.
    pub(super) fn is_in_missing_document(&mut self, document: usize, name: &Text) -> bool {
        let uri = self
            .names
            .split(document, name)
            .and_then(|(namespace, _)| self.included.get(namespace).copied());
        let Some(uri) = uri else { return false };
        self.missing
            .entry(&uri.value)
            .and_modify(|missing| missing.more += 1)
            .or_insert_with(|| Missing {
                reference: uri.span,
                first: name.clone(),
                more: 0,
            });
        true
    }

    /// Reports the documents that are needed and not at hand: each once, whatever leads there.
    pub(super) fn report_missing_documents(&mut self) {
        for (uri, missing) in std::mem::take(&mut self.missing) {
            let label = match missing.more {
                0 => "leads there".to_owned(),
                1 => "leads there, and 1 name more".to_owned(),
                more => format!("leads there, and {more} names more"),
            };
            self.diagnostics.push(
                Diagnostic::at(
                    &semantic::MISSING_DOCUMENT,
                    missing.first.span,
                    format!("`{uri}` is needed for `{}` and not at hand", missing.first.value),
                    label,
                )
                .with_related(missing.reference, "the reference to it")
                .with_help("put the file beside the document that refers to it, or name it, or the folder it is in, under `[references]` in the configuration; `generate --fetch` fetches what has an address"),
            );
        }
    }

    /// Whether a namespace is declared in a document at hand, or included from one that is not.
    fn is_known(&self, namespace: &str) -> bool {
        self.declared.contains(namespace) || self.included.contains_key(namespace)
    }

    /// Reports the first use of a vocabulary that is neither built in nor at hand.
    pub(super) fn check_vocabulary(&mut self, document: usize, term: &Text) {
        let Some((namespace, _)) = self.names.split(document, term) else {
            return;
        };
        if self.is_known(namespace) || !self.vocabularies.insert(namespace.into()) {
            return;
        }
        self.diagnostics.push(Diagnostic::at(
            &semantic::UNRESOLVED_TERM,
            term.span,
            format!("the vocabulary `{namespace}` is not at hand"),
            "its terms have no effect; this is the first",
        ));
    }

    fn suggestion(&mut self, name: &str) -> Option<String> {
        self.suggestions += 1;
        if self.suggestions > MOST_SUGGESTIONS {
            return None;
        }
        if Primitive::from_name(&format!("Edm.{name}")).is_some() {
            return Some(format!("did you mean `Edm.{name}`?"));
        }
        self.names
            .similar_type(name)
            .map(|near| format!("did you mean `{near}`?"))
    }
}

/// The facets of a type as the model keeps them.
pub(super) fn read_facets(facets: &tree::Facets) -> Facets {
    let text = |text: &Option<Text>| text.as_ref().map(|text| text.value.clone());
    Facets {
        max_length: text(&facets.max_length),
        precision: text(&facets.precision),
        scale: text(&facets.scale),
        unicode: facets.unicode,
        srid: text(&facets.srid),
        default_value: text(&facets.default_value),
    }
}

fn schemas(documents: &[Document]) -> impl Iterator<Item = &str> {
    documents
        .iter()
        .flat_map(|document| &document.schemas)
        .map(|schema| &*schema.namespace.value)
}
