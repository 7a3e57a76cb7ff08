//! Reads mappings by the tables of the schema: which keys are known, where their values go. Unknown keys, near names,
//! nulls and doubles are reported here, for every table.

use super::dates::Written;
use super::draft::{Draft, join_prose};
use super::reader::{Named, Reader, flatten, is_blank};
use super::{basics, sections};
use crate::resume::{Location, Profile, RichText, SectionItem, Text, Unknown};
use crate::schema::{Field, Kind, Object, Shape};
use crate::text::value::{Node, Scalar, ScalarKind, Value};
use crate::text::{Diagnostic, Rule};
use std::collections::BTreeMap;

/// Something that the fields of a mapping are read into, and written from.
pub(crate) trait Record {
    /// Names the places where its fields are kept.
    type Slot: Copy + PartialEq + 'static;

    /// The place where a field is kept.
    fn slot(&mut self, slot: Self::Slot) -> SlotMut<'_>;

    /// The fields that the schema does not know.
    fn unknown(&mut self) -> &mut Vec<Unknown>;
}

/// Makes a type a [`Record`]: where it keeps unknown fields, then what is kept in each slot, and where.
macro_rules! record {
    ($type:ty, $slots:ty, $($unknown:ident).+, { $($slot:ident => $kind:ident($($($field:ident).+),+),)+ }) => {
        impl $crate::input::dialect::jsonresume::Record for $type {
            type Slot = $slots;

            fn slot(&mut self, slot: $slots) -> $crate::input::dialect::jsonresume::SlotMut<'_> {
                match slot {
                    $(<$slots>::$slot => $crate::input::dialect::jsonresume::SlotMut::$kind($(&mut self.$($field).+),+),)+
                }
            }

            fn unknown(&mut self) -> &mut Vec<$crate::resume::Unknown> {
                &mut self.$($unknown).+
            }
        }
    };
}
pub(super) use record;

