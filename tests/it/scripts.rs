//! Pages in scripts that the embedded fonts do not have, with the Noto fonts of Debian (`fonts-noto-core`, `fonts-noto-cjk`), which
//! `.ci/run` installs; and pages that run from right to left.

use crate::harness::{Folder, Outcome};
use recto_resume::pdf::{Glyph, PdfFile};
use std::fs;
use std::path::Path;

/// The languages of the fixtures, each in a file of its own: `resume.ar.yaml`.
const LANGUAGES: [&str; 12] =
    ["ar", "el", "fa", "he", "hi", "ja", "ko", "th", "uk", "vi", "zh-Hans", "zh-Hant"];
/// Those that run from right to left.
const MIRRORED: [&str; 3] = ["ar", "fa", "he"];
/// Those whose letters many programs put together in another way: only that they are printed is looked at.
const COMPOSED: [&str; 2] = ["hi", "th"];

/// A folder with the fixtures.
fn folder() -> Folder {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/scripts");
    let read = |folder: Folder, language: &&str| {
        let name = format!("resume.{language}.yaml");
        let text = fs::read(fixtures.join(&name)).expect("a fixture");
        folder.file(&name, text)
    };
    LANGUAGES.iter().chain(&["en"]).fold(Folder::new(), read)
}

/// Runs the program with the fonts of the computer.
fn run(folder: &Folder, args: &str) -> Outcome {
    let mut command = folder.command(args.split_whitespace());
    let outcome = folder.outcome(args, command.env_remove("FONTCONFIG_FILE"));
    assert!(
        !outcome.stderr.contains("no font has"),
        "install `fonts-noto-core` and `fonts-noto-cjk`, as `.ci/run` does\n{outcome}"
    );
    outcome
}

/// The PDF of a fixture in a layout.
fn pdf(folder: &Folder, language: &str, layout: &str) -> PdfFile {
    let outcome = run(folder, &format!("render resume.{language}.yaml -l {layout} -o -"));
    assert_eq!(outcome.code, Some(0), "{language} {layout}: {outcome}");
    PdfFile::read(&outcome.stdout).expect("it is a PDF")
}

/// Letters side by side on a line, in the order in which they are painted.
fn neighbours(file: &PdfFile) -> impl Iterator<Item = (&Glyph, &Glyph)> {
    let pairs = file.pages.iter().flat_map(|page| page.glyphs.windows(2));
    let pairs = pairs.map(|pair| (&pair[0], &pair[1]));
    pairs.filter(|(a, b)| (a.base - b.base).abs() < 0.01 && b.left > a.left)
}

#[test]
fn no_fact_is_lost_in_any_script_and_layout() {
    let folder = folder();
    for layout in recto::embedded::layouts().names() {
        for language in LANGUAGES {
            let outcome = run(&folder, &format!("check resume.{language}.yaml --proof -l {layout}"));
            if COMPOSED.contains(&language) {
                assert!(outcome.out().contains(" facts"), "{language} {layout}: {outcome}");
                continue;
            }
            for lost in ["is not on the pages", "is on no page", "is no heading"] {
                assert!(!outcome.stderr.contains(lost), "{language} {layout}: {outcome}");
            }
            // Every program reads this one in order.
            let is_whole = outcome.out().contains("facts, all found, in order");
            assert!(layout != "plain" || is_whole, "{language}: {outcome}");
        }
    }
}

/// Where the facts of a fixture begin on the page (mm from the left), and each fact.
fn places(folder: &Folder, language: &str, layout: &str) -> Vec<(f64, String)> {
    let outcome = run(folder, &format!("check resume.{language}.yaml --proof -l {layout} --set density=0.5"));
    let place = |line: &str| {
        let (place, fact) = line.trim().strip_prefix("page 1")?.split_once(" mm  ")?;
        let verdicts = ["out of place: ", "split: "];
        let fact = verdicts.iter().find_map(|verdict| fact.strip_prefix(verdict)).unwrap_or(fact);
        Some((place.split_once('×')?.0.trim().parse().ok()?, fact.to_owned()))
    };
    outcome.out().lines().filter_map(place).collect()
}

#[test]
fn a_page_that_runs_from_right_to_left_is_mirrored() {
    /// How wide the page is, and what a column may differ that is as wide as its dates or heads want it (mm).
    const WIDTH: f64 = 210.0;
    const COLUMN: f64 = 12.0;
    let folder = folder();
    for layout in recto::embedded::layouts().names() {
        let usual = places(&folder, "en", layout);
        let at = |text: &str| usual.iter().position(|(_, fact)| fact.starts_with(text)).expect("a fact");
        let (title, bullet) = (at("Senior product manager"), at("Raised the conversion"));
        let date = usual.iter().position(|(_, fact)| fact.contains("2020 – Present")).expect("a date");
        let beside = [at("Experience"), date, at("Data analysis"), at("Skills")];
        for language in MIRRORED {
            let mirrored = places(&folder, language, layout);
            assert_eq!(mirrored.len(), usual.len(), "{language} {layout}");
            for n in [title, bullet] {
                let (from_left, from_right) = (usual[n].0, WIDTH - mirrored[n].0);
                assert!(
                    (from_left - from_right).abs() < COLUMN,
                    "{language} {layout}: {} begins {from_right} mm from the right, not {from_left}",
                    mirrored[n].1
                );
            }
            for n in beside {
                let (usually, here) = (usual[n].0 - usual[title].0, mirrored[n].0 - mirrored[title].0);
                let is_turned = usually * here < 0.0 || (usually.abs() < 0.5 && here.abs() < 0.5);
                assert!(is_turned, "{language} {layout}: {} is {here} mm right of its title", mirrored[n].1);
            }
        }
    }
}

