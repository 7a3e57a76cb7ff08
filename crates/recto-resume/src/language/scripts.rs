//! The language of texts by their letters, where these are enough to know it.

use unicode_script::{Script, UnicodeScript};

/// Signs of which one form is written in China and the other in Taiwan, pair by pair.
const SIMPLIFIED: &str = "国学业门开经与长时间实为这个们来对发会过产华东电车书语无习师专历应务设计动";
const TRADITIONAL: &str = "國學業門開經與長時間實為這個們來對發會過產華東電車書語無習師專歷應務設計動";

/// The language and region of texts that are written mostly in Han, kana or hangul. The forms of the letters on a page follow
/// from it.
pub fn east_asian_language<'a>(
    texts: impl Iterator<Item = &'a str>,
) -> Option<(&'static str, Option<&'static str>)> {
    let (mut han, mut kana, mut hangul, mut other) = (0, 0, 0, 0);
    let (mut simplified, mut traditional) = (0, 0);
    for c in texts.flat_map(str::chars).filter(|c| c.is_alphabetic()) {
        if c.is_ascii() {
            other += 1;
            continue;
        }
        match c.script() {
            Script::Han => han += 1,
            Script::Hiragana | Script::Katakana => kana += 1,
            Script::Hangul => hangul += 1,
            _ => other += 1,
        }
        simplified += usize::from(SIMPLIFIED.contains(c));
        traditional += usize::from(TRADITIONAL.contains(c));
    }
    // A sign of these scripts says as much as some letters.
    let is_mostly = 3 * (han + kana + hangul) > other;
    match () {
        () if !is_mostly => None,
        () if hangul > kana && 2 * hangul > han => Some(("ko", None)),
        () if 10 * kana > han => Some(("ja", None)),
        () if traditional > simplified => Some(("zh", Some("TW"))),
        () => Some(("zh", None)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_of_a_page_is_that_of_most_letters() {
        let language = |text: &str| east_asian_language(std::iter::once(text));
        assert_eq!(language("山田 太郎 使用 Rust 开发系统"), Some(("zh", None)));
        assert_eq!(language("王大明 國立臺灣大學 軟體開發"), Some(("zh", Some("TW"))));
        assert_eq!(language("山田太郎はシステムを開発した"), Some(("ja", None)));
        assert_eq!(language("김철수 서울 開發 Rust"), Some(("ko", None)));
        assert_eq!(language("Taro Yamada (山田太郎), engineer in Salem and elsewhere"), None);
        assert_eq!(language("Ada Lindqvist"), None);
        assert_eq!(language("2019"), None);
    }
}
