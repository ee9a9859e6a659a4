//! Turns a comparison of two models into reports with a template: Markdown, HTML and JUnit.

mod html;
mod junit;
mod markdown;

pub use html::{PageOptions, Table, html};
pub use junit::junit;
pub use markdown::{COMMENT, markdown};
