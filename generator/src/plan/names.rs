//! Turns wire names into Rust names: cleaned, cased, kept apart, and held to what the lock pins.

mod reserved;

use std::collections::{BTreeMap, HashMap, HashSet};

use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};
use unicode_normalization::UnicodeNormalization;

use crate::diagnostics::rules::semantic;
use crate::diagnostics::{Diagnostic, Diagnostics, Span};
use crate::lock::Lock;
use reserved::{KEYWORDS, NEVER_MODULES};
pub(super) use reserved::{
    RESERVED_ACCESSORS, RESERVED_FUNCTIONS, RESERVED_MODULES, RESERVED_PARAMETERS, RESERVED_TYPES,
};

/// File systems allow 255 bytes in a name; an ending, a number and what a writer adds must fit too.
const LONGEST_MODULE: usize = 120;

/// How the words of a name are joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    /// `MailFolder`: types and variants.
    Camel,
    /// `mail_folder`: fields, functions and parameters.
    Snake,
    /// `MAIL_FOLDER`: constants.
    Shouty,
    /// `mail_folder` in ASCII alone: modules, whose files must be found on any file system.
    Module,
}

/// A name that is wanted: what it is for, and the words it is made of.
#[derive(Clone, Debug)]
pub(super) struct Wanted<'a> {
    /// What the lock knows it by, unique in its scope.
    pub(super) key: String,
    /// The words, mostly the wire name itself.
    pub(super) words: &'a str,
    /// What to add where the plain name is taken: `type`, `action`, `navigation`.
    pub(super) kind: &'static str,
    /// Where the name is declared, for those who must be told that it is taken.
    pub(super) span: Option<Span>,
}

impl<'a> Wanted<'a> {
    /// A name for something that stands at no one place.
    pub(super) fn new(key: &str, words: &'a str, kind: &'static str) -> Self {
        Self {
            key: key.to_owned(),
            words,
            kind,
            span: None,
        }
    }
}

/// Gives names out, one scope at a time, and remembers them for the next run.
pub(super) struct Namer<'a> {
    version: &'a str,
    pinned: Option<&'a BTreeMap<String, BTreeMap<String, String>>>,
    lock: &'a mut Lock,
    diagnostics: &'a mut Diagnostics,
    /// Some name holds a character beyond ASCII.
    pub(super) non_ascii: bool,
}

impl<'a> Namer<'a> {
    /// Names for one version: those in `before` stay, all go into `lock`.
    pub(super) fn new(
        version: &'a str,
        before: &'a Lock,
        lock: &'a mut Lock,
        diagnostics: &'a mut Diagnostics,
    ) -> Self {
        Self {
            version,
            pinned: before.pins.get(version),
            lock,
            diagnostics,
            non_ascii: false,
        }
    }

