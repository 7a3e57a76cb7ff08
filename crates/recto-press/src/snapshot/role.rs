//! What a piece of a page is for.

use strum::{EnumMessage as _, IntoEnumIterator as _};

/// What a run of text or a drawing is for, by the innermost element it stands in. It is displayed by its name in files;
/// its message names all that have it.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    strum::Display,
    strum::EnumIter,
    strum::EnumMessage,
)]
#[strum(serialize_all = "lowercase")]
pub enum Role {
    /// The heading of level 1.
    #[strum(message = "the name")]
    Name,
    /// The line under the name.
    #[strum(message = "the headline")]
    Headline,
    /// A heading of this level, from 2.
    #[strum(to_string = "heading {0}")]
    Heading(usize),
    /// A date of an entry.
    #[strum(message = "dates")]
    Date,
    /// A link.
    #[strum(message = "links")]
    Link,
    /// The sign or number of a list's item.
    #[strum(message = "bullets")]
    Bullet,
    /// Text of a list's item.
    #[strum(message = "list text")]
    Item,
    /// A quotation.
    #[strum(message = "quotations")]
    Quote,
    /// Any other text.
    #[strum(message = "text")]
    Text,
    /// What repeats on every page; not part of the reading order.
    #[strum(message = "the running head")]
    Furniture,
    /// Dots that lead the eye; no reader reads them.
    #[strum(message = "leaders")]
    Filler,
    /// A picture.
    #[strum(message = "pictures")]
    Figure,
}

impl Role {
    /// All that have it, as a message names them: `section headings`.
    pub fn noun(self) -> String {
        match self {
            Self::Heading(2) => "section headings".to_owned(),
            Self::Heading(3) => "entry headings".to_owned(),
            Self::Heading(4) => "role headings".to_owned(),
            Self::Heading(level) => format!("headings of level {level}"),
            role => role.get_message().unwrap_or_default().to_owned(),
        }
    }

    /// What a drawing belongs to: ` of section headings`; empty where that says nothing.
    pub fn of(self) -> String {
        match self {
            Self::Text | Self::Figure | Self::Item | Self::Furniture => String::new(),
            role => format!(" of {}", role.noun()),
        }
    }

    /// Reads a role as it is displayed.
    pub fn read(text: &str) -> Option<Self> {
        let level = text.strip_prefix("heading ").and_then(|level| level.parse().ok());
        level.map(Self::Heading).or_else(|| Self::iter().find(|role| role.to_string() == text))
    }

    /// Of the roles in a line, the one that names the line has the least of these.
    pub const fn rank(self) -> usize {
        match self {
            Self::Name => 0,
            Self::Heading(level) => level,
            Self::Headline => 20,
            Self::Item => 21,
            Self::Quote => 22,
            Self::Bullet => 23,
            Self::Text => 24,
            Self::Link => 25,
            Self::Date => 26,
            _ => 27,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_is_read_as_it_is_written() {
        let roles = Role::iter().chain([Role::Heading(2), Role::Heading(7)]);
        for role in roles {
            assert_eq!(Role::read(&role.to_string()), Some(role));
            assert!(!role.noun().is_empty());
        }
        assert_eq!(Role::read("heading"), None);
    }
}
