//! Which fonts set a script well: those that a computer has, and those that its owner can install.

use typst::text::{FontFlags, FontInfo};
use unicode_script::{Script, UnicodeScript};

/// The fonts of a script, each with serifs and without.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct ScriptFonts {
    /// What is written in it: `Arabic`.
    pub name: &'static str,
    /// The package of Debian and Ubuntu that has `noto`.
    pub package: &'static str,
    /// The family of the Noto fonts.
    pub noto: [&'static str; 2],
    /// The family of macOS.
    pub mac: [&'static str; 2],
    /// The family of Windows.
    pub windows: [&'static str; 2],
}

impl ScriptFonts {
    /// Whether a family is one of them.
    pub fn has(&self, family: &str) -> bool {
        [&self.noto, &self.mac, &self.windows].iter().any(|families| families.contains(&family))
    }
}

/// A row of the tables.
const fn row(
    name: &'static str,
    noto: [&'static str; 2],
    mac: [&'static str; 2],
    windows: [&'static str; 2],
) -> ScriptFonts {
    ScriptFonts { name, package: "fonts-noto-core", noto, mac, windows }
}

const NIRMALA: [&str; 2] = ["Nirmala UI"; 2];
const LEELAWADEE: [&str; 2] = ["Leelawadee UI"; 2];

/// The fonts of scripts that have one form everywhere.
static SCRIPTS: &[(Script, ScriptFonts)] = &[
    (
        Script::Arabic,
        row(
            "Arabic",
            ["Noto Naskh Arabic", "Noto Sans Arabic"],
            ["Geeza Pro"; 2],
            ["Times New Roman", "Segoe UI"],
        ),
    ),
    (
        Script::Hebrew,
        row(
            "Hebrew",
            ["Noto Serif Hebrew", "Noto Sans Hebrew"],
            ["Times New Roman", "Arial Hebrew"],
            ["Times New Roman", "Segoe UI"],
        ),
    ),
    (
        Script::Devanagari,
        row(
            "Devanagari",
            ["Noto Serif Devanagari", "Noto Sans Devanagari"],
            ["Kohinoor Devanagari"; 2],
            NIRMALA,
        ),
    ),
    (Script::Thai, row("Thai", ["Noto Serif Thai", "Noto Sans Thai"], ["Thonburi"; 2], LEELAWADEE)),
    (Script::Lao, row("Lao", ["Noto Serif Lao", "Noto Sans Lao"], ["Lao MN", "Lao Sangam MN"], LEELAWADEE)),
    (
        Script::Khmer,
        row("Khmer", ["Noto Serif Khmer", "Noto Sans Khmer"], ["Khmer MN", "Khmer Sangam MN"], LEELAWADEE),
    ),
    (
        Script::Myanmar,
        row(
            "Burmese",
            ["Noto Serif Myanmar", "Noto Sans Myanmar"],
            ["Myanmar MN", "Myanmar Sangam MN"],
            ["Myanmar Text"; 2],
        ),
    ),
    (
        Script::Bengali,
        row(
            "Bengali",
            ["Noto Serif Bengali", "Noto Sans Bengali"],
            ["Bangla MN", "Kohinoor Bangla"],
            NIRMALA,
        ),
    ),
    (
        Script::Gujarati,
        row(
            "Gujarati",
            ["Noto Serif Gujarati", "Noto Sans Gujarati"],
            ["Gujarati MT", "Kohinoor Gujarati"],
            NIRMALA,
        ),
    ),
    (
        Script::Gurmukhi,
        row("Gurmukhi", ["Noto Serif Gurmukhi", "Noto Sans Gurmukhi"], ["Gurmukhi MN"; 2], NIRMALA),
    ),
    (
        Script::Kannada,
        row(
            "Kannada",
            ["Noto Serif Kannada", "Noto Sans Kannada"],
            ["Kannada MN", "Kannada Sangam MN"],
            NIRMALA,
        ),
    ),
    (
        Script::Malayalam,
        row(
            "Malayalam",
            ["Noto Serif Malayalam", "Noto Sans Malayalam"],
            ["Malayalam MN", "Malayalam Sangam MN"],
            NIRMALA,
        ),
    ),
    (
        Script::Sinhala,
        row(
            "Sinhala",
            ["Noto Serif Sinhala", "Noto Sans Sinhala"],
            ["Sinhala MN", "Sinhala Sangam MN"],
            NIRMALA,
        ),
    ),
    (
        Script::Tamil,
        row("Tamil", ["Noto Serif Tamil", "Noto Sans Tamil"], ["Tamil MN", "Tamil Sangam MN"], NIRMALA),
    ),
    (
        Script::Telugu,
        row("Telugu", ["Noto Serif Telugu", "Noto Sans Telugu"], ["Telugu MN", "Kohinoor Telugu"], NIRMALA),
    ),
    (
        Script::Ethiopic,
        row("Ethiopic", ["Noto Serif Ethiopic", "Noto Sans Ethiopic"], ["Kefa"; 2], ["Ebrima"; 2]),
    ),
    (
        Script::Armenian,
        row("Armenian", ["Noto Serif Armenian", "Noto Sans Armenian"], ["Mshtakan"; 2], ["Sylfaen"; 2]),
    ),
    (
        Script::Georgian,
        row(
            "Georgian",
            ["Noto Serif Georgian", "Noto Sans Georgian"],
            ["Arial Unicode MS"; 2],
            ["Sylfaen"; 2],
        ),
    ),
];

/// A row of East Asia.
const fn east_asian(
    name: &'static str,
    noto: [&'static str; 2],
    mac: [&'static str; 2],
    windows: [&'static str; 2],
) -> ScriptFonts {
    ScriptFonts { package: "fonts-noto-cjk", ..row(name, noto, mac, windows) }
}

/// The fonts of East Asia, by the end of the names of Noto's regional families.
static EAST_ASIA: &[(&str, ScriptFonts)] = &[
    (
        "JP",
        east_asian(
            "Japanese",
            ["Noto Serif CJK JP", "Noto Sans CJK JP"],
            ["Hiragino Mincho ProN", "Hiragino Sans"],
            ["Yu Mincho", "Yu Gothic"],
        ),
    ),
    (
        "KR",
        east_asian(
            "Korean",
            ["Noto Serif CJK KR", "Noto Sans CJK KR"],
            ["AppleMyungjo", "Apple SD Gothic Neo"],
            ["Batang", "Malgun Gothic"],
        ),
    ),
    (
        "SC",
        east_asian(
            "Chinese",
            ["Noto Serif CJK SC", "Noto Sans CJK SC"],
            ["Songti SC", "PingFang SC"],
            ["SimSun", "Microsoft YaHei"],
        ),
    ),
    (
        "TC",
        east_asian(
            "Chinese",
            ["Noto Serif CJK TC", "Noto Sans CJK TC"],
            ["Songti TC", "PingFang TC"],
            ["PMingLiU", "Microsoft JhengHei"],
        ),
    ),
    (
        "HK",
        east_asian(
            "Chinese",
            ["Noto Serif CJK HK", "Noto Sans CJK HK"],
            ["Songti TC", "PingFang HK"],
            ["PMingLiU", "Microsoft JhengHei"],
        ),
    ),
];

static EMOJI: ScriptFonts = ScriptFonts {
    package: "fonts-noto-color-emoji",
    ..row("emoji", ["Noto Color Emoji"; 2], ["Apple Color Emoji"; 2], ["Segoe UI Emoji"; 2])
};

static SYMBOLS: ScriptFonts =
    row("symbols", ["Noto Sans Symbols 2"; 2], ["Apple Symbols"; 2], ["Segoe UI Symbol"; 2]);

/// The fonts that have characters like this one; `form` says which of East Asia. `None` for scripts that are in no table.
pub(super) fn fonts_for(c: char, form: &str) -> Option<&'static ScriptFonts> {
    let is_east_asian = matches!(
        c.script(),
        Script::Han | Script::Hiragana | Script::Katakana | Script::Hangul | Script::Bopomofo
    ) || matches!(c, '\u{3000}'..='\u{33FF}' | '\u{FE30}'..='\u{FE4F}' | '\u{FF00}'..='\u{FFEF}');
    if is_east_asian {
        return EAST_ASIA.iter().find(|(ending, _)| *ending == form).map(|(_, fonts)| fonts);
    }
    if matches!(c, '\u{1F000}'..='\u{1FAFF}' | '\u{2600}'..='\u{27BF}' | '\u{2B00}'..='\u{2BFF}') {
        return Some(&EMOJI);
    }
    let script = c.script();
    if matches!(script, Script::Common | Script::Inherited | Script::Unknown) {
        // The signs of a script that others share, such as the Arabic comma, are in its block.
        return match c {
            '\u{600}'..='\u{6FF}' => fonts_for('\u{628}', form),
            '\u{964}' | '\u{965}' => fonts_for('\u{915}', form),
            _ => Some(&SYMBOLS),
        };
    }
    SCRIPTS.iter().find(|(known, _)| *known == script).map(|(_, fonts)| fonts)
}

/// Whether a face has serifs, or what does their service in its script. Not every font says it of itself.
pub(super) fn has_serifs(face: &FontInfo) -> bool {
    const NAMES: [&str; 12] = [
        "Serif", "Garamond", "Naskh", "Mincho", "MingLiU", "Song", "SimSun", "Batang", "Myungjo", "Myeongjo",
        "Times", "David",
    ];
    face.flags.contains(FontFlags::SERIF) || NAMES.iter().any(|name| face.family.contains(name))
}
