//! Markdown as people write a résumé in it, normalised: the name as the first heading, a contact line, sections, entries
//! with their dates, bullets. What prose cannot say (options, the photo, a postal address in parts) is front matter.
//!
//! The writer reads back what it wrote: a section that would be taken for something else gets the next of `ATTEMPTS`, the
//! last of which is data in the front matter, and so are fields of the person that would not come back, and what is
//! hidden inside a section. A section that is hidden as a whole is named there.

mod prose;
mod sections;

use super::json;
use crate::input::Format;
use crate::language::Language;
use crate::resume::date::{DateStyle, DateWriter};
use crate::resume::{
    Basics, Dates, Entry, ItemBody, Location, Profile, Resume, Role, Section, SectionItem, SectionKind, Text,
};
use crate::text::url::{has_part, on_paper};
use crate::text::value::{Node, Value};
use crate::text::{Diagnostics, Source, Span};
use sections::{ATTEMPTS, Style, Writer};
use std::collections::BTreeSet;

/// Fields of the person that only front matter can say.
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
    let mut draft = Draft {
        resume,
        printed,
        language,
        front: FRONT.into_iter().collect(),
        attempts: resume.sections.iter().map(|section| (0, split(section))).collect(),
    };
    // Each round mends what the one before showed.
    for _ in 0..ATTEMPTS.len() * (resume.sections.len() + 1) {
        let read = read(&draft.text());
        if !draft.mend(&read) {
            break;
        }
    }
    draft.text()
}

/// What shows of a section, and what does not.
struct Split {
    shown: Section,
    hidden: Section,
}

fn split(section: &Section) -> Split {
    let [mut shown, mut hidden] =
        [section, section].map(|one| Section { content: Vec::new(), ..one.clone() });
    // It has nothing to print a title over.
    (hidden.title, hidden.hide, hidden.page_break) = (None, false, None);
    for item in &section.content {
        let mut item = item.clone();
        if let (false, ItemBody::Entry(entry)) = (item.hide, &mut item.body)
            && entry.roles.iter().any(|role| role.hide)
        {
            let mut rest = entry.clone();
            rest.roles.retain(|role| role.hide);
            entry.roles.retain(|role| !role.hide);
            if entry.roles.is_empty() {
                entry.roles.push(Role::default());
            }
            hidden.content.push(SectionItem { hide: true, body: ItemBody::Entry(rest) });
        }
        if item.hide { hidden.content.push(item) } else { shown.content.push(item) }
    }
    Split { shown, hidden }
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
    /// The fields of the person that are in the front matter.
    front: BTreeSet<&'a str>,
    /// Which of [`ATTEMPTS`] each section is written by, and its parts.
    attempts: Vec<(usize, Split)>,
}

