//! The settings and the error codes of a service as they are printed.

use serde::Serialize;

use super::Name;

/// Headers and preferences that clients may set, for all requests or for one.
#[derive(Debug, Serialize)]
pub struct Settings {
    /// Lines of documentation of the trait that gives them to requests.
    pub docs: Vec<String>,
    /// The settings, in the order of the configuration.
    pub settings: Vec<Setting>,
}

/// A header or preference that clients may set.
#[derive(Debug, Serialize)]
pub struct Setting {
    /// Lines of documentation.
    pub docs: Vec<String>,
    /// The name of its functions.
    pub rust: Box<str>,
    /// What carries the value.
    pub carrier: Carrier,
    /// What is given.
    pub given: Given,
}

/// What carries the value of a setting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Carrier {
    /// A header of its own.
    Header(Box<str>),
    /// A preference in the header `Prefer`, whose value is a token.
    Preference(Box<str>),
    /// A preference in the header `Prefer`, whose value stands in quotes.
    QuotedPreference(Box<str>),
}

/// What a user gives for a setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Given {
    /// A text.
    Text,
    /// Nothing: it is there or not.
    Flag,
    /// A text; for all requests of a client, a function that makes one for each.
    PerRequest,
}

/// The codes by which a service names its errors.
#[derive(Debug, Serialize)]
pub struct Errors {
    /// Lines of documentation of the module.
    pub docs: Vec<String>,
    /// The constants, in the order of the configuration.
    pub constants: Vec<ErrorConstant>,
}

/// A constant for the code of an error.
#[derive(Debug, Serialize)]
pub struct ErrorConstant {
    /// Lines of documentation.
    pub docs: Vec<String>,
    /// The code and the constant.
    pub name: Name,
}
