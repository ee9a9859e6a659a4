//! Has anything that others use of the libraries changed without being looked at?

use std::path::Path;

use tests::{api, place};

fn assert_outline(name: &str, lib: &str) {
    let outline = api::outline(&place::root().join(lib));
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(Path::new("snapshots/api"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, outline));
}

#[test]
fn the_runtime_offers_what_it_did() {
    assert_outline("odata-runtime", "runtime/src/lib.rs");
}

#[test]
fn the_generator_offers_what_it_did() {
    assert_outline("odata-bindgen", "generator/src/lib.rs");
}

#[test]
fn private_parts_and_bodies_are_left_out_and_names_of_elsewhere_are_found() {
    let folder = tempfile::tempdir().expect("there is a place for temporary files");
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().expect("it is in the folder")).unwrap();
        std::fs::write(path, text).unwrap();
    };
    write(
        "lib.rs",
        "mod a; pub mod b; mod c; pub use a::{One, two}; pub use b::inner as other; \
         #[cfg(feature = \"x\")] pub use c::*; pub use http::Uri; fn hidden() {} \
         #[cfg(test)] mod tests;",
    );
    write(
        "a.rs",
        "/// Documented.\n#[derive(Clone)] pub struct One { pub seen: u8, hidden: u8 } \
         impl One { pub fn get(&self) -> u8 { self.hidden } fn set(&mut self) {} } \
         impl Drop for One { fn drop(&mut self) {} } pub fn two() -> u8 { 2 } pub fn three() {}",
    );
    write(
        "b.rs",
        "pub mod inner { pub const N: u8 = 7; } pub(crate) struct Own;",
    );
    write("c.rs", "pub trait Do { fn it(&self) { todo!() } }");
    let outline = api::outline(&folder.path().join("lib.rs"));
    insta::assert_snapshot!(outline, @r#"
    #[cfg(feature = "x")]
    pub trait Do {
        fn it(&self) {}
    }
    #[derive(Clone)]
    pub struct One {
        pub seen: u8,
    }
    impl Drop for One {}
    impl One {
        pub fn get(&self) -> u8 {}
    }
    pub use http::Uri;
    pub mod b {
        pub mod inner {
            pub const N: u8 = _;
        }
    }
    pub mod other {
        pub const N: u8 = _;
    }
    pub fn two() -> u8 {}
    "#);
}
