//! Random values of every structured type into Rust and back: nothing is lost, and nothing becomes something else.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use odata_bindgen::config::Config;
use odata_bindgen::model::{Model, NamedType};
use odata_bindgen::{Generated, generate};
use tests::fixtures::Fixture;
use tests::place;
use tests::random::program::{self, Case, Known, Outcome, Part};
use tests::random::tree::Tree;
use tests::random::values::{Maker, Value};
use tests::random::{Choices, cases, draw, models};
use tests::scratch::Scratch;

/// How many numbers a value is made of.
const NUMBERS: usize = 300;

/// Crates of random services that are read, too.
const SERVICES: u64 = 3;

/// Fixtures whose types have what those of Outlook have not.
const FIXTURES: [&str; 9] = [
    "abstract_base_of_abstract_base",
    "all_primitive_types",
    "complex_cycle_through_a_base",
    "deep_inheritance",
    "enum_flags_members",
    "nullable_collection_items",
    "open_type",
    "type_definition",
    "untyped_and_geography",
];

/// A crate with the models of its versions.
struct Crate {
    package: String,
    folder: PathBuf,
    features: Vec<String>,
    generated: Generated,
    models: Vec<Model>,
}

/// The crates: Outlook in all its versions, fixtures, and what random services become.
fn crates(folder: &Path) -> Vec<Crate> {
    let (outlook, _) =
        Config::load(&place::root().join("odata-bindgen.toml")).expect("it can be used");
    let features = outlook
        .versions
        .iter()
        .map(|version| version.name.clone())
        .collect();
    let mut crates = vec![Crate {
        package: "outlook-rest".to_owned(),
        folder: place::root().join("generated"),
        features,
        generated: generate(&outlook).expect("it can be generated"),
        models: odata_bindgen::models(&outlook)
            .expect("it can be read")
            .models,
    }];
    let mut scratch = Scratch::new(folder);
    let mut add = |package: String, config: Config| {
        let config = Scratch::with_runtime(config);
        let generated = generate(&config).expect("it can be generated");
        scratch.add(&package, &generated);
        crates.push(Crate {
            folder: folder.join(&package),
            package,
            features: Vec::new(),
            models: odata_bindgen::models(&config)
                .expect("it can be read")
                .models,
            generated,
        });
    };
    for name in FIXTURES {
        let path = Path::new("fixtures").join(format!("{name}.xml"));
        let fixture = Fixture {
            name: name.to_owned(),
            path,
        };
        add(
            name.replace('_', "-"),
            fixture.config().expect("it can be used"),
        );
    }
    for seed in 0..SERVICES {
        let service = draw::service(&mut Choices::of_seed(seed, 1500));
        let package = format!("random-{seed}");
        let (ending, text) = models::documents(&service).swap_remove(0);
        let path = folder.join(format!("{package}.{ending}"));
        std::fs::create_dir_all(folder)
            .and_then(|()| std::fs::write(&path, text))
            .expect("it can be written");
        let config = Config::for_single(&path, Path::new("out"), &package).expect("it can be used");
        add(package, config);
    }
    crates
}