#[test]
fn what_runs_from_left_to_right_keeps_its_signs_on_a_mirrored_page() {
    let text = "basics:\n  name: נועה ברק\n  phone: +972 3 555 0117\n  summary: בנתה כלים ב־C++ עבור Lantern Works.\n\
        work: [{name: Lantern Inc., position: מנהלת, startDate: 2020, endDate: 2022}]\n";
    let folder = Folder::new().file("resume.he.yaml", text);
    for layout in ["folio", "datum", "aside"] {
        let outcome = folder.run(&format!("render resume.he.yaml -l {layout} -o -"));
        let file = PdfFile::read(&outcome.stdout).expect("it is a PDF");
        // In visual order, from the left.
        let shown: String = file.pages[0].glyphs.iter().map(|glyph| glyph.text.as_str()).collect();
        for part in ["+972 3 555 0117", "C++", "Lantern Inc."] {
            assert!(shown.contains(part), "{layout}: {part} in {shown}");
        }
        let is_control = |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        assert!(!shown.contains(is_control), "{layout}: {shown:?}");
        // What ends a sentence, and a range of years, run with the page.
        let place = |text: &str| {
            let at = shown.find(text).unwrap_or_else(|| panic!("{layout}: {text} in {shown}"));
            file.pages[0].glyphs[shown[..at].chars().count()].left
        };
        assert!(place("2020") > place("2022"), "{layout}");
    }
}

#[test]
fn an_address_stays_whole_on_a_mirrored_page() {
    // Every shift of the address along the line.
    for shift in 0..8 {
        let words = "מילה ".repeat(8 + shift);
        let text = format!(
            "basics:\n  name: נועה ברק\n  summary: {words}https://status.example.org/reports/2023 ועוד.\n"
        );
        let folder = Folder::new().file("resume.he.yaml", text);
        let outcome = folder.run("render resume.he.yaml -l aside -o -");
        let file = PdfFile::read(&outcome.stdout).expect("it is a PDF");
        let shown: String = file.pages[0].glyphs.iter().map(|glyph| glyph.text.as_str()).collect();
        let start = shown.find("https:").expect("the address");
        let glyphs = &file.pages[0].glyphs[shown[..start].chars().count()..];
        let bases: Vec<f32> = glyphs.iter().take(39).map(|glyph| glyph.base).collect();
        assert!(bases.iter().all(|base| (base - bases[0]).abs() < 0.1), "{shift}: {shown}");
    }
}

#[test]
fn letters_that_join_have_no_space_between() {
    let folder = folder();
    // Layouts that space the letters of their heads.
    for layout in ["octavo", "ledger", "folio"] {
        let file = pdf(&folder, "ar", layout);
        let is_arabic = |glyph: &Glyph| glyph.text.contains(|c| ('\u{620}'..='\u{64a}').contains(&c));
        let mut count = 0;
        for (a, b) in neighbours(&file).filter(|(a, b)| is_arabic(a) && is_arabic(b) && a.size > 10.5) {
            count += 1;
            assert!(b.left - a.right < 0.02 * a.size, "{layout}: {} {}", a.text, b.text);
        }
        assert!(count > 10, "{layout}: nothing was tested");
    }
}

#[test]
fn no_space_is_put_between_han_and_latin() {
    let folder = folder();
    for language in ["ja", "ko", "zh-Hans", "zh-Hant"] {
        let file = pdf(&folder, language, "plain");
        let is_latin = |glyph: &Glyph| glyph.text.contains(|c: char| c.is_ascii_alphanumeric());
        let is_wide = |glyph: &Glyph| glyph.text.contains(|c| ('\u{3041}'..='\u{d7a3}').contains(&c));
        let meets = |(a, b): &(&Glyph, &Glyph)| (is_latin(a) && is_wide(b)) || (is_wide(a) && is_latin(b));
        let gaps: Vec<f32> =
            neighbours(&file).filter(meets).map(|(a, b)| (b.left - a.right) / a.size).collect();
        assert!(gaps.len() > 5 && gaps.iter().all(|gap| gap.abs() < 0.05), "{language}: {gaps:?}");
    }
}

