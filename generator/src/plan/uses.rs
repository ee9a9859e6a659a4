//! Turns a part of a plan into the paths that it declares and those that it names.

use std::collections::HashSet;

use super::types::{
    Area, Argument, Base, Call, Content, Function, GateRef, OptionalParameters, Outcome, Parameter,
    Path, RustType, Step, Target, Version,
};

/// What a file declares, and in which area.
pub(crate) fn declared(content: &Content) -> (Area, Vec<&str>) {
    match content {
        Content::Struct(ty) => (Area::Types, vec![&*ty.name.rust]),
        Content::Polymorphic(ty) => (Area::Types, vec![&*ty.name.rust]),
        Content::Enum(ty) => (Area::Types, vec![&*ty.name.rust]),
        Content::Flags(ty) => (Area::Types, vec![&*ty.name.rust]),
        Content::Alias(ty) => (Area::Types, vec![&*ty.name.rust]),
        Content::Requests(requests) => {
            let builders = std::iter::once(&requests.single).chain(&requests.collection);
            let builders = builders.map(|builder| &*builder.name);
            let options = requests.options.iter().map(|options| &*options.name);
            (Area::Requests, builders.chain(options).collect())
        }
        Content::Options(options) => {
            let names = options.iter().map(|options| &*options.name);
            (Area::Requests, names.collect())
        }
        _ => (Area::Properties, Vec::new()),
    }
}

/// The bases that a file names. They lead to no values: a type is not read because another derives from it.
pub(crate) fn of_bases(content: &Content) -> &[Base] {
    match content {
        Content::Struct(ty) => &ty.derives_from,
        Content::Polymorphic(ty) => &ty.derives_from,
        _ => &[],
    }
}

/// What a file names, bases aside. A client names everything, so that nothing can be told from it.
pub(crate) fn of_content(content: &Content) -> Vec<&Path> {
    let mut named = Vec::new();
    match content {
        Content::Struct(ty) => {
            ty.fields
                .iter()
                .for_each(|field| of_type(&field.ty, &mut named));
        }
        Content::Polymorphic(ty) => {
            named.push(&ty.base);
            named.extend(ty.variants.iter().map(|variant| &variant.ty));
            let fields = ty.accessors.iter().map(|accessor| &accessor.field);
            fields.for_each(|field| of_type(&field.ty, &mut named));
        }
        Content::Alias(ty) => of_type(&ty.ty, &mut named),
        Content::Requests(requests) => {
            of_type(&requests.entity, &mut named);
            let builders = std::iter::once(&requests.single).chain(&requests.collection);
            for function in builders.flat_map(|builder| &builder.functions) {
                of_function(function, &mut named);
            }
            of_options(&requests.options, &mut named);
        }
        Content::Options(options) => of_options(options, &mut named),
        Content::Properties(properties) => {
            for constant in &properties.constants {
                of_type(&constant.owner, &mut named);
                of_type(&constant.ty, &mut named);
            }
        }
        Content::Enum(_)
        | Content::Flags(_)
        | Content::Client(_)
        | Content::Settings(_)
        | Content::Errors(_)
        | Content::Modules(_) => {}
    }
    named
}

/// What a function names.
pub(crate) fn of_function<'p>(function: &'p Function, named: &mut Vec<&'p Path>) {
    match &function.step {
        Step::Navigate { target, gate, .. } => {
            if let Target::Builder(path) = target {
                named.push(path);
            }
            if let GateRef::Gate(path) = gate {
                named.push(path);
            }
        }
        Step::Key { parts, target } => {
            named.push(target);
            of_parameters(parts, named);
        }
        Step::WellKnown { target, .. } | Step::Cast { target, .. } => named.push(target),
        Step::Call(Call {
            required,
            result,
            options,
            ..
        }) => {
            of_parameters(required, named);
            of_outcome(result, named);
            named.extend(options);
        }
    }
}

/// The gate that a function names.
pub(crate) fn of_gate<'p>(function: &'p Function, named: &mut Vec<&'p Path>) {
    if let Step::Navigate {
        gate: GateRef::Gate(path),
        ..
    } = &function.step
    {
        named.push(path);
    }
}

/// What a struct for optional parameters names.
pub(crate) fn of_optional(options: &OptionalParameters) -> Vec<&Path> {
    let mut named = Vec::new();
    of_outcome(&options.result, &mut named);
    of_parameters(&options.parameters, &mut named);
    named
}

fn of_options<'p>(options: &'p [OptionalParameters], named: &mut Vec<&'p Path>) {
    named.extend(options.iter().flat_map(of_optional));
}

