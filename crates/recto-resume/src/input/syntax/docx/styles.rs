//! What paragraphs and characters of a Word file look like: by default, by their styles and by what is set on them.

use super::package::{attribute, child, value};
use roxmltree::{Document, Node};
use std::collections::BTreeMap;

/// Styles that are based on one another in a row; more are a circle.
const MAX_CHAIN: usize = 32;

/// The size of type where a document sets none, in half points.
const USUAL_SIZE: i32 = 20;

/// What characters look like. None where it is not set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct CharacterLook {
    /// In half points.
    pub(super) size: Option<i32>,
    pub(super) bold: Option<bool>,
    pub(super) italic: Option<bool>,
    pub(super) capitals: Option<bool>,
    pub(super) hidden: Option<bool>,
}

/// What a paragraph looks like, lengths in twentieths of a point. None where it is not set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct ParagraphLook {
    pub(super) before: Option<i32>,
    pub(super) after: Option<i32>,
    /// Whether there is no space between it and a paragraph of the same style.
    pub(super) contextual: Option<bool>,
    pub(super) left: Option<i32>,
    /// How much further right, or left if less than 0, its first line starts.
    pub(super) first: Option<i32>,
    /// Its level as a heading, from 1, and 0 for a title; none inside where it is no heading.
    pub(super) heading: Option<Option<u8>>,
    /// The list that it is an item of; 0 is none.
    pub(super) list: Option<i32>,
    /// Its depth in the list, from 0.
    pub(super) depth: Option<u8>,
}

/// A style, with all that it takes from those that it is based on.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Style {
    pub(super) characters: CharacterLook,
    pub(super) paragraph: ParagraphLook,
}

/// The styles of a document.
#[derive(Default)]
pub(super) struct Styles {
    /// What is set for all characters and paragraphs.
    default: Style,
    /// The style of paragraphs that name none.
    usual: Option<String>,
    styles: BTreeMap<String, Style>,
}

impl Styles {
    /// Reads the part with the styles.
    pub(super) fn read(part: &Document<'_>) -> Self {
        let root = part.root_element();
        let defaults = child(root, "docDefaults").map(|defaults| Style {
            characters: child(defaults, "rPrDefault").map(CharacterLook::below).unwrap_or_default(),
            paragraph: child(defaults, "pPrDefault").map(ParagraphLook::below).unwrap_or_default(),
        });
        let all = root.children().filter(|node| node.tag_name().name() == "style");
        let by_id: BTreeMap<&str, Node<'_, '_>> =
            all.filter_map(|node| Some((attribute(node, "styleId")?, node))).collect();
        let usual = by_id.iter().find(|(_, node)| {
            attribute(**node, "type") == Some("paragraph") && attribute(**node, "default").is_some_and(is_on)
        });
        Self {
            default: defaults.unwrap_or_default(),
            usual: usual.map(|(id, _)| (*id).to_owned()),
            styles: by_id.keys().map(|id| ((*id).to_owned(), resolved(id, &by_id))).collect(),
        }
    }

    /// The style of a paragraph: that of the id, or the usual one, on the defaults.
    pub(super) fn of_paragraph(&self, id: Option<&str>) -> Style {
        let id = id.or(self.usual.as_deref());
        let named = id.map(|id| {
            let unknown = || Style {
                paragraph: ParagraphLook { heading: heading_named(id), ..ParagraphLook::default() },
                ..Style::default()
            };
            self.styles.get(id).copied().unwrap_or_else(unknown)
        });
        named.unwrap_or_default().over(self.default)
    }

    /// The style of characters in a paragraph of style `below`, with the style `id` and what is set on them.
    pub(super) fn of_characters(
        &self,
        below: CharacterLook,
        id: Option<&str>,
        direct: CharacterLook,
    ) -> CharacterLook {
        let style = id.and_then(|id| self.styles.get(id)).map(|style| style.characters).unwrap_or_default();
        direct.over(style.toggled(below))
    }
}

impl Style {
    /// This style, and what it does not set from `below`.
    fn over(self, below: Self) -> Self {
        Self {
            characters: self.characters.over(below.characters),
            paragraph: self.paragraph.over(below.paragraph),
        }
    }
}

impl CharacterLook {
    /// What the `rPr` in an element sets.
    pub(super) fn below(node: Node<'_, '_>) -> Self {
        let Some(look) = child(node, "rPr") else { return Self::default() };
        let is_set = |name: &str| child(look, name).map(|node| attribute(node, "val").is_none_or(is_on));
        let capitals = [is_set("caps"), is_set("smallCaps")];
        Self {
            size: value(look, "sz")
                .and_then(|size| size.parse().ok())
                .filter(|size| (2..=400).contains(size)),
            bold: is_set("b"),
            italic: is_set("i"),
            capitals: capitals.iter().flatten().copied().reduce(|a, b| a || b),
            hidden: is_set("vanish"),
        }
    }

