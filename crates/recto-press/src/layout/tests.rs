//! The engine end to end, on a layout of a few lines (`tests/fixtures/layouts/tiny`).

use super::fonts::{Fonts, Loader, SystemFonts};
use super::*;
use crate::output::OutputPages;
use crate::sheet::options::Paper;
use crate::sheet::{
    Content, Document, Families, FontChains, Header, Item, Measures, PHOTO, Region, Run, SheetBlock,
    SheetSection, VERSION,
};
use recto_resume::resume::Text;
use recto_resume::text::{Diagnostics, Span};
use std::path::Path;
use typst::foundations::Bytes;
use typst::layout::FrameItem;
use typst::text::{Coverage, Font, FontInfo};
use typst_layout::PagedDocument;
use unicode_normalization::UnicodeNormalization;

/// The layouts of the fixtures, and those the test adds or replaces.
pub(crate) fn layouts(more: &[(&str, &str)]) -> Layouts {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/layouts");
    let read = |path: &str| std::fs::read(root.join(path)).expect("a fixture");
    let fixed = ["tiny/layout.toml", "tiny/layout.typ", "lib/tiny.typ"];
    let files = fixed.into_iter().map(|path| (path.to_owned(), read(path)));
    let more = more.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_owned()));
    let files: std::collections::BTreeMap<_, _> = files.chain(more).collect();
    Layouts::from_files("layouts", files).expect("few files")
}

/// Content with one section, a paragraph for each line of `source`, each with its place there.
pub(crate) fn content(source: &str) -> Content {
    let mut start = 0;
    let mut body = Vec::new();
    for line in source.split_inclusive('\n') {
        let text = Text::new(line.trim_end(), Span::new(start, start + line.trim_end().len()));
        body.push(SheetBlock::Paragraph { p: vec![Run::Text(text)] });
        start += line.len();
    }
    let plain = |text: &str| Text::new(text, Span::default());
    let section = SheetSection {
        id: "summary",
        kind: "prose",
        title: plain("Summary"),
        page_break: None,
        items: vec![Item::Prose { body }],
    };
    Content {
        version: VERSION,
        document: Document {
            title: "Ada Lindqvist – Résumé".to_owned(),
            author: "Ada Lindqvist".to_owned(),
            subject: Some("Bridge engineer".to_owned()),
            keywords: vec!["bridges".to_owned(), "steel".to_owned()],
            lang: "en".to_owned(),
            region: Some("GB".to_owned()),
            dir: "ltr".to_owned(),
            left_to_right: Vec::new(),
            joined: false,
            attachment: None,
        },
        options: BTreeMap::new(),
        header: Header {
            name: plain("Ada Lindqvist"),
            headline: None,
            photo: None,
            contact: Vec::new(),
            personal: Vec::new(),
        },
        regions: vec![Region { column: "main".to_owned(), sections: vec![section] }],
        words: BTreeMap::from([("page-of", "{n} of {m}")]),
    }
}

fn chains(text: &[&str]) -> FontChains {
    let text = text.iter().map(|name| (*name).to_owned()).collect();
    FontChains { text, heading: vec!["Source Sans 3".to_owned()] }
}

/// Measures with a body size (pt).
fn measures(size: f64, chains: &FontChains) -> Measures {
    Measures {
        paper: Paper::A4,
        size,
        baseline: 14.0,
        leading: 4.0,
        unit: 3.5,
        margin_x: 150.0,
        margin_y: 60.0,
        width: 295.28,
        columns: BTreeMap::from([("main".to_owned(), 295.28)]),
        accent: "#1f3a5f".to_owned(),
        font: chains.text.clone(),
        heading_font: chains.heading.clone(),
        parts: BTreeMap::new(),
    }
}

/// What came of some content.
struct Outcome {
    layout: Layout,
    content: Content,
    chains: FontChains,
    typeset: Option<Typeset>,
    diagnostics: Diagnostics,
}

impl Outcome {
    fn typeset(&self) -> &Typeset {
        self.typeset.as_ref().expect("it was set")
    }

