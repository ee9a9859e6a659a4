//! Turns the lock file into the Rust names that are pinned to wire names, and back.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use crate::diagnostics::rules::settings::LOCK_SYNTAX;
use crate::diagnostics::{Diagnostic, Diagnostics, SourceId, Sources, Span, is_disturbing};
use crate::files::{self, FilesError};

/// The Rust name of every element that was ever generated, so that one which is added later cannot
/// take a name that callers already use.
///
/// As a file it has a line for each version and scope and an indented line for each pin under it,
/// all sorted:
/// ```text
/// v2_0 Microsoft.OutlookServices.Message
///   BccRecipients bcc_recipients
///   Type type_
/// ```
/// A change of one name is a change of one line, and version control shows the scope above it,
/// because it takes the last line that begins with a letter for the heading of a change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lock {
    /// Version, then scope (such as `types`, or the qualified name of a type), then wire name, to
    /// Rust name. A crate without versions has one with an empty name.
    pub pins: BTreeMap<String, BTreeMap<String, Scope>>,
}

/// The pins of one scope: wire name to Rust name.
pub type Scope = BTreeMap<String, String>;

const HEADER: &str = "\
# The Rust name of each element of the metadata, so that regeneration renames nothing.
# Written by odata-bindgen; keep it under version control.
";

/// What a merge leaves where both sides changed the same lines.
const MARKERS: [&str; 4] = ["<<<<<<<", "=======", ">>>>>>>", "|||||||"];

impl Lock {
    /// Reads a lock file; a missing one pins nothing. Lines that cannot be read go to `diagnostics`.
    ///
    /// # Errors
    /// When there is a file and it cannot be read.
    pub fn load(
        path: &Path,
        sources: &mut Sources,
        diagnostics: &mut Diagnostics,
    ) -> Result<Self, FilesError> {
        if !files::exists(path) {
            return Ok(Self::default());
        }
        let text = files::read(path)?;
        let source = sources.add(files::shown(path), text);
        Ok(Self::parse(source, sources, diagnostics))
    }

    /// Reads the text of a lock file. Every line that cannot be read goes to `diagnostics`.
    pub fn parse(source: SourceId, sources: &Sources, diagnostics: &mut Diagnostics) -> Self {
        let mut parser = Parser {
            source,
            diagnostics,
            scopes: Vec::new(),
            numbers: HashMap::new(),
            scope: None,
            conflict: false,
        };
        let mut offset = 0;
        for line in sources.get(source).text.split_inclusive('\n') {
            parser.line(line.trim_end_matches(['\n', '\r']), offset);
            offset += line.len();
        }
        parser.finish()
    }

    /// The Rust name that is pinned to a wire name.
    #[must_use]
    pub fn get(&self, version: &str, scope: &str, wire: &str) -> Option<&str> {
        let rust = self.scope(version, scope)?.get(wire)?;
        Some(rust)
    }

    /// All pins of a scope.
    #[must_use]
    pub fn scope(&self, version: &str, scope: &str) -> Option<&Scope> {
        self.pins.get(version)?.get(scope)
    }

    /// Pins a Rust name to a wire name, and gives the one that was pinned before.
    pub fn pin(
        &mut self,
        version: impl Into<String>,
        scope: impl Into<String>,
        wire: impl Into<String>,
        rust: impl Into<String>,
    ) -> Option<String> {
        let scopes = self.pins.entry(version.into()).or_default();
        let pins = scopes.entry(scope.into()).or_default();
        pins.insert(wire.into(), rust.into())
    }

    /// How many names are pinned.
    #[must_use]
    pub fn len(&self) -> usize {
        let scopes = self.pins.values().flat_map(BTreeMap::values);
        scopes.map(BTreeMap::len).sum()
    }

    /// Whether nothing is pinned.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The text of the file: the same pins give the same text. Scopes without pins are left out.
    #[must_use]
    pub fn render(&self) -> String {
        let mut text = HEADER.to_owned();
        for (version, scopes) in &self.pins {
            for (scope, pins) in scopes.iter().filter(|(_, pins)| !pins.is_empty()) {
                text.push_str(&format!("\n{} {}\n", word(version), word(scope)));
                for (wire, rust) in pins {
                    text.push_str(&format!("  {} {}\n", word(wire), word(rust)));
                }
            }
        }
        text
    }
}

/// Reads line by line.
struct Parser<'d> {
    source: SourceId,
    diagnostics: &'d mut Diagnostics,
    /// Each scope once, though a merge can leave it in two places.
    scopes: Vec<Open>,
    /// The place of each version and scope in that list.
    numbers: HashMap<(String, String), usize>,
    /// The scope that the indented lines belong to.
    scope: Option<usize>,
    /// Whether a marker of a merge was met.
    conflict: bool,
}

