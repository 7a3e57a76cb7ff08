//! What the sections of other programs have in common: entries get the fields that JSON Resume's section of the kind
//! knows, and a section keeps its title.

use super::mapping::{Field, Record, Translator, items, text};
use crate::resume::{RichText, SectionKind};
use crate::schema::Shape;
use crate::text::value::{Node, Pair, Value};
use crate::text::{MappedText, Span};

/// A section in the making.
#[derive(Debug)]
pub(super) struct Section {
    /// Its kind; [`SectionKind::Custom`] is one of the user's own.
    pub kind: SectionKind,
    /// Its title, where the file gives one.
    pub title: Option<Node>,
    /// Where the file hides it.
    pub hide: Option<Node>,
    /// Its entries.
    pub entries: Vec<Node>,
    /// The bytes of its name.
    pub span: Span,
}

/// Puts a list of entries into a résumé as a section of one of JSON Resume's kinds.
pub(super) fn section(
    translator: &mut Translator,
    pair: &Pair,
    record: &mut Record,
    kind: SectionKind,
    fields: &'static [Field],
) {
    Section::of(kind, pair, translator.each(fields, &pair.node)).put(record);
}

impl Section {
    /// A section for a pair of the file. The key is the title of one that JSON Resume does not have.
    pub fn of(kind: SectionKind, pair: &Pair, entries: Vec<Node>) -> Self {
        let title = (kind == SectionKind::Custom).then(|| {
            let mut title = pair.key.clone();
            if let Some(first) = title.get_mut(..1) {
                first.make_ascii_uppercase();
            }
            Node::text(pair.key_span, title)
        });
        Self { kind, title, hide: None, entries, span: pair.key_span }
    }

    /// Puts the section into a résumé, behind those that are there already. One without entries is left out.
    pub fn put(self, resume: &mut Record) {
        if self.entries.is_empty() {
            return;
        }
        if self.kind == SectionKind::Summary {
            self.put_summary(resume);
            return;
        }
        let mut section = Record::default();
        if self.kind != SectionKind::Custom {
            section.put("kind", self.span, Node::text(self.span, self.kind.key()));
        }
        if let Some(title) = self.title {
            section.put("title", self.span, title);
        }
        if let Some(hide) = self.hide {
            section.put("hide", hide.span, hide);
        }
        let span = self.entries.iter().map(|entry| entry.span).reduce(Span::join).unwrap_or(self.span);
        let entries = self.entries.into_iter().map(|entry| fitted(self.kind, entry)).collect();
        section.put("entries", self.span, Node::new(span, Value::List(entries)));
        resume.add("sections", self.span, section.node(self.span.join(span)));
    }

    /// The summary is a field of `basics`, and its title an option.
    fn put_summary(self, resume: &mut Record) {
        let all: Vec<&str> = self.entries.iter().filter_map(text).collect();
        let place = self.entries.iter().map(|entry| entry.span).reduce(Span::join).unwrap_or(self.span);
        let summary = match self.entries.as_slice() {
            [only] => only.clone(),
            _ => Node::text(place, all.join("\n\n")),
        };
        resume.put("basics.summary", self.span, summary);
        if let Some(title) = self.title {
            resume.put("meta.recto.titles.summary", self.span, title);
        }
        if let Some(hide) = self.hide {
            resume.add("meta.recto.hide", self.span, Node::text(hide.span, SectionKind::Summary.key()));
        }
    }
}

/// Fields that some kinds of entries lack, and what they become there.
const SPARE: [(&str, &str); 7] = [
    ("location", "details"),
    ("keywords", "details"),
    ("authors", "details"),
    ("doi", "details"),
    ("journal", "organization"),
    ("area", "details"),
    ("description", "summary"),
];

/// An entry with fields that entries of its kind have.
pub(super) fn fitted(kind: SectionKind, entry: Node) -> Node {
    let (object, Value::Map(_)) = (object(kind), &entry.value) else { return entry };
    let Some(object) = object else { return entry };
    let span = entry.span;
    let mut record = Record::from(entry);
    if !object.knows("endDate") {
        join_dates(&mut record);
    }
    if !object.knows("highlights") {
        join_highlights(&mut record);
    }
    for (key, other) in SPARE.iter().filter(|(key, other)| !object.knows(key) && object.knows(other)) {
        if let Some(Pair { key_span, node, .. }) = record.take(key) {
            record.put(other, key_span, node);
        }
    }
    record.node(span)
}

/// The fields of entries of a kind.
fn object(kind: SectionKind) -> Option<&'static crate::schema::Object<crate::schema::Draft>> {
    match kind.shape() {
        Shape::Entries(object) => Some(object),
        Shape::Custom => Some(&crate::schema::CUSTOM),
        Shape::Groups(_) | Shape::Quotations | Shape::Prose => None,
    }
}

/// Makes one date of a start and an end.
fn join_dates(record: &mut Record) {
    let ends = [record.take("startDate"), record.take("endDate")];
    let found: Vec<Pair> = ends.into_iter().flatten().collect();
    let texts: Vec<&str> = found.iter().filter_map(|pair| text(&pair.node)).collect();
    let span = found.iter().map(|pair| pair.node.span).reduce(Span::join);
    if let (Some(span), Some(first)) = (span, found.first()) {
        record.put("date", first.key_span, Node::text(span, texts.join(" – ")));
    }
}

/// Makes bullets of the summary out of highlights.
fn join_highlights(record: &mut Record) {
    let Some(Pair { key_span, node, .. }) = record.take("highlights") else { return };
    let bullets: Vec<String> = items(&node)
        .iter()
        .filter_map(text)
        .map(|item| format!("- {}", item.replace('\n', "\n  ")))
        .collect();
    let before = record.take("summary");
    let lead = before.as_ref().and_then(|pair| text(&pair.node)).map(|text| format!("{text}\n\n"));
    let span = before.as_ref().map_or(node.span, |pair| pair.node.span.join(node.span));
    let whole = lead.unwrap_or_default() + &bullets.join("\n");
    record.put("summary", key_span, Node::text(span, whole));
}

/// The kind of the sections that go by a title in some language; [`SectionKind::Custom`] for any other.
pub(super) fn kind_of(title: &str) -> SectionKind {
    SectionKind::of_key(title).unwrap_or(SectionKind::Custom)
}

/// A text of Markdown without its marks, and the addresses that its links lead to.
pub(super) fn literal(node: &Node) -> (Node, Vec<Node>) {
    let Some(written) = text(node).filter(|text| text.contains(['*', '_', '[', '`', '<'])) else {
        return (node.clone(), Vec::new());
    };
    let rich = RichText::parse(&MappedText::new(written, node.span), node.span);
    let mut links = Vec::new();
    crate::resume::text::visit_links(&rich.blocks, &mut |url| links.push(Node::text(node.span, url)));
    (Node::text(node.span, rich.plain().replace('\n', " ")), links)
}
