//! Turns documents of all sizes into what generating from them costs, each in a process of its own.

pub mod synthetic;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use odata_bindgen::Generated;
use odata_bindgen::config::Config;
use odata_bindgen::diagnostics::Level;
use odata_bindgen::files::WriteOptions;

use crate::{cost, place};

/// Something to generate from.
#[derive(Clone, Debug)]
pub struct Case {
    /// What it is called in the table.
    pub name: String,
    /// The document that is asked for.
    pub document: PathBuf,
    /// What the addresses of the others begin with, and the folder that they are in.
    pub references: Option<(String, PathBuf)>,
}

/// The address that documents of Redfish refer to each other by, and their folder below all metadata.
pub const REDFISH: (&str, &str) = ("http://redfish.dmtf.org/schemas/", "redfish/csdl");

/// The cases at hand: real documents, or made ones of about the same sizes where there are none.
#[must_use]
pub fn cases() -> Vec<Case> {
    let outlook = Case::new("Outlook v2.0", place::root().join("metadata/v2.0.xml"));
    let Some(folder) = place::shared_metadata() else {
        let made = [100, 1_000, 4_000].map(Case::synthetic);
        return std::iter::once(outlook).chain(made).collect();
    };
    let trip_pin = folder.join("reference/trippin-odata-client.xml");
    let graph = folder.join("graph/graph-v1.0-clean-2026-08.xml");
    let root = folder.join("redfish/mockup-metadata-public-rackmount1.xml");
    let (address, schemas) = REDFISH;
    let redfish = Case {
        references: Some((address.to_owned(), folder.join(schemas))),
        ..Case::new("Redfish", root)
    };
    let cases = [
        Case::new("TripPin", trip_pin),
        outlook,
        Case::new("Graph v1.0", graph),
        redfish,
    ];
    let at_hand = cases.into_iter().filter(|case| case.document.is_file());
    at_hand.collect()
}

impl Case {
    fn new(name: &str, document: PathBuf) -> Self {
        Self {
            name: name.to_owned(),
            document,
            references: None,
        }
    }

    /// A document with so many types, written to where builds leave their files.
    #[must_use]
    pub fn synthetic(types: usize) -> Self {
        let path = folder().join(format!("synthetic-{types}.xml"));
        crate::scratch::write(&path, &synthetic::document(types));
        Self::new(&format!("{types} types"), path)
    }

    fn config(&self) -> Config {
        let out = folder()
            .join("out")
            .join(self.name.replace([' ', '.'], "-"));
        let mut config =
            Config::for_single(&self.document, &out, "scale").expect("a name of a crate");
        config.package.lock = out.with_extension("lock");
        if let Some((address, folder)) = &self.references {
            config.references.insert(address.clone(), folder.clone());
        }
        for rule in ["missing-document", "duplicate-operation", "unresolved-type"] {
            config
                .levels
                .set(rule, Level::Warn)
                .expect("a rule whose level may be set");
        }
        config
    }
}

fn folder() -> PathBuf {
    place::root().join("target/scale")
}

/// What one case costs.
#[derive(Clone, Copy, Debug, Default)]
pub struct Cost {
    /// Bytes of all documents.
    pub input: usize,
    /// Bytes of all generated files.
    pub output: usize,
    /// From the path to the files in memory, in microseconds: the shortest of several runs.
    pub generate: u64,
    /// The time of all processors together, in microseconds: the least of several runs; none where
    /// the system does not tell.
    pub processors: u64,
    /// From the files in memory to the folder on disk, in microseconds.
    pub write: u64,
    /// The most memory after the first run, in KiB.
    pub peak: u64,
    /// A bare scan of the input on one processor, in microseconds.
    pub scan: u64,
    /// Parsing and printing the output on one processor, in microseconds.
    pub print: u64,
}

impl Cost {
    /// The numbers, as one process tells them to another.
    #[must_use]
    pub fn to_line(self) -> String {
        let Self {
            input,
            output,
            generate,
            processors,
            write,
            peak,
            scan,
            print,
        } = self;
        format!("{input} {output} {generate} {processors} {write} {peak} {scan} {print}")
    }

    fn from_line(line: &str) -> Option<Self> {
        let numbers: Result<Vec<u64>, _> = line.split_whitespace().map(str::parse).collect();
        let &[
            input,
            output,
            generate,
            processors,
            write,
            peak,
            scan,
            print,
        ] = &*numbers.ok()?
        else {
            return None;
        };
        let (input, output) = (usize::try_from(input).ok()?, usize::try_from(output).ok()?);
        Some(Self {
            input,
            output,
            generate,
            processors,
            write,
            peak,
            scan,
            print,
        })
    }
}

