//! The structure that a screen reader walks, as an outline.

/// The whole.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Structure {
    /// The document's language, such as `en` or `de-CH`.
    pub language: String,
    /// The document's title.
    pub title: String,
    /// Its author, as its properties name them; `None` in files that do not tell.
    pub author: Option<String>,
    /// The elements, outer before inner, in reading order.
    pub elements: Vec<Element>,
}

/// One element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Element {
    /// How many elements it stands in.
    pub depth: usize,
    /// What it is.
    pub tag: Tag,
    /// Its language, where that is not the document's.
    pub language: Option<String>,
    /// The text of a heading or a link, the alternative text of a figure; empty otherwise.
    pub text: String,
}

/// What an element is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tag {
    /// A heading of this level.
    Heading(usize),
    /// A paragraph.
    Paragraph,
    /// A list with bullets.
    List,
    /// A list with numbers.
    Numbered,
    /// An item of a list.
    Item,
    /// A quotation.
    Quote,
    /// A table.
    Table,
    /// A link and where it leads.
    Link(String),
    /// A figure with an alternative text.
    Figure,
}

impl Tag {
    /// Its name in files and messages.
    pub fn name(&self) -> String {
        match self {
            Self::Heading(level) => return format!("heading {level}"),
            Self::Paragraph => "paragraph",
            Self::List => "list",
            Self::Numbered => "numbered list",
            Self::Item => "item",
            Self::Quote => "quotation",
            Self::Table => "table",
            Self::Link(_) => "link",
            Self::Figure => "figure",
        }
        .to_owned()
    }
}
