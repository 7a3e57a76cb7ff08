//! What changed in the structure.

use super::words::{count, list, quote, section_name, squeezed};
use super::{differing, sections};
use crate::snapshot::change::{Change, ChangeKind};
use crate::snapshot::structure::{Element, Structure, Tag};
use crate::snapshot::text::Text;
use std::collections::{BTreeMap, BTreeSet};

/// Compares two structures. Where the text is compared too (`texts`), other words of a heading or a link are no change of
/// the structure. `untitled` are titles of sections that only one of them has as such.
pub fn compare(
    old: &Structure,
    new: &Structure,
    texts: Option<(&Text, &Text)>,
    untitled: &BTreeSet<String>,
) -> Vec<Change> {
    let words = texts.map(|(old, new)| (all_words(old), all_words(new)));
    let title = |element: &Element| {
        let begins = element.tag == Tag::Heading(2) && !untitled.contains(&element.text);
        begins.then(|| element.text.clone())
    };
    let matched = sections::pair(&old.elements, &new.elements, title, Element::clone);
    let mut found =
        ElementChanges { text_told: texts.is_some(), changes: whole(old, new), turns: Vec::new() };
    found.changes.extend(matched.changes());
    for pair in &matched.pairs {
        let (old, new) = (&old.elements[pair.old.clone()], &new.elements[pair.new.clone()]);
        found.section(old, new, &pair.title);
        if let Some((was, is)) = &words {
            found.changes.extend(spans(old, new, was, is));
        }
    }
    let languages = languages(&found.turns);
    found.changes.extend(languages);
    found.changes
}

/// All characters of a text but its white space.
fn all_words(text: &Text) -> String {
    text.lines.iter().map(|line| squeezed(&line.text)).collect()
}

/// Links and headings that are now on other words, though the words are the same.
fn spans(old: &[Element], new: &[Element], was: &str, is: &str) -> Vec<Change> {
    let of = |elements: &[Element]| {
        let named = elements.iter().filter(|element| matches!(element.tag, Tag::Heading(_) | Tag::Link(_)));
        named.cloned().collect::<Vec<_>>()
    };
    let (old, new) = (of(old), of(new));
    if !old.iter().map(|element| &element.tag).eq(new.iter().map(|element| &element.tag)) {
        return Vec::new();
    }
    let differs = old.iter().zip(&new).filter(|(one, other)| {
        let (before, after) = (squeezed(&one.text), squeezed(&other.text));
        before != after && is.contains(&before) && was.contains(&after)
    });
    let told = differs.map(|(one, other)| {
        let (before, after) = (quote(&one.text), quote(&other.text));
        match &one.tag {
            Tag::Link(url) => {
                Change::new(ChangeKind::Link, format!("link to `{url}` is on {after} instead of {before}"))
            }
            tag => Change::new(ChangeKind::Structure, format!("{tag} is {after} instead of {before}")),
        }
    });
    told.collect()
}

/// The language of an element changed: what it is, and `en became de`.
type Turn = (Tag, String);

/// Changes of language; the same one of several sorts of elements is reported once.
fn languages(turns: &[Turn]) -> Vec<Change> {
    let mut sorts: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for (tag, codes) in turns {
        let sort = if matches!(tag, Tag::Heading(_)) { "headings".to_owned() } else { format!("{tag}s") };
        sorts.entry(codes).or_default().insert(sort);
    }
    let change = |name: &str, codes: &str| {
        Change::new(ChangeKind::Language, format!("language of {name} changed: {codes}"))
    };
    let single = turns.iter().filter(|(_, codes)| sorts[codes.as_str()].len() == 1);
    let single = single.map(|(tag, codes)| change(&format!("a {tag}"), codes));
    let several = sorts.iter().filter(|(_, sorts)| sorts.len() > 1);
    let several = several.map(|(codes, sorts)| change(&list(sorts.iter().cloned()), codes));
    single.chain(several).collect()
}

/// Language and title of the document.
fn whole(old: &Structure, new: &Structure) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut became = |kind, what: &str, was: &str, is: &str| {
        if was != is {
            let message = format!("the document's {what} {} became {}", quote(was), quote(is));
            changes.push(Change::new(kind, message));
        }
    };
    became(ChangeKind::Language, "language", &old.language, &new.language);
    became(ChangeKind::Structure, "title", &old.title, &new.title);
    if let (Some(was), Some(is)) = (&old.author, &new.author) {
        became(ChangeKind::Structure, "author", was, is);
    }
    changes
}

