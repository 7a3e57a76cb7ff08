//! The content as a whole: header, regions, words, and what the PDF says about itself.

use super::content::{Content, Document, Header, Item, PHOTO, Photo, Region, VERSION};
use super::limits;
use super::options::{BasicsField, OPTIONS, Options, meant_option};
use super::sections::with_usual_keys;
use super::writer::Writer;
use crate::manifest::Manifest;
use recto_resume::language::east_asian_language;
use recto_resume::resume::{Basics, Resume, Setting, Text, date::DateStyle};
use recto_resume::text::{Diagnostic, Diagnostics, Place, Rule, Span};
use serde_json::Value;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// What to do about a photo that is elsewhere.
pub const BESIDE: &str = "save it beside the résumé and name the file, as `image: photo.jpg`";

/// Decides what the pages say. `None` when there is no name to put at the top; every other problem is
/// reported and the content is made all the same.
pub fn build(
    resume: &Resume,
    options: &Options,
    manifest: &Manifest,
    diagnostics: &mut Diagnostics,
) -> Option<Content> {
    let options = &with_usual_keys(options, resume);
    let style = options.dates.unwrap_or_else(|| usual_dates(resume, manifest));
    let mut writer = Writer::new(options, style, diagnostics);
    let basics = writer.basics(&resume.basics);
    let name = writer.maybe(basics.name.as_ref());
    // A broken file may well say the name where it could not be read; its own error comes first then.
    if name.is_none() && !(resume.broken && writer.diagnostics.has_errors()) {
        writer.diagnostics.push(missing_name(resume.basics.unnamed));
    }
    writer.person = name.as_ref().map(|name| name.value.clone());
    let headline = writer.maybe(basics.label.as_ref());
    let contact = writer.contact(&basics);
    let personal = writer.personal(&basics);
    let regions = writer.regions(resume, manifest);
    let photo = name.as_ref().and_then(|name| writer.photo(&basics, manifest, &name.value));
    let header = Header { name: name?, headline, photo, contact, personal };
    let mut content = Content {
        version: VERSION,
        document: document(&header, &regions, options),
        options: choices(options),
        header,
        regions,
        words: options.language.data.words.iter().copied().collect(),
    };
    diagnostics.extend(stray_options(resume));
    diagnostics.extend(unprinted(resume, &content).filter(|_| !options.show_unknown));
    if let Some((lang, region)) = east_asian_language(content.leaves().iter().map(|(text, _)| *text)) {
        content.document.lang = lang.to_owned();
        content.document.region = region.map(str::to_owned);
    }
    limits::check(&content, options, diagnostics);
    Some(content)
}

/// How dates are written when nobody chose: as the layout does, but month names in full where the file has them so.
fn usual_dates(resume: &Resume, manifest: &Manifest) -> DateStyle {
    match DateStyle::named(&manifest.dates) {
        Some(DateStyle::Short) | None if resume.spells_months() => DateStyle::Long,
        style => style.unwrap_or(DateStyle::Short),
    }
}

/// The error that there is no name, at the key under which it is left out.
fn missing_name(key: Option<Span>) -> Diagnostic {
    let place = Place::File(key.unwrap_or(Span::at(0)));
    let error = Diagnostic::new(Rule::NameMissing, place, "the résumé has no name");
    let error = match key {
        Some(_) => error.label("write your name here").help("write `name: Ada Lindqvist`"),
        None => error.help(
            "add `name: Ada Lindqvist` under `basics`; in Markdown, `# Ada Lindqvist` as the first line",
        ),
    };
    error.help("or run with `--set name=\"Ada Lindqvist\"`")
}

/// Warns of options that are straight under `meta`, where they do nothing.
fn stray_options(resume: &Resume) -> impl Iterator<Item = Diagnostic> {
    let option = |setting: &Setting| {
        let is_own = OPTIONS.iter().any(|option| option.key == setting.key);
        // The language of `meta` is read.
        let meant = || meant_option(&setting.key).filter(|meant| *meant != "lang");
        if is_own { Some(setting.key.clone()) } else { meant().map(str::to_owned) }
    };
    resume.meta.iter().filter_map(move |setting| {
        let (key, meant) = (&setting.key, option(setting)?);
        let message = format!("the option `{key}` has no effect under `meta`");
        let warning = Diagnostic::at(Rule::UnknownKey, setting.key_span, message);
        let label = if *key == meant {
            "belongs one level deeper"
        } else {
            "belongs one level deeper, under another name"
        };
        Some(warning.label(label).help(format!("write `meta: {{recto: {{{meant}: …}}}}`")))
    })
}

/// Characters under unknown keys that may be a slip or two.
const SLIP: usize = 200;

