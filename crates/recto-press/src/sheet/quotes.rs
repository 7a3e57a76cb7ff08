//! Typographic quotation marks and apostrophes, in the manner of the language. Only straight `"` and `'`
//! are touched; dashes, dots and marks that are curled already stay as typed.

use recto_resume::language::Quotes;
use std::collections::BTreeMap;

/// The apostrophe of every language here.
const APOSTROPHE: &str = "’";

/// Replacements for the straight marks of one paragraph: by the index of the character, what to write.
pub type Curls<'a> = BTreeMap<usize, &'a str>;

/// Curls the straight marks of a plain text.
pub fn curl(text: &str, quotes: &Quotes) -> String {
    let letters: Vec<char> = text.chars().collect();
    let curls = find(&letters, &vec![false; letters.len()], quotes);
    apply(text, 0, &curls)
}

/// Writes `text`, whose first character is number `from` of the paragraph, with the replacements in it.
pub fn apply(text: &str, from: usize, curls: &Curls<'_>) -> String {
    let mut out = String::with_capacity(text.len());
    for (index, c) in text.chars().enumerate() {
        match curls.get(&(from + index)) {
            Some(mark) => out.push_str(mark),
            None => out.push(c),
        }
    }
    out
}

/// Decides about every straight mark of a paragraph. `literal` tells which characters are code or
/// addresses: they are never changed, but they count as neighbours.
pub fn find<'a>(letters: &[char], literal: &[bool], quotes: &'a Quotes) -> Curls<'a> {
    let addresses = addresses(letters);
    let last_closer = (0..letters.len()).rev().find(|at| could_close(letters, *at)).unwrap_or(0);
    let mut state = State { letters, quotes, last_closer, double: false, single: false };
    let mut curls = Curls::new();
    for (at, c) in letters.iter().enumerate() {
        if literal[at] || addresses[at] {
            continue;
        }
        let mark = match c {
            '"' => state.double(at),
            '\'' => state.single(at),
            _ => None,
        };
        if let Some(mark) = mark {
            curls.insert(at, mark);
        }
    }
    curls
}

/// Walks the marks of one paragraph from left to right.
struct State<'a, 'b> {
    letters: &'b [char],
    quotes: &'a Quotes,
    /// The last single mark that could close a quotation.
    last_closer: usize,
    /// Whether a double mark is open.
    double: bool,
    /// Whether a single mark is open.
    single: bool,
}

impl<'a> State<'a, '_> {
    fn before(&self, at: usize) -> Option<char> {
        at.checked_sub(1).map(|i| self.letters[i])
    }

    fn after(&self, at: usize) -> Option<char> {
        self.letters.get(at + 1).copied()
    }

    fn double(&mut self, at: usize) -> Option<&'a str> {
        let (before, after) = (self.before(at), self.after(at));
        if opens(before) && !is_space(after) {
            self.double = true;
            return Some(self.quotes.open);
        }
        // Alone between blanks it is no quotation mark; behind a digit it means inches.
        if opens(before) || (!self.double && before.is_some_and(|c| c.is_ascii_digit())) {
            return None;
        }
        self.double = false;
        Some(self.quotes.close)
    }

    fn single(&mut self, at: usize) -> Option<&'a str> {
        let (before, after) = (self.before(at), self.after(at));
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        if opens(before) {
            return match () {
                () if is_space(after) => None,
                () if digit(after) || self.is_elision(at) => Some(APOSTROPHE),
                () if self.last_closer >= at + 2 => {
                    self.single = true;
                    Some(self.quotes.inner_open)
                }
                () => Some(APOSTROPHE),
            };
        }
        if after.is_some_and(char::is_alphanumeric) {
            // `6'2"` is a height.
            return if digit(before) && digit(after) { None } else { Some(APOSTROPHE) };
        }
        if self.single {
            self.single = false;
            return Some(self.quotes.inner_close);
        }
        if digit(before) { None } else { Some(APOSTROPHE) }
    }

    /// `'n'`, `'em`, `'til`, `'tis`: letters left out at the front of a word.
    fn is_elision(&self, at: usize) -> bool {
        let word: String = self.letters[at + 1..].iter().take_while(|c| c.is_alphabetic()).collect();
        ["n", "em", "til", "tis", "twas", "cause", "bout", "round"].contains(&word.to_lowercase().as_str())
    }
}

