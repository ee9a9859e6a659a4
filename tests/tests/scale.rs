//! Turns documents that code makes into crates, and looks at how these grow.

use std::fmt::Write;

use odata_bindgen::Generated;
use odata_bindgen::config::Config;
use tests::scale::synthetic;

fn generate(document: &str) -> Generated {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let path = folder.path().join("document.xml");
    std::fs::write(&path, document).expect("the folder can be written to");
    let config = Config::for_single(&path, &folder.path().join("out"), "scale");
    odata_bindgen::generate(&config.expect("a name of a crate")).expect("a document without faults")
}

fn bytes(generated: &Generated) -> usize {
    generated.files.iter().map(|(_, text)| text.len()).sum()
}

#[test]
fn output_grows_with_the_number_of_types() {
    let [small, large] = [200, 400].map(|types| bytes(&generate(&synthetic::document(types))));
    let growth = large as f64 / small as f64;
    assert!((1.9..2.1).contains(&growth), "{small} bytes become {large}");
}

/// A type with this many versions, each of which adds a property, as one document.
fn versions(count: usize) -> String {
    let mut schemas = String::from(
        "<Schema Namespace=\"Part\" xmlns=\"http://docs.oasis-open.org/odata/ns/edm\"><EntityType Name=\"Part\" Abstract=\"true\"><NavigationProperty Name=\"Parts\" Type=\"Collection(Part.Part)\"/></EntityType></Schema>",
    );
    let mut base = "Part.Part".to_owned();
    for number in 0..count {
        let namespace = format!("Part.v1_{number}_0");
        let _ = write!(
            schemas,
            "<Schema Namespace=\"{namespace}\" xmlns=\"http://docs.oasis-open.org/odata/ns/edm\"><EntityType Name=\"Part\" BaseType=\"{base}\"><Property Name=\"Added{number}\" Type=\"Edm.String\"/></EntityType></Schema>"
        );
        base = format!("{namespace}.Part");
    }
    wrap(&schemas)
}

fn wrap(schemas: &str) -> String {
    format!(
        "<edmx:Edmx Version=\"4.0\" xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\"><edmx:DataServices>{schemas}</edmx:DataServices></edmx:Edmx>"
    )
}

#[test]
fn versions_of_a_type_are_one_type() {
    let [few, many] = [10, 60].map(|count| generate(&versions(count)));
    assert_eq!(few.files.len(), many.files.len());
    let structs = many
        .files
        .iter()
        .filter(|(_, text)| text.contains("pub struct Part {"));
    let structs: Vec<_> = structs.map(|(_, text)| text).collect();
    let [only] = structs[..] else {
        panic!("{} structs", structs.len())
    };
    assert!(
        only.contains("pub added0:") && only.contains("pub added59:"),
        "{only}"
    );
}

#[test]
fn hundreds_of_overloads_have_a_function_each() {
    const COUNT: usize = 300;
    let mut schema = String::from(
        "<Schema Namespace=\"Shop\" xmlns=\"http://docs.oasis-open.org/odata/ns/edm\"><EntityType Name=\"Item\"><Key><PropertyRef Name=\"Id\"/></Key><Property Name=\"Id\" Type=\"Edm.String\"/></EntityType>",
    );
    for number in 0..COUNT {
        // small and large letters meet in one name of Rust
        let name = if number % 2 == 0 { "Find" } else { "find" };
        let _ = write!(
            schema,
            "<Function Name=\"{name}\" IsBound=\"true\"><Parameter Name=\"item\" Type=\"Shop.Item\"/><Parameter Name=\"By{}\" Type=\"Edm.String\"/><ReturnType Type=\"Edm.String\"/></Function>",
            number / 2
        );
    }
    schema.push_str("<EntityContainer Name=\"Service\"><EntitySet Name=\"Items\" EntityType=\"Shop.Item\"/></EntityContainer></Schema>");
    let generated = generate(&wrap(&schema));
    let requests = generated
        .files
        .get("src/requests/item.rs")
        .expect("the builder of the type");
    let file = syn::parse_file(requests).expect("what is generated is Rust");
    let mut names: Vec<String> = file
        .items
        .iter()
        .filter_map(|item| match item {
            syn::Item::Impl(item) if item.trait_.is_none() => Some(&item.items),
            _ => None,
        })
        .flatten()
        .filter_map(|item| match item {
            syn::ImplItem::Fn(function) => Some(function.sig.ident.to_string()),
            _ => None,
        })
        .filter(|name| name.starts_with("find"))
        .collect();
    assert_eq!(names.len(), COUNT);
    names.sort();
    names.dedup();
    assert_eq!(names.len(), COUNT, "two functions have one name");
}
