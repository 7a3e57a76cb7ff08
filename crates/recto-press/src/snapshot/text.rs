//! The text as it is read.

use super::lines::Sheet;
use super::role::Role;

/// The text of every page, line by line, in reading order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Text {
    /// The pages.
    pub pages: Vec<Vec<TextLine>>,
}

/// A line of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextLine {
    /// What the line is: the name, the title of a section, what repeats on every page, or any other text.
    pub role: Role,
    /// Its characters, spaces folded.
    pub text: String,
}

impl Text {
    /// The text in lines that stand on pages. Leaders are no text.
    pub fn of(sheet: &Sheet) -> Self {
        let mut pages = vec![Vec::new(); sheet.sizes.len()];
        for item in &sheet.items {
            let text = item.text();
            if let Some(page) = pages.get_mut(item.page - 1).filter(|_| !text.is_empty()) {
                let role = match item.role {
                    role @ (Role::Name | Role::Heading(2) | Role::Furniture) => role,
                    _ => Role::Text,
                };
                page.push(TextLine { role, text });
            }
        }
        Self { pages }
    }
}
