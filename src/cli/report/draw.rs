//! One problem as people read it: message, place, line, caret, help.

use crate::cli::terminal::{clean, push_clean};
use codespan_reporting::diagnostic as codespan;
use codespan_reporting::files::{Error, Files};
use codespan_reporting::term::{self, Config, termcolor::Ansi};
use recto::text::{Diagnostic, Place, Severity, Source, Span};
use std::ops::Range;

/// Draws one problem of the file `own`, or of one that applies to it, with styles (the terminal's side drops them where
/// they are not wanted) and an empty line behind.
pub fn draw(own: &Source, diagnostic: &Diagnostic) -> String {
    let severity = match diagnostic.severity {
        Severity::Error => codespan::Severity::Error,
        Severity::Warning => codespan::Severity::Warning,
    };
    let mut drawn = codespan::Diagnostic::new(severity).with_message(brief(&diagnostic.message));
    let (source, span) = diagnostic.location(own);
    let excerpt = match span.filter(|_| !source.text.trim().is_empty()) {
        Some(span) => {
            let excerpt = Excerpt::new(source, span);
            let label = diagnostic.label.as_deref().map(clean).unwrap_or_default();
            drawn.labels.push(codespan::Label::primary((), excerpt.caret.clone()).with_message(label));
            excerpt
        }
        None => {
            // A blank file has no line to show. Without one, what would be beside the caret is a note.
            let name = match &diagnostic.place {
                Place::Argument(typed) => Some(typed),
                _ => span.map(|_| &source.name),
            };
            drawn.notes.extend(name.map(|name| format!("in: {}", brief(name))));
            drawn.notes.extend(diagnostic.label.as_ref().map(|label| format!("note: {}", clean(label))));
            Excerpt::new(source, Span::at(0))
        }
    };
    drawn.notes.extend(diagnostic.help.iter().map(|help| format!("help: {}", brief(help))));
    let mut painted = Ansi::new(Vec::new());
    if term::emit_to_write_style(&mut painted, &Config::default(), &excerpt, &drawn).is_err() {
        // The drawing went wrong; the message itself must come through.
        return format!("{}:{}:{}: {}\n", excerpt.name, excerpt.line, excerpt.column, drawn.message);
    }
    String::from_utf8_lossy(painted.get_ref()).into_owned()
}

/// Characters of a message at each end that are shown, however long it is: a path in it can have thousands.
const ENDS: usize = 300;

/// A text, fit for one line of a terminal, without its middle where that is long.
fn brief(text: &str) -> String {
    let ends = text.char_indices().nth(ENDS).zip(text.char_indices().rev().nth(ENDS - 1));
    match ends {
        Some(((head, _), (tail, _))) if head < tail => {
            format!("{} … {}", clean(&text[..head]), clean(&text[tail..]))
        }
        _ => clean(text),
    }
}

/// Characters of a line shown at most.
const WIDTH: usize = 100;

/// Characters kept before the caret of a line that is cut.
const BEFORE: usize = 40;

/// The one line of a source that a message shows: cut to a readable length around the caret, with everything spelled out
/// that a terminal would obey. Line and column stay those of the file.
#[derive(Debug, PartialEq, Eq)]
struct Excerpt {
    /// The file's name, safe to print.
    name: String,
    /// The line, safe to print.
    text: String,
    /// The bytes of `text` under the caret.
    caret: Range<usize>,
    /// Line in the file, from 1.
    line: usize,
    /// Column in the file, in characters from 1.
    column: usize,
}

impl Excerpt {
    /// The line in which `span` begins; a span of several lines is shown up to the end of the first.
    fn new(source: &Source, span: Span) -> Self {
        let text = source.text.as_str();
        let start = text.floor_char_boundary(span.start);
        let (line, column) = source.line_column(start);
        let from = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let row = text[from..].lines().next().unwrap_or_default();
        let caret = (start - from).min(row.len());
        let end = row.floor_char_boundary(span.end.saturating_sub(from)).max(caret);
        let (text, caret) = cut(row, caret..end);
        Self { name: clean(&source.name), text, caret, line, column }
    }
}

