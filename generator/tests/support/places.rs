//! Turns one document into many: the same with hostile text in each place that holds text.

/// Texts that would act where they are not kept from it.
pub(crate) const TEXTS: [&str; 64] = [
    "",
    " ",
    "*/ fn injected() {} /*",
    "\"; panic!(); \"",
    "\"#; panic!(); r#\"",
    "\\",
    "\\\"",
    "\\u{41}\\n",
    "'; 'static",
    "]\n#[path = \"x\"]",
    "//! x\n/// y",
    "```\npanic!()\n```",
    "a\n\n    panic!()",
    "\t\tpanic!()",
    "~~~rust\npanic!()",
    "`",
    "a ``` b `` c",
    "[Missing] [`also::missing`] [x](javascript:alert(1))",
    "[x]: http://example.com 'y'",
    "![x](http://example.com/x.png)",
    "<script>alert(1)</script>",
    "</code></script><img src=x onerror=alert(1)>",
    "<!-- x -->",
    "--> <?xml?> ]]>",
    "&lt;script&gt; &#60;",
    "' onmouseover='alert(1)",
    "{{ name }} {% x %} {} {0}",
    "%0A::error::x",
    "\n::set-output name=x::y",
    "\r\n::add-mask::x",
    "::error file=a,line=1::x",
    "\u{202e}txet\u{202c}",
    "\u{2066}x\u{2069}",
    "\u{2028}\u{2029}\u{85}",
    "\u{7f}\u{9b}31m\u{90}x\u{9c}",
    "\u{feff}\u{200b}\u{ad}x",
    "\u{fffd}\u{10ffff}\u{e000}",
    "🦀 ΐ ǆ İ ß ﬁ",
    "e\u{301} \u{301}",
    "| a | b |\n|---|---|",
    "# x\n===\n---\n1. y\n> z\n- w",
    "x > y * z ~ w | v",
    "@everyone #1 https://example.com/a_b_c, www.example.com",
    "http://user:secret@example.com/ file:///etc/passwd",
    "xhttp://é\"<>",
    "$(rm -rf /) `rm` ${HOME} %PATH%",
    "../../etc/passwd",
    "..",
    ".",
    "/etc/passwd",
    "C:\\x",
    "a/b\\c",
    "a.b",
    "con",
    "NUL",
    "com1.txt",
    "self",
    "r#fn",
    "_",
    "Option",
    "mod",
    "std",
    "target",
    "0",
];

/// What stands in a place whose name begins with this is free text.
const FREE: char = '=';

