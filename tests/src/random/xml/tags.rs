//! Names and attributes into tags.

use odata_bindgen::model::Facets;

/// The document so far.
#[derive(Debug, Default)]
pub(super) struct Xml(String);

impl Xml {
    pub(super) fn open(&mut self, tag: &str, attributes: &[(&str, &str)]) {
        self.tag(tag, attributes, ">\n");
    }

    pub(super) fn empty(&mut self, tag: &str, attributes: &[(&str, &str)]) {
        self.tag(tag, attributes, "/>\n");
    }

    pub(super) fn close(&mut self, tag: &str) {
        self.0 += &format!("</{tag}>\n");
    }

    /// Text between two tags.
    pub(super) fn element(&mut self, tag: &str, text: &str) {
        self.0 += &format!("<{tag}>");
        self.escape(text);
        self.0 += &format!("</{tag}>\n");
    }

    pub(super) fn text(self) -> String {
        self.0
    }

    fn tag(&mut self, tag: &str, attributes: &[(&str, &str)], end: &str) {
        self.0 += &format!("<{tag}");
        for (name, value) in attributes {
            self.0 += &format!(" {name}=\"");
            self.escape(value);
            self.0.push('"');
        }
        self.0 += end;
    }

    /// Blanks other than spaces are written as numbers, or readers would make spaces of them (XML 1.0 §3.3.3).
    fn escape(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '<' => self.0 += "&lt;",
                '>' => self.0 += "&gt;",
                '&' => self.0 += "&amp;",
                '"' => self.0 += "&quot;",
                '\n' | '\r' | '\t' => self.0 += &format!("&#{};", u32::from(c)),
                _ => self.0.push(c),
            }
        }
    }
}

/// Adds the attributes of facets.
pub(super) fn facets<'f>(facets: &'f Facets, attributes: &mut Vec<(&'static str, &'f str)>) {
    let texts = [
        ("MaxLength", &facets.max_length),
        ("Precision", &facets.precision),
        ("Scale", &facets.scale),
        ("SRID", &facets.srid),
        ("DefaultValue", &facets.default_value),
    ];
    let texts = texts
        .into_iter()
        .filter_map(|(name, value)| Some((name, value.as_deref()?)));
    attributes.extend(texts);
    let unicode = facets
        .unicode
        .map(|value| if value { "true" } else { "false" });
    attributes.extend(unicode.map(|value| ("Unicode", value)));
}
