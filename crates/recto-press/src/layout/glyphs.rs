//! Before a page is set: does some font have every character? What the chosen families lack is looked for
//! in the other embedded and added families, then in the computer's. What nobody has is an error at the
//! place where it is first written, one for each script: a PDF with an empty box in a name is worse than none.

use super::fonts::{Fonts, PageFonts, Shelf, regular};
use super::located;
use super::scripts::{ScriptFonts, fonts_for, has_serifs};
use crate::sheet::{Content, FontChains, regional_form};
use recto_resume::text::Source;
use recto_resume::text::{Diagnostic, Diagnostics, Rule, Span};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use typst::text::{FontBook, FontInfo, is_default_ignorable};
use unicode_script::UnicodeScript;

/// So many texts with a private-use character are named one by one.
const MAX_PLACES: usize = 20;
/// So many characters are named in one message.
const MAX_NAMED: usize = 4;
/// What a font of the computer means for the page.
const ELSEWHERE: &str =
    "another computer may set another font, or none; `--font-path` gives the same page everywhere";

/// Chooses the fonts of the page and completes the chains of families, so that every character can be printed.
/// What cannot be is in the problems of the fonts, since only pages need them; what means nothing in any file, in the
/// diagnostics.
pub fn choose_fonts<'a>(
    fonts: &'a Fonts,
    content: &Content,
    chains: &mut FontChains,
    source: &Source,
    diagnostics: &mut Diagnostics,
) -> PageFonts<'a> {
    let mut page = PageFonts::new(fonts);
    for family in chains.text.iter().chain(&chains.heading) {
        if !page.book().contains_family(&family.to_lowercase()) && page.take(family) {
            let message = format!("`{family}` is a font of this computer, not an embedded one");
            page.problems.push(located(Rule::FontBorrowed, Span::NOWHERE, message).help(ELSEWHERE));
        }
    }
    let texts = content.leaves();
    private(&texts, source, diagnostics);
    // Most characters are ASCII, and were seen before.
    let mut seen = [false; 128];
    let mut is_new = |c: &char| seen.get_mut(*c as usize).is_none_or(|seen| !std::mem::replace(seen, true));
    let characters = texts.iter().flat_map(|(text, _)| text.chars()).filter(|c| is_new(c));
    let needed: BTreeSet<char> = characters.filter(is_printed).collect();
    let chain = faces(page.book(), &chains.text);
    let mut lacking: BTreeSet<char> = needed.into_iter().filter(|c| !covered(&chain, *c)).collect();
    let mut more = Vec::new();
    if !lacking.is_empty() {
        let wish = Wish::of(content, &chain, &lacking);
        while let Some(family) = wish.pick(&fonts.own, &mut lacking).map(|(family, _)| family) {
            more.push(family);
        }
        while let Some((family, chars)) =
            (!lacking.is_empty()).then(|| wish.pick(fonts.system(), &mut lacking)).flatten()
        {
            page.take(&family);
            page.problems.push(borrowed(&family, &chars, &texts, source));
            more.push(family);
        }
        page.problems.extend(missing(&wish, &lacking, &texts, source));
    }
    extend(&mut chains.text, &more);
    // A head in a display cut falls back to the text family, then to the rest.
    let text = chains.text.clone();
    extend(&mut chains.heading, &text);
    page
}

/// Appends the families that are not there yet.
fn extend(chain: &mut Vec<String>, more: &[String]) {
    for family in more {
        if !chain.iter().any(|known| known.eq_ignore_ascii_case(family)) {
            chain.push(family.clone());
        }
    }
}

/// Whether a font must have a glyph for it.
fn is_printed(c: &char) -> bool {
    !c.is_whitespace() && !c.is_control() && !is_default_ignorable(*c) && !is_private(*c)
}

/// Characters to which everybody may give a meaning of their own; PDF/A refuses them.
const fn is_private(c: char) -> bool {
    matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFF}')
}

/// The regular face of each family of a chain.
fn faces<'b>(book: &'b FontBook, chain: &[String]) -> Vec<&'b FontInfo> {
    chain.iter().filter_map(|family| book.info(regular(book, family)?)).collect()
}

fn covered(faces: &[&FontInfo], c: char) -> bool {
    faces.iter().any(|face| face.coverage.contains(u32::from(c)))
}

/// What a family that helps out should be like.
struct Wish {
    serif: bool,
    /// The forms of East Asia, as the names of regional families end: `JP`, `SC`.
    form: &'static str,
}

