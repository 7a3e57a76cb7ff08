//! What an SVG photo may hold: shapes, gradients, plain text, and images that are in the file itself.
//!
//! A drawing can refer to other files, run code, move, or stand for a thousand million shapes in a few lines. The engine
//! reads no other file, but it leaves out in silence what it does not know, and draws whatever it is told to, however
//! long that takes. So everything is looked at before.

use super::{Fault, MAX_PIXELS, raster};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use roxmltree::{Document, Node, NodeId, ParsingOptions};
use std::collections::BTreeMap;
use typst::foundations::Bytes;

/// The most nodes of XML.
const MAX_NODES: u32 = 100_000;

/// The most shapes and points once everything that is used several times is counted each time.
const MAX_STEPS: u64 = 500_000;

/// How deep things may nest, through references, too.
const MAX_DEPTH: usize = 128;

/// The characters of a path or a text that count as one step: a point takes some eight, and is drawn sooner than a shape.
const STEP: u64 = 16;

/// What the entities of a drawing may grow to (bytes).
const MAX_GROWTH: usize = 10_000_000;

/// Everything that is drawn as it is meant, or says something about it.
const KNOWN: [&str; 27] = [
    "a", "circle", "clipPath", "defs", "desc", "ellipse", "g", "image", "line", "linearGradient", "mask",
    "metadata", "path", "pattern", "polygon", "polyline", "radialGradient", "rect", "stop", "style", "svg",
    "switch", "symbol", "text", "title", "tspan", "use",
];

/// What can be seen.
const SHAPES: [&str; 10] =
    ["circle", "ellipse", "image", "line", "path", "polygon", "polyline", "rect", "text", "use"];

/// What says something, and shows nothing.
const SILENT: [&str; 3] = ["desc", "metadata", "title"];

/// Looks at a drawing.
///
/// # Errors
///
/// When it cannot be read, or holds what would be missing on paper or would take too long.
pub(super) fn check(bytes: &[u8]) -> Result<(), Fault> {
    let text = std::str::from_utf8(bytes).map_err(|_| Fault::broken("it is not UTF-8"))?;
    if growth(text).is_none_or(|bytes| bytes > MAX_GROWTH) {
        return Err(Fault::new("the photo's entities grow beyond measure").help(FLAT));
    }
    let options = ParsingOptions { allow_dtd: true, nodes_limit: MAX_NODES, ..ParsingOptions::default() };
    let document =
        Document::parse_with_options(text, options).map_err(|error| Fault::broken(error.to_string()))?;
    let mut drawing = Drawing::new(&document);
    if !is_svg(document.root_element()) || local(document.root_element()) != "svg" {
        return Err(Fault::broken("it is not an SVG drawing"));
    }
    let nodes = || document.descendants().filter(|node| is_svg(*node));
    nodes().try_for_each(|node| drawing.look(node))?;
    if !nodes().any(|node| SHAPES.contains(&local(node))) {
        return Err(Fault::new("the photo shows nothing: the drawing has no shapes"));
    }
    drawing.steps(document.root_element(), 0)?;
    Ok(())
}

/// A drawing that is looked at.
struct Drawing<'a> {
    document: &'a Document<'a>,
    by_id: BTreeMap<&'a str, NodeId>,
    /// What the style sheets refer to, by the class they do it for.
    by_class: BTreeMap<&'a str, Vec<&'a str>>,
    /// Steps of what was counted already, by the number of its node; none while it is being counted.
    counted: BTreeMap<u32, Option<u64>>,
    /// Pixels of all images in it.
    pixels: usize,
}

impl<'a> Drawing<'a> {
    fn new(document: &'a Document<'a>) -> Self {
        let ids = document.descendants().filter_map(|node| Some((node.attribute("id")?, node.id())));
        Self {
            document,
            by_id: ids.collect(),
            by_class: BTreeMap::new(),
            counted: BTreeMap::new(),
            pixels: 0,
        }
    }