    fn lines(&self) -> Vec<&str> {
        self.typeset().lines.iter().map(|line| line.text.as_str()).collect()
    }

    fn messages(&self) -> Vec<(&str, &Place)> {
        self.diagnostics.iter().map(|diagnostic| (diagnostic.message.as_str(), &diagnostic.place)).collect()
    }

    fn output(&self) -> OutputPages<'_> {
        let document = &self.typeset().document;
        OutputPages { document, content: &self.content, layout: &self.layout }
    }

    fn pdf(&self) -> Vec<u8> {
        let format = crate::output::Format::usual();
        let files = format.write(self.output(), &Default::default());
        files.expect("it is written").remove(0)
    }
}

fn set(
    fonts: &Fonts,
    layouts: &Layouts,
    content: Content,
    mut chains: FontChains,
    source: &str,
    photo: Option<&Photo>,
) -> Outcome {
    let layout = layouts.find("tiny").expect("the fixture");
    let file = recto_resume::text::Source::new("ada.yaml", source);
    let mut diagnostics = Diagnostics::new();
    let mut chosen = choose_fonts(fonts, &content, &mut chains, &file, &mut diagnostics);
    diagnostics.extend(std::mem::take(&mut chosen.problems));
    let measures = measures(10.0, &chains);
    let json = serialize(&content).expect("JSON");
    let composition = Composition {
        layout: &layout,
        fonts: &chosen,
        content: &content,
        json: &json,
        photo,
        attachment: None,
        remember: 1,
    };
    let typeset = (!diagnostics.has_errors()).then(|| typeset(&composition, &measures, &[]));
    let typeset = typeset.and_then(|set| set.map_err(|faults| diagnostics = faults).ok());
    drop(chosen);
    Outcome { layout, content, chains, typeset, diagnostics }
}

fn run_with(fonts: &Fonts, layouts: &Layouts, source: &str, photo: Option<&Photo>) -> Outcome {
    let mut content = content(source);
    if photo.is_some() {
        content.header.photo = Some(crate::sheet::Photo { path: PHOTO, alt: "Ada".to_owned() });
    }
    set(fonts, layouts, content, chains(&["Source Serif 4"]), source, photo)
}

fn run(source: &str) -> Outcome {
    run_with(&crate::testing::fonts(), &layouts(&[]), source, None)
}

/// Sets some content and hands over its pages.
pub(crate) fn pages(source: &str) -> (PagedDocument, Content, Layout) {
    let outcome = run(source);
    (outcome.typeset.expect("it was set").document, outcome.content, outcome.layout)
}

#[test]
fn embedded_layouts_pass_their_own_rules() {
    assert!(crate::testing::layouts().all().is_ok());
}

#[test]
fn an_unknown_layout_is_answered_with_the_nearest() {
    let complaint = layouts(&[]).find("tinny").expect_err("there is no such layout");
    assert_eq!(complaint.message, "there is no layout `tinny`");
    assert_eq!(complaint.rule, Rule::LayoutUnknown);
    assert_eq!(
        complaint.help,
        [
            "did you mean `tiny`?",
            "the layouts are `tiny`",
            "`--layout-path DIR` adds the layouts of a folder"
        ]
    );
}

#[test]
fn text_arrives_as_typed_and_is_never_evaluated() {
    let source = "#panic() *x* $y$ <z> @r //c C# a_b_c 2 * 3 * 4";
    let outcome = run(source);
    assert_eq!(outcome.lines().concat(), format!("Ada LindqvistSummary{source}"));
    assert!(outcome.diagnostics.is_empty());
}

#[test]
fn a_word_that_a_line_end_breaks_is_kept_whole() {
    // Every shift of the word along the line, so that in some of them the line ends at its hyphen.
    let mut broke = 0;
    for shift in 0..30 {
        let source =
            format!("{} and then cross-departmental work with client/server", "x".repeat(shift + 20));
        let outcome = run(&source);
        broke += outcome.typeset().passes - 1;
        for line in outcome.lines() {
            assert!(!line.ends_with("cross-") && !line.ends_with("client/"), "{line:?} with {shift}");
        }
    }
    assert!(broke > 0, "no line ended at the hyphen, so nothing was tested");
}

