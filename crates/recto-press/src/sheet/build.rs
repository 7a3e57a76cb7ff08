//! The content as a whole: header, regions, words, and what the PDF says about itself.

use super::content::{Content, Document, Header, Item, PHOTO, Photo, Region, VERSION};
use super::facts::{Fact, FactKind};
use super::limits;
use super::options::{BasicsField, OPTIONS, Options, meant_option};
use super::sections::with_usual_keys;
use super::writer::Writer;
use crate::manifest::Manifest;
use recto_resume::language::{Language, TRADITIONAL_CHINESE, by_letters};
use recto_resume::resume::{Basics, Resume, Setting, Text, date::DateStyle};
use recto_resume::text::characters::is_right_to_left;
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
    let facts = content.facts();
    let leaves = || facts.iter().flat_map(Fact::leaves).map(|(text, _)| text);
    let written = by_letters(leaves());
    let joined = leaves().any(|text| !text.is_ascii() && text.contains(is_joined));
    let other_way = if content.document.dir == "rtl" { left_to_right(&facts) } else { Vec::new() };
    content.document.left_to_right = other_way;
    content.document.joined = joined;
    set_letter_forms(&mut content.document, &options.language, written);
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
        left_to_right: Vec::new(),
        joined: false,
        attachment: None,
    }
}

/// Sets the language and region whose forms of letters a page in Han, kana or hangul takes. A language of them that was asked
/// for is that of the page, as far as it says; otherwise the letters do, whatever the language of recto's own words is.
fn set_letter_forms(document: &mut Document, language: &Language, written: Option<&str>) {
    let (lang, region) = match (language.code(), written) {
        ("ja" | "ko", _) => return,
        ("zh", _) if language.is_specific() => return,
        ("zh", Some(TRADITIONAL_CHINESE)) | (_, Some(TRADITIONAL_CHINESE)) => ("zh", Some("TW")),
        ("zh", _) => return,
        (_, Some(code @ ("ja" | "ko" | "zh"))) => (code, None),
        _ => return,
    };
    document.lang = lang.to_owned();
    document.region = region.map(str::to_owned);
}

/// The regional forms of East Asia that a page takes, as the names of font families end: those of its language, or else of what
/// is written.
pub(crate) fn regional_form(document: &Document, written: &str) -> &'static str {
    match (document.lang.as_str(), document.region.as_deref()) {
        ("ja", _) => "JP",
        ("ko", _) => "KR",
        ("zh", Some("TW")) => "TC",
        ("zh", Some("HK" | "MO")) => "HK",
        ("zh", _) => "SC",
        _ => match by_letters([written]) {
            Some("ja") => "JP",
            Some("ko") => "KR",
            Some(TRADITIONAL_CHINESE) => "TC",
            _ => "SC",
        },
    }
}

/// Letters that join their neighbours: of Arabic and the scripts like it, and of those that hang from a line.
const fn is_joined(c: char) -> bool {
    matches!(c, '\u{600}'..='\u{7ff}' | '\u{840}'..='\u{9ff}' | '\u{a00}'..='\u{a7f}' | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
}

/// So many characters of a text stay on one line.
const ONE_LINE: usize = 40;

/// The texts that run from left to right on a page that does not: names without a letter of its script that begin or end with
/// a sign, which would change its place, and telephone numbers, whose groups would.
fn left_to_right(facts: &[Fact<'_>]) -> Vec<String> {
    let is_number = |text: &str| {
        !text.contains(char::is_alphabetic) && text.chars().filter(char::is_ascii_digit).count() > 4
    };
    let runs_so = |fact: &&Fact<'_>| {
        let text = fact.plain();
        let has_sign = !text.starts_with(char::is_alphanumeric) || !text.ends_with(char::is_alphanumeric);
        let is_latin = text.contains(char::is_alphabetic) && !text.contains(is_right_to_left) && has_sign;
        let is_name = !matches!(fact.kind, FactKind::Paragraph | FactKind::Highlight)
            && fact.leaves().len() == 1
            && text.chars().count() <= ONE_LINE;
        is_name && (is_latin || (fact.kind == FactKind::Contact && is_number(&text)))
    };
    let mut texts: Vec<String> = facts.iter().filter(runs_so).map(|fact| fact.plain()).collect();
    // The longest first, for the first that matches is taken.
    texts.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
    texts.dedup();
    texts
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_forms_of_letters_are_those_of_the_language_that_was_asked_for_or_written() {
        let forms = |lang: &str, text: &str| {
            let mut content = crate::layout::tests::content(text);
            let language = Language::find(lang).expect("known");
            (content.document.lang, content.document.region) =
                (language.code().to_owned(), language.region());
            set_letter_forms(&mut content.document, &language, by_letters([text]));
            (content.document.lang, content.document.region)
        };
        for (lang, text, code, region) in [
            ("en", "山田 太郎 使用 Rust 开发系统", "zh", None),
            ("en", "王大明 國立臺灣大學 軟體開發", "zh", Some("TW")),
            ("en-GB", "山田太郎はシステムを開発した", "ja", None),
            ("en-GB", "Ada Lindqvist", "en", Some("GB")),
            ("ja", "東京 開発 軟體 國立", "ja", None),
            ("ko", "東京 開発", "ko", None),
            ("zh", "王大明 國立臺灣大學 軟體開發", "zh", Some("TW")),
            ("zh", "东京 开发", "zh", None),
            ("zh-Hans", "王大明 國立臺灣大學 軟體開發", "zh", None),
            ("zh-Hant", "东京 开发", "zh", Some("TW")),
            ("zh-HK", "东京 开发", "zh", Some("HK")),
        ] {
            assert_eq!(forms(lang, text), (code.to_owned(), region.map(str::to_owned)), "{lang}: {text}");
        }
    }
}
