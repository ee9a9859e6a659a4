//! Turns the address in a reference into a path, unless it would lead out of the folders that are meant.

use std::path::{Component, Path, PathBuf};

use crate::config::Config;
use crate::files;

/// Where an address leads from a folder; `None` where that is none of the places that the
/// configuration stands for.
///
/// A document decides what its references say. So that it cannot have any file of the machine read,
/// and shown in a message, they lead to files below the folder of the configuration, below the folder
/// of a document that it names, and below what it says under `[references]`.
pub(super) fn place(config: &Config, folder: &Path, address: &str) -> Option<PathBuf> {
    let mut path = folder.to_path_buf();
    for part in address.split('/') {
        match part {
            "" | "." => {}
            ".." => up(&mut path)?,
            part if is_plain(part) => path.push(part),
            _ => return None,
        }
    }
    let is_inside = bases(config).any(|base| is_below(&path, &base));
    is_inside.then_some(path)
}

/// The folders that the configuration stands for.
fn bases(config: &Config) -> impl Iterator<Item = PathBuf> + '_ {
    let folder = |path: PathBuf| path.parent().map(Path::to_path_buf);
    let documents = config.versions.iter().flat_map(|version| &version.metadata);
    let documents = documents.filter_map(move |path| folder(config.resolve(path)));
    let mapped = config.references.values().filter_map(move |path| {
        let path = config.resolve(path);
        match files::is_file(&path) {
            true => folder(path),
            false => Some(path),
        }
    });
    documents.chain(mapped).chain([config.root.clone()])
}

fn is_below(path: &Path, base: &Path) -> bool {
    let rest = path.strip_prefix(plain(base)).ok();
    rest.is_some_and(|rest| {
        let mut parts = rest.components();
        parts.all(|part| matches!(part, Component::Normal(_)))
    })
}

/// One part of a path and nothing else on any system: no drive, no stream, no separator of Windows.
fn is_plain(part: &str) -> bool {
    !part.contains(['\\', ':']) && !part.contains(char::is_control)
}

/// Takes the last folder away, which has to be one that the path names.
fn up(path: &mut PathBuf) -> Option<()> {
    match path.components().next_back() {
        Some(Component::Normal(_)) => path.pop().then_some(()),
        _ => None,
    }
}

/// The path without the parts `.` that stand for nothing.
fn plain(path: &Path) -> PathBuf {
    path.components()
        .filter(|part| !matches!(part, Component::CurDir))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(metadata: &str) -> Config {
        Config::for_single(Path::new(metadata), Path::new("out"), "client").unwrap()
    }

    fn leads(from: &str, address: &str) -> Option<String> {
        let folder = Path::new(from);
        let path = place(&config("metadata/service.xml"), folder, address)?;
        Some(path.display().to_string().replace('\\', "/"))
    }

    #[test]
    fn a_reference_leads_to_files_of_the_project() {
        let inside = |from, address, path: &str| {
            assert_eq!(leads(from, address).as_deref(), Some(path), "{address}");
        };
        inside("metadata", "types.xml", "metadata/types.xml");
        inside("metadata", "./a//b/types.xml", "metadata/a/b/types.xml");
        inside("metadata/a", "../types.xml", "metadata/types.xml");
        inside("metadata", "../other/types.xml", "other/types.xml");
        inside("metadata", "%2e%2e%2fsecret", "metadata/%2e%2e%2fsecret");
        inside("metadata", "..%2f..%2fsecret", "metadata/..%2f..%2fsecret");
    }

    #[test]
    fn no_reference_leads_out_of_it() {
        let addresses = [
            "../../etc/passwd",
            "a/../../../etc/passwd",
            "..\\..\\secret",
            "\\\\server\\share\\types.xml",
            "C:/Windows/win.ini",
            "C:\\Windows\\win.ini",
            "types.xml:stream",
            "types\0.xml",
        ];
        for address in addresses {
            assert_eq!(leads("metadata", address), None, "{address}");
        }
        // a path that begins above the current folder cannot be climbed further
        assert_eq!(leads("..", "../types.xml"), None);
        assert_eq!(leads("/", "../types.xml"), None);
    }

    #[test]
    fn a_document_elsewhere_has_its_own_folder() {
        let config = config("/srv/metadata/service.xml");
        let leads = |address| place(&config, Path::new("/srv/metadata"), address);
        assert!(leads("a/types.xml").is_some());
        assert_eq!(leads("../types.xml"), None);
        assert_eq!(leads("../metadata-2/types.xml"), None);
        let mut config = config;
        config
            .references
            .insert("https://example.com/".to_owned(), "/srv/shared".into());
        let leads = |address| place(&config, Path::new("/srv/metadata"), address);
        assert!(leads("../shared/types.xml").is_some());
        assert_eq!(leads("../other/types.xml"), None);
    }
}