#[test]
fn every_value_is_written_back_as_it_came() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("random-values");
    let crates = crates(&folder);
    let parts: Vec<Part<'_>> = crates
        .iter()
        .map(|it| Part {
            package: it.package.clone(),
            folder: it.folder.clone(),
            features: it.features.clone(),
            generated: &it.generated,
        })
        .collect();
    let known = program::known(&parts);
    assert_eq!(forgotten(&crates, &known), [""; 0]);
    let values = values(&crates, &known);
    let sent = values.iter().map(|(ty, value)| Case {
        ty: *ty,
        sent: value.sent.clone(),
    });
    let outcomes = program::run(&folder, &parts, &known, &sent.collect::<Vec<_>>());
    let wrong = values
        .iter()
        .zip(&outcomes)
        .filter_map(|((ty, value), outcome)| {
            let problem = problem(value, outcome)?;
            Some(format!(
                "{}: {problem}\n    sent {}\n    written {}",
                known[*ty].wire, value.sent, outcome.written
            ))
        });
    let wrong: Vec<String> = wrong.collect();
    let shown = wrong
        .iter()
        .take(12)
        .cloned()
        .collect::<Vec<_>>()
        .join("\n");
    assert!(
        wrong.is_empty(),
        "{} of {} values are wrong:\n{shown}",
        wrong.len(),
        values.len()
    );
    let patched = outcomes
        .iter()
        .filter(|outcome| outcome.patched.len() > 2)
        .count();
    println!(
        "{} values of {} types, {patched} of them as patches, too",
        values.len(),
        known.len()
    );
    assert!(patched * 2 > values.len(), "{patched} patches are too few");
}

/// The types with values that no struct stands for.
fn forgotten(crates: &[Crate], known: &[Known]) -> Vec<String> {
    let mut forgotten = Vec::new();
    for (part, it) in crates.iter().enumerate() {
        for (number, model) in it.models.iter().enumerate() {
            let concrete = model.structured_types.iter().filter(|ty| !ty.is_abstract);
            let names = concrete.map(|ty| ty.name.to_string());
            let has = |name: &String| {
                known
                    .iter()
                    .any(|ty| ty.version == (part, number) && ty.wire == *name)
            };
            forgotten.extend(names.filter(|name| !has(name)));
        }
    }
    forgotten
}

/// Values of each type that is known, the same each time.
fn values(crates: &[Crate], known: &[Known]) -> Vec<(usize, Value)> {
    let mut values = Vec::new();
    for (at, ty) in known.iter().enumerate() {
        let model = &crates[ty.version.0].models[ty.version.1];
        let Some(NamedType::Structured(id)) = model.find(&ty.wire) else {
            panic!("`{}` is no structured type", ty.wire);
        };
        let maker = Maker::new(model);
        for number in 0..u64::from(cases(6)) {
            let seed = (at as u64) << 32 | number;
            values.push((at, maker.object(&mut Choices::of_seed(seed, NUMBERS), id)));
        }
    }
    values
}

/// What is wrong with a value that was read, written, read and written.
fn problem(value: &Value, outcome: &Outcome) -> Option<String> {
    if let Some(error) = &outcome.error {
        return Some(format!("error {error}"));
    }
    let tree = |json: &str| Tree::parse(json).expect("what is written is JSON");
    let written = tree(&outcome.written);
    if let Some(difference) = value.kept.difference(&written) {
        return Some(difference);
    }
    if let Some(difference) = written.difference(&tree(&outcome.again)) {
        return Some(format!("the second time {difference}"));
    }
    if !outcome.equal {
        return Some("is not equal to what it is read again".to_owned());
    }
    if !outcome.copied {
        return Some("is not written alike when it is cloned".to_owned());
    }
    let Tree::Object(patched) = tree(&outcome.patched) else {
        return Some("a patch is an object".to_owned());
    };
    wrong_patch(value, &patched)
}

/// What a patch sets otherwise than it was given: null and empty collections are something to be set.
fn wrong_patch(value: &Value, patched: &BTreeMap<String, Tree>) -> Option<String> {
    let (Tree::Object(kept), Ok(Tree::Object(sent))) = (&value.kept, Tree::parse(&value.sent))
    else {
        return Some("an object is an object".to_owned());
    };
    let null = Tree::Scalar("null".to_owned());
    patched.iter().find_map(|(name, set)| {
        let expected = match (kept.get(name), sent.get(name)) {
            (Some(kept), _) => kept.clone(),
            (None, Some(sent)) if *sent == null => null.clone(),
            _ => Tree::Array(Vec::new()),
        };
        expected
            .difference(set)
            .map(|difference| format!("patch of /{name}{difference}"))
    })
}
