//! What is in a paragraph: runs of text, links, fields, and what is anchored in them.

use super::line::{Line, symbol};
use super::package::{attribute, child, value};
use super::reader::Reader;
use super::styles::CharacterLook;
use crate::text::Style;
use roxmltree::Node;
use std::collections::BTreeMap;

/// A field: a text that the program computes, such as the number of a page or a link.
#[derive(Debug, Default)]
pub(super) struct Field {
    instruction: String,
    /// Whether its result has begun.
    has_result: bool,
}

/// The text of a paragraph while it is read.
#[derive(Default)]
pub(super) struct Inline<'a, 'i> {
    /// Its lines; line breaks are between them.
    pub(super) lines: Vec<Line>,
    /// Characters of each size, in half points.
    pub(super) sizes: BTreeMap<i32, usize>,
    /// Text boxes that are anchored in it.
    pub(super) boxes: Vec<Node<'a, 'i>>,
    /// Notes that it refers to, by the kind and the id.
    pub(super) notes: Vec<(&'static str, String)>,
    /// Whether the number of a page is in it.
    pub(super) has_page_number: bool,
    /// Whether it has a break to the next column.
    pub(super) breaks_column: bool,
    /// Text that is there and not shown.
    pub(super) hidden: String,
}

/// What is around a run: the look of its paragraph and the link that it is in.
#[derive(Clone, Copy)]
pub(super) struct Around<'t> {
    pub(super) look: CharacterLook,
    pub(super) link: Option<&'t str>,
}

impl<'a, 'i> Reader<'a, 'i> {
    /// Reads what is in an element of a paragraph.
    pub(super) fn inline(&mut self, parent: Node<'a, 'i>, around: Around<'_>, into: &mut Inline<'a, 'i>) {
        for node in parent.children().filter(Node::is_element) {
            match node.tag_name().name() {
                "pPr" | "sdtPr" | "sdtEndPr" | "fldData" => {}
                "r" => self.run(node, around, into),
                "hyperlink" => {
                    let address = attribute(node, "id").and_then(|id| self.relations.address(id));
                    let address = address.map(str::to_owned);
                    self.inline(node, Around { link: address.as_deref().or(around.link), ..around }, into);
                }
                "fldSimple" => {
                    let instruction = attribute(node, "instr").unwrap_or_default();
                    into.has_page_number |= is_page_number(instruction);
                    let link = address_of(instruction);
                    self.inline(node, Around { link: link.or(around.link), ..around }, into);
                }
                "del" | "moveFrom" => self.left_out.changes += 1,
                "AlternateContent" => {
                    if let Some(chosen) = chosen(node) {
                        self.inline(chosen, around, into);
                    }
                }
                _ => self.inline(node, around, into),
            }
        }
    }

    /// Reads a run: text of one look. Formulas have runs of their own, whose text is in the same elements.
    fn run(&mut self, run: Node<'a, 'i>, around: Around<'_>, into: &mut Inline<'a, 'i>) {
        let style = child(run, "rPr").and_then(|look| value(look, "rStyle"));
        let look = self.styles.of_characters(around.look, style, CharacterLook::below(run));
        self.run_parts(run, Around { look, ..around }, into);
    }

