//! Turns what the metadata forbids into the compiler's messages, which name what it is and say why.

#[test]
fn what_is_forbidden_does_not_compile_and_says_why() {
    trybuild::TestCases::new().compile_fail("fixtures/gates/*.rs");
}
