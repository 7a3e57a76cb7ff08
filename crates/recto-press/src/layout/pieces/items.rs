//! The items of a section: the walk over entries, groups, quotations and paragraphs, in the functions of a layout.

use super::prose::{
    FEW, Setter, array, count_lines, dict, ends_open, gather, in_block, lines_of, link, string, whole,
};
use super::{has, kept};
use comemo::Tracked;
use typst::diag::{At, HintedStrResult, SourceResult, bail};
use typst::ecow::{EcoVec, eco_format};
use typst::engine::Engine;
use typst::foundations::{
    Arg, Args, Array, Content, Context, Dict, Func, IntoValue, NativeElement, Str, Value, func,
};
use typst::layout::{BlockElem, Length};
use typst::model::ParElem;
use typst::syntax::{Span, Spanned};
use typst::text::{SpaceElem, TextElem};

/// A detail of so many characters stands in the head's second line; a longer one, such as a thesis, is a paragraph.
const SHORT_FACT: usize = 40;

/// The items of a section. Groups and paragraphs follow their like closely, everything else is set apart. `layout` holds the
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
    Walk::new(engine, context, span, &layout)?.items(&items, first)
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
    Walk::new(engine, context, span, &layout)?.group(&item)
}

struct Walk<'a, 'e> {
    engine: &'a mut Engine<'e>,
    context: Tracked<'a, Context<'a>>,
    span: Span,
    layout: &'a Dict,
    setter: Setter<'e>,
}

impl<'a, 'e> Walk<'a, 'e> {
    fn new(
        engine: &'a mut Engine<'e>,
        context: Tracked<'a, Context<'a>>,
        span: Span,
        layout: &'a Dict,
    ) -> SourceResult<Self> {
        let mut setter = Setter::new(engine, span)?;
        if let Ok(room) = layout.get("room") {
            setter.room = room.clone().cast::<Length>().at(span)?.abs;
        }
        Ok(Self { engine, context, span, layout, setter })
    }

    fn items(&mut self, items: &Array, first: Length) -> SourceResult<Content> {
        let gaps = self.field(self.layout, "gaps")?.clone().cast::<Dict>().at(self.span)?;
        let mut out = Vec::new();
        let mut last = "";
        let kinds: Vec<&str> =
            items.iter().map(|item| kind(item)).collect::<HintedStrResult<_>>().at(self.span)?;
        for (index, item) in items.iter().enumerate() {
            let item = dict(item).at(self.span)?;
            let kind = kinds[index];
            let close = gaps.get(kind).ok().filter(|_| kind == last);
            let above = match close.or_else(|| gaps.get("entry").ok()) {
                _ if index == 0 => first.into_value(),
                Some(gap) => gap.clone(),
                None => Value::Auto,
            };
            last = kind;
            match kind {
                "entry" => self.entry(item, above, &mut out)?,
                "group" => {
                    // Rows that would be lonely at a page's foot or head: the first, and the last but one.
                    let clings =
                        kinds.get(index + 1) == Some(&"group") && (index == 0 || index + 2 == items.len());
                    let breakable = is_long(item).at(self.span)?;
                    let hanging =
                        self.field(self.layout, "hanging")?.clone().cast::<Length>().at(self.span)?;
                    let body = ParElem::new(self.group(item)?).with_hanging_indent(hanging).pack();
                    let below = self.field(&gaps, "group")?.clone();
                    out.push(self.row(
                        body,
                        [
                            ("above", above),
                            ("below", below),
                            ("sticky", clings.into_value()),
                            ("breakable", breakable.into_value()),
                        ],
                    )?);
                }
                "quotation" if has(self.field(item, "name")?.clone()) => {
                    let (name, body) = (self.field(item, "name")?, self.array(item, "body")?);
                    let more = ("more", (!body.is_empty()).into_value());
                    let head = self.call("head", [above, 3.into_value(), name.clone()], [more])?;
                    out.push(self.keep([name], head)?);
                    let body = self.setter.prose(body)?;
                    out.push(self.inside(body)?);
                }
                "prose" | "quotation" => {
                    let body = self.setter.prose(self.array(item, "body")?)?;
                    let body = self.call("summary", [body.into_value()], [])?;
                    out.push(self.row(body, [("above", above)])?);
                }
                _ => bail!(self.span, "there are no items of the kind `{kind}`"),
            }
        }
        Ok(Content::sequence(out))
    }

