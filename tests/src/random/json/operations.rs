//! Operations and the container into their members.

use odata_bindgen::model::OperationKind;

use super::Writer;
use super::members::{Json, Object};
use crate::random::service::{Container, Operation, Schema};
use crate::random::terms;

impl Writer<'_> {
    /// The overloads of each name are one array (OData CSDL JSON 4.01 §12).
    pub(super) fn operations(&mut self, schema: &Schema, object: &mut Object) {
        for overloads in schema
            .operations
            .chunk_by(|one, next| one.name == next.name)
        {
            let written = overloads.iter().map(|it| Json::Object(self.operation(it)));
            let written = Json::Array(written.collect());
            object.add(&overloads[0].name, written);
        }
    }

    fn operation(&mut self, operation: &Operation) -> Object {
        let mut object = Object::default();
        let kind = match operation.kind {
            OperationKind::Action => "Action",
            OperationKind::Function => "Function",
        };
        object.text("$Kind", kind);
        self.flag(&mut object, "$IsBound", operation.binding.is_some());
        if operation.is_composable {
            object.add("$IsComposable", Json::Raw("true".to_owned()));
        }
        if let Some(path) = &operation.entity_set_path {
            object.text("$EntitySetPath", path);
        }
        let parameters = operation.binding.iter().chain(&operation.parameters);
        let parameters: Vec<Json> = parameters
            .map(|parameter| {
                let mut object = Object::default();
                object.text("$Name", &parameter.name);
                self.type_use(&mut object, &parameter.ty);
                self.annotate(&mut object, "", terms::of(&parameter.annotations), None);
                Json::Object(object)
            })
            .collect();
        if !parameters.is_empty() || self.spelling.verbose {
            object.add("$Parameter", Json::Array(parameters));
        }
        if let Some(ty) = &operation.returns {
            let mut returns = Object::default();
            self.type_use(&mut returns, ty);
            object.add("$ReturnType", Json::Object(returns));
        }
        self.annotate(&mut object, "", terms::of(&operation.annotations), None);
        object
    }

    pub(super) fn container(&mut self, schema: &Schema, container: &Container) -> Object {
        let mut object = Object::default();
        object.text("$Kind", "EntityContainer");
        let path = self.path(schema, &container.name);
        for source in &container.sources {
            let mut child = Object::default();
            self.flag(&mut child, "$Collection", source.collection);
            child.text("$Type", &self.name(&source.entity_type));
            if !source.bindings.is_empty() {
                let mut bindings = Object::default();
                source
                    .bindings
                    .iter()
                    .for_each(|(path, target)| bindings.text(path, target));
                child.add("$NavigationPropertyBinding", Json::Object(bindings));
            }
            let here = format!("{path}/{}", source.name);
            self.annotate(&mut child, "", terms::of(&source.annotations), Some(here));
            object.add(&source.name, Json::Object(child));
        }
        for import in &container.imports {
            let mut child = Object::default();
            let member = match import.kind {
                OperationKind::Action => "$Action",
                OperationKind::Function => "$Function",
            };
            child.text(member, &self.name(&import.operation));
            if let Some(set) = &import.entity_set {
                child.text("$EntitySet", set);
            }
            let here = format!("{path}/{}", import.name);
            self.annotate(&mut child, "", terms::of(&import.annotations), Some(here));
            object.add(&import.name, Json::Object(child));
        }
        self.annotate(
            &mut object,
            "",
            terms::of(&container.annotations),
            Some(path),
        );
        object
    }
}
