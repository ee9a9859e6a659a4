//! Turns metadata in JSON into what each command makes of it, which is what it makes of the twin in XML.

#[path = "support/project.rs"]
mod project;

use project::{Project, fixture};

/// The shop in both representations; the settings name the one in JSON.
fn shop() -> Project {
    let project = Project::shop();
    project.write("shop.json", &fixture("cli/shop.json"));
    project.replace("odata-bindgen.toml", "shop.xml", "shop.json");
    project
}

/// The generated files.
fn generated(project: &Project) -> Vec<(String, Vec<u8>)> {
    project.succeed(&["generate"]);
    let files = project.files().into_iter();
    files
        .filter(|(name, _)| name.starts_with("generated/") || name.ends_with(".lock"))
        .collect()
}

#[test]
fn the_same_is_generated() {
    let (xml, json) = (Project::shop(), shop());
    assert_eq!(generated(&xml), generated(&json));
    json.succeed(&["check"]);
}

#[test]
fn nothing_but_what_xml_leaves_open_is_a_difference() {
    let project = shop();
    insta::assert_snapshot!(project.succeed(&["diff", "shop.xml", "shop.json", "--positions"]));
}

#[test]
fn syntax_can_be_dumped() {
    insta::assert_snapshot!(shop().succeed(&["dump", "--stage", "csdl", "shop.json"]));
}

#[test]
fn a_file_in_json_is_no_version_even_where_it_is_missing() {
    let run = shop().run(&["operations", "shpo.json"]);
    assert_eq!(run.code, Some(1));
    assert!(run.stderr.contains("there is `shop.json`"), "{run:?}");
}

#[test]
fn the_ending_of_the_name_decides_nothing() {
    let project = Project::shop();
    project.write("renamed.xml", &fixture("cli/shop.json"));
    project.write("renamed.json", &fixture("cli/shop.xml"));
    let list = |name: &str| {
        let listed = project.succeed(&["operations", name]);
        listed.replacen(name, "the file", 1)
    };
    assert_eq!(list("renamed.xml"), list("renamed.json"));
}

#[test]
fn init_takes_documents_that_refer_to_each_other_along() {
    let project = Project::empty();
    let reference = |uri: &str, namespace: &str| {
        format!(
            "{{\"{uri}\": {{\"$Include\": [{{\"$Namespace\": \"{namespace}\", \"$Alias\": \"S\"}}]}}}}"
        )
    };
    let main = reference("https://example.com/parts/shop.xml", "Shop");
    let main = format!(
        "{{\"$Version\": \"4.01\", \"$Reference\": {main}, \"Main\": {{\"A\": {{\"$Kind\": \"ComplexType\", \"State\": {{\"$Type\": \"S.State\"}}}}}}}}"
    );
    project.write("in/service.json", &main);
    project.write("in/shop.xml", &fixture("cli/shop.xml"));
    let run = [
        "init",
        "--metadata",
        "in/service.json",
        "--out",
        "client",
        "--name",
        "client",
    ];
    project.succeed(&run);
    assert_eq!(
        project.read("client/metadata/shop.xml"),
        fixture("cli/shop.xml")
    );
    let config = project.read("client/odata-bindgen.toml");
    assert!(config.contains("metadata/service.json"), "{config}");
    let again = project.succeed(&["generate", "--config", "client/odata-bindgen.toml"]);
    assert!(again.contains("nothing to do"), "{again}");
}

#[test]
fn a_document_in_xml_refers_to_one_in_json() {
    let project = Project::empty();
    let edmx =
        "<edmx:Edmx Version=\"4.0\" xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\">";
    let main = format!(
        "{edmx}<edmx:Reference Uri=\"shop.json\"><edmx:Include Namespace=\"Shop\"/></edmx:Reference><edmx:DataServices>\
         <Schema Namespace=\"Main\" xmlns=\"http://docs.oasis-open.org/odata/ns/edm\"><ComplexType Name=\"A\">\
         <Property Name=\"State\" Type=\"Shop.State\"/></ComplexType></Schema></edmx:DataServices></edmx:Edmx>"
    );
    project.write("main.xml", &main);
    project.write("shop.json", &fixture("cli/shop.json"));
    let model = project.succeed(&["dump", "--stage", "model", "main.xml"]);
    assert!(model.contains("Shop.State"), "{model}");
}

#[test]
fn patches_repair_both_alike() {
    let patches = "
[[patch]]
target = \"Shop.Order/State\"
rename = \"Progress\"
reason = \"a test\"

[[patch]]
target = \"Shop.Line/Number\"
set_type = \"Edm.Int64\"
reason = \"a test\"

[[patch]]
target = \"Shop.Customer/Id\"
annotate = { term = \"Org.OData.Core.V1.Computed\", value = true }
reason = \"a test\"

[[patch]]
target = \"Shop.Company/Seat\"
set_nullable = false
reason = \"a test\"

[[patch]]
target = \"Shop.Find\"
drop = true
reason = \"a test\"
";
    let projects = [Project::shop(), shop()];
    for project in &projects {
        let settings = project.read("odata-bindgen.toml");
        project.write("odata-bindgen.toml", &(settings + patches));
    }
    let [xml, json] = projects.map(|project| generated(&project));
    assert_eq!(xml, json);
    let texts = json.iter().map(|(_, text)| String::from_utf8_lossy(text));
    assert!(texts.into_iter().any(|text| text.contains("PROGRESS")));
}
