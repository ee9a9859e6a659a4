//! Turns `odata-bindgen.toml` into settings: checked, complete, with every mistake reported at once.

mod check;
mod crate_settings;
mod features;
mod ignores;
mod limits;
mod map;
mod patch;
mod renames;
mod section;
mod selection;
mod service;
mod service_error;
mod setting;
mod settings;
mod shorthand;
mod versions;
mod well_known;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

pub use crate_settings::{CrateSettings, PackageValue, Runtime};
pub use features::{FeatureGroup, FeatureSettings, GroupedBy, RESERVED_FEATURES, Trait};
pub use ignores::{Ignore, Ignores, parse_day, today};
pub use map::{MapNote, MapPath, MapRename, ServiceMap, ServiceSide};
pub use patch::{AnnotationValue, Patch, PatchAction};
pub use renames::{RENAMES, RenameRuling};
pub use selection::SelectionSettings;
pub use service_error::ServiceError;
pub use setting::{Setting, SettingCarrier, SettingKind};
pub use shorthand::Shorthand;
pub use versions::{
    BatchFormat, EnumStyle, Gates, KeyStyle, ODataVersion, OperationStyle, Version,
};
pub use well_known::WellKnown;

use crate::diagnostics::{Levels, Sources, Spanned, closest};
use crate::error::{Error, Report};
use crate::files;
use crate::limits::Limits;

/// What the config is called where nothing else is said.
pub const FILE_NAME: &str = "odata-bindgen.toml";

/// How many derived types an abstract type may have for its values to become an enum.
pub const MAX_VARIANTS: usize = 64;

/// How many types may be below an abstract type for a selection to follow it to them.
pub const MAX_DERIVED: usize = 64;

