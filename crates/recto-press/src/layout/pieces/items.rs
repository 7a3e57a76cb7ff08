//! The items of a section: the walk over entries, groups, quotations and paragraphs, in the functions of a layout.

use super::lines::join;
use super::prose::{
    FEW, ProseBuilder, array, block_of, count_lines, dict, end_introduces, ends_open, gather, in_block,
    in_box, introduces, lines_of, link, paragraph, string, whole,
};
use super::{is_blank, kept, kept_whole, mentions};
use comemo::Tracked;
use typst::diag::{At, HintedStrResult, SourceResult, bail};
use typst::ecow::eco_format;
use typst::engine::Engine;
use typst::foundations::{
    Args, Array, Content, Context, Dict, Func, IntoValue, NativeElement, Smart, Value, func,
};
use typst::layout::{BlockElem, ColbreakElem, Em, Length, Spacing};
use typst::model::{EmphElem, ParElem};
use typst::syntax::Span;
use typst::text::{SpaceElem, TextElem};

/// The longest detail, in characters, that is set in the second line of the head; a longer one, such as a thesis, is a
/// paragraph.
pub(crate) const SHORT_FACT: usize = 40;

/// The second line of a reference, in from the first (em).
const HANGING: f64 = 1.2;

/// From how many bytes on the label of keywords could be broken to make lines even.
const LONG_LABEL: usize = 24;

/// A note of up to so many characters is in the head of its organisation.
const FEW_WORDS: usize = 64;
/// A title is run into one paragraph of up to so many lines.
const SENTENCE: usize = 4;

/// How much there is of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// An entry that is a head, which nothing follows.
    Head,
    /// An entry that is a title and one paragraph.
    Sentence,
    /// Any other entry.
    Full,
    /// No entry.
    Other,
}

/// The items of a section. Groups and paragraphs follow their like closely, and so do heads that nothing follows; everything
/// else is set apart. `layout` holds the
/// functions and lengths that `compose` gathers, `first` is the space above the first item.
#[func]
pub(super) fn items_of(
    engine: &mut Engine,
    context: Tracked<Context>,
    span: Span,
    layout: Dict,
    items: Array,
    first: Length,
) -> SourceResult<Content> {
    ItemBuilder::new(engine, context, span, &layout)?.items(&items, first)
}

/// A group of keywords: "Label (level): one, two".
#[func]
pub(super) fn group(
    engine: &mut Engine,
    context: Tracked<Context>,
    span: Span,
    layout: Dict,
    item: Dict,
) -> SourceResult<Content> {
    ItemBuilder::new(engine, context, span, &layout)?.group(&item)
}

/// Makes content of items, with the functions of a layout.
struct ItemBuilder<'a, 'e> {
    engine: &'a mut Engine<'e>,
    context: Tracked<'a, Context<'a>>,
    span: Span,
    layout: &'a Dict,
    prose: ProseBuilder<'e>,
}

/// Where the head of a role is: the space above it, its level as a heading, and whether it is one of several.
struct RoleHead {
    above: Value,
    level: i64,
    nested: bool,
}

impl<'a, 'e> ItemBuilder<'a, 'e> {
    fn new(
        engine: &'a mut Engine<'e>,
        context: Tracked<'a, Context<'a>>,
        span: Span,
        layout: &'a Dict,
    ) -> SourceResult<Self> {
        let mut prose = ProseBuilder::new(engine, span)?;
        if let Ok(room) = layout.get("room") {
            prose.room = room.clone().cast::<Length>().at(span)?.abs;
        }
        Ok(Self { engine, context, span, layout, prose })
    }

