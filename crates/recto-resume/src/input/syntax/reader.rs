//! What the readers of JSON, YAML and TOML share: the count of values, repeated keys, and places in words.

use crate::input::limits::{self, MAX_ERRORS, MAX_NODES};
use crate::text::value::{Pair, Value};
use crate::text::{Diagnostic, Diagnostics, Rule, Source, Span};
use std::collections::BTreeMap;

/// Parsing stopped; the error is already reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stop;

/// One file on its way to a tree.
pub(super) struct Reader<'a> {
    /// The file.
    pub(super) source: &'a Source,
    diagnostics: &'a mut Diagnostics,
    /// Values so far.
    nodes: usize,
    /// Errors told so far.
    errors: usize,
}

impl<'a> Reader<'a> {
    pub(super) const fn new(source: &'a Source, diagnostics: &'a mut Diagnostics) -> Self {
        Self { source, diagnostics, nodes: 0, errors: 0 }
    }

    /// Reports an error, unless [`MAX_ERRORS`] of this file are reported already.
    pub(super) fn error(&mut self, diagnostic: Diagnostic) {
        self.errors += 1;
        if self.errors <= MAX_ERRORS {
            self.diagnostics.push(diagnostic);
        }
    }

    /// Reports an error after which nothing can be read.
    pub(super) fn stop(&mut self, diagnostic: Diagnostic) -> Stop {
        self.diagnostics.push(diagnostic);
        Stop
    }

    /// Reports a warning.
    pub(super) fn warn(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Counts `nodes` more values, the first of them at `span`.
    pub(super) fn count(&mut self, nodes: usize, span: Span) -> Result<(), Stop> {
        self.nodes = self.nodes.saturating_add(nodes);
        if self.nodes > MAX_NODES { Err(self.stop(limits::too_many(span))) } else { Ok(()) }
    }
}

/// The pairs of one mapping in the making. A key that is there already is told and left out.
#[derive(Debug, Default)]
pub(super) struct Pairs {
    /// The pairs, in the order they were added.
    pub(super) list: Vec<Pair>,
    /// Each key with its index in `list`.
    index: BTreeMap<String, usize>,
}

impl Pairs {
    /// Adds a pair, or reports that its key is there already. One of the two that is null says nothing, and the other is
    /// taken.
    pub(super) fn insert(&mut self, pair: Pair, reader: &mut Reader<'_>) {
        match self.index.get(&pair.key) {
            Some(first) => {
                let first = &mut self.list[*first];
                let place = reader.source.place(first.key_span.start);
                if first.node.value == Value::Null || pair.node.value == Value::Null {
                    reader.warn(repeated_empty(&pair.key, pair.key_span, &place));
                    if first.node.value == Value::Null {
                        *first = pair;
                    }
                } else {
                    reader.error(duplicate(&pair.key, pair.key_span, Some(&place)));
                }
            }
            None => {
                self.index.insert(pair.key.clone(), self.list.len());
                self.list.push(pair);
            }
        }
    }

    /// The pairs with those of `merges`, each before the pair whose index it has. A key that
    /// is there already is left out of them: what the mapping says itself wins, then the first that is merged.
    pub(super) fn merge(mut self, merges: Vec<(usize, Vec<Pair>)>) -> Vec<Pair> {
        let (mut all, mut own, mut done) = (Vec::new(), self.list.into_iter(), 0);
        for (at, mut merged) in merges {
            all.extend(own.by_ref().take(at - done));
            merged.retain(|pair| self.index.insert(pair.key.clone(), at).is_none());
            all.append(&mut merged);
            done = at;
        }
        all.extend(own);
        all
    }
}

/// The error for a key that stands twice in one mapping; `first` is the place of the first, in words.
pub(super) fn duplicate(key: &str, span: Span, first: Option<&str>) -> Diagnostic {
    Diagnostic::at(Rule::KeyRepeated, span, format!("the key `{key}` stands twice in the same mapping"))
        .label(first.map_or("again here".to_owned(), |first| format!("first at {first}")))
        .help("keep one of the two, or make one list of their values")
}

/// The warning for a key that is there twice, once without a value; `first` is the place of the first, in words.
fn repeated_empty(key: &str, span: Span, first: &str) -> Diagnostic {
    Diagnostic::at(Rule::ValueEmpty, span, format!("the key `{key}` is there twice, once without a value"))
        .label(format!("first at {first}"))
        .help("delete the one without a value")
}

/// The error for a file that holds comments and nothing else.
pub(super) fn only_comments() -> Diagnostic {
    Diagnostic::at(Rule::FileEmpty, Span::at(0), "the file holds nothing but comments")
        .help("`recto new` writes a starter file with every section")
}

/// Where the string that starts at `start` with the quotes `quote` ends, behind its closing quotes. Inside double quotes
/// a backslash escapes; `lines` says whether it may have several lines.
///
/// # Errors
///
/// Where it breaks off, if it is not closed: at the end of its line, or of the text.
pub(super) fn string_end(text: &[u8], start: usize, quote: &[u8], lines: bool) -> Result<usize, usize> {
    let ends_line = |byte: &u8| !lines && matches!(byte, b'\n' | b'\r');
    let mut at = start + quote.len();
    while let Some(byte) = text.get(at) {
        match byte {
            b'\\' if quote[0] == b'"' && !text.get(at + 1).is_some_and(ends_line) => at += 1,
            _ if text[at..].starts_with(quote) => return Ok(at + quote.len()),
            _ if ends_line(byte) => return Err(at),
            _ => {}
        }
        at += 1;
    }
    Err(text.len())
}

/// Where the line of an offset starts.
pub(super) fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |newline| newline + 1)
}

/// The span of the word at `offset`: up to the next white space or one of `stops`, at least one character unless the
/// line or the text ends there.
pub(super) fn word_at(text: &str, offset: usize, stops: &[char]) -> Span {
    let start = text.floor_char_boundary(offset);
    let rest = &text[start..];
    let length = rest.find(|c: char| c.is_whitespace() || stops.contains(&c)).unwrap_or(rest.len());
    let first = rest.chars().next().filter(|c| !c.is_whitespace()).map_or(0, char::len_utf8);
    Span::new(start, start + length.max(first))
}
