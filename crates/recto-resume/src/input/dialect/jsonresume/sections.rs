//! The sections of JSON Resume: their keys, what stands in each, and the shapes a section may have: a
//! list, one entry, or `{title, hide, entries}`.

use super::reader::{Named, Reader};
use super::{custom, groups, merge};
use crate::resume::{Section, SectionItem, SectionKind, Text, Unknown};
use crate::schema::{SECTION, SECTIONS, SectionDraft, Shape};
use crate::text::value::{Pair, Value, same_key};
use crate::text::{Diagnostic, Rule, Span};

/// The section that goes by `key` at the root.
pub(super) fn find(key: &str) -> Option<SectionKind> {
    let mut kinds = SECTIONS.iter().map(|section| section.kind).filter(|kind| *kind != SectionKind::Summary);
    kinds.find(|kind| kind.accepts(key))
}

impl SectionDraft {
    const fn new(kind: SectionKind, span: Span) -> Self {
        let section = Section { kind, title: None, hide: false, content: Vec::new(), span };
        Self { section, unknown: Vec::new() }
    }

    /// The finished section; `None` when nothing is in it. A title over nothing is not printed, so it is reported.
    fn finish(self, reader: &mut Reader<'_>, unknown: &mut Vec<Unknown>) -> Option<Section> {
        unknown.extend(self.unknown);
        let Section { title, content, .. } = &self.section;
        if content.iter().all(|item| item.hide) {
            lone_title(reader, title.as_ref());
        }
        (!content.is_empty()).then_some(self.section)
    }
}

/// Reads a section of JSON Resume. `None` when nothing stands in it.
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
        _ => draft.section.content = contents(reader, pair, kind.shape()),
    }
    // Two degrees of one school stay two entries: nobody is promoted from one to the other.
    if matches!(kind, SectionKind::Work | SectionKind::Volunteer) {
        draft.section.content = merge::roles(draft.section.content);
    }
    draft.finish(reader, unknown)
}

/// Whether a mapping is a section itself and not its only entry.
fn is_wrapper(pairs: &[Pair], kind: SectionKind) -> bool {
    pairs.iter().any(|pair| same_key(&pair.key, "entries"))
        || (kind == SectionKind::Custom && pairs.iter().all(|pair| SECTION.knows(&pair.key)))
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

/// `Patents: [ … ]`.
fn titled(reader: &mut Reader<'_>, pair: Named<'_>, unknown: &mut Vec<Unknown>) -> Option<Section> {
    let mut section = section(reader, pair, SectionKind::Custom, unknown)?;
    section.title.get_or_insert_with(|| Text::new(pair.key.trim(), pair.key_span));
    Some(section)
}

/// `{title: Patents, entries: [ … ]}`.
fn untitled(reader: &mut Reader<'_>, pair: Named<'_>, unknown: &mut Vec<Unknown>) -> Option<Section> {
    let Value::Map(pairs) = &pair.node.value else {
        reader.mismatch(pair, "a mapping such as `title`, `entries`");
        return None;
    };
    let mut draft = SectionDraft::new(SectionKind::Custom, pair.node.span);
    reader.record(&SECTION, pair, &mut draft);
    match &draft.section.title {
        Some(title) => draft.section.span = title.span,
        None if draft.section.content.iter().any(|item| !item.hide) => {
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
                .help("add `entries: [ … ]` or `text: \"…\"` to it"),
        );
    }
}

/// Reads what stands in a section.
pub(super) fn contents(reader: &mut Reader<'_>, pair: Named<'_>, shape: Shape) -> Vec<SectionItem> {
    if let (Shape::Groups(object), Value::Map(pairs)) = (shape, &pair.node.value)
        && !pairs.iter().any(|pair| object.knows(&pair.key))
    {
        return pairs.iter().filter_map(|pair| groups::keyed_group(reader, pair.into())).collect();
    }
    let items = reader.items(pair);
    let each = items.iter().copied();
    match shape {
        Shape::Entries(object) => {
            let entry = |item: Named<'_>| reader.draft(object, item).item(reader, item.node.span);
            each.filter_map(entry).collect()
        }
        Shape::Groups(object) => groups::groups(reader, &items, object),
        Shape::Quotations => each.filter_map(|item| groups::quotation(reader, item)).collect(),
        Shape::Custom | Shape::Prose => custom::contents(reader, &items),
    }
}