/// Two columns on pages of one line each: `tiny` with regions as `layouts/lib/document.typ` makes them.
const COLUMNS: &str = r#"#import "/layouts/lib/tiny.typ": *
#set document(title: sheet.document.title)
#set page(width: 200pt, height: 36pt, margin: 10pt)
#set text(font: tokens.font, size: 10pt, hyphenate: false)
#show: keep-whole
#let region(name, body) = [#block(width: 100%, body)#label("region:" + name)]
#let body = blocks(sheet.regions.first().sections.first().items.first().body)
#grid(columns: (58pt, 60pt), column-gutter: 20pt, region("main", body), region("side")[beside])
"#;

#[test]
fn a_word_is_kept_whole_over_a_page_though_another_column_comes_between() {
    let layouts = layouts(&[("tiny/layout.typ", COLUMNS)]);
    let outcome = run_with(&crate::testing::fonts(), &layouts, "quite real-time work", None);
    let lines = &outcome.typeset().lines;
    let lines: Vec<_> = lines
        .iter()
        .map(|line| (line.page, line.region.as_deref().unwrap_or_default(), line.text.trim()))
        .collect();
    let expected =
        [(1, "main", "quite"), (1, "side", "beside"), (2, "main", "real-time"), (3, "main", "work")];
    assert_eq!((lines.as_slice(), outcome.typeset().passes), (&expected[..], 2));
}

#[test]
fn a_page_without_broken_words_is_laid_out_once() {
    assert_eq!(run("A short paragraph about real-time work.").typeset().passes, 1);
}

#[test]
fn a_character_that_no_font_has_is_an_error_where_it_stands() {
    let outcome = run("Fluent in Japanese (日本語) and Swedish\nLikes 😀");
    assert!(outcome.typeset.is_none());
    let expected = [
        ("no font has U+65E5 `日`, U+672C `本`, U+8A9E `語`", Place::File(Span::new(20, 29))),
        ("no font has U+1F600 `😀`", Place::File(Span::new(49, 53))),
    ];
    let found: Vec<_> =
        outcome.messages().into_iter().map(|(message, place)| (message, place.clone())).collect();
    assert_eq!(found, expected);
    let help: Vec<_> = outcome.diagnostics.iter().map(|diagnostic| diagnostic.help.concat()).collect();
    assert!(help[0].contains("fonts-noto-cjk") && help[1].contains("fonts-noto-color-emoji"), "{help:?}");
}

#[test]
fn a_script_that_no_font_has_is_one_error() {
    let outcome = run("日本\nDone\n日\nまで\n語 ま");
    let found: Vec<_> = outcome.messages().into_iter().map(|(message, _)| message).collect();
    // Han and kana are in one font.
    assert_eq!(found, ["no font has U+65E5 `日`, U+672C `本`, U+307E `ま`, U+3067 `で` and 1 more"]);
    let labels: Vec<_> = outcome.diagnostics.iter().filter_map(|fault| fault.label.as_deref()).collect();
    assert_eq!(labels, ["cannot be printed, here and in 3 other texts"]);
    let help = outcome.diagnostics.iter().next().map(|fault| fault.help.concat()).unwrap_or_default();
    for font in
        ["Japanese", "`Noto Serif CJK JP`", "`fonts-noto-cjk`", "`Hiragino Mincho ProN`", "`Yu Mincho`"]
    {
        assert!(help.contains(font), "{font}: {help}");
    }
    let outcome = run("日本\nمرحبا، שלום Ꭳ");
    let help: Vec<_> = outcome.diagnostics.iter().map(|fault| fault.help.concat()).collect();
    assert_eq!(help.len(), 3, "{help:?}");
    for (help, font) in help.iter().zip(["`Songti SC`", "`Geeza Pro`", "`Noto Sans Cherokee`"]) {
        assert!(help.contains(font), "{font}: {help}");
    }
}