    fn items(&mut self, items: &Array, first: Length) -> SourceResult<Content> {
        let gaps = self.field(self.layout, "gaps")?.clone().cast::<Dict>().at(self.span)?;
        let kinds: Vec<&str> = items.iter().map(kind).collect::<HintedStrResult<_>>().at(self.span)?;
        let shapes = items.iter().map(|item| self.shape(dict(item).at(self.span)?));
        let mut shapes = shapes.collect::<SourceResult<Vec<_>>>()?;
        // One look for all entries of a section: where one has a full head, none is run in.
        if shapes.contains(&Shape::Full)
            || self.layout.get("run-in").is_ok_and(|run_in| *run_in == Value::None)
        {
            shapes
                .iter_mut()
                .filter(|shape| **shape == Shape::Sentence)
                .for_each(|shape| *shape = Shape::Full);
        }
        let is_short = |index: usize| matches!(shapes[index], Shape::Head | Shape::Sentence);
        let mut out = Vec::new();
        for (index, item) in items.iter().enumerate() {
            let item = dict(item).at(self.span)?;
            let key =
                if index > 0 && is_short(index - 1) && is_short(index) { "short" } else { kinds[index] };
            let close = gaps.get(key).ok().filter(|_| index > 0 && kinds[index - 1] == kinds[index]);
            let above = match close.or_else(|| gaps.get("entry").ok()) {
                _ if index == 0 => first.into_value(),
                Some(gap) => gap.clone(),
                None => Value::Auto,
            };
            match kinds[index] {
                "entry" if shapes[index] == Shape::Sentence => out.push(self.sentence(item, above)?),
                "entry" => self.placed(item, above, &mut out)?,
                "group" => {
                    // Rows that would be lonely at a page's foot or head: the first, and the last but one.
                    let is_edge = index == 0 || index + 2 == items.len();
                    let sticky = is_edge && kinds.get(index + 1) == Some(&"group");
                    let hanging =
                        self.field(self.layout, "hanging")?.clone().cast::<Length>().at(self.span)?;
                    let body = ParElem::new(self.group(item)?).with_hanging_indent(hanging).pack();
                    let breakable = is_long(item).at(self.span)?.into_value();
                    let below = self.field(&gaps, "group")?.clone();
                    let named = [("below", below), ("sticky", sticky.into_value()), ("breakable", breakable)];
                    out.push(self.row(body, above, named)?);
                }
                "reference" => {
                    let number = 1 + kinds[..index].iter().filter(|kind| **kind == "reference").count();
                    self.reference(item, above, number, &mut out)?;
                }
                "quotation" if !is_blank(self.field(item, "name")?) => {
                    let (name, body) = (self.field(item, "name")?, self.array(item, "body")?);
                    let more = ("more", (!body.is_empty()).into_value());
                    let head = self.call("head", [above, 3.into_value(), name.clone()], [more])?;
                    out.push(self.keep([name], head)?);
                    out.push(self.inside(self.prose.prose(body, false)?)?);
                }
                "prose" | "quotation" => {
                    let blocks = self.array(item, "body")?;
                    let sticky = index + 1 < items.len() && end_introduces(blocks);
                    let body = self.prose.prose(blocks, false)?;
                    let body = self.call("summary", [body.into_value()], [])?;
                    out.push(self.row(body, above, sticky.then(|| ("sticky", true.into_value())))?);
                }
                kind => bail!(self.span, "there are no items of the kind `{kind}`"),
            }
        }
        Ok(Content::sequence(out))
    }

    /// A publication, in one paragraph: authors, title, venue, details, date, address. Some layouts set its number and its date
    /// apart.
    fn reference(
        &mut self,
        item: &Dict,
        above: Value,
        number: usize,
        out: &mut Vec<Content>,
    ) -> SourceResult<()> {
        let keys = ["title", "venue", "dates", "url"].map(|key| self.field(item, key));
        let [title, venue, dates, url] = keys;
        let (title, venue, dates, url) = (title?, venue?, dates?, url?);
        let (authors, details) = (self.array(item, "authors")?, self.array(item, "details")?);
        let own = self.field(self.layout, "reference")?.clone();
        let text = |value: &str| (self.prose.string(value), is_closed(value));
        let mut sentences = Vec::new();
        if !authors.is_empty() {
            let mut names = String::new();
            gather(authors, &mut names).at(self.span)?;
            sentences.push((self.prose.runs(authors)?, is_closed(&names)));
        }
        sentences.push(text(string(title).at(self.span)?));
        let mut source = Vec::new();
        if let Value::Str(venue) = venue {
            let (venue, closed) = text(venue);
            source.push((EmphElem::new(venue).pack(), closed));
        }
        for detail in details {
            source.push(text(string(detail).at(self.span)?));
        }
        if let (Value::Dict(dates), Value::None) = (dates, &own) {
            let dates = string(self.field(dates, "text")?).at(self.span)?;
            source.push((in_box(TextElem::packed(dates)), is_closed(dates)));
        }
        if let Some((_, closed)) = source.last().cloned() {
            let parts = source.into_iter().map(|(part, _)| part);
            let comma = TextElem::packed(self.comma()?);
            sentences.push((join(parts, &comma), closed));
        }
        if let Some(address) = self.address(url)? {
            sentences.push((address.display(), false));
        }
        let last = sentences.len() - 1;
        let sentences = sentences.into_iter().enumerate().flat_map(|(index, (sentence, closed))| {
            let stop = if closed { " " } else { ". " };
            [Some(sentence), (index < last).then(|| TextElem::packed(stop))]
        });
        let body = Content::sequence(sentences.flatten());
        let said = [self.field(item, "authors")?, self.field(item, "title")?, venue, dates, url];
        let body = self.keep(said.into_iter().chain([self.field(item, "details")?]), body)?;
        match own {
            Value::None => {
                let body = ParElem::new(body).with_hanging_indent(Em::new(HANGING).into()).pack();
                let body = self.row(body, above, [("breakable", false.into_value())])?;
                out.push(body);
            }
            _ => {
                let values = [above, number.into_value(), dates.clone(), body.into_value()];
                out.push(self.call("reference", values, [])?);
            }
        }
        let summary = self.array(item, "summary")?;
        if !summary.is_empty() {
            let summary = self.prose.prose(summary, false)?;
            let summary = self.call("summary", [summary.into_value()], [])?;
            out.push(self.inside(summary)?);
        }
        Ok(())
    }

