//! Turns what would be generated into a table of sizes: by namespace, and by what the client leads to.

use serde::Serialize;

use odata_bindgen::Generated;
use odata_bindgen::config::Config;
use odata_bindgen::sizes::{Size, sizes};

/// What would be generated for one version.
#[derive(Debug, Serialize)]
pub(super) struct Listing {
    version: String,
    #[serde(flatten)]
    all: Size,
    /// Each type counts for the namespace that declares it.
    namespaces: Vec<Row>,
    /// What each function of the client leads to; what several share counts for each of them.
    roots: Vec<Row>,
    /// What there is with each feature alone, after what there is with none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    features: Vec<Row>,
}

#[derive(Debug, Serialize)]
struct Row {
    name: String,
    #[serde(flatten)]
    size: Size,
}

/// The listing of every version.
pub(super) fn listings(generated: &Generated, config: &Config) -> Vec<Listing> {
    let row = |(name, size)| Row { name, size };
    let listing = |version| {
        let sizes = sizes(version, &generated.files);
        let module = version.module.clone();
        Listing {
            version: module.unwrap_or_else(|| config.package.name.clone()),
            all: sizes.all,
            namespaces: sizes.namespaces.into_iter().map(row).collect(),
            roots: sizes.roots.into_iter().map(row).collect(),
            features: sizes.features.into_iter().map(row).collect(),
        }
    };
    generated.versions.iter().map(listing).collect()
}

impl Listing {
    pub(super) fn render(&self) -> String {
        let all = Row {
            name: self.version.clone(),
            size: self.all,
        };
        let tables = [
            ("namespace", &self.namespaces),
            ("root, with all that it leads to", &self.roots),
            ("feature alone", &self.features),
        ];
        let rows = tables.iter().flat_map(|(_, rows)| rows.iter());
        let names = rows.map(|row| row.name.len() + 2);
        let titles = tables.iter().map(|(title, _)| title.len() + 2);
        let width = names.chain(titles).max().unwrap_or_default();
        let head = |name: &str| {
            format!(
                "{name:width$}  {:>6}  {:>9}  {:>7}\n",
                "types", "functions", "KiB"
            )
        };
        let mut text = head("");
        text.push_str(&all.render(width));
        for (title, rows) in tables {
            if !rows.is_empty() {
                text.push_str(&format!("  {title}\n"));
            }
            for row in rows {
                let name = format!("    {}", row.name);
                text.push_str(&Row { name, ..*row }.render(width));
            }
        }
        text
    }
}

impl Row {
    fn render(&self, width: usize) -> String {
        let Size {
            types,
            functions,
            bytes,
        } = self.size;
        let kilobytes = bytes.div_ceil(1024);
        format!(
            "{:width$}  {types:>6}  {functions:>9}  {kilobytes:>7}\n",
            self.name
        )
    }
}
