//! The machinery under every table of fields: one table says which keys a mapping knows, what else they are
//! called, and where their values go. Unknown keys, near names, nulls and doubles follow from it.

use super::reader::{Named, Reader, flatten, is_blank};
use crate::resume::{Text, Unknown};
use crate::text::value::Value;
pub(super) use crate::text::value::same_key;
use crate::text::{Diagnostic, Rule};
use std::collections::BTreeMap;

/// Puts a value where it belongs.
pub(in crate::input) type Put<T> = fn(&mut Reader<'_>, Named<'_>, &mut T);

/// One field of a mapping.
pub(in crate::input) struct Field<T> {
    /// JSON Resume's name (or recto's own), then other names for the same.
    pub names: &'static [&'static str],
    /// Whether values under two names add up, as those of lists do.
    adds: bool,
    put: Put<T>,
}

impl<T> Field<T> {
    /// A field that holds one value.
    pub const fn one(names: &'static [&'static str], put: Put<T>) -> Self {
        Self { names, adds: false, put }
    }

    /// A field whose values add up.
    pub const fn many(names: &'static [&'static str], put: Put<T>) -> Self {
        Self { names, adds: true, put }
    }
}

/// What a mapping knows.
pub(in crate::input) struct Table<T: 'static> {
    /// What the mapping is, for messages: `an entry of `work``.
    pub what: &'static str,
    /// Its fields.
    pub fields: &'static [Field<T>],
}

/// Something that keeps the fields recto does not know.
pub(in crate::input) trait Keeps {
    /// Where they are kept.
    fn unknown(&mut self) -> &mut Vec<Unknown>;
}

impl<T: Keeps> Table<T> {
    /// Every name, for suggestions.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.fields.iter().flat_map(|field| field.names.iter().copied())
    }

    /// Whether the table knows `key`.
    pub fn knows(&self, key: &str) -> bool {
        self.find(key).is_some()
    }

    /// The field that goes by `key`, and which of its names that is.
    fn find(&self, key: &str) -> Option<(usize, usize)> {
        self.fields.iter().enumerate().find_map(|(index, field)| {
            let rank = field.names.iter().position(|name| same_key(name, key))?;
            Some((index, rank))
        })
    }

    /// Reads the mapping behind a key into `target`; anything else is pointed out.
    pub fn read_from(&self, reader: &mut Reader<'_>, pair: Named<'_>, target: &mut T) {
        let pairs = reader.pairs(pair);
        self.read(reader, pairs.iter().map(Named::from), target);
    }

    /// Reads all pairs of a mapping into `target`, in the order of the file.
    pub fn read<'a>(
        &self,
        reader: &mut Reader<'_>,
        pairs: impl IntoIterator<Item = Named<'a>>,
        target: &mut T,
    ) {
        let pairs: Vec<_> = pairs.into_iter().map(|pair| (pair, self.find(pair.key))).collect();
        let chosen = chosen(&pairs);
        for (index, (pair, found)) in pairs.iter().enumerate() {
            let Some((place, _)) = *found else {
                reader.unknown_key(*pair, self.what, self.names(), target.unknown());
                continue;
            };
            if reader.is_absent(*pair) {
                continue;
            }
            let field = &self.fields[place];
            match chosen.get(&place) {
                Some((_, winner)) if *winner != index && !field.adds => {
                    reader.double(*pair, pairs[*winner].0, target.unknown());
                }
                _ => (field.put)(reader, *pair, target),
            }
        }
    }
}

/// Per field, the pair that is taken when several name it: the best name, then the first in the file.
fn chosen(pairs: &[(Named<'_>, Option<(usize, usize)>)]) -> BTreeMap<usize, (usize, usize)> {
    let mut chosen: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    for (index, (pair, found)) in pairs.iter().enumerate() {
        if let Some((field, rank)) = *found
            && !is_blank(pair.node)
        {
            let best = chosen.entry(field).or_insert((rank, index));
            *best = (*best).min((rank, index));
        }
    }
    chosen
}

impl Reader<'_> {
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

    /// Warns of a key that the table does not know and keeps its text.
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

/// Keeps what an unknown field says; `false` when it says nothing.
fn keep_text(pair: Named<'_>, keep: &mut Vec<Unknown>) -> bool {
    let text = flatten(pair.node);
    let says_something = !text.is_empty();
    if says_something {
        keep.push(Unknown { key: pair.key.to_owned(), text: Text::new(text, pair.node.span) });
    }
    says_something
}