    /// An entry: the head of its organisation if it has several roles, and each role with its own.
    fn entry(&mut self, item: &Dict, above: Value, out: &mut Vec<Content>) -> SourceResult<()> {
        let roles = self.array(item, "roles")?;
        let (organization, place) = (self.field(item, "organization")?, self.field(item, "place")?);
        let url = self.field(item, "url")?;
        let note = self.array(item, "note")?;
        let single = roles.len() == 1;
        if !single {
            let facts: Array = self.address(url)?.into_iter().collect();
            let places: Array = Some(place.clone()).into_iter().filter(|place| has(place.clone())).collect();
            let named = [("places", places.into_value()), ("facts", facts.into_value())];
            let head = self.call("head", [above.clone(), 3.into_value(), organization.clone()], named)?;
            out.push(self.keep([organization, place, url], head)?);
            if !note.is_empty() {
                let note = self.setter.prose(note)?;
                let note = self.call("place", [note.into_value()], [])?;
                out.push(self.inside(note)?);
            }
        }
        let level = if single || !has(organization.clone()) { 3 } else { 4 };
        let apart = self.array(self.layout, "role-gaps")?;
        for (index, role) in roles.iter().enumerate() {
            let role = dict(role).at(self.span)?;
            let above =
                if single { above.clone() } else { apart.at(i64::from(index > 0), None).at(self.span)? };
            let note = if single { note.clone() } else { Array::new() };
            let body = self.body(&note, role)?;
            let details = self.array(role, "details")?;
            let mut facts: Array = details.iter().filter(|detail| is_short(detail)).cloned().collect();
            let (own_place, own_url) = (self.field(role, "place")?, self.field(role, "url")?);
            if single {
                facts.extend(self.address(url)?);
            }
            facts.extend(self.address(own_url)?);
            let places = [Some(place).filter(|_| single), Some(own_place)];
            let places: Array =
                places.into_iter().flatten().filter(|place| has((*place).clone())).cloned().collect();
            let (title, dates) = (self.field(role, "title")?, self.field(role, "dates")?);
            let employer = if single { organization.clone() } else { Value::None };
            let head = self.call(
                "head",
                [above, level.into_value(), title.clone()],
                [
                    ("organization", employer),
                    ("places", places.into_value()),
                    ("facts", facts.into_value()),
                    ("dates", dates.clone()),
                    ("nested", (!single).into_value()),
                    ("more", body.is_some().into_value()),
                ],
            )?;
            let details = details.clone().into_value();
            let said = [organization, place, url, title, own_place, dates, &details, own_url];
            out.push(self.keep(said, head)?);
            if let Some(body) = body {
                out.push(self.inside(body)?);
            }
        }
        Ok(())
    }

    /// What follows the head of a role, if anything does.
    fn body(&mut self, note: &Array, role: &Dict) -> SourceResult<Option<Content>> {
        let (summary, highlights) = (self.array(role, "summary")?, self.array(role, "highlights")?);
        let mut out = Vec::new();
        for detail in self.array(role, "details")?.iter().filter(|detail| !is_short(detail)) {
            let detail = string(detail).at(self.span)?;
            out.push(whole(lines_of(detail), ParElem::new(self.setter.string(detail)).pack()));
        }
        if let Some(text) = self.lead(note, summary)? {
            // A single bullet does not go to the next page alone either.
            let few = (count_lines(note).at(self.span)? + count_lines(summary).at(self.span)?) <= FEW;
            let clings = highlights.len() == 1 && few;
            out.push(if clings { in_block(BlockElem::new().with_sticky(true), text) } else { text });
        }
        if !highlights.is_empty() {
            out.push(self.setter.bullets(highlights)?);
        }
        if let Value::Dict(keywords) = self.field(role, "keywords")? {
            let label = self.call("keyword-label", [self.field(keywords, "label")?.clone()], [])?;
            let items = self.array(keywords, "items")?;
            let body = label + TextElem::packed(": ") + self.setter.keywords(items)?;
            out.push(whole(lines_of_list(items), ParElem::new(body).pack()));
        }
        Ok((!out.is_empty()).then(|| Content::sequence(out)))
    }

