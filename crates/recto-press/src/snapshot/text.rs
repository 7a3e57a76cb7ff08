//! The text as it is read.

use super::lines::Sheet;
use super::role::Role;

/// The text of every page, line by line, in reading order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Text {
    /// The pages.
    pub pages: Vec<Vec<Said>>,
}

/// A line of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// What the line is.
    pub sort: Sort,
    /// Its characters, spaces folded.
    pub text: String,
}

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// The name.
    Name,
    /// The title of a section.
    Section,
    /// What repeats on every page.
    Furniture,
    /// Anything else.
    Plain,
}

impl Sort {
    /// What the line is by its role.
    pub const fn of(role: Role) -> Self {
        match role {
            Role::Name => Self::Name,
            Role::Heading(2) => Self::Section,
            Role::Furniture => Self::Furniture,
            _ => Self::Plain,
        }
    }
}

impl Text {
    /// The text in lines that stand on pages. Leaders are no text.
    pub fn of(sheet: &Sheet) -> Self {
        let mut pages = vec![Vec::new(); sheet.sizes.len()];
        for item in &sheet.items {
            let text = item.text();
            if let Some(page) = pages.get_mut(item.page - 1).filter(|_| !text.is_empty()) {
                page.push(Said { sort: Sort::of(item.role), text });
            }
        }
        Self { pages }
    }
}
