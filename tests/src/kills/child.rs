//! Turns a folder with settings into a process that generates there, and can be killed.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{self, Command, Stdio};
use std::time::{Duration, Instant};

use odata_bindgen::files::WriteOptions;

use super::scene;

/// What asks the program `kills` to generate in a folder: it is the process that is killed.
pub const GENERATE: &str = "--generate";

/// The system calls that change what is in folders and files.
const CALLS: &str = "mkdir,mkdirat,write,pwrite64,copy_file_range,rename,renameat,renameat2,link,linkat,symlink,symlinkat,unlink,unlinkat,rmdir,ftruncate,fdatasync";

/// How a process ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Death {
    /// By itself.
    Ended,
    /// By being killed.
    Killed,
}

/// A process that has generated everything and waits to write it.
#[derive(Debug)]
pub struct Child(process::Child);

impl Child {
    /// Starts the process, and waits until it would write.
    ///
    /// # Panics
    /// When it does not come so far.
    #[must_use]
    pub fn start(program: &Path, folder: &Path) -> Self {
        let mut child = Command::new(program)
            .arg(GENERATE)
            .arg(folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program can be started");
        let output = child.stdout.take().expect("the output is a pipe");
        let mut line = String::new();
        let read = BufReader::new(output).read_line(&mut line);
        assert!(read.is_ok() && line == "ready\n", "the child says {line:?}");
        Self(child)
    }

    /// Lets it write, and waits until it has.
    ///
    /// # Panics
    /// When it fails.
    pub fn finish(mut self) -> Duration {
        let start = Instant::now();
        self.go();
        let status = self.0.wait().expect("it is our child");
        assert!(status.success(), "the child ends with {status}");
        start.elapsed()
    }

    /// Lets it write until this file is there, if one is given, and for so long from then on, and kills it.
    ///
    /// # Panics
    /// When it fails before.
    #[must_use]
    pub fn killed_after(mut self, file: Option<&Path>, delay: Duration) -> Death {
        self.go();
        while file.is_some_and(|file| !file.exists()) {
            if matches!(self.0.try_wait(), Ok(Some(_))) {
                break;
            }
        }
        let start = Instant::now();
        // the time is a few hundred microseconds: a thread that sleeps wakes too late
        while start.elapsed() < delay {
            std::hint::spin_loop();
        }
        let _ = self.0.kill();
        let status = self.0.wait().expect("it is our child");
        match status.code() {
            None => Death::Killed,
            Some(0) => Death::Ended,
            Some(code) => panic!("the child ends with {code}"),
        }
    }

    fn go(&mut self) {
        let input = self.0.stdin.as_mut().expect("the input is a pipe");
        input.write_all(b"\n").expect("the child reads");
    }
}

/// Generates in a folder; between the making and the writing it says `ready` and waits for a byte.
///
/// # Errors
/// What the generator says.
pub fn write_in(folder: &Path) -> Result<(), String> {
    let config = scene::config(folder, "new");
    let generated = odata_bindgen::generate(&config);
    let generated = generated.map_err(|error| error.render(Default::default()))?;
    println!("ready");
    let _ = std::io::stdin().read(&mut [0]);
    let written = generated.write(&config, &WriteOptions::default());
    written.map_err(|error| error.render(Default::default()))?;
    Ok(())
}

/// Generates under `strace`, which kills the process before the system call of this number.
pub(super) fn killed_at(program: &Path, folder: &Path, call: usize) -> Death {
    let inject = format!("inject={CALLS}:signal=KILL:when={call}");
    let status = Command::new("strace")
        .args([
            "-f",
            "-qqq",
            "-o",
            "/dev/null",
            "-e",
            &format!("trace={CALLS}"),
        ])
        .args(["-e", &inject, "--"])
        .arg(program)
        .arg(GENERATE)
        .arg(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .status()
        .expect("strace was there a moment ago");
    match status.success() {
        true => Death::Ended,
        false => Death::Killed,
    }
}

/// Generates in a folder with a limit of the shell, such as `ulimit -n 10`, and gives what it says
/// where it fails.
///
/// # Panics
/// When there is no shell.
///
/// # Errors
/// What the generator says.
pub fn limited(program: &Path, folder: &Path, limit: &str) -> Result<(), String> {
    let output = Command::new("sh")
        .arg("-c")
        .arg(format!("{limit}; exec \"$@\""))
        .arg("sh")
        .arg(program)
        .arg(GENERATE)
        .arg(folder)
        .stdin(Stdio::null())
        .output()
        .expect("there is a shell");
    match output.status.success() {
        true => Ok(()),
        false => Err(String::from_utf8_lossy(&output.stderr).into_owned()),
    }
}

/// Whether there is a `strace` that may look at processes.
#[must_use]
pub fn system_calls_can_be_counted() -> bool {
    let status = Command::new("strace")
        .args(["-f", "-qqq", "-o", "/dev/null", "true"])
        .stderr(Stdio::null())
        .status();
    status.is_ok_and(|status| status.success())
}
