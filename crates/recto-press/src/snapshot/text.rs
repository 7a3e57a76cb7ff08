//! The text as it is read.

use super::lines::{Item, PageItems};
use super::role::Role;

/// The text of all pages, line by line, in reading order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Text {
    /// How many pages there are.
    pub pages: usize,
    /// The lines.
    pub lines: Vec<TextLine>,
}

/// A line of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextLine {
    /// The page, from 1.
    pub page: usize,
    /// What the line is: the name, the title of a section, what repeats on every page, or any other text.
    pub role: Role,
    /// Its characters, spaces folded.
    pub text: String,
}

impl Text {
    /// The text in lines that stand on pages. Leaders are no text.
    pub fn of(sheet: &PageItems) -> Self {
        let line = |item: &Item| {
            let role = match item.role {
                role @ (Role::Name | Role::Heading(2) | Role::Furniture) => role,
                _ => Role::Text,
            };
            TextLine { page: item.page, role, text: item.text() }
        };
        let lines = sheet.items.iter().map(line).filter(|line| !line.text.is_empty());
        let mut lines: Vec<TextLine> = lines.collect();
        lines.sort_by_key(|line| line.page);
        Self { pages: sheet.sizes.len(), lines }
    }
}
