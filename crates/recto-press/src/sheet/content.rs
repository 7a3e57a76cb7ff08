//! What a page says: order, titles in the right language, dates as text, which entries show, in which region. It does not
//! depend on density, paper or what the engine finds; [`Measures`](super::Measures) say how large everything is.
//!
//! The content is served to Typst as `/content.json`. `layouts/README.md` and `layouts/content.schema.json` describe it for
//! people who write layouts; they change with [`Content`], and so does [`VERSION`].

use recto_resume::resume::{PageBreak, Text, date::WrittenDates};
use serde::Serialize;
use std::collections::BTreeMap;

/// Version of the contract between Rust and a layout.
pub const VERSION: u32 = 2;

/// The path of the photo in the engine's own file tree. Its bytes, not its name, say what kind of image it is.
pub const PHOTO: &str = "/photo";

/// Where the engine finds the bytes of the attachment.
pub const ATTACHMENT: &str = "/attachment";

/// One résumé, as it is printed.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Content {
    /// [`VERSION`].
    pub version: u32,
    /// What the PDF says about itself.
    pub document: Document,
    /// Choices a layout acts on: the shared ones (`links`, `page-numbers`) and its own.
    pub options: BTreeMap<String, serde_json::Value>,
    /// The top of page one.
    pub header: Header,
    /// One for each column of the layout, in reading order.
    pub regions: Vec<Region>,
    /// Words in the résumé's language, such as `page-of` (`{n} of {m}`) and `contact`.
    pub words: BTreeMap<&'static str, &'static str>,
}

/// What a column of the layout holds.
#[derive(Debug, Clone, Serialize)]
pub struct Region {
    /// The name of the column: `main`, `side`.
    pub column: String,
    /// Its sections, in order.
    pub sections: Vec<SheetSection>,
}

impl Content {
    /// All sections, region by region.
    pub fn sections(&self) -> impl Iterator<Item = &SheetSection> {
        self.regions.iter().flat_map(|region| &region.sections)
    }

    /// What a page begins with because the file says so: titles of sections, titles and organisations of entries.
    pub fn page_starts(&self) -> Vec<&Text> {
        let before = Some(PageBreak::Before.word());
        let mut starts = Vec::new();
        for section in self.sections() {
            starts.extend((section.page_break == before).then_some(&section.title));
            for item in &section.items {
                let Item::Entry(entry) = item else { continue };
                let title = entry.roles.first().and_then(|role| role.title.as_ref());
                starts.extend(
                    title.into_iter().chain(&entry.organization).filter(|_| entry.page_break == before),
                );
            }
        }
        starts
    }
}

/// What the PDF says about itself.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Document {
    /// Title, such as `Ada Lindqvist – Résumé`.
    pub title: String,
    /// The person's name.
    pub author: String,
    /// The headline.
    pub subject: Option<String>,
    /// Skills and the like.
    pub keywords: Vec<String>,
    /// Language, ISO 639: `en`.
    pub lang: String,
    /// Region, ISO 3166: `GB`.
    pub region: Option<String>,
    /// Writing direction: `ltr` or `rtl`.
    pub dir: String,
    /// On a page that runs from right to left, texts that run the other way with the signs at their ends.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub left_to_right: Vec<String>,
    /// Whether some letters join their neighbours, and must have no space between.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub joined: bool,
    /// The file that is stored in the PDF.
    pub attachment: Option<Attachment>,
}

/// A file that is stored in the PDF; the engine finds its bytes at [`ATTACHMENT`].
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Attachment {
    /// Its name: `ada.yaml`.
    pub name: String,
    /// What it contains: `application/yaml`.
    pub mime_type: &'static str,
}

/// The top of page one.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Header {
    /// The name.
    pub name: Text,
    /// The line under the name.
    pub headline: Option<Text>,
    /// The photo.
    pub photo: Option<Photo>,
    /// Ways to reach the person, in the order to print.
    pub contact: Vec<Contact>,
    /// Personal details.
    pub personal: Vec<Labelled>,
}

/// A photo: its path in the engine's own file tree, and what it shows.
#[derive(Debug, Clone, Serialize)]
pub struct Photo {
    /// [`PHOTO`].
    pub path: &'static str,
    /// The alternative text: `Portrait of Ada Lindqvist`.
    pub alt: String,
}

/// One way to reach the person.
#[derive(Debug, Clone, Serialize)]
pub struct Contact {
    /// `place`, `phone`, `email`, `url`, `profile` or `other`.
    pub kind: &'static str,
    /// What kind it is, in words: `Phone`; empty for `other`.
    pub label: String,
    /// What to print; an address without its `https://`.
    pub text: Text,
    /// Where it leads: http, https, mailto or tel only.
    pub url: Option<String>,
}

/// A label and its text.
#[derive(Debug, Clone, Serialize)]
pub struct Labelled {
    /// The label.
    pub label: Text,
    /// The text.
    pub text: Text,
}