#[test]
fn the_language_chooses_the_forms_of_its_region() {
    let folder = folder();
    for (language, ending) in [("ja", "JP"), ("ko", "KR"), ("zh-Hans", "SC"), ("zh-Hant", "TC")] {
        for (layout, family) in [("folio", "Serif"), ("octavo", "Serif"), ("plain", "Sans")] {
            let outcome = run(&folder, &format!("render resume.{language}.yaml -l {layout} -o /dev/null"));
            let told = format!("`Noto {family} CJK {ending}`");
            assert!(outcome.stderr.contains(&told), "{layout}: no {told} in {outcome}");
        }
    }
}

#[test]
fn emphasis_is_no_slant_where_letters_have_none() {
    let folder = folder();
    for (language, word) in [("ja", "貫"), ("zh-Hans", "全"), ("zh-Hant", "全")] {
        let file = pdf(&folder, language, "plain");
        let glyph = |text: &str| {
            let mut glyphs = file.pages.iter().flat_map(|page| &page.glyphs);
            let found = glyphs.find(|glyph| glyph.text == text).expect("the word");
            file.fonts[found.font.expect("a font")].name.clone()
        };
        assert!(glyph(word).contains("Bold"), "{language}: {}", glyph(word));
    }
}

#[test]
fn a_script_without_a_font_is_one_error_that_names_one_for_each_system() {
    let folder = folder();
    for (language, fonts) in [
        (
            "ar",
            ["fonts-noto-core", "`Noto Naskh Arabic`", "`Geeza Pro` (macOS)", "`Times New Roman` (Windows)"],
        ),
        (
            "fa",
            ["fonts-noto-core", "`Noto Naskh Arabic`", "`Geeza Pro` (macOS)", "`Times New Roman` (Windows)"],
        ),
        (
            "hi",
            [
                "fonts-noto-core",
                "`Noto Serif Devanagari`",
                "`Kohinoor Devanagari` (macOS)",
                "`Nirmala UI` (Windows)",
            ],
        ),
        ("th", ["fonts-noto-core", "`Noto Serif Thai`", "`Thonburi` (macOS)", "`Leelawadee UI` (Windows)"]),
        (
            "ja",
            [
                "fonts-noto-cjk",
                "`Noto Serif CJK JP`",
                "`Hiragino Mincho ProN` (macOS)",
                "`Yu Mincho` (Windows)",
            ],
        ),
        ("ko", ["fonts-noto-cjk", "`Noto Serif CJK KR`", "`AppleMyungjo` (macOS)", "`Batang` (Windows)"]),
        ("zh-Hans", ["fonts-noto-cjk", "`Noto Serif CJK SC`", "`Songti SC` (macOS)", "`SimSun` (Windows)"]),
        ("zh-Hant", ["fonts-noto-cjk", "`Noto Serif CJK TC`", "`Songti TC` (macOS)", "`PMingLiU` (Windows)"]),
    ] {
        let outcome = folder.run(&format!("render resume.{language}.yaml -o out.pdf"));
        assert_eq!((outcome.code, outcome.stderr.matches("error: ").count()), (Some(1), 1), "{outcome}");
        let told = outcome.stderr.split_whitespace().collect::<Vec<_>>().join(" ");
        for name in fonts.into_iter().chain(["--font-path"]) {
            assert!(told.contains(name), "{language}: no {name} in {outcome}");
        }
    }
}

#[test]
fn the_language_of_letters_that_no_other_has_is_guessed() {
    let fixtures = folder();
    for (language, code) in [
        ("he", "he"),
        ("ar", "ar"),
        ("fa", "fa"),
        ("ja", "ja"),
        ("ko", "ko"),
        ("th", "th"),
        ("hi", "hi"),
        ("zh-Hans", "zh"),
        ("zh-Hant", "zh-Hant"),
    ] {
        let text = fixtures.read(&format!("resume.{language}.yaml"));
        let folder = Folder::new().file("resume.yaml", text);
        let outcome = run(&folder, "render resume.yaml -o -");
        assert!(outcome.stderr.contains(&format!("the language is `{code}`")), "{outcome}");
        let named = run(&fixtures, &format!("render resume.{language}.yaml -o -"));
        assert!(!named.stderr.contains("the language is"), "{named}");
    }
}

#[test]
fn a_page_that_runs_from_right_to_left_is_imported_in_the_order_of_reading() {
    let folder = folder();
    for (language, said) in [
        (
            "ar",
            ["name: ليلى حداد", "+962 6 555 0142", "من 340 إلى 85 ملّي ثانية (75%) لأكثر من 1,200,000 عملية"],
        ),
        ("he", ["name: נועה ברק", "+972 3 555 0117", "בחברת Lantern Works (תל אביב). עובדת עם SQL, Python"]),
    ] {
        for layout in ["folio", "datum", "aside"] {
            let pdf =
                run(&folder, &format!("render resume.{language}.yaml -l {layout} -o {language}.pdf --force"));
            assert_eq!(pdf.code, Some(0), "{pdf}");
            let json = run(&folder, &format!("render {language}.pdf -f json -o -"));
            for words in said {
                let words = words.trim_start_matches("name: ");
                assert!(json.out().contains(words), "{words} in {layout}: {json}");
            }
        }
    }
}
