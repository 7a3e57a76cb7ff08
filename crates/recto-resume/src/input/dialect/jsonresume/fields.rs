//! Reads mappings by the tables of the schema: which keys are known, where their values go. Unknown keys, near names,
//! nulls and doubles are reported here, for every table.

use super::draft::join_prose;
use super::reader::{Named, Reader, flatten, is_blank};
use super::{basics, custom, groups, sections};
use crate::resume::{ItemBody, Text, Unknown};
use crate::schema::{Field, Object, Slot};
use crate::text::value::{Node, Scalar, ScalarKind, Value};
use crate::text::{Diagnostic, Rule};
use std::collections::BTreeMap;

impl Reader<'_> {
    /// Reads the mapping behind a key into `record`; anything else is reported.
    pub(crate) fn record<R>(&mut self, object: &Object<R>, pair: Named<'_>, record: &mut R) {
        let pairs = self.pairs(pair);
        self.fields(object, pairs.iter().map(Named::from), record);
    }

    /// Reads pairs into `record`, in the order of the file. Unknown keys, nulls, and a second value for one field are
    /// reported; what they say is kept as unknown.
    pub(crate) fn fields<'n, R>(
        &mut self,
        object: &Object<R>,
        pairs: impl IntoIterator<Item = Named<'n>>,
        record: &mut R,
    ) {
        let pairs: Vec<_> = pairs.into_iter().map(|pair| (pair, object.find(pair.key))).collect();
        let chosen = chosen(&pairs);
        let mut resolved = Vec::new();
        for (index, (pair, found)) in pairs.iter().enumerate() {
            let Some((field, _)) = found.filter(|(field, _)| takes(&(field.slot)(record), pair.node)) else {
                // `github: ask me for it` is no account; another network is no better key for it.
                let near =
                    object.fields().filter(|other| found.is_none_or(|(one, _)| one.key() != other.key()));
                let keep = (object.unknown)(record);
                self.unknown_key(*pair, object.what, near.flat_map(Field::keys), keep);
                continue;
            };
            if self.is_absent(*pair) {
                continue;
            }
            match chosen.get(field.key()) {
                Some((_, winner)) if *winner != index && !(field.slot)(record).adds() => {
                    self.double(*pair, pairs[*winner].0, (object.unknown)(record));
                }
                _ => resolved.push((field, *pair)),
            }
        }
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
            Slot::Flag(flag) => *flag = self.flag(pair),
            Slot::Location(location) => basics::location(self, pair, location),
            Slot::Fact(texts) => texts.extend(self.text(pair)),
            Slot::Grade(texts) => texts.extend(self.grade(pair)),
            Slot::Texts(texts) => texts.extend(self.texts(pair)),
            Slot::TextOrTexts(texts) => texts.extend(self.one_or_more(pair)),
            Slot::Names(texts) => texts.extend(self.names(pair)),
            Slot::Bullets(items) => items.extend(self.proses(pair)),
            Slot::Roles(positions) => positions.extend(self.positions(pair)),
            Slot::Profiles(profiles, contact) => basics::profiles(self, pair, profiles, contact),
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

    /// Warns of a key that is not known in `what` and keeps its text.
    pub fn unknown_key(
        &mut self,
        pair: Named<'_>,
        what: &str,
        names: impl Iterator<Item = &'static str>,
        keep: &mut Vec<Unknown>,
    ) {
        let mut warning =
            Diagnostic::at(Rule::UnknownKey, pair.key_span, format!("unknown key `{}`", pair.key))
                .label(format!("not known in {what}"))
                .suggest(pair.key, names);
        if keep_text(pair, keep) {
            warning = warning.help("its text is printed only with `show-unknown: true` under `meta.recto`");
        }
        self.report(warning);
    }

    /// A second pair for one field: fine when it says the same, else pointed out and kept.
    fn double(&mut self, pair: Named<'_>, winner: Named<'_>, keep: &mut Vec<Unknown>) {
        if flatten(pair.node) == flatten(winner.node) {
            return;
        }
        keep_text(pair, keep);
        let (kept, key) = (winner.key, pair.key);
        let message = format!("`{kept}` and `{key}` mean the same but differ");
        let advice = "keep one of them, or set `show-unknown: true` under `meta.recto` to print";
        self.report(
            Diagnostic::at(Rule::KeyConflict, pair.key_span.join(pair.node.span), message)
                .label(format!("`{kept}` is printed instead"))
                .help(format!("{advice} `{key}` too")),
        );
    }
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

/// Whether a value can be kept there. An account is a user name or an address; what is wrong with other
/// values shows when they are read.
fn takes(slot: &Slot<'_>, node: &Node) -> bool {
    let is_word = |scalar: &Scalar| {
        scalar.kind == ScalarKind::Text && !scalar.text.trim().contains(char::is_whitespace)
    };
    !matches!(slot, Slot::Account(_))
        || is_blank(node)
        || matches!(&node.value, Value::Scalar(scalar) if is_word(scalar))
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