    /// What an item looks like.
    fn shape(&self, item: &Dict) -> SourceResult<Shape> {
        if item.get("kind").ok().is_none_or(|kind| *kind != "entry".into_value()) {
            return Ok(Shape::Other);
        }
        let [role] = self.array(item, "roles")?.as_slice() else { return Ok(Shape::Full) };
        let role = dict(role).at(self.span)?;
        let [note, summary, highlights] =
            [(item, "note"), (role, "summary"), (role, "highlights")].map(|(of, key)| self.array(of, key));
        let (note, summary, highlights, details) =
            (note?, summary?, highlights?, self.array(role, "details")?);
        if !note.is_empty() || !is_blank(self.field(role, "keywords")?) {
            return Ok(Shape::Full);
        }
        if summary.is_empty() && highlights.is_empty() {
            return Ok(if details.iter().all(is_short) { Shape::Head } else { Shape::Full });
        }
        let facts = [
            (item, "organization"),
            (item, "place"),
            (item, "url"),
            (role, "dates"),
            (role, "place"),
            (role, "url"),
            (role, "details"),
        ];
        let is_bare =
            facts.iter().all(|(of, key)| of.get(key).is_ok_and(is_blank)) && !item.contains("page-break");
        let few =
            sentence(role).is_some_and(|blocks| count_lines(blocks).is_ok_and(|lines| lines <= SENTENCE));
        Ok(if is_bare && few { Shape::Sentence } else { Shape::Full })
    }

    /// A title and one paragraph in one block.
    fn sentence(&mut self, entry: &Dict, above: Value) -> SourceResult<Content> {
        let role = self.array(entry, "roles")?.iter().next().unwrap_or(&Value::None);
        let role = dict(role).at(self.span)?;
        let title = self.field(role, "title")?;
        let runs = sentence(role).and_then(|blocks| paragraph(blocks.iter().next()));
        let body = runs.map(|runs| self.prose.runs(runs)).transpose()?.unwrap_or_default();
        let body = self.call("summary", [body.into_value()], [])?;
        let set = self.call("run-in", [above, title.clone(), body.into_value()], [])?;
        self.keep([title], set)
    }

    /// An entry where the file wants it: at the top of a page, or whole.
    fn placed(&mut self, entry: &Dict, above: Value, out: &mut Vec<Content>) -> SourceResult<()> {
        let page_break = entry.get("page-break").ok().map(string).transpose().at(self.span)?;
        if page_break == Some("before") {
            // A break of columns can be made in a column, too; a page without any has one.
            out.push(ColbreakElem::new().with_weak(true).pack());
        }
        if page_break != Some("avoid") {
            return self.entry(entry, above, out);
        }
        let mut parts = Vec::new();
        let space = above.clone().cast::<Smart<Spacing>>().at(self.span)?;
        self.entry(entry, above, &mut parts)?;
        let block = BlockElem::new().with_above(space).with_breakable(false);
        out.push(in_block(block, Content::sequence(parts)));
        Ok(())
    }

