//! Turns a document of CSDL XML into another one that is still made of whole elements and attributes.
//!
//! A fuzzer that knows bytes alone mostly makes what no parser of XML lets through.

use std::ops::Range;

/// Attributes as the standard has them, with values that mean something.
const ATTRIBUTES: [&str; 20] = [
    " Abstract=\"true\"",
    " OpenType=\"true\"",
    " HasStream=\"true\"",
    " IsFlags=\"true\"",
    " IsBound=\"true\"",
    " IsComposable=\"true\"",
    " ContainsTarget=\"true\"",
    " Nullable=\"false\"",
    " Nullable=\"true\"",
    " Value=\"-9223372036854775808\"",
    " UnderlyingType=\"Edm.Int64\"",
    " MaxLength=\"max\"",
    " Precision=\"12\"",
    " Scale=\"variable\"",
    " DefaultValue=\"'\"",
    " Bool=\"false\"",
    " EntitySetPath=\"bindingParameter\"",
    " Alias=\"self\"",
    " Partner=\"Id\"",
    " Qualifier=\"a\"",
];

/// Values that are hard to make Rust of, and types of every sort.
const VALUES: [&str; 28] = [
    "self",
    "Self",
    "crate",
    "super",
    "type",
    "r#type",
    "_",
    "Option",
    "String",
    "Vec",
    "Box",
    "client",
    "Client",
    "Request",
    "Patch",
    "odata",
    "Größe",
    "1a",
    "a-b",
    "A",
    "a",
    "Edm.Stream",
    "Edm.Untyped",
    "Edm.Decimal",
    "Collection(Edm.String)",
    "Edm.GeographyPoint",
    "Edm.PrimitiveType",
    "",
];

/// Changes the document in the first `size` bytes of `data`, and gives the new size; `None` where it has
/// no elements, or would be larger than `data`. The same seed changes the same.
#[must_use]
pub fn mutate(data: &mut [u8], size: usize, seed: u32) -> Option<usize> {
    let text = std::str::from_utf8(data.get(..size)?).ok()?;
    let tags = tags(text);
    if tags.is_empty() {
        return None;
    }
    let mut draw = Draw(u64::from(seed) << 1 | 1);
    let changed = change(text, &tags, &mut draw)?;
    let place = data.get_mut(..changed.len())?;
    place.copy_from_slice(changed.as_bytes());
    Some(changed.len())
}

fn change(text: &str, tags: &[Range<usize>], draw: &mut Draw) -> Option<String> {
    let tag = draw.one(tags)?.clone();
    let replaced = |range: Range<usize>, with: &str| {
        let mut changed = text.to_owned();
        changed.replace_range(range, with);
        Some(changed)
    };
    let values = || values(&text[tag.clone()], tag.start);
    match draw.below(9) {
        0 => replaced(draw.one(&values())?.clone(), draw.one(&VALUES)?),
        1 | 2 => {
            // Most faults are about names that meet each other.
            let others: Vec<Range<usize>> = tags
                .iter()
                .flat_map(|tag| self::values(&text[tag.clone()], tag.start))
                .collect();
            let other = &text[draw.one(&others)?.clone()];
            replaced(draw.one(&values())?.clone(), other)
        }
        3 => {
            let value = draw.one(&values())?.clone();
            let other = match draw.below(3) {
                0 => text[value.clone()].to_lowercase(),
                1 => text[value.clone()].to_uppercase(),
                _ => format!("{}{}", &text[value.clone()], draw.one(&VALUES)?),
            };
            replaced(value, &other)
        }
        4 => {
            let end = tag.end
                - if text[tag.clone()].ends_with("/>") {
                    2
                } else {
                    1
                };
            replaced(end..end, draw.one(&ATTRIBUTES)?)
        }
        5 => {
            let value = draw.one(&values())?.clone();
            let start = text[..value.start].rfind(' ')?;
            replaced(start..value.end + 1, "")
        }
        6 => replaced(element(text, tags, &tag)?, ""),
        7 => {
            let element = element(text, tags, &tag)?;
            replaced(element.end..element.end, &text[element.clone()])
        }
        _ => {
            let element = element(text, tags, &tag)?;
            let after = draw.one(tags)?.end;
            replaced(after..after, &text[element])
        }
    }
}

/// Where the tags stand, with their brackets.
fn tags(text: &str) -> Vec<Range<usize>> {
    let mut tags = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find('<').map(|start| at + start) {
        let Some(end) = text[start..].find('>').map(|end| start + end + 1) else {
            break;
        };
        tags.push(start..end);
        at = end;
    }
    tags
}

/// Where the values of attributes stand, without their quotes.
fn values(tag: &str, start: usize) -> Vec<Range<usize>> {
    let mut quotes = tag.match_indices('"').map(|(at, _)| start + at);
    let mut values = Vec::new();
    while let (Some(open), Some(close)) = (quotes.next(), quotes.next()) {
        values.push(open + 1..close);
    }
    values
}

/// The element that a tag begins, to its end.
fn element(text: &str, tags: &[Range<usize>], tag: &Range<usize>) -> Option<Range<usize>> {
    let first = tags.iter().position(|known| known == tag)?;
    let mut depth = 0_usize;
    for next in &tags[first..] {
        let inner = &text[next.clone()];
        if inner.starts_with("</") {
            depth = depth.checked_sub(1)?;
        } else if !inner.ends_with("/>") && !inner.starts_with("<?") && !inner.starts_with("<!") {
            depth += 1;
        }
        if depth == 0 {
            return Some(tag.start..next.end);
        }
    }
    None
}

/// Numbers that follow from a seed (xorshift).
struct Draw(u64);

impl Draw {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 11).unwrap_or_default() % most
    }

    fn one<'a, T>(&mut self, all: &'a [T]) -> Option<&'a T> {
        (!all.is_empty()).then(|| &all[self.below(all.len())])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_stays_one_and_changes() {
        let text = "<A N=\"x\"><B N=\"y\" M=\"z\"/><C>c</C></A>";
        let mut seen = std::collections::BTreeSet::new();
        for seed in 0..500 {
            let mut data = [0; 200];
            data[..text.len()].copy_from_slice(text.as_bytes());
            let Some(size) = mutate(&mut data, text.len(), seed) else {
                continue;
            };
            let changed = std::str::from_utf8(&data[..size]).unwrap();
            assert_eq!(changed.matches('<').count(), changed.matches('>').count());
            seen.insert(changed.to_owned());
        }
        assert!(seen.len() > 50, "{}", seen.len());
        assert!(seen.iter().any(|changed| !changed.contains("<B")));
        assert!(
            seen.iter()
                .any(|changed| changed.matches("<C>").count() == 2)
        );
        assert!(seen.iter().any(|changed| changed.contains("N=\"z\"")));
    }

    #[test]
    fn what_is_no_document_or_has_no_room_is_left_to_others() {
        for seed in 0..100 {
            assert_eq!(mutate(&mut [b'a'; 20], 10, seed), None);
            let mut full = *b"<A N=\"x\"/>";
            let size = mutate(&mut full, 10, seed);
            assert!(size.is_none_or(|size| size <= 10));
        }
    }
}
