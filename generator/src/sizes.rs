//! Turns a plan and its files into how much there is: by namespace, and by what the client leads to.

use std::collections::{BTreeMap, HashMap};

use serde::Serialize;

use crate::files::Files;
use crate::plan::{Area, Content, File, Path, Space, Version, uses};
use crate::text;

/// How much is generated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Size {
    /// Model types.
    pub types: usize,
    /// Functions that make an address or a request.
    pub functions: usize,
    /// Bytes of source text.
    pub bytes: usize,
}

/// How much is generated for one version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sizes {
    /// All of it.
    pub all: Size,
    /// What belongs to the types of each namespace, by name.
    pub namespaces: Vec<(String, Size)>,
    /// What each function of the client leads to, in the order of the client; what several lead to
    /// counts for each.
    pub roots: Vec<(String, Size)>,
    /// What there is with each feature alone, by name, after what there is with none; nothing where the
    /// version is spread over no features.
    pub features: Vec<(String, Size)>,
}

/// Measures one version.
#[must_use]
pub fn sizes(version: &Version, files: &Files) -> Sizes {
    let measured: Vec<Size> = version
        .files
        .iter()
        .map(|file| measure(file, files))
        .collect();
    let add = |numbers: &[usize]| {
        let mut sum = Size::default();
        for &number in numbers {
            let Size {
                types,
                functions,
                bytes,
            } = measured[number];
            sum.types += types;
            sum.functions += functions;
            sum.bytes += bytes;
        }
        sum
    };
    let all: Vec<usize> = (0..version.files.len()).collect();
    let namespaces = by_namespace(version);
    let places = Places::find(version);
    let roots = roots(version).map(|(name, targets)| (name, add(&places.reached(targets))));
    Sizes {
        all: add(&all),
        namespaces: namespaces
            .into_iter()
            .map(|(name, numbers)| (name, add(&numbers)))
            .collect(),
        roots: roots.collect(),
        features: by_feature(version, &measured),
    }
}

/// What there is with no feature, and with each of them alone. A file counts whole where it is there.
fn by_feature(version: &Version, measured: &[Size]) -> Vec<(String, Size)> {
    if version.features.is_empty() {
        return Vec::new();
    }
    let size = |features: &[&str]| {
        let mut sum = Size::default();
        let files = version.files.iter().zip(measured);
        for (file, size) in files.filter(|(file, _)| file.condition.is_met(features)) {
            sum.types += size.types;
            sum.functions += text::functions_with(file, features);
            sum.bytes += size.bytes;
        }
        sum
    };
    let none = ("none".to_owned(), size(&[]));
    let each = version.features.iter();
    let each = each.map(|feature| (feature.name.to_string(), size(&[&feature.name])));
    std::iter::once(none).chain(each).collect()
}

/// What a plan names and declares nowhere. The generator never makes such a plan; this is to show it.
#[must_use]
pub fn undeclared(version: &Version) -> Vec<&Path> {
    let places = Places::find(version);
    let clients = roots(version).flat_map(|(_, named)| named);
    let bases = version.files.iter();
    let bases = bases.flat_map(|file| uses::of_bases(&file.content));
    let bases = bases.map(|base| &base.path);
    let named = places.named.iter().flatten().copied();
    let named = named.chain(clients).chain(bases);
    named.filter(|path| places.file(path).is_none()).collect()
}

/// What is named and is not there where these features are on and no others, and not even by name where a
/// name does. The generator never makes such a plan; this is to show it.
#[must_use]
pub fn undeclared_with<'v>(version: &'v Version, features: &[&str]) -> Vec<&'v Path> {
    let places = Places::find(version);
    let files = version.files.iter();
    let files = files.filter(|file| file.condition.is_met(features));
    let mut names = uses::Names::default();
    for file in files {
        uses::with_features(&file.content, features, &mut names);
    }
    let is_there = |path: &&Path| {
        let file = places.file(path).map(|number| &version.files[number]);
        file.is_some_and(|file| file.condition.is_met(features))
    };
    let absent = uses::absent(version, features);
    let needed = names.needed.into_iter().filter(|path| !is_there(path));
    let named = names.named.into_iter();
    let named = named.filter(|path| !is_there(path) && !absent.contains(*path));
    needed.chain(named).collect()
}

