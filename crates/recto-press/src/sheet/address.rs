//! A postal address on one line, in the order of its country.

use super::writer::Writer;
use recto_resume::language::country;
use recto_resume::resume::{Location, Text};

/// Countries that write the postal code before the city (ISO 3166).
const CODE_FIRST: &[&str] = &[
    "AT", "BA", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IL",
    "IS", "IT", "LI", "LT", "LU", "MC", "ME", "MK", "MX", "NL", "NO", "PL", "PT", "RO", "RS", "SE", "SI",
    "SK", "TR", "UA",
];

impl Writer<'_> {
    /// `street, city, region postal, country`, or `street, postal city, region, country`; only what is there.
    pub fn address(&mut self, location: &Location) -> Option<Text> {
        let street = location.address.as_ref().map(|text| one_line(text, self.options.language.comma()));
        let street = self.maybe(street.as_ref());
        let city = self.maybe(location.city.as_ref());
        let postal = self.maybe(location.postal_code.as_ref());
        let region = self.maybe(location.region.as_ref());
        let code = self.maybe(location.country_code.as_ref());
        let country = code.clone().map(|code| match country(&code.value, self.options.language.key) {
            Some(name) => Text::new(name, code.span),
            None => code,
        });

        let code_first = match &code {
            Some(code) if code.value.len() == 2 => CODE_FIRST.contains(&code.value.to_uppercase().as_str()),
            _ => self.options.language.data.postal_code_first,
        };
        let parts = if code_first {
            [street, join(postal, city, " "), region, country]
        } else if region.is_some() {
            [street, city, join(region, postal, " "), country]
        } else {
            [street, join(city, postal, " "), None, country]
        };
        parts.into_iter().fold(None, |line, part| join(line, part, self.options.language.comma()))
    }
}

/// The lines of a street, with commas between.
fn one_line(text: &Text, comma: &str) -> Text {
    let lines: Vec<&str> = text.value.lines().map(|l| l.trim().trim_end_matches(',')).collect();
    let lines: Vec<&str> = lines.into_iter().filter(|line| !line.is_empty()).collect();
    Text::new(lines.join(comma), text.span)
}

/// Both with `between`, or the one that is there.
fn join(first: Option<Text>, second: Option<Text>, between: &str) -> Option<Text> {
    match (first, second) {
        (Some(a), Some(b)) => {
            Some(Text::new(format!("{}{between}{}", a.value, b.value), a.span.join(b.span)))
        }
        (a, b) => a.or(b),
    }
}
