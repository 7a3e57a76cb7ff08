//! Markdown as people write a résumé in it, normalised: the name as the first heading, a contact line, sections, entries
//! with their dates, bullets. What prose cannot say (options, the photo, a postal address in parts) is front matter.
//!
//! The writer reads back what it wrote: a section whose heads would be taken for something else gets the next style
//! of `Style`, and a field of the person that would not come back goes to the front matter. What no style carries
//! (`details`, keywords of an entry) stays in the text, as a paragraph. Markdown can hide a section, by its title in the
//! front matter, but nothing inside one: hidden entries and positions are left out.

mod prose;
mod sections;

use super::json;
use crate::input::Format;
use crate::language::Language;
use crate::resume::date::{DateStyle, DateWriter};
use crate::resume::{Basics, Dates, Location, Profile, Resume, Section, SectionKind, Text};
use crate::select::drop_hidden_items;
use crate::text::url::{has_part, on_paper};
use crate::text::value::Node;
use crate::text::{Diagnostics, Source, Span};
use sections::{STYLES, Style, Writer};
use std::collections::BTreeSet;

/// Fields of the person that only front matter can hold.
const FRONT: [&str; 3] = ["image", "personal", "contact"];

/// What a page prints of the person; the contact line repeats it.
#[derive(Debug, Default)]
pub struct PrintedContact<'a> {
    /// The address, on one line.
    pub place: Option<&'a str>,
    /// The accounts: what is printed, and where it leads.
    pub profiles: Vec<(&'a str, Option<&'a str>)>,
}

/// Writes a résumé with titles and dates in a language.
pub fn write(resume: &Resume, language: &Language, printed: &PrintedContact<'_>) -> String {
    let resume = &drop_hidden_items(resume);
    let mut draft = Draft {
        resume,
        printed,
        language,
        front: FRONT.into_iter().collect(),
        styles: vec![Style::Usual; resume.sections.len()],
    };
    // Each round mends what the one before showed; a section has as many chances as there are styles.
    for _ in 0..=STYLES.len() {
        let read = read(&draft.text());
        if !draft.mend(&read) {
            break;
        }
    }
    draft.text()
}

/// What recto reads in a text.
fn read(text: &str) -> Resume {
    let mut ignored = Diagnostics::new();
    let Ok(format) = Format::by_name("markdown") else { return Resume::default() };
    format.read(&Source::new("resume.md", text), &mut ignored).unwrap_or_default()
}

/// A text in the making.
struct Draft<'a> {
    resume: &'a Resume,
    printed: &'a PrintedContact<'a>,
    language: &'a Language,
    /// The fields of the person that stand in the front matter.
    front: BTreeSet<&'a str>,
    /// How each section is written.
    styles: Vec<Style>,
}