    /// Names everything in one scope, in the order of `wanted`.
    ///
    /// Pinned names come first, whatever the order; then each gets the plain name, the name with
    /// its kind, or the name with a number, whichever is the first that nobody has. So a name that
    /// was given once is never taken away by a declaration that comes later, or earlier in the file.
    pub(super) fn assign(
        &mut self,
        scope: &str,
        case: Case,
        is_reserved: impl Fn(&str) -> bool,
        wanted: &[Wanted<'_>],
    ) -> Vec<Box<str>> {
        let pins = self.pinned.and_then(|scopes| scopes.get(scope));
        let never = if case == Case::Module {
            NEVER_MODULES
        } else {
            &[]
        };
        let is_reserved = |name: &str| never.contains(&name) || is_reserved(name);
        let mut taken = Taken::new(is_reserved);
        let held = self.hold(scope, case, pins, wanted, &mut taken);
        let pinned: HashSet<&str> = pins
            .into_iter()
            .flatten()
            .map(|(_, name)| &**name)
            .collect();
        let mut names = Vec::with_capacity(wanted.len());
        let mut given = BTreeMap::new();
        for (wanted, held) in wanted.iter().zip(held) {
            let name = held.unwrap_or_else(|| {
                let plain = convert(wanted.words, case);
                let name = taken.give(&plain, wanted.kind, case);
                if name != plain && pinned.contains(&*plain) {
                    self.report_pinned(scope, wanted, &plain, &name);
                }
                name
            });
            self.non_ascii |= !name.is_ascii();
            names.push(escape(&name).into_boxed_str());
            given.insert(wanted.key.clone(), name);
        }
        self.record(scope, given);
        names
    }

    /// The pinned name of each, where it has one that nobody else holds.
    fn hold(
        &mut self,
        scope: &str,
        case: Case,
        pins: Option<&BTreeMap<String, String>>,
        wanted: &[Wanted<'_>],
        taken: &mut Taken<impl Fn(&str) -> bool>,
    ) -> Vec<Option<String>> {
        let mut held = Vec::with_capacity(wanted.len());
        for wanted in wanted {
            let name = pins.and_then(|pins| pins.get(&wanted.key));
            let name = name.filter(|name| is_usable(name, case)).cloned();
            let name = name.filter(|name| {
                let is_free = taken.take(name);
                if !is_free && !taken.is_reserved(name) {
                    self.report_clash(scope, wanted);
                }
                is_free
            });
            held.push(name);
        }
        held
    }

    fn record(&mut self, scope: &str, given: BTreeMap<String, String>) {
        if given.is_empty() {
            return;
        }
        let scopes = self.lock.pins.entry(self.version.to_owned()).or_default();
        match scopes.get_mut(scope) {
            Some(names) => names.extend(given),
            None => {
                scopes.insert(scope.to_owned(), given);
            }
        }
    }

    fn report_clash(&mut self, scope: &str, wanted: &Wanted<'_>) {
        let message = format!(
            "the lock file pins the Rust name of `{}` in `{scope}` to another element too",
            wanted.key
        );
        self.diagnostics
            .push(Diagnostic::new(&semantic::PIN_CLASH, message).with_help(
                "remove one of the two lines from the lock file; its element is given another name",
            ));
    }

    fn report_pinned(&mut self, scope: &str, wanted: &Wanted<'_>, plain: &str, name: &str) {
        let message = format!(
            "`{}` is called `{name}` in Rust, because `{plain}` is pinned to something else in `{scope}`",
            wanted.key
        );
        let diagnostic = match wanted.span {
            Some(span) => Diagnostic::at(
                &semantic::NAME_PINNED,
                span,
                message,
                "would have taken a name that is in use",
            ),
            None => Diagnostic::new(&semantic::NAME_PINNED, message),
        };
        self.diagnostics.push(diagnostic.with_help("existing names stay as they are; edit `odata-bindgen.lock` to give this one another name"));
    }
}

/// Names that only live inside one function or beside each other: converted and kept apart, not pinned.
pub(super) fn local_names<'w>(
    words: impl Iterator<Item = &'w str>,
    case: Case,
    reserved: &[&str],
    kind: &str,
) -> Vec<Box<str>> {
    let mut taken = Taken::new(among(reserved));
    words
        .map(|words| escape(&taken.give(&convert(words, case), kind, case)).into())
        .collect()
}

/// Whether a name is one of a few.
pub(super) fn among(names: &[&str]) -> impl Fn(&str) -> bool {
    move |name| names.contains(&name)
}

/// The names of a scope that nobody can have any more.
struct Taken<R> {
    is_reserved: R,
    names: HashSet<String>,
    /// The last number that was tried with a name, so that many of one name do not try them all.
    numbers: HashMap<String, u32>,
}

impl<R: Fn(&str) -> bool> Taken<R> {
    fn new(is_reserved: R) -> Self {
        Self {
            is_reserved,
            names: HashSet::new(),
            numbers: HashMap::new(),
        }
    }

    fn is_reserved(&self, name: &str) -> bool {
        (self.is_reserved)(name)
    }

    /// Takes a name; whether it was free.
    fn take(&mut self, name: &str) -> bool {
        !self.is_reserved(name) && self.names.insert(name.to_owned())
    }

