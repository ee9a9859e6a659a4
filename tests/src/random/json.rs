//! A service into CSDL JSON (OData CSDL JSON 4.01).

mod members;
mod operations;

use odata_bindgen::model::{Facets, StructuredKind};

use super::service::{
    Definition, Enum, Navigation, Property, Schema, Service, Structured, TypeUse,
};
use super::terms::{self, Spelling};
use members::{Json, Object};

/// What decides how a document is spelt, and the annotations that stand apart.
struct Writer<'s> {
    service: &'s Service,
    spelling: Spelling,
    apart: Object,
}

/// The document.
#[must_use]
pub fn document(service: &Service, spelling: Spelling) -> String {
    let mut writer = Writer {
        service,
        spelling,
        apart: Object::default(),
    };
    let mut document = Object::default();
    document.text("$Version", "4.01");
    if let Some(container) = &service.container {
        let name = writer.name(&format!("{}.{}", container.namespace, container.name));
        document.text("$EntityContainer", &name);
    }
    for schema in &service.schemas {
        let written = writer.schema(schema);
        document.add(&schema.namespace, Json::Object(written));
    }
    Json::Object(document).to_string()
}

impl Writer<'_> {
    fn schema(&mut self, schema: &Schema) -> Object {
        let mut object = Object::default();
        if let Some(alias) = &schema.alias {
            object.text("$Alias", alias);
        }
        for ty in &schema.structured {
            let written = self.structured(schema, ty);
            object.add(&ty.name, Json::Object(written));
        }
        for ty in &schema.enums {
            let written = self.enumeration(schema, ty);
            object.add(&ty.name, Json::Object(written));
        }
        for ty in &schema.definitions {
            let written = self.definition(schema, ty);
            object.add(&ty.name, Json::Object(written));
        }
        self.operations(schema, &mut object);
        let container = self.service.container.as_ref();
        if let Some(container) = container.filter(|it| it.namespace == schema.namespace) {
            let written = self.container(schema, container);
            object.add(&container.name, Json::Object(written));
        }
        let apart = std::mem::take(&mut self.apart);
        if !apart.is_empty() {
            object.add("$Annotations", Json::Object(apart));
        }
        object
    }

    fn structured(&mut self, schema: &Schema, ty: &Structured) -> Object {
        let mut object = Object::default();
        let kind = match ty.kind {
            StructuredKind::Entity => "EntityType",
            StructuredKind::Complex => "ComplexType",
        };
        object.text("$Kind", kind);
        if let Some(base) = &ty.base {
            object.text("$BaseType", &self.name(base));
        }
        self.flag(&mut object, "$Abstract", ty.is_abstract);
        self.flag(&mut object, "$OpenType", ty.is_open);
        if ty.kind == StructuredKind::Entity {
            self.flag(&mut object, "$HasStream", ty.has_stream);
        }
        if !ty.key.is_empty() {
            let part = |(name, path): &(String, String)| match name == path {
                true => Json::text(path),
                false => Json::Object(Object::of(name, Json::text(path))),
            };
            object.add("$Key", Json::Array(ty.key.iter().map(part).collect()));
        }
        let path = self.path(schema, &ty.name);
        for property in &ty.properties {
            let here = format!("{path}/{}", property.name);
            let written = self.property(property, Some(here));
            object.add(&property.name, Json::Object(written));
        }
        for property in &ty.navigations {
            let written = self.navigation(property, format!("{path}/{}", property.name));
            object.add(&property.name, Json::Object(written));
        }
        self.annotate(&mut object, "", terms::of(&ty.annotations), Some(path));
        object
    }

    fn property(&mut self, property: &Property, path: Option<String>) -> Object {
        let mut object = Object::default();
        self.type_use(&mut object, &property.ty);
        self.annotate(&mut object, "", terms::of(&property.annotations), path);
        object
    }

    /// `$Type`, `$Collection`, `$Nullable` and the facets: without a type it is a string, without `$Nullable`
    /// not null, without `$Scale` variable (§7.1, §7.2).
    fn type_use(&mut self, object: &mut Object, ty: &TypeUse) {
        if self.spelling.verbose || ty.name != "Edm.String" {
            object.text("$Type", &self.name(&ty.name));
        }
        self.flag(object, "$Collection", ty.collection);
        self.flag(object, "$Nullable", ty.nullable);
        self.facets(object, &ty.facets);
        let default = ty.facets.default_value.as_deref();
        if let Some(default) = default {
            let value = match &*ty.name {
                "Edm.Boolean" | "Edm.Int32" | "Edm.Int64" | "Edm.Decimal" => {
                    Json::Raw(default.to_owned())
                }
                _ => Json::text(default),
            };
            object.add("$DefaultValue", value);
        }
    }

    fn facets(&self, object: &mut Object, facets: &Facets) {
        let number = |text: &str| match text.bytes().all(|byte| byte.is_ascii_digit()) {
            true => Json::Raw(text.to_owned()),
            false => Json::text(text),
        };
        if let Some(length) = &facets.max_length {
            object.add("$MaxLength", number(length));
        }
        if let Some(precision) = &facets.precision {
            object.add("$Precision", number(precision));
        }
        let scale = facets.scale.as_ref();
        if let Some(scale) = scale.filter(|scale| self.spelling.verbose || ***scale != *"variable")
        {
            object.add("$Scale", number(scale));
        }
        if let Some(unicode) = facets.unicode {
            object.add("$Unicode", Json::Raw(unicode.to_string()));
        }
        // numbers of it stand in quotes (§7.2.6)
        if let Some(srid) = &facets.srid {
            object.text("$SRID", srid);
        }
    }

    fn navigation(&mut self, navigation: &Navigation, path: String) -> Object {
        let mut object = Object::default();
        object.text("$Kind", "NavigationProperty");
        object.text("$Type", &self.name(&navigation.target));
        self.flag(&mut object, "$Collection", navigation.collection);
        if !navigation.collection {
            self.flag(&mut object, "$Nullable", navigation.nullable);
        }
        if let Some(partner) = &navigation.partner {
            object.text("$Partner", partner);
        }
        self.flag(&mut object, "$ContainsTarget", navigation.contains_target);
        if !navigation.constraints.is_empty() {
            let mut constraints = Object::default();
            for (dependent, principal) in &navigation.constraints {
                constraints.text(dependent, principal);
            }
            object.add("$ReferentialConstraint", Json::Object(constraints));
        }
        if let Some(action) = &navigation.on_delete {
            object.text("$OnDelete", action);
        }
        self.annotate(
            &mut object,
            "",
            terms::of(&navigation.annotations),
            Some(path),
        );
        object
    }

    fn enumeration(&mut self, schema: &Schema, ty: &Enum) -> Object {
        let mut object = Object::default();
        object.text("$Kind", "EnumType");
        if self.spelling.verbose || ty.underlying != "Edm.Int32" {
            object.text("$UnderlyingType", &ty.underlying);
        }
        self.flag(&mut object, "$IsFlags", ty.is_flags);
        let path = self.path(schema, &ty.name);
        for member in &ty.members {
            object.add(&member.name, Json::Raw(member.value.to_string()));
            let here = format!("{path}/{}", member.name);
            self.annotate(
                &mut object,
                &member.name,
                terms::of(&member.annotations),
                Some(here),
            );
        }
        self.annotate(&mut object, "", terms::of(&ty.annotations), Some(path));
        object
    }

    fn definition(&mut self, schema: &Schema, ty: &Definition) -> Object {
        let mut object = Object::default();
        object.text("$Kind", "TypeDefinition");
        object.text("$UnderlyingType", &ty.underlying);
        self.facets(&mut object, &ty.facets);
        let path = self.path(schema, &ty.name);
        self.annotate(&mut object, "", terms::of(&ty.annotations), Some(path));
        object
    }

    /// What is false where it is left out.
    fn flag(&self, object: &mut Object, name: &str, value: bool) {
        if value || self.spelling.verbose {
            object.add(name, Json::Raw(value.to_string()));
        }
    }

    fn name(&self, name: &str) -> String {
        self.service.spelt(name, self.spelling)
    }

    fn path(&self, schema: &Schema, name: &str) -> String {
        self.name(&format!("{}.{name}", schema.namespace))
    }
}
