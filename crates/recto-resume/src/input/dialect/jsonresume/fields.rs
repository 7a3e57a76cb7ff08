//! Reads mappings by the tables of the schema: which keys are known, where their values go. Unknown keys, near names,
//! nulls and doubles are reported here, for every table.

use super::draft::join_prose;
use super::reader::{Named, Reader, flatten, is_blank, is_texts, title_of, truth};
use super::{basics, custom, groups, sections};
use crate::resume::{ItemBody, Text, Unknown};
use crate::schema::{END, Field, Object, PROFILE, Slot};
use crate::text::value::{Node, ScalarKind, Value};
use crate::text::{Diagnostic, Rule, nearest};
use std::collections::BTreeMap;

impl Reader<'_> {
    /// Reads the mapping behind a key into `record`; anything else is reported.
    pub(crate) fn record<R>(&mut self, object: &Object<R>, pair: Named<'_>, record: &mut R) {
        let pairs = self.pairs(pair);
        self.fields(object, pairs.iter().map(Named::from), record);
    }

    /// Reads pairs into `record`, in the order of the file, ways to reach the person last. Unknown keys, nulls, and a second value for one field are
    /// reported; what they say is kept as unknown.
    pub(crate) fn fields<'n, R>(
        &mut self,
        object: &Object<R>,
        pairs: impl IntoIterator<Item = Named<'n>>,
        record: &mut R,
    ) {
        let find = |key: &str| object.find(key).or_else(|| object.meant(key).map(|field| (field, MEANT)));
        let pairs: Vec<_> = pairs.into_iter().map(|pair| (pair, find(pair.key))).collect();
        let chosen = chosen(&pairs);
        let mut resolved = Vec::new();
        for (index, (pair, found)) in pairs.iter().enumerate() {
            let fits = |(field, rank): &(&Field<R>, usize)| takes(&(field.slot)(record), pair.node, *rank);
            let Some((field, _)) = found.filter(fits) else {
                // `github: ask me for it` is no account; another network is no better key for it.
                let near =
                    object.fields().filter(|other| found.is_none_or(|(one, _)| one.key() != other.key()));
                let keep = (object.unknown)(record);
                let near = near.flat_map(|field| field.keys().map(|key| (key, field.key())));
                self.unknown_key(*pair, object.what, near, keep);
                continue;
            };
            // That is how programs write that it goes on.
            if field.key() == END.key() && is_blank(pair.node) || self.is_absent(*pair) {
                continue;
            }
            match chosen.get(field.key()) {
                Some((_, winner)) if *winner != index && !(field.slot)(record).adds() => {
                    self.double(*pair, pairs[*winner].0, (object.unknown)(record));
                }
                _ => resolved.push((field, *pair)),
            }
        }
        // What they add to other fields must not be overwritten.
        resolved.sort_by_key(|(field, pair)| match (field.slot)(record) {
            Slot::Ways(_) => true,
            Slot::Profiles(_) => matches!(pair.node.value, Value::Map(_)),
            _ => false,
        });
        for (field, pair) in resolved {
            self.put(pair, (field.slot)(record));
        }
    }

    /// Reads a value into the place where it is kept.
    fn put(&mut self, pair: Named<'_>, slot: Slot<'_>) {
        match slot {
            Slot::Text(text) => *text = self.text(pair),
            Slot::Lines(text) => *text = self.lines(pair),
            Slot::Address(text) => *text = self.place(pair),
            Slot::Prose(prose) | Slot::Note(prose) => *prose = join_prose(prose.take(), self.prose(pair)),
            Slot::Date(date) => *date = self.dates(pair),
            Slot::GoesOn(current) => *current = self.current(pair),
            Slot::Name(name) => *name = basics::name(self, pair),
            Slot::Contact(first, contact) => basics::numbers(self, pair, first, contact),
            Slot::Profiles(basics) | Slot::Ways(basics) => basics::ways(self, pair, basics),
            Slot::Labelled(texts) => texts.extend(self.labelled(pair)),
            Slot::Flag(flag) => *flag = self.flag(pair),
            Slot::Break(page_break) => *page_break = self.page_break(pair),
            Slot::Location(location) => basics::location(self, pair, location),
            Slot::Fact(texts) => texts.extend(self.text(pair)),
            Slot::Grade(texts) => texts.extend(self.grade(pair)),
            Slot::Texts(texts) => texts.extend(self.texts(pair)),
            Slot::TextOrTexts(texts) => texts.extend(self.one_or_more(pair)),
            Slot::Names(texts) => texts.extend(self.names(pair)),
            Slot::Bullets(items) => items.extend(self.proses(pair)),
            Slot::Roles(positions) => positions.extend(self.positions(pair)),
            Slot::Account(profiles) => profiles.extend(basics::account(self, pair)),
            Slot::Personal(personal) => basics::personal(self, pair, personal),
            Slot::Items(shape, items) => items.extend(sections::contents(self, pair, shape)),
            Slot::Passage(items) => items.extend(self.prose(pair).map(|text| ItemBody::Prose(text).into())),
            Slot::BulletList(items) => items.extend(custom::bullets(self.proses(pair), pair.node.span)),
            Slot::Keywords(items) => items.extend(groups::keywords(self.texts(pair))),
        }
    }

    /// Whether a pair says nothing; a null is pointed out.
    pub fn is_absent(&mut self, pair: Named<'_>) -> bool {
        if pair.node.value == Value::Null {
            self.report(
                pair.problem(Rule::ValueEmpty, "null")
                    .label("taken as absent")
                    .help("delete the line, or write a value"),
            );
        }
        is_blank(pair.node)
    }

    /// Warns of a key that is not known in `what` and keeps its text. `names` are the keys that can be meant, each with the
    /// one to write.
    pub fn unknown_key(
        &mut self,
        pair: Named<'_>,
        what: &str,
        names: impl Iterator<Item = (&'static str, &'static str)>,
        keep: &mut Vec<Unknown>,
    ) {
        let mut warning = self.unknown_problem(pair, names).label(format!("not known in {what}"));
        if keep_text(pair, keep) && !pair.key_span.is_nowhere() {
            warning = warning.help("its text is printed only with `show-unknown: true` under `meta.recto`");
        }
        self.report(warning);
    }

    /// Warns of an option that is not where options are, and keeps its text.
    pub fn misplaced_option(&mut self, pair: Named<'_>, keep: &mut Vec<Unknown>) {
        let key = pair.key;
        keep_text(pair, keep);
        self.report(
            Diagnostic::at(Rule::UnknownKey, pair.key_span, format!("unknown key `{key}`"))
                .label("an option, which has no effect here")
                .help(format!("`{key}` belongs under `meta: recto:`")),
        );
    }

    /// Warns of a key that is not known but has entries, which are printed as a section.
    pub fn own_section(
        &mut self,
        pair: Named<'_>,
        names: impl Iterator<Item = (&'static str, &'static str)>,
    ) {
        let title = title_of(pair.key);
        let before = self.unknown_problem(pair, names);
        self.report(match pair.key_span.is_nowhere() {
            // The command line names a section that the file does not have.
            true => before,
            false => before
                .label(format!("printed as the section `{title}`"))
                .help(format!("to leave it out, delete it, or write `hide: [{title}]` under `meta.recto`")),
        });
    }

    /// The warning that a key is not known, with the key that may be meant.
    fn unknown_problem(
        &self,
        pair: Named<'_>,
        names: impl Iterator<Item = (&'static str, &'static str)>,
    ) -> Diagnostic {
        let names: BTreeMap<_, _> = names.collect();
        let warning = Diagnostic::at(Rule::UnknownKey, pair.key_span, format!("unknown key `{}`", pair.key));
        match nearest(pair.key, names.keys().copied().filter(|name| is_slip(pair.key, name))) {
            Some(near) => warning.help(format!("did you mean `{}`?", names[near])),
            None => warning,
        }
    }

    /// A second pair for one field: fine when it says the same, else pointed out and kept.
    fn double(&mut self, pair: Named<'_>, winner: Named<'_>, keep: &mut Vec<Unknown>) {
        if flatten(pair.node) == flatten(winner.node) {
            return;
        }
        keep_text(pair, keep);
        let (kept, key) = (winner.key, pair.key);
        let message = if kept == key {
            format!("`{key}` has two values that differ")
        } else {
            format!("`{kept}` and `{key}` mean the same but differ")
        };
        let advice = "keep one of them, or set `show-unknown: true` under `meta.recto` to print";
        self.report(
            Diagnostic::at(Rule::KeyConflict, pair.key_span.join(pair.node.span), message)
                .label(if kept == key {
                    "the other one is printed".to_owned()
                } else {
                    format!("`{kept}` is printed instead")
                })
                .help(format!("{advice} `{key}` too")),
        );
    }
}

