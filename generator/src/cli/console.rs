//! Turns texts into what stands on the terminal: results on standard output, the rest beside it.

use std::borrow::Cow;
use std::io::{self, ErrorKind, IsTerminal, Write};

use clap::ColorChoice;
use serde::Serialize;
use terminal_size::{Width, terminal_size_of};

use odata_bindgen::diagnostics::{Style, is_disturbing, visible};
use odata_bindgen::error::{Error, Report};
use odata_bindgen::files::FilesError;

/// Where a command writes to.
#[derive(Debug)]
pub(super) struct Console {
    style: Style,
    /// Results are in colour.
    colors_results: bool,
}

/// What is still readable; a terminal that says it is narrower gets lines of this width.
const NARROWEST: u16 = 40;

impl Console {
    /// Messages are in colour, and as wide as the terminal, where there is one.
    pub(super) fn new(color: ColorChoice) -> Self {
        let plain = Style::default();
        let wanted = |is_wanted: bool| match color {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto => is_wanted,
        };
        let colors_results = wanted(color_is_wanted(&io::stdout()));
        let color = wanted(color_is_wanted(&io::stderr()));
        let width = terminal_size_of(io::stderr()).map_or(plain.width, |(Width(width), _)| {
            usize::from(width.max(NARROWEST))
        });
        let style = Style {
            color,
            width,
            ..plain
        };
        Self {
            style,
            colors_results,
        }
    }

    /// How messages look.
    pub(super) fn style(&self) -> Style {
        self.style
    }

    /// Whether results on standard output are in colour.
    pub(super) fn colors_results(&self) -> bool {
        self.colors_results
    }

    /// Writes a result to standard output. What a document says cannot act on the terminal.
    ///
    /// A reader that has seen enough and closed the pipe is no failure.
    pub(super) fn print(&self, text: &str) -> Result<(), Error> {
        let text = harmless(text, self.colors_results);
        let mut out = io::stdout().lock();
        let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
        match written {
            Err(error) if error.kind() != ErrorKind::BrokenPipe => {
                Err(Error::Files(FilesError::System {
                    action: "write to",
                    path: "standard output".to_owned(),
                    source: error,
                }))
            }
            _ => Ok(()),
        }
    }

    /// Writes a value as JSON to standard output.
    pub(super) fn print_json(&self, value: &impl Serialize) -> Result<(), Error> {
        let mut text = serde_json::to_string_pretty(value)
            .expect("texts, numbers and lists of them can always be written as JSON");
        text.push('\n');
        self.print(&text)
    }

    /// Writes a message beside the results; there is nowhere left to say that it failed.
    pub(super) fn warn(&self, text: &str) {
        let text = harmless(text, self.style.color);
        let _ = io::stderr().lock().write_all(text.as_bytes());
    }

    /// Shows what was found and is not bad enough to stop.
    pub(super) fn show(&self, report: &Report) {
        self.warn(&report.render(self.style));
    }
}

/// A text whose characters do nothing but appear; the escape sequences for colours stay where colours
/// are asked for. Readers of metadata let no document bring such a sequence of its own.
fn harmless(text: &str, has_colors: bool) -> Cow<'_, str> {
    if !has_colors || !text.contains(is_disturbing) {
        return visible(text);
    }
    let pieces = text.split('\u{1b}').map(visible);
    Cow::Owned(pieces.collect::<Vec<_>>().join("\u{1b}"))
}

fn color_is_wanted(stream: &impl IsTerminal) -> bool {
    stream.is_terminal() && std::env::var_os("NO_COLOR").is_none()
}

/// `1 type`, `2 types`.
pub(super) fn counted(number: usize, thing: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {thing}{plural}")
}
