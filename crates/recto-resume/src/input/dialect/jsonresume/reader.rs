//! Reads single values: text, prose, dates, lists. A value of a wrong kind is reported at its place; the rest of the file
//! is read all the same.

use crate::resume::{Block, Inline, PageBreak, RichText, Text};
use crate::schema::LOCATION;
pub(super) use crate::text::characters::fold;
use crate::text::value::{Node, Pair, Scalar, ScalarKind, Value, same_key};
use crate::text::{Diagnostic, Diagnostics, MappedText, Rule, Source, Span};

/// A value and its key.
#[derive(Debug, Clone, Copy)]
pub struct Named<'n> {
    /// The key as typed.
    pub key: &'n str,
    /// The bytes of the key.
    pub key_span: Span,
    /// The value.
    pub node: &'n Node,
    /// Whether it is an item of the list behind the key.
    pub(super) is_item: bool,
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
    ///
    /// A mapping with a name reads as that: `{name: HTML, level: 4/5}` is `HTML (4/5)`. Any other mapping or list is all that
    /// it says, with commas between.
    pub fn text(&mut self, pair: Named<'_>) -> Option<Text> {
        match &pair.node.value {
            Value::Map(pairs) if is_named(pair.node, pairs) => return self.named_text(pair, pairs),
            Value::Map(_) | Value::List(_) => return self.flat_text(pair),
            Value::Scalar(_) | Value::Null => {}
        }
        let scalar = self.scalar(pair, "text")?;
        non_empty(Text::new(fold(&scalar.text), pair.node.span))
    }

    /// The name that a mapping gives, with the level behind it. Other fields are reported.
    fn named_text(&mut self, pair: Named<'_>, pairs: &[Pair]) -> Option<Text> {
        let [mut name, mut level] = [None, None];
        for field in pairs.iter().map(Named::from) {
            let slot = if is_key(field.key, &NAME_KEYS) { &mut name } else { &mut level };
            let is_known = is_key(field.key, &NAME_KEYS) || is_key(field.key, &LEVEL_KEYS);
            if is_known && slot.is_none() && matches!(field.node.value, Value::Scalar(_) | Value::Null) {
                *slot = self
                    .scalar(field, "text")
                    .map(|scalar| fold(&scalar.text))
                    .filter(|text| !text.is_empty());
            } else {
                let message = format!("unknown key `{}`", field.key);
                self.report(
                    Diagnostic::at(Rule::UnknownKey, field.key_span.join(field.node.span), message)
                        .label(format!("not printed: {} is one text", pair.subject()))
                        .help("write what it says into the name, or delete it"),
                );
            }
        }
        let text = [name?].into_iter().chain(level.map(|level| format!("({level})")));
        non_empty(Text::new(text.collect::<Vec<_>>().join(" "), pair.node.span))
    }

    /// All that a mapping or a list says, as one text: `backend: Go, Rust`. `None` when it says nothing.
    fn flat_text(&mut self, pair: Named<'_>) -> Option<Text> {
        let text = split_text(pair.node).unwrap_or_else(|| flatten(pair.node));
        if text.is_empty() {
            self.mismatch(pair, "text");
            return None;
        }
        let quoted = format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
        let line = if pair.is_item { format!("- {quoted}") } else { format!("{}: {quoted}", pair.key) };
        let (label, help) = match split_text(pair.node) {
            Some(_) => ("the `: ` makes it a mapping, taken as one text", "put the text in quotes"),
            None => ("expected text, taken as one text", "write one text"),
        };
        self.report(
            pair.problem(Rule::ValueConverted, pair.node.kind())
                .label(label)
                .help(format!("{help}: `{line}`")),
        );
        Some(Text::new(text, pair.node.span))
    }

    /// Literal text that may have several lines, such as a postal address.
    pub fn lines(&mut self, pair: Named<'_>) -> Option<Text> {
        let lines: Vec<_> = match &pair.node.value {
            Value::List(_) => self.texts(pair).into_iter().map(|line| line.value).collect(),
            Value::Map(_) => return self.flat_text(pair),
            Value::Scalar(_) | Value::Null => self.scalar(pair, "text")?.text.lines().map(fold).collect(),
        };
        let lines: Vec<_> = lines.into_iter().filter(|line| !line.is_empty()).collect();
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
        if let Value::Map(_) | Value::List(_) = pair.node.value {
            let text = self.text(pair)?;
            return Some(RichText::parse(&MappedText::new(&text.value, text.span), text.span));
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
        let part = |part: &Pair| {
            let text = self.text(part.into())?.value;
            // `remote: 40 %` says nothing without its key.
            Some(if LOCATION.knows(&part.key) { text } else { format!("{}: {text}", part.key) })
        };
        let texts: Vec<_> = parts.iter().filter_map(part).collect();
        non_empty(Text::new(texts.join(", "), pair.node.span))
    }

    /// A list of literal texts. A mapping is a list of its pairs: `backend: Go, Rust`.
    pub fn texts(&mut self, pair: Named<'_>) -> Vec<Text> {
        match &pair.node.value {
            Value::Map(pairs) if !pairs.is_empty() && !is_named(pair.node, pairs) => {
                self.report(
                    pair.problem(Rule::ValueConverted, "a mapping")
                        .label("expected a list, each key is taken as a label")
                        .help(format!("write a list of texts: `{}: [ … ]`", pair.key)),
                );
                let labelled = |pair: &Pair| {
                    let text = flatten(&pair.node);
                    let text =
                        if text.is_empty() { pair.key.clone() } else { format!("{}: {text}", pair.key) };
                    Text::new(text, pair.key_span.join(pair.node.span))
                };
                pairs.iter().map(labelled).collect()
            }
            _ => self.items(pair).into_iter().filter_map(|item| self.text(item)).collect(),
        }
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

    /// A grade. Under the key `gpa` of version 0, or `cgpa`, a bare number says what it is.
    pub fn grade(&mut self, pair: Named<'_>) -> Option<Text> {
        let mut text = self.text(pair)?;
        let is_named = ["gpa", "cgpa"].iter().any(|name| pair.key.eq_ignore_ascii_case(name));
        if is_named && !text.value.contains(char::is_alphabetic) {
            text.value = format!("{} {}", pair.key.to_uppercase(), text.value);
        }
        Some(text)
    }

    /// A list of prose.
    pub fn proses(&mut self, pair: Named<'_>) -> Vec<RichText> {
        self.items(pair).into_iter().flat_map(|item| self.highlights(item)).collect()
    }

    /// The highlights in place of one: itself, or several with bullets of their own.
    fn highlights(&mut self, pair: Named<'_>) -> Vec<RichText> {
        if let Value::Map(pairs) = &pair.node.value
            && let Some(name) = pairs.iter().position(|pair| is_key(&pair.key, &NAME_KEYS))
            && pairs.iter().any(|pair| is_key(&pair.key, &SAID_KEYS))
        {
            return self.named_highlight(pairs, name).into_iter().collect();
        }
        if let Value::Map(_) | Value::List(_) = pair.node.value {
            return self.prose(pair).into_iter().collect();
        }
        let Some(scalar) = self.scalar(pair, "text").filter(|scalar| !scalar.text.trim().is_empty()) else {
            return Vec::new();
        };
        RichText::parse_items(&self.mapped(scalar, pair), pair.node.span)
    }

    /// `{name: Lampcount, details: Led it}` as a highlight that begins with the name in bold. Lists, and what is said under other
    /// keys, are bullets below.
    fn named_highlight(&mut self, pairs: &[Pair], name: usize) -> Option<RichText> {
        let title = self.text((&pairs[name]).into());
        let mut line: Vec<_> =
            title.iter().map(|name| Inline::Strong(vec![Inline::Text(name.clone())])).collect();
        let mut below: Vec<Vec<Block>> = Vec::new();
        let others = pairs.iter().enumerate().filter(|(index, _)| *index != name);
        for pair in self.present(others.map(|(_, pair)| pair.into())) {
            match &pair.node.value {
                Value::List(_) if is_key(pair.key, &SAID_KEYS) => {
                    below.extend(self.proses(pair).into_iter().map(|item| item.blocks));
                }
                Value::Scalar(_) if is_key(pair.key, &SAID_KEYS) => {
                    let Some(said) = self.prose(pair) else { continue };
                    let mut said = said.blocks.into_iter();
                    match said.next() {
                        Some(Block::Paragraph(words)) => {
                            let colon = Text::new(": ", Span::at(pair.node.span.start));
                            line.extend((!line.is_empty()).then_some(Inline::Text(colon)));
                            line.extend(words);
                        }
                        other => below.extend(other.map(|block| vec![block])),
                    }
                    below.extend(said.map(|block| vec![block]));
                }
                _ => {
                    let text = format!("{}: {}", title_of(pair.key), flatten(pair.node));
                    below.push(vec![Block::Paragraph(vec![Inline::Text(Text::new(text, pair.node.span))])]);
                }
            }
        }
        let below = (!below.is_empty()).then_some(Block::List(None, below));
        let blocks: Vec<_> =
            (!line.is_empty()).then_some(Block::Paragraph(line)).into_iter().chain(below).collect();
        let span = pairs.first()?.key_span.join(pairs.last()?.node.span);
        (!blocks.is_empty()).then_some(RichText { blocks, span })
    }

    /// A scalar's characters with the bytes they came from.
    fn mapped(&self, scalar: &Scalar, pair: Named<'_>) -> MappedText {
        MappedText::align(&scalar.text, self.source.slice(pair.node.span), pair.node.span)
    }

    /// Literal text behind its key: `pages: 12`.
    pub fn labelled(&mut self, pair: Named<'_>) -> Option<Text> {
        let label = if pair.key.len() < 5 { pair.key.to_uppercase() } else { title_of(pair.key) };
        self.text(pair).map(|text| Text::new(format!("{label}: {}", text.value), text.span))
    }

    /// `true` or `false`.
    pub fn flag(&mut self, pair: Named<'_>) -> bool {
        truth(pair.node).unwrap_or_else(|| {
            self.mismatch(pair, "`true` or `false`");
            false
        })
    }

    /// `before` or `avoid`.
    pub fn page_break(&mut self, pair: Named<'_>) -> Option<PageBreak> {
        let named = match &pair.node.value {
            Value::Scalar(scalar) => PageBreak::named(&scalar.text),
            _ => None,
        };
        if named.is_none() {
            self.mismatch(pair, "`before` or `avoid`");
        }
        named
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

    /// A scalar, be it a text or a number. `true` and `false` are pointed out: nobody means to print them.
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

/// Keys that name the thing, where a mapping is written for a text.
const NAME_KEYS: [&str; 10] =
    ["name", "label", "title", "value", "text", "number", "course", "skill", "keyword", "technology"];

/// Keys of what is said about a thing that has a name.
const SAID_KEYS: [&str; 8] =
    ["description", "desc", "details", "summary", "highlights", "bullets", "responsibilities", "tasks"];

/// Keys that say how well.
const LEVEL_KEYS: [&str; 7] = ["level", "mark", "grade", "score", "rating", "proficiency", "years"];

fn is_key(key: &str, keys: &[&str]) -> bool {
    keys.iter().any(|known| same_key(known, key))
}

/// Whether a mapping names something, and is not a text with a colon: `- Title: a talk`.
pub(super) fn is_named(node: &Node, pairs: &[Pair]) -> bool {
    let names = |pair: &Pair| {
        is_key(&pair.key, &NAME_KEYS) && matches!(&pair.node.value, Value::Scalar(_)) && !is_blank(&pair.node)
    };
    let is_text = || pairs[0].key.starts_with(char::is_uppercase) && split_text(node).is_some();
    pairs.iter().any(names) && !is_text()
}

/// Whether a list has texts and nothing else.
pub(super) fn is_texts(items: &[Node]) -> bool {
    !items.is_empty() && items.iter().all(|item| matches!(item.value, Value::Scalar(_)))
}

/// What a value says, if it is `true` or `false`.
pub(super) fn truth(node: &Node) -> Option<bool> {
    let Value::Scalar(scalar) = &node.value else { return None };
    match scalar.text.trim().to_lowercase().as_str() {
        "true" | "yes" | "on" | "1" => Some(true),
        "false" | "no" | "off" | "0" => Some(false),
        _ => None,
    }
}

/// A key as a title: `side_gigs` and `sideGigs` are `Side gigs`.
pub(super) fn title_of(key: &str) -> String {
    let mut title = String::new();
    for c in key.trim().chars() {
        let is_hump = c.is_uppercase() && title.ends_with(char::is_lowercase);
        match c {
            _ if title.is_empty() => title.extend(c.to_uppercase()),
            '_' | '-' => title.push(' '),
            _ if is_hump => title.extend([' '].into_iter().chain(c.to_lowercase())),
            _ => title.push(c),
        }
    }
    title
}

/// The text that YAML took for a mapping because of a colon and a space in it: `- Reduced cost: 30 %`. Only there
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
