//! Front matter as other programs write it: Pandoc's `author`, and what a blog notes of a page.

use super::words::{document_rest, is_document_title};
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
    let has = |key: &str| pairs.iter().any(|pair| pair.key.eq_ignore_ascii_case(key));
    let is_page = |pair: &Pair| PAGE.iter().any(|key| pair.key.eq_ignore_ascii_case(key));
    let is_document = |pair: &Pair| {
        pair.key == "label" && text(&pair.node).is_some_and(|title| document_rest(title).is_some())
    };
    let is_blog = has("author") || pairs.iter().any(|pair| is_page(pair) || is_document(pair));
    // A blog's layout is a file of its own.
    let is_kept = |pair: &&Pair| !(is_page(pair) || is_title(pair) || (is_blog && pair.key == "layout"));
    let source =
        ["author", "label"].into_iter().find(|key| has(key)).filter(|_| !has("name") && !has("basics"));
    let named = |pair: &Pair| match name_of(pair).filter(|_| source == Some(pair.key.as_str())) {
        Some(node) => Pair { key: "name".to_owned(), node, ..pair.clone() },
        None => pair.clone(),
    };
    pairs.iter().filter(is_kept).map(named).collect()
}

/// The text of a value that is one.
fn text(node: &Node) -> Option<&str> {
    if let Value::Scalar(scalar) = &node.value { Some(&scalar.text) } else { None }
}

/// Whether a pair is a title that only says that this is a résumé.
fn is_title(pair: &Pair) -> bool {
    pair.key == "label" && text(&pair.node).is_some_and(is_document_title)
}

/// The name that `author: Ann Lee` and `title: Resume of Ann Lee` give.
fn name_of(pair: &Pair) -> Option<Node> {
    match (pair.key.as_str(), &pair.node.value) {
        ("author", Value::List(authors)) => authors.first().and_then(author),
        ("author", _) => author(&pair.node),
        ("label", _) => {
            let title = text(&pair.node).filter(|title| !is_document_title(title))?;
            document_rest(title).map(|rest| Node::text(pair.node.span, title[rest].to_owned()))
        }
        _ => None,
    }
}

fn author(node: &Node) -> Option<Node> {
    if let Value::Map(_) = node.value { node.get("name").cloned() } else { Some(node.clone()) }
}
