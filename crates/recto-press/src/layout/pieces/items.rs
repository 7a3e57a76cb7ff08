//! The items of a section: the walk over entries, groups, quotations and paragraphs, in the functions of a layout.

use super::prose::{
    FEW, ProseBuilder, array, count_lines, dict, ends_open, gather, in_block, lines_of, link, paragraph,
    string, whole,
};
use super::{is_blank, kept, mentions};
use comemo::Tracked;
use typst::diag::{At, HintedStrResult, SourceResult, bail};
use typst::ecow::eco_format;
use typst::engine::Engine;
use typst::foundations::{
    Args, Array, Content, Context, Dict, Func, IntoValue, NativeElement, Smart, Value, func,
};
use typst::layout::{BlockElem, ColbreakElem, Length, Spacing};
use typst::model::ParElem;
use typst::syntax::Span;
use typst::text::{SpaceElem, TextElem};

/// The longest detail, in characters, that is set in the second line of the head; a longer one, such as a thesis, is a
/// paragraph.
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
        let mut out = Vec::new();
        for (index, item) in items.iter().enumerate() {
            let item = dict(item).at(self.span)?;
            let close = gaps.get(kinds[index]).ok().filter(|_| index > 0 && kinds[index - 1] == kinds[index]);
            let above = match close.or_else(|| gaps.get("entry").ok()) {
                _ if index == 0 => first.into_value(),
                Some(gap) => gap.clone(),
                None => Value::Auto,
            };
            match kinds[index] {
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
                "quotation" if !is_blank(self.field(item, "name")?) => {
                    let (name, body) = (self.field(item, "name")?, self.array(item, "body")?);
                    let more = ("more", (!body.is_empty()).into_value());
                    let head = self.call("head", [above, 3.into_value(), name.clone()], [more])?;
                    out.push(self.keep([name], head)?);
                    out.push(self.inside(self.prose.prose(body)?)?);
                }
                "prose" | "quotation" => {
                    let body = self.prose.prose(self.array(item, "body")?)?;
                    let body = self.call("summary", [body.into_value()], [])?;
                    out.push(self.row(body, above, [])?);
                }
                kind => bail!(self.span, "there are no items of the kind `{kind}`"),
            }
        }
        Ok(Content::sequence(out))
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
        let facts: Array = self.address(url)?.into_iter().collect();
        let named = [("places", present([place]).into_value()), ("facts", facts.into_value())];
        let head = self.call("head", [above, 3.into_value(), name.clone()], named)?;
        out.push(self.keep([name, place, url], head)?);
        let note = self.array(entry, "note")?;
        if !note.is_empty() {
            let note = self.prose.prose(note)?;
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
        if let Some(text) = self.lead(note, summary)? {
            // A single bullet does not go to the next page alone either.
            let few = (count_lines(note).at(self.span)? + count_lines(summary).at(self.span)?) <= FEW;
            let clings = highlights.len() == 1 && few;
            out.push(if clings { in_block(BlockElem::new().with_sticky(true), text) } else { text });
        }
        if !highlights.is_empty() {
            out.push(self.prose.bullets(highlights)?);
        }
        if let Value::Dict(keywords) = self.field(role, "keywords")? {
            let label = self.call("keyword-label", [self.field(keywords, "label")?.clone()], [])?;
            let items = self.array(keywords, "items")?;
            let body = label + TextElem::packed(": ") + self.prose.keywords(items)?;
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
                    let text = self.prose.prose(blocks)?;
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
        let note = self.call("place", [note.into_value()], [])?;
        let first = self.prose.runs(first)?;
        let first = self.call("summary", [first.into_value()], [])?;
        let body = ParElem::new(note + SpaceElem::shared().clone() + first).pack();
        let mut text = whole(lines_of(&before) + lines_of(&after), body);
        let rest: Array = summary.iter().skip(1).cloned().collect();
        if !rest.is_empty() {
            let rest = self.prose.prose(&rest)?;
            text += self.call("summary", [rest.into_value()], [])?;
        }
        Ok(Some(text))
    }

    fn group(&mut self, item: &Dict) -> SourceResult<Content> {
        let (name, level) = (self.field(item, "label")?, self.field(item, "level")?);
        let items = self.array(item, "items")?;
        let mut head = Vec::new();
        if !is_blank(name) {
            head.push(self.call("label", [name.clone()], [])?);
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
        let keywords = self.prose.keywords(items)?;
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
    fn row<const N: usize>(
        &mut self,
        body: Content,
        above: Value,
        named: [(&str, Value); N],
    ) -> SourceResult<Content> {
        let named = [("above", above)].into_iter().chain(named);
        self.call("row", [body.into_value()], named)
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

/// Those of some values that say something.
fn present<'d>(values: impl IntoIterator<Item = &'d Value>) -> Array {
    values.into_iter().filter(|value| !is_blank(value)).cloned().collect()
}

fn kind(item: &Value) -> HintedStrResult<&str> {
    string(dict(item)?.get("kind")?)
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
