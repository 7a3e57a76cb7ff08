//! The paragraphs of a part, in the order in which they are read.

use super::inline::{Around, Field, Inline, chosen};
use super::line::Line;
use super::numbering::Numbering;
use super::package::{Relations, attribute, child, value};
use super::styles::{ParagraphLook, Styles};
use crate::text::LineRole;
use roxmltree::Node;
use std::collections::BTreeMap;

/// A paragraph as it is printed. Lengths are in twentieths of a point.
#[derive(Debug, Clone, Default)]
pub(super) struct Paragraph {
    /// Its lines, none of them empty; a paragraph without one is a blank line.
    pub(super) lines: Vec<Line>,
    /// What the document says that it is.
    pub(super) role: Option<LineRole>,
    /// The size of most of its characters, in half points.
    pub(super) size: i32,
    pub(super) before: i32,
    pub(super) after: i32,
    pub(super) left: i32,
    pub(super) column: usize,
    /// Its style, where paragraphs of one style follow each other without space.
    pub(super) tight: Option<String>,
    /// Whether the number of its page is in it.
    pub(super) has_page_number: bool,
}

/// What a document has and the text does not.
#[derive(Debug, Default)]
pub(super) struct LeftOut {
    pub(super) comments: usize,
    /// Deleted texts of which the document keeps track.
    pub(super) changes: usize,
    /// Charts, diagrams and documents of other kinds.
    pub(super) embedded: usize,
    /// Text that is not shown.
    pub(super) hidden: Vec<String>,
}

/// The notes of a document, by the kind and the id.
pub(super) type Notes<'a, 'i> = BTreeMap<(&'static str, String), Node<'a, 'i>>;

/// Reads the parts of a document.
pub(super) struct Reader<'a, 'i> {
    pub(super) styles: &'a Styles,
    pub(super) numbering: &'a Numbering,
    /// The relations of the part that is read.
    pub(super) relations: &'a Relations,
    pub(super) notes: Notes<'a, 'i>,
    /// The fields that are open, the innermost last.
    pub(super) fields: Vec<Field>,
    /// The columns so far, and the one that is read.
    columns: usize,
    pub(super) column: usize,
    pub(super) left_out: LeftOut,
}

impl<'a, 'i> Reader<'a, 'i> {
    /// A reader at the start of a document.
    pub(super) fn new(styles: &'a Styles, numbering: &'a Numbering, relations: &'a Relations) -> Self {
        Self {
            styles,
            numbering,
            relations,
            notes: Notes::new(),
            fields: Vec::new(),
            columns: 0,
            column: 0,
            left_out: LeftOut::default(),
        }
    }

    /// A column that none was before.
    pub(super) fn new_column(&mut self) -> usize {
        self.columns += 1;
        self.columns
    }

    /// Reads paragraphs and tables in a column of their own.
    pub(super) fn aside(&mut self, node: Node<'a, 'i>) -> Vec<Paragraph> {
        let column = self.new_column();
        let outer = std::mem::replace(&mut self.column, column);
        let paragraphs = self.blocks(node);
        self.column = outer;
        paragraphs
    }

    /// Reads the paragraphs and tables in an element.
    pub(super) fn blocks(&mut self, parent: Node<'a, 'i>) -> Vec<Paragraph> {
        let mut paragraphs = Vec::new();
        for node in parent.children().filter(Node::is_element) {
            match node.tag_name().name() {
                "p" => self.paragraph(node, &mut paragraphs),
                "tbl" => paragraphs.extend(self.table(node)),
                "sectPr" | "tcPr" | "sdtPr" | "sdtEndPr" => {}
                "del" | "moveFrom" => self.left_out.changes += 1,
                "altChunk" => self.left_out.embedded += 1,
                "AlternateContent" => {
                    paragraphs.extend(chosen(node).into_iter().flat_map(|chosen| self.blocks(chosen)));
                }
                _ => paragraphs.extend(self.blocks(node)),
            }
        }
        paragraphs
    }

    /// Reads a paragraph, behind it the text boxes that are anchored in it and its notes.
    fn paragraph(&mut self, node: Node<'a, 'i>, into: &mut Vec<Paragraph>) {
        let look = child(node, "pPr");
        let style_id = look.and_then(|look| value(look, "pStyle"));
        let style = self.styles.of_paragraph(style_id);
        let mut inline = Inline::default();
        self.inline(node, Around { look: style.characters, link: None }, &mut inline);
        let look = ParagraphLook::below(node).over(style.paragraph);
        let usual = style.characters.size();
        let boxes = std::mem::take(&mut inline.boxes);
        let notes = std::mem::take(&mut inline.notes);
        if inline.breaks_column {
            self.column = self.new_column();
        }
        let hidden = std::mem::take(&mut inline.hidden);
        if !hidden.trim().is_empty() {
            self.left_out.hidden.push(hidden.trim().to_owned());
        }
        let tight = (look.contextual == Some(true)).then(|| style_id.unwrap_or_default().to_owned());
        into.push(Paragraph { tight, column: self.column, ..self.printed(inline, look, usual) });
        for node in super::anchor::in_reading_order(boxes) {
            into.extend(self.aside(node));
        }
        for note in notes {
            if let Some(note) = self.notes.remove(&note) {
                into.extend(self.blocks(note));
            }
        }
    }

    /// A paragraph as its look has it.
    fn printed(&self, inline: Inline<'a, 'i>, look: ParagraphLook, usual: i32) -> Paragraph {
        let most = inline.sizes.iter().max_by_key(|(_, count)| **count).map(|(size, _)| *size);
        let mut lines = inline.lines;
        lines.retain(|line| !line.is_empty());
        let has_sign = lines.first_mut().is_some_and(Line::take_sign);
        let depth = look.depth.unwrap_or(0);
        let is_item = look.list.is_some_and(|list| self.numbering.is_item(list, depth));
        let role = match look.heading.flatten() {
            Some(level) => Some(LineRole::Heading(level)),
            None if is_item => Some(LineRole::Item(depth.saturating_add(1))),
            None => has_sign.then_some(LineRole::Item(1)),
        };
        Paragraph {
            lines,
            role,
            size: most.unwrap_or(usual),
            before: look.before.unwrap_or(0),
            after: look.after.unwrap_or(0),
            left: look.left.unwrap_or(0) + look.first.unwrap_or(0),
            has_page_number: inline.has_page_number,
            ..Paragraph::default()
        }
    }
}

/// The notes in a part, by their id. Separators are no notes.
pub(super) fn notes<'a, 'i>(kind: &'static str, root: Node<'a, 'i>) -> Notes<'a, 'i> {
    let notes =
        root.children().filter(|node| node.tag_name().name() == kind && attribute(*node, "type").is_none());
    notes.filter_map(|node| Some(((kind, attribute(node, "id")?.to_owned()), node))).collect()
}
