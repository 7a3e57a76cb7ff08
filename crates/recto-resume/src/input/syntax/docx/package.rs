//! The parts of a Word file and what connects them. A part is found by its relation to another, never by its name.

use crate::input::syntax::zip::Archive;
use crate::text::{Diagnostic, Rule, Span};
use roxmltree::{Document, Node, ParsingOptions};
use std::collections::BTreeMap;

/// Bytes in a part. Those of long résumés have some hundred thousand.
const MAX_PART: usize = 8_000_000;

/// Elements and texts in a part. Long résumés have some ten thousand.
const MAX_NODES: u32 = 500_000;

/// Elements inside one another: a text box in a table in a text box makes some forty.
const MAX_DEPTH: usize = 200;

/// Relations of one part to others, by their id.
#[derive(Default)]
pub(super) struct Relations(BTreeMap<String, Relation>);

/// What a part is connected to.
struct Relation {
    /// The last word of its type, such as `hyperlink`.
    kind: String,
    /// The name of a part, or the address of something outside.
    target: String,
    is_external: bool,
}

impl Relations {
    /// The address that a link of this id leads to.
    pub(super) fn address(&self, id: &str) -> Option<&str> {
        self.0.get(id).filter(|relation| relation.is_external).map(|relation| relation.target.as_str())
    }

    /// The name of the part of this id.
    pub(super) fn part(&self, id: &str) -> Option<&str> {
        self.0.get(id).filter(|relation| !relation.is_external).map(|relation| relation.target.as_str())
    }

    /// The name of the first part of a kind, such as `styles`.
    pub(super) fn part_of_kind(&self, kind: &str) -> Option<&str> {
        let found = self.0.values().find(|relation| relation.kind == kind && !relation.is_external);
        found.map(|relation| relation.target.as_str())
    }
}

/// The name of the part that an archive is about, if it is a file of an office program that writes such parts.
pub(super) fn main_part(archive: &mut Archive<'_>) -> Result<Option<String>, Diagnostic> {
    if !archive.names().any(|name| name.eq_ignore_ascii_case("[Content_Types].xml")) {
        return Ok(None);
    }
    Ok(relations(archive, "")?.part_of_kind("officeDocument").map(str::to_owned))
}

/// The relations of a part; those of the file for the part without a name.
pub(super) fn relations(archive: &mut Archive<'_>, part: &str) -> Result<Relations, Diagnostic> {
    let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
    let name = resolve(folder, &format!("_rels/{file}.rels"));
    let Some(text) = read(archive, &name)? else { return Ok(Relations::default()) };
    let document = parse(&name, &text)?;
    let list = document.descendants().filter(|node| node.tag_name().name() == "Relationship");
    let relation = |node: Node<'_, '_>| {
        let is_external = node.attribute("TargetMode") == Some("External");
        let target = node.attribute("Target")?;
        Some((
            node.attribute("Id")?.to_owned(),
            Relation {
                kind: node.attribute("Type")?.rsplit('/').next()?.to_owned(),
                target: if is_external { target.to_owned() } else { resolve(folder, target) },
                is_external,
            },
        ))
    };
    Ok(Relations(list.filter_map(relation).collect()))
}

/// The text of a part; none where there is no such part. Names of parts do not differ by case.
pub(super) fn read(archive: &mut Archive<'_>, part: &str) -> Result<Option<String>, Diagnostic> {
    let Some(name) = archive.names().find(|name| name.eq_ignore_ascii_case(part)).map(str::to_owned) else {
        return Ok(None);
    };
    let Some(bytes) = archive.read(&name)? else { return Ok(None) };
    if bytes.len() > MAX_PART {
        return Err(excessive(&format!(
            "`{part}` in the document has more than {} MB",
            MAX_PART / 1_000_000
        )));
    }
    let text = String::from_utf8(bytes).map_err(|_| damaged(part, "it is not UTF-8"))?;
    Ok(Some(text.strip_prefix('\u{FEFF}').map(str::to_owned).unwrap_or(text)))
}

/// The elements of a part. It has no entities of its own, and neither too many elements nor too many inside one another.
pub(super) fn parse<'t>(part: &str, text: &'t str) -> Result<Document<'t>, Diagnostic> {
    let options = ParsingOptions { nodes_limit: MAX_NODES, ..ParsingOptions::default() };
    let document = Document::parse_with_options(text, options).map_err(|error| match error {
        roxmltree::Error::NodesLimitReached => {
            excessive(&format!("`{part}` in the document has more than {MAX_NODES} elements"))
        }
        error => damaged(part, &error.to_string()),
    })?;
    if is_too_deep(&document) {
        let message = format!("elements of `{part}` in the document are nested more than {MAX_DEPTH} deep");
        return Err(Diagnostic::at(Rule::NestingExcessive, Span::at(0), message));
    }
    Ok(document)
}

/// Whether elements are nested deeper than [`MAX_DEPTH`]: what reads them calls itself.
fn is_too_deep(document: &Document<'_>) -> bool {
    let mut node = document.root();
    let mut depth = 0;
    loop {
        if let Some(child) = node.first_child() {
            node = child;
            depth += 1;
            if depth > MAX_DEPTH {
                return true;
            }
            continue;
        }
        while node.next_sibling().is_none() {
            let Some(parent) = node.parent() else { return false };
            node = parent;
            depth -= 1;
        }
        let Some(next) = node.next_sibling() else { return false };
        node = next;
    }
}

/// The name of a part that is named from a folder.
fn resolve(folder: &str, target: &str) -> String {
    let from = if target.starts_with('/') { "" } else { folder };
    let mut parts: Vec<&str> = Vec::new();
    for part in from.split('/').chain(target.split('/')) {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// The error for a document that is larger than a résumé can be.
pub(super) fn excessive(message: &str) -> Diagnostic {
    Diagnostic::at(Rule::FileExcessive, Span::at(0), message).help("is this the right file?")
}

/// The error for a part that cannot be read.
fn damaged(part: &str, error: &str) -> Diagnostic {
    let message = format!("the document is damaged: `{part}`: {error}");
    Diagnostic::at(Rule::FileDamaged, Span::at(0), message)
        .help("open it in the program that it comes from and save it again")
}

/// The attribute of this name, whatever its namespace: there are two for each name, of which files use either.
pub(super) fn attribute<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    node.attributes().find(|attribute| attribute.name() == name).map(|attribute| attribute.value())
}

/// The first child of this name.
pub(super) fn child<'a, 'i>(node: Node<'a, 'i>, name: &str) -> Option<Node<'a, 'i>> {
    node.children().find(|child| child.tag_name().name() == name)
}

/// The value of the first child of this name.
pub(super) fn value<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    attribute(child(node, name)?, "val")
}
