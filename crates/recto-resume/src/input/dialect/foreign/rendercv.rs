//! RenderCV: a mapping with `cv`, whose sections hold entries of one type each. Versions 1 and 2 differ in names of
//! options, not in the data.

use super::mapping::{
    Field, How, Record, Translator, field, is_empty, items, keep, settings, text, texts, with,
};
use super::mapping::{at, language, split_list};
use super::sections::{Section, kind_of, literal};
use crate::resume::SectionKind;
use crate::text::Span;
use crate::text::value::{Node, Pair, Value};

/// Whether a tree is a file of RenderCV.
pub(super) fn recognises(tree: &Node) -> bool {
    const PARTS: [&str; 6] = ["design", "locale", "locale_catalog", "settings", "rendercv_settings", "cv"];
    const KEYS: [&str; 4] = ["sections", "social_networks", "custom_connections", "name"];
    let Value::Map(pairs) = &tree.value else { return false };
    let cv = tree.get("cv").is_some_and(|cv| KEYS.iter().any(|key| cv.get(key).is_some()));
    cv && pairs.iter().all(|pair| PARTS.contains(&pair.key.as_str()) || pair.key.starts_with('$'))
}

/// Whether a tree is what is under `cv`, without that key.
pub(super) fn is_bare(tree: &Node) -> bool {
    let sections = tree.get("sections").map(|sections| &sections.value);
    tree.get("social_networks").is_some()
        && matches!(sections, Some(Value::Map(_)))
        && tree.get("basics").is_none()
}

/// The keys of the root.
pub(super) const ROOT: &[Field] = &[
    field("cv", "", How::Inside(CV)),
    with("design", design),
    with("locale, locale_catalog", locale),
    with("settings, rendercv_settings", program),
];

/// The keys of `cv`.
pub(super) const CV: &[Field] = &[
    keep("name", "basics.name"),
    keep("headline, label", "basics.label"),
    keep("location", "basics.location"),
    keep("email", "basics.email"),
    keep("photo", "basics.image"),
    with("phone", phone),
    keep("website", "basics.url"),
    field("social_networks", "basics.profiles", How::Each(&[])),
    field("custom_connections", "basics.profiles", How::Each(CONNECTION)),
    with("sections", sections),
];

const CONNECTION: &[Field] =
    &[settings("fontawesome_icon"), keep("placeholder", "username"), keep("url", "url")];

/// Fields of entries that have other names in JSON Resume.
const ENTRY: &[Field] = &[
    keep("start_date", "startDate"),
    keep("end_date", "endDate"),
    keep("date", "date"),
    keep("company", "name"),
    keep("degree", "studyType"),
    keep("journal", "publisher"),
    field("authors", "authors", How::Add),
    keep("url", "url"),
];

/// `tel:+1-512-555-0109`, or several of them.
fn phone(_: &mut Translator, pair: &Pair, record: &mut Record) {
    for item in items(&pair.node) {
        let number = text(item).map(|text| text.strip_prefix("tel:").unwrap_or(text)).unwrap_or_default();
        record.put("basics.phone", pair.key_span, Node::text(item.span, number));
    }
}

/// The sections, from titles to entries.
fn sections(translator: &mut Translator, pair: &Pair, record: &mut Record) {
    let Value::Map(pairs) = &pair.node.value else {
        record.push(&pair.key, pair.key_span, pair.node.clone());
        return;
    };
    for pair in pairs.iter().filter(|pair| !is_empty(&pair.node)) {
        let entries = items(&pair.node);
        let kind = section_kind(&pair.key, entries);
        let is_plain = pair.key.chars().all(|c| c.is_lowercase() || c == '_');
        let is_usual = is_plain && kind != SectionKind::Custom;
        let section = Section {
            kind,
            title: (!is_usual).then(|| Node::text(pair.key_span, title(&pair.key, is_plain))),
            hide: None,
            entries: section_entries(translator, kind, entries, pair.key_span),
            span: pair.key_span,
        };
        section.put(record);
    }
}

/// A key as RenderCV prints it: `side_projects` is `Side Projects`.
fn title(key: &str, is_plain: bool) -> String {
    if !is_plain {
        return key.to_owned();
    }
    let capital = |word: &str| {
        let mut chars = word.chars();
        chars.next().map(|c| c.to_uppercase().chain(chars).collect::<String>()).unwrap_or_default()
    };
    key.split('_').map(capital).collect::<Vec<_>>().join(" ")
}

/// The kind of a section: what its entries are where they are of one kind only, else what its title says.
fn section_kind(title: &str, entries: &[Node]) -> SectionKind {
    let named = kind_of(title);
    let all = |key: &str| entries.iter().all(|entry| entry.get(key).is_some());
    match named {
        SectionKind::Volunteer if all("company") => named,
        _ if all("company") && all("position") => SectionKind::Work,
        _ if all("institution") && all("area") => SectionKind::Education,
        _ if all("title") && all("authors") => SectionKind::Publications,
        SectionKind::Summary if entries.iter().any(|entry| text(entry).is_none()) => SectionKind::Custom,
        _ => named,
    }
}

