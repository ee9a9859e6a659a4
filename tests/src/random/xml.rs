//! A service into CSDL XML (OData CSDL XML 4.01).

mod annotations;
mod operations;
mod tags;

use odata_bindgen::model::StructuredKind;

use super::service::{
    Definition, Enum, Navigation, Property, Schema, Service, Structured, TypeUse,
};
use super::terms::Spelling;
use annotations::Apart;
use tags::Xml;

/// What writes a document: its tags so far, and what decides how they are spelt.
struct Writer<'s> {
    service: &'s Service,
    spelling: Spelling,
    xml: Xml,
    apart: Apart,
}

/// The document.
#[must_use]
pub fn document(service: &Service, spelling: Spelling) -> String {
    let mut writer = Writer {
        service,
        spelling,
        xml: Xml::default(),
        apart: Apart::default(),
    };
    writer.xml.open(
        "edmx:Edmx",
        &[
            ("Version", "4.01"),
            ("xmlns:edmx", "http://docs.oasis-open.org/odata/ns/edmx"),
        ],
    );
    writer.xml.open("edmx:DataServices", &[]);
    service
        .schemas
        .iter()
        .for_each(|schema| writer.schema(schema));
    writer.xml.close("edmx:DataServices");
    writer.xml.close("edmx:Edmx");
    writer.xml.text()
}