/// Measures a case in a process of its own, so that the memory is its own.
///
/// # Panics
/// When the process cannot be started or does not do what it should.
#[must_use]
pub fn measure_apart(case: &Case) -> Cost {
    let binary = std::env::current_exe().expect("the path of this program");
    let mut command = Command::new(binary);
    command.arg("--measure").arg(&case.name).arg(&case.document);
    if let Some((address, folder)) = &case.references {
        command.arg(address).arg(folder);
    }
    let output = command.output().expect("this program can be started");
    let said = String::from_utf8_lossy(&output.stdout);
    let cost = Cost::from_line(&said);
    cost.unwrap_or_else(|| {
        panic!(
            "{}: {said}{}",
            case.name,
            String::from_utf8_lossy(&output.stderr)
        )
    })
}

/// The case that [`measure_apart`] names.
#[must_use]
pub fn named(arguments: &[String]) -> Option<Case> {
    let [name, document, references @ ..] = arguments else {
        return None;
    };
    let references = match references {
        [address, folder] => Some((address.clone(), PathBuf::from(folder))),
        _ => None,
    };
    Some(Case {
        references,
        ..Case::new(name, PathBuf::from(document))
    })
}

/// Measures a case in this process.
///
/// # Panics
/// When the documents of the case cannot be used.
#[must_use]
pub fn measure(case: &Case) -> Cost {
    let config = case.config();
    // the names that an earlier run left would be read, too
    let _ = std::fs::remove_file(config.lock());
    let mut cost = Cost::default();
    let (first, generated) = run(&config, &mut cost);
    // before anything else of this process needs memory
    cost.peak = cost::peak_memory().map_or(0, |mib| (mib * 1024.0) as u64);
    // a long run tells enough at once, and short ones are told apart by the shortest of many
    let more = (2_000 / first.as_millis().max(1)).min(9);
    for _ in 0..more {
        run(&config, &mut cost);
    }
    let texts: Vec<_> = generated
        .report
        .sources
        .iter()
        .map(|(_, source)| source)
        .collect();
    cost.input = texts.iter().map(|source| source.text.len()).sum();
    cost.output = generated.files.iter().map(|(_, text)| text.len()).sum();
    let scan = || {
        texts
            .iter()
            .map(|source| events(&source.text))
            .sum::<usize>()
    };
    cost.scan = shortest(more.max(1), scan);
    cost.print = shortest(more.max(1), || cost::print(&generated.files));
    cost.write = micros(write(&generated, &config));
    cost
}

/// The least time that a processor needs for something on one thread, in microseconds.
fn shortest<T>(runs: u128, mut run: impl FnMut() -> T) -> u64 {
    let time = |_| {
        let (start, before) = (Instant::now(), processors());
        let result = run();
        let used = processors().saturating_sub(before);
        drop(result);
        // where the system does not tell the time of processors, it is that of the clock
        micros(if used.is_zero() {
            start.elapsed()
        } else {
            used
        })
    };
    (0..runs).map(time).min().unwrap_or_default()
}

/// One run, whose times are kept where they are shorter than those before.
fn run(config: &Config, cost: &mut Cost) -> (Duration, Generated) {
    let (start, before) = (Instant::now(), processors());
    let generated = odata_bindgen::generate(config).expect("the documents can be used");
    let (time, used) = (start.elapsed(), processors().saturating_sub(before));
    let shorter = |known: u64, time: Duration| match known {
        0 => micros(time),
        known => known.min(micros(time)),
    };
    cost.generate = shorter(cost.generate, time);
    cost.processors = shorter(cost.processors, used);
    (time, generated)
}

fn write(generated: &Generated, config: &Config) -> Duration {
    let out = config.output();
    // what an earlier run left is not to make this one cheaper
    let _ = std::fs::remove_dir_all(&out);
    let start = Instant::now();
    let options = WriteOptions { force: true };
    generated
        .write(config, &options)
        .expect("the folder can be written");
    let time = start.elapsed();
    let _ = std::fs::remove_dir_all(&out);
    time
}

fn micros(time: Duration) -> u64 {
    u64::try_from(time.as_micros()).unwrap_or(u64::MAX)
}

/// How many events a reader of XML finds that does nothing with them.
fn events(text: &str) -> usize {
    let mut reader = quick_xml::Reader::from_str(text);
    let mut events = 0;
    while !matches!(
        reader.read_event(),
        Ok(quick_xml::events::Event::Eof) | Err(_)
    ) {
        events += 1;
    }
    events
}

/// The time that all threads of this process have had a processor, where the system tells.
fn processors() -> Duration {
    let threads = std::fs::read_dir(Path::new("/proc/self/task"));
    let time = |entry: std::fs::DirEntry| -> Option<u64> {
        let text = std::fs::read_to_string(entry.path().join("schedstat")).ok()?;
        text.split(' ').next()?.parse().ok()
    };
    let times = threads.into_iter().flatten().flatten().filter_map(time);
    Duration::from_nanos(times.sum())
}
