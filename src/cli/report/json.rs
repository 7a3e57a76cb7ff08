//! Problems as JSON, one object per line, for editors and CI.

use crate::cli::terminal::is_unsafe;
use recto::text::{Diagnostic, Diagnostics, Place, Severity, Source};
use serde::Serialize;
use std::fmt::Write as _;

/// One problem. The order of the fields is part of the format.
#[derive(Debug, Default, Serialize)]
pub struct ProblemLine<'a> {
    severity: &'static str,
    rule: &'static str,
    message: &'a str,
    /// `null` when the problem is not in the file.
    file: Option<&'a str>,
    /// Lines from 1; columns in characters from 1; the end is behind the last character.
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
    /// Bytes from 0 in the text without a byte order mark.
    byte_start: Option<usize>,
    byte_end: Option<usize>,
    /// The argument at fault, such as `--set paper=a5`.
    argument: Option<&'a str>,
    label: Option<&'a str>,
    help: &'a [String],
    /// A JSON Pointer, where those are wanted; `null` when the problem is not in the file, or what is there has no keys of
    /// the user's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pointer: Option<Option<String>>,
}

/// All problems, each on a line of its own.
pub fn lines(source: &Source, diagnostics: &Diagnostics) -> String {
    problems(source, diagnostics).map(|problem| object(&problem)).collect()
}

/// All problems. They are best in file order: the places are then found in one walk.
pub fn problems<'a>(
    source: &'a Source,
    diagnostics: &'a Diagnostics,
) -> impl Iterator<Item = ProblemLine<'a>> {
    let mut cursor = Cursor::new(&source.text);
    diagnostics.iter().map(move |diagnostic| problem(source, diagnostic, &mut cursor))
}

fn problem<'a>(own: &'a Source, diagnostic: &'a Diagnostic, cursor: &mut Cursor<'a>) -> ProblemLine<'a> {
    let mut line = ProblemLine {
        severity: match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        },
        rule: diagnostic.rule.name(),
        message: &diagnostic.message,
        label: diagnostic.label.as_deref(),
        help: &diagnostic.help,
        ..ProblemLine::default()
    };
    if let Place::Argument(typed) = &diagnostic.place {
        line.argument = Some(typed);
    }
    if let (source, Some(span)) = diagnostic.location(own) {
        if !std::ptr::eq(cursor.text, &*source.text) {
            *cursor = Cursor::new(&source.text);
        }
        cursor.go(span.start);
        let mut end = cursor.clone();
        end.go(span.end.max(span.start));
        line.file = Some(&source.name);
        (line.line, line.column) = (Some(cursor.line), Some(cursor.column));
        (line.end_line, line.end_column) = (Some(end.line), Some(end.column));
        (line.byte_start, line.byte_end) = (Some(cursor.at), Some(end.at));
    }
    line
}

/// A value as a line of JSON that no terminal obeys.
pub fn object(value: &impl Serialize) -> String {
    // Plain strings and numbers always serialise.
    escape(serde_json::to_string(value).unwrap_or_default()) + "\n"
}

/// Spells out what a terminal would obey; such characters only occur in JSON strings.
pub fn escape(json: String) -> String {
    if json.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic()) {
        return json;
    }
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if is_unsafe(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                // Writing to a string cannot fail.
                let _ = write!(out, "\\u{unit:04x}");
            }
        } else {
            out.push(c);
        }
    }
    out
}

/// A place in a text. Going on from the last place keeps thousands of problems in one long line fast.
#[derive(Debug, Clone)]
struct Cursor<'a> {
    text: &'a str,
    at: usize,
    line: usize,
    column: usize,
}

impl<'a> Cursor<'a> {
    const fn new(text: &'a str) -> Self {
        Self { text, at: 0, line: 1, column: 1 }
    }

    /// Goes to a byte; inside a character to its start, behind the text to its end.
    fn go(&mut self, to: usize) {
        let to = self.text.floor_char_boundary(to);
        if to < self.at {
            *self = Self::new(self.text);
        }
        for c in self.text[self.at..to].chars() {
            (self.line, self.column) =
                if c == '\n' { (self.line + 1, 1) } else { (self.line, self.column + 1) };
        }
        self.at = to;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use recto::text::{Rule, Span};

    #[test]
    fn keys_have_a_fixed_order() {
        let mut all = Diagnostics::new();
        all.push(Diagnostic::at(Rule::DateInvalid, Span::new(5, 11), "b\u{202e}ad").label("here").help("do"));
        all.push(Diagnostic::new(Rule::EmailInvalid, Place::Argument("--set a=b".to_owned()), "odd"));
        insta::assert_snapshot!(lines(&Source::new("ada.yaml", "é: 1\nä: 2\nc: 3"), &all), @r#"
        {"severity":"error","rule":"date-invalid","message":"b\u202ead","file":"ada.yaml","line":1,"column":5,"end_line":2,"end_column":5,"byte_start":5,"byte_end":11,"argument":null,"label":"here","help":["do"]}
        {"severity":"warning","rule":"email-invalid","message":"odd","file":null,"line":null,"column":null,"end_line":null,"end_column":null,"byte_start":null,"byte_end":null,"argument":"--set a=b","label":null,"help":[]}
        "#);
    }

    proptest! {
        #[test]
        fn the_cursor_agrees_with_the_source(text in "(?s)[aé\n\r]{0,40}", places in proptest::collection::vec(0usize..90, 1..9)) {
            let source = Source::new("a", text.clone());
            let mut cursor = Cursor::new(&text);
            for place in places {
                cursor.go(place);
                prop_assert_eq!((cursor.line, cursor.column), source.line_column(place));
            }
        }

        #[test]
        fn every_line_is_json_and_keeps_its_text(message in "(?s).{0,40}") {
            let mut all = Diagnostics::new();
            all.push(Diagnostic::new(Rule::NameMissing, Place::Nowhere, message.clone()));
            let text = lines(&Source::new("", ""), &all);
            prop_assert!(!text.trim_end_matches('\n').chars().any(is_unsafe));
            let value: serde_json::Value = serde_json::from_str(&text).expect("JSON");
            prop_assert_eq!(value["message"].as_str(), Some(message.as_str()));
        }
    }
}