/// The place where a field is kept, by the type of what is kept there.
pub(crate) enum SlotMut<'a> {
    Text(&'a mut Option<Text>),
    Texts(&'a mut Vec<Text>),
    Prose(&'a mut Option<RichText>),
    Highlights(&'a mut Vec<RichText>),
    Date(&'a mut Option<Written>),
    Flag(&'a mut bool),
    Positions(&'a mut Vec<Draft>),
    Location(&'a mut Location),
    /// Accounts, and the contact items that a list of accounts may have too.
    Profiles(&'a mut Vec<Profile>, &'a mut Vec<Text>),
    Personal(&'a mut Vec<(Text, Text)>),
    Items(Shape, &'a mut Vec<SectionItem>),
}

impl Reader<'_> {
    /// Reads the mapping behind a key into `record`; anything else is reported.
    pub(crate) fn record<R: Record>(&mut self, object: &Object<R::Slot>, pair: Named<'_>, record: &mut R) {
        let pairs = self.pairs(pair);
        self.fields(object, pairs.iter().map(Named::from), record);
    }

    /// Reads pairs into `record`, in the order of the file.
    pub(crate) fn fields<'n, R: Record>(
        &mut self,
        object: &Object<R::Slot>,
        pairs: impl IntoIterator<Item = Named<'n>>,
        record: &mut R,
    ) {
        for (field, pair) in self.resolve(object, pairs, record.unknown()) {
            self.put(field.kind, pair, record.slot(field.slot));
        }
    }

    /// The fields that pairs name, in the order of the file. Unknown keys, nulls, and a second value for one field are
    /// reported; what they say is added to `keep`.
    pub fn resolve<'n, S: PartialEq>(
        &mut self,
        object: &Object<S>,
        pairs: impl IntoIterator<Item = Named<'n>>,
        keep: &mut Vec<Unknown>,
    ) -> Vec<(&'static Field<S>, Named<'n>)> {
        let pairs: Vec<_> = pairs.into_iter().map(|pair| (pair, object.find(pair.key))).collect();
        let chosen = chosen(&pairs);
        let mut resolved = Vec::new();
        for (index, (pair, found)) in pairs.iter().enumerate() {
            let Some((field, _)) = found.filter(|(field, _)| takes(field.kind, pair.node)) else {
                // `github: ask me for it` is no account; another network is no better key for it.
                let near =
                    object.fields().filter(|other| found.is_none_or(|(one, _)| one.key() != other.key()));
                self.unknown_key(*pair, object.what, near.flat_map(Field::keys), keep);
                continue;
            };
            if self.is_absent(*pair) {
                continue;
            }
            match chosen.get(field.key()) {
                Some((_, winner)) if *winner != index && !field.kind.adds() => {
                    self.double(*pair, pairs[*winner].0, keep);
                }
                _ => resolved.push((field, *pair)),
            }
        }
        resolved
    }

    /// Reads a value of a kind into the place where it is kept.
    fn put(&mut self, kind: Kind, pair: Named<'_>, slot: SlotMut<'_>) {
        match slot {
            SlotMut::Text(text) => {
                *text = match kind {
                    Kind::Lines => self.lines(pair),
                    Kind::Address => self.place(pair),
                    _ => self.text(pair),
                }
            }
            SlotMut::Texts(texts) => match kind {
                Kind::Text => texts.extend(self.text(pair)),
                Kind::Grade => texts.extend(self.grade(pair)),
                Kind::Names => texts.extend(self.names(pair)),
                Kind::TextOrTexts => texts.extend(self.one_or_more(pair)),
                _ => texts.extend(self.texts(pair)),
            },
            SlotMut::Prose(prose) => *prose = join_prose(prose.take(), self.prose(pair)),
            SlotMut::Highlights(items) => items.extend(self.proses(pair)),
            SlotMut::Date(date) => *date = self.dates(pair),
            SlotMut::Flag(flag) => *flag = self.flag(pair),
            SlotMut::Positions(positions) => positions.extend(self.positions(pair)),
            SlotMut::Location(location) => basics::location(self, pair, location),
            SlotMut::Profiles(profiles, _) if kind == Kind::Account => {
                profiles.extend(basics::account(self, pair));
            }
            SlotMut::Profiles(profiles, contact) => basics::profiles(self, pair, profiles, contact),
            SlotMut::Personal(personal) => basics::personal(self, pair, personal),
            SlotMut::Items(shape, items) => items.extend(sections::piece(self, pair, kind, shape)),
        }
    }

    /// Whether a pair says nothing; a null is pointed out.
    pub fn is_absent(&mut self, pair: Named<'_>) -> bool {
        if pair.node.value == Value::Null {
            self.report(
                Diagnostic::at(Rule::ValueEmpty, pair.node.span, format!("{} is null", pair.subject()))
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
        self.report(
            Diagnostic::at(
                Rule::KeyConflict,
                pair.key_span.join(pair.node.span),
                format!("`{}` and `{}` mean the same but differ", winner.key, pair.key),
            )
            .label(format!("`{}` is printed instead", winner.key))
            .help(format!(
                "keep one of them, or set `show-unknown: true` under `meta.recto` to print `{}` too",
                pair.key
            )),
        );
    }
}

/// A pair, and the field that it names with the rank of its key there.
type Found<'n, S> = (Named<'n>, Option<(&'static Field<S>, usize)>);

/// By the first key of a field, the rank and the index of the pair that is taken when several name it: that with the
/// best key, then the first in the file.
fn chosen<S>(pairs: &[Found<'_, S>]) -> BTreeMap<&'static str, (usize, usize)> {
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

/// Whether a field of this kind can have this value. An account is a user name or an address; what is wrong with other
/// values shows when they are read.
fn takes(kind: Kind, node: &Node) -> bool {
    let is_word = |scalar: &Scalar| {
        scalar.kind == ScalarKind::Text && !scalar.text.trim().contains(char::is_whitespace)
    };
    kind != Kind::Account || is_blank(node) || matches!(&node.value, Value::Scalar(scalar) if is_word(scalar))
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
