//! An SVG file as a photo: the PNG or JPEG that it wraps, as some editors write it. A drawing is refused.

use super::raster;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use roxmltree::{Document, Node, ParsingOptions};
use typst::foundations::Bytes;
use typst::visualize::ExchangeFormat;

/// The most nodes of XML; a wrapper has a few, and the notes of its editor.
const MAX_NODES: u32 = 1000;

/// Elements that describe the drawing and are not drawn.
const NOT_DRAWN: [&str; 3] = ["desc", "metadata", "title"];

/// Attributes that leave the image as it is, provided that it fills the drawing.
const HARMLESS: [&str; 8] = ["height", "href", "id", "version", "viewBox", "width", "x", "y"];

/// Returns the image that an SVG file wraps, and its format; `None` where anything else is drawn, or only a part of it.
pub(super) fn wrapped(svg: &[u8]) -> Option<(ExchangeFormat, Bytes)> {
    let options = ParsingOptions { nodes_limit: MAX_NODES, ..ParsingOptions::default() };
    let document = Document::parse_with_options(std::str::from_utf8(svg).ok()?, options).ok()?;
    let bytes = Bytes::new(embedded(only_image(document.root_element())?)?);
    let format = raster::kind(&bytes)?;
    matches!(format, ExchangeFormat::Png | ExchangeFormat::Jpg).then_some((format, bytes))
}

/// The `<image>` of a drawing that draws nothing else and shows all of it.
fn only_image<'a>(svg: Node<'a, 'a>) -> Option<Node<'a, 'a>> {
    let mut parts = drawn(svg);
    let image = parts.next().filter(|part| part.tag_name().name() == "image")?;
    let is_only = parts.next().is_none() && drawn(image).next().is_none();
    let is_plain = [svg, image].iter().all(|node| {
        let mut own = node.attributes().filter(|attribute| attribute.namespace().is_none());
        own.all(|attribute| HARMLESS.contains(&attribute.name()))
    });
    let length = |node: Node<'a, 'a>, name| node.attribute(name).map(|length| length.trim_end_matches("px"));
    let size = |node| [length(node, "width"), length(node, "height")];
    let corner = ["x", "y"].map(|name| length(image, name).or(Some("0")));
    let frame = match svg.attribute("viewBox") {
        Some(view) => view.split([' ', ',']).filter(|number| !number.is_empty()).map(Some).collect(),
        None => [[Some("0"); 2], size(svg)].concat(),
    };
    let fills = frame == [corner, size(image)].concat();
    (is_only && is_plain && fills).then_some(image)
}

/// The child elements that are drawn. Those of other namespaces, such as an editor's notes, are not.
fn drawn<'a>(node: Node<'a, 'a>) -> impl Iterator<Item = Node<'a, 'a>> {
    node.children().filter(|child| {
        let tag = child.tag_name();
        let is_svg = matches!(tag.namespace(), None | Some("http://www.w3.org/2000/svg"));
        child.is_element() && is_svg && !NOT_DRAWN.contains(&tag.name())
    })
}

/// The file in the `data:` URL of an `<image>`.
fn embedded(image: Node<'_, '_>) -> Option<Vec<u8>> {
    let href = image.attributes().find(|attribute| attribute.name() == "href")?;
    let (_, data) = href.value().trim().strip_prefix("data:")?.split_once(";base64,")?;
    let data: String = data.chars().filter(|c| !c.is_ascii_whitespace()).collect();
    STANDARD.decode(data).ok()
}