/// The characters of each glyph of the pages that has some.
fn glyphs_of(document: &PagedDocument) -> Vec<String> {
    let mut found = Vec::new();
    walk::items(document, |_, _, _, item| {
        if let FrameItem::Text(text) = item {
            found.extend(text.glyphs.iter().map(|glyph| text.text[glyph.range()].to_owned()));
        }
    });
    found
}

#[test]
fn a_composed_letter_is_one_glyph_with_all_its_characters_and_drawn_marks() {
    // Neither an x with a macron nor an ǩ is one glyph of the font; é is.
    let outcome = run("box x\u{304} n\u{308} \u{1e9}e é o\u{323}\u{300} O\u{323}\u{300}s x\u{301}");
    let document = &outcome.typeset().document;
    assert!(glyphs_of(document).iter().filter(|glyph| *glyph == "x\u{304}").count() > 1);
    let joined = joined(document).expect("some letters are composed");
    let glyphs = glyphs_of(&joined);
    for letter in ["x", "x\u{304}", "n\u{308}", "ǩ", "é"] {
        assert_eq!(glyphs.iter().filter(|glyph| *glyph == letter).count(), 1, "{letter} of {glyphs:?}");
    }
    let read: String = glyphs.concat().nfc().collect();
    assert!(read.contains("box x\u{304} n\u{308} ǩe é ọ\u{300} Ọ\u{300}s x\u{301}"), "{read}");
    // In one font of the PDF a glyph is one text.
    let mut texts = BTreeMap::new();
    walk::items(&joined, |_, _, _, item| {
        let FrameItem::Text(text) = item else { return };
        for glyph in &text.glyphs {
            let own = text.text[glyph.range()].to_owned();
            let key = (text.font.data().len(), text.font.info().family.clone(), glyph.id);
            assert_eq!(texts.entry(key).or_insert_with(|| own.clone()), &own);
        }
    });
    assert!(outcome.diagnostics.is_empty() && super::joined(&joined).is_none());
    // For x̄ there is no single character.
    let remarks = &outcome.typeset().remarks;
    assert!(remarks.len() == 1 && remarks[0].message.contains("`n\u{308}`"), "{remarks:?}");
    assert!(run("\u{1e9}e é").typeset().remarks.is_empty());
}

#[test]
fn a_letter_with_ever_other_marks_has_few_copies_of_its_font() {
    let marks: Vec<char> = "\u{304}\u{308}\u{30c}\u{323}\u{32d}".chars().collect();
    let pair = |n: usize| format!("x{}{}", marks[n % 5], marks[n / 5 % 5]);
    let outcome = run(&(0..2_000).map(pair).collect::<Vec<_>>().join(" "));
    let joined = joined(&outcome.typeset().document).expect("all letters are composed");
    let mut fonts = BTreeMap::<String, Vec<usize>>::new();
    walk::items(&joined, |_, _, _, item| {
        if let FrameItem::Text(text) = item {
            let info = text.font.info();
            let of_face = fonts.entry(format!("{} {:?}", info.family, info.variant)).or_default();
            of_face.push(text.font.data().len());
        }
    });
    let count = |lengths: Vec<usize>| lengths.into_iter().collect::<std::collections::BTreeSet<_>>().len();
    let most = fonts.into_values().map(count).max();
    assert_eq!(most, Some(17), "sixteen copies, and the font itself");
}

#[test]
fn pages_without_composed_letters_are_left_alone() {
    assert!(joined(&run("Plain text, naïve ﬁ and Ångström").typeset().document).is_none());
}

