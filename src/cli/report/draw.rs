//! One problem as people read it: message, place, line, caret, help.

use super::excerpt::Excerpt;
use crate::cli::terminal::clean;
use clap::builder::styling::{AnsiColor, Style};
use codespan_reporting::diagnostic as codespan;
use codespan_reporting::term::{self, Config, WriteStyle};
use recto::text::Source;
use recto::text::{Diagnostic, Place, Severity};
use std::io::{self, Write};

/// Draws one problem, with styles (the terminal's side drops them where they are not wanted) and an empty line behind.
pub fn draw(source: &Source, diagnostic: &Diagnostic) -> String {
    let severity = match diagnostic.severity {
        Severity::Error => codespan::Severity::Error,
        Severity::Warning => codespan::Severity::Warning,
    };
    let mut drawn = codespan::Diagnostic::new(severity).with_message(clean(&diagnostic.message));
    let excerpt = match &diagnostic.place {
        // A blank file has no line to show.
        Place::File(_) if source.text.trim().is_empty() => {
            drawn.notes.push(format!("in: {}", clean(&source.name)));
            drawn.notes.extend(note(diagnostic));
            Excerpt::new(source, recto::text::Span::at(0))
        }
        Place::File(span) => {
            let excerpt = Excerpt::new(source, *span);
            let label = diagnostic.label.as_deref().map(clean).unwrap_or_default();
            drawn.labels.push(codespan::Label::primary((), excerpt.caret.clone()).with_message(label));
            excerpt
        }
        Place::Argument(typed) => {
            drawn.notes.push(format!("in: {}", clean(typed)));
            drawn.notes.extend(note(diagnostic));
            Excerpt::new(source, recto::text::Span::at(0))
        }
        Place::Nowhere => {
            drawn.notes.extend(note(diagnostic));
            Excerpt::new(source, recto::text::Span::at(0))
        }
    };
    drawn.notes.extend(diagnostic.help.iter().map(|help| format!("help: {}", clean(help))));
    let mut painter = Painter(Vec::new());
    if term::emit_to_write_style(&mut painter, &Config::default(), &excerpt, &drawn).is_err() {
        // The drawing went wrong; the message itself must come through.
        return format!("{}:{}:{}: {}\n", excerpt.name, excerpt.line, excerpt.column, drawn.message);
    }
    String::from_utf8_lossy(&painter.0).into_owned()
}

/// The words that would stand beside the caret, for a problem without a line to draw.
fn note(diagnostic: &Diagnostic) -> Option<String> {
    diagnostic.label.as_ref().map(|label| format!("note: {}", clean(label)))
}

/// Collects text with the terminal's escape codes for styles.
struct Painter(Vec<u8>);

impl Painter {
    fn set(&mut self, style: Style) -> io::Result<()> {
        write!(self.0, "{style}")
    }
}

impl Write for Painter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The colour of a severity.
fn hue(severity: codespan::Severity) -> Style {
    match severity {
        codespan::Severity::Bug | codespan::Severity::Error => AnsiColor::Red.on_default(),
        _ => AnsiColor::Yellow.on_default(),
    }
}

impl WriteStyle for Painter {
    fn set_header(&mut self, severity: codespan::Severity) -> io::Result<()> {
        self.set(hue(severity).bold())
    }

    fn set_header_message(&mut self) -> io::Result<()> {
        self.set(Style::new().bold())
    }

    fn set_line_number(&mut self) -> io::Result<()> {
        self.set(AnsiColor::Blue.on_default())
    }

    fn set_note_bullet(&mut self) -> io::Result<()> {
        self.set(AnsiColor::Blue.on_default())
    }

    fn set_source_border(&mut self) -> io::Result<()> {
        self.set(AnsiColor::Blue.on_default())
    }

    fn set_label(&mut self, severity: codespan::Severity, _: codespan::LabelStyle) -> io::Result<()> {
        self.set(hue(severity))
    }

    fn reset(&mut self) -> io::Result<()> {
        write!(self.0, "{:#}", Style::new().bold())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use recto::text::{Rule, Span};

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
}
