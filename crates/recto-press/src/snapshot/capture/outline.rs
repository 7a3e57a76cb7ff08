//! The outline of the structure, from the marks in the engine's frames. It follows how the engine makes tags of them
//! (typst-pdf 0.15, `tags/tree/build.rs`): what is an artifact there is none of the structure here.

use crate::layout::PagedDocument;
use crate::snapshot::folded;
use crate::snapshot::role::Role;
use crate::snapshot::structure::{Element, Structure, Tag};
use typst::foundations::Content;
use typst::introspection::Location;
use typst::layout::{HideElem, RepeatElem};
use typst::model::{
    Destination, EnumElem, HeadingElem, LinkMarker, ListElem, Outlinable, ParElem, QuoteElem, TableElem,
};
use typst::pdf::{ArtifactElem, PdfMarkerTag, PdfMarkerTagKind};
use typst::text::{Lang, Region, TextItem};
use typst::visualize::ImageElem;

/// The outline so far, and what is open.
pub struct Outline {
    /// What is known of the document.
    document: Structure,
    elements: Vec<Entry>,
    open: Vec<Open>,
}

/// An element, and whether it is there at all: a paragraph without text of its own is none.
struct Entry {
    element: Element,
    read: bool,
}

/// An element that has begun.
struct Open {
    location: Location,
    /// What text in it is for.
    role: Role,
    /// Its place in the list of elements; none for bullets and artifacts.
    element: Option<usize>,
}

impl Outline {
    /// An empty one.
    pub fn new(pages: &PagedDocument) -> Self {
        let info = typst::model::Document::info(pages);
        let locale = info.locale.custom().unwrap_or(typst::text::Locale::DEFAULT);
        let document = Structure {
            language: language(locale.lang, locale.region),
            title: info.title.as_deref().map(folded).unwrap_or_default(),
            author: Some(info.author.join(", ")),
            elements: Vec::new(),
        };
        Self { document, elements: Vec::new(), open: Vec::new() }
    }

    /// What text at this point is for.
    pub fn role(&self) -> Role {
        let roles = || self.open.iter().map(|open| open.role);
        // Whatever stands in an artifact or a heading is part of it.
        let outer = roles().find(|role| matches!(role, Role::Furniture | Role::Filler));
        let heading = || roles().find(|role| matches!(role, Role::Name | Role::Heading(_)));
        let filler = roles().find(|role| *role == Role::Filler);
        filler.or(outer).or_else(heading).or_else(|| roles().next_back()).unwrap_or(Role::Text)
    }

    /// An element begins.
    pub fn open(&mut self, content: &Content) {
        let Some(location) = content.location() else { return };
        let Some((role, tag)) = self.meaning(content) else { return };
        let image = content.to_packed::<ImageElem>();
        let alt = image.and_then(|image| image.alt.as_option().clone().flatten());
        let text = alt.map(|alt| folded(&alt)).unwrap_or_default();
        let hidden = matches!(self.role(), Role::Furniture | Role::Filler);
        let element = tag.filter(|_| !hidden).map(|tag| {
            let depth = self.open.iter().filter(|open| self.is_shown(open)).count();
            let read = tag != Tag::Paragraph;
            self.elements.push(Entry { element: Element { depth, tag, language: None, text }, read });
            self.elements.len() - 1
        });
        self.open.push(Open { location, role, element });
    }

    /// Whether an open element makes what is in it deeper. Paragraphs do not: nothing but text and links is in them.
    fn is_shown(&self, open: &Open) -> bool {
        open.element.is_some_and(|index| self.elements[index].element.tag != Tag::Paragraph)
    }

    /// What an element means: what text in it is for, and its tag.
    fn meaning(&self, content: &Content) -> Option<(Role, Option<Tag>)> {
        let inherited = || self.open.last().map_or(Role::Text, |open| open.role);
        let meaning = if content.is::<HideElem>() || content.is::<RepeatElem>() {
            (Role::Filler, None)
        } else if content.is::<ArtifactElem>() {
            (Role::Furniture, None)
        } else if let Some(heading) = content.to_packed::<HeadingElem>() {
            let level = heading.level().get();
            let role = if level == 1 { Role::Name } else { Role::Heading(level) };
            (role, Some(Tag::Heading(level)))
        } else if content.is::<LinkMarker>() {
            (Role::Link, Some(Tag::Link(String::new())))
        } else if content.is::<ListElem>() {
            (Role::Item, Some(Tag::List))
        } else if content.is::<EnumElem>() {
            (Role::Item, Some(Tag::Numbered))
        } else if let Some(marker) = content.to_packed::<PdfMarkerTag>() {
            match marker.kind {
                PdfMarkerTagKind::ListItemLabel => (Role::Bullet, None),
                PdfMarkerTagKind::ListItemBody => (Role::Item, Some(Tag::Item)),
                _ => return None,
            }
        } else if content.is::<QuoteElem>() {
            (Role::Quote, Some(Tag::Quote))
        } else if content.is::<TableElem>() {
            (inherited(), Some(Tag::Table))
        } else if content.is::<ImageElem>() {
            (Role::Figure, Some(Tag::Figure))
        } else if content.is::<ParElem>() && !matches!(self.role(), Role::Name | Role::Heading(_)) {
            (inherited(), Some(Tag::Paragraph))
        } else {
            return None;
        };
        Some(meaning)
    }

    /// An element ends.
    pub fn close(&mut self, location: Location) {
        if let Some(at) = self.open.iter().rposition(|open| open.location == location) {
            self.open.remove(at);
        }
    }

    /// The innermost open link leads there.
    pub fn leads(&mut self, target: &Destination) {
        let url = match target {
            // An address ends before this sign (RFC 3986, appendix C); so it does in our files.
            Destination::Url(url) => url.as_str().replace('>', "%3E"),
            Destination::Position(_) | Destination::Location(_) => "#".to_owned(),
        };
        let link = self.open.iter().rev().filter_map(|open| open.element);
        for index in link {
            if let Tag::Link(to) = &mut self.elements[index].element.tag {
                *to = url;
                return;
            }
        }
    }

    /// Text at this point.
    pub fn read(&mut self, item: &TextItem, role: Role) {
        if matches!(role, Role::Furniture | Role::Filler) {
            return;
        }
        let language = language(item.lang, item.region);
        let other = !language.eq_ignore_ascii_case(&self.document.language);
        let mut innermost = true;
        for index in self.open.iter().rev().filter_map(|open| open.element) {
            let Entry { element, read } = &mut self.elements[index];
            if innermost && other {
                element.language = Some(language.clone());
            }
            *read = *read || innermost || !matches!(element.tag, Tag::Paragraph);
            if matches!(element.tag, Tag::Heading(_) | Tag::Link(_)) {
                element.text.push_str(&item.text);
            }
            innermost = innermost && matches!(element.tag, Tag::Link(_));
        }
    }

    /// The finished outline.
    pub fn finish(self) -> Structure {
        let shown = self.elements.into_iter().filter(|entry| entry.read).map(|entry| entry.element);
        let elements = shown.map(|element| Element { text: folded(&element.text), ..element });
        Structure { elements: elements.collect(), ..self.document }
    }
}

/// `de-CH`
fn language(lang: Lang, region: Option<Region>) -> String {
    let region = region.map(|region| format!("-{}", region.as_str())).unwrap_or_default();
    format!("{}{region}", lang.as_str())
}