/// One section.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct SheetSection {
    /// `work`, `education`, …, `custom`.
    pub id: &'static str,
    /// What all items are: `prose`, `entries`, `groups`, `quotations`, `references`; `mixed` when they differ.
    pub kind: &'static str,
    /// The title.
    pub title: Text,
    /// `before`: it begins a page; `avoid`: it stays whole, its title included.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page_break: Option<&'static str>,
    /// What stands in it; never empty.
    pub items: Vec<Item>,
}

/// One piece of a section.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Item {
    /// Running text.
    Prose {
        /// The blocks.
        body: Vec<SheetBlock>,
    },
    /// Something with a head and details.
    Entry(SheetEntry),
    /// A publication.
    Reference(Reference),
    /// A named group of keywords.
    Group {
        /// Its name.
        label: Option<Text>,
        /// Its level.
        level: Option<Text>,
        /// The keywords.
        items: Vec<Text>,
    },
    /// Somebody's words.
    Quotation {
        /// Who said it.
        name: Option<Text>,
        /// What was said, quotation marks included.
        body: Vec<SheetBlock>,
    },
}

/// A publication, as a list of references has it.
#[derive(Debug, Clone, Serialize)]
pub struct Reference {
    /// Who wrote it, the person's own name in bold.
    pub authors: Vec<Run>,
    /// Its title.
    pub title: Text,
    /// The journal, the publisher, the conference.
    pub venue: Option<Text>,
    /// Volume, pages, an identifier.
    pub details: Vec<Text>,
    /// When.
    pub dates: Option<WrittenDates>,
    /// Where it is on the web.
    pub url: Option<Link>,
    /// What it is about.
    pub summary: Vec<SheetBlock>,
}

/// An organisation (or a thing) and one or more roles in it. When there is one role it always has a
/// title: an entry that only names an organisation carries that name as the title.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct SheetEntry {
    /// Employer, school, awarder, issuer, publisher; the title of the one role, where the organisation leads (`lead`).
    pub organization: Option<Text>,
    /// Where.
    pub place: Option<Text>,
    /// Its address.
    pub url: Option<Link>,
    /// What it is.
    pub note: Vec<SheetBlock>,
    /// One or more.
    pub roles: Vec<SheetRole>,
    /// `before`: it begins a page; `avoid`: it stays whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page_break: Option<&'static str>,
}

/// An address to print and follow.
#[derive(Debug, Clone, Serialize)]
pub struct Link {
    /// What to print.
    pub text: Text,
    /// Where it leads; `None` when the address was refused and is only text.
    pub url: Option<String>,
}

/// One role.
#[derive(Debug, Clone, Default, Serialize)]
pub struct SheetRole {
    /// Its title; what the organisation is named, where that leads (`lead`).
    pub title: Option<Text>,
    /// When.
    pub dates: Option<WrittenDates>,
    /// Where, if it differs from the entry's place.
    pub place: Option<Text>,
    /// An address of its own.
    pub url: Option<Link>,
    /// Who wrote it. They are facts of the head, or the authors of a reference.
    #[serde(skip)]
    pub authors: Vec<Text>,
    /// Short facts of the head: a grade, a project's roles.
    pub details: Vec<Text>,
    /// Running text.
    pub summary: Vec<SheetBlock>,
    /// Bullets.
    pub highlights: Vec<Vec<SheetBlock>>,
    /// A run of keywords or courses with its label.
    pub keywords: Option<Keywords>,
}

/// A run of keywords with its label.
#[derive(Debug, Clone, Serialize)]
pub struct Keywords {
    /// `Courses`; empty for words that need none.
    pub label: String,
    /// One each.
    pub items: Vec<Text>,
}

/// A block of prose: `{"p": […]}`, `{"ul": […]}`, `{"ol": […], "start": 1}`, `{"quote": […]}`.
#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
pub enum SheetBlock {
    /// A paragraph.
    Paragraph {
        /// Its runs.
        p: Vec<Run>,
    },
    /// A list with bullets.
    Bullets {
        /// Its items.
        ul: Vec<Vec<SheetBlock>>,
    },
    /// A numbered list.
    Numbered {
        /// Its items.
        ol: Vec<Vec<SheetBlock>>,
        /// The first number.
        start: u64,
    },
    /// A quotation.
    Quote {
        /// Its blocks.
        quote: Vec<SheetBlock>,
    },
}

/// A run of prose: `"text"`, `{"b": […]}`, `{"i": […]}`, `{"code": "…"}`, `{"a": […], "url": "…"}`, `{"br": true}`.
#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
pub enum Run {
    /// Characters, and the field they came from.
    Text(Text),
    /// Bold.
    Bold {
        /// Its runs.
        b: Vec<Run>,
    },
    /// Italic.
    Italic {
        /// Its runs.
        i: Vec<Run>,
    },
    /// Code.
    Code {
        /// Its characters.
        code: Text,
    },
    /// A link.
    Link {
        /// Its runs.
        a: Vec<Run>,
        /// Where it leads.
        url: String,
    },
    /// A line break.
    Break {
        /// Always true.
        br: bool,
    },
}
