//! Front matter as other programs write it: Pandoc's `author`, and what a blog notes of a page.

use super::words::{document_rest, is_document_title, names_role};
use crate::text::value::{Node, Pair, Value};

/// Keys by which blogs and Pandoc handle a page; they say nothing of a person.
const PAGE: &[&str] = &[
    "id", "permalink", "date", "guid", "description", "slug", "draft", "published", "categories", "category",
    "tags", "tag", "comments", "toc", "weight", "aliases", "output", "documentclass", "geometry", "fontsize",
    "papersize", "mainfont", "header-includes", "css", "stylesheet", "include-before", "include-after",
    "redirect_from", "author_profile", "last_modified_at", "pagetitle", "excerpt", "sitemap", "nav_order",
];

/// The pairs that say something of the person.
pub(super) fn settled(pairs: &[Pair]) -> Vec<Pair> {
    let find = |key: &str| pairs.iter().find(|pair| pair.key.eq_ignore_ascii_case(key));
    let is_page = |pair: &Pair| PAGE.iter().any(|key| pair.key.eq_ignore_ascii_case(key));
    let title = find("label").and_then(|pair| text(&pair.node));
    let is_document = title.and_then(document_rest).is_some();
    let is_blog = is_document || find("author").is_some() || pairs.iter().any(is_page);
    let is_named = find("name").is_some() || find("basics").is_some();
    let author = find("author").and_then(|pair| author(&pair.node)).filter(|_| !is_named);
    let renamed = |pair: &Pair, key: &str, node: Node| Pair { key: key.to_owned(), node, ..pair.clone() };
    let settle = |pair: &Pair| match (pair.key.as_str(), text(&pair.node), &author) {
        _ if is_page(pair) => None,
        // A blog's layout is a file of its own.
        ("layout", ..) if is_blog => None,
        ("author", _, Some(author)) => Some(renamed(pair, "name", author.clone())),
        ("label", Some(title), author) => {
            let is_named = is_named || author.is_some();
            // Above the headline, Pandoc's title is the name.
            let is_name = !is_named && find("subtitle").is_some() && document_rest(title).is_none();
            let (key, title) = if is_name { ("name", title) } else { headline(title, is_named)? };
            let is_author = author.as_ref().and_then(text) == Some(title);
            (!is_author).then(|| renamed(pair, key, Node::text(pair.node.span, title)))
        }
        _ => Some(pair.clone()),
    };
    pairs.iter().filter_map(settle).collect()
}

/// What a title says, and under which key: `Resume of Ann Lee` is the name where there is no other.
fn headline(title: &str, is_named: bool) -> Option<(&'static str, &str)> {
    match document_rest(title).map(|rest| &title[rest]) {
        None => Some(("label", title)),
        Some(_) if is_document_title(title) => None,
        Some(rest) if is_named || names_role(rest) => Some(("label", rest)),
        Some(rest) => Some(("name", rest)),
    }
}

/// The text of a value that is one.
fn text(node: &Node) -> Option<&str> {
    if let Value::Scalar(scalar) = &node.value { Some(&scalar.text) } else { None }
}

/// The name in `author: Ann Lee`, `author: [Ann Lee]` or `author: {name: Ann Lee}`.
fn author(node: &Node) -> Option<Node> {
    match &node.value {
        Value::List(authors) => authors.first().and_then(author),
        Value::Map(_) => node.get("name").cloned(),
        _ => Some(node.clone()),
    }
}
