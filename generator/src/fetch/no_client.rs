//! Turns every request into a word about how to get a program that can send it.

use crate::error::Error;
use crate::load::address::Address;

/// Nobody: there is no value of it.
#[derive(Debug)]
pub(super) enum Client {}

impl Client {
    pub(super) fn new() -> Result<Self, Error> {
        Err(Error::Usage {
            message: "this program was built without what `--fetch` needs".to_owned(),
            help: Some(
                "install it with `cargo install odata-bindgen --features fetch`, or fetch the documents yourself and name them under `[references]`"
                    .to_owned(),
            ),
        })
    }

    pub(super) fn get(&self, _: &Address) -> Result<(Vec<u8>, Address), String> {
        match *self {}
    }
}