    /// Refuses an element that is not drawn, or refers to what is not in the file.
    fn look(&mut self, node: Node<'a, 'a>) -> Result<(), Fault> {
        let name = local(node);
        if !KNOWN.contains(&name) {
            return Err(self.refuse(node, &format!("`<{name}>`")));
        }
        if name == "style" {
            return node
                .descendants()
                .filter_map(|node| node.text())
                .try_for_each(|css| self.sheet(node, css));
        }
        // Text is set in the page's fonts; those have all of ASCII, and nobody sees to the rest.
        let mut words = node.children().filter(|child| child.is_text()).filter_map(|child| child.text());
        if matches!(name, "text" | "tspan") && !words.all(str::is_ascii) {
            return Err(self.refuse(node, "text in other letters than those of ASCII"));
        }
        for attribute in node.attributes() {
            let outside = urls(attribute.value()).any(|url| !url.starts_with('#'));
            match attribute.name() {
                "href" if name == "image" => self.image(node, attribute.value())?,
                // A link on paper leads nowhere, and nothing is missing.
                "href" if name == "a" => {}
                "href" if !attribute.value().trim().starts_with('#') => return Err(self.outside(node)),
                "filter" => return Err(self.refuse(node, "a filter effect")),
                _ if outside => return Err(self.outside(node)),
                "style" if has_filter(attribute.value()) => return Err(self.refuse(node, "a filter effect")),
                _ => {}
            }
        }
        Ok(())
    }

    /// Looks at a style sheet, and notes what its rules refer to.
    fn sheet(&mut self, node: Node<'a, 'a>, css: &'a str) -> Result<(), Fault> {
        if urls(css).any(|url| !url.starts_with('#')) {
            return Err(self.outside(node));
        }
        if let Some(rule) = css.split('@').nth(1) {
            let name: String = rule.chars().take_while(|c| c.is_ascii_alphabetic() || *c == '-').collect();
            return Err(self.refuse(node, &format!("the style rule `@{name}`")));
        }
        if has_filter(css) {
            return Err(self.refuse(node, "a filter effect"));
        }
        for rule in css.split('}') {
            let Some((selectors, body)) = rule.split_once('{') else { continue };
            let targets: Vec<&str> = urls(body).filter_map(|url| url.strip_prefix('#')).collect();
            for selector in selectors.split(',').filter(|_| !targets.is_empty()) {
                let class = selector.rsplit_once('.').map(|(_, class)| class.trim());
                let Some(class) = class.filter(|class| class.chars().all(is_name)) else {
                    return Err(
                        self.refuse(node, "a style rule that refers to something and is not for a class")
                    );
                };
                self.by_class.entry(class).or_default().extend(&targets);
            }
        }
        Ok(())
    }

    /// Looks at an image in the drawing.
    fn image(&mut self, node: Node<'a, 'a>, href: &str) -> Result<(), Fault> {
        let Some(data) = href.trim().strip_prefix("data:") else { return Err(self.outside(node)) };
        let unknown = || self.refuse(node, "an image that is not PNG, JPEG, GIF or WebP in base64");
        let (kind, data) = data.split_once(";base64,").ok_or_else(unknown)?;
        let data: String = data.chars().filter(|c| !c.is_ascii_whitespace()).collect();
        let bytes = Bytes::new(STANDARD.decode(data).map_err(|_| unknown())?);
        let format = raster::kind(&bytes).ok_or_else(unknown)?;
        let kinds: &[&str] = raster::mime(format);
        if !kinds.contains(&kind) {
            return Err(unknown());
        }
        let within = |fault: Fault| fault.within(&format!("the image in line {}", self.line(node)));
        self.pixels = self.pixels.saturating_add(raster::check(&bytes, format).map_err(within)?);
        if self.pixels > MAX_PIXELS {
            return Err(Fault::new("the images in the photo have too many pixels").help(super::PLENTY));
        }
        Ok(())
    }

    /// Shapes and points of an element and all that it refers to, each counted as often as it is drawn.
    fn steps(&mut self, node: Node<'a, 'a>, depth: usize) -> Result<u64, Fault> {
        if depth > MAX_DEPTH {
            return Err(Fault::new(format!("the photo nests deeper than {MAX_DEPTH} levels")).help(FLAT));
        }
        match self.counted.get(&node.id().get()) {
            Some(Some(steps)) => return Ok(*steps),
            Some(None) => return Err(self.refuse(node, "a part that refers to itself")),
            None => self.counted.insert(node.id().get(), None),
        };
        let points =
            ["d", "points"].iter().filter_map(|name| node.attribute(*name)).map(str::len).sum::<usize>();
        let mut steps = 1 + (points as u64 + text_length(node)) / STEP;
        let children = node.children().filter(|child| is_svg(*child) && !SILENT.contains(&local(*child)));
        for part in children.chain(self.referred(node)) {
            steps += self.steps(part, depth + 1)?;
            if steps > MAX_STEPS {
                return Err(Fault::new("the photo draws more shapes than a print needs").help(FLAT));
            }
        }
        self.counted.insert(node.id().get(), Some(steps));
        Ok(steps)
    }

