//! The whole tree: front matter, the person, the sections under JSON Resume's keys or as sections of the
//! user's own, each in the order of the file.

use super::entry;
use super::groups;
use super::inline::Phrase;
use super::outline::{self, Item};
use super::person::{Person, Profile};
use super::prose;
use super::sections::{Document, Section};
use super::tree::{self, extend, list, map, pair};
use crate::resume::SectionKind;
use crate::text::value::{Node, Pair, Value};
use crate::text::{Diagnostic, Diagnostics, Rule, Span};

/// Builds the tree of a document whose front matter has said `front` already.
pub(super) fn root(document: Document, front: Vec<Pair>, span: Span, diagnostics: &mut Diagnostics) -> Node {
    let lang = language(&document.sections);
    let mut root = Root { pairs: front, options: Vec::new() };
    let mut basics = root.person(document.person);
    for (n, section) in document.sections.into_iter().enumerate() {
        if section.kind == SectionKind::Summary && n == 0 && !root.says("summary") {
            root.summary(section, &mut basics, diagnostics);
        } else {
            root.section(section, diagnostics);
        }
    }
    root.basics(basics);
    root.options.extend(lang.map(|(lang, span)| pair("lang", Node::text(span, lang))));
    root.close(span)
}

struct Root {
    pairs: Vec<Pair>,
    /// Options that follow from the document, unless the front matter sets them.
    options: Vec<Pair>,
}

impl Root {
    /// Whether the front matter has this field of the person, or this section.
    fn says(&self, key: &str) -> bool {
        let basics = self.pairs.iter().find(|pair| pair.key == "basics").and_then(|pair| pair.node.get(key));
        basics.is_some() || self.pairs.iter().any(|pair| pair.key == key)
    }

    /// The person's fields. What the front matter says already and the document says otherwise is a contact item.
    fn person(&self, person: Person) -> Vec<Pair> {
        let mut pairs = Vec::new();
        let mut contact = Vec::new();
        let text = |phrase: Option<Phrase>| phrase.map(|phrase| phrase.node());
        let fields = [
            ("name", text(person.name)),
            ("label", text(person.label)),
            ("email", text(person.email)),
            ("phone", text(person.phone)),
            ("url", person.url),
            ("location", text(person.location)),
        ];
        for (key, node) in fields {
            let Some(node) = node else { continue };
            if !self.says(key) {
                pairs.push(pair(key, node));
            } else if !self.pairs.iter().any(|known| {
                same_text(&known.node, &node)
                    || known.node.get(key).is_some_and(|known| same_text(known, &node))
            }) {
                contact.push(node);
            }
        }
        contact.extend(person.contact);
        extend(&mut pairs, "profiles", listed(person.profiles.into_iter().map(profile).collect()));
        extend(&mut pairs, "contact", listed(contact));
        extend(&mut pairs, "summary", prose::node(&person.summary));
        pairs
    }

    /// The first section, when it is the summary.
    fn summary(&mut self, section: Section, basics: &mut Vec<Pair>, diagnostics: &mut Diagnostics) {
        let Some(node) = prose::node(&section.blocks) else { return self.section(section, diagnostics) };
        match basics.iter_mut().find(|pair| pair.key == "summary") {
            Some(before) => {
                if let Value::Scalar(text) = &mut before.node.value
                    && let Value::Scalar(more) = node.value
                {
                    text.text = format!("{}\n\n{}", text.text, more.text);
                    before.node.span = before.node.span.join(node.span);
                }
            }
            None => basics.push(pair("summary", node)),
        }
        if let Some(title) = section.title.filter(|_| !section.known.is_some_and(|known| known.plain)) {
            let titles = map(title.span(), vec![pair("summary", title.node())]);
            self.options.push(pair("titles", titles));
        }
    }

    /// Any other section.
    fn section(&mut self, section: Section, diagnostics: &mut Diagnostics) {
        let Section { kind, title, known, span, blocks } = section;
        let key = if kind == SectionKind::Summary { "" } else { kind.key() };
        let is_own = kind == SectionKind::Custom
            || (known.is_none() && title.is_some())
            || key.is_empty()
            || self.says(key);
        if blocks.is_empty() {
            let title = title
                .map(|title| pair("title", title.node()))
                .into_iter()
                .chain([pair("entries", list(span, Vec::new()))]);
            return self.push("sections", span, list(span, vec![map(span, title.collect())]));
        }
        let body = blocks.iter().map(|block| block.span).reduce(Span::join).unwrap_or(span);
        let (text, entries) = contents(blocks, kind, is_own);
        let text = text.and_then(|blocks| prose::node(&blocks));
        if entries.is_empty()
            && outline::holds_entries(kind)
            && let Some(example) = example(kind)
        {
            diagnostics.push(not_told_apart(title.as_ref(), span, example));
        }
        let mut pairs = Vec::new();
        let has_own_title = is_own || !known.is_some_and(|known| known.plain);
        extend(&mut pairs, "title", title.filter(|_| has_own_title).map(|title| title.node()));
        extend(&mut pairs, "text", text);
        pairs.push(pair("entries", list(body, entries)));
        let node = map(span.join(body), pairs);
        if is_own {
            self.push("sections", span, list(node.span, vec![node]))
        } else {
            self.push(key, span, node)
        }
    }

    fn push(&mut self, key: &str, key_span: Span, node: Node) {
        self.pairs.push(Pair { key: key.to_owned(), key_span, node });
    }

