//! Turns a plan into lines that say what its users see: types with fields, builders with functions.

use odata_bindgen::plan::{
    Builder, Content, Field, Function, Outcome, RustType, Step, Target, Version,
};

/// What a version offers, one line an item, in the order of its files.
#[must_use]
pub fn interface(version: &Version) -> Vec<String> {
    let contents = version.files.iter().map(|file| &file.content);
    contents.flat_map(of_content).collect()
}

fn of_content(content: &Content) -> Vec<String> {
    match content {
        Content::Struct(ty) => vec![format!("struct {} {}", ty.name.rust, fields(&ty.fields))],
        Content::Polymorphic(ty) => {
            let variants = ty.variants.iter().map(|variant| &*variant.name);
            let variants: Vec<&str> = variants.collect();
            vec![format!(
                "enum {} over {}",
                ty.name.rust,
                variants.join(", ")
            )]
        }
        Content::Enum(ty) => vec![format!("enum {}", ty.name.rust)],
        Content::Flags(ty) => vec![format!("flags {}", ty.name.rust)],
        Content::Alias(ty) => vec![format!("type {} = {}", ty.name.rust, shown(&ty.ty))],
        Content::Requests(requests) => {
            let entity = shown(&requests.entity);
            let builders = std::iter::once(&requests.single).chain(&requests.collection);
            builders.map(|found| builder(found, &entity)).collect()
        }
        Content::Client(client) => vec![format!("Client {}", functions(&client.functions))],
        Content::Properties(properties) => {
            let gates = properties.gates.iter();
            gates.map(|gate| format!("gate {}", gate.name)).collect()
        }
        Content::Options(_) | Content::Settings(_) | Content::Errors(_) | Content::Modules(_) => {
            Vec::new()
        }
    }
}

fn fields(fields: &[Field]) -> String {
    let field = |field: &Field| format!("{}: {}", field.name.rust, shown(&field.ty));
    let fields: Vec<String> = fields.iter().map(field).collect();
    format!("{{ {} }}", fields.join(", "))
}

fn builder(builder: &Builder, entity: &str) -> String {
    let functions = functions(&builder.functions);
    format!("{} of {entity} {functions}", builder.name)
}

fn functions(functions: &[Function]) -> String {
    let functions: Vec<String> = functions.iter().map(function).collect();
    format!("{{ {} }}", functions.join(", "))
}

fn function(function: &Function) -> String {
    let leads_to = match &function.step {
        Step::Navigate { target, .. } => match target {
            Target::Builder(path) => path.name.to_string(),
            Target::Stream => "a stream".to_owned(),
            Target::Resource => "an address".to_owned(),
        },
        Step::Key { target, .. } | Step::WellKnown { target, .. } | Step::Cast { target, .. } => {
            target.name.to_string()
        }
        Step::Call(call) => outcome(&call.result),
    };
    format!("{} -> {leads_to}", function.rust)
}

fn outcome(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Nothing => "nothing".to_owned(),
        Outcome::Media => "bytes".to_owned(),
        Outcome::Entity(ty) | Outcome::Scalar(ty) => shown(ty),
        Outcome::Items(ty) => format!("[{}]", shown(ty)),
        Outcome::Maybe(inner) => format!("{}?", self::outcome(inner)),
        Outcome::Builder(path) => path.name.to_string(),
    }
}

fn shown(ty: &RustType) -> String {
    match ty {
        RustType::Plain(name) | RustType::Runtime(name) => (*name).to_owned(),
        RustType::Generated(path) => path.name.to_string(),
        RustType::Option(inner) => format!("{}?", shown(inner)),
        RustType::Vec(inner) => format!("[{}]", shown(inner)),
        RustType::Box(inner) => shown(inner),
        RustType::Expanded(inner) => format!("Expanded<{}>", shown(inner)),
    }
}