    /// What an element refers to: by `href`, by `url(#…)`, and by its classes.
    fn referred(&self, node: Node<'a, 'a>) -> Vec<Node<'a, 'a>> {
        let attributes = || node.attributes().map(|attribute| (attribute.name(), attribute.value().trim()));
        let hrefs =
            attributes().filter(|(name, _)| *name == "href" && local(node) != "a").map(|(_, url)| url);
        let named = attributes().flat_map(|(_, value)| urls(value));
        let ids = hrefs.chain(named).filter_map(|url| url.strip_prefix('#'));
        let classes = node.attribute("class").unwrap_or_default().split_whitespace();
        let styled = classes.filter_map(|class| self.by_class.get(class)).flatten().copied();
        let known = ids.chain(styled).filter_map(|id| self.by_id.get(id));
        known.filter_map(|id| self.document.get_node(*id)).collect()
    }

    fn line(&self, node: Node<'_, '_>) -> u32 {
        self.document.text_pos_at(node.range().start).row
    }

    fn refuse(&self, node: Node<'_, '_>, what: &str) -> Fault {
        Fault::new(format!("the photo has {what} in line {}, which cannot be printed", self.line(node)))
            .help(FLAT)
    }

    fn outside(&self, node: Node<'_, '_>) -> Fault {
        let message = format!("the photo refers to another file in line {}", self.line(node));
        Fault::new(message).help("recto reads no other file for it: put the image into the drawing")
    }
}

/// How many bytes the references to entities can become, at most; `None` when entities refer to entities. The parser stops
/// only at those.
fn growth(text: &str) -> Option<usize> {
    let mut longest = 0;
    for (at, mark) in text.match_indices("<!ENTITY") {
        let behind = &text[at + mark.len()..];
        let Some(open) = behind.find(['"', '\'']) else { continue };
        let value = &behind[open + 1..];
        let value = value.split(&behind[open..=open]).next().unwrap_or(value);
        if value.contains('&') {
            return None;
        }
        longest = longest.max(value.len());
    }
    // Nothing to count where there are none.
    Some(if longest == 0 { 0 } else { longest.saturating_mul(text.matches('&').count()) })
}

/// What to do about a drawing that is more than a drawing.
const FLAT: &str = "save it as PNG or as an SVG of plain shapes";

/// Whether an element is one of SVG's. Others, such as an editor's notes, are not drawn by anybody.
fn is_svg(node: Node<'_, '_>) -> bool {
    node.is_element() && matches!(node.tag_name().namespace(), None | Some("http://www.w3.org/2000/svg"))
}

fn local<'a>(node: Node<'a, '_>) -> &'a str {
    node.tag_name().name()
}

/// Bytes of text in an element itself.
fn text_length(node: Node<'_, '_>) -> u64 {
    let own = node.children().filter(|child| child.is_text()).filter_map(|child| child.text());
    own.map(|text| text.trim().len() as u64).sum()
}

/// What stands in `url(…)`, without quotes.
fn urls(value: &str) -> impl Iterator<Item = &str> {
    // Most values are numbers, names or the data of an image.
    let value = if value.contains('(') { value } else { "" };
    let starts = value.char_indices().filter_map(|(at, _)| {
        let head = value.get(at..at + 4)?;
        head.eq_ignore_ascii_case("url(").then_some(at + 4)
    });
    starts.map(|at| {
        let rest = &value[at..];
        rest.split(')').next().unwrap_or(rest).trim_matches(|c: char| c.is_whitespace() || "\"'".contains(c))
    })
}

/// Whether declarations ask for a filter effect.
fn has_filter(css: &str) -> bool {
    css.split([';', '{']).filter_map(|declaration| declaration.split_once(':')).any(|(name, value)| {
        name.trim().eq_ignore_ascii_case("filter") && !value.trim().eq_ignore_ascii_case("none")
    })
}

/// A character of a class's name.
fn is_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '_')
}