/// The entries of a section. Texts and numbers are each of a sort of their own.
fn section_entries(
    translator: &mut Translator,
    kind: SectionKind,
    entries: &[Node],
    span: Span,
) -> Vec<Node> {
    let numbers = |key: &str| entries.iter().map(|entry| entry.get(key)).collect::<Option<Vec<_>>>();
    if let Some(all) = numbers("number") {
        return vec![numbered(&all, (1..=all.len()).collect(), span)];
    }
    if let Some(all) = numbers("reversed_number") {
        return vec![numbered(&all, (1..=all.len()).rev().collect(), span)];
    }
    entries.iter().filter(|entry| !is_empty(entry)).flat_map(|entry| one(translator, kind, entry)).collect()
}

/// Texts with their numbers, as prose.
fn numbered(all: &[&Node], numbers: Vec<usize>, span: Span) -> Node {
    let is_rising = numbers.first() == Some(&1);
    // A list counts upwards: a number that does not is a text.
    let (dot, end) = if is_rising { (".", "\n") } else { ("\\.", "\n\n") };
    let line = |(node, number): (&&Node, &usize)| format!("{number}{dot} {}", text(node).unwrap_or_default());
    let lines: Vec<String> = all.iter().zip(&numbers).map(line).collect();
    let mut prose = Record::default();
    let place = all.iter().map(|node| node.span).reduce(Span::join).unwrap_or(span);
    prose.put("text", span, Node::text(place, lines.join(end)));
    prose.node(place)
}

/// One entry; a line of a label and details with a link is prose, for keywords are no links.
fn one(translator: &mut Translator, kind: SectionKind, entry: &Node) -> Vec<Node> {
    if text(entry).is_some() {
        return vec![entry.clone()];
    }
    if let Some(bullet) = entry.get("bullet") {
        return vec![bullet.clone()];
    }
    if let (Some(label), Some(details)) = (entry.get("label"), entry.get("details")) {
        return one_line(kind, entry, label, details);
    }
    let made = translator.record(ENTRY, entry);
    match made.value {
        Value::Map(pairs) => vec![without_marks(pairs, entry.span)],
        _ => vec![made],
    }
}

/// Keys whose values are literal text, which RenderCV reads as Markdown.
const LITERAL: [&str; 10] = [
    "name", "position", "institution", "area", "studyType", "location", "title", "publisher", "authors",
    "date",
];

/// An entry whose literal texts have no marks of Markdown; a link in one is the address of the entry, or a fact.
fn without_marks(pairs: Vec<Pair>, span: Span) -> Node {
    let mut record = Record::default();
    let mut links = Vec::new();
    for Pair { key, key_span, node } in pairs {
        let before = links.len();
        let mut plain = |node: &Node| {
            let (text, found) = literal(node);
            links.extend(found);
            text
        };
        let node = match &node.value {
            _ if !LITERAL.contains(&key.as_str()) => node,
            Value::List(items) => Node::new(node.span, Value::List(items.iter().map(&mut plain).collect())),
            _ => plain(&node),
        };
        // In place of a date, a link is no date.
        let is_link = key == "date" && links.len() > before && !text(&node).is_some_and(names_year);
        let is_said = || links[before..].iter().any(|link| says(link, &node));
        match is_link {
            false => record.push(&key, key_span, node),
            true if is_said() => {}
            true => record.add("details", key_span, node),
        }
    }
    for link in links {
        let key = if record.get("url").is_none() { "url" } else { "details" };
        match key {
            "url" => record.put(key, link.span, link),
            _ => record.add(key, link.span, link),
        }
    }
    record.node(span)
}

/// Whether an address says what a text does.
fn says(link: &Node, node: &Node) -> bool {
    text(node).is_some_and(|said| text(link).is_some_and(|url| url.contains(said)))
}

/// Whether a text has four digits in a row.
fn names_year(text: &str) -> bool {
    text.as_bytes().windows(4).any(|four| four.iter().all(u8::is_ascii_digit))
}

/// `{label: Languages, details: "C, Rust"}`.
fn one_line(kind: SectionKind, entry: &Node, label: &Node, details: &Node) -> Vec<Node> {
    let (name, name_links) = literal(label);
    let (words, links) = literal(details);
    let is_group = matches!(kind, SectionKind::Skills | SectionKind::Interests | SectionKind::Languages);
    let has_links = !(links.is_empty() && name_links.is_empty());
    if has_links && (is_group || kind == SectionKind::Custom) {
        let line = [label, details].map(|node| text(node).unwrap_or_default()).join(": ");
        let mut prose = Record::default();
        prose.put("text", label.span, Node::text(entry.span, line));
        return match is_group {
            true => vec![wrapped("prose", prose.node(entry.span))],
            false => vec![prose.node(entry.span)],
        };
    }
    let mut record = Record::default();
    let Value::Map(pairs) = &entry.value else { return Vec::new() };
    for pair in pairs.iter().filter(|pair| !is_empty(&pair.node)) {
        match (pair.key.as_str(), kind) {
            ("label", SectionKind::Languages) => record.put("language", pair.key_span, name.clone()),
            ("label", SectionKind::Custom) => record.put("label", pair.key_span, name.clone()),
            ("label", _) => record.put("name", pair.key_span, name.clone()),
            ("details", SectionKind::Skills | SectionKind::Interests) => {
                record.put("keywords", pair.key_span, Node::new(words.span, Value::List(split_list(&words))));
            }
            ("details", SectionKind::Languages) => record.put("fluency", pair.key_span, words.clone()),
            ("details", SectionKind::Custom) => record.put("details", pair.key_span, words.clone()),
            ("details", SectionKind::References) => record.put("reference", pair.key_span, details.clone()),
            ("details", _) => record.put("summary", pair.key_span, details.clone()),
            _ => record.push(&pair.key, pair.key_span, pair.node.clone()),
        }
    }
    vec![record.node(entry.span)]
}