    /// This look, and what it does not set from `below`.
    fn over(self, below: Self) -> Self {
        Self {
            size: self.size.or(below.size),
            bold: self.bold.or(below.bold),
            italic: self.italic.or(below.italic),
            capitals: self.capitals.or(below.capitals),
            hidden: self.hidden.or(below.hidden),
        }
    }

    /// The look of a character style in a paragraph style: bold in bold is not bold.
    fn toggled(self, below: Self) -> Self {
        let toggle = |above: Option<bool>, below: Option<bool>| match (above, below) {
            (Some(above), Some(below)) => Some(above != below),
            (above, below) => above.or(below),
        };
        Self {
            size: self.size.or(below.size),
            bold: toggle(self.bold, below.bold),
            italic: toggle(self.italic, below.italic),
            capitals: toggle(self.capitals, below.capitals),
            hidden: toggle(self.hidden, below.hidden),
        }
    }

    /// The size in half points.
    pub(super) fn size(self) -> i32 {
        self.size.unwrap_or(USUAL_SIZE)
    }
}

impl ParagraphLook {
    /// What the `pPr` in an element sets.
    pub(super) fn below(node: Node<'_, '_>) -> Self {
        let Some(look) = child(node, "pPr") else { return Self::default() };
        let spacing = |name: &str| length(child(look, "spacing")?, &[name]);
        let indent = |names: &[&str]| length(child(look, "ind")?, names);
        let list = child(look, "numPr");
        let outline = value(look, "outlineLvl").and_then(|level| level.parse::<u8>().ok());
        Self {
            before: spacing("before"),
            after: spacing("after"),
            contextual: child(look, "contextualSpacing").map(|node| attribute(node, "val").is_none_or(is_on)),
            left: indent(&["left", "start"]),
            first: indent(&["firstLine"]).or_else(|| indent(&["hanging"]).map(|hanging| -hanging)),
            heading: outline.map(|level| (level < 9).then(|| level + 1)),
            list: list.and_then(|list| value(list, "numId")).and_then(|id| id.parse().ok()),
            depth: list.and_then(|list| value(list, "ilvl")).and_then(|depth| depth.parse().ok()),
        }
    }

    /// This look, and what it does not set from `below`.
    pub(super) fn over(self, below: Self) -> Self {
        Self {
            before: self.before.or(below.before),
            after: self.after.or(below.after),
            contextual: self.contextual.or(below.contextual),
            left: self.left.or(below.left),
            first: self.first.or(below.first),
            heading: self.heading.or(below.heading),
            list: self.list.or(below.list),
            depth: self.depth.or(below.depth),
        }
    }
}

/// A style with all that it takes from those that it is based on.
fn resolved(id: &str, by_id: &BTreeMap<&str, Node<'_, '_>>) -> Style {
    let mut style = Style::default();
    let mut next = Some(id);
    for _ in 0..MAX_CHAIN {
        let Some((id, node)) = next.and_then(|id| Some((id, *by_id.get(id)?))) else { break };
        let mut own = Style { characters: CharacterLook::below(node), paragraph: ParagraphLook::below(node) };
        let name = value(node, "name").unwrap_or(id);
        own.paragraph.heading = heading_named(name).or(own.paragraph.heading);
        style = style.over(own);
        next = value(node, "basedOn");
    }
    style
}

/// The level of a heading by the name of its style: `heading 1`, `Heading1`, `Title`. Programs write these names in
/// English, whatever language they show them in. None where the name does not say; a subtitle is no heading, though its
/// style may be based on that of titles.
fn heading_named(name: &str) -> Option<Option<u8>> {
    let name = name.to_lowercase();
    match name.as_str() {
        "title" => Some(Some(0)),
        "subtitle" => Some(None),
        name => {
            let level = name.strip_prefix("heading")?.trim().parse().ok()?;
            (1..=9).contains(&level).then_some(Some(level))
        }
    }
}

/// A length in twentieths of a point, by the first of the names that is there.
fn length(node: Node<'_, '_>, names: &[&str]) -> Option<i32> {
    let written = names.iter().find_map(|name| attribute(node, name))?;
    let number: f32 = written.trim_end_matches(|c: char| c.is_ascii_alphabetic()).parse().ok()?;
    let in_twentieths = if written.ends_with("pt") { number * 20.0 } else { number };
    // An indent of more than a page's width is none.
    #[expect(clippy::cast_possible_truncation, reason = "within the bounds")]
    Some(in_twentieths.clamp(-30_000.0, 30_000.0) as i32)
}

/// Whether a switch is on.
fn is_on(value: &str) -> bool {
    !matches!(value, "0" | "false" | "off")
}
