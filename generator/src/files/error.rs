//! Turns failures of the file system into sentences that name the path and say what to do.

use std::io;
use std::path::Path;

/// Why files could not be read or written. Every variant names the path it is about.
#[derive(Debug, thiserror::Error)]
pub enum FilesError {
    /// There is nothing at the path.
    #[error("there is no file `{path}`")]
    Missing {
        /// The path as it was given.
        path: String,
        /// A file of the same folder whose name is like it, or what else is known.
        help: Option<String>,
    },
    /// The path is a folder where a file is asked for.
    #[error("`{path}` is a folder, not a file")]
    Folder {
        /// The path as it was given.
        path: String,
        /// What the folder holds that may have been meant.
        help: Option<String>,
    },
    /// The path is a file where a folder is asked for.
    #[error("`{path}` is not a folder")]
    NotFolder {
        /// The path.
        path: String,
    },
    /// The operating system does not permit it.
    #[error("no permission to {action} `{path}`")]
    Permission {
        /// What was tried, such as `read`.
        action: &'static str,
        /// The path.
        path: String,
    },
    /// The file is larger than any that is read.
    #[error("`{path}` has {size} bytes, and no more than {limit} are read")]
    TooBig {
        /// The path.
        path: String,
        /// Its size in bytes.
        size: u64,
        /// The largest size that is read, in bytes.
        limit: u64,
        /// How to have it read all the same, where that can be.
        help: Option<String>,
    },
    /// The file is not text in UTF-8.
    #[error("`{path}` is not text in UTF-8: byte {offset} does not fit")]
    Encoding {
        /// The path.
        path: String,
        /// The first byte that does not fit, counted from 0.
        offset: usize,
    },
    /// Any other failure of the operating system.
    #[error("cannot {action} `{path}`: {source}")]
    System {
        /// What was tried, such as `write`.
        action: &'static str,
        /// The path.
        path: String,
        /// What the operating system says.
        source: io::Error,
    },
    /// The output folder was not written by the generator and is not empty.
    #[error(
        "the output folder `{out}` holds files that were not generated: {}",
        list(files)
    )]
    Foreign {
        /// The output folder.
        out: String,
        /// What it holds, relative to it.
        files: Vec<String>,
    },
    /// Files that are to be written exist and were not written by the generator.
    #[error(
        "in `{out}` these files would be overwritten, and were not generated: {}",
        list(files)
    )]
    Conflict {
        /// The output folder.
        out: String,
        /// The files, relative to it.
        files: Vec<String>,
    },
    /// A symbolic link stands where the generator writes.
    #[error("`{path}` is a symbolic link, and generated files are not written through links")]
    Link {
        /// The link.
        path: String,
    },
    /// Another process writes to the same folder.
    #[error("another run writes to `{out}`")]
    Busy {
        /// The output folder.
        out: String,
    },
    /// The list of generated files cannot be read.
    #[error("line {line} of `{path}` is not the path of a generated file: {reason}")]
    Manifest {
        /// The list.
        path: String,
        /// The line, counted from 1.
        line: usize,
        /// What is wrong with it.
        reason: String,
    },
}

impl FilesError {
    /// Whether something was to be moved to another file system, or out of one layer of several.
    pub(super) fn crosses_devices(&self) -> bool {
        let Self::System { source, .. } = self else {
            return false;
        };
        source.kind() == io::ErrorKind::CrossesDevices
    }

    /// What to do, where there is something to say.
    #[must_use]
    pub fn help(&self) -> Option<String> {
        let help = match self {
            Self::Missing { help, .. } | Self::Folder { help, .. } => return help.clone(),
            Self::NotFolder { .. } => "choose another output folder, or move the file away",
            Self::Permission { .. } => {
                "look at the owner and the permissions of the file and of the folders above it"
            }
            Self::TooBig {
                help: Some(help), ..
            } => return Some(help.clone()),
            Self::TooBig { .. } => {
                "is it the right file? metadata of the largest known services has 10 MB"
            }
            Self::Encoding { .. } => "save the file as UTF-8",
            Self::System { source, .. } => return system_help(source).map(str::to_owned),
            Self::Foreign { .. } => {
                "choose an empty folder, or `--force` to write beside them; a file of the same name is then overwritten"
            }
            Self::Conflict { .. } => "move them away, or `--force` to overwrite them",
            Self::Link { .. } => {
                "replace the link by what it points at, or choose another output folder"
            }
            Self::Busy { .. } => "wait until it is done",
            Self::Manifest { .. } => "restore the file from version control",
        };
        Some(help.to_owned())
    }

    pub(super) fn system(action: &'static str, path: &Path, source: io::Error) -> Self {
        let path = shown(path);
        match source.kind() {
            io::ErrorKind::PermissionDenied => Self::Permission { action, path },
            _ => Self::System {
                action,
                path,
                source,
            },
        }
    }
}

/// A path as people read it in messages, with forward slashes.
#[must_use]
pub fn shown(path: &Path) -> String {
    let text = path.display().to_string();
    if cfg!(windows) {
        text.replace('\\', "/")
    } else {
        text
    }
}

fn system_help(error: &io::Error) -> Option<&'static str> {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            Some("make room; nothing was changed")
        }
        io::ErrorKind::ReadOnlyFilesystem => Some("choose an output folder that can be written to"),
        io::ErrorKind::CrossesDevices => {
            Some("the output folder must not have other file systems mounted in it")
        }
        _ => None,
    }
}

/// The first few names, and how many more there are.
fn list(names: &[String]) -> String {
    const MOST: usize = 5;
    let mut text = names
        .iter()
        .take(MOST)
        .map(|name| format!("`{name}`"))
        .collect::<Vec<_>>()
        .join(", ");
    if names.len() > MOST {
        text.push_str(&format!(" and {} more", names.len() - MOST));
    }
    text
}
