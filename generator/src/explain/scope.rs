//! Turns what an expression names into imports, variables and remarks that go with it.

use std::collections::BTreeMap;

use super::index::{Constants, Index};
use crate::plan::{Condition, Constant, Path, PublicPaths, RustType};

/// What stands around an expression while it is put together.
#[derive(Clone, Debug)]
pub(super) struct Scope<'p> {
    pub(super) index: &'p Index<'p>,
    /// Where the items of the version are.
    paths: PublicPaths,
    /// The crate.
    package: String,
    /// Names, each with the path that it is imported from.
    uses: BTreeMap<String, String>,
    /// Variables in order, each with its value.
    pub(super) variables: Vec<(String, String)>,
    /// Remarks for people.
    pub(super) notes: Vec<String>,
    /// What the version does not have, and the request has all the same.
    pub(super) lacks: Vec<String>,
    /// The features of the crate that the request needs.
    pub(super) features: Condition,
}

impl<'p> Scope<'p> {
    pub(super) fn new(index: &'p Index<'p>, package: &str) -> Self {
        Self {
            index,
            paths: PublicPaths::new(package, index.version),
            package: package.replace('-', "_"),
            uses: BTreeMap::new(),
            variables: Vec::new(),
            notes: Vec::new(),
            lacks: Vec::new(),
            features: Condition::ALWAYS,
        }
    }

    /// A generated type by its shortest name.
    pub(super) fn path(&mut self, path: &Path) -> String {
        let whole = format!("{}::{}", self.paths.root, self.paths.item(path));
        match whole.rsplit_once("::") {
            Some((module, name)) => self.import(module, name),
            None => whole,
        }
    }

    /// A type with everything that it is made of.
    pub(super) fn ty(&mut self, ty: &RustType) -> String {
        match ty {
            RustType::Plain(name) => (*name).to_owned(),
            RustType::Runtime(name) => self.odata(name),
            RustType::Generated(path) => self.path(path),
            RustType::Option(inner) => format!("Option<{}>", self.ty(inner)),
            RustType::Vec(inner) => format!("Vec<{}>", self.ty(inner)),
            RustType::Box(inner) => format!("Box<{}>", self.ty(inner)),
            RustType::Expanded(inner) => {
                let expanded = self.odata("Expanded");
                format!("{expanded}<{}>", self.ty(inner))
            }
        }
    }

    /// A property constant: `message::SUBJECT`.
    pub(super) fn constant(&mut self, constants: &Constants<'_>, constant: &Constant) -> String {
        self.features.and(constants.condition);
        let module = self.paths.properties(&constants.space, constants.module);
        let whole = format!("{}::{module}", self.paths.root);
        let module = match whole.rsplit_once("::") {
            Some((outer, name)) => self.import(outer, name),
            None => whole,
        };
        format!("{module}::{}", constant.name.rust)
    }

    /// An item of the runtime.
    pub(super) fn odata(&mut self, name: &str) -> String {
        self.uses.insert(
            "odata".to_owned(),
            format!("{}::odata_runtime", self.package),
        );
        format!("odata::{name}")
    }

    /// An item of the version's own module: `Client`, `Patch`.
    pub(super) fn own(&mut self, name: &str) -> String {
        let module = self.paths.root.clone();
        self.import(&module, name)
    }

    /// Imports an item, unless another one has its name; then it goes by its whole path.
    fn import(&mut self, module: &str, name: &str) -> String {
        let whole = format!("{module}::{name}");
        let imported = self
            .uses
            .entry(name.to_owned())
            .or_insert_with(|| whole.clone());
        if *imported == whole {
            name.to_owned()
        } else {
            whole
        }
    }

    /// A variable with this value; one that has it already is taken again.
    pub(super) fn variable(&mut self, wanted: &str, value: String) -> String {
        let wanted = snake(wanted);
        let mut name = wanted.clone();
        for number in 2.. {
            match self.variables.iter().find(|(taken, _)| *taken == name) {
                Some((_, same)) if *same == value => return name,
                Some(_) => name = format!("{wanted}_{number}"),
                None => break,
            }
        }
        self.variables.push((name.clone(), value));
        name
    }

    /// The variable for a placeholder of the URL.
    pub(super) fn placeholder(&mut self, name: &str) -> String {
        let variable = self.variable(name, format!("{:?}", format!("{{{name}}}")));
        self.note(format!(
            "`{variable}` stands for `{{{name}}}`: put the real value there"
        ));
        variable
    }

    /// A function with the path to the type that has it.
    pub(super) fn qualified(&self, function: &str) -> String {
        if function.starts_with("odata_runtime::") {
            return format!("{}::{function}", self.package);
        }
        let module = if function.starts_with("Client") {
            ""
        } else {
            "requests::"
        };
        format!("{}::{module}{function}", self.paths.root)
    }

    /// A type as text that nothing is imported for.
    pub(super) fn shown(&self, ty: &RustType) -> String {
        self.clone().ty(ty)
    }

    /// Remembers that the version lacks a name that is used, unless it is among those that are known.
    pub(super) fn lack_of<'n>(
        &mut self,
        mut known: impl Iterator<Item = &'n str>,
        name: &str,
        owner: &str,
    ) {
        if !name.contains('@') && !known.any(|known| known.eq_ignore_ascii_case(name)) {
            self.lacks.push(format!("`{owner}` has no `{name}`"));
        }
    }

    /// Adds a remark, once.
    pub(super) fn note(&mut self, note: impl Into<String>) {
        let note = note.into();
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }

    /// The `use` lines, one for each module.
    pub(super) fn uses(&self) -> Vec<String> {
        let mut modules: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        let mut runtime = None;
        for (name, whole) in &self.uses {
            match whole.rsplit_once("::") {
                Some((_, last)) if name == "odata" && last != "odata" => runtime = Some(whole),
                Some((module, _)) => modules.entry(module).or_default().push(name),
                None => {}
            }
        }
        let line = |(module, names): (&str, Vec<&str>)| match &names[..] {
            [name] => format!("use {module}::{name};"),
            names => format!("use {module}::{{{}}};", names.join(", ")),
        };
        let lines = modules.into_iter().map(line);
        let runtime = runtime.map(|whole| format!("use {whole} as odata;"));
        runtime.into_iter().chain(lines).collect()
    }
}

/// Names that a variable cannot have here.
const TAKEN: [&str; 56] = [
    "abstract", "as", "async", "await", "become", "box", "break", "client", "const", "continue",
    "crate", "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if",
    "impl", "in", "let", "loop", "macro", "match", "mod", "move", "mut", "odata", "override",
    "priv", "pub", "ref", "return", "self", "static", "struct", "super", "trait", "true", "try",
    "type", "typeof", "union", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
    "_", "",
];

/// The name of a variable: `messageId` becomes `message_id`.
pub(super) fn snake(name: &str) -> String {
    let mut snake = String::new();
    let mut lower = false;
    for c in name.chars() {
        if c.is_ascii_alphanumeric() {
            if c.is_ascii_uppercase() && lower {
                snake.push('_');
            }
            lower = !c.is_ascii_uppercase();
            snake.push(c.to_ascii_lowercase());
        } else if !snake.ends_with('_') && !snake.is_empty() {
            snake.push('_');
            lower = false;
        }
    }
    let snake = snake.trim_end_matches('_').to_owned();
    if TAKEN.contains(&&*snake) || snake.starts_with(|c: char| c.is_ascii_digit()) {
        return format!("value_{snake}").trim_end_matches('_').to_owned();
    }
    snake
}

/// Text as a Rust literal.
pub(super) fn text(value: &str) -> String {
    format!("{value:?}")
}
