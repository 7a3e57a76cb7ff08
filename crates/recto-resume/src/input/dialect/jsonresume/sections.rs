//! The sections of JSON Resume: their keys, their content, and the shapes a section may have: a
//! list, one entry, or `{title, hide, entries}`.

use super::reader::{Named, Reader, is_blank, is_texts, title_of, truth};
use super::{custom, groups, merge};
use crate::resume::{Section, SectionItem, SectionKind, Text, Unknown};
use crate::schema::{Draft, GROUP, KIND, Object, SECTION, SECTION_ITEMS, SectionDraft, Shape};
use crate::text::value::{Node, Pair, Value, same_key};
use crate::text::{Diagnostic, Rule, Span};

/// The section that goes by `key` at the root.
pub(super) fn find(key: &str) -> Option<SectionKind> {
    SectionKind::of_key(key).filter(|kind| *kind != SectionKind::Summary)
}

/// Whether a value under a key that is not known can be a section of the user's own: a list of mappings and texts,
/// `{title, hide, entries}`, or groups of keywords under their names.
pub(super) fn is_own(node: &Node) -> bool {
    let says = |item: &Node| matches!(item.value, Value::Map(_) | Value::Scalar(_)) && !is_blank(item);
    match &node.value {
        Value::List(items) => !items.is_empty() && items.iter().all(says),
        Value::Map(pairs) => pairs.iter().any(|pair| same_key(&pair.key, "entries")) || are_groups(pairs),
        Value::Scalar(_) | Value::Null => false,
    }
}

/// Whether a mapping is one from names to lists of texts: `{SQL: [Oracle, MySQL], NoSQL: [HBase]}`.
fn are_groups(pairs: &[Pair]) -> bool {
    let is_group = |pair: &Pair| matches!(&pair.node.value, Value::List(items) if is_texts(items));
    !pairs.is_empty() && pairs.iter().all(is_group) && !pairs.iter().any(|pair| SECTION.knows(&pair.key))
}

impl SectionDraft {
    const fn new(kind: SectionKind, span: Span) -> Self {
        let section = Section { kind, title: None, hide: false, page_break: None, content: Vec::new(), span };
        Self { section, unknown: Vec::new() }
    }

    /// The finished section; `None` when nothing is in it. A title over nothing is not printed, so it is reported.
    fn finish(mut self, reader: &mut Reader<'_>, unknown: &mut Vec<Unknown>) -> Option<Section> {
        unknown.extend(self.unknown);
        // Two degrees of one school stay two entries: nobody is promoted from one to the other.
        if matches!(self.section.kind, SectionKind::Work | SectionKind::Volunteer) {
            self.section.content = merge::roles(self.section.content);
        }
        let Section { title, content, .. } = &self.section;
        if content.iter().all(|item| item.hide) {
            lone_title(reader, title.as_ref());
        }
        (!content.is_empty()).then_some(self.section)
    }
}

/// Reads a section of JSON Resume. `None` when it is empty.
pub(super) fn section(
    reader: &mut Reader<'_>,
    pair: Named<'_>,
    kind: SectionKind,
    unknown: &mut Vec<Unknown>,
) -> Option<Section> {
    if reader.is_absent(pair) {
        return None;
    }
    let mut draft = SectionDraft::new(kind, pair.key_span);
    match &pair.node.value {
        Value::Map(pairs) if is_wrapper(pairs, kind) => reader.record(&SECTION, pair, &mut draft),
        Value::Map(pairs) if let Some(list) = only_list(pairs, kind) => {
            let entries = |pair| Named { key: SECTION_ITEMS.key(), ..Named::from(pair) };
            let fields = pairs.iter().map(|pair| if pair == list { entries(pair) } else { pair.into() });
            reader.fields(&SECTION, fields, &mut draft);
        }
        _ => draft.section.content = contents(reader, pair, kind.shape()),
    }
    draft.finish(reader, unknown)
}

