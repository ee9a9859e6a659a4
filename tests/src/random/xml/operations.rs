//! Operations and the container into their elements.

use odata_bindgen::model::OperationKind;

use super::{Writer, tags};
use crate::random::service::{Container, Operation, Schema, Source};

impl Writer<'_> {
    pub(super) fn operation(&mut self, operation: &Operation) {
        let tag = match operation.kind {
            OperationKind::Action => "Action",
            OperationKind::Function => "Function",
        };
        let mut attributes = vec![("Name", &*operation.name)];
        if operation.binding.is_some() {
            attributes.push(("IsBound", "true"));
        } else if self.spelling.verbose {
            attributes.push(("IsBound", "false"));
        }
        if operation.is_composable {
            attributes.push(("IsComposable", "true"));
        }
        let path = operation.entity_set_path.as_deref();
        attributes.extend(path.map(|path| ("EntitySetPath", path)));
        self.xml.open(tag, &attributes);
        // whether a result, or a parameter of a function, may be null is always said: so many documents mean
        // something else by silence that crates take it for a no
        let explicit = operation.kind == OperationKind::Function;
        let parameters = operation.binding.iter().chain(&operation.parameters);
        parameters.for_each(|parameter| self.property("Parameter", parameter, None, explicit));
        if let Some(ty) = &operation.returns {
            let type_name = self.type_name(ty);
            let nullable = if ty.nullable { "true" } else { "false" };
            let mut attributes = vec![("Type", &*type_name), ("Nullable", nullable)];
            tags::facets(&ty.facets, &mut attributes);
            self.xml.empty("ReturnType", &attributes);
        }
        self.annotations(&operation.annotations, None);
        self.xml.close(tag);
    }

    pub(super) fn container(&mut self, schema: &Schema, container: &Container) {
        self.xml
            .open("EntityContainer", &[("Name", &container.name)]);
        let path = self.path(schema, &container.name);
        for source in &container.sources {
            self.source(source, format!("{path}/{}", source.name));
        }
        for import in &container.imports {
            let (tag, attribute) = match import.kind {
                OperationKind::Action => ("ActionImport", "Action"),
                OperationKind::Function => ("FunctionImport", "Function"),
            };
            let operation = self.name(&import.operation);
            let mut attributes = vec![("Name", &*import.name), (attribute, &*operation)];
            attributes.extend(import.entity_set.as_deref().map(|set| ("EntitySet", set)));
            self.xml.open(tag, &attributes);
            self.annotations(&import.annotations, Some(format!("{path}/{}", import.name)));
            self.xml.close(tag);
        }
        self.annotations(&container.annotations, Some(path));
        self.xml.close("EntityContainer");
    }

    fn source(&mut self, source: &Source, path: String) {
        let (tag, attribute) = match source.collection {
            true => ("EntitySet", "EntityType"),
            false => ("Singleton", "Type"),
        };
        let entity_type = self.name(&source.entity_type);
        self.xml
            .open(tag, &[("Name", &source.name), (attribute, &entity_type)]);
        for (path, target) in &source.bindings {
            self.xml.empty(
                "NavigationPropertyBinding",
                &[("Path", path), ("Target", target)],
            );
        }
        self.annotations(&source.annotations, Some(path));
        self.xml.close(tag);
    }
}
