//! Turns a guide into what people read; requests of one address stand in one line.

mod markdown;
mod text;

use super::{Counts, Fate, Part, Request, TypeNames};

pub use markdown::markdown;
pub use text::text;

/// Requests of one address that have gone the same way.
struct Line<'g> {
    first: &'g Request,
    methods: Vec<&'static str>,
    old_calls: Vec<&'g str>,
    new_calls: Vec<&'g str>,
}

/// The requests of a part, those of one address together.
fn lines(part: &Part) -> Vec<Line<'_>> {
    let mut lines: Vec<Line<'_>> = Vec::new();
    for request in &part.requests {
        let belongs = |line: &&mut Line<'_>| {
            let first = line.first;
            first.method.is_some()
                && request.method.is_some()
                && (first.fate, &first.old_url, &first.new_url)
                    == (request.fate, &request.old_url, &request.new_url)
                && owner(&first.old_rust) == owner(&request.old_rust)
        };
        let method = request.method;
        let new_call = request.new_rust.as_deref();
        match lines.last_mut().filter(belongs) {
            Some(line) => {
                line.methods.extend(method);
                line.old_calls.push(&request.old_rust);
                line.new_calls.extend(new_call);
            }
            None => lines.push(Line {
                first: request,
                methods: method.into_iter().collect(),
                old_calls: vec![&request.old_rust],
                new_calls: new_call.into_iter().collect(),
            }),
        }
    }
    lines
}

impl Line<'_> {
    fn old_request(&self) -> String {
        asked(&self.methods, &self.first.old_url)
    }

    /// The new address; it has the methods that the old one has.
    fn new_request(&self) -> Option<String> {
        let url = self.first.new_url.as_deref()?;
        Some(asked(&self.methods, url))
    }

    fn old_rust(&self) -> String {
        together(&self.old_calls)
    }

    fn new_rust(&self) -> Option<String> {
        (!self.new_calls.is_empty()).then(|| together(&self.new_calls))
    }
}

fn asked(methods: &[&str], url: &str) -> String {
    match methods {
        [] => url.to_owned(),
        methods => format!("{} {url}", methods.join(", ")),
    }
}

/// A call without the last function in it.
fn owner(rust: &str) -> &str {
    rust.rsplit_once('.').map_or(rust, |(owner, _)| owner)
}

/// Several calls of one owner, written as imports are.
fn together(calls: &[&str]) -> String {
    let [first, _, ..] = calls else {
        return calls.concat();
    };
    let functions = calls
        .iter()
        .filter_map(|call| Some(call.rsplit_once('.')?.1));
    let functions: Vec<&str> = functions.collect();
    format!("{}.{{{}}}", owner(first), functions.join(", "))
}

/// Fates with a number above none, in words.
fn summary(counts: Counts) -> String {
    let parts = [
        (counts.kept, "the same but for capitals"),
        (counts.renamed, "with another name"),
        (counts.changed, "with other types or parameters"),
        (counts.moved, "elsewhere"),
        (counts.gone, "gone"),
    ];
    let parts = parts.iter().filter(|(count, _)| *count > 0);
    let parts: Vec<String> = parts
        .map(|(count, words)| format!("{count} {words}"))
        .collect();
    match &*parts {
        [] => "none".to_owned(),
        parts => parts.join(", "),
    }
}

impl Part {
    /// How many requests there are of each fate.
    fn request_counts(&self) -> Counts {
        Counts::of(self.requests.iter().map(|request| request.fate))
    }

    /// How many members there are of each fate.
    fn member_counts(&self) -> Counts {
        Counts::of(self.members.iter().map(|member| member.fate))
    }
}

impl TypeNames {
    fn old_name(&self) -> &str {
        simple(&self.old)
    }

    fn new_name(&self) -> Option<&str> {
        self.new.as_deref().map(simple)
    }
}

fn simple(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}

impl Fate {
    /// How a line about it is marked.
    fn sign(self) -> char {
        match self {
            Self::Kept => '=',
            Self::Renamed => '→',
            Self::Changed => '~',
            Self::Moved => '»',
            Self::Gone => '-',
        }
    }
}