#[test]
fn a_layout_makes_no_link_to_anything_but_pages_mails_and_telephones() {
    let linking = |url: &str| {
        let text = format!("#set page(width: 200pt, height: 200pt)\n#link(\"{url}\")[x]");
        let outcome =
            run_with(&crate::testing::fonts(), &layouts(&[("tiny/layout.typ", &text)]), "text", None);
        let messages: Vec<_> =
            outcome.messages().into_iter().map(|(message, _)| message.to_owned()).collect();
        (outcome.typeset.is_some(), messages)
    };
    for url in ["https://example.com", "http://example.com", "mailto:ada@example.com", "tel:+15550100"] {
        assert_eq!(linking(url), (true, Vec::new()), "{url}");
    }
    for url in
        ["javascript:alert(1)", "file:///etc/hostname", "JAVASCRIPT:alert(1)", " data:text/html,x", "a/b"]
    {
        assert_eq!(linking(url), (false, vec![format!("layout `tiny` makes a link to `{url}`")]));
    }
}

#[test]
fn a_private_use_character_is_an_error() {
    let outcome = run("Mail \u{f0e0} ada@example.com");
    assert_eq!(outcome.messages()[0].1, &Place::File(Span::new(5, 8)));
    assert!(outcome.messages()[0].0.starts_with("U+F0E0 means nothing"));
}

#[test]
fn another_embedded_family_helps_out_in_silence() {
    let outcome = run("done ✓");
    assert_eq!(outcome.chains.text[0], "Source Serif 4");
    assert!(outcome.typeset.is_some() && outcome.diagnostics.is_empty());
}

/// A computer with one font: Libertinus under another name, which claims to have 山.
struct OneFont;

impl SystemFonts for OneFont {
    fn scan(&self) -> Vec<(FontInfo, Loader)> {
        let face = crate::testing::faces()
            .iter()
            .find(|face| face.family == "Libertinus Serif")
            .expect("it is embedded");
        let mut info = face.info();
        info.family = "Mountain".to_owned();
        info.coverage = Coverage::from_vec(vec![u32::from('a'), u32::from('‽'), u32::from('山')]);
        vec![(info, Box::new(|| Font::new(Bytes::new(face.data), 0)))]
    }
}

#[test]
fn only_the_faces_that_a_page_uses_are_opened() {
    let fonts = crate::testing::fonts();
    assert!(fonts.find("IBM Plex Sans").is_some());
    assert_eq!(fonts.opened(), 0);
    assert!(run_with(&fonts, &layouts(&[]), "Bridges", None).typeset.is_some());
    // The text and the bold name, of twenty faces.
    assert_eq!(fonts.opened(), 2);
}

#[test]
fn a_font_of_the_computer_is_used_with_a_warning() {
    let fonts = crate::testing::fonts_of("Source Serif 4").with_system(Box::new(OneFont));
    let outcome = run_with(&fonts, &layouts(&[]), "Mount ‽", None);
    assert_eq!(outcome.chains.text, ["Source Serif 4", "Mountain"]);
    let warning = ("U+203D `‽` is set in `Mountain`, a font of this computer", &Place::File(Span::new(6, 9)));
    assert_eq!(outcome.messages(), [warning]);
    assert!(outcome.pdf().starts_with(b"%PDF"));
}

#[test]
fn a_font_that_lists_a_character_without_a_glyph_is_not_believed() {
    let fonts = crate::testing::fonts().with_system(Box::new(OneFont));
    let outcome = run_with(&fonts, &layouts(&[]), "Mount 山", None);
    assert_eq!(outcome.chains.text, ["Source Serif 4"]);
    assert_eq!(outcome.messages(), [("no font has U+5C71 `山`", &Place::File(Span::new(6, 9)))]);
}

#[test]
fn a_family_of_the_computer_is_named_in_a_warning() {
    let fonts = crate::testing::fonts().with_system(Box::new(OneFont));
    let chains = chains(&["mountain", "Source Serif 4"]);
    let outcome = set(&fonts, &layouts(&[]), content("Bridges"), chains, "Bridges", None);
    assert!(outcome.typeset.is_some());
    let messages: Vec<_> = outcome.messages().into_iter().map(|(message, _)| message).collect();
    assert_eq!(messages, ["`mountain` is a font of this computer, not an embedded one"]);
}

