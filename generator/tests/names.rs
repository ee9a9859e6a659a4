//! Turns metadata that grows into the proof that no Rust name changes by it.

#[path = "support/project.rs"]
mod project;

use project::Project;

/// The lines of the lock file.
fn pins(project: &Project) -> Vec<String> {
    let lines = project.read("odata-bindgen.lock");
    lines.lines().map(str::to_owned).collect()
}

const EARLIER: &str = "<EnumType Name=\"state\"><Member Name=\"On\"/></EnumType><EntityType Name=\"order\"><Key><PropertyRef Name=\"No\"/></Key><Property Name=\"No\" Type=\"Edm.Int32\" Nullable=\"false\"/></EntityType>";

#[test]
fn a_type_that_comes_later_takes_no_name_away() {
    let project = Project::shop();
    project.succeed(&["generate"]);
    let before = pins(&project);
    // the new types stand first in the document, and would be given the names if order decided
    project.replace(
        "shop.xml",
        "<EntityType Name=\"Order\"",
        &format!("{EARLIER}<EntityType Name=\"Order\""),
    );

    let check = project.run(&["check"]);
    assert_eq!(check.code, Some(1), "{check:?}");
    assert!(
        check.stdout.contains("stale: odata-bindgen.lock\n"),
        "{check:?}"
    );
    insta::assert_snapshot!("check_reports_new_types_that_collide", check.stderr);

    project.succeed(&["generate"]);
    let after = pins(&project);
    let lost: Vec<_> = before.iter().filter(|line| !after.contains(line)).collect();
    assert!(lost.is_empty(), "{lost:?}");
    let added: Vec<_> = after
        .iter()
        .filter(|line| !before.contains(line))
        .map(|line| line.trim())
        .collect();
    assert!(
        added.contains(&"order OrderType") && added.contains(&"state StateType"),
        "{added:?}"
    );
    assert!(
        project
            .read("generated/src/v1/types/order.rs")
            .contains("pub struct Order {")
    );
    assert!(
        project
            .read("generated/src/v1/types/order_type.rs")
            .contains("pub struct OrderType {")
    );
    project.succeed(&["check"]);
}

#[test]
fn without_the_lock_the_names_are_others() {
    let project = Project::shop();
    project.succeed(&["generate"]);
    project.replace(
        "shop.xml",
        "<EntityType Name=\"Order\"",
        &format!("{EARLIER}<EntityType Name=\"Order\""),
    );
    std::fs::remove_file(project.path("odata-bindgen.lock")).unwrap();
    project.succeed(&["generate"]);
    assert!(pins(&project).contains(&"  order Order".to_owned()));
}

#[test]
fn a_property_that_comes_later_takes_no_name_away() {
    let project = Project::shop();
    project.succeed(&["generate"]);
    project.replace(
        "shop.xml",
        "<Property Name=\"State\"",
        "<Property Name=\"state\" Type=\"Edm.String\"/><Property Name=\"State\"",
    );
    let check = project.run(&["check"]);
    assert_eq!(check.code, Some(1));
    insta::assert_snapshot!("check_reports_a_new_property_that_collides", check.stderr);
    project.succeed(&["generate"]);
    let order = project.read("generated/src/v1/types/order.rs");
    assert!(order.contains("pub state: Option<State>"), "{order}");
    assert!(
        order.contains("pub state_property: Option<String>"),
        "{order}"
    );
}

#[test]
fn a_name_that_is_edited_in_the_lock_is_the_name() {
    let project = Project::shop();
    project.succeed(&["generate"]);
    project.replace(
        "odata-bindgen.lock",
        "  Order Order\n",
        "  Order PurchaseOrder\n",
    );
    let check = project.run(&["check"]);
    assert_eq!(check.code, Some(1));
    project.succeed(&["generate"]);
    let order = project.read("generated/src/v1/types/purchase_order.rs");
    assert!(order.contains("pub struct PurchaseOrder {"), "{order}");
}