impl Wish {
    fn of(content: &Content, chain: &[&FontInfo], lacking: &BTreeSet<char>) -> Self {
        let serif = chain.first().is_some_and(|face| has_serifs(face));
        let written = lacking.iter().collect::<String>();
        let form = regional_form(&content.document, &written);
        Self { serif, form }
    }

    /// The best family of the book for these characters, and those of them it has, which are taken out.
    fn pick(&self, shelf: &Shelf, lacking: &mut BTreeSet<char>) -> Option<(String, BTreeSet<char>)> {
        let book = &shelf.book;
        let faces = book.families().filter_map(|(name, _)| book.info(regular(book, name)?));
        let has = |face: &FontInfo| -> BTreeSet<char> {
            lacking.iter().copied().filter(|c| face.coverage.contains(u32::from(*c))).collect()
        };
        let usable = faces.filter(|face| !face.is_last_resort()).map(|face| (face, has(face)));
        let mut useful: Vec<_> = usable.filter(|(_, chars)| !chars.is_empty()).collect();
        useful.sort_by_key(|(face, chars)| Reverse(self.rank(face, chars)));
        let (face, chars) = useful.into_iter().find_map(|(face, mut chars)| {
            chars.retain(|c| shelf.prints(&face.family, *c));
            (!chars.is_empty()).then_some((face, chars))
        })?;
        lacking.retain(|c| !chars.contains(c));
        Some((face.family.clone(), chars))
    }

    /// How well a family suits: a drawn face before a bitmap-like stopgap, then one that is known to suit the script, then how
    /// much it has.
    fn rank<'f>(&self, face: &'f FontInfo, chars: &BTreeSet<char>) -> Rank<'f> {
        let name = face.family.as_str();
        let is_stopgap = name.starts_with("Unifont") || name.contains("Fallback");
        let suits = |c: &char| fonts_for(*c, self.form).is_some_and(|fonts| fonts.has(name));
        let is_known = chars.iter().any(suits);
        let genre = has_serifs(face) == self.serif;
        let regional = name.ends_with(self.form);
        Rank(!is_stopgap, is_known, name.starts_with("Noto "), chars.len(), regional, genre, Reverse(name))
    }
}

/// How well a family suits, as [`Wish::rank`] says.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Rank<'f>(bool, bool, bool, usize, bool, bool, Reverse<&'f str>);

/// The warning that a font of the computer was used.
fn borrowed(family: &str, chars: &BTreeSet<char>, texts: &[(&str, Span)], source: &Source) -> Diagnostic {
    let verb = if chars.len() == 1 { "is" } else { "are" };
    let message =
        format!("{} {verb} set in `{family}`, a font of this computer", named(chars.iter().copied()));
    let first = texts.iter().find(|(text, _)| text.contains(|c| chars.contains(&c)));
    let span = first.map_or_else(Span::default, |(_, span)| place(chars, *span, source));
    located(Rule::FontBorrowed, span, message).label("not in an embedded font").help(ELSEWHERE)
}

/// What no font has: an error for each script, at the first text in it.
fn missing(
    wish: &Wish,
    lacking: &BTreeSet<char>,
    texts: &[(&str, Span)],
    source: &Source,
) -> Vec<Diagnostic> {
    // Scripts that one font has, such as Han and kana, are one.
    let mut scripts: BTreeMap<&str, (Option<&ScriptFonts>, BTreeSet<char>)> = BTreeMap::new();
    for c in lacking {
        let fonts = fonts_for(*c, wish.form);
        let script = fonts.map_or_else(|| c.script().full_name(), |fonts| fonts.name);
        scripts.entry(script).or_insert_with(|| (fonts, BTreeSet::new())).1.insert(*c);
    }
    let fault = |(script, (fonts, chars)): (&str, (Option<&ScriptFonts>, BTreeSet<char>))| {
        let mut lost = texts.iter().filter(|(text, _)| text.contains(|c| chars.contains(&c)));
        let (first, span) = *lost.next()?;
        let rest = lost.flat_map(|(text, _)| text.chars());
        let message =
            format!("no font has {}", named(first.chars().chain(rest.clone()).filter(|c| chars.contains(c))));
        let others = texts.iter().filter(|(text, _)| text.contains(|c| chars.contains(&c))).count() - 1;
        let label = match others {
            0 => "cannot be printed".to_owned(),
            1 => "cannot be printed, here and in another text".to_owned(),
            _ => format!("cannot be printed, here and in {others} other texts"),
        };
        let diagnostic = located(Rule::GlyphMissing, place(&chars, span, source), message);
        Some((span, diagnostic.label(label).help(remedy(wish, script, fonts))))
    };
    let mut faults: Vec<_> = scripts.into_iter().filter_map(fault).collect();
    faults.sort_by_key(|(span, _)| span.start);
    faults.into_iter().map(|(_, fault)| fault).collect()
}

