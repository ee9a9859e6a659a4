//! Turns the stages of a long run into a line on the terminal that is gone when the run is.

use std::io::{self, IsTerminal, Write};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use odata_bindgen::Stage;

/// What takes less long than this needs no progress.
const PATIENCE: Duration = Duration::from_millis(500);

/// A line on standard error that says what is being done, where that is a terminal.
#[derive(Debug)]
pub(super) struct Progress {
    stages: Option<Sender<Stage>>,
    line: Option<JoinHandle<()>>,
}

impl Progress {
    /// Begins to wait; where nobody watches, or where it is not wanted, nothing is ever shown.
    pub(super) fn begin(wanted: bool) -> Self {
        if !wanted || !io::stderr().is_terminal() {
            return Self {
                stages: None,
                line: None,
            };
        }
        let (stages, next) = mpsc::channel();
        let line = thread::spawn(move || {
            let start = Instant::now();
            let mut stage: Option<Stage> = None;
            let mut is_shown = false;
            loop {
                let left = match is_shown {
                    // nothing to do before the next stage
                    true => Duration::MAX,
                    false => PATIENCE.saturating_sub(start.elapsed()),
                };
                match next.recv_timeout(left) {
                    Ok(reached) => stage = Some(reached),
                    Err(RecvTimeoutError::Timeout) => is_shown = true,
                    Err(RecvTimeoutError::Disconnected) => break,
                }
                if is_shown {
                    show(&stage.map_or_else(String::new, said));
                }
            }
            if is_shown {
                show("");
            }
        });
        Self {
            stages: Some(stages),
            line: Some(line),
        }
    }

    /// Says what is done from now on.
    pub(super) fn reach(&self, stage: Stage) {
        if let Some(stages) = &self.stages {
            // the line is gone where its thread is, and that is no reason to stop
            let _ = stages.send(stage);
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.stages = None;
        if let Some(line) = self.line.take() {
            let _ = line.join();
        }
    }
}

/// Replaces the line.
fn show(text: &str) {
    let _ = write!(io::stderr().lock(), "\r\u{1b}[2K{text}");
    let _ = io::stderr().flush();
}

fn said(stage: Stage) -> String {
    match stage {
        Stage::Reading => "reading metadata …".to_owned(),
        Stage::Planning { types } => format!("planning {types} types …"),
        Stage::Printing { files } => format!("printing {files} files …"),
        Stage::Writing { files } => format!("comparing and writing {files} files …"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_stage_says_how_much_there_is_to_do() {
        assert_eq!(said(Stage::Reading), "reading metadata …");
        assert_eq!(said(Stage::Planning { types: 3 }), "planning 3 types …");
        assert_eq!(said(Stage::Printing { files: 7 }), "printing 7 files …");
    }

    #[test]
    fn where_it_is_not_wanted_nothing_waits() {
        let progress = Progress::begin(false);
        progress.reach(Stage::Reading);
        assert!(progress.line.is_none());
    }
}