    /// An entry: the head of its organisation if it has several roles, and each role with its own.
    fn entry(&mut self, entry: &Dict, above: Value, out: &mut Vec<Content>) -> SourceResult<()> {
        let roles = self.array(entry, "roles")?;
        if let [role] = roles.as_slice() {
            let head = RoleHead { above, level: 3, nested: false };
            return self.role(entry, dict(role).at(self.span)?, head, out);
        }
        let [name, place, url] = ["organization", "place", "url"].map(|key| self.field(entry, key));
        let (name, place, url) = (name?, place?, url?);
        let mut facts: Array = self.address(url)?.into_iter().collect();
        // What the organisation is in a few words is one of its facts.
        let note = self.array(entry, "note")?;
        let words = paragraph(note.iter().next()).filter(|_| note.len() == 1);
        let words = words.filter(|runs| is_few_words(runs));
        if let Some(words) = words {
            facts.push(self.prose.runs(words)?.into_value());
        }
        let named = [("places", present([place]).into_value()), ("facts", facts.into_value())];
        let head = self.call("head", [above, 3.into_value(), name.clone()], named)?;
        out.push(self.keep([name, place, url], head)?);
        if !note.is_empty() && words.is_none() {
            let note = self.prose.prose(note, true)?;
            let note = self.call("place", [note.into_value()], [])?;
            out.push(self.inside(note)?);
        }
        let gaps = self.array(self.layout, "role-gaps")?;
        let level = if !is_blank(name) { 4 } else { 3 };
        for (index, role) in roles.iter().enumerate() {
            let above = gaps.at(i64::from(index > 0), None).at(self.span)?;
            self.role(entry, dict(role).at(self.span)?, RoleHead { above, level, nested: true }, out)?;
        }
        Ok(())
    }

    /// A role: its head, which is also that of its entry unless it is one of several, and what follows.
    fn role(
        &mut self,
        entry: &Dict,
        role: &Dict,
        head: RoleHead,
        out: &mut Vec<Content>,
    ) -> SourceResult<()> {
        let [title, dates] = ["title", "dates"].map(|key| self.field(role, key));
        let (title, dates, details) = (title?, dates?, self.array(role, "details")?);
        let mut facts: Array = details.iter().filter(|detail| is_short(detail)).cloned().collect();
        let (mut organization, mut places, mut note) = (&Value::None, Vec::new(), &Array::new());
        let mut said = vec![title, dates];
        if !head.nested {
            organization = self.field(entry, "organization")?;
            note = self.array(entry, "note")?;
            said.push(organization);
        }
        for of in [entry, role].into_iter().skip(usize::from(head.nested)) {
            let (place, url) = (self.field(of, "place")?, self.field(of, "url")?);
            places.push(place);
            facts.extend(self.address(url)?);
            said.extend([place, url]);
        }
        let details = details.clone().into_value();
        said.push(&details);
        let body = self.body(note, role)?;
        let named = [
            ("organization", organization.clone()),
            ("places", present(places).into_value()),
            ("facts", facts.into_value()),
            ("dates", dates.clone()),
            ("nested", head.nested.into_value()),
            ("more", body.is_some().into_value()),
        ];
        let set = self.call("head", [head.above, head.level.into_value(), title.clone()], named)?;
        out.push(self.keep(said, set)?);
        if let Some(body) = body {
            out.push(self.inside(body)?);
        }
        Ok(())
    }

