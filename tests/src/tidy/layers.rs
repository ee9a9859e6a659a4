//! Turns imports against the table of layers, and of libraries that someone else owns, into violations.

use syn::visit::{self, Visit};

use super::source::is_for_tests;
use super::{Source, Violation};

/// Which modules of the generator a module may name, beside itself.
///
/// The pipeline in `lib.rs` uses all of them; the command line uses the pipeline and what it gives.
const LAYERS: [(&str, &[&str]); 24] = [
    ("limits", &[]),
    ("stage", &[]),
    ("diagnostics", &["limits"]),
    ("files", &["diagnostics"]),
    ("error", &["diagnostics", "files"]),
    ("config", &["diagnostics", "error", "files", "limits"]),
    ("lock", &["diagnostics", "error", "files"]),
    ("csdl", &["diagnostics", "limits"]),
    (
        "load",
        &["config", "csdl", "diagnostics", "error", "files", "limits"],
    ),
    (
        "fetch",
        &["config", "csdl", "diagnostics", "error", "files", "load"],
    ),
    ("patch", &["config", "csdl", "diagnostics"]),
    ("model", &["csdl", "diagnostics", "limits"]),
    ("selection", &["diagnostics", "model"]),
    ("plan", &["diagnostics", "lock", "model", "selection"]),
    (
        "options",
        &["config", "diagnostics", "model", "plan", "selection"],
    ),
    (
        "features",
        &[
            "config",
            "diagnostics",
            "lock",
            "model",
            "options",
            "plan",
            "selection",
        ],
    ),
    ("emit", &["plan"]),
    ("explain", &["diagnostics", "emit", "plan"]),
    ("operations", &["plan"]),
    ("diff", &["diagnostics", "model"]),
    ("impact", &["diagnostics", "diff", "model", "plan"]),
    (
        "text",
        &["config", "diagnostics", "diff", "files", "impact", "plan"],
    ),
    (
        "guide",
        &[
            "config",
            "diagnostics",
            "diff",
            "model",
            "operations",
            "plan",
        ],
    ),
    ("sizes", &["files", "plan", "text"]),
];

/// Modules that stand above all layers.
const ABOVE: [&str; 2] = ["cli", ""];

/// Outside libraries, and the modules that own them.
const OWNERS: [(&str, &[&str]); 22] = [
    ("quick_xml", &["csdl"]),
    ("heck", &["plan::names"]),
    ("unicode_ident", &["model::check", "plan::names"]),
    ("unicode_normalization", &["plan::names"]),
    ("petgraph", &["plan::boxes"]),
    ("quote", &["emit"]),
    ("syn", &["emit"]),
    ("proc_macro2", &["emit"]),
    ("prettyplease", &["emit"]),
    ("rayon", &["csdl", "emit", "plan"]),
    ("askama", &["text"]),
    ("std::fs", &["files"]),
    ("rustix", &["files"]),
    ("clap", &["cli"]),
    ("percent_encoding", &["explain"]),
    ("miette", &["diagnostics"]),
    ("strsim", &["diagnostics"]),
    ("toml", &["config", "lock"]),
    ("ureq", &["fetch::client"]),
    ("rustls", &["fetch::client"]),
    ("std::net::TcpStream", &["fetch::client"]),
    ("jiff", &["config"]),
];

/// No module of the generator names one that is not below it.
pub(super) fn imports(source: &Source) -> Vec<Violation> {
    let Some(from) = layer(source) else {
        return Vec::new();
    };
    if ABOVE.contains(&from) {
        return Vec::new();
    }
    let Some((_, allowed)) = LAYERS.iter().find(|(module, _)| *module == from) else {
        return vec![source.violation(
            1,
            format!("the module `{from}` is not in the table of layers: decide what it may name"),
        )];
    };
    let mut found: Vec<Violation> = Vec::new();
    for (path, line) in named(source) {
        let [krate, to, ..] = &path[..] else { continue };
        if krate == "crate" && to != from && is_module(to) && !allowed.contains(&&**to) {
            let message = format!(
                "`{from}` names `{to}`, which is not below it: it may name {}",
                list(allowed)
            );
            found.push(source.violation(line, message));
        }
    }
    found.dedup();
    found
}

