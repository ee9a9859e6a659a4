//! Goes past what the metadata forbids at an address, with a remark that says so.

use super::{Resolver, Walk, push};
use crate::plan::{Capability, GateRef};

impl<'p> Resolver<'_, 'p> {
    /// Goes past the gate of an address that forbids what follows.
    pub(super) fn ungated(&mut self, walk: &mut Walk<'p>, gate: &GateRef, wanted: Capability) {
        if self.index.allows(gate, wanted) {
            return;
        }
        push(walk, ".ungated()", "");
        let what = match wanted {
            Capability::Countable => "that this can be counted",
            _ => "that this has links of its own",
        };
        self.scope.note(format!("the metadata does not say {what}"));
    }
}
