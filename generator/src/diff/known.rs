//! Turns a model into the paths of everything in it, as decisions about names and reports write them.

use super::change::Path;
use super::operation_pairs::operation_path;
use crate::model::Model;

/// The path of each namespace, type, member, operation, parameter, entity set, singleton and import.
#[must_use]
pub fn known_paths(model: &Model) -> Vec<Path> {
    let mut paths: Vec<Path> = Vec::new();
    paths.extend(model.namespaces.iter().map(|namespace| Path::of(&*namespace.name)));
    for ty in &model.structured_types {
        let owner = Path::of(ty.name.to_string());
        let properties = ty.properties.iter().map(|property| &property.name);
        let navigation = ty.navigation_properties.iter();
        let names = properties.chain(navigation.map(|property| &property.name));
        paths.extend(names.map(|name| owner.join(name)));
        paths.push(owner);
    }
    for ty in &model.enum_types {
        let owner = Path::of(ty.name.to_string());
        paths.extend(ty.members.iter().map(|member| owner.join(&member.name)));
        paths.push(owner);
    }
    let definitions = model.type_definitions.iter();
    paths.extend(definitions.map(|ty| Path::of(ty.name.to_string())));
    for operation in &model.operations {
        let path = operation_path(model, operation);
        let parameters = operation.parameters.iter();
        paths.extend(parameters.map(|parameter| path.join(&parameter.name)));
        paths.push(path);
    }
    if let Some(container) = &model.container {
        let owner = Path::of(container.name.to_string());
        let imports = container.imports.iter().map(|import| &import.name);
        let sources = container.sources.iter().map(|source| &source.name);
        paths.extend(sources.chain(imports).map(|name| owner.join(name)));
        paths.push(owner);
    }
    paths
}