    /// What the organisation is, run into the summary as its first sentence.
    fn lead(&mut self, note: &Array, summary: &Array) -> SourceResult<Option<Content>> {
        let sentence = paragraph(note.iter().next()).filter(|_| note.len() == 1);
        let (Some(sentence), Some(first)) = (sentence, paragraph(summary.iter().next())) else {
            let mut out = Vec::new();
            for (part, blocks) in [("place", note), ("summary", summary)] {
                if !blocks.is_empty() {
                    let text = self.setter.prose(blocks)?;
                    out.push(self.call(part, [text.into_value()], [])?);
                }
            }
            return Ok((!out.is_empty()).then(|| Content::sequence(out)));
        };
        let mut note = self.setter.runs(sentence)?;
        let (mut before, mut after) = (String::new(), String::new());
        gather(sentence, &mut before).at(self.span)?;
        gather(first, &mut after).at(self.span)?;
        if ends_open(&before) {
            note += TextElem::packed(".");
        }
        let note = self.call("place", [note.into_value()], [])?;
        let first = self.setter.runs(first)?;
        let first = self.call("summary", [first.into_value()], [])?;
        let body = ParElem::new(note + SpaceElem::shared().clone() + first).pack();
        let mut text = whole(lines_of(&before) + lines_of(&after), body);
        let rest: Array = summary.iter().skip(1).cloned().collect();
        if !rest.is_empty() {
            let rest = self.setter.prose(&rest)?;
            text += self.call("summary", [rest.into_value()], [])?;
        }
        Ok(Some(text))
    }

    fn group(&mut self, item: &Dict) -> SourceResult<Content> {
        let (name, level) = (self.field(item, "label")?, self.field(item, "level")?);
        let items = self.array(item, "items")?;
        let mut head = Vec::new();
        if has(name.clone()) {
            head.push(self.call("label", [name.clone()], [])?);
        }
        if has(level.clone()) {
            if head.is_empty() {
                head.push(self.call("label", [level.clone()], [])?);
            } else {
                let level = format!("({})", string(level).at(self.span)?);
                head.push(TextElem::packed(" "));
                head.push(self.call("place", [level.into_value()], [])?);
            }
        }
        let keywords = self.setter.keywords(items)?;
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
    fn row<const N: usize>(&mut self, body: Content, named: [(&str, Value); N]) -> SourceResult<Content> {
        self.call("row", [body.into_value()], named)
    }

    /// `body` where the text of the layout's entries stands.
    fn inside(&mut self, body: Content) -> SourceResult<Content> {
        match self.field(self.layout, "inside")? {
            Value::None => Ok(body),
            _ => self.call("inside", [body.into_value()], []),
        }
    }

    /// Calls a function of the layout.
    fn call<const P: usize, const N: usize>(
        &mut self,
        name: &str,
        values: [Value; P],
        named: [(&str, Value); N],
    ) -> SourceResult<Content> {
        let function: Func = self.field(self.layout, name)?.clone().cast().at(self.span)?;
        let span = self.span;
        let arg = |name: Option<Str>, value| Arg { span, name, value: Spanned::new(value, span) };
        let named = named.into_iter().map(|(name, value)| arg(Some(name.into()), value));
        let items: EcoVec<_> = values.into_iter().map(|value| arg(None, value)).chain(named).collect();
        Ok(function.call(self.engine, self.context, Args { span, items })?.display())
    }

    /// `body`, with the words in what it says that stay whole.
    fn keep<const N: usize>(&mut self, said: [&Value; N], body: Content) -> SourceResult<Content> {
        if said.into_iter().any(|value| self.setter.findings.any(value)) {
            kept(&self.setter.findings, body, self.span)
        } else {
            Ok(body)
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

fn kind(item: &Value) -> HintedStrResult<&str> {
    string(dict(item)?.get("kind")?)
}

/// The runs of a block that is a paragraph.
fn paragraph(block: Option<&Value>) -> Option<&Array> {
    array(dict(block?).ok()?.get("p").ok())
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
