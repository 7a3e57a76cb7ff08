//! Turns the model's texts into texts for the page: harmful characters out, marks curled, addresses judged,
//! with a warning where something the user wrote does not come out as it stands.

use super::content::Link;
use super::options::Options;
use super::quotes::curl;
use recto_resume::resume::date::{DateStyle, DateWriter, WrittenDates};
use recto_resume::resume::{Dates, Text, Unknown};
use recto_resume::text::characters::{clean, fold, warning};
use recto_resume::text::url::{Judged, MAX_URL, judge, on_paper};
use recto_resume::text::{Diagnostic, Diagnostics, Place, Rule, Span};

/// What every part of the sheet is written with.
pub(super) struct Writer<'a> {
    pub options: &'a Options,
    pub diagnostics: &'a mut Diagnostics,
    /// The person's name.
    pub person: Option<String>,
    dates: DateWriter<'a>,
    /// Where a message about a text that stands in no file belongs: the argument that is being written.
    nowhere: Place,
}

impl<'a> Writer<'a> {
    pub fn new(options: &'a Options, style: DateStyle, diagnostics: &'a mut Diagnostics) -> Self {
        Self {
            options,
            diagnostics,
            person: None,
            dates: DateWriter::new(&options.language, style),
            nowhere: Place::Nowhere,
        }
    }

    /// Writes what the command line may have given: messages about a text that stands in no file then name `place`.
    pub fn at<T>(&mut self, place: Option<Place>, write: impl FnOnce(&mut Self) -> T) -> T {
        self.nowhere = place.unwrap_or(Place::Nowhere);
        let written = write(self);
        self.nowhere = Place::Nowhere;
        written
    }

    /// Where a message about a text belongs.
    pub fn place(&self, span: Span) -> Place {
        if span.is_nowhere() { self.nowhere.clone() } else { Place::File(span) }
    }

    /// A name, a title, a keyword: literal, with curled marks. `None` when nothing is left to print.
    pub fn text(&mut self, text: &Text) -> Option<Text> {
        prepared(text, self.place(text.span), self.options, self.diagnostics)
    }

    /// The same for an absent text.
    pub fn maybe(&mut self, text: Option<&Text>) -> Option<Text> {
        self.text(text?)
    }

    /// All of them that print.
    pub fn texts(&mut self, texts: &[Text]) -> Vec<Text> {
        texts.iter().filter_map(|text| self.text(text)).collect()
    }

    /// An address, a number, a user name: nothing is curled.
    pub fn literal(&mut self, text: &Text) -> Option<Text> {
        let value = fold(&self.clean(&text.value, self.place(text.span)));
        (!value.is_empty()).then(|| Text::new(value, text.span))
    }

    /// The same text with curled marks.
    pub fn curled(&self, text: Text) -> Text {
        Text::new(curl(&text.value, &self.options.language.data.quotes), text.span)
    }

    /// Characters fit for the page; what went although it may have been meant is reported at `place`.
    pub fn clean(&mut self, text: &str, place: Place) -> String {
        cleaned(text, place, self.diagnostics)
    }

    /// A date or a period in words.
    pub fn dates(&mut self, dates: Option<&Dates>) -> Option<WrittenDates> {
        let (options, diagnostics) = (self.options, &mut *self.diagnostics);
        let dates = dates?;
        if let Dates::Period(from, Some(until)) = dates
            && dates.has_exact_days()
        {
            let place = Place::File(from.span.join(until.span));
            let warning = Diagnostic::new(Rule::DayIgnored, place, "a period is printed without its days");
            let warning =
                warning.label("printed as months").help("write the days into the text if they matter");
            diagnostics.push(warning);
        }
        self.dates.dates(dates, |text| prepared(text, Place::File(text.span), options, diagnostics))
    }

    /// An address to print, and to follow if it may be followed.
    pub fn link(&mut self, written: Option<&Text>) -> Option<Link> {
        let written = self.literal(written?)?;
        Some(match self.judge(&written.value, written.span) {
            Some((text, url)) => Link { text: Text::new(text, written.span), url: Some(url) },
            None => Link { text: written, url: None },
        })
    }

    /// An address's text on paper and its target; `None`, with a warning, when it may not be followed.
    pub fn judge(&mut self, written: &str, span: Span) -> Option<(String, String)> {
        let problem = match judge(written) {
            Judged::Safe { text, url } => return Some((text, url)),
            Judged::Refused { scheme } => Diagnostic::new(
                Rule::LinkRefused,
                self.place(span),
                format!("`{scheme}:` links are not followed"),
            )
            .about(written)
            .label("printed as text")
            .help("links may start with `https:`, `http:`, `mailto:` or `tel:`"),
            Judged::TooLong { length } => {
                let message = format!("an address of {length} characters is not followed");
                Diagnostic::new(Rule::LinkRefused, self.place(span), message)
                    .label("printed as text")
                    .help(format!("links may have up to {MAX_URL} characters; is this the right address?"))
            }
            Judged::NoAddress => {
                let message = format!("`{}` is no web address", on_paper(written));
                Diagnostic::new(Rule::LinkInvalid, self.place(span), message)
                    .label("printed as text")
                    .help("write the whole address, as `https://example.com/page`")
            }
        };
        self.diagnostics.push(problem);
        None
    }

    /// Fields that recto does not know, as `key: text`, when the user wants them shown.
    pub fn unknown(&mut self, unknown: &[Unknown]) -> Vec<Text> {
        if !self.options.show_unknown {
            return Vec::new();
        }
        let shown = unknown
            .iter()
            .map(|field| Text::new(format!("{}: {}", field.key, field.text.value), field.text.span));
        shown.filter_map(|text| self.text(&text)).collect()
    }

    /// A word of the language.
    pub fn word(&self, key: &str) -> &'a str {
        self.options.language.word(key)
    }
}

fn prepared(text: &Text, place: Place, options: &Options, diagnostics: &mut Diagnostics) -> Option<Text> {
    let value = fold(&cleaned(&text.value, place, diagnostics));
    (!value.is_empty()).then(|| Text::new(curl(&value, &options.language.data.quotes), text.span))
}

fn cleaned(text: &str, place: Place, diagnostics: &mut Diagnostics) -> String {
    let cleaned = clean(text);
    if let Some(warning) = warning(&cleaned.dropped, place) {
        diagnostics.push(warning);
    }
    cleaned.text
}