/// Whether a key is another but for slips of typing: one, or one in five letters. Among the words of all languages something
/// looks like nearly any key.
fn is_slip(typed: &str, meant: &str) -> bool {
    let [typed, meant] = [typed, meant].map(str::to_lowercase);
    strsim::osa_distance(&typed, &meant) <= (meant.chars().count() / 5).max(1)
}

/// A pair, and the field that it names with the rank of its key there.
type Found<'n, R> = (Named<'n>, Option<(&'static Field<R>, usize)>);

/// By the first key of a field, the rank and the index of the pair that is taken when several name it: that with the
/// best key, then the first in the file.
fn chosen<R>(pairs: &[Found<'_, R>]) -> BTreeMap<&'static str, (usize, usize)> {
    let mut chosen = BTreeMap::new();
    for (index, (pair, found)) in pairs.iter().enumerate() {
        if let Some((field, rank)) = *found
            && !is_blank(pair.node)
        {
            let best = chosen.entry(field.key()).or_insert((rank, index));
            *best = (*best).min((rank, index));
        }
    }
    chosen
}

/// The rank of a key that only means a field in some language.
const MEANT: usize = usize::MAX;

/// Whether a value can be kept there. An account is a user name or an address; what is wrong with other
/// values shows when they are read, if the key is one of the field's own.
fn takes(slot: &Slot<'_>, node: &Node, rank: usize) -> bool {
    let is_scalar = matches!(node.value, Value::Scalar(_) | Value::Null);
    let is_list = matches!(node.value, Value::List(_));
    match slot {
        Slot::GoesOn(_) => return is_blank(node) || truth(node).is_some(),
        _ if rank < MEANT => {}
        Slot::Text(_) | Slot::Lines(_) | Slot::Date(_) => return is_scalar,
        Slot::Prose(_) | Slot::Note(_) => {
            return is_scalar || matches!(&node.value, Value::List(items) if is_texts(items));
        }
        Slot::Texts(_) | Slot::Roles(_) | Slot::Items(..) => return is_list,
        Slot::Bullets(_) => return is_scalar || is_list,
        _ => {}
    }
    let is_account = || match &node.value {
        Value::Scalar(scalar) => {
            scalar.kind == ScalarKind::Text && !scalar.text.trim().contains(char::is_whitespace)
        }
        Value::Map(pairs) => pairs.iter().any(|pair| PROFILE.knows(&pair.key)),
        Value::List(_) | Value::Null => false,
    };
    !matches!(slot, Slot::Account(_)) || is_blank(node) || is_account()
}

/// Keeps what an unknown field says; `false` when it says nothing.
fn keep_text(pair: Named<'_>, keep: &mut Vec<Unknown>) -> bool {
    let text = flatten(pair.node);
    let says_something = !text.is_empty();
    if says_something {
        keep.push(Unknown { key: pair.key.to_owned(), text: Text::new(text, pair.node.span) });
    }
    says_something
}
