//! Turns prefixes into XML namespaces (OData CSDL 4.01 §2.2).

/// The namespace of the wrapper elements.
pub(in crate::csdl) const EDMX: &str = "http://docs.oasis-open.org/odata/ns/edmx";
/// The namespace of all other elements.
pub(in crate::csdl) const EDM: &str = "http://docs.oasis-open.org/odata/ns/edm";

/// What the prefix of a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Namespace<'a> {
    /// Wrapper elements of OData V4.
    Edmx,
    /// All other elements of OData V4.
    Edm,
    /// Any namespace of OData V2 or V3.
    Legacy,
    /// No prefix, and no default namespace.
    None,
    /// Another vocabulary.
    Foreign(&'a str),
    /// A prefix that nothing declares.
    Undeclared(&'a str),
}

impl<'a> Namespace<'a> {
    fn of(uri: &'a str) -> Self {
        match uri {
            EDMX => Self::Edmx,
            EDM => Self::Edm,
            "" => Self::None,
            _ if is_legacy(uri) => Self::Legacy,
            _ => Self::Foreign(uri),
        }
    }
}

/// Whether a namespace is one of the wrapper or schema namespaces of OData V1 to V3.
fn is_legacy(uri: &str) -> bool {
    let rest = uri
        .strip_prefix("http://schemas.microsoft.com/ado/")
        .unwrap_or_default();
    matches!(rest.rsplit_once('/'), Some((date, "edm" | "edmx")) if date.len() == "2009/11".len())
}

/// The prefixes that are declared where the cursor stands.
#[derive(Debug, Default)]
pub(super) struct Bindings<'a> {
    list: Vec<Binding<'a>>,
}

#[derive(Debug)]
struct Binding<'a> {
    prefix: &'a str,
    namespace: Namespace<'a>,
    depth: usize,
}

impl<'a> Bindings<'a> {
    /// Declares a prefix for the element at `depth` and all inside it.
    pub(super) fn declare(&mut self, prefix: &'a str, uri: &'a str, depth: usize) {
        self.list.push(Binding {
            prefix,
            namespace: Namespace::of(uri),
            depth,
        });
    }

    /// Forgets what was declared by elements deeper than `depth`.
    pub(super) fn leave(&mut self, depth: usize) {
        while self
            .list
            .last()
            .is_some_and(|binding| binding.depth > depth)
        {
            self.list.pop();
        }
    }

    /// How many declarations are in force.
    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    /// The namespace of an element, for which the default namespace counts.
    pub(super) fn of_element(&self, prefix: &'a str) -> Namespace<'a> {
        let mut inner_first = self.list.iter().rev();
        let found = match prefix {
            "" => inner_first.find(|binding| binding.prefix.is_empty()),
            "xml" => return Namespace::Foreign("http://www.w3.org/XML/1998/namespace"),
            _ => inner_first.find(|binding| binding.prefix == prefix),
        };
        match found {
            Some(binding) => binding.namespace,
            None if prefix.is_empty() => Namespace::None,
            None => Namespace::Undeclared(prefix),
        }
    }

    /// The namespace of an attribute, for which the default namespace does not count.
    pub(super) fn of_attribute(&self, prefix: &'a str) -> Namespace<'a> {
        if prefix.is_empty() {
            Namespace::None
        } else {
            self.of_element(prefix)
        }
    }
}

/// A name cut at its colon: the prefix, empty where there is none, and the local name.
pub(super) fn split(name: &str) -> (&str, &str) {
    name.split_once(':').unwrap_or(("", name))
}

#[cfg(test)]
mod tests {
    use super::is_legacy;

    #[test]
    fn legacy_namespaces_are_told_from_annotations_of_their_time() {
        assert!(is_legacy("http://schemas.microsoft.com/ado/2007/06/edmx"));
        assert!(is_legacy("http://schemas.microsoft.com/ado/2006/04/edm"));
        assert!(is_legacy("http://schemas.microsoft.com/ado/2009/11/edm"));
        assert!(!is_legacy(
            "http://schemas.microsoft.com/ado/2009/02/edm/annotation"
        ));
        assert!(!is_legacy(
            "http://schemas.microsoft.com/ado/2007/08/dataservices/metadata"
        ));
    }
}