/// A scope that is being read: the Rust name of each wire name, and where that stands.
///
/// A pin costs one search in its own scope: a large service has tens of thousands of them, whose
/// versions and scopes would all have to be compared from their beginnings.
struct Open {
    version: String,
    scope: String,
    pins: BTreeMap<String, (String, Span)>,
}

impl Parser<'_> {
    fn line(&mut self, line: &str, offset: usize) {
        let text = line.trim();
        if text.is_empty() || line.starts_with('#') {
            return;
        }
        let start = offset + (line.len() - line.trim_start().len());
        let span = Span {
            source: self.source,
            start: u32::try_from(start).unwrap_or(u32::MAX),
            end: u32::try_from(start + text.len()).unwrap_or(u32::MAX),
        };
        if MARKERS.iter().any(|marker| line.starts_with(marker)) {
            self.report_marker(span);
            return;
        }
        let mut words = text.split_ascii_whitespace().map(unescape);
        match (words.next(), words.next(), words.next()) {
            (Some(Some(first)), Some(Some(second)), None) => {
                if line.starts_with([' ', '\t']) {
                    self.pin(first, second, span);
                } else {
                    self.open(first, second);
                }
            }
            _ => self.report(
                span,
                "this is not a line of a lock file",
                "expected two words",
                "a line without indentation is a version and a scope, an indented one a wire name and a Rust name",
            ),
        }
    }

    /// Goes on with a scope, which may have begun further above.
    fn open(&mut self, version: String, scope: String) {
        let next = self.scopes.len();
        let key = (version.clone(), scope.clone());
        let number = *self.numbers.entry(key).or_insert(next);
        if number == next {
            let pins = BTreeMap::new();
            self.scopes.push(Open {
                version,
                scope,
                pins,
            });
        }
        self.scope = Some(number);
    }

    /// All that was read; scopes without pins are none.
    fn finish(self) -> Lock {
        let mut lock = Lock::default();
        let filled = self.scopes.into_iter().filter(|open| !open.pins.is_empty());
        for Open {
            version,
            scope,
            pins,
        } in filled
        {
            let names = pins.into_iter().map(|(wire, (rust, _))| (wire, rust));
            let scopes = lock.pins.entry(version).or_default();
            scopes.insert(scope, names.collect());
        }
        lock
    }

    fn pin(&mut self, wire: String, rust: String, span: Span) {
        let Some(number) = self.scope else {
            self.report(
                span,
                "this pin belongs to no scope",
                "no line without indentation stands above it",
                "restore the line with the version and the scope from version control",
            );
            return;
        };
        let pins = &mut self.scopes[number].pins;
        if let Some((_, first)) = pins.get_mut(&wire) {
            let first = std::mem::replace(first, span);
            let finding = Diagnostic::at(
                &LOCK_SYNTAX,
                span,
                format!("`{wire}` is pinned twice in one scope"),
                "pinned again here",
            );
            self.diagnostics.push(
                finding
                    .with_related(first, "first pinned here")
                    .with_help("keep the line that is already released, and remove the other"),
            );
            return;
        }
        pins.insert(wire, (rust, span));
    }

    /// A conflict has three or four markers, and one finding.
    fn report_marker(&mut self, span: Span) {
        if !std::mem::replace(&mut self.conflict, true) {
            self.report(
                span,
                "a merge left a conflict in the lock file",
                "begins here",
                "keep the lines of both sides and remove the markers; where both sides pin the same wire name, keep the one that is already released",
            );
        }
    }

    fn report(&mut self, span: Span, message: &str, label: &str, help: &str) {
        let finding = Diagnostic::at(&LOCK_SYNTAX, span, message, label);
        self.diagnostics.push(finding.with_help(help));
    }
}

/// A name as one word: what would end a word or a line is escaped, and so is what would begin a
/// comment or a marker.
fn word(name: &str) -> String {
    if name.is_empty() {
        return "-".to_owned();
    }
    let mut word = String::with_capacity(name.len());
    for (at, character) in name.char_indices() {
        let leads = at == 0 && matches!(character, '-' | '#' | '<' | '=' | '>' | '|');
        let ends = character.is_whitespace() || is_disturbing(character);
        if leads || character == '\\' || ends {
            word.push_str(&format!("\\u{{{:x}}}", u32::from(character)));
        } else {
            word.push(character);
        }
    }
    word
}

/// The name that a word stands for.
fn unescape(word: &str) -> Option<String> {
    if word == "-" {
        return Some(String::new());
    }
    let mut name = String::with_capacity(word.len());
    let mut rest = word;
    while let Some((plain, escaped)) = rest.split_once('\\') {
        name.push_str(plain);
        let (code, after) = escaped.strip_prefix("u{")?.split_once('}')?;
        name.push(char::from_u32(u32::from_str_radix(code, 16).ok()?)?);
        rest = after;
    }
    name.push_str(rest);
    Some(name)
}

#[cfg(test)]
mod tests;
