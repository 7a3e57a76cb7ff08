//! The person: name, headline, ways to reach them.

use super::{RichText, Text, Unknown};
use crate::text::Span;

/// JSON Resume's `basics`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Basics {
    /// The name. A résumé without one cannot be rendered.
    pub name: Option<Text>,
    /// The key under which the name is left out.
    pub unnamed: Option<Span>,
    /// The headline under the name (`label`).
    pub label: Option<Text>,
    /// Path of the photo, relative to the file (`image`, formerly `picture`).
    pub image: Option<Text>,
    /// E-mail address.
    pub email: Option<Text>,
    /// Telephone number as typed.
    pub phone: Option<Text>,
    /// Home page (`url`, formerly `website`).
    pub url: Option<Text>,
    /// The summary; shown as the first section.
    pub summary: Option<RichText>,
    /// Where the person lives.
    pub location: Location,
    /// Accounts elsewhere.
    pub profiles: Vec<Profile>,
    /// Further ways to reach the person, each shown as one item of the contact line as typed
    /// (Markdown files bring these).
    pub contact: Vec<Text>,
    /// Personal details such as nationality or date of birth (`personal`), label and text.
    pub personal: Vec<(Text, Text)>,
    /// Fields recto does not know.
    pub unknown: Vec<Unknown>,
}

/// A postal address, each part as typed.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Location {
    /// Street and number; may hold several lines.
    pub address: Option<Text>,
    /// Postal code.
    pub postal_code: Option<Text>,
    /// City.
    pub city: Option<Text>,
    /// Country code, or the country's name, as files have both.
    pub country_code: Option<Text>,
    /// State, province, canton.
    pub region: Option<Text>,
    /// Fields recto does not know.
    pub unknown: Vec<Unknown>,
}

/// An account: network, user name, address.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Profile {
    /// The network's name.
    pub network: Option<Text>,
    /// The user name there.
    pub username: Option<Text>,
    /// The address of the account's page.
    pub url: Option<Text>,
    /// Fields recto does not know.
    pub unknown: Vec<Unknown>,
}