    /// What follows the head of a role, if anything does.
    fn body(&mut self, note: &Array, role: &Dict) -> SourceResult<Option<Content>> {
        let (summary, highlights) = (self.array(role, "summary")?, self.array(role, "highlights")?);
        let mut out = Vec::new();
        for detail in self.array(role, "details")?.iter().filter(|detail| !is_short(detail)) {
            let detail = string(detail).at(self.span)?;
            out.push(whole(lines_of(detail), ParElem::new(self.prose.string(detail)).pack()));
        }
        let followed = !highlights.is_empty();
        if let Some(text) = self.lead(note, summary, followed)? {
            // A single bullet does not go to the next page alone either.
            let few = (count_lines(note).at(self.span)? + count_lines(summary).at(self.span)?) <= FEW;
            let clings = highlights.len() == 1 && few;
            out.push(if clings { in_block(BlockElem::new().with_sticky(true), text) } else { text });
        }
        if !highlights.is_empty() {
            out.push(self.prose.bullets(highlights)?);
        }
        if let Value::Dict(keywords) = self.field(role, "keywords")? {
            let (label, items) = (self.field(keywords, "label")?, self.array(keywords, "items")?);
            let words = self.prose.keywords(items, self.comma()?, self.is_mirrored())?;
            // Words without a label are as quiet as other short facts.
            let body = match is_blank(label) {
                true => self.call("place", [words.into_value()], [])?,
                false => self.call("keyword-label", [label.clone()], [])? + TextElem::packed(": ") + words,
            };
            out.push(whole(lines_of_list(items), ParElem::new(body).pack()));
        }
        Ok((!out.is_empty()).then(|| Content::sequence(out)))
    }

    /// What the organisation is, run into the summary as its first sentence.
    fn lead(&mut self, note: &Array, summary: &Array, followed: bool) -> SourceResult<Option<Content>> {
        let sentence = paragraph(note.iter().next()).filter(|_| note.len() == 1);
        let (Some(sentence), Some(first)) = (sentence, paragraph(summary.iter().next())) else {
            let mut out = Vec::new();
            for (part, blocks) in [("place", note), ("summary", summary)] {
                if !blocks.is_empty() {
                    let is_last = part == "summary" || summary.is_empty();
                    let text = self.prose.prose(blocks, followed || !is_last)?;
                    out.push(self.call(part, [text.into_value()], [])?);
                }
            }
            return Ok((!out.is_empty()).then(|| Content::sequence(out)));
        };
        let mut note = self.prose.runs(sentence)?;
        let (mut before, mut after) = (String::new(), String::new());
        gather(sentence, &mut before).at(self.span)?;
        gather(first, &mut after).at(self.span)?;
        if ends_open(&before) {
            note += TextElem::packed(".");
        }
        // One paragraph has one colour.
        let body = note + SpaceElem::shared().clone() + self.prose.runs(first)?;
        let body = ParElem::new(self.call("summary", [body.into_value()], [])?).pack();
        let rest: Array = summary.iter().skip(1).cloned().collect();
        let clings = (followed || !rest.is_empty()) && introduces(first, &after);
        let mut text = block_of(lines_of(&before) + lines_of(&after), clings, body);
        if !rest.is_empty() {
            let rest = self.prose.prose(&rest, followed)?;
            text += self.call("summary", [rest.into_value()], [])?;
        }
        Ok(Some(text))
    }

    fn group(&mut self, item: &Dict) -> SourceResult<Content> {
        let (name, level) = (self.field(item, "label")?, self.field(item, "level")?);
        let items = self.array(item, "items")?;
        let mut head = Vec::new();
        if !is_blank(name) {
            let label = self.call("label", [name.clone()], [])?;
            // Lines would else be made even by a break inside it.
            let is_long = string(name).at(self.span)?.len() > LONG_LABEL;
            head.push(if is_long { kept_whole(self.span, label) } else { label });
        }
        if !is_blank(level) {
            if head.is_empty() {
                head.push(self.call("label", [level.clone()], [])?);
            } else {
                let level = format!("({})", string(level).at(self.span)?);
                head.push(TextElem::packed(" "));
                head.push(self.call("place", [level.into_value()], [])?);
            }
        }
        let keywords = self.prose.keywords(items, self.comma()?, self.is_mirrored())?;
        let head = match (head.is_empty(), items.is_empty()) {
            (true, _) => return Ok(keywords),
            (false, true) => Content::sequence(head),
            (false, false) => Content::sequence(head) + TextElem::packed(": ") + keywords,
        };
        self.keep([name, level], head)
    }

    /// An address: its text, and the link if it has one.
    fn address(&self, url: &Value) -> SourceResult<Option<Value>> {
        let Value::Dict(url) = url else { return Ok(None) };
        let text = self.field(url, "text")?;
        Ok(Some(match self.field(url, "url")? {
            Value::Str(target) => link(target, text.clone().display()).at(self.span)?.into_value(),
            _ => text.clone(),
        }))
    }