/// What to generate, and from what.
///
/// # Example
/// ```toml
/// [crate]
/// name = "outlook-rest"
/// output = "generated"                       # a folder, relative to this file
///
/// [service]
/// base_url = "https://outlook.office.com/api/v2.0"
/// origins = ["https://outlook.office365.com"] # next and delta links lead there; the token goes along
/// default_version = "v2_0"                   # the default feature of the crate
/// headers = { "X-Client" = "example" }       # sent with each request
/// key_style = "parentheses"                  # Messages('1'); or "segment": Messages/1
/// operations = "unqualified"                 # /Reply; or "qualified": /Namespace.Reply
/// enums = "unqualified"                      # 'Red' in URLs; or "qualified": Namespace.Colour'Red'
/// binary = "base64"                          # with + and /; or "base64url", as the standard has it
/// odata_version = "4.0"                      # or "4.01"
/// gates = "enforced"                         # or "open": what the metadata forbids compiles
/// search_alone = ["Microsoft.OutlookServices.Message"] # no `$search` with `$filter`, `$orderby`
/// max_batch = 20                             # requests in one batch
/// batch_format = "multipart"                 # or "json"
/// batch_url = "me/$batch"                    # where batches go to
/// expired_codes = ["SyncStateNotFound"]      # errors that say that a token for changes is too old
/// include = ["Me/Messages/**"]               # the part that is needed; everything without it
/// exclude = ["Microsoft.OutlookServices.Reminder"] # never in
///
/// [[service.setting]]                        # a function of the client's builder and of requests
/// name = "time_zone"
/// preference = "outlook.timezone"            # or header = "x-name"
/// quoted = true                              # the value of the preference stands in quotes
/// kind = "text"                              # or "flag", or "per_request"
/// doc = "The time zone in which times are returned."
///
/// [[service.error]]                          # a constant in the module `errors`
/// code = "ErrorItemNotFound"
/// name = "ITEM_NOT_FOUND"                    # where the words of the code do not do
/// doc = "There is no such item."
///
/// [well_known."Microsoft.OutlookServices.MailFolder"]
/// keys = ["Inbox"]                           # mail_folders().inbox()
///
/// [shorthand]                                # types that may be given as the text of a property
/// "Microsoft.OutlookServices.Recipient" = "EmailAddress/Address"
///
/// [versions.v1_0]                            # a module and a feature of this name
/// metadata = "metadata/v1.0.xml"             # or a list of documents; CSDL XML or CSDL JSON
/// base_url = "https://outlook.office.com/api/v1.0"
///
/// [versions.v2_0]
/// metadata = "metadata/v2.0.xml"
///
/// [types]
/// max_variants = 64
///
/// [selection]                                # what derived types `include` brings in
/// derived = "follow"                         # or "ignore": only those that something names
/// max_derived = 64                           # an abstract type with more of them is not followed
/// follow = ["Microsoft.OutlookServices.Item"] # exceptions from both
/// ignore = ["Microsoft.OutlookServices.Attachment"]
///
/// [features]                                 # users compile what they need; one crate for all without it
/// by = "root"                                # a feature for each entity set and singleton; or "namespace"
/// default = ["me"]                           # those that are on unless users turn them off
///
/// [features.groups]                          # features of one's own
/// mail = ["Me/Messages/**", "Me/MailFolders/**"]
///
/// [levels]
/// empty-enum = "deny"
///
/// [[patch]]
/// version = "v1_0"                           # all versions where it is left out
/// target = "Microsoft.OutlookServices.Entity"
/// add_key = ["Id"]
/// reason = "the service addresses entities by `Id`, and the document does not say so"
///
/// [limits]                                   # what a hostile document could exhaust
/// document_size = "256 MiB"                  # more in `limits::Limit`
///
/// [references]
/// "https://example.com/Own.V1.xml" = "vocabularies/Own.V1.xml"
/// "https://example.com/schemas/" = "schemas"  # every address that begins so, in this folder
/// fetched = "metadata/fetched"               # where `--fetch` puts documents
/// ```
/// All paths are relative to the file, except the path of the runtime. Unknown keys are refused.
#[derive(Clone, Debug)]
pub struct Config {
    /// The folder that paths are relative to; empty for the current one.
    pub root: PathBuf,
    /// The crate that is generated: `[crate]`.
    pub package: CrateSettings,
    /// The versions of the service, in the order of the file: `[versions.NAME]`; or the only one, which
    /// has no name, where `[service]` has the `metadata`.
    pub versions: Vec<Version>,
    /// The version whose feature is on by default, by name: `service.default_version`.
    pub default_version: Option<String>,
    /// Headers and preferences that clients may set: `[[service.setting]]`.
    pub settings: Vec<Setting>,
    /// Error codes that get a constant: `[[service.error]]`.
    pub errors: Vec<ServiceError>,
    /// Error codes that say that a token for changes, or a page, is too old:
    /// `service.expired_codes`.
    pub expired_codes: Vec<String>,
    /// Entity types whose collections do not take `$search` together with `$filter` and
    /// `$orderby`: `service.search_alone`.
    pub search_alone: Vec<Spanned<String>>,
    /// Keys that become functions: `[well_known."Namespace.Type"]`.
    pub well_known: Vec<WellKnown>,
    /// Structured types that may be given as a text: `[shorthand]`.
    pub shorthand: Vec<Shorthand>,
    /// How many derived types an abstract type may have for its values to become an enum; one with
    /// more stays a plain struct: `types.max_variants`.
    pub max_variants: usize,
    /// Which derived types come in with their bases, where something is left out: `[selection]`.
    pub selection: SelectionSettings,
    /// The features that the crate is spread over: `[features]`.
    pub features: FeatureSettings,
    /// How seriously each rule is taken: `[levels]`.
    pub levels: Levels,
    /// Repairs of the metadata, in the order of the file: `[[patch]]`.
    pub patches: Vec<Patch>,
    /// How much of a document is accepted: `[limits]`.
    pub limits: Limits,
    /// Where referenced documents are, by address, or the folder of all whose address begins so:
    /// `[references]`.
    pub references: BTreeMap<String, PathBuf>,
    /// The folder for documents that are fetched, which are found there from then on: `references.fetched`;
    /// `fetched` beside the document where nothing is said.
    pub fetched: Option<PathBuf>,
    /// The text of the file, which the places of patches refer to; none where there is no file.
    pub sources: Sources,
}

impl Config {
    /// Reads a config file. The sources that come back hold its text, which the places of patches
    /// refer to.
    ///
    /// # Errors
    /// When the file cannot be read, or with everything that is wrong with it.
    ///
    /// # Example
    /// In a `build.rs`:
    /// ```no_run
    /// use odata_bindgen::config::Config;
    ///
    /// let (config, _sources) = Config::load("odata-bindgen.toml".as_ref())?;
    /// for version in &config.versions {
    ///     for document in &version.metadata {
    ///         println!("cargo::rerun-if-changed={}", config.resolve(document).display());
    ///     }
    /// }
    /// # Ok::<(), odata_bindgen::error::Error>(())
    /// ```
    pub fn load(path: &Path) -> Result<(Self, Sources), Error> {
        let text = files::read(path).map_err(|error| {
            match error {
            // a missing config is a case of its own: there is a way to get one
            files::FilesError::Missing { path, help: None } => files::FilesError::Missing {
                path,
                help: Some(
                    "name the config with `--config`, or make a crate from one document with `init`"
                        .to_owned(),
                ),
            },
            other => other,
        }
        })?;
        let name = files::shown(path);
        let root = path.parent().unwrap_or(Path::new("")).to_path_buf();
        Self::parse(&name, &text, root)
    }