/// The part of a row to show and the caret in it.
fn cut(row: &str, caret: Range<usize>) -> (String, Range<usize>) {
    let ahead = row[..caret.start].char_indices();
    let long = row.chars().nth(WIDTH).is_some();
    let from = if long { ahead.rev().nth(BEFORE).map_or(0, |(at, _)| at) } else { 0 };
    let to = row[from..].char_indices().nth(WIDTH).map_or(row.len(), |(at, _)| from + at);
    let mut text = String::new();
    if from > 0 {
        text.push('…');
    }
    let start = append(&mut text, &row[from..caret.start]);
    let end = append(&mut text, &row[caret.start..caret.end.min(to)]);
    append(&mut text, &row[caret.end.min(to)..to]);
    if to < row.len() {
        text.push('…');
    }
    (text, start..end)
}

/// Appends a piece of a row; gives the length then. Tabs stay: they are drawn as wide as they are.
fn append(text: &mut String, piece: &str) -> usize {
    for c in piece.chars() {
        if c == '\t' { text.push(c) } else { push_clean(text, c) }
    }
    text.len()
}

impl<'a> Files<'a> for Excerpt {
    type FileId = ();
    type Name = &'a str;
    type Source = &'a str;

    fn name(&'a self, (): ()) -> Result<&'a str, Error> {
        Ok(&self.name)
    }

    fn source(&'a self, (): ()) -> Result<&'a str, Error> {
        Ok(&self.text)
    }

    fn line_index(&'a self, (): (), _: usize) -> Result<usize, Error> {
        Ok(0)
    }

    fn line_number(&'a self, (): (), _: usize) -> Result<usize, Error> {
        Ok(self.line)
    }

    fn column_number(&'a self, (): (), _: usize, _: usize) -> Result<usize, Error> {
        Ok(self.column)
    }

    fn line_range(&'a self, (): (), _: usize) -> Result<Range<usize>, Error> {
        Ok(0..self.text.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::terminal::is_unsafe;
    use proptest::prelude::*;
    use recto::text::Rule;

    #[test]
    fn a_long_message_keeps_its_ends() {
        let path = "a/".repeat(2500);
        let failure = Diagnostic::of(Rule::FileUnreadable, format!("cannot read `{path}ada.yaml`: no"))
            .help(format!("`-o {path}`"));
        let drawn = plain("", &failure);
        assert!(drawn.starts_with("error: cannot read `a/a/a/"), "{drawn}");
        assert!(drawn.contains("a/a … /a/a/") && drawn.contains("/a/ada.yaml`: no\n"), "{drawn}");
        assert!(drawn.lines().all(|line| line.len() < 640), "{drawn}");
        for length in [0, ENDS, 2 * ENDS] {
            assert_eq!(brief(&"é".repeat(length)), "é".repeat(length));
        }
        assert_eq!(brief(&"é".repeat(2 * ENDS + 1)).chars().count(), 2 * ENDS + 3);
    }

    fn plain(text: &str, diagnostic: &Diagnostic) -> String {
        let drawn = draw(&Source::new("ada.yaml", text), diagnostic);
        anstream::adapter::strip_str(&drawn).to_string()
    }

    #[test]
    fn a_problem_shows_its_place() {
        let problem = Diagnostic::at(Rule::DateInvalid, Span::new(17, 24), "month 13 does not exist")
            .label("expected 01 to 12")
            .help("write `2019-12`, `2019` or `present`");
        insta::assert_snapshot!(plain("work:\nstartDate: 2019-13\n", &problem), @r"
        error: month 13 does not exist
          ┌─ ada.yaml:2:12
          │
        2 │ startDate: 2019-13
          │            ^^^^^^^ expected 01 to 12
          │
          = help: write `2019-12`, `2019` or `present`
        ");
        let tabs_and_wide = Diagnostic::at(Rule::UnknownKey, Span::new(8, 11), "odd").label("here");
        insta::assert_snapshot!(plain("\t山山 abc\n", &tabs_and_wide), @r"
        warning: odd
          ┌─ ada.yaml:1:5
          │
        1 │     山山 abc
          │          ^^^ here
        ");
    }

    #[test]
    fn an_argument_stands_in_the_place_of_a_file() {
        let place = Place::Argument("--set paper=a5".to_owned());
        let problem = Diagnostic::new(Rule::OptionInvalid, place, "unknown paper `a5`")
            .help("write `a4` or `us-letter`");
        insta::assert_snapshot!(plain("a: 1", &problem), @r"
        error: unknown paper `a5`
         = in: --set paper=a5
         = help: write `a4` or `us-letter`
        ");
    }

    #[test]
    fn without_a_line_the_label_is_a_note() {
        let at = |label: &str| {
            let place = Place::Argument("--set papr=a4".to_owned());
            plain("a: 1", &Diagnostic::new(Rule::OptionInvalid, place, "odd").label(label).help("last"))
        };
        insta::assert_snapshot!(at("printed as text"), @r"
        error: odd
         = in: --set papr=a4
         = note: printed as text
         = help: last
        ");
    }

    #[test]
    fn a_blank_file_is_only_named() {
        insta::assert_snapshot!(plain(" \n", &Diagnostic::at(Rule::FileEmpty, Span::at(0), "the file is empty")), @r"
        error: the file is empty
         = in: ada.yaml
        ");
    }

    #[test]
    fn nothing_but_our_own_styles_is_an_escape() {
        let problem = Diagnostic::at(Rule::DateInvalid, Span::new(0, 4), "bad \u{1b}[31m")
            .label("\u{1b}x")
            .help("\u{202e}y");
        assert!(!plain("\u{1b}[2J", &problem).contains(['\u{1b}', '\u{202e}']));
    }

    fn excerpt(text: &str, span: Range<usize>) -> Excerpt {
        Excerpt::new(&Source::new("ada.yaml", text), span.into())
    }

    fn under_caret(excerpt: &Excerpt) -> &str {
        &excerpt.text[excerpt.caret.clone()]
    }

    #[test]
    fn a_short_line_is_whole() {
        let shown = excerpt("a: 1\r\nb: zwölf\r\n", 9..15);
        assert_eq!((shown.text.as_str(), under_caret(&shown)), ("b: zwölf", "zwölf"));
        assert_eq!((shown.line, shown.column), (2, 4));
    }

    #[test]
    fn a_long_line_is_cut_around_the_caret() {
        let row = format!("{}HERE{}", "é".repeat(5_000), "z".repeat(5_000));
        let shown = excerpt(&row, 10_000..10_004);
        assert_eq!(under_caret(&shown), "HERE");
        assert!(shown.text.starts_with("…é") && shown.text.ends_with("z…"), "{}", shown.text);
        assert_eq!(shown.text.chars().count(), WIDTH + 2);
        assert_eq!((shown.line, shown.column), (1, 5_001));
        let all = excerpt(&row, 0..row.len());
        assert_eq!(under_caret(&all).chars().count(), WIDTH);
    }

    #[test]
    fn a_span_of_lines_ends_with_the_first() {
        assert_eq!(under_caret(&excerpt("a:\n  - b\n  - c\n", 7..14)), "b");
    }

    #[test]
    fn what_a_terminal_obeys_is_spelled_out() {
        let shown = excerpt("a: \u{1b}[2J\u{202e}x", 3..10);
        assert_eq!(shown.text, r"a: \u{1b}[2J\u{202e}x");
        assert_eq!(under_caret(&shown), r"\u{1b}[2J\u{202e}");
    }

    proptest! {
        #[test]
        fn any_span_of_any_text_fits(text in "(?s).{0,300}", a in 0usize..700, length in 0usize..400) {
            let shown = excerpt(&text, a..a + length);
            prop_assert!(shown.text.get(shown.caret.clone()).is_some());
            prop_assert!(!shown.text.chars().any(|c| c != '\t' && is_unsafe(c)));
        }
    }
}