fn of_parameters<'p>(parameters: &'p [Parameter], named: &mut Vec<&'p Path>) {
    for parameter in parameters {
        match &parameter.argument {
            Argument::Value(ty)
            | Argument::Into(ty)
            | Argument::Reference(ty)
            | Argument::Items(ty)
            | Argument::Borrowed(ty) => of_type(ty, named),
        }
    }
}

fn of_outcome<'p>(outcome: &'p Outcome, named: &mut Vec<&'p Path>) {
    match outcome {
        Outcome::Nothing | Outcome::Media => {}
        Outcome::Entity(ty) | Outcome::Scalar(ty) | Outcome::Items(ty) => of_type(ty, named),
        Outcome::Maybe(inner) => of_outcome(inner, named),
        Outcome::Builder(path) => named.push(path),
    }
}

fn of_type<'p>(ty: &'p RustType, named: &mut Vec<&'p Path>) {
    match ty {
        RustType::Plain(_) | RustType::Runtime(_) => {}
        RustType::Generated(path) => named.push(path),
        RustType::Option(inner)
        | RustType::Vec(inner)
        | RustType::Box(inner)
        | RustType::Expanded(inner) => of_type(inner, named),
    }
}

/// What is named where some features are on.
#[derive(Default)]
pub(crate) struct Names<'p> {
    /// What has to be there.
    pub(crate) needed: Vec<&'p Path>,
    /// What has to be there by name at least.
    pub(crate) named: Vec<&'p Path>,
}

/// What a file names where these features are on, gates aside.
pub(crate) fn with_features<'p>(content: &'p Content, features: &[&str], names: &mut Names<'p>) {
    let bases = of_bases(content).iter();
    let bases = bases.filter(|base| base.condition.is_met(features));
    names.needed.extend(bases.map(|base| &base.path));
    match content {
        Content::Struct(ty) => {
            ty.fields
                .iter()
                .for_each(|field| of_field(&field.ty, names));
        }
        Content::Polymorphic(ty) => {
            names.needed.push(&ty.base);
            names
                .needed
                .extend(ty.variants.iter().map(|variant| &variant.ty));
            let fields = ty.accessors.iter().map(|accessor| &accessor.field);
            fields.for_each(|field| of_field(&field.ty, names));
        }
        Content::Requests(requests) => {
            of_type(&requests.entity, &mut names.named);
            if requests.entity_condition.is_met(features) {
                of_type(&requests.entity, &mut names.needed);
            }
            let builders = std::iter::once(&requests.single).chain(&requests.collection);
            let functions = builders.flat_map(|builder| &builder.functions);
            of_functions(functions, features, names);
            of_met_options(&requests.options, features, names);
        }
        Content::Client(client) => of_functions(&client.functions, features, names),
        Content::Options(options) => of_met_options(options, features, names),
        Content::Properties(properties) => {
            let constants = properties.constants.iter();
            for constant in constants.filter(|constant| constant.condition.is_met(features)) {
                of_type(&constant.owner, &mut names.needed);
                match constant.navigation {
                    true => of_type(&constant.ty, &mut names.named),
                    false => of_type(&constant.ty, &mut names.needed),
                }
            }
        }
        Content::Alias(ty) => of_type(&ty.ty, &mut names.needed),
        Content::Enum(_) | Content::Flags(_) => {}
        Content::Settings(_) | Content::Errors(_) | Content::Modules(_) => {}
    }
}

fn of_field<'p>(ty: &'p RustType, names: &mut Names<'p>) {
    match ty {
        RustType::Expanded(ty) => of_type(ty, &mut names.named),
        ty => of_type(ty, &mut names.needed),
    }
}

fn of_functions<'p>(
    functions: impl IntoIterator<Item = &'p Function>,
    features: &[&str],
    names: &mut Names<'p>,
) {
    let functions = functions.into_iter();
    let functions = functions.filter(|function| function.condition.is_met(features));
    functions.for_each(|function| of_function(function, &mut names.needed));
}

fn of_met_options<'p>(options: &'p [OptionalParameters], features: &[&str], names: &mut Names<'p>) {
    let options = options
        .iter()
        .filter(|options| options.condition.is_met(features));
    names.needed.extend(options.flat_map(of_optional));
}

/// The types that are there by name alone where these features are on.
pub(crate) fn absent(version: &Version, features: &[&str]) -> HashSet<Path> {
    let modules = version.files.iter().filter_map(|file| match &file.content {
        Content::Modules(modules) => Some((&file.space, modules)),
        _ => None,
    });
    let absent = modules.flat_map(|(space, modules)| {
        let absent = modules.absent.iter();
        let absent = absent.filter(|absent| !absent.condition.is_met(features));
        absent.map(|absent| Path {
            area: Area::Types,
            space: space.clone(),
            name: absent.name.clone(),
        })
    });
    absent.collect()
}
