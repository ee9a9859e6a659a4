//! Turns descriptions of small services into documents.

use std::fmt::Write;

/// A service, as far as edits touch it. Every name is made of words that no other name has, so that nothing
/// looks like something else with another name.
#[derive(Clone, Debug, Default)]
pub(crate) struct Service {
    pub(crate) types: Vec<Type>,
    pub(crate) enums: Vec<Enum>,
    pub(crate) actions: Vec<Action>,
    pub(crate) sets: Vec<Set>,
    /// How many names were given out.
    pub(crate) names: usize,
}

/// An entity type with a key of its own, or one that derives from another.
#[derive(Clone, Debug, Default)]
pub(crate) struct Type {
    pub(crate) name: String,
    pub(crate) base: Option<String>,
    pub(crate) open: bool,
    pub(crate) media: bool,
    pub(crate) properties: Vec<Property>,
    pub(crate) navigations: Vec<Navigation>,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Property {
    pub(crate) name: String,
    pub(crate) ty: &'static str,
    pub(crate) collection: bool,
    pub(crate) nullable: bool,
    pub(crate) max_length: Option<u32>,
    pub(crate) computed: bool,
    pub(crate) description: Option<String>,
    pub(crate) deprecated: bool,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Navigation {
    pub(crate) name: String,
    pub(crate) target: String,
    pub(crate) contained: bool,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Enum {
    pub(crate) name: String,
    /// Names and values.
    pub(crate) members: Vec<(String, i64)>,
    pub(crate) flags: bool,
}

/// An action that is bound to an entity type; a parameter may be null or not.
#[derive(Clone, Debug, Default)]
pub(crate) struct Action {
    pub(crate) name: String,
    pub(crate) binding: String,
    pub(crate) parameters: Vec<(String, bool)>,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Set {
    pub(crate) name: String,
    pub(crate) ty: String,
    pub(crate) deletable: Option<bool>,
}

impl Service {
    /// A name that was not given out before, of two words that are in no other name.
    pub(crate) fn name(&mut self) -> String {
        self.names += 2;
        word(self.names) + &word(self.names + 1)
    }

    /// The document.
    pub(crate) fn xml(&self) -> String {
        let mut text = String::from(
            "<edmx:Edmx Version=\"4.0\" xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\">\
             <edmx:DataServices><Schema Namespace=\"Shop\" \
             xmlns=\"http://docs.oasis-open.org/odata/ns/edm\">\n",
        );
        self.types.iter().for_each(|ty| write_type(&mut text, ty));
        self.enums.iter().for_each(|ty| write_enum(&mut text, ty));
        self.actions
            .iter()
            .for_each(|action| write_action(&mut text, action));
        text.push_str("<EntityContainer Name=\"Service\">\n");
        self.sets.iter().for_each(|set| write_set(&mut text, set));
        text + "</EntityContainer>\n</Schema></edmx:DataServices></edmx:Edmx>\n"
    }
}

/// A word for a number: `Baba`, `Babe`, … No word is the plural of another one.
fn word(number: usize) -> String {
    const CONSONANTS: [char; 8] = ['b', 'd', 'f', 'g', 'k', 'l', 'm', 'p'];
    const VOWELS: [char; 4] = ['a', 'e', 'o', 'u'];
    let mut word = String::new();
    let mut rest = number;
    for _ in 0..3 {
        word.push(CONSONANTS[rest % 8]);
        word.push(VOWELS[rest / 8 % 4]);
        rest /= 32;
    }
    word[..1].to_uppercase() + &word[1..]
}

fn write_type(text: &mut String, ty: &Type) {
    let Type {
        name,
        base,
        open,
        media,
        ..
    } = ty;
    let base = base
        .as_ref()
        .map(|base| format!(" BaseType=\"Shop.{base}\""))
        .unwrap_or_default();
    let _ = writeln!(
        text,
        "<EntityType Name=\"{name}\"{base} OpenType=\"{open}\" HasStream=\"{media}\">"
    );
    if ty.base.is_none() {
        text.push_str("<Key><PropertyRef Name=\"Id\"/></Key>\n");
        text.push_str("<Property Name=\"Id\" Type=\"Edm.String\" Nullable=\"false\"/>\n");
    }
    ty.properties
        .iter()
        .for_each(|property| write_property(text, property));
    for Navigation {
        name,
        target,
        contained,
    } in &ty.navigations
    {
        let _ = writeln!(
            text,
            "<NavigationProperty Name=\"{name}\" Type=\"Collection(Shop.{target})\" \
             ContainsTarget=\"{contained}\"/>"
        );
    }
    text.push_str("</EntityType>\n");
}

fn write_property(text: &mut String, property: &Property) {
    let Property {
        name, ty, nullable, ..
    } = property;
    let ty = match property.collection {
        true => format!("Collection(Edm.{ty})"),
        false => format!("Edm.{ty}"),
    };
    let _ = write!(
        text,
        "<Property Name=\"{name}\" Type=\"{ty}\" Nullable=\"{nullable}\""
    );
    if let Some(length) = property.max_length {
        let _ = write!(text, " MaxLength=\"{length}\"");
    }
    text.push('>');
    let core = "Org.OData.Core.V1";
    if property.computed {
        let _ = write!(text, "<Annotation Term=\"{core}.Computed\"/>");
    }
    if let Some(description) = &property.description {
        let _ = write!(
            text,
            "<Annotation Term=\"{core}.Description\" String=\"{description}\"/>"
        );
    }
    if property.deprecated {
        let _ = write!(
            text,
            "<Annotation Term=\"{core}.Revisions\"><Collection><Record>\
             <PropertyValue Property=\"Kind\" EnumMember=\"{core}.RevisionKind/Deprecated\"/>\
             <PropertyValue Property=\"Description\" String=\"gone soon\"/>\
             </Record></Collection></Annotation>"
        );
    }
    text.push_str("</Property>\n");
}

fn write_enum(text: &mut String, ty: &Enum) {
    let Enum {
        name,
        flags,
        members,
    } = ty;
    let _ = writeln!(text, "<EnumType Name=\"{name}\" IsFlags=\"{flags}\">");
    for (name, value) in members {
        let _ = writeln!(text, "<Member Name=\"{name}\" Value=\"{value}\"/>");
    }
    text.push_str("</EnumType>\n");
}

fn write_action(text: &mut String, action: &Action) {
    let Action { name, binding, .. } = action;
    let _ = writeln!(text, "<Action Name=\"{name}\" IsBound=\"true\">");
    let _ = writeln!(
        text,
        "<Parameter Name=\"bindingParameter\" Type=\"Shop.{binding}\"/>"
    );
    for (name, nullable) in &action.parameters {
        let _ = writeln!(
            text,
            "<Parameter Name=\"{name}\" Type=\"Edm.String\" Nullable=\"{nullable}\"/>"
        );
    }
    text.push_str("</Action>\n");
}

fn write_set(text: &mut String, set: &Set) {
    let Set {
        name,
        ty,
        deletable,
    } = set;
    let _ = writeln!(text, "<EntitySet Name=\"{name}\" EntityType=\"Shop.{ty}\">");
    if let Some(deletable) = deletable {
        let _ = writeln!(
            text,
            "<Annotation Term=\"Org.OData.Capabilities.V1.DeleteRestrictions\"><Record>\
             <PropertyValue Property=\"Deletable\" Bool=\"{deletable}\"/></Record></Annotation>"
        );
    }
    text.push_str("</EntitySet>\n");
}