/// Which font to install for a script.
fn remedy(wish: &Wish, script: &str, fonts: Option<&ScriptFonts>) -> String {
    let genre = usize::from(!wish.serif);
    let install = match fonts {
        Some(ScriptFonts { package, noto, mac, windows, .. }) => format!(
            "install a font for {script}: `{}` (the package `{package}` of Debian and Ubuntu), `{}` (macOS) or `{}` (Windows)",
            noto[genre], mac[genre], windows[genre]
        ),
        None => format!(
            "install a font for {script}: `Noto Sans {script}` (the package `fonts-noto-core` of Debian and Ubuntu; \
             https://fonts.google.com/noto for macOS and Windows)"
        ),
    };
    format!("{install}; or give the file of one with `--font-path`")
}

/// The warning that letters are composed of several glyphs, at the first text with one; `letters` are all of them.
pub(super) fn composed(letters: &[String], texts: &[(&str, Span)]) -> Option<Diagnostic> {
    let has_one = |text: &str| letters.iter().any(|letter| text.contains(letter.as_str()));
    let count = texts.iter().filter(|(text, _)| has_one(text)).count();
    let (_, span) = texts.iter().find(|(text, _)| has_one(text)).copied().unwrap_or(("", Span::NOWHERE));
    let first = letters.first()?;
    let names: Vec<_> = letters.iter().take(MAX_NAMED).map(|letter| format!("`{letter}`")).collect();
    let rest = letters.len() - names.len();
    let more = if rest > 0 { format!(" and {rest} more") } else { String::new() };
    let message =
        format!("some programs read {}{more} wrong: there is no single sign for it", names.join(", "));
    let warning = located(Rule::GlyphComposed, span, message).about(first.as_str());
    let label = if count > 1 {
        format!("here and in {} more texts", count - 1)
    } else {
        "may read as other letters, or with a space behind it".to_owned()
    };
    Some(warning.label(label).help(
        "Firefox and programs like it (PDF.js) see a space behind a letter with such a mark; other programs read it right",
    ))
}

/// Reports private-use characters; icon fonts leave them in text that was copied from a web page.
fn private(texts: &[(&str, Span)], source: &Source, diagnostics: &mut Diagnostics) {
    for (text, span) in texts.iter().filter(|(text, _)| text.contains(is_private)).take(MAX_PLACES) {
        let chars: BTreeSet<char> = text.chars().filter(|c| is_private(*c)).collect();
        let codes: Vec<_> =
            chars.iter().take(MAX_NAMED).map(|c| format!("U+{:04X}", u32::from(*c))).collect();
        let message = format!("{} means nothing outside the font it was made for", codes.join(", "));
        diagnostics.push(
            located(Rule::GlyphPrivate, place(&chars, *span, source), message)
                .label("private-use character")
                .help("remove it, or write what the sign stands for as a word"),
        );
    }
}

/// The characters as a message names them, each once: ``U+5C71 `山`, U+7530 `田` and 3 more``.
fn named(chars: impl Iterator<Item = char>) -> String {
    let mut seen = BTreeSet::new();
    let each: Vec<_> = chars.filter(|c| seen.insert(*c)).collect();
    let list: Vec<_> =
        each.iter().take(MAX_NAMED).map(|c| format!("U+{:04X} `{c}`", u32::from(*c))).collect();
    match each.len().saturating_sub(MAX_NAMED) {
        0 => list.join(", "),
        rest => format!("{} and {rest} more", list.join(", ")),
    }
}

/// Where in the field the first of these characters stands, up to the last of the run; the whole field
/// when it is written in another way there (`\u5c71`).
fn place(chars: &BTreeSet<char>, span: Span, source: &Source) -> Span {
    let Some(field) = source.text.get(span.range()) else { return span };
    let Some(start) = field.find(|c| chars.contains(&c)) else { return span };
    let run = field[start..].find(|c| !chars.contains(&c)).unwrap_or(field.len() - start);
    Span::new(span.start + start, span.start + start + run)
}
