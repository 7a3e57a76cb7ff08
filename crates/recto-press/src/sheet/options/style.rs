//! The option `style`: type styles of parts, over those of the manifest.

use super::reader::Reader;
use super::value::OptionValue;
use crate::manifest::parts::{CASES, COLOURS, FONTS, KEYS, PARTS, SIZE, SLANTS, WEIGHT};
use crate::sheet::measures::LEAST_TEXT;

/// What a mapping of styles looks like.
const EXAMPLE: &str = "style: {date: {color: accent}}";

impl Reader<'_> {
    /// The styles of all parts that `given` names. `body` is the body size (pt).
    pub(super) fn styles(&mut self, given: &OptionValue<'_>, body: f64) {
        for part in given.entries("part", PARTS, EXAMPLE, self.diagnostics) {
            for key in part.entries("key", KEYS, EXAMPLE, self.diagnostics) {
                self.style(&part.key, &key, body);
            }
        }
    }

    /// One key of the style of a part; `part` with the option's name before it.
    fn style(&mut self, part: &str, given: &OptionValue<'_>, body: f64) {
        let name = part.strip_prefix("style.").unwrap_or(part).to_owned();
        let mut style = self.options.parts.remove(&name).unwrap_or_default();
        match given.key.rsplit('.').next() {
            Some("font") => self.style_word(given, FONTS, &mut style.font),
            Some("style") => self.style_word(given, SLANTS, &mut style.style),
            Some("case") => self.style_word(given, CASES, &mut style.case),
            Some("color") => style.color = self.colour(given, COLOURS).or(style.color),
            Some("size") => {
                let least = SIZE.0.max(LEAST_TEXT / body);
                style.size = given.number(least, SIZE.1, "", self.diagnostics).or(style.size);
            }
            _ => style.weight = self.weight(given).or(style.weight),
        }
        self.options.parts.insert(name, style);
    }

    /// One of a few words.
    fn style_word(&mut self, given: &OptionValue<'_>, words: &[&str], slot: &mut Option<String>) {
        if let Some(word) = given.word(words, self.diagnostics) {
            *slot = Some(word.to_owned());
        }
    }

    /// A weight as a whole number.
    fn weight(&mut self, given: &OptionValue<'_>) -> Option<u16> {
        let (light, heavy) = (f64::from(WEIGHT.0), f64::from(WEIGHT.1));
        let number = given.number(light, heavy, "", self.diagnostics)?;
        (WEIGHT.0..=WEIGHT.1).find(|weight| f64::from(*weight) >= number)
    }
}