    /// Joins the person's fields with those of the front matter.
    fn basics(&mut self, pairs: Vec<Pair>) {
        let Some(span) = pairs.iter().map(|pair| pair.node.span).reduce(Span::join) else { return };
        match self.pairs.iter_mut().find(|pair| pair.key == "basics").map(|pair| &mut pair.node.value) {
            Some(Value::Map(known)) => known.extend(pairs),
            _ => self.pairs.insert(0, pair("basics", map(span, pairs))),
        }
    }

    /// The finished root, options under `meta.recto` behind those of the front matter.
    fn close(mut self, span: Span) -> Node {
        let Some(first) = self.options.first().map(|option| option.node.span) else {
            return Node::new(span, Value::Map(self.pairs));
        };
        let recto = child(&mut self.pairs, "meta", first).and_then(|meta| child(meta, "recto", first));
        if let Some(recto) = recto {
            for option in self.options {
                if !recto.iter().any(|known| known.key == option.key) {
                    recto.push(option);
                }
            }
        }
        Node::new(span, Value::Map(self.pairs))
    }
}

/// The mapping behind `key`, made when there is none; `None` when something else is there.
fn child<'a>(pairs: &'a mut Vec<Pair>, key: &str, span: Span) -> Option<&'a mut Vec<Pair>> {
    let at = pairs.iter().position(|pair| pair.key == key).unwrap_or_else(|| {
        pairs.push(pair(key, map(span, Vec::new())));
        pairs.len() - 1
    });
    match &mut pairs[at].node.value {
        Value::Map(pairs) => Some(pairs),
        _ => None,
    }
}

/// A section's running text, and its entries or groups.
fn contents(
    blocks: Vec<super::block::Block>,
    kind: SectionKind,
    is_own: bool,
) -> (Option<Vec<super::block::Block>>, Vec<Node>) {
    let outline = outline::read(blocks.clone(), kind);
    match kind {
        SectionKind::Skills | SectionKind::Languages | SectionKind::Interests => {
            match groups::read(&outline, kind) {
                Some(groups::Groups { heads, groups }) => (Some(heads), groups),
                None => (Some(blocks), Vec::new()),
            }
        }
        SectionKind::References => (Some(outline.lead), outline.items.into_iter().map(quotation).collect()),
        SectionKind::Summary => (Some(blocks), Vec::new()),
        _ => {
            let keys = tree::keys(if is_own { SectionKind::Custom } else { kind });
            let entries =
                outline.items.into_iter().flat_map(|item| tree::entry(entry::read(item, kind), &keys));
            (Some(outline.lead), entries.collect())
        }
    }
}

/// `### Grace Example` over what she said.
fn quotation(item: Item) -> Node {
    let mut pairs = vec![pair("name", item.head.node())];
    let mut blocks = entry::link_blocks(&item.head);
    blocks.extend(item.body);
    blocks.extend(item.children.into_iter().flat_map(Item::into_blocks));
    extend(&mut pairs, "reference", prose::node(&blocks));
    map(item.span, pairs)
}

fn profile(profile: Profile) -> Node {
    let span = profile.url.as_ref().map_or(profile.network.span, |url| url.span);
    let mut pairs = vec![pair("network", profile.network)];
    extend(&mut pairs, "username", profile.username);
    extend(&mut pairs, "url", profile.url);
    map(span, pairs)
}

fn listed(nodes: Vec<Node>) -> Option<Node> {
    let span = nodes.iter().map(|node| node.span).reduce(Span::join)?;
    Some(list(span, nodes))
}

fn same_text(a: &Node, b: &Node) -> bool {
    match (&a.value, &b.value) {
        (Value::Scalar(a), Value::Scalar(b)) => a.text.trim() == b.text.trim(),
        _ => false,
    }
}

/// The language that all section titles agree on, when it is not English.
fn language(sections: &[Section]) -> Option<(&'static str, Span)> {
    let mut of_titles = sections.iter().filter_map(|section| Some((section.known?.lang?, section.span)));
    let (lang, span) = of_titles.next()?;
    (lang != "en" && of_titles.all(|(other, _)| other == lang)).then_some((lang, span))
}

/// How to write an entry of such a section; `None` where running text is as good.
const fn example(kind: SectionKind) -> Option<&'static str> {
    Some(match kind {
        SectionKind::Work | SectionKind::Volunteer => {
            "give each entry a heading such as `### Engineer | Lantern Works`, and the dates a line below: `**2019 – 2021 | Salem**`"
        }
        SectionKind::Education => {
            "give each entry a heading such as `### BSc Physics | Example University`, and the dates a line below: `**2019 – 2021 | Salem**`"
        }
        SectionKind::Projects => {
            "give each project a heading such as `### Lampcount (2019)`, and its text below"
        }
        SectionKind::Awards => {
            "write each award as a bullet with its date: `- Best Paper, Example Society, 2021`"
        }
        SectionKind::Certificates => {
            "write each certificate as a bullet with its date: `- Example Certificate, 2021`"
        }
        _ => return None,
    })
}

fn not_told_apart(title: Option<&Phrase>, span: Span, example: &str) -> Diagnostic {
    let name = title.map_or("this section", |title| title.text.as_str());
    Diagnostic::at(Rule::EntriesUnclear, span, format!("no entries could be told apart in `{name}`"))
        .label("printed as running text")
        .help(example)
}
