//! Turns the sources of the runtime into a table that the binary carries, for crates that stand alone.

#![forbid(unsafe_code)]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let here = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let workspace = here.join("..");
    let runtime = workspace.join("runtime");
    let mut sources = Vec::new();
    collect(&runtime.join("src"), "src", &mut sources)?;
    sources.sort();
    sources.push(("Cargo.toml".to_owned(), runtime.join("Cargo.toml")));
    sources.push(("LICENSE".to_owned(), workspace.join("LICENSE")));
    let mut table = String::from("pub(super) const SOURCES: &[(&str, &str)] = &[\n");
    for (name, path) in sources {
        println!("cargo::rerun-if-changed={}", path.display());
        // an absolute path, because what includes it stands in the build folder
        let _ = writeln!(
            table,
            "    ({name:?}, include_str!({:?})),",
            fs::canonicalize(path)?
        );
    }
    table.push_str("];\n");
    println!("cargo::rerun-if-changed={}", runtime.join("src").display());
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    fs::write(out.join("runtime.rs"), table)
}

/// Every file of a folder: its name from the folder of the crate, and its path.
fn collect(folder: &Path, name: &str, sources: &mut Vec<(String, PathBuf)>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = format!("{name}/{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), &name, sources)?;
        } else if name.ends_with(".rs") {
            sources.push((name, entry.path()));
        }
    }
    Ok(())
}