/// The new element that an old one became.
fn partner(old: &Element, fresh: &[&Element]) -> Option<usize> {
    let found = |same: &dyn Fn(&Element) -> bool| fresh.iter().position(|new| same(new));
    let same_sort = |new: &Element| std::mem::discriminant(&new.tag) == std::mem::discriminant(&old.tag);
    match &old.tag {
        Tag::Link(url) => found(&|new| same_sort(new) && new.text == old.text)
            .or_else(|| found(&|new| matches!(&new.tag, Tag::Link(to) if to == url)))
            // The only one that is new came in the place of this one.
            .or_else(|| found(&same_sort).filter(|_| fresh.iter().filter(|new| same_sort(new)).count() == 1)),
        Tag::Heading(_) => found(&|new| same_sort(new) && new.text == old.text),
        Tag::Figure => found(&same_sort),
        tag => found(&|new| new.tag == *tag && (new.depth, &new.language) != (old.depth, &old.language)),
    }
}

/// What is found, section by section.
struct ElementChanges {
    /// Whether the text is compared too.
    text_told: bool,
    changes: Vec<Change>,
    /// Changes of language: several become one.
    turns: Vec<Turn>,
}

impl ElementChanges {
    fn section(&mut self, old: &[Element], new: &[Element], title: &str) {
        // An element that only reads differently stays matched where the text tells of it.
        let key = |element: &Element| {
            let silent = self.text_told && matches!(element.tag, Tag::Heading(_) | Tag::Link(_));
            let text = if silent { String::new() } else { element.text.clone() };
            (element.depth, element.tag.clone(), element.language.clone(), text)
        };
        let (mut gone, mut fresh) = (Vec::new(), Vec::new());
        for op in differing(old, new, key) {
            gone.extend(&old[op.old_range()]);
            fresh.extend(&new[op.new_range()]);
        }
        gone.retain(|element| {
            let at = partner(element, &fresh);
            at.into_iter().for_each(|at| self.became(element, fresh.remove(at)));
            at.is_none()
        });
        self.alone(&gone, "is gone");
        self.alone(&fresh, "is new");
        self.changes.extend(counts(&gone, &fresh, title));
    }

    /// Adds what changed of an element; nothing when only its depth did, which is the change of what it stands in.
    fn became(&mut self, old: &Element, new: &Element) {
        let (was, is) = (quote(&old.text), quote(&new.text));
        let (kind, message) = match (&old.tag, &new.tag) {
            (Tag::Link(from), Tag::Link(to)) if from != to => {
                (ChangeKind::Link, format!("link {is} leads to `{to}` instead of `{from}`"))
            }
            (Tag::Heading(from), Tag::Heading(to)) if from != to => {
                (ChangeKind::Structure, format!("heading {is} is of level {to} instead of {from}"))
            }
            (Tag::Figure, _) if old.text != new.text => {
                (ChangeKind::AltText, format!("alternative text changed: {was} became {is}"))
            }
            _ if old.language != new.language => {
                let code =
                    |element: &Element| element.language.clone().unwrap_or("the document's".to_owned());
                return self.turns.push((new.tag.clone(), format!("{} became {}", code(old), code(new))));
            }
            _ if old.text != new.text => (ChangeKind::Structure, format!("{} {was} became {is}", new.tag)),
            _ => return,
        };
        self.changes.push(Change::new(kind, message));
    }

    /// Adds links, figures and headings without a partner, one by one.
    fn alone(&mut self, elements: &[&Element], what: &str) {
        for element in elements {
            let text = quote(&element.text);
            let (kind, message) = match &element.tag {
                Tag::Link(url) => (ChangeKind::Link, format!("link {text} to `{url}` {what}")),
                Tag::Figure => (ChangeKind::AltText, format!("figure {text} {what}")),
                Tag::Heading(level) if !self.text_told || what == "is gone" => {
                    (ChangeKind::Structure, format!("heading {text} of level {level} {what}"))
                }
                _ => continue,
            };
            self.changes.push(Change::new(kind, message));
        }
    }
}

