//! Turns `--include`, `--exclude` and `--why` into what is selected, and into the reasons for it.

use clap::Args;

use odata_bindgen::config::Config;
use odata_bindgen::diagnostics::{Span, Spanned, did_you_mean};
use odata_bindgen::error::Error;
use odata_bindgen::model::Model;
use odata_bindgen::{Selected, selected, selection};

/// Which part of the service is generated; the command line goes before the settings.
#[derive(Clone, Debug, Args)]
pub(super) struct SelectionOptions {
    /// A part that is needed: a type, an operation, or a path such as `me/messages/**`; may be given several times.
    #[arg(long, value_name = "ENTRY")]
    pub(super) include: Vec<String>,
    /// A part that is not wanted, whatever includes it; may be given several times.
    #[arg(long, value_name = "ENTRY")]
    pub(super) exclude: Vec<String>,
}

impl SelectionOptions {
    /// Puts the entries of the command line in the place of those of the settings, list by list.
    pub(super) fn apply(&self, config: &mut Config) {
        for (option, texts) in [("--include", &self.include), ("--exclude", &self.exclude)] {
            if texts.is_empty() {
                continue;
            }
            let entries: Vec<_> = texts
                .iter()
                .map(|text| entry(option, text, config))
                .collect();
            for version in &mut config.versions {
                match option {
                    "--include" => version.include.clone_from(&entries),
                    _ => version.exclude.clone_from(&entries),
                }
            }
        }
    }
}

/// An entry with a place, so that it is reported like one of the settings.
fn entry(option: &str, text: &str, config: &mut Config) -> Spanned<String> {
    let line = format!("{option} {text}");
    let byte = |at| u32::try_from(at).unwrap_or(u32::MAX);
    let (start, end) = (byte(option.len() + 1), byte(line.len()));
    let source = config.sources.add("the command line", line);
    Spanned {
        value: text.to_owned(),
        span: Span { source, start, end },
    }
}

/// Says of each version why a type or operation is in, or where what leads to it was cut.
pub(super) fn why(config: &Config, name: &str) -> Result<String, Error> {
    let Selected {
        models, selections, ..
    } = selected(config)?;
    let mut text = String::new();
    for ((model, selection), version) in models.iter().zip(&selections).zip(&config.versions) {
        let Some(lines) = selection::why(model, selection, name) else {
            continue;
        };
        if !version.label.is_empty() {
            text.push_str(&format!("{}: ", version.label));
        }
        text.push_str(&lines.join("\n"));
        text.push('\n');
    }
    match text.is_empty() {
        true => Err(unknown(&models, name)),
        false => Ok(text),
    }
}

fn unknown(models: &[Model], name: &str) -> Error {
    let names = models.iter().flat_map(|model| {
        let structured = model.structured_types.iter().map(|ty| &ty.name);
        let enums = model.enum_types.iter().map(|ty| &ty.name);
        let definitions = model.type_definitions.iter().map(|ty| &ty.name);
        let operations = model.operations.iter().map(|operation| &operation.name);
        let names = structured.chain(enums).chain(definitions).chain(operations);
        names.map(ToString::to_string)
    });
    let names: Vec<String> = names.collect();
    Error::Usage {
        message: format!("no version has a type or operation `{name}`"),
        help: did_you_mean(name, names.iter().map(String::as_str)),
    }
}