    fn run_parts(&mut self, parent: Node<'a, 'i>, around: Around<'_>, into: &mut Inline<'a, 'i>) {
        for node in parent.children().filter(Node::is_element) {
            match node.tag_name().name() {
                "rPr" | "delText" | "delInstrText" | "lastRenderedPageBreak" | "softHyphen" => {}
                "t" => {
                    let text = node.text().unwrap_or_default().replace(['\n', '\r', '\t'], " ");
                    self.write(&text.replace('\u{AD}', ""), around, into);
                }
                "tab" | "ptab" => self.write("\t", around, into),
                "noBreakHyphen" => self.write("-", around, into),
                "sym" => {
                    let code = attribute(node, "char").and_then(|code| u32::from_str_radix(code, 16).ok());
                    if let Some(c) = code.and_then(char::from_u32) {
                        self.write(c.encode_utf8(&mut [0; 4]), around, into);
                    }
                }
                "cr" => into.lines.push(Line::default()),
                "br" => match attribute(node, "type") {
                    Some("column") => into.breaks_column = true,
                    _ => into.lines.push(Line::default()),
                },
                "pgNum" => into.has_page_number = true,
                "instrText" => {
                    if let Some(field) = self.fields.last_mut() {
                        field.instruction.push_str(node.text().unwrap_or_default());
                    }
                }
                "fldChar" => self.field(node, into),
                "footnoteReference" => into.refer("footnote", node),
                "endnoteReference" => into.refer("endnote", node),
                "commentReference" => self.left_out.comments += 1,
                "AlternateContent" => {
                    if let Some(chosen) = chosen(node) {
                        self.run_parts(chosen, around, into);
                    }
                }
                "txbxContent" => into.boxes.push(node),
                "textpath" => self.write(attribute(node, "string").unwrap_or_default(), around, into),
                "chart" | "relIds" => self.left_out.embedded += 1,
                _ => self.run_parts(node, around, into),
            }
        }
    }

    /// The begin, the middle or the end of a field.
    fn field(&mut self, node: Node<'a, 'i>, into: &mut Inline<'a, 'i>) {
        match attribute(node, "fldCharType") {
            Some("begin") => self.fields.push(Field::default()),
            Some("separate") => {
                if let Some(field) = self.fields.last_mut() {
                    field.has_result = true;
                }
            }
            Some("end") => {
                let field = self.fields.pop().unwrap_or_default();
                into.has_page_number |= is_page_number(&field.instruction);
            }
            _ => {}
        }
    }

    /// Writes text, unless it is hidden.
    fn write(&mut self, text: &str, around: Around<'_>, into: &mut Inline<'a, 'i>) {
        if around.look.hidden == Some(true) {
            into.hidden.push_str(text);
            return;
        }
        let text: String = text.chars().map(symbol).collect();
        let mut styles = Vec::new();
        // Capitals set a text off as weight does.
        let is_strong = around.look.bold == Some(true) || around.look.capitals == Some(true);
        styles.extend(is_strong.then_some(Style::Strong));
        styles.extend((around.look.italic == Some(true)).then_some(Style::Emphasis));
        let field = self.fields.iter().rev().filter(|field| field.has_result);
        let link = around.link.or_else(|| field.filter_map(|field| address_of(&field.instruction)).next());
        styles.extend(link.map(|address| Style::Link(address.to_owned())));
        let count = text.chars().filter(|c| !c.is_whitespace()).count();
        *into.sizes.entry(around.look.size()).or_default() += count;
        if into.lines.is_empty() {
            into.lines.push(Line::default());
        }
        if let Some(line) = into.lines.last_mut() {
            line.push(&text, &styles);
        }
    }
}

impl Inline<'_, '_> {
    /// Notes that the paragraph refers to a note.
    fn refer(&mut self, kind: &'static str, node: Node<'_, '_>) {
        self.notes.extend(attribute(node, "id").map(|id| (kind, id.to_owned())));
    }
}

/// What is shown of the alternatives for programs of different age: the first that has text, for each says the same.
pub(super) fn chosen<'a, 'i>(node: Node<'a, 'i>) -> Option<Node<'a, 'i>> {
    let has_text = |node: &Node<'_, '_>| {
        node.descendants().any(|node| node.tag_name().name() == "t" && node.text().is_some())
    };
    node.children().filter(Node::is_element).find(has_text)
}

/// The address of a field that is a link: `HYPERLINK "https://example.com" \o "…"`.
fn address_of(instruction: &str) -> Option<&str> {
    let rest = instruction.trim_start().strip_prefix("HYPERLINK")?.trim_start();
    match rest.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next(),
        None => rest.split_whitespace().next().filter(|word| !word.starts_with('\\')),
    }
    .filter(|address| !address.is_empty())
}

/// Whether a field is the number of a page, or of all.
fn is_page_number(instruction: &str) -> bool {
    let name = instruction.split_whitespace().next().unwrap_or_default();
    ["PAGE", "NUMPAGES", "SECTIONPAGES"].iter().any(|known| name.eq_ignore_ascii_case(known))
}