/// Each outside library is named by its owner alone.
pub(super) fn owners(source: &Source) -> Vec<Violation> {
    if layer(source).is_none() {
        return Vec::new();
    }
    let module = source.module().join("::");
    let mut found: Vec<Violation> = Vec::new();
    for (path, line) in named(source) {
        let owned = OWNERS.iter().find(|(library, _)| {
            let mut parts = library.split("::").zip(&path).map(|(a, b)| a == b);
            path.len() >= library.split("::").count() && parts.all(|same| same)
        });
        let Some((library, owners)) = owned else {
            continue;
        };
        let is_owner =
            |owner: &&str| module == **owner || module.starts_with(&format!("{owner}::"));
        if !owners.iter().any(is_owner) {
            let message = format!(
                "`{library}` belongs to {}: call a function of its owner",
                list(owners)
            );
            found.push(source.violation(line, message));
        }
    }
    found.dedup();
    found
}

fn list(modules: &[&str]) -> String {
    if modules.is_empty() {
        "none".to_owned()
    } else {
        modules
            .iter()
            .map(|module| format!("`{module}`"))
            .collect::<Vec<_>>()
            .join(", ")
    }
}

/// The module at the root of the generator that a source is part of; none for other packages and for tests.
fn layer(source: &Source) -> Option<&str> {
    let is_generator = source.path.starts_with("generator/src/") && !source.is_test();
    is_generator.then(|| source.module().first().copied().unwrap_or_default())
}

fn is_module(name: &str) -> bool {
    name == "cli" || LAYERS.iter().any(|(module, _)| *module == name)
}

/// Every path that a source names outside of its tests, from the root of the crate where it is one of its own.
fn named(source: &Source) -> Vec<(Vec<String>, usize)> {
    let module = source
        .module()
        .iter()
        .map(|&part| part.to_owned())
        .collect();
    let mut paths = Paths {
        module,
        found: Vec::new(),
    };
    paths.visit_file(&source.syntax);
    paths.found
}

struct Paths {
    /// Where the visit is.
    module: Vec<String>,
    found: Vec<(Vec<String>, usize)>,
}

impl Paths {
    fn add(&mut self, path: Vec<String>, line: usize) {
        let above = path.iter().take_while(|part| *part == "super").count();
        let resolved = match path.first().map(String::as_str) {
            Some("super") => {
                let base = self.module.len().saturating_sub(above);
                let inside = self.module[..base].iter().chain(&path[above..]).cloned();
                std::iter::once("crate".to_owned()).chain(inside).collect()
            }
            _ => path,
        };
        self.found.push((resolved, line));
    }

    fn add_tree(&mut self, tree: &syn::UseTree, prefix: &[String]) {
        let with = |ident: &syn::Ident| {
            prefix
                .iter()
                .cloned()
                .chain([ident.to_string()])
                .collect::<Vec<_>>()
        };
        match tree {
            syn::UseTree::Path(path) => self.add_tree(&path.tree, &with(&path.ident)),
            syn::UseTree::Name(name) => self.add(with(&name.ident), name.ident.span().start().line),
            syn::UseTree::Rename(rename) => {
                self.add(with(&rename.ident), rename.ident.span().start().line)
            }
            syn::UseTree::Glob(glob) => {
                self.add(prefix.to_vec(), glob.star_token.spans[0].start().line)
            }
            syn::UseTree::Group(group) => group
                .items
                .iter()
                .for_each(|tree| self.add_tree(tree, prefix)),
        }
    }
}

impl<'ast> Visit<'ast> for Paths {
    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        if is_for_tests(&item.attrs) {
            return;
        }
        self.module.push(item.ident.to_string());
        visit::visit_item_mod(self, item);
        self.module.pop();
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        if !is_for_tests(&item.attrs) {
            self.add_tree(&item.tree, &[]);
        }
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        if path.segments.len() > 1 {
            let words = path
                .segments
                .iter()
                .map(|segment| segment.ident.to_string())
                .collect();
            self.add(words, path.segments[0].ident.span().start().line);
        }
        visit::visit_path(self, path);
    }
}
