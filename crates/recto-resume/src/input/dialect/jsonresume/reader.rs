//! Reads single values: text, prose, dates, lists. A value of a wrong kind is reported at its place; the rest of the file
//! is read all the same.

use crate::resume::{Block, RichText, Text};
pub(super) use crate::text::characters::fold;
use crate::text::value::{Node, Pair, Scalar, ScalarKind, Value};
use crate::text::{Diagnostic, Diagnostics, MappedText, Rule, Source, Span};

/// A value and the key it stands behind.
#[derive(Debug, Clone, Copy)]
pub struct Named<'n> {
    /// The key as typed.
    pub key: &'n str,
    /// The bytes of the key.
    pub key_span: Span,
    /// The value.
    pub node: &'n Node,
    /// Whether it is an item of the list behind the key.
    is_item: bool,
}

impl<'n> Named<'n> {
    /// An item of this list, so that messages about it name the list.
    pub const fn item(self, node: &'n Node) -> Self {
        Self { node, is_item: true, ..self }
    }

    /// What it is called in a message: `` `name` ``, `` an item of `courses` ``.
    pub fn subject(self) -> String {
        if self.is_item { format!("an item of `{}`", self.key) } else { format!("`{}`", self.key) }
    }

    /// The problem that the value is `what`: `` `name` is a list ``.
    pub fn problem(self, rule: Rule, what: &str) -> Diagnostic {
        Diagnostic::at(rule, self.node.span, format!("{} is {what}", self.subject()))
    }
}

impl<'n> From<&'n Pair> for Named<'n> {
    fn from(pair: &'n Pair) -> Self {
        Self { key: &pair.key, key_span: pair.key_span, node: &pair.node, is_item: false }
    }
}

/// Reads values; what is wrong with them it adds to the diagnostics.
#[derive(Debug)]
pub struct Reader<'d> {
    source: &'d Source,
    diagnostics: &'d mut Diagnostics,
}

impl<'d> Reader<'d> {
    /// A reader of `source` that reports to `diagnostics`.
    pub const fn new(source: &'d Source, diagnostics: &'d mut Diagnostics) -> Self {
        Self { source, diagnostics }
    }

    /// Adds a problem.
    pub fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Literal text on one line.
    pub fn text(&mut self, pair: Named<'_>) -> Option<Text> {
        let scalar = self.scalar(pair, "text")?;
        non_empty(Text::new(fold(&scalar.text), pair.node.span))
    }

    /// Literal text that may have several lines, such as a postal address.
    pub fn lines(&mut self, pair: Named<'_>) -> Option<Text> {
        let scalar = self.scalar(pair, "text")?;
        let lines: Vec<_> = scalar.text.lines().map(fold).filter(|line| !line.is_empty()).collect();
        non_empty(Text::new(lines.join("\n"), pair.node.span))
    }

    /// Prose.
    pub fn prose(&mut self, pair: Named<'_>) -> Option<RichText> {
        if let Value::List(items) = &pair.node.value
            && !pair.is_item
            && !items.is_empty()
        {
            return self.listed_prose(pair, items);
        }
        let scalar = self.scalar(pair, "text")?;
        (!scalar.text.trim().is_empty()).then(|| RichText::parse(&self.mapped(scalar, pair), pair.node.span))
    }

    /// A list of texts where prose is meant: bullets, or the text when there is but one.
    fn listed_prose(&mut self, pair: Named<'_>, items: &[Node]) -> Option<RichText> {
        self.report(
            pair.problem(Rule::ValueConverted, "a list")
                .label(if items.len() == 1 { "taken as one text" } else { "expected text, taken as bullets" })
                .help(format!("write one text: `{}: \"…\"`; bullets go under `highlights`", pair.key)),
        );
        let texts = self.items(pair).into_iter().filter_map(|item| self.prose(item));
        let mut texts: Vec<_> = texts.map(|text| text.blocks).collect();
        let blocks = match texts.len() {
            0 => return None,
            1 => texts.remove(0),
            _ => vec![Block::List(None, texts)],
        };
        Some(RichText { blocks, span: pair.node.span })
    }