/// A document whose places stand in braces: a name, and what is there otherwise. What has one name is
/// the same everywhere; free text has a name that begins with `=`.
const DOCUMENT: &str = r#"<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx" xmlns="http://docs.oasis-open.org/odata/ns/edm">
<edmx:Reference Uri="{=uri:https://example.com/Core.xml}"><edmx:Include Namespace="Org.OData.Core.V1" Alias="Core"/></edmx:Reference>
<edmx:DataServices><Schema Namespace="{namespace:Shop.V1}" Alias="Self">
<Annotation Term="Core.Description" String="{=about the schema:words}"/>
<EnumType Name="{enumeration:Colour}"><Annotation Term="Core.Description" String="{=about the enumeration:words}"/>
<Member Name="{member:Red}" Value="1"><Annotation Term="Core.Description" String="{=about the member:words}"/></Member><Member Name="Blue" Value="2"/></EnumType>
<EnumType Name="{flags:Sizes}" IsFlags="true"><Member Name="{flag:Small}" Value="1"/></EnumType>
<TypeDefinition Name="{definition:Money}" UnderlyingType="Edm.Decimal"/>
<ComplexType Name="{complex:Address}"><Property Name="{complex property:Street}" Type="Edm.String"><Annotation Term="Core.Description" String="{=about the street:words}"/></Property></ComplexType>
<EntityType Name="{base:Thing}" Abstract="true"><Key><PropertyRef Name="{key:Id}"/></Key><Property Name="{key:Id}" Type="Edm.String" Nullable="false"/>
<Annotation Term="Core.LongDescription" String="{=more about the base:words}"/></EntityType>
<EntityType Name="{entity:Order}" BaseType="Self.{base:Thing}" OpenType="true"><Annotation Term="Core.Description" String="{=about the entity:words}"/>
<Annotation Term="Core.Revisions"><Collection><Record><PropertyValue Property="Kind" EnumMember="Core.RevisionKind/Deprecated"/>
<PropertyValue Property="Description" String="{=why it is deprecated:words}"/></Record></Collection></Annotation>
<Property Name="{property:Subject}" Type="Edm.String" DefaultValue="{=default:words}" MaxLength="{=length:words}" SRID="{=srid:words}">
<Annotation Term="Core.Description" String="{=about the property:words}"/><Annotation Term="Core.LongDescription" String="{=more about it:words}"/></Property>
<Property Name="Colour" Type="Self.{enumeration:Colour}" DefaultValue="{=default colour:words}"/><Property Name="Sizes" Type="Self.{flags:Sizes}"/>
<Property Name="Price" Type="Self.{definition:Money}"/><Property Name="Address" Type="Self.{complex:Address}"/>
<NavigationProperty Name="{navigation:Lines}" Type="Collection(Self.{line:Line})" Partner="{=partner:words}" ContainsTarget="true">
<Annotation Term="Core.Description" String="{=about the navigation:words}"/>
<ReferentialConstraint Property="{=dependent:words}" ReferencedProperty="{=principal:words}"/></NavigationProperty></EntityType>
<EntityType Name="{line:Line}" BaseType="Self.{base:Thing}" HasStream="true"/>
<Action Name="{action:Send}" IsBound="true" EntitySetPath="{=path:words}"><Annotation Term="Core.Description" String="{=about the action:words}"/>
<Parameter Name="it" Type="Self.{entity:Order}"/><Parameter Name="{parameter:To}" Type="Edm.String"><Annotation Term="Core.Description" String="{=about the parameter:words}"/></Parameter></Action>
<Function Name="{function:Total}" IsBound="true"><Parameter Name="it" Type="Self.{entity:Order}"/><Parameter Name="{argument:In}" Type="Edm.String"/><ReturnType Type="Edm.Decimal"/></Function>
<Function Name="{unbound:Search}"><Parameter Name="text" Type="Edm.String"/><ReturnType Type="Edm.String"/></Function>
<EntityContainer Name="{container:Container}"><Annotation Term="Core.Description" String="{=about the container:words}"/>
<EntitySet Name="{set:Orders}" EntityType="Self.{entity:Order}"><Annotation Term="Core.Description" String="{=about the set:words}"/>
<NavigationPropertyBinding Path="{=binding:words}" Target="{=target:words}"/>
<Annotation Term="Org.OData.Capabilities.V1.SortRestrictions"><Record><PropertyValue Property="NonSortableProperties"><Collection>
<PropertyPath>{=restricted:words}</PropertyPath></Collection></PropertyValue></Record></Annotation></EntitySet>
<Singleton Name="{singleton:Main}" Type="Self.{entity:Order}"/>
<FunctionImport Name="{import:Search}" Function="Self.{unbound:Search}" EntitySet="{=import set:words}"/></EntityContainer>
<Annotations Target="{=annotated:words}"><Annotation Term="{=term:Own.Term}" Qualifier="{=qualifier:words}" String="{=value:words}"/></Annotations>
</Schema></edmx:DataServices></edmx:Edmx>
"#;

/// The names of all places that hold free text, or of all that hold names.
pub(crate) fn places(free: bool) -> Vec<&'static str> {
    let mut names: Vec<&str> = DOCUMENT
        .split('{')
        .skip(1)
        .filter_map(|rest| Some(rest.split_once(':')?.0))
        .filter(|name| name.starts_with(FREE) == free)
        .collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// The document with what `choose` puts into a place; where it is nothing, what is there otherwise.
pub(crate) fn document<'t>(choose: impl Fn(&str) -> Option<&'t str>) -> String {
    let mut document = String::new();
    let mut pieces = DOCUMENT.split('{');
    document.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        let (place, rest) = piece.split_once('}').unwrap();
        let (name, default) = place.split_once(':').unwrap();
        let text = choose(name).unwrap_or(default);
        for character in text.chars() {
            match character {
                '&' | '<' | '>' | '"' | '\'' | '\n' | '\r' | '\t' => {
                    document.push_str(&format!("&#{};", u32::from(character)));
                }
                plain => document.push(plain),
            }
        }
        document.push_str(rest);
    }
    document
}