    /// `body` as content of the layout's rows.
    fn row<'n>(
        &mut self,
        body: Content,
        above: Value,
        named: impl IntoIterator<Item = (&'n str, Value)>,
    ) -> SourceResult<Content> {
        let named = [("above", above)].into_iter().chain(named);
        self.call("row", [body.into_value()], named)
    }

    /// Whether the page runs from right to left.
    fn is_mirrored(&self) -> bool {
        self.layout.get("mirrored").is_ok_and(|mirrored| *mirrored == true.into_value())
    }

    /// What joins the parts of a line in the language of the page.
    fn comma(&self) -> SourceResult<&'a str> {
        self.layout.get("comma").map_or(Ok(", "), |comma| string(comma).at(self.span))
    }

    /// `body`, indented as the text of entries is in this layout.
    fn inside(&mut self, body: Content) -> SourceResult<Content> {
        match self.field(self.layout, "inside")? {
            Value::None => Ok(body),
            _ => self.call("inside", [body.into_value()], []),
        }
    }

    /// Calls a function of the layout.
    fn call<'n>(
        &mut self,
        name: &str,
        values: impl IntoIterator<Item = Value>,
        named: impl IntoIterator<Item = (&'n str, Value)>,
    ) -> SourceResult<Content> {
        let function: Func = self.field(self.layout, name)?.clone().cast().at(self.span)?;
        let mut arguments = Args::new(self.span, values);
        arguments.items.extend(named.into_iter().map(|(name, value)| super::named(self.span, name, value)));
        Ok(function.call(self.engine, self.context, arguments)?.display())
    }

    /// `body`, with the words in what it says that stay whole.
    fn keep<'d>(&self, said: impl IntoIterator<Item = &'d Value>, body: Content) -> SourceResult<Content> {
        match &self.prose.kept {
            Some(words) if said.into_iter().any(|value| mentions(value, words)) => {
                kept(words.clone(), body, self.span).at(self.span)
            }
            _ => Ok(body),
        }
    }

    fn field<'d>(&self, dict: &'d Dict, key: &str) -> SourceResult<&'d Value> {
        dict.get(key).at(self.span)
    }

    fn array<'d>(&self, dict: &'d Dict, key: &str) -> SourceResult<&'d Array> {
        match self.field(dict, key)? {
            Value::Array(array) => Ok(array),
            other => Err(eco_format!("`{key}` is no array but {}", other.ty())).at(self.span),
        }
    }
}

/// Whether a sentence has its stop.
fn is_closed(text: &str) -> bool {
    text.ends_with(['.', '?', '!', '。'])
}

/// Those of some values that say something.
fn present<'d>(values: impl IntoIterator<Item = &'d Value>) -> Array {
    values.into_iter().filter(|value| !is_blank(value)).cloned().collect()
}

fn kind(item: &Value) -> HintedStrResult<&str> {
    string(dict(item)?.get("kind")?)
}

/// The one paragraph of a role that has no other text.
fn sentence(role: &Dict) -> Option<&Array> {
    let (summary, highlights) = (array(role.get("summary").ok())?, array(role.get("highlights").ok())?);
    let blocks = match (summary.len(), highlights.len()) {
        (1, 0) => summary,
        (0, 1) => array(highlights.iter().next())?,
        _ => return None,
    };
    (blocks.len() == 1 && paragraph(blocks.iter().next()).is_some()).then_some(blocks)
}

/// Whether a paragraph says no more than what a head has room for.
fn is_few_words(runs: &Array) -> bool {
    let mut text = String::new();
    gather(runs, &mut text).is_ok() && !text.contains('\n') && text.chars().count() <= FEW_WORDS
}

fn is_short(detail: &Value) -> bool {
    string(detail).is_ok_and(|detail| detail.chars().count() <= SHORT_FACT)
}

/// Whether a group has so many keywords that it must be free to go on on the next page.
fn is_long(group: &Dict) -> HintedStrResult<bool> {
    let label = [group.get("label")?.clone(), group.get("level")?.clone()];
    let items = array(group.get("items").ok()).into_iter().flatten().cloned();
    Ok(lines_of_list(&label.into_iter().chain(items).collect()) > FEW)
}

/// About how many lines a run of keywords takes.
fn lines_of_list(items: &Array) -> usize {
    lines_of(&items.iter().filter_map(|item| string(item).ok()).collect::<Vec<_>>().join(", "))
}
