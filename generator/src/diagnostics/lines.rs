//! Turns byte offsets into lines and columns without reading the text again for each.

/// How many bytes stand between two counts of characters.
const BLOCK: usize = 4096;

/// Where the lines of a text begin, and how many characters stand before each block of bytes.
///
/// Real documents come as one line of several megabytes, so that neither lines nor columns may be
/// counted from the start each time.
#[derive(Clone, Debug)]
pub(crate) struct Lines {
    starts: Vec<u32>,
    characters: Vec<u32>,
}

impl Lines {
    pub(crate) fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let breaks = bytes.iter().zip(1u32..).filter(|(byte, _)| **byte == b'\n');
        let starts = std::iter::once(0).chain(breaks.map(|(_, after)| after));
        let mut total = 0;
        let mut characters = vec![0];
        for block in bytes.chunks(BLOCK) {
            total += count(block);
            characters.push(total);
        }
        Self {
            starts: starts.collect(),
            characters,
        }
    }

    /// Line and column of an offset, both counted from 1, the column in characters.
    pub(crate) fn position(&self, text: &str, offset: usize) -> (usize, usize) {
        let offset = offset.min(text.len());
        let line = self.line_of(offset);
        let start = self.starts[line] as usize;
        let column = self.characters_before(text, offset) - self.characters_before(text, start);
        (line + 1, column as usize + 1)
    }

    /// The line that holds an offset, counted from 0.
    pub(crate) fn line_of(&self, offset: usize) -> usize {
        self.starts
            .partition_point(|&start| start as usize <= offset)
            - 1
    }

    /// How many lines there are; a text that ends with a line break has an empty last one.
    pub(crate) fn count(&self) -> usize {
        self.starts.len()
    }

    /// Where a line, counted from 0, begins and ends, without its line break.
    pub(crate) fn range(&self, text: &str, line: usize) -> (usize, usize) {
        let start = self.starts[line] as usize;
        let end = self
            .starts
            .get(line + 1)
            .map_or(text.len(), |&next| next as usize - 1);
        let end = if text[start..end].ends_with('\r') {
            end - 1
        } else {
            end
        };
        (start, end)
    }

    fn characters_before(&self, text: &str, offset: usize) -> u32 {
        let block = offset / BLOCK;
        self.characters[block] + count(&text.as_bytes()[block * BLOCK..offset])
    }
}

/// How many characters begin in these bytes: all bytes of UTF-8 but the continuing ones.
fn count(bytes: &[u8]) -> u32 {
    let begins = bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count();
    u32::try_from(begins).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_characters_from_one() {
        let text = "ab\r\nü<c>\n";
        let lines = Lines::new(text);
        assert_eq!(lines.position(text, 0), (1, 1));
        assert_eq!(lines.position(text, 4), (2, 1));
        assert_eq!(lines.position(text, 6), (2, 2));
        assert_eq!(lines.position(text, text.len()), (3, 1));
        assert_eq!(lines.position(text, 999), (3, 1));
        assert_eq!(lines.range(text, 0), (0, 2));
        assert_eq!(lines.range(text, 1), (4, 9));
        assert_eq!(lines.range(text, 2), (10, 10));
    }

    #[test]
    fn positions_agree_with_plain_counting_over_block_borders() {
        let text = "xäyz€\n".repeat(3000) + &"é".repeat(3 * BLOCK);
        let lines = Lines::new(&text);
        for (offset, _) in text.char_indices().step_by(397) {
            let before = &text[..offset];
            let start = before.rfind('\n').map_or(0, |at| at + 1);
            let plain = (
                before.matches('\n').count() + 1,
                before[start..].chars().count() + 1,
            );
            assert_eq!(lines.position(&text, offset), plain);
        }
    }

    #[test]
    fn an_empty_text_has_one_line() {
        assert_eq!(Lines::new("").position("", 0), (1, 1));
        assert_eq!(Lines::new("").count(), 1);
    }
}
