//! `text.txt` and `structure.txt`, which people read in a review.

use super::stray;
use crate::snapshot::role::Role;
use crate::snapshot::structure::{Element, Structure, Tag};
use crate::snapshot::text::{Text, TextLine};

/// The signs before the lines of `text.txt`.
const SIGNS: [(Role, &str); 4] =
    [(Role::Name, "= "), (Role::Heading(2), "# "), (Role::Furniture, "~ "), (Role::Text, "  ")];

/// `text.txt`: `page 1`, then its lines behind a sign: `=` the name, `#` the title of a section, `~` what repeats on
/// every page.
pub fn write_text(text: &Text) -> String {
    let mut body = String::new();
    for number in 1..=text.pages {
        body.push_str(&format!("page {number}\n"));
        for line in text.lines.iter().filter(|line| line.page == number) {
            let sign = SIGNS.iter().find(|(role, _)| *role == line.role).map_or("  ", |(_, sign)| sign);
            body.push_str(&format!("{sign}{}\n", one_line(&line.text)));
        }
    }
    body
}

/// No reader keeps a control character; a file of lines could not.
fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// The text in a file's lines.
pub fn read_text(lines: &[&str]) -> Result<Text, String> {
    let mut text = Text::default();
    for (line, number) in lines.iter().zip(2..) {
        if line.strip_prefix("page ").is_some_and(|page| page == (text.pages + 1).to_string()) {
            text.pages += 1;
            continue;
        }
        let signed = SIGNS.iter().find_map(|(role, sign)| Some((*role, line.strip_prefix(sign)?)));
        let (role, said) = signed.filter(|_| text.pages > 0).ok_or_else(|| stray(number))?;
        text.lines.push(TextLine { page: text.pages, role, text: said.to_owned() });
    }
    Ok(text)
}

/// `structure.txt`: an element on each line, indented by what it stands in: `heading 2: Experience`,
/// `link <https://example.com>: example.com`, `paragraph (de)`.
pub fn write_structure(structure: &Structure) -> String {
    let Structure { language, title, author, .. } = structure;
    let mut body = format!("language: {language}\ntitle: {}\n", one_line(title));
    if let Some(author) = author {
        body.push_str(&format!("author: {}\n", one_line(author)));
    }
    for element in &structure.elements {
        let url = match &element.tag {
            Tag::Link(url) => format!(" <{url}>"),
            _ => String::new(),
        };
        let language = element.language.as_ref().map(|code| format!(" ({code})")).unwrap_or_default();
        let text =
            if element.text.is_empty() { String::new() } else { format!(": {}", one_line(&element.text)) };
        let indent = "  ".repeat(element.depth);
        body.push_str(&format!("{indent}{}{}{language}{text}\n", element.tag, one_line(&url)));
    }
    body
}

/// The structure in a file's lines.
pub fn read_structure(lines: &[&str]) -> Result<Structure, String> {
    let field = |at: usize, name: &str| {
        lines.get(at).and_then(|line| line.strip_prefix(name)).map(str::to_owned).ok_or_else(|| stray(at + 2))
    };
    let (language, title, author) =
        (field(0, "language: ")?, field(1, "title: ")?, field(2, "author: ").ok());
    let head = if author.is_some() { 3 } else { 2 };
    let elements =
        lines.iter().zip(2..).skip(head).map(|(line, number)| element(line).ok_or_else(|| stray(number)));
    Ok(Structure { language, title, author, elements: elements.collect::<Result<_, _>>()? })
}

fn element(line: &str) -> Option<Element> {
    let bare = line.trim_start_matches(' ');
    let depth = (line.len() - bare.len()) / 2;
    let (tag, rest) = tag(bare)?;
    let (language, rest) = match rest.strip_prefix(" (").and_then(|rest| rest.split_once(')')) {
        Some((language, rest)) => (Some(language.to_owned()), rest),
        None => (None, rest),
    };
    let text = if rest.is_empty() { "" } else { rest.strip_prefix(": ")? };
    Some(Element { depth, tag, language, text: text.to_owned() })
}

/// The tag at the beginning of a line, and what follows.
fn tag(line: &str) -> Option<(Tag, &str)> {
    if let Some(rest) = line.strip_prefix("heading ") {
        let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        return Some((Tag::Heading(rest[..digits].parse().ok()?), &rest[digits..]));
    }
    if let Some(rest) = line.strip_prefix("link <") {
        let (url, rest) = rest.split_once('>')?;
        return Some((Tag::Link(url.to_owned()), rest));
    }
    let simple = [Tag::Paragraph, Tag::List, Tag::Numbered, Tag::Item, Tag::Quote, Tag::Table, Tag::Figure];
    simple.into_iter().find_map(|tag| line.strip_prefix(&tag.to_string()).map(|rest| (tag, rest)))
}
