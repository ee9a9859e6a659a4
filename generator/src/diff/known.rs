//! Turns a model into the paths of everything in it, as decisions about names and reports write them.

use super::change::Path;
use super::operation_pairs::operation_path;
use crate::model::Model;

/// The path of each namespace, type, member, operation, parameter, entity set, singleton and import whose
/// group ([`Path::group`]) is wanted.
pub fn known_paths(model: &Model, wanted: impl Fn(&str) -> bool) -> Vec<Path> {
    let mut paths: Vec<Path> = Vec::new();
    let of = |name: String| Some(Path::of(name)).filter(|path| wanted(path.group()));
    let namespaces = model.namespaces.iter();
    paths.extend(namespaces.filter_map(|namespace| of(namespace.name.to_string())));
    for ty in &model.structured_types {
        let Some(owner) = of(ty.name.to_string()) else {
            continue;
        };
        let properties = ty.properties.iter().map(|property| &property.name);
        let navigation = ty.navigation_properties.iter();
        let names = properties.chain(navigation.map(|property| &property.name));
        paths.extend(names.map(|name| owner.join(name)));
        paths.push(owner);
    }
    for ty in &model.enum_types {
        let Some(owner) = of(ty.name.to_string()) else {
            continue;
        };
        paths.extend(ty.members.iter().map(|member| owner.join(&member.name)));
        paths.push(owner);
    }
    let definitions = model.type_definitions.iter();
    paths.extend(definitions.filter_map(|ty| of(ty.name.to_string())));
    for operation in &model.operations {
        let path = operation_path(model, operation);
        if wanted(path.group()) {
            let parameters = operation.parameters.iter();
            paths.extend(parameters.map(|parameter| path.join(&parameter.name)));
            paths.push(path);
        }
    }
    let container = model.container.as_ref();
    let owner = container.and_then(|container| of(container.name.to_string()));
    if let (Some(container), Some(owner)) = (container, owner) {
        let imports = container.imports.iter().map(|import| &import.name);
        let sources = container.sources.iter().map(|source| &source.name);
        paths.extend(sources.chain(imports).map(|name| owner.join(name)));
        paths.push(owner);
    }
    paths
}