/// Whether a mapping is a section itself and not its only entry.
fn is_wrapper(pairs: &[Pair], kind: SectionKind) -> bool {
    pairs.iter().any(|pair| same_key(&pair.key, "entries"))
        || (kind == SectionKind::Custom && pairs.iter().all(|pair| SECTION.knows(&pair.key)))
}

/// The entries of a section that has them under a key of its own, as `{degrees: [ … ]}` and `{title: …, jobs: [ … ]}`: the
/// only list of mappings, beside nothing that an entry has.
fn only_list(pairs: &[Pair], kind: SectionKind) -> Option<&Pair> {
    let Shape::Entries(object) = kind.shape() else { return None };
    let is_list = |pair: &&Pair| match &pair.node.value {
        Value::List(items) => {
            !items.is_empty() && items.iter().all(|item| matches!(item.value, Value::Map(_)))
        }
        _ => false,
    };
    let mut lists = pairs.iter().filter(is_list);
    let only = lists.next().filter(|_| lists.next().is_none())?;
    let is_field = |pair: &Pair| object.knows(&pair.key) && !SECTION.knows(&pair.key);
    (!pairs.iter().any(is_field)).then_some(only)
}

/// Reads `sections`: a list of `{title, entries}`, or a mapping from title to entries.
pub(super) fn own(reader: &mut Reader<'_>, pair: Named<'_>, unknown: &mut Vec<Unknown>) -> Vec<Section> {
    if reader.is_absent(pair) {
        return Vec::new();
    }
    if let Value::Map(pairs) = &pair.node.value
        && !pairs.iter().any(|pair| SECTION.knows(&pair.key))
    {
        return pairs.iter().filter_map(|pair| titled(reader, pair.into(), unknown)).collect();
    }
    reader.items(pair).into_iter().filter_map(|item| untitled(reader, item, unknown)).collect()
}

/// `Patents: [ … ]`. `Patents: true` is a switch of another program and has nothing to print.
pub(super) fn titled(
    reader: &mut Reader<'_>,
    pair: Named<'_>,
    unknown: &mut Vec<Unknown>,
) -> Option<Section> {
    if truth(pair.node).is_some() {
        reader.unknown_key(pair, "`sections`", std::iter::empty(), unknown);
        return None;
    }
    let mut section = section(reader, pair, SectionKind::Custom, unknown)?;
    section.title.get_or_insert_with(|| Text::new(title_of(pair.key), pair.key_span));
    Some(section)
}

/// `{title: Patents, entries: [ … ]}`. One with a `kind` is a section of JSON Resume; without entries it has the title of
/// the one that is at the root.
fn untitled(reader: &mut Reader<'_>, pair: Named<'_>, unknown: &mut Vec<Unknown>) -> Option<Section> {
    let Value::Map(pairs) = &pair.node.value else {
        reader.mismatch(pair, "a mapping such as `title`, `entries`");
        return None;
    };
    let kind = |pair: &Pair| match &pair.node.value {
        Value::Scalar(scalar) if pair.key == KIND => find(&scalar.text),
        _ => None,
    };
    let kinds = pairs.iter().find_map(kind);
    let mut draft = SectionDraft::new(kinds.unwrap_or(SectionKind::Custom), pair.node.span);
    let fields = pairs.iter().filter(|pair| kind(pair).is_none());
    reader.fields(&SECTION, fields.map(Named::from), &mut draft);
    if kinds.is_some() && draft.section.content.is_empty() {
        return Some(draft.section);
    }
    match &draft.section.title {
        Some(title) => draft.section.span = title.span,
        None if kinds.is_none() && draft.section.content.iter().any(|item| !item.hide) => {
            let place = pairs.first().map_or(pair.node.span, |first| first.key_span);
            reader.report(
                Diagnostic::at(Rule::SectionUntitled, place, "a section has no title")
                    .label("in this section")
                    .help("add `title: \"…\"` to it"),
            );
        }
        None => {}
    }
    draft.finish(reader, unknown)
}

