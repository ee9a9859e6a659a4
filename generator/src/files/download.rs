//! Turns bytes that came from elsewhere into a file that is whole or not there, and lends a folder for a while.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::error::FilesError;

/// Writes a file that was not there, and makes the folders above it.
///
/// # Errors
/// When the file system fails; there is then no file.
pub fn write_download(path: &Path, bytes: &[u8]) -> Result<(), FilesError> {
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(format!(".{}.tmp", std::process::id()));
    let draft = path.with_file_name(name);
    let write = || {
        if let Some(folder) = draft.parent() {
            fs::create_dir_all(folder)?;
        }
        let mut file = fs::File::create(&draft)?;
        file.write_all(bytes)?;
        file.sync_data()?;
        drop(file);
        fs::rename(&draft, path)
    };
    write().map_err(|error| {
        let _ = fs::remove_file(&draft);
        FilesError::system("write", path, error)
    })
}

/// A folder for files of passage, which is removed with all that is in it when this is dropped.
#[derive(Debug)]
pub struct Passage(PathBuf);

impl Passage {
    /// A new folder among the temporary ones of the system.
    ///
    /// # Errors
    /// When there can be none.
    pub fn new() -> Result<Self, FilesError> {
        let all = std::env::temp_dir();
        let process = std::process::id();
        for number in 0..1_000 {
            let folder = all.join(format!("odata-bindgen-{process}-{number}"));
            // what stands there already may be a trap of somebody else
            match fs::create_dir(&folder) {
                Ok(()) => return Ok(Self(folder)),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(FilesError::system("make the folder", &folder, error)),
            }
        }
        let taken = io::Error::from(io::ErrorKind::AlreadyExists);
        Err(FilesError::system("make a folder in", &all, taken))
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Passage {
    fn drop(&mut self) {
        // best effort: the system clears its temporary files in its own time
        let _ = fs::remove_dir_all(&self.0);
    }
}
