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

/// What an element is. It is displayed by its name in files and messages.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, strum::Display)]
#[strum(serialize_all = "lowercase")]
pub enum Tag {
    /// A heading of this level.
    #[strum(to_string = "heading {0}")]
    Heading(usize),
    /// A paragraph.
    Paragraph,
    /// A list with bullets.
    List,
    /// A list with numbers.
    #[strum(to_string = "numbered list")]
    Numbered,
    /// An item of a list.
    Item,
    /// A quotation.
    #[strum(to_string = "quotation")]
    Quote,
    /// A table.
    Table,
    /// A link and where it leads.
    Link(String),
    /// A figure with an alternative text.
    Figure,
}