/// `{prose: …}`: an item of a sort that its section does not have.
fn wrapped(key: &str, node: Node) -> Node {
    let span = node.span;
    let mut record = Record::default();
    record.put(key, span, node);
    record.node(span)
}

/// The theme and its nearest layout.
const THEMES: [(&str, &str); 8] = [
    ("classic", "folio"),
    ("engineeringclassic", "folio"),
    ("harvard", "folio"),
    ("sb2nov", "folio"),
    ("moderncv", "datum"),
    ("ink", "datum"),
    ("engineeringresumes", "plain"),
    ("opal", "folio"),
];

/// `design`: the theme, the paper and the colour have counterparts.
fn design(translator: &mut Translator, pair: &Pair, record: &mut Record) {
    let design = &pair.node;
    let find = |paths: &[&str]| paths.iter().find_map(|path| at(design, path)).filter(|node| !is_empty(node));
    let layout = find(&["theme"]).and_then(|node| {
        let theme = text(node)?;
        THEMES.iter().find(|(known, _)| *known == theme).map(|(_, layout)| Node::text(node.span, *layout))
    });
    let paper = find(&["page.size", "page_size"]).and_then(super::paper);
    let colour = ["colors.section_titles", "colors.name", "colors.headline", "colors.links", "color"];
    let accent = find(&colour).and_then(super::colour);
    for (option, value) in [("layout", layout), ("paper", paper), ("accent", accent)] {
        if let Some(value) = value {
            translator.choose(option, value, pair.key_span, record);
        }
    }
    let taken: Vec<Span> = translator.choices.iter().map(|(_, span)| *span).collect();
    for (key, span) in untaken(design, &pair.key, &taken) {
        translator.setting(&key, span);
    }
}

/// The keys below a mapping that are not taken: `design.font`, and where one inside is taken, those beside it:
/// `design.page.top_margin`.
fn untaken(node: &Node, path: &str, taken: &[Span]) -> Vec<(String, Span)> {
    let Value::Map(pairs) = &node.value else { return Vec::new() };
    let is_left = |pair: &&Pair| !is_empty(&pair.node) && !taken.contains(&pair.node.span);
    let keys = pairs.iter().filter(is_left).map(|pair| {
        let key = format!("{path}.{}", pair.key);
        let Value::Map(inner) = &pair.node.value else { return vec![(key, pair.node.span)] };
        match inner.iter().any(|pair| taken.contains(&pair.node.span)) {
            true => untaken(&pair.node, &key, taken),
            false => vec![(key, pair.node.span)],
        }
    });
    keys.flatten().collect()
}

/// The keys below a mapping, two levels deep: `design.font`.
fn leaves(node: &Node, path: &str) -> Vec<(String, Span)> {
    let Value::Map(pairs) = &node.value else { return Vec::new() };
    let leaf = |pair: &Pair| (format!("{path}.{}", pair.key), pair.node.span);
    pairs.iter().filter(|pair| !is_empty(&pair.node)).map(leaf).collect()
}

/// `locale`: the language. Words and forms of dates are those of the language here.
fn locale(translator: &mut Translator, pair: &Pair, record: &mut Record) {
    let found = pair.node.get("language").and_then(|node| Some((node, language(text(node)?)?)));
    if let Some((node, tag)) = found {
        translator.choose("lang", Node::text(node.span, tag), pair.key_span, record);
    }
    for (key, span) in leaves(&pair.node, &pair.key) {
        if found.is_none_or(|(node, _)| node.span != span) {
            translator.setting(&key, span);
        }
    }
}

/// `settings`: what the program is to write, and where. Words to print in bold are named.
fn program(translator: &mut Translator, pair: &Pair, _: &mut Record) {
    for (key, span) in leaves(&pair.node, &pair.key) {
        let words = pair.node.get("bold_keywords").filter(|node| node.span == span);
        match words.map(texts) {
            Some(words) => {
                let words: Vec<&str> = words.into_iter().map(|(text, _)| text).collect();
                translator.left.push((format!("words to print in bold: {}", words.join(", ")), span));
            }
            None => translator.setting(&key, span),
        }
    }
}