impl Writer<'_> {
    fn schema(&mut self, schema: &Schema) {
        let mut attributes = vec![
            ("Namespace", &*schema.namespace),
            ("xmlns", "http://docs.oasis-open.org/odata/ns/edm"),
        ];
        attributes.extend(schema.alias.as_deref().map(|alias| ("Alias", alias)));
        self.xml.open("Schema", &attributes);
        schema
            .structured
            .iter()
            .for_each(|ty| self.structured(schema, ty));
        schema
            .enums
            .iter()
            .for_each(|ty| self.enumeration(schema, ty));
        schema
            .definitions
            .iter()
            .for_each(|ty| self.definition(schema, ty));
        schema
            .operations
            .iter()
            .for_each(|operation| self.operation(operation));
        let container = self.service.container.as_ref();
        if let Some(container) = container.filter(|it| it.namespace == schema.namespace) {
            self.container(schema, container);
        }
        self.write_apart();
        self.xml.close("Schema");
    }

    fn structured(&mut self, schema: &Schema, ty: &Structured) {
        let tag = match ty.kind {
            StructuredKind::Entity => "EntityType",
            StructuredKind::Complex => "ComplexType",
        };
        let base = ty.base.as_deref().map(|base| self.name(base));
        let mut attributes = vec![("Name", &*ty.name)];
        attributes.extend(base.as_deref().map(|base| ("BaseType", base)));
        let mut flag = |name, value: bool| {
            if value || self.spelling.verbose {
                attributes.push((name, if value { "true" } else { "false" }));
            }
        };
        flag("Abstract", ty.is_abstract);
        flag("OpenType", ty.is_open);
        if ty.kind == StructuredKind::Entity {
            flag("HasStream", ty.has_stream);
        }
        self.xml.open(tag, &attributes);
        if !ty.key.is_empty() {
            self.xml.open("Key", &[]);
            for (name, path) in &ty.key {
                let alias = (name != path).then_some(("Alias", &**name));
                let attributes: Vec<_> = [("Name", &**path)].into_iter().chain(alias).collect();
                self.xml.empty("PropertyRef", &attributes);
            }
            self.xml.close("Key");
        }
        let path = self.path(schema, &ty.name);
        for property in &ty.properties {
            let here = format!("{path}/{}", property.name);
            self.property("Property", property, Some(here), false);
        }
        for property in &ty.navigations {
            self.navigation(property, format!("{path}/{}", property.name));
        }
        self.annotations(&ty.annotations, Some(path));
        self.xml.close(tag);
    }

    /// A property, or with another tag a parameter; `explicit` where silence about null is not to be relied on.
    pub(super) fn property(
        &mut self,
        tag: &str,
        property: &Property,
        path: Option<String>,
        explicit: bool,
    ) {
        let type_name = self.type_name(&property.ty);
        let mut attributes = vec![("Name", &*property.name), ("Type", &*type_name)];
        self.facets(&property.ty, explicit, &mut attributes);
        self.xml.open(tag, &attributes);
        self.annotations(&property.annotations, path);
        self.xml.close(tag);
    }

    fn navigation(&mut self, navigation: &Navigation, path: String) {
        let target = self.name(&navigation.target);
        let target = match navigation.collection {
            true => format!("Collection({target})"),
            false => target,
        };
        let mut attributes = vec![("Name", &*navigation.name), ("Type", &*target)];
        if !navigation.nullable {
            attributes.push(("Nullable", "false"));
        } else if self.spelling.verbose && !navigation.collection {
            attributes.push(("Nullable", "true"));
        }
        attributes.extend(
            navigation
                .partner
                .as_deref()
                .map(|partner| ("Partner", partner)),
        );
        if navigation.contains_target {
            attributes.push(("ContainsTarget", "true"));
        }
        self.xml.open("NavigationProperty", &attributes);
        for (dependent, principal) in &navigation.constraints {
            let attributes = [
                ("Property", &**dependent),
                ("ReferencedProperty", &**principal),
            ];
            self.xml.empty("ReferentialConstraint", &attributes);
        }
        if let Some(action) = &navigation.on_delete {
            self.xml.empty("OnDelete", &[("Action", action)]);
        }
        self.annotations(&navigation.annotations, Some(path));
        self.xml.close("NavigationProperty");
    }

    fn enumeration(&mut self, schema: &Schema, ty: &Enum) {
        let mut attributes = vec![("Name", &*ty.name)];
        if self.spelling.verbose || ty.underlying != "Edm.Int32" {
            attributes.push(("UnderlyingType", &*ty.underlying));
        }
        if self.spelling.verbose || ty.is_flags {
            attributes.push(("IsFlags", if ty.is_flags { "true" } else { "false" }));
        }
        self.xml.open("EnumType", &attributes);
        let path = self.path(schema, &ty.name);
        // members without values are counted from 0 (OData CSDL 4.01 §10.3)
        let counted = (0..)
            .zip(&ty.members)
            .all(|(at, member)| member.value == at);
        let counts = counted && !ty.is_flags && !self.spelling.verbose;
        for member in &ty.members {
            let value = member.value.to_string();
            let mut attributes = vec![("Name", &*member.name)];
            attributes.extend((!counts).then_some(("Value", &*value)));
            self.xml.open("Member", &attributes);
            self.annotations(&member.annotations, Some(format!("{path}/{}", member.name)));
            self.xml.close("Member");
        }
        self.annotations(&ty.annotations, Some(path));
        self.xml.close("EnumType");
    }

    fn definition(&mut self, schema: &Schema, ty: &Definition) {
        let mut attributes = vec![("Name", &*ty.name), ("UnderlyingType", &*ty.underlying)];
        tags::facets(&ty.facets, &mut attributes);
        self.xml.open("TypeDefinition", &attributes);
        self.annotations(&ty.annotations, Some(self.path(schema, &ty.name)));
        self.xml.close("TypeDefinition");
    }

    fn facets<'t>(
        &self,
        ty: &'t TypeUse,
        explicit: bool,
        attributes: &mut Vec<(&'static str, &'t str)>,
    ) {
        if !ty.nullable {
            attributes.push(("Nullable", "false"));
        } else if self.spelling.verbose || ty.collection || explicit {
            // of the items of a collection nothing is known where nothing is said (§7.2.1)
            attributes.push(("Nullable", "true"));
        }
        tags::facets(&ty.facets, attributes);
    }

    fn type_name(&self, ty: &TypeUse) -> String {
        let name = self.name(&ty.name);
        match ty.collection {
            true => format!("Collection({name})"),
            false => name,
        }
    }

    /// A qualified name as it is spelt.
    fn name(&self, name: &str) -> String {
        self.service.spelt(name, self.spelling)
    }

    /// The path of what a schema declares.
    fn path(&self, schema: &Schema, name: &str) -> String {
        self.name(&format!("{}.{name}", schema.namespace))
    }
}