#[test]
fn families_are_found_however_they_are_written() {
    let mut fonts = crate::testing::fonts().with_system(Box::new(OneFont));
    let serif = fonts.find("source serif 4").expect("it is embedded");
    assert!(serif.embedded && serif.serif && serif.name == "Source Serif 4");
    assert!((serif.x_height - 0.475).abs() < 0.001);
    let mountain = fonts.find("mountain").expect("the computer has it");
    assert!(!mountain.embedded && mountain.name == "Mountain");
    assert_eq!(fonts.find("Comic Sans"), None);
    let names = fonts.names();
    assert!(names.is_sorted() && names.iter().any(|name| name == "Source Serif 4 Display"), "{names:?}");
    assert_eq!(fonts.add(b"no font".to_vec()), 0);
    assert_eq!(fonts.add(crate::testing::faces()[0].data.to_vec()), 1);
    assert_eq!(fonts.names(), names);
}

#[test]
fn a_layout_sees_only_its_own_files() {
    for reach in
        ["#read(\"/etc/passwd\")", "#image(\"/secret.png\")", "#import \"@preview/cetz:0.3.0\"", "#panic()"]
    {
        let outcome =
            run_with(&crate::testing::fonts(), &layouts(&[("tiny/layout.typ", reach)]), "text", None);
        assert!(outcome.typeset.is_none());
        let (message, place) = outcome.messages()[0];
        assert!(message.starts_with("layout `tiny` could not be typeset: "), "{message}");
        let Place::Defaults(source, span) = place else { panic!("{place:?}") };
        assert_eq!(source.name, "layouts/tiny/layout.typ");
        assert!(!span.is_empty() && reach.contains(source.slice(*span)), "{place:?}");
    }
}

/// The words of the engine by which `errors.rs` knows a cause outside the layout. An engine that words them differently
/// fails here.
#[test]
fn the_engine_words_errors_as_we_know_them() {
    let photo = Photo::read(include_bytes!("../../../../tests/fixtures/pixel.png").to_vec(), Span::new(1, 4));
    let photo = photo.expect("a pixel");
    let layouts_with_image =
        layouts(&[("tiny/layout.typ", "#image(bytes((137, 80, 78, 71)), format: \"png\")")]);
    let found = |photo| {
        let outcome = run_with(&crate::testing::fonts(), &layouts_with_image, "text", photo);
        outcome.diagnostics.iter().next().expect("an error").clone()
    };
    let error = found(Some(&photo));
    assert!(error.message.starts_with("the photo cannot be used: failed to decode image"), "{error:?}");
    assert_eq!((error.rule, error.place), (Rule::PhotoUnsupported, Place::File(Span::new(1, 4))));
    assert_eq!(found(None).rule, Rule::LayoutFailed);

    let bare = "#set document(title: [t])\n#set text(font: \"Source Serif 4\", fallback: false)\nMount 山";
    let outcome = run_with(&crate::testing::fonts(), &layouts(&[("tiny/layout.typ", bare)]), "text", None);
    let written = crate::output::Format::usual().write(outcome.output(), &Default::default());
    let errors = written.expect_err("PDF/A refuses it");
    assert_eq!((errors[0].rule, errors[0].message.as_str()), (Rule::GlyphMissing, "no font can print `山`"));
}

#[test]
fn a_layout_that_never_ends_its_recursion_is_an_error() {
    let endless = "#let f(n) = [#f(n + 1)]\n#f(0)";
    let outcome = run_with(&crate::testing::fonts(), &layouts(&[("tiny/layout.typ", endless)]), "text", None);
    assert!(outcome.messages()[0].0.contains("depth exceeded"), "{:?}", outcome.messages());
}

