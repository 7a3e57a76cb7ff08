//! Tables that say what the fields of another program become, and what carries them out. Every value keeps its place in
//! the file. What a table does not name stays under its key, where JSON Resume's reader reports it.

use super::html;
use crate::input::dialect::prose::is_inside;
use crate::language::LANGUAGES;
use crate::resume::RichText;
use crate::resume::text::{BULLETS, WEAK_BULLETS};
use crate::text::value::{Node, Pair, Scalar, ScalarKind, Value};
use crate::text::{MappedText, Span};

/// Keys of use to the other program only that are named; no program has as many.
const MAX_NAMED: usize = 200;

/// One field of another program.
#[derive(Debug)]
pub(super) struct Field {
    /// Its keys, with commas between.
    from: &'static str,
    /// Where its value goes: keys of JSON Resume with dots between.
    to: &'static str,
    /// What becomes of the value.
    how: How,
}

/// What becomes of a value.
#[derive(Debug, Clone, Copy)]
pub(super) enum How {
    /// It stays as it is.
    Keep,
    /// Each of several values is one of a list.
    Add,
    /// It is added to a list, with a label before it.
    Labelled(&'static str),
    /// HTML becomes Markdown.
    Html,
    /// HTML or lines of text become prose, and the bullets at its end become `highlights`.
    Body,
    /// The fields of a mapping, or of each in a list, go into the same record.
    Inside(&'static [Field]),
    /// A mapping becomes a mapping.
    Record(&'static [Field]),
    /// Each mapping of a list becomes one of a list.
    Each(&'static [Field]),
    /// It is of use to the other program only.
    Setting,
    /// `false` hides what it is a field of.
    Shows,
    /// A function decides.
    With(fn(&mut Translator, &Pair, &mut Record)),
}

impl Field {
    /// Whether a key is one of the field's.
    fn names(&self, key: &str) -> bool {
        self.from.split(", ").any(|known| known == key)
    }
}

/// A field whose value stays as it is.
pub(super) const fn keep(from: &'static str, to: &'static str) -> Field {
    Field { from, to, how: How::Keep }
}

/// A field with a rule of its own.
pub(super) const fn field(from: &'static str, to: &'static str, how: How) -> Field {
    Field { from, to, how }
}

/// A field of which a function decides.
pub(super) const fn with(from: &'static str, function: fn(&mut Translator, &Pair, &mut Record)) -> Field {
    Field { from, to: "", how: How::With(function) }
}

/// Fields that are of use to the other program only.
pub(super) const fn settings(from: &'static str) -> Field {
    Field { from, to: "", how: How::Setting }
}

/// A mapping in the making.
#[derive(Debug, Default)]
pub(super) struct Record {
    pairs: Vec<Pair>,
}

impl Record {
    /// Adds a value at a path. A second one at the same path makes a list of both.
    pub fn put(&mut self, path: &str, key_span: Span, node: Node) {
        let (key, rest) = path.split_once('.').map_or((path, None), |(key, rest)| (key, Some(rest)));
        let found = self.pairs.iter_mut().find(|pair| pair.key == key);
        match (rest, found) {
            (Some(rest), found) => {
                let mut inner = Self::default();
                let old = found.map(|pair| {
                    if let Value::Map(pairs) = &mut pair.node.value {
                        inner.pairs = std::mem::take(pairs);
                    }
                    &mut pair.node
                });
                inner.put(rest, key_span, node);
                match old {
                    Some(old) => *old = inner.node(old.span),
                    None => self.push(key, key_span, inner.node(key_span)),
                }
            }
            (None, Some(pair)) => pair.node.append(node),
            (None, None) => self.push(key, key_span, node),
        }
    }

    /// Adds a value to the list at a path.
    pub fn add(&mut self, path: &str, key_span: Span, node: Node) {
        let list = Node::new(node.span, Value::List(vec![node]));
        self.put(path, key_span, list);
    }

    /// Adds a pair, whether its key is there or not.
    pub fn push(&mut self, key: &str, key_span: Span, node: Node) {
        self.pairs.push(Pair { key: key.to_owned(), key_span, node });
    }

    /// The value behind a key.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.pairs.iter().find(|pair| pair.key == key).map(|pair| &pair.node)
    }

    /// Takes the value behind a key out.
    pub fn take(&mut self, key: &str) -> Option<Pair> {
        let at = self.pairs.iter().position(|pair| pair.key == key)?;
        Some(self.pairs.remove(at))
    }

    /// Whether nothing is in it.
    pub const fn is_empty(&self) -> bool {
        self.pairs.is_empty()
    }

    /// The finished mapping, which was written at `span`.
    pub fn node(self, span: Span) -> Node {
        Node::new(span, Value::Map(self.pairs))
    }
}

impl From<Node> for Record {
    fn from(node: Node) -> Self {
        match node.value {
            Value::Map(pairs) => Self { pairs },
            _ => Self::default(),
        }
    }
}

impl Node {
    /// Adds a value, or the values of a list, behind this one.
    fn append(&mut self, node: Self) {
        let span = self.span.join(node.span);
        let mut all = match std::mem::replace(&mut self.value, Value::Null) {
            Value::List(items) => items,
            value => vec![Self::new(self.span, value)],
        };
        match node.value {
            Value::List(items) => all.extend(items),
            value => all.push(Self::new(node.span, value)),
        }
        *self = Self::new(span, Value::List(all));
    }
}

/// Carries tables out, and collects what is to be said of it.
#[derive(Debug, Default)]
pub(super) struct Translator {
    /// Keys that are of use to the other program only, each with its first place.
    pub settings: Vec<(String, Span)>,
    /// Choices of the other program's layout and their counterparts here: `` `paper: a4` ``.
    pub choices: Vec<(String, Span)>,
    /// Facts that are left out, in words.
    pub left: Vec<(String, Span)>,
}

impl Translator {
    /// Reads the fields of a mapping, or of each mapping in a list, into a record.
    pub fn read(&mut self, fields: &'static [Field], node: &Node, record: &mut Record) {
        match &node.value {
            Value::Map(pairs) => pairs.iter().for_each(|pair| self.pair(fields, pair, record)),
            Value::List(items) => items.iter().for_each(|item| self.read(fields, item, record)),
            Value::Scalar(_) | Value::Null => {}
        }
    }

    /// The same by two tables, of which the first decides.
    pub fn read_two(
        &mut self,
        first: &'static [Field],
        second: &'static [Field],
        node: &Node,
        record: &mut Record,
    ) {
        let Value::Map(pairs) = &node.value else { return };
        for pair in pairs {
            let fields = if first.iter().any(|field| field.names(&pair.key)) { first } else { second };
            self.pair(fields, pair, record);
        }
    }

    /// A mapping made of one by a table.
    pub fn record(&mut self, fields: &'static [Field], node: &Node) -> Node {
        let mut record = Record::default();
        self.read(fields, node, &mut record);
        record.node(node.span)
    }

    /// Each mapping of a list made by a table. Texts stay, and what says nothing is left out.
    pub fn each(&mut self, fields: &'static [Field], node: &Node) -> Vec<Node> {
        let made = |item: &Node| match &item.value {
            Value::Map(_) => self.record(fields, item),
            _ => item.clone(),
        };
        items(node).iter().filter(|item| !is_empty(item)).map(made).collect()
    }

    /// Leaves a value out, and names all that it says.
    pub fn leave(&mut self, pair: &Pair) {
        let said: Vec<&str> = texts(&pair.node).into_iter().map(|(text, _)| text).collect();
        self.left.push((format!("`{}`: {}", pair.key, said.join("; ")), pair.node.span));
    }

    /// Notes keys that are of use to the other program only.
    pub fn setting(&mut self, key: &str, span: Span) {
        if self.settings.len() < MAX_NAMED && !self.settings.iter().any(|(known, _)| known == key) {
            self.settings.push((key.to_owned(), span));
        }
    }

    fn pair(&mut self, fields: &'static [Field], pair: &Pair, record: &mut Record) {
        if is_empty(&pair.node) {
            return;
        }
        let Some(Field { to, how, .. }) = fields.iter().find(|field| field.names(&pair.key)) else {
            record.push(&pair.key, pair.key_span, pair.node.clone());
            return;
        };
        let (span, node) = (pair.key_span, &pair.node);
        match *how {
            How::Keep => record.put(to, span, node.clone()),
            How::Add => items(node).iter().for_each(|item| record.add(to, span, item.clone())),
            How::Labelled(label) => {
                let labelled =
                    texts(node).into_iter().map(|(text, at)| Node::text(at, format!("{label}: {text}")));
                labelled.for_each(|node| record.add(to, span, node));
            }
            How::Html => record.put(to, span, html::markdown(node)),
            How::Body => body(to, pair, record),
            How::Inside(fields) => match &node.value {
                Value::Scalar(_) => record.push(&pair.key, span, node.clone()),
                _ => self.read(fields, node, record),
            },
            How::Record(fields) => {
                let made = self.record(fields, node);
                record.put(to, span, made);
            }
            How::Each(fields) => {
                for made in self.each(fields, node) {
                    record.add(to, span, made);
                }
            }
            How::Setting => self.setting(&pair.key, span),
            How::Shows => {
                if truth(node) == Some(false) {
                    record.put("hide", span, flag(node.span));
                }
            }
            How::With(function) => function(self, pair, record),
        }
    }
}

/// Puts prose at a path, and the bullets at its end under `highlights`.
pub(super) fn body(to: &str, pair: &Pair, record: &mut Record) {
    let node = html::markdown(&pair.node);
    let Value::Scalar(Scalar { text, .. }) = &node.value else {
        record.put(to, pair.key_span, node);
        return;
    };
    let (prose, bullets) = text.split_at(bullets_at(text));
    let is_verbatim = node.value == pair.node.value;
    // Where the text is the file's, its parts have places of their own.
    let part = |text: &str, from: usize| {
        let span = match is_verbatim && node.span.len() == prose.len() + bullets.len() {
            true => Span::new(node.span.start + from, node.span.start + from + text.len()),
            false => node.span,
        };
        Node::text(span, text)
    };
    if !prose.trim().is_empty() {
        record.put(to, pair.key_span, part(prose, 0));
    }
    if !bullets.is_empty() {
        let mapped = MappedText::new(bullets, node.span);
        for item in RichText::parse_items(&mapped, node.span) {
            record.add("highlights", pair.key_span, Node::text(node.span, item.to_markdown_item()));
        }
    }
}

/// Where the bullets begin that a text ends in; its end when it ends in none.
fn bullets_at(text: &str) -> usize {
    let is_list = |at: &usize| {
        let blocks = RichText::parse(&MappedText::from(&text[*at..]), Span::default()).blocks;
        matches!(blocks.as_slice(), [crate::resume::Block::List(None, _)])
    };
    let is_sign = |c: char| matches!(c, '-' | '*' | '+') || BULLETS.contains(&c) || WEAK_BULLETS.contains(&c);
    let starts = |line: &str| line.trim_start().starts_with(is_sign);
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if starts(line) && !line.trim().is_empty() {
            // The first sign that can open a list decides: what follows it must all belong to that list.
            return Some(at).filter(is_list).unwrap_or(text.len());
        }
        at += line.len();
    }
    text.len()
}

/// The items of a list; anything else is its own only item.
pub(super) fn items(node: &Node) -> &[Node] {
    match &node.value {
        Value::List(items) => items,
        Value::Null => &[],
        _ => std::slice::from_ref(node),
    }
}

/// The texts of a value, each with its place.
pub(super) fn texts(node: &Node) -> Vec<(&str, Span)> {
    match &node.value {
        Value::Scalar(scalar) if !scalar.text.trim().is_empty() => vec![(scalar.text.trim(), node.span)],
        Value::List(items) => items.iter().flat_map(texts).collect(),
        Value::Map(pairs) => pairs.iter().flat_map(|pair| texts(&pair.node)).collect(),
        _ => Vec::new(),
    }
}

/// The text of a scalar that says something.
pub(super) fn text(node: &Node) -> Option<&str> {
    match &node.value {
        Value::Scalar(scalar) => Some(scalar.text.trim()).filter(|text| !text.is_empty()),
        _ => None,
    }
}

/// The text behind a key.
pub(super) fn text_at<'n>(node: &'n Node, key: &str) -> Option<&'n str> {
    node.get(key).and_then(text)
}