/// Other elements without a partner, counted.
fn counts(gone: &[&Element], fresh: &[&Element], title: &str) -> Option<Change> {
    let mut balance: BTreeMap<&Tag, isize> = BTreeMap::new();
    for (elements, by) in [(gone, -1), (fresh, 1)] {
        let plain = |tag: &&Tag| !matches!(tag, Tag::Link(_) | Tag::Figure | Tag::Heading(_));
        let tags = elements.iter().map(|element| &element.tag).filter(plain);
        tags.for_each(|tag| *balance.entry(tag).or_default() += by);
    }
    let part = |(tag, by): (&Tag, isize)| {
        let more = if by > 0 { "more" } else { "fewer" };
        (by != 0).then(|| format!("{} {more}", count(by.unsigned_abs(), &tag.to_string())))
    };
    let parts = list(balance.into_iter().filter_map(part));
    let message = format!("structure of {}: {parts}", section_name(title));
    (!parts.is_empty()).then(|| Change::new(ChangeKind::Structure, message))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn element(depth: usize, tag: Tag, text: &str) -> Element {
        Element { depth, tag, language: None, text: text.to_owned() }
    }

    fn some() -> Structure {
        let link = |url: &str| Tag::Link(url.to_owned());
        Structure {
            language: "en".to_owned(),
            author: None,
            title: "Ada".to_owned(),
            elements: vec![
                element(0, Tag::Figure, "Portrait of Ada"),
                element(0, Tag::Heading(1), "Ada"),
                element(0, link("mailto:ada@example.com"), "ada@example.com"),
                element(0, Tag::Heading(2), "Work"),
                element(0, Tag::Heading(3), "Engineer"),
                element(0, Tag::List, ""),
                element(1, Tag::Item, ""),
                element(1, Tag::Item, ""),
            ],
        }
    }

    fn told(change: impl FnOnce(&mut Structure), text_told: bool) -> Vec<String> {
        let mut new = some();
        change(&mut new);
        let text = Text::default();
        let texts = text_told.then_some((&text, &text));
        compare(&some(), &new, texts, &BTreeSet::new()).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn the_same_structure_needs_no_word() {
        assert_eq!(told(|_| (), true), [""; 0]);
        assert_eq!(told(|new| new.elements[4].text = "Lead".to_owned(), true), [""; 0]);
    }

    #[test]
    fn what_a_reader_aloud_would_miss_is_told() {
        let to = |url: &str| Tag::Link(url.to_owned());
        assert_eq!(
            told(|new| new.elements[2].tag = to("mailto:x@example.com"), true),
            ["link \"ada@example.com\" leads to `mailto:x@example.com` instead of `mailto:ada@example.com`"]
        );
        assert_eq!(
            told(|new| drop(new.elements.remove(2)), true),
            ["link \"ada@example.com\" to `mailto:ada@example.com` is gone"]
        );
        assert_eq!(
            told(|new| new.elements[0].text = "Photo".to_owned(), true),
            ["alternative text changed: \"Portrait of Ada\" became \"Photo\""]
        );
        assert_eq!(
            told(|new| new.elements[4].tag = Tag::Heading(4), true),
            ["heading \"Engineer\" is of level 4 instead of 3"]
        );
        assert_eq!(
            told(|new| new.elements[4].tag = Tag::Paragraph, true),
            ["heading \"Engineer\" of level 3 is gone", "structure of \"Work\": 1 paragraph more"]
        );
        assert_eq!(told(|new| new.elements.truncate(7), true), ["structure of \"Work\": 1 item fewer"]);
        assert_eq!(
            told(|new| new.language = "de".to_owned(), true),
            ["the document's language \"en\" became \"de\""]
        );
    }

    #[test]
    fn a_change_of_language_of_several_sorts_of_elements_is_reported_once() {
        let german = |new: &mut Structure, at: usize| new.elements[at].language = Some("de".to_owned());
        assert_eq!(
            told(|new| german(new, 5), true),
            ["language of a list changed: the document's became de"]
        );
        let both = told(|new| (german(new, 4), german(new, 5)).1, true);
        assert_eq!(both, ["language of headings and lists changed: the document's became de"]);
    }

    #[test]
    fn without_the_text_the_structure_tells_its_words() {
        assert_eq!(
            told(|new| new.elements[2].text = "write".to_owned(), false),
            ["link \"ada@example.com\" became \"write\""]
        );
    }
}
