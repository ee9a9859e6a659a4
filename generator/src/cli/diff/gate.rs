//! Turns judged facts into those that count, and what the process ends with.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use odata_bindgen::config::{Ignore, Ignores, parse_day, today};
use odata_bindgen::diagnostics::rules::settings::{EXPIRED_ACCEPTANCE, IDLE_ACCEPTANCE};
use odata_bindgen::diagnostics::{Diagnostic, Diagnostics, Levels};
use odata_bindgen::diff::rules::{self, Level};
use odata_bindgen::diff::{Acceptance, Fingerprint, Judged, Pattern, accept};
use odata_bindgen::error::{Error, Report};
use odata_bindgen::files;

use crate::cli::Outcome;
use crate::cli::console::{Console, counted};

/// What shows no judged changes, so that nothing in it could be left out, accepted or counted.
const TABLES: [&str; 3] = ["matrix", "migration", "map"];

/// Which changes are looked at, which are accepted, and which make the command fail.
#[derive(Debug, Args)]
pub(super) struct Gate {
    /// End with 3 where a change is at least this bad and not accepted.
    #[arg(long, value_name = "LEVEL", conflicts_with_all = TABLES)]
    fail_on: Option<FailOn>,
    /// Whose level `--fail-on` looks at.
    #[arg(long = "for", value_name = "WHOM", default_value = "both")]
    audience: Audience,
    /// Leave out changes of other elements: `Namespace.Type`, `Type/Property`, `*/Name`. Whatever belongs
    /// to an element goes with it; may be given several times.
    #[arg(long, value_name = "PATH", conflicts_with_all = TABLES)]
    only: Vec<String>,
    /// Changes that are accepted: `[[ignore]]` with `fingerprint`, `rule`, `path`, `reason`, `until`.
    #[arg(long, value_name = "FILE", conflicts_with_all = TABLES)]
    ignore: Option<PathBuf>,
    /// The day on which this is run, such as `2027-03-31`.
    #[arg(long, value_name = "DATE", hide = true)]
    today: Option<String>,
}

/// The mildest level that makes the command fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FailOn {
    /// What there was does not work any more.
    Breaking,
    /// It may fail, or mean something else.
    Risky,
    /// Any change at all.
    Any,
}

/// Those for whom a change has a level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Audience {
    /// Those who send requests and read answers, in whatever language.
    Wire,
    /// Those who call the generated Rust code.
    Rust,
    /// The worse of the two.
    Both,
}

/// Which facts count, over one comparison or several in a row.
pub(super) struct Sieve<'g> {
    gate: &'g Gate,
    patterns: Vec<Pattern>,
    /// What is accepted, each with whether some fact was.
    held: Vec<(Ignore, Acceptance, bool)>,
    expired: Vec<Ignore>,
    report: Report,
    left_out: usize,
    bad: usize,
}

impl Gate {
    /// Reads what is accepted.
    pub(super) fn sieve(&self, levels: Levels) -> Result<Sieve<'_>, Error> {
        let mut sieve = Sieve {
            gate: self,
            patterns: self.only.iter().map(|text| Pattern::new(&**text)).collect(),
            held: Vec::new(),
            expired: Vec::new(),
            report: Report {
                levels,
                ..Report::default()
            },
            left_out: 0,
            bad: 0,
        };
        let Some(path) = &self.ignore else {
            return Ok(sieve);
        };
        let today = match &self.today {
            None => today(),
            Some(text) => parse_day(text).ok_or_else(|| Error::Usage {
                message: format!("`{text}` is no day"),
                help: Some("write it as `2027-03-31`".to_owned()),
            })?,
        };
        let ids: Vec<&'static str> = rules::all().map(|rule| rule.id).collect();
        let Ignores { entries, sources } = Ignores::load(path, &ids)?;
        sieve.report.sources = sources;
        for entry in entries {
            if entry.until.is_some_and(|last| last < today) {
                sieve.expired.push(entry);
            } else {
                let acceptance = acceptance(&entry);
                sieve.held.push((entry, acceptance, false));
            }
        }
        Ok(sieve)
    }

    fn help(&self) -> String {
        match &self.ignore {
            Some(path) => format!("mend them, or accept them in `{}`", files::shown(path)),
            None => "mend them, or accept them with `--ignore FILE`".to_owned(),
        }
    }
}