/// The value at a path of keys with dots between.
pub(super) fn at<'n>(node: &'n Node, path: &str) -> Option<&'n Node> {
    path.split('.').try_fold(node, |node, key| node.get(key))
}

/// Whether a value says nothing: programs write every field that they have.
pub(super) fn is_empty(node: &Node) -> bool {
    match &node.value {
        Value::Null => true,
        Value::Scalar(scalar) => scalar.text.trim().is_empty(),
        Value::List(items) => items.iter().all(is_empty),
        Value::Map(pairs) => pairs.iter().all(|pair| is_empty(&pair.node)),
    }
}

/// What a value says, if it is `true` or `false`.
pub(super) fn truth(node: &Node) -> Option<bool> {
    match text(node)?.to_ascii_lowercase().as_str() {
        "true" | "yes" => Some(true),
        "false" | "no" => Some(false),
        _ => None,
    }
}

/// `true`, from `span`.
pub(super) fn flag(span: Span) -> Node {
    Node::new(span, Value::scalar("true", ScalarKind::Bool))
}

/// Cuts a text at commas and semicolons outside brackets, each part with its place.
pub(super) fn split_list(node: &Node) -> Vec<Node> {
    let Some(text) = text(node) else { return Vec::new() };
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices().chain([(text.len(), ',')]) {
        if at == text.len() || (matches!(c, ',' | ';' | '、' | '，' | '；') && !is_inside(text, at)) {
            parts.push(&text[start..at]);
            start = (at + c.len_utf8()).min(text.len());
        }
    }
    let parts = parts.into_iter().map(str::trim).filter(|part| !part.is_empty());
    parts.map(|part| Node::text(node.span, part)).collect()
}

/// The tag of a language that goes by its own name, its tag or its name in English.
pub(super) fn language(name: &str) -> Option<&'static str> {
    let name = name.trim().to_lowercase().replace(['_', '-'], " ");
    let first = name.split(' ').next().unwrap_or_default();
    let english = |code: &str| ENGLISH_NAMES.iter().any(|(tag, word)| *tag == code && name.contains(word));
    LANGUAGES
        .iter()
        .find(|known| known.code == first || known.name.to_lowercase() == name || english(known.code))
        .map(|known| known.code)
}

/// The English names of languages, which the files of languages do not have.
const ENGLISH_NAMES: [(&str, &str); 13] = [
    ("de", "german"),
    ("en", "english"),
    ("es", "spanish"),
    ("fr", "french"),
    ("it", "italian"),
    ("ja", "japanese"),
    ("ko", "korean"),
    ("nl", "dutch"),
    ("pl", "polish"),
    ("pt", "portuguese"),
    ("tr", "turkish"),
    ("uk", "ukrainian"),
    ("zh", "chinese"),
];
