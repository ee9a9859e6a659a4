//! Turns the text of a start tag into its name and attributes, with the place of each.

/// One attribute as it is written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Attribute<'a> {
    /// The name with its prefix.
    pub(super) name: &'a str,
    /// The offset of the name in the document.
    pub(super) name_start: usize,
    /// The text between the quotes, references not replaced.
    pub(super) value: &'a str,
    /// The offset of that text in the document.
    pub(super) value_start: usize,
}

impl<'a> Attribute<'a> {
    /// The prefix that the attribute declares; the empty one for `xmlns` itself.
    pub(super) fn declared_prefix(&self) -> Option<&'a str> {
        match self.name.strip_prefix("xmlns")? {
            "" => Some(""),
            rest => rest.strip_prefix(':'),
        }
    }

    /// The offset after the name.
    pub(super) fn name_end(&self) -> usize {
        self.name_start + self.name.len()
    }

    /// The offset after the text between the quotes.
    pub(super) fn value_end(&self) -> usize {
        self.value_start + self.value.len()
    }
}

/// A break of the grammar inside a tag: the fact, and its place in the document.
#[derive(Debug)]
pub(super) struct TagError {
    /// The fact.
    pub(super) message: String,
    /// The offset of the first byte of the place.
    pub(super) start: usize,
    /// The offset after the place.
    pub(super) end: usize,
}

/// Reads a start tag, attribute by attribute.
pub(super) struct Tag<'a> {
    text: &'a str,
    /// Where the scan stands in the document.
    at: usize,
    /// The offset of the `>` or `/>`.
    end: usize,
}

impl<'a> Tag<'a> {
    /// The tag whose `<` stands at `start` of `text`, and whose `>` or `/>` stands at `end`.
    pub(super) fn new(text: &'a str, start: usize, end: usize) -> Self {
        Self {
            text,
            at: start + 1,
            end: end.max(start + 1),
        }
    }

    /// The name of the element, which comes first.
    pub(super) fn name(&mut self) -> Result<&'a str, TagError> {
        self.read_name("an element")
    }

    /// The next attribute, or `None` at the end of the tag.
    pub(super) fn attribute(&mut self) -> Result<Option<Attribute<'a>>, TagError> {
        let before = self.at;
        self.skip_blanks();
        if self.at >= self.end {
            return Ok(None);
        }
        if self.byte() == Some(b'<') {
            return Err(self.error("the tag before this `<` is not closed".to_owned()));
        }
        if self.at == before {
            return Err(self
                .error("a blank is missing here, or a quote before it is not closed".to_owned()));
        }
        let name_start = self.at;
        let name = self.read_name("an attribute")?;
        self.skip_blanks();
        if self.byte() != Some(b'=') {
            return Err(self.error(format!("the attribute `{name}` has no value")));
        }
        self.at += 1;
        self.skip_blanks();
        let (value_start, value) = self.read_value(name)?;
        Ok(Some(Attribute {
            name,
            name_start,
            value,
            value_start,
        }))
    }

    fn read_value(&mut self, name: &str) -> Result<(usize, &'a str), TagError> {
        let Some(quote @ (b'"' | b'\'')) = self.byte() else {
            return Err(self.error(format!("the value of `{name}` has no quotes")));
        };
        let start = self.at + 1;
        let rest = &self.text.as_bytes()[start.min(self.end)..self.end];
        match rest.iter().position(|&byte| byte == quote || byte == b'<') {
            Some(length) if rest[length] == quote => {
                self.at = start + length + 1;
                Ok((start, &self.text[start..start + length]))
            }
            Some(length) => Err(TagError {
                message: format!("the value of `{name}` holds a `<`, or its quote is not closed"),
                start: start - 1,
                end: start + length,
            }),
            None => Err(self.error(format!(
                "the quote around the value of `{name}` is not closed"
            ))),
        }
    }

    fn read_name(&mut self, what: &str) -> Result<&'a str, TagError> {
        let start = self.at;
        let rest = &self.text.as_bytes()[start..self.end];
        let length = rest
            .iter()
            .position(|&byte| !is_name_byte(byte))
            .unwrap_or(rest.len());
        let starts_well = rest.first().is_some_and(|&byte| {
            is_name_byte(byte) && !matches!(byte, b'0'..=b'9' | b'-' | b'.' | b':')
        });
        if !starts_well {
            return Err(self.error(format!("the name of {what} is expected here")));
        }
        self.at += length;
        Ok(&self.text[start..start + length])
    }

    fn skip_blanks(&mut self) {
        while self
            .byte()
            .is_some_and(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n'))
        {
            self.at += 1;
        }
    }

    fn byte(&self) -> Option<u8> {
        (self.at < self.end).then(|| self.text.as_bytes()[self.at])
    }

    /// An error at the character under the scan.
    fn error(&self, message: String) -> TagError {
        let length = self.text[self.at..]
            .chars()
            .next()
            .map_or(0, char::len_utf8);
        TagError {
            message,
            start: self.at,
            end: self.at + length,
        }
    }
}

/// Whether a byte may stand in a name; characters beyond ASCII are let through.
fn is_name_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b':' | b'-' | b'.') || byte >= 0x80
}