    /// Reads the text of a config; `name` stands in messages, and paths are relative to `root`.
    ///
    /// # Errors
    /// With everything that is wrong with the text.
    pub fn parse(name: &str, text: &str, root: PathBuf) -> Result<(Self, Sources), Error> {
        let mut sources = Sources::default();
        let source = sources.add(name, text);
        match settings::read(source, text, root) {
            Ok(config) => Ok((
                Config {
                    sources: sources.clone(),
                    ..config
                },
                sources,
            )),
            Err(diagnostics) => Err(Error::Settings(Box::new(Report {
                diagnostics,
                sources,
                levels: Levels::default(),
            }))),
        }
    }

    /// The settings for a crate from one document, whose types stand at the root of the crate. Paths
    /// are relative to the current folder.
    ///
    /// # Errors
    /// When the name is not one that a crate can have.
    pub fn for_single(metadata: &Path, out: &Path, crate_name: &str) -> Result<Self, Error> {
        check::crate_name(crate_name).map_err(|(reason, help)| Error::Usage {
            message: format!("`{crate_name}` cannot be the name of a crate: {reason}"),
            help: Some(help),
        })?;
        Ok(Self {
            root: PathBuf::new(),
            package: CrateSettings::new(crate_name, out.to_path_buf()),
            versions: vec![Version::single(metadata)],
            default_version: None,
            settings: Vec::new(),
            errors: Vec::new(),
            expired_codes: Vec::new(),
            search_alone: Vec::new(),
            well_known: Vec::new(),
            shorthand: Vec::new(),
            max_variants: MAX_VARIANTS,
            selection: SelectionSettings::default(),
            features: FeatureSettings::default(),
            levels: Levels::default(),
            patches: Vec::new(),
            limits: Limits::default(),
            references: BTreeMap::new(),
            fetched: None,
            sources: Sources::default(),
        })
    }

    /// A path of the config as seen from the current folder.
    #[must_use]
    pub fn resolve(&self, path: &Path) -> PathBuf {
        self.root.join(path)
    }

    /// The folder for documents that a version refers to and that are fetched, as seen from the current one.
    #[must_use]
    pub fn fetched(&self, version: &Version) -> PathBuf {
        let document = version.metadata.first().and_then(|path| path.parent());
        let beside = || document.unwrap_or(Path::new("")).join("fetched");
        self.resolve(&self.fetched.clone().unwrap_or_else(beside))
    }

    /// The folder of the generated crate, as seen from the current folder.
    #[must_use]
    pub fn output(&self) -> PathBuf {
        self.resolve(&self.package.output)
    }

    /// The lock file, as seen from the current folder.
    #[must_use]
    pub fn lock(&self) -> PathBuf {
        self.resolve(&self.package.lock)
    }

    /// Whether the crate is made from one document and has no module for its version.
    #[must_use]
    pub fn is_single(&self) -> bool {
        matches!(&*self.versions, [only] if only.name.is_empty())
    }

    /// The version with this name or label: `v2_0` and `v2.0` are the same.
    ///
    /// # Errors
    /// When there is none: wrong usage, with the name that was probably meant.
    pub fn version(&self, name: &str) -> Result<&Version, Error> {
        let folded = name.to_lowercase().replace(['.', '-'], "_");
        let mut versions = self.versions.iter();
        let found = versions.find(|version| version.name == folded || version.label == name);
        found.ok_or_else(|| {
            let names = || self.versions.iter().map(|version| version.name.as_str());
            let all = names().map(|name| format!("`{name}`")).collect::<Vec<_>>();
            let help = match closest(name, names()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("the config has {}", all.join(", ")),
            };
            Error::Usage {
                message: format!("there is no version `{name}`"),
                help: Some(help),
            }
        })
    }
}

#[cfg(test)]
mod tests;