impl Draft<'_> {
    fn text(&self) -> String {
        let mut parts = Vec::new();
        parts.extend(self.front_matter());
        parts.extend(self.person());
        if let Some(summary) = &self.resume.basics.summary {
            let title = self.language.title(SectionKind::Summary.key());
            parts.push(format!("## {}", prose::text(title)));
            parts.push(prose::blocks(&summary.blocks).join("\n"));
        }
        let date_style = if self.resume.spells_months() { DateStyle::Long } else { DateStyle::Short };
        let words = DateWriter::new(self.language, date_style);
        let dates = |dates: &Dates| in_words(dates, &words);
        for (section, style) in self.resume.sections.iter().zip(&self.styles) {
            parts.push(format!("## {}", prose::text(&self.title(section))));
            parts.push(
                Writer { style: *style, language: self.language, dates: &dates }.content(section).join("\n"),
            );
        }
        parts.retain(|part| !part.is_empty());
        parts.join("\n\n") + "\n"
    }

    /// The title of a section: its own, or the language's.
    fn title(&self, section: &Section) -> String {
        let usual = || self.language.title(section.kind.key()).to_owned();
        section.title.as_ref().map_or_else(usual, |title| title.value.clone())
    }

    fn front_matter(&self) -> Option<String> {
        let fields = json::basics(&self.resume.basics).0;
        let fields = fields.into_iter().filter(|pair| self.front.contains(pair.key.as_str()));
        let mut lines: Vec<String> =
            fields.map(|pair| format!("{}: {}", pair.key, compact(&pair.node))).collect();
        let mut unknown = json::Map::default();
        json::unknown(&mut unknown, &self.resume.basics.unknown);
        lines.extend(unknown.filled().map(|fields| format!("basics: {}", compact(&fields))));
        let mut loose = json::Map::default();
        json::loose(&self.resume.unknown, &mut loose);
        lines.extend(loose.0.iter().map(|pair| format!("{}: {}", quoted(&pair.key), compact(&pair.node))));
        let mut options = json::settings(&self.resume.settings);
        let hidden = self.resume.sections.iter().filter(|section| section.hide);
        let hidden = hidden.map(|section| json::text(self.title(section)));
        if !options.has("hide") {
            options.put("hide", json::filled_list(hidden));
        }
        if !options.0.is_empty() {
            lines.push("recto:".to_owned());
            lines.extend(options.0.iter().map(|pair| format!("  {}: {}", pair.key, compact(&pair.node))));
        }
        (!lines.is_empty()).then(|| format!("---\n{}\n---", lines.join("\n")))
    }

    /// Name, headline, contact line.
    fn person(&self) -> Vec<String> {
        let Basics { name, label, email, phone, url, .. } = &self.resume.basics;
        let shown = |key: &str| !self.front.contains(key);
        let text = |text: &Option<Text>| text.as_ref().map(|text| prose::text(&text.value));
        let mut parts = Vec::new();
        parts.extend(text(name).filter(|_| shown("name")).map(|name| format!("# {name}")));
        parts.extend(text(label).filter(|_| shown("label")));
        let mut line: Vec<String> = Vec::new();
        line.extend(self.printed.place.map(prose::text).filter(|_| shown("location")));
        line.extend(text(phone).filter(|_| shown("phone")));
        line.extend(email.as_ref().filter(|_| shown("email")).map(|email| format!("<{}>", email.value)));
        line.extend(url.as_ref().filter(|_| shown("url")).map(|url| address(&url.value)));
        if shown("profiles") {
            line.extend(self.printed.profiles.iter().map(|(text, url)| match url {
                Some(url) => prose::link(&prose::text(text), url),
                None => prose::text(text),
            }));
        }
        parts.push(line.join(" | "));
        parts
    }

    /// Changes what did not come back as it is. `false` when all did, or nothing is left to change.
    fn mend(&mut self, read: &Resume) -> bool {
        let mut changed = false;
        let fields = |basics| Node::from(json::basics(basics));
        let (wanted, found) = (fields(&self.resume.basics), fields(&read.basics));
        for key in ["name", "label", "email", "phone", "url", "location", "profiles"] {
            let same = wanted.get(key) == found.get(key) || self.prints_the_same(key, &read.basics);
            if !same && wanted.get(key).is_some() {
                changed |= self.front.insert(key);
            }
        }
        for (n, section) in self.resume.sections.iter().enumerate() {
            let same = read.sections.get(n).is_some_and(|read| self.same(section, read));
            let at = STYLES.iter().position(|style| *style == self.styles[n]).unwrap_or(0);
            if same || read.sections.len() != self.resume.sections.len() && at + 1 == STYLES.len() {
                continue;
            }
            if let Some(next) = STYLES.get(at + 1) {
                self.styles[n] = *next;
                changed = true;
            }
        }
        changed
    }

    /// Whether an address or an account that was read in one text prints as the parts it was written from did.
    fn prints_the_same(&self, key: &str, read: &Basics) -> bool {
        match key {
            "location" => {
                let city = read.location.city.clone();
                let only = Location { city: city.clone(), ..Location::default() };
                read.location == only && self.printed.place == city.as_ref().map(|city| city.value.as_str())
            }
            "profiles" => {
                let bare = |profile: &Profile| {
                    let paper = on_paper(&profile.url.as_ref()?.value);
                    let network = profile.network.as_ref().map_or("", |network| network.value.as_str());
                    let is_told = profile.username.is_none() && has_part(&paper, network);
                    is_told.then_some(paper)
                };
                let read: Vec<_> = read.profiles.iter().map(bare).collect();
                self.printed.profiles.iter().map(|(text, url)| url.map(|_| (*text).to_owned())).eq(read)
            }
            _ => false,
        }
    }

    /// Whether two sections say the same under the same title.
    fn same(&self, one: &Section, other: &Section) -> bool {
        let bare =
            |section: &Section| json::section(&Section { title: None, hide: false, ..section.clone() });
        one.kind == other.kind && self.title(one) == self.title(other) && bare(one) == bare(other)
    }
}

/// A key of front matter.
fn quoted(key: &str) -> String {
    compact(&json::text(key))
}

/// JSON on one line, which is YAML too.
fn compact(value: &Node) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// An address that shows itself.
fn address(url: &str) -> String {
    let bare = url.split_once("://").map_or(url, |(_, rest)| rest).trim_end_matches('/');
    prose::link(&prose::text(bare), url)
}

/// Dates in the résumé's language where they read back the same, else as a data file has them.
fn in_words(dates: &Dates, words: &DateWriter<'_>) -> String {
    let written = dates.to_string();
    let spoken = words.dates(dates, |text| Some(text.clone())).map(|dates| dates.text.value);
    let reads =
        |text: &String| Dates::parse(text, Span::NOWHERE).is_some_and(|read| read.to_string() == written);
    spoken.filter(reads).unwrap_or(written)
}
