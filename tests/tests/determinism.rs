//! Turns the same input into output under different circumstances, which must not show.

use std::env;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};
use std::process::Command;

use odata_bindgen::config::{Config, FILE_NAME};
use odata_bindgen::files::{self, Files, WriteOptions};
use odata_bindgen::{Generated, generate};
use tests::{fixtures, place};

/// Where the second process of a test is to write what it generates; only such a process has it.
const OUT: &str = "TESTS_DETERMINISM_OUT";

fn outlook() -> Generated {
    // the path is absolute, so that the working directory can be any
    let (config, _) = Config::load(&place::root().join(FILE_NAME))
        .expect("the config of the repository can be used");
    generate(&config).expect("the metadata of the repository can be used")
}

/// The generated files and the lock as one tree.
fn all_of(generated: &Generated) -> Files {
    let mut all = generated.files.clone();
    let path =
        files::RelativePath::new("names.lock").expect("the name is one that every system has");
    all.insert(path, generated.lock.render())
        .expect("no generated file has this name");
    all
}

#[test]
fn the_number_of_threads_does_not_show() {
    let with = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .expect("threads can be started");
        pool.install(|| all_of(&outlook()))
    };
    assert!(
        with(1) == with(4),
        "one thread and four write different files"
    );
}

#[test]
fn what_happened_before_does_not_show() {
    for fixture in fixtures::all() {
        let render = || catch_unwind(|| fixture.rendered());
        let (Ok(first), Ok(second)) = (render(), render()) else {
            panic!("`{}` makes the generator panic", fixture.name);
        };
        assert!(
            first == second,
            "`{}` leads to another text the second time",
            fixture.name
        );
    }
}

#[test]
fn neither_folder_nor_language_shows() {
    let here = all_of(&outlook());
    let folder = tempfile::tempdir().expect("there is a place for temporary files");
    for (number, language) in ["C", "tr_TR.UTF-8", "ja_JP.eucJP"].into_iter().enumerate() {
        let out = folder.path().join(number.to_string());
        run_elsewhere(folder.path(), language, &out);
        let comparison = files::compare(&here, &out).expect("the folder can be read");
        assert!(
            comparison.is_fresh(),
            "in another folder under `{language}` other files are written: {:?}",
            comparison.changed
        );
    }
}

/// Runs [`second_process`] in a process of its own.
fn run_elsewhere(folder: &Path, language: &str, out: &Path) {
    let mut command = Command::new(env::current_exe().expect("a test knows its own program"));
    command
        .args(["--exact", "second_process", "--quiet"])
        .current_dir(folder)
        .env(OUT, out);
    for variable in ["LANG", "LC_ALL", "LC_CTYPE", "LANGUAGE"] {
        command.env(variable, language);
    }
    command
        .env("TZ", "Pacific/Kiritimati")
        .env("RAYON_NUM_THREADS", "3");
    let output = command.output().expect("a test can be started again");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stdout)
    );
}

/// What [`run_elsewhere`] runs; does nothing in the process that `cargo test` starts.
#[test]
fn second_process() {
    let Some(out) = env::var_os(OUT).map(PathBuf::from) else {
        return;
    };
    files::write_tree(&all_of(&outlook()), &out, &WriteOptions::default())
        .expect("the folder can be written");
}
