//! Turns the metadata of the repository into models, and looks whether they say all that they should.

use odata_bindgen::config::{Config, FILE_NAME};
use odata_bindgen::diagnostics::Style;
use odata_bindgen::model::{Annotations, Model};
use odata_bindgen::{Models, models};
use tests::outline::{difference, outline};
use tests::place;

fn config() -> Config {
    Config::load(&place::root().join(FILE_NAME))
        .expect("the config of the repository can be used")
        .0
}

fn read(config: &Config) -> Models {
    models(config).unwrap_or_else(|error| panic!("{}", error.render(Style::default())))
}

#[test]
fn there_is_nothing_to_warn_of() {
    let report = read(&config()).report.render(Style::default());
    assert!(report.is_empty(), "{report}");
}

#[test]
fn everything_is_described() {
    let config = config();
    let models = read(&config).models;
    let mut missing = Vec::new();
    for (version, model) in config.versions.iter().zip(&models) {
        let undescribed = described(model)
            .into_iter()
            .filter(|(_, annotations)| annotations.description.is_none());
        missing.extend(undescribed.map(|(name, _)| format!("{}: {name}", version.label)));
    }
    assert!(
        missing.is_empty(),
        "{} elements have no `Core.Description`:\n{}",
        missing.len(),
        missing.join("\n")
    );
}

/// Every element that has to have a description, by a name that finds it.
fn described(model: &Model) -> Vec<(String, &Annotations)> {
    let mut all: Vec<(String, &Annotations)> = Vec::new();
    for ty in &model.structured_types {
        all.push((ty.name.to_string(), &ty.annotations));
        all.extend(ty.properties.iter().map(|property| {
            (
                format!("{}/{}", ty.name, property.name),
                &property.annotations,
            )
        }));
        all.extend(ty.navigation_properties.iter().map(|property| {
            (
                format!("{}/{}", ty.name, property.name),
                &property.annotations,
            )
        }));
    }
    for ty in &model.enum_types {
        all.push((ty.name.to_string(), &ty.annotations));
        all.extend(
            ty.members
                .iter()
                .map(|member| (format!("{}/{}", ty.name, member.name), &member.annotations)),
        );
    }
    all.extend(
        model
            .type_definitions
            .iter()
            .map(|ty| (ty.name.to_string(), &ty.annotations)),
    );
    for operation in &model.operations {
        all.push((operation.name.to_string(), &operation.annotations));
        // the binding parameter is what a function is called on, which needs no words
        all.extend(operation.parameters.iter().map(|parameter| {
            (
                format!("{}/{}", operation.name, parameter.name),
                &parameter.annotations,
            )
        }));
    }
    let container = model.container.iter();
    all.extend(container.flat_map(|container| {
        container
            .sources
            .iter()
            .map(|source| (source.name.to_string(), &source.annotations))
    }));
    all
}

#[test]
fn v1_0_has_the_structure_of_the_real_document() {
    let Some(shared) = place::shared_metadata() else {
        eprintln!(
            "skipped: there is no `shared/` beside the repository, so the real document is not at hand"
        );
        return;
    };
    let real = shared.join("outlook/outlook-v1.0-2020-final.edmx.xml");
    let real = Config::for_single(&real, "out".as_ref(), "real")
        .expect("the name is one that a crate can have");
    let config = config();
    let ours = read(&config).models;
    let at = config
        .versions
        .iter()
        .position(|version| version.label == "v1.0")
        .expect("the config has v1.0");
    let found = difference(&outline(&read(&real).models[0]), &outline(&ours[at]));
    assert!(
        found.is_empty(),
        "`-` is missing in ours, `+` is only in ours:\n{}",
        found.join("\n")
    );
}
