//! Names of control information into what they mean.

/// Control information that is a string and is asked for often.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Typed {
    Context,
    Type,
    Id,
    Etag,
}

/// The names that are written, in the order of [`Typed`], which is the order that the standard
/// wants them in (OData JSON 4.01 §4.4).
pub(super) const TYPED: [&str; 4] = ["@odata.context", "@odata.type", "@odata.id", "@odata.etag"];

impl Typed {
    pub(super) fn of(name: &str) -> Option<Self> {
        // The prefix is optional since OData JSON 4.01 §4.5.
        let name = name.strip_prefix('@')?;
        match name.strip_prefix("odata.").unwrap_or(name) {
            "context" => Some(Self::Context),
            "type" => Some(Self::Type),
            "id" => Some(Self::Id),
            "etag" => Some(Self::Etag),
            _ => None,
        }
    }
}

/// `#NS.Type`, `http://host/$metadata#NS.Type` and `NS.Type` all name `NS.Type`
/// (OData JSON 4.01 §4.6.3).
pub(super) fn qualified_name(text: &str) -> &str {
    text.rsplit_once('#').map_or(text, |(_, name)| name)
}

pub(super) fn same_name(a: &str, b: &str) -> bool {
    a == b || matches!((parts(a), parts(b)), (Some(a), Some(b)) if a == b)
}

/// Target and name of an annotation, the name without `odata.`.
fn parts(name: &str) -> Option<(&str, &str)> {
    let (target, name) = name.split_once('@')?;
    Some((target, name.strip_prefix("odata.").unwrap_or(name)))
}

/// Whether a name is control information that a service computes: clients do not send it in
/// what they create or change (OData JSON 4.01 §4.6).
pub(super) fn is_from_service(name: &str) -> bool {
    let Some((_, name)) = parts(name) else {
        return false;
    };
    matches!(
        name,
        "context"
            | "id"
            | "etag"
            | "count"
            | "nextLink"
            | "deltaLink"
            | "metadataEtag"
            | "editLink"
            | "readLink"
            | "navigationLink"
            | "associationLink"
            | "mediaEditLink"
            | "mediaReadLink"
            | "mediaEtag"
            | "mediaContentType"
    )
}