fn measure(file: &File, files: &Files) -> Size {
    Size {
        types: usize::from(text::is_type(&file.content)),
        functions: text::functions(&file.content),
        bytes: files.get(&file.path).map_or(0, str::len),
    }
}

/// The files that belong to the types of each namespace. What belongs to no type belongs to none.
fn by_namespace(version: &Version) -> BTreeMap<String, Vec<usize>> {
    let module = |file: &File| (file.space.clone(), stem(file).to_owned());
    let mut names = HashMap::new();
    for file in &version.files {
        if let Some((namespace, _)) = wire(&file.content).and_then(|wire| wire.rsplit_once('.')) {
            names.insert(module(file), namespace.to_owned());
        }
    }
    let mut files: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (number, file) in version.files.iter().enumerate() {
        let belongs = !matches!(file.content, Content::Modules(_) | Content::Client(_));
        if let Some(namespace) = names.get(&module(file)).filter(|_| belongs) {
            files.entry(namespace.clone()).or_default().push(number);
        }
    }
    files
}

/// The qualified name of the type that a file belongs to.
fn wire(content: &Content) -> Option<&str> {
    match content {
        Content::Struct(ty) => Some(&ty.name.wire),
        Content::Polymorphic(ty) => Some(&ty.name.wire),
        Content::Enum(ty) => Some(&ty.name.wire),
        Content::Flags(ty) => Some(&ty.name.wire),
        Content::Alias(ty) => Some(&ty.name.wire),
        Content::Requests(requests) => Some(&requests.wire),
        _ => None,
    }
}

/// The name of a file without folder and ending.
fn stem(file: &File) -> &str {
    let name = file.path.rsplit('/').next().unwrap_or_default();
    name.strip_suffix(".rs").unwrap_or(name)
}

/// The functions of the client, each with what it names.
fn roots(version: &Version) -> impl Iterator<Item = (String, Vec<&Path>)> {
    let clients = version.files.iter().filter_map(|file| match &file.content {
        Content::Client(client) => Some(client),
        _ => None,
    });
    let functions = clients.flat_map(|client| &client.functions);
    functions.map(|function| {
        let mut named = Vec::new();
        uses::of_function(function, &mut named);
        (function.rust.to_string(), named)
    })
}

/// Which file holds what, and what each names.
struct Places<'v> {
    files: HashMap<(Area, &'v Space, &'v str), usize>,
    /// Gates, each with the module that holds it, which is the file.
    gates: HashMap<(&'v Space, String), usize>,
    named: Vec<Vec<&'v Path>>,
}

impl<'v> Places<'v> {
    fn find(version: &'v Version) -> Self {
        let mut places = Self {
            files: HashMap::new(),
            gates: HashMap::new(),
            named: Vec::new(),
        };
        for (number, file) in version.files.iter().enumerate() {
            let (area, names) = uses::declared(&file.content);
            for name in names {
                places.files.insert((area, &file.space, name), number);
            }
            if let Content::Properties(properties) = &file.content {
                for gate in &properties.gates {
                    let name = format!("{}::{}", stem(file), gate.name);
                    places.gates.insert((&file.space, name), number);
                }
            }
            places.named.push(uses::of_content(&file.content));
        }
        places
    }

    fn file(&self, path: &Path) -> Option<usize> {
        let found = match path.area {
            Area::Properties => self.gates.get(&(&path.space, path.name.to_string())),
            area => self.files.get(&(area, &path.space, &*path.name)),
        };
        found.copied()
    }

    /// The files that paths lead to, directly or through others.
    fn reached(&self, targets: Vec<&Path>) -> Vec<usize> {
        let mut seen = vec![false; self.named.len()];
        let mut reached = Vec::new();
        let mut open = targets;
        while let Some(path) = open.pop() {
            let Some(number) = self.file(path) else {
                continue;
            };
            if !std::mem::replace(&mut seen[number], true) {
                reached.push(number);
                open.extend(&self.named[number]);
            }
        }
        reached
    }
}