    /// Takes the plain name where it is free, or else the first variation of it that is.
    fn give(&mut self, plain: &str, kind: &str, case: Case) -> String {
        if self.take(plain) {
            return plain.to_owned();
        }
        let with_kind = join(plain, kind, case);
        if !kind.is_empty() && self.take(&with_kind) {
            return with_kind;
        }
        let mut number = self.numbers.get(plain).copied().unwrap_or(1);
        loop {
            number += 1;
            let name = join(plain, &number.to_string(), case);
            if self.take(&name) {
                self.numbers.insert(plain.to_owned(), number);
                return name;
            }
        }
    }
}

fn join(plain: &str, suffix: &str, case: Case) -> String {
    match case {
        Case::Camel => format!("{plain}{}", suffix.to_upper_camel_case()),
        Case::Snake | Case::Module => format!("{plain}_{suffix}"),
        Case::Shouty => format!("{plain}_{}", suffix.to_shouty_snake_case()),
    }
}

/// A wire name in the given case, made of characters that a Rust identifier may have.
pub(super) fn convert(words: &str, case: Case) -> String {
    let clean: String = words
        .nfc()
        .map(|c| {
            if unicode_ident::is_xid_continue(c) {
                c
            } else {
                '_'
            }
        })
        .collect();
    let mut name = match case {
        Case::Camel => of_one_case(&clean.to_upper_camel_case(), case),
        Case::Snake => of_one_case(&clean.to_snake_case(), case),
        Case::Shouty => of_one_case(&clean.to_shouty_snake_case(), case),
        Case::Module => shorten(ascii(&clean.to_snake_case())),
    };
    // changing case may decompose a character; two spellings of one name must not both survive
    name = name.nfc().collect();
    match name.chars().next() {
        None => convert("unnamed", case),
        Some(first) if !unicode_ident::is_xid_start(first) => format!("_{name}"),
        Some(_) => name,
    }
}

/// Letters that have no other case, such as `ª` and `𝒳`, where the compiler wants that: what they stand for (Unicode
/// NFKC), or else their number.
pub(super) fn of_one_case(name: &str, case: Case) -> String {
    let is_wrong = |at: usize, c: char| match case {
        Case::Camel => at == 0 && c.is_lowercase(),
        Case::Snake => c.is_uppercase(),
        Case::Shouty => c.is_lowercase(),
        Case::Module => false,
    };
    let mut out = String::with_capacity(name.len());
    for (at, c) in name.chars().enumerate() {
        if c.is_ascii() || !is_wrong(at, c) {
            out.push(c);
            continue;
        }
        let number = || format!("u{:04x}", u32::from(c));
        let plain: String = std::iter::once(c).nfkc().collect();
        let is_settled = |text: &str| {
            let mut characters = text.chars().enumerate();
            characters.all(|(next, c)| !is_wrong(at + next, c) && unicode_ident::is_xid_continue(c))
        };
        let settle = |text: String| match case {
            Case::Snake | Case::Module => text.to_lowercase(),
            Case::Camel | Case::Shouty => text.to_uppercase(),
        };
        let plain = Some(settle(plain)).filter(|text| is_settled(text));
        out.push_str(&plain.unwrap_or_else(|| settle(number())));
    }
    out
}

/// Every character beyond ASCII by its number, so that a module's file has the same name everywhere.
fn ascii(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in name.chars() {
        match c.is_ascii() {
            true => out.push(c),
            false => out.push_str(&format!("u{:04x}", u32::from(c))),
        }
    }
    out
}

/// The beginning of a name that would make too long a file name.
fn shorten(mut name: String) -> String {
    name.truncate(LONGEST_MODULE);
    name
}

/// Whether a name from the lock can be printed as it stands.
fn is_usable(name: &str, case: Case) -> bool {
    let mut characters = name.chars();
    let starts_well = characters
        .next()
        .is_some_and(|first| first == '_' || unicode_ident::is_xid_start(first));
    let ascii_enough = case != Case::Module || name.is_ascii();
    starts_well && ascii_enough && characters.all(unicode_ident::is_xid_continue) && name != "_"
}

/// A name that may be printed where an identifier stands: keywords become raw or get an underscore.
pub(super) fn escape(name: &str) -> String {
    match name {
        // these four cannot be raw
        "self" | "Self" | "super" | "crate" => format!("{name}_"),
        _ if KEYWORDS.contains(&name) => format!("r#{name}"),
        _ => name.to_owned(),
    }
}

#[cfg(test)]
mod tests;
