//! Turns long files and long functions into violations.

use syn::spanned::Spanned;
use syn::visit::{self, Visit};

use super::{Source, Violation};

/// The most lines of a file.
const FILE: usize = 400;

/// The most lines of a function, those of `quote!` and of a snapshot aside.
const FUNCTION: usize = 60;

/// No file is above 400 lines.
pub(super) fn files(source: &Source) -> Vec<Violation> {
    let lines = source.text.lines().count();
    let message = || {
        format!(
            "the file has {lines} lines, {FILE} are the most: give each of its subjects a file of its own"
        )
    };
    if lines > FILE {
        vec![source.violation(lines, message())]
    } else {
        Vec::new()
    }
}

/// A module with others below it is a file beside their folder.
pub(super) fn module_files(source: &Source) -> Vec<Violation> {
    let message =
        "a module is a file of its own name beside its folder: rename `foo/mod.rs` to `foo.rs`";
    if source.path.ends_with("/mod.rs") {
        vec![source.violation(1, message)]
    } else {
        Vec::new()
    }
}

/// No function is above 60 lines, apart from the code that it quotes and the texts that it expects.
pub(super) fn functions(source: &Source) -> Vec<Violation> {
    let mut functions = Functions {
        source,
        found: Vec::new(),
    };
    functions.visit_file(&source.syntax);
    functions.found
}

struct Functions<'s> {
    source: &'s Source,
    found: Vec<Violation>,
}

impl Functions<'_> {
    fn measure(&mut self, signature: &syn::Signature, body: &syn::Block) {
        let mut quoted = Quoted(0);
        quoted.visit_block(body);
        let start = signature.span().start().line;
        let lines = body.span().end().line + 1 - start;
        let logic = lines - quoted.0.min(lines);
        if logic > FUNCTION {
            let name = &signature.ident;
            let message = format!(
                "`{name}` has {logic} lines, {FUNCTION} are the most: give its steps names"
            );
            self.found.push(self.source.violation(start, message));
        }
    }
}

impl<'ast> Visit<'ast> for Functions<'_> {
    fn visit_item_fn(&mut self, function: &'ast syn::ItemFn) {
        self.measure(&function.sig, &function.block);
        visit::visit_item_fn(self, function);
    }

    fn visit_impl_item_fn(&mut self, function: &'ast syn::ImplItemFn) {
        self.measure(&function.sig, &function.block);
        visit::visit_impl_item_fn(self, function);
    }

    fn visit_trait_item_fn(&mut self, function: &'ast syn::TraitItemFn) {
        if let Some(body) = &function.default {
            self.measure(&function.sig, body);
        }
        visit::visit_trait_item_fn(self, function);
    }
}

/// How many lines lie within `quote!` and the macros of snapshots, beyond the first of each.
struct Quoted(usize);

impl<'ast> Visit<'ast> for Quoted {
    fn visit_macro(&mut self, invocation: &'ast syn::Macro) {
        let name = invocation
            .path
            .segments
            .last()
            .map(|segment| segment.ident.to_string());
        if name.is_some_and(|name| name == "quote" || name.ends_with("_snapshot")) {
            let span = invocation.delimiter.span().join();
            self.0 += span.end().line - span.start().line;
        }
    }
}
