//! A look at the brackets, quotes and comments of a JSON text before it is parsed. It bounds the depth (the parser
//! recurses) and the number of values, and finds what the parser would report far from its cause: a string without its end, a bracket that
//! closes another.

use crate::input::limits::{self, MAX_DEPTH, MAX_NODES};
use crate::text::Source;
use crate::text::{Diagnostic, Rule, Span};

/// Finds the first place where brackets, quotes or comments do not fit.
pub(super) fn check(source: &Source) -> Result<(), Box<Diagnostic>> {
    let mut scan = Scan { source, open: Vec::new(), commas: 0, at: 0 };
    scan.run().map_err(Box::new)
}

struct Scan<'a> {
    source: &'a Source,
    /// Offsets of the brackets that are open.
    open: Vec<usize>,
    /// Commas so far: every value in brackets but the first has one before it.
    commas: usize,
    at: usize,
}

impl Scan<'_> {
    fn run(&mut self) -> Result<(), Diagnostic> {
        while let Some(byte) = self.byte(self.at) {
            match byte {
                b'"' => self.string()?,
                b'/' => self.comment()?,
                b'{' | b'[' => self.open()?,
                b'}' | b']' => self.close(byte)?,
                b',' => self.comma()?,
                b'\'' => return Err(single_quote(self.at)),
                _ => self.at += 1,
            }
        }
        match self.open.last() {
            Some(open) => Err(self.unclosed(*open)),
            None => Ok(()),
        }
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.source.text.as_bytes().get(at).copied()
    }

    fn string(&mut self) -> Result<(), Diagnostic> {
        let start = self.at;
        let text = self.source.text.as_bytes();
        let mut at = start + 1;
        loop {
            match text.get(at) {
                Some(b'"') => break,
                Some(b'\\') if !matches!(text.get(at + 1), Some(b'\n' | b'\r')) => at += 2,
                None | Some(b'\n' | b'\r') => {
                    return Err(Diagnostic::at(
                        Rule::TextUnclosed,
                        Span::new(start, at.min(text.len())),
                        "the string is not closed",
                    )
                    .label("no closing `\"` on this line")
                    .help("close it with `\"`; a line break inside a text is written `\\n`"));
                }
                Some(_) => at += 1,
            }
        }
        self.at = at + 1;
        Ok(())
    }

    fn comment(&mut self) -> Result<(), Diagnostic> {
        let rest = &self.source.text[self.at..];
        let length = if rest.starts_with("//") {
            rest.find(['\n', '\r']).unwrap_or(rest.len())
        } else if let Some(body) = rest.strip_prefix("/*") {
            match body.find("*/") {
                Some(end) => end + 4,
                None => {
                    return Err(Diagnostic::at(
                        Rule::TextUnclosed,
                        Span::new(self.at, self.at + 2),
                        "the comment is not closed",
                    )
                    .label("no `*/` behind it"));
                }
            }
        } else {
            1
        };
        self.at += length;
        Ok(())
    }

    fn open(&mut self) -> Result<(), Diagnostic> {
        if self.open.len() == MAX_DEPTH {
            return Err(limits::too_deep(Span::new(self.at, self.at + 1)));
        }
        self.open.push(self.at);
        self.at += 1;
        Ok(())
    }

    fn comma(&mut self) -> Result<(), Diagnostic> {
        self.commas += 1;
        self.at += 1;
        if self.commas > MAX_NODES { Err(limits::too_many(Span::new(self.at - 1, self.at))) } else { Ok(()) }
    }

    fn close(&mut self, byte: u8) -> Result<(), Diagnostic> {
        let span = Span::new(self.at, self.at + 1);
        let Some(open) = self.open.pop() else {
            return Err(Diagnostic::at(
                Rule::BracketUnbalanced,
                span,
                format!("`{}` closes nothing", char::from(byte)),
            )
            .label("a bracket too many")
            .help("delete it, or find the opening bracket that is missing"));
        };
        let (bracket, closing) = self.bracket(open);
        if closing != char::from(byte) {
            return Err(Diagnostic::at(
                Rule::BracketUnbalanced,
                span,
                format!("`{}` where `{bracket}` is open", char::from(byte)),
            )
            .label(format!("expected `{closing}`"))
            .help(format!("the `{bracket}` of {} is not closed before this", self.source.place(open))));
        }
        self.at += 1;
        Ok(())
    }

    /// The text ends with a bracket open: mostly a file cut off.
    fn unclosed(&self, open: usize) -> Diagnostic {
        let (bracket, closing) = self.bracket(open);
        Diagnostic::at(
            Rule::BracketUnbalanced,
            Span::at(self.source.text.trim_end().len()),
            format!("the file ends with a `{bracket}` open"),
        )
        .label(format!("expected `{closing}`"))
        .help(format!("close the `{bracket}` of {}; is the file whole?", self.source.place(open)))
    }

    /// The bracket at an offset, and the one that closes it.
    fn bracket(&self, at: usize) -> (char, char) {
        if self.byte(at) == Some(b'{') { ('{', '}') } else { ('[', ']') }
    }
}

fn single_quote(at: usize) -> Diagnostic {
    Diagnostic::at(Rule::QuoteMissing, Span::new(at, at + 1), "JSON has no single quotes")
        .label("expected `\"`")
        .help("put keys and texts in `\"`")
}