    /// A place: text, or a mapping of its parts, as `basics.location` has them.
    pub fn place(&mut self, pair: Named<'_>) -> Option<Text> {
        let Value::Map(parts) = &pair.node.value else { return self.text(pair) };
        let texts: Vec<_> =
            parts.iter().filter_map(|part| self.text(part.into())).map(|text| text.value).collect();
        non_empty(Text::new(texts.join(", "), pair.node.span))
    }

    /// A list of literal texts.
    pub fn texts(&mut self, pair: Named<'_>) -> Vec<Text> {
        self.items(pair).into_iter().filter_map(|item| self.text(item)).collect()
    }

    /// A list of literal texts, or one of them.
    pub fn one_or_more(&mut self, pair: Named<'_>) -> Vec<Text> {
        match pair.node.value {
            Value::Scalar(_) => self.text(pair).into_iter().collect(),
            _ => self.texts(pair),
        }
    }

    /// Names in a row, which are one fact: `J. Okoye, A. Lindqvist`.
    pub fn names(&mut self, pair: Named<'_>) -> Option<Text> {
        let texts = self.one_or_more(pair);
        let names: Vec<&str> = texts.iter().map(|text| text.value.as_str()).collect();
        non_empty(Text::new(names.join(", "), pair.node.span))
    }

    /// A grade. Under the key `gpa` of version 0 a bare number says what it is.
    pub fn grade(&mut self, pair: Named<'_>) -> Option<Text> {
        let mut text = self.text(pair)?;
        if pair.key.eq_ignore_ascii_case("gpa") && !text.value.contains(char::is_alphabetic) {
            text.value = format!("GPA {}", text.value);
        }
        Some(text)
    }

    /// A list of prose.
    pub fn proses(&mut self, pair: Named<'_>) -> Vec<RichText> {
        self.items(pair).into_iter().flat_map(|item| self.highlights(item)).collect()
    }

    /// What stands in place of one highlight: one, or several with bullets of their own.
    fn highlights(&mut self, pair: Named<'_>) -> Vec<RichText> {
        let Some(scalar) = self.scalar(pair, "text").filter(|scalar| !scalar.text.trim().is_empty()) else {
            return Vec::new();
        };
        RichText::parse_items(&self.mapped(scalar, pair), pair.node.span)
    }

    /// A scalar's characters with the bytes they came from.
    fn mapped(&self, scalar: &Scalar, pair: Named<'_>) -> MappedText {
        MappedText::align(&scalar.text, self.source.slice(pair.node.span), pair.node.span)
    }

    /// `true` or `false`.
    pub fn flag(&mut self, pair: Named<'_>) -> bool {
        let text = match &pair.node.value {
            Value::Scalar(scalar) => scalar.text.trim().to_lowercase(),
            _ => String::new(),
        };
        match text.as_str() {
            "true" | "yes" | "on" | "1" => true,
            "false" | "no" | "off" | "0" => false,
            _ => {
                self.mismatch(pair, "`true` or `false`");
                false
            }
        }
    }