/// The error that more of the file's text is left out, because its keys are not known, than is printed.
fn unprinted(resume: &Resume, content: &Content) -> Option<Diagnostic> {
    let length = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
    let lost: usize = resume.unknown().map(|unknown| length(&unknown.text.value)).sum();
    let printed: usize = content.leaves().iter().map(|(text, _)| length(text)).sum();
    let first = resume.unknown().min_by_key(|unknown| unknown.text.span.start)?;
    let message = "most of the file's text would not be printed: its keys are not known";
    (lost > printed.max(SLIP)).then(|| {
        Diagnostic::at(Rule::TextUnprinted, first.text.span, message)
            .label("the first text that is left out")
            .help("write the keys of JSON Resume: `recto new` writes a file with all of them")
            .help("or print it as it is with `show-unknown: true` under `meta.recto`")
    })
}

/// The field of the person that the command line can set by this name.
fn slot<'a>(basics: &'a mut Basics, key: &str) -> Option<&'a mut Option<Text>> {
    Some(match key {
        "name" => &mut basics.name,
        "label" => &mut basics.label,
        "email" => &mut basics.email,
        "phone" => &mut basics.phone,
        "url" => &mut basics.url,
        _ => return None,
    })
}

/// The résumé with what the command line says about the person.
pub(crate) fn with_arguments<'a>(resume: &'a Resume, options: &Options) -> Cow<'a, Resume> {
    let mut resume = Cow::Borrowed(resume);
    for BasicsField { key, value, .. } in &options.basics {
        if let Some(slot) = slot(&mut resume.to_mut().basics, key) {
            *slot = Some(Text::new(value.trim(), Span::NOWHERE)).filter(|text| !text.value.is_empty());
        }
    }
    resume
}

impl Writer<'_> {
    /// The person, with what the command line says about them.
    fn basics(&mut self, basics: &Basics) -> Basics {
        let mut basics = basics.clone();
        for BasicsField { key, value, place } in &self.options.basics {
            let Some(slot) = slot(&mut basics, key) else { continue };
            // Cleaned here, where the place of a message is still known.
            let value = self.clean(value, place.clone());
            *slot = Some(Text::new(value, Span::NOWHERE));
        }
        basics
    }

    /// The photo's place in the engine's file tree; the photo itself is read elsewhere.
    fn photo(&mut self, basics: &Basics, manifest: &Manifest, name: &str) -> Option<Photo> {
        let image = basics.image.as_ref().filter(|image| !image.value.trim().is_empty())?;
        if !self.options.photo {
            return None;
        }
        let path = image.value.trim().to_lowercase();
        let remote = path.contains("://") || path.starts_with("data:") || path.starts_with("//");
        let (message, help) = if !manifest.photo {
            let message = format!("layout `{}` has no place for a photo", manifest.name);
            (message, "take another layout, or say `photo: false` under `meta.recto`")
        } else if remote {
            let message = "the photo is not a file, and nothing is fetched".to_owned();
            (message, BESIDE)
        } else {
            let alt = self.word("portrait-of").replace("{name}", name);
            return Some(Photo { path: PHOTO, alt });
        };
        let warning = Diagnostic::new(Rule::PhotoOmitted, self.place(image.span), message);
        self.diagnostics.push(warning.label("left out").help(help));
        None
    }
}

/// What the PDF says about itself.
fn document(header: &Header, regions: &[Region], options: &Options) -> Document {
    let language = &options.language;
    let author = header.name.value.clone();
    Document {
        title: format!("{author} – {}", language.data.document),
        author,
        subject: header.headline.as_ref().map(|text| text.value.clone()),
        keywords: keywords(regions),
        lang: language.code().to_owned(),
        region: language.region(),
        dir: language.data.dir.to_owned(),
        attachment: None,
    }
}

/// Skills and what they comprise, each once, in the order of the page.
fn keywords(regions: &[Region]) -> Vec<String> {
    let sections = regions.iter().flat_map(|region| &region.sections);
    let items = sections.filter(|section| section.id == "skills").flat_map(|section| &section.items);
    let texts = items.flat_map(|item| match item {
        Item::Group { label, items, .. } => label.iter().chain(items).collect(),
        _ => Vec::new(),
    });
    let mut seen = BTreeSet::new();
    texts.filter(|text| seen.insert(text.value.as_str())).map(|text| text.value.clone()).collect()
}

/// The choices that a layout acts on itself.
fn choices(options: &Options) -> BTreeMap<String, Value> {
    let own = options.own.iter().map(|(key, word)| (key.clone(), Value::from(word.as_str())));
    let shared = [
        ("lead".to_owned(), Value::from(options.lead.name())),
        ("links".to_owned(), Value::from(options.links.name())),
        ("page-numbers".to_owned(), Value::from(options.page_numbers)),
    ];
    own.chain(shared).collect()
}
