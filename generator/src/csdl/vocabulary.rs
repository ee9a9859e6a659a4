//! Turns the name of an element into the version of the standard that has it.

use super::tree::PathKind;

/// The elements of CSDL XML 4.01, sorted.
const ELEMENTS: &[&str] = &[
    "Action",
    "ActionImport",
    "Add",
    "And",
    "Annotation",
    "AnnotationPath",
    "Annotations",
    "AnyPropertyPath",
    "Apply",
    "Binary",
    "Bool",
    "Cast",
    "Collection",
    "ComplexType",
    "DataServices",
    "Date",
    "DateTimeOffset",
    "Decimal",
    "Div",
    "DivBy",
    "Duration",
    "Edmx",
    "EntityContainer",
    "EntitySet",
    "EntityType",
    "EnumMember",
    "EnumType",
    "Eq",
    "Float",
    "Function",
    "FunctionImport",
    "Ge",
    "Gt",
    "Guid",
    "Has",
    "If",
    "In",
    "Include",
    "IncludeAnnotations",
    "Int",
    "IsOf",
    "Key",
    "LabeledElement",
    "LabeledElementReference",
    "Le",
    "Lt",
    "Member",
    "Mod",
    "ModelElementPath",
    "Mul",
    "NavigationProperty",
    "NavigationPropertyBinding",
    "NavigationPropertyPath",
    "Ne",
    "Neg",
    "Not",
    "Null",
    "OnDelete",
    "Or",
    "Parameter",
    "Path",
    "Property",
    "PropertyPath",
    "PropertyRef",
    "PropertyValue",
    "Record",
    "Reference",
    "ReferentialConstraint",
    "ReturnType",
    "Schema",
    "Singleton",
    "String",
    "Sub",
    "Term",
    "TimeOfDay",
    "TypeDefinition",
    "UrlRef",
];

/// Elements that versions before 4.0 had and 4.0 has no more, sorted.
const LEGACY_ELEMENTS: &[&str] = &[
    "Association",
    "AssociationSet",
    "AssociationSetEnd",
    "DateTime",
    "Dependent",
    "Documentation",
    "End",
    "EntityContainerReference",
    "LongDescription",
    "Principal",
    "ReferenceType",
    "RowType",
    "Summary",
    "Time",
    "TypeAnnotation",
    "TypeRef",
    "Using",
    "ValueAnnotation",
    "ValueTerm",
];

/// How many characters of a word appear in a message.
const LONGEST_SHOWN: usize = 80;

/// Whether the name is that of an element of CSDL 4.01.
pub(super) fn is_element(name: &str) -> bool {
    ELEMENTS.binary_search(&name).is_ok()
}

/// Whether the name is that of an element of CSDL before 4.0.
pub(super) fn is_legacy_element(name: &str) -> bool {
    LEGACY_ELEMENTS.binary_search(&name).is_ok()
}

/// The kind of path that the vocabularies of OASIS have under the name of a term or property, where
/// they have nothing but paths.
pub(crate) fn path_kind(name: &str) -> Option<PathKind> {
    if name.ends_with("NavigationProperties") || name == "NavigationProperty" {
        Some(PathKind::NavigationProperty)
    } else if name.ends_with("Properties") {
        Some(PathKind::Property)
    } else {
        None
    }
}

/// A word of the document in backticks, shortened where it is long.
pub(super) fn quoted(word: &str) -> String {
    match word.char_indices().nth(LONGEST_SHOWN) {
        Some((end, _)) => format!("`{}…`", &word[..end]),
        None => format!("`{word}`"),
    }
}

#[cfg(test)]
mod tests {
    use super::{ELEMENTS, LEGACY_ELEMENTS};

    #[test]
    fn lists_are_sorted_for_the_search() {
        assert!(ELEMENTS.is_sorted());
        assert!(LEGACY_ELEMENTS.is_sorted());
    }
}
