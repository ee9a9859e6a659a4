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
use crate::cli::options::Format;

/// Which changes are looked at, which are accepted, and which make the command fail.
#[derive(Debug, Args)]
pub(super) struct Gate {
    /// End with 3 where a change is at least this bad and not accepted.
    #[arg(long, value_name = "LEVEL")]
    fail_on: Option<FailOn>,
    /// Whose level `--fail-on` looks at.
    #[arg(long = "for", value_name = "WHOM", default_value = "both")]
    audience: Audience,
    /// Leave out changes of other elements: `Namespace.Type`, `Type/Property`, `*/Name`. Whatever belongs
    /// to an element goes with it; may be given several times.
    #[arg(long, value_name = "PATH")]
    only: Vec<String>,
    /// Changes that are accepted: `[[ignore]]` with `fingerprint`, `rule`, `path`, `reason`, `until`.
    #[arg(long, value_name = "FILE")]
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

/// What was done to the facts, for the end of the report.
pub(super) struct Sifted {
    left_out: usize,
    report: Report,
}

impl Gate {
    /// Marks what is accepted and takes away what is not asked for. Acceptances are held against all facts,
    /// so that one is not called idle for what `--only` leaves out.
    pub(super) fn sift(&self, facts: &mut Vec<Judged>, levels: Levels) -> Result<Sifted, Error> {
        let report = Report {
            levels,
            ..self.accept(facts)?
        };
        let patterns: Vec<Pattern> = self.only.iter().map(|text| Pattern::new(&**text)).collect();
        let all = facts.len();
        if !patterns.is_empty() {
            facts.retain(|fact| patterns.iter().any(|pattern| pattern.covers(&fact.change)));
        }
        Ok(Sifted {
            left_out: all - facts.len(),
            report,
        })
    }

    fn accept(&self, facts: &mut [Judged]) -> Result<Report, Error> {
        let Some(path) = &self.ignore else {
            return Ok(Report::default());
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
        let is_over = |entry: &&Ignore| entry.until.is_some_and(|last| last < today);
        let (over, held): (Vec<&Ignore>, Vec<&Ignore>) = entries.iter().partition(is_over);
        let acceptances: Vec<Acceptance> = held.iter().map(|entry| acceptance(entry)).collect();
        let used = accept(facts, &acceptances);
        let mut diagnostics = Diagnostics::default();
        over.into_iter()
            .for_each(|entry| diagnostics.push(expired(entry)));
        let idle = held.into_iter().zip(used).filter(|(_, used)| !used);
        idle.for_each(|(entry, _)| diagnostics.push(unused(entry)));
        diagnostics.sort();
        Ok(Report {
            diagnostics,
            sources,
            levels: Levels::default(),
        })
    }

    /// Says what is not in the report, and whether the command fails.
    pub(super) fn finish(
        &self,
        facts: &[Judged],
        sifted: Sifted,
        format: Format,
        console: &Console,
    ) -> Result<Outcome, Error> {
        if sifted.left_out > 0 {
            let line = format!(
                "{} left out by `--only`\n",
                counted(sifted.left_out, "change")
            );
            match format {
                Format::Text => console.print(&line)?,
                // a document for programs is to stay one
                Format::Json => console.warn(&line),
            }
        }
        if sifted.report.diagnostics.any_denied(&sifted.report.levels) {
            return Err(Error::Settings(Box::new(sifted.report)));
        }
        console.show(&sifted.report);
        let Some(fail_on) = self.fail_on else {
            return Ok(Outcome::Done);
        };
        let level = |fact: &Judged| match self.audience {
            Audience::Wire => fact.rule.wire,
            Audience::Rust => fact.rule.rust,
            Audience::Both => fact.level(),
        };
        let counts = |fact: &&Judged| fact.accepted.is_none() && level(fact) >= fail_on.level();
        let bad = facts.iter().filter(counts).count();
        if bad == 0 {
            return Ok(Outcome::Done);
        }
        console.warn(&format!(
            "{} {}\n",
            counted(bad, "change"),
            fail_on.verdict(bad)
        ));
        console.warn(&format!("help: {}\n", self.help()));
        Ok(Outcome::Found)
    }

    fn help(&self) -> String {
        match &self.ignore {
            Some(path) => format!("mend them, or accept them in `{}`", files::shown(path)),
            None => "mend them, or accept them with `--ignore FILE`".to_owned(),
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
