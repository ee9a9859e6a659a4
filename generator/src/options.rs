//! Turns the configuration into the options of a plan, and its names of types into findings where no version has them.

mod shorthand;

use crate::config::{
    BatchFormat, Config, EnumStyle, Gates, KeyStyle, ODataVersion, OperationStyle, Setting,
    SettingCarrier, SettingKind, Version,
};
use crate::diagnostics::rules::settings::CONFIG_VALUE;
use crate::diagnostics::{Diagnostic, Diagnostics, Spanned, did_you_mean};
use crate::model::{Model, NamedType, Primitive, StructuredId, StructuredKind, Type};
use crate::plan::{Carrier, ErrorOptions, Given, Options, SettingOptions};
use crate::selection::{self, DerivedPolicy};

/// What the configuration says about how one version is to look.
pub(crate) fn plan_options(config: &Config, version: &Version) -> Options {
    let search_alone = config.search_alone.iter().map(|name| name.value.clone());
    let well_known = config.well_known.iter();
    let errors = config.errors.iter().map(|error| ErrorOptions {
        code: error.code.clone(),
        name: error.name.clone(),
        doc: error.doc.clone(),
    });
    Options {
        module: (!version.name.is_empty()).then(|| version.name.clone()),
        title: if version.label.is_empty() {
            config.package.name.clone()
        } else {
            version.label.clone()
        },
        base_url: version.base_url.clone().unwrap_or_default(),
        origins: version.origins.clone(),
        key_segments: version.key_style == KeyStyle::Segment,
        unqualified_operations: version.operations == OperationStyle::Unqualified,
        unqualified_enums: version.enums == EnumStyle::Unqualified,
        plain_base64: version.plain_base64,
        odata_4_01: version.odata_version == ODataVersion::V4_01,
        max_batch: version.max_batch,
        json_batches: version.batch_format == BatchFormat::Json,
        batch_url: version.batch_url.clone(),
        expired_codes: config.expired_codes.clone(),
        headers: version.headers.clone().into_iter().collect(),
        settings: config.settings.iter().map(setting).collect(),
        errors: errors.collect(),
        open_gates: version.gates == Gates::Open,
        search_alone: search_alone.collect(),
        well_known: well_known
            .map(|known| (known.entity.value.clone(), known.keys.clone()))
            .collect(),
        shorthand: shorthand::options(config),
        max_variants: config.max_variants,
    }
}

/// What part of a version the configuration asks for.
pub(crate) fn selection_options(config: &Config, version: &Version) -> selection::Options {
    let policy = &config.selection;
    selection::Options {
        include: version.include.clone(),
        exclude: version.exclude.clone(),
        derived: DerivedPolicy {
            follow: policy.follow_derived,
            most: policy.max_derived,
            followed: policy.follow.clone(),
            ignored: policy.ignore.clone(),
        },
    }
}

fn setting(setting: &Setting) -> SettingOptions {
    SettingOptions {
        name: setting.name.clone(),
        carrier: match &setting.carrier {
            SettingCarrier::Header(name) => Carrier::Header(name.as_str().into()),
            SettingCarrier::Preference { name, quoted: true } => {
                Carrier::QuotedPreference(name.as_str().into())
            }
            SettingCarrier::Preference { name, .. } => Carrier::Preference(name.as_str().into()),
        },
        given: match setting.kind {
            SettingKind::Text => Given::Text,
            SettingKind::Flag => Given::Flag,
            SettingKind::PerRequest => Given::PerRequest,
        },
        doc: setting.doc.clone(),
    }
}

/// Reports names of types that no version has. One that a version lacks has no effect there.
pub(crate) fn check_names(config: &Config, models: &[Model], diagnostics: &mut Diagnostics) {
    for name in &config.search_alone {
        find(name, models, diagnostics);
    }
    shorthand::check(config, models, diagnostics);
    for known in &config.well_known {
        let mut with_other_key = find(&known.entity, models, diagnostics)
            .into_iter()
            .filter(|&(model, id)| !has_text_key(model, id));
        if with_other_key.next().is_some() {
            let name = &known.entity.value;
            let message = format!("the key of `{name}` is not one text");
            let label = "has no key such as these";
            let finding = Diagnostic::at(&CONFIG_VALUE, known.entity.span, message, label);
            let help = "only a key of one property of the type `Edm.String` can be well known";
            diagnostics.push(finding.with_optional_help(Some(help.to_owned())));
        }
    }
}

/// The entity type of this name in each version that has it.
fn find<'m>(
    name: &Spanned<String>,
    models: &'m [Model],
    diagnostics: &mut Diagnostics,
) -> Vec<(&'m Model, StructuredId)> {
    let entity = |model: &'m Model| match model.find(&name.value) {
        Some(NamedType::Structured(id)) if is_entity(model, id) => Some((model, id)),
        _ => None,
    };
    let found: Vec<_> = models.iter().filter_map(entity).collect();
    if found.is_empty() {
        let names = models.iter().flat_map(|model| {
            let entities = model.structured_ids().filter(|&id| is_entity(model, id));
            entities.map(|id| model.structured(id).name.to_string())
        });
        let names: Vec<String> = names.collect();
        let help = did_you_mean(&name.value, names.iter().map(String::as_str));
        let message = format!("no version has an entity type `{}`", name.value);
        let finding = Diagnostic::at(&CONFIG_VALUE, name.span, message, "not declared");
        diagnostics.push(finding.with_optional_help(help));
    }
    found
}

fn is_entity(model: &Model, id: StructuredId) -> bool {
    model.structured(id).kind == StructuredKind::Entity
}

fn has_text_key(model: &Model, id: StructuredId) -> bool {
    match model.key(id) {
        [part] => part.ty.ty == Type::Primitive(Primitive::String) && !part.ty.collection,
        _ => false,
    }
}
