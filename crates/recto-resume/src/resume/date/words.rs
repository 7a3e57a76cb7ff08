//! Words that name months, seasons, the present and the way from one date to another, as people write
//! them in files. All lower case and NFC. For reading only: the page takes its month names from CLDR.

use super::Season;

/// Month names, full and short, January first: English, German, French, Spanish, Ukrainian (nominative and
/// genitive), Italian, Portuguese, Dutch. No two months share a word.
const MONTHS: [&[&str]; 12] = [
    &[
        "january", "jan", "januar", "jänner", "jän", "janvier", "janv", "enero", "ene", "січень", "січня",
        "січ", "gennaio", "gen", "janeiro", "januari",
    ],
    &[
        "february", "feb", "febr", "februar", "feber", "février", "fevrier", "févr", "fév", "febrero",
        "лютий", "лютого", "лют", "febbraio", "fevereiro", "fev", "februari",
    ],
    &[
        "march", "mar", "märz", "maerz", "mär", "mrz", "mars", "marzo", "березень", "березня", "бер",
        "março", "marco", "maart", "mrt",
    ],
    &["april", "apr", "avril", "avr", "abril", "abr", "квітень", "квітня", "квіт", "кві", "aprile"],
    &["may", "mai", "mayo", "травень", "травня", "трав", "тра", "maggio", "mag", "maio", "mei"],
    &["june", "jun", "juni", "juin", "junio", "червень", "червня", "черв", "чер", "giugno", "giu", "junho"],
    &["july", "jul", "juli", "juillet", "juil", "julio", "липень", "липня", "лип", "luglio", "lug", "julho"],
    &["august", "aug", "août", "aout", "agosto", "ago", "серпень", "серпня", "серп", "сер", "augustus"],
    &[
        "september", "sep", "sept", "septembre", "septiembre", "setiembre", "set", "вересень", "вересня",
        "вер", "settembre", "sett", "setembro",
    ],
    &[
        "october", "oct", "oktober", "okt", "octobre", "octubre", "жовтень", "жовтня", "жовт", "жов",
        "ottobre", "ott", "outubro", "out",
    ],
    &["november", "nov", "novembre", "noviembre", "листопад", "листопада", "лист", "лис", "novembro"],
    &[
        "december", "dec", "dezember", "dez", "décembre", "decembre", "déc", "diciembre", "dic", "грудень",
        "грудня", "груд", "гру", "dicembre", "dezembro",
    ],
];

/// Season names in the same languages.
const SEASONS: [(Season, &[&str]); 5] = [
    (Season::Spring, &["spring", "frühling", "frühjahr", "printemps", "primavera", "весна", "lente"]),
    (Season::Summer, &["summer", "sommer", "été", "verano", "літо", "estate", "verão", "zomer"]),
    (Season::Autumn, &["autumn", "herbst", "automne", "otoño", "осінь", "autunno", "outono", "herfst"]),
    (Season::Fall, &["fall"]),
    (Season::Winter, &["winter", "hiver", "invierno", "зима", "inverno"]),
];

/// What people write for a time that has not ended.
const PRESENT: &[&str] = &[
    "present",
    "the present",
    "present day",
    "now",
    "today",
    "current",
    "currently",
    "ongoing",
    "to date",
    "heute",
    "jetzt",
    "aktuell",
    "laufend",
    "gegenwärtig",
    "gegenwart",
    "aujourd'hui",
    "présent",
    "à ce jour",
    "ce jour",
    "en cours",
    "actuellement",
    "maintenant",
    "actualidad",
    "la actualidad",
    "presente",
    "el presente",
    "actual",
    "actualmente",
    "hoy",
    "ahora",
    "la fecha",
    "тепер",
    "зараз",
    "сьогодні",
    "дотепер",
    "досі",
    "донині",
    "нині",
    "теперішній час",
    "цей час",
    "oggi",
    "attuale",
    "in corso",
    "atual",
    "atualmente",
    "hoje",
    "o momento",
    "heden",
    "nu",
    "今",
    "至今",
    "现在",
    "現在",
    "目前",
];

/// Words that add nothing to a date: `14th of March`, `14 de marzo de 2020`, `2020 р.`
const FILLERS: &[&str] =
    &["of", "the", "st", "nd", "rd", "th", "de", "del", "do", "den", "er", "р", "року", "рік"];

/// Words between the start and the end of a period.
pub(super) const UNTIL: &[&str] = &[
    "to", "until", "till", "through", "thru", "bis", "à", "au", "jusqu'à", "a", "al", "hasta", "до", "по",
    "até", "tot",
];

/// Words before a period's start.
pub(super) const SINCE: &[&str] = &[
    "since", "from", "seit", "von", "vom", "ab", "depuis", "de", "du", "desde", "з", "із", "від", "dal",
    "da", "vanaf",
];

/// The month (1 to 12) that `word` (lower case) names.
pub(super) fn month(word: &str) -> Option<u8> {
    (1..).zip(MONTHS).find(|(_, names)| names.contains(&word)).map(|(number, _)| number)
}

/// Whether a text writes a month's name in full. Names of four letters and fewer do not tell: `May`, `juin`.
pub(super) fn spells_month(text: &str) -> bool {
    let words = text.split(|c: char| !c.is_alphabetic()).filter(|word| word.chars().count() > 4);
    words.map(str::to_lowercase).any(|word| month(&word).is_some())
}

/// The season that `word` (lower case) names.
pub(super) fn season(word: &str) -> Option<Season> {
    SEASONS.iter().find(|(_, names)| names.contains(&word)).map(|(season, _)| *season)
}

/// Whether `text` (lower case) means the present.
pub(super) fn is_present(text: &str) -> bool {
    PRESENT.contains(&text.replace('’', "'").as_str())
}

/// Whether `word` (lower case) adds nothing to a date.
pub(super) fn is_filler(word: &str) -> bool {
    FILLERS.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_normalization::UnicodeNormalization;

    #[test]
    fn every_word_is_lower_case_nfc_and_means_one_thing() {
        let mut all: Vec<&str> = MONTHS.iter().flat_map(|names| names.iter().copied()).collect();
        all.extend(SEASONS.iter().flat_map(|(_, names)| names.iter().copied()));
        all.extend(PRESENT);
        for word in &all {
            assert_eq!(*word, word.to_lowercase().nfc().collect::<String>());
        }
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count, "a word stands twice");
    }

    #[test]
    fn months_count_from_one() {
        assert_eq!(month("jan"), Some(1));
        assert_eq!(month("грудня"), Some(12));
        assert_eq!(month("smarch"), None);
    }
}