/// A title with nothing under it is not printed, so it is pointed out.
pub(in crate::input) fn lone_title(reader: &mut Reader<'_>, title: Option<&Text>) {
    if let Some(title) = title {
        reader.report(
            Diagnostic::at(Rule::SectionEmpty, title.span, format!("section `{}` is empty", title.value))
                .label("not printed")
                .help("write something under it, or delete it"),
        );
    }
}

/// Reads the content of a section.
pub(super) fn contents(reader: &mut Reader<'_>, pair: Named<'_>, shape: Shape) -> Vec<SectionItem> {
    if let (Shape::Groups(object), Value::Map(pairs)) = (shape, &pair.node.value)
        && !pairs.iter().any(|pair| object.knows(&pair.key))
        && !pairs.iter().all(|pair| object.meant(&pair.key).is_some())
    {
        return pairs.iter().filter_map(|pair| groups::keyed_group(reader, pair.into(), object)).collect();
    }
    if let (Shape::Custom, Value::Map(pairs)) = (shape, &pair.node.value)
        && are_groups(pairs)
    {
        return pairs.iter().filter_map(|pair| groups::keyed_group(reader, pair.into(), &GROUP)).collect();
    }
    if let (Shape::Entries(object), Value::Map(pairs)) = (shape, &pair.node.value)
        && is_keyed(pairs, object)
    {
        return keyed_entries(reader, pair, pairs, object);
    }
    let items = reader.items(pair);
    let runs = items.chunk_by(|a, b| custom::foreign(*a).is_none() && custom::foreign(*b).is_none());
    let run = |run: &[Named<'_>]| match run.first().copied().and_then(custom::foreign) {
        Some((kind, inner)) => custom::of_kind(reader, kind, inner),
        None => shaped(reader, run, shape),
    };
    runs.flat_map(run).collect()
}

/// Whether a mapping is one from names to entries, and not an entry itself.
fn is_keyed(pairs: &[Pair], object: &Object<Draft>) -> bool {
    let is_entry = |pair: &Pair| matches!(&pair.node.value, Value::Map(fields) if !fields.is_empty());
    !pairs.is_empty() && pairs.iter().all(|pair| is_entry(pair) && !object.knows(&pair.key))
}

/// Reads `kestrel: {position: …}`, a mapping from names to entries. The name is the title of an entry without one.
fn keyed_entries(
    reader: &mut Reader<'_>,
    pair: Named<'_>,
    pairs: &[Pair],
    object: &Object<Draft>,
) -> Vec<SectionItem> {
    reader.report(
        pair.problem(Rule::ValueConverted, "a mapping")
            .label("expected a list, taken as one; its keys are printed for entries without a title")
            .help(format!("write it as a list: `{}: [ … ]`", pair.key)),
    );
    let entry = |pair: &Pair| {
        let mut draft = reader.draft(object, pair.into());
        if !draft.has_head() {
            draft.role.title = Some(Text::new(title_of(&pair.key), pair.key_span));
        }
        draft.item(reader, pair.node.span)
    };
    pairs.iter().filter_map(entry).collect()
}

/// Reads items of the sort that a section has.
fn shaped(reader: &mut Reader<'_>, items: &[Named<'_>], shape: Shape) -> Vec<SectionItem> {
    let each = items.iter().copied();
    match shape {
        Shape::Entries(object) => {
            let entry = |item: Named<'_>| reader.draft(object, item).item(reader, item.node.span);
            each.filter_map(entry).collect()
        }
        Shape::Groups(object) => groups::groups(reader, items, object),
        Shape::Quotations => each.filter_map(|item| groups::quotation(reader, item)).collect(),
        Shape::Custom | Shape::Prose => custom::contents(reader, items),
    }
}