#[test]
fn text_beyond_the_edge_of_a_page_is_an_error_where_it_is_written() {
    let layout = "#import \"/layouts/lib/tiny.typ\": *\n#set document(title: [t])\n#set page(height: 300pt)\n\
                  #block(breakable: false, for section in sheet.regions.first().sections { for item in section.items { blocks(item.body) } })";
    let source = (1..60).map(|n| format!("line {n}\n")).collect::<String>();
    let outcome = run_with(&crate::testing::fonts(), &layouts(&[("tiny/layout.typ", layout)]), &source, None);
    assert!(outcome.typeset.is_none());
    let told = outcome.messages();
    let is_right = |(message, place): &(&str, &Place)| {
        message.ends_with("does not fit on page 1") && matches!(place, Place::File(_))
    };
    assert!(told.len() > 5 && told.iter().all(is_right), "{told:?}");
}

#[test]
fn the_photo_reaches_the_page() {
    let photo = Photo::read(include_bytes!("../../../../tests/fixtures/pixel.png").to_vec(), Span::new(1, 4));
    let photo = photo.expect("a pixel");
    let outcome = run_with(&crate::testing::fonts(), &layouts(&[]), "text", Some(&photo));
    let pdf = outcome.pdf();
    assert!(pdf.windows(14).any(|bytes| bytes == b"/Subtype/Image" || bytes == b"/Subtype /Imag"));
}

#[test]
fn other_measures_need_no_second_preparation() {
    let (content, fonts, layouts) = (content("Bridges"), crate::testing::fonts(), layouts(&[]));
    let layout = layouts.find("tiny").expect("the fixture");
    let json = serialize(&content).expect("JSON");
    let mut chains = chains(&["Source Serif 4"]);
    let source = recto_resume::text::Source::new("ada.yaml", "Bridges");
    let chosen = choose_fonts(&fonts, &content, &mut chains, &source, &mut Diagnostics::new());
    let composition = Composition {
        layout: &layout,
        fonts: &chosen,
        content: &content,
        json: &json,
        photo: None,
        attachment: None,
        remember: 2,
    };
    let at = |size: f64| {
        let measures = measures(size, &chains);
        typeset(&composition, &measures, &[]).expect("it can be set").lines
    };
    let (small, large, again) = (at(10.0), at(12.0), at(10.0));
    assert_eq!(small, again);
    assert!(large.last().expect("a line").size > small.last().expect("a line").size);
}

#[test]
fn papers_have_the_size_that_the_engine_gives_them() {
    for name in Paper::NAMES {
        let paper: Paper = name.parse().expect("one of the names");
        let known: typst::layout::Paper = name.parse().expect("the engine knows it");
        let known = [known.width().to_pt(), known.height().to_pt()];
        assert!(paper.size().iter().zip(known).all(|(own, known)| (own - known).abs() < 0.01), "{name}");
    }
}

/// A width that were less than what the engine sets would send a line over its edge; one much greater breaks lines early.
#[test]
fn widths_are_those_of_the_engine_or_a_little_more() {
    let probe = r#"
        #let sheet = json("/content.json")
        #let families = ("Source Serif 4", "Source Serif 4 Display", "Source Sans 3", "IBM Plex Sans", "Libertinus Serif")
        #context for family in families {
          for weight in (400, 600) { for style in ("normal", "italic") {
            for item in sheet.regions.first().sections.first().items.first().body {
              let body = text(font: family, weight: weight, style: style, ligatures: false, item.p.first())
              for body in (body, [a #body #h(2em)b], box(body), link("https://example.org", body)) {
                let (own, engine) = (recto.width(body), measure(body).width)
                assert(engine <= own and own <= 1.08 * engine, message: repr((family, weight, style, body, own, engine)))
              }
            }
          } }
        }"#;
    let said = "Staff Software Engineer, Distributed Systems\nAVATAR To. Ty “Wo” r, f) T-Y\nМосква Київ Έλλην\n\
                example.org/~ada/very-long_path · +46 555 0100\n2019 – Present, 11/2011\nÅsa Ýr Łódź";
    let fonts = crate::testing::fonts();
    let outcome = run_with(&fonts, &layouts(&[("tiny/layout.typ", probe)]), said, None);
    assert_eq!(outcome.messages(), []);
}