    /// The items of a list that say something. One value in place of a list is taken as its only item.
    pub fn items<'n>(&mut self, pair: Named<'n>) -> Vec<Named<'n>> {
        match &pair.node.value {
            Value::List(items) => self.present(items.iter().map(|node| pair.item(node))),
            Value::Map(pairs) if pairs.is_empty() => Vec::new(),
            _ => {
                self.report(
                    pair.problem(Rule::ValueConverted, pair.node.kind())
                        .label("expected a list, taken as its only item")
                        .help(format!("write it as a list: `{}: [ … ]`", pair.key)),
                );
                vec![pair.item(pair.node)]
            }
        }
    }

    /// Those of `all` that say something.
    pub fn present<'n>(&mut self, all: impl Iterator<Item = Named<'n>>) -> Vec<Named<'n>> {
        all.filter(|one| !self.is_absent(*one)).collect()
    }

    /// The pairs of a mapping.
    pub fn pairs<'n>(&mut self, pair: Named<'n>) -> &'n [Pair] {
        match &pair.node.value {
            Value::Map(pairs) => pairs,
            _ => {
                self.mismatch(pair, "a mapping");
                &[]
            }
        }
    }

    /// A scalar, whatever the format takes it for. `true` and `false` are pointed out: nobody means to print them.
    pub fn scalar<'n>(&mut self, pair: Named<'n>, expected: &str) -> Option<&'n Scalar> {
        let Value::Scalar(scalar) = &pair.node.value else {
            self.mismatch(pair, expected);
            return None;
        };
        if scalar.kind == ScalarKind::Bool {
            self.report(
                pair.problem(Rule::ValueConverted, pair.node.kind())
                    .label(format!("taken as the text `{}`", scalar.text))
                    .help("put it in quotes if it is meant, or delete it"),
            );
        }
        Some(scalar)
    }

    /// A value of a kind that cannot be read here. An empty one loses nothing and does not stop the render.
    pub fn mismatch(&mut self, pair: Named<'_>, expected: &str) {
        if expected == "text"
            && let Some(meant) = split_text(pair.node)
        {
            let quoted = format!("\"{}\"", meant.replace('\\', "\\\\").replace('"', "\\\""));
            let line = if pair.is_item { format!("- {quoted}") } else { format!("{}: {quoted}", pair.key) };
            self.report(
                pair.problem(Rule::ValueMismatched, "a mapping")
                    .label("the `: ` makes it a mapping, expected text")
                    .help(format!("put the text in quotes: `{line}`")),
            );
            return;
        }
        let found = pair.node.kind();
        let (rule, what) = match &pair.node.value {
            Value::List(items) if items.is_empty() => (Rule::ValueEmpty, "an empty list"),
            Value::Map(pairs) if pairs.is_empty() => (Rule::ValueEmpty, "an empty mapping"),
            _ => (Rule::ValueMismatched, found),
        };
        let help = match expected {
            "text" if !pair.is_item => format!("write one text: `{}: \"…\"`", pair.key),
            _ if pair.is_item => format!("write {expected}"),
            _ => format!("write {expected} behind `{}`", pair.key),
        };
        self.report(pair.problem(rule, what).label(format!("expected {expected}, found {found}")).help(help));
    }
}

/// The text that YAML took for a mapping because a colon and a space stand in it: `- Reduced cost: 30 %`. Only there
/// does a mapping start with its first key.
fn split_text(node: &Node) -> Option<String> {
    let Value::Map(pairs) = &node.value else { return None };
    let [pair] = pairs.as_slice() else { return None };
    let Value::Scalar(scalar) = &pair.node.value else { return None };
    (node.span.start == pair.key_span.start && pair.key_span.end < pair.node.span.start)
        .then(|| format!("{}: {}", pair.key.trim(), fold(&scalar.text)))
}

/// Whether a value says nothing: null, or text without a visible character.
pub(super) fn is_blank(node: &Node) -> bool {
    match &node.value {
        Value::Null => true,
        Value::Scalar(scalar) => scalar.text.trim().is_empty(),
        Value::List(_) | Value::Map(_) => false,
    }
}

/// All that a value says, as one text: `a, b` for lists, `key: a, key: b` for mappings.
pub(super) fn flatten(node: &Node) -> String {
    let joined = |texts: Vec<String>, separator: &str| {
        texts.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(separator)
    };
    match &node.value {
        Value::Null => String::new(),
        Value::Scalar(scalar) => fold(&scalar.text),
        Value::List(items) => {
            let nested = items.iter().any(|item| !matches!(item.value, Value::Scalar(_) | Value::Null));
            joined(items.iter().map(flatten).collect(), if nested { "; " } else { ", " })
        }
        Value::Map(pairs) => {
            let pair = |pair: &Pair| match flatten(&pair.node) {
                text if text.is_empty() => text,
                text => format!("{}: {text}", pair.key),
            };
            joined(pairs.iter().map(pair).collect(), ", ")
        }
    }
}

fn non_empty(text: Text) -> Option<Text> {
    (!text.value.is_empty()).then_some(text)
}
