//! Turns CSDL JSON into a [`Document`]: the same syntax tree that CSDL XML becomes.

mod annotations;
mod container;
mod cursor;
mod element;
mod enums;
mod expressions;
mod operations;
mod references;
mod root;
mod scanner;
mod schema;
mod structured;
mod type_ref;
mod value;

use self::cursor::Cursor;
use self::value::Kind;
use super::tree::Document;
use crate::diagnostics::{Diagnostics, SourceId};
use crate::limits::Limits;

/// Reads a document of OData CSDL JSON 4.01 (§4); `None` where nothing in it can be used.
pub(super) fn parse_document(
    source: SourceId,
    text: &str,
    limits: &Limits,
    diagnostics: &mut Diagnostics,
) -> Option<Document> {
    let mut found = Diagnostics::within(limits);
    let value = scanner::scan(source, text, limits, &mut found);
    let mut cursor = Cursor::new(source, limits, found);
    let document = value.and_then(|value| match &value.kind {
        Kind::Object(object) => references::parse_document(&mut cursor, object, value.span),
        _ => {
            cursor.report(root::no_object(value.noun(), value.span));
            None
        }
    });
    diagnostics.extend(cursor.into_diagnostics());
    document
}