/// Whether the character is a single mark that could close a quotation: behind a word, before none.
fn could_close(letters: &[char], at: usize) -> bool {
    letters[at] == '\''
        && !opens(at.checked_sub(1).map(|before| letters[before]))
        && !letters.get(at + 1).is_some_and(|after| after.is_alphanumeric())
}

/// Whether a mark behind this character opens.
fn opens(before: Option<char>) -> bool {
    before.is_none_or(|c| c.is_whitespace() || "([{<–—-/|“‘«„‚\"'".contains(c))
}

fn is_space(c: Option<char>) -> bool {
    c.is_none_or(char::is_whitespace)
}

/// For every character, whether it stands inside (not at either end of) a web or e-mail address.
fn addresses(letters: &[char]) -> Vec<bool> {
    let mut mask = Vec::with_capacity(letters.len());
    for word in letters.split_inclusive(|c| c.is_whitespace()) {
        let text: String = word.iter().collect();
        let address = text.contains("://") || text.contains('@') || text.contains("www.");
        let part = |c: Option<&char>| c.is_some_and(|c| c.is_alphanumeric() || "/.:@_-=&?%#\"'".contains(*c));
        mask.extend((0..word.len()).map(|i| {
            address && part(i.checked_sub(1).and_then(|before| word.get(before))) && part(word.get(i + 1))
        }));
    }
    mask
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use recto_resume::language::Language;

    fn in_language(tag: &str, text: &str) -> String {
        curl(text, &Language::find(tag).expect("known").data.quotes)
    }

    #[test]
    fn english() {
        for (typed, want) in [
            (r#"She said "yes" (or "no")."#, "She said “yes” (or “no”)."),
            ("Stripe's and users' data", "Stripe’s and users’ data"),
            ("the '90s and 'til 2001", "the ’90s and ’til 2001"),
            ("a 'quoted' word", "a ‘quoted’ word"),
            ("'Dean's List'", "‘Dean’s List’"),
            ("rock 'n' roll", "rock ’n’ roll"),
            (r#""Don't," she said, "go.""#, "“Don’t,” she said, “go.”"),
            (r#""'Stop' they cried""#, "“‘Stop’ they cried”"),
            ("O'Brien, d'Arc, 1990's", "O’Brien, d’Arc, 1990’s"),
        ] {
            assert_eq!(in_language("en", typed), want);
        }
    }

    #[test]
    fn feet_inches_and_lone_marks_stay() {
        for typed in
            [r#"6'2""#, r#"a 27" monitor"#, "6' tall", r#"a " b ' c"#, "2 - 3 -- 4 ... (c)", "“curled’"]
        {
            assert_eq!(in_language("en", typed), typed);
        }
        assert_eq!(in_language("en", r#""built in 2019" stays"#), "“built in 2019” stays");
    }

    #[test]
    fn addresses_stay() {
        let typed = "https://example.org/o'b?q=\"x and o'b@example.com";
        assert_eq!(in_language("en", typed), typed);
        assert_eq!(in_language("en", "\"https://example.org/x\""), "“https://example.org/x”");
    }

    #[test]
    fn other_languages() {
        assert_eq!(in_language("de", r#"das "gute" 'Wort' geht's"#), "das „gute“ ‚Wort‘ geht’s");
        assert_eq!(in_language("fr", r#"l'équipe "projet""#), "l’équipe « projet »");
        assert_eq!(in_language("es", r#"el "mejor" proyecto"#), "el «mejor» proyecto");
        assert_eq!(in_language("uk", r#"об'єкт "А""#), "об’єкт «А»");
    }

    #[test]
    fn code_is_left_alone_but_is_a_neighbour() {
        let quotes = &Language::english().data.quotes;
        let letters: Vec<char> = "\"a'b\"".chars().collect();
        let curls = find(&letters, &[false, true, true, true, false], quotes);
        assert_eq!(apply("\"", 0, &curls) + "a'b" + &apply("\"", 4, &curls), "“a'b”");
    }

    proptest! {
        #[test]
        fn only_straight_marks_change(text in "[a-z0-9 \"'.,()@:/-]{0,40}") {
            let plain = |s: &str| -> String { s.chars().filter(|c| !"\"'“”‘’".contains(*c)).collect() };
            let got = in_language("en", &text);
            prop_assert_eq!(plain(&got), plain(&text));
            prop_assert_eq!(got.chars().count(), text.chars().count());
        }
    }
}