impl Draft<'_> {
    fn text(&self) -> String {
        let mut parts = Vec::new();
        parts.extend(self.front_matter());
        parts.extend(self.person());
        if let Some(summary) = &self.resume.basics.summary
            && !self.front.contains("summary")
        {
            let title = self.language.title(SectionKind::Summary.key());
            parts.push(format!("## {}", prose::text(title)));
            parts.push(prose::blocks(&summary.blocks).join("\n"));
        }
        let date_style = if self.resume.spells_months() { DateStyle::Long } else { DateStyle::Short };
        let words = DateWriter::new(self.language, date_style);
        let dates = |dates: &Dates| in_words(dates, &words);
        for (_, section, style) in self.written() {
            parts.push(format!("## {}", prose::text(&self.title(section))));
            parts.push(Writer { style, language: self.language, dates: &dates }.content(section).join("\n"));
        }
        parts.retain(|part| !part.is_empty());
        parts.join("\n\n") + "\n"
    }

    /// The sections that are written as Markdown, each with its number and its style.
    fn written(&self) -> impl Iterator<Item = (usize, &Section, Style)> {
        self.attempts.iter().enumerate().filter_map(|(n, (at, split))| {
            let style = ATTEMPTS[*at].0.filter(|_| !split.shown.content.is_empty())?;
            Some((n, &split.shown, style))
        })
    }

    /// The sections that are data in the front matter: whole ones, and what is hidden in others.
    fn data(&self) -> Vec<&Section> {
        let all = self.resume.sections.iter().zip(&self.attempts);
        let data = all.map(|(section, (at, split))| match ATTEMPTS[*at].0 {
            None => section,
            Some(_) => &split.hidden,
        });
        data.filter(|section| !section.content.is_empty()).collect()
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
        let meta = json::others(&self.resume.meta).filled();
        lines.extend(meta.map(|meta| format!("meta: {}", compact(&meta))));
        let mut options = json::settings(&self.resume.settings);
        let hidden = self.written().filter(|(_, section, _)| section.hide);
        let hidden: Vec<_> = hidden.map(|(_, section, _)| self.title(section)).collect();
        if !hidden.is_empty() {
            let given = options.get("hide").map(|pair| json::listed(&pair.node)).unwrap_or_default();
            options.0.retain(|pair| pair.key != "hide");
            options.put("hide", json::filled_list(given.into_iter().chain(hidden).map(json::text)));
        }
        let data = self.data();
        if data.iter().any(|section| section.content.iter().any(|item| !item.hide)) {
            options.0.retain(|pair| pair.key != "sections");
            options.put("sections", json::order(self.resume));
        }
        let data = json::filled_list(data.into_iter().map(json::wrapped));
        lines.extend(data.map(|data| format!("sections: {}", compact(&data))));
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
        for key in ["name", "label", "email", "phone", "url", "location", "profiles", "summary"] {
            let same = wanted.get(key) == found.get(key) || self.prints_the_same(key, &read.basics);
            if !same && wanted.get(key).is_some() {
                changed |= self.front.insert(key);
            }
        }
        let (data, written) = (self.data().len(), self.written().count());
        let is_aligned = read.sections.len() == data + written;
        let differs = |(at, (n, section, _)): (usize, (usize, &Section, Style))| {
            let is_exact = ATTEMPTS[self.attempts[n].0].1;
            let is_same = read.sections.get(data + at).is_some_and(|read| self.same(section, read, is_exact));
            (!is_same).then_some(n)
        };
        let mut differing: Vec<usize> = self.written().enumerate().filter_map(differs).collect();
        // Behind a section that is cut in two, the others are not at their places.
        if !is_aligned {
            let last = self.written().last().map(|(n, ..)| n);
            differing = differing.first().copied().or(last).into_iter().collect();
        }
        for n in differing {
            self.attempts[n].0 += 1;
            changed = true;
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

    /// Whether two sections say the same under the same title, or have at least the same heads and words.
    fn same(&self, one: &Section, other: &Section, is_exact: bool) -> bool {
        let bare = |section: &Section| Section { title: None, hide: false, ..section.clone() };
        let (a, b) = (json::section(&bare(one)), json::section(&bare(other)));
        let labels =
            ["keywords", "courses", "grade", "gpa"].map(|word| self.language.word(word).to_lowercase());
        let unlabelled = |node: &Node| {
            let mut words = sorted_words(node);
            words.retain(|word| !labels.contains(word));
            words
        };
        // A page prints the labels too.
        let is_alike = || heads(one) == heads(other) && unlabelled(&a) == unlabelled(&b);
        let same = if is_exact { a == b } else { is_alike() };
        let same = same && one.page_break == other.page_break;
        one.kind == other.kind && self.title(one) == self.title(other) && same
    }
}

/// The heads of the entries: organisation, place, address, and each role with its title, dates, place and address.
fn heads(section: &Section) -> Vec<Node> {
    let head = |item: &SectionItem| {
        let ItemBody::Entry(entry) = &item.body else { return None };
        let mut entry = Entry { note: None, ..(**entry).clone() };
        for role in &mut entry.roles {
            let Role { title, dates, place, url, .. } = std::mem::take(role);
            *role = Role { title, dates, place, url, ..Role::default() };
        }
        let content = vec![SectionItem { hide: item.hide, body: ItemBody::Entry(Box::new(entry)) }];
        Some(json::section(&Section { title: None, hide: false, content, ..section.clone() }))
    };
    section.content.iter().filter_map(head).collect()
}

/// The words of all texts in a tree.
pub(super) fn sorted_words(node: &Node) -> Vec<String> {
    fn collect(node: &Node, words: &mut Vec<String>) {
        match &node.value {
            Value::Scalar(scalar) => {
                let parts = scalar.text.split(|c: char| !c.is_alphanumeric());
                words.extend(parts.filter(|word| !word.is_empty()).map(str::to_lowercase));
            }
            Value::List(items) => items.iter().for_each(|item| collect(item, words)),
            Value::Map(pairs) => pairs.iter().for_each(|pair| collect(&pair.node, words)),
            Value::Null => {}
        }
    }
    let mut words = Vec::new();
    collect(node, &mut words);
    words.sort_unstable();
    words
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
