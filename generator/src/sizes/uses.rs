//! Turns a part of a plan into the paths that it declares and those that it names.

use crate::plan::{
    Area, Argument, Call, Content, Function, GateRef, OptionalParameters, Outcome, Parameter, Path,
    RustType, Step, Target,
};

/// What a file declares, and in which area.
pub(super) fn declared(content: &Content) -> (Area, Vec<&str>) {
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
pub(super) fn of_bases(content: &Content) -> &[Path] {
    match content {
        Content::Struct(ty) => &ty.derives_from,
        Content::Polymorphic(ty) => &ty.derives_from,
        _ => &[],
    }
}

/// What a file names, bases aside. A client names everything, so that nothing can be told from it.
pub(super) fn of_content(content: &Content) -> Vec<&Path> {
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
pub(super) fn of_function<'p>(function: &'p Function, named: &mut Vec<&'p Path>) {
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

fn of_options<'p>(options: &'p [OptionalParameters], named: &mut Vec<&'p Path>) {
    for options in options {
        of_outcome(&options.result, named);
        of_parameters(&options.parameters, named);
    }
}

fn of_parameters<'p>(parameters: &'p [Parameter], named: &mut Vec<&'p Path>) {
    for parameter in parameters {
        match &parameter.argument {
            Argument::Value(ty)
            | Argument::Into(ty)
            | Argument::Reference(ty)
            | Argument::Items(ty) => of_type(ty, named),
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
