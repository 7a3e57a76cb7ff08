//! What a piece of a page is for.

use std::fmt;
use std::str::FromStr;

/// What a run of text or a drawing is for, by the innermost element it stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// The heading of level 1.
    Name,
    /// The line under the name.
    Headline,
    /// A heading of this level, from 2.
    Heading(usize),
    /// A date of an entry.
    Date,
    /// A link.
    Link,
    /// The sign or number of a list's item.
    Bullet,
    /// Text of a list's item.
    Item,
    /// A quotation.
    Quote,
    /// Any other text.
    Text,
    /// What repeats on every page; not part of the reading order.
    Furniture,
    /// Dots that lead the eye; no reader reads them.
    Filler,
    /// A picture.
    Figure,
}

/// Roles without a number, their names in files, and all that have them, as a message names them.
const NAMES: [(Role, &str, &str); 11] = [
    (Role::Name, "name", "the name"),
    (Role::Headline, "headline", "the headline"),
    (Role::Date, "date", "dates"),
    (Role::Link, "link", "links"),
    (Role::Bullet, "bullet", "bullets"),
    (Role::Item, "item", "list text"),
    (Role::Quote, "quote", "quotations"),
    (Role::Text, "text", "text"),
    (Role::Furniture, "furniture", "the running head"),
    (Role::Filler, "filler", "leaders"),
    (Role::Figure, "figure", "pictures"),
];

impl Role {
    /// All that have it, as a message names them: `section headings`.
    pub fn noun(self) -> String {
        match self {
            Self::Heading(2) => "section headings".to_owned(),
            Self::Heading(3) => "entry headings".to_owned(),
            Self::Heading(4) => "role headings".to_owned(),
            Self::Heading(level) => format!("headings of level {level}"),
            role => role.names().1.to_owned(),
        }
    }

    /// What a drawing belongs to: ` of section headings`; empty where that says nothing.
    pub fn of(self) -> String {
        match self {
            Self::Text | Self::Figure | Self::Item | Self::Furniture => String::new(),
            role => format!(" of {}", role.noun()),
        }
    }

    /// Its name in files, and that of all that have it.
    fn names(self) -> (&'static str, &'static str) {
        let named = NAMES.iter().find(|(known, ..)| *known == self);
        named.map_or(("text", "text"), |(_, name, noun)| (name, noun))
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

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Heading(level) => write!(f, "heading {level}"),
            role => f.write_str(role.names().0),
        }
    }
}

impl FromStr for Role {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if let Some(level) = text.strip_prefix("heading ").and_then(|level| level.parse().ok()) {
            return Ok(Self::Heading(level));
        }
        let named = NAMES.iter().find(|(_, name, _)| *name == text);
        named.map(|(role, ..)| *role).ok_or_else(|| format!("there is no role `{text}`"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_is_read_as_it_is_written() {
        let roles = NAMES.iter().map(|(role, ..)| *role).chain([Role::Heading(2), Role::Heading(7)]);
        for role in roles {
            assert_eq!(role.to_string().parse(), Ok(role));
            assert!(!role.noun().is_empty());
        }
        assert!("heading".parse::<Role>().is_err());
    }
}