impl Sieve<'_> {
    /// Marks what is accepted and takes away what is not asked for. Acceptances are held against all facts,
    /// so that one is not called idle for what `--only` leaves out.
    pub(super) fn sift(&mut self, facts: &mut Vec<Judged>) {
        let acceptances: Vec<Acceptance> =
            self.held.iter().map(|(_, held, _)| held.clone()).collect();
        let used = accept(facts, &acceptances);
        for ((_, _, was), is) in self.held.iter_mut().zip(used) {
            *was |= is;
        }
        let all = facts.len();
        if !self.patterns.is_empty() {
            let covers = |fact: &Judged| self.patterns.iter().any(|only| only.covers(&fact.change));
            facts.retain(covers);
        }
        self.left_out += all - facts.len();
        if let Some(fail_on) = self.gate.fail_on {
            let counts = |fact: &&Judged| {
                fact.accepted.is_none() && self.gate.audience.level(fact) >= fail_on.level()
            };
            self.bad += facts.iter().filter(counts).count();
        }
    }

    /// How many facts are not in the report, where there are such.
    pub(super) fn left_out(&self) -> Option<String> {
        let left_out = counted(self.left_out, "change");
        (self.left_out > 0).then(|| format!("{left_out} left out by `--only`\n"))
    }

    /// Says which acceptances do nothing, and whether the command fails.
    pub(super) fn finish(mut self, console: &Console) -> Result<Outcome, Error> {
        let idle = self.held.iter().filter(|(_, _, used)| !used);
        let findings = self.expired.iter().map(expired);
        let findings = findings.chain(idle.map(|(entry, ..)| unused(entry)));
        let mut diagnostics = Diagnostics::default();
        findings.for_each(|finding| diagnostics.push(finding));
        diagnostics.sort();
        self.report.diagnostics = diagnostics;
        if self.report.diagnostics.any_denied(&self.report.levels) {
            return Err(Error::Settings(Box::new(self.report)));
        }
        console.show(&self.report);
        match self.gate.fail_on {
            Some(fail_on) if self.bad > 0 => {
                let (bad, verdict) = (counted(self.bad, "change"), fail_on.verdict(self.bad));
                console.warn(&format!("{bad} {verdict}\nhelp: {}\n", self.gate.help()));
                Ok(Outcome::Found)
            }
            _ => Ok(Outcome::Done),
        }
    }
}

impl Audience {
    fn level(self, fact: &Judged) -> Level {
        match self {
            Self::Wire => fact.rule.wire,
            Self::Rust => fact.rule.rust,
            Self::Both => fact.level(),
        }
    }
}

impl FailOn {
    fn level(self) -> Level {
        match self {
            Self::Breaking => Level::Breaking,
            Self::Risky => Level::Risky,
            Self::Any => Level::Docs,
        }
    }

    /// The end of a sentence about so many changes.
    fn verdict(self, changes: usize) -> &'static str {
        match (self, changes) {
            (Self::Breaking, 1) => "is breaking",
            (Self::Breaking, _) => "are breaking",
            (Self::Risky, 1) => "is risky or worse",
            (Self::Risky, _) => "are risky or worse",
            (Self::Any, 1) => "was found",
            (Self::Any, _) => "were found",
        }
    }
}

fn acceptance(entry: &Ignore) -> Acceptance {
    Acceptance {
        fingerprint: entry.fingerprint.as_deref().and_then(Fingerprint::parse),
        rule: entry.rule,
        path: entry.path.as_deref().map(Pattern::new),
        reason: entry.reason.as_str().into(),
    }
}

fn expired(entry: &Ignore) -> Diagnostic {
    let until = entry.until.map(|day| day.to_string()).unwrap_or_default();
    let message = format!("this entry accepts nothing since {until} is over");
    let help = "look at the changes again; then remove the entry, or set another day";
    Diagnostic::at(&EXPIRED_ACCEPTANCE, entry.span, message, "expired").with_help(help)
}

fn unused(entry: &Ignore) -> Diagnostic {
    let message = "this entry accepts nothing: no change is like it";
    let help = "remove it, or compare it with what `diff` reports";
    Diagnostic::at(&IDLE_ACCEPTANCE, entry.span, message, "covers no change").with_help(help)
}
